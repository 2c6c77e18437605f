//! Words of the glossary in running text: where a guide uses one first, it leads there.

use std::collections::BTreeSet;

/// Words that mean something in everyday language, too, or stand in every other sentence.
const COMMON: &[&str] = &[
    "Base64",
    "Claim",
    "Cluster",
    "Container",
    "Event",
    "Image",
    "Immutable",
    "Limit",
    "Manifest",
    "Object",
    "Owner",
    "Probe",
    "Quantity",
    "Replica",
    "Request",
    "Resource",
    "Revision",
    "Rollback",
    "Rollout",
    "Tag",
    "Volume",
    "Workload",
    "YAML",
    "minikube",
    "kubectl",
];
/// Kinds whose names mean something else in small letters.
const KINDS: &[&str] = &["Deployment", "Ingress", "Job", "Secret", "Service"];

/// The words that are linked, the longest first.
#[derive(Clone, Debug, Default)]
pub struct Terms(Vec<(String, String)>);

impl Terms {
    /// From the glossary's headings: ids and texts.
    pub fn new(headings: impl Iterator<Item = (String, String)>) -> Self {
        let mut all = Vec::new();
        for (id, text) in headings.filter(|(_, text)| is_term(text)) {
            let small = text.char_indices().nth(1).map(|(at, _)| text.split_at(at));
            if let Some((first, rest)) = small.filter(|_| !KINDS.contains(&text.as_str())) {
                all.push((first.to_lowercase() + rest, id.clone()));
            }
            all.push((text, id));
        }
        all.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then(a.cmp(b)));
        all.dedup();
        Self(all)
    }

    /// The first word in a text that has not been linked so far: what stands before it, the word, its id, and
    /// what stands behind.
    #[must_use]
    pub fn first<'t>(&self, text: &'t str, linked: &BTreeSet<String>) -> Option<(&'t str, &'t str, &str, &'t str)> {
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if !goes_on(before) && c.is_alphabetic() {
                let rest = text.get(at..)?;
                let found = self.0.iter().find_map(|(word, id)| Some((ends(rest, word)?, id)));
                if let Some((end, id)) = found.filter(|(_, id)| !linked.contains(*id)) {
                    return Some((text.get(..at)?, rest.get(..end)?, id, rest.get(end..)?));
                }
            }
            before = c;
        }
        None
    }
}

fn is_term(text: &str) -> bool {
    let letters = text.len() < 2 || text.contains(" to ");
    !letters && !text.contains('(') && !COMMON.contains(&text)
}

/// Where the word ends that a text begins with, with the s of the plural.
fn ends(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix(word)?;
    let plural = rest.strip_prefix('s').unwrap_or(rest);
    (!plural.chars().next().is_some_and(goes_on)).then_some(text.len() - plural.len())
}

fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_' || c == '/'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_once_and_whole() {
        let all = ["Pod", "Pod template", "Service", "kubelet", "A to C", "Image"];
        let terms = Terms::new(all.iter().map(|t| (t.to_lowercase().replace(' ', "-"), (*t).to_owned())));
        let mut linked = BTreeSet::new();
        let mut found = |text: &str| {
            let (_, word, id, _) = terms.first(text, &linked)?;
            linked.insert(id.to_owned());
            Some((word.to_owned(), id.to_owned()))
        };
        let is = |word: &str, id: &str| Some((word.to_owned(), id.to_owned()));
        assert_eq!(found("The pod template of podium"), is("pod template", "pod-template"));
        assert_eq!(found("A service, an image; Services."), is("Services", "service"));
        assert_eq!(found("Services and pods"), is("pods", "pod"));
        assert_eq!(found("Pods, kubelet-like, /kubelet"), None);
    }
}
