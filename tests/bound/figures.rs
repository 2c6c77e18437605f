//! Figures in running text: asked for, or known to be none of the manifests'.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{content, guides, list, none, text};

/// Where digits stand, but for what numbers a list or a row.
fn digits(line: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.char_indices() {
        match out.last_mut() {
            Some(last) if c.is_ascii_digit() && last.end == at => last.end = at + 1,
            _ if c.is_ascii_digit() => out.push(at..at + 1),
            _ => {}
        }
    }
    out.retain(|one| {
        let (before, after) = (line[..one.start].trim(), &line[one.end..]);
        let counts = (before.is_empty() || before == "|" || before.chars().all(|c| c == '#'))
            && (after.starts_with(". ") || after.starts_with(" |"));
        let in_word = line[..one.start].ends_with(|c: char| c.is_ascii_alphabetic());
        let in_name = before.chars().all(|c| c == '#') && after.starts_with('-');
        !counts && !in_word && !in_name
    });
    out
}

#[test]
fn every_figure_is_asked_for_or_known() {
    let files = content();
    let known = list("figures.txt");
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for guide in guides(&files) {
        for (n, line) in text::read(&guide.text).prose {
            let covered: Vec<(Range<usize>, &str)> = known
                .iter()
                .flat_map(|(words, _)| {
                    line.match_indices(words.as_str()).map(|(at, w)| (at..at + w.len(), words.as_str()))
                })
                .collect();
            for at in digits(&line) {
                match covered.iter().find(|(range, _)| range.start <= at.start && at.end <= range.end) {
                    Some((_, words)) => drop(used.insert(*words)),
                    None => wrong.push(format!(
                        "content/{}:{n}: the figure {} is typed: “{}”; ask for it, or say in tests/bound/figures.txt where it comes from",
                        guide.name,
                        &line[at.clone()],
                        line[..at.end].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect::<String>()
                    )),
                }
            }
        }
    }
    let unused = known.iter().filter(|(words, _)| !used.contains(words.as_str()));
    wrong.extend(unused.map(|(words, _)| format!("tests/bound/figures.txt: no guide says “{words}”")));
    none(&wrong);
}

#[test]
fn what_numbers_a_list_is_no_figure() {
    for line in ["1. One", "| 3 | x |", "## 1. Make", "## 00-namespace.yaml", "HTTP/2 x2"] {
        assert_eq!(digits(line).len(), usize::from(line.contains('/')), "{line}");
    }
    assert_eq!(digits("after 10 s, 25 %"), [6..8, 12..14]);
}
