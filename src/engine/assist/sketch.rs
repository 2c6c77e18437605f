//! A reader of YAML that is being typed: line by line, indentation alone decides what belongs to what.
//!
//! The engine's own parser stops where a text stops being YAML. This one never stops: it takes each line
//! for what it looks like, so that above, below and at the caret there is always something to say.

mod flow;

use crate::engine::text::Span;

/// What a text looks like, and where the caret stands in it.
#[derive(Debug, Default)]
pub struct Sketch<'a> {
    text: &'a str,
    /// All nodes, in order of the text; a node comes after the one it stands in.
    pub nodes: Vec<Node>,
    /// What stands at the caret.
    pub spot: Spot,
}

/// A pair, an item of a list, or a bare word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The node that it stands in.
    pub up: Option<usize>,
    /// Which of the three it is.
    pub form: Form,
    /// Where its key or its dash begins, in bytes from the start of the line.
    pub column: usize,
    /// Its key, with quotes; empty for others.
    pub key: Span,
    /// Its scalar, with quotes; empty if it has none on its line.
    pub value: Span,
    /// It stands inside brackets.
    pub flow: bool,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `key: value`
    Pair,
    /// `- item`
    Item,
    /// Neither, so far.
    Word,
}

/// What stands at the caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// Nothing that can be spoken of: a comment, a block of text, white space.
    #[default]
    Nothing,
    /// The key of a pair.
    Key(usize),
    /// The value of a pair or an item: it is there or can be written.
    Value(usize, Span),
    /// Something can begin here, below the node if there is one: a word that may be there already, and its column.
    Open {
        /// The node that it would stand in.
        up: Option<usize>,
        /// The word so far.
        word: Span,
        /// Its column.
        column: usize,
        /// Inside brackets.
        flow: bool,
    },
}

impl<'a> Sketch<'a> {
    /// Read a document's text; the caret is a byte of it.
    #[must_use]
    pub fn read(text: &'a str, caret: usize) -> Self {
        let mut reader = Reader { text, caret, nodes: Vec::new(), open: Vec::new(), spot: Spot::Nothing };
        let mut at = 0;
        while at < text.len() {
            at = reader.line(at).max(at + 1);
        }
        if caret >= text.len() && (text.is_empty() || text.ends_with('\n')) && reader.spot == Spot::Nothing {
            reader.blank(0);
        }
        Self { text, nodes: reader.nodes, spot: reader.spot }
    }

    /// The text of a span, without quotes around it.
    #[must_use]
    pub fn plain(&self, span: Span) -> &'a str {
        unquoted(span.of(self.text))
    }

    /// The key of a node; empty for what is no pair.
    #[must_use]
    pub fn key(&self, node: usize) -> &'a str {
        self.nodes.get(node).map_or("", |n| self.plain(n.key))
    }

    /// The nodes that stand in one, or at the top.
    pub fn below(&self, up: Option<usize>) -> impl Iterator<Item = (usize, &Node)> {
        // What stands in a node follows it without a gap.
        let from = up.map_or(0, |n| n + 1);
        let inside = move |(_, node): &(usize, &Node)| node.up >= up;
        self.nodes.iter().enumerate().skip(from).take_while(inside).filter(move |(_, node)| node.up == up)
    }

    /// The pair with this key.
    #[must_use]
    pub fn pair(&self, up: Option<usize>, key: &str) -> Option<usize> {
        self.below(up).find(|(n, node)| node.form == Form::Pair && self.key(*n) == key).map(|(n, _)| n)
    }

    /// The scalar of the pair with this key; empty if there is none.
    #[must_use]
    pub fn value(&self, up: Option<usize>, key: &str) -> &'a str {
        self.pair(up, key).map_or("", |n| self.scalar(n))
    }

    /// The scalar of a pair or an item; on its line or as a word below it.
    #[must_use]
    pub fn scalar(&self, node: usize) -> &'a str {
        let own = self.nodes.get(node).map_or("", |n| self.plain(n.value));
        let word = || self.below(Some(node)).find(|(_, n)| n.form == Form::Word);
        if own.is_empty() { word().map_or("", |(_, n)| self.plain(n.value)) } else { own }
    }

    /// The last node that begins before a byte.
    #[must_use]
    pub fn before(&self, byte: usize) -> Option<usize> {
        let begins = |node: &Node| if node.form == Form::Pair { node.key.start } else { node.value.start } as usize;
        self.nodes.iter().rposition(|node| begins(node) <= byte)
    }

    /// The node and all that it stands in, the innermost first.
    pub fn upwards(&self, node: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(node, |n| self.nodes.get(*n)?.up)
    }
}

