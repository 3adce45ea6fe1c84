//! Files in the database: as the browser's own, so that their bytes never pass
//! through here.

use wasm_bindgen::JsCast;
use web_sys::{Blob, IdbTransactionMode};

use super::{
    Database, NotKept, Place,
    memory::Thing,
    request::{done, wait},
};
use crate::browser::files::File;

impl Database {
    /// Keeps a file.
    ///
    /// # Errors
    /// There is no room for it.
    pub async fn keep_blob(&self, place: Place, key: &str, file: &File) -> Result<(), NotKept> {
        let Ok(disk) = &self.disk else {
            self.memory
                .keep(place, key, Thing::Blob(file.blob().clone()));
            return Ok(());
        };
        let store = disk
            .store(place.name, IdbTransactionMode::Readwrite)
            .ok_or(NotKept)?;
        let kept = store.put_with_key(file.blob(), &key.into());
        wait(&kept.map_err(|_| NotKept)?).await.ok_or(NotKept)?;
        done(&store.transaction()).await.ok_or(NotKept)
    }

    /// A file that was kept; without the name that it had.
    pub async fn blob(&self, place: Place, key: &str) -> Option<File> {
        let Ok(disk) = &self.disk else {
            return match self.memory.get(place, key)? {
                Thing::Blob(blob) => Some(File::of(blob)),
                Thing::Text(_) | Thing::Bytes(_) => None,
            };
        };
        let store = disk.store(place.name, IdbTransactionMode::Readonly)?;
        let found = wait(&store.get(&key.into()).ok()?).await?;
        Some(File::of(found.dyn_into::<Blob>().ok()?))
    }
}
