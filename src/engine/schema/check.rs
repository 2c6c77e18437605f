//! A document against the tables, as the API server's strict decoder and its required fields see it.

use super::is_quantity;
use super::kinds::{KindInfo, kind};
use super::problem::{Problem, ProblemKind};
use super::suggest::{self, Place};
use super::tables::{Shape, TypeId, field, fields, type_name};
use super::text::{is_base64, is_micro_time, is_time};
use crate::engine::part::TypedNode;
use crate::engine::yaml::route::Step as RouteStep;
use crate::engine::yaml::scalar::Kind;
use crate::engine::yaml::{Content, Document, Entry, Keys, MAX_DEPTH, NodeId, Route, Scalar};

/// Aliases can nest deeper than text; nothing real does.
const DEEPEST: usize = 2 * MAX_DEPTH;

/// Hold the object at `root` against its kind.
///
/// Semantics: `sigs.k8s.io/json` in strict mode (case-sensitive, unknown fields rejected, null is
/// absent) and the fields whose absence `pkg/apis/*/validation` rejects. Under `status` and
/// `managedFields` nothing is asked for: the server fills them; nor in claims that a StatefulSet will make.
#[must_use]
pub fn check(document: &Document, root: NodeId, info: &KindInfo) -> Checked {
    let mut checker = Checker { document, out: Checked::default() };
    let top = Frame { up: None, step: Step::Root, key: None, node: root, ty: None, depth: 0, given: false };
    checker.value(&top, Shape::Object(info.type_id));
    checker.out.problems = without_cascades(checker.out.problems);
    checker.out
}

/// Hold the metadata of an object of an unknown kind against what all kinds share.
#[must_use]
pub fn check_metadata(document: &Document, root: NodeId) -> Checked {
    let mut checker = Checker { document, out: Checked::default() };
    let top = Frame { up: None, step: Step::Root, key: None, node: root, ty: None, depth: 0, given: false };
    let shared = kind("v1", "ConfigMap").and_then(|info| field(info.type_id, "metadata"));
    if let (Some(entry), Some(shared)) = (document.entry(root, "metadata"), shared) {
        checker.value(&top.entry("metadata", &entry), shared.shape);
    }
    // Its parts have no typed object around them.
    checker.out.typed.clear();
    checker.out
}

/// What the walk through an object found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Where it disagrees with the API.
    pub problems: Vec<Problem>,
    /// Its mappings of known type, the outer before the inner.
    pub typed: Vec<TypedNode>,
    /// Values that nothing looks into: times, and fields that take anything.
    pub opaque: Vec<NodeId>,
}

/// A field that is misspelt, misplaced or of the wrong type is not missing as well. Odd spaces before names, and
/// comments that became names, are told once.
fn without_cascades(mut found: Vec<Problem>) -> Vec<Problem> {
    if found.iter().any(is_no_name) {
        let mut is_first = true;
        found.retain(|p| if is_no_name(p) { std::mem::take(&mut is_first) } else { p.spoils_value() });
    }
    let unknown = |p: &Problem| match &p.kind {
        ProblemKind::UnknownField { nearest, belongs, .. } => {
            let meant = nearest.map(|n| beside(&p.path, n));
            Some([meant, belongs.clone()])
        }
        _ => None,
    };
    let meant: Vec<Route> = found.iter().filter_map(unknown).flatten().flatten().collect();
    if !meant.is_empty() {
        found.retain(|p| match &p.kind {
            ProblemKind::MissingField { field, .. } => !meant.iter().any(|m| leads(m, &p.path, field)),
            _ => true,
        });
    }
    found
}

fn is_no_name(problem: &Problem) -> bool {
    let ProblemKind::UnknownField { field, .. } = &problem.kind else { return false };
    field.starts_with('/') || field.trim_start().len() < field.len()
}

fn beside(route: &Route, name: &'static str) -> Route {
    let mut route = route.clone();
    route.0.pop();
    route.then(name)
}

/// Whether the way to `meant` goes through a field of the object at `object`, or would.
fn leads(meant: &Route, object: &Route, field: &'static str) -> bool {
    let below = meant.0.strip_prefix(object.0.as_slice());
    below.and_then(<[_]>::first).is_some_and(|step| *step == RouteStep::from(field))
}

struct Checker<'a> {
    document: &'a Document,
    out: Checked,
}

