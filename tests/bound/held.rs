//! What the example sets hold, read without the engine.

use std::collections::BTreeSet;

use feastflow::protocol::FileText;
use serde::Deserialize;
use serde_yaml::Value;

/// What the sets hold.
#[derive(Debug, Default)]
pub struct Held {
    /// Names of files.
    pub files: BTreeSet<String>,
    /// All lines of all files, without comments, each between line ends.
    pub text: String,
    /// `Kind/name`.
    pub objects: BTreeSet<String>,
    /// The labels of each object and of each pod template.
    pub labels: Vec<Vec<(String, String)>>,
    /// Names of containers.
    pub containers: BTreeSet<String>,
    /// `Kind/name:port` for Services and workloads.
    pub ports: BTreeSet<String>,
    /// `key=value` of ConfigMaps; only `key=` of Secrets.
    pub data: BTreeSet<String>,
}

pub fn held(content: &[FileText]) -> Held {
    let mut held = Held::default();
    for file in content {
        let Some((_, name)) = file.name.strip_prefix("manifests/").and_then(|name| name.split_once('/')) else {
            continue;
        };
        if name == "README.md" {
            continue;
        }
        held.files.insert(name.to_owned());
        for line in file.text.lines() {
            held.text.push_str(without_comment(line).trim());
            held.text.push('\n');
        }
        if name.ends_with(".yaml") {
            serde_yaml::Deserializer::from_str(&file.text).for_each(|one| held.add(&Value::deserialize(one).unwrap()));
        }
    }
    held
}

fn without_comment(line: &str) -> &str {
    match line.trim_start().starts_with('#') && !line.starts_with("#!") {
        true => "",
        false => line.split_once(" # ").map_or(line, |(before, _)| before),
    }
}

impl Held {
    fn add(&mut self, object: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let id = format!("{}/{}", text(&object["kind"]), text(&object["metadata"]["name"]));
        let template = &object["spec"]["template"];
        self.labels.extend([&object["metadata"]["labels"], &template["metadata"]["labels"]].map(pairs));
        for port in list(&object["spec"]["ports"]) {
            self.ports.insert(format!("{id}:{}", port["port"].as_u64().unwrap_or(0)));
        }
        for container in list(&template["spec"]["containers"]) {
            self.containers.insert(text(&container["name"]));
            let ports = list(&container["ports"]).iter().map(|port| port["containerPort"].as_u64().unwrap_or(0));
            self.ports.extend(ports.map(|port| format!("{id}:{port}")));
        }
        self.data.extend(pairs(&object["data"]).into_iter().map(|(key, value)| format!("{key}={value}")));
        self.data.extend(pairs(&object["stringData"]).into_iter().map(|(key, _)| format!("{key}=")));
        self.objects.insert(id);
    }

    /// Whether some line has these words, with nothing that goes on at either end.
    pub fn says(&self, words: &str) -> bool {
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.text.match_indices(words).any(|(at, _)| {
            let (before, after) = (self.text[..at].chars().next_back(), self.text[at + words.len()..].chars().next());
            let starts = words.starts_with(|c: char| c.is_alphanumeric());
            !(goes_on(after) || starts && goes_on(before))
        })
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

fn pairs(value: &Value) -> Vec<(String, String)> {
    let all = value.as_mapping().into_iter().flatten();
    let texts = all.filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.as_str()?.to_owned())));
    texts.collect()
}
