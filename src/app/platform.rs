//! The browser as the platform that the engine asks for.

use crate::{
    browser::{
        clock, crypto,
        database::{Database, NotOpen, Place},
        fetch::{self, parcel},
        files::File,
    },
    core::{
        account::Token,
        http::{NoAnswer, Origin, Parcel, Part, Request, Response},
        id::Millis,
    },
    engine::{NotKept, Pair, Platform, Shelf},
};

/// The browser, with its database open.
#[derive(Clone)]
pub struct Browser {
    database: Database,
}

impl Browser {
    /// Opens the database.
    pub async fn open() -> Self {
        Self {
            database: Database::open(&Shelf::ALL.map(Shelf::name)).await,
        }
    }

    /// Why there is no database.
    pub fn not_open(&self) -> Option<NotOpen> {
        self.database.not_open()
    }

    /// Keeps a file until it is forgotten like any record of its shelf.
    ///
    /// # Errors
    /// There is no room for it.
    pub async fn keep_file(&self, key: &str, file: &File) -> Result<(), NotKept> {
        let kept = self
            .database
            .keep_blob(place(Shelf::Files), key, file)
            .await;
        kept.map_err(|_| NotKept)
    }

    /// A file that was kept.
    pub async fn file(&self, key: &str) -> Option<File> {
        self.database.blob(place(Shelf::Files), key).await
    }

    /// Calls back when the database is taken away.
    pub fn when_lost(&self, told: impl Fn() + 'static) {
        self.database.when_lost(told);
    }
}

fn place(shelf: Shelf) -> Place {
    Place {
        name: shelf.name(),
        secret: shelf.is_secret(),
        copy: shelf.is_copy(),
    }
}

impl Platform for Browser {
    async fn send(
        &self,
        to: &Origin,
        token: Option<&Token>,
        request: &Request,
    ) -> Result<Response, NoAnswer> {
        fetch::send(to, token, request).await
    }

    async fn carry(
        &self,
        to: &Origin,
        token: Option<&Token>,
        parcel: &Parcel,
    ) -> Result<Response, NoAnswer> {
        let mut files = Vec::new();
        for part in &parcel.parts {
            if let Part::File { key, .. } = part {
                let file = self.database.blob(place(Shelf::Files), key).await;
                files.push(file.ok_or(NoAnswer::NoFile)?);
            }
        }
        parcel::send(to, token, parcel, &files).await
    }

    async fn digest(&self, bytes: &[u8]) -> Option<[u8; 32]> {
        crypto::digest(bytes).await
    }

    fn random(&self) -> [u8; 32] {
        crypto::random()
    }

    fn now(&self) -> Millis {
        clock::now()
    }

    async fn sleep(&self, time: Millis) {
        clock::sleep(time).await;
    }

    async fn save(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept> {
        self.database
            .save(place(shelf), key, value)
            .await
            .map_err(|_| NotKept)
    }

    async fn load(&self, shelf: Shelf, key: &str) -> Option<String> {
        self.database.load(place(shelf), key).await
    }

    async fn take(&self, shelf: Shelf, key: &str) -> Option<String> {
        self.database.take(place(shelf), key).await
    }

    async fn replace(&self, shelf: Shelf, key: &str, value: &str) -> Result<(), NotKept> {
        let replaced = self.database.replace(place(shelf), key, value).await;
        replaced.map_err(|_| NotKept)
    }

    async fn put(&self, records: &[(Shelf, Vec<Pair>)]) -> Result<(), NotKept> {
        let all = records.iter().filter(|(_, pairs)| !pairs.is_empty());
        let all: Vec<_> = all
            .map(|(shelf, pairs)| (place(*shelf), pairs.as_slice()))
            .collect();
        if all.is_empty() {
            return Ok(());
        }
        self.database.put(&all).await.map_err(|_| NotKept)
    }

    async fn get(&self, shelf: Shelf, keys: &[String]) -> Vec<Option<Vec<u8>>> {
        self.database.get(place(shelf), keys).await
    }

    async fn keys(&self, shelf: Shelf) -> Vec<String> {
        self.database.keys(place(shelf)).await
    }

    fn lasts(&self) -> bool {
        self.database.lasts()
    }

    async fn all(&self, shelf: Shelf) -> Option<Vec<String>> {
        self.database.all(place(shelf)).await
    }
}
