//! Pages to read: the choice of colours, the copy buttons, the list of pages. Everything else in them is finished HTML.

use feastflow::ui::browser::{copying, side, theme};

fn main() {
    theme::offer_choice();
    copying::start();
    side::show_current();
}
