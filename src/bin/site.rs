//! Pages to read: the choice of colours and the copy buttons. Everything else in them is finished HTML.

use feastflow::ui::browser::{copying, theme};

fn main() {
    theme::offer_choice();
    copying::start();
}
