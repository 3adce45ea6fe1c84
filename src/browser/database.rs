//! IndexedDB: a few shelves of keys and values.
//!
//! Values on secret shelves are sealed. Where there is no database (private
//! windows, blocked storage), things are kept in memory and [`Database::lasts`]
//! says so.

mod blobs;
mod memory;
mod request;
mod stay;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, IdbDatabase, IdbObjectStore, IdbTransaction, IdbTransactionMode};

use super::{clock, seal};
use crate::core::id::Millis;
use memory::{Memory, Thing};
use request::{done, open, wait};
pub use stay::ask_to_stay;

const NAME: &str = "skein";
/// 1: accounts and secrets. 2: posts, lanes, places, starts. 3: drafts, outbox,
/// limits. 4: files, emoji. A new version adds the stores that are missing and leaves the others as they are.
const VERSION: u32 = 4;
/// The store that holds the sealing key.
const KEYS: &str = "keys";
const SEAL: &str = "seal";

/// The pauses before a database that did not open is tried again.
const PAUSES: [Millis; 2] = [Millis(200), Millis(1_000)];

/// Why there is no database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotOpen {
    /// Nothing may be kept here: blocked storage, a sandboxed frame, no
    /// cryptography.
    Forbidden,
    /// It is that of a newer version of the app.
    Newer,
    /// Other tabs do not make room, or the browser does not answer.
    Busy,
    /// The browser cannot read it.
    Broken,
}

/// The database could not do it: no room, or it is broken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotKept;

/// A key and its bytes.
pub type Pair = (String, Option<Vec<u8>>);

/// A shelf: its name, and whether its values are sealed.
#[derive(Clone, Copy)]
pub struct Place {
    pub name: &'static str,
    pub secret: bool,
    /// What lies there can be had again elsewhere.
    pub copy: bool,
}

/// The open database, or memory in its stead.
#[derive(Clone)]
pub struct Database {
    disk: Result<Disk, NotOpen>,
    lost: Rc<Lost>,
    memory: Rc<Memory>,
}

/// Whether the database was taken away since it was opened, and who is told.
#[derive(Default)]
struct Lost {
    is_so: Cell<bool>,
    told: RefCell<Option<Box<dyn Fn()>>>,
}

#[derive(Clone)]
struct Disk {
    database: IdbDatabase,
    key: CryptoKey,
}

impl Database {
    /// Opens the database, making it with these stores if it is not there.
    pub async fn open(stores: &[&str]) -> Self {
        let stores = [stores, &[KEYS]].concat();
        let lost = Rc::<Lost>::default();
        let mut disk = Disk::open(&stores, &lost).await;
        for pause in PAUSES {
            if !matches!(disk, Err(NotOpen::Broken)) {
                break;
            }
            clock::sleep(pause).await;
            disk = Disk::open(&stores, &lost).await;
        }
        Self {
            disk,
            lost,
            memory: Rc::default(),
        }
    }

    /// Why there is none.
    pub fn not_open(&self) -> Option<NotOpen> {
        self.disk.as_ref().err().copied()
    }

    /// Whether what is kept outlives the page.
    pub fn lasts(&self) -> bool {
        self.disk.is_ok() && !self.lost.is_so.get()
    }

    /// Calls back when the database is taken away: by another tab with a newer
    /// version of the app, or by the browser.
    pub fn when_lost(&self, told: impl Fn() + 'static) {
        self.lost.told.replace(Some(Box::new(told)));
    }

    /// Keeps a value.
    ///
    /// # Errors
    /// The browser did not take it.
    pub async fn save(&self, place: Place, key: &str, value: &str) -> Result<(), NotKept> {
        let Ok(disk) = &self.disk else {
            self.memory.keep(place, key, Thing::Text(value.to_owned()));
            return Ok(());
        };
        let value = disk.pack(place, key, value).await.ok_or(NotKept)?;
        let store = disk
            .store(place.name, IdbTransactionMode::Readwrite)
            .ok_or(NotKept)?;
        let request = store
            .put_with_key(&value, &key.into())
            .map_err(|_| NotKept)?;
        wait(&request).await.ok_or(NotKept)?;
        done(&store.transaction()).await.ok_or(NotKept)
    }

