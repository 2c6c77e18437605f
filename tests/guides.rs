//! The content of this repository: every link, fence and heading of guides, sets and rules holds.

use std::path::{Path, PathBuf};

use feastflow::content::Block;
use feastflow::publish;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

#[test]
fn nothing_is_wrong_with_the_content() {
    let (library, problems) = publish::check(&content()).unwrap();
    let words: Vec<String> = problems.iter().map(|p| format!("content/{p}")).collect();
    assert!(words.is_empty(), "\n{}", words.join("\n"));
    assert!(library.guides.len() >= 3 && library.sets.len() >= 3 && !library.rules.is_empty());
}

#[test]
fn yaml_is_embedded_and_not_repeated() {
    let (library, _) = publish::check(&content()).unwrap();
    for guide in &library.guides {
        let embedded = guide.page.blocks.iter().filter(|b| matches!(b, Block::Manifest(_) | Block::Wiring(_))).count();
        assert!(embedded > 0, "guides/{}.md shows no manifest", guide.slug);
    }
}

/// Publishing onto a bare template: every link of every page leads to a file, every fragment to an id.
#[test]
fn every_link_of_the_published_site_leads_somewhere() {
    let dist = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    let _ = std::fs::remove_dir_all(&dist);
    std::fs::create_dir_all(&dist).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::copy(root.join("index.html"), dist.join("index.html")).unwrap();
    for program in ["site.js", "site_bg.wasm", "workbench.js", "workbench_bg.wasm"] {
        std::fs::write(dist.join(program), "").unwrap();
    }
    publish::publish(&content(), &dist).unwrap();
    let pages = pages(&dist);
    assert!(pages.len() > 30, "{} pages", pages.len());
    let broken: Vec<String> = pages.iter().flat_map(|page| broken_links(&dist, page)).collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

fn pages(dist: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(dist).into_iter().map(|e| e.unwrap().into_path());
    entries.filter(|p| p.extension().is_some_and(|e| e == "html")).collect()
}

fn broken_links(dist: &Path, page: &Path) -> Vec<String> {
    let html = std::fs::read_to_string(page).unwrap();
    let body = html.split_once("<body>").map_or("", |(_, body)| body);
    let links = body.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link);
    let own = links.filter(|link| !link.starts_with("http"));
    own.filter(|link| !leads_somewhere(dist, link)).map(|link| format!("{}: {link}", page.display())).collect()
}

fn leads_somewhere(dist: &Path, link: &str) -> bool {
    let (address, id) = link.split_once('#').unwrap_or((link, ""));
    let path = address.split('?').next().unwrap_or("");
    let file = match path {
        p if p.is_empty() || p.ends_with('/') => dist.join(p).join("index.html"),
        p => dist.join(p),
    };
    let target = std::fs::read_to_string(file);
    target.is_ok_and(|text| id.is_empty() || text.contains(&format!("id=\"{id}\"")))
}
