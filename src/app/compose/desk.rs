//! What is on the desk: what is being written. It is kept as one types.

mod begin;
mod fit;
mod keep;

use leptos::{prelude::*, reactive::owner::Owner, task::spawn_local};

use super::sheet::Sheet;
use crate::{
    app::{
        route::{Router, use_router},
        state::{Completing, State, new_name, use_state},
        words,
    },
    browser::{
        address,
        clock::{self, Timer},
        dom,
        files::File,
        language,
    },
    core::{
        id::{AccountId, Few, Millis},
        outbox::letter::{Attached, Draft, Leave, Letter, Limits, Purpose, Quotable},
        post::Audience,
    },
};

/// A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Desk {
    pub state: State,
    router: Router,
    id: RwSignal<String>,
    /// The posts of it, in order: a thread, if they are several.
    pub sheets: RwSignal<Vec<Sheet>>,
    pub warning: RwSignal<String>,
    /// The field for the warning is there.
    pub warned: RwSignal<bool>,
    /// The media are to be hidden until wished for.
    pub sensitive: RwSignal<bool>,
    pub audience: RwSignal<Audience>,
    pub quotable: RwSignal<Option<Quotable>>,
    /// When it is to be posted, if not at once; 0: nobody has said.
    pub at: RwSignal<Option<Millis>>,
    /// BCP 47; empty for none.
    pub language: RwSignal<String>,
    pub from: RwSignal<Vec<AccountId>>,
    pub limits: RwSignal<Few<AccountId, Limits>>,
    /// Whether those who post may quote what is quoted, as far as known.
    pub leaves: RwSignal<Few<AccountId, Leave>>,
    /// What is written is kept, or could not be; `None` before anything was.
    pub saved: RwSignal<Option<bool>>,
    pub trouble: RwSignal<Option<String>>,
    pub posting: RwSignal<bool>,
    /// Other letters that are kept.
    pub others: RwSignal<Vec<Draft>>,
    /// What is offered while one writes.
    pub known: Completing,
    pub purpose: StoredValue<Purpose>,
    /// The posts that it speaks of.
    about: StoredValue<Letter>,
    /// What it is about is not there yet: nobody knows who may see an answer, or what
    /// is to be edited.
    unknown: RwSignal<bool>,
    /// When what is on the desk was written down last.
    kept: StoredValue<Millis>,
    /// It is being written down.
    keeping: StoredValue<bool>,
    /// What is on the desk was begun here, and by no draft.
    fresh: StoredValue<bool>,
    /// Whoever posts knows that something is not described.
    undescribed: StoredValue<Option<Millis>>,
    /// Somebody has said who is to see it.
    pub chosen: StoredValue<bool>,
    owner: StoredValue<Owner>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// What it began with: that alone is not worth keeping.
    first: StoredValue<Letter>,
}

impl Desk {
    /// The desk as it was left; for an answer, with what was begun of that.
    pub fn new(purpose: Purpose) -> Self {
        let desk = Self::empty(purpose);
        desk.begin();
        desk.ask_limits();
        desk.ask_leave();
        desk.heed_own_audience();
        // What was typed last is kept although the page goes.
        let leaving = ["beforeunload", "pagehide", "visibilitychange"]
            .map(|event| address::listen(event, move || desk.keep()));
        let leaving = StoredValue::new_local(Some(leaving));
        on_cleanup(move || {
            desk.keep();
            leaving.set_value(None);
        });
        desk
    }

