//! What a post said before it was edited.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::{
        kit::{
            dialog::modal,
            el::{El, button, el, live},
            time::moment,
        },
        post::{line::line, media::attachments, text::text},
        state::use_state,
        words,
    },
    core::post::{Post, Version},
};

/// All versions of a post in a dialog, the newest first.
pub fn history(post: &Arc<Post>, open: RwSignal<bool>) -> El {
    let state = use_state();
    let told = RwSignal::new(None::<Result<Arc<Vec<Version>>, String>>);
    state.ask_history(post, told);
    let id = format!("history-{}", state.number());
    let title = el("h2")
        .at("id", &id)
        .class("dialog__title")
        .put(words::HISTORY);
    let (language, again) = (post.language.clone(), post.clone());
    let inner = live(move || match told.get() {
        None => el("p").at("role", "status").put(words::LOADING),
        Some(Ok(versions)) => list(&versions, language.as_deref()),
        Some(Err(why)) => {
            let again = again.clone();
            let ask = button("button").click(move || state.ask_history(&again, told));
            el("div")
                .at("role", "alert")
                .put(el("p").put(why))
                .put(ask.put(words::TRY_AGAIN))
        }
    });
    let close = button("button")
        .click(move || open.set(false))
        .put(words::CLOSE);
    modal(open, &id)
        .class("dialog history")
        .put(title)
        .put(inner)
        .put(el("div").class("dialog__answers").put(close))
}

fn list(versions: &[Version], language: Option<&str>) -> El {
    let last = versions.len().saturating_sub(1);
    let version = |(place, version): (usize, &Version)| {
        let what = match place {
            0 => words::VERSION_NOW,
            place if place == last => words::VERSION_FIRST,
            _ => words::VERSION_THEN,
        };
        let when = el("h3")
            .class("history__when")
            .put(format!("{what} · {}", moment(version.at)));
        let warning = (!version.warning.is_empty()).then(|| {
            el("p")
                .class("warning__text dim")
                .at("dir", "auto")
                .put(line(&version.warning))
        });
        let option = |words: &Vec<_>| el("li").at("dir", "auto").put(line(words));
        let options = (!version.options.is_empty()).then(|| {
            let options: Vec<El> = version.options.iter().map(option).collect();
            el("ul").class("history__poll").put(options)
        });
        let media = &version.media;
        let media = (!media.is_empty()).then(|| attachments(media, version.sensitive));
        el("li")
            .class("history__version")
            .put(when)
            .put(warning)
            .put(text(&version.text, language))
            .put(options)
            .put(media)
    };
    let all: Vec<El> = versions.iter().enumerate().map(version).collect();
    el("ol").class("history__list").put(all)
}
