//! Discovery documents, and the pages people see without an app.

use axum::http::{StatusCode, header};
use serde_json::json;

use super::ask::Ask;
use super::reply::{self, Refusal, Reply, good};
use crate::hub::Hub;
use crate::world::text::escape;

pub fn oauth_server(ask: &Ask, hub: &mut Hub) -> Reply {
    let base = hub.world.server(ask.server).base();
    good(json!({
        "issuer": format!("{base}/"), "service_documentation": "https://docs.joinmastodon.org/",
        "authorization_endpoint": format!("{base}/oauth/authorize"),
        "token_endpoint": format!("{base}/oauth/token"),
        "revocation_endpoint": format!("{base}/oauth/revoke"),
        "userinfo_endpoint": format!("{base}/oauth/userinfo"),
        "app_registration_endpoint": format!("{base}/api/v1/apps"),
        "scopes_supported": [
            "read", "profile", "write", "follow", "push", "read:accounts", "read:blocks",
            "read:bookmarks", "read:favourites", "read:filters", "read:follows", "read:lists",
            "read:mutes", "read:notifications", "read:search", "read:statuses", "write:accounts",
            "write:blocks", "write:bookmarks", "write:conversations", "write:favourites",
            "write:filters", "write:follows", "write:lists", "write:media", "write:mutes",
            "write:notifications", "write:reports", "write:statuses"
        ],
        "response_types_supported": ["code"], "response_modes_supported": ["query", "fragment", "form_post"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "code_challenge_methods_supported": ["S256"],
    }))
}

pub fn userinfo(ask: &Ask, hub: &mut Hub) -> Reply {
    let me = ask.need("profile").or_else(|_| ask.need("read:accounts"))?;
    let person = hub.world.person(me);
    good(json!({
        "iss": format!("{}/", hub.world.server(ask.server).base()), "sub": hub.world.person_uri(me),
        "name": person.display, "preferred_username": person.name,
        "profile": format!("{}/@{}", hub.world.server(ask.server).base(), person.name),
        "picture": format!("{}/media/avatar/{}.png", hub.world.server(ask.server).base(), person.face),
    }))
}

pub fn host_meta(ask: &Ask, hub: &mut Hub) -> Reply {
    let base = hub.world.server(ask.server).base();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  <Link rel=\"lrdd\" template=\"{base}/.well-known/webfinger?resource={{uri}}\"/>\n</XRD>\n"
    );
    let mut response = reply::html(StatusCode::OK, text);
    reply::set(
        &mut response,
        header::CONTENT_TYPE,
        "application/xrd+xml; charset=utf-8",
    );
    Ok(response)
}

pub fn webfinger(ask: &Ask, hub: &mut Hub) -> Reply {
    let resource = ask.text("resource").unwrap_or_default();
    let handle = resource.strip_prefix("acct:").unwrap_or(&resource);
    let found = hub.world.find_person(handle);
    let no = found.filter(|p| hub.world.person(*p).server == ask.server);
    let no = no.ok_or_else(Refusal::not_found)?;
    let profile = format!(
        "{}/@{}",
        hub.world.server(ask.server).base(),
        hub.world.person(no).name
    );
    let uri = hub.world.person_uri(no);
    let mut response = reply::json(&json!({
        "subject": format!("acct:{}", hub.world.handle(no)), "aliases": [profile, uri],
        "links": [
            {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": profile},
            {"rel": "self", "type": "application/activity+json", "href": uri},
        ],
    }));
    reply::set(
        &mut response,
        header::CONTENT_TYPE,
        "application/jrd+json; charset=utf-8",
    );
    Ok(response)
}

pub fn nodeinfo_list(ask: &Ask, hub: &mut Hub) -> Reply {
    let base = hub.world.server(ask.server).base();
    good(json!({"links": [{
        "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
        "href": format!("{base}/nodeinfo/2.0"),
    }]}))
}

pub fn nodeinfo(ask: &Ask, hub: &mut Hub) -> Reply {
    let server = hub.world.server(ask.server);
    let people = hub.world.count_people(ask.server);
    good(json!({
        "version": "2.0", "software": {"name": server.software().0, "version": server.software().1},
        "protocols": ["activitypub"], "services": {"outbound": [], "inbound": []},
        "usage": {
            "users": {"total": people, "activeMonth": people, "activeHalfyear": people},
            "localPosts": server.local.len()
        },
        "openRegistrations": false,
        "metadata": {"nodeName": server.name, "nodeDescription": "A small server for tests"},
    }))
}

/// `/@ana` and `/@ana/1234`: enough of a page to see that the link leads somewhere.
pub fn human(ask: &Ask, hub: &mut Hub) -> Reply {
    let address = format!("{}{}", hub.world.server(ask.server).base(), ask.uri.path());
    let gone = || Refusal::new(StatusCode::NOT_FOUND, "Not Found");
    let (title, body) = match hub.world.find_post(&address) {
        Some(no) if hub.world.post(no).visibility.open() && !hub.world.post(no).deleted => {
            let words = hub.world.words(ask.server, no).ok_or_else(gone)?;
            (
                hub.world.handle(hub.world.post(no).author),
                escape(&words.text),
            )
        }
        Some(_) => return Err(gone()),
        None => {
            let no = hub.world.find_person(&address).ok_or_else(gone)?;
            (hub.world.handle(no), escape(&hub.world.person(no).note))
        }
    };
    let html = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{0}</title><h1>{0}</h1>{body}",
        escape(&title)
    );
    Ok(reply::html(StatusCode::OK, html))
}
