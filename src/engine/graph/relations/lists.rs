//! Endpoints or EndpointSlice → the Service whose addresses it lists, and the pods it names.
//!
//! Source: `pkg/controller/endpointslice`: by the label `kubernetes.io/service-name`; Endpoints by its own name.

use super::{Edges, Relation};
use crate::engine::yaml::Walk;

/// See the module.
pub const RELATION: Relation = Relation { id: "lists", phrase: "lists addresses of", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    let (name, lists) = match object.id.kind.as_str() {
        "EndpointSlice" => {
            (walk.path("metadata.labels").key("kubernetes.io/service-name"), vec![walk.key("endpoints")])
        }
        "Endpoints" => {
            let subsets = walk.key("subsets").items();
            (walk.path("metadata.name"), subsets.iter().map(|subset| subset.key("addresses")).collect())
        }
        _ => return,
    };
    let service = out.beside("", "Service", name.text());
    out.present("lists", &service, &name);
    for target in lists.iter().flat_map(Walk::items).map(|item| item.key("targetRef")) {
        let at = target.key("name");
        let pod = out.beside("", target.key("kind").text(), at.text());
        out.present("lists", &pod, &at);
    }
}
