//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::text::Span;
use crate::engine::yaml::{Problem, ProblemKind, SyntaxError};

/// What decoders write where bytes make no sense.
const REPLACEMENT: char = '\u{fffd}';

super::rule! {
    /// A text holds the character that stands for something unreadable.
    ///
    /// ## Why it matters
    /// Programs write `�` where bytes are not in the encoding that they expect, mostly when a file that was
    /// saved as Windows-1252 is opened as UTF-8. kubectl does so, too: what stood there is lost, and the server
    /// stores the `�`.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: Gr��e
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: Grüße
    /// ```
    ///
    /// ## References
    /// - `k8s.io/cli-runtime/pkg/resource`, `FileVisitor`
    /// - The Unicode standard, U+FFFD
    "replacement-character", Warning, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    let text = &view.facts.text;
    // What is no text at all is told by the first thing that shows it.
    let encoding = |p: &Problem| p.kind == ProblemKind::Syntax(SyntaxError::Utf16);
    if view.facts.document.problems.iter().any(encoding) {
        return;
    }
    let Some(at) = text.find(REPLACEMENT) else { return };
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(|c| c != REPLACEMENT).unwrap_or(rest.len());
    let finding = view.finding(Span::new(at, at + length), "Here a character was lost").help(
        "The text was read in another encoding than it was saved in. Save the original as UTF-8 and open it again.",
    );
    out.push(finding);
}
