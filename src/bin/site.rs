//! Pages to read: the choice of colours, the copy buttons, the list of pages, the filter of rules, progress in lessons. Everything else in them is finished HTML.

use feastflow::ui::browser::{copying, filter, lessons, side, theme};

fn main() {
    theme::offer_choice();
    copying::start();
    side::show_current();
    filter::start();
    lessons::show_progress();
}
