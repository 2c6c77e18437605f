//! Whole objects to begin with: every field that is required, and what nearly everybody writes.

use crate::protocol::assist::{CompletionItem, Stretch};

/// What is to be replaced by a name: selected at each place.
const NAME: &str = "my-app";

/// Kind, API version, and what comes behind the metadata; a line that is only `POD` is the containers of a pod.
static ROWS: [(&str, &str, &str); 18] = [
    (
        "Deployment",
        "apps/v1",
        "spec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: my-app\n  template:\n    metadata:\n      labels:\n        app: my-app\n    spec:\nPOD",
    ),
    (
        "Service",
        "v1",
        "spec:\n  selector:\n    app: my-app\n  ports:\n    - name: http\n      port: 80\n      targetPort: 8080\n",
    ),
    ("ConfigMap", "v1", "data:\n  KEY: value\n"),
    ("Secret", "v1", "type: Opaque\nstringData:\n  KEY: value\n"),
    (
        "Ingress",
        "networking.k8s.io/v1",
        "spec:\n  rules:\n    - host: my-app.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: my-app\n                port:\n                  number: 80\n",
    ),
    (
        "StatefulSet",
        "apps/v1",
        "spec:\n  serviceName: my-app\n  replicas: 1\n  selector:\n    matchLabels:\n      app: my-app\n  template:\n    metadata:\n      labels:\n        app: my-app\n    spec:\nPOD  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes:\n          - ReadWriteOnce\n        resources:\n          requests:\n            storage: 1Gi\n",
    ),
    (
        "DaemonSet",
        "apps/v1",
        "spec:\n  selector:\n    matchLabels:\n      app: my-app\n  template:\n    metadata:\n      labels:\n        app: my-app\n    spec:\nPOD",
    ),
    ("Job", "batch/v1", "spec:\n  template:\n    spec:\n      restartPolicy: Never\nPOD"),
    (
        "CronJob",
        "batch/v1",
        "spec:\n  schedule: \"0 3 * * *\"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: my-app\n              image: my-app:1.0.0\n",
    ),
    ("Pod", "v1", "spec:\n  containers:\n    - name: my-app\n      image: my-app:1.0.0\n"),
    (
        "PersistentVolumeClaim",
        "v1",
        "spec:\n  accessModes:\n    - ReadWriteOnce\n  resources:\n    requests:\n      storage: 1Gi\n",
    ),
    ("ServiceAccount", "v1", ""),
    (
        "Role",
        "rbac.authorization.k8s.io/v1",
        "rules:\n  - apiGroups: [\"\"]\n    resources: [pods]\n    verbs: [get, list, watch]\n",
    ),
    (
        "RoleBinding",
        "rbac.authorization.k8s.io/v1",
        "roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: my-app\nsubjects:\n  - kind: ServiceAccount\n    name: my-app\n",
    ),
    (
        "HorizontalPodAutoscaler",
        "autoscaling/v2",
        "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: my-app\n  minReplicas: 2\n  maxReplicas: 5\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: 80\n",
    ),
    (
        "PodDisruptionBudget",
        "policy/v1",
        "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: my-app\n",
    ),
    (
        "NetworkPolicy",
        "networking.k8s.io/v1",
        "spec:\n  podSelector:\n    matchLabels:\n      app: my-app\n  policyTypes:\n    - Ingress\n  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n              app: my-app\n",
    ),
    ("Namespace", "v1", ""),
];

const POD: &str = "      containers:\n        - name: my-app\n          image: my-app:1.0.0\n";

/// The objects that a document can begin with.
pub(super) fn skeletons() -> Vec<CompletionItem> {
    ROWS.iter().map(|(kind, version, rest)| skeleton(kind, version, rest)).collect()
}

fn skeleton(kind: &str, version: &str, rest: &str) -> CompletionItem {
    let rest = rest.replace("POD", POD);
    let insert = format!("apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {NAME}\n{rest}");
    let selected = insert.match_indices(NAME).filter_map(|(at, _)| {
        let start = u32::try_from(at).ok()?;
        Some(Stretch { start, end: start + NAME.len() as u32 })
    });
    CompletionItem {
        label: kind.to_owned(),
        selected: selected.collect(),
        detail: format!("a new {kind}"),
        kind: "snippet".to_owned(),
        insert,
        ..CompletionItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::findings;

    #[test]
    fn skeletons_are_taken_as_they_are() {
        for item in skeletons() {
            let errors: Vec<_> =
                findings(&item.insert).into_iter().filter(|f| f.severity == crate::protocol::Severity::Error).collect();
            assert_eq!(errors, [], "{}", item.insert);
            for stretch in &item.selected {
                assert_eq!(&item.insert[stretch.start as usize..stretch.end as usize], NAME);
            }
        }
    }
}
