//! HTML, written piece by piece: nothing that a manifest says can become markup.
//!
//! What leads into the text carries an index (`data-go`) instead of the place itself, so that the
//! HTML stays the same when the text above it grows, and what is on screen is left alone.

use crate::picture::escape_into;
use crate::protocol::Place;
use crate::protocol::explore::Piece;
use std::fmt::{Display, Write};

/// A piece of a panel: one element, and the places that it leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// The element.
    pub html: String,
    /// What its `data-go` stand for.
    pub places: Vec<Place>,
}

impl From<Piece> for Markup {
    fn from(piece: Piece) -> Self {
        Self { html: piece.html, places: piece.places }
    }
}

impl Markup {
    /// A piece that begins with this.
    #[must_use]
    pub fn new(html: &str) -> Self {
        Self { html: html.to_owned(), places: Vec::new() }
    }

    /// Markup, as it stands.
    pub fn raw(&mut self, html: &str) -> &mut Self {
        self.html.push_str(html);
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        escape_into(&mut self.html, text);
        self
    }

    /// A number.
    pub fn number(&mut self, number: impl Display) -> &mut Self {
        let _ = write!(self.html, "{number}");
        self
    }

    /// A sentence, in which what stands between backticks is code.
    pub fn words(&mut self, text: &str) -> &mut Self {
        let last = text.matches('`').count();
        for (n, part) in text.split('`').enumerate() {
            match (n % 2 == 1, n < last) {
                (true, true) => self.raw("<code>").text(part).raw("</code>"),
                (true, false) => self.raw("`").text(part),
                (false, _) => self.text(part),
            };
        }
        self
    }

    /// An element with a text in it.
    pub fn element(&mut self, name: &str, class: &str, text: &str) -> &mut Self {
        self.raw("<").raw(name);
        if !class.is_empty() {
            self.raw(" class=\"").raw(class).raw("\"");
        }
        self.raw(">").text(text).raw("</").raw(name).raw(">")
    }

    /// The attribute that says which object an element is about.
    pub fn about(&mut self, key: Option<&str>) -> &mut Self {
        if let Some(key) = key {
            self.raw(" data-key=\"").text(key).raw("\"");
        }
        self
    }

    /// The beginning of a button that leads to a place; `</button>` ends it.
    pub fn go(&mut self, class: &str, place: &Place) -> &mut Self {
        self.raw("<button type=\"button\" class=\"").raw(class).raw("\"").leads_to(place).raw(">")
    }

    /// The attribute of what leads to a place.
    pub fn leads_to(&mut self, place: &Place) -> &mut Self {
        let index = self.places.len();
        self.places.push(place.clone());
        self.raw(" data-go=\"").number(index).raw("\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        Markup::default().words(text).html.clone()
    }

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(words("the `kind` is <b>"), "the <code>kind</code> is &lt;b&gt;");
        assert_eq!(words("`a` and `b`"), "<code>a</code> and <code>b</code>");
        assert_eq!(words("one ` alone"), "one ` alone");
        assert_eq!(words("`a` and ` alone"), "<code>a</code> and ` alone");
    }

    #[test]
    fn the_html_does_not_say_where_a_place_is() {
        let at = |start| Place { start, ..Place::default() };
        let one = Markup::new("<li>").go("plain", &at(1)).raw("x</button></li>").clone();
        let two = Markup::new("<li>").go("plain", &at(9)).raw("x</button></li>").clone();
        assert_eq!(one.html, two.html);
        assert_ne!(one.places, two.places);
    }

    #[test]
    fn keys_cannot_leave_their_attribute() {
        assert_eq!(Markup::default().about(Some("a\"b")).html, " data-key=\"a&quot;b\"");
    }
}
