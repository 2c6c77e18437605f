//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::objects::value::{ip, name};

super::rule! {
    /// An address of an EndpointSlice is not of the slice's type.
    ///
    /// ## Why it matters
    /// A slice has addresses of one type: IPv4, IPv6 or names (FQDN), none of them loopback or link-local. The API
    /// server refuses others.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: discovery.k8s.io/v1
    /// kind: EndpointSlice
    /// metadata:
    ///   name: web-1
    /// addressType: IPv4
    /// endpoints:
    ///   - addresses: ["2001:db8::1"]
    /// ports:
    ///   - port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: discovery.k8s.io/v1
    /// kind: EndpointSlice
    /// metadata:
    ///   name: web-1
    /// addressType: IPv6
    /// endpoints:
    ///   - addresses: ["2001:db8::1"]
    /// ports:
    ///   - port: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/discovery/validation`: `validateEndpoints`
    "endpoint-address", Error, Part(&["EndpointSlice"], check)
}

fn check(slice: &Part<'_>, out: &mut Vec<Finding>) {
    let ty = slice.text("addressType");
    let is_name = |text: &str| name::is_dns1123_subdomain(text.strip_suffix('.').unwrap_or(text)) && text.contains('.');
    for endpoint in slice.parts("endpoints") {
        for node in endpoint.items("addresses") {
            let Some(text) = slice.document().item_str(*node) else { continue };
            let fits = match ty {
                "IPv4" => ip::is_endpoint(text) && !text.contains(':'),
                "IPv6" => ip::is_endpoint(text) && text.contains(':'),
                "FQDN" => is_name(text),
                _ => true,
            };
            if !fits {
                let place = slice.value("addressType").map(|node| slice.place(node));
                let finding = slice.finding_at(*node, format!("`{text}` is no address of type `{ty}` that traffic can be sent to"));
                out.push(finding.help("The API server refuses it. Addresses of another type go into a slice of their own.").related(place, "the type"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing() {
        let text = "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4\nendpoints: [{addresses: [10.0.0.1, null], hints: {forZones: [{name: z1}, {name: z1}]}}]\n";
        crate::engine::testing::object(text, &["duplicate-item: z1", "endpoint-address: null"]);
    }
}
