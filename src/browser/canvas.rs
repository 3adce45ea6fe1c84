//! Tiny pictures painted from colours.

use std::{cell::RefCell, collections::HashMap};

use js_sys::{Object, Reflect};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, ImageData};

use crate::core::post::picture::blurhash::{SIDE, decode};

/// The most decoded blurs that are remembered.
const MOST: usize = 256;

thread_local! {
    static DECODED: RefCell<HashMap<String, Vec<u8>>> = RefCell::default();
}

/// Paints what a blurhash says on a canvas. Does nothing if it says nothing.
pub fn paint_blur(canvas: &Element, hash: &str) {
    let known = DECODED.with_borrow(|decoded| decoded.get(hash).cloned());
    let Some(pixels) = known.or_else(|| decode(hash)) else {
        return;
    };
    paint(canvas, &pixels);
    DECODED.with_borrow_mut(|decoded| {
        if decoded.len() >= MOST {
            decoded.clear();
        }
        decoded.insert(hash.to_owned(), pixels);
    });
}

fn paint(canvas: &Element, pixels: &[u8]) -> Option<()> {
    let side = SIDE as u32;
    let canvas = canvas.dyn_ref::<HtmlCanvasElement>()?;
    canvas.set_width(side);
    canvas.set_height(side);
    // In memory: a texture of the graphics card for each would cost more.
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
    let context = canvas
        .get_context_with_context_options("2d", &options)
        .ok()??;
    let context = context.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), side, side).ok()?;
    context.put_image_data(&image, 0.0, 0.0).ok()
}

/// Whether a picture is there, and whole.
pub fn is_loaded(image: &Element) -> bool {
    let image = image.dyn_ref::<HtmlImageElement>();
    image.is_some_and(|image| image.complete() && image.natural_width() > 0)
}

/// Width and height of a picture that is there, in its own pixels.
pub fn natural_size(image: &Element) -> Option<(u32, u32)> {
    let image = image.dyn_ref::<HtmlImageElement>()?;
    let size = (image.natural_width(), image.natural_height());
    (size.0 > 0 && size.1 > 0).then_some(size)
}
