//! What changes from one text to another, line by line, as HTML.

use crate::ui::markup::Markup;

/// Lines around a change that are shown, too.
const AROUND: usize = 2;
/// Larger differences than this many pairs of lines are shown as a whole: old out, new in.
const MOST: usize = 1_000_000;

/// A line of both texts, or of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'a> {
    Same(&'a str),
    Out(&'a str),
    In(&'a str),
}

/// Writes the difference of a file.
pub(super) fn write(out: &mut Markup, name: &str, old: &str, new: &str) {
    let lines = lines(old, new);
    out.raw("<figure class=\"manifest diff\"><figcaption><span class=\"file\">").text(name);
    out.raw("</span></figcaption><pre tabindex=\"0\"><code>");
    let mut skipped = false;
    for (n, line) in lines.iter().enumerate() {
        let near = lines.iter().skip(n.saturating_sub(AROUND)).take(AROUND * 2 + 1);
        let near = near.take(AROUND + 1 + n.min(AROUND));
        if near.clone().all(|line| matches!(line, Line::Same(_))) {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            out.raw("<span class=\"gap\">⋯</span>\n");
        }
        one(out, *line);
    }
    out.raw("</code></pre></figure>");
}

fn one(out: &mut Markup, line: Line<'_>) {
    match line {
        Line::Same(text) => out.raw("  ").text(text).raw("\n"),
        Line::Out(text) => out.raw("<del><span class=\"unseen\">out: </span>- ").text(text).raw("\n</del>"),
        Line::In(text) => out.raw("<ins><span class=\"unseen\">in: </span>+ ").text(text).raw("\n</ins>"),
    };
}

fn lines<'a>(old: &'a str, new: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (mid_old, mid_new) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = mid_old.iter().rev().zip(mid_new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (mid_old, end) = mid_old.split_at_checked(mid_old.len() - tail).unwrap_or_default();
    let mid_new = mid_new.get(..mid_new.len() - tail).unwrap_or_default();
    let mut out: Vec<Line<'_>> = old.iter().take(head).map(|line| Line::Same(line)).collect();
    out.extend(changed(mid_old, mid_new));
    out.extend(end.iter().map(|line| Line::Same(line)));
    out
}

/// The longest common subsequence stays; the rest goes out and comes in.
fn changed<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    if old.len().saturating_mul(new.len()) > MOST {
        return old.iter().map(|line| Line::Out(line)).chain(new.iter().map(|line| Line::In(line))).collect();
    }
    // From each pair of places on: how many lines the rests share.
    let mut shared = vec![0_u32; (old.len() + 1) * width];
    let at = |shared: &[u32], i: usize, j: usize| shared.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best =
                if a == b { at(&shared, i + 1, j + 1) + 1 } else { at(&shared, i + 1, j).max(at(&shared, i, j + 1)) };
            if let Some(slot) = shared.get_mut(i * width + j) {
                *slot = best;
            }
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                out.push(Line::Same(a));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), Some(_)) if at(&shared, i + 1, j) >= at(&shared, i, j + 1) => {
                out.push(Line::Out(a));
                i += 1;
            }
            (_, Some(b)) => {
                out.push(Line::In(b));
                j += 1;
            }
            (Some(a), None) => {
                out.push(Line::Out(a));
                i += 1;
            }
            (None, None) => return out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_that_changes() {
        use Line::{In, Out, Same};
        assert_eq!(lines("a\nb\nc\n", "a\nx\nc\n"), [Same("a"), Out("b"), In("x"), Same("c")]);
        assert_eq!(lines("a\nb\nc\nd", "a\nc\ny\nd"), [Same("a"), Out("b"), Same("c"), In("y"), Same("d")]);
        assert_eq!(lines("", "a"), [In("a")]);
        assert_eq!(lines("a", ""), [Out("a")]);
        assert_eq!(lines("a\na", "a\na"), [Same("a"), Same("a")]);
    }

    #[test]
    fn what_is_far_away_is_left_out() {
        let old: String = (0..30).map(|n| format!("line {n}\n")).collect();
        let mut out = Markup::default();
        write(&mut out, "a<.yaml", &old, &old.replace("line 15\n", "other\n"));
        assert!(out.html.contains("a&lt;.yaml") && out.html.contains("- line 15") && out.html.contains("+ other"));
        assert!(out.html.contains("line 13\n") && out.html.contains("line 17\n"), "{}", out.html);
        assert!(!out.html.contains("line 12\n") && !out.html.contains("line 18\n"), "{}", out.html);
        assert_eq!(out.html.matches('⋯').count(), 1);
    }
}
