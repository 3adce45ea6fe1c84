//! What is on the desk: the letter that is being written. It is kept as one types.

mod fit;

use leptos::{prelude::*, reactive::owner::Owner, task::spawn_local};

use crate::{
    app::{
        route::{Route, Router, use_router},
        state::{State, new_name, use_state},
        words,
    },
    browser::{
        address,
        clock::{self, Timer},
        dom, language,
    },
    core::{
        account::Account,
        id::{AccountId, Few, Millis, PostUri},
        outbox::letter::{Draft, Letter, Limits, answer},
        post::{Audience, Post},
    },
};

/// How long one may type before it is written down.
const GATHER: Millis = Millis(400);
/// After this time the title of the page has had the focus.
const FOCUS: Millis = Millis(60);

/// A handle: copying it is free.
#[derive(Clone, Copy)]
pub struct Desk {
    pub state: State,
    router: Router,
    id: RwSignal<String>,
    pub text: RwSignal<String>,
    pub warning: RwSignal<String>,
    /// The field for the warning is there.
    pub warned: RwSignal<bool>,
    pub audience: RwSignal<Audience>,
    /// BCP 47; empty for none.
    pub language: RwSignal<String>,
    pub from: RwSignal<Vec<AccountId>>,
    pub limits: RwSignal<Few<AccountId, Limits>>,
    /// What is written is kept, or could not be; `None` before anything was.
    pub saved: RwSignal<Option<bool>>,
    pub trouble: RwSignal<Option<String>>,
    pub posting: RwSignal<bool>,
    /// Other letters that are kept.
    pub others: RwSignal<Vec<Draft>>,
    answers: StoredValue<Option<PostUri>>,
    /// What is answered is not there yet: nobody knows who may see the answer.
    unknown: RwSignal<bool>,
    /// When what is on the desk was written down last.
    kept: StoredValue<Millis>,
    /// It is being written down.
    keeping: StoredValue<bool>,
    /// What is on the desk was begun here, and by no draft.
    fresh: StoredValue<bool>,
    owner: StoredValue<Owner>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// What it began with: that alone is not worth keeping.
    first: StoredValue<Letter>,
}

