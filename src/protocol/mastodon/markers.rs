//! How far timelines were read. <https://docs.joinmastodon.org/methods/markers/>

use crate::{
    core::{
        http::{Body, Request, Response},
        id::LocalId,
        time::parse_time,
        timeline::{Marked, Marker},
    },
    protocol::{BadAnswer, Call, Viewer, answer, json},
};

const PATH: &str = "/api/v1/markers";

/// 64 KiB: a marker is two lines.
const BYTES: usize = 1 << 16;

/// `GET /api/v1/markers`
pub fn read(of: Marked) -> Call<Option<Marker>> {
    Call {
        request: Request::get(PATH)
            .with("timeline[]", name(of))
            .at_most(BYTES),
        read: reader(of),
    }
}

fn name(of: Marked) -> &'static str {
    match of {
        Marked::Home => "home",
        Marked::Notifications => "notifications",
    }
}

fn reader(of: Marked) -> fn(&Viewer, &Response) -> Result<Option<Marker>, BadAnswer> {
    match of {
        Marked::Home => |_, response| read_of(Marked::Home, response),
        Marked::Notifications => |_, response| read_of(Marked::Notifications, response),
    }
}

/// `POST /api/v1/markers`. Sent as the page is left, too.
pub fn write(of: Marked, read: &LocalId) -> Call<Option<Marker>> {
    let key = match of {
        Marked::Home => "home[last_read_id]",
        Marked::Notifications => "notifications[last_read_id]",
    };
    let body = Body::Form(vec![(key, read.as_str().to_owned())]);
    Call {
        request: Request::post(PATH, body)
            .at_most(BYTES)
            .outliving_the_page(),
        read: reader(of),
    }
}

/// Reads one marker; servers without one leave it out.
fn read_of(of: Marked, response: &Response) -> Result<Option<Marker>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Marker", why.to_string());
    let answer = json::whole(&body).map_err(|error| garbled(&error))?;
    if answer.root().text("error").is_some() {
        return Err(garbled(&"it is an error"));
    }
    let marker = answer.root().get(name(of)).and_then(|marker| {
        Some(Marker {
            read: LocalId::new(&*marker.name("last_read_id")?),
            told: marker.text("updated_at").as_deref().and_then(parse_time),
        })
    });
    Ok(marker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        http::Method,
        id::{AccountId, ActorUri, Millis},
    };

    fn answered(status: u16, body: &str) -> Result<Option<Marker>, BadAnswer> {
        let viewer = Viewer {
            account: AccountId::new("https://a.example", &ActorUri::new("https://a.example/u/a")),
            handle_host: "a.example".into(),
        };
        let response = Response {
            status,
            body: body.into(),
            ..Response::default()
        };
        (read(Marked::Home).read)(&viewer, &response)
    }

    #[test]
    fn the_home_timeline_is_asked_about_and_told_of_alone() {
        assert_eq!(
            read(Marked::Home).request.target(),
            "/api/v1/markers?timeline%5B%5D=home"
        );
        let call = write(Marked::Home, &LocalId::new("01HX"));
        assert_eq!(call.request.target(), "/api/v1/markers");
        assert_eq!(call.request.method, Method::Post);
        assert!(call.request.outlives);
        let body = Body::Form(vec![("home[last_read_id]", "01HX".into())]);
        assert_eq!(call.request.body, body);
    }

    #[test]
    fn a_marker_is_read_with_its_time() {
        // From Mastodon's documentation.
        let body = r#"{"notifications":{"last_read_id":"35098814","version":361,"updated_at":"2019-11-26T22:37:25.239Z"},
            "home":{"last_read_id":"103206604258487607","version":468,"updated_at":"2019-11-26T22:37:25.235Z"}}"#;
        let marker = Marker {
            read: LocalId::new("103206604258487607"),
            told: Some(Millis(1_574_807_845_235)),
        };
        assert_eq!(answered(200, body), Ok(Some(marker)));
        // An id as a number, to the last digit; a time that nobody can read.
        let body = r#"{"home":{"last_read_id":103206604258487607,"updated_at":"soon"}}"#;
        let marker = answered(200, body).unwrap().unwrap();
        assert_eq!(marker.read.as_str(), "103206604258487607");
        assert_eq!(marker.told, None);
    }

    #[test]
    fn nobody_has_read_anything_yet_or_the_server_keeps_no_such_thing() {
        // As snac and others answer.
        for body in [
            "{}",
            r#"{"notifications":{"last_read_id":"1"}}"#,
            r#"{"home":null}"#,
            r#"{"home":{"last_read_id":""}}"#,
            "[]",
        ] {
            assert_eq!(answered(200, body), Ok(None), "{body}");
        }
    }

    #[test]
    fn refusals_are_told_apart() {
        let conflict = answered(
            409,
            r#"{"error":"Conflict during update, please try again"}"#,
        );
        assert!(matches!(
            conflict,
            Err(BadAnswer::Refused { status: 409, .. })
        ));
        let scope = answered(
            403,
            r#"{"error":"This action is outside the authorized scopes"}"#,
        );
        assert_eq!(scope, Err(BadAnswer::OutOfScope));
        let html = answered(200, "<!doctype html>");
        assert!(matches!(html, Err(BadAnswer::Garbled { at: "Marker", .. })));
        let error = answered(200, r#"{"error":"no"}"#);
        assert!(matches!(error, Err(BadAnswer::Refused { status: 200, .. })));
    }
}
