//! The list of what is offered.

use leptos::{ev::Event, prelude::*};

use super::Offering;
use crate::{
    app::{
        kit::{
            avatar::{Size, avatar},
            el::{Bit, El, each, el, live, show},
        },
        post::head::name,
        words,
    },
    browser::dom::caret::{self, Spot},
    core::{
        http::Origin,
        outbox::complete::{Offer, Picture},
    },
};

/// What is between the caret and the list, and between that and the screen's edge.
const GAP: f64 = 6.0;
/// Less room than this is not enough.
const ENOUGH: f64 = 260.0;
/// As wide as it can be.
const WIDTH: f64 = 352.0;

/// The list, while there is something on it.
pub fn list(offering: Offering) -> Bit {
    let any = move || {
        let failed = offering.failed.with(|all| !all.is_empty());
        failed || offering.offers.with(|all| !all.is_empty())
    };
    show(any, move || {
        let keys = move || {
            offering
                .offers
                .with(|all| all.iter().map(Offer::word).collect())
        };
        let draw = move |word: String| {
            let is_it = |it: &&Offer| it.word() == word;
            let all = offering.offers.read_untracked();
            let offer = all.iter().find(is_it).cloned();
            offer.map_or_else(|| el("div"), |offer| option(offering, offer))
        };
        let any = move || offering.offers.with(|all| !all.is_empty());
        let options = show(any, move || {
            el("div")
                .at("id", "offers")
                .at("role", "listbox")
                .at("aria-label", words::OFFERS)
                .put(each(keys, draw))
        });
        let list = el("div")
            .class("offers")
            .at("popover", "manual")
            // A press would take the focus from the field.
            .on("mousedown", |event: Event| event.prevent_default())
            .put(options)
            .put(live(move || failed(offering)));
        let (popover, list) = (list.clone(), placed(list, offering.spot));
        queue_microtask(move || caret::float(&popover.html()));
        list
    })
}

/// Under the caret, or above it where there is no room below.
fn placed(list: El, spot: RwSignal<Spot>) -> El {
    let px = |number: f64| Some(format!("{}px", number.round()));
    let up = move |spot: &Spot| {
        let below = spot.height - spot.bottom;
        below < ENOUGH && spot.top > below
    };
    let auto = || Some("auto".to_owned());
    list.live_style("inset-block-start", move || {
        spot.with(|it| if up(it) { auto() } else { px(it.bottom + GAP) })
    })
    .live_style("inset-block-end", move || {
        spot.with(|it| {
            if up(it) {
                px(it.height - it.top + GAP)
            } else {
                auto()
            }
        })
    })
    .live_style("inset-inline-start", move || {
        spot.with(|it| {
            let most = it.width - WIDTH.min(it.width - 2.0 * GAP) - GAP;
            px((it.left - 3.0 * GAP).min(most).max(GAP))
        })
    })
    .live_style("max-block-size", move || {
        spot.with(|it| {
            let room = if up(it) {
                it.top
            } else {
                it.height - it.bottom
            };
            px((room - 3.0 * GAP).max(96.0))
        })
    })
}

/// What names an offer on the page. There are no spaces in words.
pub fn id(offer: &Offer) -> String {
    format!("offer-{}", offer.word())
}

fn option(offering: Offering, offer: Offer) -> El {
    let (id, word) = (id(&offer), offer.word());
    let is_active = move || {
        let active = offering.active.get();
        offering
            .offers
            .with(|all| all.get(active).is_some_and(|it| it.word() == word))
    };
    let shown = match &offer {
        Offer::Person(actor) => {
            let handle = el("bdi").class("offer__more").put(actor.handle.to_string());
            let words = el("span")
                .class("offer__words")
                .put(el("bdi").class("offer__name").put(name(actor)))
                .put(handle);
            let face = avatar(actor.avatar.as_ref(), &actor.plain_name(), Size::Small);
            Bit::Many(vec![face, words.into()])
        }
        Offer::Tag(name) => el("bdi")
            .class("offer__name")
            .put(format!("#{name}"))
            .into(),
        Offer::Emoji(found) => emoji(found),
    };
    el("div")
        .class("offer")
        .at("role", "option")
        .at("id", &id)
        .live("aria-selected", move || Some(is_active().to_string()))
        .click(move || offering.take(&offer))
        .put(shown)
}

fn emoji(found: &Picture) -> Bit {
    let said = el("bdi")
        .class("offer__name")
        .put(format!(":{}:", found.name));
    let only = (!found.only.is_empty()).then(|| {
        let said = words::only_on(&hosts(&found.only));
        el("bdi").class("offer__more").put(said)
    });
    let words = el("span").class("offer__words").put(said).put(only);
    Bit::Many(vec![picture(found).into(), words.into()])
}

/// The picture of an emoji; its name stands beside it.
pub fn picture(of: &Picture) -> El {
    el("img")
        .class("offer__picture")
        .at("alt", "")
        .at("loading", "lazy")
        .at("decoding", "async")
        .at("referrerpolicy", "no-referrer")
        .at("src", of.url.as_str())
}

/// Servers as people know them.
pub fn hosts(servers: &[Origin]) -> Vec<String> {
    servers.iter().map(Origin::display_host).collect()
}

/// Which servers could not be asked.
fn failed(offering: Offering) -> Option<El> {
    let line = |(id, why): &(_, _)| {
        let host = offering
            .desk
            .state
            .account(id)?
            .server
            .origin
            .display_host();
        Some(el("p").put(words::lane_trouble(&host, Some(why))))
    };
    let failed = offering
        .failed
        .with(|all| all.iter().filter_map(line).collect::<Vec<_>>());
    (!failed.is_empty()).then(|| {
        el("div")
            .class("offers__failed")
            .at("role", "status")
            .put(failed)
    })
}
