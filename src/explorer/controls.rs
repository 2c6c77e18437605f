//! The controls of a view's form. A control's HTML never says what was chosen: the page fills that in, so
//! that a form stays as it is while one types in it.

use crate::ui::markup::Markup;

/// Where a form is written.
#[derive(Debug)]
pub struct Form(Markup);

impl Default for Form {
    fn default() -> Self {
        Self(Markup::new("<form class=\"inputs\">"))
    }
}

impl Form {
    /// A list to choose from: value and text of each.
    pub fn choice<'a>(&mut self, label: &str, name: &str, options: impl IntoIterator<Item = (&'a str, &'a str)>) {
        self.0.raw("<label>").text(label).raw(" <select name=\"").raw(name).raw("\">");
        for (value, text) in options {
            self.0.raw("<option value=\"").text(value).raw("\">").text(text).raw("</option>");
        }
        self.0.raw("</select></label>");
    }

    /// A whole number; `usual` is what counts while nothing is written.
    pub fn number(&mut self, label: &str, name: &str, most: i64, usual: &str, unit: &str) {
        self.0.raw("<label>").text(label).raw(" <input type=\"number\" min=\"0\" max=\"").number(most);
        self.0.raw("\" name=\"").raw(name).raw("\" placeholder=\"").text(usual).raw("\">").text(unit).raw("</label>");
    }

    /// A text.
    pub fn text(&mut self, label: &str, name: &str, usual: &str) {
        self.0
            .raw("<label class=\"wide\">")
            .text(label)
            .raw(" <input type=\"text\" spellcheck=\"false\" autocapitalize=\"off\" name=\"");
        self.0.raw(name).raw("\" placeholder=\"").text(usual).raw("\"></label>");
    }

    /// A box to tick.
    pub fn tick(&mut self, label: &str, name: &str) {
        self.0.raw("<label><input type=\"checkbox\" name=\"").raw(name).raw("\"> ").text(label).raw("</label>");
    }

    /// A button that chooses something; `query` is names and values as in an address.
    pub fn offer(&mut self, text: &str, query: &str) {
        offer(&mut self.0, "button small offer", text, query);
    }

    /// A group of controls that may be folded away.
    pub fn more(&mut self, title: &str, inside: impl FnOnce(&mut Self)) {
        self.0.raw("<details><summary>").text(title).raw("</summary><div class=\"inputs\">");
        inside(self);
        self.0.raw("</div></details>");
    }

    /// The whole form.
    #[must_use]
    pub fn done(mut self) -> Markup {
        self.0.raw("</form>");
        self.0
    }
}

/// A button that chooses something.
pub fn offer(out: &mut Markup, class: &str, text: &str, query: &str) {
    out.raw("<button type=\"button\" class=\"").raw(class).raw("\" data-set=\"").text(query).raw("\">").text(text);
    out.raw("</button>");
}

/// What a view says when it has nothing to show.
#[must_use]
pub fn empty(text: &str) -> Markup {
    let mut out = Markup::default();
    out.element("p", "empty", text);
    out
}
