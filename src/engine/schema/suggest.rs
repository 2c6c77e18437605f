//! What a misspelt name was probably meant to be, and where a misplaced one belongs.

use super::tables::{Shape, TypeId, field, fields};
use crate::engine::yaml::{Content, Document, NodeId, Route};

/// Longer names are nobody's typing error, and would cost time.
const LONGEST: usize = 64;

/// How far two names are apart, if near enough to be a slip; other case, and what is no letter or digit, counts as nothing.
pub(super) fn distance(known: &str, written: &str) -> Option<usize> {
    if written.len() > LONGEST {
        return None;
    }
    let plain = |s: &str| s.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let (known, written) = (plain(known), plain(written));
    let far = strsim::damerau_levenshtein(&known, &written);
    let is_plural = known.strip_suffix('s') == Some(&written) || written.strip_suffix('s') == Some(&known);
    (is_plural || far <= known.chars().count().min(written.chars().count()) / 3).then_some(far)
}

/// The field of the type that is spelt most like `name`, among those that `free` lets.
pub(super) fn nearest(ty: TypeId, name: &str, free: impl Fn(&str) -> bool) -> Option<&'static str> {
    let scored = fields(ty).filter_map(|f| distance(f.name, name).map(|d| (d, f.name)));
    scored.filter(|(_, name)| free(name)).min().map(|(_, name)| name)
}

/// An object on the way from the root, with its type.
pub(super) struct Place {
    pub(super) node: NodeId,
    pub(super) ty: TypeId,
    pub(super) route: Route,
}

/// Where a field that its object does not know would be known: further out, one level further in, or
/// beside. `way` begins with the object itself and ends with the root.
pub(super) fn belongs(document: &Document, way: &[Place], name: &str, value: NodeId) -> Option<Route> {
    let (here, outer) = way.split_first()?;
    let outward = || outer.iter().find(|p| takes(document, p.ty, name, value)).map(|p| p.route.then(name.to_owned()));
    let beside = || outer.first().and_then(|p| within(document, p, name, value));
    outward().or_else(|| within(document, here, name, value)).or_else(beside)
}

/// Through a field of the object that holds an object, or a list of them; fields that are written go first.
fn within(document: &Document, place: &Place, name: &str, value: NodeId) -> Option<Route> {
    let fits = fields(place.ty).filter_map(|f| {
        let (ty, listed) = object(f.shape)?;
        takes(document, ty, name, value).then_some((f.name, listed))
    });
    let (_, field, listed) = fits.map(|(f, listed)| (document.get(place.node, f).is_none(), f, listed)).min()?;
    let route = place.route.then(field);
    Some(if listed { route.then(0).then(name.to_owned()) } else { route.then(name.to_owned()) })
}

fn object(shape: Shape) -> Option<(TypeId, bool)> {
    match shape {
        Shape::Object(ty) => Some((ty, false)),
        Shape::List(inner) => match inner.get() {
            Shape::Object(ty) => Some((ty, true)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the type has such a field, of a form that fits the value.
pub(super) fn takes(document: &Document, ty: TypeId, name: &str, value: NodeId) -> bool {
    field(ty, name).is_some_and(|f| match (f.shape, document.content(value)) {
        (Shape::Any, _) => true,
        (Shape::Object(_) | Shape::Map(_), content) => matches!(content, Content::Mapping(_)),
        (Shape::List(_), content) => matches!(content, Content::Sequence(_)),
        (_, content) => matches!(content, Content::Scalar(s) if !s.is_null()),
    })
}