impl Desk {
    /// The desk as it was left; for an answer, with what was begun of that.
    pub fn new(answers: Option<PostUri>) -> Self {
        let desk = Self {
            state: use_state(),
            router: use_router(),
            id: RwSignal::new(new_name()),
            text: RwSignal::new(String::new()),
            warning: RwSignal::new(String::new()),
            warned: RwSignal::new(false),
            audience: RwSignal::new(Audience::Public),
            language: RwSignal::new(language::first()),
            from: RwSignal::new(Vec::new()),
            limits: RwSignal::new(Few::default()),
            saved: RwSignal::new(None),
            trouble: RwSignal::new(None),
            posting: RwSignal::new(false),
            others: RwSignal::new(Vec::new()),
            unknown: RwSignal::new(answers.is_some()),
            answers: StoredValue::new(answers),
            kept: StoredValue::new(Millis(0)),
            keeping: StoredValue::new(false),
            fresh: StoredValue::new(true),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            timer: StoredValue::new_local(None),
            first: StoredValue::new(Letter::default()),
        };
        desk.begin();
        desk.ask_limits();
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

    /// Looks at what is kept, and lays out what goes on.
    fn begin(self) {
        let state = self.state;
        react_once(
            move || state.ready.get(),
            move || {
                spawn_local(async move {
                    let drafts = state.drafts().await;
                    let Some(answers) = self.answers.try_get_value() else {
                        return;
                    };
                    let same = |draft: &&Draft| draft.letter.answers == answers;
                    // Who was quicker than the database goes on with what they typed.
                    let own = drafts.iter().find(same).filter(|_| self.is_blank());
                    match own.cloned() {
                        Some(draft) => self.lay_out(draft),
                        None => self.choose_first(),
                    }
                    let under = self.owner.get_value();
                    under.with(|| answers.map(|uri| self.wait_for(uri)));
                    self.look_at_others().await;
                    // After the page's title: who came to write writes.
                    clock::sleep(FOCUS).await;
                    if !self.text.is_disposed() && !dom::is_typing() {
                        dom::focus("compose-text");
                    }
                });
            },
        );
    }

    fn choose_first(self) {
        let able = untrack(|| self.able());
        let first = able.first().map(|it| it.id.clone());
        self.from.set(first.into_iter().collect());
    }

    /// An answer can be sent once the post is there: then it is known who may see it,
    /// and whom it speaks to.
    fn wait_for(self, uri: PostUri) {
        let facts = self.state.facts(&uri);
        if facts.with_untracked(Option::is_none) {
            // It may be kept; or a server is asked, as if its conversation were opened.
            self.state.recall(&uri);
            self.state.open_talk(uri);
        }
        react_once(
            move || facts.with(Option::is_some),
            move || {
                if let Some(post) = facts.get_untracked().filter(|_| !self.text.is_disposed()) {
                    self.unknown.set(false);
                    self.lay_out_answer(&post);
                }
            },
        );
    }

    /// An answer begins with whom it speaks to; what was typed meanwhile follows. A
    /// draft of one may be older than what is known of the post: it goes to nobody
    /// else.
    fn lay_out_answer(self, post: &Post) {
        let own = self.state.accounts.with_untracked(|all| {
            let handles = all.iter().map(|it| it.actor.handle.clone());
            handles.collect::<Vec<_>>()
        });
        let able = untrack(|| self.able());
        let from = self.from.get_untracked();
        if !able.iter().any(|it| from.contains(&it.id)) {
            self.choose_first();
        }
        let mut letter = answer(post, &own);
        if !self.fresh.get_value() {
            let (now, most) = (self.audience.get_untracked(), letter.audience);
            if now.width() > most.width() {
                self.audience.set(most);
            }
            return;
        }
        self.first.set_value(letter.clone());
        letter.text += &self.text.get_untracked();
        self.lay_out_letter(letter);
    }

    /// Who can post this: what not everybody may see is answered by those who see it.
    pub fn able(&self) -> Vec<Account> {
        let all = self.state.able.get();
        let all = all.iter().map(|it| (**it).clone());
        let Some(uri) = self.answers.get_value() else {
            return all.collect();
        };
        let open = self
            .state
            .post(&uri)
            .is_some_and(|post| post.audience.is_open());
        let sighted = self.state.sighted_by(&uri);
        let (mut knowing, others): (Vec<_>, Vec<_>) = all.partition(|it| sighted.contains(&it.id));
        if open {
            knowing.extend(others.into_iter().filter(|it| it.server.features.find));
        }
        knowing
    }

    /// Goes on with a draft.
    pub fn lay_out(self, draft: Draft) {
        self.fresh.set_value(false);
        self.id.set(draft.id);
        self.kept.set_value(draft.changed);
        self.language
            .set(draft.letter.language.clone().unwrap_or_default());
        let able = untrack(|| self.able());
        let is_able = |id: &AccountId| able.iter().any(|it| it.id == *id);
        let from: Vec<AccountId> = draft.from.into_iter().filter(is_able).collect();
        match from.is_empty() {
            true => self.choose_first(),
            false => self.from.set(from),
        }
        self.lay_out_letter(draft.letter);
    }

    fn lay_out_letter(self, letter: Letter) {
        self.warned.set(!letter.warning.is_empty());
        self.text.set(letter.text);
        self.warning.set(letter.warning);
        self.audience.set(letter.audience);
        if let Some(language) = letter.language {
            self.language.set(language);
        }
        self.trouble.set(None);
    }

    /// The letter as it is now.
    pub fn letter(&self) -> Letter {
        let language = self.language.get();
        Letter {
            text: self.text.get(),
            warning: match self.warned.get() {
                true => self.warning.get(),
                false => String::new(),
            },
            language: (!language.is_empty()).then_some(language),
            audience: self.audience.get(),
            answers: self.answers.get_value(),
        }
    }

    fn draft(&self) -> Draft {
        untrack(|| Draft {
            id: self.id.get(),
            letter: self.letter(),
            from: self.from.get(),
            changed: self.kept.get_value(),
        })
    }

    /// Nothing was typed that it did not begin with.
    fn is_blank(&self) -> bool {
        let (letter, first) = (untrack(|| self.letter()), self.first.get_value());
        letter.is_blank() || letter.text == first.text && letter.warning == first.warning
    }

    /// Something was changed: it is written down soon.
    pub fn changed(self) {
        self.trouble.set(None);
        self.keep_soon();
    }

    fn keep_soon(self) {
        let soon = move || match self.keeping.try_get_value() {
            // What was written before is not known to be kept yet.
            Some(true) => self.keep_soon(),
            _ => self.keep(),
        };
        self.timer.set_value(Some(Timer::new(GATHER, soon)));
    }

    /// Writes down what is on the desk.
    fn keep(self) {
        if self
            .timer
            .try_update_value(Option::take)
            .flatten()
            .is_none()
        {
            return;
        }
        let mut draft = self.draft();
        if self.is_blank() {
            draft.letter = Letter::default();
        }
        let (any, id) = (!draft.letter.is_blank(), draft.id.clone());
        self.keeping.set_value(true);
        spawn_local(async move {
            let kept = self.state.keep_draft(draft).await;
            let is_kept = kept.is_some();
            self.saved
                .try_set(Some(is_kept).filter(|_| any || !is_kept));
            self.keeping.try_update_value(|keeping| *keeping = false);
            // Another tab may have gone on with the same draft: this is another then.
            let same = self.id.try_get_untracked() == Some(id);
            if let Some(kept) = kept.filter(|_| any && same) {
                self.id.set(kept.id);
                self.kept.set_value(kept.changed);
            }
        });
    }

    pub async fn look_at_others(self) {
        let all = self.state.drafts().await;
        if let Some(id) = self.id.try_get_untracked() {
            let others = all.into_iter().filter(|it| it.id != id).collect();
            self.others.try_set(others);
        }
    }

    /// Goes on with another draft; what is on the desk is kept.
    pub fn change_to(self, draft: Draft) {
        self.keep();
        let answers = draft.letter.answers.clone();
        if answers == self.answers.get_value() {
            self.lay_out(draft);
            return spawn_local(async move { self.look_at_others().await });
        }
        // It belongs on another page, as the newest of its kind there.
        spawn_local(async move {
            if self.state.keep_draft(draft).await.is_some() {
                self.router.replace(Route::Write(answers));
            }
        });
    }

    /// Throws a draft away.
    pub fn throw_away(self, id: String) {
        spawn_local(async move {
            self.state.forget_draft(id).await;
            self.look_at_others().await;
        });
    }

    /// Adds an account to those that post, or takes it from them.
    pub fn switch(self, id: &AccountId) {
        self.from
            .update(|from| match from.iter().position(|it| it == id) {
                Some(at) => drop(from.remove(at)),
                None => from.push(id.clone()),
            });
        self.changed();
    }

    /// Puts the letter on its way, and leaves the desk.
    pub fn post(self) {
        if self.posting.get_untracked() {
            return;
        }
        if let Some(why) = untrack(|| self.unfit()) {
            return self.trouble.set(Some(why));
        }
        self.timer.set_value(None);
        self.posting.set(true);
        let (draft, router) = (self.draft(), self.router);
        spawn_local(async move {
            let posted = self.state.put_on_its_way(&draft).await;
            if self.posting.is_disposed() {
                return;
            }
            self.posting.set(false);
            match posted {
                Ok(()) => {
                    self.text.set(String::new());
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

/// Does something once, as soon as it is so.
fn react_once(is_so: impl Fn() -> bool + 'static, act: impl FnOnce() + 'static) {
    let mut act = Some(act);
    crate::app::kit::el::react(move || {
        if is_so()
            && let Some(act) = act.take()
        {
            untrack(act);
        }
    });
}
