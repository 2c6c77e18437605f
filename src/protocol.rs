//! What crosses between the page and the worker: plain structs, ready to show.
//!
//! Everything a view needs is here as words and numbers; the page holds no Kubernetes logic.
//! Places carry UTF-16 offsets into the whole file (what the browser's editor counts in) and
//! 1-based lines and columns (what people read).

pub mod assist;
pub mod explore;
pub mod lesson;
pub mod patch;
pub mod said;
pub mod wire;

use patch::Patch;

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Replace everything that is open.
    Open {
        /// Echoed by the answer; a newer revision makes an older answer stop mattering.
        revision: u64,
        /// The files, in the order of their tabs.
        files: Vec<FileText>,
    },
    /// One file's text is now this (a new name adds a file).
    Edit {
        /// See [`Request::Open`].
        revision: u64,
        /// The file and its whole text.
        file: FileText,
    },
    /// A file is gone.
    Remove {
        /// See [`Request::Open`].
        revision: u64,
        /// The name of the file.
        name: String,
    },
    /// For tests of the restart: make the worker trap.
    Crash,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Response {
    /// The worker is up.
    Ready,
    /// What an edit changed. Documents that are not named are as they were.
    Report {
        /// The revision of the request it answers.
        revision: u64,
        /// Whether everything is told anew: then what is not named is gone.
        whole: bool,
        /// What changed, to be taken over in this order.
        patches: Vec<Patch>,
        /// How long the analysis took, in microseconds.
        micros: u32,
    },
}

/// A file as the page holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText {
    /// Name, unique in the workspace, with `/` between folders.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Everything the panels show of one file, or of one of its documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileReport {
    /// The name of the file.
    pub file: String,
    /// What is wrong, in order of place.
    pub findings: Vec<Finding>,
    /// The objects, in document order.
    pub objects: Vec<ObjectRow>,
    /// The containers of the file's workloads, with their probes.
    pub probes: Vec<ContainerProbes>,
    /// The edges that begin in this file.
    pub wires: Vec<WireRow>,
    /// Documents that are not Kubernetes objects to judge, and why ("Helm template", "kustomization").
    pub notes: Vec<Note>,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The name of the file.
    pub file: String,
    /// First UTF-16 code unit, from the start of the file.
    pub start: u32,
    /// One past the last UTF-16 code unit.
    pub end: u32,
    /// 1-based line of the start.
    pub line: u32,
    /// 1-based column of the start, in characters.
    pub column: u32,
    /// 1-based line of the end.
    pub end_line: u32,
    /// 1-based column of the end, in characters.
    pub end_column: u32,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The API server rejects it, or it cannot work.
    Error,
    /// It works, probably not as meant.
    Warning,
    /// A matter of taste or tidiness.
    Hint,
}

impl Severity {
    /// The word on screen and in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A field that is absent, told from the place that is marked in its stead.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Aim {
    /// It is of the mapping around the place, not of what stands there.
    pub around: bool,
    /// The way to it, name by name; empty for the mapping itself.
    pub path: Vec<String>,
}

/// One problem, worded.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id, also its page: `rules/<id>`.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where: the offending key or value, exactly.
    pub place: Place,
    /// The field that is meant, where something else stands at the place.
    pub aim: Option<Aim>,
    /// Key of the object it is about, if it is about one.
    pub object: Option<String>,
    /// What is wrong, naming field and value; one sentence.
    pub message: String,
    /// Why it matters and what to do.
    pub help: String,
    /// The other half of the problem (the selector *and* the labels), each with a word on it.
    pub related: Vec<Label>,
    /// Edits that mend it.
    pub fixes: Vec<Fix>,
}

/// A further place with a word on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub text: String,
}

/// A change of the text that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, as a button says it.
    pub title: String,
    /// The result is certain: it may be made together with others, without asking.
    pub safe: bool,
    /// The edits, which do not overlap.
    pub edits: Vec<TextEdit>,
}

/// Replace a place by a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextEdit {
    /// What is replaced (empty to insert).
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// One object that would exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ObjectRow {
    /// Unique in the workspace unless the object is there twice: `Kind.group/namespace/name`.
    pub key: String,
    /// `Deployment`.
    pub kind: String,
    /// `apps/v1`.
    pub api_version: String,
    /// The effective namespace; none for cluster-scoped objects.
    pub namespace: Option<String>,
    /// `metadata.name`.
    pub name: String,
    /// The whole document.
    pub place: Place,
    /// One line that says what it is: `3 pods · feastflow-frontend:latest`.
    pub summary: String,
    /// Pods that it makes: desired number, if it is a workload with a fixed one.
    pub pods: Option<u32>,
    /// Images of its containers.
    pub images: Vec<String>,
    /// QoS class of its pods: `Guaranteed`, `Burstable`, `BestEffort`.
    pub qos: Option<String>,
    /// What else there is to know: requests and limits per container, ports, keys, strategy.
    pub facts: Vec<Fact>,
}

