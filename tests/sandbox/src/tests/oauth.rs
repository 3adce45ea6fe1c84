//! From the sign-in page to the token, and every way it must fail.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::place;
use crate::flavour::mastodon;
use crate::front;
use crate::hub::Shared;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

struct Got {
    status: u16,
    location: String,
    cookie: String,
    text: String,
}

async fn send(place: &Shared, path: &str, form: Option<&str>, cookie: &str) -> Got {
    let request = Request::builder()
        .method(if form.is_some() { "POST" } else { "GET" })
        .uri(path)
        .header("host", "one.localhost:8750")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .body(Body::from(form.unwrap_or("").to_owned()))
        .unwrap();
    let response = front::enter(place.clone(), mastodon::router(), request)
        .await
        .unwrap();
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .map_or("", |v| v.to_str().unwrap())
            .to_owned()
    };
    let (status, location, cookie) = (
        response.status().as_u16(),
        header("location"),
        header("set-cookie"),
    );
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    Got {
        status,
        location,
        cookie,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// An app, the query of its authorization request, and a signed-in browser.
async fn prepared(place: &Shared) -> (Value, String, String) {
    let form = "client_name=t&redirect_uris=http://localhost/cb&scopes=read+write";
    let app: Value =
        serde_json::from_str(&send(place, "/api/v1/apps", Some(form), "").await.text).unwrap();
    let query = format!(
        "response_type=code&client_id={}&redirect_uri=http%3A%2F%2Flocalhost%2Fcb&scope=read&state=a%26b&code_challenge={CHALLENGE}&code_challenge_method=S256",
        app["client_id"].as_str().unwrap()
    );
    let page = send(place, &format!("/oauth/authorize?{query}"), None, "").await;
    assert!(page.text.contains("name=\"username\"") && page.text.contains(">Sign in</button>"));
    let wrong = send(
        place,
        "/auth/sign_in",
        Some(&format!("{query}&username=ana&password=no")),
        "",
    )
    .await;
    assert_eq!(wrong.status, 422);
    let form = format!("{query}&username=ana&password=sandbox");
    let signed = send(place, "/auth/sign_in", Some(&form), "").await;
    (
        app,
        query,
        signed.cookie.split(';').next().unwrap().to_owned(),
    )
}

fn exchange(app: &Value, code: &str, verifier: &str) -> String {
    format!(
        "grant_type=authorization_code&code={code}&client_id={}&client_secret={}&redirect_uri=http://localhost/cb&code_verifier={verifier}",
        app["client_id"].as_str().unwrap(),
        app["client_secret"].as_str().unwrap()
    )
}

async fn code(place: &Shared, query: &str, cookie: &str) -> String {
    let form = format!("{query}&decision=authorize");
    let location = send(place, "/oauth/authorize", Some(&form), cookie)
        .await
        .location;
    assert!(location.ends_with("&state=a%26b"), "{location}");
    location.split(['=', '&']).nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn a_code_is_good_once_and_only_with_its_verifier() {
    let place = place(50);
    let (app, query, cookie) = prepared(&place).await;
    let consent = send(&place, &format!("/oauth/authorize?{query}"), None, &cookie)
        .await
        .text;
    assert!(consent.contains(">Authorize</button>") && consent.contains("Switch account"));
    let forced = format!("/oauth/authorize?{query}&force_login=true");
    assert!(
        send(&place, &forced, None, &cookie)
            .await
            .text
            .contains("name=\"password\"")
    );
    let first = code(&place, &query, &cookie).await;
    let refused = send(
        &place,
        "/oauth/token",
        Some(&exchange(&app, &first, "wrong")),
        "",
    )
    .await;
    assert!(refused.status == 400 && refused.text.contains("invalid_grant"));
    let second = code(&place, &query, &cookie).await;
    let form = exchange(&app, &second, VERIFIER);
    let good: Value =
        serde_json::from_str(&send(&place, "/oauth/token", Some(&form), "").await.text).unwrap();
    assert_eq!(
        (&good["token_type"], &good["scope"]),
        (&json!("Bearer"), &json!("read"))
    );
    assert_eq!(
        send(&place, "/oauth/token", Some(&form), "").await.status,
        400
    );
}

#[tokio::test]
async fn denial_comes_back_and_strange_addresses_do_not_get_any_answer() {
    let place = place(50);
    let (_, query, cookie) = prepared(&place).await;
    let form = format!("{query}&decision=deny");
    let denied = send(&place, "/oauth/authorize", Some(&form), &cookie)
        .await
        .location;
    assert!(denied.starts_with("http://localhost/cb?error=access_denied"));
    let strange = query.replace("localhost%2Fcb", "evil.example%2Fcb");
    let page = send(
        &place,
        &format!("/oauth/authorize?{strange}"),
        None,
        &cookie,
    )
    .await;
    assert!(page.status == 400 && page.location.is_empty());
    let more = query.replace("scope=read", "scope=push");
    assert_eq!(
        send(&place, &format!("/oauth/authorize?{more}"), None, &cookie)
            .await
            .status,
        400
    );
}
