//! `review`: a point of the review checklist is ticked.

use super::{Answer, Check, Form, Key, Kind};
use crate::engine::Analysis;
use crate::engine::review::{self, Verdict};

/// The kind. The point is named by its id: `selectors`, `rolling`, …
pub const KIND: Kind = Kind { name: "review", keys: &[Key::needed("point", Form::Text)], title, answer };

fn title(check: &Check) -> String {
    let id = check.text("point");
    let point = review::points().find(|point| point.id == id);
    point.map_or_else(|| format!("The review ticks `{id}`"), |point| point.title.to_owned())
}

fn answer(check: &Check, set: &Analysis) -> Answer {
    let review = review::of(set);
    let Some(point) = review.answers.iter().find(|answer| answer.point.id == check.text("point")) else {
        return Answer::missing("The review has no such point.");
    };
    let shown = point.evidence.first();
    let why = shown.map(|one| format!(" {}: {}", one.name, one.text)).unwrap_or_default();
    let found = format!("This point of the review is {}.{why}", point.verdict.word());
    Answer::new(point.verdict == Verdict::Ticked, found, shown.and_then(|one| one.place.clone()))
}

#[cfg(test)]
mod tests {
    use crate::engine::checks::table;

    #[test]
    fn points_are_ticked_or_open() {
        let text = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";
        let cases = [
            ("review: selectors", false, "is open"),
            ("review: manifests", true, "is ticked"),
            ("review: nonsense", false, "no such point"),
        ];
        table(text, &cases);
    }
}
