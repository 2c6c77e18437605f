//! Messages as bytes and back, by hand: every field in its order, numbers in four or eight bytes,
//! a length before what repeats. A codec for any type would cost each page more than its panels.

use super::assist::{
    Answer, Completion, CompletionItem, Descriptions, Hover, Outline, OutlineRow, Question, Sealed, Stretch, Target,
};
use super::explore::{Ask, Input, Piece, Told};
use super::lesson::{At, Lesson, LessonStep, Standing};
use super::patch::Patch;
use super::said::{Said, SaidByGuide, SaidExcerpt, SaidInSection, SaidView, Sentence};
use super::{
    Aim, ContainerProbes, ExampleSet, Fact, FileReport, FileText, Finding, Fix, Label, Note, ObjectRow, Place,
    ProbeView, Request, Response, SetEntry, Severity, TextEdit, WireRow,
};

/// What crosses as bytes.
pub trait Wire: Sized {
    /// Writes it behind what is there.
    fn write(&self, out: &mut Vec<u8>);
    /// Reads it; none if the bytes are damaged.
    fn read(from: &mut Reader<'_>) -> Option<Self>;
}

/// The bytes that are still to be read.
#[derive(Debug)]
pub struct Reader<'a>(&'a [u8]);

/// A message as bytes.
#[must_use]
pub fn encode(message: &impl Wire) -> Vec<u8> {
    let mut out = Vec::new();
    message.write(&mut out);
    out
}

/// The message that bytes are; none if they are damaged.
#[must_use]
pub fn decode<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut from = Reader(bytes);
    let message = T::read(&mut from)?;
    from.0.is_empty().then_some(message)
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u32::read(self)?).ok()
    }
}

fn write_length(length: usize, out: &mut Vec<u8>) {
    u32::try_from(length).unwrap_or(u32::MAX).write(out);
}

macro_rules! numbers {
    ($($type:ty)*) => {$(
        impl Wire for $type {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn read(from: &mut Reader<'_>) -> Option<Self> {
                from.array().map(Self::from_le_bytes)
            }
        }
    )*};
}
numbers! { u32 u64 }

impl Wire for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.byte().map(|byte| byte != 0)
    }
}

impl Wire for String {
    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let length = from.length()?;
        Self::from_utf8(from.take(length)?.to_vec()).ok()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        self.iter().for_each(|value| value.write(out));
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len(), out);
        self.iter().for_each(|value| value.write(out));
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let length = from.length()?;
        let mut list = Self::new();
        for _ in 0..length {
            list.push(T::read(from)?);
        }
        Some(list)
    }
}

impl Wire for Sealed {
    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.0.len(), out);
        out.extend_from_slice(&self.0);
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let length = from.length()?;
        Some(Self(from.take(length)?.to_vec()))
    }
}

impl Wire for Severity {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(match self {
            Self::Error => 0,
            Self::Warning => 1,
            Self::Hint => 2,
        });
    }
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(Self::Error),
            1 => Some(Self::Warning),
            2 => Some(Self::Hint),
            _ => None,
        }
    }
}

macro_rules! structs {
    ($($name:ident { $($field:ident)* })*) => {$(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write(out);)*
            }
            fn read(from: &mut Reader<'_>) -> Option<Self> {
                Some(Self { $($field: Wire::read(from)?),* })
            }
        }
    )*};
}
structs! {
    Aim { around path }
    At { step hints solution done }
    Completion { file start end items }
    CompletionItem { label insert selected detail kind required description }
    ContainerProbes { object workload container place probes meaning }
    Descriptions { of texts }
    ExampleSet { slug title files first }
    Fact { name value defaulted place }
    FileReport { file findings objects probes wires notes }
    FileText { name text }
    Finding { rule severity place aim object message help related fixes }
    Fix { title safe edits }
    Hover { place title holds required default values deprecated notes description targets }
    Input { name value }
    Label { place text }
    Lesson { slug title intro steps }
    LessonStep { title html checks hints solution }
    Note { text place }
    ObjectRow { key kind api_version namespace name place summary pods images qos facts }
    Outline { documents way }
    OutlineRow { kind name object place }
    Patch { file of at removed documents from units lines }
    Piece { html places }
    Place { file start end line column end_line end_column }
    ProbeView { kind action place parameters meaning }
    Said { guides }
    SaidByGuide { slug title sections }
    SaidExcerpt { file object path text }
    SaidInSection { id title sentences excerpts views relies }
    SaidView { view inputs parts caption digest }
    Sentence { text questions answers }
    SetEntry { slug title }
    Stretch { start end }
    Target { text place }
    TextEdit { place text }
    WireRow { relation phrase from from_name to to_name missing optional place }
}

