//! Who may quote what.

use super::{POST_BYTES, status_path};
use crate::{
    core::{
        http::{Request, Response},
        id::LocalId,
        outbox::letter::{Leave, Quotable},
    },
    protocol::{BadAnswer, Call, Viewer, answer, json},
};

/// <https://docs.joinmastodon.org/methods/statuses/#create>, `quote_approval_policy`:
/// servers that know of no quotes take no notice.
pub fn policy(quotable: Quotable) -> &'static str {
    match quotable {
        Quotable::Everybody => "public",
        Quotable::Followers => "followers",
        Quotable::Nobody => "nobody",
    }
}

/// `GET /api/v1/statuses/:id`, `quote_approval`
/// <https://docs.joinmastodon.org/entities/QuoteApproval/>
pub fn may_quote(local: &LocalId) -> Call<Option<Leave>> {
    Call {
        request: Request::get(status_path(local, "")).at_most(POST_BYTES),
        read: read_leave,
    }
}

fn read_leave(_: &Viewer, response: &Response) -> Result<Option<Leave>, BadAnswer> {
    let body = answer::success(response)?;
    let garbled = |why: &dyn ToString| answer::garbled(response, "Status", why.to_string());
    let status = json::whole(&body).map_err(|error| garbled(&error))?;
    let approval = status.root().map("quote_approval");
    let word = approval.and_then(|it| it.text("current_user"));
    Ok(match word.as_deref() {
        Some("automatic") => Some(Leave::Given),
        Some("manual") => Some(Leave::Asked),
        Some("denied") => Some(Leave::Refused),
        // `unknown` is a policy that the server does not understand.
        _ => None,
    })
}
