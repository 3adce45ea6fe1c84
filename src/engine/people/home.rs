//! Where somebody lives. The host of a handle may be another than that of the
//! server: then both must say so, for either could lie.

use super::{Asked, is_same, look_up};
use crate::{
    core::{
        actor::{Handle, Profile},
        http::Origin,
        id::AccountId,
    },
    engine::{Failure, Platform, ask},
    protocol::{
        Viewer,
        webfinger::{Finger, finger},
    },
};

/// Somebody as their own server shows them to anybody, and how it is asked.
///
/// # Errors
/// Why it shows nobody; [`Failure::NotFound`]: it does not know them.
pub async fn at_home(
    platform: &impl Platform,
    handle: &Handle,
) -> Result<(Asked, Profile), Failure> {
    let origin = Origin::of_host(&handle.host).ok_or(Failure::NotFound)?;
    let asked = Asked::Public(origin.clone());
    let why = match look_up(platform, &asked, handle).await {
        Ok(profile) => return Ok((asked, profile)),
        Err(why) => why,
    };
    let Some(elsewhere) = elsewhere(platform, handle, &origin).await else {
        return Err(why);
    };
    let asked = Asked::Home {
        origin: elsewhere,
        host: handle.host.clone(),
    };
    let profile = look_up(platform, &asked, handle).await?;
    Ok((asked, profile))
}

/// The server to which the host of a handle points, if it says the same of itself.
async fn elsewhere(platform: &impl Platform, handle: &Handle, origin: &Origin) -> Option<Origin> {
    let told = say(platform, origin, handle).await?;
    let home = told.home.filter(|it| it != origin)?;
    let confirmed = say(platform, &home, handle).await?.handle?;
    is_same(&confirmed, handle).then_some(home)
}

/// The name by which somebody goes who was looked for by their server's host, where
/// that is another, and the host of that name says so, too.
pub async fn true_name(platform: &impl Platform, handle: &Handle) -> Option<Handle> {
    let origin = Origin::of_host(&handle.host)?;
    let named = say(platform, &origin, handle).await?.handle?;
    if is_same(&named, handle) {
        return None;
    }
    let other = Origin::of_host(&named.host)?;
    let told = say(platform, &other, &named).await?;
    let agreed = told.handle.is_some_and(|it| is_same(&it, &named)) && told.home == Some(origin);
    agreed.then_some(named)
}

async fn say(platform: &impl Platform, origin: &Origin, handle: &Handle) -> Option<Finger> {
    let viewer = Viewer {
        account: AccountId::public(origin.as_str()),
        handle_host: origin.host().to_owned(),
    };
    ask(platform, origin, &viewer, finger(handle)).await.ok()
}
