//! Letters that are being written, and how much servers take of them.

use super::{Client, Failure, NotKept, Platform, Shelf, run};
use crate::core::{
    id::AccountId,
    outbox::letter::{Draft, Limits},
};

/// All drafts, the one that was changed last first. What cannot be read stays kept.
pub async fn all(platform: &impl Platform) -> Vec<Draft> {
    let keys = platform.keys(Shelf::Drafts).await;
    let found = platform.get(Shelf::Drafts, &keys).await;
    let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).ok();
    let mut all: Vec<Draft> = found.into_iter().flatten().filter_map(read).collect();
    all.sort_by_key(|draft| std::cmp::Reverse(draft.changed));
    all
}

/// Writes a draft down.
///
/// # Errors
/// There is no room for it.
pub async fn keep(platform: &impl Platform, draft: &Draft) -> Result<(), NotKept> {
    let bytes = serde_json::to_vec(draft).map_err(|_| NotKept)?;
    let pair = (draft.id.clone(), Some(bytes));
    platform.put(&[(Shelf::Drafts, vec![pair])]).await
}

/// One draft, as it is kept.
pub async fn one(platform: &impl Platform, id: &str) -> Option<Draft> {
    let found = platform.get(Shelf::Drafts, &[id.to_owned()]).await;
    serde_json::from_slice(&found.into_iter().next()??).ok()
}

/// Throws a draft away.
pub async fn forget(platform: &impl Platform, id: &str) {
    let pair = (id.to_owned(), None);
    let _ = platform.put(&[(Shelf::Drafts, vec![pair])]).await;
}

/// How much an account's server took when it was asked last.
pub async fn kept_limits(platform: &impl Platform, account: &AccountId) -> Option<Limits> {
    let key = [account.as_str().to_owned()];
    let found = platform.get(Shelf::Limits, &key).await.pop().flatten()?;
    serde_json::from_slice(&found).ok()
}

/// Forgets that of an account that is signed out of.
pub async fn forget_limits(platform: &impl Platform, account: &AccountId) {
    let pair = (account.as_str().to_owned(), None);
    let _ = platform.put(&[(Shelf::Limits, vec![pair])]).await;
}

/// Asks an account's server how much it takes, and writes that down. `software` is what
/// it is by its own word.
///
/// # Errors
/// It does not say.
pub async fn ask_limits(
    platform: &impl Platform,
    client: &Client,
    software: &str,
) -> Result<Limits, Failure> {
    let protocol = client.letters();
    let mut limits = match run(platform, client, protocol.limits(false)?).await {
        Err(Failure::Gone | Failure::Garbled { .. }) => {
            run(platform, client, protocol.limits(true)?).await?
        }
        answer => answer?,
    };
    limits.later = protocol.keeps_letters(software);
    limits.audience = match protocol.own_audience() {
        Ok(call) => match run(platform, client, call).await {
            Ok(own) => own,
            // What it said before is likelier than what nobody said.
            Err(_) => kept_limits(platform, client.account())
                .await
                .and_then(|it| it.audience),
        },
        Err(_) => None,
    };
    if let Ok(bytes) = serde_json::to_vec(&limits) {
        let pair = (client.account().as_str().to_owned(), Some(bytes));
        // It is asked for again next time.
        let _ = platform.put(&[(Shelf::Limits, vec![pair])]).await;
    }
    Ok(limits)
}
