//! Elements, made at once and kept up to date by Leptos' signals.
//!
//! Leptos' own views give every shape of view a type of its own, with code to
//! build, change and remove it; a page of many small views pays for that in
//! Wasm. Here an element is an element whatever it holds. See
//! `docs/decisions/0007-untyped-elements.md`.
//!
//! What an element needs to stay alive (effects, listeners) belongs to the
//! reactive owner that it was made under, and goes with it.

mod live;

use leptos::{
    prelude::{Effect, Get, GetUntracked, RwSignal, Set, StoredValue, document},
    reactive::effect::RenderEffect,
    tachys::renderer::dom::Dom,
    web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node, SvgElement},
};
use wasm_bindgen::{JsCast, closure::Closure};

pub use live::{each, live, put_in_order, show, text};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of the page, or one on its way there.
#[derive(Clone)]
pub struct El(Element);

/// A new element of HTML.
pub fn el(tag: &'static str) -> El {
    El(Dom::create_element(tag, None))
}

/// A new element of SVG.
pub fn svg(tag: &'static str) -> El {
    El(Dom::create_element(tag, Some(SVG)))
}

/// A button that submits nothing, with its class.
pub fn button(class: &str) -> El {
    el("button").at("type", "button").class(class)
}

/// A link to elsewhere on the web, that tells nothing of where one came from.
pub fn out(href: &str) -> El {
    let rel = "noopener noreferrer nofollow ugc";
    el("a")
        .at("href", href)
        .at("target", "_blank")
        .at("rel", rel)
}

impl El {
    /// Its class, or classes.
    pub fn class(self, class: &str) -> Self {
        self.at("class", class)
    }

    /// An attribute.
    pub fn at(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute that may not be there.
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.at(name, value),
            None => self,
        }
    }

    /// An attribute without a value, if `on`.
    pub fn flag(self, name: &str, on: bool) -> Self {
        if on { self.at(name, "") } else { self }
    }

    /// An attribute that changes; gone while it is `None`.
    pub fn live(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.live_boxed(name, Box::new(value))
    }

    fn live_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        effect(Box::new(move || {
            let _ = match value() {
                // To write what is there already would cost a layout.
                Some(now) if element.get_attribute(name).as_deref() == Some(&now) => Ok(()),
                Some(now) => element.set_attribute(name, &now),
                None => element.remove_attribute(name),
            };
        }));
        self
    }

    /// An attribute without a value, there while `on` says so.
    pub fn live_flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.live(name, move || on().then(String::new))
    }

    /// A property of its style: of the CSS object model, which a policy
    /// without inline styles allows.
    pub fn style(self, name: &str, value: &str) -> Self {
        set_style(&self.0, name, value);
        self
    }

    /// A property of its style that changes.
    pub fn live_style(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        let element = self.0.clone();
        effect(Box::new(move || {
            set_style(&element, name, &value().unwrap_or_default());
        }));
        self
    }

    /// Hears an event for as long as its owner lives.
    pub fn on<E: JsCast>(self, event: &'static str, mut act: impl FnMut(E) + 'static) -> Self {
        self.hear(event, Box::new(move |event| act(event.unchecked_into())));
        self
    }

    /// Hears a click.
    pub fn click(self, mut act: impl FnMut() + 'static) -> Self {
        self.hear("click", Box::new(move |_| act()));
        self
    }

    fn hear(&self, event: &'static str, act: Box<dyn FnMut(Event)>) {
        let closure = Closure::wrap(act);
        let function = closure.as_ref().unchecked_ref();
        let _ = self.0.add_event_listener_with_callback(event, function);
        // An event on its way when the owner goes finds nobody, not a closed door.
        let listener = Listener {
            element: self.0.clone(),
            event,
            closure,
        };
        StoredValue::new_local(listener);
    }

    /// What stands in it, after what is there.
    pub fn put(self, inner: impl Into<Bit>) -> Self {
        inner.into().append_to(&self.0);
        self
    }

    /// A field's text, both ways.
    pub fn typed(self, text: RwSignal<String>) -> Self {
        let field: HtmlInputElement = self.0.clone().unchecked_into();
        field.set_value(&text.get_untracked());
        let shown = field.clone();
        react(move || {
            let text = text.get();
            // To write what is there already would move the caret.
            if shown.value() != text {
                shown.set_value(&text);
            }
        });
        self.on("input", move |_: Event| text.set(field.value()))
    }

    /// Another like it, with what stands in it now; nothing that it hears, and
    /// nothing that changes.
    pub fn copy(&self) -> Self {
        match self.0.clone_node_with_deep(true) {
            Ok(copy) => Self(copy.unchecked_into()),
            Err(_) => self.clone(),
        }
    }

    /// Gives it the focus.
    pub fn focus(&self) {
        let _ = self.html().focus();
    }

    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element itself, as one that can have the focus.
    pub fn html(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }
}

/// Runs something now, and again whenever a signal that it read has changed,
/// until the owner goes.
fn effect(run: Box<dyn Fn()>) {
    let run: Box<dyn FnMut(Option<()>)> = Box::new(move |_| run());
    StoredValue::new_local(RenderEffect::new(run));
}

/// Runs something soon, and again whenever a signal that it read has changed,
/// until the owner goes.
pub fn react(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    // One type of effect: each weighs six hundred bytes.
    Effect::new(move |_| run());
}

fn set_style(element: &Element, name: &str, value: &str) {
    let style = match element.dyn_ref::<HtmlElement>() {
        Some(html) => html.style(),
        None => element.unchecked_ref::<SvgElement>().style(),
    };
    let _ = style.set_property(name, value);
}

struct Listener {
    element: Element,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self
            .element
            .remove_event_listener_with_callback(self.event, function);
    }
}

/// What can stand in an element.
pub enum Bit {
    Nothing,
    One(Node),
    Many(Vec<Bit>),
}

impl Bit {
    fn append_to(self, parent: &Node) {
        match self {
            Self::Nothing => {}
            Self::One(node) => drop(parent.append_child(&node)),
            Self::Many(all) => all.into_iter().for_each(|bit| bit.append_to(parent)),
        }
    }
}

/// Puts something on the page, after what is there.
pub fn mount(bit: impl Into<Bit>) {
    if let Some(body) = document().body() {
        bit.into().append_to(&body);
    }
}

impl From<El> for Bit {
    fn from(el: El) -> Self {
        Self::One(el.0.into())
    }
}

impl From<&str> for Bit {
    fn from(text: &str) -> Self {
        match text {
            "" => Self::Nothing,
            text => Self::One(document().create_text_node(text).into()),
        }
    }
}

impl From<String> for Bit {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl<B: Into<Bit>> From<Option<B>> for Bit {
    fn from(bit: Option<B>) -> Self {
        bit.map_or(Self::Nothing, Into::into)
    }
}

impl<B: Into<Bit>> From<Vec<B>> for Bit {
    fn from(bits: Vec<B>) -> Self {
        Self::Many(bits.into_iter().map(Into::into).collect())
    }
}
