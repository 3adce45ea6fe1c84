//! Finding out what is behind a name, before anybody is sent anywhere.

use crate::{
    core::{
        account::{Server, Token},
        http::{NoAnswer, Origin},
        id::{AccountId, ActorUri},
    },
    engine::{Failure, Platform, ask},
    protocol::{
        BadAnswer, Viewer,
        detect::{self, Instance, NotAServer, Typed},
    },
};

/// What came of looking at a server.
#[derive(Clone, PartialEq, Debug)]
pub enum Look {
    /// It can be signed in to.
    Usable(Box<Server>),
    /// What was typed names no server.
    NotAName(NotAServer),
    /// Nothing answers there, or nothing that a browser may read.
    Unreachable { host: String, timed_out: bool },
    /// It answers, but lets no browser in from another site: no CORS with a token.
    ClosedToBrowsers { host: String, software: String },
    /// It is a server of a kind that is not spoken yet.
    OtherKind { host: String, software: String },
    /// Something answers, but no fediverse server.
    NotFediverse { host: String },
    /// It refuses for now.
    Refuses { host: String, why: Failure },
}

/// Looks at what somebody typed: resolves handles and redirects, finds out the
/// software, and tries whether a browser may use it with a token.
pub async fn look(platform: &impl Platform, text: &str) -> Look {
    let Typed { origin, handle } = match detect::typed(text) {
        Ok(typed) => typed,
        Err(why) => return Look::NotAName(why),
    };
    let origin = match handle {
        Some(handle) => real_home(platform, &origin, &handle)
            .await
            .unwrap_or(origin),
        None => origin,
    };
    let (origin, software) = match software(platform, &origin).await {
        Some((home, software)) => (home, Some(software)),
        None => (origin, None),
    };
    let (origin, instance) = match instance(platform, &origin).await {
        Ok(found) => found,
        Err(failure) => return no_instance(&origin, software, failure),
    };
    let server = detect::mastodon_server(origin, instance, software);
    match may_send_token(platform, &server.origin).await {
        true => Look::Usable(Box::new(server)),
        false => Look::ClosedToBrowsers {
            host: server.origin.display_host(),
            software: server.software,
        },
    }
}

/// Where `user@host` really lives, if the host says so by WebFinger.
async fn real_home(platform: &impl Platform, host: &Origin, handle: &str) -> Option<Origin> {
    ask(platform, host, &anybody(host), detect::webfinger(handle))
        .await
        .ok()?
}

/// The server's software by its own word, and where it says that it lives: at
/// the host that was asked, or at a sub-domain of it. Other hosts are not
/// believed: anybody could name them.
async fn software(platform: &impl Platform, origin: &Origin) -> Option<(Origin, (String, String))> {
    let viewer = anybody(origin);
    let index = ask(platform, origin, &viewer, detect::nodeinfo_index()).await;
    let (host, path) = index.ok()??;
    let below = host
        .strip_suffix(origin.host())
        .is_some_and(|rest| rest.ends_with('.'));
    let home = match below {
        true => Origin::of_host(&host)?,
        false if host == origin.host() => origin.clone(),
        false => return None,
    };
    let software = ask(platform, &home, &viewer, detect::nodeinfo(&path))
        .await
        .ok()?;
    Some((home, software))
}

/// The instance document, and the origin that gave it: redirects are followed
/// here, once, so that no later request with a token meets one.
async fn instance(
    platform: &impl Platform,
    origin: &Origin,
) -> Result<(Origin, Instance), Failure> {
    let mut failed = None;
    for call in [detect::instance_v2(), detect::instance_v1()] {
        let answer = platform.send(origin, None, &call.request).await;
        let response = match answer {
            Ok(response) => response,
            // A 404 without CORS headers cannot be told from no answer at all.
            Err(NoAnswer::Unreachable) if failed.is_none() => {
                failed = Some(Failure::NoAnswer(NoAnswer::Unreachable));
                continue;
            }
            Err(why) => return Err(Failure::NoAnswer(why)),
        };
        match (call.read)(&anybody(origin), &response) {
            Ok(instance) => {
                let moved = response.origin.as_deref().and_then(Origin::of);
                return Ok((moved.unwrap_or_else(|| origin.clone()), instance));
            }
            Err(bad @ BadAnswer::SlowDown(_)) => return Err(bad.into()),
            Err(_) if matches!(failed, Some(Failure::NoAnswer(_))) => {}
            Err(bad) => failed = Some(bad.into()),
        }
    }
    Err(failed.unwrap_or(Failure::Unsupported))
}

fn no_instance(origin: &Origin, software: Option<(String, String)>, failure: Failure) -> Look {
    let host = origin.display_host();
    match (software, failure) {
        (Some((software, _)), Failure::Gone | Failure::Garbled { .. }) => {
            Look::OtherKind { host, software }
        }
        (Some((software, _)), Failure::NoAnswer(NoAnswer::Unreachable)) => {
            Look::ClosedToBrowsers { host, software }
        }
        (_, Failure::NoAnswer(why)) => Look::Unreachable {
            host,
            timed_out: why == NoAnswer::TimedOut,
        },
        (_, why @ (Failure::SlowDown(_) | Failure::Refused { .. })) => Look::Refuses { host, why },
        _ => Look::NotFediverse { host },
    }
}

/// Whether the browser may send a token there: any answer that can be read
/// says yes, were it a refusal.
async fn may_send_token(platform: &impl Platform, origin: &Origin) -> bool {
    // No real token: one must not be needed to find out.
    let nothing = Token::new("none".into());
    let answer = platform
        .send(origin, Some(&nothing), &detect::probe())
        .await;
    !matches!(answer, Err(NoAnswer::Unreachable))
}

fn anybody(origin: &Origin) -> Viewer {
    Viewer {
        account: AccountId::new(origin.as_str(), &ActorUri::new("")),
        handle_host: origin.host().to_owned(),
    }
}
