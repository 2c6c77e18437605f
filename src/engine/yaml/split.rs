//! Cutting a file into documents, as kubectl's reader does, before any parsing: so one broken
//! document hides no other, and an edit concerns only its own.
//!
//! Source: `k8s.io/apimachinery/pkg/util/yaml` (`YAMLReader`): a line that begins with `---` and
//! has nothing but spaces or a comment behind it separates documents. A `---` with content behind
//! it begins a document too, by YAML itself.

use std::ops::Range;

/// The byte ranges of the documents of a file, in order; a range begins after its separator line,
/// or with it if content stands behind the dashes.
#[must_use]
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = bom(text);
    let mut at = start;
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("---")
            && rest.starts_with(|c: char| c.is_ascii_whitespace()) | rest.is_empty()
            && !only_directives(text.get(start..at).unwrap_or(""))
        {
            out.push(start..at);
            let content = rest.trim_start();
            start = if content.is_empty() || content.starts_with('#') { at + line.len() } else { at };
        }
        at += line.len();
    }
    out.push(start..text.len());
    out
}

/// Length of a byte order mark.
fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Directives (`%YAML 1.1`) belong to the document whose `---` follows.
fn only_directives(text: &str) -> bool {
    text.contains('%') && text.lines().all(|l| l.starts_with('%') || l.trim().is_empty() || l.starts_with('#'))
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
            ("--- {a: 1}\n--- b\n", &["", "--- {a: 1}\n", "--- b\n"]),
            ("a: |\n  ---\n  x\n", &["a: |\n  ---\n  x\n"]),
            ("a: ---x\n---x\n", &["a: ---x\n---x\n"]),
            ("%YAML 1.1\n---\na: 1\n", &["%YAML 1.1\n---\na: 1\n"]),
            ("\u{feff}a: 1\n", &["a: 1\n"]),
        ];
        for (text, want) in cases {
            assert_eq!(&parts(text), want, "{text:?}");
        }
    }
}
