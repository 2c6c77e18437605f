//! Parser events → arena of nodes.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as ParserSpan};

use super::{Content, Document, Entry, MAX_DEPTH, Node, NodeId, Problem, ProblemKind, Scalar, merge, syntax};
use crate::engine::text::Span;

/// Nodes that aliases may stand for in all, as a multiple of the nodes written (with a floor):
/// `goyaml.v2` refuses documents whose decoding is mostly alias expansion.
const ALIAS_FLOOR: u64 = 400_000;

/// Parse one document. Only the first is read: a file was split before.
pub(super) fn build(text: &str) -> Document {
    let mut builder = Builder::new(text);
    builder.run();
    builder.finish()
}

struct Builder<'a> {
    text: &'a str,
    bytes: Option<Vec<u32>>,
    document: Document,
    /// Open containers, with a key that waits for its value.
    stack: Vec<(NodeId, Option<NodeId>)>,
    anchors: HashMap<usize, NodeId>,
    /// Levels below [`MAX_DEPTH`] that are passed over.
    skipping: usize,
    /// How many nodes each node stands for, aliases expanded.
    weights: Vec<u64>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = (!text.is_ascii()).then(|| {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            text.char_indices().map(|(at, _)| count(at)).chain([count(text.len())]).collect()
        });
        Self {
            text,
            bytes,
            document: Document::default(),
            stack: Vec::new(),
            anchors: HashMap::new(),
            skipping: 0,
            weights: Vec::new(),
        }
    }

    fn run(&mut self) {
        let mut parser = Parser::new_from_str(self.text);
        while let Some(event) = parser.next_event() {
            match event {
                Ok((Event::DocumentEnd | Event::StreamEnd, _)) => break,
                Ok((event, span)) => self.event(event, span),
                Err(error) => {
                    let at = self.byte(error.marker().index());
                    let problem = syntax::classify(self.text, at as usize, error.info());
                    self.document.problems.push(problem);
                    break;
                }
            }
        }
    }

    fn event(&mut self, event: Event<'_>, span: ParserSpan) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let scalar = typed(&text, style, tag.as_deref());
                let span = self.scalar_span(span, style);
                self.leaf(span, Content::Scalar(scalar), anchor, 1);
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(anchor, _) => self.open(span, Content::Sequence(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.open(span, Content::Mapping(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
    }

    fn alias(&mut self, anchor: usize, span: ParserSpan) {
        let span = self.span(span);
        match self.anchors.get(&anchor).copied() {
            Some(target) if !self.stack.iter().any(|(open, _)| *open == target) => {
                let weight = self.weight(target);
                self.leaf(span, Content::Alias(target), 0, weight);
            }
            _ => {
                self.problem(span, ProblemKind::UnknownAlias);
                self.leaf(span, Content::Scalar(Scalar::plain("")), 0, 1);
            }
        }
    }

    fn leaf(&mut self, span: Span, content: Content, anchor: usize, weight: u64) {
        if self.skipping == 0 {
            let id = self.push(span, content, anchor);
            self.set_weight(id, weight);
            self.attach(id);
        }
    }

    fn open(&mut self, span: ParserSpan, content: Content, anchor: usize) {
        let span = self.span(span);
        if self.skipping > 0 || self.stack.len() >= MAX_DEPTH {
            if self.skipping == 0 {
                self.problem(span, ProblemKind::TooDeep);
            }
            self.skipping += 1;
            return;
        }
        let id = self.push(span, content, anchor);
        self.stack.push((id, None));
    }

    fn close(&mut self, span: ParserSpan) {
        if self.skipping > 0 {
            self.skipping -= 1;
            if self.skipping > 0 {
                return;
            }
            // Something must stand where the cut-off part was.
            let at = self.span(span);
            self.leaf(at, Content::Scalar(Scalar::plain("")), 0, 1);
            return;
        }
        if let Some((id, _)) = self.stack.pop() {
            self.end(id, self.byte(span.end.index()));
            self.attach(id);
        }
    }

    /// Ends a container: its span runs to its closing bracket or its last child.
    fn end(&mut self, id: NodeId, at: u32) {
        let last = match &self.document.node(id).content {
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|e| e.value),
            _ => None,
        };
        let flow = matches!(self.text.as_bytes().get(at.saturating_sub(1) as usize), Some(b'}' | b']'));
        let child = last.map_or(0, |n| self.document.span(n).end);
        let end = if flow { at.max(child) } else { child };
        if let Some(node) = self.document.nodes.get_mut(id.0 as usize) {
            node.span.end = end.max(node.span.start);
        }
        merge::finish(&mut self.document, id);
    }

    fn push(&mut self, span: Span, content: Content, anchor: usize) -> NodeId {
        let id = NodeId(u32::try_from(self.document.nodes.len()).unwrap_or(u32::MAX));
        self.document.nodes.push(Node { span, content });
        self.weights.push(1);
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        id
    }

    /// Hands a finished node to the container that is open.
    fn attach(&mut self, id: NodeId) {
        let Some((parent, waiting)) = self.stack.last_mut() else {
            self.document.root.get_or_insert(id);
            return;
        };
        let parent = *parent;
        let Some(node) = self.document.nodes.get_mut(parent.0 as usize) else { return };
        match (&mut node.content, waiting.take()) {
            (Content::Sequence(items), _) => items.push(id),
            (Content::Mapping(entries), Some(key)) => entries.push(Entry { key, value: id, merged: false }),
            _ => {
                *waiting = Some(id);
            }
        }
        let weight = self.weight(parent).saturating_add(self.weight(id));
        self.set_weight(parent, weight);
    }

    /// `{{ x }}` reads as a mapping whose key is a mapping: nobody means that.
    fn name_templates(&mut self) {
        for problem in &mut self.document.problems {
            let start = problem.span.start.saturating_sub(1) as usize;
            let braces = self.text.get(start..).is_some_and(|t| t.starts_with("{{"));
            if problem.kind == ProblemKind::KeyNotScalar && braces {
                let rest = self.text.get(start..).unwrap_or("");
                let end = rest.find("}}").map_or(rest.len(), |n| n + 2);
                problem.span = Span::new(start, start + end);
                problem.kind = ProblemKind::Syntax(super::SyntaxError::Template);
            }
        }
    }

    fn weight(&self, id: NodeId) -> u64 {
        self.weights.get(id.0 as usize).copied().unwrap_or(1)
    }

    fn set_weight(&mut self, id: NodeId, weight: u64) {
        if let Some(slot) = self.weights.get_mut(id.0 as usize) {
            *slot = weight;
        }
    }

    fn problem(&mut self, span: Span, kind: ProblemKind) {
        self.document.problems.push(Problem { span, kind });
    }

    fn byte(&self, index: usize) -> u32 {
        match &self.bytes {
            None => u32::try_from(index.min(self.text.len())).unwrap_or(u32::MAX),
            Some(table) => table.get(index).or(table.last()).copied().unwrap_or(0),
        }
    }

    fn span(&self, span: ParserSpan) -> Span {
        Span { start: self.byte(span.start.index()), end: self.byte(span.end.index()) }
    }

    /// Plain scalars end where their text ends, not where the parser noticed.
    fn scalar_span(&self, span: ParserSpan, style: ScalarStyle) -> Span {
        let span = self.span(span);
        if matches!(style, ScalarStyle::DoubleQuoted | ScalarStyle::SingleQuoted) {
            return Span { start: span.start, end: span.start + closing(span.of(self.text)) };
        }
        let trimmed = span.of(self.text).trim_end();
        Span { start: span.start, end: span.start + u32::try_from(trimmed.len()).unwrap_or(0) }
    }

    fn finish(mut self) -> Document {
        // What a syntax error left open still counts: half a document has objects, too.
        while let Some((id, _)) = self.stack.pop() {
            self.end(id, 0);
            self.attach(id);
        }
        let root = self.document.root;
        if root.is_some_and(|r| self.weight(r) > ALIAS_FLOOR.max(self.document.nodes.len() as u64 * 10)) {
            self.problem(Span::default(), ProblemKind::TooManyAliases);
            self.document.root = None;
        }
        self.name_templates();
        self.document.problems.sort_by_key(|p| p.span);
        self.document
    }
}

/// Length of a quoted scalar, which the parser's span overshoots by what follows on the line.
fn closing(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let quote = bytes.first().copied().unwrap_or(b'"');
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        let doubled = quote == b'\'' && bytes.get(at + 1) == Some(&b'\'');
        match *byte {
            b'\\' if quote == b'"' => at += 2,
            b if b == quote && doubled => at += 2,
            b if b == quote => return u32::try_from(at + 1).unwrap_or(u32::MAX),
            _ => at += 1,
        }
    }
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn typed(text: &str, style: ScalarStyle, tag: Option<&saphyr_parser::Tag>) -> Scalar {
    let core = tag.filter(|t| t.is_yaml_core_schema()).map(|t| t.suffix.as_str());
    match (style, core) {
        (_, Some("str" | "binary")) => Scalar::quoted(text),
        (ScalarStyle::Plain, None) if tag.is_none() => Scalar::plain(text),
        (_, Some("int" | "float" | "bool" | "null")) => Scalar::plain(text),
        _ => Scalar::quoted(text),
    }
}
