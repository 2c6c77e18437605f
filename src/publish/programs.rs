//! What starts a page's program: the names of its files are known only after the build.

use std::fs;
use std::path::Path;

/// The tags that start each program.
pub(super) struct Programs {
    /// On pages to read.
    pub site: String,
    /// On the playground.
    pub workbench: String,
    /// The scripts that the tags name, with their texts.
    pub starts: Vec<(String, String)>,
}

impl Programs {
    /// Finds the programs' files in a built site.
    pub fn find(dist: &Path) -> Result<Self, String> {
        let entries = fs::read_dir(dist).map_err(|e| format!("{}: {e}", dist.display()))?;
        let names: Vec<String> =
            entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
        let files = |program| files(&names, program).ok_or_else(|| format!("{}: no {program}", dist.display()));
        let (site, workbench) = (files("site")?, files("workbench")?);
        Ok(Self {
            site: after_paint(site),
            workbench: at_once(workbench),
            starts: vec![
                ("start-site.js".into(), fill(AFTER_PAINT, site)),
                ("start-workbench.js".into(), fill(AT_ONCE, workbench)),
            ],
        })
    }

    /// The tags for the page at an address.
    pub fn start(&self, address: &str) -> &str {
        if address.starts_with("playground/") { &self.workbench } else { &self.site }
    }
}

/// A page to read has all its text without the program, which waits until that is on the screen.
const AFTER_PAINT: &str = include_str!("start/after_paint.js");
const AT_ONCE: &str = include_str!("start/at_once.js");

/// What the playground's program asks for by these names, and where it is: the build's last step gives other names
/// to files, and writes them into the pages.
const FETCHED: [(&str, &str); 5] = [
    ("worker_loader.js", "worker_loader.js"),
    ("explorer_loader.js", "explorer_loader.js"),
    ("editor.js", "editor.js"),
    ("wiring.js", "wiring.js"),
    ("data", "data/"),
];

/// A program's script and its wasm.
type Files<'a> = (&'a str, &'a str);

/// A program's files are called `name.js` and `name_bg.wasm`, or have a hash after the name.
fn files<'a>(names: &'a [String], program: &str) -> Option<Files<'a>> {
    let is_hash = |rest: &str| rest.is_empty() || rest.starts_with('-');
    let find = |tail: &str| {
        let is =
            |name: &&String| name.strip_prefix(program).and_then(|rest| rest.strip_suffix(tail)).is_some_and(is_hash);
        names.iter().find(is).map(String::as_str)
    };
    Some((find(".js")?, find("_bg.wasm")?))
}

fn fill(start: &str, (js, wasm): Files<'_>) -> String {
    start.replace("PROGRAM.js", js).replace("PROGRAM.wasm", wasm)
}

fn after_paint((js, _): Files<'_>) -> String {
    format!(r#"<link rel="modulepreload" href="{js}"><script type="module" src="start-site.js"></script>"#)
}

fn at_once((js, wasm): Files<'_>) -> String {
    format!(
        concat!(
            r#"<link rel="modulepreload" href="{js}"><link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin>"#,
            r#"<script type="module" src="start-workbench.js"></script><link rel="modulepreload" href="editor.js">{files}"#
        ),
        files = FETCHED.map(|(name, file)| format!(r#"<meta name="file {name}" content="{file}">"#)).concat(),
        js = js,
        wasm = wasm
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_files_with_and_without_a_hash() {
        let names = ["site-12ab.js", "site-12ab_bg.wasm", "site-12ab.css", "workbench.js", "workbench_bg.wasm"];
        let names = names.map(String::from);
        let site = files(&names, "site").unwrap();
        assert_eq!(site, ("site-12ab.js", "site-12ab_bg.wasm"));
        let start = fill(AFTER_PAINT, site);
        assert!(start.contains("\"./site-12ab.js\"") && start.contains("\"./site-12ab_bg.wasm\""), "{start}");
        assert_eq!(files(&names, "workbench"), Some(("workbench.js", "workbench_bg.wasm")));
        assert_eq!(files(&names, "work"), None);
    }
}
