//! Findings, and the one place where a symbolic place becomes bytes.

use super::graph::{Edge, Graph};
use super::objects::Object;
use super::schema;
use super::text::Span;
use super::workspace::{DocumentIndex, DocumentPlace, Facts, Located, ObjectIndex, Objects, edges_of};
use super::yaml::{NodeId, Part, Route, Step};
use crate::protocol::{Aim, Severity};

/// A problem, worded and placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The offending key or value.
    pub place: DocumentPlace,
    /// The field that is meant, where something else stands at the place.
    pub aim: Option<Aim>,
    /// The object it is about.
    pub object: Option<ObjectIndex>,
    /// What is wrong.
    pub message: String,
    /// Why it matters and what to do.
    pub help: String,
    /// The other half of the problem.
    pub related: Vec<(DocumentPlace, String)>,
    /// What mends it.
    pub fixes: Vec<Mend>,
}

/// Edits that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What they do.
    pub title: String,
    /// The result is certain: nobody need be asked.
    pub safe: bool,
    /// What is replaced, and by what.
    pub edits: Vec<(DocumentPlace, String)>,
}

impl Finding {
    /// A finding about an object, at a place that its part knows.
    #[must_use]
    pub(super) fn local(place: DocumentPlace, object: ObjectIndex, message: String) -> Self {
        Self::new(place, Some(object), message)
    }

    fn new(place: DocumentPlace, object: Option<ObjectIndex>, message: String) -> Self {
        Self {
            rule: "",
            severity: Severity::Error,
            place,
            aim: None,
            object,
            message,
            help: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Say which field is meant: one of the mapping at the place, or of the one `around` it.
    #[must_use]
    pub fn aim(mut self, around: bool, path: &[&str]) -> Self {
        // The page shows the place; the path of the field is for the command line alone.
        if cfg!(feature = "cli") {
            self.aim = Some(Aim { around, path: path.iter().map(|&name| name.to_owned()).collect() });
        }
        self
    }

    /// Say why it matters and what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Show another place.
    #[must_use]
    pub fn related(mut self, place: Option<DocumentPlace>, text: impl Into<String>) -> Self {
        self.related.extend(place.map(|p| (p, text.into())));
        self
    }

    /// Offer to replace a place by a text.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, place: DocumentPlace, text: impl Into<String>) -> Self {
        self.fixes.push(Mend { title: title.into(), safe: false, edits: vec![(place, text.into())] });
        self
    }

    /// Offer to write one of these in place of a name that none of them has: the only one, or one spelt like it.
    #[must_use]
    pub fn instead(mut self, place: Option<DocumentPlace>, written: &str, offered: &[String]) -> Self {
        let only = offered.first().filter(|_| offered.len() == 1);
        if let (Some(place), Some(name)) = (place, only.or_else(|| like(offered, written))) {
            let title = format!("Use `{name}`");
            self.fixes.push(Mend { title, safe: only.is_some(), edits: vec![(place, name.clone())] });
        }
        self
    }

    /// As [`Finding::fix`], where the result is certain.
    #[must_use]
    pub fn safe_fix(mut self, title: impl Into<String>, place: DocumentPlace, text: impl Into<String>) -> Self {
        self.fixes.push(Mend { title: title.into(), safe: true, edits: vec![(place, text.into())] });
        self
    }
}

/// The name that is spelt most like what is written, if it is much like it.
#[must_use]
pub fn like<'a>(names: &'a [String], written: &str) -> Option<&'a String> {
    let scored = names.iter().map(|name| (strsim::jaro_winkler(name, written), name));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// What a rule about a document sees.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'a> {
    /// Name of the file.
    pub file_name: &'a str,
    /// The document's index.
    pub document: DocumentIndex,
    /// The document.
    pub facts: &'a Facts,
}

impl DocumentView<'_> {
    /// A finding at a span of the document.
    #[must_use]
    pub fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.place(span), None, message.into())
    }

    /// A span of the document as a place.
    #[must_use]
    pub fn place(&self, span: Span) -> DocumentPlace {
        DocumentPlace { document: self.document, span }
    }
}

