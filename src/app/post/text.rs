//! A text tree as elements. Text stays text: nothing is ever parsed again.

use leptos::{ev::MouseEvent, prelude::*};

use super::{line::emoji, stand::Reads};
use crate::{
    app::{
        kit::el::{Bit, El, el, out},
        route::{Route, use_router},
        state::use_state,
    },
    browser::{dom, film::saves_data},
    core::{
        actor::Handle,
        id::PostUri,
        rich_text::{Block, Inline, LinkKind, RichText, destination},
        safe_url::{
            SafeUrl,
            to_post::{looks_like_person, looks_like_post},
        },
    },
};

/// A whole text.
pub fn text(text: &RichText, language: Option<&str>) -> El {
    el("div")
        .class("text")
        .maybe("lang", language)
        .put(blocks(&text.blocks))
}

fn blocks(all: &[Block]) -> Bit {
    Bit::Many(all.iter().map(|one| block(one).into()).collect())
}

fn block(block: &Block) -> El {
    match block {
        Block::Paragraph(line) => auto("p").put(inlines(line)),
        // A heading of a post is none of the page.
        Block::Heading(_, line) => auto("p").class("text__heading").put(inlines(line)),
        Block::Quote(inner) => el("blockquote").put(blocks(inner)),
        Block::Code { text, .. } => scrolls("pre").put(el("code").put(text.as_str())),
        Block::Math(text) => scrolls("pre").class("text__math").put(text.as_str()),
        Block::List { start, items } => list(*start, items),
        Block::Rule => el("hr"),
        Block::Details { summary, body } => details(summary, body),
        Block::Table { head, rows } => table(head, rows),
        Block::Picture { url, alt } if saves_data() => {
            let said = if alt.is_empty() { url.as_str() } else { alt };
            auto("p").put(out(&url.to_string()).class("link").put(said))
        }
        Block::Picture { url, alt } => el("img")
            .class("text__picture")
            .at("alt", alt)
            .at("loading", "lazy")
            .at("referrerpolicy", "no-referrer")
            .at("src", &url.to_string()),
    }
}

/// What the author's words decide the direction of.
fn auto(tag: &'static str) -> El {
    el(tag).at("dir", "auto")
}

/// What may be wider than the page: the keyboard must be able to scroll it.
fn scrolls(tag: &'static str) -> El {
    el(tag).at("dir", "ltr").at("tabindex", "0")
}

fn details(summary: &[Inline], body: &[Block]) -> El {
    let said = match summary {
        [] => "…".into(),
        summary => inlines(summary),
    };
    el("details")
        .put(auto("summary").put(said))
        .put(blocks(body))
}

fn list(start: Option<i64>, items: &[Vec<Block>]) -> El {
    let list = match start {
        Some(start) => el("ol").at("start", &start.to_string()),
        None => el("ul"),
    };
    items
        .iter()
        .fold(list, |list, item| list.put(el("li").put(blocks(item))))
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> El {
    let row = |cells: &[Vec<Inline>], tag| {
        let cell = |cell: &Vec<Inline>| auto(tag).put(inlines(cell));
        cells
            .iter()
            .fold(el("tr"), |row, inner| row.put(cell(inner)))
    };
    let body = rows
        .iter()
        .fold(el("tbody"), |body, cells| body.put(row(cells, "td")));
    let head = el("thead").put(row(head, "th"));
    el("div")
        .class("text__table")
        .at("tabindex", "0")
        .put(el("table").put(head).put(body))
}

/// A line of text with all that may stand in it.
pub fn inlines(all: &[Inline]) -> Bit {
    Bit::Many(all.iter().map(inline).collect())
}

fn inline(inline: &Inline) -> Bit {
    let (tag, inner) = match inline {
        Inline::Text(text) => return text.as_str().into(),
        Inline::Break => return el("br").into(),
        Inline::Code(text) => return el("code").at("dir", "ltr").put(text.as_str()).into(),
        Inline::Math(text) => return scrolling_math(text).into(),
        Inline::Ruby { base, over } => return ruby(base, over).into(),
        Inline::Emoji { name, url } => return emoji(name, &url.to_string()),
        Inline::Link {
            url,
            kind,
            children,
            misleading,
        } => return link(url, kind, children, *misleading),
        Inline::Strong(inner) => ("strong", inner),
        Inline::Emphasis(inner) => ("em", inner),
        Inline::Deleted(inner) => ("del", inner),
        Inline::Underline(inner) => ("u", inner),
        Inline::Small(inner) => ("small", inner),
        Inline::Sub(inner) => ("sub", inner),
        Inline::Sup(inner) => ("sup", inner),
        Inline::Mark(inner) => ("mark", inner),
    };
    el(tag).put(inlines(inner)).into()
}

fn scrolling_math(tex: &str) -> El {
    el("code").class("text__math").at("dir", "ltr").put(tex)
}

fn ruby(base: &[Inline], over: &str) -> El {
    el("ruby")
        .put(inlines(base))
        .put(el("rp").put("("))
        .put(el("rt").put(over))
        .put(el("rp").put(")"))
}

/// A link; where its text names another host or address than the one that would
/// open, that one is said beside it.
fn link(url: &SafeUrl, kind: &LinkKind, children: &[Inline], misleading: bool) -> Bit {
    let class = match kind {
        LinkKind::Web => "link",
        LinkKind::Mention { .. } => "link link--mention",
        LinkKind::Tag(_) => "link link--tag",
    };
    let whole = url.to_string();
    let link = way(url, kind, misleading)
        .class(class)
        .at("title", &whole)
        .put(el("bdi").put(inlines(children)));
    let to = misleading.then(|| destination(url));
    let said = to.map(|to| el("span").class("link__host").put(format!(" ({to})")));
    Bit::Many(vec![link.into(), said.into()])
}

/// Somebody is shown here by a plain click.
fn person(link: El, handle: &str) -> El {
    let handle = Handle::new(handle, "");
    if handle.user.is_empty() || handle.host.is_empty() {
        return link;
    }
    inside(link, Route::Person(handle))
}

/// A link that opens a place here by a plain click.
fn inside(link: El, route: Route) -> El {
    let router = use_router();
    link.on("click", move |event: MouseEvent| {
        if dom::is_plain(&event) {
            event.prevent_default();
            router.go(route.clone());
        }
    })
}

/// A link opens elsewhere; but one that looks like that of a post opens here by
/// a plain click: there the reader would be nobody.
fn way(url: &SafeUrl, kind: &LinkKind, misleading: bool) -> El {
    let link = out(&url.to_string());
    if let LinkKind::Mention { handle, .. } = kind {
        return person(link, handle);
    }
    if misleading || *kind != LinkKind::Web {
        return link;
    }
    if looks_like_person(url) {
        let address = url.to_string();
        return inside(link, Route::Find(Some(address)));
    }
    if !looks_like_post(url) {
        return link;
    }
    let (router, uri) = (use_router(), PostUri::new(url.as_str()));
    let (state, reads) = (use_state(), use_context::<Reads>());
    link.on("click", move |event: MouseEvent| {
        if dom::is_plain(&event) {
            event.prevent_default();
            if let Some(Reads(reads)) = reads {
                state.read_through(&uri, reads.get_untracked());
            }
            router.go(Route::Post(uri.clone()));
        }
    })
}
