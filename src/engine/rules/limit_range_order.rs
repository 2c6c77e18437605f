//! See the rule's own documentation.

use crate::engine::finding::Finding;
use crate::engine::part::Part;
use crate::engine::objects::value::{name, quantity, resource};
use crate::engine::yaml::NodeId;

super::rule! {
    /// The limits of a LimitRange contradict each other.
    ///
    /// ## Why it matters
    /// What is given by default must lie between the least and the most that is allowed, a request not above its
    /// limit. An absent default is the maximum, and an absent default request the default. The API server refuses
    /// the object.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: LimitRange
    /// metadata:
    ///   name: sizes
    /// spec:
    ///   limits:
    ///     - type: Container
    ///       max: {memory: 512Mi}
    ///       default: {memory: 1Gi}
    ///       defaultRequest: {memory: 256Mi}
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: LimitRange
    /// metadata:
    ///   name: sizes
    /// spec:
    ///   limits:
    ///     - type: Container
    ///       max: {memory: 1Gi}
    ///       default: {memory: 512Mi}
    ///       defaultRequest: {memory: 256Mi}
    /// ```
    ///
    /// ## References
    /// - `pkg/apis/core/validation`: `ValidateLimitRange`
    /// - `pkg/apis/core/v1/defaults.go`: `SetDefaults_LimitRangeItem`
    "limit-range-order", Error, Part(&["LimitRangeItem"], check)
}

/// Lower, higher, and which of them the server names.
const ORDER: [(&str, &str, &str); 6] = [
    ("min", "max", "min"),
    ("min", "defaultRequest", "defaultRequest"),
    ("defaultRequest", "max", "defaultRequest"),
    ("defaultRequest", "default", "defaultRequest"),
    ("min", "default", "default"),
    ("default", "max", "default"),
];

fn check(item: &Part<'_>, out: &mut Vec<Finding>) {
    let ty = item.text("type");
    let is_full = ty.contains('/') && name::is_qualified_name(ty);
    if !is_full && !["", "Container", "PersistentVolumeClaim", "Pod"].contains(&ty) {
        let finding = item.finding("type", format!("`{ty}` is nothing that has limits"));
        out.push(finding.help("The API server takes `Container`, `Pod` and `PersistentVolumeClaim`."));
    }
    if ty == "PersistentVolumeClaim" && !item.is_doubtful() && ["min", "max"].iter().all(|f| written(item, f, "storage").is_none()) {
        let finding = item.finding_here("Neither `min.storage` nor `max.storage` is given");
        out.push(finding.help("Limits for claims are about storage; the API server refuses others."));
    }
    let mut seen: Vec<&str> = Vec::new();
    out.extend(FIELDS.iter().flat_map(|field| item.pairs(field)).filter_map(|pair| unknown(item, pair.key)));
    for pair in FIELDS.iter().flat_map(|field| item.pairs(field)) {
        let resource = item.document().key(pair);
        if !seen.contains(&resource) {
            seen.push(resource);
            out.extend(order(item, resource).or_else(|| ratio(item, resource)).or_else(|| shared(item, resource)));
        }
    }
}

const FIELDS: [&str; 5] = ["min", "max", "default", "defaultRequest", "maxLimitRequestRatio"];

/// The key of an amount is nothing that such limits can be about (`validateLimitRangeResourceName`).
fn unknown(item: &Part<'_>, key: NodeId) -> Option<Finding> {
    let name = &*item.document().scalar(key)?.text;
    let (fits, words) = match item.text("type") {
        "Container" | "Pod" => (resource::is_for_containers(name), "`cpu`, `memory`, `ephemeral-storage`, `hugepages-<size>`"),
        _ => (resource::is_known(name), "`storage` and other resources of its own"),
    };
    let help = || format!("The API server takes {words}, and names with a DNS name before a `/`.");
    (!fits).then(|| item.finding_at(key, format!("`{name}` is nothing that has limits here")).help(help()))
}

