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
        id::{AccountId, PostUri},
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
        self.send_off(Errand::Social(Social::Remove(removal), Rc::new(failed)));
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
        } = removal;
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return self.not_removed(&account, &Failure::SignedOut);
        };
        if anew.is_some()
            && let Err(why) = self.draft_anew(&account, &post).await
        {
            return self.not_removed(&account, &why);
        }
        let known = self.local_name(&post, &account);
        match acting::delete(&browser, &client, &post, known.clone()).await {
            Ok(()) => {
                if let Some(local) = known {
                    self.apply(Update::Deleted { account, local });
                }
                self.tell(words::DELETED_OWN.to_owned());
                if let Some(router) = anew {
                    router.go(Route::Write(self.newest_purpose().await));
                }
            }
            Err(why) => self.not_removed(&account, &why),
        }
    }

    async fn draft_anew(self, account: &AccountId, uri: &PostUri) -> Result<(), Failure> {
        let post = untrack(|| self.post(uri)).ok_or(Failure::NotFound)?;
        let (source, media) = self.source(account, uri).await?;
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
            warning: plain_line(&post.warning),
            language: post.language.clone(),
            audience: post.audience.clone(),
            answers: parent,
            quotes,
            media,
            sensitive: post.sensitive && post.warning.is_empty(),
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
        self.keep_draft(draft).await.ok_or(Failure::NotKept)?;
        Ok(())
    }

    /// What the draft is for that was kept last.
    async fn newest_purpose(self) -> Purpose {
        let drafts = self.drafts().await;
        let newest = drafts.first().map(|it| it.letter.purpose());
        newest.unwrap_or(Purpose::New)
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
