//! Languages by their BCP 47 tags, as the browser knows them.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;

/// The language that the reader likes best, as translators name it: with its
/// region only where that makes another language to them.
pub fn first() -> String {
    let first = languages().into_iter().next();
    main(&first.unwrap_or_else(|| "en".into()))
}

fn main(tag: &str) -> String {
    match tag.split_once('-') {
        Some((main, _)) if !["pt", "zh"].contains(&main) => main.to_owned(),
        _ => tag.to_owned(),
    }
}

/// Whether the reader has named no such language. What is in no language, or
/// in several, is foreign to nobody.
pub fn is_foreign(tag: &str) -> bool {
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    let wanted = main(tag);
    let none = ["und", "zxx", "mul", "mis"].contains(&wanted.as_str());
    !none && !languages().iter().any(|it| main(it) == wanted)
}

/// A language's name in the page's language; its tag, if the browser has none.
pub fn name(tag: &str) -> String {
    named(tag).unwrap_or_else(|| tag.to_owned())
}

fn named(tag: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let maker = Reflect::get(&intl, &"DisplayNames".into()).ok()?;
    let maker: Function = maker.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let arguments = Array::of2(&"en".into(), &options);
    let names = Reflect::construct(&maker, &arguments).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&names, &tag.into()).ok()?.as_string()
}

/// The languages that the reader reads, as [`first`] names them.
pub fn all() -> Vec<String> {
    languages().into_iter().map(|tag| main(&tag)).collect()
}

/// The languages that the reader reads, best first, as BCP 47 tags.
fn languages() -> Vec<String> {
    let listed = web_sys::window().map(|window| window.navigator().languages());
    let listed = listed
        .into_iter()
        .flat_map(|all| all.iter().collect::<Vec<_>>());
    listed.filter_map(|tag| tag.as_string()).collect()
}
