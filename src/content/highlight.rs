//! Code → lines of classed tokens.
//!
//! YAML (and JSON, which it contains) is coloured from the engine's own nodes, so the colours say
//! what the engine read: `on` is a boolean here because it is one for kubectl.

mod shell;
mod yaml;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A mapping's key.
    Key,
    /// Text, quoted or not.
    String,
    /// A number.
    Number,
    /// A boolean in any spelling.
    Bool,
    /// `null`, `~`.
    Null,
    /// A comment.
    Comment,
    /// Dashes, colons, brackets.
    Punct,
    /// Anchors, aliases and tags.
    Anchor,
    /// A text in `|` or `>` form.
    Block,
}

impl Class {
    /// The class in the style sheet.
    #[must_use]
    pub fn css(self) -> &'static str {
        match self {
            Self::Key => "hl-key",
            Self::String => "hl-string",
            Self::Number => "hl-number",
            Self::Bool => "hl-bool",
            Self::Null => "hl-null",
            Self::Comment => "hl-comment",
            Self::Punct => "hl-punct",
            Self::Anchor => "hl-anchor",
            Self::Block => "hl-block",
        }
    }
}

/// A stretch of text with one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// None for plain text.
    pub class: Option<Class>,
    /// The text, without line ends.
    pub text: String,
}

/// A line of code.
pub type Line = Vec<Token>;

/// A classed range of bytes; ranges are in order and do not overlap.
type Mark = (std::ops::Range<usize>, Class);

/// The lines of a text, highlighted for a language as fences name it.
#[must_use]
pub fn highlight(language: &str, text: &str) -> Vec<Line> {
    let marks = match language {
        "yaml" | "yml" | "json" => yaml::marks(text),
        "sh" | "bash" | "shell" => shell::marks(text),
        _ => Vec::new(),
    };
    lines(text, &marks)
}

/// The language of a file by its name.
#[must_use]
pub fn language_of(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("yaml" | "yml") => "yaml",
        Some("json") => "json",
        Some("sh") => "bash",
        _ => "text",
    }
}

fn lines(text: &str, marks: &[Mark]) -> Vec<Line> {
    let mut out = vec![Line::new()];
    let mut at = 0;
    for (range, class) in marks {
        push(&mut out, text.get(at..range.start).unwrap_or(""), None);
        push(&mut out, text.get(range.clone()).unwrap_or(""), Some(*class));
        at = range.end.max(at);
    }
    push(&mut out, text.get(at..).unwrap_or(""), None);
    if out.len() > 1 && out.last().is_some_and(Vec::is_empty) {
        out.pop();
    }
    out
}

fn push(out: &mut Vec<Line>, text: &str, class: Option<Class>) {
    for (n, part) in text.split('\n').enumerate() {
        if n > 0 {
            out.push(Line::new());
        }
        let part = part.strip_suffix('\r').unwrap_or(part);
        if let (false, Some(line)) = (part.is_empty(), out.last_mut()) {
            line.push(Token { class, text: part.to_owned() });
        }
    }
}

/// The text of lines, without a line end behind it.
pub(super) fn plain(lines: &[Line]) -> String {
    let text = |line: &Line| line.iter().map(|t| t.text.as_str()).collect::<String>();
    lines.iter().map(text).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_every_character() {
        let text = "a: 1 # x\n\n- |\n  b\n  c\n\"d\": é\n";
        assert_eq!(plain(&highlight("yaml", text)), text.trim_end());
        assert_eq!(plain(&highlight("text", "x\r\ny")), "x\ny");
    }

    proptest! {
        #[test]
        fn any_text_in_any_language(text in "[-a-z:#'\"|>&*!{}\\[\\], é\t\n]{0,80}") {
            for language in ["yaml", "bash", "text"] {
                let kept = plain(&highlight(language, &text));
                prop_assert_eq!(kept.trim_end_matches('\n'), text.trim_end_matches('\n'));
            }
        }
    }
}
