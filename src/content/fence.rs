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
    /// What stands beside some of its lines.
    #[serde(default)]
    pub remarks: Vec<RemarkFence>,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// What stands beside a part of a manifest: its lines are marked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemarkFence {
    /// The part, as a path that goes on where that of the manifest ends.
    pub at: String,
    /// The sentence; the lines are only marked if there is none.
    #[serde(default)]
    pub says: String,
}

/// Body of a `holds` fence: what a text relies on without asking for it. Nobody sees it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldsFence {
    /// The set's folder.
    pub set: String,
    /// Checks, as lessons have them.
    pub that: Vec<serde_yaml::Value>,
}

/// Body of a `change` fence: a set with something in it changed, to be opened and looked at.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeFence {
    /// The set's folder.
    pub set: String,
    /// Its address below that of the guide; unique in the guide.
    pub name: String,
    /// What has been changed, in a few words.
    pub title: String,
    /// The changes, one after the other.
    pub edits: Vec<EditFence>,
    /// The panel that shows what comes of it.
    pub panel: Option<String>,
    /// What is chosen in the panel.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    /// Checks, as lessons have them: what is so afterwards.
    #[serde(default)]
    pub then: Vec<serde_yaml::Value>,
    /// A sentence below it.
    pub caption: Option<String>,
}

/// A change of one part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditFence {
    /// The file's name.
    pub file: String,
    /// The part.
    pub path: String,
    /// In a file with several documents, which object.
    pub object: Option<String>,
    /// What is done.
    #[serde(flatten)]
    pub act: Act,
}

/// What is done to a part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Its value becomes this, on one line.
    To(String),
    /// Its key becomes this.
    Key(String),
    /// Its lines go.
    Remove(bool),
    /// These lines follow it.
    Then(String),
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
        let change: ChangeFence = read("set: a\nname: b\ntitle: c\nedits: [{file: d, path: e, to: f}]").unwrap();
        assert_eq!(change.edits.first().map(|edit| &edit.act), Some(&Act::To("f".into())));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(read::<WiringFence>("set: a\nfiles: b").is_err());
        assert!(read::<ManifestFence>("set: a").is_err());
        assert!(read::<ChangeFence>("set: a\nname: b\ntitle: c\nedits: [{file: d, path: e, to: f, too: g}]").is_err());
    }
}
