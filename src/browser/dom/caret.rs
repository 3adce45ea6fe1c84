//! The caret of a text field: where it stands, and what is put there.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Event, HtmlElement, HtmlInputElement};

/// A place on the screen, in pixels from its top and left.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spot {
    pub left: f64,
    pub top: f64,
    pub bottom: f64,
    /// How large the screen is.
    pub width: f64,
    pub height: f64,
}

/// What of a field is selected: from where to where, in UTF-16 code units.
pub fn selected(field: &HtmlElement) -> Option<(u32, u32)> {
    // A text area has the same methods.
    let field: &HtmlInputElement = field.unchecked_ref();
    let start = field.selection_start().ok()??;
    let end = field.selection_end().ok()??;
    Some((start, end))
}

/// Puts a text into the place of what stands between two places of a field, and
/// the caret behind it. It can be undone, where the browser lends its old way to
/// type for somebody.
pub fn put(field: &HtmlElement, (start, end): (u32, u32), text: &str) {
    let _ = field.focus();
    let input: &HtmlInputElement = field.unchecked_ref();
    let _ = input.set_selection_range(start, end);
    if typed_for_them(text) {
        return;
    }
    let value = input.value();
    let wide: Vec<u16> = value.encode_utf16().collect();
    let before = wide.get(..start as usize).unwrap_or_default();
    let after = wide.get(end as usize..).unwrap_or_default();
    let (before, after) = (
        String::from_utf16_lossy(before),
        String::from_utf16_lossy(after),
    );
    input.set_value(&format!("{before}{text}{after}"));
    let caret = start + text.encode_utf16().count() as u32;
    let _ = input.set_selection_range(caret, caret);
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

/// `document.execCommand("insertText")`: deprecated, in every browser, and the one
/// way that keeps what can be undone.
fn typed_for_them(text: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let command = Reflect::get(&document, &"execCommand".into());
    let Some(command) = command.ok().and_then(|it| it.dyn_into::<Function>().ok()) else {
        return false;
    };
    let done = command.call3(
        &document,
        &"insertText".into(),
        &JsValue::FALSE,
        &text.into(),
    );
    done.is_ok_and(|done| done.is_truthy())
}

/// What makes a text take as much room as another.
const LIKE: [&str; 12] = [
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "tab-size",
    "text-indent",
    "text-align",
    "padding",
    "direction",
];

/// Where on the screen a place of a field's text is. A field does not say: its text
/// is set once more, unseen, as wide and in the same letters.
pub fn spot(field: &HtmlElement, at: u32) -> Option<Spot> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let style = window.get_computed_style(field).ok()??;
    let twin: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
    let mark: HtmlElement = document.create_element("span").ok()?.dyn_into().ok()?;
    let value = field.unchecked_ref::<HtmlInputElement>().value();
    let wide: Vec<u16> = value.encode_utf16().take(at as usize).collect();
    twin.set_text_content(Some(&String::from_utf16_lossy(&wide)));
    mark.set_text_content(Some("\u{200b}."));
    twin.append_child(&mark).ok()?;
    dress(&twin, &style, field.client_width());
    field.parent_element()?.append_child(&twin).ok()?;
    let (here, inside) = (
        mark.get_bounding_client_rect(),
        twin.get_bounding_client_rect(),
    );
    twin.remove();
    let frame = field.get_bounding_client_rect();
    let left = frame.left() + f64::from(field.client_left()) + here.left() - inside.left();
    let top = frame.top() + f64::from(field.client_top()) + here.top()
        - inside.top()
        - f64::from(field.scroll_top());
    let top = top.clamp(frame.top(), frame.bottom());
    Some(Spot {
        left,
        top,
        bottom: (top + here.height()).min(frame.bottom()),
        // Without the room that is kept for a bar to scroll with.
        width: document.document_element()?.client_width().into(),
        height: super::screen_height(),
    })
}

fn dress(twin: &HtmlElement, like: &CssStyleDeclaration, width: i32) {
    let style = twin.style();
    for name in LIKE {
        let value = like.get_property_value(name).unwrap_or_default();
        let _ = style.set_property(name, &value);
    }
    let width = format!("{width}px");
    for (name, value) in [
        ("position", "absolute"),
        ("inset", "0 auto auto 0"),
        ("visibility", "hidden"),
        ("box-sizing", "border-box"),
        ("white-space", "pre-wrap"),
        ("overflow-wrap", "break-word"),
        ("width", &width),
    ] {
        let _ = style.set_property(name, value);
    }
}

/// Shows a popover above all else, where the browser can; elsewhere it is shown
/// where it stands. The focus stays.
pub fn float(popover: &HtmlElement) {
    let show = Reflect::get(popover, &"showPopover".into());
    if let Some(show) = show.ok().and_then(|it| it.dyn_into::<Function>().ok()) {
        let _ = show.call0(popover);
    }
}

/// Brings an element by its id into what is seen of the box that it scrolls in.
pub fn into_view(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let Some(frame) = element.offset_parent() else {
        return;
    };
    let (top, height) = (element.offset_top(), element.offset_height());
    let (seen, room) = (frame.scroll_top(), frame.client_height());
    let to = seen.min(top).max(top + height - room);
    if to != seen {
        frame.set_scroll_top(to);
    }
}

/// Scrolls a box, by its id, so far down.
pub fn scroll(id: &str, top: f64) {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        element.set_scroll_top(top as i32);
    }
}
