//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::objects::value::ip;
use crate::engine::part::Part;
use crate::engine::yaml::Entry;

super::rule! {
    /// An annotation of a Service disagrees with what stands beside it.
    ///
    /// ## Why it matters
    /// Before they were fields, some settings of Services were annotations, and the API server still reads them: the
    /// networks that may use a load balancer, and how traffic keeps to its zone. It refuses what cannot be.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    ///   annotations:
    ///     service.beta.kubernetes.io/load-balancer-source-ranges: 10.0.0.0/8
    /// spec:
    ///   type: ClusterIP
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: Service
    /// metadata:
    ///   name: web
    /// spec:
    ///   type: LoadBalancer
    ///   loadBalancerSourceRanges:
    ///     - 10.0.0.0/8
    ///   ports:
    ///     - port: 80
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateService`
    "service-annotation", Error, Part(&["Service"], check)
}

const MODE: &str = "service.kubernetes.io/topology-mode";
const HINTS: &str = "service.kubernetes.io/topology-aware-hints";
const RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";

fn check(service: &Part<'_>, out: &mut Vec<Finding>) {
    let (Some(meta), Some(spec)) = (service.part("metadata"), service.part("spec")) else { return };
    let document = service.document();
    let find = |name: &str| meta.pairs("annotations").iter().find(|pair| document.key(pair) == name);
    let text = |pair: &Entry| document.str(pair.value).unwrap_or("");
    if let (Some(mode), Some(hints)) = (find(MODE), find(HINTS))
        && text(mode) != text(hints)
    {
        let finding = service.finding_at(mode.value, format!("`{}` is not what `{HINTS}` says", text(mode)));
        out.push(finding.help("Both annotations mean the same. Remove the older one.").related(Some(service.place(hints.value)), "the older one"));
    }
    if let Some(ranges) = find(RANGES).filter(|_| spec.is_empty("loadBalancerSourceRanges")) {
        out.extend(networks(service, &spec, ranges, text(ranges)));
    }
}

fn networks(service: &Part<'_>, spec: &Part<'_>, ranges: &Entry, text: &str) -> Option<Finding> {
    if matches!(spec.text("type"), "" | "ClusterIP" | "ExternalName" | "NodePort") {
        let finding = service.finding_at(ranges.key, "This annotation is for Services of type `LoadBalancer`");
        return Some(finding.help("The API server refuses it elsewhere. Remove it, or change the type."));
    }
    let wrong = text.trim().split(',').map(str::trim).find(|network| !ip::is_cidr(network) && !text.trim().is_empty())?;
    let finding = service.finding_at(ranges.value, format!("`{wrong}` is not an IP network"));
    Some(finding.help("Write networks such as `10.0.0.0/8`, with commas between; better in `spec.loadBalancerSourceRanges`."))
}
