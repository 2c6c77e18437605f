//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;

super::rule! {
    /// An Ingress names two different classes.
    ///
    /// ## Why it matters
    /// The annotation `kubernetes.io/ingress.class` is the old way to say which controller serves an Ingress,
    /// `ingressClassName` the new one. The API server refuses a new Ingress in which they disagree.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    ///   annotations:
    ///     kubernetes.io/ingress.class: traefik
    /// spec:
    ///   ingressClassName: nginx
    ///   defaultBackend:
    ///     resource:
    ///       apiGroup: example.com
    ///       kind: Bucket
    ///       name: files
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   ingressClassName: nginx
    ///   defaultBackend:
    ///     resource:
    ///       apiGroup: example.com
    ///       kind: Bucket
    ///       name: files
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/networking/validation`: `ValidateIngressCreate`
    "ingress-class-twice", Error, Part(&["Ingress"], check)
}

fn check(ingress: &Part<'_>, out: &mut Vec<Finding>) {
    let (Some(meta), Some(spec)) = (ingress.part("metadata"), ingress.part("spec")) else { return };
    let Some(class) = spec.str("ingressClassName") else { return };
    let document = ingress.document();
    let Some(pair) = meta.pairs("annotations").iter().find(|pair| document.key(pair) == "kubernetes.io/ingress.class") else {
        return;
    };
    let old = document.str(pair.value).unwrap_or("");
    if old != class {
        let finding = ingress.finding_at(pair.value, format!("The annotation says `{old}`, and `ingressClassName` says `{class}`"));
        let place = spec.value("ingressClassName").map(|node| ingress.place(node));
        out.push(finding.help("The API server refuses an Ingress of two classes. Remove the annotation.").related(place, "the other class"));
    }
}
