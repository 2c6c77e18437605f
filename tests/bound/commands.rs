//! Commands: what `kubectl` is told is there, and what this site's own command line is told runs.

use std::process::Command;

use super::held::Held;
use super::{content, guides, held, none, root, text};

/// What a kind is called, and whether the manifests have objects of it.
const KINDS: &[(&str, &str)] = &[
    ("configmap configmaps cm", "ConfigMap"),
    ("deployment deployments deploy", "Deployment"),
    ("hpa horizontalpodautoscaler", "HorizontalPodAutoscaler"),
    ("ingress ing", "Ingress"),
    ("namespace namespaces ns", "Namespace"),
    ("pdb poddisruptionbudgets poddisruptionbudget", "PodDisruptionBudget"),
    ("pvc persistentvolumeclaim", "PersistentVolumeClaim"),
    ("secret secrets", "Secret"),
    ("service services svc", "Service"),
    ("statefulset statefulsets sts", "StatefulSet"),
    ("pod pods po endpointslices events node nodes pv replicaset replicasets volumeattachments", ""),
];

/// The options that are followed by a value.
const VALUED: &[&str] = &[
    "-n",
    "--namespace",
    "-l",
    "-f",
    "-o",
    "-c",
    "--context",
    "--field-selector",
    "--for",
    "--patch",
    "--sort-by",
    "--timeout",
    "--type",
];

#[derive(Debug, Default)]
struct Parsed {
    /// What is neither an option nor its value.
    plain: Vec<String>,
    options: Vec<(String, String)>,
}

fn parse(command: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut words = split(command).into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.split_once('=') {
            _ if word == "--" || word == "|" || word == ">" || word.starts_with('#') => break,
            Some((name, value)) if word.starts_with("--") => parsed.options.push((name.to_owned(), value.to_owned())),
            _ if VALUED.contains(&word.as_str()) => parsed.options.push((word, words.next().unwrap_or_default())),
            _ if word.starts_with('-') => parsed.options.push((word, String::new())),
            _ => parsed.plain.push(word),
        }
    }
    parsed
}

/// Words as a shell has them.
fn split(command: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(q)) if c == q => quote = None,
            (' ', None) => out.push(String::new()),
            (c, _) => out.last_mut().unwrap().push(c),
        }
    }
    out.retain(|word| !word.is_empty());
    out
}

impl Held {
    fn objections(&self, command: &str) -> Vec<String> {
        let parsed = parse(command);
        let mut out: Vec<String> = parsed.options.iter().filter_map(|(name, value)| self.option(name, value)).collect();
        let foreign = parsed.options.iter().any(|(_, value)| value == "ingress-nginx");
        let mut plain = parsed.plain.iter().map(String::as_str);
        let mut verb = plain.next().unwrap_or_default();
        if verb == "rollout" {
            verb = plain.next().unwrap_or_default();
        }
        let rest: Vec<&str> = plain.collect();
        match verb {
            _ if foreign => {}
            "describe" | "delete" | "get" | "history" | "patch" | "pause" | "restart" | "resume" | "scale"
            | "status" | "undo" => {
                out.extend(self.targets(&rest));
            }
            "debug" | "exec" | "logs" => out.extend(rest.first().and_then(|name| self.pod(name))),
            "port-forward" => {
                out.extend(rest.split_first().into_iter().flat_map(|(to, ports)| self.forward(to, ports)))
            }
            "explain" => {
                out.extend(rest.iter().flat_map(|path| path.split('.').skip(1)).filter_map(|key| self.key(key)))
            }
            "apply" | "auth" | "cluster-info" | "config" | "cordon" | "diff" | "drain" | "events" | "kustomize"
            | "top" | "uncordon" => {}
            other => out.push(format!("no guide has used kubectl {other} so far: say here what it needs")),
        }
        out
    }

    fn option(&self, name: &str, value: &str) -> Option<String> {
        let objection = match name {
            "-n" | "--namespace" => value != "ingress-nginx" && !self.objects.contains(&format!("Namespace/{value}")),
            "-l" => !self.selects(value),
            "-f" => {
                value != "FILE"
                    && value != "."
                    && !value.starts_with("https://")
                    && !value.starts_with('$')
                    && !self.files.contains(value)
            }
            "-c" | "--target" => !self.containers.contains(value),
            "--for" => return self.named(value),
            "--context" => !self.says(&format!("name: {}", value.trim_start_matches("kind-"))),
            _ => false,
        };
        objection.then(|| format!("{name} {value} is not in the manifests"))
    }

    /// Whether something has these labels; those of a Service's slices are its name.
    fn selects(&self, labels: &str) -> bool {
        let wanted: Vec<(&str, &str)> = labels.split(',').filter_map(|pair| pair.split_once('=')).collect();
        match wanted.as_slice() {
            [("kubernetes.io/service-name", name)] => self.objects.contains(&format!("Service/{name}")),
            [("app.kubernetes.io/component", "controller")] => true,
            all => self
                .labels
                .iter()
                .any(|own| all.iter().all(|(k, v)| own.iter().any(|(key, value)| key == k && value == v))),
        }
    }

