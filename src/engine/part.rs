//! A part of an object whose API type is known (a `Container`, a `ServicePort`), as local rules see it.
//!
//! Parts are found by the strict check while it walks the document, so an embedded pod template has the
//! same parts as a Pod. Reading a field gives what is written, never what has the wrong type: that has a
//! finding already.

use super::finding::Finding;
use super::objects::Object;
use super::schema::{self, ProblemKind, Shape, TypeId};
use super::workspace::{DocumentIndex, DocumentPlace, Facts, ObjectIndex};
use super::yaml::scalar::Kind;
use super::yaml::{Content, Document, Entry, Keys, NodeId, Route, Scalar};

/// A mapping and its type, as the strict check met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypedNode {
    /// The mapping.
    pub node: NodeId,
    /// Its type.
    pub ty: TypeId,
    /// The keys it has: rules ask for far more fields than are written.
    pub keys: Keys,
    /// The key it stands under, itself or as an item of a list.
    pub key: Option<NodeId>,
    /// Index of the typed mapping around it.
    pub up: Option<u32>,
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    facts: &'a Facts,
    origin: Origin,
    /// Which of the object's typed mappings it is.
    index: usize,
    typed: TypedNode,
}

/// The object whose parts are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// Which of the document's objects it is.
    pub ordinal: usize,
    /// Its document.
    pub document: DocumentIndex,
    /// Its index among all objects.
    pub object: ObjectIndex,
}

impl<'a> Part<'a> {
    /// All parts of an object, the outer before the inner.
    pub fn all(facts: &'a Facts, origin: Origin) -> impl Iterator<Item = Part<'a>> {
        let typed = facts.typed.get(origin.ordinal).map(Vec::as_slice).unwrap_or_default();
        typed.iter().enumerate().map(move |(index, typed)| Part { facts, origin, index, typed: *typed })
    }

    /// The document it stands in.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        &self.facts.document
    }

    /// Its mapping.
    #[must_use]
    pub fn node(&self) -> NodeId {
        self.typed.node
    }

    /// Its type.
    #[must_use]
    pub fn type_id(&self) -> TypeId {
        self.typed.ty
    }

