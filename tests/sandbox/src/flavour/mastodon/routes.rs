//! Every address of the API, and who answers there.

use axum::Router;
use axum::routing::{get, post, put};

use super::ask::on;
use super::{
    accounts, bells, consent, desk, edges, extras, filters, gate, instance, later, lists, media,
    own, polls, search, statuses, stream, ties, timelines, token, writing,
};

pub fn router() -> Router {
    Router::new()
        .merge(edges_and_oauth())
        .merge(timeline_routes())
        .merge(status_routes())
        .merge(account_routes())
        .merge(bell_routes())
        .merge(own_routes())
        .merge(other_routes())
        .fallback(on(extras::unknown))
}

fn edges_and_oauth() -> Router {
    Router::new()
        .route(
            "/.well-known/oauth-authorization-server",
            get(on(edges::oauth_server)),
        )
        .route("/.well-known/host-meta", get(on(edges::host_meta)))
        .route("/.well-known/webfinger", get(on(edges::webfinger)))
        .route("/.well-known/nodeinfo", get(on(edges::nodeinfo_list)))
        .route("/nodeinfo/2.0", get(on(edges::nodeinfo)))
        .route(
            "/oauth/authorize",
            get(on(consent::authorize)).post(on(consent::decide)),
        )
        .route("/auth/sign_in", post(on(consent::sign_in)))
        .route("/oauth/token", post(on(token::token)))
        .route("/oauth/revoke", post(on(token::revoke)))
        .route(
            "/oauth/userinfo",
            get(on(edges::userinfo)).post(on(edges::userinfo)),
        )
        .route("/api/v1/apps", post(on(token::register)))
        .route(
            "/api/v1/apps/verify_credentials",
            get(on(token::verify_app)),
        )
        .route("/media/picture/{number}/{size}", get(on(media::drawn)))
        .route("/media/{kind}/{name}", get(on(media::file)))
        .route("/{name}", get(on(edges::human)))
        .route("/{name}/{id}", get(on(edges::human)))
        .route("/users/{name}/statuses/{id}", get(on(edges::human)))
}

fn timeline_routes() -> Router {
    Router::new()
        .route("/api/v1/timelines/home", get(on(timelines::home)))
        .route("/api/v1/timelines/public", get(on(timelines::public)))
        .route("/api/v1/timelines/tag/{id}", get(on(timelines::tag)))
        .route("/api/v1/timelines/list/{id}", get(on(timelines::list)))
        .route("/api/v1/streaming", get(stream::socket))
        .route("/api/v1/streaming/health", get(stream::health))
        .route("/api/v1/streaming/user", get(stream::sse))
        .route("/api/v1/streaming/user/notification", get(stream::sse))
        .route("/api/v1/streaming/public", get(stream::sse))
        .route("/api/v1/streaming/public/local", get(stream::sse))
}

fn status_routes() -> Router {
    let one = "/api/v1/statuses/{id}";
    let under = |tail: &str| format!("{one}/{tail}");
    Router::new()
        .route(
            "/api/v1/statuses",
            get(on(statuses::many)).post(on(writing::create)),
        )
        .route(
            one,
            get(on(statuses::get))
                .put(on(writing::edit))
                .delete(on(writing::delete)),
        )
        .route(&under("context"), get(on(statuses::context)))
        .route(&under("history"), get(on(statuses::history)))
        .route(&under("source"), get(on(statuses::source)))
        .route(&under("translate"), post(on(statuses::translate)))
        .route(&under("favourite"), post(on(statuses::favourite)))
        .route(&under("unfavourite"), post(on(statuses::unfavourite)))
        .route(&under("reblog"), post(on(statuses::reblog)))
        .route(&under("unreblog"), post(on(statuses::unreblog)))
        .route(&under("bookmark"), post(on(statuses::bookmark)))
        .route(&under("unbookmark"), post(on(statuses::unbookmark)))
        .route(&under("pin"), post(on(statuses::pin)))
        .route(&under("unpin"), post(on(statuses::unpin)))
        .route(&under("mute"), post(on(statuses::mute)))
        .route(&under("unmute"), post(on(statuses::unmute)))
        .route(&under("favourited_by"), get(on(statuses::favourited_by)))
        .route(&under("reblogged_by"), get(on(statuses::reblogged_by)))
        .route("/api/v1/polls/{id}", get(on(polls::get)))
        .route("/api/v1/polls/{id}/votes", post(on(polls::vote)))
        .route("/api/v2/media", post(on(media::upload)))
        .route("/api/v1/media", post(on(media::upload_now)))
        .route(
            "/api/v1/media/{id}",
            get(on(media::get))
                .put(on(media::describe))
                .delete(on(media::delete)),
        )
}

