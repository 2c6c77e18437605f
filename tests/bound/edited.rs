//! What the playground says of the guides when something is edited.

use feastflow::explorer::Explorer;
use feastflow::protocol::FileText;
use feastflow::protocol::assist::Sealed;
use feastflow::protocol::explore::{Ask, Told};
use feastflow::protocol::wire;
use feastflow::publish;

use super::content;

fn shown(explorer: &mut Explorer) -> String {
    match explorer.handle(Ask::Show { view: "guides".to_owned(), inputs: Vec::new() }) {
        Some(Told::View { pieces, .. }) => pieces.iter().map(|piece| piece.html.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_edit_says_what_the_guides_would_say_otherwise() {
    let files = content();
    let (library, _) = publish::judge(&files);
    for set in library.sets.iter().filter(|set| set.slug != "broken") {
        let mut explorer = Explorer::default();
        explorer.handle(Ask::Open { files: set.files.clone() });
        let said = publish::said(&library, &files, &set.slug);
        explorer.handle(Ask::Recall { said: Sealed(wire::encode(&said)) });
        let html = shown(&mut explorer);
        assert!(html.contains("every guide says what is so"), "{}: {html}", set.slug);
        if set.slug == "feastflow" {
            let file = set.files.iter().find(|file| file.name == "06-backend-deployment.yaml").unwrap();
            let text = file.text.replace("replicas: 2", "replicas: 3");
            explorer.handle(Ask::Edit { file: FileText { name: file.name.clone(), text } });
            let html = shown(&mut explorer);
            for part in [
                "With <del>2</del> <ins>3</ins> replicas this means at most <del>3</del> <ins>4</ins> pods",
                "guides/deployment-strategy/#the-backend-worked-out",
                "<del>- replicas: 2</del>",
                "takes for granted: <code>spec.replicas</code> of <code>Deployment/feastflow-backend</code> is <code>2</code>",
                "of the panel <strong>Rollout</strong> is another",
            ] {
                assert!(html.contains(part), "{part}\n{html}");
            }
        }
    }
}