    fn empty(purpose: Purpose) -> Self {
        let state = use_state();
        Self {
            state,
            router: use_router(),
            id: RwSignal::new(new_name()),
            sheets: RwSignal::new(vec![Sheet::new(state.number(), true, &Letter::default())]),
            warning: RwSignal::new(String::new()),
            warned: RwSignal::new(false),
            sensitive: RwSignal::new(false),
            audience: RwSignal::new(Audience::Public),
            quotable: RwSignal::new(None),
            at: RwSignal::new(None),
            language: RwSignal::new(language::first()),
            from: RwSignal::new(Vec::new()),
            limits: RwSignal::new(Few::default()),
            leaves: RwSignal::new(Few::default()),
            saved: RwSignal::new(None),
            trouble: RwSignal::new(None),
            posting: RwSignal::new(false),
            others: RwSignal::new(Vec::new()),
            known: Completing::new(),
            unknown: RwSignal::new(purpose.about().is_some()),
            about: StoredValue::new(begun(&purpose)),
            purpose: StoredValue::new(purpose),
            kept: StoredValue::new(Millis(0)),
            keeping: StoredValue::new(false),
            fresh: StoredValue::new(true),
            undescribed: StoredValue::new(None),
            chosen: StoredValue::new(false),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            timer: StoredValue::new_local(None),
            first: StoredValue::new(Letter::default()),
        }
    }

    /// Whether what is there is changed, and nothing new posted.
    pub fn edits(&self) -> bool {
        self.purpose.with_value(|it| matches!(it, Purpose::Edit(_)))
    }

    /// Whether it is about nothing that is there.
    pub fn is_new(&self) -> bool {
        self.purpose.with_value(|it| *it == Purpose::New)
    }

    /// Whether there is something to write on: an edit begins with what is there.
    pub fn is_laid_out(&self) -> bool {
        !self.edits() || !self.unknown.get() || self.saved.get() == Some(true)
    }

    /// A sheet that lives as long as the desk.
    fn new_sheet(&self, letter: &Letter, first: bool) -> Sheet {
        let (number, owner) = (self.state.number(), self.owner.get_value());
        owner.with(|| Sheet::new(number, first, letter))
    }

    /// The first sheet.
    pub fn first_sheet(&self) -> Sheet {
        let first = self.sheets.with(|all| all.first().copied());
        first.unwrap_or_else(|| self.new_sheet(&Letter::default(), true))
    }

    /// Where a sheet lies, from 0.
    pub fn place(&self, sheet: Sheet) -> usize {
        let at = |all: &Vec<Sheet>| all.iter().position(|it| it.number == sheet.number);
        self.sheets.with(at).unwrap_or_default()
    }

    /// Puts one more sheet below the others.
    pub fn add(self) {
        let sheet = self.new_sheet(&Letter::default(), false);
        self.sheets.update(|all| all.push(sheet));
        request_animation_frame(move || dom::focus(&sheet.field()));
    }

    /// Takes a sheet away, with all that is on it.
    pub fn remove(self, sheet: Sheet) {
        self.sheets.update(|all| {
            if all.len() > 1 {
                all.retain(|it| it.number != sheet.number);
            }
        });
        self.changed();
        if let Some(last) = self.sheets.with_untracked(|all| all.last().copied()) {
            dom::focus(&last.field());
        }
    }

    /// Lays out letters, one to a sheet, and what holds for all of them.
    fn lay_out_letter(self, letter: Letter, rest: &[Letter]) {
        if letter.purpose() == self.purpose.get_value() {
            self.about.set_value(letter.clone());
        }
        let mut sheets = vec![self.new_sheet(&letter, true)];
        sheets.extend(rest.iter().map(|it| self.new_sheet(it, false)));
        self.sheets.set(sheets);
        self.warned.set(!letter.warning.is_empty());
        self.warning.set(letter.warning);
        self.sensitive.set(letter.sensitive);
        self.audience.set(letter.audience);
        self.quotable.set(letter.quotable);
        self.at.set(letter.at);
        if let Some(language) = letter.language {
            self.language.set(language);
        }
        self.trouble.set(None);
    }

    /// The letter on one sheet, as it is now.
    pub fn letter_on(&self, sheet: Sheet) -> Letter {
        let language = self.language.get();
        let mut letter = Letter {
            text: sheet.text.get(),
            warning: match self.warned.get() {
                true => self.warning.get(),
                false => String::new(),
            },
            language: (!language.is_empty()).then_some(language),
            audience: self.audience.get(),
            quotable: self.quotable.get(),
            media: sheet.media.get(),
            sensitive: self.sensitive.get(),
            poll: sheet.poll.get(),
            at: self.at.get(),
            ..Letter::default()
        };
        if self.place(sheet) == 0 {
            self.about.with_value(|about| {
                letter.answers.clone_from(&about.answers);
                letter.quotes.clone_from(&about.quotes);
                letter.edits.clone_from(&about.edits);
            });
        }
        letter
    }

