//! Sets of many sizes, and whether their drawing can be read.

use super::*;
use crate::engine::analyze;
use crate::engine::service::open;
use crate::engine::testing::set;
use crate::protocol::FileText;

/// So many objects in several namespaces: apps of a Deployment, a Service, a ConfigMap, a Secret and a claim, some
/// of which call others; an Ingress in each namespace.
fn many(objects: usize) -> Vec<FileText> {
    let mut text = String::new();
    let apps = objects.div_ceil(5);
    for n in 0..apps {
        let space = format!("team-{}", n / 8);
        let calls = (n * 7 + 3) % apps;
        let one = format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: app-{n}, namespace: {space}}}\nspec: {{selector: {{app: app-{n}}}, ports: [{{port: 80, targetPort: 8080}}]}}\n---\n\
             apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{n}, namespace: {space}}}\nspec:\n  selector: {{matchLabels: {{app: app-{n}}}}}\n  template:\n    metadata: {{labels: {{app: app-{n}}}}}\n    spec:\n      volumes: [{{name: d, persistentVolumeClaim: {{claimName: disk-{n}}}}}]\n      containers:\n        - name: app\n          image: app:1\n          ports: [{{containerPort: 8080}}]\n          volumeMounts: [{{name: d, mountPath: /d}}]\n          env:\n            - {{name: NEXT, value: \"http://app-{calls}.team-{}:80\"}}\n            - {{name: A, valueFrom: {{configMapKeyRef: {{name: settings-{n}, key: a}}}}}}\n            - {{name: B, valueFrom: {{secretKeyRef: {{name: keys-{}, key: b}}}}}}\n---\n\
             apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings-{n}, namespace: {space}}}\ndata: {{a: a}}\n---\n\
             apiVersion: v1\nkind: Secret\nmetadata: {{name: keys-{n}, namespace: {space}}}\nstringData: {{b: b}}\n---\n\
             apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: disk-{n}, namespace: {space}}}\nspec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}}}\n---\n",
            calls / 8,
            n / 8 * 8,
        );
        text.push_str(&one);
    }
    vec![FileText { name: "many.yaml".into(), text }]
}

fn drawn(files: &[FileText], choice: &Choice<'_>) -> Drawing {
    let analysis = analyze(open(files));
    draw(&analysis.objects, &analysis.graph, choice, &|_, _| Place::default())
}

fn meet(a: &DrawnNode, b: &DrawnNode) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

#[test]
fn boxes_never_overlap_and_stand_in_the_frame_of_their_namespace() {
    for count in [5, 30, 100, 300] {
        let drawing = drawn(&many(count), &Choice { fold: Fold::Never, ..Choice::default() });
        assert!(drawing.nodes.len() >= count, "{count}");
        for (n, node) in drawing.nodes.iter().enumerate() {
            assert!(drawing.nodes.iter().skip(n + 1).all(|other| !meet(node, other)), "{count}: {}", node.key);
            assert!(node.x >= 0.0 && node.x + node.width <= drawing.width && node.y + node.height <= drawing.height);
            let inside = drawing.groups.iter().filter(|g| {
                let across = node.x >= g.x && node.x + node.width <= g.x + g.width;
                across && node.y >= g.y && node.y + node.height <= g.y + g.height
            });
            let names: Vec<&str> = inside.map(|g| g.name.as_str()).collect();
            assert!(names.is_empty() || node.key.contains(&format!("/{}/", names[0])), "{} in {names:?}", node.key);
        }
        let meet = |a: &DrawnGroup, b: &DrawnGroup| {
            a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
        };
        let pairs =
            drawing.groups.iter().enumerate().flat_map(|(n, g)| drawing.groups.iter().skip(n + 1).map(move |o| (g, o)));
        pairs.for_each(|(a, b)| assert!(!meet(a, b), "{} and {}", a.name, b.name));
    }
}

