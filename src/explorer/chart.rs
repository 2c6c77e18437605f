//! Numbers over time as stairs: an SVG text with its axes and a legend. Colours come from the style sheet.

use crate::ui::markup::Markup;
use std::fmt::Write;

/// Width of the whole, in CSS pixels at zoom 1.
const WIDTH: f64 = 640.0;
/// Height of the whole.
const HEIGHT: f64 = 200.0;
/// Room for the numbers at the left.
const LEFT: f64 = 36.0;
/// Room below, for the seconds.
const BELOW: f64 = 24.0;
/// Room above and at the right.
const EDGE: f64 = 10.0;

/// A line of stairs: from each time on, the value is this.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it counts.
    pub name: &'static str,
    /// The class that gives it its colour.
    pub class: &'static str,
    /// Second and value, in order of time.
    pub points: Vec<(i64, i64)>,
}

/// Draws them over one axis, from second 0 to `until`. `label` says in words what is to be seen.
pub fn stairs(out: &mut Markup, label: &str, series: &[Series], until: i64) {
    let most = series.iter().flat_map(|one| &one.points).map(|(_, value)| *value).max().unwrap_or(0).max(1);
    let frame = Frame { until: until.max(1), most };
    out.raw("<figure class=\"chart\"><svg viewBox=\"0 0 ").number(WIDTH).raw(" ").number(HEIGHT);
    out.raw("\" role=\"img\" aria-label=\"").text(label).raw("\">");
    frame.grid(out);
    series.iter().for_each(|one| frame.line(out, one));
    out.raw("</svg><figcaption>");
    for one in series {
        out.raw("<span class=\"key ").raw(one.class).raw("\">").text(one.name).raw("</span> ");
    }
    out.raw("</figcaption></figure>");
}

/// What the axes span.
#[derive(Clone, Copy, Debug)]
struct Frame {
    until: i64,
    most: i64,
}

fn real(number: i64) -> f64 {
    number as f64
}

impl Frame {
    fn x(self, second: i64) -> f64 {
        LEFT + real(second.clamp(0, self.until)) / real(self.until) * (WIDTH - LEFT - EDGE)
    }

    fn y(self, value: i64) -> f64 {
        HEIGHT - BELOW - real(value.clamp(0, self.most)) / real(self.most) * (HEIGHT - BELOW - EDGE)
    }

    fn grid(self, out: &mut Markup) {
        for value in ticks(self.most) {
            let y = self.y(value);
            let _ = write!(out.html, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{:.1}\"/>", WIDTH - EDGE);
            let _ =
                write!(out.html, "<text class=\"tick end\" x=\"{}\" y=\"{:.1}\">{value}</text>", LEFT - 6.0, y + 4.0);
        }
        for second in ticks(self.until) {
            let x = self.x(second);
            let _ = write!(out.html, "<text class=\"tick\" x=\"{x:.1}\" y=\"{}\">{second} s</text>", HEIGHT - 6.0);
        }
    }

    fn line(self, out: &mut Markup, series: &Series) {
        out.raw("<path class=\"line ").raw(series.class).raw("\" d=\"");
        for (n, (second, value)) in series.points.iter().enumerate() {
            let _ = match n {
                0 => write!(out.html, "M{:.1} {:.1}", self.x(*second), self.y(*value)),
                _ => write!(out.html, "H{:.1}V{:.1}", self.x(*second), self.y(*value)),
            };
        }
        let _ = write!(out.html, "H{:.1}\"/>", self.x(self.until));
    }
}

/// At most six round numbers from zero on.
pub(super) fn ticks(most: i64) -> impl Iterator<Item = i64> {
    let steps =
        (0..18).flat_map(|power| [1, 2, 5].map(|digit: i64| digit.saturating_mul(10_i64.saturating_pow(power))));
    let step = steps.into_iter().find(|step| most / step <= 5).unwrap_or(i64::MAX);
    (0..=5).map(move |n: i64| n.saturating_mul(step)).take_while(move |tick| *tick <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(4).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!(ticks(10).collect::<Vec<_>>(), [0, 2, 4, 6, 8, 10]);
        assert_eq!(ticks(605).collect::<Vec<_>>(), [0, 200, 400, 600]);
        assert!(ticks(i64::MAX).count() <= 6);
    }

    #[test]
    fn a_value_holds_until_the_next() {
        let mut out = Markup::default();
        let series = Series { name: "pods", class: "total", points: vec![(0, 2), (5, 4)] };
        stairs(&mut out, "pods", &[series], 10);
        assert!(out.html.contains("d=\"M36.0 93.0H333.0V10.0H630.0\""), "{}", out.html);
    }
}
