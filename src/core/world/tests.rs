//! The rules of [`World::apply`], one by one. What becomes of them in any
//! order is in [`chance`], on the servers of [`model`].

mod chance;
mod deleting;
mod keeping;
mod model;
mod strangers;
mod wishing;

use super::*;
use crate::core::{
    actor::{Actor, Handle},
    id::{ActorUri, Millis},
    outbox::Change,
    post::{Audience, Mine, Quote, ReplyTo},
    rich_text::parse_plain,
    rich_text::{Block, RichText},
    timeline::{Ask, Cursor, Entry, What},
};

const POST: &str = "https://one.example/p/1";

fn account(host: &str) -> AccountId {
    let actor = ActorUri::new(&format!("https://{host}/u/me"));
    AccountId::new(&format!("https://{host}"), &actor)
}

fn one() -> AccountId {
    account("one.example")
}

fn two() -> AccountId {
    account("two.example")
}

fn uri() -> PostUri {
    PostUri::new(POST)
}

fn author() -> Arc<Actor> {
    Arc::new(Actor {
        uri: ActorUri::new("https://one.example/u/ana"),
        handle: Handle::new("ana", "one.example"),
        name: Vec::new(),
        avatar: None,
        web: None,
        bot: false,
    })
}

fn words(text: &str) -> RichText {
    RichText {
        blocks: vec![Block::Paragraph(parse_plain(text, &[]))],
    }
}

fn facts(uri: &str, text: &str) -> Post {
    Post {
        uri: PostUri::new(uri),
        web: None,
        author: author(),
        published: Millis(1_000),
        edited: None,
        warning: Vec::new(),
        sensitive: false,
        text: words(text),
        language: None,
        media: Vec::new(),
        poll: None,
        card: None,
        quote: None,
        reply: None,
        audience: Audience::Public,
    }
}

/// The post as `account` sees it: nothing done to it, nothing counted.
fn seen(account: &AccountId, uri: &str, local: &str) -> Seen {
    let nothing = Mine {
        liked: Some(false),
        boosted: Some(false),
        saved: Some(false),
        ..Mine::default()
    };
    Seen {
        post: facts(uri, "as it was"),
        sighting: Sighting {
            account: account.clone(),
            local: LocalId::new(local),
            mine: nothing,
            counts: Counts::default(),
            parent: None,
            quoted: None,
            ballot: None,
            filtered: Vec::new(),
        },
        quoted: None,
    }
}

fn edited(account: &AccountId, at: Option<i64>, text: &str) -> Seen {
    let mut seen = seen(account, POST, "7");
    seen.post.edited = at.map(Millis);
    seen.post.text = words(text);
    seen
}

fn liked(account: &AccountId, liked: bool, likes: Option<u32>) -> Seen {
    let mut seen = seen(account, POST, "7");
    seen.sighting.mine.liked = Some(liked);
    seen.sighting.counts.likes = likes;
    seen
}

fn shown(seen: Seen, asked: Tick) -> Update {
    Update::Shown {
        seen: vec![seen],
        asked,
    }
}

fn home(account: &AccountId) -> Source {
    Source {
        account: account.clone(),
        feed: Feed::Home,
    }
}

fn item(seen: Seen) -> Item {
    let entry = Entry {
        key: seen.sighting.local.clone(),
        time: seen.post.published,
        what: What::Post(seen.post.uri.clone()),
    };
    Item {
        entry,
        seen: Some(seen),
    }
}

fn boost(key: &str, seen: Seen) -> Item {
    let entry = Entry {
        key: LocalId::new(key),
        time: Millis(2_000),
        what: What::Boost {
            post: seen.post.uri.clone(),
            by: Handle::new("eve", "two.example"),
            name: "Eve".into(),
        },
    };
    Item {
        entry,
        seen: Some(seen),
    }
}

fn page(account: &AccountId, items: Vec<Item>, older: Option<&str>, asked: Tick) -> Update {
    Update::Page {
        source: home(account),
        ask: Ask::Newest,
        page: Page {
            items,
            older: older.map(|cursor| Cursor(cursor.into())),
        },
        asked,
        hold: false,
    }
}

