//! `$(NAME)` in values, commands and arguments.
//!
//! Source: `third_party/forked/golang/expansion` (`Expand`) of kubernetes/kubernetes: `$$` is one `$`, a name
//! that nothing defines stays as it is written, and what a name stands for is not expanded again.

use super::{Piece, Value};

/// A text with what its references stand for, and the names that stand for nothing.
#[must_use]
pub fn expand(text: &str, known: impl Fn(&str) -> Option<Value>) -> (Value, Vec<String>) {
    let (mut value, mut unknown) = (Value::default(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        value.plain(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            value.plain("$");
            rest = after;
        } else if let Some((name, after)) = rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            match known(name) {
                Some(found) => value.0.extend(found.0),
                None => {
                    value.plain(&format!("$({name})"));
                    unknown.push(name.to_owned());
                }
            }
            rest = after;
        } else {
            // An operator without a name takes the next character with it.
            let taken = if rest.starts_with('(') { "(" } else { "" };
            value.plain("$");
            value.plain(taken);
            rest = rest.strip_prefix(taken).unwrap_or(rest);
        }
    }
    value.plain(rest);
    (value, unknown)
}

impl Value {
    /// A value that is nothing but this text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let mut value = Self::default();
        value.plain(&text.into());
        value
    }

    fn plain(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Plain(last)) => last.push_str(text),
            _ => self.0.push(Piece::Plain(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> String {
        let known = |name: &str| match name {
            "A" | "B" | "C" => Some(Value::text(name.to_lowercase())),
            "REF" => Some(Value::text("$(A)")),
            "EMPTY" => Some(Value::text("")),
            _ => None,
        };
        expand(text, known).0.shown(true)
    }

    /// Derived by hand from the upstream scanner: after `$` comes `$`, a whole `(…)`, or nothing special.
    #[test]
    fn references() {
        let cases = [
            ("$(A)", "a"),
            ("$(A)-$(A)", "a-a"),
            ("x$(B)y", "xby"),
            ("$(A)$(B)$(C)", "abc"),
            ("$$(A)", "$(A)"),
            ("$$(A)_$(A)", "$(A)_a"),
            ("f-$$A", "f-$A"),
            ("\\$(A)", "\\a"),
            ("$(A$(B))", "$(A$(B))"),
            ("$(A$(B)", "$(A$(B)"),
            ("$(REF)", "$(A)"),
            ("x$(EMPTY)y", "xy"),
            ("x$(A", "x$(A"),
            ("(A)", "(A)"),
            ("$?-$!", "$?-$!"),
            ("$A", "$A"),
            ("$(NONE)", "$(NONE)"),
            ("$$$$$$(NONE)", "$$$(NONE)"),
            ("$$$$$$(A)", "$$$(A)"),
            ("$$$$$$$(A)", "$$$a"),
            ("$A)", "$A)"),
            ("${A}", "${A}"),
            ("$(A)$(", "a$("),
            ("$(A)$", "a$"),
            ("--$($($--", "--$($($--"),
            ("$(x$$y)", "$(x$$y)"),
            ("$()", "$()"),
            ("", ""),
            ("\n", "\n"),
        ];
        for (text, want) in cases {
            assert_eq!(expanded(text), want, "{text}");
        }
    }

    #[test]
    fn secrets_stay_secret_inside_other_values() {
        let known = |_: &str| Some(Value(vec![Piece::Secret("hunter2".into())]));
        let (value, _) = expand("postgres://u:$(P)@db", known);
        assert_eq!(value.shown(false), "postgres://u:••••••@db");
        assert_eq!(value.shown(true), "postgres://u:hunter2@db");
    }
}
