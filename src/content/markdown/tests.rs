//! What markdown becomes, and what is wrong with it.

use super::*;

struct One(Targets, Analysis);

const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  a: x\n";

impl Context for One {
    fn targets(&self) -> &Targets {
        &self.0
    }
    fn file(&self, set: &str, file: &str) -> Option<&str> {
        (set == "s" && file == "a.yaml").then_some("kind: X\nspec:\n  a: 1\n")
    }
    fn value(&self, set: &str, question: &str) -> Result<String, String> {
        if (set, question) == ("s", "=pods") { Ok("3".to_owned()) } else { Err("no".to_owned()) }
    }
    fn files(&self, set: &str) -> Option<Vec<FileText>> {
        (set == "s").then(|| vec![FileText { name: "a.yaml".to_owned(), text: MAP.to_owned() }])
    }
    fn model(&self, set: &str) -> Option<&Analysis> {
        (set == "s").then_some(&self.1)
    }
    fn has_view(&self, view: &str) -> bool {
        view == "rollout"
    }
}

fn one(targets: Targets) -> One {
    let files = [FileText { name: "a.yaml".to_owned(), text: MAP.to_owned() }];
    One(targets, analyze(service::open(&files)))
}

fn read(text: &str) -> Outcome {
    let sets = [("s".to_owned(), ["a.yaml".to_owned()].into())].into();
    page(text, "guides/me/", &one(Targets { sets, ..Targets::default() }))
}

fn problems(text: &str) -> Vec<String> {
    read(text).1.into_iter().map(|(line, kind)| format!("{}: {kind}", line + 1)).collect()
}

fn prose(text: &str) -> String {
    match read(text).0.blocks.into_iter().next() {
        Some(Block::Prose(html) | Block::Table(html)) => html,
        other => panic!("{other:?}"),
    }
}

#[test]
fn blocks_in_order() {
    let (page, problems) = read("Text.\n\n## A `b` c\n\n| x |\n|---|\n| y |\n\n```yaml\na: 1\n```\n\n## A b c\n");
    assert_eq!(problems, []);
    let names: Vec<&str> = page
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(_) => "heading",
            Block::Prose(_) => "prose",
            Block::Table(_) => "table",
            Block::Code { .. } => "code",
            _ => "other",
        })
        .collect();
    assert_eq!(names, ["prose", "heading", "table", "code", "heading"]);
    let headings: Vec<(&str, &str)> = page.headings.iter().map(|h| (h.id.as_str(), h.html.as_str())).collect();
    assert_eq!(headings, [("a-b-c", "A <code>b</code> c"), ("a-b-c-1", "A b c")]);
}

#[test]
fn raw_html_is_text_and_a_problem() {
    assert!(prose("a <b onclick=x>b</b>").contains("&lt;b onclick=x&gt;"));
    assert!(prose("<script>alert(1)</script>").contains("&lt;script&gt;"));
    assert_eq!(problems("a\n\n<div>\n").len(), 1);
}