/// Without the quotes around it, and without anchor or tag before it.
fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote).map(|rest| rest.strip_suffix(quote).unwrap_or(rest));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

struct Reader<'a> {
    text: &'a str,
    caret: usize,
    nodes: Vec<Node>,
    /// The nodes of the lines above that can still be added to.
    open: Vec<usize>,
    spot: Spot,
}

impl<'a> Reader<'a> {
    /// Reads what begins with this line; gives where to go on.
    fn line(&mut self, start: usize) -> usize {
        let end = self.line_end(start);
        let first = start + blanks(self.rest(start, end));
        let line = self.rest(first, end);
        if line.trim_end().is_empty() {
            if (start..=end).contains(&self.caret) {
                self.blank(self.caret - start);
            }
            return end + 1;
        }
        let is_marker = first == start && ["---", "...", "%"].iter().any(|mark| line.starts_with(mark));
        if line.starts_with('#') || is_marker {
            return end + 1;
        }
        self.content(first, first - start, end)
    }

    /// The rest of a line, from its first character on.
    fn content(&mut self, mut at: usize, mut column: usize, end: usize) -> usize {
        loop {
            let line = self.rest(at, end);
            let Some(rest) = line.strip_prefix('-').filter(|r| r.trim_end().is_empty() || r.starts_with(' ')) else {
                break;
            };
            self.add(Form::Item, column, Span::default(), Span::new(at + 1, at + 1));
            let gap = 1 + blanks(rest);
            if rest.trim_end().is_empty() || rest.trim_start().starts_with('#') {
                let bare = rest.find('#').map_or(end, |n| at + 1 + n);
                if (at + 2..=bare).contains(&self.caret) {
                    let caret = self.caret;
                    self.start(Span::new(caret, caret), column + (caret - at));
                }
                return end + 1;
            }
            at += gap;
            column += gap;
        }
        match key_end(self.rest(at, end)) {
            Some(colon) => self.pair(at, column, at + colon, end),
            None => self.bare(at, column, end),
        }
    }

    fn pair(&mut self, at: usize, column: usize, colon: usize, end: usize) -> usize {
        let key = Span::new(at, at + self.rest(at, colon).trim_end().len());
        let from = colon + 1 + blanks(self.rest(colon + 1, end));
        let node = self.add(Form::Pair, column, key, Span::new(from, from));
        if (at..=colon).contains(&self.caret) {
            self.spot = Spot::Key(node);
        }
        self.scalar(node, colon + 1, from, column, end)
    }

    /// A line without a key: the item's own text, or a word that may become a key.
    fn bare(&mut self, at: usize, column: usize, end: usize) -> usize {
        let up = self.parent(column, Form::Word);
        let is_item =
            up.and_then(|n| self.nodes.get(n)).is_some_and(|n| n.form == Form::Item && n.value.start as usize <= at);
        match up.filter(|n| is_item && n + 1 == self.nodes.len()) {
            Some(item) if self.rest(at, end).starts_with(['"', '\'', '{', '[', '|', '>', '&', '!', '*']) => {
                self.scalar(item, at, at, column.saturating_sub(1), end)
            }
            _ if self.rest(at, end).starts_with(['{', '[']) => flow::read(self, up, at, column),
            _ => {
                let word = Span::new(at, self.plain_end(at, end));
                self.nodes.push(Node { up, form: Form::Word, column, key: Span::default(), value: word, flow: false });
                if word.range().contains(&self.caret) || word.end as usize == self.caret {
                    self.spot = Spot::Open { up, word, column, flow: false };
                }
                end + 1
            }
        }
    }

    /// The value of a node whose text begins at `at`; the caret may stand before it, from `from` on.
    fn scalar(&mut self, node: usize, from: usize, mut at: usize, column: usize, end: usize) -> usize {
        while self.rest(at, end).starts_with(['&', '!']) {
            let rest = self.rest(at, end);
            let word = rest.find(' ').unwrap_or(rest.len());
            at += word + blanks(rest.get(word..).unwrap_or(""));
        }
        let line = self.rest(at, end);
        match line.chars().next() {
            Some('|' | '>') => return self.block(column, end + 1),
            Some('{' | '[') => return flow::read(self, Some(node), at, column),
            Some(quote @ ('"' | '\'')) => {
                let close = self.quote_end(at, quote, column, end);
                self.put(node, from, Span::new(at, close));
                return self.line_end(close.max(at)).max(end) + 1;
            }
            _ => {}
        }
        let stop = if line.starts_with('#') { at } else { self.plain_end(at, end) };
        self.put(node, from, Span::new(at, stop));
        end + 1
    }

