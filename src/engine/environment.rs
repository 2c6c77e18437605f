//! What a container really gets: its variables with their final values and where they come from, its command
//! with references expanded, and the files that volumes put into it.
//!
//! Source: `pkg/kubelet/kubelet_pods.go` (`makeEnvironmentVariables`, `makeMounts`) of kubernetes/kubernetes.
//! What manifests do not settle (an address, a pod's random name) is told apart from what they do.

pub mod expand;
mod fields;
mod files;
mod links;
mod resources;
mod sources;
mod variables;

use super::Analysis;
use super::graph::addresses;
use super::objects::workload::{self, ContainerAt, Pods};
use super::report::page::shown;
use super::workspace::{DocumentPlace, Located, ObjectIndex};
use super::yaml::{Route, Walk};
use crate::protocol::Place;

/// One container of a workload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Container {
    /// Key of the workload, as in `ObjectRow::key`.
    pub workload: String,
    /// `Deployment feastflow-backend`.
    pub workload_name: String,
    /// Namespace of the workload.
    pub namespace: String,
    /// The container's name.
    pub name: String,
    /// It runs to its end before the others start.
    pub init: bool,
    /// Where the container stands.
    pub place: Place,
    /// What replaces the image's ENTRYPOINT, expanded.
    pub command: Vec<Argument>,
    /// What replaces the image's CMD, expanded.
    pub args: Vec<Argument>,
    /// The variables, in the order in which they are first defined; those made for Services come last.
    pub variables: Vec<Variable>,
    /// What volumes put into it, by path.
    pub mounts: Vec<Mount>,
    /// What keeps it from starting, or may.
    pub troubles: Vec<Trouble>,
}

/// A value in pieces, because some of it may be secret or not settled by manifests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value(pub Vec<Piece>);

/// A piece of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The text itself.
    Plain(String),
    /// Out of a Secret.
    Secret(String),
    /// Known only in the cluster; what it will look like, such as `web-<hash>-<id>`.
    Unsettled(String),
}

impl Value {
    /// As it is shown: secrets are masked unless asked for, what is not settled stands in `‹›`.
    #[must_use]
    pub fn shown(&self, secrets: bool) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Secret(text) if secrets => text.clone(),
            Piece::Secret(_) => "••••••".to_owned(),
            Piece::Unsettled(text) => format!("‹{text}›"),
        };
        self.0.iter().map(piece).collect()
    }

    /// Whether some of it comes out of a Secret.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Secret(_)))
    }

    /// Whether manifests say all of it.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.0.iter().any(|piece| matches!(piece, Piece::Unsettled(_)))
    }
}

/// A variable with its final value.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The source that won. It holds the value.
    pub source: Source,
    /// The sources that lost, the earliest first.
    pub losers: Vec<Source>,
    /// What is worth knowing about it: a reference that is left as it is, say.
    pub notes: Vec<String>,
    /// The Service that its value is an address of.
    pub address: Option<Address>,
}

/// An address in the final value of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Key of the Service.
    pub service: String,
    /// `Service postgres`.
    pub service_name: String,
    /// Whether the set has the Service.
    pub there: bool,
    /// The port that is asked for, if it is known.
    pub port: Option<i32>,
    /// Whether the Service offers it.
    pub offered: bool,
    /// The visitor's browser resolves it, which does not know the cluster's names.
    pub by_browser: bool,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// By what way.
    pub kind: SourceKind,
    /// In words: `ConfigMap feastflow-config, key DB_HOST`.
    pub text: String,
    /// Key of the object that holds the value, if another one does.
    pub object: Option<String>,
    /// Where the container asks for it.
    pub place: Place,
    /// Where the value stands, if elsewhere.
    pub origin: Option<Place>,
    /// The value.
    pub value: Value,
}

/// By what way a variable gets its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Written in `env`.
    Value,
    /// A key in `env`, of a ConfigMap or Secret.
    Key,
    /// `envFrom`.
    Whole,
    /// A field of the pod.
    Field,
    /// A request or limit.
    Resource,
    /// A file that an init container writes.
    File,
    /// Made for a Service by the kubelet.
    Link,
}

impl SourceKind {
    /// The field, or a word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Value | Self::Key => "env",
            Self::Whole => "envFrom",
            Self::Field => "fieldRef",
            Self::Resource => "resourceFieldRef",
            Self::File => "fileKeyRef",
            Self::Link => "service link",
        }
    }
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// As it is written.
    pub written: String,
    /// As the process gets it.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
    /// Names in it that nothing defines, so that the reference is left as it is.
    pub unknown: Vec<String>,
}

/// A volume in the container's file system.
#[derive(Clone, Debug, PartialEq)]
pub struct Mount {
    /// Where: the mount path.
    pub path: String,
    /// Name of the volume.
    pub volume: String,
    /// What it is: `ConfigMap nginx-conf`, `emptyDir`.
    pub what: String,
    /// Only this path of the volume, if any.
    pub sub_path: String,
    /// The container cannot write there.
    pub read_only: bool,
    /// Whether a change of the source reaches the running container, in words.
    pub updates: &'static str,
    /// The files, as far as manifests settle them.
    pub files: Vec<File>,
    /// Whether `files` is all there is at first.
    pub complete: bool,
    /// What is worth knowing about it.
    pub notes: Vec<String>,
    /// Where the mount stands; where the volume stands for a mount that the cluster adds.
    pub place: Place,
}

