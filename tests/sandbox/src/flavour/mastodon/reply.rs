//! Answers and refusals in Mastodon's words.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Why a request was refused.
#[derive(Debug)]
pub struct Refusal {
    pub status: StatusCode,
    pub body: Value,
}

pub type Reply = Result<Response, Refusal>;

impl Refusal {
    pub fn new(status: StatusCode, error: &str) -> Self {
        Self {
            status,
            body: json!({ "error": error }),
        }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Record not found")
    }

    pub fn invalid(reason: &str) -> Self {
        let text = format!("Validation failed: {reason}");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, &text)
    }

    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "The access token is invalid")
    }

    pub fn oauth(status: StatusCode, error: &str, description: &str) -> Self {
        Self {
            status,
            body: json!({ "error": error, "error_description": description }),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, json_body(&self.body)).into_response();
        set(&mut response, header::CONTENT_TYPE, JSON);
        response
    }
}

const JSON: &str = "application/json; charset=utf-8";

fn json_body(value: &Value) -> Body {
    Body::from(value.to_string())
}

pub fn json(value: &Value) -> Response {
    let mut response = Response::new(json_body(value));
    set(&mut response, header::CONTENT_TYPE, JSON);
    response
}

/// A good answer.
pub fn good(value: Value) -> Reply {
    Ok(json(&value))
}

pub fn with_status(status: StatusCode, value: &Value) -> Response {
    let mut response = json(value);
    *response.status_mut() = status;
    response
}

pub fn html(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    set(
        &mut response,
        header::CONTENT_TYPE,
        "text/html; charset=utf-8",
    );
    response
}

pub fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
