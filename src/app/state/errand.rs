//! Errands to servers. What speaks with them is a part of the app that is
//! loaded when somebody has signed in, while what was kept is being drawn.

use std::{any::Any, rc::Rc, sync::Arc};

use leptos::task::spawn_local;

use super::{
    AtGate, AtListing, AtMirror, Bell, Call, Fates, Gate, Listing, Mirror, Removal, Search, State,
    Talk, Visit, acting::Line, asides::Aside,
};
use crate::{
    app::parts,
    core::{
        account::Account,
        id::{AccountId, PostUri, Tick},
        timeline::Ask,
    },
    engine::{Failure, keeping::Records, marking::Step},
};

/// Something that takes a server, or another part of the app.
#[derive(Clone)]
pub enum Errand {
    /// To read a page of the home timeline.
    Page {
        account: AccountId,
        ask: Ask,
        asked: Tick,
    },
    /// To read posts that the timeline tells of and nobody has kept.
    Posts(Vec<PostUri>),
    /// To ask what a server knows of a conversation.
    Talk(Talk, AccountId),
    /// To ask for something beside a post's facts.
    Aside(AccountId, Aside),
    /// To look how far was read, and whether the reader rests.
    Marks(bool),
    /// To go where somebody has read to elsewhere, or to stay.
    Further(bool),
    /// To read or to tell how far was read; whether the reader rests.
    Mark(AccountId, Step, bool),
    /// To do what was wished of a post.
    Deeds(Line),
    /// To open a stream.
    Stream(AccountId),
    /// To take in what was streamed.
    Messages(AccountId, Vec<String>),
    /// To ask for something that a page shows (a [`Social`], of which the first screen
    /// need know nothing); and what is to be done if that could
    /// not even be asked. That is the page's own: it is no part of the first screen.
    Social(Rc<dyn Any>, Failed),
    /// To do something about notifications.
    Notifications(Bell),
    /// To find out whether a token is dead.
    Token(AccountId),
    /// To keep what has changed of an account.
    Account(Box<Account>),
    /// To make room for what could not be kept.
    Room(Arc<Records>),
    /// To keep the database within its bounds.
    Tidy,
    /// To look who is signed in by now: another tab says that it has changed.
    Accounts,
    /// To send the letters that are due.
    Outbox,
    /// To note the first request of the next start.
    Start(AccountId),
}

/// What is to be done if something could not even be asked for.
type Failed = Rc<dyn Fn(&State, Failure)>;

/// Something that a page about other people asks for.
#[derive(Clone)]
pub enum Social {
    /// Something in a visit to somebody's profile.
    Visit(Box<Visit>, Rc<Call>),
    /// Something about one's own profile.
    Own(Mirror, AtMirror),
    /// What has become of an account.
    Fate(Fates, AccountId),
    /// Something with the accounts' own lists.
    Listing(Listing, AtListing),
    /// Something at the gates of the notifications.
    Gate(Gate, AtGate),
    /// People on an account's server; the number of the search.
    Search(Search, AccountId, u64),
    /// What a post's own server shows to anybody.
    TalkHome(Talk, PostUri),
    /// To delete a post of the user's own.
    Remove(Removal),
}

impl State {
    /// Runs an errand in the background.
    pub(super) fn send_off(&self, errand: Errand) {
        let (state, errand) = (*self, Rc::new(errand));
        spawn_local(async move {
            if parts::run(state, errand.clone()).await.is_err() {
                state.came_to_nothing(&errand);
            }
        });
    }

    /// Runs an errand that the first posts come with. Called in the part that
    /// reads from servers alone.
    pub async fn run_first(self, errand: Rc<Errand>) {
        match Rc::unwrap_or_clone(errand) {
            Errand::Page {
                account,
                ask,
                asked,
            } => self.read(account, ask, asked).await,
            Errand::Posts(uris) => self.ask_for_all(uris).await,
            _ => {}
        }
    }

    /// Runs any other errand to a server. Called in the part that does all that
    /// can wait for the first posts alone.
    pub async fn run(self, errand: Rc<Errand>) {
        if matches!(*errand, Errand::Stream(_) | Errand::Notifications(_)) {
            self.talk_first().await;
        }
        match Rc::unwrap_or_clone(errand) {
            Errand::Talk(talk, account) => self.ask_talk(talk, account).await,
            Errand::Social(social, _) => self.go_about(social).await,
            Errand::Aside(account, aside) => self.ask_aside(account, aside).await,
            Errand::Mark(account, step, rests) => self.take_mark(account, step, rests).await,
            Errand::Marks(rests) => self.look_at_marks(rests),
            Errand::Further(true) => self.go_further(),
            Errand::Further(false) => self.stay_here(),
            Errand::Deeds(line) => self.drive(line).await,
            Errand::Stream(account) => self.open_stream(&account),
            Errand::Messages(account, messages) => messages
                .iter()
                .for_each(|message| self.take_message(&account, message)),
            Errand::Notifications(wish) => self.do_notifying(wish).await,
            Errand::Accounts => self.look_at_accounts().await,
            Errand::Token(account) => self.try_token(account).await,
            Errand::Start(account) => self.leave_start(account).await,
            // These are run in other parts.
            Errand::Page { .. }
            | Errand::Posts(_)
            | Errand::Account(_)
            | Errand::Room(_)
            | Errand::Outbox
            | Errand::Tidy => {}
        }
    }

    async fn go_about(self, social: Rc<dyn Any>) {
        let Ok(social) = social.downcast::<Social>() else {
            return;
        };
        match Rc::unwrap_or_clone(social) {
            Social::Visit(visit, call) => self.answer_call(*visit, Rc::unwrap_or_clone(call)).await,
            Social::Search(search, account, round) => {
                self.search_on(search, account, round).await;
            }
            Social::Own(mirror, deed) => self.do_at_mirror(mirror, deed).await,
            Social::Fate(fates, account) => self.look_at_fate(fates, account).await,
            Social::Listing(listing, deed) => self.do_at_listing(listing, deed).await,
            Social::Gate(gate, deed) => self.do_at_gate(gate, deed).await,
            Social::TalkHome(talk, uri) => self.ask_talk_home(talk, uri).await,
            Social::Remove(removal) => self.remove(removal).await,
        }
    }

    /// That part could not be loaded: for who waits it is as if the server had
    /// not been reached.
    fn came_to_nothing(&self, errand: &Errand) {
        let why = Failure::NotLoaded;
        match errand {
            Errand::Page {
                account,
                ask,
                asked,
            } => self.failed(account, ask, why, *asked),
            Errand::Notifications(bell) => self.no_notifications(bell, why),
            Errand::Talk(talk, account) => self.talk_not_asked(*talk, account.clone(), why),
            Errand::Social(_, failed) => failed(self, why),
            Errand::Aside(account, aside) => self.no_aside(account, aside, &why),
            Errand::Mark(account, ..) => self.marked_not(account, why),
            Errand::Deeds(line) => self.refuse_all(line, &why),
            Errand::Stream(account) => self.stream_closed(account),
            Errand::Posts(uris) => self.not_asked(uris, &why),
            Errand::Room(_) => self.tell_no_room(),
            // Asked for again when it is needed again.
            Errand::Messages(..)
            | Errand::Token(_)
            | Errand::Accounts
            | Errand::Marks(_)
            | Errand::Outbox
            | Errand::Further(_)
            | Errand::Account(_)
            | Errand::Start(_)
            | Errand::Tidy => {}
        }
    }
}