macro_rules! enums {
    ($($name:ident { $($tag:literal $variant:ident { $($field:ident)* })* })*) => {$(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant { $($field),* } => {
                        out.push($tag);
                        $($field.write(out);)*
                    })*
                }
            }
            fn read(from: &mut Reader<'_>) -> Option<Self> {
                match from.byte()? {
                    $($tag => Some(Self::$variant { $($field: Wire::read(from)?),* }),)*
                    _ => None,
                }
            }
        }
    )*};
}
enums! {
    Answer {
        0 Nothing {}
        1 Hover { hover }
        2 Completion { completion }
        3 Outline { outline }
        4 Targets { targets }
        5 Fixes { count edits }
    }
    Question {
        0 Hover { file at }
        1 Complete { file at }
        2 Outline { file at }
        3 Definition { file at }
        4 Users { file at }
        5 SafeFixes { file }
    }
    Ask {
        0 Open { files }
        1 Edit { file }
        2 Show { view inputs }
        3 Answer { number revision question }
        4 Learn { lesson }
        5 Step { at }
        6 Solve { step }
        7 Recall { said }
    }
    Told {
        0 Ready {}
        1 View { view inputs pieces }
        2 Answer { number revision answer }
        3 Step { step steps pieces standing }
        4 Solution { files }
    }
    Standing {
        0 Open {}
        1 Done {}
        2 Free {}
    }
    Request {
        0 Open { revision files }
        1 Edit { revision file }
        2 Remove { revision name }
        3 Crash {}
    }
    Response {
        0 Ready {}
        1 Report { revision whole patches micros }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Response {
        let place = Place { file: "ä.yaml".into(), start: 3, end: 9, line: 1, ..Place::default() };
        let finding = Finding {
            rule: "r".into(),
            severity: Severity::Warning,
            place: place.clone(),
            aim: Some(Aim { around: true, path: vec!["f".into()] }),
            object: Some("Pod/a".into()),
            message: "m".into(),
            help: String::new(),
            related: vec![Label { place: place.clone(), text: "t".into() }],
            fixes: vec![Fix { title: "f".into(), safe: true, edits: vec![TextEdit { place, text: "x".into() }] }],
        };
        let document = FileReport { file: "ä.yaml".into(), findings: vec![finding], ..FileReport::default() };
        let patch = Patch { file: "ä.yaml".into(), of: 3, at: 1, documents: vec![document], ..Patch::default() };
        Response::Report { revision: u64::MAX, whole: true, patches: vec![patch], micros: 7 }
    }

    #[test]
    fn what_is_sent_arrives() {
        assert_eq!(decode(&encode(&report())), Some(report()));
        let file = FileText { name: "a".into(), text: "b: 😀".into() };
        let requests = [
            Request::Open { revision: 1, files: vec![file.clone()] },
            Request::Edit { revision: 2, file },
            Request::Remove { revision: 3, name: "a".into() },
            Request::Crash,
        ];
        for request in requests {
            assert_eq!(decode(&encode(&request)), Some(request));
        }
        let question = Question::Hover { file: "a".into(), at: 3 };
        let ask = Ask::Answer { number: 7, revision: 1, question };
        assert_eq!(decode(&encode(&ask)), Some(ask));
    }

    #[test]
    fn damaged_bytes_are_nothing() {
        let bytes = encode(&report());
        for length in 0..bytes.len() {
            assert_eq!(decode::<Response>(&bytes[..length]), None, "{length}");
        }
        assert_eq!(decode::<Response>(&[9]), None);
        assert_eq!(decode::<Vec<String>>(&[255, 255, 255, 255]), None);
    }
}
