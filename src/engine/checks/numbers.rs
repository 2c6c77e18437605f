//! Numbers that have to be something: `is`, `at-least`, `at-most`, alone or behind a word.

use super::Check;

/// The bounds that a check sets for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    least: Option<i64>,
    most: Option<i64>,
}

/// `is`, `at-least` and `at-most`.
pub(super) fn plain(check: &Check) -> Bounds {
    let is = check.number("is");
    Bounds { least: is.or(check.number("at-least")), most: is.or(check.number("at-most")) }
}

/// At least so many.
pub(super) fn at_least(number: i64) -> Bounds {
    Bounds { least: Some(number), most: None }
}

/// The bounds by their own names.
pub(super) fn named(check: &Check, least: &str, most: &str) -> Bounds {
    Bounds { least: check.number(least), most: check.number(most) }
}

impl Bounds {
    /// Whether there are any.
    pub fn any(self) -> bool {
        self.least.is_some() || self.most.is_some()
    }

    /// Whether a number is within.
    pub fn hold(self, number: i64) -> bool {
        self.least.is_none_or(|least| number >= least) && self.most.is_none_or(|most| number <= most)
    }

    /// `at least 1 pod`, `exactly 2 pods`.
    pub fn of(self, one: &str, many: &str) -> String {
        let words = self.words();
        let single = words.rsplit(' ').next() == Some("1") && self.least == Some(1);
        format!("{words} {}", if single { one } else { many })
    }

    /// `at least 1`, `exactly 2`, `2 to 4`.
    pub fn words(self) -> String {
        match (self.least, self.most) {
            (Some(0), Some(0)) => "no".to_owned(),
            (Some(a), Some(b)) if a == b => format!("exactly {a}"),
            (Some(a), Some(b)) => format!("{a} to {b}"),
            (Some(a), None) => format!("at least {a}"),
            (None, Some(0)) => "no".to_owned(),
            (None, Some(b)) => format!("at most {b}"),
            (None, None) => "any number of".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_in_words() {
        let bounds = |least, most| Bounds { least, most };
        let cases = [
            (bounds(Some(1), None), "at least 1", 0, false),
            (bounds(None, Some(3)), "at most 3", 3, true),
            (bounds(Some(2), Some(2)), "exactly 2", 3, false),
            (bounds(Some(2), Some(4)), "2 to 4", 3, true),
            (bounds(None, Some(0)), "no", 1, false),
        ];
        for (bounds, words, number, holds) in cases {
            assert_eq!((bounds.words().as_str(), bounds.hold(number)), (words, holds));
        }
        assert_eq!(bounds(Some(1), None).of("pod", "pods"), "at least 1 pod");
        assert_eq!(bounds(Some(0), Some(1)).of("pod", "pods"), "0 to 1 pods");
        assert_eq!(bounds(Some(2), None).of("pod", "pods"), "at least 2 pods");
    }
}
