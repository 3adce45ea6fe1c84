//! The command line.

use std::path::PathBuf;

pub const USAGE: &str = "sandbox [--port 8750] [--exact-port] [--seed 7] [--posts 300] [--app DIR] [--delay-ms 800] [--servers one,two,three] [--https HOST:PORT]";

#[derive(Clone, Debug)]
pub struct Args {
    pub port: u16,
    pub exact_port: bool,
    pub seed: u64,
    pub posts: usize,
    pub app: Option<PathBuf>,
    pub delay: u64,
    pub servers: Vec<String>,
    /// Addresses say https and this host, in the place of `localhost` and the
    /// port: something in front speaks TLS there.
    pub https: Option<String>,
}

impl Default for Args {
    fn default() -> Self {
        Self {
            port: 8750,
            exact_port: false,
            seed: 7,
            posts: 300,
            app: None,
            delay: 800,
            servers: ["one", "two", "three"].map(String::from).to_vec(),
            https: None,
        }
    }
}

/// Reads the arguments after the program's name; the error is for the person who typed them.
pub fn read(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut args = Args::default();
    while let Some(word) = words.next() {
        if word == "--exact-port" {
            args.exact_port = true;
            continue;
        }
        let value = words
            .next()
            .ok_or_else(|| format!("{word}: a value is missing"))?;
        let bad = |_| format!("{word} {value}: not a number");
        match word.as_str() {
            "--port" => args.port = value.parse().map_err(bad)?,
            "--seed" => args.seed = value.parse().map_err(bad)?,
            "--posts" => args.posts = value.parse().map_err(bad)?,
            "--delay-ms" => args.delay = value.parse().map_err(bad)?,
            "--https" => args.https = Some(value),
            "--app" => args.app = Some(value.into()),
            "--servers" => args.servers = value.split(',').map(str::to_owned).collect(),
            _ => return Err(format!("{word}: unknown")),
        }
    }
    let plain = |name: &String| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
    if args.servers.len() > 9 || !args.servers.iter().all(plain) {
        return Err("--servers: one to nine plain names, separated by commas".to_owned());
    }
    args.posts = args.posts.min(1_000_000);
    Ok(args)
}
