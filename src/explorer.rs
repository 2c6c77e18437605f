//! What is wanted only when something is opened or asked for: the views that need more than a report (the
//! engine's answers as HTML, one view a file), the drawing, and answers to the editor.
//!
//! It runs in a worker of its own, started when the first of its views is opened, and natively for the
//! guides.

pub mod chart;
pub mod controls;
pub mod inputs;
pub mod lesson;
pub mod views;

use crate::engine::{Analysis, analyze, assist, service};
use crate::protocol::assist::Sealed;
use crate::protocol::explore::{Ask, Input, Piece, Told};
use crate::protocol::lesson::{At, Lesson};
use crate::protocol::said::{Said, SaidView};
use crate::protocol::{FileText, Place, wire};
use crate::ui::markup::Markup;
use inputs::Inputs;

/// What is open.
#[derive(Debug, Default)]
pub struct Explorer {
    model: Analysis,
    lesson: Lesson,
    said: Said,
}

/// What a view sees.
#[derive(Debug)]
pub struct Seen<'a> {
    /// The files, their objects, how they are wired, and what is wrong with them.
    pub model: &'a Analysis,
    /// What was chosen.
    pub inputs: &'a Inputs,
    /// What the guides say of the files as they were.
    pub said: &'a Said,
}

impl Explorer {
    /// Answers, if it was asked for something.
    pub fn handle(&mut self, ask: Ask) -> Option<Told> {
        match ask {
            Ask::Open { files } => self.model = Analysis::editable(service::open(&files)),
            Ask::Edit { file } => drop(self.model.edit(&file.name, &file.text)),
            Ask::Show { view, inputs } => return self.show(view, inputs),
            Ask::Answer { number, revision, question } => {
                let answer = Sealed(wire::encode(&assist::answer(&self.model, &question)));
                return Some(Told::Answer { number, revision, answer });
            }
            Ask::Learn { lesson } => self.lesson = wire::decode(&lesson.0).unwrap_or_default(),
            Ask::Recall { said } => self.said = wire::decode(&said.0).unwrap_or_default(),
            Ask::Step { at } => return self.step(&at),
            Ask::Solve { step } => {
                let index = usize::try_from(step).unwrap_or(0).wrapping_sub(1);
                let files = self.lesson.steps.get(index).map(|step| step.solution.clone());
                return files.map(|files| Told::Solution { files });
            }
        }
        None
    }

    fn step(&self, at: &At) -> Option<Told> {
        let shown = lesson::show(&self.model, &self.lesson, at)?;
        let steps = u32::try_from(self.lesson.steps.len()).unwrap_or(u32::MAX);
        let pieces = shown.pieces.into_iter().map(piece).collect();
        Some(Told::Step { step: at.step, steps, pieces, standing: shown.standing })
    }

    fn show(&self, view: String, inputs: Vec<Input>) -> Option<Told> {
        let found = views::known(&view)?;
        let pieces = (found.show)(&Seen { model: &self.model, inputs: &Inputs::new(&inputs), said: &self.said });
        Some(Told::View { view, inputs, pieces: pieces.into_iter().map(piece).collect() })
    }
}

fn piece(markup: Markup) -> Piece {
    Piece { html: markup.html, places: markup.places }
}

/// A view of a set of files, for pages that are made beforehand; none if there is no such view.
#[must_use]
pub fn view(files: &[FileText], id: &str, inputs: &[Input]) -> Option<Vec<Markup>> {
    let view = views::known(id)?;
    let model = analyze(service::open(files));
    Some((view.show)(&Seen { model: &model, inputs: &Inputs::new(inputs), said: &Said::default() }))
}

