//! See the rule's own documentation.

mod conditions;
mod pods;
mod policies;
mod services;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A field is missing or empty that another field makes necessary.
    ///
    /// ## Why it matters
    /// Not every field that must be given must be given always: it depends on the type, or on what else is written.
    /// The API server refuses the object without it.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       port: 80
    ///     - port: 443
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   ports:
    ///     - name: http
    ///       port: 80
    ///     - name: https
    ///       port: 443
    /// ```
    ///
    /// ## References
    /// - `field.Required` in `pkg/apis/*/validation`, by field in this rule's tables
    "field-needed", Error, Part(&TYPES, check)
}

/// When an object lacks a field, and why it is needed.
#[derive(Debug)]
struct Need {
    when: fn(&Part<'_>) -> bool,
    why: &'static str,
}

const ALL: &[&[TypeRows<Need>]] = &[pods::ROWS, policies::ROWS, services::ROWS];
static TOPICS: &[&[TypeRows<Need>]] = ALL;
const TYPES: [&str; table::count(ALL)] = table::types(ALL);

const fn if_(when: fn(&Part<'_>) -> bool, why: &'static str) -> Need {
    Need { when, why }
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    if part.is_unjudged() || part.is_doubtful() {
        return;
    }
    for (field, need) in table::rows(TOPICS, part.type_name()) {
        if (need.when)(part) {
            let state = if part.has(field) { "has nothing in it" } else { "is missing" };
            let finding = part.finding_at_key(field, format!("`{field}` {state}: {}", need.why));
            out.push(finding.help("The API server refuses the object without it."));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn tables_name_what_exists() {
        crate::engine::table::tests::check(super::TOPICS);
    }

    #[test]
    fn volumes() {
        let volume = |source: &str, wanted: &[&str]| {
            let spec = format!("spec: {{accessModes: [ReadWriteOnce], capacity: {{storage: 1Gi}}, volumeAttributesClassName: gold, {source}}}");
            crate::engine::testing::object(&format!("apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: v}}\n{spec}\n"), wanted);
        };
        volume("csi: {driver: a.b, volumeHandle: h}", &[]);
        volume("nfs: {server: a, path: /b}", &["field-needed: spec"]);
    }
}