    /// Keeps a new value for a key that is there, in one transaction.
    ///
    /// # Errors
    /// The browser did not take it.
    pub async fn replace(&self, place: Place, key: &str, value: &str) -> Result<(), NotKept> {
        let Ok(disk) = &self.disk else {
            if self.memory.text(place, key).is_some() {
                self.memory.keep(place, key, Thing::Text(value.to_owned()));
            }
            return Ok(());
        };
        let value = disk.pack(place, key, value).await.ok_or(NotKept)?;
        let store = disk
            .store(place.name, IdbTransactionMode::Readwrite)
            .ok_or(NotKept)?;
        let there = store.count_with_key(&key.into()).map_err(|_| NotKept)?;
        if wait(&there).await.and_then(|count| count.as_f64()) != Some(1.0) {
            return Ok(());
        }
        store
            .put_with_key(&value, &key.into())
            .map_err(|_| NotKept)?;
        done(&store.transaction()).await.ok_or(NotKept)
    }

    /// All keys of a shelf.
    pub async fn keys(&self, place: Place) -> Vec<String> {
        let Ok(disk) = &self.disk else {
            return self.memory.keys(place);
        };
        let keys = async {
            let store = disk.store(place.name, IdbTransactionMode::Readonly)?;
            wait(&store.get_all_keys().ok()?)
                .await?
                .dyn_into::<Array>()
                .ok()
        };
        keys.await
            .unwrap_or_default()
            .iter()
            .filter_map(|key| key.as_string())
            .collect()
    }

    /// The value of a key.
    pub async fn load(&self, place: Place, key: &str) -> Option<String> {
        let Ok(disk) = &self.disk else {
            return self.memory.text(place, key);
        };
        let store = disk.store(place.name, IdbTransactionMode::Readonly)?;
        let value = wait(&store.get(&key.into()).ok()?).await?;
        disk.unpack(place, key, &value).await
    }

    /// Loads and removes in one transaction.
    pub async fn take(&self, place: Place, key: &str) -> Option<String> {
        let Ok(disk) = &self.disk else {
            let taken = self.memory.text(place, key);
            self.memory.forget(place, key);
            return taken;
        };
        let store = disk.store(place.name, IdbTransactionMode::Readwrite)?;
        let get = store.get(&key.into()).ok()?;
        store.delete(&key.into()).ok()?;
        let value = wait(&get).await?;
        done(&store.transaction()).await?;
        disk.unpack(place, key, &value).await
    }

    /// Keeps bytes, all or none of them; `None` in the place of bytes removes.
    ///
    /// # Errors
    /// The browser did not take them: there is no room, say.
    pub async fn put(&self, all: &[(Place, &[Pair])]) -> Result<(), NotKept> {
        let Ok(disk) = &self.disk else {
            self.memory.put(all);
            return Ok(());
        };
        let names = Array::new();
        all.iter().for_each(|(place, _)| {
            names.push(&place.name.into());
        });
        let transaction = disk
            .database
            .transaction_with_str_sequence_and_mode(&names, IdbTransactionMode::Readwrite)
            .map_err(|_| NotKept)?;
        if write(&transaction, all).is_err() {
            // All of them or none.
            let _ = transaction.abort();
            return Err(NotKept);
        }
        // At once: of a page that is left, nobody is there to hear that all is written.
        #[expect(deprecated, reason = "by web-sys, not by any browser")]
        let _ = transaction.commit();
        done(&transaction).await.ok_or(NotKept)
    }

    /// The bytes of each of these keys.
    pub async fn get(&self, place: Place, keys: &[String]) -> Vec<Option<Vec<u8>>> {
        let nothing = || keys.iter().map(|_| None).collect();
        let Ok(disk) = &self.disk else {
            let bytes = |key: &String| self.memory.bytes(place, key);
            return keys.iter().map(bytes).collect();
        };
        let Some(store) = disk.store(place.name, IdbTransactionMode::Readonly) else {
            return nothing();
        };
        let asked = keys.iter().map(|key| store.get(&JsValue::from_str(key)));
        let Ok(asked) = asked.collect::<Result<Vec<_>, _>>() else {
            return nothing();
        };
        // They are answered in their order: with the last, all are.
        if let Some(last) = asked.last()
            && wait(last).await.is_none()
        {
            return nothing();
        }
        let bytes = |request: &web_sys::IdbRequest| {
            let value = request.result().ok()?;
            Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
        };
        asked.iter().map(bytes).collect()
    }

