//! Documents and what the API has against them.

use super::*;
use crate::engine::yaml::{Document, split};

/// What is wrong with a document, as `path: kind`.
fn problems(text: &str) -> Vec<String> {
    let document = Document::parse(text);
    assert_eq!(document.problems, [], "{text}");
    let root = document.root().expect("a root");
    let word = |key| document.get(root, key).and_then(|n| document.str(n)).unwrap_or_default();
    let info = kind(word("apiVersion"), word("kind")).unwrap_or_else(|| panic!("a known kind: {text}"));
    check(&document, root, &info).problems.iter().map(|p| format!("{}: {}", p.path, describe(&p.kind))).collect()
}

fn describe(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::UnknownField { type_name, nearest, belongs, .. } => {
            let nearest = nearest.map_or(String::new(), |n| format!(" ~{n}"));
            let belongs = belongs.as_ref().map_or(String::new(), |b| format!(" @{b}"));
            format!("unknown in {type_name}{nearest}{belongs}")
        }
        ProblemKind::WrongType { field, expected, found } => format!("{field} is {found}, not {expected:?}"),
        ProblemKind::MissingField { field, .. } => format!("lacks {field}"),
        ProblemKind::OutOfRange { bits, .. } => format!("exceeds {bits} bits"),
        ProblemKind::BadQuantity { .. } => "quantity".into(),
        ProblemKind::BadBase64 { .. } => "base64".into(),
        ProblemKind::BadTime { .. } => "time".into(),
    }
}

fn pod(container: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - {{name: a, {container}}}\n")
}

/// The problems of a container, without the way to it.
fn in_container(text: &str) -> Vec<String> {
    problems(&pod(text)).iter().map(|p| p.replace("spec.containers[0].", "")).collect()
}

#[test]
fn types_as_the_decoder_reads_them() {
    let cases: &[(&str, &[&str])] = &[
        ("image: x", &[]),
        ("image: 5", &["image: image is a number, not String"]),
        ("image: {a: b}", &["image: image is a mapping, not String"]),
        ("args: [a, 5, null]", &["args[1]: args is a number, not String"]),
        ("env: [{name: A, value: yes}]", &["env[0].value: value is a boolean, not String"]),
        ("env: [{name: A, value: null}]", &[]),
        ("tty: 'true'", &["tty: tty is a string, not Boolean"]),
        ("tty: on", &[]),
        ("ports: [{containerPort: '80'}]", &["ports[0].containerPort: containerPort is a string, not Integer"]),
        ("ports: [{containerPort: 80.0}]", &[]),
        (
            "ports: [{containerPort: 80.5}]",
            &["ports[0].containerPort: containerPort is a number with a fraction, not Integer"],
        ),
        ("ports: [{containerPort: 3000000000}]", &["ports[0].containerPort: exceeds 32 bits"]),
        ("ports: [{containerPort: 3e9}]", &["ports[0].containerPort: exceeds 32 bits"]),
        ("ports: {containerPort: 80}", &["ports: ports is a mapping, not List"]),
        ("resources: [cpu]", &["resources: resources is a list, not Mapping"]),
        ("resources: {limits: {cpu: 1, memory: 1.5, a: 2Gi, b: null, c: ' 5m '}}", &[]),
        ("resources: {limits: {memory: 1GB}}", &["resources.limits.memory: quantity"]),
        ("resources: {limits: {memory: true}}", &["resources.limits.memory: memory is a boolean, not Quantity"]),
        ("livenessProbe: {httpGet: {port: http}}", &[]),
        ("livenessProbe: {httpGet: {port: 80}}", &[]),
        ("livenessProbe: {httpGet: {port: 5000000000}}", &["livenessProbe.httpGet.port: exceeds 32 bits"]),
        (
            "livenessProbe: {tcpSocket: {port: true}}",
            &["livenessProbe.tcpSocket.port: port is a boolean, not IntOrString"],
        ),
        (
            "livenessProbe: {httpGet: {port: 1.5}}",
            &["livenessProbe.httpGet.port: port is a number with a fraction, not IntOrString"],
        ),
        ("securityContext: {runAsUser: 9223372036854775807}", &[]),
        ("securityContext: {runAsUser: 9223372036854775808}", &["securityContext.runAsUser: exceeds 64 bits"]),
    ];
    for (text, want) in cases {
        assert_eq!(&in_container(text), want, "{text}");
    }
}