    fn put(&mut self, node: usize, from: usize, value: Span) {
        if let Some(slot) = self.nodes.get_mut(node) {
            slot.value = value;
        }
        let written = value.start < value.end;
        let within = if written { value.range() } else { from..value.end as usize };
        if within.contains(&self.caret) || within.end == self.caret {
            let place = if written { value } else { Span::new(self.caret, self.caret) };
            // Behind a colon, before anything: the value.
            if self.spot == Spot::Nothing || self.caret > from {
                self.spot = Spot::Value(node, place);
            }
        }
    }

    /// Passes over the lines of a block of text below a column.
    fn block(&mut self, column: usize, mut at: usize) -> usize {
        let mut after = at;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = self.rest(at, end);
            let indent = blanks(line);
            let empty = line.trim_end().is_empty();
            let typed_out = (at..=end).contains(&self.caret) && self.caret - at <= column;
            if (!empty && indent <= column) || (empty && typed_out) {
                break;
            }
            at = end + 1;
            after = at;
        }
        after.min(at)
    }

    /// An empty line with the caret at a column.
    fn blank(&mut self, column: usize) {
        let caret = self.caret;
        self.start(Span::new(caret, caret), column);
    }

    /// Something can begin at the caret.
    fn start(&mut self, word: Span, column: usize) {
        let up = self.parent(column, Form::Word);
        self.spot = Spot::Open { up, word, column, flow: false };
    }

    /// The node that something at this column stands in.
    fn parent(&self, column: usize, form: Form) -> Option<usize> {
        let around = |n: &&usize| {
            self.nodes.get(**n).is_some_and(|node| {
                node.column < column || (node.column == column && form == Form::Item && node.form == Form::Pair)
            })
        };
        self.open.iter().rev().find(around).copied()
    }

    fn add(&mut self, form: Form, column: usize, key: Span, value: Span) -> usize {
        let up = self.parent(column, form);
        let keep = up.and_then(|up| self.open.iter().position(|n| *n == up)).map_or(0, |n| n + 1);
        self.open.truncate(keep);
        self.open.push(self.nodes.len());
        self.nodes.push(Node { up, form, column, key, value, flow: false });
        self.nodes.len() - 1
    }

    fn rest(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        at + rest.find('\n').unwrap_or(rest.len())
    }

    /// Where unquoted text on a line ends: before a comment and the white space at the end.
    fn plain_end(&self, at: usize, end: usize) -> usize {
        let line = self.rest(at, end);
        at + line.get(..line.find(" #").unwrap_or(line.len())).map_or(0, |l| l.trim_end().len())
    }

    /// Where quoted text ends: at its quote, if that comes on lines that can belong to it.
    fn quote_end(&self, at: usize, quote: char, column: usize, end: usize) -> usize {
        let mut stop = end;
        loop {
            if let Some(close) = closing(self.rest(at, stop), quote) {
                return at + close;
            }
            let next = stop + 1;
            let next_end = self.line_end(next);
            let line = self.rest(next, next_end);
            if next >= self.text.len()
                || line.trim().is_empty()
                || blanks(line) <= column
                || key_end(line.trim_start()).is_some()
            {
                return at + self.rest(at, end).trim_end().len();
            }
            stop = next_end;
        }
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// One past the quote that closes a text which begins with one.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (n, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(n + 1),
            _ => {}
        }
    }
    None
}

/// Where the colon behind a key stands, if the text begins with a key.
fn key_end(text: &str) -> Option<usize> {
    let from = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => closing(text, quote)?,
        Some('{' | '[' | '#') => return None,
        _ => 0,
    };
    let rest = text.get(from..)?;
    let stop = rest.find(" #").unwrap_or(rest.len());
    let colons = rest.get(..stop)?.match_indices(':').map(|(n, _)| n);
    let is_key = |n: &usize| rest.get(n + 1..).is_some_and(|r| r.is_empty() || r.starts_with([' ', '\t', '\r']));
    let colon = colons.into_iter().find(is_key)?;
    (from == 0 || rest.get(..colon)?.trim().is_empty()).then_some(from + colon)
}

#[cfg(test)]
mod tests;
