//! The user's own posts: taken away, and written anew.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{
    app::{
        route::{Route, Router},
        state::{Errand, State, errand::Social, new_name},
        words,
    },
    browser::clock,
    core::{
        id::{AccountId, LocalId, PostUri},
        outbox::letter::{Draft, Letter, Purpose, Question},
        post::{Poll, Post, Quote},
        rich_text::plain_line,
        world::Update,
    },
    engine::{Failure, acting},
};

/// What is to be done with a post of one's own.
#[derive(Clone)]
pub struct Removal {
    pub account: AccountId,
    pub post: PostUri,
    /// It is written anew: the way to the desk.
    pub anew: Option<Router>,
    /// The server's name for it, where that is known.
    pub known: Option<LocalId>,
    /// The letter that it was, in the outbox: that goes with it.
    pub letter: Option<String>,
}

impl State {
    /// The account of the user's that has written a post.
    pub fn author_of(&self, post: &Post) -> Option<AccountId> {
        let able = self.able.get();
        let author = able.iter().find(|it| it.actor.uri == post.author.uri)?;
        Some(author.id.clone())
    }

    /// Deletes a post of the user's own.
    pub fn remove_own(&self, removal: Removal) {
        let who = removal.account.clone();
        let failed = move |state: &Self, why: Failure| state.not_removed(&who, &why);
        self.send_off(Errand::Social(
            Rc::new(Social::Remove(removal)),
            Rc::new(failed),
        ));
    }

    fn not_removed(&self, account: &AccountId, why: &Failure) {
        if *why == Failure::SignedOut {
            self.check_token(account);
        }
        self.line_heeds(account, why);
        self.tell(words::not_deleted(why));
    }

    /// Does it. What is written anew is kept as a draft before it is deleted.
    pub(in crate::app::state) async fn remove(self, removal: Removal) {
        let Removal {
            account,
            post,
            anew,
            known,
            letter,
        } = removal;
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return self.not_removed(&account, &Failure::SignedOut);
        };
        let mut purpose = Purpose::New;
        if anew.is_some() {
            match self.draft_anew(&account, &post).await {
                Ok(kept) => purpose = kept,
                Err(why) => return self.not_removed(&account, &why),
            }
        }
        let known = self.local_name(&post, &account).or(known);
        match acting::delete(&browser, &client, &post, known.clone()).await {
            Ok(()) => {
                if let Some(local) = known {
                    self.apply(Update::Deleted { account, local });
                }
                self.tell_done(words::DELETED_OWN.to_owned());
                if let Some(letter) = letter {
                    self.forget_letter(letter).await;
                }
                if let Some(router) = anew {
                    let desk = Route::Write(purpose);
                    if router.at.with_untracked(|at| *at == desk) {
                        // The desk is laid out anew.
                        router.replace(Route::Home);
                    }
                    router.go(desk);
                }
            }
            Err(why) => self.not_removed(&account, &why),
        }
    }

    async fn draft_anew(self, account: &AccountId, uri: &PostUri) -> Result<Purpose, Failure> {
        let post = untrack(|| self.post(uri)).ok_or(Failure::NotFound)?;
        let (source, standing) = self.source(account, uri).await?;
        let parent = self
            .inner
            .with_value(|inner| inner.world.parent(uri).cloned());
        if post.reply.is_some() && parent.is_none() {
            // It would become something else.
            return Err(Failure::NotFound);
        }
        let quotes = match &post.quote {
            Some(Quote::Shown(uri) | Quote::Hidden(_, Some(uri))) => Some(uri.clone()),
            _ => None,
        };
        let letter = Letter {
            text: source.text,
            sensitive: standing.sensitive && source.warning.is_empty(),
            warning: source.warning,
            language: standing.language,
            audience: post.audience.clone(),
            answers: parent,
            quotes,
            media: standing.media,
            poll: post.poll.as_ref().map(asked),
            ..Letter::default()
        };
        let draft = Draft {
            id: new_name(),
            letter,
            rest: Vec::new(),
            from: vec![account.clone()],
            changed: clock::now(),
        };
        let purpose = draft.letter.purpose();
        self.keep_draft(draft).await.ok_or(Failure::NotKept)?;
        Ok(purpose)
    }
}

/// The poll of a post, to be asked once more.
fn asked(poll: &Poll) -> Question {
    Question {
        options: poll.options.iter().map(|it| plain_line(it)).collect(),
        multiple: poll.multiple,
        ..Question::default()
    }
}
