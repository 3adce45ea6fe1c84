//! Encryption of what is kept: AES-GCM with a key that cannot be taken out.
//!
//! The key lies in the database as a `CryptoKey` that is not extractable. That
//! keeps tokens out of copied profiles, backups and casual dumps.

use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Length of the initialisation vector in bytes (NIST SP 800-38D §8.2).
const IV: usize = 12;

/// WebCrypto; `None` outside a secure context.
pub fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle: JsValue = crypto.subtle().into();
    subtle.dyn_into().ok()
}

/// A new key that no script can read out.
pub async fn new_key() -> Option<CryptoKey> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into()).ok()?;
    Reflect::set(&algorithm, &"length".into(), &256.into()).ok()?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let promise = subtle()?
        .generate_key_with_object(&algorithm, false, &uses)
        .ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// Seals `text`; it opens under the same `label` alone, so that records cannot
/// be swapped.
pub async fn seal(key: &CryptoKey, label: &str, text: &str) -> Option<Uint8Array> {
    let random = super::crypto::random();
    let iv = random.get(..IV)?;
    let algorithm = algorithm(iv, label)?;
    let promise = subtle()?
        .encrypt_with_object_and_u8_array(&algorithm, key, text.as_bytes())
        .ok()?;
    let sealed: ArrayBuffer = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let mut bytes = iv.to_vec();
    bytes.extend(Uint8Array::new(&sealed).to_vec());
    Some(Uint8Array::from(bytes.as_slice()))
}

/// Opens what was sealed; `None` if it was tampered with or is another's.
pub async fn open(key: &CryptoKey, label: &str, sealed: &Uint8Array) -> Option<String> {
    let bytes = sealed.to_vec();
    let (iv, sealed) = bytes.split_at_checked(IV)?;
    let algorithm = algorithm(iv, label)?;
    let promise = subtle()?
        .decrypt_with_object_and_u8_array(&algorithm, key, sealed)
        .ok()?;
    let open: ArrayBuffer = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    String::from_utf8(Uint8Array::new(&open).to_vec()).ok()
}

fn algorithm(iv: &[u8], label: &str) -> Option<Object> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into()).ok()?;
    Reflect::set(&algorithm, &"iv".into(), &Uint8Array::from(iv)).ok()?;
    let label = Uint8Array::from(label.as_bytes());
    Reflect::set(&algorithm, &"additionalData".into(), &label).ok()?;
    Some(algorithm)
}
