//! What happens if a manifest changes: the guides that say otherwise are named, with the line and the reason.

use feastflow::protocol::FileText;
use feastflow::publish;

use super::content;

/// A change of a file, and what it makes guides say: a guide and a part of the sentence.
type Case = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The problems of the content with all of these changes.
fn problems(cases: &[Case]) -> Vec<String> {
    let mut files = content();
    for (name, from, to, _) in cases {
        let file = files.iter_mut().find(|file| file.name == format!("manifests/{name}")).unwrap();
        assert!(file.text.contains(from), "{name} has no {from:?}");
        file.text = file.text.replace(from, to);
    }
    said(&files)
}

fn said(files: &[FileText]) -> Vec<String> {
    publish::judge(files).1.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn named(cases: &[Case]) {
    let said = problems(cases);
    for (file, from, to, guides) in cases {
        for (guide, words) in *guides {
            let guide = format!("guides/{guide}.md:");
            let found = said.iter().any(|one| one.starts_with(&guide) && one.contains(words));
            assert!(found, "{file}: {from} → {to}: {guide} does not say “{words}”\n{}", said.join("\n"));
        }
    }
}

#[test]
fn a_changed_value_names_the_guides_that_say_otherwise() {
    named(&[
        (
            "feastflow/06-backend-deployment.yaml",
            "replicas: 2",
            "replicas: 3",
            &[
                ("deployment-strategy", "`spec.replicas` is `3`"),
                ("health-checks", "`spec.replicas` is `3`"),
                ("why-kubernetes", "`spec.replicas` is `3`"),
                ("scale-availability-security-cost", "`spec.replicas` is `3`"),
            ],
        ),
        (
            "feastflow/06-backend-deployment.yaml",
            "path: /api/health",
            "path: /healthz",
            &[("health-checks", "is `/healthz`"), ("health-checks", "0 restarts")],
        ),
        (
            "feastflow/08-frontend-deployment.yaml",
            "maxUnavailable: 1",
            "maxUnavailable: 0",
            &[("deployment-strategy", "maxUnavailable` is `0`")],
        ),
        (
            "feastflow/07-backend-service.yaml",
            "component: backend\n  ports",
            "component: backends\n  ports",
            &[("service-discovery", "Service `feastflow-backend` asks for")],
        ),
        (
            "feastflow/04-postgres-deployment.yaml",
            "replicas: 1",
            "replicas: 2",
            &[("storage", "is `2`"), ("cloud-native-architecture", "is `2`")],
        ),
        (
            "feastflow-canary/11-backend-canary-deployment.yaml",
            "replicas: 1",
            "replicas: 2",
            &[("deployment-strategy", "`Deployment/feastflow-backend-canary` is `1`")],
        ),
        (
            "feastflow-autoscaling/11-backend-hpa.yaml",
            "averageUtilization: 70",
            "averageUtilization: 50",
            &[("scaling", "is `50`")],
        ),
    ]);
}

#[test]
fn a_renamed_thing_is_missed() {
    named(&[
        (
            "feastflow/06-backend-deployment.yaml",
            "name: feastflow-backend\n",
            "name: feastflow-api\n",
            &[("deployment-strategy", "{{ feastflow: Deployment/feastflow-backend"), ("scaling", "no such object")],
        ),
        (
            "feastflow/02-secrets.yaml",
            "DB_PASSWORD:",
            "DATABASE_PASSWORD:",
            &[("troubleshooting", "02-secrets.yaml has no object with stringData.DB_PASSWORD")],
        ),
        (
            "feastflow-autoscaling/12-backend-pdb.yaml",
            "maxUnavailable: 1",
            "minAvailable: 1",
            &[("scaling", "12-backend-pdb.yaml has no object with spec.maxUnavailable")],
        ),
    ]);
    let mut files = content();
    for file in files.iter_mut().filter(|file| file.name == "manifests/feastflow/08-frontend-deployment.yaml") {
        "manifests/feastflow/08-web-deployment.yaml".clone_into(&mut file.name);
    }
    let said = said(&files);
    assert!(said.iter().any(|one| one.contains("there is no feastflow/08-frontend-deployment.yaml")), "{said:?}");
}
