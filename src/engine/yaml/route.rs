//! A symbolic place: the way from a document's root to a node, by keys and indices.
//!
//! Rules and relations speak of routes; only the finding builder turns one into bytes.

use std::borrow::Cow;
use std::fmt;

use super::{Document, NodeId};
use crate::engine::text::Span;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The value of a key.
    Key(Cow<'static, str>),
    /// An item of a list.
    Index(usize),
}

impl Step {
    /// The node that the step leads to.
    #[must_use]
    pub fn below(&self, document: &Document, from: NodeId) -> Option<NodeId> {
        match self {
            Self::Key(key) => document.get(from, key),
            Self::Index(index) => document.items(from).get(*index).copied(),
        }
    }

    /// The key, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Step {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// The way from the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route(pub Vec<Step>);

/// Which half of a pair is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The value (an item, for lists).
    #[default]
    Value,
    /// The key before it.
    Key,
}

/// Build a route from steps: `route!["spec", "containers", 0]`, or on top of another: `route![base; "name"]`.
#[macro_export]
macro_rules! route {
    ($base:expr; $($step:expr),* $(,)?) => {
        $crate::engine::yaml::Route::below(&$base, [$($crate::engine::yaml::Step::from($step)),*])
    };
    ($($step:expr),* $(,)?) => { $crate::engine::yaml::Route(vec![$($crate::engine::yaml::Step::from($step)),*]) };
}

impl Route {
    /// Some steps further than another route.
    #[must_use]
    pub fn below<const N: usize>(base: &Self, steps: [Step; N]) -> Self {
        let mut route = base.longer(N);
        route.0.extend(steps);
        route
    }

    /// The same, with room for further steps.
    pub(super) fn longer(&self, by: usize) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + by);
        steps.extend_from_slice(&self.0);
        Self(steps)
    }

    /// This route and one step more.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        Self::below(self, [step.into()])
    }

    /// Read the notation of [`Route`]'s `Display`, with `[name=value]` for the item whose key has that value.
    #[must_use]
    pub fn find(document: &Document, from: NodeId, path: &str) -> Option<NodeId> {
        let mut node = from;
        for part in segments(path) {
            node = match part {
                Segment::Key(key) => document.get(node, key)?,
                Segment::Index(index) => *document.items(node).get(index)?,
                Segment::Named(key, value) => *document.items(node).iter().find(|item| {
                    document.get(**item, key).and_then(|n| document.scalar(n)).is_some_and(|s| &*s.text == value)
                })?,
            };
        }
        Some(node)
    }

    /// The node that the last step would be taken from.
    #[must_use]
    pub fn parent(&self, document: &Document, from: NodeId) -> Option<NodeId> {
        let (_, way) = self.0.split_last()?;
        way.iter().try_fold(from, |node, step| step.below(document, node))
    }

    /// The node at the end, or the deepest one that exists on the way, and whether the end was reached.
    #[must_use]
    pub fn resolve(&self, document: &Document, from: NodeId) -> (Span, bool) {
        self.resolve_part(document, from, Part::Value)
    }

    /// Like [`Route::resolve`], for the key before the value.
    #[must_use]
    pub fn resolve_part(&self, document: &Document, from: NodeId, part: Part) -> (Span, bool) {
        let mut node = from;
        let mut span = document.span(from);
        for (n, step) in self.0.iter().enumerate() {
            let (key, next) = match step {
                Step::Key(key) => match document.entry(node, key) {
                    Some(entry) => (Some(entry.key), entry.value),
                    None => return (span, false),
                },
                Step::Index(index) => match document.items(node).get(*index) {
                    Some(item) => (None, *item),
                    None => return (span, false),
                },
            };
            node = next;
            let last = n + 1 == self.0.len();
            // A container is best shown by its key: its own span would cover the screen.
            let by_key = !last || part == Part::Key || is_container(document, node);
            span = match key {
                Some(key) if by_key => document.span(key),
                _ => document.span(node),
            };
            if span.start == span.end
                && let Some(key) = key
            {
                span = document.span(key);
            }
        }
        (span, true)
    }
}

