//! What pods tolerate of their nodes, and for how long.
//!
//! Sources: `k8s.io/component-helpers/scheduling/corev1` (`Toleration.ToleratesTaint`),
//! `plugin/pkg/admission/defaulttolerationseconds` (`Admit`), `pkg/controller/tainteviction`
//! (`getMinTolerationTime`), `pkg/controller/daemon/util` (`AddOrUpdateDaemonPodTolerations`).

use crate::engine::yaml::Walk;

/// Seconds that a pod stays on a node that does not answer, unless it says otherwise.
const USUAL: i64 = 300;
/// The taint of a node that does not answer.
const KEY: &str = "node.kubernetes.io/unreachable";

/// Whether one of a pod's tolerations is of this taint.
#[must_use]
pub fn tolerates(one: &Walk<'_>, key: &str, value: &str, effect: &str) -> bool {
    let (wanted, operator) = (one.key("key").text(), one.key("operator").text());
    let same_effect = matches!(one.key("effect").text(), "") || one.key("effect").text() == effect;
    let same_key = wanted == key || (wanted.is_empty() && operator == "Exists");
    same_effect && same_key && (operator == "Exists" || one.key("value").text() == value)
}

/// Seconds from the taint of a node that does not answer until its pod is told to go; none if it stays.
#[must_use]
pub fn stays(spec: &Walk<'_>, daemon: bool) -> Option<i64> {
    if daemon {
        return None;
    }
    let all = spec.key("tolerations").items();
    let effect = |one: &Walk<'_>| matches!(one.key("effect").text(), "" | "NoExecute");
    let about = |one: &&Walk<'_>| matches!(one.key("key").text(), "" | KEY) && effect(one);
    // The admission asks for key and effect only, and adds its own where neither fits.
    if !all.iter().any(|one| about(&one)) {
        return Some(USUAL);
    }
    match all.iter().find(|one| tolerates(one, KEY, "", "NoExecute")) {
        Some(one) => one.key("tolerationSeconds").int().map(|seconds| seconds.max(0)),
        None => Some(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::yaml::Document;

    #[test]
    fn a_node_that_does_not_answer() {
        let of = |text: &str, daemon| {
            let document = Document::parse(text);
            stays(&Walk::new(&document, document.root().expect("a root")), daemon)
        };
        let unreachable = "key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute";
        let with = |text: &str| format!("tolerations: [{{{text}}}]");
        let cases = [
            ("containers: []".to_owned(), Some(300)),
            (with("key: gpu, operator: Exists"), Some(300)),
            (with(&format!("{unreachable}, tolerationSeconds: 20")), Some(20)),
            (with(&format!("{unreachable}, tolerationSeconds: -1")), Some(0)),
            (with(unreachable), None),
            // Everything is tolerated, for good.
            (with("operator: Exists"), None),
            // Another taint of the same key: nothing is added, and nothing holds it.
            (with("key: node.kubernetes.io/unreachable, value: 'yes'"), Some(0)),
            // Only kept from new pods, not from running ones.
            (with("key: node.kubernetes.io/unreachable, operator: Exists, effect: NoSchedule"), Some(300)),
        ];
        for (text, seconds) in cases {
            assert_eq!(of(&text, false), seconds, "{text}");
        }
        assert_eq!(of("containers: []", true), None);
    }
}
