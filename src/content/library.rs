//! All content, read: guides in reading order, example sets, and the rules' pages.

use std::collections::{BTreeMap, BTreeSet};

use super::lesson::{self, Folder, Lesson, LessonMatter};
use super::links::{LESSONS, Targets};
use super::markdown::{self, Context};
use super::teach::{self, Plan};
use super::terms::Terms;
use super::{FrontMatter, Page, Problem, ProblemKind, figures, front_matter};
use crate::engine::workspace::Workspace;
use crate::engine::{Analysis, analyze};
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
    /// In their order.
    pub lessons: Vec<Lesson>,
    /// Plans for classes, in their order.
    pub plans: Vec<Plan>,
    /// What a class gets on paper.
    pub handout: Option<Guide>,
}

impl Library {
    /// The files of an example set, or of a lesson: `lessons/<slug>` and `lessons/<slug>/solution`.
    #[must_use]
    pub fn files(&self, set: &str) -> &[FileText] {
        let of_lesson = |path: &str| {
            let (slug, solution) = path.split_once('/').map_or((path, false), |(slug, _)| (slug, true));
            let lesson = self.lessons.iter().find(|lesson| lesson.slug == slug)?;
            Some(if solution { lesson.solution() } else { &lesson.start })
        };
        let own = || self.sets.iter().find(|other| other.slug == set).map(|set| set.files.as_slice());
        set.strip_prefix(LESSONS).and_then(of_lesson).or_else(own).unwrap_or_default()
    }
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
    for (slug, folder) in &sources.lessons {
        library.lessons.extend(sources.lesson(slug, folder, &mut problems));
    }
    for (name, file) in &sources.teach {
        sources.teaching(name, file, &mut library, &mut problems);
    }
    library.plans.sort_by_key(|plan| plan.order);
    problems.extend(teach::problems(&library));
    library.guides.sort_by_key(|g| g.meta.order);
    library.lessons.sort_by_key(|l| l.meta.order);
    library.sets.sort_by_key(|s| s.meta.order);
    library.rules.sort_by(|a, b| a.id.cmp(&b.id));
    same_order(library.guides.iter().map(|g| (format!("guides/{}.md", g.slug), g.meta.order)), &mut problems);
    same_order(library.lessons.iter().map(|l| (format!("lessons/{}/lesson.md", l.slug), l.meta.order)), &mut problems);
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
    lessons: BTreeMap<&'a str, Folder<'a>>,
    teach: BTreeMap<&'a str, &'a FileText>,
    /// The files of lessons before the first and after the last step, by the name of the set that they are.
    of_lessons: BTreeMap<String, Vec<FileText>>,
    targets: Targets,
    /// What each set comes to.
    models: BTreeMap<String, Analysis>,
    views: BTreeSet<&'a str>,
    /// The words of the glossary.
    terms: Terms,
}

/// A text of a lesson: `start` and `solution` are its own sets.
struct InLesson<'s, 'a> {
    sources: &'s Sources<'a>,
    slug: &'s str,
}

impl Context for InLesson<'_, '_> {
    fn targets(&self) -> &Targets {
        &self.sources.targets
    }

    fn file(&self, set: &str, file: &str) -> Option<&str> {
        self.sources.file(set, file)
    }

    fn value(&self, set: &str, question: &str) -> Result<String, String> {
        self.sources.value(&self.set(set.to_owned()), question)
    }

    fn files(&self, set: &str) -> Option<Vec<FileText>> {
        self.sources.files(set)
    }

    fn model(&self, set: &str) -> Option<&Analysis> {
        self.sources.model(set)
    }

    fn has_view(&self, view: &str) -> bool {
        self.sources.has_view(view)
    }

    fn set(&self, name: String) -> String {
        match name.as_str() {
            "start" => format!("{LESSONS}{}", self.slug),
            "solution" => format!("{LESSONS}{}/solution", self.slug),
            _ => name,
        }
    }

    fn is_lesson(&self) -> bool {
        true
    }
}

