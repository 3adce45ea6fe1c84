//! Files that somebody chose, pasted or dropped. Their bytes stay the browser's.

mod shrink;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, DragEvent, Event, FileList, HtmlInputElement, Url};

use super::clock::Timer;
use crate::core::id::Millis;

/// A file, or what was made of one.
#[derive(Clone)]
pub struct File {
    blob: Blob,
    name: String,
}

impl File {
    /// A file without a name.
    pub fn of(blob: Blob) -> Self {
        let file = blob.dyn_ref::<web_sys::File>();
        let name = file.map(web_sys::File::name).unwrap_or_default();
        Self { blob, name }
    }

    pub(super) fn blob(&self) -> &Blob {
        &self.blob
    }

    /// What it is called on this device.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same under this name.
    pub fn named(self, name: &str) -> Self {
        let name = name.to_owned();
        Self { name, ..self }
    }

    /// What it says that it is: `image/png`.
    pub fn mime(&self) -> String {
        self.blob.type_()
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.blob.size() as u64
    }

    /// An address for it, for as long as that is held.
    pub fn address(&self) -> Option<Address> {
        let address = Url::create_object_url_with_blob(&self.blob).ok()?;
        Some(Address(address))
    }
}

/// An address of a file within this page. It is given back when this goes.
pub struct Address(String);

impl Address {
    /// `blob:…`
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else {
        return Vec::new();
    };
    let all = (0..files.length()).filter_map(|at| files.item(at));
    all.map(|file| File::of(file.unchecked_into())).collect()
}

/// What was chosen in a field for files. The field is empty afterwards, so that the
/// same file can be chosen once more.
pub fn chosen(event: &Event) -> Vec<File> {
    let field = event.target().and_then(|it| it.dyn_into().ok());
    let Some(field) = field as Option<HtmlInputElement> else {
        return Vec::new();
    };
    let files = listed(field.files());
    field.set_value("");
    files
}

/// The files of what was pasted.
pub fn pasted(event: &ClipboardEvent) -> Vec<File> {
    listed(event.clipboard_data().and_then(|it| it.files()))
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    listed(event.data_transfer().and_then(|it| it.files()))
}

/// Whether files are carried over the page.
pub fn carried(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|it| it.types());
    let types = types.unwrap_or_default();
    types.includes(&JsValue::from_str("Files"), 0)
}

/// A browser that says nothing of a file is not waited for any longer.
const PATIENCE: Millis = Millis(8_000);

/// Waits for one of two events of an element: whether it was the first.
async fn settled(of: &web_sys::EventTarget, good: &str, bad: &str) -> bool {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, reject| {
        let late = reject.clone();
        timer = Some(Timer::new(PATIENCE, move || {
            let _ = late.call0(&JsValue::NULL);
        }));
        for (event, way) in [(good, resolve), (bad, reject)] {
            let call = Closure::once_into_js(move || way.call0(&JsValue::NULL));
            let _ = of.add_event_listener_with_callback(event, call.unchecked_ref());
        }
    });
    let settled = JsFuture::from(promise).await.is_ok();
    drop(timer);
    settled
}
