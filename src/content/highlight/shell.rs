//! Shell: comments and quoted texts.

use super::{Class, Mark};

/// The classed ranges of a shell text.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut fresh = true;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        let (length, class) = match c {
            '#' if fresh => (rest.find('\n').unwrap_or(rest.len()), Some(Class::Comment)),
            '\'' | '"' => quoted(rest, c).map_or((1, None), |n| (n, Some(Class::String))),
            '\\' => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), None),
            c => (c.len_utf8(), None),
        };
        if let Some(class) = class {
            out.push((at..at + length, class));
        }
        fresh = c.is_whitespace();
        at += length;
    }
    out
}

/// Length of a quoted text with both quotes.
fn quoted(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return Some(at + 1);
        }
        escaped = c == '\\' && quote == '"' && !escaped;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings() {
        let text = "# a\necho \"b \\\" #\" '#' x#y # c";
        let found: Vec<(&str, Class)> = marks(text).into_iter().map(|(r, c)| (&text[r], c)).collect();
        let want =
            [("# a", Class::Comment), ("\"b \\\" #\"", Class::String), ("'#'", Class::String), ("# c", Class::Comment)];
        assert_eq!(found, want);
    }
}
