//! What was chosen in a view. Everything has a default; what cannot be read counts as not chosen.

use crate::protocol::explore::Input;

/// Names and values.
#[derive(Clone, Debug, Default)]
pub struct Inputs(Vec<(String, String)>);

impl Inputs {
    /// As they came from the page.
    #[must_use]
    pub fn new(inputs: &[Input]) -> Self {
        Self(inputs.iter().map(|input| (input.name.clone(), input.value.clone())).collect())
    }

    /// What was chosen; none if nothing was, or the empty text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// A whole number within bounds.
    #[must_use]
    pub fn number(&self, name: &str, least: i64, most: i64) -> Option<i64> {
        self.text(name)?.parse().ok().map(|number: i64| number.clamp(least, most))
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, name: &str) -> bool {
        self.text(name) == Some("on")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_was_not_chosen() {
        let input = |name: &str, value: &str| Input { name: name.into(), value: value.into() };
        let inputs = Inputs::new(&[input("a", " 12 "), input("b", "x"), input("c", ""), input("d", "on")]);
        assert_eq!(inputs.number("a", 0, 100), Some(12));
        assert_eq!(inputs.number("a", 0, 10), Some(10));
        assert_eq!(inputs.number("b", 0, 10), None);
        assert_eq!(inputs.text("c"), None);
        assert!(inputs.ticked("d") && !inputs.ticked("a"));
    }
}