    /// All letters, in order.
    pub fn letters(&self) -> Vec<Letter> {
        let sheets = self.sheets.get();
        sheets.into_iter().map(|it| self.letter_on(it)).collect()
    }

    fn draft(&self) -> Draft {
        untrack(|| {
            let mut letters = self.letters().into_iter();
            let letter = letters.next().unwrap_or_default();
            Draft {
                id: self.id.get(),
                letter,
                rest: letters.collect(),
                from: self.from.get(),
                changed: self.kept.get_value(),
            }
        })
    }

    /// Nothing was typed that it did not begin with.
    fn is_blank(&self) -> bool {
        let (draft, first) = (self.draft(), self.first.get_value());
        let letter = &draft.letter;
        let as_begun = letter.text == first.text
            && letter.warning == first.warning
            && letter.media == first.media
            && letter.poll == first.poll;
        draft.is_blank() || as_begun && draft.rest.iter().all(Letter::is_blank)
    }

    /// Adds an account to those that post, or takes it from them.
    pub fn switch(self, id: &AccountId) {
        self.from
            .update(|from| match from.iter().position(|it| it == id) {
                Some(at) => drop(from.remove(at)),
                None => from.push(id.clone()),
            });
        self.speak_anew();
        self.changed();
    }

    /// Keeps a file, made smaller where it is a picture that a chosen server would not
    /// take.
    ///
    /// # Errors
    /// Why it cannot be taken, in words.
    pub async fn take(self, file: File) -> Result<Attached, String> {
        let name = file.name().to_owned();
        let one = self.state.attach(file).await;
        let one = one.ok_or(words::FILE_NOT_KEPT)?;
        // Every browser can show these, if they are what they say.
        let plain = ["image/png", "image/jpeg", "image/gif", "image/webp"];
        match one.size.is_none() && plain.contains(&one.mime.as_str()) {
            true => Err(words::not_a_picture(&name)),
            false => self.taken_by_all(self.made_to_fit(one).await),
        }
    }

    /// Puts what is on the desk on its way, and leaves the desk.
    pub fn post(self) {
        if self.posting.get_untracked() {
            return;
        }
        self.posting.set(true);
        spawn_local(async move {
            self.make_all_fit().await;
            if self.posting.is_disposed() {
                return self.state.tell(words::LEFT_BEFORE_POSTED.to_owned());
            }
            self.posting.set(false);
            match untrack(|| self.unfit().or_else(|| self.wants_words())) {
                Some(why) => self.trouble.set(Some(why)),
                None => self.send(),
            }
        });
    }

    fn send(self) {
        self.timer.set_value(None);
        self.posting.set(true);
        let router = self.router;
        let mut draft = self.draft();
        draft.rest.retain(|it| !it.is_blank());
        spawn_local(async move {
            // A draft that is being written down just now would outlive its letter.
            while self.keeping.try_get_value() == Some(true) {
                clock::sleep(Millis(20)).await;
            }
            if let Some(id) = self.id.try_get_untracked() {
                draft.id = id;
            }
            let posted = self.state.put_on_its_way(&draft).await;
            if self.posting.is_disposed() {
                return;
            }
            self.posting.set(false);
            match posted {
                Ok(()) => {
                    self.lay_out_letter(Letter::default(), &[]);
                    self.first.set_value(Letter::default());
                    router.back();
                }
                Err(_) => {
                    self.changed();
                    self.trouble.set(Some(words::NOT_POSTED_NO_ROOM.to_owned()));
                }
            }
        });
    }
}

/// A letter for this, with nothing in it.
fn begun(purpose: &Purpose) -> Letter {
    let mut letter = Letter::default();
    match purpose.clone() {
        Purpose::New => {}
        Purpose::Answer(uri) => letter.answers = Some(uri),
        Purpose::Quote(uri) => letter.quotes = Some(uri),
        Purpose::Edit(uri) => letter.edits = Some(uri),
    }
    letter
}
