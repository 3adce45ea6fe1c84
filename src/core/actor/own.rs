//! One's own profile, as its server lets it be changed.
//! <https://docs.joinmastodon.org/entities/Account/#CredentialAccount>

use super::{Actor, Handle};
use crate::core::{post::Audience, safe_url::SafeUrl};

/// What an account's server tells it of itself. What it does not tell is not there,
/// and is not offered to be changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Own {
    /// As others see it.
    pub actor: Actor,
    pub banner: Option<SafeUrl>,
    /// The name as it was typed.
    pub name: String,
    pub about: String,
    pub fields: Vec<(String, String)>,
    pub switches: Vec<(Switch, bool)>,
    /// With which audience new posts begin.
    pub audience: Option<Audience>,
    /// In which language new posts are: BCP 47, empty for none.
    pub language: Option<String>,
    /// What the pictures show, for those who do not see them.
    pub texts: Vec<(Picture, String)>,
    /// Where the account says that it has moved.
    pub moved: Option<Handle>,
}

/// What has become of an account of the user's.
#[derive(Clone, PartialEq, Debug)]
pub enum Fate {
    Moved(Handle),
    /// It was called so.
    Renamed(Handle),
}

impl Fate {
    /// What to tell of an account that `was` known so, by what its server says now.
    pub fn of(was: &Actor, now: &Own) -> Vec<Self> {
        let (before, after) = (&was.handle, &now.actor.handle);
        let same = before.host == after.host && before.user.eq_ignore_ascii_case(&after.user);
        let renamed = (!same).then(|| Self::Renamed(before.clone()));
        // To oneself nobody moves.
        let moved = now.moved.clone().filter(|to| to != after);
        moved.map(Self::Moved).into_iter().chain(renamed).collect()
    }
}

impl Own {
    /// What is said of a picture, where the server keeps that.
    pub fn text(&self, picture: Picture) -> Option<&str> {
        let found = self.texts.iter().find(|(it, _)| *it == picture);
        found.map(|(_, text)| text.as_str())
    }
}

/// Something that is so or is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Switch {
    /// Who wants to follow must ask.
    Locked,
    Bot,
    /// Recommended to people who look for somebody to follow.
    Discoverable,
    /// Public posts can be found by their words.
    Indexable,
    /// Whom one follows, and who follows, is shown to nobody.
    HidesPeople,
    /// New media begins behind a veil.
    Sensitive,
}

impl Switch {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Locked,
        Self::Discoverable,
        Self::Indexable,
        Self::HidesPeople,
        Self::Bot,
        Self::Sensitive,
    ];
}

/// A picture of a profile.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Picture {
    Avatar,
    Banner,
}

/// How much a server takes of a profile, as far as it says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    pub fields: u32,
    pub name: Option<u32>,
    pub about: Option<u32>,
    pub field_name: Option<u32>,
    pub field_value: Option<u32>,
    /// Of what is said of a picture.
    pub text: Option<u32>,
}

impl Default for Room {
    /// Mastodon's fields; of the rest the server says itself what is too much.
    fn default() -> Self {
        Self {
            fields: 4,
            name: None,
            about: None,
            field_name: None,
            field_value: None,
            text: None,
        }
    }
}

/// What of a profile does not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misfit {
    /// So many characters of the name are too many.
    Name(usize),
    About(usize),
    /// A line of one's own has text and no name; which, from 0.
    Nameless(usize),
    FieldName(usize),
    FieldValue(usize),
    Text(usize),
}

impl Room {
    /// Whether the server would take it, as far as it has said.
    ///
    /// # Errors
    /// The first that does not fit.
    pub fn check(&self, own: &Own) -> Result<(), Misfit> {
        fits(self.name, &own.name).map_err(Misfit::Name)?;
        fits(self.about, &own.about).map_err(Misfit::About)?;
        for (at, (name, value)) in own.fields.iter().enumerate() {
            if name.trim().is_empty() && !value.trim().is_empty() {
                return Err(Misfit::Nameless(at));
            }
            fits(self.field_name, name).map_err(Misfit::FieldName)?;
            fits(self.field_value, value).map_err(Misfit::FieldValue)?;
        }
        for (_, text) in &own.texts {
            fits(self.text, text).map_err(Misfit::Text)?;
        }
        Ok(())
    }
}

fn fits(most: Option<u32>, text: &str) -> Result<(), usize> {
    let over = text
        .chars()
        .count()
        .saturating_sub(most.unwrap_or(u32::MAX) as usize);
    if over == 0 { Ok(()) } else { Err(over) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{actor::Handle, id::ActorUri};

    fn own() -> Own {
        Own {
            actor: Actor {
                uri: ActorUri::new("https://a.example/me"),
                handle: Handle::new("me", "a.example"),
                name: Vec::new(),
                avatar: None,
                web: None,
                bot: false,
            },
            banner: None,
            name: "Ünë".into(),
            about: String::new(),
            fields: vec![("Web".into(), "x".into())],
            switches: Vec::new(),
            audience: None,
            language: None,
            texts: Vec::new(),
            moved: None,
        }
    }

    #[test]
    fn that_an_account_moved_or_was_renamed_is_told_and_no_more_than_that() {
        let handle = |user: &str, host| Handle::new(user, host);
        let was = own().actor;
        assert_eq!(Fate::of(&was, &own()), []);
        // Another case of letters is no other name, and nobody moves to themselves.
        let mut now = own();
        now.actor.handle = handle("Me", "a.example");
        now.moved = Some(now.actor.handle.clone());
        assert_eq!(Fate::of(&was, &now), []);
        now.moved = Some(handle("me", "b.example"));
        assert_eq!(
            Fate::of(&was, &now),
            [Fate::Moved(handle("me", "b.example"))]
        );
        now.actor.handle = handle("myself", "a.example");
        let renamed = Fate::Renamed(handle("me", "a.example"));
        assert_eq!(
            Fate::of(&was, &now),
            [Fate::Moved(handle("me", "b.example")), renamed]
        );
    }

    #[test]
    fn what_is_too_much_is_told_by_characters_and_only_where_the_server_says() {
        let room = Room {
            name: Some(3),
            field_value: Some(2),
            ..Room::default()
        };
        assert_eq!(room.check(&own()), Ok(()));
        let long = Own {
            name: "Ünëx".into(),
            about: "x".repeat(10_000),
            ..own()
        };
        assert_eq!(room.check(&long), Err(Misfit::Name(1)));
        assert_eq!(Room::default().check(&long), Ok(()));
        let nameless = Own {
            fields: vec![(String::new(), String::new()), (" ".into(), "y".into())],
            ..own()
        };
        assert_eq!(room.check(&nameless), Err(Misfit::Nameless(1)));
    }
}
