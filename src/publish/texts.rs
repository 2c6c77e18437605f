//! Descriptions as they are meant: upstream's generator runs the lists in them together
//! (`Valid values are: - "Allow": … - "Forbid": …`), and what is a list or code is known only from its writing.

/// A part of a description.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// Items, without their marks.
    List { numbered: bool, items: Vec<String> },
    /// Lines as they are.
    Code(Vec<String>),
}

/// The parts of a description, also of one that `plain` wrote.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reading = Reading::default();
    text.lines().for_each(|line| reading.take(line));
    reading.end();
    reading.out
}

/// A description with an empty line between its parts, `- ` or `1. ` before items, and a tab before code.
pub(super) fn plain(text: &str) -> String {
    let block = |block: &Block| match block {
        Block::Text(text) => text.clone(),
        Block::List { numbered, items } => {
            let mark = |n: usize| if *numbered { format!("{}. ", n + 1) } else { "- ".to_owned() };
            items.iter().enumerate().map(|(n, item)| mark(n) + item).collect::<Vec<_>>().join("\n")
        }
        Block::Code(lines) => lines.iter().map(|line| format!("\t{line}")).collect::<Vec<_>>().join("\n"),
    };
    blocks(text).iter().map(block).collect::<Vec<_>>().join("\n\n")
}

#[derive(Default)]
struct Reading {
    out: Vec<Block>,
    /// The paragraph so far; a line's end in it stands only before an item.
    open: String,
    /// Whether it has an item after a tab: what stands deeper is of the item.
    deep: bool,
    /// Whether its last line stands deeper than a paragraph's.
    hanging: bool,
    code: Vec<String>,
}

impl Reading {
    fn take(&mut self, line: &str) {
        let words = line.trim();
        if words.is_empty() {
            return self.end();
        }
        let in_code = !self.code.is_empty();
        if line.starts_with('\t') && !is_item(words) && !self.deep && (in_code || self.introduces()) {
            self.end_paragraph();
            return self.code.push(line.get(1..).unwrap_or_default().to_owned());
        }
        let in_list = self.open.contains('\n') || (self.hanging && self.open.contains(" - "));
        if in_code || (in_list && !is_item(words) && !line.starts_with([' ', '\t'])) {
            self.end();
        }
        if !self.open.is_empty() || is_item(words) {
            self.open.push(if is_item(words) { '\n' } else { ' ' });
        }
        self.hanging = line.starts_with("  ");
        self.deep |= is_item(words) && line.starts_with('\t');
        self.open += words;
    }

    /// Whether code may follow.
    fn introduces(&self) -> bool {
        match self.out.last() {
            _ if !self.open.is_empty() => self.open.ends_with(':'),
            Some(Block::Text(text)) => text.ends_with(':'),
            Some(Block::List { items, .. }) => items.last().is_some_and(|item| item.ends_with(':')),
            Some(Block::Code(_)) => true,
            None => false,
        }
    }

    fn end(&mut self) {
        self.end_paragraph();
        if !self.code.is_empty() {
            let depth = |line: &String| line.len() - line.trim_start().len();
            let least = self.code.iter().map(depth).min().unwrap_or_default();
            let lines = self.code.drain(..).map(|line| line.get(least..).unwrap_or_default().to_owned());
            self.out.push(Block::Code(lines.collect()));
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.open);
        (self.deep, self.hanging) = (false, false);
        for block in divided(&text) {
            match (self.out.last_mut(), block) {
                (Some(Block::List { numbered, items }), Block::List { numbered: also, items: more })
                    if *numbered == also =>
                {
                    items.extend(more);
                }
                (_, block) => self.out.push(block),
            }
        }
    }
}

/// Whether a line begins an item.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || line.starts_with("* ") || (number.len() < line.len() && is_numbered(number))
}

fn is_numbered(after: &str) -> bool {
    after.starts_with(". ") || after.starts_with(") ")
}

