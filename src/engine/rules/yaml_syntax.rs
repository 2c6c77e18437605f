//! See the rule's own documentation.

use crate::engine::finding::{DocumentView, Finding};
use crate::engine::workspace::Role;
use crate::engine::yaml::{ProblemKind, SyntaxError};

super::rule! {
    /// The text is not YAML.
    ///
    /// ## Why it matters
    /// kubectl stops at the first syntax error of a document and applies nothing of it.
    ///
    /// ## Example
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: "never closed
    /// ```
    ///
    /// ## Fix
    /// ```yaml
    /// apiVersion: v1
    /// kind: ConfigMap
    /// metadata:
    ///   name: greeting
    /// data:
    ///   text: "closed"
    /// ```
    ///
    /// ## References
    /// - The YAML specification, version 1.2
    "yaml-syntax", Error, Document(check)
}

fn check(view: &DocumentView<'_>, out: &mut Vec<Finding>) {
    if view.facts.role == Role::Template || view.facts.role == Role::Tool("no manifest") {
        return;
    }
    for problem in &view.facts.document.problems {
        let text = match &problem.kind {
            ProblemKind::Syntax(error) => words(error),
            ProblemKind::UnknownAlias => (
                "This alias names no anchor that stands before it".to_owned(),
                "An alias `*name` repeats the value that an anchor `&name` marked earlier in the same document; an anchor cannot contain itself.",
            ),
            ProblemKind::BadMerge => (
                "A merge key `<<` takes a mapping or a list of mappings".to_owned(),
                "Give it an alias to a mapping, such as `<<: *defaults`.",
            ),
            ProblemKind::KeyNotScalar => (
                "This key is a list or a mapping".to_owned(),
                "Keys of Kubernetes objects are plain names. If braces were meant literally, put them in quotes.",
            ),
            _ => continue,
        };
        out.push(view.finding(problem.span, text.0).help(text.1));
    }
}

fn words(error: &SyntaxError) -> (String, &'static str) {
    let (message, help) = match error {
        SyntaxError::Tab => ("A tab is used for indentation", "YAML counts spaces only: replace the tab by spaces, as many as the neighbouring lines have."),
        SyntaxError::UnclosedQuote => ("This quote is never closed", "Everything after it is read as text. Add the closing quote on the same line."),
        SyntaxError::ColonInPlain => ("A colon and a space inside an unquoted value", "YAML reads it as a second key on the same line. Put the whole value in quotes."),
        SyntaxError::Template => ("A template brace where YAML expects a value", "Render the template first and check what comes out."),
        SyntaxError::ControlCharacter => ("A character that YAML does not allow in a text", "Control characters and NUL are not allowed. If the file is UTF-16 or binary, save it as UTF-8 text."),
        SyntaxError::ReservedStart(c) => return (format!("An unquoted value cannot begin with `{c}`"), "YAML keeps this character for itself. Put the value in quotes."),
        SyntaxError::Indentation => ("The indentation fits nothing above", "A line continues the list or mapping that begins in the same column. Align it with its siblings."),
        SyntaxError::Other(info) => return (format!("This is not YAML: {info}"), "Nothing after this place could be read in this document."),
    };
    (message.to_owned(), help)
}
