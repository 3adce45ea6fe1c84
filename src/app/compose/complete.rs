//! What is offered while somebody writes: a list at the caret of the field.
//!
//! The field stays a text box, with the focus in it: which of what is offered would
//! be taken it says by `aria-activedescendant`, as a combobox does. `aria-expanded`
//! and the role itself are not for text areas
//! (<https://www.w3.org/TR/html-aria/#el-textarea>); that there is a list, and how
//! long, is said in words.

mod grid;
mod list;
mod picker;

use leptos::{
    ev::{Event, KeyboardEvent},
    prelude::*,
    task::spawn_local,
};

use super::{desk::Desk, sheet::Sheet};
use crate::{
    app::{
        kit::el::{El, button, el, react, text},
        state::Completing,
        words,
    },
    browser::{
        clock::Timer,
        dom::caret::{self, Spot},
    },
    core::{
        http::Origin,
        id::{AccountId, Millis},
        outbox::complete::{self, Begun, Kind, Offer},
    },
    engine::Failure,
};

/// So long nothing is typed before servers are asked.
const PAUSE: Millis = Millis(250);
/// So long somebody writes before it is made ready what they may need.
const READY: Millis = Millis(900);

/// What is offered. A handle.
#[derive(Clone, Copy)]
pub struct Offering {
    desk: Desk,
    /// The text that is written.
    text: RwSignal<String>,
    known: Completing,
    field: StoredValue<El, LocalStorage>,
    /// What is being named.
    begun: RwSignal<Option<Begun>>,
    offers: RwSignal<Vec<Offer>>,
    /// Which of them Enter takes.
    active: RwSignal<usize>,
    /// Servers that could not be asked.
    failed: RwSignal<Vec<(AccountId, Failure)>>,
    spot: RwSignal<Spot>,
    /// It was waved away, for what begins there.
    waved: StoredValue<Option<u32>>,
    composing: StoredValue<bool>,
    /// Something will be needed of the servers.
    wanted: RwSignal<bool>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// The number of the question that counts.
    round: StoredValue<u64>,
}

