//! What if: something is deleted, changed or broken, and what follows from it.

use super::View;
use crate::engine::objects::{Object, Typed, workload};
use crate::engine::timeline::probe::{self, Kind};
use crate::engine::whatif::{self, Consequence, Edit, Target};
use crate::explorer::Seen;
use crate::explorer::controls::{Form, empty};
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "whatif", show };

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let all = questions(seen);
    let Some(first) = all.first() else { return vec![empty("No objects in these files, so nothing to take away.")] };
    let chosen = seen.inputs.text("change");
    let question = all.iter().find(|question| Some(question.value.as_str()) == chosen).unwrap_or(first);
    let answer = whatif::of(seen.model, &question.edit).unwrap_or_default();
    vec![form(&all), consequences(&question.words, &answer)]
}

/// Something that can be asked about.
struct Question {
    value: String,
    words: String,
    edit: Edit,
}

fn questions(seen: &Seen<'_>) -> Vec<Question> {
    let objects: Vec<&Object> = seen.model.objects.in_order().into_iter().map(|(_, at)| at.object).collect();
    let known = |object: &&&Object| !object.id.kind.is_empty();
    let mut out = Vec::new();
    for object in objects.iter().filter(known) {
        about(object, &mut out);
    }
    out
}

fn about(object: &Object, out: &mut Vec<Question>) {
    let id = &object.id;
    let target = Target { kind: id.kind.clone(), name: id.name.clone(), namespace: id.namespace.clone() };
    let mut ask = |value: String, words: String, edit: Edit| {
        out.push(Question { value: format!("{value} {}", id.key()), words, edit });
    };
    ask("delete".into(), format!("{id} is deleted"), Edit::Delete(target.clone()));
    for key in keys(object) {
        let words = format!("key {key} of {id}");
        ask(format!("delete-key {key}"), format!("{words} is deleted"), Edit::DeleteKey(target.clone(), key.clone()));
        ask(format!("change {key}"), format!("{words} has another value"), Edit::ChangeKey(target.clone(), key));
    }
    let Some(pods) = workload::pods(object) else { return };
    ask("delete-pod".into(), format!("one pod of {id} is deleted"), Edit::DeletePod(target.clone()));
    for kind in [Kind::Startup, Kind::Readiness, Kind::Liveness] {
        let has = pods.containers().flat_map(|at| probe::of(at.container)).any(|(other, _)| other == kind);
        if has {
            let words = format!("what the {} probe of {id} asks fails", kind.word());
            ask(format!("break {}", kind.word()), words, Edit::BreakProbe(target.clone(), kind));
        }
    }
}

fn keys(object: &Object) -> Vec<String> {
    let list = match &object.typed {
        Typed::ConfigMap(c) => [c.data.as_ref().map(|d| d.keys().cloned().collect()), None],
        Typed::Secret(s) => [
            s.data.as_ref().map(|d| d.keys().cloned().collect()),
            s.string_data.as_ref().map(|d| d.keys().cloned().collect()),
        ],
        _ => [None, None],
    };
    let mut keys: Vec<String> = list.into_iter().flatten().flat_map(|keys: Vec<String>| keys).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn form(all: &[Question]) -> Markup {
    let mut form = Form::default();
    form.choice("What if", "change", all.iter().map(|one| (one.value.as_str(), one.words.as_str())));
    form.done()
}

fn consequences(words: &str, all: &[Consequence]) -> Markup {
    let mut out = Markup::new("<section class=\"answer\"><h2>If ");
    out.text(words).raw("</h2>");
    if all.is_empty() {
        out.raw("<p>Nothing in these files depends on it.</p></section>");
        return out;
    }
    out.raw("<ol class=\"consequences\">");
    for one in all {
        out.raw("<li class=\"").raw(&one.severity.word().replace(' ', "-")).raw("\"").about(Some(&one.object));
        out.raw("><span class=\"badge\">").text(one.severity.word()).raw("</span> ").go("plain", &one.place);
        out.text(&one.name).raw("</button><br>").words(&one.sentence).raw("</li>");
    }
    out.raw("</ol></section>");
    out
}
