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
        let (message, help) = match &problem.kind {
            ProblemKind::Syntax(error) => syntax(error),
            other => match tree(other) {
                Some(words) => words,
                None => continue,
            },
        };
        out.push(view.finding(problem.span, message).help(help));
    }
}

type Words = (String, &'static str);

/// What the parser takes and the decoder refuses.
fn tree(kind: &ProblemKind) -> Option<Words> {
    Some(match kind {
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
        ProblemKind::KeyNotText => (
            "This key cannot be a name in JSON".to_owned(),
            "kubectl turns YAML into JSON, where keys are texts; it refuses null and whole numbers beyond 64 bits. Put the key in quotes, or write the name that is missing before the colon.",
        ),
        ProblemKind::NotJson => (
            "This number cannot be sent to the API server".to_owned(),
            "kubectl turns YAML into JSON, which has no infinity and no NaN, and refuses the document. Put the value in quotes if it is a text.",
        ),
        ProblemKind::BadTag { tag } => (
            format!("This value is not what its tag `{tag}` says"),
            "kubectl refuses a value that its tag does not fit. Remove the tag or correct the value.",
        ),
        _ => return None,
    })
}

fn syntax(error: &SyntaxError) -> Words {
    structure(error).or_else(|| on_the_line(error)).unwrap_or_else(|| characters(error))
}

/// Mistakes of indentation, lists and pairs.
fn structure(error: &SyntaxError) -> Option<Words> {
    let (message, help) = match error {
        SyntaxError::Tab => (
            "A tab is used for indentation",
            "YAML counts spaces only: replace the tab by spaces, as many as the neighbouring lines have.",
        ),
        SyntaxError::Indentation => (
            "The indentation fits nothing above",
            "A line continues the list or mapping that begins in the same column. Align it with its siblings.",
        ),
        SyntaxError::NoColon => (
            "This is no `key: value`: a colon and a space are missing",
            "A line of a mapping has a key, a colon and a space. If the text continues the value above, indent it further than the key of that value.",
        ),
        SyntaxError::BlockIndent => (
            "This line of a block text is indented too little",
            "Its lines stand further right than its key, and none further left than the first.",
        ),
        SyntaxError::NoKey => (
            "A key is missing before this colon",
            "Write the name of the field before it. If the colon belongs to a text, put the text in quotes.",
        ),
        SyntaxError::KeyBelowValue => (
            "A key stands below a line that has a value already",
            "What is indented below a key is its value, and this key has one on its own line. Align this key with the one above, or remove the value there.",
        ),
        SyntaxError::ItemAmongKeys => (
            "A list item stands among the keys of a mapping",
            "In this column the lines above are `key: value`. Indent the item below the key whose list it belongs to, or remove the dash.",
        ),
        SyntaxError::KeyAmongItems => (
            "This line stands in the column of a list and is no item of it",
            "Items begin with `- `. If this is the next key of the mapping around the list, move it to the column of that mapping's keys.",
        ),
        SyntaxError::ItemNotAllowed => (
            "A list item cannot begin here",
            "Begin the list on the next line, with its dashes below the key; in brackets, items are separated by commas and have no dash.",
        ),
        _ => return None,
    };
    Some((message.to_owned(), help))
}

/// Mistakes within one line.
fn on_the_line(error: &SyntaxError) -> Option<Words> {
    Some(match error {
        SyntaxError::UnclosedQuote => (
            "This quote is never closed".to_owned(),
            "Everything after it is read as text, up to the next quote of its kind. Add the closing quote on the same line.",
        ),
        SyntaxError::UnclosedBracket(c) => (
            format!("This `{c}` is never closed"),
            "Add the closing bracket. If the text was meant literally, put it in quotes.",
        ),
        SyntaxError::ExtraBracket(c) => (
            format!("This `{c}` closes nothing"),
            "There is no open bracket of its kind. Remove it, or put the text in quotes if it is meant literally.",
        ),
        SyntaxError::MissingComma => (
            "A comma is missing before this".to_owned(),
            "In brackets, items and pairs are separated by commas.",
        ),
        SyntaxError::AfterQuote => (
            "Text stands behind the closing quote".to_owned(),
            "A quoted value ends at its closing quote. To have a quote inside, write `''` in single quotes and `\\\"` in double quotes, or take the other kind around.",
        ),
        SyntaxError::AfterValue => (
            "Text stands behind a value that is complete".to_owned(),
            "After a bracket, an alias or a tag nothing may follow on the line. Put the whole value in quotes if it is one text.",
        ),
        SyntaxError::ColonInPlain => (
            "A colon and a space inside an unquoted value".to_owned(),
            "YAML reads it as a second key on the same line. Put the whole value in quotes.",
        ),
        SyntaxError::MissingSpace(c) => (
            format!("A space is missing behind this `{c}`"),
            "Without the space it is part of the text: `key: value` and `- item` need one.",
        ),
        SyntaxError::BlockHeader(c) => (
            format!("Text stands on the line of `{c}`"),
            "A block text begins on the next line. If the character belongs to the value, put the value in quotes.",
        ),
        SyntaxError::OddQuote(c) => (
            format!("`{c}` does not begin a quoted text"),
            "The quotes of YAML are `\"` and `'`.",
        ),
        SyntaxError::ReservedStart(c) => (
            match c {
                '`' => "An unquoted value cannot begin with a backtick".to_owned(),
                c => format!("An unquoted value cannot begin with `{c}`"),
            },
            "YAML keeps this character for itself. Put the value in quotes.",
        ),
        SyntaxError::AnchorName('&') => (
            "This is no name of an anchor".to_owned(),
            "`&` marks a value to be repeated, with a name of letters, digits, `-` and `_`. Put the value in quotes if it is a text.",
        ),
        SyntaxError::AnchorName(_) => (
            "An unquoted value cannot begin with `*`".to_owned(),
            "`*name` repeats the value that `&name` marked. Put the value in quotes.",
        ),
        SyntaxError::Tag => (
            "This tag cannot be read".to_owned(),
            "`!` at the start of a value names its type. Put the value in quotes if it is a text.",
        ),
        _ => return None,
    })
}

/// What is wrong with a line that begins with a space which is none for YAML.
pub(super) fn odd_space(c: char) -> String {
    format!("The character U+{:04X} is no indentation", u32::from(c))
}

/// Characters and lines that cannot be in a file for kubectl.
fn characters(error: &SyntaxError) -> Words {
    match error {
        SyntaxError::Template => (
            "A template brace where YAML expects a value".to_owned(),
            "Render the template first and check what comes out.",
        ),
        SyntaxError::Utf16 => (
            "The file is saved as UTF-16".to_owned(),
            "Its zero bytes are not allowed in UTF-8, which is read here. Save the file as UTF-8; in PowerShell, write it with `Out-File -Encoding utf8`.",
        ),
        SyntaxError::ControlCharacter(c) => (
            format!("The control character U+{:04X} is not allowed", u32::from(*c)),
            "kubectl refuses control characters wherever they stand. Remove it, or write it as an escape in double quotes. A file full of them is no text.",
        ),
        SyntaxError::Escape => (
            "Double quotes do not know this escape".to_owned(),
            "A backslash is written `\\\\` in double quotes; in single quotes it is a plain character.",
        ),
        SyntaxError::Directive => (
            "kubectl does not read this directive".to_owned(),
            "It cuts a file at every `---`, so that a line with `%` before it stands alone, and it knows version 1.1 only. Remove the line.",
        ),
        SyntaxError::OddSpace(c) => (
            odd_space(*c),
            "YAML counts plain spaces only. Replace it, on all lines.",
        ),
        SyntaxError::Comment => (
            "This is no comment".to_owned(),
            "JSON has no comments, and those of YAML begin with `#`.",
        ),
        SyntaxError::Conflict => (
            "This line marks a merge conflict".to_owned(),
            "Two versions stand below each other. Keep what is meant, and remove all lines with such marks.",
        ),
        SyntaxError::Separator => (
            "Text stands on the line of `---`".to_owned(),
            "kubectl takes a line that begins with `---` as the border between documents and refuses anything but a comment behind it. Move the text to the next line.",
        ),
        _ => ("Something else is needed here".to_owned(), "Nothing behind this place could be read in this document."),
    }
}