/// Where the walk is: a chain on the stack, made into a [`Route`] only for a problem.
struct Frame<'a> {
    up: Option<&'a Frame<'a>>,
    step: Step<'a>,
    key: Option<NodeId>,
    node: NodeId,
    /// The type, where the value is an object, and its index among the typed ones.
    ty: Option<(TypeId, u32)>,
    depth: usize,
    /// The server gives what is absent.
    given: bool,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Frame<'a> {
    fn entry(&'a self, name: &'a str, entry: &Entry) -> Self {
        // Owners that a template names are not used.
        let is_owner = name == "ownerReferences" && self.depth > 1;
        let given = self.given || is_owner || matches!(name, "status" | "managedFields" | "volumeClaimTemplates");
        self.below(Step::Key(name), Some(entry.key), entry.value, given)
    }

    fn item(&'a self, index: usize, node: NodeId) -> Self {
        self.below(Step::Index(index), None, node, self.given)
    }

    fn below(&'a self, step: Step<'a>, key: Option<NodeId>, node: NodeId, given: bool) -> Self {
        Frame { up: Some(self), step, key, node, ty: None, depth: self.depth + 1, given }
    }

    /// This frame and those around it, from the inside out.
    fn outward(&self) -> impl Iterator<Item = &Frame<'_>> {
        std::iter::successors(Some(self), |frame| frame.up)
    }

    fn route(&self) -> Route {
        let mut steps: Vec<_> = self
            .outward()
            .filter_map(|frame| match frame.step {
                Step::Root => None,
                Step::Key(key) => Some(key.to_owned().into()),
                Step::Index(index) => Some(index.into()),
            })
            .collect();
        steps.reverse();
        Route(steps)
    }

    /// The nearest key on the way here.
    fn field(&self) -> String {
        let key = self.outward().find_map(|frame| if let Step::Key(key) = frame.step { Some(key) } else { None });
        key.unwrap_or_default().to_owned()
    }

    /// The key of this frame, or of the list that it is an item of.
    fn nearest_key(&self) -> Option<NodeId> {
        self.outward().find_map(|frame| frame.key)
    }

    /// Index of the typed mapping around.
    fn around(&self) -> Option<u32> {
        self.outward().skip(1).find_map(|frame| frame.ty).map(|(_, index)| index)
    }

    fn places(&self) -> Vec<Place> {
        let typed = self.outward().filter_map(|frame| frame.ty.map(|(ty, _)| (frame, ty)));
        typed.map(|(frame, ty)| Place { node: frame.node, ty, route: frame.route() }).collect()
    }
}

