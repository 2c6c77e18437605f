//! See the rule's own documentation.

use crate::engine::finding::{Finding, ObjectView};
use crate::engine::objects::Typed;
use crate::engine::workspace::ObjectIndex;
use crate::engine::yaml::{Part, Route};
use crate::route;

super::rule! {
    /// Two Ingress rules are for the same host and path.
    ///
    /// ## Why it matters
    /// A request can go to one backend only. Which of the two it is, the controller decides: often the older
    /// Ingress, and with some controllers the whole Ingress is left out.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   rules:
    ///     - host: shop.example.com
    ///       http:
    ///         paths:
    ///           - path: /api
    ///             pathType: Prefix
    ///             backend:
    ///               resource: {apiGroup: example.com, kind: Bucket, name: a}
    ///           - path: /api
    ///             pathType: Prefix
    ///             backend:
    ///               resource: {apiGroup: example.com, kind: Bucket, name: b}
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata:
    ///   name: shop
    /// spec:
    ///   rules:
    ///     - host: shop.example.com
    ///       http:
    ///         paths:
    ///           - path: /api
    ///             pathType: Prefix
    ///             backend:
    ///               resource: {apiGroup: example.com, kind: Bucket, name: a}
    ///           - path: /files
    ///             pathType: Prefix
    ///             backend:
    ///               resource: {apiGroup: example.com, kind: Bucket, name: b}
    /// ```
    ///
    /// ## References
    /// - Kubernetes documentation, "Ingress", section "Multiple matches"
    "ingress-path-twice", Warning, Object(check)
}

/// Host, path and type of path.
type Rule = (String, String, String);

fn check(view: &ObjectView<'_>, out: &mut Vec<Finding>) {
    let mine = rules(view);
    if mine.is_empty() {
        return;
    }
    let id = &view.object().id;
    let before = |index: &ObjectIndex| *index != view.index && view.objects.is_before(*index, view.index);
    let others = view.objects.of_kind(&id.group, &id.kind, id.namespace.as_deref());
    let others: Vec<_> = others.into_iter().filter(before).filter_map(|index| view.other(index)).filter(|other| other.object().id != *id && class(other) == class(view)).map(|other| (other, rules(&other))).collect();
    for (n, (rule, at)) in mine.iter().enumerate() {
        let own = mine.iter().take(n).find(|(other, _)| other == rule).map(|(_, at)| view.place(at, Part::Value));
        let theirs = || others.iter().find_map(|(other, rules)| rules.iter().find(|(r, _)| r == rule).map(|(_, at)| other.place(at, Part::Value)));
        if let Some(place) = own.or_else(theirs) {
            let host = if rule.0.is_empty() { "every host" } else { &rule.0 };
            let finding = view.finding(at, format!("`{}` of {host} has a rule already", rule.1));
            out.push(finding.help("Only one of the two can have the request. Remove one, or tell them apart by path, host or Ingress class.").related(Some(place), "the first one"));
        }
    }
}

fn rules(view: &ObjectView<'_>) -> Vec<(Rule, Route)> {
    let Typed::Ingress(ingress) = &view.object().typed else { return Vec::new() };
    // Some controllers send a share of the requests to a second Ingress that says so.
    let is_canary = |key: &String| key.ends_with("/canary") || key.contains("canary-");
    if ingress.metadata.annotations.iter().flatten().any(|(key, _)| is_canary(key)) {
        return Vec::new();
    }
    let rules = ingress.spec.iter().flat_map(|spec| spec.rules.iter().flatten()).enumerate();
    let paths = rules.flat_map(|(r, rule)| rule.http.iter().flat_map(|http| &http.paths).enumerate().map(move |(p, path)| (r, rule, p, path)));
    paths
        .map(|(r, rule, p, path)| {
            let texts = (rule.host.clone().unwrap_or_default(), path.path.clone().unwrap_or_default(), path.path_type.clone());
            (texts, route!["spec", "rules", r, "http", "paths", p, "path"])
        })
        .collect()
}

fn class<'a>(view: &ObjectView<'a>) -> Option<&'a str> {
    let Typed::Ingress(ingress) = &view.object().typed else { return None };
    let annotation = || ingress.metadata.annotations.as_ref()?.get("kubernetes.io/ingress.class").map(String::as_str);
    ingress.spec.as_ref().and_then(|spec| spec.ingress_class_name.as_deref()).or_else(annotation)
}
