//! Pictures and what else is attached.

use leptos::prelude::*;

use crate::{
    app::{
        kit::icon::{Glyph, Icon},
        words,
    },
    core::post::{Media, MediaKind},
};

/// All attachments of a post, hidden first if its author asks for that.
#[component]
pub fn Attachments(media: Vec<Media>, sensitive: bool) -> impl IntoView {
    let open = RwSignal::new(!sensitive);
    let count = media.len().min(16);
    let media = StoredValue::new(media);
    view! {
        <div class="media" data-count=count.to_string() data-hidden=move || (!open.get()).then_some("")>
            <Show
                when=move || open.get()
                fallback=move || view! {
                    <button type="button" class="media__veil" on:click=move |_| open.set(true)>
                        <Icon glyph=Glyph::Warning />
                        <span>{words::SENSITIVE}</span>
                        <strong>{words::SHOW}</strong>
                    </button>
                }
            >
                {media.with_value(|media| media.iter().take(16).map(attachment).collect_view())}
                {sensitive.then(|| view! {
                    <button type="button" class="media__hide" on:click=move |_| open.set(false)>{words::HIDE}</button>
                })}
            </Show>
        </div>
    }
}

fn attachment(media: &Media) -> AnyView {
    let alt = media.alt.clone();
    let badge = alt.clone().map(
        |alt| view! {
            <details class="media__alt"><summary>{words::ALT}<span class="unseen">" "{words::ALT_TEXT}</span></summary><p dir="auto">{alt}</p></details>
        },
    );
    let inside = match (&media.kind, &media.url) {
        (MediaKind::Image, _) => picture(media),
        (MediaKind::Gifv | MediaKind::Video, Some(url)) => {
            let looping = media.kind == MediaKind::Gifv;
            view! {
                <video class="media__it" src=url.to_string() poster=media.preview.as_ref().map(ToString::to_string)
                    controls preload="none" playsinline loop=looping muted=looping
                    aria-label=alt.clone().unwrap_or_else(|| words::NO_ALT.into())></video>
            }
            .into_any()
        }
        (MediaKind::Audio, Some(url)) => view! {
            <audio class="media__sound" src=url.to_string() controls preload="none"
                aria-label=alt.clone().unwrap_or_else(|| words::NO_ALT.into())></audio>
        }
        .into_any(),
        _ => match &media.url {
            Some(url) => view! {
                <a class="media__file" href=url.to_string() target="_blank" rel="noopener noreferrer nofollow">
                    <Icon glyph=Glyph::Out />{alt.clone().unwrap_or_else(|| url.to_string())}
                </a>
            }
            .into_any(),
            None => view! { <span class="media__file">{alt.clone().unwrap_or_else(|| words::NO_ALT.into())}</span> }.into_any(),
        },
    };
    view! { <figure class="media__one">{inside}{badge}</figure> }.into_any()
}

fn picture(media: &Media) -> AnyView {
    let Some(source) = media.preview.as_ref().or(media.url.as_ref()) else {
        return view! { <span class="media__file">{words::LOADING}</span> }.into_any();
    };
    let (width, height) = media.size.unzip();
    // The point to keep in view, from −1…1 to percent of width and height.
    let place = media
        .focus
        .map(|(x, y)| format!("{:.0}% {:.0}%", (x + 1.0) * 50.0, (1.0 - y) * 50.0));
    let full = media.url.as_ref().unwrap_or(source).to_string();
    let alt = media.alt.clone().unwrap_or_else(|| words::NO_ALT.into());
    view! {
        <a class="media__open" href=full target="_blank" rel="noopener noreferrer nofollow">
            <img class="media__it" src=source.to_string() alt=alt width=width.map(|w| w.to_string())
                height=height.map(|h| h.to_string()) loading="lazy" decoding="async"
                referrerpolicy="no-referrer" style:object-position=place />
        </a>
    }
    .into_any()
}
