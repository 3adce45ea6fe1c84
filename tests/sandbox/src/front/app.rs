//! The app's files, as a plain static host would serve them.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::flavour::mastodon::decode;
use crate::hub::Shared;

const OURS: &str = "frame-ancestors 'none'; report-uri /_sandbox/csp";

pub async fn file(place: &Shared, path: &str) -> Response {
    let Some(dir) = &place.app else {
        return answer(
            StatusCode::OK,
            "text/html; charset=utf-8",
            WELCOME.into(),
            OURS,
        );
    };
    let line = tokio::fs::read_to_string(dir.join("_csp")).await;
    let line = line.unwrap_or_default().trim().to_owned();
    let policy = match line.is_empty() {
        true => OURS.to_owned(),
        false => format!("{}; {OURS}", with_loopback(&line)),
    };
    let page = |bytes: Vec<u8>| {
        let html = String::from_utf8_lossy(&bytes);
        match line.is_empty() {
            true => bytes,
            false => html.replace(&line, &with_loopback(&line)).into_bytes(),
        }
    };
    let path = decode(path);
    let wanted = inside(dir, &path);
    if let Some(file) = wanted
        && let Ok(bytes) = tokio::fs::read(&file).await
    {
        let mime = mime(&file);
        let bytes = match mime.starts_with("text/html") {
            true => page(bytes),
            false => bytes,
        };
        return answer(StatusCode::OK, mime, bytes, &policy);
    }
    let last = path.rsplit('/').next().unwrap_or("");
    if !last.contains('.')
        && let Ok(bytes) = tokio::fs::read(dir.join("index.html")).await
    {
        return answer(
            StatusCode::OK,
            "text/html; charset=utf-8",
            page(bytes),
            &policy,
        );
    }
    answer(
        StatusCode::NOT_FOUND,
        "text/plain; charset=utf-8",
        b"Not found\n".to_vec(),
        &policy,
    )
}

/// The app's policy, and the sandbox's servers: those speak plain http, which
/// the app's own policy allows nowhere.
fn with_loopback(policy: &str) -> String {
    const LOOPBACK: &str = "http://localhost:* http://*.localhost:*";
    const SOCKETS: &str = "ws://localhost:* ws://*.localhost:*";
    let widened = policy.split(';').map(str::trim).map(|directive| {
        let name = directive.split(' ').next().unwrap_or_default();
        match name {
            "img-src" | "media-src" | "frame-src" => format!("{directive} {LOOPBACK}"),
            "connect-src" => format!("{directive} {LOOPBACK} {SOCKETS}"),
            _ => directive.to_owned(),
        }
    });
    widened.collect::<Vec<_>>().join("; ")
}

const WELCOME: &str = "<!doctype html><title>Sandbox</title><h1>Sandbox fediverse</h1><p>No app is served; start with <code>--app DIR</code>. See <a href=\"/_sandbox/world\">the world</a>.</p>";

/// The file a path means; never one outside of the folder, nor a hidden one.
fn inside(dir: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative
        .components()
        .all(|c| matches!(c, Component::Normal(_)));
    let full = dir.join(relative);
    if !plain || path.trim_start_matches('/') == "_csp" {
        return None;
    }
    if full.is_dir() {
        Some(full.join("index.html"))
    } else {
        Some(full)
    }
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

fn answer(status: StatusCode, mime: &'static str, bytes: Vec<u8>, policy: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let html = mime.starts_with("text/html");
    let cache = if html || status != StatusCode::OK {
        "no-cache"
    } else {
        "public, max-age=31536000"
    };
    let mut set = |name: HeaderName, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, mime);
    set(header::CACHE_CONTROL, cache);
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response
}
