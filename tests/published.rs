//! What the publisher writes, page by page: nothing in it that the pages' own policy would refuse.

use std::fs;
use std::path::{Path, PathBuf};

use feastflow::publish;

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Publishes onto a bare template.
fn site(name: &str, content: &Path) -> PathBuf {
    let dist = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dist);
    fs::create_dir_all(&dist).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let template = fs::read_to_string(root.join("index.html")).unwrap();
    let kept: Vec<&str> = template.lines().filter(|line| !line.contains("data-trunk")).collect();
    fs::write(dist.join("index.html"), kept.join("\n")).unwrap();
    for file in fs::read_dir(root.join("public")).unwrap().map(|entry| entry.unwrap().path()) {
        if file.is_file() {
            fs::copy(&file, dist.join(file.file_name().unwrap())).unwrap();
        }
    }
    for made in ["site.js", "site_bg.wasm", "workbench.js", "workbench_bg.wasm", "editor.js"] {
        fs::write(dist.join(made), "").unwrap();
    }
    publish::publish(content, &dist).unwrap();
    dist
}

fn pages(dist: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(dist).into_iter().map(|e| e.unwrap().into_path());
    let html = entries.filter(|path| path.extension().is_some_and(|e| e == "html"));
    html.map(|path| (path.strip_prefix(dist).unwrap().display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The tags of a page, without what stands between them.
fn tags(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.split('<').skip(1).filter_map(|rest| rest.split_once('>'))
}

fn objections(page: &str, html: &str) -> Vec<String> {
    let mut out = Vec::new();
    if html.find("Content-Security-Policy").is_none_or(|at| html.find("<script").is_some_and(|script| script < at)) {
        out.push(format!("{page}: no policy before the first script"));
    }
    for (tag, after) in tags(html) {
        let loads = ["script", "link", "img"].iter().any(|name| tag.split_whitespace().next() == Some(name));
        let foreign = tag.contains("\"http") && !tag.contains("canonical");
        let handler = tag.split_whitespace().skip(1).any(|word| word.starts_with("on") && word.contains('='));
        for (what, is) in [
            ("a script in the page", tag.starts_with("script") && (!tag.contains(" src=") || !after.trim().is_empty())),
            ("a style in the page", tag.starts_with("style") || tag.contains(" style=")),
            ("a handler in the page", handler && !tag.contains("aria-label")),
            ("something from another host", loads && foreign),
        ] {
            if is {
                out.push(format!("{page}: {what}: <{tag}>"));
            }
        }
    }
    out
}

#[test]
fn no_page_needs_what_its_policy_refuses() {
    let pages = pages(&site("policy", &content()));
    assert!(pages.len() > 30);
    let all: Vec<String> = pages.iter().flat_map(|(page, html)| objections(page, html)).collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn every_page_says_what_it_is_and_has_its_landmarks() {
    for (page, html) in pages(&site("landmarks", &content())) {
        for part in [
            "<html lang=\"en\"",
            "<main id=\"main\"",
            "class=\"skip\"",
            "<header",
            "<nav",
            "<meta name=\"description\" content=\"",
            "<h1",
        ] {
            assert!(html.contains(part), "{page} lacks {part}");
        }
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert!(page == "404.html" || html.contains("property=\"og:title\""), "{page}");
    }
}

/// The content with another `site.yaml`.
fn configured(name: &str, config: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for entry in walkdir::WalkDir::new(content()).into_iter().map(Result::unwrap) {
        let target = copy.join(entry.path().strip_prefix(content()).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
    fs::write(copy.join("site.yaml"), config).unwrap();
    copy
}

#[test]
fn with_an_address_every_page_says_its_own_and_is_in_the_map() {
    let config = "address: https://a.example/b/\nrepository: https://c.example/edit/\n";
    let dist = site("addresses", &configured("addresses-content", config));
    let map = fs::read_to_string(dist.join("sitemap.xml")).unwrap();
    for (file, html) in pages(&dist).iter().filter(|(file, _)| file != "404.html") {
        let address = format!("https://a.example/b/{}", file.strip_suffix("index.html").unwrap());
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{address}\">")), "{file}");
        assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{address}\">")), "{file}");
        assert!(map.contains(&format!("<loc>{address}</loc>")), "{file}");
        let (folder, rest) = file.split_once('/').unwrap_or_default();
        if folder == "guides" {
            let source =
                format!("https://c.example/edit/content/guides/{}.md", rest.strip_suffix("/index.html").unwrap());
            assert!(html.contains(&format!("<a href=\"{source}\">Edit this page</a>")), "{file}");
        }
    }
    assert!(fs::read_to_string(dist.join("feed.xml")).unwrap().contains("<updated>"));
    assert!(fs::read_to_string(dist.join("robots.txt")).unwrap().contains("https://a.example/b/sitemap.xml"));
}
