//! Ids of headings, formed as GitHub forms them, so that links work in both places.

use std::collections::HashMap;

/// Hands out ids that are unique in one page.
#[derive(Clone, Debug, Default)]
pub struct Slugs {
    seen: HashMap<String, usize>,
}

impl Slugs {
    /// The id of the next heading with this text.
    pub fn next(&mut self, text: &str) -> String {
        let base = slug(text);
        let count = self.seen.entry(base.clone()).or_insert(0);
        let id = if *count == 0 { base.clone() } else { format!("{base}-{count}") };
        *count += 1;
        if id != base && self.seen.contains_key(&id) {
            return self.next(text);
        }
        self.seen.entry(id.clone()).or_insert(1);
        id
    }
}

/// Lower case; spaces become hyphens; everything but letters, digits, hyphens and underscores goes.
#[must_use]
pub fn slug(text: &str) -> String {
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_github_forms_them() {
        let cases = [
            ("Why Kubernetes?", "why-kubernetes"),
            ("What `livenessProbe` does & why", "what-livenessprobe-does--why"),
            ("Über 9_000", "über-9_000"),
            ("  spaces  ", "spaces"),
        ];
        for (text, want) in cases {
            assert_eq!(slug(text), want);
        }
    }

    #[test]
    fn unique_in_a_page() {
        let mut slugs = Slugs::default();
        let ids: Vec<String> = ["A", "A 1", "A", "A", "a"].iter().map(|t| slugs.next(t)).collect();
        assert_eq!(ids, ["a", "a-1", "a-2", "a-3", "a-4"]);
    }
}
