//! Changes to a text as text: what hands, merges and broken tools do to it, and what nobody would write.

use crate::dice::Dice;

const ODD: &[&str] = &[
    "\t",
    "\r",
    "\r\n",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{7f}",
    "é",
    "😀",
    "e\u{301}",
    "&a ",
    "*a",
    "<<: *a\n",
    "<<: [*a, *a]\n",
    "!!int ",
    "!!binary ",
    "!!str ",
    "!",
    "!<x> ",
    "| ",
    ">-\n",
    "|9\n",
    "|+2\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "\"\\x\"",
    "---\n",
    "--- a\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "? ",
    ": ",
    ":",
    "- ",
    "-",
    "# ",
    "#",
    "{{ .x }}",
    "{{- if }}\n",
    "0x",
    "0o7",
    "1e999",
    "-0",
    ".inf",
    "9223372036854775808",
    "99999999999999999999999",
    "1_000",
    "~",
    "on",
    "null",
    "''",
    "''''",
    "kind: List\nitems:\n",
    "apiVersion: v1\n",
    "spec:\n",
    "metadata:\n  name: ",
    "[[[[[[[[[[[[[[[[",
    "- - - - - - - -",
    "{a: {a: {a: ",
    "? ? ? ",
    "@",
    "`",
    ",",
    "% ",
    "= ",
    "<<",
    "\n",
    "\n\n\n",
    " ",
];

/// One change to a text.
pub fn changed(text: &str, other: &str, dice: &mut Dice) -> String {
    let (one, two) = (dice.place(text), dice.place(text));
    let (at, end) = (one.min(two), one.max(two));
    // Most changes are small.
    let near = (at..=end.min(at + 20)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
    let odd = *dice.pick(ODD);
    match dice.roll(16) {
        0 | 1 => [&text[..at], odd, &text[at..]].concat(),
        2 | 3 => [&text[..at], odd, &text[near..]].concat(),
        4 => [&text[..at], &text[near..]].concat(),
        5 => [&text[..at], &text[end..]].concat(),
        6 => text[..at].to_owned(),
        7 => [&text[..at], &other[dice.place(other)..]].concat(),
        8 => [&text[..end], &text[at..]].concat(),
        9 => [text, "\n---\n", other].concat(),
        10 => lines(text, |all| {
            let (one, two) = (dice.roll(all.len()), dice.roll(all.len()));
            all.swap(one, two);
        }),
        11 => lines(text, |all| all.insert(dice.roll(all.len()), all[dice.roll(all.len())])),
        12 => lines(text, |all| {
            all.remove(dice.roll(all.len()));
        }),
        13 => indented(text, dice),
        14 => text.replace('\n', "\r\n"),
        _ => bomb(dice, text, at),
    }
}

fn lines<'a>(text: &'a str, change: impl FnOnce(&mut Vec<&'a str>)) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    change(&mut lines);
    lines.join("\n")
}

/// Some lines stand elsewhere.
fn indented(text: &str, dice: &mut Dice) -> String {
    let all: Vec<&str> = text.split('\n').collect();
    let (from, count, by) = (dice.roll(all.len()), 1 + dice.roll(6), dice.roll(9));
    let moved = |(n, line): (usize, &&str)| match by {
        _ if n < from || n >= from + count => (*line).to_owned(),
        0..4 => " ".repeat(by + 1) + line,
        4 => format!("\t{line}"),
        _ => line.strip_prefix(&" ".repeat(by - 4)).unwrap_or(line).to_owned(),
    };
    all.iter().enumerate().map(moved).collect::<Vec<_>>().join("\n")
}

/// Much from little: nesting, aliases of aliases, merges of merges, long lines.
fn bomb(dice: &mut Dice, text: &str, at: usize) -> String {
    let times = 1 + dice.roll(3000);
    let doubling = |line: fn(usize) -> String| (1..times.min(60)).map(line).collect::<String>();
    let bomb = match dice.roll(8) {
        0 => {
            dice.pick(&["[", "{a: ", "- ", "? ", "a: ", "!a ", "\"", "(", "x", "{", "*a ", "&a ", "<<: "]).repeat(times)
        }
        1 => format!("[{}]", "*a, ".repeat(times)),
        2 => "a0: &a0 [x, x]\n".to_owned() + &doubling(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}]\n", n - 1)),
        3 => {
            "a0: &a0 {x: y}\n".to_owned()
                + &doubling(|n| format!("a{n}: &a{n} {{<<: [*a{0}, *a{0}], k{n}: *a{0}}}\n", n - 1))
        }
        4 => (0..times).map(|n| format!("{}a:\n", " ".repeat(n.min(200)))).collect(),
        5 => (0..times).map(|n| format!("k{n}: v\n")).collect(),
        6 => "- {name: a}\n".repeat(times),
        _ => "---\n".repeat(times),
    };
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    [&text[..start], &bomb, &text[start..]].concat()
}
