//! Whether somebody is at something.

/// Whether the pointer is over one of these elements, or the focus in it.
pub fn is_at(selector: &str) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let at = format!("{selector}:is(:hover, :focus-within)");
    document.is_some_and(|it| it.query_selector(&at).is_ok_and(|found| found.is_some()))
}
