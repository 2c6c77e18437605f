//! `autoscaler`: a workload is scaled by a metric, with what that takes.
//!
//! Source: `pkg/controller/podautoscaler`: a target in percent is of what all containers request.

use super::objects::{head, place, pods};
use super::{Answer, Check, Form, Key, Kind, numbers};
use crate::engine::Analysis;
use crate::engine::graph::End;
use crate::engine::objects::workload::Pods;
use crate::engine::workspace::{Located, ObjectIndex};
use crate::engine::yaml::Walk;
use crate::route;

/// The kind. The metric is of a resource; `min` and `max` are of replicas.
pub const KIND: Kind = Kind {
    name: "autoscaler",
    keys: &[
        Key::needed("of", Form::Object),
        Key::free("metric", Form::Text),
        Key::free("min-at-least", Form::Number),
        Key::free("min-at-most", Form::Number),
        Key::free("max-at-least", Form::Number),
        Key::free("max-at-most", Form::Number),
    ],
    title,
    answer,
};

fn metric(check: &Check) -> &str {
    check.get("metric").unwrap_or("cpu")
}

fn title(check: &Check) -> String {
    let min = numbers::named(check, "min-at-least", "min-at-most");
    let max = numbers::named(check, "max-at-least", "max-at-most");
    let min = if min.any() { format!(", {} pods at least", min.words()) } else { String::new() };
    let max = if max.any() { format!(", {} pods at most", max.words()) } else { String::new() };
    format!("An autoscaler scales `{}` by {}{min}{max}", check.text("of"), metric(check))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let of = check.text("of");
    let ((index, at), pods) = match pods(set, of) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let Some(scaler) = scaler(set, index) else {
        let any = set.objects.in_order().into_iter().find(|(_, at)| at.object.id.kind == "HorizontalPodAutoscaler");
        let place = any.map(|(_, at)| place(set, &at, &route!["spec", "scaleTargetRef"]));
        return Answer::new(false, format!("No autoscaler names `{of}` as its target."), place);
    };
    by_metric(check, set, &scaler, (&at, &pods)).unwrap_or_else(|| limits(check, set, &scaler))
}

fn scaler(set: &Analysis, workload: ObjectIndex) -> Option<Located<'_>> {
    let leads = |index: ObjectIndex| {
        set.graph.from(index).iter().any(|edge| edge.relation == "scales" && edge.to == End::Present(workload))
    };
    set.objects.in_order().into_iter().find(|(index, _)| leads(*index)).map(|(_, at)| at)
}

/// What is wrong with the metric.
fn by_metric(
    check: &Check,
    set: &Analysis,
    scaler: &Located<'_>,
    (at, pods): (&Located<'_>, &Pods<'_>),
) -> Option<Answer> {
    let name = metric(check);
    let metrics = scaler.walk().path("spec.metrics").items();
    let found = metrics.iter().map(|metric| metric.key("resource")).find(|metric| metric.key("name").text() == name);
    let Some(found) = found else {
        let text = format!("{} has no metric of {name}.", scaler.object.id);
        return Some(Answer::new(false, text, Some(place(set, scaler, &route!["spec", "metrics"]))));
    };
    let percent = found.path("target.type").text() == "Utilization";
    let lacks = pods.containers().filter(|one| !one.init).find(|one| {
        let requests = one.container.resources.as_ref().and_then(|resources| resources.requests.as_ref());
        !requests.is_some_and(|requests| requests.contains_key(name))
    });
    let lacks = lacks.filter(|_| percent)?;
    let text =
        format!("Container `{}` requests no {name}: a target in percent is of the request.", lacks.container.name);
    Some(Answer::new(false, text, Some(place(set, at, &route![lacks.route; "resources", "requests"]))))
}

fn limits(check: &Check, set: &Analysis, scaler: &Located<'_>) -> Answer {
    let spec: Walk<'_> = scaler.walk().key("spec");
    let (min, max) = (spec.key("minReplicas").int().unwrap_or(1), spec.key("maxReplicas").int().unwrap_or(0));
    let holds = numbers::named(check, "min-at-least", "min-at-most").hold(min)
        && numbers::named(check, "max-at-least", "max-at-most").hold(max);
    Answer::new(holds, format!("{} keeps {min} to {max} pods.", scaler.object.id), Some(head(set, scaler)))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    fn set(resources: &str, target: &str) -> String {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  selector: {{matchLabels: {{app: web}}}}\n  template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: i, resources: {resources}}}]}}}}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: h}}\nspec:\n  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {target}}}\n  minReplicas: 2\n  maxReplicas: 6\n  metrics: [{{type: Resource, resource: {{name: cpu, target: {{type: Utilization, averageUtilization: 70}}}}}}]\n"
        )
    }

    #[test]
    fn target_metric_requests_and_limits() {
        let whole = set("{requests: {cpu: 100m}}", "web");
        let cases = [
            ("autoscaler: Deployment/web", true, "keeps 2 to 6 pods"),
            ("autoscaler: {of: Deployment/web, min-at-least: 3}", false, "keeps 2 to 6 pods"),
            ("autoscaler: {of: Deployment/web, max-at-most: 6}", true, ""),
            ("autoscaler: {of: Deployment/web, metric: memory}", false, "has no metric of memory"),
        ];
        table(&whole, &cases);
        table(&set("{}", "web"), &[("autoscaler: Deployment/web", false, "`c` requests no cpu")]);
        table(&set("{}", "wev"), &[("autoscaler: Deployment/web", false, "No autoscaler names `Deployment/web`")]);
    }
}
