//! The files of letters.

use std::collections::BTreeSet;

use super::{Platform, Shelf, drafts, sending};
use crate::core::id::Millis;

/// So long a file stays that no letter names: it may be about to be named.
const GRACE: Millis = Millis(24 * 60 * 60_000);

/// A key for a file that is kept from now on.
pub fn new_key(now: Millis, name: &str) -> String {
    format!("{:013}-{name}", now.0)
}

fn made(key: &str) -> Option<i64> {
    key.split_once('-')?.0.parse().ok()
}

/// Throws away files that no draft and no letter on its way names any longer.
pub async fn sweep(platform: &impl Platform) {
    let until = platform.now().0 - GRACE.0;
    let old = |key: &String| made(key).is_none_or(|made| made < until);
    let old: Vec<String> = platform
        .keys(Shelf::Files)
        .await
        .into_iter()
        .filter(old)
        .collect();
    if old.is_empty() {
        return;
    }
    let mut named = BTreeSet::new();
    // What goes from one to the other meanwhile is seen in one of them.
    for look in [Shelf::Outbox, Shelf::Drafts, Shelf::Outbox] {
        let count = platform.keys(look).await.len();
        let found = match look {
            Shelf::Drafts => of_drafts(platform, &mut named).await,
            _ => of_outbox(platform, &mut named).await,
        };
        // What cannot be read may name any of them.
        if found < count {
            return;
        }
    }
    let gone = old.into_iter().filter(|key| !named.contains(key));
    let gone: Vec<_> = gone.map(|key| (key, None)).collect();
    let _ = platform.put(&[(Shelf::Files, gone)]).await;
}

async fn of_drafts(platform: &impl Platform, named: &mut BTreeSet<String>) -> usize {
    let all = drafts::all(platform).await;
    for draft in &all {
        let media = draft.letters().flat_map(|it| &it.media);
        named.extend(media.map(|it| it.id.clone()));
    }
    all.len()
}

async fn of_outbox(platform: &impl Platform, named: &mut BTreeSet<String>) -> usize {
    let all = sending::outbox(platform).await;
    let count = all.len();
    for one in all {
        named.extend(one.letter.media.into_iter().map(|it| it.id));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        core::outbox::letter::{Attached, Draft, Letter},
        engine::fake::{Fake, block_on},
    };

    fn letter(key: &str) -> Letter {
        let one = Attached {
            id: key.to_owned(),
            ..Attached::default()
        };
        Letter {
            media: vec![one],
            ..Letter::default()
        }
    }

    #[test]
    fn what_no_letter_names_goes_after_a_day_and_nothing_else() {
        let platform = Fake::new(|_, _, _| unreachable!("nobody is asked"));
        let key = |name: &str| new_key(platform.now(), name);
        let (first, second, lost) = (key("first"), key("second"), key("lost"));
        for key in [&first, &second, &lost] {
            let pair = (key.clone(), Some(vec![1]));
            block_on(platform.put(&[(Shelf::Files, vec![pair])])).unwrap();
        }
        let draft = Draft {
            id: "draft".into(),
            letter: letter(&first),
            rest: vec![letter(&second)],
            ..Draft::default()
        };
        block_on(drafts::keep(&platform, &draft)).unwrap();
        block_on(sweep(&platform));
        assert_eq!(block_on(platform.keys(Shelf::Files)).len(), 3);
        platform.pass(Millis(GRACE.0 + 1));
        block_on(sweep(&platform));
        let mut kept = block_on(platform.keys(Shelf::Files));
        kept.sort();
        let mut named = vec![first, second];
        named.sort();
        assert_eq!(kept, named);
    }

    #[test]
    fn nothing_goes_while_a_draft_cannot_be_read() {
        let platform = Fake::new(|_, _, _| unreachable!("nobody is asked"));
        let key = new_key(platform.now(), "file");
        let file = (key, Some(vec![1]));
        let draft = ("later".to_owned(), Some(b"{".to_vec()));
        block_on(platform.put(&[(Shelf::Files, vec![file]), (Shelf::Drafts, vec![draft])]))
            .unwrap();
        platform.pass(Millis(GRACE.0 + 1));
        block_on(sweep(&platform));
        assert_eq!(block_on(platform.keys(Shelf::Files)).len(), 1);
    }
}
