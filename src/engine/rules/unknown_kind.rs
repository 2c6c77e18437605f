//! See the rule's own documentation.

use crate::engine::finding::{Finding, Mend, ObjectView};
use crate::engine::schema;
use crate::engine::yaml::Part;
use crate::route;

super::rule! {
    /// A kind that a built-in API group does not have.
    ///
    /// ## Why it matters
    /// The API server answers `no matches for kind`. Kinds of other groups may be defined in the cluster: they are
    /// not judged.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deploymnt
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Namespace
    /// metadata:
    ///   name: web
    /// ```
    ///
    /// ## References
    /// - API reference, group and version lists
    "unknown-kind", Error, Object(check)
}

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let object = view.object();
    let (version, kind) = (object.api_version.as_str(), object.id.kind.as_str());
    if object.namespaced.is_some() || schema::lifecycle(version, kind).is_some() || may_exist(view, version, kind) {
        return;
    }
    let nearest = schema::nearest_kind(version, kind);
    let advice = match nearest {
        Some(near) if near.kind == kind => format!("{kind} is in `{}`.", near.api_version),
        Some(near) if near.api_version == version => format!("Did you mean `{}`?", near.kind),
        Some(near) => format!("Did you mean `{}` of `{}`?", near.kind, near.api_version),
        None => "Check the spelling of kind and version.".to_owned(),
    };
    let route = match nearest {
        Some(near) if near.kind == kind => route!["apiVersion"],
        _ if !schema::has_version(version) => route!["apiVersion"],
        _ => route!["kind"],
    };
    let mut finding = view
        .finding(&route, format!("`{version}` has no kind `{kind}`"))
        .help(format!("The API server does not know it and refuses the object. {advice}"));
    if let Some(near) = nearest {
        let edits = [("apiVersion", version, near.api_version), ("kind", kind, near.kind)];
        let edits = edits.into_iter().filter(|(_, old, new)| old != new);
        let edits = edits.map(|(field, _, new)| (view.place(&route![field], Part::Value), new.to_owned()));
        let title = format!("Use `{}` of `{}`", near.kind, near.api_version);
        finding.fixes.push(Mend { title, safe: false, edits: edits.collect() });
    }
    out.push(finding);
}

/// Whether some API server can know the kind: a definition may add it, or it has no table here.
fn may_exist(view: &ObjectView<'_>, version: &str, kind: &str) -> bool {
    let group = version.split_once('/').map_or("", |(group, _)| group);
    // A definition's group is a domain with a dot: whatever has none is Kubernetes' own.
    let custom = group.contains('.') && !schema::group_is_builtin(group);
    // Files of other tools have such versions, too: only what is named like a kind is surely meant for the server.
    let built_in = if version.contains('/') { schema::group_is_builtin(group) } else { version == "v1" };
    let foreign = !built_in && !schema::kinds().any(|k| k.kind == kind);
    // Lists, and kinds that are only sent to subresources, are real but have no table.
    let untabled = matches!(kind, "DeleteOptions" | "Eviction" | "Scale" | "Status" | "TokenRequest" | "");
    let list = kind.ends_with("List") && (kind == "List" || schema::kind(version, kind.trim_end_matches("List")).is_some());
    let document = &view.at.facts.document;
    let kubeconfig = (version, kind) == ("v1", "Config") && document.get(view.object().node, "clusters").is_some();
    version.is_empty() || custom || foreign || untabled || list || kubeconfig
}
