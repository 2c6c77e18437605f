//! Cutting the part at a path out of a manifest, with the comments that belong to it.

use std::ops::Range;

use super::ProblemKind;
use super::block::{Excerpt, Remark};
use super::fence::{ManifestFence, RemarkFence};
use super::highlight::{self, Line};
use crate::engine::yaml::{Document, NodeId, Route, split};

/// What a manifest fence shows of a file's text.
///
/// # Errors
/// If the file has no such object or no such part.
pub fn excerpt(fence: ManifestFence, text: &str) -> Result<Excerpt, ProblemKind> {
    let all = highlight::highlight(highlight::language_of(&fence.file), text);
    let path = fence.path.unwrap_or_default();
    let (line, first, lines) = match (fence.object.as_deref(), path.as_str()) {
        (None, "") => (1, 0, all),
        (object, path) => {
            let bytes = find(text, &fence.file, object, path)?.whole();
            let shown = line_range(text, &bytes);
            (line_of(text, bytes.start) + 1, shown.start, dedent(all.get(shown).unwrap_or_default()))
        }
    };
    let remark = |remark| self::remark(text, &fence.file, fence.object.as_deref(), &path, remark, first);
    let remarks = fence.remarks.into_iter().map(remark).collect::<Result<_, _>>()?;
    Ok(Excerpt { set: fence.set, file: fence.file, path, line, caption: fence.caption, lines, remarks })
}

fn remark(
    text: &str,
    file: &str,
    object: Option<&str>,
    path: &str,
    remark: RemarkFence,
    first: usize,
) -> Result<Remark, ProblemKind> {
    let dot = if path.is_empty() || remark.at.starts_with('[') { "" } else { "." };
    let at = format!("{path}{dot}{}", remark.at);
    let part = find(text, file, object, &at)?.whole();
    let lines = line_of(text, part.start) - first..line_of(text, part.end.saturating_sub(1)) + 1 - first;
    Ok(Remark { lines, name: last_step(&at).1.trim_start_matches("name=").to_owned(), says: remark.says })
}

/// The part at a path as an excerpt shows it, without colours; the whole text if the path is empty.
#[must_use]
pub fn plain(text: &str, object: Option<&str>, path: &str) -> Option<String> {
    if let (None, "") = (object, path) {
        return Some(text.trim_end().to_owned());
    }
    let range = locate(text, object, path)?.lines(text);
    let lines: Vec<&str> = text.lines().skip(range.start).take(range.len()).collect();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.map(|line| indentation(line)).min().unwrap_or(0);
    Some(lines.iter().map(|line| line.get(common..).unwrap_or("")).collect::<Vec<_>>().join("\n"))
}

/// Where a part stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of its key; of its first byte, for an item of a list.
    pub key: Range<usize>,
    /// The bytes of its value.
    pub value: Range<usize>,
}

impl Part {
    /// From its key to its end. An alias or a merged value stands elsewhere; its key is what is here.
    fn whole(&self) -> Range<usize> {
        self.key.start..self.value.end.max(self.key.start)
    }

    /// The lines of a text that it stands in, and of the comments above that are about it.
    #[must_use]
    pub fn lines(&self, text: &str) -> Range<usize> {
        line_range(text, &self.whole())
    }
}

/// The part at a path of a file's first object that has it, or of the object `Kind/name`.
///
/// # Errors
/// If there is none.
pub fn find(text: &str, file: &str, object: Option<&str>, path: &str) -> Result<Part, ProblemKind> {
    locate(text, object, path).ok_or_else(|| {
        let of = object.map(|o| format!("{o} ")).unwrap_or_default();
        let part = if path.is_empty() { String::new() } else { format!(" with {path}") };
        ProblemKind::NoPath(format!("{file} has no {of}object{part}"))
    })
}

fn locate(text: &str, object: Option<&str>, path: &str) -> Option<Part> {
    split::split(text).into_iter().find_map(|range| {
        let document = Document::parse(text.get(range.clone())?);
        let root = document.root()?;
        if object.is_some_and(|o| !is_object(&document, root, o)) {
            return None;
        }
        let Part { key, value } = part(&document, root, path)?;
        let shift = |bytes: Range<usize>| bytes.start + range.start..bytes.end + range.start;
        Some(Part { key: shift(key), value: shift(value) })
    })
}

/// Whether a document is the object `Kind/name`.
fn is_object(document: &Document, root: NodeId, object: &str) -> bool {
    let text = |path| Route::find(document, root, path).and_then(|id| document.scalar(id)).map(|s| s.text.as_ref());
    object.split_once('/').is_some_and(|(kind, name)| text("kind") == Some(kind) && text("metadata.name") == Some(name))
}

fn part(document: &Document, root: NodeId, path: &str) -> Option<Part> {
    let value = document.span(Route::find(document, root, path)?).range();
    let (parent, key) = last_step(path);
    let key = Route::find(document, root, parent).and_then(|parent| document.entry(parent, key));
    let key = key.map_or(value.start..value.start, |entry| document.span(entry.key).range());
    Some(Part { key, value })
}

