//! `what-if`: what follows for an object if another one is deleted, changed or broken.

use super::objects::find;
use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::timeline::probe::Kind as Probe;
use crate::engine::whatif::{self, Consequence, Edit, Severity, Target};

const CHANGES: &[&str] =
    &["delete", "delete-pod", "delete-key", "change-key", "break-startup", "break-readiness", "break-liveness"];
const ENDS: &[&str] = &["spared", "down", "next-start", "stale", "healed"];

/// The kind. `object` is whom it concerns: `spared` means that it neither stops working nor fails at its next start.
pub const KIND: Kind = Kind {
    name: "what-if",
    keys: &[
        Key::needed("change", Form::OneOf(CHANGES)),
        Key::needed("target", Form::Object),
        Key::free("key", Form::Text),
        Key::needed("object", Form::Object),
        Key::needed("is", Form::OneOf(ENDS)),
    ],
    title,
    answer,
};

fn title(check: &Check) -> String {
    let target = check.text("target");
    let change = match check.text("change") {
        "delete" => format!("`{target}` is deleted"),
        "delete-pod" => format!("one pod of `{target}` is deleted"),
        "delete-key" => format!("key `{}` of `{target}` is deleted", check.text("key")),
        "change-key" => format!("key `{}` of `{target}` has another value", check.text("key")),
        other => format!("the {} probe of `{target}` fails", other.trim_start_matches("break-")),
    };
    let end = match check.text("is") {
        "spared" => "goes on working",
        "down" => "stops working",
        "next-start" => "fails at its next start",
        "stale" => "keeps the old value",
        _ => "is put right by itself",
    };
    format!("If {change}, `{}` {end}", check.text("object"))
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let key = match find(set, check.text("object")) {
        Ok((_, at)) => at.object.id.key(),
        Err(answer) => return answer,
    };
    let Some(all) = whatif::of(set, &edit(check)) else {
        return match find(set, check.text("target")) {
            Ok(_) => Answer::missing(format!("`{}` has no such key or probe.", check.text("target"))),
            Err(answer) => answer,
        };
    };
    let own: Vec<&Consequence> = all.iter().filter(|one| one.object == key).collect();
    let bad = |one: &&&Consequence| matches!(one.severity, Severity::Down | Severity::NextStart);
    let wanted = check.text("is");
    let like = |one: &&&Consequence| one.severity.word().replace(' ', "-") == wanted;
    let (holds, shown) = match wanted {
        "spared" => (!own.iter().any(|one| bad(&one)), own.iter().find(bad)),
        _ => (own.iter().any(|one| like(&one)), own.iter().find(like)),
    };
    let shown = shown.or(own.first());
    let found = shown.map_or("Nothing follows for it.", |one| one.sentence.as_str());
    Answer::new(holds, found, shown.map(|one| one.place.clone()))
}

fn edit(check: &Check) -> Edit {
    let (kind, name) = check.text("target").split_once('/').unwrap_or_default();
    let target = Target { kind: kind.to_owned(), name: name.to_owned(), namespace: None };
    let key = check.text("key").to_owned();
    match check.text("change") {
        "delete" => Edit::Delete(target),
        "delete-pod" => Edit::DeletePod(target),
        "delete-key" => Edit::DeleteKey(target, key),
        "change-key" => Edit::ChangeKey(target, key),
        "break-startup" => Edit::BreakProbe(target, Probe::Startup),
        "break-readiness" => Edit::BreakProbe(target, Probe::Readiness),
        _ => Edit::BreakProbe(target, Probe::Liveness),
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn consequences_for_one_object() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {HOST: db}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata: {A: b}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i, envFrom: [{configMapRef: {name: conf}}]}]}}\n";
        let cases = [
            ("what-if: {change: delete, target: ConfigMap/conf, object: Deployment/web, is: next-start}", true, ""),
            ("what-if: {change: delete, target: ConfigMap/conf, object: Deployment/web, is: spared}", false, ""),
            (
                "what-if: {change: delete, target: ConfigMap/other, object: Deployment/web, is: spared}",
                true,
                "Nothing follows",
            ),
            (
                "what-if: {change: change-key, target: ConfigMap/conf, key: HOST, object: Deployment/web, is: stale}",
                true,
                "",
            ),
            (
                "what-if: {change: delete-key, target: ConfigMap/conf, key: NO, object: Deployment/web, is: stale}",
                false,
                "no such key",
            ),
            (
                "what-if: {change: delete, target: ConfigMap/no, object: Deployment/web, is: stale}",
                false,
                "no ConfigMap `no`",
            ),
        ];
        table(text, &cases);
    }
}
