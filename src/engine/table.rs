//! Tables of rules that serve many fields: rows by API type, one table a topic.

/// What a rule knows of the fields of one type: the type's name and rows of field and fact.
pub type TypeRows<T> = (&'static str, &'static [(&'static str, T)]);

/// How many types the topics have in all.
#[must_use]
pub const fn count<T>(topics: &[&[TypeRows<T>]]) -> usize {
    let (mut n, mut topic) = (0, 0);
    while topic < topics.len() {
        n += topics[topic].len();
        topic += 1;
    }
    n
}

/// The types of all topics, for the rule's declaration.
#[must_use]
pub const fn types<T, const N: usize>(topics: &[&[TypeRows<T>]]) -> [&'static str; N] {
    let mut out = [""; N];
    let (mut n, mut topic) = (0, 0);
    while topic < topics.len() {
        let mut row = 0;
        while row < topics[topic].len() && n < N {
            out[n] = topics[topic][row].0;
            n += 1;
            row += 1;
        }
        topic += 1;
    }
    out
}

/// The rows of a type.
pub fn rows<T>(topics: &'static [&'static [TypeRows<T>]], type_name: &str) -> &'static [(&'static str, T)] {
    topics.iter().copied().flatten().find(|(name, _)| *name == type_name).map_or(&[], |(_, rows)| *rows)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::schema;

    /// Every type and field of a table exists, and no type has two entries.
    pub(crate) fn check<T>(topics: &[&[TypeRows<T>]]) {
        let known = reachable();
        let mut seen = Vec::new();
        for (ty, rows) in topics.iter().copied().flatten() {
            assert!(!seen.contains(ty), "{ty} has two entries: the second would be unread");
            seen.push(*ty);
            let ids: Vec<_> = known.iter().filter(|id| schema::type_name(**id) == *ty).collect();
            assert!(!ids.is_empty(), "no type {ty}");
            for (field, _) in *rows {
                assert!(ids.iter().any(|id| schema::field(**id, field).is_some()), "{ty} has no field {field}");
            }
        }
    }

    /// The types of all kinds.
    fn reachable() -> Vec<schema::TypeId> {
        let mut open: Vec<_> = schema::kinds().map(|kind| kind.type_id).collect();
        let mut all = Vec::new();
        while let Some(ty) = open.pop() {
            if !all.contains(&ty) {
                all.push(ty);
                open.extend(schema::fields(ty).filter_map(|field| object(field.shape)));
            }
        }
        all
    }

    fn object(shape: schema::Shape) -> Option<schema::TypeId> {
        match shape {
            schema::Shape::Object(ty) => Some(ty),
            schema::Shape::List(inner) | schema::Shape::Map(inner) => object(inner.get()),
            _ => None,
        }
    }
}
