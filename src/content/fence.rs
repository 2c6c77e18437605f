//! The fences that embed something: their bodies are YAML.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ProblemKind;

/// Body of a `manifest` fence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFence {
    /// The set's folder.
    pub set: String,
    /// The file's name.
    pub file: String,
    /// Which part: `spec.template.spec.containers[name=backend].livenessProbe`.
    pub path: Option<String>,
    /// In a file with several documents, which object: `Deployment/feastflow-backend`.
    pub object: Option<String>,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// Body of a `wiring` fence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WiringFence {
    /// The set's folder.
    pub set: String,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// Body of a `view` fence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewFence {
    /// The set's folder.
    pub set: String,
    /// The view: `rollout`, `time`, …
    pub view: String,
    /// What is chosen in it, as in the playground's address.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    /// Which of its parts, by their headings; all if none is named.
    #[serde(default)]
    pub parts: Vec<String>,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// The body of a fence.
///
/// # Errors
/// If it is not YAML, lacks a field, or has one that is not known.
pub fn read<T: DeserializeOwned>(body: &str) -> Result<T, ProblemKind> {
    serde_yaml::from_str(body).map_err(|e| ProblemKind::Fence(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_bodies() {
        let fence: ManifestFence = read("set: a\nfile: b.yaml\npath: spec").unwrap();
        assert_eq!((fence.set.as_str(), fence.path.as_deref()), ("a", Some("spec")));
        assert!(read::<WiringFence>("set: a").is_ok());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(read::<WiringFence>("set: a\nfiles: b").is_err());
        assert!(read::<ManifestFence>("set: a").is_err());
    }
}
