//! Sealing by itself.

use js_sys::Uint8Array;
use skein::browser::seal::{new_key, open, seal};
use wasm_bindgen_test::wasm_bindgen_test;

/// What AES-GCM adds: 12 bytes before, 16 after.
const AROUND: u32 = 28;

#[wasm_bindgen_test]
async fn what_was_sealed_opens_again() {
    let key = new_key().await.unwrap();
    for text in ["", "zwölf 🦢 שלום\0", &"x".repeat(1 << 20)] {
        let sealed = seal(&key, "label", text).await.unwrap();
        assert_eq!(sealed.length(), text.len() as u32 + AROUND);
        assert!(open(&key, "label", &sealed).await.unwrap() == text);
    }
}

#[wasm_bindgen_test]
async fn one_text_is_never_sealed_alike_twice() {
    let key = new_key().await.unwrap();
    let one = seal(&key, "label", "text").await.unwrap().to_vec();
    let other = seal(&key, "label", "text").await.unwrap().to_vec();
    assert_ne!(one[..12], other[..12], "the initialisation vector");
    assert_ne!(one[12..], other[12..]);
}

#[wasm_bindgen_test]
async fn it_opens_with_its_own_key_and_label_alone() {
    let (key, another) = (new_key().await.unwrap(), new_key().await.unwrap());
    let sealed = seal(&key, "label", "text").await.unwrap();
    assert_eq!(open(&another, "label", &sealed).await, None);
    assert_eq!(open(&key, "labe", &sealed).await, None);
    assert_eq!(open(&key, "label", &sealed).await.unwrap(), "text");
}

#[wasm_bindgen_test]
async fn what_is_too_short_to_be_sealed_is_not_opened() {
    let key = new_key().await.unwrap();
    for length in [0, 11, 12, AROUND - 1, AROUND] {
        let zeros = Uint8Array::new_with_length(length);
        assert_eq!(open(&key, "label", &zeros).await, None);
    }
}
