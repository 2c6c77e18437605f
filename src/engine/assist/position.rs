//! Where a question is asked: the document, the way to the caret, and what the API has there.

use crate::engine::Analysis;
use crate::engine::report::page;
use crate::engine::schema::{self, Field, KindInfo, Shape, TypeId};
use crate::engine::text::Span;
use crate::engine::workspace::{DocumentIndex, File, Placed, Role};
use crate::protocol::Place;

use super::sketch::{Form, Sketch};

/// See the module.
#[derive(Debug)]
pub struct Here<'a> {
    /// Everything that is open.
    pub analysis: &'a Analysis,
    /// The file.
    pub file: &'a File,
    /// The document.
    pub document: DocumentIndex,
    /// Its first byte in the file.
    start: u32,
    /// The caret, in bytes of the document.
    pub caret: usize,
    /// The document's text.
    pub text: &'a str,
    /// What it looks like.
    pub sketch: Sketch<'a>,
    /// By node: what its value is.
    shapes: Vec<Option<Shape>>,
    /// The kind of the document.
    kind: Option<KindInfo>,
}

impl<'a> Here<'a> {
    /// The place of a caret (in UTF-16 units) in a file; none in what is no manifest.
    #[must_use]
    pub fn of(analysis: &'a Analysis, file: &str, at: u32) -> Option<Self> {
        let index = analysis.workspace.position(file)?;
        let file = analysis.workspace.files.get(index)?;
        let byte = file.lines.byte(&file.text, at);
        let before = |(_, placed): &(DocumentIndex, &Placed)| placed.start <= byte;
        let (document, placed) = analysis.workspace.documents_of(index).filter(before).last()?;
        if matches!(placed.facts.role, Role::Tool(_)) {
            return None;
        }
        let text = placed.facts.text.as_str();
        // On the line between two documents there is nothing.
        let caret = Some((byte - placed.start) as usize).filter(|caret| *caret <= text.len())?;
        let sketch = Sketch::read(text, caret);
        let kind = kind_of(&sketch, None);
        let shapes = shapes(&sketch, kind);
        Some(Self { analysis, file, document, start: placed.start, caret, text, sketch, shapes, kind })
    }

    /// A span of the document as the page shows it.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        page::place(self.file, span.shifted(self.start))
    }

    /// What the value of a node is; of the document, for none.
    #[must_use]
    pub fn shape(&self, node: Option<usize>) -> Option<Shape> {
        match node {
            Some(node) => self.shapes.get(node).copied().flatten(),
            None => self.kind.map(|kind| Shape::Object(kind.type_id)),
        }
    }

    /// The kind of the object that a node stands in: of the document's, or of an item of a list.
    #[must_use]
    pub fn kind(&self, node: Option<usize>) -> Option<KindInfo> {
        kind_of(&self.sketch, self.root(node))
    }

    /// The node that is the object around a node: an item of a list, or none for the document itself.
    #[must_use]
    pub fn root(&self, node: Option<usize>) -> Option<usize> {
        let is_item =
            |n: &usize| self.sketch.nodes.get(*n).is_some_and(|x| x.form == Form::Item && self.is_items(x.up));
        self.sketch.upwards(node).find(is_item)
    }

    fn is_items(&self, node: Option<usize>) -> bool {
        is_items(&self.sketch, node)
    }

    /// The namespace that names at a node are looked up in.
    #[must_use]
    pub fn namespace(&self, node: Option<usize>) -> &'a str {
        let metadata = self.sketch.pair(self.root(node), "metadata");
        let written = metadata.map_or("", |n| self.sketch.value(Some(n), "namespace"));
        if written.is_empty() { "default" } else { written }
    }

    /// The nearest mapping of a type that a node stands in: the node whose value it is.
    #[must_use]
    pub fn around(&self, node: usize, type_name: &str) -> Option<usize> {
        self.sketch.upwards(Some(node)).find(|n| self.type_name(Some(*n)) == type_name)
    }

    /// The name of the type of a node's value; empty if it has none.
    #[must_use]
    pub fn type_name(&self, node: Option<usize>) -> &'static str {
        match self.shape(node) {
            Some(Shape::Object(ty)) => schema::type_name(ty),
            _ => "",
        }
    }

    /// The node that a node stands in.
    #[must_use]
    pub fn up(&self, node: usize) -> Option<usize> {
        self.sketch.nodes.get(node)?.up
    }

    /// The type that a pair is a field of, and the field.
    #[must_use]
    pub fn field(&self, node: usize) -> Option<(TypeId, Field)> {
        let around = self.sketch.nodes.get(node).filter(|n| n.form == Form::Pair)?;
        match self.shape(around.up)? {
            Shape::Object(ty) => Some((ty, schema::field(ty, self.sketch.key(node))?)),
            _ => None,
        }
    }

    /// The field that a value belongs to: of the pair itself, or of the pair around its list.
    #[must_use]
    pub fn value_field(&self, node: usize) -> Option<(TypeId, Field)> {
        let pair = |n: &usize| self.sketch.nodes.get(*n).is_some_and(|x| x.form == Form::Pair);
        self.field(self.sketch.upwards(Some(node)).find(pair)?)
    }
}

/// `items` of a `List`.
fn is_items(sketch: &Sketch<'_>, node: Option<usize>) -> bool {
    let is = |n: usize| sketch.nodes.get(n).is_some_and(|x| x.up.is_none()) && sketch.key(n) == "items";
    node.is_some_and(is) && sketch.value(None, "kind").ends_with("List")
}

fn kind_of(sketch: &Sketch<'_>, root: Option<usize>) -> Option<KindInfo> {
    let (version, kind) = (sketch.value(root, "apiVersion"), sketch.value(root, "kind"));
    let nearest = || {
        schema::kinds()
            .filter(|k| k.kind == kind)
            .max_by_key(|k| !k.version.contains("alpha") && !k.version.contains("beta"))
    };
    schema::kind(version, kind).or_else(|| nearest().copied().filter(|_| !kind.is_empty() && version.is_empty()))
}

fn shapes(sketch: &Sketch<'_>, kind: Option<KindInfo>) -> Vec<Option<Shape>> {
    let mut shapes: Vec<Option<Shape>> = Vec::with_capacity(sketch.nodes.len());
    for (n, node) in sketch.nodes.iter().enumerate() {
        let around = match node.up {
            Some(up) => shapes.get(up).copied().flatten(),
            None => kind.map(|kind| Shape::Object(kind.type_id)),
        };
        let own = match (around, node.form) {
            (_, Form::Item) if is_items(sketch, node.up) => {
                kind_of(sketch, Some(n)).map(|kind| Shape::Object(kind.type_id))
            }
            (Some(Shape::Object(ty)), Form::Pair) => schema::field(ty, sketch.key(n)).map(|field| field.shape),
            (Some(Shape::Map(inner)), Form::Pair) | (Some(Shape::List(inner)), Form::Item) => Some(inner.get()),
            // An object whose kind is not there yet has metadata all the same.
            (None, Form::Pair) if node.up.is_none() && sketch.key(n) == "metadata" => metadata(),
            _ => None,
        };
        shapes.push(own);
    }
    shapes
}

/// What the metadata of any object is.
fn metadata() -> Option<Shape> {
    schema::field(schema::kind("v1", "Pod")?.type_id, "metadata").map(|field| field.shape)
}
