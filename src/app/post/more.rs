//! What else can be done with a post: the button, and the menu that is loaded
//! when it is first opened.

mod history;
mod menu;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{history::history, menu::menu};
use super::stand::Stand;
use crate::{
    app::{
        kit::{
            el::{El, button, el, show},
            icon::{Glyph, icon},
        },
        parts, words,
    },
    core::post::Post,
};

/// The button, and its menu while that is open.
pub fn more(post: &Arc<Post>, stand: Stand) -> El {
    let open = stand.more;
    let button = button("more__button")
        .at("aria-label", words::MORE)
        .at("title", words::MORE)
        .at("aria-haspopup", "menu")
        .live("aria-expanded", move || Some(open.get().to_string()))
        .click(move || open.update(|open| *open = !*open))
        .put(icon(Glyph::More));
    let post = post.clone();
    let menu = show(move || open.get(), move || parts::more(&post, stand));
    el("span").class("more").put(button).put(menu)
}
