//! Binding → the role that it grants, and the service accounts that get it.
//!
//! Source: API references `RoleBinding`, `ClusterRoleBinding`. Many cluster roles exist everywhere, so one that is
//! not in the set is nothing to report.

use super::{Edges, Relation};
use crate::engine::objects::ObjectId;

/// See the module.
pub const RELATION: Relation = Relation { id: "grants", phrase: "grants", find };

const GROUP: &str = "rbac.authorization.k8s.io";

fn find(out: &mut Edges<'_, '_>) {
    let (Some(walk), Some(object)) = (out.walk(), out.object()) else { return };
    if object.id.group != GROUP || !object.id.kind.ends_with("Binding") {
        return;
    }
    let (kind, at) = (walk.path("roleRef.kind"), walk.path("roleRef.name"));
    let namespace = object.id.namespace.as_deref().filter(|_| kind.text() == "Role");
    out.present("grants", &ObjectId::new(GROUP, kind.text(), namespace, at.text()), &at);
    for subject in walk.key("subjects").items() {
        let (kind, at, namespace) = (subject.key("kind"), subject.key("name"), subject.key("namespace").text());
        if kind.text() == "ServiceAccount" {
            out.present("grants", &ObjectId::new("", "ServiceAccount", Some(namespace), at.text()), &at);
        }
    }
}
