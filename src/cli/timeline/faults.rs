//! How faults are written: `TARGET@FROM..TO`, with a value after `=` where there is one.

use std::fmt;

use crate::engine::timeline::scenario::{Fault, Target, Trouble};

/// An object by kind and name.
#[derive(Clone, Debug)]
pub(super) struct Named {
    kind: String,
    name: String,
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.name)
    }
}

pub(super) fn target(text: &str) -> Result<Named, String> {
    let (kind, name) = text.split_once('/').ok_or("it is written as KIND/NAME, such as Deployment/web")?;
    Ok(Named { kind: kind.to_owned(), name: name.to_owned() })
}

/// Reads a fault; the value after `=`, if any, makes the trouble.
fn fault(text: &str, trouble: impl Fn(Option<&str>) -> Result<Trouble, String>) -> Result<Fault, String> {
    let (what, when) = text.rsplit_once('@').ok_or("it ends with @SECOND or @FROM..TO, such as @60..180")?;
    let (what, value) = what.split_once('=').map_or((what, None), |(what, value)| (what, Some(value)));
    let (what, pod) = match what.split_once('#') {
        Some((what, pod)) => {
            (what, Some(pod.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).ok_or("pods are counted from 1")?))
        }
        None => (what, None),
    };
    let Named { kind, name } = target(what)?;
    let (from, to) = match when.split_once("..") {
        Some((from, to)) => (second(from)?, Some(second(to)?)),
        None => (second(when)?, None),
    };
    if to.is_some_and(|to| to <= from) {
        return Err("the end is after the beginning".to_owned());
    }
    Ok(Fault { target: Target { kind, name, pod }, from, to, trouble: trouble(value)? })
}

fn second(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix('s').unwrap_or(text).parse().ok();
    number
        .filter(|second| (0..=86_400).contains(second))
        .ok_or_else(|| format!("`{text}` is not a second from 0 to 86400"))
}

fn needed(value: Option<&str>) -> Result<i64, String> {
    second(value.ok_or("it needs seconds after the name, such as Deployment/web=5@60")?)
}

fn bare(trouble: Trouble) -> impl Fn(Option<&str>) -> Result<Trouble, String> {
    move |value| value.map_or_else(|| Ok(trouble.clone()), |value| Err(format!("`={value}` says nothing here")))
}

pub(super) fn down(text: &str) -> Result<Fault, String> {
    fault(text, bare(Trouble::Down { hangs: false }))
}

pub(super) fn unreachable(text: &str) -> Result<Fault, String> {
    fault(text, bare(Trouble::Down { hangs: true }))
}

pub(super) fn exit(text: &str) -> Result<Fault, String> {
    fault(text, |value| {
        let code = value.unwrap_or("1");
        code.parse().map(Trouble::Exit).map_err(|_| format!("`{code}` is no exit code"))
    })
}

pub(super) fn crash(text: &str) -> Result<Fault, String> {
    fault(text, |value| Ok(Trouble::ExitAfter(needed(value)?, 1)))
}

pub(super) fn hang(text: &str) -> Result<Fault, String> {
    fault(text, bare(Trouble::Hang))
}

pub(super) fn refuse(text: &str) -> Result<Fault, String> {
    fault(text, |value| Ok(Trouble::Refuse(value.map(str::to_owned))))
}

pub(super) fn slow(text: &str) -> Result<Fault, String> {
    fault(text, |value| Ok(Trouble::Slow(needed(value)?)))
}

pub(super) fn delete(text: &str) -> Result<Fault, String> {
    fault(text, bare(Trouble::Delete))
}

pub(super) fn lose_node(text: &str) -> Result<Fault, String> {
    fault(text, bare(Trouble::LoseNode))
}
