//! Cutting a file into documents, as kubectl's reader does, before any parsing: so one broken
//! document hides no other, and an edit concerns only its own.
//!
//! Source: `k8s.io/apimachinery/pkg/util/yaml` (`YAMLReader`): a line that begins with `---`
//! separates documents, wherever it stands; only spaces and a comment may stand behind the dashes.
//! A file that begins with `{` is read as JSON: one value after the other, with nothing between them.

use std::ops::Range;

/// The byte ranges of the documents of a file, in order; a range begins after its separator line,
/// or with it if something stands behind the dashes that does not belong there.
#[must_use]
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = bom(text);
    let mut at = start;
    let json = text.get(start..).is_some_and(|t| t.trim_start().starts_with('{'));
    let values = if json { values } else { whole };
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("---") {
            values(text, start..at, &mut out);
            let content = rest.trim();
            start = if content.is_empty() || content.starts_with('#') { at + line.len() } else { at };
        }
        at += line.len();
    }
    values(text, start..text.len(), &mut out);
    out
}

/// Length of a byte order mark.
fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn whole(_: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    out.push(range);
}

/// One range, or one for each JSON value of it.
fn values(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    while let Some(next) = text.get(start..range.end).and_then(next_value) {
        out.push(start..start + next);
        start += next;
    }
    out.push(start..range.end);
}

/// Where the second of two JSON objects begins that follow each other.
fn next_value(text: &str) -> Option<usize> {
    let first = text.len() - text.trim_start().len();
    if text.as_bytes().get(first) != Some(&b'{') {
        return None;
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate().skip(first) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let rest = text.get(at + 1..)?;
                    let gap = rest.len() - rest.trim_start().len();
                    return rest.trim_start().starts_with('{').then_some(at + 1 + gap);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn separators() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[""]),
            ("a: 1\n", &["a: 1\n"]),
            ("---\na: 1\n---\nb: 2\n", &["", "a: 1\n", "b: 2\n"]),
            ("a: 1\r\n---\r\nb: 2", &["a: 1\r\n", "b: 2"]),
            ("a: 1\n--- # two\nb: 2", &["a: 1\n", "b: 2"]),
            ("a: 1\n---\t \nb: 2\n---", &["a: 1\n", "b: 2\n", ""]),
            ("--- {a: 1}\n--- b\n", &["", "--- {a: 1}\n", "--- b\n"]),
            ("a: |\n  ---\n  x\n", &["a: |\n  ---\n  x\n"]),
            ("a: ---x\n---x\nb: 2\n", &["a: ---x\n", "---x\nb: 2\n"]),
            ("a: 1\n-----\nb: 2\n", &["a: 1\n", "-----\nb: 2\n"]),
            ("%YAML 1.1\n---\na: 1\n", &["%YAML 1.1\n", "a: 1\n"]),
            ("\u{feff}a: 1\n", &["a: 1\n"]),
            ("a: 1\n---\n\u{feff}b: 2\n", &["a: 1\n", "\u{feff}b: 2\n"]),
            ("a: 1\n...\nb: 2\n", &["a: 1\n...\nb: 2\n"]),
        ];
        for (text, want) in cases {
            assert_eq!(&parts(text), want, "{text:?}");
        }
    }

    #[test]
    fn json_values() {
        let cases: &[(&str, &[&str])] = &[
            ("{\"a\": 1}\n", &["{\"a\": 1}\n"]),
            ("{\"a\": 1}{\"b\": 2}", &["{\"a\": 1}", "{\"b\": 2}"]),
            (" {\"a\": \"}{\\\"\"}\n\n{\"b\": [2]}\n{}", &[" {\"a\": \"}{\\\"\"}\n\n", "{\"b\": [2]}\n", "{}"]),
            ("{\"a\": 1}\n---\n{\"b\": 2}\n", &["{\"a\": 1}\n", "{\"b\": 2}\n"]),
            ("{\"a\": 1} x", &["{\"a\": 1} x"]),
            ("a: 1\n---\n{}{}", &["a: 1\n", "{}{}"]),
            ("[{\"a\": 1}]", &["[{\"a\": 1}]"]),
            ("{", &["{"]),
        ];
        for (text, want) in cases {
            assert_eq!(&parts(text), want, "{text:?}");
        }
    }
}