/// A paragraph, and the list that ends it.
fn divided(text: &str) -> Vec<Block> {
    let (numbered, cuts) = ['-', '*']
        .into_iter()
        .map(|mark| (false, bullets(text, mark)))
        .find(|(_, cuts)| !cuts.is_empty())
        .unwrap_or_else(|| (true, numbers(text)));
    let Some((lead, _)) = cuts.first().and_then(|first| text.split_at_checked(*first)) else {
        let words = one_line(text);
        return if words.is_empty() { Vec::new() } else { vec![Block::Text(words)] };
    };
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let item = |(from, to): (&usize, usize)| {
        let whole = text.get(*from..to).unwrap_or_default();
        one_line(whole.split_once(' ').map_or(whole, |(_, item)| item))
    };
    let items = cuts.iter().zip(ends).map(item).collect();
    let mut out = divided(lead);
    out.push(Block::List { numbered, items });
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the items begin that this mark stands before.
fn bullets(text: &str, mark: char) -> Vec<usize> {
    let before = |at: usize| text.get(..at).unwrap_or_default();
    let places = text.match_indices(mark).map(|(at, _)| at);
    let is_mark = |at: &usize| {
        before(*at).ends_with([' ', '\n']) && text.get(at + 1..).is_some_and(|after| after.starts_with(' '))
    };
    let places: Vec<usize> = places.filter(is_mark).collect();
    let begins = |at: usize| {
        let lead = before(at).trim_end_matches(' ');
        lead.ends_with(['\n', ':', '.', '|']) || (mark == '*' && lead.ends_with(','))
    };
    // Three stars are no product.
    let first = places.iter().position(|at| begins(*at)).or((mark == '*' && places.len() > 2).then_some(0));
    let Some((first, rest)) = first.and_then(|first| places.get(first..)?.split_first()) else { return Vec::new() };
    let follows = |at: &&usize| {
        let lead = before(**at).trim_end_matches(' ');
        mark == '*' || lead.ends_with(['\n', '.', ':', ';', ',', ')']) || has_label(text.get(**at + 2..).unwrap_or(""))
    };
    let clear: Vec<usize> = rest.iter().filter(follows).copied().collect();
    let rest = if clear.is_empty() && rest.len() > 1 { rest.to_vec() } else { clear };
    std::iter::once(*first).chain(rest).collect()
}

/// Whether an item begins with the word that it is about: `"Allow" (default): …`.
fn has_label(item: &str) -> bool {
    let (word, rest) = item.split_once([' ', '\n']).unwrap_or((item, ""));
    let noted = rest.starts_with('(') && rest.split_once(')').is_some_and(|(_, after)| after.starts_with(':'));
    word.ends_with(':') || noted
}

/// Where the items begin that have the numbers from 1 on.
fn numbers(text: &str) -> Vec<usize> {
    let place = |number: usize, from: usize| {
        let name = number.to_string();
        let all = text.match_indices(&name).filter(|(at, _)| *at >= from);
        let mut real = all.filter(|(at, _)| text.get(at + name.len()..).is_some_and(is_numbered)).map(|(at, _)| at);
        real.find(|at| {
            let lead = text.get(..*at).unwrap_or_default();
            lead.ends_with('\n') || (number > 1 && lead.ends_with(' ')) || lead.ends_with(": ")
        })
    };
    let mut cuts = Vec::new();
    while let Some(at) = place(cuts.len() + 1, cuts.last().map_or(0, |last| last + 1)) {
        cuts.push(at);
    }
    if cuts.len() > 1 { cuts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(plain(text), wanted);
        assert_eq!(plain(wanted), wanted, "twice");
    }

    #[test]
    fn lists_that_run_together_are_taken_apart() {
        check(
            "What to do. Valid values are:\n\n- \"Allow\" (default): runs both, as a - b; - \"Forbid\": skips - \"Replace\": ends one",
            "What to do. Valid values are:\n\n- \"Allow\" (default): runs both, as a - b;\n- \"Forbid\": skips\n- \"Replace\": ends one",
        );
        check(
            "It is said how. - A is\n  one. - B is\n  two.\nSo it is.",
            "It is said how.\n\n- A is one.\n- B is two.\n\nSo it is.",
        );
        check("When set, * a page * one more", "When set,\n\n- a page\n- one more");
        check("One is encouraged to * do a * do b * do c", "One is encouraged to\n\n- do a\n- do b\n- do c");
        check(
            "When on: 1. it is seen 2. it is heard. In 3.5 ways.",
            "When on:\n\n1. it is seen\n2. it is heard. In 3.5 ways.",
        );
        check("In order: 1. A 2. B:\n  - c\n  - d", "In order:\n\n1. A\n2. B:\n\n- c\n- d");
    }

    #[test]
    fn lines_that_are_items_and_what_follows_them() {
        check(
            "Such as:\n- one that\n  is long\n- two\nRequired.",
            "Such as:\n\n- one that is long\n- two\n\nRequired.",
        );
        check("Values:\n\n- A: x.\n\n- B: y.\n\nDefaults to A", "Values:\n\n- A: x.\n- B: y.\n\nDefaults to A");
    }

    #[test]
    fn what_only_looks_like_a_list_stays() {
        let product = "`a` * `b`. So 8 * 2 = 16.";
        for text in ["It equals A - B - C.", "Not validated - it fails.", product, "See RFC 1. It is old.", "Empty: -"]
        {
            check(text, text);
        }
    }

    #[test]
    fn code_stands_after_what_introduces_it() {
        check("Write:\n\n\t  {\n\t    a\n\t  }\n\nDone", "Write:\n\n\t{\n\t  a\n\t}\n\nDone");
        check("- B: it\n\t  goes on\n", "- B: it goes on");
        check("States:\n\t- One:\n\t\tit is.\n\t- Two:\n\t\tit was.", "States:\n\n- One: it is.\n- Two: it was.");
    }
}
