//! The app's database as any other script of its origin sees it: without
//! `skein::browser`, so that the tests need not believe it.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode};

const NAME: &str = "skein";

fn factory() -> IdbFactory {
    web_sys::window().unwrap().indexed_db().unwrap().unwrap()
}

async fn answer(request: &IdbRequest) -> JsValue {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.unwrap();
    request.result().unwrap()
}

/// Removes the database; whoever has it open is asked to close it first.
pub async fn remove() {
    answer(&factory().delete_database(NAME).unwrap()).await;
}

/// Makes the database one of a later version of the app.
pub async fn outdate() {
    let request = factory().open_with_u32(NAME, 99).unwrap();
    let database: IdbDatabase = answer(&request).await.dyn_into().unwrap();
    database.close();
}

async fn with(store: &str, ask: impl FnOnce(&IdbObjectStore) -> IdbRequest) -> JsValue {
    let request = factory().open(NAME).unwrap();
    let database: IdbDatabase = answer(&request).await.dyn_into().unwrap();
    let transaction = database
        .transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)
        .unwrap();
    let answer = answer(&ask(&transaction.object_store(store).unwrap())).await;
    // It closes when the transaction is through.
    database.close();
    answer
}

/// The value of a key, as it lies there.
pub async fn get(store: &str, key: &str) -> JsValue {
    with(store, |store| store.get(&key.into()).unwrap()).await
}

/// Puts any value there.
pub async fn put(store: &str, key: &str, value: &JsValue) {
    with(store, |store| {
        store.put_with_key(value, &key.into()).unwrap()
    })
    .await;
}

/// All that lies in a store.
pub async fn values(store: &str) -> Vec<JsValue> {
    let values = with(store, |store| store.get_all().unwrap()).await;
    values.dyn_into::<Array>().unwrap().iter().collect()
}
