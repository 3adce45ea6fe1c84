//! Conversations of a server that tells of a post's own answers and of nothing below
//! them.

use std::{collections::VecDeque, fs};

use serde::Deserialize;
use serde_json::Value;
use skein::{
    core::{
        http::Response,
        id::{AccountId, LocalId, PostUri},
        post::Seen,
        thread::{Node, lay_out},
    },
    engine::reading::untold,
    protocol::{Shown, Viewer},
};

use super::recorded::{ADAPTER, folder};

/// A post and what is around it, as ana's server tells.
#[derive(Deserialize)]
struct Told {
    status: Value,
    context: Value,
}

fn viewer() -> Viewer {
    Viewer {
        account: AccountId::public("https://a.snac.test"),
        handle_host: "a.snac.test".into(),
    }
}

fn recorded(name: &str) -> Told {
    let path = folder("mastodon/snac2-2.75/talk").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn answer(body: &Value) -> Response {
    Response {
        status: 200,
        body: body.to_string().into(),
        ..Response::default()
    }
}

fn post(told: &Told) -> Seen {
    let call = ADAPTER.post(&LocalId::new("1")).unwrap();
    (call.read)(&viewer(), &answer(&told.status)).unwrap()
}

fn around(told: &Told) -> Shown {
    let call = ADAPTER.conversation(&LocalId::new("1")).unwrap();
    (call.read)(&viewer(), &answer(&told.context)).unwrap()
}

#[test]
fn snac_is_asked_about_each_answer_that_is_answered() {
    let all = ["root", "lake", "which"].map(recorded);
    let root = post(&all[0]);
    let (mut seen, mut asked) = (vec![root.clone()], Vec::new());
    let mut queue = VecDeque::from([root.sighting.local.clone()]);
    while let Some(local) = queue.pop_front() {
        let told = all.iter().find(|told| told.status["id"] == local.as_str());
        let told = told.expect("nothing is asked for that tells nothing more");
        asked.push(local.clone());
        let shown = around(told).seen;
        queue.extend(untold(&local, &shown));
        seen.extend(shown);
    }
    assert_eq!(asked.len(), 3, "that nobody answered one of them was told");
    let uris: Vec<PostUri> = seen.iter().map(|one| one.post.uri.clone()).collect();
    let of = |local: &LocalId| seen.iter().find(|one| one.sighting.local == *local);
    let nodes: Vec<Node> = seen
        .iter()
        .map(|one| Node {
            post: one.post.uri.clone(),
            parent: one
                .sighting
                .parent
                .as_ref()
                .and_then(of)
                .map(|it| it.post.uri.clone()),
            is_reply: one.post.reply.is_some(),
            published: one.post.published,
            author: one.post.author.uri.clone(),
        })
        .collect();
    let tree = lay_out(&uris[0], &nodes);
    let depths: Vec<usize> = tree.iter().map(|branch| branch.depth).collect();
    assert_eq!(depths, [0, 1, 2, 3, 1]);
    assert!(tree.iter().all(|branch| !branch.torn_off));
}

#[test]
fn who_tells_of_answers_to_answers_is_not_asked_about_them() {
    let [root, lake] = ["root", "lake"].map(recorded);
    let local = post(&root).sighting.local;
    let mut seen = around(&root).seen;
    assert_eq!(untold(&local, &seen).len(), 1);
    let deeper = around(&lake).seen.into_iter();
    seen.extend(deeper.filter(|one| one.sighting.local != local));
    assert_eq!(untold(&local, &seen), []);
    assert_eq!(untold(&local, &[]), []);
}
