//! The account's own lists. Where they go on is told by `Link` alone: its ids are
//! those of the entries, not of what is on them.

use super::{BYTES, PAGE, below, max_id, people, servers::read_hosts};
use crate::{
    core::{
        actor::{Hosts, Listed, People},
        http::{Request, Response},
        timeline::{Cursor, Page},
    },
    protocol::{BadAnswer, Call, Unsupported, Viewer, answer, mastodon::timelines},
};

/// `GET /api/v1/mutes`, or `/blocks`
/// <https://docs.joinmastodon.org/methods/mutes/>
pub fn listed_people(which: Listed, older: Option<&Cursor>) -> Result<Call<People>, Unsupported> {
    let path = match which {
        Listed::Muted => "/api/v1/mutes",
        Listed::Blocked => "/api/v1/blocks",
        Listed::Saved | Listed::Liked | Listed::Hidden => return Err(Unsupported),
    };
    Ok(Call {
        request: below(Request::get(path).with("limit", PAGE), older),
        read: |viewer, response| people(viewer, response, &answer::success(response)?),
    })
}

/// `GET /api/v1/bookmarks`, or `/favourites`
/// <https://docs.joinmastodon.org/methods/bookmarks/>
pub fn listed_posts(which: Listed, older: Option<&Cursor>) -> Result<Call<Page>, Unsupported> {
    let path = match which {
        Listed::Saved => "/api/v1/bookmarks",
        Listed::Liked => "/api/v1/favourites",
        Listed::Muted | Listed::Blocked | Listed::Hidden => return Err(Unsupported),
    };
    Ok(Call {
        request: below(Request::get(path).with("limit", PAGE), older),
        read: read_posts,
    })
}

fn read_posts(viewer: &Viewer, response: &Response) -> Result<Page, BadAnswer> {
    let page = timelines::read_page(viewer, response)?;
    let older = on(response);
    Ok(Page { older, ..page })
}

/// `GET /api/v1/domain_blocks`
/// <https://docs.joinmastodon.org/methods/domain_blocks/#get>
pub fn listed_servers(older: Option<&Cursor>) -> Call<Hosts> {
    let request = Request::get("/api/v1/domain_blocks").with("limit", PAGE);
    Call {
        request: below(request.at_most(BYTES), older),
        read: |_, response| {
            let hosts = read_hosts(response)?;
            let older = on(response);
            Ok(Hosts { hosts, older })
        },
    }
}

fn on(response: &Response) -> Option<Cursor> {
    response.link.as_deref().and_then(max_id).map(Cursor)
}
