//! The files that are open and their documents, analysed one by one and kept while their text stays.

use std::collections::HashMap;
use std::sync::Arc;

use super::objects::{Object, ObjectId, decode};
use super::part::TypedNode;
use super::schema;
use super::text::LineIndex;
use super::yaml::{Document, NodeId, ProblemKind, SyntaxError, split};

/// One file.
#[derive(Clone, Debug, Default)]
pub struct File {
    /// Unique in the workspace.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// Its documents and the byte each begins at.
    pub documents: Vec<(u32, Arc<Facts>)>,
}

/// What one document says by itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The text, exactly.
    pub text: String,
    /// The tree.
    pub document: Document,
    /// What the text is.
    pub role: Role,
    /// Its objects (several for a `List`).
    pub objects: Vec<Object>,
    /// For each object: what the strict check of its schema says.
    pub schema: Vec<Vec<schema::Problem>>,
    /// For each object: its parts whose types the schema knows.
    pub typed: Vec<Vec<TypedNode>>,
}

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Kubernetes objects.
    #[default]
    Objects,
    /// Nothing but comments.
    Empty,
    /// Text with template braces, not YAML yet.
    Template,
    /// A file that some tool reads, not the API server.
    Tool(&'static str),
}

/// All files, in order of their tabs.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The files.
    pub files: Vec<File>,
}

impl Workspace {
    /// Set a file's text; documents whose text is unchanged keep their facts.
    pub fn set(&mut self, name: &str, text: &str) {
        let index = self.files.iter().position(|f| f.name == name);
        let old = index.and_then(|n| self.files.get(n)).map(|f| f.documents.as_slice()).unwrap_or_default();
        let kept: HashMap<&str, &Arc<Facts>> = old.iter().map(|(_, f)| (f.text.as_str(), f)).collect();
        let documents = split::split(text)
            .into_iter()
            .map(|range| {
                let part = text.get(range.clone()).unwrap_or("");
                let facts = kept.get(part).map_or_else(|| Arc::new(Facts::of(name, part)), |f| Arc::clone(f));
                (u32::try_from(range.start).unwrap_or(u32::MAX), facts)
            })
            .collect();
        let file = File { name: name.into(), text: text.into(), lines: LineIndex::new(text), documents };
        match index.and_then(|n| self.files.get_mut(n)) {
            Some(slot) => *slot = file,
            None => self.files.push(file),
        }
    }

    /// Forget a file.
    pub fn remove(&mut self, name: &str) {
        self.files.retain(|f| f.name != name);
    }
}

impl Facts {
    /// Everything that one document's text settles.
    #[must_use]
    pub fn of(file: &str, text: &str) -> Self {
        let document = Document::parse(text);
        let role = role(file, text, &document);
        let mut facts = Self { text: text.into(), document, role, ..Self::default() };
        if role == Role::Objects {
            for node in decode::roots(&facts.document) {
                facts.add(node);
            }
        }
        facts
    }

    fn add(&mut self, node: NodeId) {
        let text = |key| self.document.get(node, key).and_then(|n| self.document.str(n)).unwrap_or("");
        let info = schema::kind(text("apiVersion"), text("kind"));
        let (problems, typed) = info.map(|info| schema::check(&self.document, node, &info)).unwrap_or_default();
        let bad: Vec<NodeId> = problems.iter().filter(|p| p.spoils_value()).map(|p| p.node).collect();
        let namespaced = info.map(|i| i.namespaced);
        let object = decode::object(&self.document, node, namespaced, &|id| bad.contains(&id));
        self.objects.push(object);
        self.schema.push(problems);
        self.typed.push(typed);
    }
}

