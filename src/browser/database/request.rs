//! IndexedDB's events as futures.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::NotOpen;
use crate::{browser::clock::Timer, core::id::Millis};

/// How long the browser may take to open a database, and how long other tabs
/// may take to make room for it.
const PATIENCE: Millis = Millis(10_000);
const OTHERS: Millis = Millis(3_000);
/// Stands for the name of an error: nobody answered in time.
const LATE: &str = "late";

/// Opens a database, making missing stores. When somebody else wants it, or it
/// is taken away, it is closed, and `lost` is told.
pub async fn open(
    name: &str,
    version: u32,
    stores: &[&str],
    lost: Rc<dyn Fn()>,
) -> Result<IdbDatabase, NotOpen> {
    // Throws where storage is forbidden: in sandboxed frames, say.
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok()?);
    let factory = factory.ok_or(NotOpen::Forbidden)?;
    let request = factory.open_with_u32(name, version);
    let request = request.map_err(|_| NotOpen::Forbidden)?;
    let stores: Vec<String> = stores.iter().map(|&name| name.to_owned()).collect();
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let Some(database) = database(&opening) else {
            return;
        };
        for store in stores {
            let _ = database.create_object_store(&store);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let opened = JsFuture::from(opened(&request)).await;
    opened.map_err(|name| why(&name.as_string().unwrap_or_default()))?;
    let database = database(&request).ok_or(NotOpen::Broken)?;
    // Another tab with a newer version wants in: make room.
    let closing = database.clone();
    let close: JsValue = Closure::<dyn Fn()>::new(move || {
        closing.close();
        lost();
    })
    .into_js_value();
    database.set_onversionchange(Some(close.unchecked_ref()));
    database.set_onclose(Some(close.unchecked_ref()));
    Ok(database)
}

fn database(request: &IdbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

fn why(error: &str) -> NotOpen {
    match error {
        "VersionError" => NotOpen::Newer,
        LATE => NotOpen::Busy,
        // Firefox in a private window, until it had a database there.
        "SecurityError" | "InvalidStateError" | "NotSupportedError" => NotOpen::Forbidden,
        _ => NotOpen::Broken,
    }
}

/// Waits until it is open; fails with the name of the error.
fn opened(request: &IdbOpenDbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let late = |after| Timer::new(after, gives_up(request, &reject));
        let timer = Rc::new(RefCell::new(Some(late(PATIENCE))));
        let done = timer.clone();
        let success = Closure::once_into_js(move || {
            done.take();
            let _ = resolve.call0(&JsValue::NULL);
        });
        request.set_onsuccess(Some(success.unchecked_ref()));
        let (done, failed, no) = (timer.clone(), request.clone(), reject.clone());
        let error = Closure::once_into_js(move || {
            done.take();
            let error = failed.error().ok().flatten();
            let name = error.map(|error| error.name()).unwrap_or_default();
            let _ = no.call1(&JsValue::NULL, &name.into());
        });
        request.set_onerror(Some(error.unchecked_ref()));
        let asked = request.clone();
        let blocked = Closure::once_into_js(move || {
            timer.replace(Some(Timer::new(OTHERS, gives_up(&asked, &reject))));
        });
        request.set_onblocked(Some(blocked.unchecked_ref()));
    })
}

/// Waits no longer. What is opened after all is closed: it would stand in the
/// way of others.
fn gives_up(request: &IdbOpenDbRequest, reject: &Function) -> impl FnOnce() + use<> {
    let (request, reject) = (request.clone(), reject.clone());
    move || {
        let opening = request.clone();
        let close = Closure::once_into_js(move || {
            if let Some(database) = database(&opening) {
                database.close();
            }
        });
        request.set_onsuccess(Some(close.unchecked_ref()));
        let _ = reject.call1(&JsValue::NULL, &LATE.into());
    }
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