fn keys(world: &World, account: &AccountId) -> Vec<String> {
    let lane = world.lane(&home(account));
    let entries = lane.into_iter().flat_map(Lane::entries);
    entries.map(|entry| entry.key.as_str().to_owned()).collect()
}

fn text(world: &World) -> String {
    world.post(&uri()).expect("it is known").text.plain()
}

fn told(updates: impl IntoIterator<Item = Update>) -> World {
    let mut world = World::default();
    for update in updates {
        world.apply(update);
    }
    world
}

#[test]
fn the_newest_edit_wins_whatever_the_order_of_arrival() {
    let copies = [
        edited(&account("four.example"), Some(5_000), "second"),
        edited(&two(), Some(9_000), "third"),
        edited(&account("three.example"), None, "first"),
    ];
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let world = told(order.map(|place| shown(copies[place].clone(), 1)));
        assert_eq!(text(&world), "third", "{order:?}");
    }
}

#[test]
fn nobody_talks_over_the_authors_own_server() {
    let own = edited(&one(), None, "what she wrote");
    let forged = edited(&two(), Some(9_000_000), "what she never wrote");
    for world in [
        told([shown(own.clone(), 1), shown(forged.clone(), 2)]),
        told([shown(forged, 1), shown(own, 2)]),
    ] {
        assert_eq!(text(&world), "what she wrote");
    }
}

#[test]
fn the_audience_is_the_narrowest_that_anybody_tells_but_the_authors_own_server() {
    let of = |account: &AccountId, audience, at| {
        let mut seen = edited(account, at, "text");
        seen.post.audience = audience;
        seen
    };
    let audience = |copies: [Seen; 2]| {
        let world = told(copies.map(|copy| shown(copy, 1)));
        world.post(&uri()).expect("a post").audience.clone()
    };
    let three = account("three.example");
    let narrow = || of(&two(), Audience::Followers, None);
    let wide = || of(&three, Audience::Public, Some(9_000));
    assert_eq!(audience([narrow(), wide()]), Audience::Followers);
    assert_eq!(audience([wide(), narrow()]), Audience::Followers);
    let own = || of(&one(), Audience::Unlisted, None);
    assert_eq!(audience([narrow(), own()]), Audience::Unlisted);
    assert_eq!(audience([own(), narrow()]), Audience::Unlisted);
}

#[test]
fn of_equal_edits_the_copy_of_the_authors_own_server_wins() {
    let own = edited(&one(), Some(5_000), "whole");
    let other = edited(&two(), Some(5_000), "cut short");
    assert_eq!(
        text(&told([shown(own.clone(), 1), shown(other.clone(), 2)])),
        "whole"
    );
    assert_eq!(text(&told([shown(other, 1), shown(own, 2)])), "whole");
}

#[test]
fn copies_of_equal_rank_give_one_text_in_either_order() {
    let (a, b) = (account("a.example"), account("b.example"));
    let copies = [edited(&a, None, "by a"), edited(&b, None, "by b")];
    let there = told(copies.clone().map(|copy| shown(copy, 1)));
    let back = told([copies[1].clone(), copies[0].clone()].map(|copy| shown(copy, 1)));
    assert_eq!(text(&there), text(&back));
}

#[test]
fn a_fresh_copy_of_the_same_server_replaces_its_older_one() {
    let world = told([
        shown(edited(&one(), None, "poll: 3 votes"), 1),
        shown(edited(&one(), None, "poll: 4 votes"), 2),
    ]);
    assert_eq!(text(&world), "poll: 4 votes");
}

#[test]
fn liked_by_one_account_is_not_liked_by_the_other() {
    let world = told([
        shown(liked(&one(), true, Some(1)), 1),
        shown(liked(&two(), false, Some(1)), 2),
    ]);
    assert_eq!(world.preview(&uri(), &one()).mine.liked, Some(true));
    assert_eq!(world.preview(&uri(), &two()).mine.liked, Some(false));
    let sighted: Vec<_> = world.sighted_by(&uri()).cloned().collect();
    assert_eq!(sighted, [one(), two()]);
}