fn role(file: &str, text: &str, document: &Document) -> Role {
    let extension = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, e)| e);
    if extension.is_some_and(|e| !matches!(e, "yaml" | "yml" | "json" | "tpl" | "txt")) {
        return Role::Tool("no manifest");
    }
    let template = document.problems.iter().any(|p| p.kind == ProblemKind::Syntax(SyntaxError::Template));
    let broken = document.problems.iter().any(|p| matches!(p.kind, ProblemKind::Syntax(_)));
    if template || (broken && text.contains("{{") && text.contains("}}")) {
        return Role::Template;
    }
    let Some(root) = document.root() else {
        return if broken { Role::Objects } else { Role::Empty };
    };
    let scalar = |key| document.get(root, key).and_then(|n| document.scalar(n)).map_or("", |s| &*s.text);
    let has = |key| document.get(root, key).is_some();
    if document.scalar(root).is_some_and(super::yaml::Scalar::is_null) {
        return Role::Empty;
    }
    let name = file.rsplit('/').next().unwrap_or(file);
    match (scalar("apiVersion"), scalar("kind"), name) {
        (version, "Kustomization" | "Component", _) if version.starts_with("kustomize.config.k8s.io/") => {
            Role::Tool("a kustomization")
        }
        ("", "", "kustomization.yaml" | "kustomization.yml" | "Kustomization") => Role::Tool("a kustomization"),
        (version, _, _) if version.starts_with("kind.x-k8s.io/") => Role::Tool("a kind cluster configuration"),
        (_, "", "Chart.yaml") => Role::Tool("a Helm chart's description"),
        ("", "", "values.yaml" | "values.yml") => Role::Tool("the values of a Helm chart"),
        ("", "", _)
            if has("services") && (has("version") || has("volumes") || has("networks") || name.contains("compose")) =>
        {
            Role::Tool("a Docker Compose file")
        }
        _ => Role::Objects,
    }
}

/// An object with where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The object.
    pub object: &'a Object,
    /// Its document.
    pub facts: &'a Facts,
    /// Index of the file.
    pub file: usize,
    /// The document's first byte in the file.
    pub start: u32,
}

/// Index of an object in [`Objects`].
pub type ObjectIndex = usize;

/// All objects of a workspace, found by name and by label.
#[derive(Debug, Default)]
pub struct Objects<'a> {
    /// In order of files and documents.
    pub all: Vec<Located<'a>>,
    by_id: HashMap<&'a ObjectId, Vec<ObjectIndex>>,
    by_label: HashMap<(&'a str, &'a str, &'a str), Vec<ObjectIndex>>,
    by_namespace: HashMap<&'a str, Vec<ObjectIndex>>,
}

impl<'a> Objects<'a> {
    /// Index the objects of all files.
    #[must_use]
    pub fn of(workspace: &'a Workspace) -> Self {
        let mut objects = Self::default();
        for (file, f) in workspace.files.iter().enumerate() {
            for (start, facts) in &f.documents {
                for object in &facts.objects {
                    objects.add(Located { object, facts, file, start: *start });
                }
            }
        }
        objects
    }

    fn add(&mut self, located: Located<'a>) {
        let index = self.all.len();
        let object = located.object;
        self.all.push(located);
        self.by_id.entry(&object.id).or_default().push(index);
        if let Some(pods) = super::objects::workload::pods(object) {
            self.by_namespace.entry(object.namespace()).or_default().push(index);
            for (key, value) in pods.labels {
                self.by_label.entry((object.namespace(), key, value)).or_default().push(index);
            }
        }
    }

    /// The object at an index.
    #[must_use]
    pub fn get(&self, index: ObjectIndex) -> Option<&Located<'a>> {
        self.all.get(index)
    }

    /// The first object with this identity.
    #[must_use]
    pub fn find(&self, id: &ObjectId) -> Option<ObjectIndex> {
        self.by_id.get(id).and_then(|all| all.first()).copied()
    }

    /// All objects with this identity.
    #[must_use]
    pub fn same(&self, id: &ObjectId) -> &[ObjectIndex] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }

    /// Workloads of a namespace whose pods may carry these labels: a superset, to be matched.
    #[must_use]
    pub fn candidates(
        &self,
        namespace: &str,
        pairs: Option<&std::collections::BTreeMap<String, String>>,
    ) -> Vec<ObjectIndex> {
        let all = || self.by_namespace.get(namespace).map(Vec::as_slice).unwrap_or_default();
        let narrowest = pairs.into_iter().flatten().map(|(key, value)| {
            self.by_label.get(&(namespace, key.as_str(), value.as_str())).map(Vec::as_slice).unwrap_or_default()
        });
        narrowest.min_by_key(|list| list.len()).unwrap_or_else(all).to_vec()
    }
}