#[test]
fn the_same_set_is_drawn_alike() {
    assert_eq!(drawn(&many(60), &Choice::default()), drawn(&many(60), &Choice::default()));
}

#[test]
fn a_focus_keeps_what_is_connected_and_nothing_else() {
    let files = many(300);
    let of = |hops| {
        let choice = Choice { focus: Some("Deployment.apps/team-1/app-9"), hops, ..Choice::default() };
        drawn(&files, &choice).nodes.iter().map(|node| node.key.clone()).collect::<Vec<_>>()
    };
    let near = of(1);
    assert!(near.iter().any(|key| key == "ConfigMap/team-1/settings-9"), "{near:?}");
    assert!(near.len() < 10 && near.len() < of(2).len() && of(2).len() < 60, "{near:?}");
}

#[test]
fn a_namespace_keeps_its_neighbours_and_hidden_relations_their_boxes() {
    let files = many(100);
    let all = Choice { fold: Fold::Never, ..Choice::default() };
    let choice = Choice { namespace: Some("team-0"), ..all };
    let one = drawn(&files, &choice);
    assert!(one.nodes.len() > 40 && one.nodes.len() < 60, "{}", one.nodes.len());
    let hidden = Choice { hidden: &|relation| relation == "reads_env", ..all };
    let without = drawn(&files, &hidden);
    assert_eq!(without.nodes.len(), drawn(&files, &all).nodes.len());
    assert!(without.wires.iter().all(|wire| wire.relation != "reads_env"));
}

#[test]
fn many_objects_are_drawn_with_their_small_parts_inside_and_fill_a_screen() {
    let drawing = drawn(&many(300), &Choice::default());
    let folded: usize = drawing.nodes.iter().map(|node| node.folded.len()).sum();
    assert!(drawing.nodes.len() + folded >= 300 && drawing.nodes.len() < 200, "{}", drawing.nodes.len());
    assert!(drawing.nodes.iter().all(|node| node.folded.is_empty() || node.detail.contains("+ ")));
    assert!(drawing.width > drawing.height * 0.8, "{} x {}", drawing.width, drawing.height);
    let near = Choice { focus: Some("Deployment.apps/team-1/app-9"), hops: 1, ..Choice::default() };
    assert!(drawn(&many(300), &near).nodes.iter().all(|node| node.folded.is_empty()));
}

#[test]
fn only_what_was_named_is_drawn() {
    let keys = ["Service/team-1/app-9", "Deployment.apps/team-1/app-9"];
    let drawing = drawn(&many(100), &Choice { only: Some(&keys), ..Choice::default() });
    assert_eq!((drawing.nodes.len(), drawing.wires.len()), (2, 1));
}

#[test]
fn each_file_of_the_broken_set_whose_break_is_a_wire_shows_it() {
    let expected = [
        ("02-menu-service.yaml", "selects"),
        ("03-search-service.yaml", "selects"),
        ("04-payments-secret.yaml", "reads_env"),
        ("06-shop-ingress.yaml", "routes_to"),
    ];
    for file in set("broken") {
        let drawing = drawn(std::slice::from_ref(&file), &Choice::default());
        let broken: Vec<&str> = drawing.wires.iter().filter(|w| w.broken).map(|w| w.relation.as_str()).collect();
        let wanted = expected.iter().find(|(name, _)| *name == file.name).map(|(_, relation)| *relation);
        assert!(wanted.is_none_or(|wanted| broken.contains(&wanted)), "{} {broken:?}", file.name);
    }
}

#[test]
fn feastflow_fits_beside_a_text_and_says_its_ports() {
    let drawing = drawn(&set("feastflow"), &Choice::default());
    assert!(drawing.width < 1200.0 && drawing.height < 400.0, "{} x {}", drawing.width, drawing.height);
    assert!(drawing.groups.is_empty() && drawing.nodes.len() == 10, "{}", drawing.nodes.len());
    assert!(drawing.wires.iter().all(|wire| !wire.broken && (wire.label.is_empty() || wire.label_at.is_some())));
}