#[test]
fn unknown_fields_and_where_they_belong() {
    let cases: &[(&str, &[&str])] = &[
        ("livenesProbe: {}", &["livenesProbe: unknown in Container ~livenessProbe"]),
        ("imagePullpolicy: Never", &["imagePullpolicy: unknown in Container ~imagePullPolicy"]),
        ("Image: a, image: b", &["Image: unknown in Container"]),
        ("nam: b", &["nam: unknown in Container"]),
        ("port: [{containerPort: 80}]", &["port: unknown in Container ~ports"]),
        ("nodeSelector: {}", &["nodeSelector: unknown in Container @spec.nodeSelector"]),
        ("runAsUser: 5", &["runAsUser: unknown in Container @securityContext.runAsUser"]),
        ("whatever: null", &["whatever: unknown in Container"]),
        ("env: [{name: A, image: x}]", &["env[0].image: unknown in EnvVar @image"]),
        (
            "livenessProbe: {path: /, httpGet: {port: 80}}",
            &["livenessProbe.path: unknown in Probe @livenessProbe.httpGet.path"],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(&in_container(text), want, "{text}");
    }
}

#[test]
fn absent_fields() {
    let cases: &[(&str, &[&str])] = &[
        ("kind: Pod\nmetadata: {name: a}\nspec: {containers: null}", &["spec: lacks containers"]),
        ("kind: Pod\nspec: {containers: [{image: x}]}", &["spec.containers[0]: lacks name", ": lacks metadata"]),
        ("kind: Service\nmetadata: {name: a}\nspec: {ports: [{name: b}]}", &["spec.ports[0]: lacks port"]),
        ("kind: Pod\nmetadata: {name: a}\nspec: {containers: [null]}", &["spec.containers[0]: lacks name"]),
        (
            "kind: Pod\nmetadata: {name: a}\nspec: {contianers: [{name: a}]}",
            &["spec.contianers: unknown in PodSpec ~containers"],
        ),
        (
            "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{Name: a}]}",
            &["spec.containers[0].Name: unknown in Container ~name"],
        ),
        ("kind: Pod\nmetadata: {name: a}\ncontainers: [{name: a}]", &["containers: unknown in Pod @spec.containers"]),
        (
            "kind: Service\nmetadata: {name: a}\nspec: {port: 80}",
            &["spec.port: unknown in ServiceSpec @spec.ports[0].port"],
        ),
        ("kind: Service\nmetadata: {name: a}\nstatus: {conditions: [{}]}", &[]),
        (
            "kind: ConfigMap\nmetadata: {name: a, managedFields: [{}], ownerReferences: [{kind: A, name: a, uid: u}]}",
            &["metadata.ownerReferences[0]: lacks apiVersion"],
        ),
    ];
    for (text, want) in cases {
        assert_eq!(&problems(&format!("apiVersion: v1\n{text}\n")), want, "{text}");
    }
}

#[test]
fn bytes_and_times() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: a, creationTimestamp: null}\ndata: {a: '???', b: YQ==, c: null, d: ''}\n";
    assert_eq!(problems(secret), ["data.a: base64"]);
    let lease = "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: {name: a}\nspec: {renewTime: yesterday, acquireTime: '2026-03-01T12:00:00Z'}\n";
    assert_eq!(problems(lease), ["spec.renewTime: time", "spec.acquireTime: time"]);
}

/// What looks odd and what every API server takes.
#[test]
fn odd_but_valid() {
    let cases = [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: null, annotations: {}}\ndata:",
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName, externalName: x.example}",
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nimagePullSecrets: [{}]",
        "apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {}",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {policyTypes: [Ingress]}",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, ingress: [{}]}",
        "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: a}",
        "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\naddressType: IPv4",
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 50%, selector: {}}",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: null",
        "apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: a.example}",
        "apiVersion: authorization.k8s.io/v1\nkind: SelfSubjectAccessReview\nspec: {resourceAttributes: {verb: get}}",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    spec: {containers: [{name: a}]}\n  volumeClaimTemplates:\n  - spec: {resources: {requests: {storage: 1}}}",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b}\nspec:\n  group: b\n  scope: Namespaced\n  names: {kind: A, plural: as}\n  versions:\n  - name: v1\n    subresources: {status: {}}\n    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {x: {default: 5, items: {type: string}, enum: [1, a]}}, additionalProperties: true}}",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: &s\n  containers:\n  - &c {name: a, env: [{name: A, valueFrom: {configMapKeyRef: {name: a, key: b, optional: true}}}]}\n  - {<<: *c, name: b}",
    ];
    for text in cases {
        assert_eq!(problems(text), [""; 0], "{text}");
    }
}

