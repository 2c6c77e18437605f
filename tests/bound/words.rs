//! Words between backticks: from the manifests, or known to be Kubernetes' own.

use std::collections::BTreeSet;

use super::held::Held;
use super::{content, guides, held, list, none, text};

/// Whether a word is the manifests'.
fn is_held(held: &Held, word: &str) -> bool {
    word.contains(text::ASKED) || held.files.contains(word) || held.says(word) || is_path(held, word)
}

/// `spec.template.metadata`: each key is in the manifests.
fn is_path(held: &Held, word: &str) -> bool {
    let key = |part: &str| !part.is_empty() && held.says(&format!("{part}:"));
    word.contains('.') && word.split('.').all(key)
}

#[test]
fn every_word_between_backticks_is_the_manifests_or_kubernetes_own() {
    let files = content();
    let (held, known) = (held::held(&files), list("words.txt"));
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for guide in guides(&files) {
        for (line, word) in text::read(&guide.text).words {
            if known.iter().any(|(other, _)| *other == word) {
                used.insert(word);
            } else if !is_held(&held, &word) {
                wrong.push(format!(
                    "content/{}:{line}: `{word}` is in no manifest; if it is none of theirs, tests/bound/words.txt says why",
                    guide.name
                ));
            }
        }
    }
    let unused = known.iter().filter(|(word, _)| !used.contains(word));
    wrong.extend(unused.map(|(word, _)| format!("tests/bound/words.txt: no guide says `{word}`")));
    let needless = known.iter().filter(|(word, _)| is_held(&held, word));
    wrong.extend(needless.map(|(word, _)| format!("tests/bound/words.txt: `{word}` is in the manifests")));
    none(&wrong);
}

#[test]
fn words_that_are_not_there_are_noticed() {
    let held = held::held(&content());
    for word in
        ["maxSurge", "spec.strategy.rollingUpdate", "DB_HOST", "06-backend-deployment.yaml", "type: RollingUpdate"]
    {
        assert!(is_held(&held, word), "{word}");
    }
    for word in ["maxSurges", "Surge", "spec.strategie", "DB_HOSTS", "06-backend.yaml", "type: Recreate"] {
        assert!(!is_held(&held, word), "{word}");
    }
}
