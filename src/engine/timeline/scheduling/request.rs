//! What a pod asks for as a whole.
//!
//! Source: `k8s.io/component-helpers/resource` (`PodRequests`, `AggregateContainerRequests`).

use std::collections::BTreeMap;

use crate::engine::objects::value::quantity::milli;
use crate::engine::yaml::Walk;

/// Thousandths of each resource.
pub type Amounts = BTreeMap<String, i64>;

/// All containers and sidecars together, or the most that they and an init container need at its time, whichever is
/// more; and what the pod's runtime adds.
#[must_use]
pub fn of_pod(spec: &Walk<'_>) -> Amounts {
    let mut running = Amounts::new();
    spec.key("containers").items().iter().for_each(|c| add(&mut running, &of_container(c)));
    let (mut sidecars, mut most) = (Amounts::new(), Amounts::new());
    for container in spec.key("initContainers").items() {
        let own = of_container(&container);
        let mut now = sidecars.clone();
        add(&mut now, &own);
        if container.key("restartPolicy").text() == "Always" {
            sidecars.clone_from(&now);
        }
        raise(&mut most, &now);
    }
    add(&mut running, &sidecars);
    raise(&mut running, &most);
    // What is written for the pod as a whole counts instead (`PodLevelResources`).
    for (name, amount) in of_container(spec) {
        running.insert(name, amount);
    }
    add(&mut running, &amounts(&spec.key("overhead")));
    running
}

/// Requests; where one is missing, the limit stands for it (`SetDefaults_Pod`).
fn of_container(container: &Walk<'_>) -> Amounts {
    let mut out = amounts(&container.path("resources.limits"));
    out.extend(amounts(&container.path("resources.requests")));
    out
}

fn amounts(list: &Walk<'_>) -> Amounts {
    let amount = |name: &str| i64::try_from(milli(list.key(name.to_owned()).text())?).ok();
    list.keys().into_iter().filter_map(|name| Some((name.to_owned(), amount(name)?.max(0)))).collect()
}

fn add(to: &mut Amounts, more: &Amounts) {
    for (name, amount) in more {
        let sum = to.entry(name.clone()).or_default();
        *sum = sum.saturating_add(*amount);
    }
}

fn raise(to: &mut Amounts, least: &Amounts) {
    for (name, amount) in least {
        let value = to.entry(name.clone()).or_default();
        *value = (*value).max(*amount);
    }
}
