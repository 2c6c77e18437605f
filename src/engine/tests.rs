//! Edits give what a whole analysis gives.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::service::{Service, reports};
use crate::protocol::{FileReport, FileText, Request, Response};

/// Documents that need, select, route to, guard and repeat one another.
const POOL: [&str; 25] = [
    "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {X: '1'}\n",
    "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {Y: '1'}\n",
    "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, namespace: other}\ndata: {X: '1'}\n",
    "kind: Secret\napiVersion: v1\nmetadata: {name: a}\nstringData: {X: '1'}\n",
    "kind: Pod\napiVersion: v1\nmetadata: {name: p, labels: {app: a, tier: t}}\nspec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}], envFrom: [{configMapRef: {name: a}}]}]}\n",
    "kind: Pod\napiVersion: v1\nmetadata: {name: q, labels: {app: b}}\nspec: {containers: [{name: c, image: i, env: [{name: K, valueFrom: {configMapKeyRef: {name: a, key: X}}}]}]}\n",
    "kind: Deployment\napiVersion: apps/v1\nmetadata: {name: d}\nspec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i, ports: [{name: web, containerPort: 81}]}]}}}\n",
    "kind: Service\napiVersion: v1\nmetadata: {name: s}\nspec: {selector: {app: a}, ports: [{port: 80, targetPort: http}]}\n",
    "kind: Service\napiVersion: v1\nmetadata: {name: s}\nspec: {selector: {app: a, tier: t}, ports: [{name: x, port: 81, targetPort: 80}]}\n",
    "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {name: i}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}]}\n",
    "kind: PodDisruptionBudget\napiVersion: policy/v1\nmetadata: {name: b}\nspec: {minAvailable: 1, selector: {matchLabels: {app: a}}}\n",
    "kind: HorizontalPodAutoscaler\napiVersion: autoscaling/v2\nmetadata: {name: h}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}\n",
    "kind: List\napiVersion: v1\nitems:\n- {kind: ConfigMap, apiVersion: v1, metadata: {name: a}}\n- {kind: Secret, apiVersion: v1, metadata: {name: a}, stringData: {X: '2'}}\n",
    "kind: Pod\n  broken: [\n",
    "# nothing\n",
    "kind: Service\napiVersion: v1\nmetadata: {name: lone}\nspec: {selector: {app: none}, ports: [{port: 80}]}\n",
    "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {S_HOST: s, S_PORT: '80', U: 'http://lone:81', V: 'http://s.other'}\n",
    "kind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {name: n}\nspec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {x: y}}, podSelector: {}}, {podSelector: {matchLabels: {app: a}}}]}]}\n",
    "kind: Namespace\napiVersion: v1\nmetadata: {name: default, labels: {x: y}}\n",
    "kind: RoleBinding\napiVersion: rbac.authorization.k8s.io/v1\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: default}]\n",
    "kind: List\napiVersion: v1\nitems:\n- {kind: Role, apiVersion: rbac.authorization.k8s.io/v1, metadata: {name: a}}\n- {kind: ServiceAccount, apiVersion: v1, metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: Secret, name: a, uid: u}]}, imagePullSecrets: [{name: a}]}\n",
    "# ünd 😀\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: ä, namespace: 😀}\ndata: {X: 'é'}\n",
    "kind: Secret\r\napiVersion: v1\r\nmetadata: {name: a}\r\nstringData: {X: 'ü'}\r\n",
    "{\"kind\": \"ConfigMap\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"é\"}} {\"kind\": \"Service\", \"apiVersion\": \"v1\", \"metadata\": {\"name\": \"t\"}, \"spec\": {\"selector\": {\"app\": \"a\"}, \"ports\": [{\"port\": 80}]}}\n",
    "{\"kind\": \"Secret\"} ",
];

const FILES: [&str; 3] = ["one.yaml", "two.yaml", "three.yaml"];

#[derive(Clone, Debug)]
enum Step {
    Edit(usize, Vec<usize>),
    Remove(usize),
    Open,
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::collection::vec(0..POOL.len(), 0..5);
    prop_oneof![
        8 => (0..FILES.len(), text).prop_map(|(file, documents)| Step::Edit(file, documents)),
        1 => (0..FILES.len()).prop_map(Step::Remove),
        1 => Just(Step::Open),
    ]
}

fn text(documents: &[usize]) -> String {
    documents.iter().map(|n| POOL[*n]).collect::<Vec<_>>().join("---\n")
}

/// What a page would know after these answers.
fn learn(known: &mut BTreeMap<String, FileReport>, responses: Vec<Response>) {
    for response in responses {
        if let Response::Report { files, whole, .. } = response {
            if whole {
                known.clear();
            }
            known.extend(files.into_iter().map(|report| (report.file.clone(), report)));
        }
    }
}

fn play(steps: &[Step]) {
    let (mut service, mut known) = (Service::default(), BTreeMap::new());
    let mut files: Vec<FileText> = Vec::new();
    for (revision, step) in steps.iter().enumerate() {
        let revision = revision as u64;
        let request = match step {
            Step::Edit(file, documents) => {
                let file = FileText { name: FILES[*file].to_owned(), text: text(documents) };
                match files.iter_mut().find(|f| f.name == file.name) {
                    Some(slot) => *slot = file.clone(),
                    None => files.push(file.clone()),
                }
                Request::Edit { revision, file }
            }
            Step::Remove(file) => {
                files.retain(|f| f.name != FILES[*file]);
                known.remove(FILES[*file]);
                Request::Remove { revision, name: FILES[*file].to_owned() }
            }
            Step::Open => Request::Open { revision, files: files.clone() },
        };
        learn(&mut known, service.handle(request));
        let whole: BTreeMap<String, FileReport> =
            reports(&files).into_iter().map(|report| (report.file.clone(), report)).collect();
        assert_eq!(known, whole, "after {step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn edits_give_what_a_whole_analysis_gives(steps in prop::collection::vec(step(), 1..12)) {
        play(&steps);
    }
}