/// What a guide shows of a view, as a number: another one if it shows something else.
#[must_use]
pub fn digest(model: &Analysis, shown: &SaidView) -> u64 {
    let seen = Seen { model, inputs: &Inputs::new(&shown.inputs), said: &Said::default() };
    let pieces = views::known(&shown.view).map(|view| (view.show)(&seen)).unwrap_or_default();
    let pieces: Vec<Piece> = pieces.into_iter().map(piece).collect();
    let html = pieces.iter().filter(|piece| crate::content::html::view::is_shown(&shown.parts, piece));
    let bytes = html.flat_map(|piece| piece.html.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Seen<'_> {
    /// Where an object stands.
    #[must_use]
    pub fn place_of(&self, object: crate::engine::workspace::ObjectIndex) -> Place {
        crate::engine::report::page::drawn_place(self.model, object, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> FileText {
        FileText { name: name.into(), text: text.into() }
    }

    fn shown(explorer: &mut Explorer, view: &str) -> Option<String> {
        match explorer.handle(Ask::Show { view: view.into(), inputs: Vec::new() })? {
            Told::View { pieces, .. } => Some(pieces.iter().map(|piece| piece.html.as_str()).collect()),
            _ => None,
        }
    }

    #[test]
    fn a_view_follows_the_text() {
        let mut explorer = Explorer::default();
        let web = |replicas: u32| {
            format!(
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec: {{containers: [{{name: web, image: web}}]}}\n"
            )
        };
        explorer.handle(Ask::Open { files: vec![file("a.yaml", &web(2))] });
        let before = shown(&mut explorer, "rollout").unwrap();
        explorer.handle(Ask::Edit { file: file("a.yaml", &web(7)) });
        let after = shown(&mut explorer, "rollout").unwrap();
        assert!(before != after && after.contains('7'), "{after}");
    }

    /// A view of one of the sets that can be opened.
    fn of_set(set: &str, id: &str, inputs: &[(&str, &str)]) -> String {
        let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/manifests").join(set);
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let yaml = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
        let mut files: Vec<FileText> = yaml
            .map(|path| file(&path.file_name().unwrap().to_string_lossy(), &std::fs::read_to_string(&path).unwrap()))
            .collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let input = |(name, value): &(&str, &str)| Input { name: (*name).into(), value: (*value).into() };
        let pieces = view(&files, id, &inputs.iter().map(input).collect::<Vec<_>>()).unwrap();
        pieces.iter().map(|piece| piece.html.as_str()).collect()
    }

    #[test]
    fn an_autoscaler_under_load() {
        let set = "feastflow-autoscaling";
        // 70 % of 100m: six pods bear 420m. 378m is wanted at 120 s, and two pods come every 30 s.
        let html = of_set(set, "scaling", &[]);
        assert!(html.contains("Never more than 6 pods"), "{html}");
        assert!(html.contains("Up: at once, by at most 2 pods in 30 s"), "{html}");
        // Each pod is asked for half of what it may be: nothing changes.
        let calm = of_set(set, "scaling", &[("load", "0=70m")]);
        assert!(calm.contains("Nothing changes: 2 pods all the time"), "{calm}");
        assert!(of_set(set, "scaling", &[("load", "0=x")]).contains("is no point of a load"));
        assert!(of_set("feastflow", "scaling", &[]).contains("nothing scales by itself"));
    }

    #[test]
    fn a_node_that_is_drained() {
        let set = "feastflow-autoscaling";
        let html = of_set(set, "drain", &[]);
        assert!(html.contains("The node is empty at once") && html.contains("PodDisruptionBudget"), "{html}");
        // The budget wants one of two ready, and nothing new ever is.
        let stuck = of_set(set, "drain", &[("never", "on"), ("nodes", "1")]);
        assert!(stuck.contains("The drain does not end"), "{stuck}");
    }

    #[test]
    fn where_pods_fit() {
        let html = of_set("feastflow", "nodes", &[]);
        assert!(html.contains("All 6 pods</strong> fit") && html.contains("feastflow-worker"), "{html}");
        let small = of_set("feastflow", "nodes", &[("nodes", "small=200m,256Mi")]);
        assert!(small.contains("stay Pending") && small.contains("Insufficient cpu"), "{small}");
        assert!(of_set("feastflow", "nodes", &[("nodes", "small")]).contains("is no node"));
    }

    #[test]
    fn every_view_shows_something_for_anything() {
        for view in views::ALL {
            let mut explorer = Explorer::default();
            assert!(!shown(&mut explorer, view.id).unwrap().is_empty(), "{}", view.id);
            explorer.handle(Ask::Open { files: vec![file("a.yaml", "kind: [")] });
            assert!(!shown(&mut explorer, view.id).unwrap().is_empty(), "{}", view.id);
        }
        assert!(shown(&mut Explorer::default(), "nothing").is_none());
    }
}
