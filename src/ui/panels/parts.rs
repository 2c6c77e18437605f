//! Parts that several panels are made of.

use crate::protocol::Fact;
use crate::ui::markup::Markup;

/// What a panel says when it has nothing to show.
pub fn empty(text: &str) -> Vec<Markup> {
    let mut out = Markup::default();
    out.element("p", "empty", text);
    vec![out]
}

/// Names and values; what is written leads to its place, what is not is marked as a default.
pub fn facts<'a>(out: &mut Markup, facts: impl IntoIterator<Item = &'a Fact>) {
    out.raw("<dl class=\"facts\">");
    for fact in facts {
        out.element("dt", "", &fact.name).raw("<dd>");
        match &fact.place {
            Some(place) => out.go("plain", place).text(&fact.value).raw("</button>"),
            None => out.element("span", "value", &fact.value),
        };
        if fact.defaulted {
            out.raw(" <small>default</small>");
        }
        out.raw("</dd>");
    }
    out.raw("</dl>");
}

/// What something means, in sentences.
pub fn sentences(out: &mut Markup, list: &[String]) {
    if list.is_empty() {
        return;
    }
    out.raw("<ul class=\"meaning\">");
    for sentence in list {
        out.raw("<li>").words(sentence).raw("</li>");
    }
    out.raw("</ul>");
}

/// The number on a tab, unless it is none.
pub fn count(count: usize) -> Option<(String, &'static str)> {
    (count > 0).then(|| (count.to_string(), ""))
}
