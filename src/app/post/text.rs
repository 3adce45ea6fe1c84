//! A text tree as elements. Text stays text: nothing is ever parsed again.

use leptos::prelude::*;

use super::line::emoji;
use crate::core::rich_text::{Block, Inline, LinkKind, RichText};

/// A whole text.
#[component]
pub fn Text(text: RichText, language: Option<String>) -> impl IntoView {
    view! { <div class="text" lang=language>{blocks(&text.blocks)}</div> }
}

fn blocks(all: &[Block]) -> AnyView {
    all.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(line) => view! { <p dir="auto">{inlines(line)}</p> }.into_any(),
        // A heading of a post is none of the page.
        Block::Heading(_, line) => {
            view! { <p class="text__heading" dir="auto">{inlines(line)}</p> }.into_any()
        }
        Block::Quote(inner) => view! { <blockquote>{blocks(inner)}</blockquote> }.into_any(),
        Block::Code { text, .. } => view! { <pre dir="ltr" tabindex="0"><code>{text.clone()}</code></pre> }.into_any(),
        Block::Math(text) => view! { <pre class="text__math" dir="ltr" tabindex="0">{text.clone()}</pre> }.into_any(),
        Block::List { start, items } => list(*start, items),
        Block::Rule => view! { <hr /> }.into_any(),
        Block::Details { summary, body } => {
            let summary = if summary.is_empty() { "…".into_any() } else { inlines(summary) };
            view! { <details><summary dir="auto">{summary}</summary>{blocks(body)}</details> }.into_any()
        }
        Block::Table { head, rows } => table(head, rows),
        Block::Picture { url, alt } => view! {
            <img class="text__picture" src=url.to_string() alt=alt.clone() loading="lazy" referrerpolicy="no-referrer" />
        }
        .into_any(),
    }
}

fn list(start: Option<i64>, items: &[Vec<Block>]) -> AnyView {
    let items = items
        .iter()
        .map(|item| view! { <li>{blocks(item)}</li> })
        .collect_view();
    match start {
        Some(start) => view! { <ol start=start.to_string()>{items}</ol> }.into_any(),
        None => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> AnyView {
    let head = head
        .iter()
        .map(|cell| view! { <th dir="auto">{inlines(cell)}</th> })
        .collect_view();
    let row = |row: &Vec<Vec<Inline>>| {
        let cells = row
            .iter()
            .map(|cell| view! { <td dir="auto">{inlines(cell)}</td> })
            .collect_view();
        view! { <tr>{cells}</tr> }
    };
    let rows = rows.iter().map(row).collect_view();
    view! {
        <div class="text__table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>
    }
    .into_any()
}

/// A line of text with all that may stand in it.
pub fn inlines(all: &[Inline]) -> AnyView {
    all.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(inner)}</strong> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(inner)}</em> }.into_any(),
        Inline::Deleted(inner) => view! { <del>{inlines(inner)}</del> }.into_any(),
        Inline::Underline(inner) => view! { <u>{inlines(inner)}</u> }.into_any(),
        Inline::Small(inner) => view! { <small>{inlines(inner)}</small> }.into_any(),
        Inline::Sub(inner) => view! { <sub>{inlines(inner)}</sub> }.into_any(),
        Inline::Sup(inner) => view! { <sup>{inlines(inner)}</sup> }.into_any(),
        Inline::Mark(inner) => view! { <mark>{inlines(inner)}</mark> }.into_any(),
        Inline::Code(text) => view! { <code dir="ltr">{text.clone()}</code> }.into_any(),
        Inline::Math(text) => {
            view! { <code class="text__math" dir="ltr">{text.clone()}</code> }.into_any()
        }
        Inline::Ruby { base, over } => {
            view! { <ruby>{inlines(base)}<rp>"("</rp><rt>{over.clone()}</rt><rp>")"</rp></ruby> }
                .into_any()
        }
        Inline::Emoji { name, url } => emoji(name, url.to_string()),
        Inline::Link {
            url,
            kind,
            children,
            misleading,
        } => {
            let class = match kind {
                LinkKind::Web => "link",
                LinkKind::Mention { .. } => "link link--mention",
                LinkKind::Tag(_) => "link link--tag",
            };
            let host = url.display_host().filter(|_| *misleading);
            view! {
                <a class=class href=url.to_string() title=url.to_string() target="_blank"
                    rel="noopener noreferrer nofollow ugc">
                    <bdi>{inlines(children)}</bdi>
                </a>
                {host.map(|host| view! { <span class="link__host">{format!(" ({host})")}</span> })}
            }
            .into_any()
        }
    }
}
