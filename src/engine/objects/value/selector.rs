//! Label selectors.
//!
//! Source: `k8s.io/apimachinery/pkg/apis/meta/v1` (`LabelSelectorAsSelector`) and `pkg/labels`.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use crate::engine::yaml::Walk;

/// The labels of a pod.
pub type Labels = BTreeMap<String, String>;

/// Whether all pairs are among the labels (a Service's selector, and `matchLabels`).
#[must_use]
pub fn pairs_match(pairs: &Labels, labels: &Labels) -> bool {
    pairs.iter().all(|(key, value)| labels.get(key) == Some(value))
}

/// Whether a selector matches: pairs and expressions, all of them. An empty selector matches everything.
#[must_use]
pub fn matches(selector: &LabelSelector, labels: &Labels) -> bool {
    let pairs = selector.match_labels.as_ref().is_none_or(|pairs| pairs_match(pairs, labels));
    pairs
        && selector.match_expressions.iter().flatten().all(|e| {
            let value = labels.get(&e.key);
            let listed = value.is_some_and(|v| e.values.iter().flatten().any(|l| l == v));
            match e.operator.as_str() {
                "In" => listed,
                // A missing key satisfies NotIn.
                "NotIn" => !listed,
                "Exists" => value.is_some(),
                "DoesNotExist" => value.is_none(),
                _ => false,
            }
        })
}

/// A selector as it is written.
#[must_use]
pub fn read(at: &Walk<'_>) -> LabelSelector {
    let pairs = at.key("matchLabels");
    let pair = |key: &str| (key.to_owned(), pairs.key(key.to_owned()).text().to_owned());
    let expression = |e: Walk<'_>| LabelSelectorRequirement {
        key: e.key("key").text().to_owned(),
        operator: e.key("operator").text().to_owned(),
        values: Some(e.key("values").items().iter().map(|v| v.text().to_owned()).collect()),
    };
    LabelSelector {
        match_labels: Some(pairs.keys().into_iter().map(pair).collect()),
        match_expressions: Some(at.key("matchExpressions").items().into_iter().map(expression).collect()),
    }
}

/// Whether it selects by nothing at all.
#[must_use]
pub fn is_empty(selector: &LabelSelector) -> bool {
    selector.match_labels.as_ref().is_none_or(BTreeMap::is_empty)
        && selector.match_expressions.as_ref().is_none_or(Vec::is_empty)
}

/// `app=web,tier=front`.
#[must_use]
pub fn text(pairs: &Labels) -> String {
    pairs.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let labels: Labels = [("app".to_owned(), "web".to_owned())].into();
        let cases = [
            ("app", "In", vec!["web", "api"], true),
            ("app", "In", vec!["api"], false),
            ("app", "NotIn", vec!["web"], false),
            ("tier", "NotIn", vec!["x"], true),
            ("app", "Exists", vec![], true),
            ("tier", "DoesNotExist", vec![], true),
            ("app", "Bogus", vec![], false),
        ];
        for (key, operator, values, want) in cases {
            let requirement = LabelSelectorRequirement {
                key: key.into(),
                operator: operator.into(),
                values: Some(values.into_iter().map(Into::into).collect()),
            };
            let selector = LabelSelector { match_expressions: Some(vec![requirement]), ..Default::default() };
            assert_eq!(matches(&selector, &labels), want, "{key} {operator}");
        }
    }
}