/// What a rule about an object sees.
#[derive(Clone, Copy, Debug)]
pub struct ObjectView<'a> {
    /// The object's index.
    pub index: ObjectIndex,
    /// The object and its document.
    pub at: Located<'a>,
    /// All objects.
    pub objects: &'a Objects,
    /// All edges.
    pub graph: &'a Graph,
}

impl<'a> ObjectView<'a> {
    /// The object.
    #[must_use]
    pub fn object(&self) -> &'a Object {
        self.at.object
    }

    /// What the strict check of the object's schema says.
    #[must_use]
    pub fn schema(&self) -> &'a [schema::Problem] {
        self.at.facts.schema.get(self.at.ordinal).map_or(&[], Vec::as_slice)
    }

    /// The edges that an object's fields make.
    #[must_use]
    pub fn edges(&self, index: ObjectIndex) -> &'a [Edge] {
        self.objects.ask(edges_of(index));
        self.graph.from(index)
    }

    /// The same view of another object.
    #[must_use]
    pub fn other(&self, index: ObjectIndex) -> Option<ObjectView<'a>> {
        self.objects.get(index).map(|at| ObjectView { index, at, ..*self })
    }

    /// The place at the end of a route, or of the deepest part of it that is written.
    #[must_use]
    pub fn place(&self, route: &Route, part: Part) -> DocumentPlace {
        let (span, _) = route.resolve_part(&self.at.facts.document, self.at.object.node, part);
        let span = if route.0.is_empty() { self.head() } else { span };
        DocumentPlace { document: self.at.document, span }
    }

    /// Where a node stands.
    #[must_use]
    pub fn node_place(&self, node: NodeId) -> DocumentPlace {
        DocumentPlace { document: self.at.document, span: self.at.facts.document.span(node) }
    }

    /// A span of the object's document as a place.
    #[must_use]
    pub fn span_place(&self, span: Span) -> DocumentPlace {
        DocumentPlace { document: self.at.document, span }
    }

    /// The place, if something is written there.
    #[must_use]
    pub fn written(&self, route: &Route) -> Option<DocumentPlace> {
        let (_, whole) = route.resolve(&self.at.facts.document, self.at.object.node);
        whole.then(|| self.place(route, Part::Value))
    }

    /// A finding at a value.
    #[must_use]
    pub fn finding(&self, route: &Route, message: impl Into<String>) -> Finding {
        let finding = Finding::new(self.place(route, Part::Value), Some(self.index), message.into());
        match self.unwritten(route) {
            _ if cfg!(not(feature = "cli")) => finding,
            [] => finding,
            rest => finding.aim(rest.len() == route.0.len(), &rest.iter().filter_map(Step::key).collect::<Vec<_>>()),
        }
    }

    /// The steps at the end of a route that lead nowhere.
    fn unwritten<'r>(&self, route: &'r Route) -> &'r [Step] {
        let mut node = Some(self.at.object.node);
        let missing = route.0.iter().position(|step| {
            node = node.and_then(|at| step.below(&self.at.facts.document, at));
            node.is_none()
        });
        missing.and_then(|n| route.0.get(n..)).unwrap_or_default()
    }

    /// A finding at a key.
    #[must_use]
    pub fn finding_at_key(&self, route: &Route, message: impl Into<String>) -> Finding {
        Finding::new(self.place(route, Part::Key), Some(self.index), message.into())
    }

    /// A finding at a node.
    #[must_use]
    pub fn finding_at(&self, node: NodeId, message: impl Into<String>) -> Finding {
        Finding::new(self.node_place(node), Some(self.index), message.into())
    }

    /// What stands for the object as a whole: its kind.
    fn head(&self) -> Span {
        let (document, node) = (&self.at.facts.document, self.at.object.node);
        document.get(node, "kind").map_or_else(|| document.span(node), |kind| document.span(kind))
    }
}
