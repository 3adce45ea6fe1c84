//! Questions to the page about where things are.

pub mod badge;
pub mod caret;
pub mod hover;
pub mod pane;
pub mod rows;
pub mod sizes;

use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, FocusOptions, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, NodeList,
};

/// Watches whether an element is near the screen, until it is dropped.
pub struct Watching {
    observer: Option<IntersectionObserver>,
    _callback: Closure<dyn FnMut(Array)>,
}

/// Calls back whenever `element` comes near the screen or leaves it, until
/// dropped; `margin` says what is near.
pub fn on_near(element: &Element, margin: &str, callback: impl Fn(bool) + 'static) -> Watching {
    let closure = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let last = entries.iter().last();
        let last = last.and_then(|it| it.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            callback(entry.is_intersecting());
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let function = closure.as_ref().unchecked_ref();
    let observer = IntersectionObserver::new_with_options(function, &options).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    Watching {
        observer,
        _callback: closure,
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Whether an element begins below what is on screen.
pub fn is_below_screen(element: &Element) -> bool {
    element.get_bounding_client_rect().top() >= screen_height()
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

/// Whether a click fell on nothing that does something of its own, and ended
/// no selection of text.
pub fn is_on_nothing(event: &web_sys::MouseEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let live = "a, button, input, details, video, audio, pre, footer, dialog";
    let alive = target.is_none_or(|it| it.closest(live).ok().flatten().is_some());
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    let selects = selection.is_some_and(|selection| !selection.is_collapsed());
    event.button() == 0 && !alive && !selects
}

/// Whether a click asks for nothing special, as a new tab would be.
pub fn is_plain(event: &web_sys::MouseEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    event.button() == 0 && !held
}

/// What a key without modifiers went to, and whether that takes text or has
/// keys of its own.
pub fn key_target(event: &web_sys::KeyboardEvent) -> Option<(Element, bool)> {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let own = "input, textarea, select, [role^=menuitem], video, audio";
    let typing = target.matches(own).unwrap_or(false);
    plain.then_some((target, typing))
}

/// Whether a key is for a field, a dialog, a menu, or the browser itself.
pub fn is_meant_elsewhere(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let inside = "input, textarea, select, dialog, [role=menu], video, audio";
    let typing = target.is_some_and(|it| it.closest(inside).ok().flatten().is_some());
    typing || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing()
}

/// Lets a sheet of styles in that was loaded for no medium that is shown.
pub fn let_in(selector: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(sheet) = found {
        let _ = sheet.set_attribute("media", "all");
    }
}

/// The text that is pasted; `None` where somebody writes.
pub fn pasted(event: &web_sys::ClipboardEvent) -> Option<String> {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let inside = "input, textarea, select, dialog, [contenteditable]";
    let writes = target.is_some_and(|it| it.closest(inside).ok().flatten().is_some());
    let data = event.clipboard_data().filter(|_| !writes)?;
    data.get_data("text/plain").ok()
}

/// A text in capitals, as its script has them. The standard library brings its
/// own table of them.
pub fn capitals(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

/// Whether an element is on the screen, or so many screens away at most.
pub fn is_within(element: &Element, screens: f64) -> bool {
    let (place, screen) = (element.get_bounding_client_rect(), screen_height());
    place.bottom() > -screens * screen && place.top() < (1.0 + screens) * screen
}

/// A number with so many digits behind the point. The standard library's way
/// weighs fifteen thousand bytes.
pub fn decimal(number: f64, digits: u8) -> String {
    let text = js_sys::Number::from(number).to_fixed(digits);
    text.map(String::from).unwrap_or_default()
}

/// How far the page is scrolled, and scrolling it.
pub fn scroll_top() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

/// How high the screen is.
pub fn screen_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0)
}

/// Scrolls the page by so much, at once.
pub fn scroll_by(by: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_by_with_x_and_y(0.0, by);
    }
}

/// Scrolls the page, at once.
pub fn scroll_to(top: f64) {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, top);
    }
}

/// Brings an element to the top of the box that it scrolls in: `frame`, or the
/// page where that does not scroll by itself. What stands there already stays.
pub fn bring_up(frame: &str, element: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let find = |selector: &str| document.as_ref()?.query_selector(selector).ok().flatten();
    let Some((frame, element)) = find(frame).zip(find(element)) else {
        return;
    };
    let margin = 64.0;
    let top = element.get_bounding_client_rect().top();
    if scrolls_itself(&frame) {
        let by = top - frame.get_bounding_client_rect().top() - margin;
        frame.set_scroll_top(frame.scroll_top() + by as i32);
    } else {
        scroll_to((scroll_top() + top - margin).max(0.0));
    }
}

/// Whether an element is a box that scrolls, even if it need not at the moment.
fn scrolls_itself(element: &Element) -> bool {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok()?);
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok());
    overflow.is_some_and(|overflow| overflow != "visible")
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok()?);
    list.is_some_and(|list| list.matches())
}

/// Sets the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Moves the focus to the first of these elements that begins on screen.
pub fn focus_in_view(all: &str) {
    let begins = |element: &Element| element.get_bounding_client_rect().top() >= 0.0;
    if let Some(element) = elements(all).find(begins) {
        focus_quietly(element);
    }
}

/// Moves the focus to the first of these elements whose attribute is `value`,
/// without scrolling.
pub fn focus_by(all: &str, attribute: &str, value: &str) {
    let fits = |element: &Element| element.get_attribute(attribute).as_deref() == Some(value);
    if let Some(element) = elements(all).find(fits) {
        focus_quietly(element);
    }
}

fn elements(selector: &str) -> impl Iterator<Item = Element> {
    let document = web_sys::window().and_then(|window| window.document());
    let list = document.and_then(|document| document.query_selector_all(selector).ok());
    let count = list.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |at| list.as_ref()?.get(at)?.dyn_into().ok())
}

fn focus_quietly(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        focus_still(&element);
    }
}

/// Moves the focus to an element without scrolling.
pub fn focus_still(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// What has the focus.
pub fn focused() -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.active_element()?.dyn_into().ok()
}

/// Whether something that one types into has the focus.
pub fn is_typing() -> bool {
    focused().is_some_and(|it| it.matches("input, textarea, select").unwrap_or(false))
}

/// Whether nothing on the page has the focus.
pub fn is_focus_nowhere() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|it| it.active_element() == it.body().map(Into::into))
}

/// Keeps all that a pointer does for the element that hears it, until it is
/// lifted.
pub fn capture(event: &web_sys::PointerEvent) {
    let hears = event.current_target();
    if let Some(element) = hears.and_then(|it| it.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether an event fell on one of these, or within.
pub fn is_in(event: &web_sys::Event, all: &str) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.closest(all).ok().flatten().is_some())
}

/// Whether the focus is on an element or in it.
pub fn has_focus(element: &Element) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    active.is_some_and(|active| element.contains(Some(&active)))
}

/// Moves the focus to an element by its id, without scrolling.
pub fn focus(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        focus_quietly(element);
    }
}

/// Where in the element that hears it an event points: from (0, 0), left and above, to
/// (1, 1).
pub fn point_in(event: &web_sys::MouseEvent) -> Option<(f64, f64)> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let area = element.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - area.left()) / area.width();
    let y = (f64::from(event.client_y()) - area.top()) / area.height();
    (x.is_finite() && y.is_finite()).then_some((x, y))
}