fn account_routes() -> Router {
    let under = |tail: &str| format!("/api/v1/accounts/{{id}}/{tail}");
    Router::new()
        .route("/api/v1/accounts", get(on(accounts::many)))
        .route("/api/v1/accounts/verify_credentials", get(on(own::me)))
        .route(
            "/api/v1/accounts/update_credentials",
            axum::routing::patch(on(own::update_me)),
        )
        .route("/api/v1/accounts/lookup", get(on(accounts::lookup)))
        .route("/api/v1/accounts/search", get(on(accounts::search)))
        .route(
            "/api/v1/accounts/relationships",
            get(on(accounts::relationships)),
        )
        .route(
            "/api/v1/accounts/familiar_followers",
            get(on(ties::familiar)),
        )
        .route("/api/v1/accounts/{id}", get(on(accounts::get)))
        .route(&under("statuses"), get(on(accounts::statuses)))
        .route(&under("followers"), get(on(accounts::followers)))
        .route(&under("following"), get(on(accounts::following)))
        .route(&under("lists"), get(on(accounts::lists)))
        .route(&under("featured_tags"), get(on(ties::featured)))
        .route(&under("note"), post(on(ties::note)))
        .route(&under("follow"), post(on(accounts::follow)))
        .route(&under("unfollow"), post(on(accounts::unfollow)))
        .route(&under("block"), post(on(accounts::block)))
        .route(&under("unblock"), post(on(accounts::unblock)))
        .route(&under("mute"), post(on(accounts::mute)))
        .route(&under("unmute"), post(on(accounts::unmute)))
}

fn bell_routes() -> Router {
    Router::new()
        .route("/api/v1/notifications", get(on(bells::list)))
        .route("/api/v1/notifications/clear", post(on(bells::clear)))
        .route("/api/v1/notifications/unread_count", get(on(bells::unread)))
        .route(
            "/api/v2/notifications/policy",
            get(on(gate::policy)).patch(on(gate::set_policy)),
        )
        .merge(gate_routes())
        .route("/api/v1/notifications/{id}", get(on(bells::get)))
        .route(
            "/api/v1/notifications/{id}/dismiss",
            post(on(bells::dismiss)),
        )
        .route("/api/v2/notifications", get(on(bells::grouped)))
        .route("/api/v2/notifications/unread_count", get(on(bells::unread)))
        .route("/api/v2/notifications/{id}", get(on(bells::group)))
        .route(
            "/api/v2/notifications/{id}/dismiss",
            post(on(bells::dismiss_group)),
        )
}

fn gate_routes() -> Router {
    let requests = "/api/v1/notifications/requests";
    let under = |tail: &str| format!("{requests}/{tail}");
    Router::new()
        .route(requests, get(on(gate::requests)))
        .route(&under("merged"), get(on(gate::merged)))
        .route(&under("{id}/accept"), post(on(gate::accept)))
        .route(&under("{id}/dismiss"), post(on(gate::dismiss)))
}

fn own_routes() -> Router {
    Router::new()
        .route(
            "/api/v1/markers",
            get(on(desk::markers)).post(on(desk::set_markers)),
        )
        .route("/api/v1/bookmarks", get(on(desk::bookmarks)))
        .route("/api/v1/favourites", get(on(desk::favourites)))
        .route("/api/v1/blocks", get(on(desk::blocks)))
        .route("/api/v1/mutes", get(on(desk::mutes)))
        .route("/api/v1/preferences", get(on(desk::preferences)))
        .route("/api/v1/lists", get(on(lists::all)).post(on(lists::create)))
        .route(
            "/api/v1/lists/{id}",
            get(on(lists::get))
                .put(on(lists::update))
                .delete(on(lists::delete)),
        )
        .route(
            "/api/v1/lists/{id}/accounts",
            get(on(lists::members))
                .post(on(lists::add))
                .delete(on(lists::remove)),
        )
        .route(
            "/api/v2/filters",
            get(on(filters::all)).post(on(filters::create)),
        )
        .route(
            "/api/v2/filters/{id}",
            put(on(filters::update))
                .get(on(filters::get))
                .delete(on(filters::delete)),
        )
}

fn other_routes() -> Router {
    Router::new()
        .route("/api/v1/instance", get(on(instance::v1)))
        .route("/api/v2/instance", get(on(instance::v2)))
        .route("/api/v1/instance/rules", get(on(instance::the_rules)))
        .route("/api/v1/instance/peers", get(on(instance::peers)))
        .route(
            "/api/v1/instance/domain_blocks",
            get(on(instance::shut_out)),
        )
        .route("/api/v1/custom_emojis", get(on(instance::custom_emojis)))
        .route("/api/v2/search", get(on(search::search)))
        .route("/api/v1/announcements", get(on(extras::nothing)))
        .route("/api/v1/trends/{kind}", get(on(extras::nothing)))
        .route("/api/v2/suggestions", get(on(extras::empty_for_me)))
        .route("/api/v1/follow_requests", get(on(extras::empty_for_me)))
        .route(
            "/api/v1/domain_blocks",
            get(on(ties::hidden))
                .post(on(ties::hide))
                .delete(on(ties::show)),
        )
        .route("/api/v1/reports", post(on(ties::report)))
        .route("/api/v1/followed_tags", get(on(extras::empty_for_me)))
        .route("/api/v1/conversations", get(on(extras::empty_for_me)))
        .route("/api/v1/scheduled_statuses", get(on(later::list)))
        .route(
            "/api/v1/scheduled_statuses/{id}",
            get(on(later::show))
                .put(on(later::change))
                .delete(on(later::drop_it)),
        )
}
