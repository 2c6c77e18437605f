//! Objects: what would exist, by namespace and kind; those without a namespace come first.

use super::parts::{count, empty, facts};
use super::{Panel, Seen};
use crate::protocol::ObjectRow;
use crate::ui::markup::Markup;

/// The panel.
pub const PANEL: Panel = Panel { id: "objects", title: "Objects", badge, pieces: Some(pieces) };

fn badge(seen: &Seen<'_>) -> Option<(String, &'static str)> {
    count(seen.session.reports.iter().map(|report| report.objects.len()).sum())
}

fn pieces(seen: &Seen<'_>) -> Vec<Markup> {
    let objects = in_order(seen);
    if objects.is_empty() {
        return empty("No Kubernetes objects in these files yet.");
    }
    let mut pieces = Vec::with_capacity(objects.len() * 2);
    let mut before: Option<&ObjectRow> = None;
    for object in objects {
        let same_namespace = before.is_some_and(|before| before.namespace == object.namespace);
        if !same_namespace {
            pieces.push(namespace(object.namespace.as_deref()));
        }
        if !same_namespace || before.is_some_and(|before| before.kind != object.kind) {
            let mut kind = Markup::default();
            kind.element("h3", "", &object.kind);
            pieces.push(kind);
        }
        pieces.push(self::object(object));
        before = Some(object);
    }
    pieces
}

/// By namespace and kind, otherwise as they are written.
fn in_order<'a>(seen: &Seen<'a>) -> Vec<&'a ObjectRow> {
    let mut objects: Vec<&ObjectRow> = Vec::new();
    for object in seen.documents().flat_map(|report| &report.objects) {
        let key = |row: &'a ObjectRow| (&row.namespace, &row.kind);
        let at = objects.partition_point(|before| key(before) <= key(object));
        objects.insert(at, object);
    }
    objects
}

fn namespace(name: Option<&str>) -> Markup {
    let mut out = Markup::new("<h2>");
    match name {
        Some(name) => out.raw("<small>Namespace</small> ").text(name),
        None => out.raw("Cluster-wide"),
    };
    out.raw("</h2>");
    out
}

fn object(object: &ObjectRow) -> Markup {
    let mut out = Markup::new("<div class=\"object\"");
    out.about(Some(&object.key)).raw(">").go("plain", &object.place).raw("<span class=\"title\">").text(&object.name);
    if let Some(pods) = object.pods {
        out.raw("<span class=\"badge\">").number(pods).raw(if pods == 1 { " pod</span>" } else { " pods</span>" });
    }
    if let Some(qos) = &object.qos {
        out.element("span", "badge", qos);
    }
    out.raw("</span>");
    let summary = if object.images.is_empty() { object.summary.clone() } else { object.images.join(", ") };
    if !summary.is_empty() {
        out.element("span", "summary", &summary);
    }
    out.raw("</button>");
    details(&mut out, object);
    out.raw("</div>");
    out
}

fn details(out: &mut Markup, object: &ObjectRow) {
    if object.facts.is_empty() {
        return;
    }
    out.raw("<details><summary>Details</summary>");
    facts(out, &object.facts);
    out.raw("</details>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{FileReport, FileText, Place};
    use crate::ui::session::Session;

    fn row(namespace: Option<&str>, kind: &str, name: &str) -> ObjectRow {
        ObjectRow {
            key: format!("{kind}/{name}"),
            kind: kind.into(),
            api_version: "v1".into(),
            namespace: namespace.map(Into::into),
            name: name.into(),
            place: Place::default(),
            summary: String::new(),
            pods: Some(2),
            images: vec![],
            qos: None,
            facts: vec![],
        }
    }

    #[test]
    fn objects_stand_below_their_namespace_and_kind() {
        let objects = vec![row(Some("x"), "Pod", "b"), row(None, "Namespace", "x"), row(Some("x"), "Pod", "a")];
        let files = vec![FileText { name: String::new(), text: String::new() }];
        let report = FileReport { objects, ..FileReport::default() };
        let session = Session { files, reports: vec![report], ..Session::default() };
        let pieces = pieces(&Seen { session: &session, running: true });
        let html: String = pieces.iter().map(|piece| piece.html.as_str()).collect();
        let order = ["Cluster-wide", "<h3>Namespace", "Namespace</small> x", "<h3>Pod", "Pod/b", "Pod/a"];
        let places: Vec<_> = order.iter().map(|part| html.find(part).unwrap_or_else(|| panic!("{part}"))).collect();
        assert!(places.is_sorted(), "{places:?} {html}");
        assert_eq!(html.matches("<h3>Pod").count(), 1);
        assert!(html.contains("2 pods"));
    }
}
