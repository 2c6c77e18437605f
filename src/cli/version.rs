//! Findings about API versions, held against a release of Kubernetes that was asked for.

use crate::engine::rules::{deprecated_api, removed_api};
use crate::engine::schema::lifecycle::{KNOWN, Stage, TARGET, lifecycle};
use crate::protocol::{FileReport, Finding, ObjectRow, Severity};

/// `1.34`, `v1.34` or `1.34.2` → 34.
pub(super) fn minor(text: &str) -> Result<u8, String> {
    let rest = text.strip_prefix('v').unwrap_or(text).strip_prefix("1.");
    let minor = rest.and_then(|rest| rest.split('.').next()).and_then(|minor| minor.parse().ok());
    let known = || format!("a release from 1.{} to 1.{} is needed, such as 1.{TARGET}", KNOWN.start(), KNOWN.end());
    minor.filter(|minor| KNOWN.contains(minor)).ok_or_else(known)
}

/// Reword what the engine says about API versions for a release; what that release serves is no finding.
pub(super) fn hold_against(minor: u8, report: &mut FileReport) {
    if minor == TARGET {
        return;
    }
    let findings = std::mem::take(&mut report.findings);
    report.findings = findings.into_iter().filter_map(|finding| held(minor, finding, &report.objects)).collect();
}

fn held(minor: u8, finding: Finding, objects: &[ObjectRow]) -> Option<Finding> {
    if finding.rule != removed_api::RULE.id && finding.rule != deprecated_api::RULE.id {
        return Some(finding);
    }
    let holds = |row: &&ObjectRow| {
        Some(&row.key) == finding.object.as_ref() && (row.place.line..=row.place.end_line).contains(&finding.place.line)
    };
    let row = objects.iter().find(holds)?;
    let life = lifecycle(&row.api_version, &row.kind)?;
    let (rule, severity, (message, help)) = match life.stage(minor) {
        Stage::Served => return None,
        Stage::Deprecated => {
            (deprecated_api::RULE.id, Severity::Warning, deprecated_api::words(&row.api_version, &row.kind, &life))
        }
        Stage::Removed => {
            (removed_api::RULE.id, Severity::Error, removed_api::words(&row.api_version, &row.kind, &life))
        }
    };
    Some(Finding { rule: rule.to_owned(), severity, message, help, ..finding })
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn releases() {
        assert_eq!(["1.16", "v1.29", "1.34.2", "1.37"].map(minor), [Ok(16), Ok(29), Ok(34), Ok(37)]);
        ["", "1", "2.3", "1.15", "1.38", "1.99", "1.x", "v1"]
            .iter()
            .for_each(|text| assert!(minor(text).is_err(), "{text}"));
    }
}