/// A path without its last step, and that step.
fn last_step(path: &str) -> (&str, &str) {
    if let Some((parent, key)) = path.strip_suffix(']').and_then(|p| p.rsplit_once('[')) {
        return (parent, key);
    }
    path.rsplit_once('.').unwrap_or(("", path))
}

/// The lines that a range of bytes touches, and the comments right above at the same indentation.
fn line_range(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut first = line_of(text, bytes.start);
    let last = line_of(text, bytes.end.saturating_sub(1).max(bytes.start));
    let level = lines.get(first).map_or(0, |l| indentation(l));
    let belongs = |l: &str| l.trim_start().starts_with('#') && indentation(l) == level;
    while first > 0 && lines.get(first - 1).is_some_and(|l| belongs(l)) {
        first -= 1;
    }
    first..(last + 1).min(lines.len())
}

/// The line of a byte, counted from zero.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines without the indentation that all of them have.
#[must_use]
pub fn dedent(lines: &[Line]) -> Vec<Line> {
    let text = |line: &Line| line.iter().map(|t| t.text.as_str()).collect::<String>();
    let filled = lines.iter().map(text).filter(|l| !l.trim().is_empty());
    let common = filled.map(|l| indentation(&l)).min().unwrap_or(0);
    lines.iter().map(|line| without(line, common)).collect()
}

fn without(line: &Line, mut spaces: usize) -> Line {
    let mut out = line.clone();
    for token in &mut out {
        let cut = spaces.min(indentation(&token.text));
        token.text.drain(..cut);
        spaces -= cut;
        if !token.text.is_empty() {
            break;
        }
    }
    out.retain(|token| !token.text.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
# The file.
kind: Service
metadata: {name: web}
---
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  # Two of them.
  # Always.
  replicas: 2 # not three
  containers:
    - name: api
      # About the probe.
      probe:
        # Inside.
        path: /x

        port: 80
      # About what follows.
      args: |
        one
          two
    - name: other
";

    fn shown(object: Option<&str>, path: &str) -> Option<String> {
        let fence = ManifestFence {
            set: "s".into(),
            file: "f.yaml".into(),
            path: Some(path.into()),
            object: object.map(Into::into),
            remarks: Vec::new(),
            caption: None,
        };
        excerpt(fence, TEXT).ok().map(|e| highlight::plain(&e.lines))
    }

    #[test]
    fn parts_with_their_comments() {
        let cases = [
            ("kind", "# The file.\nkind: Service"),
            ("spec.replicas", "# Two of them.\n# Always.\nreplicas: 2 # not three"),
            ("spec.containers[name=api].probe", "# About the probe.\nprobe:\n  # Inside.\n  path: /x\n\n  port: 80"),
            ("spec.containers[0].args", "# About what follows.\nargs: |\n  one\n    two"),
            ("spec.containers[1]", "- name: other"),
            ("metadata.labels[app.kubernetes.io/name]", "app.kubernetes.io/name: web"),
        ];
        for (path, want) in cases {
            assert_eq!(shown(None, path).as_deref(), Some(want), "{path}");
        }
    }

    #[test]
    fn without_colours_it_is_the_same() {
        for path in ["spec.replicas", "spec.containers[name=api].probe", "spec.containers[0].args"] {
            assert_eq!(plain(TEXT, None, path), shown(None, path), "{path}");
        }
        assert_eq!(plain(TEXT, None, "spec.x"), None);
    }

    #[test]
    fn a_certain_object() {
        assert_eq!(shown(Some("Deployment/web"), "kind").as_deref(), Some("kind: Deployment"));
        assert_eq!(shown(Some("Deployment/api"), "kind"), None);
        assert!(shown(Some("Service/web"), "").is_some_and(|t| t.ends_with("{name: web}")));
    }

    #[test]
    fn remarks_stand_beside_lines() {
        let remark = |at: &str| RemarkFence { at: at.into(), says: "So.".into() };
        let fence = ManifestFence {
            set: "s".into(),
            file: "f.yaml".into(),
            path: Some("spec.containers[name=api]".into()),
            object: None,
            remarks: vec![remark("probe.port"), remark("args")],
            caption: None,
        };
        let shown = excerpt(fence.clone(), TEXT).unwrap();
        let at: Vec<_> = shown.remarks.iter().map(|remark| (remark.lines.clone(), remark.name.as_str())).collect();
        assert_eq!(at, [(6..7, "port"), (8..11, "args")]);
        assert!(excerpt(ManifestFence { remarks: vec![remark("prob")], ..fence }, TEXT).is_err());
    }

    #[test]
    fn what_is_not_there() {
        assert_eq!(shown(None, "spec.containers[name=db]"), None);
        assert_eq!(shown(None, "spec.containers[7]"), None);
    }
}
