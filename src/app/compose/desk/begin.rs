//! What the desk is laid out with.

use leptos::{prelude::*, task::spawn_local};

use super::Desk;
use crate::{
    app::{kit::el::react, words},
    browser::{address, clock, dom},
    core::{
        account::Account,
        http::decode_form,
        id::{AccountId, Millis, PostUri},
        outbox::letter::{Draft, Letter, Purpose, answer},
        post::{Audience, Post},
    },
};

/// After this time the title of the page has had the focus.
const FOCUS: Millis = Millis(60);

/// More of what is passed on than any server takes.
const SHARED: usize = 50_000;

impl Desk {
    /// Looks at what is kept, and lays out what goes on.
    pub(super) fn begin(self) {
        let state = self.state;
        react_once(
            move || state.ready.get(),
            move || {
                spawn_local(async move {
                    let drafts = state.drafts().await;
                    let Some(purpose) = self.purpose.try_get_value() else {
                        return;
                    };
                    let same = |draft: &&Draft| draft.letter.purpose() == purpose;
                    // Who was quicker than the database goes on with what they typed.
                    let shared = self.take_shared();
                    let own = drafts.iter().find(same).filter(|_| self.is_blank());
                    let own = own.filter(|_| shared.is_none());
                    match own.cloned() {
                        Some(draft) => self.lay_out(draft),
                        None => self.choose_first(),
                    }
                    if let Some(shared) = shared {
                        let text = untrack(|| self.first_sheet()).text;
                        text.update(|text| text.insert_str(0, &shared));
                        self.changed();
                    }
                    let under = self.owner.get_value();
                    under.with(|| purpose.about().map(|uri| self.wait_for(uri.clone())));
                    self.look_at_others().await;
                    state.sweep_files().await;
                    // After the page's title: who came to write writes.
                    clock::sleep(FOCUS).await;
                    if !self.sheets.is_disposed() && !dom::is_typing() {
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

    /// What another app has passed on to be posted, by the address of this page: once.
    /// It is a letter of its own, whatever was begun before.
    fn take_shared(self) -> Option<String> {
        let shared = shared(&address::current().1).filter(|_| self.is_new())?;
        address::replace("/write");
        Some(shared)
    }

    /// Goes on with a draft.
    pub fn lay_out(self, draft: Draft) {
        self.fresh.set_value(false);
        self.id.set(draft.id);
        self.kept.set_value(draft.changed);
        self.saved.set(Some(true));
        self.language
            .set(draft.letter.language.clone().unwrap_or_default());
        self.choose(draft.from);
        self.lay_out_letter(draft.letter, &draft.rest);
    }

    fn choose(self, from: Vec<AccountId>) {
        let able = untrack(|| self.able());
        let is_able = |id: &AccountId| able.iter().any(|it| it.id == *id);
        let from: Vec<AccountId> = from.into_iter().filter(is_able).collect();
        match from.is_empty() {
            true => self.choose_first(),
            false => self.from.set(from),
        }
    }

    /// What it is about must be there: then it is known who may see an answer, and
    /// whom it speaks to.
    pub(super) fn wait_for(self, uri: PostUri) {
        let facts = self.state.facts(&uri);
        if facts.with_untracked(Option::is_none) {
            // It may be kept; or a server is asked, as if its conversation were opened.
            self.state.recall(&uri);
            self.state.open_talk(uri);
        }
        react_once(
            move || facts.with(Option::is_some),
            move || {
                let Some(post) = facts.get_untracked() else {
                    return;
                };
                match self.purpose.try_get_value() {
                    Some(Purpose::Answer(_)) => {
                        // As whom it goes decides whom it speaks to.
                        let from = self.from.get_untracked();
                        self.choose(from);
                        self.lay_out_about(self.answer_to(&post));
                    }
                    Some(Purpose::Quote(uri)) => self.lay_out_about(Letter {
                        quotes: Some(uri),
                        // Who quotes shows it to nobody who could not see it.
                        audience: narrower(&post),
                        ..Letter::default()
                    }),
                    Some(Purpose::Edit(_)) => self.lay_out_edit(&post),
                    Some(Purpose::New) | None => {}
                }
            },
        );
    }

    /// An answer, as who posts it: who answers themselves, or with another of their
    /// accounts, is spoken to by the others alone.
    fn answer_to(self, post: &Post) -> Letter {
        let from = self.from.get_untracked();
        let own = match &*from {
            [one] => self.state.account(one).map(|it| it.actor.handle.clone()),
            _ => None,
        };
        answer(post, own.as_slice())
    }

    /// Other accounts post: an answer that nobody has changed speaks to others, too.
    pub(super) fn speak_anew(self) {
        let first = self.first.get_value();
        let text = untrack(|| self.first_sheet()).text;
        let is_begun = text.with_untracked(|text| *text == first.text);
        let Some(Purpose::Answer(uri)) = self.purpose.try_get_value().filter(|_| is_begun) else {
            return;
        };
        if let Some(post) = self.state.post(&uri).filter(|_| self.fresh.get_value()) {
            let letter = self.answer_to(&post);
            text.set(letter.text.clone());
            self.first.update_value(|first| first.text = letter.text);
        }
    }

    /// An answer begins with whom it speaks to; what was typed meanwhile follows. A
    /// draft of one may be older than what is known of the post: it goes to nobody
    /// else.
    fn lay_out_about(self, letter: Letter) {
        self.unknown.set(false);
        let from = self.from.get_untracked();
        self.choose(from);
        if !self.fresh.get_value() {
            let (now, most) = (self.audience.get_untracked(), letter.audience);
            if now.width() > most.width() {
                self.audience.set(most);
            }
            return;
        }
        self.first.set_value(letter.clone());
        self.about.set_value(letter.clone());
        let text = untrack(|| self.first_sheet()).text;
        text.update(|text| text.insert_str(0, &letter.text));
        if !letter.warning.is_empty() && self.warning.with_untracked(String::is_empty) {
            self.warned.set(true);
            self.warning.set(letter.warning);
        }
        self.audience.set(letter.audience);
    }

    /// An edit begins with what its author typed, as their server has kept it.
    fn lay_out_edit(self, post: &Post) {
        let able = untrack(|| self.able());
        let Some(account) = able.first().map(|it| it.id.clone()) else {
            return self.trouble.set(Some(words::NOT_YOUR_POST.to_owned()));
        };
        self.from.set(vec![account.clone()]);
        if !self.fresh.get_value() {
            return self.unknown.set(false);
        }
        let shown = Letter {
            audience: post.audience.clone(),
            edits: Some(post.uri.clone()),
            ..Letter::default()
        };
        spawn_local(async move {
            let uri = shown.edits.clone().unwrap_or_else(|| PostUri::new(""));
            let source = self.state.source(&account, &uri).await;
            if self.trouble.is_disposed() {
                return;
            }
            match source {
                Ok((source, standing)) => {
                    let letter = Letter {
                        text: source.text,
                        sensitive: standing.sensitive && source.warning.is_empty(),
                        warning: source.warning,
                        language: standing.language,
                        media: standing.media,
                        ..shown
                    };
                    self.unknown.set(false);
                    self.first.set_value(letter.clone());
                    self.lay_out_letter(letter, &[]);
                }
                Err(why) => self.trouble.set(Some(words::no_source(&why))),
            }
        });
    }

    /// Who can post this: what not everybody may see is answered by those who see it;
    /// what somebody wrote is edited by them.
    pub fn able(&self) -> Vec<Account> {
        let all = self.state.able.get();
        let all = all.iter().map(|it| (**it).clone());
        let purpose = self.purpose.get_value();
        let Some(uri) = purpose.about() else {
            return all.collect();
        };
        let post = self.state.post(uri);
        if let Purpose::Edit(_) = purpose {
            let is_author = |it: &Account| {
                post.as_ref()
                    .is_some_and(|post| post.author.uri == it.actor.uri)
            };
            return all.filter(is_author).collect();
        }
        let open = post.is_some_and(|post| post.audience.is_open());
        let sighted = self.state.sighted_by(uri);
        let (mut knowing, others): (Vec<_>, Vec<_>) = all.partition(|it| sighted.contains(&it.id));
        if open {
            knowing.extend(others.into_iter().filter(|it| it.server.features.find));
        }
        knowing
    }
}

/// What a query passes on: a title, a text and an address, each once.
/// <https://developer.mozilla.org/en-US/docs/Web/Progressive_web_apps/Manifest/Reference/share_target>
fn shared(query: &str) -> Option<String> {
    let pairs = decode_form(query.trim_start_matches('?'));
    let mut parts: Vec<String> = Vec::new();
    for name in ["title", "text", "url"] {
        let found = pairs.iter().find(|(key, _)| key == name);
        let Some((_, value)) = found.filter(|(_, value)| !value.trim().is_empty()) else {
            continue;
        };
        let value: String = value.trim().chars().take(SHARED).collect();
        if !parts.iter().any(|it| it.contains(&value)) {
            parts.push(value);
        }
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn narrower(post: &Post) -> Audience {
    match &post.audience {
        Audience::Unknown(_) => Audience::Direct,
        audience => audience.clone(),
    }
}

/// Does something once, as soon as it is so.
fn react_once(is_so: impl Fn() -> bool + 'static, act: impl FnOnce() + 'static) {
    let mut act = Some(act);
    react(move || {
        if is_so()
            && let Some(act) = act.take()
        {
            untrack(act);
        }
    });
}
