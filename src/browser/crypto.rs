//! Dice and digests.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// 256 bits from the browser's own source.
pub fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    // Without a source of randomness nothing may be signed in to at all.
    assert!(
        getrandom::fill(&mut bytes).is_ok(),
        "this browser has no random numbers"
    );
    bytes
}

/// SHA-256, by WebCrypto. `None` outside a secure context.
pub async fn digest(bytes: &[u8]) -> Option<[u8; 32]> {
    let subtle = super::seal::subtle()?;
    let promise = subtle.digest_with_str_and_u8_array("SHA-256", bytes).ok()?;
    let buffer: ArrayBuffer = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    Uint8Array::new(&buffer).to_vec().try_into().ok()
}
