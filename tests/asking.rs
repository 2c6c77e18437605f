//! Questions of the editor, at any place of any text: an answer each time, and places within the text.

use std::fs;
use std::path::{Path, PathBuf};

use feastflow::explorer::Explorer;
use feastflow::protocol::assist::{Answer, Question};
use feastflow::protocol::explore::{Ask, Told};
use feastflow::protocol::{FileText, Place, wire};

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    ["content/manifests", "tests/corpus"].iter().for_each(|folder| collect(&root.join(folder), &mut files));
    files.retain(|path| path.extension().is_some_and(|e| e == "yaml" || e == "json"));
    files.sort();
    files.iter().map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()).collect()
}

fn places(answer: &Answer) -> Vec<&Place> {
    match answer {
        Answer::Hover { hover } => {
            std::iter::once(&hover.place).chain(hover.targets.iter().map(|t| &t.place)).collect()
        }
        Answer::Outline { outline } => {
            let rows = outline.documents.iter().map(|row| &row.place);
            rows.chain(outline.way.iter().map(|step| &step.place)).collect()
        }
        Answer::Targets { targets } => targets.iter().map(|t| &t.place).collect(),
        Answer::Fixes { edits, .. } => edits.iter().map(|edit| &edit.place).collect(),
        Answer::Nothing | Answer::Completion { .. } => Vec::new(),
    }
}

fn ask(explorer: &mut Explorer, question: Question) -> Answer {
    match explorer.handle(Ask::Answer { number: 1, revision: 1, question }) {
        Some(Told::Answer { answer, .. }) => wire::decode(&answer.0).unwrap(),
        other => panic!("no answer: {other:?}"),
    }
}

/// Asks everything at a caret of a text that ends with it, or goes on.
fn hold(text: &str, caret: usize) {
    let mut explorer = Explorer::default();
    let name = "a.yaml".to_owned();
    explorer.handle(Ask::Open { files: vec![FileText { name: name.clone(), text: text.into() }] });
    let at = u32::try_from(text[..caret].encode_utf16().count()).unwrap();
    let units = u32::try_from(text.encode_utf16().count()).unwrap();
    let file = || name.clone();
    let questions = [
        Question::Hover { file: file(), at },
        Question::Complete { file: file(), at },
        Question::Outline { file: file(), at },
        Question::Definition { file: file(), at },
        Question::Users { file: file(), at },
        Question::SafeFixes { file: Some(file()) },
    ];
    for question in questions {
        let answer = ask(&mut explorer, question);
        for place in places(&answer) {
            assert!(
                place.file == name && place.start <= place.end && place.end <= units,
                "{place:?} at {at} in {text:?}"
            );
        }
        if let Answer::Completion { completion } = &answer {
            assert!(completion.start <= at && at <= completion.end && completion.end <= units, "{at} in {text:?}");
        }
    }
}

#[test]
fn any_place_of_any_text() {
    for (n, text) in texts().iter().enumerate() {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let step = (bounds.len() / 12).max(1);
        for at in bounds.iter().skip(n % step).step_by(step) {
            hold(text, *at);
            hold(&text[..*at], *at);
        }
    }
}
