//! A set with something in it changed: what a guide proposes to try, done.

use super::ProblemKind;
use super::block::{Edit, Fate};
use super::excerpt;
use super::fence::{Act, EditFence};
use super::highlight::{self, Line};
use crate::protocol::FileText;

/// Does the changes one after the other, and says what is written otherwise.
///
/// # Errors
/// If a file or a part is not there, or if a change changes nothing.
pub fn apply(files: &mut [FileText], edits: Vec<EditFence>) -> Result<Vec<Edit>, ProblemKind> {
    edits.into_iter().map(|edit| one(files, edit)).collect()
}

fn one(files: &mut [FileText], edit: EditFence) -> Result<Edit, ProblemKind> {
    let file = files.iter_mut().find(|file| file.name == edit.file);
    let file = file.ok_or_else(|| ProblemKind::NoFile(edit.file.clone()))?;
    let text = changed(&file.text, &edit)?;
    if text == file.text {
        return Err(ProblemKind::Fence(format!("the change of {} changes nothing", edit.path)));
    }
    let (line, lines) = compare(&file.text, &text, highlight::language_of(&file.name));
    file.text = text;
    Ok(Edit { file: edit.file, path: edit.path, line, lines })
}

fn changed(text: &str, edit: &EditFence) -> Result<String, ProblemKind> {
    let part = excerpt::find(text, &edit.file, edit.object.as_deref(), &edit.path)?;
    let mut out = text.to_owned();
    match &edit.act {
        Act::To(value) => out.replace_range(part.value, value),
        Act::Key(key) => out.replace_range(part.key, key),
        Act::Remove(_) => out = without(text, part.lines(text)),
        Act::Then(lines) => out = with(text, part.lines(text).end, lines, indentation(text, part.key.start)),
    }
    Ok(out)
}

fn without(text: &str, lines: std::ops::Range<usize>) -> String {
    let kept = text.split_inclusive('\n').enumerate().filter(|(n, _)| !lines.contains(n));
    kept.map(|(_, line)| line).collect()
}

fn with(text: &str, at: usize, lines: &str, column: usize) -> String {
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    let new = lines.lines().map(|line| format!("{}{line}", " ".repeat(column)));
    let after = all.split_off(at.min(all.len()));
    all.into_iter().chain(new).chain(after).map(|line| line + "\n").collect()
}

/// Of the line in which a byte stands; an item's is that of its hyphen.
fn indentation(text: &str, at: usize) -> usize {
    let line = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    text.get(line..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len())
}

/// The lines that differ, with one line before them: where they begin in the new text, and what became of each.
fn compare(old: &str, new: &str, language: &str) -> (usize, Vec<(Fate, Line)>) {
    let (old, new) = (highlight::highlight(language, old), highlight::highlight(language, new));
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let before = old.get(same.saturating_sub(1)..same).unwrap_or_default().iter().map(|line| (Fate::Kept, line));
    let gone = old.get(same..old.len() - after).unwrap_or_default().iter().map(|line| (Fate::Gone, line));
    let come = new.get(same..new.len() - after).unwrap_or_default().iter().map(|line| (Fate::New, line));
    let lines: Vec<(Fate, Line)> = before.chain(gone).chain(come).map(|(fate, line)| (fate, line.clone())).collect();
    let (fates, lines): (Vec<Fate>, Vec<Line>) = lines.into_iter().unzip();
    (same + 1, fates.into_iter().zip(excerpt::dedent(&lines)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "kind: X\nspec:\n  # Two.\n  replicas: 2\n  probe:\n    port: http\n";

    fn done(path: &str, act: Act) -> Result<(String, String), String> {
        let mut files = [FileText { name: "a.yaml".into(), text: TEXT.into() }];
        let edit = EditFence { file: "a.yaml".into(), path: path.into(), object: None, act };
        let edits = apply(&mut files, vec![edit]).map_err(|why| why.to_string())?;
        let sign = |fate: Fate| match fate {
            Fate::Kept => ' ',
            Fate::Gone => '-',
            Fate::New => '+',
        };
        let shown: Vec<String> = edits[0]
            .lines
            .iter()
            .map(|(fate, line)| {
                let text: String = line.iter().map(|token| token.text.as_str()).collect();
                format!("{}{text}", sign(*fate))
            })
            .collect();
        Ok((files[0].text.clone(), shown.join("|")))
    }

    #[test]
    fn each_act() {
        let cases = [
            (
                "spec.replicas",
                Act::To("3".into()),
                "kind: X\nspec:\n  # Two.\n  replicas: 3\n  probe:\n    port: http\n",
                " # Two.|-replicas: 2|+replicas: 3",
            ),
            (
                "spec.probe",
                Act::Key("prob".into()),
                "kind: X\nspec:\n  # Two.\n  replicas: 2\n  prob:\n    port: http\n",
                " replicas: 2|-probe:|+prob:",
            ),
            (
                "spec.replicas",
                Act::Remove(true),
                "kind: X\nspec:\n  probe:\n    port: http\n",
                " spec:|-  # Two.|-  replicas: 2",
            ),
            (
                "spec.probe.port",
                Act::Then("path: /x".into()),
                "kind: X\nspec:\n  # Two.\n  replicas: 2\n  probe:\n    port: http\n    path: /x\n",
                " port: http|+path: /x",
            ),
        ];
        for (path, act, text, shown) in cases {
            assert_eq!(done(path, act), Ok((text.to_owned(), shown.to_owned())), "{path}");
        }
    }

    #[test]
    fn what_changes_nothing_is_said() {
        assert!(done("spec.replicas", Act::To("2".into())).is_err_and(|why| why.contains("changes nothing")));
        assert!(done("spec.x", Act::To("2".into())).is_err_and(|why| why.contains("spec.x")));
    }
}
