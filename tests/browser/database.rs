//! What the database promises, on disk and in memory.

use std::{cell::Cell, rc::Rc};

use skein::browser::database::{Database, NotKept, NotOpen, Place};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{page::both, raw};

/// A shelf that anyone may read.
pub const PLAIN: Place = Place {
    name: "plain",
    secret: false,
    copy: false,
};
/// A shelf whose values are sealed, and another.
pub const SECRET: Place = Place {
    name: "secret",
    secret: true,
    copy: false,
};
pub const HIDDEN: Place = Place {
    name: "hidden",
    secret: true,
    copy: false,
};

pub async fn open() -> Database {
    Database::open(&[PLAIN, SECRET, HIDDEN].map(|place| place.name)).await
}

/// A new, empty database.
pub async fn fresh() -> Database {
    raw::remove().await;
    let database = open().await;
    assert!(database.lasts(), "the browser has a database");
    database
}

/// Where the browser has none for us.
async fn memory() -> Database {
    raw::remove().await;
    raw::outdate().await;
    let database = open().await;
    assert!(!database.lasts(), "it says that nothing will last");
    database
}

/// Every shelf keeps every promise, with a database and without.
async fn everywhere(check: impl AsyncFn(Database, Place)) {
    for place in [PLAIN, SECRET] {
        check(fresh().await, place).await;
        check(memory().await, place).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_kept_is_found_again() {
    everywhere(async |database, place| {
        assert_eq!(database.load(place, "a").await, None);
        database.save(place, "a", "one").await.unwrap();
        database.save(place, "b", "").await.unwrap();
        database.save(place, "a", "zwölf 🦢").await.unwrap();
        assert_eq!(database.load(place, "a").await.unwrap(), "zwölf 🦢");
        assert_eq!(database.load(place, "b").await.unwrap(), "");
        assert_eq!(database.load(HIDDEN, "a").await, None, "another shelf");
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_one_tab_keeps_another_finds() {
    let (one, other) = (fresh().await, open().await);
    for place in [PLAIN, SECRET] {
        one.save(place, "a", "kept").await.unwrap();
        assert_eq!(other.load(place, "a").await.unwrap(), "kept");
    }
}

#[wasm_bindgen_test]
async fn a_shelf_lists_its_own_keys_and_its_plain_values() {
    everywhere(async |database, place| {
        database.save(place, "b", "2").await.unwrap();
        database.save(place, "a", "1").await.unwrap();
        database.save(HIDDEN, "c", "3").await.unwrap();
        assert_eq!(database.keys(place).await, ["a", "b"]);
        let plain: &[&str] = if place.secret { &[] } else { &["1", "2"] };
        let plain: Vec<String> = plain.iter().map(ToString::to_string).collect();
        assert_eq!(database.all(place).await, Some(plain));
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_taken_is_gone() {
    everywhere(async |database, place| {
        database.save(place, "a", "1").await.unwrap();
        database.save(place, "b", "2").await.unwrap();
        assert_eq!(database.take(place, "a").await.unwrap(), "1");
        assert_eq!(database.take(place, "a").await, None);
        assert_eq!(database.keys(place).await, ["b"]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn of_two_takers_one_alone_gets_the_value() {
    let (one, other) = (fresh().await, open().await);
    for place in [PLAIN, SECRET] {
        one.save(place, "a", "1").await.unwrap();
        let (mine, yours) = both(one.take(place, "a"), other.take(place, "a")).await;
        let got: Vec<_> = mine.into_iter().chain(yours).collect();
        assert_eq!(got, ["1"]);
    }
}

#[wasm_bindgen_test]
async fn only_what_is_there_is_replaced() {
    everywhere(async |database, place| {
        database.save(place, "a", "1").await.unwrap();
        database.replace(place, "a", "2").await.unwrap();
        database.replace(place, "b", "2").await.unwrap();
        assert_eq!(database.load(place, "a").await.unwrap(), "2");
        assert_eq!(database.load(place, "b").await, None);
        assert_eq!(database.keys(place).await, ["a"]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_one_tab_takes_another_does_not_bring_back() {
    let (one, other) = (fresh().await, open().await);
    for place in [PLAIN, SECRET] {
        one.save(place, "a", "1").await.unwrap();
        let (taken, replaced) = both(one.take(place, "a"), other.replace(place, "a", "2")).await;
        assert!(taken.is_some() && replaced.is_ok());
        assert_eq!(one.load(place, "a").await, None);
    }
}

#[wasm_bindgen_test]
async fn tabs_that_make_the_database_at_once_can_read_each_other() {
    raw::remove().await;
    let (one, other) = both(open(), open()).await;
    one.save(SECRET, "a", "1").await.unwrap();
    other.save(SECRET, "b", "2").await.unwrap();
    assert_eq!(other.load(SECRET, "a").await.unwrap(), "1");
    assert_eq!(one.load(SECRET, "b").await.unwrap(), "2");
}

#[wasm_bindgen_test]
async fn a_tab_makes_room_for_a_newer_version_and_then_keeps_nothing() {
    let database = fresh().await;
    database.save(PLAIN, "a", "1").await.unwrap();
    // Would wait for ever if the tab held on to the database.
    raw::outdate().await;
    for place in [PLAIN, SECRET] {
        assert_eq!(database.save(place, "a", "2").await, Err(NotKept));
        assert_eq!(database.replace(place, "a", "2").await, Err(NotKept));
        assert_eq!(database.load(place, "a").await, None);
        assert_eq!(database.take(place, "a").await, None);
    }
    assert_eq!(raw::get("plain", "a").await, "1");
}

#[wasm_bindgen_test]
async fn bytes_come_back_as_they_were_and_go_when_told() {
    let database = fresh().await;
    let pair = |key: &str, bytes: Option<&[u8]>| (key.to_owned(), bytes.map(<[u8]>::to_vec));
    let some = [pair("a", Some(&[0, 255, 7])), pair("b", Some(&[]))];
    assert_eq!(database.put(&[(PLAIN, &some)]).await, Ok(()));
    let keys = ["b", "nothing", "a"].map(str::to_owned);
    let found = open().await.get(PLAIN, &keys).await;
    assert_eq!(found, [Some(vec![]), None, Some(vec![0, 255, 7])]);
    assert_eq!(database.put(&[(PLAIN, &[pair("a", None)])]).await, Ok(()));
    assert_eq!(database.get(PLAIN, &keys[2..]).await, [None]);
    assert_eq!(
        database.get(PLAIN, &[]).await,
        Vec::<Option<Vec<u8>>>::new()
    );
}

#[wasm_bindgen_test]
async fn a_hundred_records_are_read_at_once() {
    let database = fresh().await;
    let keys: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    let pairs: Vec<_> = keys
        .iter()
        .map(|key| (key.clone(), Some(key.as_bytes().to_vec())))
        .collect();
    assert_eq!(database.put(&[(PLAIN, &pairs)]).await, Ok(()));
    let found = database.get(PLAIN, &keys).await;
    assert!(
        found
            .iter()
            .zip(&keys)
            .all(|(it, key)| it.as_deref() == Some(key.as_bytes()))
    );
}

#[wasm_bindgen_test]
async fn without_a_database_copies_are_nowhere_and_all_else_lives_with_the_page() {
    let database = memory().await;
    let copies = Place {
        name: "copies",
        secret: false,
        copy: true,
    };
    let key = || ["a".to_owned()];
    let pairs = [("a".to_owned(), Some(vec![1]))];
    let both = [(copies, &pairs[..]), (PLAIN, &pairs[..])];
    assert_eq!(database.put(&both).await, Ok(()));
    assert_eq!(database.get(copies, &key()).await, [None]);
    assert_eq!(database.get(PLAIN, &key()).await, [Some(vec![1])]);
    assert_eq!(database.keys(PLAIN).await, key());
    let gone = [("a".to_owned(), None)];
    assert_eq!(database.put(&[(PLAIN, &gone[..])]).await, Ok(()));
    assert_eq!(database.get(PLAIN, &key()).await, [None]);
}

#[wasm_bindgen_test]
async fn of_several_shelves_all_is_kept_or_nothing() {
    let database = fresh().await;
    let pair = |key: &str| [(key.to_owned(), Some(vec![1]))];
    let both = [(PLAIN, &pair("a")[..]), (HIDDEN, &pair("b")[..])];
    assert_eq!(database.put(&both).await, Ok(()));
    assert_eq!(
        database.get(HIDDEN, &["b".to_owned()]).await,
        [Some(vec![1])]
    );
    let nowhere = Place {
        name: "nowhere",
        secret: false,
        copy: false,
    };
    let broken = [(PLAIN, &pair("c")[..]), (nowhere, &pair("d")[..])];
    assert_eq!(database.put(&broken).await, Err(NotKept));
    assert_eq!(database.get(PLAIN, &["c".to_owned()]).await, [None]);
}

#[wasm_bindgen_test]
async fn why_a_database_did_not_open_is_told() {
    assert_eq!(fresh().await.not_open(), None);
    assert_eq!(memory().await.not_open(), Some(NotOpen::Newer));
}

#[wasm_bindgen_test]
async fn who_has_it_open_is_told_when_another_tab_takes_it_away() {
    let database = fresh().await;
    let told = Rc::new(Cell::new(0));
    let telling = told.clone();
    database.when_lost(move || telling.set(telling.get() + 1));
    raw::outdate().await;
    assert_eq!(told.get(), 1);
    assert!(!database.lasts(), "what is kept now does not last");
}
