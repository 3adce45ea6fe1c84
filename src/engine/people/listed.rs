//! What the user's accounts have on their lists.

use crate::{
    core::{
        actor::{Hosts, Listed, People},
        timeline::{Cursor, Page},
    },
    engine::{Client, Failure, Platform, run},
};

/// A page of one of the account's lists.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    Posts(Page),
    People(People),
    Servers(Hosts),
}

/// Reads on in one of the account's lists.
///
/// # Errors
/// [`Failure::Unsupported`]: its server keeps no such list.
pub async fn page(
    platform: &impl Platform,
    client: &Client,
    which: Listed,
    older: Option<&Cursor>,
) -> Result<Found, Failure> {
    let beside = client.beside();
    let found = match which {
        Listed::Saved | Listed::Liked => {
            let call = beside.listed_posts(which, older)?;
            run(platform, client, call).await.map(Found::Posts)
        }
        Listed::Muted | Listed::Blocked => {
            let call = beside.listed_people(which, older)?;
            run(platform, client, call).await.map(Found::People)
        }
        Listed::Hidden => {
            let call = beside.listed_servers(older)?;
            run(platform, client, call).await.map(Found::Servers)
        }
    };
    match found {
        // It is the address that is not there.
        Err(Failure::Gone) => Err(Failure::Unsupported),
        found => found,
    }
}
