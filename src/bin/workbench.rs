//! The playground's page.

fn main() {
    console_error_panic_hook::set_once();
    feastflow::ui::workbench::start();
}
