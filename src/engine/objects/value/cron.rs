//! Schedules of CronJobs.
//!
//! Source: `github.com/robfig/cron/v3` (`ParseStandard`), and the time zones of `time.LoadLocation`.

use super::duration::is_duration;

/// Name, lowest, highest, and names for its numbers.
type Field = (&'static str, u32, u32, &'static [&'static str]);

const FIELDS: [Field; 5] = [
    ("minute", 0, 59, &[]),
    ("hour", 0, 23, &[]),
    ("day of month", 1, 31, &[]),
    ("month", 1, 12, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
    ("day of week", 0, 6, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
];

const WORDS: [&str; 7] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// What is wrong with a schedule, for people.
///
/// # Errors
/// If it is not five fields, a word such as `@daily`, or `@every` and a duration.
pub fn parse(schedule: &str) -> Result<(), String> {
    if let Some(every) = schedule.strip_prefix("@every ") {
        return if is_duration(every) { Ok(()) } else { Err(format!("`{every}` is no duration such as `1h30m`")) };
    }
    if schedule.starts_with('@') {
        let known = WORDS.contains(&schedule);
        return if known { Ok(()) } else { Err(format!("there are only {} and `@every 1h30m`", WORDS.join(", "))) };
    }
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Err(format!(
            "it has {} fields instead of five: minute, hour, day of month, month, day of week",
            fields.len()
        ));
    }
    let ranges =
        |(text, field): (&&str, &Field)| text.split(',').filter(|r| !r.is_empty()).try_for_each(|r| range(r, field));
    fields.iter().zip(&FIELDS).try_for_each(ranges)
}

/// `*`, `5`, `1-5`, each with a step after `/`.
fn range(text: &str, field: &Field) -> Result<(), String> {
    let (what, least, most, _) = *field;
    let wrong = |why: &str| Err(format!("`{text}` is no {what}: {why}"));
    let (span, step) = text.split_once('/').map_or((text, None), |(span, step)| (span, Some(step)));
    if step.is_some_and(|step| number(step).is_none_or(|n| n == 0)) {
        return wrong("a step is a whole number above zero");
    }
    let (from, to) = span.split_once('-').map_or((span, None), |(from, to)| (from, Some(to)));
    if to.is_some_and(|to| to.contains('-')) {
        return wrong("it has several `-`");
    }
    if matches!(from, "*" | "?") {
        return Ok(());
    }
    let end = to.map_or(Some(None), |to| value(to, field).map(Some));
    match (value(from, field), end) {
        (Some(from), Some(to)) if from < least || from.max(to.unwrap_or(from)) > most => {
            wrong(&format!("it goes from {least} to {most}"))
        }
        (Some(from), Some(Some(to))) if from > to => wrong("its beginning is after its end"),
        (Some(_), Some(_)) => Ok(()),
        _ => wrong("it is no number"),
    }
}

fn value(text: &str, (_, least, _, names): &Field) -> Option<u32> {
    let named = names.iter().position(|name| name.eq_ignore_ascii_case(text));
    named.and_then(|n| u32::try_from(n).ok()).map(|n| n + least).or_else(|| number(text))
}

/// Go's `Atoi`, not negative.
fn number(text: &str) -> Option<u32> {
    text.strip_prefix("-0")
        .filter(|rest| rest.bytes().all(|b| b == b'0'))
        .map_or_else(|| text.parse().ok(), |_| Some(0))
}

const AREAS: &str = " Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US posix right ";
const ZONES: &str = " CET CST6CDT Cuba EET EST EST5EDT Egypt Eire Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu localtime posixrules ";

/// Whether a time zone may be one of the database: names of places are not looked up.
#[must_use]
pub fn is_time_zone(text: &str) -> bool {
    let word = |list: &str, word: &str| list.contains(&format!(" {word} "));
    let chars = text.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    !text.is_empty()
        && chars
        && !text.ends_with('/')
        && text.split_once('/').map_or_else(|| word(ZONES, text), |(area, _)| word(AREAS, area))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules() {
        let good = [
            "* * * * *",
            "*/5 0-6 1,15 jan-MAR mon",
            "0 0 * * 0",
            "@daily",
            "@every 1h30m",
            "5/15 * ? * *",
            " 0  3 * * * ",
            "0 22 * * 1-5",
            "*-x * * * *",
            "1-5/2 * * * *",
            ", * * * *",
        ];
        let bad = [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "@dayly",
            "@every",
            "@every 5",
            "@every 1d",
            "5-1 * * * *",
            "*/0 * * * *",
            "a * * * *",
            "1-2-3 * * * *",
            "1/2/3 * * * *",
            "* * * * mo",
        ];
        good.iter().for_each(|t| assert_eq!(parse(t), Ok(()), "{t}"));
        bad.iter().for_each(|t| assert!(parse(t).is_err(), "{t}"));
    }

    #[test]
    fn time_zones() {
        ["Europe/Berlin", "Etc/GMT+2", "UTC", "America/Argentina/Salta", "EST5EDT"]
            .iter()
            .for_each(|t| assert!(is_time_zone(t), "{t}"));
        ["", "Berlin", "GMT+2", "Europe/", "Local", "PST", "Europe /Berlin", "../x", "/etc"]
            .iter()
            .for_each(|t| assert!(!is_time_zone(t), "{t}"));
    }
}
