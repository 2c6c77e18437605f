//! Parser events → arena of nodes.

use std::borrow::Cow;
use std::collections::HashMap;

use super::events::{Event, Parser, Place};
use super::{Content, Document, Entry, MAX_DEPTH, Node, NodeId, Problem, ProblemKind, Scalar, aliases, characters};
use super::{merge, scalar, separator, syntax};
use crate::engine::order;
use crate::engine::text::Span;

/// Parse one document. Only the first is read: a file was split before.
pub(super) fn build(text: &str) -> Document {
    let mut builder = Builder::new(text);
    builder.run();
    builder.finish()
}

struct Builder<'a> {
    text: &'a str,
    document: Document,
    stack: Vec<Open>,
    /// What the open containers hold so far, the innermost last: each takes its own when it ends, in one piece.
    entries: Vec<Entry>,
    items: Vec<NodeId>,
    anchors: HashMap<&'a str, NodeId>,
    /// Levels below [`MAX_DEPTH`] that are passed over.
    skipping: usize,
    has_aliases: bool,
    too_deep: bool,
}

/// A container that is not finished.
struct Open {
    id: NodeId,
    /// Where its entries or items begin.
    from: usize,
    /// A key that waits for its value.
    waiting: Option<NodeId>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        // A node for each nine bytes or more, measured on manifests; what is too much is given back.
        let nodes = Vec::with_capacity(text.len() / 9 + 8);
        let document = Document { nodes, ..Document::default() };
        Self {
            text,
            document,
            stack: Vec::with_capacity(16),
            entries: Vec::with_capacity(32),
            items: Vec::with_capacity(16),
            anchors: HashMap::new(),
            skipping: 0,
            has_aliases: false,
            too_deep: false,
        }
    }

    fn run(&mut self) {
        let (separator, from) = separator::check(self.text);
        self.document.problems.extend(separator);
        let forbidden = characters::first_forbidden(self.text);
        let to = forbidden.as_ref().map_or(self.text.len(), |p| p.span.start as usize);
        self.document.problems.extend(forbidden);
        self.events(from, to);
    }

    /// Read what stands between two bytes.
    fn events(&mut self, from: usize, to: usize) {
        // What is cut short, or begins on the wrong line, may be broken for no other reason.
        let known = !self.document.problems.is_empty();
        let mut parser = Parser::new(self.text.get(..to).unwrap_or(""), from);
        while let Some(event) = parser.next() {
            match event {
                Ok(Event::DocumentEnd { at }) if !known => {
                    self.document.problems.extend(separator::ignored(self.text, at));
                }
                Ok(event) => self.event(event),
                Err(_) if known => break,
                Err(fault) => {
                    self.fault(syntax::explain(self.text, fault, parser.scalar_before(fault.at)));
                    break;
                }
            }
        }
    }

    fn fault(&mut self, problem: Problem) {
        // A text that runs into the fault was cut in the wrong place: nothing is to be said about its type.
        if let Some(Node { span, content }) = self.document.nodes.last_mut()
            && matches!(content, Content::Scalar(_))
            && span.end > problem.span.start
        {
            *content = Content::Scalar(Scalar::plain(""));
        }
        if !(self.too_deep && problem.kind == ProblemKind::TooDeep) {
            self.document.problems.push(problem);
        }
    }

    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Scalar { at, text, plain, anchor, tag } => {
                if self.skipping == 0 {
                    let mut scalar = self.scalar(at, text, plain, tag.as_deref());
                    if scalar.is_infinite() && !self.awaits_key() {
                        self.problem(Span::new(at.0, at.1), ProblemKind::NotJson);
                        scalar = Scalar::plain("");
                    }
                    let id = self.push(self.scalar_span(at, plain), Content::Scalar(scalar), anchor);
                    self.attach(id);
                }
            }
            Event::Alias { at, name } => self.alias(at, name),
            Event::SequenceStart { at, anchor } => self.open(at, Content::Sequence(Vec::new()), anchor),
            Event::MappingStart { at, anchor } => self.open(at, Content::Mapping(Vec::new()), anchor),
            Event::End { at } => self.close(at),
            Event::DocumentEnd { .. } => {}
        }
    }

    /// Whether what comes is a key.
    fn awaits_key(&self) -> bool {
        let open = self.stack.last().filter(|open| open.waiting.is_none());
        open.is_some_and(|open| self.is_mapping(open.id))
    }

    fn is_mapping(&self, id: NodeId) -> bool {
        matches!(self.document.node(id).content, Content::Mapping(_))
    }

    fn scalar(&mut self, at: Place, text: Cow<'a, str>, plain: bool, tag: Option<&str>) -> Scalar {
        let Some(tag) = tag else {
            return if plain { Scalar::plain(text) } else { Scalar::quoted(text) };
        };
        scalar::tagged(tag, text, plain).unwrap_or_else(|text| {
            let tag = tag.replacen("tag:yaml.org,2002:", "!!", 1);
            self.problem(Span::new(at.0, at.1), ProblemKind::BadTag { tag });
            Scalar::quoted(text)
        })
    }

    fn alias(&mut self, at: Place, name: &str) {
        if self.skipping > 0 {
            return;
        }
        let span = Span::new(at.0, at.1);
        let content = match self.anchors.get(name).copied() {
            Some(target) if !self.stack.iter().any(|open| open.id == target) => {
                self.has_aliases = true;
                Content::Alias(target)
            }
            _ => {
                self.problem(span, ProblemKind::UnknownAlias);
                Content::Scalar(Scalar::plain(""))
            }
        };
        let id = self.push(span, content, None);
        self.attach(id);
    }

    fn open(&mut self, at: Place, content: Content, anchor: Option<&'a str>) {
        let span = Span::new(at.0, at.1);
        if self.skipping > 0 || self.stack.len() >= MAX_DEPTH {
            if !std::mem::replace(&mut self.too_deep, true) {
                self.problem(span, ProblemKind::TooDeep);
            }
            self.skipping += 1;
            return;
        }
        let id = self.push(span, content, anchor);
        let from = if self.is_mapping(id) { self.entries.len() } else { self.items.len() };
        self.stack.push(Open { id, from, waiting: None });
    }

    fn close(&mut self, at: Option<usize>) {
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping == 0 {
                // Something must stand where the cut-off part was.
                let at = Span::new(at.unwrap_or(0), at.unwrap_or(0));
                let id = self.push(at, Content::Scalar(Scalar::plain("")), None);
                self.attach(id);
            }
            return;
        }
        if let Some(open) = self.stack.pop() {
            self.end(&open, at.unwrap_or(0));
            self.attach(open.id);
        }
    }

    /// Ends a container: its span runs to its closing bracket or its last child.
    fn end(&mut self, open: &Open, at: usize) {
        let content = match self.is_mapping(open.id) {
            true => Content::Mapping(self.entries.split_off(open.from)),
            false => Content::Sequence(self.items.split_off(open.from)),
        };
        let last = match &content {
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|e| e.value),
            _ => None,
        };
        let inner = last.map_or(0, |n| self.document.span(n).end);
        if let Some(node) = self.document.nodes.get_mut(open.id.0 as usize) {
            node.span.end = Span::new(at, at).end.max(inner).max(node.span.start);
            node.content = content;
        }
        merge::finish(&mut self.document, open.id);
    }

    fn push(&mut self, span: Span, content: Content, anchor: Option<&'a str>) -> NodeId {
        let id = NodeId(u32::try_from(self.document.nodes.len()).unwrap_or(u32::MAX));
        self.document.nodes.push(Node { span, content });
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, id);
        }
        id
    }

    /// Hands a finished node to the container that is open.
    fn attach(&mut self, id: NodeId) {
        let Some(open) = self.stack.last_mut() else {
            self.document.root.get_or_insert(id);
            return;
        };
        match (&self.document.node(open.id).content, open.waiting.take()) {
            (Content::Sequence(_), _) => self.items.push(id),
            (Content::Mapping(_), Some(key)) => self.entries.push(self.document.pair(key, id)),
            _ => {
                open.waiting = Some(id);
                self.key(id);
            }
        }
    }

    /// A key becomes the text that it is in JSON.
    fn key(&mut self, id: NodeId) {
        let Some(Node { span, content: Content::Scalar(scalar) }) = self.document.nodes.get_mut(id.0 as usize) else {
            return;
        };
        // What stands for a part that was cut off is no key that anyone wrote.
        if scalar.is_string() || self.too_deep {
            return;
        }
        let kind = match scalar.become_key() {
            None => ProblemKind::KeyNotText,
            Some(written) if written != scalar.text => ProblemKind::KeyBecomes { text: scalar.text.to_string() },
            Some(_) => return,
        };
        let span = *span;
        self.problem(span, kind);
    }

    fn problem(&mut self, span: Span, kind: ProblemKind) {
        self.document.problems.push(Problem { span, kind });
    }

    /// A block scalar is its lines, from the first to the last that is not empty.
    fn scalar_span(&self, at: Place, plain: bool) -> Span {
        let whole = Span::new(at.0, at.1);
        let written = whole.of(self.text);
        if plain || !written.starts_with(['|', '>']) {
            return whole;
        }
        let header = written.find('\n').unwrap_or(written.len());
        let lines = written.get(header..).unwrap_or("");
        let start = header + lines.len() - lines.trim_start().len();
        let end = written.trim_end().len();
        let start = if start < end { start } else { 0 };
        Span::new(at.0 + start, at.0 + end)
    }

    fn finish(mut self) -> Document {
        // What a syntax error left open still counts: half a document has objects, too.
        while let Some(open) = self.stack.pop() {
            self.end(&open, 0);
            self.half_pair(open.id, open.waiting);
            self.attach(open.id);
        }
        if let Some(span) = self.has_aliases.then(|| aliases::excessive(&self.document)).flatten() {
            self.problem(span, ProblemKind::TooManyAliases);
            self.document.root = None;
        }
        syntax::name_templates(self.text, &mut self.document.problems);
        order::by_key(&mut self.document.problems, |p| p.span);
        self.document.problems.dedup();
        outermost_keys(&mut self.document.problems);
        // What was too much would stay with it if it were only shrunk: allocators move nothing for less than half.
        let mut nodes = Vec::with_capacity(self.document.nodes.len());
        nodes.append(&mut self.document.nodes);
        self.document.nodes = nodes;
        self.document
    }

    /// A key whose value was never reached is a key all the same.
    fn half_pair(&mut self, id: NodeId, waiting: Option<NodeId>) {
        let Some(key) = waiting else { return };
        let end = self.document.span(key).end as usize;
        let value = self.push(Span::new(end, end), Content::Scalar(Scalar::plain("")), None);
        let pair = self.document.pair(key, value);
        if let Some(Node { content: Content::Mapping(entries), .. }) = self.document.nodes.get_mut(id.0 as usize) {
            entries.push(pair);
        }
    }
}

/// A key that is a list or a mapping makes one problem, whatever is within it.
fn outermost_keys(problems: &mut Vec<Problem>) {
    let mut within = 0;
    problems.retain(|problem| {
        let is_key = matches!(problem.kind, ProblemKind::KeyNotScalar | ProblemKind::KeyNotText);
        let inner = is_key && problem.span.start < within;
        if problem.kind == ProblemKind::KeyNotScalar {
            within = within.max(problem.span.end);
        }
        !inner
    });
}
