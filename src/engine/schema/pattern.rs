//! Whether a text matches a pattern of a custom resource's schema.
//!
//! The part of Go's syntax that such patterns use: classes, groups, alternatives, counts, anchors. All else is
//! not judged. States are followed in parallel, so that time grows with pattern times text and no further.

/// Instructions that a pattern may become, and how often they may be looked at.
const LONGEST: usize = 2_000;
const PATIENCE: usize = 2_000_000;
const DEEPEST: usize = 40;

/// Whether the text has a match; nothing if that cannot be told.
pub(super) fn matches(pattern: &str, text: &str) -> Option<bool> {
    let mut parser = Parser { rest: pattern.chars().collect(), at: 0, depth: 0 };
    let node = parser.alternatives()?;
    if parser.at < parser.rest.len() {
        return None;
    }
    let mut program = Vec::new();
    compile(&node, &mut program)?;
    program.push(Step::Match);
    let text: Vec<char> = text.chars().collect();
    (program.len().checked_mul(text.len() + 1)? <= PATIENCE).then(|| run(&program, &text))
}

enum Node {
    Class(Class),
    Start,
    End,
    All(Vec<Node>),
    Any(Vec<Node>),
    Repeat(Box<Node>, usize, Option<usize>),
}

#[derive(Clone)]
struct Class {
    ranges: Vec<(char, char)>,
    negated: bool,
}

impl Class {
    fn of(ranges: &[(char, char)], negated: bool) -> Self {
        Self { ranges: ranges.to_vec(), negated }
    }

    fn has(&self, c: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)) != self.negated
    }
}

struct Parser {
    rest: Vec<char>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        self.at += 1;
        self.rest.get(self.at - 1).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn alternatives(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut all = vec![self.sequence()?];
        while self.eat('|') {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Some(Node::Any(all))
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let atom = self.atom()?;
            all.push(self.counted(atom)?);
        }
        Some(Node::All(all))
    }

    fn atom(&mut self) -> Option<Node> {
        Some(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Class(Class::of(&[('\n', '\n')], true)),
            '(' => {
                // Names and flags of groups are not read.
                if self.eat('?') && !self.eat(':') {
                    return None;
                }
                let inner = self.alternatives()?;
                if !self.eat(')') {
                    return None;
                }
                inner
            }
            '[' => Node::Class(self.class()?),
            '\\' => Node::Class(self.escape()?),
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            c => Node::Class(Class::of(&[(c, c)], false)),
        })
    }

    fn counted(&mut self, atom: Node) -> Option<Node> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.braces(atom),
            _ => return Some(atom),
        };
        self.at += 1;
        self.repeated(atom, least, most)
    }

    fn braces(&mut self, atom: Node) -> Option<Node> {
        self.at += 1;
        let least = self.number()?;
        let most = match (self.eat(','), self.peek()) {
            (false, _) => Some(least),
            (true, Some('}')) => None,
            (true, _) => Some(self.number()?),
        };
        if !self.eat('}') || most.is_some_and(|most| most < least) {
            return None;
        }
        self.repeated(atom, least, most)
    }

    fn repeated(&mut self, atom: Node, least: usize, most: Option<usize>) -> Option<Node> {
        // Reluctance changes what is matched, not whether.
        self.eat('?');
        let twice = self.peek().is_some_and(|c| matches!(c, '*' | '+' | '?' | '{'));
        (!twice).then(|| Node::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.rest.get(start..self.at)?.iter().collect();
        digits.parse().ok().filter(|n| *n <= 1_000)
    }

    fn class(&mut self) -> Option<Class> {
        let mut class = Class::of(&[], self.eat('^'));
        let mut first = true;
        loop {
            let start = match self.next()? {
                ']' if !first => return Some(class),
                // `[:alpha:]` and the like.
                '[' if self.peek() == Some(':') => return None,
                '\\' => {
                    let inner = self.escape()?;
                    match inner.ranges.as_slice() {
                        [(a, b)] if a == b && !inner.negated => *a,
                        _ if inner.negated || self.is_range() => return None,
                        ranges => {
                            class.ranges.extend(ranges);
                            first = false;
                            continue;
                        }
                    }
                }
                c => c,
            };
            first = false;
            let end = self.range_end(start)?;
            class.ranges.push((start, end));
        }
    }

    fn is_range(&self) -> bool {
        self.peek() == Some('-') && self.rest.get(self.at + 1).is_some_and(|c| *c != ']')
    }

    fn range_end(&mut self, start: char) -> Option<char> {
        if !self.is_range() {
            return Some(start);
        }
        self.at += 1;
        let end = match self.next()? {
            '\\' => match self.escape()?.ranges.as_slice() {
                [(a, b)] if a == b => *a,
                _ => return None,
            },
            '[' => return None,
            c => c,
        };
        (start <= end).then_some(end)
    }

    fn escape(&mut self) -> Option<Class> {
        const WORD: [(char, char); 4] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
        const SPACE: [(char, char); 3] = [('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')];
        Some(match self.next()? {
            'd' => Class::of(&[('0', '9')], false),
            'D' => Class::of(&[('0', '9')], true),
            'w' => Class::of(&WORD, false),
            'W' => Class::of(&WORD, true),
            's' => Class::of(&SPACE, false),
            'S' => Class::of(&SPACE, true),
            'n' => Class::of(&[('\n', '\n')], false),
            't' => Class::of(&[('\t', '\t')], false),
            'r' => Class::of(&[('\r', '\r')], false),
            c if c.is_ascii_punctuation() => Class::of(&[(c, c)], false),
            _ => return None,
        })
    }
}

