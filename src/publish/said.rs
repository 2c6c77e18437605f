//! What each guide says of each set, for the playground: `data/said/<set>.bin`.

use std::collections::BTreeMap;
use std::path::Path;

use super::sources;
use crate::content::fence::{self, HoldsFence, ManifestFence, ViewFence};
use crate::content::library::{Guide, Set};
use crate::content::{Library, excerpt, figures, markdown, values};
use crate::engine::{Analysis, analyze, service};
use crate::explorer;
use crate::protocol::FileText;
use crate::protocol::explore::Input;
use crate::protocol::said::{ASKED, Said, SaidByGuide, SaidExcerpt, SaidInSection, SaidView, Sentence};
use crate::protocol::wire;

/// Writes them all; `texts` are the files of the content.
pub(super) fn write(library: &Library, texts: &[FileText], dist: &Path) -> Result<(), String> {
    let models = models(library);
    for set in &library.sets {
        let said = of_set(library, texts, set, &models);
        sources::write(&dist.join("data/said").join(format!("{}.bin", set.slug)), &wire::encode(&said))?;
    }
    Ok(())
}

pub(super) type Models = BTreeMap<String, Analysis>;

/// What each set comes to.
pub(super) fn models(library: &Library) -> Models {
    library.sets.iter().map(|set| (set.slug.clone(), analyze(service::open(&set.files)))).collect()
}

/// What the guides say of a set.
pub(super) fn of_set(library: &Library, texts: &[FileText], set: &Set, models: &Models) -> Said {
    let reader = Reader { set, models };
    let text = |guide: &Guide| texts.iter().find(|file| file.name == format!("guides/{}.md", guide.slug));
    let guides = library.guides.iter().filter_map(|guide| {
        let sections = reader.sections(&text(guide)?.text);
        let (slug, title) = (guide.slug.clone(), guide.meta.title.clone());
        (!sections.is_empty()).then_some(SaidByGuide { slug, title, sections })
    });
    Said { guides: guides.collect() }
}

struct Reader<'a> {
    set: &'a Set,
    models: &'a Models,
}

impl Reader<'_> {
    /// The sections that say something of the set.
    fn sections(&self, text: &str) -> Vec<SaidInSection> {
        let body = crate::content::front_matter::split(text).map_or("", |(_, body, _)| body);
        let mut headings = markdown::headings(body).into_iter().peekable();
        let mut out = vec![SaidInSection::default()];
        let mut fence: Option<(String, String)> = None;
        for (n, line) in body.lines().enumerate() {
            if let Some((_, id, title)) = headings.next_if(|(at, _, _)| *at == n) {
                out.push(SaidInSection { id, title, ..SaidInSection::default() });
            }
            let Some(section) = out.last_mut() else { continue };
            match (&mut fence, line.strip_prefix("```")) {
                (None, Some(info)) => fence = Some((info.to_owned(), String::new())),
                (Some((info, inside)), Some(_)) => {
                    self.fence(section, info, inside);
                    fence = None;
                }
                (Some((_, inside)), None) => inside.push_str(&format!("{line}\n")),
                (None, None) => section.sentences.extend(sentences(line).into_iter().filter_map(|s| self.sentence(s))),
            }
        }
        let says = |s: &SaidInSection| {
            !(s.sentences.is_empty() && s.excerpts.is_empty() && s.views.is_empty() && s.relies.is_empty())
        };
        out.retain(says);
        out
    }

    fn fence(&self, section: &mut SaidInSection, info: &str, body: &str) {
        match info {
            "manifest" => section.excerpts.extend(fence::read(body).ok().and_then(|one| self.excerpt(one))),
            "view" => section.views.extend(fence::read(body).ok().and_then(|one| self.view(one))),
            "holds" => section.relies.extend(fence::read(&self.filled(body)).ok().and_then(|one| self.relies(one))),
            _ => {}
        }
    }

    fn relies(&self, fence: HoldsFence) -> Option<String> {
        (fence.set == self.set.slug).then(|| serde_yaml::to_string(&fence.that).ok())?
    }

    fn excerpt(&self, fence: ManifestFence) -> Option<SaidExcerpt> {
        let file = self.set.files.iter().find(|file| fence.set == self.set.slug && file.name == fence.file)?;
        let path = fence.path.unwrap_or_default();
        let text = excerpt::plain(&file.text, fence.object.as_deref(), &path)?;
        Some(SaidExcerpt { file: fence.file, object: fence.object.unwrap_or_default(), path, text })
    }

    fn view(&self, fence: ViewFence) -> Option<SaidView> {
        let ViewFence { set, view, inputs, parts, caption } = fence;
        let inputs = inputs.into_iter().map(|(name, value)| Input { name, value }).collect();
        let view = SaidView { view, inputs, parts, caption: caption.unwrap_or_default(), digest: 0 };
        let model = self.models.get(&set).filter(|_| set == self.set.slug)?;
        Some(SaidView { digest: explorer::digest(model, &view), ..view })
    }

    /// The sentence, if it asks something of the set; what it asks of others is filled in.
    fn sentence(&self, text: String) -> Option<Sentence> {
        let mut out = Sentence::default();
        let mut rest = text.as_str();
        while let Some((before, (set, question), after)) = values::next(rest) {
            out.text.push_str(before);
            let answer = self.answer(set, question);
            if set == self.set.slug {
                out.text.push(ASKED);
                out.questions.push(question.to_owned());
                out.answers.push(answer);
            } else {
                out.text.push_str(&answer);
            }
            rest = after;
        }
        out.text.push_str(rest);
        (!out.questions.is_empty()).then_some(out)
    }

    fn answer(&self, set: &str, question: &str) -> String {
        self.models.get(set).and_then(|model| figures::answer(model, question).ok()).unwrap_or_default()
    }

    fn filled(&self, text: &str) -> String {
        values::fill(text, &|set, question| Ok(self.answer(set, question))).0
    }
}

/// The sentences of a line, without markup; of a row, each cell that asks something, with the row's first.
fn sentences(line: &str) -> Vec<String> {
    let line = plain(line);
    if let Some(row) = line.strip_prefix('|') {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (Some(first), rest) = (cells.first(), cells.get(1..).unwrap_or_default()) else { return Vec::new() };
        let asking = rest.iter().filter(|cell| cell.contains("{{ "));
        return asking.map(|cell| format!("{first}: {cell}")).chain([(*first).to_owned()]).collect();
    }
    line.split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).collect()
}

fn plain(line: &str) -> String {
    let line = line.trim_start_matches(['-', '>', ' ']).replace("**", "");
    let mut out = String::new();
    let mut rest = line.as_str();
    while let Some((before, after)) = rest.split_once("](") {
        let (kept, text) = before.rsplit_once('[').unwrap_or((before, ""));
        out.push_str(kept);
        out.push_str(text);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_lines_and_rows() {
        assert_eq!(sentences("- **A** [b](c.md) `d`. E {{ s: =x }}."), ["A b `d`.", "E {{ s: =x }}."]);
        assert_eq!(sentences("| `a` | b | {{ s: =x }} s |"), ["`a`: {{ s: =x }} s", "`a`"]);
    }
}
