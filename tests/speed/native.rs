//! Clock, files and output of a native program.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::{fs, path::Path, sync::LazyLock, time::Instant};

static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Milliseconds since the first call.
pub fn now() -> f64 {
    BEGAN.elapsed().as_secs_f64() * 1e3
}

/// A file of the folder `target/speed`.
pub fn file(name: &str) -> Option<String> {
    fs::read_to_string(Path::new("target/speed").join(name)).ok()
}

pub fn say(line: &str) {
    println!("{line}");
}
