//! News as streaming events.

use serde_json::Value;

use super::Listener;
use crate::flavour::mastodon::render::{View, notification, status};
use crate::hub::Hub;
use crate::world::deliver::News;
use crate::world::id::PostNo;
use crate::world::post::Visibility;

/// One event: on which stream, its name, and its payload as text.
#[derive(Clone, Debug)]
pub struct Event {
    pub stream: &'static str,
    pub name: &'static str,
    pub payload: String,
}

/// The events a listener gets for a piece of news.
pub fn of(listener: &Listener, hub: &Hub, news: &News) -> Vec<Event> {
    let view = View::new(&hub.world, listener.server, Some(listener.person));
    match news {
        News::Home { to, post } if *to == listener.person => {
            on(&["user"], "update", status(&view, *post))
        }
        News::Bell { to, key, notice } if *to == listener.person => {
            let streams = ["user", "user:notification"];
            on(&streams, "notification", notification(&view, *key, notice))
        }
        News::Edited { server, post } if *server == listener.server => {
            let desk = hub.world.desks.get(&listener.person);
            let home = view.here().key(*post);
            let home = home.is_some_and(|key| desk.is_some_and(|d| d.home.contains_key(&key)));
            on(
                &["user"],
                "status.update",
                status(&view, *post).filter(|_| home),
            )
        }
        News::Deleted { server, id } if *server == listener.server => {
            let event = |stream| Event {
                stream,
                name: "delete",
                payload: id.clone(),
            };
            ["user", "public", "public:local", "public:remote"]
                .map(event)
                .to_vec()
        }
        News::Public { server, post } if *server == listener.server => public(&view, hub, *post),
        _ => Vec::new(),
    }
}

/// The same event on several streams.
fn on(streams: &[&'static str], name: &'static str, payload: Option<Value>) -> Vec<Event> {
    let Some(payload) = payload.map(|p| p.to_string()) else {
        return Vec::new();
    };
    let event = |stream: &&'static str| Event {
        stream,
        name,
        payload: payload.clone(),
    };
    streams.iter().map(event).collect()
}

fn public(view: &View, hub: &Hub, post: PostNo) -> Vec<Event> {
    let about = hub.world.post(post);
    let open = about.visibility == Visibility::Public
        && about.boost_of.is_none()
        && about.reply_to.is_none();
    let local = hub.world.origin(post) == view.server;
    let streams = [
        "public",
        if local {
            "public:local"
        } else {
            "public:remote"
        },
    ];
    on(&streams, "update", status(view, post).filter(|_| open))
}