fn is_container(document: &Document, node: NodeId) -> bool {
    document.scalar(node).is_none() && !matches!(document.node(node).content, super::Content::Alias(_))
}

enum Segment<'a> {
    Key(&'a str),
    Index(usize),
    Named(&'a str, &'a str),
}

/// `spec.containers[name=api].ports[0]`, keys with dots in brackets: `metadata.labels[app.kubernetes.io/name]`.
fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(bracket) = rest.strip_prefix('[') {
            let (inner, after) = bracket.split_once(']')?;
            rest = after;
            return Some(match (inner.parse(), inner.split_once('=')) {
                (Ok(index), _) => Segment::Index(index),
                (_, Some((key, value))) => Segment::Named(key, value),
                _ => Segment::Key(inner),
            });
        }
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end)?;
        rest = after;
        (!key.is_empty()).then_some(Segment::Key(key))
    })
}

impl Route {
    /// The way to the deepest key or value around a span. Pairs that a merge key brings stand where they are written.
    #[must_use]
    pub fn to(document: &Document, span: Span) -> Self {
        let mut route = Self::default();
        let mut next = document.root();
        while let Some(node) = next {
            let Some((step, below)) = down(document, node, span) else { break };
            route.0.push(step);
            next = below;
        }
        route
    }

    /// As the API server writes the way to a field of an object of its own: keys that users choose stand in brackets,
    /// and of labels, annotations, finalizers and the like it names the whole.
    #[must_use]
    pub fn field(&self) -> String {
        let mut out = String::new();
        let key = |index: usize| self.0.get(index).and_then(Step::key).unwrap_or_default();
        for (n, step) in self.0.iter().enumerate() {
            let [before, above] = [1, 2].map(|back| n.checked_sub(back).map_or("", key));
            let is_whole = NAMED_WHOLE.contains(&before) || above == "metadata" && OF_METADATA.contains(&before);
            if is_whole {
                break;
            }
            let is_chosen = CHOSEN.contains(&before) || before == "properties" && out.contains("openAPIV3Schema");
            out += &match step {
                Step::Key(key) if !is_chosen => format!("{}{key}", if n == 0 { "" } else { "." }),
                Step::Key(key) => format!("[{key}]"),
                Step::Index(index) => format!("[{index}]"),
            };
        }
        out
    }
}

const NAMED_WHOLE: [&str; 2] = ["matchLabels", "nodeSelector"];
const OF_METADATA: [&str; 3] = ["annotations", "finalizers", "labels"];
const CHOSEN: [&str; 11] = [
    "binaryData",
    "capacity",
    "data",
    "defaultRequest",
    "hard",
    "limits",
    "max",
    "maxLimitRequestRatio",
    "min",
    "requests",
    "stringData",
];

/// The step from a node towards a span, and where it leads unless the span is its key.
fn down(document: &Document, node: NodeId, span: Span) -> Option<(Step, Option<NodeId>)> {
    let around = |node| {
        let outer: Span = document.span(node);
        outer.start <= span.start && span.end <= outer.end && outer.end > outer.start
    };
    let mut entries = document.entries(node).iter();
    if let Some(entry) = entries.find(|entry| around(entry.key) || around(entry.value)) {
        let below = (!around(entry.key)).then_some(entry.value);
        return Some((Step::from(document.key(entry).to_owned()), below));
    }
    let index = document.items(node).iter().position(|item| around(*item))?;
    Some((Step::Index(index), document.items(node).get(index).copied()))
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if key.contains(['.', '[']) => write!(f, "[{key}]")?,
                Step::Key(key) => write!(f, "{}{key}", if n == 0 { "" } else { "." })?,
            }
        }
        Ok(())
    }
}