#[test]
fn nearest_kinds() {
    let near = |version, name| nearest_kind(version, name).map(|k| (k.api_version, k.kind));
    assert_eq!(near("v1", "Deployment"), Some(("apps/v1", "Deployment")));
    assert_eq!(near("apps/v1", "Deploymnt"), Some(("apps/v1", "Deployment")));
    assert_eq!(near("apps/v1", "deployment"), Some(("apps/v1", "Deployment")));
    assert_eq!(near("v1", "Event"), Some(("v1", "Event")));
    assert_eq!(near("networking/v1", "Ingress"), Some(("networking.k8s.io/v1", "Ingress")));
    assert_eq!(near("x/v1", "Certificate"), None);
    assert!(group_is_builtin("apps") && group_is_builtin("") && !group_is_builtin("cert-manager.io"));
    assert_eq!(kind("v1", "Namespace").map(|k| k.namespaced), Some(false));
}

/// Nested by aliases far deeper than by text, in a type that contains itself.
#[test]
fn depth_is_bounded() {
    let mut text = String::from(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  annotations: &a0 {type: object}\n",
    );
    for n in 1..600 {
        text.push_str(&format!("x{n}: &a{n} {{not: *a{}}}\n", n - 1));
    }
    text.push_str("spec: {versions: [{schema: {openAPIV3Schema: *a599}}]}\n");
    // Enough of other text, so that the aliases are not too much of the whole.
    text.insert_str(0, &format!("x: [{}]\n", "0, ".repeat(40_000)));
    let document = Document::parse(&text);
    let info = kind("apiextensions.k8s.io/v1", "CustomResourceDefinition").expect("a kind");
    let root = document.root().expect("a root");
    assert!(check(&document, root, &info).problems.len() >= 599);
}

/// `build/kinds.rs` names every kind that the crate has, where its source can be read.
#[test]
fn every_kind_of_the_crate_is_listed() {
    let Some(folder) = crate_folder() else {
        eprintln!("skipped: cargo metadata --offline does not tell where k8s-openapi is");
        return;
    };
    let mut theirs = Vec::new();
    read_kinds(&folder.join("src/v1_37"), &mut theirs);
    theirs.sort();
    let mut ours: Vec<_> = kinds().map(|k| (k.kind.to_owned(), k.api_version.to_owned())).collect();
    ours.sort();
    assert_eq!(ours, theirs);
}

fn crate_folder() -> Option<std::path::PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let mut command = std::process::Command::new(cargo);
    command.args(["metadata", "--offline", "--format-version", "1"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let text = String::from_utf8(command.output().ok()?.stdout).ok()?;
    let mut manifests = text.split("\"manifest_path\":\"").filter_map(|rest| rest.split('"').next());
    let manifest = manifests.find(|path| path.contains("k8s-openapi-0."))?;
    std::path::Path::new(manifest).parent().map(Into::into)
}

fn read_kinds(folder: &std::path::Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_kinds(&path, out);
        } else if let Some(found) = read_kind(&std::fs::read_to_string(&path).expect("source")) {
            out.push(found);
        }
    }
}

/// Kind and API version; nothing for subresources and the answers of discovery, which have no path of their own.
fn read_kind(source: &str) -> Option<(String, String)> {
    let (_, body) = source.split_once("\nimpl crate::Resource for ")?;
    let constant = |name: &str| body.split_once(&format!("const {name}: &'static str = \""))?.1.split('"').next();
    let stored = !body.contains("SubResourceScope;") && !constant("URL_PATH_SEGMENT")?.is_empty();
    stored.then_some((constant("KIND")?.to_owned(), constant("API_VERSION")?.to_owned()))
}

#[test]
fn feastflow_is_valid() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manifests");
    let mut seen = 0;
    for set in ["feastflow", "feastflow-autoscaling"] {
        for entry in std::fs::read_dir(root.join(set)).expect(set) {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|e| e != "yaml") || path.ends_with("kind-cluster.yaml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("text");
            for part in split::split(&text) {
                let part = text.get(part).unwrap_or_default();
                if Document::parse(part).root().is_some() {
                    assert_eq!(problems(part), [""; 0], "{}", path.display());
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 20, "{seen} documents");
}