/// A file that a volume puts into a container.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its path in the container.
    pub path: String,
    /// Out of what: `ConfigMap nginx-conf, key default.conf`.
    pub source: String,
    /// Where its content stands.
    pub origin: Option<Place>,
    /// Permission bits, as in `0644`.
    pub mode: i64,
    /// The path of the mount that hides it, if one does.
    pub hidden_by: Option<String>,
}

/// What keeps a container from starting.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What happens: `CreateContainerConfigError`, `FailedMount`.
    pub state: &'static str,
    /// Why.
    pub text: String,
    /// Whether the set alone settles it. What is not in the set may be in the cluster.
    pub certain: bool,
    /// Where.
    pub place: Place,
}

/// The containers of all workloads, in order of the files.
#[must_use]
pub fn all(analysis: &Analysis) -> Vec<Container> {
    analysis.objects.in_order().into_iter().flat_map(|(index, _)| of(analysis, index)).collect()
}

/// The containers of one workload; none for another object.
#[must_use]
pub fn of(analysis: &Analysis, index: ObjectIndex) -> Vec<Container> {
    let Some(at) = analysis.objects.get(index) else { return Vec::new() };
    let Some(pods) = workload::pods(at.object) else { return Vec::new() };
    let all: Vec<ContainerAt<'_>> = pods.containers().collect();
    all.iter().map(|container| Scene { analysis, at, pods: &pods, container }.container()).collect()
}

/// One container and all that may settle what it gets.
#[derive(Clone, Copy)]
struct Scene<'a> {
    analysis: &'a Analysis,
    at: Located<'a>,
    pods: &'a Pods<'a>,
    container: &'a ContainerAt<'a>,
}

impl<'a> Scene<'a> {
    fn container(&self) -> Container {
        let spec = self.container.container;
        let mut troubles = Vec::new();
        let mut variables = variables::variables(self, &mut troubles);
        self.addresses(&mut variables);
        let known = |name: &str| variables.iter().find(|v| v.name == name).map(|v| v.source.value.clone());
        Container {
            workload: self.at.object.id.key(),
            workload_name: self.at.object.id.to_string(),
            namespace: self.at.object.namespace().to_owned(),
            name: spec.name.clone(),
            init: self.container.init,
            place: self.place(&self.container.route),
            command: self.arguments("command", spec.command.as_deref(), known),
            args: self.arguments("args", spec.args.as_deref(), known),
            mounts: files::mounts(self, known, &mut troubles),
            variables,
            troubles,
        }
    }

    /// Final values that name a Service.
    fn addresses(&self, variables: &mut [Variable]) {
        let plain = |v: &Variable| v.source.value.is_settled() && !v.source.value.is_secret();
        let texts: Vec<(String, String)> = variables
            .iter()
            .filter(|v| v.source.kind != SourceKind::Link && plain(v))
            .map(|v| (v.name.clone(), v.source.value.shown(false)))
            .collect();
        let text = |name: &str| texts.iter().find(|(n, _)| n == name).map(|(_, text)| text.as_str());
        for variable in variables {
            let Some(value) = text(&variable.name) else { continue };
            let namespace = self.at.object.namespace();
            let named = addresses::named(&self.analysis.objects, namespace, &variable.name, value, text);
            variable.address = named.map(|named| Address {
                service: named.id.key(),
                service_name: named.id.to_string(),
                there: named.service.is_some(),
                port: named.port,
                offered: named.offered,
                by_browser: addresses::is_of_browsers(&variable.name),
            });
        }
    }

    fn arguments(
        &self,
        field: &'static str,
        words: Option<&[String]>,
        known: impl Fn(&str) -> Option<Value> + Copy,
    ) -> Vec<Argument> {
        let word = |(n, written): (usize, &String)| {
            let (value, unknown) = expand::expand(written, known);
            let place = self.place(&self.container.route.then(field).then(n));
            Argument { written: written.clone(), value, place, unknown }
        };
        words.unwrap_or_default().iter().enumerate().map(word).collect()
    }

    /// Where a field of the workload stands.
    fn place(&self, route: &Route) -> Place {
        place_in(self.analysis, &self.at, route)
    }

    /// The workload's own tree.
    fn walk(&self, route: &Route) -> Walk<'a> {
        self.at.walk().follow(route)
    }
}

/// Where a field of an object stands.
fn place_in(analysis: &Analysis, at: &Located<'_>, route: &Route) -> Place {
    let (span, _) = route.resolve(&at.facts.document, at.object.node);
    shown(&analysis.workspace, DocumentPlace { document: at.document, span })
}

#[cfg(test)]
mod tests;
