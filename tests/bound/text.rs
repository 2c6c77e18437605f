//! A guide's text, taken apart: running text, words between backticks, commands.

/// Stands for a value that is asked for.
pub const ASKED: char = '\u{1}';

/// A guide, taken apart; each with its line, counted from one.
#[derive(Debug, Default)]
pub struct Text {
    /// Lines of running text and tables, without links' targets and words between backticks.
    pub prose: Vec<(usize, String)>,
    /// Words between backticks; asked values are [`ASKED`].
    pub words: Vec<(usize, String)>,
    /// Commands in `bash` fences and between backticks, each on one line.
    pub commands: Vec<(usize, String)>,
}

pub fn read(text: &str) -> Text {
    let mut out = Text::default();
    let mut fence: Option<String> = None;
    let mut command = String::new();
    let body = text.splitn(3, "---\n").nth(2).unwrap_or(text);
    let first = text.lines().count() - body.lines().count();
    for (n, line) in body.lines().enumerate().map(|(n, line)| (n + first + 1, line)) {
        if let Some(info) = line.strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(info.to_owned()) };
        } else if fence.as_deref() == Some("bash") {
            command.push_str(line.trim_end_matches('\\'));
            if !line.ends_with('\\') {
                out.commands.push((n, std::mem::take(&mut command)));
            }
        } else if fence.is_none() {
            running(n, &asked(line), &mut out);
        }
    }
    out
}

fn running(n: usize, line: &str, out: &mut Text) {
    let mut prose = String::new();
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 0 {
            prose.push_str(part);
        } else if part.starts_with("kubectl ") || part.starts_with("feastflow ") {
            out.commands.push((n, part.to_owned()));
        } else {
            out.words.push((n, part.to_owned()));
        }
    }
    out.prose.push((n, without_targets(&prose)));
}

/// The line with a mark in place of each value that is asked for.
fn asked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{ ") {
        out.push_str(before);
        out.push(ASKED);
        rest = after.split_once(" }}").map_or("", |(_, after)| after);
    }
    out + rest
}

fn without_targets(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    out + rest
}

#[test]
fn a_text_is_taken_apart() {
    let text =
        read("---\ntitle: x\n---\nA [b `c`](d.md) {{ s: =x }} `e: {{ s: y z }}`.\n\n```bash\nkubectl a \\\n  b\n```\n");
    assert_eq!(text.prose[0], (4, "A [b  \u{1} .".to_owned()));
    assert_eq!(text.words, [(4, "c".to_owned()), (4, "e: \u{1}".to_owned())]);
    assert_eq!(text.commands, [(8, "kubectl a   b".to_owned())]);
}