enum Step {
    One(Class),
    Split(usize, usize),
    Start,
    End,
    Match,
}

fn compile(node: &Node, out: &mut Vec<Step>) -> Option<()> {
    match node {
        Node::Class(class) => out.push(Step::One(class.clone())),
        Node::Start => out.push(Step::Start),
        Node::End => out.push(Step::End),
        Node::All(all) => all.iter().try_for_each(|node| compile(node, out))?,
        Node::Any(all) => compile_any(all, out)?,
        Node::Repeat(node, least, most) => {
            (0..*least).try_for_each(|_| compile(node, out))?;
            match most {
                None => compile_loop(node, out)?,
                Some(most) => (*least..*most).try_for_each(|_| compile_optional(node, out))?,
            }
        }
    }
    (out.len() <= LONGEST).then_some(())
}

fn compile_any(all: &[Node], out: &mut Vec<Step>) -> Option<()> {
    let Some((last, others)) = all.split_last() else { return Some(()) };
    let mut ends = Vec::new();
    for node in others {
        let split = out.len();
        out.push(Step::Match);
        compile(node, out)?;
        ends.push(out.len());
        out.push(Step::Match);
        let next = out.len();
        *out.get_mut(split)? = Step::Split(split + 1, next);
    }
    compile(last, out)?;
    let after = out.len();
    ends.into_iter().try_for_each(|end| out.get_mut(end).map(|step| *step = Step::Split(after, after)))
}

fn compile_loop(node: &Node, out: &mut Vec<Step>) -> Option<()> {
    let split = out.len();
    out.push(Step::Match);
    compile(node, out)?;
    out.push(Step::Split(split, split));
    let after = out.len();
    out.get_mut(split).map(|step| *step = Step::Split(split + 1, after))
}

fn compile_optional(node: &Node, out: &mut Vec<Step>) -> Option<()> {
    let split = out.len();
    out.push(Step::Match);
    compile(node, out)?;
    let after = out.len();
    out.get_mut(split).map(|step| *step = Step::Split(split + 1, after))
}

fn run(program: &[Step], text: &[char]) -> bool {
    let mut states = vec![false; program.len()];
    for at in 0..=text.len() {
        // A match may begin anywhere.
        if spread(program, &mut states, at, text.len()) {
            return true;
        }
        let Some(c) = text.get(at) else { return false };
        let mut next = vec![false; program.len()];
        for (state, _) in states.iter().enumerate().filter(|(_, on)| **on) {
            if let (Some(Step::One(class)), Some(slot)) = (program.get(state), next.get_mut(state + 1)) {
                *slot |= class.has(*c);
            }
        }
        states = next;
    }
    false
}

/// Follow what takes no character; whether the end of the pattern is reached.
fn spread(program: &[Step], states: &mut [bool], at: usize, end: usize) -> bool {
    let mut open: Vec<usize> = states.iter().enumerate().filter(|(_, on)| **on).map(|(n, _)| n).chain([0]).collect();
    let mut seen = vec![false; program.len()];
    while let Some(state) = open.pop() {
        if seen.get_mut(state).is_none_or(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        if let Some(on) = states.get_mut(state) {
            *on = true;
        }
        match program.get(state) {
            Some(Step::Match) => return true,
            Some(Step::Split(a, b)) => open.extend([*a, *b]),
            Some(Step::Start) if at == 0 => open.push(state + 1),
            Some(Step::End) if at == end => open.push(state + 1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_of_real_definitions() {
        let cases = [
            ("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-b0", true),
            ("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-", false),
            ("^(\\*\\.)?[a-z]+(\\.[a-z]+)*$", "*.example.org", true),
            ("^([0-9]{1,5}(h|m|s|ms)){1,4}$", "1h30m", true),
            ("^([0-9]{1,5}(h|m|s|ms)){1,4}$", "123456h", false),
            ("^-?[0-9]+$", "-5", true),
            ("abc|^$", "xabcx", true),
            ("abc|^$", "", true),
            ("abc|^$", "ab", false),
            ("^(Always|Never)$", "Sometimes", false),
            ("^\\d+\\.\\d+$", "1.25", true),
            ("^[^/]+$", "a/b", false),
            ("^[\\w.-]{2,}$", "a", false),
            ("^[\\w.-]{2,}$", "a.", true),
            ("^.+$", "a\nb", false),
            ("^$|^(a*)*b$", "aaab", true),
            ("(^|,)x(,|$)", "a,x", true),
            ("[]a]", "]", true),
            ("^[+-]$", "-", true),
        ];
        for (pattern, text, want) in cases {
            assert_eq!(matches(pattern, text), Some(want), "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_beyond_is_not_judged() {
        let beyond = [
            "(?i)a",
            "(?P<n>a)",
            "\\bword",
            "\\pL",
            "[[:alpha:]]",
            "a**",
            "a{",
            "(a",
            "a)",
            "[a",
            "[z-a]",
            "a{2000}",
            "((a{900}){900}){9}",
        ];
        beyond.iter().for_each(|pattern| assert_eq!(matches(pattern, "a"), None, "{pattern}"));
        let deep = "(".repeat(10_000);
        assert_eq!(matches(&deep, "a"), None);
        assert_eq!(matches("^(a|b)*$", &"a".repeat(1_000_000)), None);
        assert_eq!(matches("^(a|aa)+$", &format!("{}b", "a".repeat(5_000))), Some(false));
    }
}
