//! Secrets at rest: what a copied profile or a dump of the database shows.

use js_sys::Uint8Array;
use skein::browser::{
    database::{Database, Place},
    seal::subtle,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::CryptoKey;

use crate::{
    database::{HIDDEN, PLAIN, SECRET, fresh},
    raw,
};

const TOKEN: &str = "tökén-6f1c2a";

/// Whether a stored value shows the text: as text, or as bytes in UTF-8 or
/// UTF-16.
fn shows(value: &JsValue, text: &str) -> bool {
    if let Some(stored) = value.as_string() {
        return stored.contains(text);
    }
    let bytes = value.dyn_ref::<Uint8Array>().unwrap().to_vec();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &wide]
        .iter()
        .any(|text| bytes.windows(text.len()).any(|part| part == *text))
}

#[wasm_bindgen_test]
async fn a_secret_cannot_be_read_where_it_lies() {
    let database = fresh().await;
    for place in [PLAIN, SECRET] {
        database.save(place, "a", TOKEN).await.unwrap();
        database.save(place, "b", "old").await.unwrap();
        database.replace(place, "b", TOKEN).await.unwrap();
    }
    let shown = async |place: Place| {
        let values = raw::values(place.name).await;
        assert_eq!(values.len(), 2);
        values.iter().filter(|value| shows(value, TOKEN)).count()
    };
    assert_eq!(shown(PLAIN).await, 2, "the search finds what is plain");
    assert_eq!(shown(SECRET).await, 0);
}

#[wasm_bindgen_test]
async fn the_sealing_key_cannot_be_taken_out() {
    let _database = fresh().await;
    let keys = raw::values("keys").await;
    assert_eq!(keys.len(), 1);
    let key: &CryptoKey = keys[0].dyn_ref().unwrap();
    assert!(!key.extractable());
    for format in ["raw", "jwk"] {
        let taken = subtle().unwrap().export_key(format, key).unwrap();
        assert!(JsFuture::from(taken).await.is_err());
    }
}

async fn sealed(database: &Database) -> Vec<u8> {
    database.save(SECRET, "a", TOKEN).await.unwrap();
    let value = raw::get("secret", "a").await;
    value.dyn_into::<Uint8Array>().unwrap().to_vec()
}

#[wasm_bindgen_test]
async fn a_sealed_value_that_was_tampered_with_is_not_opened() {
    let database = fresh().await;
    let good = sealed(&database).await;
    let mut bad: Vec<Vec<u8>> = vec![Vec::new(), good[1..].to_vec(), good[..20].to_vec()];
    for at in [0, 12, good.len() / 2, good.len() - 1] {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bad.push(bytes);
    }
    for bytes in bad {
        raw::put("secret", "a", &Uint8Array::from(bytes.as_slice())).await;
        assert_eq!(database.load(SECRET, "a").await, None, "{bytes:?}");
        assert_eq!(database.take(SECRET, "a").await, None);
    }
    raw::put("secret", "a", &TOKEN.into()).await;
    assert_eq!(database.load(SECRET, "a").await, None, "not sealed at all");
    raw::put("secret", "a", &Uint8Array::from(good.as_slice())).await;
    assert_eq!(database.load(SECRET, "a").await.unwrap(), TOKEN);
}

#[wasm_bindgen_test]
async fn a_sealed_value_opens_in_its_own_place_alone() {
    let database = fresh().await;
    let value = Uint8Array::from(sealed(&database).await.as_slice());
    raw::put("secret", "b", &value).await;
    raw::put("hidden", "a", &value).await;
    assert_eq!(database.load(SECRET, "b").await, None);
    assert_eq!(database.load(HIDDEN, "a").await, None);
    assert_eq!(database.load(SECRET, "a").await.unwrap(), TOKEN);
}

#[wasm_bindgen_test]
async fn what_another_database_sealed_is_not_opened() {
    let database = fresh().await;
    let value = Uint8Array::from(sealed(&database).await.as_slice());
    let other = fresh().await;
    raw::put("secret", "a", &value).await;
    assert_eq!(other.load(SECRET, "a").await, None);
}
