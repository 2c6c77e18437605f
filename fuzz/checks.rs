//! What must be true of the answers to any text.

use feastflow::cli;
use feastflow::engine::service::{Service, drawing, reports};
use feastflow::explorer::{Explorer, views};
use feastflow::protocol::assist::{Answer, Question};
use feastflow::protocol::explore::{Ask, Input, Told};
use feastflow::protocol::{FileReport, FileText, Request, wire};
use feastflow::ui::session::{Heard, Session};

use crate::dice::Dice;

const NAME: &str = "a.yaml";

/// One text on the way to another, beside a third.
pub struct Case {
    /// What stands there first.
    pub before: String,
    /// What it is changed to.
    pub after: String,
    /// Another file.
    pub beside: String,
}

/// The same answer twice, the same by edits as from the start, and one to each question.
pub fn hold(case: &Case, dice: &mut Dice) {
    let files = [file(NAME, &case.after), file("b.yaml", &case.beside)];
    let whole = reports(&files);
    assert!(whole == reports(&files), "not the same twice");
    edited(case, &files, &whole);
    let mut explorer = explored(case, &files, dice);
    for _ in 0..2 {
        let at = case.after[..dice.place(&case.after)].encode_utf16().count();
        ask(&mut explorer, u32::try_from(at).unwrap(), case);
    }
    assert!(drawing(&files) == drawing(&files), "not drawn the same twice");
    assert!(cli::shown(&files, &whole).ends_with('\n'));
}

fn file(name: &str, text: &str) -> FileText {
    FileText { name: name.into(), text: text.into() }
}

fn edited(case: &Case, files: &[FileText], whole: &[FileReport]) {
    let mut service = Service::default();
    let before = vec![file(NAME, &case.before), file("b.yaml", &case.beside)];
    let mut page = Session { files: files.to_vec(), ..Session::default() };
    let edit = Request::Edit { revision: 2, file: files[0].clone() };
    for request in [Request::Open { revision: 1, files: before }, edit] {
        assert!(
            service.handle(request).map(|answer| page.receive(answer)) == Some(Heard::News),
            "an answer does not fit"
        );
    }
    let (known, whole) = (page.reports.iter(), whole.iter());
    macro_rules! same {
        ($($list:ident)*) => { $(known.clone().flat_map(|r| &r.$list).eq(whole.clone().flat_map(|r| &r.$list)))&&* };
    }
    assert!(same! { findings objects probes wires notes }, "an edit gives something else than the whole");
}

fn ask(explorer: &mut Explorer, at: u32, case: &Case) {
    let units = u32::try_from(case.after.encode_utf16().count()).unwrap();
    let file = || NAME.to_owned();
    let questions = [
        Question::Hover { file: file(), at },
        Question::Complete { file: file(), at },
        Question::Outline { file: file(), at },
        Question::Definition { file: file(), at },
        Question::Users { file: file(), at },
        Question::SafeFixes { file: None },
    ];
    for question in questions {
        let asked = format!("{question:?}");
        let Some(Told::Answer { answer, .. }) = explorer.handle(Ask::Answer { number: 1, revision: 1, question })
        else {
            panic!("no answer: {asked}");
        };
        match wire::decode(&answer.0) {
            Some(Answer::Completion { completion: c }) => {
                assert!(c.start <= at && at <= c.end && c.end <= units, "{asked}")
            }
            Some(Answer::Hover { hover }) => assert!(hover.place.end <= units, "{asked}"),
            Some(_) => {}
            None => panic!("cannot be read: {asked}"),
        }
    }
}

/// The explorer's views after an edit are those of the files as they are.
fn explored(case: &Case, files: &[FileText], dice: &mut Dice) -> Explorer {
    let (mut edited, mut fresh) = (Explorer::default(), Explorer::default());
    edited.handle(Ask::Open { files: vec![file(NAME, &case.before), files[1].clone()] });
    edited.handle(Ask::Edit { file: files[0].clone() });
    fresh.handle(Ask::Open { files: files.to_vec() });
    let view = dice.pick(views::ALL).id;
    let inputs = inputs(dice);
    let show = |explorer: &mut Explorer| -> Option<Told> {
        explorer.handle(Ask::Show { view: view.into(), inputs: inputs.clone() })
    };
    let shown = show(&mut fresh);
    assert!(shown.is_some(), "{view} shows nothing");
    assert!(shown == show(&mut fresh), "{view} is not the same twice");
    assert!(shown == show(&mut edited), "{view} after an edit is another than of the whole");
    edited
}

fn inputs(dice: &mut Dice) -> Vec<Input> {
    const NAMES: &[&str] = &[
        "workload",
        "replicas",
        "ready",
        "never",
        "secrets",
        "links",
        "address",
        "caller",
        "namespace",
        "change",
        "needs",
        "trouble",
        "path",
        "target",
        "from",
        "to",
        "compare",
        "t",
    ];
    const VALUES: &[&str] =
        &["on", "0", "1", "60", "999999999", "http://a/", "/x", "refuse", "hang", "a", "é", "-1", "Service/a"];
    let count = dice.roll(4);
    (0..count).map(|_| Input { name: (*dice.pick(NAMES)).into(), value: (*dice.pick(VALUES)).into() }).collect()
}
