//! Markdown → blocks. The one place with parser options.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as writer};

use super::block::{Block, Change, Checks, Heading, Notes, Page, View, Wiring};
use super::fence::{self, ChangeFence, HoldsFence, ManifestFence, ViewFence, WiringFence};
use super::links::{From, Targets};
use super::slug::Slugs;
use super::terms::Terms;
use super::{ProblemKind, change, excerpt, highlight, html, values};
use crate::engine::{Analysis, analyze, checks, service};
use crate::protocol::FileText;

/// Tables, strikethrough, and notes (`> [!NOTE]`).
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_GFM);

/// The address of the glossary.
const GLOSSARY: &str = "guides/glossary/";

/// The fences that stand for themselves.
const EMBEDDED: [&str; 8] = ["change", "check", "hint", "holds", "manifest", "notes", "view", "wiring"];

type Spanned<'a> = (Event<'a>, Range<usize>);

/// What a page may refer to.
pub trait Context {
    /// What can be linked to.
    fn targets(&self) -> &Targets;
    /// The text of a file of a set.
    fn file(&self, set: &str, file: &str) -> Option<&str>;
    /// The value that a text asks of a set.
    ///
    /// # Errors
    /// Says why there is none.
    fn value(&self, set: &str, question: &str) -> Result<String, String>;
    /// All files of a set.
    fn files(&self, set: &str) -> Option<Vec<FileText>>;
    /// What a set comes to, with all findings.
    fn model(&self, set: &str) -> Option<&Analysis>;
    /// The words of the glossary.
    fn terms(&self) -> Option<&Terms> {
        None
    }
    /// Whether there is a view of that name.
    fn has_view(&self, view: &str) -> bool;
    /// The set that a text means by a name.
    fn set(&self, name: String) -> String {
        name
    }
    /// Whether the text is a lesson, with checks and hints.
    fn is_lesson(&self) -> bool {
        false
    }
}

/// A page, and what is wrong with it: 0-based lines of the text and problems.
pub type Outcome = (Page, Vec<(usize, ProblemKind)>);

/// The blocks of a text that stands at an address (`guides/overview/`).
#[must_use]
pub fn page(text: &str, address: &str, context: &dyn Context) -> Outcome {
    let (text, unanswered) = values::fill(text, &|set, question| context.value(set, question));
    let (page, mut problems) = filled(&text, address, context);
    problems.extend(unanswered);
    problems.sort_by_key(|(line, _)| *line);
    (page, problems)
}

fn filled(text: &str, address: &str, context: &dyn Context) -> Outcome {
    let ids = heading_ids(text);
    let from = From { address, ids: &ids };
    let mut reader = Reader {
        text,
        from,
        context,
        slugs: Slugs::default(),
        page: Page::default(),
        problems: Vec::new(),
        linked: BTreeSet::new(),
    };
    let events: Vec<Spanned<'_>> =
        Parser::new_ext(text, OPTIONS).into_offset_iter().filter_map(|e| reader.harmless(e)).collect();
    for part in top_level(&events) {
        reader.part(part);
    }
    (reader.page, reader.problems)
}

/// The ids of a text's headings.
#[must_use]
pub fn heading_ids(text: &str) -> BTreeSet<String> {
    headings(text).into_iter().map(|(_, id, _)| id).collect()
}

/// The headings of a text: line, counted from zero, id and text.
#[must_use]
pub fn headings(text: &str) -> Vec<(usize, String, String)> {
    let events: Vec<Spanned<'_>> = Parser::new_ext(text, OPTIONS).into_offset_iter().collect();
    let mut slugs = Slugs::default();
    let headings = top_level(&events).filter(|part| heading_level(part).is_some());
    let line = |part: &[Spanned<'_>]| {
        let start = part.first().map_or(0, |(_, at)| at.start);
        text.get(..start).unwrap_or("").matches('\n').count()
    };
    headings.map(|part| (line(part), slugs.next(&plain(part)), plain(part))).collect()
}

