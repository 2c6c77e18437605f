//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// A definition stores no version of its objects, or several.
    ///
    /// ## Why it matters
    /// Objects are kept in one version and converted to the others. The API server refuses a definition in which
    /// not exactly one has `storage: true`.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: false
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    ///               properties:
    ///                 size:
    ///                   type: integer
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shops.example.com
    /// spec:
    ///   group: example.com
    ///   scope: Namespaced
    ///   names: {plural: shops, kind: Shop}
    ///   versions:
    ///     - name: v1
    ///       served: true
    ///       storage: true
    ///       schema:
    ///         openAPIV3Schema:
    ///           type: object
    ///           properties:
    ///             spec:
    ///               type: object
    ///               properties:
    ///                 size:
    ///                   type: integer
    /// ```
    ///
    /// ## References
    /// - `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation`: `validateCustomResourceDefinitionSpec`
    "definition-storage", Error, Part(&["CustomResourceDefinitionSpec"], check)
}

fn check(spec: &Part<'_>, out: &mut Vec<Finding>) {
    if spec.items("versions").is_empty() || spec.is_doubtful() {
        return;
    }
    let stored: Vec<Part<'_>> = spec.parts("versions").filter(|version| version.bool("storage") == Some(true)).collect();
    match stored.as_slice() {
        [_] => {}
        [] => out.push(spec.finding_at_key("versions", "No version is stored").help("The API server refuses it. Give one of the versions `storage: true`.")),
        [first, second, ..] => {
            let place = first.value("storage").map(|node| first.place(node));
            let finding = second.finding("storage", "A second version is stored");
            out.push(finding.help("The API server refuses it. Only one version can have `storage: true`.").related(place, "the first one"));
        }
    }
}
