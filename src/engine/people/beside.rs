//! What else an account's server does about people: it takes reports, hides whole
//! servers, and knows who of one's own knows somebody.

use super::{Asked, find};
use crate::{
    core::{
        actor::{Handle, Profile, Report, Rule, Topic},
        id::{LocalId, PostUri},
    },
    engine::{Client, Failure, Platform, reading, run},
};

/// The rules of an account's server; none if it keeps no such list.
pub async fn rules(platform: &impl Platform, client: &Client) -> Result<Vec<Rule>, Failure> {
    match run(platform, client, client.beside().rules()?).await {
        Err(Failure::Gone) => Ok(Vec::new()),
        rules => rules,
    }
}

/// Who is reported, as far as the account's server is known to know them: its own
/// name for them, and for each post of the report.
pub struct Accused {
    pub handle: Handle,
    pub local: Option<LocalId>,
    pub posts: Vec<(PostUri, Option<LocalId>)>,
}

/// Tells the moderators of the account's server of somebody. What that server has
/// not shown, it is made to find first.
///
/// # Errors
/// [`Failure::NotFound`]: it cannot find them, or one of the posts.
pub async fn report(
    platform: &impl Platform,
    client: &Client,
    accused: &Accused,
    report: &Report,
) -> Result<(), Failure> {
    let person = match &accused.local {
        Some(local) => local.clone(),
        None => find(platform, client, &accused.handle).await?.local,
    };
    let mut posts = Vec::new();
    for (uri, local) in &accused.posts {
        posts.push(match local {
            Some(local) => local.clone(),
            None => reading::find(platform, client, uri).await?.sighting.local,
        });
    }
    let call = client.beside().report(&person, &posts, report)?;
    run(platform, client, call).await
}

/// Whether an account's server, by its own word for its software, can hide another.
pub fn hides_servers(client: &Client, software: &str) -> bool {
    client.beside().hides_servers(software)
}

/// Whether a server is hidden from the account.
pub async fn is_hidden(
    platform: &impl Platform,
    client: &Client,
    host: &str,
) -> Result<bool, Failure> {
    let hidden = run(platform, client, client.beside().hidden_servers()?).await?;
    Ok(hidden.iter().any(|it| it == host))
}

/// Hides all of a server from the account, or shows it again.
///
/// # Errors
/// [`Failure::Unsupported`]: the account's server does no such thing.
pub async fn hide(
    platform: &impl Platform,
    client: &Client,
    host: &str,
    hidden: bool,
) -> Result<(), Failure> {
    let call = client.beside().hide_server(host, hidden)?;
    match run(platform, client, call).await {
        // It is the address that is not there.
        Err(Failure::Gone) => Err(Failure::Unsupported),
        Err(Failure::Refused {
            status: 405 | 501, ..
        }) => Err(Failure::Unsupported),
        done => done,
    }
}

/// Which of two servers has nothing to do with the other, as far as they tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Wall {
    #[default]
    Untold,
    /// The account's server shuts the other out.
    Here,
    /// The other shuts out the account's.
    There,
}

/// Why an account's server may not find somebody: both tell whom they shut out, or
/// do not.
pub async fn wall(platform: &impl Platform, client: &Client, other: &Asked) -> Wall {
    let ours = Asked::As(client.clone());
    let shuts_out = async |asked: &Asked, host: &str| {
        let call = asked.beside().shut_out();
        let told = asked.run(platform, call).await.unwrap_or_default();
        // To shut out a server is to shut out all below it.
        let is_it = |it: &String| host == it || host.ends_with(&format!(".{it}"));
        told.iter().any(is_it)
    };
    let other_id = other.account();
    if shuts_out(&ours, other_id.host()).await {
        return Wall::Here;
    }
    match shuts_out(other, &client.viewer().handle_host).await {
        true => Wall::There,
        false => Wall::Untold,
    }
}

/// Those whom the account follows, and who follow somebody.
pub async fn familiar(
    platform: &impl Platform,
    client: &Client,
    person: &LocalId,
) -> Result<Vec<Profile>, Failure> {
    run(platform, client, client.beside().familiar(person)?).await
}

/// The tags that somebody shows on their profile.
pub async fn topics(
    platform: &impl Platform,
    asked: &Asked,
    person: &LocalId,
) -> Result<Vec<Topic>, Failure> {
    asked.run(platform, asked.beside().topics(person)).await
}
