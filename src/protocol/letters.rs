//! Writing, in the words of no server.

use std::sync::Arc;

use super::{Call, Carried, LongList, Shown, Unsupported};
use crate::core::{
    actor::Actor,
    id::{LocalId, Millis},
    outbox::{
        complete::Emoji,
        letter::{
            Attached, Leave, Letter, Limits, Names, Scheduled, Source, Standing, Upload, Written,
        },
    },
    post::{Audience, Seen},
};

/// Posts that are written, changed and deleted.
pub trait Letters: Sync {
    /// Sends a letter; `names` are the server's for what it speaks of. Every attempt
    /// at one letter has the same `key`, see [`Self::heeds_keys`].
    fn write(
        &self,
        _letter: &Letter,
        _names: &Names,
        _key: &str,
    ) -> Result<Call<Seen>, Unsupported> {
        Err(Unsupported)
    }

    /// Sends a letter that the server is to keep until its time has come. One that does
    /// so at once all the same answers with the post.
    fn write_later(
        &self,
        _letter: &Letter,
        _names: &Names,
        _key: &str,
    ) -> Result<Call<Written>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether such a server, by its own word for its software, keeps letters to post
    /// them later.
    fn keeps_letters(&self, _software: &str) -> bool {
        false
    }

    /// Some of the letters that the server keeps for the account, the newest first, and
    /// how many could not be read.
    fn scheduled(
        &self,
        _older_than: Option<&LocalId>,
    ) -> Result<Call<(Vec<Scheduled>, usize)>, Unsupported> {
        Err(Unsupported)
    }

    /// One of them.
    fn scheduled_one(&self, _local: &LocalId) -> Result<Call<Scheduled>, Unsupported> {
        Err(Unsupported)
    }

    /// Has the server post one at another time.
    fn reschedule(&self, _local: &LocalId, _at: Millis) -> Result<Call<Scheduled>, Unsupported> {
        Err(Unsupported)
    }

    /// Has the server throw one away.
    fn unschedule(&self, _local: &LocalId) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// Sends a file of a letter; `name` is for who wants to know how far it has come.
    /// Servers of before have an `older` place for it.
    fn upload(
        &self,
        _one: &Attached,
        _older: bool,
        _name: &str,
    ) -> Result<Carried<Upload>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether a file can be posted by now.
    fn upload_state(&self, _local: &LocalId) -> Result<Call<Upload>, Unsupported> {
        Err(Unsupported)
    }

    /// Says what is to be seen in a file that the server has, and is not posted.
    fn describe(&self, _local: &LocalId, _one: &Attached) -> Result<Call<Upload>, Unsupported> {
        Err(Unsupported)
    }

    /// Deletes a post of the account's own.
    fn delete(&self, _local: &LocalId) -> Result<Call<()>, Unsupported> {
        Err(Unsupported)
    }

    /// How a post of the account's own stands there.
    fn held(&self, _local: &LocalId) -> Result<Call<Standing>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether the account may quote a post; `None`: the server does not tell.
    fn may_quote(&self, _local: &LocalId) -> Result<Call<Option<Leave>>, Unsupported> {
        Err(Unsupported)
    }

    /// What somebody typed that became a post of theirs.
    fn source(&self, _local: &LocalId) -> Result<Call<Source>, Unsupported> {
        Err(Unsupported)
    }

    /// Whether such a server, by its own word for its software, makes one post of
    /// two attempts with one key.
    fn heeds_keys(&self, _software: &str) -> bool {
        false
    }

    /// The server's own name for whom the token belongs to.
    fn own_name(&self) -> Result<Call<LocalId>, Unsupported> {
        Err(Unsupported)
    }

    /// To whom the account's posts go where nothing else is said; `None`: the server does
    /// not tell.
    fn own_audience(&self) -> Result<Call<Option<Audience>>, Unsupported> {
        Err(Unsupported)
    }

    /// What somebody has posted last, newest first.
    fn posts_of(&self, _person: &LocalId) -> Result<Call<Shown>, Unsupported> {
        Err(Unsupported)
    }

    /// How much the server takes. Servers of before have an `older` place for that.
    fn limits(&self, _older: bool) -> Result<Call<Limits>, Unsupported> {
        Err(Unsupported)
    }

    /// The server's custom emoji.
    fn emoji(&self) -> Result<Call<LongList<Emoji>>, Unsupported> {
        Err(Unsupported)
    }

    /// People whom the server would offer for what is typed of a name.
    fn suggest_people(&self, _words: &str) -> Result<Call<Vec<Arc<Actor>>>, Unsupported> {
        Err(Unsupported)
    }

    /// Tags, likewise, without their sign.
    fn suggest_tags(&self, _words: &str) -> Result<Call<Vec<String>>, Unsupported> {
        Err(Unsupported)
    }
}
