//! Requests: against the server of the page where that will do, else with the
//! page's own `fetch` replaced.

use js_sys::{Function, Reflect};
use skein::{
    browser::fetch::send,
    core::{
        account::Token,
        http::{Body, NoAnswer, Origin, Request, Response},
    },
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{home, nobody};

async fn ask(to: &Origin, request: Request) -> Result<Response, NoAnswer> {
    send(to, None, &request).await
}

/// A function of the window, replaced until it is dropped.
struct Replaced(&'static str, JsValue);

impl Replaced {
    fn new(name: &'static str, arguments: &str, body: &str) -> Self {
        let window = js_sys::global();
        let real = Reflect::get(&window, &name.into()).unwrap();
        let replacement = Function::new_with_args(arguments, body);
        Reflect::set(&replacement, &"real".into(), &real).unwrap();
        Reflect::set(&window, &name.into(), &replacement).unwrap();
        Self(name, real)
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &self.0.into(), &self.1).unwrap();
    }
}

/// What the replaced `fetch` was asked, by a path like `signal.aborted`.
fn asked(path: &str) -> JsValue {
    let get = |of: JsValue, name: &str| Reflect::get(&of, &name.into()).unwrap();
    path.split('.')
        .fold(get(js_sys::global().into(), "asked"), get)
}

fn header(name: &str) -> Option<String> {
    let headers = asked("headers");
    let get: Function = asked("headers.get").dyn_into().unwrap();
    get.call1(&headers, &name.into()).unwrap().as_string()
}

#[wasm_bindgen_test]
async fn an_answer_of_any_status_is_an_answer() {
    let found = ask(&home(), Request::get("/run.js")).await.unwrap();
    assert_eq!(found.status, 200);
    assert!(!found.body.is_empty());
    let address = format!("{}/no/such/file", home().as_str());
    let missing = ask(&home(), Request::get("/no/such/file")).await.unwrap();
    assert_eq!(missing.status, 404);
    assert_eq!(missing.origin, Some(address));
}

#[wasm_bindgen_test]
async fn an_answer_may_be_as_large_as_was_asked_for_and_not_larger() {
    let size = ask(&home(), Request::get("/run.js"))
        .await
        .unwrap()
        .body
        .len();
    let with = async |most| ask(&home(), Request::get("/run.js").at_most(most)).await;
    assert_eq!(with(size).await.unwrap().body.len(), size);
    assert_eq!(with(size - 1).await, Err(NoAnswer::TooLarge));
    assert_eq!(with(0).await, Err(NoAnswer::TooLarge));
}

#[wasm_bindgen_test]
async fn an_answer_without_end_is_given_up() {
    let endless = "window.asked = request;
        const pull = (line) => line.enqueue(new Uint8Array(1000));
        return Promise.resolve(new Response(new ReadableStream({ pull })));";
    let replaced = Replaced::new("fetch", "request", endless);
    let answer = ask(&home(), Request::get("/x").at_most(10_000)).await;
    drop(replaced);
    assert_eq!(answer, Err(NoAnswer::TooLarge));
    assert!(asked("signal.aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn where_nobody_listens_nothing_is_reached() {
    let answer = ask(&nobody(), Request::get("/")).await;
    assert_eq!(answer, Err(NoAnswer::Unreachable));
}

#[wasm_bindgen_test]
async fn what_a_server_shows_to_its_own_pages_alone_is_not_reached() {
    // The same server by another name: another origin, and it allows none.
    let name = home().host().replace("127.0.0.1", "localhost");
    let other = Origin::of_host(&name).unwrap();
    assert_ne!(other, home());
    let answer = ask(&other, Request::get("/run.js")).await;
    assert_eq!(answer, Err(NoAnswer::Unreachable));
}

#[wasm_bindgen_test]
async fn a_server_that_does_not_answer_in_time_is_given_up() {
    let silent = "window.asked = request;
        const { signal } = request;
        return new Promise((_, fail) => { signal.onabort = () => fail(signal.reason); });";
    // Fifteen seconds in fifteen milliseconds.
    let hurried = "return setTimeout.real.call(window, run, time / 1000);";
    let silent = Replaced::new("fetch", "request", silent);
    let hurried = Replaced::new("setTimeout", "run, time", hurried);
    let answer = ask(&home(), Request::get("/x")).await;
    drop((silent, hurried));
    assert_eq!(answer, Err(NoAnswer::TimedOut));
    assert!(asked("signal.aborted").is_truthy());
}

const REFUSING: &str = "window.asked = request; return Promise.reject(new TypeError('no'));";

#[wasm_bindgen_test]
async fn a_token_travels_without_cookies_referrer_and_redirects() {
    let token = Token::new("s3cret".into());
    let body = Body::Form(vec![("q", "a b&c".into())]);
    let request = Request::post("/api/x", body).with("max", "5");
    let replaced = Replaced::new("fetch", "request", REFUSING);
    let answer = send(&home(), Some(&token), &request).await;
    drop(replaced);
    assert_eq!(answer, Err(NoAnswer::Unreachable));
    assert_eq!(
        asked("url"),
        format!("{}/api/x?max=5", home().as_str()).as_str()
    );
    assert_eq!(asked("method"), "POST");
    assert_eq!(asked("credentials"), "omit");
    assert_eq!(asked("referrerPolicy"), "no-referrer");
    assert_eq!(asked("redirect"), "error");
    assert_eq!(header("Authorization").unwrap(), "Bearer s3cret");
    let form = "application/x-www-form-urlencoded";
    assert_eq!(header("Content-Type").unwrap(), form);
}

#[wasm_bindgen_test]
async fn without_a_token_redirects_are_followed_and_nothing_is_shown() {
    let replaced = Replaced::new("fetch", "request", REFUSING);
    let answer = ask(&home(), Request::get("/api/x")).await;
    drop(replaced);
    assert_eq!(answer, Err(NoAnswer::Unreachable));
    assert_eq!(asked("redirect"), "follow");
    assert_eq!(asked("credentials"), "omit");
    assert_eq!(asked("referrerPolicy"), "no-referrer");
    assert_eq!(header("Authorization"), None);
}
