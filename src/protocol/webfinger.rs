//! By which name somebody goes, and where they really live: the host of a handle
//! need not be that of the server. RFC 7033;
//! <https://docs.joinmastodon.org/spec/webfinger/>

use crate::{
    core::{
        actor::Handle,
        http::{Origin, Request, Response},
    },
    protocol::{BadAnswer, Call, Viewer, answer, json},
};

/// 64 KiB: a name, and a few links.
const BYTES: usize = 64 << 10;
/// The most links that are looked at.
const LINKS: usize = 50;

/// What a host says of a name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Finger {
    /// The name that they go by.
    pub handle: Option<Handle>,
    /// The server that their actor is on.
    pub home: Option<Origin>,
}

/// `GET /.well-known/webfinger`
pub fn finger(handle: &Handle) -> Call<Finger> {
    let resource = format!("acct:{}@{}", handle.user, handle.host);
    Call {
        request: Request::get("/.well-known/webfinger")
            .with("resource", resource)
            .at_most(BYTES),
        read: read_finger,
    }
}

fn read_finger(_: &Viewer, response: &Response) -> Result<Finger, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "WebFinger", why.to_string());
    let document = json::whole(&body).map_err(|error| garbled(&error))?;
    let root = document.root();
    let subject = root
        .name("subject")
        .ok_or_else(|| garbled(&"it names nobody"))?;
    let named = subject.strip_prefix("acct:").filter(|it| it.contains('@'));
    let handle = named.map(|it| Handle::new(it, ""));
    let mut links = root.list("links").take(LINKS);
    let own = links.find(|it| {
        let kind = it.text("type").unwrap_or_default();
        let is_actor = kind.contains("activity+json") || kind.contains("activitystreams");
        it.text("rel").as_deref() == Some("self") && is_actor
    });
    let home = own.and_then(|it| it.text("href"));
    Ok(Finger {
        handle: handle.filter(|it| !it.user.is_empty() && !it.host.is_empty()),
        home: home.and_then(|it| Origin::of(&it)),
    })
}
