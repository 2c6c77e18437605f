//! See the rule's own documentation.

mod conditions;
pub(in crate::engine::rules) mod pod_conditions;
mod pods;
mod policies;
mod services;

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::table::{self, TypeRows};

super::rule! {
    /// A field cannot be set beside another, or beside another's value.
    ///
    /// ## Why it matters
    /// Some fields exclude each other, or mean something only for one type of the object. The API server does not
    /// guess which one is meant: it refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: ClusterIP
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30080
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: NodePort
    ///   ports:
    ///     - port: 80
    ///       nodePort: 30080
    /// ```
    ///
    /// ## References
    /// - `field.Forbidden` in `pkg/apis/*/validation`, by field in this rule's tables
    "field-conflict", Error, Part(&TYPES, check)
}

/// When a field that is written cannot stand there, and why.
#[derive(Debug)]
struct Conflict {
    when: fn(&Part<'_>) -> bool,
    why: &'static str,
}

const ALL: &[&[TypeRows<Conflict>]] = &[pods::ROWS, policies::ROWS, services::ROWS];
static TOPICS: &[&[TypeRows<Conflict>]] = ALL;
const TYPES: [&str; table::count(ALL)] = table::types(ALL);

const fn if_(when: fn(&Part<'_>) -> bool, why: &'static str) -> Conflict {
    Conflict { when, why }
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    if part.is_unjudged() || part.is_doubtful() {
        return;
    }
    let mut seen = Vec::new();
    for (field, conflict) in table::rows(TOPICS, part.type_name()) {
        if part.has(field) && !seen.contains(field) && (conflict.when)(part) {
            seen.push(*field);
            let message = format!("`{field}` cannot be set here: {}", conflict.why);
            out.push(part.finding_at_key(field, message).help(format!("The API server refuses it. Remove `{field}`, or change what it disagrees with.")));
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
    fn pods() {
        use crate::engine::testing::{object, pod};
        let volume = "containers: [{name: c, image: i}]\nvolumes:\n  - name: v\n    ephemeral:\n      volumeClaimTemplate:\n        metadata: {labels: {a: b}, creationTimestamp: null}\n        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
        pod(volume, &[]);
        pod(&volume.replace("creationTimestamp: null", "uid: x"), &["field-conflict: uid"]);
        let spread = |labels: &str, wanted: &[&str]| {
            let spec = "spec: {containers: [{name: c, image: i}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {a: b}}, matchLabelKeys: [a]}]}";
            object(&format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p, labels: {{{labels}}}}}\n{spec}\n"), wanted);
        };
        spread("c: d", &[]);
        spread("a: b", &["field-conflict: matchLabelKeys"]);
    }
}
