//! All content, read: guides in reading order, example sets, and the rules' pages.

use std::collections::{BTreeMap, BTreeSet};

use super::links::Targets;
use super::markdown::{self, Context};
use super::{FrontMatter, Page, Problem, ProblemKind, figures, front_matter};
use crate::engine::workspace::Workspace;
use crate::engine::{Analysis, model};
use crate::protocol::{FileText, Severity};

/// All content.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// In reading order.
    pub guides: Vec<Guide>,
    /// In their order.
    pub sets: Vec<Set>,
    /// By id.
    pub rules: Vec<RulePage>,
}

/// A guide.
#[derive(Clone, Debug)]
pub struct Guide {
    /// File name without `.md`.
    pub slug: String,
    /// Title, order, summary.
    pub meta: FrontMatter,
    /// The text.
    pub page: Page,
}

/// An example set.
#[derive(Clone, Debug)]
pub struct Set {
    /// The folder's name.
    pub slug: String,
    /// Title, order, summary.
    pub meta: FrontMatter,
    /// What its `README.md` says.
    pub page: Page,
    /// The files that can be opened, by name.
    pub files: Vec<FileText>,
}

/// A rule as its source has it.
#[derive(Clone, Copy, Debug)]
pub struct RuleSource<'a> {
    /// Its id.
    pub id: &'a str,
    /// How bad what it finds is.
    pub severity: Severity,
    /// Its documentation: markdown whose first line is the summary.
    pub docs: &'a str,
}

/// A rule's page.
#[derive(Clone, Debug)]
pub struct RulePage {
    /// Its id.
    pub id: String,
    /// How bad what it finds is.
    pub severity: Severity,
    /// The first line of its documentation.
    pub summary: String,
    /// The rest.
    pub page: Page,
}

impl RulePage {
    /// The example of this name, `bad` or `good`: something to open in the playground.
    #[must_use]
    pub fn example(&self, name: &str) -> Option<FileText> {
        let section = EXAMPLES.iter().find(|(_, other)| *other == name).map(|(section, _)| section)?;
        self.page.code(section).map(|text| FileText { name: "example.yaml".to_owned(), text })
    }
}

/// The sections of a rule's page that show an example, and the example's name.
pub const EXAMPLES: [(&str, &str); 2] = [("Example", "bad"), ("Fix", "good")];

/// Read the files of `content/` (names relative to it) and the rules; `views` are the names of the views that a text may show.
#[must_use]
pub fn read(files: &[FileText], rules: &[RuleSource<'_>], views: &[&str]) -> (Library, Vec<Problem>) {
    let sources = Sources::new(files, rules, views);
    let mut problems = Vec::new();
    let mut library = Library::default();
    for (slug, file) in &sources.guides {
        if let Some((meta, page)) = sources.article(file, &format!("guides/{slug}/"), &mut problems) {
            library.guides.push(Guide { slug: (*slug).to_owned(), meta, page });
        }
    }
    for (slug, set) in &sources.sets {
        library.sets.extend(sources.set(slug, set, &mut problems));
    }
    library.rules.extend(rules.iter().map(|rule| sources.rule(rule, &mut problems)));
    library.guides.sort_by_key(|g| g.meta.order);
    library.sets.sort_by_key(|s| s.meta.order);
    library.rules.sort_by(|a, b| a.id.cmp(&b.id));
    same_order(library.guides.iter().map(|g| (format!("guides/{}.md", g.slug), g.meta.order)), &mut problems);
    same_order(library.sets.iter().map(|s| (format!("manifests/{}/README.md", s.slug), s.meta.order)), &mut problems);
    (library, problems)
}

/// Neighbours of a sorted list that claim the same place.
fn same_order(pages: impl Iterator<Item = (String, u32)>, problems: &mut Vec<Problem>) {
    let mut before: Option<(String, u32)> = None;
    for (file, order) in pages {
        if let Some((other, _)) = before.filter(|(_, o)| *o == order) {
            problems.push(Problem { file: file.clone(), line: 1, kind: ProblemKind::SameOrder(other) });
        }
        before = Some((file, order));
    }
}

/// The files, sorted into guides and sets.
struct Sources<'a> {
    guides: BTreeMap<&'a str, &'a FileText>,
    sets: BTreeMap<&'a str, BTreeMap<&'a str, &'a FileText>>,
    targets: Targets,
    /// What each set comes to.
    models: BTreeMap<&'a str, Analysis>,
    views: BTreeSet<&'a str>,
}

impl Context for Sources<'_> {
    fn targets(&self) -> &Targets {
        &self.targets
    }

    fn file(&self, set: &str, file: &str) -> Option<&str> {
        self.sets.get(set)?.get(file).map(|f| f.text.as_str())
    }

    fn value(&self, set: &str, question: &str) -> Result<String, String> {
        figures::answer(self.models.get(set).ok_or("there is no such set")?, question)
    }

    fn has_view(&self, view: &str) -> bool {
        self.views.contains(view)
    }
}

