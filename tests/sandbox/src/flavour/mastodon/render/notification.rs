//! `Notification`.

use serde_json::{Value, json};

use super::{View, account, status};
use crate::clock;
use crate::world::id::Key;
use crate::world::person::{Notice, NoticeKind};

pub fn word(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Mention => "mention",
        NoticeKind::Like => "favourite",
        NoticeKind::Boost => "reblog",
        NoticeKind::Follow => "follow",
        NoticeKind::Poll => "poll",
        NoticeKind::Edit => "update",
        NoticeKind::Quote => "quote",
    }
}

/// Likes and boosts of one post belong together, follows too; the rest stands alone.
pub fn group_key(view: &View, key: Key, notice: &Notice) -> String {
    let id = notice
        .post
        .and_then(|p| view.here().post_id(p))
        .unwrap_or_default();
    match notice.kind {
        NoticeKind::Like => format!("favourite-{id}"),
        NoticeKind::Boost => format!("reblog-{id}"),
        NoticeKind::Follow => "follow".to_owned(),
        _ => format!("ungrouped-{}", view.here().ids.show(key)),
    }
}

/// `None` when the post it is about is unknown here (any more).
pub fn notification(view: &View, key: Key, notice: &Notice) -> Option<Value> {
    let mut value = json!({
        "id": view.here().ids.show(key), "type": word(notice.kind),
        "created_at": clock::iso(notice.at), "group_key": group_key(view, key, notice),
        "account": account(view, notice.from),
    });
    if let Some(no) = notice.post {
        value["status"] = status(view, no)?;
    }
    Some(value)
}
