//! What is typed over one's own profile, until it is saved.

use std::sync::Arc;

use leptos::{prelude::*, reactive::owner::Owner};

use crate::{
    app::{
        state::{AtMirror, Mirror, State},
        words,
    },
    core::{
        actor::{Own, Picture, Room, Switch},
        id::Few,
        post::Audience,
    },
};

/// A line of one's own: a number that stays with it, its name and what it says.
pub type Line = (u64, RwSignal<String>, RwSignal<String>);

/// What is typed. A handle.
#[derive(Clone, Copy)]
pub struct Typed {
    pub state: State,
    pub mirror: Mirror,
    was: StoredValue<Arc<Own>>,
    room: Room,
    pub name: RwSignal<String>,
    pub about: RwSignal<String>,
    pub fields: RwSignal<Vec<Line>>,
    pub switches: StoredValue<Vec<(Switch, RwSignal<bool>)>>,
    pub audience: RwSignal<String>,
    pub language: RwSignal<String>,
    pub texts: StoredValue<Vec<(Picture, RwSignal<String>)>>,
}

/// The audiences that can be chosen.
pub const AUDIENCES: [Audience; 4] = [
    Audience::Public,
    Audience::Unlisted,
    Audience::Followers,
    Audience::Direct,
];

impl Typed {
    fn new(state: State, mirror: Mirror, own: Arc<Own>, room: Room) -> Self {
        let field = |(name, value): &(String, String)| {
            let [name, value] = [name, value].map(|it| RwSignal::new(it.clone()));
            (state.number(), name, value)
        };
        let switch = |(it, on): &(Switch, bool)| (*it, RwSignal::new(*on));
        let text = |(it, text): &(Picture, String)| (*it, RwSignal::new(text.clone()));
        let place = |it: &Audience| AUDIENCES.iter().position(|one| one == it);
        let audience = own.audience.as_ref().and_then(place);
        Self {
            state,
            mirror,
            room,
            name: RwSignal::new(own.name.clone()),
            about: RwSignal::new(own.about.clone()),
            fields: RwSignal::new(own.fields.iter().map(field).collect()),
            switches: StoredValue::new(own.switches.iter().map(switch).collect()),
            audience: RwSignal::new(audience.map(|at| at.to_string()).unwrap_or_default()),
            language: RwSignal::new(own.language.clone().unwrap_or_default()),
            texts: StoredValue::new(own.texts.iter().map(text).collect()),
            was: StoredValue::new(own),
        }
    }

    /// Whether it is typed over this profile.
    fn is_of(&self, own: &Arc<Own>) -> bool {
        self.was.with_value(|was| Arc::ptr_eq(was, own))
    }

    /// Whether something was changed and not saved.
    pub fn is_changed(&self) -> bool {
        let chosen = self.mirror.chosen.with_untracked(|all| all.iter().count());
        chosen > 0 || self.was.with_value(|was| self.wished() != **was)
    }

    /// How much the server takes.
    pub fn room(&self) -> Room {
        self.room
    }

    /// The text that goes with a picture, where the server keeps one.
    pub fn text_of(&self, picture: Picture) -> Option<RwSignal<String>> {
        self.texts.with_value(|all| {
            let found = all.iter().find(|(it, _)| *it == picture);
            found.map(|(_, text)| *text)
        })
    }

    /// The profile as it is wished.
    fn wished(&self) -> Own {
        let was = self.was.get_value();
        let field = |(_, name, value): &Line| (name.get_untracked(), value.get_untracked());
        let fields = self.fields.with_untracked(|all| {
            let typed = all.iter().map(field);
            let some = |(name, value): &(String, String)| !(name.is_empty() && value.is_empty());
            typed.filter(some).collect()
        });
        let at = self.audience.get_untracked().parse::<usize>().ok();
        let audience = at.and_then(|at| AUDIENCES.get(at)).cloned();
        let switches = self.switches.get_value();
        let texts = self.texts.get_value();
        let language = was
            .language
            .is_some()
            .then(|| self.language.get_untracked());
        Own {
            name: self.name.get_untracked(),
            about: self.about.get_untracked(),
            fields,
            switches: switches
                .iter()
                .map(|(it, on)| (*it, on.get_untracked()))
                .collect(),
            audience: audience.or_else(|| was.audience.clone()),
            language,
            texts: texts
                .iter()
                .map(|(it, text)| (*it, text.get_untracked()))
                .collect(),
            ..(*was).clone()
        }
    }

    /// Has it saved, if the server takes it.
    pub fn save(&self) {
        if self.mirror.busy.get_untracked() {
            return;
        }
        let wished = self.wished();
        self.mirror.narrow.set(false);
        match self.room.check(&wished) {
            Err(why) => {
                self.mirror.saved.set(false);
                self.mirror.trouble.set(Some(words::misfit(why)));
            }
            Ok(()) => {
                let deed = AtMirror::Save(Box::new(wished));
                self.state.at_mirror(self.mirror, deed);
            }
        }
    }
}

/// What is typed, and outlives the page. A handle.
#[derive(Clone, Copy)]
pub struct Kept {
    pub mirror: Mirror,
    typed: StoredValue<Option<Typed>>,
    owner: StoredValue<Owner>,
}

impl Kept {
    /// For as long as the owner lives under which it is made.
    pub fn new(mirror: Mirror) -> Self {
        Self {
            mirror,
            typed: StoredValue::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// Whether something was changed and not saved.
    pub fn is_changed(&self) -> bool {
        self.typed.get_value().is_some_and(|it| it.is_changed())
    }

    /// What was typed is thrown away.
    pub fn start_over(&self, state: State) {
        self.typed.set_value(None);
        self.mirror.chosen.set(Few::default());
        self.mirror.trouble.set(None);
        state.at_mirror(self.mirror, AtMirror::Look);
    }

    /// What is typed over this profile.
    pub fn typed(&self, state: State, own: &Arc<Own>, room: Room) -> Typed {
        let known = self.typed.get_value().filter(|it| it.is_of(own));
        known.unwrap_or_else(|| {
            let new = || Typed::new(state, self.mirror, own.clone(), room);
            let new = self.owner.get_value().with(new);
            self.typed.set_value(Some(new));
            new
        })
    }
}
