//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::schema;
use crate::engine::yaml::{Content, Scalar};

mod rows;

super::rule! {
    /// A field that must have a value is empty or left out.
    ///
    /// ## Why it matters
    /// There is no default for it: without an image there is no container, without a secret's name no volume. The
    /// API server refuses the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: ""
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: api
    /// spec:
    ///   containers:
    ///     - name: api
    ///       image: nginx:1.27
    /// ```
    ///
    /// ## References
    /// - `field.Required` in `pkg/apis/*/validation`, by field in this rule's table
    "empty-value", Error, Part(&rows::TYPES, check)
}

fn check(part: &Part<'_>, out: &mut Vec<Finding>) {
    // Generated definitions carry an empty status, which the server does not read.
    let is_status = part.within("CustomResourceDefinitionStatus").is_some();
    if is_status || part.is_unjudged() {
        return;
    }
    for field in rows::of(part.type_name()) {
        out.extend(judge(part, field));
    }
}

fn judge(part: &Part<'_>, field: &'static str) -> Option<Finding> {
    let help = "The API server has no default for it and refuses the object.";
    let Some(node) = part.value(field) else {
        // The strict check says what the schema asks for.
        let said = schema::field(part.type_id(), field).is_some_and(|f| f.required);
        let message = format!("`{field}` is missing in this {}", part.type_name());
        return (!said && !part.is_doubtful()).then(|| part.finding_lacking(&[field], message).help(help));
    };
    let empty = match part.document().content(node) {
        Content::Sequence(items) => items.is_empty(),
        Content::Scalar(scalar) => Scalar::is_string(scalar) && scalar.text.is_empty(),
        _ => false,
    };
    empty.then(|| part.finding_at_key(field, format!("`{field}` is empty")).help(help))
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::{container, object, pod};

    #[test]
    fn empty_and_left_out() {
        pod("containers: []", &["empty-value: containers"]);
        pod("containers: [{name: c}]", &["empty-value: name"]);
        pod("containers: [{image: i}]", &["missing-field: image"]);
        container("env: [{name: '', value: x}]", &["empty-value: name"]);
        container("livenessProbe: {exec: {}}", &["empty-value: exec"]);
        pod("containers: [{name: c, image: i}]\nvolumes: [{name: v, secret: {}}]", &["empty-value: secret"]);
        object("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n", &["empty-value: Pod"]);
    }

    #[test]
    fn types_and_fields_exist() {
        use crate::engine::schema;
        let names: Vec<_> = schema::type_names().collect();
        for name in super::rows::TYPES {
            assert!(names.contains(&name), "{name}");
            assert!(super::rows::of(name).next().is_some(), "{name}");
        }
    }
}
