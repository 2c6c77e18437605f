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
    /// The day of the last change that a reader would notice: `2026-03-04`.
    #[serde(default)]
    pub updated: Option<String>,
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
    if meta.updated.as_deref().is_some_and(|date| !is_date(date)) {
        return Err(fail("updated must be a date such as 2026-03-04"));
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

/// Whether a text is a date such as `2026-03-04`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
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
            ("---\ntitle: A\norder: 1\nsummary: B\nupdated: 4.3.2026\n---\n", "2026-03-04"),
            ("---\ntitle: A\norder: 1\nsummary: B\nupdated: 2026-13-04\n---\n", "2026-03-04"),
            ("---\ntitle: ''\norder: 1\nsummary: B\n---\n", "must say something"),
        ];
        for (text, want) in cases {
            let problem = split(text).unwrap_err().to_string();
            assert!(problem.contains(want), "{problem}");
        }
    }
}
