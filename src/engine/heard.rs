//! When each account's server last answered: said of one that is down.

use super::{Platform, Shelf};
use crate::core::id::{AccountId, Millis};

/// It lies beside the account's lane, and goes with it.
fn name(account: &AccountId) -> String {
    format!("{} heard", account.as_str())
}

/// Keeps it for the next visit, if there is room.
pub async fn keep(platform: &impl Platform, account: &AccountId, at: Millis) {
    let bytes = Some(at.0.to_le_bytes().to_vec());
    let heard = (Shelf::Lanes, vec![(name(account), bytes)]);
    let _ = platform.put(&[heard]).await;
}

/// When that was, by what was kept.
pub async fn last(platform: &impl Platform, account: &AccountId) -> Option<Millis> {
    let kept = platform.get(Shelf::Lanes, &[name(account)]).await;
    let bytes = kept.into_iter().next().flatten()?;
    Some(Millis(i64::from_le_bytes(bytes.try_into().ok()?)))
}

/// Nothing is left of an account that is signed out of.
pub async fn forget(platform: &impl Platform, account: &AccountId) {
    let heard = (Shelf::Lanes, vec![(name(account), None)]);
    let _ = platform.put(&[heard]).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        core::{http::NoAnswer, id::ActorUri},
        engine::fake::{Fake, block_on},
    };

    #[test]
    fn when_a_server_was_last_heard_is_known_at_the_next_visit_until_one_signs_out() {
        let fake = Fake::new(|_, _, _| Err(NoAnswer::Unreachable));
        let account = |name| AccountId::new("https://one.example", &ActorUri::new(name));
        let (ana, bo) = (account("ana"), account("bo"));
        assert_eq!(block_on(last(&fake, &ana)), None);
        block_on(keep(&fake, &ana, Millis(1_795_000_000_123)));
        block_on(keep(&fake, &bo, Millis(-5)));
        assert_eq!(block_on(last(&fake, &ana)), Some(Millis(1_795_000_000_123)));
        block_on(forget(&fake, &ana));
        assert_eq!(block_on(last(&fake, &ana)), None);
        assert_eq!(block_on(last(&fake, &bo)), Some(Millis(-5)));
    }
}