/// A named value, with where it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fact {
    /// `cpu request`.
    pub name: String,
    /// `250m`.
    pub value: String,
    /// Not written but defaulted by the API server.
    pub defaulted: bool,
    /// Where it is written; none for a default.
    pub place: Option<Place>,
}

/// One container and its three probes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContainerProbes {
    /// Key of the workload.
    pub object: String,
    /// `Deployment feastflow-backend`.
    pub workload: String,
    /// Name of the container.
    pub container: String,
    /// Where the container stands.
    pub place: Place,
    /// Startup, readiness, liveness: the ones that are written.
    pub probes: Vec<ProbeView>,
    /// What they mean together, in sentences: earliest ready, out of service, restarted.
    pub meaning: Vec<String>,
}

/// One probe with effective values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProbeView {
    /// `startup`, `readiness` or `liveness`.
    pub kind: String,
    /// `GET /api/health on port 5000`.
    pub action: String,
    /// Where it stands.
    pub place: Place,
    /// Effective parameters, defaults marked.
    pub parameters: Vec<Fact>,
    /// What it means in time, in sentences.
    pub meaning: Vec<String>,
}

/// A wire as a row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WireRow {
    /// `selects`, `routes_to`, …
    pub relation: String,
    /// The relation as a phrase: `sends requests to`.
    pub phrase: String,
    /// Key of the object it starts from.
    pub from: String,
    /// `Service feastflow-backend`.
    pub from_name: String,
    /// Key of the object it ends at, whether that exists or not.
    pub to: String,
    /// `Deployment feastflow-backend, port 5000`.
    pub to_name: String,
    /// The other end is not in this set.
    pub missing: bool,
    /// The other end is missing and the manifests say that this is all right (`optional: true`).
    pub optional: bool,
    /// The field that makes the wire.
    pub place: Place,
}

/// A document that was not judged.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// What it is and why it is not judged.
    pub text: String,
    /// The document.
    pub place: Place,
}

/// The wiring, laid out. Units are CSS pixels at zoom 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Width of the whole.
    pub width: f32,
    /// Height of the whole.
    pub height: f32,
    /// Frames around the namespaces, if there are several.
    pub groups: Vec<DrawnGroup>,
    /// The boxes.
    pub nodes: Vec<DrawnNode>,
    /// The wires between them.
    pub wires: Vec<DrawnWire>,
}

/// A frame around a namespace's boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnGroup {
    /// The namespace; empty for what stands in none.
    pub name: String,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnNode {
    /// The object's key (of the object that is missing, too).
    pub key: String,
    /// `Service`.
    pub kind: String,
    /// `feastflow-backend`.
    pub name: String,
    /// A second line: `ClusterIP · 5000`, `2 pods`.
    pub detail: String,
    /// `entry`, `service`, `workload`, `config`, `storage`, `policy`, `access`, `other`: gives colour and icon.
    pub family: String,
    /// Not in this set.
    pub missing: bool,
    /// The errors found in the object.
    pub errors: Vec<String>,
    /// Keys of the objects that stand in this box, too, and have none of their own.
    pub folded: Vec<String>,
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Where the object is written; none if it is missing.
    pub place: Option<Place>,
}

impl DrawnNode {
    /// The namespace; empty if it stands in none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        let mut parts = self.key.rsplitn(3, '/');
        parts.nth(1).filter(|_| parts.next().is_some()).unwrap_or_default()
    }
}

/// A wire between boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnWire {
    /// Index of the box it starts from.
    pub from: u32,
    /// Index of the box it ends at.
    pub to: u32,
    /// `selects`, `routes_to`, …
    pub relation: String,
    /// The relation as a phrase: `sends requests to`.
    pub phrase: String,
    /// A word on the wire: a port or a path.
    pub label: String,
    /// It leads to something that is not there, or finds nothing.
    pub broken: bool,
    /// The manifests say that what it leads to may be absent.
    pub optional: bool,
    /// SVG path data.
    pub path: String,
    /// Where the label's middle is; none if there is no room for it.
    pub label_at: Option<(f32, f32)>,
    /// The field that makes the wire.
    pub place: Place,
}

/// An example set in the list of all, `data/sets.bin`, written by the publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetEntry {
    /// Its folder's name.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// An example set with its texts; `data/sets/<slug>.bin`, written by the publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleSet {
    /// Its folder's name.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The files, in order.
    pub files: Vec<FileText>,
    /// The file to begin with; empty if it is the first.
    pub first: String,
}
