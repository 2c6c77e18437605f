//! Whether every link of the finished pages leads somewhere: to a page, to a part of one, to a file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::template::NOT_FOUND;

/// The pages' texts by their addresses.
pub(super) type Pages = BTreeMap<String, String>;

/// Names the links that lead nowhere, each with the first page that it stands on.
pub(super) fn check(pages: &Pages, dist: &Path) -> Result<(), String> {
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        pages.iter().map(|(address, html)| (address.as_str(), attributes(html, "id").collect())).collect();
    let mut nowhere = BTreeMap::new();
    for (address, html) in pages {
        let links = attributes(html, "href").chain(attributes(html, "src"));
        for link in links.map(unescape).filter(|link| !leads(link, &ids, dist)) {
            nowhere.entry(link).or_insert(address);
        }
    }
    let words = |(link, address)| format!("the page {address:?} has a link that leads nowhere: {link}");
    if nowhere.is_empty() { Ok(()) } else { Err(nowhere.into_iter().map(words).collect::<Vec<_>>().join("\n")) }
}

fn leads(link: &str, ids: &BTreeMap<&str, BTreeSet<&str>>, dist: &Path) -> bool {
    let elsewhere = ["https://", "http://", "data:"].iter().any(|scheme| link.starts_with(scheme));
    // The page for unknown addresses looks for the root; every page's <base> is it.
    let found_by_searching = link.ends_with("root.js") || link.chars().all(|c| c == '.' || c == '/');
    if elsewhere || found_by_searching {
        return true;
    }
    let (path, id) = link.split_once('#').unwrap_or((link, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.trim_start_matches("./");
    if query.split('&').any(|input| !exists(input, query, dist)) {
        return false;
    }
    match ids.get(path) {
        Some(ids) => id.is_empty() || ids.contains(id),
        None => id.is_empty() && !path.is_empty() && path != NOT_FOUND && dist.join(path).is_file(),
    }
}

/// Whether what an input of the playground names is there to be fetched.
fn exists(input: &str, query: &str, dist: &Path) -> bool {
    let data = |path: String| dist.join("data").join(path + ".bin").is_file();
    match input.split_once('=') {
        Some(("set", set)) => data(format!("sets/{set}")),
        Some(("lesson", lesson)) => data(format!("lessons/{lesson}")),
        Some(("rule", rule)) => {
            let example = query.split('&').find_map(|other| other.strip_prefix("example=")).unwrap_or("bad");
            data(format!("sets/rules/{rule}/{example}"))
        }
        _ => true,
    }
}

/// The values of an attribute, with quotes or without.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let open = format!(" {name}=");
    let starts: Vec<usize> = html.match_indices(&open).map(|(at, _)| at + open.len()).collect();
    starts.into_iter().filter_map(|at| {
        let rest = html.get(at..)?;
        match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => rest.split([' ', '>', '\n']).next(),
        }
    })
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(html: &str) -> String {
        let other = r#"<h2 id=part>P</h2>"#.to_owned();
        let pages = [("a/".to_owned(), html.to_owned()), ("b/".to_owned(), other), (String::new(), String::new())];
        check(&pages.into(), Path::new(env!("CARGO_MANIFEST_DIR"))).err().unwrap_or_default()
    }

    #[test]
    fn links_that_lead_somewhere() {
        for link in
            ["b/", "b/#part", "./", "./#", "https://a.example/x", "src/lib.rs", "../../root.js", "b/?panel=time"]
        {
            assert_eq!(problems(&format!(r#"<a href="{link}">"#)), "", "{link}");
        }
        assert_eq!(problems("<a href=b/#part>"), "");
    }

    #[test]
    fn links_that_lead_nowhere() {
        for link in ["c/", "b/#other", "b", "#part", "src/lib.r", "b/?set=none", "playground/?rule=none"] {
            let said = problems(&format!(r#"<a title="x" href="{link}">"#));
            assert_eq!(said, format!("the page \"a/\" has a link that leads nowhere: {link}"));
        }
        assert!(problems("<img src=none.png>").contains("none.png"));
    }
}
