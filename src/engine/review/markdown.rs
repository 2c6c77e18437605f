//! The list as Markdown, to be put into a pull request.

use super::{Answer, Evidence, Group, Review, Verdict};
use std::fmt::Write;

/// Of what speaks for a point, no more than this is listed.
const MOST: usize = 6;

/// The whole list.
#[must_use]
pub fn of(review: &Review) -> String {
    let (ticked, all) = review.count();
    let mut out = format!("# Review: {ticked} of {all} points ticked\n");
    for group in Group::ALL {
        let _ = write!(out, "\n## {}\n\n{}\n\n", group.title(), group.meaning());
        review.of(group).for_each(|answer| point(&mut out, answer));
    }
    out
}

fn point(out: &mut String, answer: &Answer) {
    let mark = if answer.verdict == Verdict::Ticked { "x" } else { " " };
    let note = match answer.verdict {
        Verdict::DoesNotApply => " (does not apply)",
        _ => "",
    };
    let _ = writeln!(out, "- [{mark}] **{}**{note}", answer.point.title);
    let shown = shown(answer, MOST);
    shown.iter().for_each(|one| evidence(out, one));
    if let Some(rest) = rest(answer, shown) {
        let _ = writeln!(out, "  - and {rest} more");
    }
}

/// All that is missing, and so many of the others; of an open point, what is missing only.
#[must_use]
pub fn shown(answer: &Answer, most: usize) -> &[Evidence] {
    let missing = answer.evidence.iter().filter(|one| one.missing).count();
    let count = if answer.verdict == Verdict::Open { missing } else { most };
    answer.evidence.get(..count).unwrap_or(&answer.evidence)
}

/// How many more there are of what speaks for a ticked point.
#[must_use]
pub fn rest(answer: &Answer, shown: &[Evidence]) -> Option<usize> {
    let rest = answer.evidence.len().checked_sub(shown.len())?;
    (rest > 0 && answer.verdict != Verdict::Open).then_some(rest)
}

fn evidence(out: &mut String, one: &Evidence) {
    let missing = if one.missing { "missing: " } else { "" };
    let _ = write!(out, "  - {missing}{}", plain(&words(one)));
    if let Some(place) = &one.place {
        let _ = write!(out, " (`{}:{}`)", place.file.replace('`', "'"), place.line);
    }
    out.push('\n');
}

/// Object and text in one.
#[must_use]
pub fn words(one: &Evidence) -> String {
    match (one.name.is_empty(), one.text.is_empty()) {
        (true, _) => one.text.clone(),
        (false, true) => one.name.clone(),
        (false, false) => format!("{}: {}", one.name, one.text),
    }
}

/// Nothing in it becomes markup, or a line of its own.
fn plain(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('<', "&lt;").replace('*', "\\*").replace('[', "\\[")
}
