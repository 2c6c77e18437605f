//! Ingress or gateway → the Secret with its certificate. Controllers such as cert-manager make it, so one that is
//! not in the set is nothing to report.
//!
//! Source: API references `IngressTLS.secretName`, `GatewayTLSConfig.certificateRefs`.

use super::{Edges, Relation};
use crate::engine::objects::ObjectId;

/// See the module.
pub const RELATION: Relation = Relation { id: "is_certified_by", phrase: "is certified by", find };

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    match object.id.kind.as_str() {
        "Ingress" => {
            for at in walk.path("spec.tls").items().iter().map(|tls| tls.key("secretName")) {
                let id = out.beside("", "Secret", at.text());
                out.present("is_certified_by", &id, &at);
            }
        }
        "Gateway" => {
            let listeners = walk.path("spec.listeners").items();
            for reference in listeners.iter().flat_map(|listener| listener.path("tls.certificateRefs").items()) {
                let at = reference.key("name");
                let namespace = reference.key("namespace").text();
                let namespace = if namespace.is_empty() { object.namespace() } else { namespace };
                out.present("is_certified_by", &ObjectId::new("", "Secret", Some(namespace), at.text()), &at);
            }
        }
        _ => {}
    }
}
