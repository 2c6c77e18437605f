//! `request`: what a request reaches, from outside or from the pods of a workload; or where it breaks.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::requests::{self, Step, Trace, Verdict};
use crate::engine::workspace::Workspace;
use crate::engine::{Analysis, analyze};

/// The kind. `from` is a workload; without it, the request comes from outside. With `without`, an object is gone.
pub const KIND: Kind = Kind {
    name: "request",
    keys: &[
        Key::needed("to", Form::Text),
        Key::free("from", Form::Object),
        Key::free("reaches", Form::Object),
        Key::free("breaks-at", Form::Text),
        Key::free("without", Form::Object),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let from = check.get("from").map(|from| format!(" from `{from}`")).unwrap_or_default();
    let end = match (check.get("reaches"), check.get("breaks-at")) {
        (_, Some(step)) => format!("breaks at: {step}"),
        (Some(object), None) => format!("reaches `{object}`"),
        (None, None) => "is answered".to_owned(),
    };
    let without = check.get("without").map(|object| format!(", even without `{object}`")).unwrap_or_default();
    format!("A request to `{}`{from} {end}{without}", check.text("to"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let Some(gone) = check.get("without") else { return asked(check, set) };
    match without(set, gone) {
        // What is gone has moved nothing but itself: places would be those of another text.
        Ok(other) => Answer { place: None, ..asked(check, &other) },
        Err(answer) => answer,
    }
}

fn asked(check: &Check, set: &Analysis) -> Answer {
    let to = check.text("to");
    let trace = match check.get("from").map(|from| find(set, from)) {
        Some(Err(answer)) => return answer,
        Some(Ok((index, _))) => requests::inside(set, index, to),
        None => requests::outside(set, to),
    };
    let broken = broken(&trace);
    let holds = match (check.get("breaks-at"), broken) {
        (Some(wanted), Some(step)) => step.what == wanted,
        (Some(_), None) | (None, Some(_)) => false,
        (None, None) => check.get("reaches").map_or(!trace.reached.is_empty(), |object| passes(set, &trace, object)),
    };
    let place = broken.or(trace.steps.last()).and_then(|step| step.place.clone());
    Answer::new(holds, words(&trace), place)
}

/// Where it goes no further. A workload of several without pods does not count.
fn broken(trace: &Trace) -> Option<&Step> {
    trace.steps.iter().find(|step| step.verdict == Verdict::Broken).filter(|_| trace.verdict == Verdict::Broken)
}

/// Whether an object answers, or lies on the way.
fn passes(set: &Analysis, trace: &Trace, object: &str) -> bool {
    let Ok((_, at)) = find(set, object) else { return false };
    let key = at.object.id.key();
    let on_the_way = trace.steps.iter().any(|step| step.object.as_deref() == Some(&key));
    trace.reached.iter().any(|reached| reached.workload == key)
        || (on_the_way && at.object.id.kind == "Service" && !trace.reached.is_empty())
}

fn words(trace: &Trace) -> String {
    if let Some(step) = broken(trace) {
        let why = if step.why.is_empty() { String::new() } else { format!(" {}", step.why) };
        let text = if step.what == "policy" { step.why.as_str() } else { step.text.as_str() };
        let why = if step.what == "policy" { String::new() } else { why };
        return format!("It stops at the step “{}”: {}.{why}", step.what, text.trim_end_matches('.'));
    }
    match trace.reached.as_slice() {
        [] => "Where it ends is not settled by these files.".to_owned(),
        [one] => format!("It reaches {}, port {}.", one.workload_name, one.port),
        [one, ..] => format!("It reaches {} and others.", one.workload_name),
    }
}

/// The set without an object.
fn without(set: &Analysis, object: &str) -> Result<Analysis, Answer> {
    let (_, gone) = find(set, object)?;
    let files: Vec<(String, String)> = (0..set.workspace.files.len())
        .filter_map(|n| {
            let file = set.workspace.files.get(n)?;
            let own = set.workspace.documents_of(n).find(|(index, _)| *index == gone.document);
            let mut text = file.text.clone();
            if let Some((_, placed)) = own {
                let start = usize::try_from(placed.start).ok()?;
                let range = start..start + placed.facts.text.len();
                text.get(range.clone())?;
                text.replace_range(range, "\n");
            }
            Some((file.name.clone(), text))
        })
        .collect();
    Ok(analyze(Workspace::of(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn a_request_arrives_or_breaks() {
        let text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: lost}\nspec: {selector: {app: x}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: web}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 8080}]}]}\n";
        let cases = [
            ("request: {to: \"web:80\", from: Pod/p, reaches: Pod/p}", true, "It reaches Pod p, port 8080."),
            ("request: {to: \"web:80\", from: Pod/p, reaches: Service/web}", true, ""),
            ("request: {to: \"web:80\", from: Pod/p, reaches: Service/lost}", false, "It reaches Pod p"),
            ("request: {to: \"lost:80\", from: Pod/p}", false, "It stops at the step “endpoints”"),
            ("request: {to: \"lost:80\", from: Pod/p, breaks-at: endpoints}", true, ""),
            ("request: {to: \"web:80\", from: Pod/p, breaks-at: endpoints}", false, "It reaches"),
            ("request: {to: \"web:80\", from: Pod/p, without: Service/lost}", true, "It reaches"),
            ("request: {to: \"web:80\", from: Pod/p, without: Service/web}", false, "It stops at"),
            ("request: {to: \"http://a.local/\"}", false, "It stops at"),
        ];
        table(text, &cases);
    }
}
