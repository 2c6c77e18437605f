//! Requests and limits as values.
//!
//! Source: `pkg/api/v1/resource` (`ExtractContainerResourceValue`): the amount over the divisor, rounded up; a limit
//! that is not set counts as what the node can give (`defaultPodLimitsForDownwardAPI`), a request as the limit
//! (`SetDefaults_Pod`), else as nothing.

use k8s_openapi::api::core::v1::Container;

use super::{Piece, Scene, Value};
use crate::engine::objects::value::quantity;
use crate::engine::yaml::Walk;

/// The value of a reference, and what is worth knowing about it.
pub(super) fn value(scene: &Scene<'_>, reference: &Walk<'_>) -> (Value, Vec<String>) {
    let wanted = reference.key("containerName").text();
    let named = scene.pods.containers().map(|c| c.container).find(|c| c.name == wanted);
    let container = if wanted.is_empty() { Some(scene.container.container) } else { named };
    let (list, resource) = reference.key("resource").text().split_once('.').unwrap_or_default();
    let divisor = match reference.key("divisor").text() {
        "" | "0" => "1",
        written => written,
    };
    match container.and_then(|c| amount(c, list, resource)) {
        Some(amount) => {
            let value = divided(&amount, divisor, resource).map(Value::text).unwrap_or_default();
            (value, vec![format!("{amount} in units of {divisor}, rounded up")])
        }
        None if list == "limits" => {
            let text = format!("{resource} that the node has to give");
            (
                Value(vec![Piece::Unsettled(text)]),
                vec![format!("no limit of {resource}, so the node's allocatable counts")],
            )
        }
        None => (Value::text("0"), vec![format!("no request of {resource}")]),
    }
}

fn amount(container: &Container, list: &str, resource: &str) -> Option<String> {
    let resources = container.resources.as_ref()?;
    let limit = resources.limits.as_ref().and_then(|l| l.get(resource));
    let request = resources.requests.as_ref().and_then(|r| r.get(resource));
    let found = if list == "requests" { request.or(limit) } else { limit };
    found.map(|q| q.0.clone())
}

/// CPU is counted in thousandths, everything else in whole units, before it is divided.
fn divided(amount: &str, divisor: &str, resource: &str) -> Option<String> {
    let unit = if resource == "cpu" { 1_000_000 } else { 1_000_000_000 };
    let counted = |text: &str| quantity::parse(text).map(|nano| up(nano, unit));
    let (amount, divisor) = (counted(amount)?, counted(divisor).filter(|d| *d > 0)?);
    Some(up(amount, divisor).to_string())
}

/// Division that rounds up.
fn up(amount: i128, by: i128) -> i128 {
    amount.div_euclid(by) + i128::from(amount.rem_euclid(by) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisors() {
        let cases = [
            ("250m", "1", "cpu", "1"),
            ("250m", "1m", "cpu", "250"),
            ("1500m", "1", "cpu", "2"),
            ("2", "1", "cpu", "2"),
            ("128Mi", "1Mi", "memory", "128"),
            ("128Mi", "1", "memory", "134217728"),
            ("100M", "1Mi", "memory", "96"),
            ("1Gi", "1Gi", "ephemeral-storage", "1"),
            ("1500Mi", "1Gi", "memory", "2"),
        ];
        for (amount, divisor, resource, want) in cases {
            assert_eq!(divided(amount, divisor, resource).as_deref(), Some(want), "{amount} / {divisor}");
        }
        assert_eq!(divided("x", "1", "cpu"), None);
    }
}
