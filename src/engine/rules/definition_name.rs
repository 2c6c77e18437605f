//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// The name of a definition is not made of what it defines.
    ///
    /// ## Why it matters
    /// A CustomResourceDefinition is named by its plural and group, an APIService by its version and group, so that
    /// nothing is defined twice. The API server refuses other names.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: apiextensions.k8s.io/v1
    /// kind: CustomResourceDefinition
    /// metadata:
    ///   name: shop.example.com
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
    /// - `k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation`: `ValidateCustomResourceDefinition`
    /// - `k8s.io/kube-aggregator/pkg/apis/apiregistration/validation`: `ValidateAPIService`
    "definition-name", Error, Part(&["APIService", "CustomResourceDefinition"], check)
}

fn check(object: &Part<'_>, out: &mut Vec<Finding>) {
    let (Some(meta), Some(spec)) = (object.part("metadata"), object.part("spec")) else { return };
    let (first, rest) = match object.type_name() {
        "APIService" => (spec.text("version"), spec.text("group")),
        _ => (spec.part("names").map_or("", |names| names.text("plural")), spec.text("group")),
    };
    let name = meta.text("name");
    let wanted = format!("{first}.{rest}");
    let is_core = rest.is_empty() && object.type_name() == "APIService";
    // What is missing is said to be missing.
    if first.is_empty() || (rest.is_empty() && !is_core) || name.is_empty() || name == wanted {
        return;
    }
    let finding = meta.finding("name", format!("The name must be `{wanted}`, not `{name}`"));
    let finding = finding.help("The API server refuses other names. Correct the name, or what it is made of.");
    out.push(match meta.value("name") {
        Some(node) => finding.safe_fix(format!("Write `{wanted}`"), meta.place(node), wanted),
        None => finding,
    });
}