impl Checker<'_> {
    fn value(&mut self, at: &Frame<'_>, shape: Shape) {
        if matches!(shape, Shape::Any | Shape::Time | Shape::MicroTime) {
            self.out.opaque.push(at.node);
        }
        if at.depth > DEEPEST || shape == Shape::Any {
            return;
        }
        let document = self.document;
        match (document.content(at.node), shape) {
            (Content::Scalar(scalar), _) => self.scalar(at, scalar, shape),
            (Content::Mapping(entries), Shape::Object(ty)) => self.object(at, entries, ty),
            (Content::Mapping(entries), Shape::Map(inner)) => self.map(at, entries, inner.get()),
            (Content::Sequence(items), Shape::List(inner)) => self.list(at, items, inner.get()),
            // Go decodes a list of numbers into bytes, too.
            (Content::Sequence(items), Shape::Byte) if items.iter().all(|item| self.is_byte(*item)) => {}
            (Content::Alias(_), _) => {}
            (Content::Mapping(_), _) => self.wrong_type(at, shape, "a mapping"),
            (Content::Sequence(_), _) => self.wrong_type(at, shape, "a list"),
        }
    }

    fn is_byte(&self, item: NodeId) -> bool {
        matches!(
            self.document.scalar(item),
            Some(Scalar { kind: Kind::Null | Kind::Float(_) | Kind::Int(0..=255), .. })
        )
    }

    fn object(&mut self, at: &Frame<'_>, entries: &[Entry], ty: TypeId) {
        let here = Frame { ty: Some((ty, self.out.typed.len() as u32)), ..*at };
        self.out.typed.push(TypedNode {
            node: at.node,
            ty,
            keys: Keys::of(entries),
            key: at.nearest_key(),
            up: at.around(),
        });
        for entry in entries {
            let Some(key) = self.document.scalar(entry.key) else { continue };
            let below = here.entry(&key.text, entry);
            match field(ty, &key.text) {
                Some(field) => self.value(&below, field.shape),
                None => self.unknown(&here, &below, ty, &key.text),
            }
        }
        if !at.given {
            self.missing(&here, ty);
        }
    }

    fn map(&mut self, at: &Frame<'_>, entries: &[Entry], inner: Shape) {
        for entry in entries {
            if let Some(key) = self.document.scalar(entry.key) {
                let given = at.given;
                let below = Frame { given, ..at.entry(&key.text, entry) };
                self.value(&below, inner);
            }
        }
    }

    fn list(&mut self, at: &Frame<'_>, items: &[NodeId], inner: Shape) {
        for (index, item) in items.iter().enumerate() {
            let below = at.item(index, *item);
            // The decoder makes an empty object of it.
            match (inner, self.document.scalar(*item)) {
                (Shape::Object(ty), Some(scalar)) if scalar.is_null() => self.object(&below, &[], ty),
                _ => self.value(&below, inner),
            }
        }
    }

    fn unknown(&mut self, here: &Frame<'_>, below: &Frame<'_>, ty: TypeId, written: &str) {
        let name = written.trim();
        let meant = suggest::nearest(ty, name, |_| true);
        let nearest = suggest::nearest(ty, name, |field| self.document.entry(here.node, field).is_none());
        // A second spelling of a field that is there belongs nowhere.
        let second = nearest.is_none() && meant.is_some_and(|field| field.eq_ignore_ascii_case(name));
        let belongs = suggest::belongs(self.document, &here.places(), name, below.node).filter(|_| !second);
        // What is spelt alike but cannot hold the value gives way to the same name elsewhere.
        let fits = belongs.is_none() || nearest.is_some_and(|n| suggest::takes(self.document, ty, n, below.node));
        let nearest = nearest.filter(|_| fits);
        let field = written.to_owned();
        self.report(below, ProblemKind::UnknownField { field, type_name: type_name(ty), nearest, belongs });
    }

    fn missing(&mut self, here: &Frame<'_>, ty: TypeId) {
        for field in fields(ty).filter(|f| f.required) {
            // An embedded object, such as a claim template, takes its name from elsewhere.
            if field.name == "metadata" && here.up.is_some() {
                continue;
            }
            let value = self.document.get(here.node, field.name);
            if value.is_none_or(|v| self.document.scalar(v).is_some_and(Scalar::is_null)) {
                self.report(here, ProblemKind::MissingField { field: field.name, type_name: type_name(ty) });
            }
        }
    }

    fn scalar(&mut self, at: &Frame<'_>, scalar: &Scalar, shape: Shape) {
        match (shape, scalar.kind) {
            (_, Kind::Null) => {}
            (Shape::String | Shape::IntOrString, Kind::String) | (Shape::Bool, Kind::Bool(_)) => {}
            (Shape::Number, Kind::Int(_) | Kind::Uint(_) | Kind::Float(_)) => {}
            (Shape::Byte, Kind::String) => {
                self.form(at, is_base64(&scalar.text), |field| ProblemKind::BadBase64 { field })
            }
            (Shape::Time, Kind::String) => self.time(at, is_time(&scalar.text), false),
            (Shape::MicroTime, Kind::String) => self.time(at, is_micro_time(&scalar.text), true),
            (Shape::Quantity, Kind::String) => self.quantity(at, is_quantity(&scalar.text)),
            (Shape::Quantity, Kind::Int(_) | Kind::Uint(_)) => {}
            (Shape::Quantity, Kind::Float(x)) => self.quantity(at, x.is_finite()),
            (Shape::Int32 | Shape::IntOrString, Kind::Int(_) | Kind::Uint(_) | Kind::Float(_)) => {
                self.integer(at, scalar, shape, 32);
            }
            (Shape::Int64, Kind::Int(_) | Kind::Uint(_) | Kind::Float(_)) => self.integer(at, scalar, shape, 64),
            _ => self.wrong_type(at, shape, scalar.type_name()),
        }
    }

    /// A float without a fraction is written as a whole number when kubectl turns YAML into JSON.
    fn integer(&mut self, at: &Frame<'_>, scalar: &Scalar, shape: Shape, bits: u8) {
        let fits = match scalar.kind {
            Kind::Int(n) => bits == 64 || i32::try_from(n).is_ok(),
            Kind::Float(x) if !x.is_finite() || x.fract() != 0.0 => {
                return self.wrong_type(at, shape, "a number with a fraction");
            }
            Kind::Float(x) if bits == 32 => (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&x),
            // 2^63 itself is the first that does not fit.
            Kind::Float(x) => (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x),
            _ => false,
        };
        self.form(at, fits, |field| ProblemKind::OutOfRange { field, bits });
    }

    fn quantity(&mut self, at: &Frame<'_>, good: bool) {
        self.form(at, good, |field| ProblemKind::BadQuantity { field });
    }

    fn time(&mut self, at: &Frame<'_>, good: bool, micro: bool) {
        self.form(at, good, |field| ProblemKind::BadTime { field, micro });
    }

    fn form(&mut self, at: &Frame<'_>, good: bool, kind: impl FnOnce(String) -> ProblemKind) {
        if !good {
            self.report(at, kind(at.field()));
        }
    }

    /// Whether the text itself is broken there, which is told already.
    fn is_unreadable(&self, place: NodeId) -> bool {
        let span = self.document.span(place);
        self.document.problems.iter().any(|p| {
            matches!(p.kind, crate::engine::yaml::ProblemKind::Syntax(_))
                && (span.start..span.end).contains(&p.span.start)
        })
    }

    fn wrong_type(&mut self, at: &Frame<'_>, shape: Shape, found: &'static str) {
        let kind = ProblemKind::WrongType { field: at.field(), expected: shape.into(), found };
        self.report(at, kind);
    }

    fn report(&mut self, at: &Frame<'_>, kind: ProblemKind) {
        let place = at.key.filter(|_| matches!(kind, ProblemKind::UnknownField { .. })).unwrap_or(at.node);
        if self.is_unreadable(place) {
            return;
        }
        self.out.problems.push(Problem { node: at.node, key: at.key, path: at.route(), kind });
    }
}