/// The field of a sheet, with what is offered for it; and the way to all emoji.
pub fn around(desk: Desk, sheet: Sheet, field: El) -> (El, El) {
    let offering = Offering::new(desk, sheet, &field);
    let active = move || offering.active_id();
    let keys = move |event: KeyboardEvent| {
        if offering.heeds(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let field = field
        .at("aria-autocomplete", "list")
        .live("aria-controls", move || active().map(|_| "offers".into()))
        .live("aria-activedescendant", active)
        .on("keydown", keys)
        .on("input", move |_: Event| offering.look())
        .on("keyup", move |_: Event| offering.heed_caret())
        .on("click", move |_: Event| offering.heed_caret())
        .on("blur", move |_: Event| offering.close())
        .on("compositionstart", move |_: Event| {
            offering.composing.set_value(true)
        })
        .on("compositionend", move |_: Event| {
            offering.composing.set_value(false);
            offering.look();
        });
    let count = move || words::offered(offering.offers.with(Vec::len));
    let said = el("p")
        .class("unseen")
        .at("role", "status")
        .put(text(count));
    let around = el("div")
        .class("complete")
        .put(field)
        .put(list::list(offering))
        .put(said);
    (around, emoji(offering))
}

/// The way to all emoji.
fn emoji(offering: Offering) -> El {
    let open = RwSignal::new(false);
    let way = button("button compose__tool")
        .at("aria-haspopup", "dialog")
        .click(move || {
            offering.wanted.set(true);
            open.set(true);
        })
        .put(words::EMOJI);
    el("div")
        .class("complete__tools")
        .put(way)
        .put(picker::picker(offering, open))
}

impl Offering {
    fn new(desk: Desk, sheet: Sheet, field: &El) -> Self {
        let offering = Self {
            desk,
            text: sheet.text,
            known: desk.known,
            field: StoredValue::new_local(field.clone()),
            begun: RwSignal::new(None),
            offers: RwSignal::new(Vec::new()),
            active: RwSignal::new(0),
            failed: RwSignal::new(Vec::new()),
            spot: RwSignal::new(Spot::default()),
            waved: StoredValue::new(None),
            composing: StoredValue::new(false),
            wanted: RwSignal::new(false),
            timer: StoredValue::new_local(None),
            round: StoredValue::new(0),
        };
        let ready = Timer::new(READY, move || {
            offering.wanted.try_set(true);
        });
        StoredValue::new_local(ready);
        offering.make_ready();
        let news = offering.known.news;
        react(move || {
            if news.get() > 0 {
                untrack(|| offering.look_again());
            }
        });
        offering
    }

    /// Once it is wanted: gathers what is known here, and loads the emoji of the
    /// servers that are chosen, and of those that are chosen later.
    fn make_ready(self) {
        let (state, known) = (self.desk.state, self.known);
        react(move || {
            if !self.wanted.get() || !state.ready.get() {
                return;
            }
            spawn_local(state.gather(known));
            for id in self.desk.from.get() {
                spawn_local(state.load_emoji(known, id));
            }
        });
    }

    /// The servers that the letter goes to, each once.
    pub fn servers(&self) -> Vec<Origin> {
        let mut servers: Vec<Origin> = Vec::new();
        for id in self.desk.from.get() {
            let server = self.desk.state.account(&id).map(|it| it.server.origin);
            servers.extend(server.filter(|it| !servers.contains(it)));
        }
        servers
    }

    /// What is being named at the caret, if nothing is selected.
    fn at_caret(&self) -> Option<Begun> {
        let field = self.field.with_value(El::html);
        let (start, end) = caret::selected(&field)?;
        let begun = |text: &String| complete::begun(text, end);
        let begun = self.text.with_untracked(begun);
        begun.filter(|_| start == end)
    }

    /// Something was typed.
    fn look(self) {
        let begun = self.at_caret();
        // What an input method makes letters of is no name yet; but a phone's keyboard
        // makes every word in that way, out of those letters that it will have.
        let unsure = |it: &Begun| self.composing.get_value() && it.typed.chars().any(|c| c > 'ɏ');
        let Some(begun) = begun.filter(|it| !unsure(it)) else {
            self.waved.set_value(None);
            return self.close();
        };
        if self.waved.get_value() == Some(begun.start) {
            return;
        }
        self.waved.set_value(None);
        self.wanted.set(true);
        let servers = untrack(|| self.servers());
        let found = self.known.find(&begun, &servers);
        self.round.update_value(|round| *round += 1);
        self.failed.set(Vec::new());
        self.active.set(0);
        self.show(&begun, found);
        self.ask_soon(&begun);
        self.begun.set(Some(begun));
    }

    fn show(&self, begun: &Begun, found: Vec<Offer>) {
        // What is there to its end needs no offer.
        let mut found = found;
        if let [one] = &*found
            && one.word().get(1..) == Some(&begun.typed)
        {
            found.clear();
        }
        let field = self.field.with_value(El::html);
        if !found.is_empty()
            && let Some(spot) = caret::spot(&field, begun.start)
        {
            self.spot.set(spot);
        }
        self.offers.set(found);
    }

    /// More is known by now: it is added to what is offered.
    fn look_again(self) {
        let Some(begun) = self.begun.get() else {
            return;
        };
        self.add(&begun, self.known.find(&begun, &self.servers()));
    }

    fn add(&self, begun: &Begun, more: Vec<Offer>) {
        let mut all = self.offers.get_untracked();
        complete::add(&mut all, more);
        match self.offers.with_untracked(Vec::len) {
            0 => self.show(begun, all),
            len if all.len() > len => self.offers.set(all),
            _ => {}
        }
    }

    /// Asks the servers when the typing has come to rest. They know no more emoji
    /// than are known here.
    fn ask_soon(self, begun: &Begun) {
        self.timer.set_value(None);
        if begun.kind == Kind::Emoji || !self.desk.state.online.get_untracked() {
            return;
        }
        let begun = begun.clone();
        let ask = move || {
            for id in self.of_each_server() {
                spawn_local(self.ask(id, begun.clone()));
            }
        };
        self.timer.set_value(Some(Timer::new(PAUSE, ask)));
    }

    /// An account of each server that the letter goes to.
    fn of_each_server(&self) -> Vec<AccountId> {
        let mut asked: Vec<Origin> = Vec::new();
        let mut from = self.desk.from.get_untracked();
        from.retain(|id| {
            let account = untrack(|| self.desk.state.account(id));
            let server = account.map(|it| it.server.origin);
            let is_new = server.filter(|it| !asked.contains(it));
            asked.extend(is_new.clone());
            is_new.is_some()
        });
        from
    }

    async fn ask(self, account: AccountId, begun: Begun) {
        let round = self.round.try_get_value();
        let found = self.desk.state.suggest(self.known, &account, &begun).await;
        // Who typed on asks for something else.
        if self.round.try_get_value() != round || round.is_none() {
            return;
        }
        match found {
            Ok(found) => self.add(&begun, found),
            Err(why) => {
                self.place(&begun);
                self.failed.update(|all| all.push((account, why)));
            }
        }
    }

    fn place(&self, begun: &Begun) {
        let field = self.field.with_value(El::html);
        if let Some(spot) = caret::spot(&field, begun.start) {
            self.spot.set(spot);
        }
    }

    /// The caret may have left what was being named.
    fn heed_caret(self) {
        let begun = self.begun.get_untracked();
        if begun.is_some() && begun != self.at_caret() {
            self.close();
        }
    }

    /// Nothing is offered any longer; answers that are on their way come too late.
    fn close(self) {
        self.timer.set_value(None);
        self.round.update_value(|round| *round += 1);
        if self.begun.with_untracked(Option::is_some) {
            self.begun.set(None);
            self.offers.set(Vec::new());
            self.failed.set(Vec::new());
        }
    }

    /// Puts what is offered into the text.
    fn take(self, offer: &Offer) {
        let begun = self.at_caret();
        let meant = self.begun.get_untracked();
        self.close();
        let Some(begun) = begun.filter(|it| meant.as_ref() == Some(it)) else {
            return;
        };
        self.put((begun.start, begun.end), offer);
    }

    /// Puts something into the place of what stands between two places.
    fn put(self, (start, end): (u32, u32), offer: &Offer) {
        let put = |text: &String| complete::put(text, start, end, &offer.word());
        let (end, text) = self.text.with_untracked(put);
        let field = self.field.with_value(El::html);
        caret::put(&field, (start, end), &text);
        if let Offer::Emoji(picture) = offer {
            let (state, name) = (self.desk.state, picture.name.clone());
            spawn_local(state.use_emoji(self.known, name));
        }
    }

    fn active_id(&self) -> Option<String> {
        let active = self.active.get();
        self.offers.with(|all| all.get(active).map(list::id))
    }

    /// Whether a key was for the list.
    fn heeds(self, event: &KeyboardEvent) -> bool {
        let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        let count = self.offers.with_untracked(Vec::len);
        let open = count > 0 || self.failed.with_untracked(|all| !all.is_empty());
        // While letters are being made, all keys are the input method's.
        if !open || held || event.is_composing() {
            return false;
        }
        match event.key().as_str() {
            "Escape" => {
                let start = self
                    .begun
                    .with_untracked(|it| it.as_ref().map(|it| it.start));
                self.waved.set_value(start);
                self.close();
            }
            "ArrowDown" if count > 0 => self.step(1, count),
            "ArrowUp" if count > 0 => self.step(count - 1, count),
            "Enter" | "Tab" if count > 0 => {
                let active = self.active.get_untracked();
                let offer = self.offers.with_untracked(|all| all.get(active).cloned());
                offer.iter().for_each(|offer| self.take(offer));
            }
            _ => return false,
        }
        true
    }

    fn step(self, by: usize, count: usize) {
        self.active
            .update(|active| *active = (*active + by) % count);
        if let Some(id) = untrack(|| self.active_id()) {
            caret::into_view(&id);
        }
    }
}
