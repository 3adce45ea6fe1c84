//! Looking at pictures and films, and making pictures smaller.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, HtmlVideoElement,
};

use super::{File, settled};

/// The qualities that are tried, in this order.
const QUALITIES: [f64; 4] = [0.92, 0.85, 0.75, 0.6];
/// By how much a side is shortened when even that is too large.
const STEP: f64 = 0.75;
/// No picture is made smaller than this, in pixels of the longer side.
const SMALLEST: f64 = 160.0;

impl File {
    /// Width and height, of a picture or a film that this browser can show.
    pub async fn measure(&self) -> Option<(u32, u32)> {
        let mime = self.mime();
        let size = match mime.split('/').next()? {
            "image" => {
                let image = self.picture().await?;
                (image.natural_width(), image.natural_height())
            }
            "video" => self.film().await?,
            _ => return None,
        };
        (size.0 > 0 && size.1 > 0).then_some(size)
    }

    async fn picture(&self) -> Option<HtmlImageElement> {
        let address = self.address()?;
        let image = HtmlImageElement::new().ok()?;
        image.set_src(address.as_str());
        settled(&image, "load", "error").await.then_some(image)
    }

    async fn film(&self) -> Option<(u32, u32)> {
        let address = self.address()?;
        let document = web_sys::window()?.document()?;
        let film = document.create_element("video").ok()?;
        let film: HtmlVideoElement = film.dyn_into().ok()?;
        film.set_preload("metadata");
        film.set_src(address.as_str());
        let read = settled(&film, "loadedmetadata", "error").await;
        read.then(|| (film.video_width(), film.video_height()))
    }

    /// The same picture with at most so many pixels and bytes, as a JPEG (as WebP if
    /// it may be seen through); it lies as it lay. `None` if this browser cannot.
    pub async fn smaller(&self, pixels: u64, bytes: u64) -> Option<Self> {
        let image = self.picture().await?;
        let (width, height) = (
            f64::from(image.natural_width()),
            f64::from(image.natural_height()),
        );
        let mut scale = (pixels as f64 / (width * height)).sqrt().min(1.0);
        let kind = match self.mime().as_str() {
            "image/png" | "image/webp" | "image/gif" | "image/avif" => "image/webp",
            _ => "image/jpeg",
        };
        while width.max(height) * scale >= SMALLEST {
            let size = ((width * scale).floor(), (height * scale).floor());
            let canvas = painted(&image, size)?;
            for quality in QUALITIES {
                let blob = encoded(&canvas, kind, quality).await?;
                if blob.size() as u64 <= bytes {
                    let stem = self.name.rsplit_once('.').map_or("", |(stem, _)| stem);
                    // Browsers that cannot make one kind make another.
                    let ending = blob.type_();
                    let ending = ending.rsplit('/').next().unwrap_or_default();
                    let name = format!("{stem}.{ending}");
                    return Some(Self { blob, name });
                }
            }
            scale *= STEP;
        }
        None
    }
}

fn painted(image: &HtmlImageElement, (width, height): (f64, f64)) -> Option<HtmlCanvasElement> {
    let document = web_sys::window()?.document()?;
    let canvas = document.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)
        .ok()?;
    Some(canvas)
}

async fn encoded(canvas: &HtmlCanvasElement, kind: &str, quality: f64) -> Option<Blob> {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let call = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob_with_type_and_encoder_options(
            call.unchecked_ref(),
            kind,
            &JsValue::from_f64(quality),
        );
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}
