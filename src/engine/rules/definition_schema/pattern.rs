//! Patterns that Go's `regexp` refuses, as far as that is certain.

/// What is wrong with a pattern.
pub(super) fn problem(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut rest = pattern.chars().peekable();
    // Whether there is something that could be repeated.
    let mut is_after = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                None => return Some("The pattern ends with a backslash"),
                Some('1'..='9') => return Some("A pattern cannot refer back to a group"),
                // Quoted text is not looked into.
                Some('Q') => return None,
                Some(_) => is_after = true,
            },
            '[' => {
                if class(&mut rest).is_none() {
                    return Some("A `[` is not closed");
                }
                is_after = true;
            }
            '(' => {
                open += 1;
                is_after = false;
                if rest.next_if_eq(&'?').is_some() {
                    let looks = match rest.next() {
                        Some('=' | '!') => true,
                        Some('<') => matches!(rest.peek(), Some('=' | '!')),
                        _ => false,
                    };
                    if looks {
                        return Some("A pattern cannot look ahead or behind");
                    }
                    is_after = true;
                }
            }
            ')' if open == 0 => return Some("A `)` closes nothing"),
            ')' => {
                open -= 1;
                is_after = true;
            }
            '*' | '+' | '?' if !is_after => return Some("There is nothing that could be repeated"),
            '|' => is_after = false,
            _ => is_after = true,
        }
    }
    (open > 0).then_some("A `(` is not closed")
}

/// Skip what stands between brackets; nothing if it does not end.
fn class(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<()> {
    rest.next_if_eq(&'^');
    rest.next_if_eq(&']');
    loop {
        match rest.next()? {
            ']' => return Some(()),
            '\\' => {
                rest.next()?;
            }
            '[' if rest.next_if_eq(&':').is_some() => while rest.next()? != ']' {},
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn what_is_refused() {
        for good in ["", "^[a-z]([-a-z0-9]*[a-z0-9])?$", r"^(?i)a|b$", "[]a(]", r"\(", "^(a|b)*$", "[[:alpha:](]+", "(?:a)?", "(?P<n>a)", "a{1,2}", "^*"] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in ["(", "a)", "^(?!a)b", "(?<=a)b", r"(a)\1", "*a", "a|*", r"a\", "[", "[]a"] {
            assert!(problem(bad).is_some(), "{bad}");
        }
    }
}