    /// All values of a shelf; of a secret one none, for they open one by one.
    /// `None` if the database does not answer.
    pub async fn all(&self, place: Place) -> Option<Vec<String>> {
        if place.secret {
            return Some(Vec::new());
        }
        let Ok(disk) = &self.disk else {
            let keys = self.memory.keys(place);
            let texts = keys.iter().filter_map(|key| self.memory.text(place, key));
            return Some(texts.collect());
        };
        let store = disk.store(place.name, IdbTransactionMode::Readonly)?;
        let values = wait(&store.get_all().ok()?).await?;
        let values = values.dyn_into::<Array>().ok()?;
        let texts = values.iter().filter_map(|value| value.as_string());
        Some(texts.collect())
    }
}

impl Disk {
    async fn open(stores: &[&str], lost: &Rc<Lost>) -> Result<Self, NotOpen> {
        let lost = lost.clone();
        let tell = move || {
            lost.is_so.set(true);
            if let Some(told) = lost.told.borrow().as_ref() {
                told();
            }
        };
        let database = open(NAME, VERSION, stores, Rc::new(tell)).await?;
        let key = sealing_key(&database).await?;
        Ok(Self { database, key })
    }

    fn store(&self, name: &str, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        let transaction = self
            .database
            .transaction_with_str_and_mode(name, mode)
            .ok()?;
        transaction.object_store(name).ok()
    }

    async fn pack(&self, place: Place, key: &str, value: &str) -> Option<JsValue> {
        if !place.secret {
            return Some(value.into());
        }
        seal::seal(&self.key, &label(place, key), value)
            .await
            .map(JsValue::from)
    }

    async fn unpack(&self, place: Place, key: &str, value: &JsValue) -> Option<String> {
        if !place.secret {
            return value.as_string();
        }
        seal::open(
            &self.key,
            &label(place, key),
            value.dyn_ref::<Uint8Array>()?,
        )
        .await
    }
}

fn write(transaction: &IdbTransaction, all: &[(Place, &[Pair])]) -> Result<(), JsValue> {
    for (place, pairs) in all {
        let store = transaction.object_store(place.name)?;
        for (key, bytes) in *pairs {
            let key = JsValue::from_str(key);
            match bytes {
                Some(bytes) => store.put_with_key(&Uint8Array::from(bytes.as_slice()), &key)?,
                None => store.delete(&key)?,
            };
        }
    }
    Ok(())
}

fn label(place: Place, key: &str) -> String {
    format!("{} {key}", place.name)
}

/// The sealing key: the one that is kept, or a new one. Of two tabs that make
/// one at once, the first to store it wins.
async fn sealing_key(database: &IdbDatabase) -> Result<CryptoKey, NotOpen> {
    if let Ok(key) = kept_key(database).await.ok_or(NotOpen::Broken)?.dyn_into() {
        return Ok(key);
    }
    let key = seal::new_key().await.ok_or(NotOpen::Forbidden)?;
    keep_key(database, key).await.ok_or(NotOpen::Broken)
}

async fn kept_key(database: &IdbDatabase) -> Option<JsValue> {
    let store = keys(database, IdbTransactionMode::Readonly)?;
    wait(&store.get(&SEAL.into()).ok()?).await
}

async fn keep_key(database: &IdbDatabase, key: CryptoKey) -> Option<CryptoKey> {
    let store = keys(database, IdbTransactionMode::Readwrite)?;
    let there = wait(&store.get(&SEAL.into()).ok()?).await?;
    if let Ok(key) = there.dyn_into() {
        return Some(key);
    }
    wait(&store.put_with_key(&key, &SEAL.into()).ok()?).await?;
    Some(key)
}

fn keys(database: &IdbDatabase, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
    let transaction = database.transaction_with_str_and_mode(KEYS, mode).ok()?;
    transaction.object_store(KEYS).ok()
}
