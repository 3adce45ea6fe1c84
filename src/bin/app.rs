//! The app.

fn main() {
    skein::app::start();
}
