//! The types that manifests are made of: those of the known kinds, and what these consist of.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::objects::kinds::ROWS;
use crate::engine::schema::{self, Shape, TypeId};
use crate::protocol::assist::Descriptions;
use crate::publish::descriptions;

/// The reference.
#[derive(Debug, Default)]
pub(in crate::publish) struct Reference {
    /// By name.
    pub types: BTreeMap<&'static str, Type>,
}

/// A type with fields.
#[derive(Debug, Default)]
pub(in crate::publish) struct Type {
    /// Its API version, if it is that of a kind.
    pub api_version: Option<&'static str>,
    /// What it is, in the words of the API reference.
    pub text: String,
    /// Where it stands: the field, and the type that has it.
    pub uses: BTreeSet<(&'static str, &'static str)>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a type.
#[derive(Debug)]
pub(in crate::publish) struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Without it the object is refused.
    pub required: bool,
    /// What it is, in the words of the API reference.
    pub text: String,
}

impl Reference {
    /// Everything that is reached from the known kinds. Their states are no part: nobody writes those.
    pub fn collect() -> Result<Self, String> {
        let texts = descriptions::collect()?;
        let kinds = ROWS.iter().filter_map(|(version, kind)| schema::kind(version, kind));
        let versions: BTreeMap<TypeId, &'static str> = kinds.map(|kind| (kind.type_id, kind.api_version)).collect();
        let mut reached: BTreeSet<TypeId> = versions.keys().copied().collect();
        let mut left: Vec<TypeId> = reached.iter().copied().collect();
        let mut out = Self::default();
        while let Some(id) = left.pop() {
            let version = versions.get(&id).copied();
            let one = described(id, version, &texts);
            left.extend(
                one.fields.iter().filter_map(|field| inner(field.shape)).filter(|other| reached.insert(*other)),
            );
            if out.types.insert(schema::type_name(id), one).is_some() {
                return Err(format!("two types of the field reference are called {}", schema::type_name(id)));
            }
        }
        out.note_uses();
        Ok(out)
    }

    fn note_uses(&mut self) {
        let links = self.types.iter().flat_map(|(name, one)| {
            one.fields.iter().filter_map(move |field| Some((schema::type_name(inner(field.shape)?), field.name, *name)))
        });
        for (held, field, holder) in links.collect::<Vec<_>>() {
            if let Some(one) = self.types.get_mut(held) {
                one.uses.insert((field, holder));
            }
        }
    }
}

fn described(id: TypeId, api_version: Option<&'static str>, texts: &Descriptions) -> Type {
    let text = |field: Option<&str>| {
        schema::description(id, field).and_then(|number| texts.text(number)).unwrap_or_default().to_owned()
    };
    let written = |field: &schema::Field| !(api_version.is_some() && field.name == "status");
    let field = |field: schema::Field| Field {
        name: field.name,
        shape: field.shape,
        required: field.required,
        text: text(Some(field.name)),
    };
    let fields = schema::fields(id).filter(written).map(field).collect();
    Type { api_version, text: text(None), uses: BTreeSet::new(), fields }
}

/// The type of what a shape holds in the end.
pub(super) fn inner(shape: Shape) -> Option<TypeId> {
    match shape {
        Shape::Object(id) => Some(id),
        Shape::Map(of) | Shape::List(of) => inner(of.get()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_manifests_are_made_of_is_there() {
        let all = Reference::collect().unwrap();
        let probe = &all.types["Probe"];
        assert!(probe.uses.contains(&("livenessProbe", "Container")), "{:?}", probe.uses);
        let threshold = probe.fields.iter().find(|field| field.name == "failureThreshold").unwrap();
        assert!(threshold.text.contains("Defaults to 3"), "{}", threshold.text);
        let deployment = &all.types["Deployment"];
        assert_eq!(deployment.api_version, Some("apps/v1"));
        assert!(deployment.fields.iter().all(|field| field.name != "status") && !all.types.contains_key("PodStatus"));
    }
}
