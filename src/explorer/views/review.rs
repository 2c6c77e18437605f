//! Review: the checklist, group by group, each point with the lines that say so, and the whole as Markdown.

use super::View;
use crate::engine::review::{self, Answer, Evidence, Group, Review, Verdict, markdown};
use crate::explorer::Seen;
use crate::explorer::controls::empty;
use crate::ui::markup::Markup;

/// The view.
pub const VIEW: View = View { id: "review", show };

/// Of what speaks for a point, no more than this is shown.
const MOST: usize = 20;

fn show(seen: &Seen<'_>) -> Vec<Markup> {
    let review = review::of(seen.model);
    if review.answers.iter().all(|answer| answer.verdict == Verdict::DoesNotApply) {
        return vec![empty("No objects in these files, so nothing to review.")];
    }
    let mut out = vec![total(&review)];
    out.extend(Group::ALL.into_iter().map(|one| group(&review, one)));
    out.push(export(&review));
    out
}

fn total(review: &Review) -> Markup {
    let (ticked, all) = review.count();
    let mut out = Markup::new("<p class=\"summary\" role=\"status\"><strong>");
    out.number(ticked).raw(" of ").number(all).raw("</strong> points ticked. Each leads to the lines that say so.</p>");
    out
}

fn group(review: &Review, group: Group) -> Markup {
    let mut out = Markup::new("<section class=\"answer");
    out.raw(if group == Group::Fact { " fact\">" } else { "\">" });
    out.element("h2", "", group.title()).element("p", "", group.meaning()).raw("<ul class=\"points\">");
    review.of(group).for_each(|answer| point(&mut out, answer));
    out.raw("</ul></section>");
    out
}

fn point(out: &mut Markup, answer: &Answer) {
    let (class, badge) = match answer.verdict {
        Verdict::Ticked => ("ticked", "ok"),
        Verdict::Open if answer.point.group == Group::Fact => ("open", "error"),
        Verdict::Open => ("open", "warning"),
        Verdict::DoesNotApply | Verdict::ToLookAt => ("", ""),
    };
    out.raw("<li class=\"point ").raw(class).raw("\"><details");
    out.raw(if answer.verdict == Verdict::Open { " open" } else { "" }).raw("><summary>").text(answer.point.title);
    out.raw("<span class=\"badge ").raw(badge).raw("\">").text(answer.verdict.word()).raw("</span></summary>");
    out.element("p", "", answer.point.why);
    let shown = markdown::shown(answer, MOST);
    if !shown.is_empty() {
        out.raw("<ul>");
        shown.iter().for_each(|one| evidence(out, one));
        if let Some(rest) = markdown::rest(answer, shown) {
            out.raw("<li>and ").number(rest).raw(" more</li>");
        }
        out.raw("</ul>");
    }
    out.raw("</details></li>");
}

fn evidence(out: &mut Markup, one: &Evidence) {
    out.raw("<li").about(Some(one.object.as_str()).filter(|key| !key.is_empty())).raw(">");
    let words = markdown::words(one);
    match &one.place {
        Some(place) => out.go("plain", place).words(&words).raw("</button>"),
        None => out.words(&words),
    };
    out.raw("</li>");
}

fn export(review: &Review) -> Markup {
    let mut out = Markup::new(
        "<section class=\"answer export\"><h2>For a pull request</h2><details><summary>As Markdown</summary>",
    );
    out.raw(
        "<p>A click selects all of it.</p><pre tabindex=\"0\" role=\"group\" aria-label=\"The checklist as Markdown\">",
    );
    out.text(&markdown::of(review)).raw("</pre></details></section>");
    out
}