impl Context for Sources<'_> {
    fn targets(&self) -> &Targets {
        &self.targets
    }

    fn file(&self, set: &str, file: &str) -> Option<&str> {
        let own = self.of_lessons.get(set).and_then(|files| files.iter().find(|other| other.name == file));
        own.or(self.sets.get(set).and_then(|set| set.get(file)).copied()).map(|file| file.text.as_str())
    }

    fn value(&self, set: &str, question: &str) -> Result<String, String> {
        figures::answer(self.models.get(set).ok_or("there is no such set")?, question)
    }

    fn files(&self, set: &str) -> Option<Vec<FileText>> {
        let own = || {
            let files = opened(self.sets.get(set)?);
            Some(files.map(|(name, file)| FileText { name: name.to_owned(), text: file.text.clone() }).collect())
        };
        self.of_lessons.get(set).cloned().or_else(own)
    }

    fn model(&self, set: &str) -> Option<&Analysis> {
        self.models.get(set)
    }

    fn terms(&self) -> Option<&Terms> {
        Some(&self.terms)
    }

    fn has_view(&self, view: &str) -> bool {
        self.views.contains(view)
    }
}

impl<'a> Sources<'a> {
    fn new(files: &'a [FileText], rules: &[RuleSource<'_>], views: &[&'a str]) -> Self {
        let mut guides = BTreeMap::new();
        let mut sets: BTreeMap<&str, BTreeMap<&str, &FileText>> = BTreeMap::new();
        let mut lessons: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
        let mut teach = BTreeMap::new();
        for file in files {
            if let Some(slug) = file.name.strip_prefix("guides/").and_then(|n| n.strip_suffix(".md")) {
                guides.insert(slug, file);
            } else if let Some((set, name)) = file.name.strip_prefix("manifests/").and_then(|n| n.split_once('/')) {
                sets.entry(set).or_default().insert(name, file);
            } else if let Some((slug, name)) = file.name.strip_prefix(LESSONS).and_then(|n| n.split_once('/')) {
                lessons.entry(slug).or_default().add(name, file);
            } else if let Some(name) = file.name.strip_prefix(teach::FOLDER) {
                teach.insert(name, file);
            }
        }
        let body =
            |file: &FileText| front_matter::split(&file.text).map_or(String::new(), |(_, body, _)| body.to_owned());
        let names = |set: &BTreeMap<&str, &FileText>| -> BTreeSet<String> {
            opened(set).map(|(name, _)| name.to_owned()).collect()
        };
        let of_lessons = files_of_lessons(&lessons, &sets);
        let own = of_lessons.iter().map(|(slug, files)| (slug.clone(), files.iter().map(|f| f.name.clone()).collect()));
        let targets = Targets {
            guides: guides
                .iter()
                .map(|(slug, file)| ((*slug).to_owned(), markdown::heading_ids(&body(file))))
                .collect(),
            rules: rules.iter().map(|rule| rule.id.to_owned()).collect(),
            sets: sets.iter().map(|(slug, set)| ((*slug).to_owned(), names(set))).chain(own).collect(),
            lessons: lessons.iter().map(|(slug, folder)| ((*slug).to_owned(), ids(folder))).collect(),
            teach: teach.keys().filter_map(|name| Some(name.split_once('.')?.0.to_owned())).collect(),
            panels: views.iter().chain(&PANELS).map(|panel| (*panel).to_owned()).collect(),
        };
        let texts = |set: &BTreeMap<&'a str, &'a FileText>| {
            Workspace::of(opened(set).map(|(name, file)| (name, file.text.as_str())))
        };
        let own = of_lessons.iter().map(|(slug, files)| {
            let files = files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
            (slug.clone(), analyze(Workspace::of(files)))
        });
        let models = sets.iter().map(|(slug, set)| ((*slug).to_owned(), analyze(texts(set)))).chain(own).collect();
        let glossary = guides.get("glossary").map_or(String::new(), |file| body(file));
        let terms = Terms::new(markdown::headings(&glossary).into_iter().map(|(_, id, text)| (id, text)));
        Self {
            guides,
            sets,
            lessons,
            teach,
            of_lessons,
            targets,
            models,
            views: views.iter().copied().collect(),
            terms,
        }
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

    fn lesson(&self, slug: &str, folder: &Folder<'_>, problems: &mut Vec<Problem>) -> Option<Lesson> {
        let name = format!("{LESSONS}{slug}/{}", lesson::TEXT);
        let missing = || ProblemKind::Lesson(format!("there is no {}", lesson::TEXT));
        let read = folder.text.ok_or_else(missing).and_then(|file| front_matter::read::<LessonMatter>(&file.text));
        let (meta, body, lines) = match read {
            Ok(read) => read,
            Err(kind) => {
                problems.push(Problem { file: name, line: 1, kind });
                return None;
            }
        };
        let known = meta.needs.iter().filter(|slug| !self.targets.lessons.contains_key(*slug));
        let known = known.chain(meta.reads.iter().filter(|slug| !self.targets.guides.contains_key(*slug)));
        let known = known.chain(meta.set.iter().filter(|slug| !self.sets.contains_key(slug.as_str())));
        problems.extend(known.map(|slug| Problem {
            file: name.clone(),
            line: 1,
            kind: ProblemKind::Link(slug.clone()),
        }));
        let (page, found) = markdown::page(body, &format!("{LESSONS}{slug}/"), &InLesson { sources: self, slug });
        problems.extend(found.into_iter().map(|(line, kind)| Problem {
            file: name.clone(),
            line: line + lines + 1,
            kind,
        }));
        let start = self.of_lessons.get(&format!("{LESSONS}{slug}")).cloned().unwrap_or_default();
        let (lesson, found) = lesson::assemble(slug, meta, page, folder, start);
        problems.extend(found);
        Some(lesson)
    }

    /// A plan, or the handout.
    fn teaching(&self, name: &str, file: &FileText, library: &mut Library, problems: &mut Vec<Problem>) {
        if let Some(slug) = name.strip_suffix(".yaml") {
            let (plan, found) = teach::read(slug, file, self);
            library.plans.extend(plan);
            problems.extend(found);
        } else if let Some(slug) = name.strip_suffix(".md") {
            let read = self.article(file, &format!("{}{slug}/", teach::FOLDER), problems);
            library.handout = read.map(|(meta, page)| Guide { slug: slug.to_owned(), meta, page });
        }
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

/// The panels that are no views.
const PANELS: [&str; 4] = ["objects", "probes", "problems", "wiring"];

/// What each lesson starts with and ends with.
fn files_of_lessons(
    lessons: &BTreeMap<&str, Folder<'_>>,
    sets: &BTreeMap<&str, BTreeMap<&str, &FileText>>,
) -> BTreeMap<String, Vec<FileText>> {
    let mut out = BTreeMap::new();
    for (slug, folder) in lessons {
        let meta = folder.text.and_then(|file| front_matter::read::<LessonMatter>(&file.text).ok());
        let meta = meta.map(|(meta, _, _)| meta).unwrap_or_default();
        let set = meta.set.as_ref().and_then(|set| sets.get(set.as_str()));
        let set: Vec<FileText> = set
            .into_iter()
            .flat_map(|set| opened(set).map(|(name, file)| FileText { name: name.to_owned(), text: file.text.clone() }))
            .collect();
        let start = folder.start(&meta, &set);
        out.insert(format!("{LESSONS}{slug}/solution"), folder.laid_over(start.clone(), "solution"));
        out.insert(format!("{LESSONS}{slug}"), start);
    }
    out
}

/// The ids of a lesson's headings.
fn ids(folder: &Folder<'_>) -> BTreeSet<String> {
    let body = folder.text.and_then(|file| front_matter::read::<LessonMatter>(&file.text).ok());
    body.map(|(_, body, _)| markdown::heading_ids(body)).unwrap_or_default()
}

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