impl<'a> Sources<'a> {
    fn new(files: &'a [FileText], rules: &[RuleSource<'_>], views: &[&'a str]) -> Self {
        let mut guides = BTreeMap::new();
        let mut sets: BTreeMap<&str, BTreeMap<&str, &FileText>> = BTreeMap::new();
        for file in files {
            if let Some(slug) = file.name.strip_prefix("guides/").and_then(|n| n.strip_suffix(".md")) {
                guides.insert(slug, file);
            } else if let Some((set, name)) = file.name.strip_prefix("manifests/").and_then(|n| n.split_once('/')) {
                sets.entry(set).or_default().insert(name, file);
            }
        }
        let body =
            |file: &FileText| front_matter::split(&file.text).map_or(String::new(), |(_, body, _)| body.to_owned());
        let names = |set: &BTreeMap<&str, &FileText>| -> BTreeSet<String> {
            opened(set).map(|(name, _)| name.to_owned()).collect()
        };
        let targets = Targets {
            guides: guides
                .iter()
                .map(|(slug, file)| ((*slug).to_owned(), markdown::heading_ids(&body(file))))
                .collect(),
            rules: rules.iter().map(|rule| rule.id.to_owned()).collect(),
            sets: sets.iter().map(|(slug, set)| ((*slug).to_owned(), names(set))).collect(),
        };
        let texts = |set: &BTreeMap<&'a str, &'a FileText>| {
            Workspace::of(opened(set).map(|(name, file)| (name, file.text.as_str())))
        };
        let models = sets.iter().map(|(slug, set)| (*slug, model(texts(set)))).collect();
        Self { guides, sets, targets, models, views: views.iter().copied().collect() }
    }

    /// A markdown file with front matter.
    fn article(&self, file: &FileText, address: &str, problems: &mut Vec<Problem>) -> Option<(FrontMatter, Page)> {
        match front_matter::split(&file.text) {
            Ok((meta, body, lines)) => Some((meta, self.page(body, &file.name, lines, address, problems))),
            Err(kind) => {
                problems.push(Problem { file: file.name.clone(), line: 1, kind });
                None
            }
        }
    }

    fn page(&self, text: &str, file: &str, lines: usize, address: &str, problems: &mut Vec<Problem>) -> Page {
        let (page, found) = markdown::page(text, address, self);
        let located = |(line, kind)| Problem { file: file.to_owned(), line: line + lines + 1, kind };
        problems.extend(found.into_iter().map(located));
        page
    }

    fn set(&self, slug: &str, set: &BTreeMap<&str, &FileText>, problems: &mut Vec<Problem>) -> Option<Set> {
        let Some(readme) = set.get(README) else {
            problems.push(Problem { file: format!("manifests/{slug}"), line: 1, kind: ProblemKind::NoReadme });
            return None;
        };
        let (meta, page) = self.article(readme, &format!("sets/{slug}/"), problems)?;
        let files = opened(set).map(|(name, file)| FileText { name: name.to_owned(), text: file.text.clone() });
        Some(Set { slug: slug.to_owned(), meta, page, files: files.collect() })
    }

    fn rule(&self, rule: &RuleSource<'_>, problems: &mut Vec<Problem>) -> RulePage {
        let docs: Vec<&str> = rule.docs.lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
        let summary_lines = docs.iter().position(|l| l.trim().is_empty()).unwrap_or(docs.len());
        let (summary, rest) = docs.split_at_checked(summary_lines).unwrap_or_default();
        let address = format!("rules/{}/", rule.id);
        let page = self.page(&rest.join("\n"), &format!("rule {}", rule.id), summary_lines, &address, problems);
        RulePage { id: rule.id.to_owned(), severity: rule.severity, summary: summary.join(" ").trim().to_owned(), page }
    }
}

const README: &str = "README.md";

/// The files of a set that can be opened: all but its `README.md`.
fn opened<'s, 'a>(set: &'s BTreeMap<&'a str, &'a FileText>) -> impl Iterator<Item = (&'a str, &'a FileText)> + 's {
    set.iter().filter(|(name, _)| **name != README).map(|(name, file)| (*name, *file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> FileText {
        FileText { name: name.into(), text: text.into() }
    }

    fn guide(slug: &str, order: u32, body: &str) -> FileText {
        file(&format!("guides/{slug}.md"), &format!("---\ntitle: T\norder: {order}\nsummary: S.\n---\n{body}"))
    }

    #[test]
    fn reading_order_and_cross_links() {
        let files = [
            guide("b", 1, "## X\n\n[a](a.md#y) [r](rule:r)\n"),
            guide("a", 2, "## Y\n\n[b](b.md#x)\n"),
            file("manifests/s/README.md", "---\ntitle: S\norder: 1\nsummary: S.\n---\n[b](b.md)\n"),
            file("manifests/s/1.yaml", "a: 1\n"),
        ];
        let rules = [RuleSource {
            id: "r",
            severity: Severity::Error,
            docs: " One\n line.\n\n ## Why\n\n [a](a.md)\n\n ## Fix\n\n ```yaml\n a: 1\n ```",
        }];
        let (library, problems) = read(&files, &rules, &[]);
        assert_eq!(problems, []);
        assert_eq!(library.guides.iter().map(|g| g.slug.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(library.sets.first().map(|s| s.files.len()), Some(1));
        let rule = library.rules.first().unwrap();
        assert_eq!((rule.summary.as_str(), rule.page.headings.len()), ("One line.", 2));
        assert_eq!(rule.example("bad").map(|file| file.text), None);
        assert_eq!(rule.example("good").map(|file| file.text), Some("a: 1\n".to_owned()));
    }

    #[test]
    fn problems_say_where() {
        let files = [
            guide("a", 1, "one\n[x](none.md)\n"),
            guide("b", 1, ""),
            file("guides/c.md", "text"),
            file("manifests/s/1.yaml", ""),
        ];
        let (_, problems) = read(&files, &[], &[]);
        let said: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
        assert!(said.contains(&"guides/a.md:7: the link none.md leads nowhere".to_owned()), "{said:?}");
        assert!(said.iter().any(|p| p.contains("guides/b.md:1: has the same order as guides/a.md")), "{said:?}");
        assert!(said.iter().any(|p| p.contains("guides/c.md:1: front matter")), "{said:?}");
        assert!(said.iter().any(|p| p.contains("manifests/s:1: the set has no README.md")), "{said:?}");
    }
}
