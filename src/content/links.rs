//! Where links lead: from the short forms of the texts to addresses relative to the site's root.
//!
//! Every page has a `<base>` that points to the root, so even a link into the same page is written
//! from there.

use std::collections::{BTreeMap, BTreeSet};

use super::ProblemKind;

/// Everything that can be linked to.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Guides, each with the ids of its headings.
    pub guides: BTreeMap<String, BTreeSet<String>>,
    /// Ids of rules.
    pub rules: BTreeSet<String>,
    /// Sets, each with the names of its files.
    pub sets: BTreeMap<String, BTreeSet<String>>,
    /// Lessons, each with the ids of its steps.
    pub lessons: BTreeMap<String, BTreeSet<String>>,
    /// Teachers' plans and the handout.
    pub teach: BTreeSet<String>,
    /// Names of panels.
    pub panels: BTreeSet<String>,
}

/// The page that a link stands in.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    /// Its address: `guides/overview/`.
    pub address: &'a str,
    /// The ids of its headings.
    pub ids: &'a BTreeSet<String>,
}

impl Targets {
    /// The address of a link as it is written in a text.
    ///
    /// # Errors
    /// If it leads nowhere.
    pub fn resolve(&self, from: From<'_>, link: &str) -> Result<String, ProblemKind> {
        let nowhere = || ProblemKind::Link(link.to_owned());
        if link.starts_with("https://") || link.starts_with("http://") {
            return Ok(link.to_owned());
        }
        if let Some(id) = link.strip_prefix('#') {
            return anchored(from.address, from.ids, id).ok_or_else(|| ProblemKind::Anchor(link.to_owned()));
        }
        if let Some(id) = link.strip_prefix("rule:") {
            return self.rules.contains(id).then(|| format!("rules/{id}/")).ok_or_else(nowhere);
        }
        if let Some(place) = link.strip_prefix("play:") {
            return self.play(place).ok_or_else(nowhere);
        }
        if let Some(page) = link.strip_prefix("teach:") {
            let known = page.starts_with('#') || self.teach.contains(page);
            let slash = if page.starts_with('#') { "" } else { "/" };
            return known.then(|| format!("teach/{page}{slash}")).ok_or_else(nowhere);
        }
        if let Some(lesson) = link.strip_prefix("lesson:") {
            let (slug, id) = lesson.split_once('#').unwrap_or((lesson, ""));
            let ids = self.lessons.get(slug).ok_or_else(nowhere)?;
            return anchored(&format!("lessons/{slug}/"), ids, id).ok_or_else(|| ProblemKind::Anchor(link.to_owned()));
        }
        if let Some(panel) = link.strip_prefix("panel:") {
            return self.panel(from, panel).ok_or_else(nowhere);
        }
        let (file, id) = link.split_once('#').unwrap_or((link, ""));
        let slug = file.strip_suffix(".md").ok_or_else(nowhere)?;
        let ids = self.guides.get(slug).ok_or_else(nowhere)?;
        anchored(&format!("guides/{slug}/"), ids, id).ok_or_else(|| ProblemKind::Anchor(link.to_owned()))
    }

    /// A panel beside the lesson that the link stands in.
    fn panel(&self, from: From<'_>, panel: &str) -> Option<String> {
        let slug = from.address.strip_prefix("lessons/")?.strip_suffix('/')?;
        let (name, inputs) = panel.split_once('?').unwrap_or((panel, ""));
        let and = if inputs.is_empty() { "" } else { "&" };
        self.panels.contains(name).then(|| format!("playground/?lesson={}&panel={name}{and}{inputs}", encode(slug)))
    }

    /// A set, a file of it if one is named, and after a question mark a panel with what is chosen in it.
    fn play(&self, place: &str) -> Option<String> {
        let (place, shown) = place.split_once('?').unwrap_or((place, ""));
        let (set, file) = place.split_once('/').unwrap_or((place, ""));
        let files = self.sets.get(set)?;
        let panel = shown.split('&').find_map(|pair| pair.strip_prefix("panel="));
        let known = shown.is_empty() || panel.is_some_and(|panel| self.panels.contains(panel));
        let and = if shown.is_empty() { "" } else { "&" };
        (known && (file.is_empty() || files.contains(file))).then(|| playground(set, file, 1) + and + shown)
    }
}

/// What the names of lessons' own sets begin with: `lessons/<slug>` are the files that a lesson starts with.
pub const LESSONS: &str = "lessons/";

