//! Every rule's own examples: the first must fire it and no other error, the second must stay quiet.

use feastflow::engine::rules::ALL;
use feastflow::engine::service::reports;
use feastflow::protocol::{FileText, Finding, Severity};

fn fences(markdown: &str) -> Vec<String> {
    markdown.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

fn findings(text: &str) -> Vec<Finding> {
    let file = FileText { name: "example.yaml".into(), text: text.into() };
    reports(&[file]).into_iter().flat_map(|r| r.findings).collect()
}

#[test]
fn examples_do_what_their_page_says() {
    for rule in ALL {
        let page = rule.markdown();
        let fences = fences(&page);
        assert_eq!(fences.len(), 2, "{}: one bad and one good example", rule.id);
        let bad = findings(&fences[0]);
        assert!(bad.iter().any(|f| f.rule == rule.id), "{}: the bad example does not fire it: {bad:?}", rule.id);
        let others: Vec<_> = bad.iter().filter(|f| f.rule != rule.id && f.severity == Severity::Error).collect();
        assert!(others.is_empty(), "{}: the bad example has other errors: {others:?}", rule.id);
        let good = findings(&fences[1]);
        assert!(good.is_empty(), "{}: the good example is not quiet: {good:?}", rule.id);
    }
}

#[test]
fn ids_are_file_names_in_order() {
    let ids: Vec<_> = ALL.iter().map(|r| r.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    assert_eq!(ids, sorted);
    for rule in ALL {
        let file = format!("src/engine/rules/{}.rs", rule.id.replace('-', "_"));
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists(), "{file}");
        for part in ["## Why it matters", "## Example", "## Fix", "## References"] {
            assert!(rule.markdown().contains(part), "{}: {part}", rule.id);
        }
    }
}