    /// `kind name…`, `kind,kind`, `kind/name…`.
    fn targets(&self, words: &[&str]) -> Vec<String> {
        let Some((first, names)) = words.split_first() else { return Vec::new() };
        if first.contains('/') {
            return words.iter().filter_map(|word| self.named(word)).collect();
        }
        let kinds = first.split(',').filter(|kind| kind_of(kind).is_none() && *kind != "all");
        let unknown = kinds.map(|kind| format!("kubectl knows no {kind}"));
        unknown.chain(names.iter().filter_map(|name| self.named(&format!("{first}/{name}")))).collect()
    }

    /// Why there is no such object.
    fn named(&self, word: &str) -> Option<String> {
        let (kind, name) = word.split_once('/')?;
        if name.chars().all(|c| c.is_ascii_uppercase()) {
            return None;
        }
        match kind_of(kind) {
            None => Some(format!("kubectl knows no {kind}")),
            Some("") => self.pod(name),
            Some(kind) => {
                (!self.objects.contains(&format!("{kind}/{name}"))).then(|| format!("no set has {kind}/{name}"))
            }
        }
    }

    /// Why there is no such pod: `POD`, `deployment/x`, or a StatefulSet's pod.
    fn pod(&self, word: &str) -> Option<String> {
        if word.contains('/') {
            return self.named(word);
        }
        let of_set = word
            .rsplit_once('-')
            .is_some_and(|(set, n)| n.parse::<u32>().is_ok() && self.objects.contains(&format!("StatefulSet/{set}")));
        (word != "POD" && !of_set).then(|| format!("no set has a pod {word}"))
    }

    fn forward(&self, to: &str, ports: &[&str]) -> Vec<String> {
        let mut out: Vec<String> = self.pod(to).into_iter().collect();
        let (kind, name) = to.split_once('/').unwrap_or_default();
        for port in ports.iter().filter_map(|pair| pair.split_once(':')).map(|(_, port)| port) {
            let target = format!("{}/{name}:{port}", kind_of(kind).unwrap_or_default());
            let there = match to {
                "POD" => self.ports.iter().any(|other| other.ends_with(&format!(":{port}"))),
                _ => self.ports.contains(&target),
            };
            out.extend((!there).then(|| format!("no port {port} of {to}")));
        }
        out
    }

    fn key(&self, key: &str) -> Option<String> {
        (!self.says(&format!("{key}:"))).then(|| format!("no manifest has {key}"))
    }
}

fn kind_of(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(names, _)| names.split(' ').any(|name| name == word)).map(|(_, kind)| *kind)
}

#[test]
fn what_kubectl_is_told_is_there() {
    let files = content();
    let held = held::held(&files);
    let mut wrong = Vec::new();
    for guide in guides(&files) {
        for (line, command) in text::read(&guide.text).commands {
            if command.starts_with("kubectl ") {
                let objections = held.objections(&command).into_iter();
                wrong.extend(objections.map(|why| format!("content/{}:{line}: {command}\n    {why}", guide.name)));
            }
        }
    }
    none(&wrong);
}

#[test]
fn what_is_not_there_is_noticed() {
    let held = held::held(&content());
    for command in [
        "kubectl get services,nothing",
        "kubectl -n feastflows get pods",
        "kubectl get deployment feastflow-back",
        "kubectl describe pod postgres-x",
        "kubectl rollout undo deployment/backend",
        "kubectl get pods -l component=back",
        "kubectl get endpointslices -l kubernetes.io/service-name=back",
        "kubectl apply -f 06-backend.yaml",
        "kubectl port-forward service/feastflow-backend 5000:5001",
        "kubectl logs POD -c api",
        "kubectl explain deployment.spec.strategie",
        "kubectl --context kind-other get pods",
        "kubectl frobnicate",
    ] {
        assert_eq!(held.objections(command).len(), 1, "{command}: {:?}", held.objections(command));
    }
    let fine = "kubectl --context kind-feastflow -n feastflow port-forward service/feastflow-backend 5001:5000 # later";
    assert_eq!(held.objections(fine), Vec::<String>::new());
}

/// The site's own command line is run as told; 1 only says that there are errors in what it was given.
#[test]
fn what_the_command_line_is_told_runs() {
    let mut ran = 0;
    for guide in guides(&content()) {
        for (line, command) in text::read(&guide.text).commands {
            let Some(told) = command.split(" > ").next().and_then(|told| told.strip_prefix("feastflow ")) else {
                continue;
            };
            let output =
                Command::new(env!("CARGO_BIN_EXE_feastflow")).args(split(told)).current_dir(root()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "content/{}:{line}: {command}\n{said}", guide.name);
            assert!(!output.stdout.is_empty(), "content/{}:{line}: {command} says nothing\n{said}", guide.name);
            ran += 1;
        }
    }
    assert!(ran > 5, "{ran}");
}
