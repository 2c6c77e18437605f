//! The house rules that no compiler knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file may have, tests aside.
const LONGEST: usize = 450;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of the repository with one of these extensions, by path from the root.
fn files(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let entries =
        walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().map(|e| e.unwrap().into_path());
    let wanted = |path: &PathBuf| path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x));
    entries
        .filter(|path| path.is_file() && wanted(path))
        .map(|path| (path.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn sources() -> Vec<(String, String)> {
    files("src", &["rs"])
}

/// A source's lines up to its tests, numbered from one.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, line)| (n + 1, line)).take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with("/testing.rs")
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// `path:line: what` for every line of code that a test objects to.
fn objections(wanted: impl Fn(&str) -> bool, objection: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let mut out = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| wanted(path) && !is_test(path)) {
        for (n, line) in code(text).filter(|(_, line)| !is_comment(line)) {
            out.extend(objection(line).map(|what| format!("{path}:{n}: {what}: {}", line.trim())));
        }
    }
    out
}

fn assert_none(objections: &[String]) {
    assert!(objections.is_empty(), "\n{}", objections.join("\n"));
}

#[test]
fn registries_equal_folders() {
    let registries = [
        ("src/engine/checks.rs", "src/engine/checks"),
        ("src/engine/rules.rs", "src/engine/rules"),
        ("src/engine/graph/relations.rs", "src/engine/graph/relations"),
        ("src/ui/panels.rs", "src/ui/panels"),
    ];
    for (list, folder) in registries {
        let text = fs::read_to_string(root().join(list)).unwrap();
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        // A module's own files are below it: the compiler asks for those.
        let beside = |path: &String| Path::new(path).parent() == Some(Path::new(folder));
        for (path, _) in files(folder, &["rs"]).into_iter().filter(|(path, _)| beside(path)) {
            let name = Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
            assert!(words.contains(name.as_str()), "{list} lacks the line: {name}");
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| path).collect();
    assert_none(&silent);
}

#[test]
fn engine_and_content_do_not_panic() {
    let forbidden = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    assert_none(&objections(
        |path| ["src/engine", "src/content", "src/picture.rs"].iter().any(|p| path.starts_with(p)),
        |line| forbidden.into_iter().find(|word| line.contains(word)),
    ));
}

#[test]
fn the_engine_knows_no_world() {
    let forbidden = ["std::time", "std::fs", "std::env", "std::net", "web_sys", "wasm_bindgen", "leptos", "SystemTime"];
    assert_none(&objections(
        |path| path.starts_with("src/engine") || path.starts_with("src/content"),
        |line| forbidden.into_iter().find(|word| line.contains(word)),
    ));
}

#[test]
fn only_the_browser_folder_knows_the_browser() {
    let forbidden = ["web_sys", "wasm_bindgen", "js_sys", "gloo"];
    assert_none(&objections(
        |path| path.starts_with("src/ui") && !path.starts_with("src/ui/browser"),
        |line| forbidden.into_iter().find(|word| line.contains(word)),
    ));
}

#[test]
fn stages_use_earlier_stages_only() {
    assert_none(&objections(
        |path| path.starts_with("src/ui") || path == "src/picture.rs",
        |line| ["engine::", "content::", "publish::"].into_iter().find(|word| line.contains(&format!("crate::{word}"))),
    ));
    assert_none(&objections(
        |path| path.starts_with("src/engine") || path.starts_with("src/content"),
        |line| ["ui::", "publish::", "cli::"].into_iter().find(|word| line.contains(&format!("crate::{word}"))),
    ));
}

#[test]
fn files_are_short_enough_to_read() {
    let long = sources().into_iter().filter(|(path, _)| !is_test(path)).filter_map(|(path, text)| {
        let lines = code(&text).count();
        (lines > LONGEST).then(|| format!("{path}: {lines} lines, more than {LONGEST}: split it"))
    });
    assert_none(&long.collect::<Vec<_>>());
}

/// The messages between `from` and `to`, each a name and its fields.
fn messages(path: &str, from: &str, to: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let table = text.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let row = |line: &str| {
        let (name, fields) = line.trim().split_once('{')?;
        let fields = fields.split_once('}')?.0.split(',').map(|field| field.split(':').next().unwrap_or("").trim());
        Some(format!("{} {}", name.trim().trim_end_matches(':'), fields.collect::<Vec<_>>().join(" ").trim()))
    };
    table.lines().filter_map(row).collect()
}

#[test]
fn the_editor_reads_messages_as_they_are_written() {
    let written = messages("src/protocol/wire.rs", "\nstructs! {", "\n}");
    let read = messages("editor/assist/wire.js", "const STRUCTS = {", "\n};");
    let unknown: Vec<_> = read.difference(&written).collect();
    assert!(read.len() > 5 && unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn nothing_of_one_machine_stands_in_the_repository() {
    // Spelt in two halves, so that this file does not find itself.
    let forbidden =
        [["/work", "/main"], ["/ro", "ot/"], ["index.crates", ".io"], ["registry.npm", "js.org"], ["/tm", "p/"]];
    let folders = ["src", "tests", "scripts", "content", "editor", "public", "build", "benches", ".github", ".ci"];
    let mut found = Vec::new();
    for folder in folders.iter().filter(|f| root().join(f).exists()) {
        for (path, text) in files(folder, &["rs", "sh", "mjs", "js", "css", "md", "yaml", "yml", "html"]) {
            let lines = text.lines().enumerate();
            found.extend(lines.filter_map(|(n, line)| {
                let word = forbidden.iter().map(|halves| halves.concat()).find(|word| line.contains(word))?;
                Some(format!("{path}:{}: {word}", n + 1))
            }));
        }
    }
    assert_none(&found);
}
