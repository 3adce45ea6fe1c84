//! Places in an element whose content changes.

use std::cell::{Cell, RefCell};

use leptos::{
    prelude::document,
    reactive::owner::Owner,
    web_sys::{Element, HtmlElement, Node},
};
use wasm_bindgen::JsCast;

use super::{Bit, El, effect};
use crate::{browser::dom, core::id::Few};

/// Text that changes.
pub fn text(said: impl Fn() -> String + 'static) -> Bit {
    let node = document().create_text_node("");
    let shown = node.clone();
    effect(Box::new(move || {
        let now = said();
        if shown.data() != now {
            shown.set_data(&now);
        }
    }));
    Bit::One(node.into())
}

/// Something that is drawn anew whenever a signal that it reads changes. What
/// it made before goes: elements, effects, signals.
pub fn live<B: Into<Bit>>(draw: impl Fn() -> B + 'static) -> Bit {
    live_boxed(Box::new(move || draw().into()))
}

/// Something that is there while `when` holds.
pub fn show<B: Into<Bit>>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> B + 'static,
) -> Bit {
    show_boxed(Box::new(when), Box::new(move || draw().into()))
}

fn show_boxed(when: Box<dyn Fn() -> bool + Send + Sync>, draw: Box<dyn Fn() -> Bit>) -> Bit {
    use leptos::prelude::{Get, Memo};
    let when = Memo::new(move |_| when());
    live_boxed(Box::new(move || match when.get() {
        true => leptos::prelude::untrack(&draw),
        false => Bit::Nothing,
    }))
}

fn live_boxed(draw: Box<dyn Fn() -> Bit>) -> Bit {
    let (begin, end) = (mark(), mark());
    let fragment = document().create_document_fragment();
    let _ = fragment.append_child(&begin);
    let first = Cell::new(Some(fragment.clone()));
    let lost = Cell::new(None);
    effect(Box::new(move || {
        if let Some(fragment) = first.take() {
            draw().append_to(&fragment);
            let _ = fragment.append_child(&end);
            return;
        }
        let fresh = document().create_document_fragment();
        draw().append_to(&fresh);
        let focused =
            focus_between(&begin, &end).or_else(|| lost.take().filter(|_| dom::is_focus_nowhere()));
        clear(&begin, &end);
        if let Some(parent) = end.parent_node() {
            let _ = parent.insert_before(&fresh, Some(&end));
        }
        lost.set(focused.filter(|focused| !pass_on(focused, &begin, &end)));
    }));
    Bit::One(fragment.into())
}

/// What has the focus, if it stands between two marks.
fn focus_between(begin: &Node, end: &Node) -> Option<Element> {
    let focused = document().active_element()?;
    let mut all = between(begin, end);
    all.any(|node| node.contains(Some(&focused)))
        .then_some(focused)
}

/// What replaces something that had the focus, and is like it, gets the focus:
/// now, or, after words of waiting, once it is there. Whether something got it.
fn pass_on(former: &Element, begin: &Node, end: &Node) -> bool {
    const ABLE: &str = "a[href], button:not([disabled]), input:not([disabled]), [tabindex]";
    let able = |node: Node| {
        let element = node.dyn_into::<Element>().ok()?;
        let within = element.query_selector_all(ABLE).ok()?;
        let within = (0..within.length()).filter_map(|at| within.get(at)?.dyn_into().ok());
        let itself = element.matches(ABLE).unwrap_or(false);
        let itself = itself.then(|| element.clone());
        Some(itself.into_iter().chain(within).collect::<Vec<Element>>())
    };
    let all: Vec<Element> = between(begin, end).filter_map(able).flatten().collect();
    let mut alike = all.into_iter();
    let next = alike.find(|it| it.class_name() == former.class_name());
    let next = next.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    next.is_some_and(|next| {
        dom::focus_still(&next);
        true
    })
}

fn between(begin: &Node, end: &Node) -> impl Iterator<Item = Node> {
    let (first, end) = (begin.next_sibling(), end.clone());
    std::iter::successors(first, Node::next_sibling).take_while(move |node| *node != end)
}

/// Takes away what stands between two marks.
fn clear(begin: &Node, end: &Node) {
    while let Some(node) = begin.next_sibling().filter(|node| node != end) {
        match node.parent_node() {
            Some(parent) => drop(parent.remove_child(&node)),
            None => return,
        }
    }
}

fn mark() -> Node {
    document().create_comment("").into()
}

/// One element for each key, in the keys' order. What is known stays as it is;
/// only what comes, goes or moves is touched.
pub fn each<K: Ord + Clone + 'static>(
    keys: impl Fn() -> Vec<K> + 'static,
    draw: impl Fn(K) -> El + 'static,
) -> Bit {
    let end = mark();
    let fragment = document().create_document_fragment();
    let _ = fragment.append_child(&end);
    // Items outlive the runs of the effect that orders them.
    let owner = Owner::current().unwrap_or_default();
    let drawn = RefCell::new(Few::<K, (Owner, Node)>::default());
    effect(Box::new(move || {
        let keys = keys();
        let mut former = std::mem::take(&mut *drawn.borrow_mut());
        let mut now = Few::default();
        let mut order = Vec::with_capacity(keys.len());
        for key in keys {
            if now.contains_key(&key) {
                continue;
            }
            let item = former.remove(&key).unwrap_or_else(|| {
                let under = owner.child();
                let made = under.with(|| leptos::prelude::untrack(|| draw(key.clone())));
                (under, made.node().clone().into())
            });
            order.push(item.1.clone());
            now.insert(key, item);
        }
        for (owner, node) in former.into_values() {
            remove(&node);
            owner.cleanup();
        }
        if let Some(parent) = end.parent_node() {
            put_in_order(&parent, Some(&end), &order);
        }
        *drawn.borrow_mut() = now;
    }));
    Bit::One(fragment.into())
}

/// Puts nodes into `parent` before `end`, or at its end, from the last to the
/// first, and moves none that stands where it belongs: to be moved costs an
/// element its focus, and a film its place. Elements that were set aside may
/// stand between.
pub fn put_in_order(parent: &Node, end: Option<&Node>, order: &[Node]) {
    let mut below = end.cloned();
    for node in order.iter().rev() {
        let mut next = node.next_sibling();
        while let Some(aside) = next
            .as_ref()
            .filter(|it| is_aside(it) && below.as_ref() != Some(it))
        {
            next = aside.next_sibling();
        }
        if next != below || node.parent_node().as_ref() != Some(parent) {
            let _ = parent.insert_before(node, below.as_ref());
        }
        below = Some(node.clone());
    }
}

fn is_aside(node: &Node) -> bool {
    let element = node.dyn_ref::<Element>();
    element.is_some_and(|element| element.has_attribute("data-aside"))
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