fn anchored(address: &str, ids: &BTreeSet<String>, id: &str) -> Option<String> {
    match id {
        "" => Some(address.to_owned()),
        id => ids.contains(id).then(|| format!("{address}#{id}")),
    }
}

/// The address of the playground with a set open, at a file if it is not empty, and a line of it.
#[must_use]
pub fn playground(set: &str, file: &str, line: usize) -> String {
    let lesson = set.strip_prefix(LESSONS).filter(|slug| !slug.contains('/'));
    let mut out = match lesson {
        Some(slug) => format!("playground/?lesson={}", encode(slug)),
        None => format!("playground/?set={}", encode(set)),
    };
    if !file.is_empty() {
        out.push_str(&format!("&file={}", encode(file)));
    }
    if line > 1 {
        out.push_str(&format!("&line={line}"));
    }
    out
}

/// The address of the playground with an example of a rule open: `bad` or `good`.
#[must_use]
pub fn example(rule: &str, example: &str) -> String {
    format!("playground/?rule={}&example={example}", encode(rule))
}

/// Percent-encoding of a query's value.
/// A text as a value in an address.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets {
        let ids: BTreeSet<String> = ["start".to_owned()].into();
        Targets {
            guides: [("overview".to_owned(), ids)].into(),
            rules: ["missing-key".to_owned()].into(),
            sets: [("feastflow".to_owned(), ["00-a.yaml".to_owned()].into())].into(),
            lessons: [("mend".to_owned(), ["look".to_owned()].into())].into(),
            teach: ["45-minutes".to_owned()].into(),
            panels: ["time".to_owned()].into(),
        }
    }

    #[test]
    fn short_forms() {
        let ids = ["here".to_owned()].into();
        let from = From { address: "rules/x/", ids: &ids };
        let cases = [
            ("https://kubernetes.io/docs/", Some("https://kubernetes.io/docs/")),
            ("overview.md", Some("guides/overview/")),
            ("overview.md#start", Some("guides/overview/#start")),
            ("overview.md#end", None),
            ("other.md", None),
            ("#here", Some("rules/x/#here")),
            ("#there", None),
            ("rule:missing-key", Some("rules/missing-key/")),
            ("rule:nothing", None),
            ("play:feastflow", Some("playground/?set=feastflow")),
            ("play:feastflow/00-a.yaml", Some("playground/?set=feastflow&file=00-a.yaml")),
            ("play:feastflow/b.yaml", None),
            ("play:feastflow?panel=time&trouble=down", Some("playground/?set=feastflow&panel=time&trouble=down")),
            ("play:feastflow?panel=none", None),
            ("play:feastflow?trouble=down", None),
            ("lesson:mend", Some("lessons/mend/")),
            ("lesson:mend#look", Some("lessons/mend/#look")),
            ("lesson:mend#leap", None),
            ("lesson:sing", None),
            ("teach:45-minutes", Some("teach/45-minutes/")),
            ("teach:#own", Some("teach/#own")),
            ("teach:50-minutes", None),
            ("panel:time", None),
            ("javascript:alert(1)", None),
            ("../x.html", None),
        ];
        for (link, want) in cases {
            assert_eq!(targets().resolve(from, link).ok().as_deref(), want, "{link}");
        }
    }

    #[test]
    fn panels_open_beside_a_lesson() {
        let from = From { address: "lessons/mend/", ids: &BTreeSet::new() };
        let cases = [
            ("panel:time", Some("playground/?lesson=mend&panel=time")),
            ("panel:time?trouble=down&from=60", Some("playground/?lesson=mend&panel=time&trouble=down&from=60")),
            ("panel:clock", None),
        ];
        for (link, want) in cases {
            assert_eq!(targets().resolve(from, link).ok().as_deref(), want, "{link}");
        }
        assert_eq!(playground("lessons/mend", "a.yaml", 1), "playground/?lesson=mend&file=a.yaml");
        assert_eq!(playground("lessons/mend/solution", "", 1), "playground/?set=lessons/mend/solution");
    }

    #[test]
    fn paths_are_encoded() {
        assert_eq!(playground("a", "b c.yaml", 12), "playground/?set=a&file=b%20c.yaml&line=12");
        assert_eq!(playground("a", "b.yaml", 1), "playground/?set=a&file=b.yaml");
    }
}
