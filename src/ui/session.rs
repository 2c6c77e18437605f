//! What is open in the playground: files, their reports, where the caret is. Pure transitions.
//!
//! The page owns the text, the worker owns the analysis. Every change of a text has a revision;
//! a report for an older revision is dropped, because an answer to the newer one is on its way.

use crate::protocol::patch::{self, Patch};
use crate::protocol::{ExampleSet, FileReport, FileText, Finding, Fix, Place, Request, Response, Severity};

/// Everything that is open.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The example set that it began with.
    pub set: String,
    /// Its title.
    pub title: String,
    /// The files, in the order of their tabs.
    pub files: Vec<FileText>,
    /// The files as the example has them.
    pub original: Vec<FileText>,
    /// The file that is shown.
    pub shown: String,
    /// Where the caret is: UTF-16 offset in the file that is shown.
    pub caret: u32,
    /// What the worker said of each document, by the names of the files.
    pub reports: Vec<FileReport>,
    /// Of the last change.
    pub revision: u64,
    /// Of the last report that was taken.
    pub answered: u64,
    /// How long that analysis took, in microseconds.
    pub micros: u32,
}

/// A part of a text, from and to (UTF-16 offsets), and what stands there afterwards.
pub type Replacement = (u32, u32, String);

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
}

impl Counts {
    /// All together.
    #[must_use]
    pub fn total(self) -> usize {
        self.errors + self.warnings + self.hints
    }

    /// The worst that is there.
    #[must_use]
    pub fn worst(self) -> Option<Severity> {
        match self {
            Self { errors: 1.., .. } => Some(Severity::Error),
            Self { warnings: 1.., .. } => Some(Severity::Warning),
            Self { hints: 1.., .. } => Some(Severity::Hint),
            Self { .. } => None,
        }
    }

    /// Counts the findings of reports.
    pub fn of<'a>(reports: impl IntoIterator<Item = &'a FileReport>) -> Self {
        let mut counts = Self::default();
        for finding in reports.into_iter().flat_map(|report| &report.findings) {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Hint => counts.hints += 1,
            }
        }
        counts
    }
}

/// What an answer of the worker was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing new.
    Nothing,
    /// Other reports.
    News,
    /// A change of reports that are not here: everything must be asked for.
    Riddle,
}

/// Why a file cannot have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing but blanks.
    Empty,
    /// Another file has it.
    Taken,
    /// Control characters, or a path that leaves the folder.
    Unusable,
}

impl NameProblem {
    /// What the page says.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "A file needs a name.",
            Self::Taken => "There is a file of that name already.",
            Self::Unusable => "That name cannot be used: no “..”, no leading “/”, no control characters.",
        }
    }
}

impl Session {
    /// An example set, with the texts that were kept from an earlier visit, if any.
    #[must_use]
    pub fn open(set: ExampleSet, kept: Option<Vec<FileText>>, file: Option<&str>) -> Self {
        let files = kept.unwrap_or_else(|| set.files.clone());
        let (title, original) = (set.title, set.files);
        let mut session = Self { set: set.slug, title, original, files, revision: 1, ..Self::default() };
        let wanted = file.into_iter().chain([set.first.as_str()]).find(|name| session.text(name).is_some());
        session.shown = wanted.map(str::to_owned).or_else(|| session.first()).unwrap_or_default();
        session
    }