/// The first pair that is the wrong way round.
fn order(item: &Part<'_>, resource: &str) -> Option<Finding> {
    ORDER.into_iter().find_map(|(low, high, named)| {
        let (least, most) = (amount(item, low, resource)?, amount(item, high, resource)?);
        if least.0 <= most.0 {
            return None;
        }
        // What is not written itself comes from the other.
        let other = if named == low { high } else { low };
        let field = if written(item, named, resource).is_some() { named } else { other };
        let node = written(item, field, resource)?.1;
        let other = if field == high { least.1 } else { most.1 };
        let finding = item.finding_at(node, format!("The {resource} in `{low}` is more than in `{high}`"));
        Some(finding.help("The API server refuses it. A default that is absent counts, too: it is the `max`, and the default request the `default`.").related((other != node).then(|| item.place(other)), "the other amount"))
    })
}

fn ratio(item: &Part<'_>, resource: &str) -> Option<Finding> {
    const ONE: i128 = 1_000_000_000;
    let (value, node) = written(item, "maxLimitRequestRatio", resource)?;
    let refuse = |message: String| Some(item.finding_at(node, message).help("The API server refuses the object."));
    if value < ONE {
        return refuse(format!("A limit cannot be less than its request: the ratio of {resource} must be at least 1"));
    }
    let (least, most) = (written(item, "min", resource)?.0, written(item, "max", resource)?.0);
    let largest = value.checked_mul(least).filter(|_| least > 0)? / ONE;
    if largest <= most {
        return None;
    }
    refuse(format!("No container can have this ratio of {resource}: `max` is less than so many times `min`"))
}

/// What cannot be shared is requested as far as it is limited (`IsOvercommitAllowed`).
fn shared(item: &Part<'_>, resource: &str) -> Option<Finding> {
    let own = resource.split_once('/').is_some_and(|(domain, _)| !domain.ends_with("kubernetes.io"));
    let (request, limit) = (amount(item, "defaultRequest", resource)?, amount(item, "default", resource)?);
    if !(own || resource.starts_with("hugepages-")) || request.0 == limit.0 || item.text("type") == "Pod" {
        return None;
    }
    let finding = item.finding_at(request.1, format!("The {resource} in `defaultRequest` is not that in `default`"));
    Some(finding.help("It cannot be given to two containers, so that the request must equal the limit. The API server refuses others.").related((limit.1 != request.1).then(|| item.place(limit.1)), "the limit"))
}

/// An amount with its default, and where it is written.
fn amount(item: &Part<'_>, field: &str, resource: &str) -> Option<(i128, NodeId)> {
    let default = match (item.text("type"), field) {
        ("Container", "default") => &["max"][..],
        ("Container", "defaultRequest") => &["default", "max", "min"][..],
        _ => &[],
    };
    std::iter::once(&field).chain(default).find_map(|field| written(item, field, resource))
}

fn written(item: &Part<'_>, field: &str, resource: &str) -> Option<(i128, NodeId)> {
    let document = item.document();
    let pair = item.pairs(field).iter().find(|pair| document.key(pair) == resource)?;
    let scalar = document.scalar(pair.value)?;
    let amount = if scalar.is_null() { Some(0) } else { quantity::parse(&scalar.text) };
    Some((amount?, pair.value))
}

#[cfg(test)]
mod tests {
    use crate::engine::testing::object;

    #[test]
    fn the_one_that_the_server_names() {
        let of = |item: &str, wanted: &[&str]| {
            let head = "apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: [{type: Container";
            object(&format!("{head}, {item}}}]}}"), wanted);
        };
        of("min: {cpu: 3}, max: {cpu: 2}", &["limit-range-order: 3"]);
        of("min: {cpu: 1}, max: {cpu: 3}, default: {cpu: 4}, defaultRequest: {cpu: 2}", &["limit-range-order: 4"]);
        of("defaultRequest: {cpu: 3}, default: {cpu: 2}", &["limit-range-order: 3"]);
        of("min: {cpu: 2}, default: {cpu: 1}, defaultRequest: {cpu: 1}", &["limit-range-order: 1"]);
    }
}
