//! Route of the Gateway API → the gateways that it is attached to, and the Services that its rules name.
//!
//! Source: `gateway.networking.k8s.io` reference: `ParentReference`, `BackendObjectReference`. These are custom
//! kinds, so they are read from the text.

use super::{Edges, Relation};
use crate::engine::graph::{Detail, End};
use crate::engine::objects::{ObjectId, Typed};
use crate::engine::yaml::Walk;

/// See the module.
pub const RELATION: Relation = Relation { id: "forwards_to", phrase: "passes requests on with", find };

const GROUP: &str = "gateway.networking.k8s.io";

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    if object.id.group != GROUP || !object.id.kind.ends_with("Route") {
        return;
    }
    for parent in walk.path("spec.parentRefs").items() {
        let id = id(&parent, GROUP, "Gateway", object.namespace());
        out.present("forwards_to", &id, &parent.key("name"));
    }
    for backend in walk.path("spec.rules").items().iter().flat_map(|rule| rule.key("backendRefs").items()) {
        service(out, &backend, object.namespace());
    }
}

fn id(at: &Walk<'_>, group: &str, kind: &str, beside: &str) -> ObjectId {
    let or = |key: &'static str, default| if at.key(key).is_there() { at.key(key).text() } else { default };
    ObjectId::new(or("group", group), or("kind", kind), Some(or("namespace", beside)), at.key("name").text())
}

fn service(out: &mut Edges<'_, '_>, at: &Walk<'_>, beside: &str) {
    let Some(index) = out.objects.find(&id(at, "", "Service", beside)) else { return };
    let port = at.key("port");
    let offers = |number: i64| {
        let Some(Typed::Service(service)) = out.objects.get(index).map(|l| &l.object.typed) else { return true };
        service.spec.iter().flat_map(|s| s.ports.iter().flatten()).any(|p| i64::from(p.port) == number)
    };
    let detail = port.int().map_or(Detail::Whole, |number| Detail::Port(number.to_string(), offers(number)));
    let route = if detail.offered() { at.key("name").route } else { port.route };
    out.push("forwards_to", End::Present(index), route, detail, false);
}
