//! The files of letters.

use std::collections::BTreeSet;

use super::{Platform, Shelf, drafts, sending};
use crate::core::id::Millis;

/// So long a file stays that no letter names: it may be about to be named.
const GRACE: Millis = Millis(60 * 60_000);

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
    for draft in drafts::all(platform).await {
        let media = draft.letters().flat_map(|it| &it.media);
        named.extend(media.map(|it| it.id.clone()));
    }
    for one in sending::outbox(platform).await {
        named.extend(one.letter.media.into_iter().map(|it| it.id));
    }
    let gone = old.into_iter().filter(|key| !named.contains(key));
    let gone: Vec<_> = gone.map(|key| (key, None)).collect();
    let _ = platform.put(&[(Shelf::Files, gone)]).await;
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
    fn what_no_letter_names_goes_after_an_hour_and_nothing_else() {
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
}
