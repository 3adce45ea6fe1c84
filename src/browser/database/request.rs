//! IndexedDB's events as futures.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbRequest, IdbTransaction};

/// Opens a database, making missing stores. `None` if there can be none.
pub async fn open(name: &str, version: u32, stores: &[&str]) -> Option<IdbDatabase> {
    // Throws where storage is forbidden: in sandboxed frames, say.
    let factory = web_sys::window()?.indexed_db().ok()??;
    let request = factory.open_with_u32(name, version).ok()?;
    let stores: Vec<String> = stores.iter().map(|&name| name.to_owned()).collect();
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let Some(database) = opening
            .result()
            .ok()
            .and_then(|it| it.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in stores {
            let _ = database.create_object_store(&store);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = wait(&request).await?.dyn_into().ok()?;
    // Another tab with a newer version wants in: make room.
    let closing = database.clone();
    let close = Closure::once_into_js(move || closing.close());
    database.set_onversionchange(Some(close.unchecked_ref()));
    Some(database)
}

/// The result of a request; `None` if it failed.
pub async fn wait(request: &IdbRequest) -> Option<JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let settled = JsFuture::from(promise).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    settled.ok()?;
    request.result().ok()
}

/// Waits until a transaction is on disk; `None` if it was undone.
pub async fn done(transaction: &IdbTransaction) -> Option<()> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.ok().map(|_| ())
}
