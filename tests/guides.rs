//! The content of this repository: every link, fence and heading of guides, sets and rules holds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use feastflow::content::Block;
use feastflow::publish;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

#[test]
fn nothing_is_wrong_with_the_content() {
    let (library, problems) = publish::check(&content()).unwrap();
    let words: Vec<String> = problems.iter().map(|p| format!("content/{p}")).collect();
    assert!(words.is_empty(), "\n{}", words.join("\n"));
    assert!(library.guides.len() >= 3 && library.sets.len() >= 3 && !library.rules.is_empty());
}

#[test]
fn yaml_is_embedded_and_not_repeated() {
    let (library, _) = publish::check(&content()).unwrap();
    for guide in &library.guides {
        let embedded = guide.page.blocks.iter().filter(|b| matches!(b, Block::Manifest(_) | Block::Wiring(_))).count();
        assert!(embedded > 0, "guides/{}.md shows no manifest", guide.slug);
    }
}

#[test]
fn views_have_the_parts_that_guides_show_of_them() {
    let (library, _) = publish::check(&content()).unwrap();
    for guide in &library.guides {
        for block in &guide.page.blocks {
            let Block::View(view) = block else { continue };
            let absent = publish::absent_parts(&library, view);
            assert!(absent.is_empty(), "guides/{}.md: {} shows no {absent:?}", guide.slug, view.view);
        }
    }
}

/// The words of guides that must be borne out: between backticks, and in commands.
fn claims(text: &str) -> Vec<(usize, String)> {
    let mut fenced = None;
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(info) = line.trim_start().strip_prefix("```") {
            fenced = if fenced.is_some() { None } else { Some(info.to_owned()) };
        } else if fenced.as_deref().is_some_and(|info| info == "bash") {
            out.extend(line.split_whitespace().map(|word| (n + 1, word.trim_matches(['"', '\'', ';']).to_owned())));
        } else if fenced.is_none() {
            let spans = line.split('`').enumerate().filter(|(at, _)| at % 2 == 1);
            out.extend(spans.map(|(_, span)| (n + 1, span.to_owned())));
        }
    }
    out
}

/// `kind/name` as kubectl takes it, of a kind that sets have.
fn object(claim: &str) -> Option<(&'static str, &str)> {
    const KINDS: [(&str, &[&str]); 9] = [
        ("ConfigMap", &["configmap", "cm"]),
        ("Deployment", &["deployment", "deployments", "deploy"]),
        ("HorizontalPodAutoscaler", &["hpa", "horizontalpodautoscaler"]),
        ("Ingress", &["ingress", "ing"]),
        ("PersistentVolumeClaim", &["pvc", "persistentvolumeclaim"]),
        ("Pod", &["pod", "pods", "po"]),
        ("Secret", &["secret"]),
        ("Service", &["service", "services", "svc"]),
        ("StatefulSet", &["statefulset", "statefulsets", "sts"]),
    ];
    let (kind, name) = claim.split_once('/')?;
    let (kind, _) = KINDS.into_iter().find(|(full, short)| *full == kind || short.contains(&kind))?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'))
        .then_some((kind, name))
}

/// What the sets hold: files, objects (`Kind/name`), and every name that a manifest gives to something.
struct Held {
    files: BTreeSet<String>,
    objects: BTreeSet<String>,
    text: String,
}

fn held() -> Held {
    let (library, _) = publish::check(&content()).unwrap();
    let ends = library.lessons.iter().flat_map(|lesson| lesson.steps.iter().flat_map(|step| &step.after));
    let starts = library.lessons.iter().flat_map(|lesson| &lesson.start);
    let files = library.sets.iter().flat_map(|set| &set.files).chain(starts).chain(ends);
    let mut held = Held { files: BTreeSet::new(), objects: BTreeSet::new(), text: String::new() };
    for file in files {
        held.files.insert(file.name.clone());
        held.text.push_str(&file.text);
    }
    let lessons = library.lessons.iter().flat_map(|lesson| {
        let steps = lesson.steps.iter().map(|step| step.after.as_slice());
        steps.chain([lesson.start.as_slice()])
    });
    for files in library.sets.iter().map(|set| set.files.as_slice()).chain(lessons) {
        for report in feastflow::engine::service::reports(files) {
            held.objects.extend(report.objects.iter().map(|object| format!("{}/{}", object.kind, object.name)));
        }
    }
    held
}

impl Held {
    /// Why a claim is not borne out.
    fn objection(&self, claim: &str) -> Option<String> {
        if let Some((kind, name)) = object(claim) {
            let pod_of_a_set = name.rsplit_once('-').is_some_and(|(set, ordinal)| {
                ordinal.parse::<u32>().is_ok() && self.objects.contains(&format!("StatefulSet/{set}"))
            });
            let there = self.objects.contains(&format!("{kind}/{name}")) || (kind == "Pod" && pod_of_a_set);
            let there = there || self.text.contains(&format!(" {claim} "));
            return (!there).then(|| format!("no set has {kind}/{name}"));
        }
        let numbered = claim.len() > 3
            && claim.as_bytes().get(..3).is_some_and(|b| {
                b.first().is_some_and(u8::is_ascii_digit)
                    && b.get(1).is_some_and(u8::is_ascii_digit)
                    && b.get(2) == Some(&b'-')
            });
        if numbered && claim.ends_with(".yaml") {
            return (!self.files.contains(claim)).then(|| format!("no set has the file {claim}"));
        }
        let ours = claim.starts_with("feastflow-") && !claim.contains([' ', '$', '<', '*']);
        (ours && !self.text.contains(claim)).then(|| format!("no manifest names {claim}"))
    }
}

#[test]
fn guides_name_only_what_the_manifests_hold() {
    let held = held();
    let mut wrong = Vec::new();
    for entry in walkdir::WalkDir::new(content()).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            for (line, claim) in claims(&text) {
                wrong.extend(held.objection(&claim).map(|why| format!("{}:{line}: {why}", path.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_claim_that_is_not_borne_out_is_noticed() {
    let held = held();
    for claim in ["deployment/feastflow-backend", "sts/postgres", "pod/postgres-0", "06-backend-deployment.yaml"] {
        assert_eq!(held.objection(claim), None, "{claim}");
    }
    for claim in ["deployment/backend", "svc/redis", "pod/postgres-x", "11-frontend.yaml", "feastflow-cache"] {
        assert!(held.objection(claim).is_some(), "{claim}");
    }
}
