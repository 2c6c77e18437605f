//! Title, order and summary at the head of a markdown file.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ProblemKind;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The page's title.
    pub title: String,
    /// Its place in the reading order.
    pub order: u32,
    /// One sentence.
    pub summary: String,
}

/// Front matter and body; the body's first line is the returned number of lines into the file.
///
/// # Errors
/// If there is no front matter, or it lacks a field, or has one that is not known.
pub fn split(text: &str) -> Result<(FrontMatter, &str, usize), ProblemKind> {
    let fail = |why: &str| ProblemKind::FrontMatter(why.to_owned());
    let (meta, body, lines): (FrontMatter, _, _) = read(text)?;
    if meta.title.trim().is_empty() || meta.summary.trim().is_empty() {
        return Err(fail("title and summary must say something"));
    }
    Ok((meta, body, lines))
}

/// The same for front matter of any kind.
///
/// # Errors
/// If there is none, or it cannot be read.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<(T, &str, usize), ProblemKind> {
    let fail = |why: &str| ProblemKind::FrontMatter(why.to_owned());
    let rest = text.strip_prefix("---\n").ok_or_else(|| fail("the file does not begin with ---"))?;
    let (head, body) = rest.split_once("\n---\n").ok_or_else(|| fail("the closing --- is missing"))?;
    let meta = serde_yaml::from_str(head).map_err(|e| fail(&e.to_string()))?;
    Ok((meta, body, head.matches('\n').count() + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_counts_lines() {
        let (meta, body, lines) = split("---\ntitle: A\norder: 2\nsummary: B.\n---\ntext\n").unwrap();
        assert_eq!((meta.title.as_str(), meta.order, body, lines), ("A", 2, "text\n", 5));
    }

    #[test]
    fn refuses_with_a_reason() {
        let cases = [
            ("text", "does not begin"),
            ("---\ntitle: A\n", "closing"),
            ("---\ntitle: A\n---\n", "missing field"),
            ("---\ntitle: A\norder: 1\nsummary: B\ncolour: red\n---\n", "colour"),
            ("---\ntitle: ''\norder: 1\nsummary: B\n---\n", "must say something"),
        ];
        for (text, want) in cases {
            let problem = split(text).unwrap_err().to_string();
            assert!(problem.contains(want), "{problem}");
        }
    }
}