    /// The request that makes the worker know everything: at the start, and after its death.
    #[must_use]
    pub fn everything(&self) -> Request {
        Request::Open { revision: self.revision, files: self.files.clone() }
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|file| file.name == name).map(|file| file.text.as_str())
    }

    /// The names in the order of the tabs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.name.clone()).collect()
    }

    /// Whether the files differ from the example.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.files != self.original
    }

    /// A file's text is now this. Nothing happens if it was so already or there is no such file.
    pub fn edit(&mut self, name: &str, text: String) -> bool {
        let Some(file) = self.files.iter_mut().find(|file| file.name == name) else { return false };
        if file.text == text {
            return false;
        }
        file.text = text;
        self.revision += 1;
        true
    }

    /// The request that tells the worker a file's text.
    #[must_use]
    pub fn edit_request(&self, name: &str) -> Option<Request> {
        let file = self.files.iter().find(|file| file.name == name)?.clone();
        Some(Request::Edit { revision: self.revision, file })
    }

    /// Whether a new file, or the one called `old`, may have this name.
    ///
    /// # Errors
    /// Says why not.
    pub fn check_name(&self, name: &str, old: Option<&str>) -> Result<String, NameProblem> {
        let name = name.trim();
        if name.is_empty() {
            return Err(NameProblem::Empty);
        }
        if name.starts_with('/')
            || name.chars().any(char::is_control)
            || name.split('/').any(|part| part == ".." || part.is_empty())
        {
            return Err(NameProblem::Unusable);
        }
        if Some(name) != old && self.text(name).is_some() {
            return Err(NameProblem::Taken);
        }
        Ok(name.to_owned())
    }

    /// Adds files or replaces those of the same name, and shows the first of them.
    pub fn add(&mut self, added: Vec<FileText>) {
        if let Some(first) = added.first() {
            self.shown.clone_from(&first.name);
            self.caret = 0;
        }
        for file in added {
            match self.files.iter_mut().find(|old| old.name == file.name) {
                Some(old) => *old = file,
                None => self.files.push(file),
            }
        }
        self.revision += 1;
    }

    /// Gives a file another name.
    pub fn rename(&mut self, from: &str, to: &str) {
        for file in self.files.iter_mut().filter(|file| file.name == from) {
            to.clone_into(&mut file.name);
        }
        if self.shown == from {
            to.clone_into(&mut self.shown);
        }
        self.forget_report(from);
        self.revision += 1;
    }

    /// Takes a file away and shows its neighbour.
    pub fn remove(&mut self, name: &str) {
        let at = self.files.iter().position(|file| file.name == name).unwrap_or(0);
        self.files.retain(|file| file.name != name);
        self.forget_report(name);
        if self.shown == name {
            let neighbour = self.files.get(at).or_else(|| self.files.last());
            self.shown = neighbour.map(|file| file.name.clone()).unwrap_or_default();
            self.caret = 0;
        }
        self.revision += 1;
    }

    /// The example again, as if nothing had been typed.
    pub fn reset(&mut self) {
        self.files.clone_from(&self.original);
        if self.text(&self.shown).is_none() {
            self.shown = self.first().unwrap_or_default();
        }
        self.caret = 0;
        self.reports.clear();
        self.revision += 1;
    }

    /// What the worker said.
    pub fn receive(&mut self, response: Response) -> Heard {
        match response {
            Response::Report { revision, whole, patches, micros } if revision >= self.answered => {
                self.answered = revision;
                self.micros = micros;
                if whole {
                    self.reports.clear();
                }
                let fits = patches.into_iter().all(|patch| self.take(patch));
                if fits { Heard::News } else { Heard::Riddle }
            }
            _ => Heard::Nothing,
        }
    }

    /// Takes over what changed; nothing changes for a file that is gone. Gives whether it was made for what is known.
    fn take(&mut self, patch: Patch) -> bool {
        self.text(&patch.file).is_none() || patch.apply(&mut self.reports)
    }

    /// Whether the last report is about the text as it is now.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.answered == self.revision
    }

    /// What the worker said of a file, document by document.
    #[must_use]
    pub fn reports_of(&self, name: &str) -> &[FileReport] {
        self.reports.get(patch::of_file(&self.reports, name)).unwrap_or_default()
    }

    /// The findings of a file, in order.
    pub fn findings_of(&self, name: &str) -> impl Iterator<Item = &Finding> {
        self.reports_of(name).iter().flat_map(|report| &report.findings)
    }

    fn forget_report(&mut self, name: &str) {
        self.reports.retain(|report| report.file != name);
    }

    /// The key of the object at the caret.
    #[must_use]
    pub fn object_at_caret(&self) -> Option<String> {
        let inside = |place: &Place| place.start <= self.caret && self.caret <= place.end;
        let objects = self.reports_of(&self.shown).iter().flat_map(|report| &report.objects);
        objects.rev().find(|object| inside(&object.place)).map(|object| object.key.clone())
    }

    /// Where a line of the shown file begins: UTF-16 offset of its first character that is no blank.
    #[must_use]
    pub fn offset_of_line(&self, line: u32) -> Option<u32> {
        let text = self.text(&self.shown)?;
        let before = usize::try_from(line).ok()?.checked_sub(1)?;
        let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
        let rest = text.get(start..)?;
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let to = text.get(..start + blank)?;
        u32::try_from(to.encode_utf16().count()).ok()
    }

    /// The edits of a fix, by file: `(from, to, text)`. A place beyond a file's end is left out.
    #[must_use]
    pub fn edits_of(&self, fix: &Fix) -> Vec<(String, Vec<Replacement>)> {
        let mut edits: Vec<(String, Vec<Replacement>)> = Vec::new();
        for edit in &fix.edits {
            let length = self.text(&edit.place.file).map(|text| text.encode_utf16().count());
            if length.is_none_or(|length| edit.place.end as usize > length) {
                continue;
            }
            let replacement = (edit.place.start, edit.place.end, edit.text.clone());
            match edits.iter_mut().find(|(file, _)| *file == edit.place.file) {
                Some((_, list)) => list.push(replacement),
                None => edits.push((edit.place.file.clone(), vec![replacement])),
            }
        }
        edits
    }

    fn first(&self) -> Option<String> {
        self.files.first().map(|file| file.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{Finding, ObjectRow, TextEdit};

    fn file(name: &str, text: &str) -> FileText {
        FileText { name: name.into(), text: text.into() }
    }

    fn session() -> Session {
        let files = vec![file("a.yaml", "kind: A"), file("b.yaml", "kind: B"), file("c.yaml", "")];
        Session::open(
            ExampleSet { slug: "set".into(), title: "Set".into(), files, ..ExampleSet::default() },
            None,
            Some("b.yaml"),
        )
    }

    fn report(name: &str, severity: Severity) -> Patch {
        let finding = Finding {
            rule: "r".into(),
            severity,
            place: Place::default(),
            aim: None,
            object: None,
            message: "m".into(),
            help: String::new(),
            related: vec![],
            fixes: vec![],
        };
        let report = FileReport { file: name.into(), findings: vec![finding], ..FileReport::default() };
        Patch { file: name.into(), documents: vec![report], ..Patch::default() }
    }

    fn again(name: &str, severity: Severity) -> Patch {
        Patch { of: 1, removed: 1, ..report(name, severity) }
    }

    fn answer(revision: u64, whole: bool, patches: Vec<Patch>) -> Response {
        Response::Report { revision, whole, patches, micros: 5 }
    }

    #[test]
    fn the_address_decides_which_file_is_shown_if_it_exists() {
        assert_eq!(session().shown, "b.yaml");
        let set = ExampleSet { files: vec![file("x.yaml", "")], ..ExampleSet::default() };
        assert_eq!(Session::open(set, None, Some("gone.yaml")).shown, "x.yaml");
    }

    #[test]
    fn kept_text_comes_before_the_example_and_reset_brings_the_example() {
        let set = ExampleSet { files: vec![file("x.yaml", "old")], ..ExampleSet::default() };
        let mut session = Session::open(set, Some(vec![file("x.yaml", "mine"), file("y.yaml", "")]), None);
        assert!(session.changed());
        session.reset();
        assert!(!session.changed() && session.text("x.yaml") == Some("old"));
    }

    #[test]
    fn only_a_real_change_makes_a_revision() {
        let mut session = session();
        assert!(!session.edit("a.yaml", "kind: A".into()));
        assert!(!session.edit("none.yaml", "x".into()));
        assert!(session.edit("a.yaml", "kind: Z".into()));
        assert_eq!(session.revision, 2);
        assert!(
            matches!(session.edit_request("a.yaml"), Some(Request::Edit { revision: 2, file }) if file.text == "kind: Z")
        );
    }

    #[test]
    fn stale_reports_are_dropped() {
        let mut session = session();
        assert_eq!(session.receive(answer(5, false, vec![report("a.yaml", Severity::Error)])), Heard::News);
        assert_eq!(session.receive(answer(4, false, vec![again("a.yaml", Severity::Hint)])), Heard::Nothing);
        assert_eq!(session.receive(Response::Ready), Heard::Nothing);
        assert_eq!(Counts::of(&session.reports).errors, 1);
    }

    #[test]
    fn a_partial_report_leaves_the_other_files_and_a_whole_one_does_not() {
        let mut session = session();
        session.receive(answer(1, true, vec![report("b.yaml", Severity::Hint), report("a.yaml", Severity::Error)]));
        session.receive(answer(2, false, vec![again("a.yaml", Severity::Warning)]));
        assert_eq!(session.reports.len(), 2);
        assert_eq!(session.findings_of("a.yaml").map(|found| found.severity).collect::<Vec<_>>(), [Severity::Warning]);
        session.receive(answer(3, true, vec![report("gone.yaml", Severity::Error), report("b.yaml", Severity::Hint)]));
        assert_eq!(session.reports.iter().map(|report| report.file.as_str()).collect::<Vec<_>>(), ["b.yaml"]);
    }

    #[test]
    fn a_change_of_what_is_not_here_is_a_riddle() {
        let mut session = session();
        assert_eq!(session.receive(answer(1, false, vec![again("a.yaml", Severity::Hint)])), Heard::Riddle);
        assert_eq!(session.receive(answer(1, false, vec![again("gone.yaml", Severity::Hint)])), Heard::News);
        assert_eq!(session.receive(answer(1, true, vec![report("a.yaml", Severity::Hint)])), Heard::News);
        assert_eq!(session.reports.len(), 1);
    }

    #[test]
    fn removing_the_shown_file_shows_its_neighbour() {
        let mut session = session();
        session.remove("b.yaml");
        assert_eq!(session.shown, "c.yaml");
        session.remove("c.yaml");
        session.remove("a.yaml");
        assert_eq!(session.shown, "");
    }

    #[test]
    fn names_are_checked() {
        let session = session();
        assert_eq!(session.check_name("  ", None), Err(NameProblem::Empty));
        assert_eq!(session.check_name("a.yaml", None), Err(NameProblem::Taken));
        assert_eq!(session.check_name("a.yaml", Some("a.yaml")), Ok("a.yaml".into()));
        assert_eq!(session.check_name("../x", None), Err(NameProblem::Unusable));
        assert_eq!(session.check_name("x\ny", None), Err(NameProblem::Unusable));
    }

    #[test]
    fn lines_begin_after_their_indentation_and_count_as_the_browser_does() {
        let set = ExampleSet { files: vec![file("x.yaml", "a: 😀\nb:\n  c: 1\n")], ..ExampleSet::default() };
        let session = Session::open(set, None, None);
        let at = |line| session.offset_of_line(line);
        assert_eq!((at(0), at(1), at(2), at(3)), (None, Some(0), Some(6), Some(11)));
        assert_eq!(at(99), Some(16));
    }

    #[test]
    fn renaming_keeps_place_and_text() {
        let mut session = session();
        session.rename("b.yaml", "z.yaml");
        assert_eq!(session.names(), ["a.yaml", "z.yaml", "c.yaml"]);
        assert_eq!((session.shown.as_str(), session.text("z.yaml")), ("z.yaml", Some("kind: B")));
    }

    #[test]
    fn the_object_at_the_caret_is_the_last_one_that_contains_it() {
        let mut session = session();
        let object = |key: &str, start, end| ObjectRow {
            key: key.into(),
            kind: String::new(),
            api_version: String::new(),
            namespace: None,
            name: String::new(),
            place: Place { start, end, ..Place::default() },
            summary: String::new(),
            pods: None,
            images: vec![],
            qos: None,
            facts: vec![],
        };
        let report = FileReport {
            file: "b.yaml".into(),
            objects: vec![object("one", 0, 4), object("two", 4, 9)],
            ..FileReport::default()
        };
        let patch = Patch { file: "b.yaml".into(), documents: vec![report], ..Patch::default() };
        session.receive(answer(1, true, vec![patch]));
        session.caret = 4;
        assert_eq!(session.object_at_caret().as_deref(), Some("two"));
        session.caret = 20;
        assert_eq!(session.object_at_caret(), None);
    }

    #[test]
    fn a_fix_beyond_the_end_is_left_out() {
        let edit = |file: &str, end| TextEdit {
            place: Place { file: file.into(), end, ..Place::default() },
            text: "x".into(),
        };
        let fix = Fix {
            title: "Mend".into(),
            safe: false,
            edits: vec![edit("a.yaml", 4), edit("a.yaml", 99), edit("none", 1)],
        };
        assert_eq!(session().edits_of(&fix), [("a.yaml".to_owned(), vec![(0, 4, "x".to_owned())])]);
    }
}
