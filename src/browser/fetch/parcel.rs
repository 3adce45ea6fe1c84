//! Files on their way to a server.
//!
//! By `XMLHttpRequest`: `fetch` does not tell how much has left (decision 0013).

use std::{cell::RefCell, rc::Rc};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use crate::{
    browser::{clock::Timer, files::File},
    core::{
        account::Token,
        http::{Method, NoAnswer, Origin, Parcel, Part, Response},
        id::Millis,
    },
};

/// How long nothing may move.
const PATIENCE: Millis = Millis(180_000);
/// The most bytes of an answer.
const ANSWER_BYTES: u32 = 1 << 20;

type Told = Rc<dyn Fn(&str, f64)>;

thread_local! {
    static TOLD: RefCell<Option<Told>> = RefCell::default();
}

/// Has it told how much of a parcel has left, from 0 to 1, by the parcel's name.
pub fn watch(told: impl Fn(&str, f64) + 'static) {
    TOLD.replace(Some(Rc::new(told)));
}

/// Sends a parcel with these files, in the order of its parts.
///
/// # Errors
/// There was no answer that may be read.
pub async fn send(
    to: &Origin,
    token: Option<&Token>,
    parcel: &Parcel,
    files: &[File],
) -> Result<Response, NoAnswer> {
    let lost = |_: JsValue| NoAnswer::Unreachable;
    let request = XmlHttpRequest::new().map_err(lost)?;
    let url = format!("{}{}", to.as_str(), parcel.path);
    let method = match parcel.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    request.open_with_async(method, &url, true).map_err(lost)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    let set = |name: &str, value: &str| request.set_request_header(name, value).map_err(lost);
    set("Accept", "application/json")?;
    if let Some(token) = token {
        set("Authorization", &format!("Bearer {}", token.reveal()))?;
    }
    let form = form(parcel, files).map_err(lost)?;
    let ended = ended(&request, parcel.name.clone());
    request.send_with_opt_form_data(Some(&form)).map_err(lost)?;
    let late = JsFuture::from(ended).await.is_err();
    match (late, request.status()) {
        (true, _) => Err(NoAnswer::TimedOut),
        (_, Err(_) | Ok(0)) => Err(NoAnswer::Unreachable),
        (_, Ok(status)) => answer(to, &request, status),
    }
}

fn form(parcel: &Parcel, files: &[File]) -> Result<FormData, JsValue> {
    let form = FormData::new()?;
    let mut files = files.iter();
    for part in &parcel.parts {
        match part {
            Part::Text(name, text) => form.append_with_str(name, text)?,
            Part::File { field, name, .. } => {
                let file = files.next().ok_or(JsValue::NULL)?;
                form.append_with_blob_and_filename(field, file.blob(), name)?;
            }
        }
    }
    Ok(form)
}

/// Comes to its end when the request has; fails when nothing has moved for too long.
fn ended(request: &XmlHttpRequest, name: String) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let timer: Rc<RefCell<Option<Timer>>> = Rc::default();
        let wait = {
            let (timer, request) = (timer.clone(), request.clone());
            move || {
                let (request, reject) = (request.clone(), reject.clone());
                let late = move || {
                    let _ = request.abort();
                    let _ = reject.call0(&JsValue::NULL);
                };
                timer.replace(Some(Timer::new(PATIENCE, late)));
            }
        };
        wait();
        let name = name.clone();
        let moved = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            wait();
            let told = TOLD.with_borrow(Option::clone);
            if let Some(told) = told.filter(|_| event.total() > 0.0) {
                told(&name, (event.loaded() / event.total()).clamp(0.0, 1.0));
            }
        });
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(moved.into_js_value().unchecked_ref()));
        }
        let done = Closure::once_into_js(move || {
            timer.take();
            let _ = resolve.call0(&JsValue::NULL);
        });
        request.set_onloadend(Some(done.unchecked_ref()));
    })
}

fn answer(to: &Origin, request: &XmlHttpRequest, status: u16) -> Result<Response, NoAnswer> {
    // What was led elsewhere was not meant for that place, nor does it speak for this.
    if Origin::of(&request.response_url()).as_ref() != Some(to) {
        return Err(NoAnswer::Unreachable);
    }
    let body = request.response().map_err(|_| NoAnswer::Unreachable)?;
    let body = Uint8Array::new(&body);
    if body.length() > ANSWER_BYTES {
        return Err(NoAnswer::TooLarge);
    }
    Ok(Response {
        status,
        origin: Some(request.response_url()),
        body: body.to_vec(),
        ..Response::default()
    })
}
