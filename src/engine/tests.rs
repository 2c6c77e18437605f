//! Edits give what a whole analysis gives.

use proptest::prelude::*;
use proptest::sample::Index;

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

/// What stands between documents; some have as many bytes and not as many characters.
const BETWEEN: [&str; 5] = ["---\n", "---\n", "--- # é\n", "--- # ee\n", "---\n\n---\n"];

#[derive(Clone, Debug)]
enum Step {
    /// A file, its documents, what stands before each.
    Edit(usize, Vec<(usize, usize)>),
    /// One document of a file is another one now, or what stands before it is.
    Change(usize, Index, Option<usize>, Option<usize>),
    /// Whether a file begins with a byte order mark.
    Mark(usize, bool),
    Remove(usize),
    Open,
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0..FILES.len();
    let text = prop::collection::vec((0..POOL.len(), 0..BETWEEN.len()), 0..6);
    let one = (prop::option::of(0..POOL.len()), prop::option::of(0..BETWEEN.len()));
    prop_oneof![
        6 => (file.clone(), text).prop_map(|(file, documents)| Step::Edit(file, documents)),
        6 => (file.clone(), any::<Index>(), one).prop_map(|(file, at, one)| Step::Change(file, at, one.0, one.1)),
        1 => (file.clone(), any::<bool>()).prop_map(|(file, mark)| Step::Mark(file, mark)),
        1 => file.prop_map(Step::Remove),
        1 => Just(Step::Open),
    ]
}

/// A file while it is written.
#[derive(Clone, Debug, Default)]
struct Draft {
    mark: bool,
    documents: Vec<(usize, usize)>,
}

impl Draft {
    fn text(&self) -> String {
        let mut text = String::from(if self.mark { "\u{feff}" } else { "" });
        for (n, (document, between)) in self.documents.iter().enumerate() {
            text.push_str(if n == 0 && *between < 2 { "" } else { BETWEEN[*between] });
            text.push_str(POOL[*document]);
        }
        text
    }

    fn change(&mut self, step: &Step) {
        match step {
            Step::Edit(_, documents) => self.documents.clone_from(documents),
            Step::Change(_, at, document, between) if !self.documents.is_empty() => {
                let at = at.index(self.documents.len());
                let old = self.documents[at];
                self.documents[at] = (document.unwrap_or(old.0), between.unwrap_or(old.1));
            }
            Step::Mark(_, mark) => self.mark = *mark,
            _ => {}
        }
    }
}

/// What a page knows after an answer.
fn learn(known: &mut Vec<FileReport>, response: Option<Response>) {
    let Some(Response::Report { patches, whole, .. }) = response else { return };
    if whole {
        known.clear();
    }
    for patch in patches {
        let said = format!("{patch:?}");
        assert!(patch.apply(known), "{said} of {known:#?}");
    }
}

/// All that is said of a file, document by document, as one report.
fn together(known: &[FileReport], name: &str) -> FileReport {
    let mut all = FileReport { file: name.to_owned(), ..FileReport::default() };
    for report in known.iter().filter(|report| report.file == name).cloned() {
        all.findings.extend(report.findings);
        all.objects.extend(report.objects);
        all.probes.extend(report.probes);
        all.wires.extend(report.wires);
        all.notes.extend(report.notes);
    }
    all
}

#[test]
fn an_edit_tells_of_what_it_concerns() {
    let mut service = Service::default();
    let config = |n: usize| format!("kind: ConfigMap\napiVersion: v1\nmetadata: {{name: a-{n}}}\ndata: {{X: '1'}}\n");
    let text = |first: &str| FileText {
        name: "many.yaml".into(),
        text: std::iter::once(first.to_owned()).chain((0..100).map(config)).collect::<Vec<_>>().join("---\n"),
    };
    let mut known = Vec::new();
    learn(&mut known, service.handle(Request::Open { revision: 1, files: vec![text("# one\n")] }));
    assert_eq!(known.len(), 101);
    let edited = text("# one\n# more\n");
    let answer = service.handle(Request::Edit { revision: 2, file: edited.clone() });
    let Some(Response::Report { whole: false, patches, .. }) = &answer else { panic!("{answer:?}") };
    assert_eq!(patches.iter().map(|patch| patch.documents.len()).sum::<usize>(), 1, "{patches:?}");
    learn(&mut known, answer);
    assert_eq!(vec![together(&known, "many.yaml")], reports(&[edited]));
}

fn play(steps: &[Step]) {
    let (mut service, mut known) = (Service::default(), Vec::new());
    let mut drafts: Vec<Draft> = vec![Draft::default(); FILES.len()];
    let mut files: Vec<FileText> = Vec::new();
    for (revision, step) in steps.iter().enumerate() {
        let revision = revision as u64;
        let request = match step {
            Step::Edit(n, _) | Step::Change(n, ..) | Step::Mark(n, _) => {
                drafts[*n].change(step);
                let file = FileText { name: FILES[*n].to_owned(), text: drafts[*n].text() };
                match files.iter_mut().find(|f| f.name == file.name) {
                    Some(slot) => *slot = file.clone(),
                    None => files.push(file.clone()),
                }
                Request::Edit { revision, file }
            }
            Step::Remove(n) => {
                files.retain(|f| f.name != FILES[*n]);
                known.retain(|report: &FileReport| report.file != FILES[*n]);
                Request::Remove { revision, name: FILES[*n].to_owned() }
            }
            Step::Open => Request::Open { revision, files: files.clone() },
        };
        learn(&mut known, service.handle(request));
        let seen: Vec<FileReport> = files.iter().map(|file| together(&known, &file.name)).collect();
        assert_eq!(seen, reports(&files), "after {step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn edits_give_what_a_whole_analysis_gives(steps in prop::collection::vec(step(), 1..12)) {
        play(&steps);
    }
}
