//! Accounts and tokens as they are kept here.

use std::collections::BTreeSet;

use super::{Registration, keep, nobody};
use crate::{
    core::{
        account::{Account, Token},
        id::AccountId,
    },
    engine::{Client, Failure, Platform, Shelf, ask, keeping},
    protocol::{json::record, oauth},
};

/// Keeps a new account. The token first: an account without one would have to
/// sign in again. A token that is not kept, or is no longer, is revoked.
pub(super) async fn keep_signed_in(
    platform: &impl Platform,
    account: &Account,
    token: &Token,
    app: &Registration,
) -> Result<(), Failure> {
    let (origin, name) = (&account.server.origin, account.id.as_str());
    let revoke = async |token: &Token| {
        let _ = ask(
            platform,
            origin,
            &nobody(&account.server),
            oauth::revoke(app, token),
        )
        .await;
    };
    let former = kept_token(platform, &account.id).await;
    let mut kept = platform.save(Shelf::Tokens, name, token.reveal()).await;
    if kept.is_err() {
        // Posts are copies: they make room for what is none.
        keeping::evict(platform, &BTreeSet::new()).await;
        kept = platform.save(Shelf::Tokens, name, token.reveal()).await;
    }
    if kept.is_err()
        || keep(platform, Shelf::Accounts, name, account)
            .await
            .is_err()
    {
        revoke(token).await;
        return Err(Failure::NoBrowser);
    }
    if let Some(former) = former.filter(|former| former != token) {
        revoke(&former).await;
    }
    Ok(())
}

/// The token that is kept for an account.
pub async fn kept_token(platform: &impl Platform, id: &AccountId) -> Option<Token> {
    platform
        .load(Shelf::Tokens, id.as_str())
        .await
        .map(Token::new)
}

/// The accounts that are kept here, oldest first. `None` if the database does
/// not answer.
pub async fn accounts(platform: &impl Platform) -> Option<Vec<Account>> {
    let kept = platform.all(Shelf::Accounts).await?;
    let mut accounts = Vec::<Account>::with_capacity(kept.len());
    for account in kept.iter().filter_map(|text| record::<Account>(text)) {
        let older = |it: &Account| (it.added, &it.id) < (account.added, &account.id);
        accounts.insert(accounts.partition_point(older), account);
    }
    Some(accounts)
}

/// The accounts that are kept here, each with its token if there is one that
/// can be opened. `None` if the database does not answer.
pub async fn restore(platform: &impl Platform) -> Option<Vec<(Account, Option<Token>)>> {
    let accounts = accounts(platform).await?;
    let mut restored = Vec::with_capacity(accounts.len());
    for account in accounts {
        let token = platform
            .load(Shelf::Tokens, account.id.as_str())
            .await
            .map(Token::new);
        restored.push((account, token));
    }
    Some(restored)
}

/// Leaves the address of an account's first request where it is found at the
/// next start before the app is there.
pub async fn leave_start(platform: &impl Platform, client: &Client) {
    let name = client.account().as_str();
    let url = client.first_page();
    if platform.load(Shelf::Starts, name).await != url
        && let Some(url) = url
    {
        // Without it the app asks by itself, a little later.
        let _ = platform.save(Shelf::Starts, name, &url).await;
    }
}

/// Keeps what has changed of an account, unless it was signed out of meanwhile.
pub async fn change_account(platform: &impl Platform, account: &Account) {
    if let Ok(text) = serde_json::to_string(account) {
        // What is not kept is as it was, at the next start.
        let _ = platform
            .replace(Shelf::Accounts, account.id.as_str(), &text)
            .await;
    }
}
