//! What is held back of what strangers send, in the words of no server.

use super::{Call, Unsupported};
use crate::core::{
    id::LocalId,
    notification::{Policy, Queue, Treatment, Whose},
    timeline::Cursor,
};

/// Who is let through to the notifications.
pub trait Gates: Sync {
    /// What becomes of what strangers send; servers of before have an `older` place.
    fn policy(&self, _older: bool) -> Result<Call<Policy>, Unsupported> {
        Err(Unsupported)
    }

    /// Changes one rule of it; answers with all of them.
    fn set_policy(
        &self,
        _older: bool,
        _whose: Whose,
        _treatment: &Treatment,
    ) -> Result<Call<Policy>, Unsupported> {
        Err(Unsupported)
    }

    /// A page of those whose notifications are held back.
    fn waiting(&self, _older_than: Option<&Cursor>) -> Result<Call<Queue>, Unsupported> {
        Err(Unsupported)
    }

    /// Lets one of them through, or throws away what was held back; by the server's
    /// name for the request.
    fn answer_waiting(&self, _request: &LocalId, _yes: bool) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether what was let through stands among the notifications by now.
    fn are_merged(&self) -> Result<Call<bool>, Unsupported> {
        Err(Unsupported)
    }
}
