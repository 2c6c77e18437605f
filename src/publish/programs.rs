//! What starts a page's program: the names of its files are known only after the build.

use std::fs;
use std::path::Path;

/// The tags that start each program.
pub(super) struct Programs {
    /// On pages to read.
    pub site: String,
    /// On the playground.
    pub workbench: String,
}

impl Programs {
    /// Finds the programs' files in a built site.
    pub fn find(dist: &Path) -> Result<Self, String> {
        let entries = fs::read_dir(dist).map_err(|e| format!("{}: {e}", dist.display()))?;
        let names: Vec<String> =
            entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
        let tags = |program| tags(&names, program).ok_or_else(|| format!("{}: no {program}", dist.display()));
        let workbench = tags("workbench")? + r#"<link rel="modulepreload" href="editor.js">"#;
        Ok(Self { site: tags("site")?, workbench })
    }

    /// The tags for the page at an address.
    pub fn start(&self, address: &str) -> &str {
        if address.starts_with("playground/") { &self.workbench } else { &self.site }
    }
}

/// A program's files are called `name.js` and `name_bg.wasm`, or have a hash after the name.
fn tags(names: &[String], program: &str) -> Option<String> {
    let is_hash = |rest: &str| rest.is_empty() || rest.starts_with('-');
    let find = |tail: &str| {
        names
            .iter()
            .find(|name| name.strip_prefix(program).and_then(|rest| rest.strip_suffix(tail)).is_some_and(is_hash))
    };
    let (js, wasm) = (find(".js")?, find("_bg.wasm")?);
    Some(format!(
        concat!(
            r#"<link rel="modulepreload" href="{js}"><link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin>"#,
            r#"<script type="module">import init from "./{js}";init({{module_or_path:"./{wasm}"}})</script>"#
        ),
        js = js,
        wasm = wasm
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_files_with_and_without_a_hash() {
        let names = ["site-12ab.js", "site-12ab_bg.wasm", "site-12ab.css", "workbench.js", "workbench_bg.wasm"];
        let names = names.map(String::from);
        let site = tags(&names, "site").unwrap();
        assert!(site.contains(r#"from "./site-12ab.js";init({module_or_path:"./site-12ab_bg.wasm"})"#), "{site}");
        assert!(tags(&names, "workbench").unwrap().contains("./workbench_bg.wasm"));
        assert_eq!(tags(&names, "work"), None);
    }
}