struct Reader<'a> {
    text: &'a str,
    from: From<'a>,
    context: &'a dyn Context,
    slugs: Slugs,
    page: Page,
    problems: Vec<(usize, ProblemKind)>,
    /// The glossary's words that are linked already, by their ids.
    linked: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, at: &Range<usize>, kind: ProblemKind) {
        let line = self.text.get(..at.start).unwrap_or("").matches('\n').count();
        self.problems.push((line, kind));
    }

    /// The event with its link resolved; raw HTML becomes text, images go.
    fn harmless(&mut self, (event, at): Spanned<'a>) -> Option<Spanned<'a>> {
        let event = match event {
            Event::Html(text) | Event::InlineHtml(text) => {
                self.problem(&at, ProblemKind::RawHtml);
                Event::Text(text)
            }
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Image { .. }) => {
                self.problem(&at, ProblemKind::Image);
                return None;
            }
            Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let resolved = self.context.targets().resolve(self.from, &dest_url);
                let dest_url = resolved.unwrap_or_else(|problem| {
                    self.problem(&at, problem);
                    String::new()
                });
                Event::Start(Tag::Link { link_type, dest_url: dest_url.into(), title, id })
            }
            event => event,
        };
        Some((event, at))
    }

    fn part(&mut self, part: &[Spanned<'a>]) {
        let Some((first, at)) = part.first() else { return };
        let block = match first {
            Event::Start(Tag::Heading { .. }) => self.heading(part),
            Event::Start(Tag::Table(_)) => Some(Block::Table(self.flow(part))),
            Event::Start(Tag::CodeBlock(kind)) => self.code(kind, &plain(part), at),
            _ => {
                let part = self.explained(part);
                Some(Block::Prose(self.flow(&part)))
            }
        };
        self.page.blocks.extend(block);
    }

    /// The part with links to the glossary, where a word of it is used first.
    fn explained(&mut self, part: &[Spanned<'a>]) -> Vec<Spanned<'a>> {
        let guide = self.from.address.starts_with("guides/") && self.from.address != GLOSSARY;
        let Some(terms) = self.context.terms().filter(|_| guide) else { return part.to_vec() };
        let mut out = Vec::with_capacity(part.len());
        let mut inside = 0_u32;
        for (event, at) in part {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    inside += 1;
                    self.linked.extend(dest_url.strip_prefix(GLOSSARY).map(|id| id.trim_start_matches('#').to_owned()));
                }
                Event::Start(Tag::CodeBlock(_)) => inside += 1,
                Event::End(TagEnd::Link | TagEnd::CodeBlock) => inside = inside.saturating_sub(1),
                Event::Text(text) if inside == 0 => {
                    out.extend(explain(text, terms, &mut self.linked).into_iter().map(|event| (event, at.clone())));
                    continue;
                }
                _ => {}
            }
            out.push((event.clone(), at.clone()));
        }
        out
    }

    fn heading(&mut self, part: &[Spanned<'a>]) -> Option<Block> {
        let level = heading_level(part)?;
        if let (1, Some((_, at))) = (level, part.first()) {
            self.problem(at, ProblemKind::TitleInBody);
        }
        let text = plain(part);
        let inner = part.get(1..part.len().saturating_sub(1)).unwrap_or_default();
        let heading = Heading { level: level.max(2), id: self.slugs.next(&text), html: self.flow(inner), text };
        self.page.headings.push(heading.clone());
        Some(Block::Heading(heading))
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, body: &str, at: &Range<usize>) -> Option<Block> {
        let language = language(kind);
        let block = match language {
            "check" | "hint" if !self.context.is_lesson() => Err(ProblemKind::OnlyInLessons(language.to_owned())),
            "check" => check(kind, body),
            "hint" => Ok(Block::Hint(Box::new(self.inner(body, at)))),
            "notes" => self.notes(kind, body, at),
            "manifest" => fence::read(body).and_then(|f| self.manifest(f)),
            "wiring" => fence::read(body).and_then(|f| self.wiring(f)),
            "view" => fence::read(body).and_then(|f| self.view(f)),
            "change" => fence::read(body).and_then(|f| self.change(f, at)),
            "holds" => {
                let outcome = fence::read(body).and_then(|f| self.holds(f, at));
                return outcome.map_err(|problem| self.problem(at, problem)).ok().and(None);
            }
            _ => Ok(Block::Code { language: language.to_owned(), lines: highlight::highlight(language, body) }),
        };
        block.map_err(|problem| self.problem(at, problem)).ok()
    }

    /// The text in a fence, as a page of its own.
    fn inner(&mut self, body: &str, at: &Range<usize>) -> Page {
        let (page, problems) = filled(body, self.from.address, self.context);
        let line = self.text.get(..at.start).unwrap_or("").matches('\n').count();
        self.problems.extend(problems.into_iter().map(|(n, kind)| (line + 1 + n, kind)));
        page
    }

    fn notes(&mut self, kind: &CodeBlockKind<'_>, body: &str, at: &Range<usize>) -> Result<Block, ProblemKind> {
        let minutes = match words(kind).collect::<Vec<_>>().as_slice() {
            ["notes"] => None,
            ["notes", minutes, "min"] if minutes.parse::<u32>().is_ok_and(|minutes| minutes > 0) => {
                minutes.parse().ok()
            }
            _ => return Err(ProblemKind::Fence("write ```notes, or ```notes 3 min".into())),
        };
        Ok(Block::Notes(Box::new(Notes { page: self.inner(body, at), minutes })))
    }

    fn manifest(&self, mut fence: ManifestFence) -> Result<Block, ProblemKind> {
        fence.set = self.context.set(fence.set);
        let text = self.context.file(&fence.set, &fence.file);
        let text = text.ok_or_else(|| ProblemKind::NoFile(format!("{}/{}", fence.set, fence.file)))?;
        Ok(Block::Manifest(Box::new(excerpt::excerpt(fence, text)?)))
    }

    fn wiring(&self, mut fence: WiringFence) -> Result<Block, ProblemKind> {
        fence.set = self.context.set(fence.set);
        match self.context.targets().sets.contains_key(&fence.set) {
            true => Ok(Block::Wiring(Wiring { set: fence.set, caption: fence.caption })),
            false => Err(ProblemKind::NoFile(format!("set {}", fence.set))),
        }
    }

    fn view(&self, mut fence: ViewFence) -> Result<Block, ProblemKind> {
        fence.set = self.context.set(fence.set);
        if !self.context.targets().sets.contains_key(&fence.set) {
            return Err(ProblemKind::NoFile(format!("set {}", fence.set)));
        }
        if !self.context.has_view(&fence.view) {
            return Err(ProblemKind::NoView(fence.view));
        }
        let ViewFence { set, view, inputs, parts, caption } = fence;
        Ok(Block::View(View { set, view, inputs: inputs.into_iter().collect(), parts, caption }))
    }

    /// What the text relies on has to be so.
    fn holds(&mut self, fence: HoldsFence, at: &Range<usize>) -> Result<(), ProblemKind> {
        let set = self.context.set(fence.set);
        let model = self.context.model(&set).ok_or_else(|| ProblemKind::NoFile(format!("set {set}")))?;
        self.hold(model, &fence.that, at)
    }

    fn hold(&mut self, model: &Analysis, that: &[serde_yaml::Value], at: &Range<usize>) -> Result<(), ProblemKind> {
        let text = serde_yaml::to_string(that).map_err(|e| ProblemKind::Fence(e.to_string()))?;
        for check in checks::read(&text).map_err(ProblemKind::Fence)? {
            let answer = check.answer(model);
            if !answer.holds {
                self.problem(at, ProblemKind::NotSo(check.title(), answer.found));
            }
        }
        Ok(())
    }

    fn change(&mut self, fence: ChangeFence, at: &Range<usize>) -> Result<Block, ProblemKind> {
        let set = self.context.set(fence.set);
        let mut files = self.context.files(&set).ok_or_else(|| ProblemKind::NoFile(format!("set {set}")))?;
        if let Some(panel) = fence.panel.as_ref().filter(|panel| !self.context.targets().panels.contains(*panel)) {
            return Err(ProblemKind::NoView(panel.clone()));
        }
        let edits = change::apply(&mut files, fence.edits)?;
        if !fence.then.is_empty() {
            self.hold(&analyze(service::open(&files)), &fence.then, at)?;
        }
        let guide = self.from.address.trim_start_matches("guides/");
        let slug = format!("{set}/{guide}{}", fence.name);
        let taken = |block: &Block| matches!(block, Block::Change(other) if other.slug == slug);
        if self.page.blocks.iter().any(taken) {
            return Err(ProblemKind::Fence(format!("another change is called {}", fence.name)));
        }
        let ChangeFence { title, panel, inputs, caption, .. } = fence;
        let inputs = inputs.into_iter().collect();
        Ok(Block::Change(Box::new(Change { slug, set, title, files, edits, panel, inputs, caption })))
    }

    /// Running text as HTML; code blocks in it are highlighted, too.
    fn flow(&mut self, part: &[Spanned<'a>]) -> String {
        let mut events = Vec::new();
        let mut code: Option<(&str, String)> = None;
        for (event, at) in part {
            match (event, &mut code) {
                (Event::Start(Tag::CodeBlock(kind)), _) => {
                    let language = language(kind);
                    if EMBEDDED.contains(&language) {
                        self.problem(at, ProblemKind::NestedFence);
                    }
                    code = Some((language, String::new()));
                }
                (Event::End(TagEnd::CodeBlock), Some((language, body))) => {
                    let lines = highlight::highlight(language, body);
                    events.push(Event::Html(html::code(language, &lines, None).into()));
                    code = None;
                }
                (Event::Text(text), Some((_, body))) => body.push_str(text),
                (event, None) => events.push(event.clone()),
                _ => {}
            }
        }
        let mut out = String::new();
        writer::push_html(&mut out, events.into_iter());
        out
    }
}

/// A text with links to the glossary.
fn explain<'a>(text: &str, terms: &Terms, linked: &mut BTreeSet<String>) -> Vec<Event<'a>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, word, id, after)) = terms.first(rest, linked) {
        linked.insert(id.to_owned());
        out.push(Event::Text(before.to_owned().into()));
        out.push(Event::InlineHtml(format!(r##"<a class="term" href="{GLOSSARY}#{id}">"##).into()));
        out.push(Event::Text(word.to_owned().into()));
        out.push(Event::InlineHtml("</a>".into()));
        rest = after;
    }
    out.push(Event::Text(rest.to_owned().into()));
    out
}

fn check(kind: &CodeBlockKind<'_>, body: &str) -> Result<Block, ProblemKind> {
    let checks = checks::read(body).map_err(ProblemKind::Fence)?;
    let already = words(kind).any(|word| word == "already");
    let titles = checks.iter().map(checks::Check::title).collect();
    Ok(Block::Check(Checks { text: body.to_owned(), titles, already }))
}

/// The parts of a text that stand in nothing else.
fn top_level<'e, 'a>(events: &'e [Spanned<'a>]) -> impl Iterator<Item = &'e [Spanned<'a>]> {
    let mut rest = events;
    std::iter::from_fn(move || {
        let mut depth = 0_usize;
        let end = rest.iter().position(|(event, _)| {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })?;
        let (part, after) = rest.split_at_checked(end + 1)?;
        rest = after;
        Some(part)
    })
}

fn heading_level(part: &[Spanned<'_>]) -> Option<u8> {
    match part.first()? {
        (Event::Start(Tag::Heading { level, .. }), _) => Some(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        }),
        _ => None,
    }
}

/// The words of a part, without markup.
fn plain(part: &[Spanned<'_>]) -> String {
    let mut out = String::new();
    for (event, _) in part {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// The first word of a fence.
fn language<'k>(kind: &'k CodeBlockKind<'_>) -> &'k str {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',']).next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    }
}

/// All words of a fence's first line.
fn words<'k>(kind: &'k CodeBlockKind<'_>) -> impl Iterator<Item = &'k str> {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace(),
        CodeBlockKind::Indented => "".split_whitespace(),
    }
}

#[cfg(test)]
mod tests;
