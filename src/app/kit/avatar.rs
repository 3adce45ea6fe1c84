//! A face, or an initial where there is none.

use leptos::prelude::*;

use crate::core::safe_url::SafeUrl;

/// A round picture. Decoration: the name stands beside it.
#[component]
pub fn Avatar(url: Option<SafeUrl>, name: String, #[prop(optional)] small: bool) -> impl IntoView {
    let broken = RwSignal::new(false);
    let initial: String = name
        .chars()
        .find(|c| c.is_alphanumeric())
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let class = if small { "avatar avatar--s" } else { "avatar" };
    let side = if small { "24" } else { "44" };
    move || match url.clone().filter(|_| !broken.get()) {
        Some(url) => view! {
            <img class=class src=url.to_string() alt="" width=side height=side loading="lazy"
                decoding="async" referrerpolicy="no-referrer" on:error=move |_| broken.set(true) />
        }
        .into_any(),
        None => {
            view! { <span class=class data-initial aria-hidden="true">{initial.clone()}</span> }
                .into_any()
        }
    }
}