    /// The name of its type: `Container`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        schema::type_name(self.typed.ty)
    }

    /// The object that it is a part of.
    #[must_use]
    pub fn object(&self) -> Option<&'a Object> {
        self.facts.objects.get(self.origin.ordinal)
    }

    /// The whole object as a part.
    #[must_use]
    pub fn root(&self) -> Part<'a> {
        self.sibling(0).unwrap_or(*self)
    }

    /// The typed mapping around it; maps of any keys are passed over.
    #[must_use]
    pub fn up(&self) -> Option<Part<'a>> {
        self.sibling(self.typed.up? as usize)
    }

    /// The nearest mapping of a type around it.
    #[must_use]
    pub fn within(&self, type_name: &str) -> Option<Part<'a>> {
        std::iter::successors(self.up(), Part::up).find(|part| part.type_name() == type_name)
    }

    /// The key it stands under, itself or as an item of a list: `containers`, `readinessProbe`.
    #[must_use]
    pub fn key(&self) -> &'a str {
        self.typed.key.and_then(|n| self.document().scalar(n)).map_or("", |s| &*s.text)
    }

    /// Key and value of a field, unless it is absent or null.
    #[must_use]
    pub fn entry(&self, field: &str) -> Option<Entry> {
        let may_have = self.typed.keys.may_have(field);
        let entry = may_have.then(|| self.document().entry(self.typed.node, field)).flatten()?;
        (!self.document().scalar(entry.value).is_some_and(Scalar::is_null)).then_some(entry)
    }

    /// The value of a field, unless it is absent or null.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<NodeId> {
        self.entry(field).map(|entry| entry.value)
    }

    /// Whether a field is written and not null.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.value(field).is_some()
    }

    /// The text of a field that holds a string.
    #[must_use]
    pub fn str(&self, field: &str) -> Option<&'a str> {
        self.document().str(self.value(field)?)
    }

    /// The text of a field that holds a string; empty if it is absent (Go's zero value).
    #[must_use]
    pub fn text(&self, field: &str) -> &'a str {
        self.str(field).unwrap_or("")
    }

    /// The number of a field that holds a whole number.
    #[must_use]
    pub fn int(&self, field: &str) -> Option<i64> {
        int(self.document().scalar(self.value(field)?)?)
    }

    /// The truth of a field that holds a boolean.
    #[must_use]
    pub fn bool(&self, field: &str) -> Option<bool> {
        match self.document().scalar(self.value(field)?)?.kind {
            Kind::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// A scalar as it is written, whatever its type: for quantities and int-or-string.
    #[must_use]
    pub fn scalar(&self, field: &str) -> Option<&'a Scalar> {
        self.document().scalar(self.value(field)?)
    }

    /// The items of a field that holds a list; none if it is absent.
    #[must_use]
    pub fn items(&self, field: &str) -> &'a [NodeId] {
        self.value(field).map(|n| self.document().items(n)).unwrap_or_default()
    }

    /// The pairs of a field that holds a map; none if it is absent.
    #[must_use]
    pub fn pairs(&self, field: &str) -> &'a [Entry] {
        self.value(field).map(|n| self.document().entries(n)).unwrap_or_default()
    }

    /// The typed mapping that a field holds.
    #[must_use]
    pub fn part(&self, field: &str) -> Option<Part<'a>> {
        let node = self.value(field)?;
        self.inner(node)
    }

    /// The typed mappings in the list that a field holds.
    pub fn parts(&self, field: &str) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let this = *self;
        self.items(field).iter().filter_map(move |node| this.inner(*node))
    }

    /// Whether something in this object could not be read, or is an unknown field that was probably meant
    /// to be one of this mapping: then what seems absent may be there.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        let syntax = |p: &super::yaml::Problem| matches!(p.kind, super::yaml::ProblemKind::Syntax(_));
        let problems = self.facts.schema.get(self.origin.ordinal).map(Vec::as_slice).unwrap_or_default();
        self.document().problems.iter().any(syntax) || problems.iter().any(|p| self.is_meant(p))
    }

    fn is_meant(&self, problem: &schema::Problem) -> bool {
        let ProblemKind::UnknownField { nearest, belongs, .. } = &problem.kind else { return false };
        let here = || self.document().entries(self.typed.node).iter().any(|e| Some(e.key) == problem.key);
        let there = |belongs: &Route| {
            let root = self.object().map(|object| object.node)?;
            belongs.parent(self.document(), root)
        };
        belongs.as_ref().and_then(there) == Some(self.typed.node)
            || ((nearest.is_some() || belongs.is_some()) && here())
    }

    /// Whether a field of this mapping has a finding of the strict check already.
    #[must_use]
    pub fn is_spoilt(&self, field: &str) -> bool {
        let problems = self.facts.schema.get(self.origin.ordinal).map(Vec::as_slice).unwrap_or_default();
        self.value(field).is_some_and(|node| problems.iter().any(|p| p.node == node && p.spoils_value()))
    }

    /// What a field of this type holds, by the API's tables.
    #[must_use]
    pub fn shape(&self, field: &str) -> Option<Shape> {
        schema::field(self.typed.ty, field).map(|f| f.shape)
    }

    /// A finding at the value of a field; at its key where the value is a list or mapping; at the head
    /// of this part where the field is absent.
    #[must_use]
    pub fn finding(&self, field: &str, message: impl Into<String>) -> Finding {
        match self.document().entry(self.typed.node, field) {
            Some(entry) if self.document().scalar(entry.value).is_some_and(|s| !s.is_null()) => {
                self.finding_at(entry.value, message)
            }
            Some(entry) => self.finding_at(entry.key, message),
            None => self.finding_lacking(&[field], message),
        }
    }

    /// A finding at the key of a field.
    #[must_use]
    pub fn finding_at_key(&self, field: &str, message: impl Into<String>) -> Finding {
        match self.document().entry(self.typed.node, field) {
            Some(entry) => self.finding_at(entry.key, message),
            None => self.finding_lacking(&[field], message),
        }
    }

    /// A finding at the head of this part: the key it stands under, or its own first key in a list.
    #[must_use]
    pub fn finding_here(&self, message: impl Into<String>) -> Finding {
        self.finding_lacking(&[], message)
    }

    /// The same, about what is absent at the end of a path below.
    #[must_use]
    pub fn finding_lacking(&self, path: &[&str], message: impl Into<String>) -> Finding {
        let head = self.head();
        self.finding_at(head, message).aim(Some(head) != self.typed.key && head != self.typed.node, path)
    }

    /// A finding at a node.
    #[must_use]
    pub fn finding_at(&self, node: NodeId, message: impl Into<String>) -> Finding {
        Finding::local(self.place(node), self.origin.object, message.into())
    }

    /// Where a node stands, for further labels and for fixes.
    #[must_use]
    pub fn place(&self, node: NodeId) -> DocumentPlace {
        DocumentPlace { document: self.origin.document, span: self.document().span(node) }
    }

    /// A node as it is written.
    #[must_use]
    pub fn written(&self, node: NodeId) -> &'a str {
        self.document().span(node).of(&self.facts.text)
    }

    /// A pair of a mapping as a line, if it is written in one and stands for itself.
    #[must_use]
    pub fn line(&self, pair: &Entry) -> Option<String> {
        schema::line(self.document(), &self.facts.text, pair)
    }

    /// The edit that writes lines into a mapping, as its first or its last.
    #[must_use]
    pub fn added(&self, mapping: NodeId, lines: &str, first: bool) -> Option<(DocumentPlace, String)> {
        let (span, text) = schema::added(self.document(), &self.facts.text, mapping, lines, first)?;
        Some((DocumentPlace { document: self.origin.document, span }, text))
    }

    /// Whether a field holds nothing: absent, null, or an empty text, list or map.
    #[must_use]
    pub fn is_empty(&self, field: &str) -> bool {
        self.value(field).is_none_or(|node| match self.document().scalar(node) {
            Some(scalar) => scalar.is_string() && scalar.text.is_empty(),
            None => self.document().items(node).is_empty() && self.document().entries(node).is_empty(),
        })
    }

    /// Whether the API server takes it without a look: the claims that a StatefulSet will make, the volume
    /// inside an attachment, the owners that a template names.
    #[must_use]
    pub fn is_unjudged(&self) -> bool {
        let is_claim = || self.type_name() == "PersistentVolumeClaim" || self.within("PersistentVolumeClaim").is_some();
        match self.object().map_or("", |object| object.id.kind.as_str()) {
            "StatefulSet" if is_claim() => return true,
            "VolumeAttachment" if self.within("VolumeAttachmentSource").is_some() => return true,
            _ => {}
        }
        let is_owner = self.type_name() == "OwnerReference";
        is_owner && self.up().and_then(|metadata| metadata.up()).is_some_and(|object| object.up().is_some())
    }

    fn head(&self) -> NodeId {
        let document = self.document();
        let first = document.entries(self.typed.node).first().map(|e| e.key);
        if self.typed.up.is_none() {
            return document.get(self.typed.node, "kind").or(first).unwrap_or(self.typed.node);
        }
        let is_item = self.up().is_some_and(|up| {
            up.value(self.key()).is_some_and(|n| matches!(document.content(n), Content::Sequence(_)))
        });
        if is_item { first.unwrap_or(self.typed.node) } else { self.typed.key.or(first).unwrap_or(self.typed.node) }
    }

    fn inner(&self, node: NodeId) -> Option<Part<'a>> {
        let all = self.facts.typed.get(self.origin.ordinal)?;
        let below = all.iter().enumerate().skip(self.index + 1);
        let is = |typed: &TypedNode| typed.node == node && typed.up.is_some_and(|up| up as usize == self.index);
        below.filter(|(_, typed)| is(typed)).map(|(n, _)| n).next().and_then(|n| self.sibling(n))
    }

    fn sibling(&self, index: usize) -> Option<Part<'a>> {
        let typed = *self.facts.typed.get(self.origin.ordinal)?.get(index)?;
        Some(Part { index, typed, ..*self })
    }
}

/// A scalar's whole number, also when it is written with an empty fraction (`5.0`).
#[must_use]
pub fn int(scalar: &Scalar) -> Option<i64> {
    match scalar.kind {
        Kind::Int(n) => Some(n),
        // Beyond 2^53 a float is no exact number; the strict check has reported it.
        Kind::Float(x) if x.fract() == 0.0 && x.abs() < 9e15 => Some(x as i64),
        _ => None,
    }
}
