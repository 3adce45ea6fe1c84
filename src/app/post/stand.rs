//! How a post stands on the screen: what of it is open, and who acts.

use std::sync::Arc;

use leptos::prelude::*;

use super::actions::Bar;
use crate::core::{
    id::{AccountId, Millis},
    post::Translation,
};

/// A post's place on the screen. A handle.
#[derive(Clone, Copy)]
pub struct Stand {
    pub opened: Opened,
    pub bar: Bar,
    /// In a conversation, not in a timeline.
    pub talk: bool,
    /// What it said before it was edited is shown.
    pub history: RwSignal<bool>,
    /// The menu of what else can be done with it is open.
    pub more: RwSignal<bool>,
}

/// What the reader has opened of a post. Outlives an edit of it.
#[derive(Clone, Copy)]
pub struct Opened {
    /// What stands behind the warning.
    pub warned: RwSignal<bool>,
    /// What one of the user's filters hides.
    pub filtered: RwSignal<bool>,
    /// All of a long text.
    pub whole: RwSignal<bool>,
    pub translated: RwSignal<Translated>,
    /// Whom the reader chose to act as.
    pub chosen: RwSignal<Option<AccountId>>,
    /// Who acted when the post was first drawn: what comes in later changes
    /// nobody's hands.
    pub first: RwSignal<Option<AccountId>>,
}

impl Opened {
    /// A post that is `whole` shows all of its text from the start.
    pub fn new(whole: bool) -> Self {
        Self {
            warned: RwSignal::new(false),
            filtered: RwSignal::new(false),
            whole: RwSignal::new(whole),
            translated: RwSignal::new(Translated::No),
            chosen: RwSignal::new(None),
            first: RwSignal::new(None),
        }
    }

    /// Whether the reader did nothing with the post.
    pub fn is_untouched(&self) -> bool {
        let opened = [self.warned, self.filtered, self.whole];
        !opened.iter().any(|it| it.get_untracked())
            && self.chosen.with_untracked(Option::is_none)
            && matches!(self.translated.get_untracked(), Translated::No)
    }

    /// Gives back what it takes of memory. Nothing on the page may use it any more.
    pub fn forget(self) {
        for opened in [self.warned, self.filtered, self.whole] {
            opened.dispose();
        }
        self.translated.dispose();
        self.chosen.dispose();
        self.first.dispose();
    }
}

/// Through whom a post is read, for what stands in it.
#[derive(Clone, Copy)]
pub struct Reads(pub Signal<Option<AccountId>>);

/// Whether a post is shown in another language than its own.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Translated {
    #[default]
    No,
    Asked,
    /// And of which edit of the post: of another one it is none.
    Done(Arc<Translation>, Option<Millis>),
    /// Why it was not.
    Failed(String),
}

impl Translated {
    /// Whether it is a translation of another edit than this.
    pub fn is_stale(&self, edited: Option<Millis>) -> bool {
        matches!(self, Self::Done(_, of) if *of != edited)
    }

    /// The translation, if it has come.
    pub fn done(&self) -> Option<&Arc<Translation>> {
        match self {
            Self::Done(done, _) => Some(done),
            _ => None,
        }
    }
}
