//! What happens if a manifest changes: the guides that say otherwise are named, with the line.

use feastflow::protocol::FileText;
use feastflow::publish;

use super::content;

/// The content with one text for another in the files that a name fits.
fn with(name: &str, from: &str, to: &str) -> Vec<FileText> {
    let mut files = content();
    let mut hits = 0;
    for file in files.iter_mut().filter(|file| file.name.starts_with("manifests/") && file.name.ends_with(name)) {
        hits += file.text.matches(from).count();
        file.text = file.text.replace(from, to);
    }
    assert!(hits > 0, "{name} has no {from:?}");
    files
}

fn problems(files: &[FileText]) -> Vec<String> {
    let (_, problems) = publish::judge(files);
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_changed_manifest_names_the_guides_that_say_otherwise() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        (
            "feastflow/06-backend-deployment.yaml",
            "replicas: 2",
            "replicas: 3",
            &["deployment-strategy", "health-checks", "why-kubernetes"],
        ),
        ("feastflow/06-backend-deployment.yaml", "maxSurge: 1", "maxSurge: 2", &["deployment-strategy"]),
        ("feastflow/06-backend-deployment.yaml", "path: /api/health", "path: /healthz", &["health-checks"]),
        (
            "feastflow/06-backend-deployment.yaml",
            "name: feastflow-backend\n",
            "name: feastflow-api\n",
            &["deployment-strategy", "scaling"],
        ),
        ("feastflow/07-backend-service.yaml", "component: backend", "component: backends", &["service-discovery"]),
        ("feastflow/02-secrets.yaml", "DB_PASSWORD:", "DATABASE_PASSWORD:", &["configuration"]),
        (
            "feastflow/04-postgres-deployment.yaml",
            "replicas: 1",
            "replicas: 2",
            &["storage", "cloud-native-architecture"],
        ),
        ("feastflow-canary/11-backend-canary-deployment.yaml", "replicas: 1", "replicas: 2", &["deployment-strategy"]),
        ("feastflow-autoscaling/11-backend-hpa.yaml", "averageUtilization: 70", "averageUtilization: 50", &["scaling"]),
    ];
    for (file, from, to, guides) in cases {
        let said = problems(&with(file, from, to));
        for guide in *guides {
            let named = format!("guides/{guide}.md:");
            assert!(
                said.iter().any(|one| one.starts_with(&named)),
                "{file}: {from} → {to}: {guide} says nothing\n{}",
                said.join("\n")
            );
        }
    }
}

#[test]
fn a_renamed_file_is_missed() {
    let mut files = content();
    for file in &mut files {
        if file.name == "manifests/feastflow/06-backend-deployment.yaml" {
            file.name = "manifests/feastflow/06-api-deployment.yaml".to_owned();
        }
    }
    let said = problems(&files);
    assert!(said.iter().any(|one| one.contains("there is no feastflow/06-backend-deployment.yaml")), "{said:?}");
}