#[test]
fn links_lead_somewhere() {
    assert!(prose("[x](#y)\n\n## Y\n").contains(r##"href="guides/me/#y""##));
    assert!(prose("[x](play:s/a.yaml)").contains(r#"href="playground/?set=s&amp;file=a.yaml""#));
    assert_eq!(problems("one\n[x](other.md)"), ["2: the link other.md leads nowhere"]);
    assert_eq!(problems("[x](#z)"), ["1: the link #z leads to no heading"]);
}

#[test]
fn fences_embed() {
    let (page, problems) = read("```manifest\nset: s\nfile: a.yaml\npath: spec\n```\n\n```wiring\nset: s\n```\n");
    assert_eq!(problems, []);
    let [Block::Manifest(excerpt), Block::Wiring(wiring)] = page.blocks.as_slice() else { panic!("{page:?}") };
    assert_eq!((excerpt.path.as_str(), excerpt.lines.len(), wiring.set.as_str()), ("spec", 2, "s"));
}

#[test]
fn fences_that_name_nothing() {
    let fence = |body: &str| problems(&format!("x\n\n```manifest\n{body}\n```\n")).join(";");
    assert!(fence("set: s\nfile: b.yaml").starts_with("3: there is no s/b.yaml"));
    assert!(fence("set: s\nfile: a.yaml\npath: spec.b").contains("a.yaml has no object with spec.b"));
    assert!(fence("set: s").contains("cannot be read"));
    assert!(problems("```wiring\nset: t\n```").join("").contains("no set t"));
    assert!(problems("- x\n\n  ```wiring\n  set: s\n  ```").join("").contains("inside a list"));
}

#[test]
fn code_in_lists_is_highlighted() {
    assert!(prose("1. x\n\n   ```yaml\n   a: on\n   ```\n").contains(r#"<span class="hl-bool">on</span>"#));
}

#[test]
fn titles_and_images_are_problems() {
    assert_eq!(problems("# T\n\n![x](y.png)\n").len(), 2);
}

#[test]
fn values_and_views_are_those_of_a_set() {
    assert_eq!(prose("All {{ s: =pods }} pods."), "<p>All 3 pods.</p>\n");
    assert_eq!(problems("a\n\n{{ s: =x }}"), ["3: {{ s: =x }}: no"]);
    let view = |body: &str| read(&format!("```view\n{body}\n```\n"));
    let (page, problems) = view("set: s\nview: rollout\ninputs: {ready: '3'}");
    let inputs = vec![("ready".to_owned(), "3".to_owned())];
    let want = View { set: "s".into(), view: "rollout".into(), inputs, parts: vec![], caption: None };
    assert_eq!((page.blocks, problems), (vec![Block::View(want)], vec![]));
    assert_eq!(view("set: t\nview: rollout").1, [(0, ProblemKind::NoFile("set t".into()))]);
    assert_eq!(view("set: s\nview: x").1, [(0, ProblemKind::NoView("x".into()))]);
}

struct InLesson(One);

impl Context for InLesson {
    fn targets(&self) -> &Targets {
        self.0.targets()
    }
    fn file(&self, set: &str, file: &str) -> Option<&str> {
        self.0.file(set, file)
    }
    fn value(&self, set: &str, question: &str) -> Result<String, String> {
        self.0.value(set, question)
    }
    fn files(&self, set: &str) -> Option<Vec<FileText>> {
        self.0.files(set)
    }
    fn model(&self, set: &str) -> Option<&Analysis> {
        self.0.model(set)
    }
    fn has_view(&self, view: &str) -> bool {
        self.0.has_view(view)
    }
    fn set(&self, name: String) -> String {
        if name == "start" { "s".to_owned() } else { name }
    }
    fn is_lesson(&self) -> bool {
        true
    }
}

#[test]
fn lessons_have_checks_hints_and_notes() {
    let text = "```check already\n- exists: Service/a\n```\n\n````hint\nOne.\n\n```manifest\nset: start\nfile: a.yaml\n```\n````\n\n```notes\n[x](none.md)\n```\n\n```check\n- exists: a\n```\n";
    assert!(problems(text).iter().any(|problem| problem.contains("check fence stands in lessons only")));
    let sets = [("s".to_owned(), ["a.yaml".to_owned()].into())].into();
    let lesson = InLesson(one(Targets { sets, ..Targets::default() }));
    let (page, problems) = page(text, "lessons/me/", &lesson);
    let [Block::Check(checks), Block::Hint(hint), Block::Notes(_)] = page.blocks.as_slice() else {
        panic!("{:?}", page.blocks)
    };
    assert_eq!((checks.already, checks.titles.as_slice()), (true, ["There is a `Service/a`".to_owned()].as_slice()));
    assert!(matches!(hint.blocks.as_slice(), [Block::Prose(_), Block::Manifest(excerpt)] if excerpt.set == "s"));
    let said: Vec<String> = problems.into_iter().map(|(line, kind)| format!("{}: {kind}", line + 1)).collect();
    assert_eq!(said[0], "15: the link none.md leads nowhere");
    assert!(said[1].contains("18: the fence cannot be read: check 1: `object` is written Kind/name"), "{said:?}");
}

#[test]
fn notes_say_how_long_a_section_takes() {
    let minutes = |text: &str| match read(text).0.blocks.first() {
        Some(Block::Notes(notes)) => notes.minutes,
        other => panic!("{other:?}"),
    };
    assert_eq!(minutes("```notes\nA.\n```\n"), None);
    assert_eq!(minutes("```notes 4 min\nA.\n```\n"), Some(4));
    for head in ["notes 0 min", "notes 4", "notes four min", "notes 4 minutes"] {
        assert!(problems(&format!("```{head}\nA.\n```\n"))[0].contains("notes 3 min"), "{head}");
    }
}

#[test]
fn what_a_text_relies_on_is_checked() {
    let holds = |value: &str| {
        format!("```holds\nset: s\nthat:\n  - field: {{object: ConfigMap/c, path: data.a, is: {value}}}\n```\n")
    };
    assert_eq!(read(&holds("x")), (Page::default(), Vec::new()));
    let said = problems(&format!("a\n\n{}", holds("y")));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("3: the text relies on this") && said[0].contains("`x`"), "{said:?}");
    assert_eq!(problems("```holds\nset: t\nthat: []\n```"), ["1: there is no set t"]);
    assert!(problems("```holds\nset: s\nthat: [{nothing: x}]\n```")[0].contains("no check `nothing`"));
}

#[test]
fn a_change_is_done_and_checked() {
    let change = |to: &str, is: &str| {
        format!(
            "```change\nset: s\nname: other\ntitle: Another a\nedits: [{{file: a.yaml, path: data.a, to: {to}}}]\nthen:\n  - field: {{object: ConfigMap/c, path: data.a, is: {is}}}\n```\n"
        )
    };
    let (page, said) = read(&change("y", "y"));
    assert_eq!(said, []);
    let Some(Block::Change(done)) = page.blocks.first() else { panic!("{page:?}") };
    assert_eq!(done.slug, "s/me/other");
    assert!(done.files[0].text.ends_with("a: y\n"));
    assert!(problems(&change("y", "z"))[0].contains("relies on"));
    assert!(problems(&change("x", "x"))[0].contains("changes nothing"));
    assert!(problems(&(change("y", "y") + "\n" + &change("z", "z")))[0].contains("another change is called other"));
}
