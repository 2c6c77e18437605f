//! k8s-openapi's own JSON schemas, collected with one generator so that shared types become definitions.

use k8s_openapi::{ClusterResourceScope, NamespaceResourceScope, Resource};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::kinds::kinds;

/// One row of the table of kinds.
pub(crate) struct Kind {
    pub(crate) api_version: &'static str,
    pub(crate) group: &'static str,
    pub(crate) version: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) namespaced: bool,
    /// Name of its definition.
    pub(crate) definition: String,
}

trait Scope {
    const NAMESPACED: bool;
}

impl Scope for ClusterResourceScope {
    const NAMESPACED: bool = false;
}

impl Scope for NamespaceResourceScope {
    const NAMESPACED: bool = true;
}

/// Every kind, sorted by kind and version, and the definitions of all types that they use.
pub(crate) fn collect() -> (Vec<Kind>, Map<String, Value>) {
    let mut generator = SchemaGenerator::default();
    let mut found = Vec::new();
    macro_rules! add {
        ($($($part:ident)::+,)*) => { $( found.push(kind::<k8s_openapi::$($part)::+>(&mut generator)); )* };
    }
    kinds!(add);
    found.sort_by_key(|k: &Kind| (k.kind, k.api_version));
    (found, generator.take_definitions(false))
}

fn kind<K: Resource<Scope: Scope> + JsonSchema>(generator: &mut SchemaGenerator) -> Kind {
    generator.subschema_for::<K>();
    Kind {
        api_version: K::API_VERSION,
        group: K::GROUP,
        version: K::VERSION,
        kind: K::KIND,
        namespaced: <K::Scope as Scope>::NAMESPACED,
        definition: K::schema_name().into_owned(),
    }
}
