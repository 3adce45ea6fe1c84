//! News as streaming events.

use super::Listener;
use crate::flavour::mastodon::render::{View, notification, status};
use crate::hub::Hub;
use crate::world::deliver::News;
use crate::world::post::Visibility;

/// One event: on which stream, its name, and its payload as text.
#[derive(Clone, Debug)]
pub struct Event {
    pub stream: &'static str,
    pub name: &'static str,
    pub payload: String,
}

pub fn of(listener: &Listener, hub: &Hub, news: &News) -> Vec<Event> {
    let view = View::new(&hub.world, listener.server, Some(listener.person));
    let event = |stream, name, payload: Option<serde_json::Value>| {
        payload
            .map(|p| Event {
                stream,
                name,
                payload: p.to_string(),
            })
            .into_iter()
            .collect()
    };
    match news {
        News::Home { to, post } if *to == listener.person => {
            event("user", "update", status(&view, *post))
        }
        News::Bell { to, key, notice } if *to == listener.person => {
            let made = notification(&view, *key, notice);
            let mut events: Vec<Event> = event("user", "notification", made.clone());
            events.extend(event("user:notification", "notification", made));
            events
        }
        News::Edited { server, post } if *server == listener.server => {
            let home = view.here().key(*post).is_some_and(|key| {
                hub.world
                    .desks
                    .get(&listener.person)
                    .is_some_and(|d| d.home.contains_key(&key))
            });
            let visible = home && hub.world.may_see(Some(listener.person), *post);
            event(
                "user",
                "status.update",
                status(&view, *post).filter(|_| visible),
            )
        }
        News::Deleted { server, id } if *server == listener.server => {
            ["user", "public", "public:local"]
                .map(|stream| Event {
                    stream,
                    name: "delete",
                    payload: id.clone(),
                })
                .to_vec()
        }
        News::Public { server, post } if *server == listener.server => public(&view, hub, *post),
        _ => Vec::new(),
    }
}

fn public(view: &View, hub: &Hub, post: crate::world::id::PostNo) -> Vec<Event> {
    let about = hub.world.post(post);
    let open = about.visibility == Visibility::Public
        && about.boost_of.is_none()
        && about.reply_to.is_none();
    let Some(made) = status(view, post).filter(|_| open) else {
        return Vec::new();
    };
    let mut streams = vec!["public"];
    if hub.world.origin(post) == view.server {
        streams.push("public:local");
    }
    let payload = made.to_string();
    streams
        .into_iter()
        .map(|stream| Event {
            stream,
            name: "update",
            payload: payload.clone(),
        })
        .collect()
}
