//! What is held back, and who is let through.

use crate::{
    core::{
        actor::Relation,
        id::{LocalId, Millis},
        notification::{Policy, Queue, Treatment, Whose},
        timeline::Cursor,
    },
    engine::{Client, Failure, Platform, run},
};

/// How often, and after what time each, it is asked whether what was let through is
/// there.
const LOOKS: usize = 6;
const PAUSE: Millis = Millis(700);

/// What becomes of what strangers send. `None`: the account's server holds nothing
/// back.
///
/// # Errors
/// It could not be asked.
pub async fn policy(platform: &impl Platform, client: &Client) -> Result<Option<Policy>, Failure> {
    for older in [false, true] {
        match run(platform, client, client.gates().policy(older)?).await {
            Ok(policy) => return Ok(Some(policy)),
            Err(why) if super::is_no(&why) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(None)
}

/// Changes one rule; gives all as they are then.
///
/// # Errors
/// It was not changed.
pub async fn set_policy(
    platform: &impl Platform,
    client: &Client,
    older: bool,
    (whose, treatment): (Whose, &Treatment),
) -> Result<Policy, Failure> {
    let call = client.gates().set_policy(older, whose, treatment)?;
    run(platform, client, call).await
}

/// A page of those who wait.
///
/// # Errors
/// It could not be read.
pub async fn waiting(
    platform: &impl Platform,
    client: &Client,
    older_than: Option<&Cursor>,
) -> Result<Queue, Failure> {
    let call = client.gates().waiting(older_than)?;
    run(platform, client, call).await
}

/// Lets somebody through, and waits until what was held back stands among the
/// notifications, or throws it away.
///
/// # Errors
/// It was not done.
pub async fn answer(
    platform: &impl Platform,
    client: &Client,
    request: &LocalId,
    yes: bool,
) -> Result<(), Failure> {
    let call = client.gates().answer_waiting(request, yes)?;
    match run(platform, client, call).await {
        // Answered elsewhere already.
        Ok(()) | Err(Failure::Gone) => {}
        Err(why) => return Err(why),
    }
    for _ in 0..LOOKS {
        let Ok(call) = client.gates().are_merged() else {
            break;
        };
        match run(platform, client, call).await {
            Ok(false) if yes => platform.sleep(PAUSE).await,
            _ => break,
        }
    }
    Ok(())
}

/// How the account stands to these people.
///
/// # Errors
/// Its server could not be asked.
pub async fn relations(
    platform: &impl Platform,
    client: &Client,
    people: &[LocalId],
) -> Result<Vec<Relation>, Failure> {
    let call = client.protocol().relations(people)?;
    run(platform, client, call).await
}
