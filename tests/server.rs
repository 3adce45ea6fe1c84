//! The contract between an adapter and the servers that it speaks to, run once
//! per recorded server; and what hostile servers may send.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "server/answers.rs"]
mod answers;
#[path = "server/carried.rs"]
mod carried;
#[path = "server/completing.rs"]
mod completing;
#[path = "server/contract.rs"]
mod contract;
#[path = "server/corpora.rs"]
mod corpora;
#[allow(dead_code)]
#[path = "dice.rs"]
mod dice;
#[path = "server/fields.rs"]
mod fields;
#[path = "server/gate.rs"]
mod gate;
#[path = "server/hostile.rs"]
mod hostile;
#[path = "server/later.rs"]
mod later;
#[path = "server/letters.rs"]
mod letters;
#[path = "server/lists.rs"]
mod lists;
#[path = "server/mastodon.rs"]
mod mastodon;
#[path = "server/mutants.rs"]
mod mutants;
// Much of it is for others.
#[path = "server/notifications.rs"]
mod notifications;
#[allow(dead_code)]
#[path = "rich_text/oracle.rs"]
mod oracle;
#[path = "server/own.rs"]
mod own;
#[path = "server/parsers.rs"]
mod parsers;
#[path = "server/people.rs"]
mod people;
#[path = "server/recorded.rs"]
mod recorded;
#[path = "server/rule.rs"]
mod rule;
#[path = "server/sign_in.rs"]
mod sign_in;
#[path = "server/size.rs"]
mod size;
#[path = "server/talk.rs"]
mod talk;
#[path = "server/ties.rs"]
mod ties;
#[path = "server/tolerance.rs"]
mod tolerance;
#[path = "server/writing.rs"]
mod writing;

use std::collections::BTreeSet;

use recorded::Place;
use skein::core::id::PostUri;

/// One module of tests for each server: a failure names both.
macro_rules! contract {
    ($($server:ident)*) => { $(
        mod $server {
            use super::{contract, letters, tolerance, writing};

            contract!(@ $server contract:
                every_page_is_read_whole
                every_post_has_its_canonical_uri
                a_boost_names_its_booster_and_what_it_boosts
                the_cursor_asks_for_the_next_page
                a_first_page_is_asked_for_without_a_cursor
                every_refusal_is_understood
                single_posts_conversations_and_findings_are_read
                a_conversation_is_read_whole
                whose_token_it_is_is_read
                its_instance_documents_are_read
                its_nodeinfo_is_found
                its_features_are_what_the_adapter_can_do);
            contract!(@ $server tolerance:
                whatever_a_field_holds_the_page_keeps_its_items
                what_is_optional_may_be_missing
                unknown_fields_change_nothing
                unknown_words_are_kept);
            contract!(@ $server letters:
                all_its_limits_are_those_that_it_tells);
            contract!(@ $server writing:
                its_limits_are_those_that_it_tells
                what_an_account_has_posted_is_read);
        }
    )* };
    (@ $server:ident $module:ident: $($test:ident)*) => { $(
        #[test]
        fn $test() {
            $module::$test(&super::places::$server);
        }
    )* };
}

contract!(gotosocial mastodon_4_6 snac takahe);

/// The servers, as their instance documents should be read.
#[allow(non_upper_case_globals)]
mod places {
    use super::Place;

    pub const gotosocial: Place = Place {
        folder: "mastodon/gotosocial-0.20",
        origin: "https://gts-a.test",
        host: "gts-a.test",
        title: "gts-a.test",
        software: "gotosocial 0.20.0-lab+git-57cb4fe",
        streaming: Some("wss://gts-a.test"),
        instances: &["api_v2_instance", "api_v1_instance"],
    };
    pub const mastodon_4_6: Place = Place {
        folder: "mastodon/mastodon-4.6.4",
        origin: "http://localhost:3000",
        host: "localhost:3000",
        title: "Mastodon",
        software: "mastodon 4.6.4",
        streaming: Some("ws://localhost:4000"),
        instances: &["api_v2_instance", "api_v1_instance"],
    };
    // Its instance names a stream; there is none.
    pub const snac: Place = Place {
        folder: "mastodon/snac2-2.75",
        origin: "https://snac-a.test",
        host: "snac-a.test",
        title: "snac-a.test",
        software: "4.0.0 (not true; really snac/2.75)",
        streaming: None,
        instances: &["api_v1_instance"],
    };
    pub const takahe: Place = Place {
        folder: "mastodon/takahe-0.11",
        origin: "https://takahe-a.test",
        host: "takahe-a.test",
        title: "Takahē",
        software: "takahe 0.11.0",
        streaming: None,
        instances: &["api_v2_instance", "api_v1_instance"],
    };
}

#[test]
fn a_post_seen_on_two_servers_has_one_uri() {
    let uris = |place: &Place| -> BTreeSet<PostUri> {
        let home = place.one("api_v1_timelines_home");
        let page = contract::page(&place.viewer(), &home.response()).unwrap();
        page.items
            .iter()
            .filter_map(|item| item.entry.post().cloned())
            .collect()
    };
    let (one, other) = (uris(&places::gotosocial), uris(&places::snac));
    let both: Vec<_> = one.intersection(&other).collect();
    assert_eq!(both.len(), 5, "both follow gina and mia: {both:?}");
}

#[test]
fn a_post_is_told_from_its_copy_by_the_local_id_alone() {
    let read = |place: &Place| {
        let home = place.one("api_v1_timelines_home");
        let page = contract::page(&place.viewer(), &home.response()).unwrap();
        page.items
            .into_iter()
            .filter_map(|item| item.seen)
            .next()
            .unwrap()
    };
    let (one, other) = (read(&places::gotosocial), read(&places::snac));
    assert_eq!(one.post.uri, other.post.uri);
    assert_eq!(one.post.author.handle, other.post.author.handle);
    assert_eq!(one.post.text, other.post.text);
    assert_ne!(one.sighting.local, other.sighting.local);
    assert_ne!(one.sighting.account, other.sighting.account);
}
