//! Addresses: what the playground's query says is open, and where the rules have their pages.

use crate::protocol::explore::Input;

/// What the playground's address says is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The example set.
    pub set: Option<String>,
    /// The file that is shown.
    pub file: Option<String>,
    /// The panel that is shown.
    pub panel: Option<String>,
    /// The line of the file that a guide speaks of.
    pub line: Option<u32>,
    /// The step of the lesson, counted from one.
    pub step: Option<u32>,
    /// What was chosen in the panel: every other name.
    pub inputs: Vec<Input>,
}

impl Opening {
    /// What a query says (no question mark).
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut opening = Self::default();
        let (mut rule, mut example) = (None, None);
        for Input { name, value } in pairs(query) {
            let value = Some(value).filter(|value| !value.is_empty());
            match name.as_str() {
                "set" => opening.set = value,
                "rule" => rule = value,
                "example" => example = value,
                "lesson" => opening.set = value.map(|slug| [LESSONS, &slug].concat()).or(opening.set),
                "step" => opening.step = value.and_then(|step| step.parse().ok()),
                "file" => opening.file = value,
                "panel" => opening.panel = value,
                "line" => opening.line = value.and_then(|line| line.parse().ok()),
                _ => opening.inputs.extend(value.map(|value| Input { name, value })),
            }
        }
        if let (Some(rule), Some(example)) = (rule, example) {
            opening.set = Some([EXAMPLES, &rule, "/", &example].concat());
        }
        opening
    }

    /// The address relative to the site's root; the inverse of [`Opening::parse`].
    #[must_use]
    pub fn href(&self) -> String {
        let mut out = "playground/".to_owned();
        let set = self.set.as_deref();
        let example = set.and_then(|set| set.strip_prefix(EXAMPLES)?.split_once('/'));
        let lesson = set.and_then(lesson);
        let pairs = [
            ("set", set.filter(|_| example.is_none() && lesson.is_none())),
            ("lesson", lesson),
            ("rule", example.map(|(rule, _)| rule)),
            ("example", example.map(|(_, example)| example)),
            ("file", self.file.as_deref()),
            ("panel", self.panel.as_deref()),
        ];
        for (name, value) in pairs {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                pair(name, value, &mut out);
            }
        }
        if let Some(step) = self.step.filter(|_| lesson.is_some()) {
            pair("step", &step.to_string(), &mut out);
        }
        self.inputs.iter().for_each(|input| pair(&input.name, &input.value, &mut out));
        out
    }
}

/// The names and values of a query.
#[must_use]
pub fn pairs(query: &str) -> Vec<Input> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| Input { name: decode(name), value: decode(value) }).collect()
}

fn pair(name: &str, value: &str, out: &mut String) {
    out.push(if out.ends_with('/') { '?' } else { '&' });
    encode(name, out);
    out.push('=');
    encode(value, out);
}

/// What the slugs of lessons' sets begin with: `lessons/<slug>` are the files that a lesson starts with.
const LESSONS: &str = "lessons/";

/// The lesson that a set belongs to, if it is what a lesson starts with.
#[must_use]
pub fn lesson(set: &str) -> Option<&str> {
    set.strip_prefix(LESSONS).filter(|slug| !slug.contains('/'))
}

/// What the slugs of the rules' examples begin with: `rules/<id>/bad` is a set of its own.
const EXAMPLES: &str = "rules/";

/// The page of a rule, relative to the site's root.
#[must_use]
pub fn rule_page(id: &str) -> String {
    let mut out = "rules/".to_owned();
    encode(id, &mut out);
    out.push('/');
    out
}

/// Percent-encoding of a query's value.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                out.push('%');
                out.push(hex(other >> 4));
                out.push(hex(other & 15));
            }
        }
    }
}

fn hex(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase()
}

fn decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => out.push(escaped(&mut bytes).unwrap_or(b'%')),
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The byte that two hexadecimal digits mean; the digits are taken only if they are digits.
fn escaped(bytes: &mut std::str::Bytes<'_>) -> Option<u8> {
    let mut ahead = bytes.clone();
    let high = char::from(ahead.next()?).to_digit(16)?;
    let low = char::from(ahead.next()?).to_digit(16)?;
    *bytes = ahead;
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_found_again_at_its_address() {
        let opening = Opening {
            set: Some("feast flow".into()),
            file: Some("a b&c.yaml".into()),
            panel: Some("wiring".into()),
            line: None,
            step: None,
            inputs: vec![Input { name: "to".into(), value: "a/b?c".into() }],
        };
        let href = opening.href();
        assert_eq!(href, "playground/?set=feast%20flow&file=a%20b%26c.yaml&panel=wiring&to=a%2Fb%3Fc");
        assert_eq!(Opening::parse(href.split_once('?').unwrap().1), opening);
        assert_eq!(Opening::default().href(), "playground/");
    }

    #[test]
    fn a_line_is_a_number_or_nothing() {
        assert_eq!(Opening::parse("set=a&line=12").line, Some(12));
        assert_eq!(Opening::parse("line=x").line, None);
    }

    #[test]
    fn lessons_are_sets_with_steps() {
        let opening = Opening::parse("lesson=mend&step=2&panel=time&from=60");
        assert_eq!((opening.set.as_deref(), opening.step), (Some("lessons/mend"), Some(2)));
        assert_eq!(opening.href(), "playground/?lesson=mend&panel=time&step=2&from=60");
        assert_eq!(Opening::parse("set=a&step=2").href(), "playground/?set=a");
        let solution = Opening::parse("set=lessons/mend/solution");
        assert_eq!(solution.href(), "playground/?set=lessons%2Fmend%2Fsolution");
    }

    #[test]
    fn examples_of_rules_are_sets() {
        let opening = Opening::parse("rule=missing-key&example=bad&file=example.yaml");
        assert_eq!(opening.set.as_deref(), Some("rules/missing-key/bad"));
        assert_eq!(opening.href(), "playground/?rule=missing-key&example=bad&file=example.yaml");
        assert_eq!(Opening::parse("rule=missing-key").set, None);
    }

    #[test]
    fn rules_have_pages() {
        assert_eq!(rule_page("missing-key"), "rules/missing-key/");
    }

    #[test]
    fn damaged_escapes_are_taken_as_they_stand() {
        assert_eq!(decode("a%2"), "a%2");
        assert_eq!(decode("%zz+%41"), "%zz A");
    }
}
