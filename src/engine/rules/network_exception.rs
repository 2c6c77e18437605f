//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::objects::value::ip;

super::rule! {
    /// An exception of a NetworkPolicy lies outside of the network that it is an exception of.
    ///
    /// ## Why it matters
    /// `except` takes parts out of `cidr`, so each must be a smaller network inside of it. The API server refuses
    /// others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: office
    /// spec:
    ///   podSelector: {}
    ///   ingress:
    ///     - from:
    ///         - ipBlock:
    ///             cidr: 10.0.0.0/16
    ///             except:
    ///               - 10.1.0.0/24
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata:
    ///   name: office
    /// spec:
    ///   podSelector: {}
    ///   ingress:
    ///     - from:
    ///         - ipBlock:
    ///             cidr: 10.0.0.0/16
    ///             except:
    ///               - 10.0.1.0/24
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/networking/validation`: `ValidateIPBlock`
    "network-exception", Error, Part(&["IPBlock"], check)
}

fn check(block: &Part<'_>, out: &mut Vec<Finding>) {
    let Some(outer) = ip::cidr(block.text("cidr")) else { return };
    for node in block.items("except") {
        let Some(text) = block.document().str(*node) else { continue };
        if ip::cidr(text).is_some_and(|inner| !ip::is_strictly_within(inner, outer)) {
            let place = block.value("cidr").map(|cidr| block.place(cidr));
            let finding = block.finding_at(*node, format!("`{text}` is not a smaller part of `{}`", block.text("cidr")));
            out.push(finding.help("The API server takes only networks inside of `cidr` here.").related(place, "the whole network"));
        }
    }
}
