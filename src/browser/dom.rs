//! Questions to the page about where things are.

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

/// Calls back whenever `element` comes near the screen or leaves it; `margin`
/// says what is near. For the page's life.
pub fn on_near(element: &Element, margin: &str, callback: impl Fn(bool) + 'static) {
    let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let last = entries
            .iter()
            .last()
            .and_then(|it| it.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            callback(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let function = closure.as_ref().unchecked_ref();
    if let Ok(observer) = IntersectionObserver::new_with_options(function, &options) {
        observer.observe(element);
    }
    closure.forget();
}

/// The attribute of the first child of `list` whose end is still on screen.
pub fn first_in_view(list: &Element, attribute: &str) -> Option<String> {
    let children = list.children();
    // Children stand one below the other: halve the rest.
    let (mut low, mut high) = (0, children.length());
    while low < high {
        let middle = low + (high - low) / 2;
        let below = children
            .item(middle)
            .is_some_and(|it| it.get_bounding_client_rect().bottom() > 60.0);
        if below {
            high = middle
        } else {
            low = middle + 1
        }
    }
    (low..children.length()).find_map(|at| children.item(at)?.get_attribute(attribute))
}

/// Moves the focus from the `kind` that holds `from` to its neighbour, `by`
/// places on; false if there is none.
pub fn step_focus(from: &Element, kind: &str, by: i32) -> bool {
    let Ok(Some(mut at)) = from.closest(kind) else {
        return false;
    };
    loop {
        let next = if by > 0 {
            at.next_element_sibling()
        } else {
            at.previous_element_sibling()
        };
        let Some(next) = next else { return false };
        if next.matches(kind).unwrap_or(false) {
            return next
                .dyn_into::<HtmlElement>()
                .is_ok_and(|next| next.focus().is_ok());
        }
        at = next;
    }
}

/// How far the page is scrolled, and scrolling it.
pub fn scroll_top() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

/// Scrolls the page, at once.
pub fn scroll_to(top: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// Sets the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to an element by its id.
pub fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
