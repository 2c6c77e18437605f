//! What stands around a document: its `---` line before it, and text behind it that nobody reads.

use super::{Problem, ProblemKind, SyntaxError};
use crate::engine::text::Span;

/// What is wrong with a `---` line that has something behind the dashes, and where the document
/// begins for the parser.
///
/// `k8s.io/apimachinery/pkg/util/yaml` (`YAMLReader`) takes nothing but spaces and a comment there.
pub(super) fn check(text: &str) -> (Option<Problem>, usize) {
    let Some(rest) = text.strip_prefix("---") else { return (None, 0) };
    let line = rest.lines().next().unwrap_or("");
    let content = line.trim();
    if content.is_empty() || content.starts_with('#') {
        return (None, 0);
    }
    let start = 3 + line.len() - line.trim_start().len();
    let kind = ProblemKind::Syntax(SyntaxError::Separator);
    let problem = Problem { span: Span::new(start, start + content.len()), kind };
    // With a blank between, YAML itself takes it as the document's first line.
    let from = if line.starts_with([' ', '\t']) { 0 } else { 3 + line.len() };
    (Some(problem), from)
}

/// Text behind the end of a document: `yaml.Unmarshal` reads one document and stops.
pub(super) fn ignored(text: &str, at: usize) -> Option<Problem> {
    let mut start = at;
    for line in text.get(at..)?.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') && content != "..." {
            start += line.len() - line.trim_start().len();
            return Some(Problem { span: Span::new(start, start + content.len()), kind: ProblemKind::Ignored });
        }
        start += line.len();
    }
    None
}