#[test]
fn counts_are_the_largest_known_and_unknown_stays_unknown() {
    let mut here = liked(&one(), false, Some(3));
    here.sighting.counts.boosts = Some(9);
    let mut there = liked(&two(), false, Some(8));
    there.sighting.counts.boosts = None;
    let world = told([shown(here, 1), shown(there, 2)]);
    let counts = world.counts(&uri());
    assert_eq!(
        (counts.likes, counts.boosts, counts.replies),
        (Some(8), Some(9), None)
    );
    assert_eq!(
        world.counts(&PostUri::new("https://x.example/9")),
        Counts::default()
    );
}

#[test]
fn what_one_account_sees_is_no_sighting_for_another() {
    let mut private = seen(&one(), POST, "7");
    private.post.audience = Audience::Followers;
    private.sighting.mine.liked = Some(true);
    let world = told([page(&one(), vec![item(private)], None, 1)]);
    assert!(world.sighting(&uri(), &one()).is_some());
    assert!(world.sighting(&uri(), &two()).is_none());
    assert_eq!(world.preview(&uri(), &two()), Preview::default());
    assert_eq!(
        world.named(&two(), &LocalId::new("7")),
        None,
        "ids are not shared"
    );
    assert!(keys(&world, &two()).is_empty());
}

#[test]
fn the_same_local_id_on_two_servers_is_two_posts() {
    let other = "https://two.example/p/1";
    let world = told([
        shown(seen(&one(), POST, "7"), 1),
        shown(seen(&two(), other, "7"), 1),
    ]);
    assert_eq!(world.named(&one(), &LocalId::new("7")), Some(&uri()));
    assert_eq!(
        world.named(&two(), &LocalId::new("7")),
        Some(&PostUri::new(other))
    );
}

#[test]
fn a_parent_that_one_server_knows_is_known() {
    let answer = "https://two.example/p/2";
    let mut unknown = seen(&one(), answer, "8");
    unknown.post.reply = Some(ReplyTo { handle: None });
    let mut known = seen(&two(), answer, "80");
    known.post.reply = Some(ReplyTo { handle: None });
    known.sighting.parent = Some(LocalId::new("70"));
    let mut world = told([shown(unknown, 1), shown(known, 2)]);
    let node = world.node(&PostUri::new(answer)).expect("it is known");
    assert_eq!((node.parent, node.is_reply), (None, true));
    world.apply(shown(seen(&two(), POST, "70"), 3));
    assert_eq!(world.parent(&PostUri::new(answer)), Some(&uri()));
}

#[test]
fn a_quoted_post_is_taken_in_with_the_one_that_quotes_it() {
    let mut quoting = seen(&one(), "https://one.example/p/2", "8");
    quoting.post.quote = Some(Quote::Shown(uri()));
    quoting.quoted = Some(Box::new(seen(&one(), POST, "7")));
    let mut world = World::default();
    let touched = world.apply(shown(quoting, 1));
    assert_eq!(touched.posts.len(), 2);
    assert!(world.sighting(&uri(), &one()).is_some());
}

#[test]
fn what_is_touched_is_told() {
    let mut world = World::default();
    let only = |touched: &Touched| touched.posts.iter().eq([&uri()]);
    let touched = world.apply(page(&one(), vec![item(seen(&one(), POST, "7"))], None, 1));
    assert!(only(&touched) && touched.rows);
    let touched = world.apply(shown(liked(&two(), false, None), 2));
    assert!(only(&touched) && !touched.rows, "no row moves");
    let touched = world.apply(Update::Wished(wishing::like(&one(), 3, true)));
    assert!(only(&touched) && !touched.rows);
    let touched = world.apply(Update::Refused { number: 3 });
    assert!(only(&touched) && !touched.rows);
    let touched = world.apply(Update::Refused { number: 3 });
    assert_eq!(touched, Touched::default(), "there was nothing to forget");
    let touched = world.apply(Update::Deleted {
        account: one(),
        local: LocalId::new("7"),
    });
    assert!(only(&touched) && touched.rows);
    let touched = world.apply(Update::Left(two()));
    assert!(only(&touched) && touched.rows);
    let touched = world.apply(Update::Released(Feed::Home));
    assert!(touched.posts.is_empty() && touched.rows);
}
