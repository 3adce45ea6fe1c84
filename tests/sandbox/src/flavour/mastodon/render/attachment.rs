//! `MediaAttachment`.

use serde_json::{Value, json};

use super::View;
use crate::random::hash;
use crate::world::post::Picture;

/// The id of a picture: far from the number it is drawn from, and another on every server.
pub fn id(view: &View, picture: &Picture) -> String {
    let base = 1_700_000_000_000_u64 << 16;
    let kind = u64::from(picture.upload.is_some());
    view.here()
        .ids
        .show(base + (u64::from(picture.number) << 5) + (kind << 4) + u64::from(view.server.0))
}

/// The upload number an id stands for.
pub fn upload_number(view: &View, id: &str) -> Option<u64> {
    let key = view
        .here()
        .ids
        .read(id)?
        .checked_sub(1_700_000_000_000_u64 << 16)?;
    (key >> 4 & 1 == 1).then_some(key >> 5)
}

pub fn attachment(view: &View, picture: &Picture) -> Value {
    let base = view.here().base();
    let (width, height) = (picture.width.max(1), picture.height.max(1));
    let (small_width, small_height) = small(width, height);
    let (url, preview) = addresses(&base, picture);
    let kind = match picture
        .upload
        .as_deref()
        .and_then(|mime| mime.split('/').next())
    {
        None | Some("image") => "image",
        Some("video") => "video",
        Some("audio") => "audio",
        _ => "unknown",
    };
    let kind = picture.kind.as_deref().unwrap_or(kind);
    let mut meta = json!({
        "original": size(width, height), "small": size(small_width, small_height),
    });
    if matches!(kind, "video" | "gifv" | "audio") {
        meta["original"]["duration"] = json!(1.5);
    }
    if let Some((x, y)) = picture.focus {
        meta["focus"] = json!({"x": x, "y": y});
    }
    json!({
        "id": id(view, picture), "type": kind, "url": url, "preview_url": preview,
        "remote_url": null, "preview_remote_url": null, "text_url": null, "meta": meta,
        "description": picture.alt, "blurhash": (!picture.plain).then(|| blurhash(picture.number)),
    })
}

/// Where the whole and a small one are.
fn addresses(base: &str, picture: &Picture) -> (String, String) {
    if picture.upload.is_some() {
        let url = format!("{base}/media/upload/{}", picture.number);
        return (url.clone(), url);
    }
    let (width, height) = (picture.width.max(1), picture.height.max(1));
    let (small_width, small_height) = small(width, height);
    let folder = if picture.broken { "broken" } else { "picture" };
    let drawn = format!("{base}/media/{folder}/{}", picture.number);
    let whole = match picture.kind.as_deref() {
        Some("video" | "gifv") => format!("{base}/media/film/{}.webm", picture.number),
        Some("audio") => format!("{base}/media/sound/{}.wav", picture.number),
        _ => format!("{drawn}/{width}x{height}.png"),
    };
    (whole, format!("{drawn}/{small_width}x{small_height}.png"))
}

fn size(width: u32, height: u32) -> Value {
    json!({
        "width": width, "height": height, "size": format!("{width}x{height}"),
        "aspect": f64::from(width) / f64::from(height),
    })
}

/// About 640 × 360 pixels, as Mastodon makes its previews.
fn small(width: u32, height: u32) -> (u32, u32) {
    let share = (230_400.0 / (f64::from(width) * f64::from(height)))
        .sqrt()
        .min(1.0);
    let scaled = |n: u32| ((f64::from(n) * share).round() as u32).max(1);
    (scaled(width), scaled(height))
}

/// A valid blurhash of 4 × 3 parts, coloured by chance.
pub fn blurhash(number: u32) -> String {
    const DIGITS: &[u8; 83] =
        b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    let write = |mut value: u64, length: usize| {
        let mut digits = vec![b'0'; length];
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS[(value % 83) as usize];
            value /= 83;
        }
        String::from_utf8_lossy(&digits).into_owned()
    };
    let (r, g, b) = crate::picture::mean_colour(number);
    let mean = (u64::from(r) << 16) | (u64::from(g) << 8) | u64::from(b);
    let mut text = format!("{}{}{}", write(3 + 2 * 9, 1), write(20, 1), write(mean, 4));
    for n in 0..11 {
        // Components around the middle (9 of 19): a soft picture.
        let part = |salt| 7 + hash(&[u64::from(number), n, salt]) % 5;
        text += &write((part(1) * 19 + part(2)) * 19 + part(3), 2);
    }
    text
}
