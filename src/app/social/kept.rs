//! What is left of a page for when one comes back to it, as long as the app is open.

use std::{any::Any, cell::RefCell, rc::Rc};

use leptos::reactive::owner::Owner;

/// So many are kept.
const MOST: usize = 8;

struct Kept {
    name: String,
    /// It is not thrown away for others.
    stays: bool,
    owner: Owner,
    what: Rc<dyn Any>,
}

thread_local! {
    /// That which was needed last stands last.
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// What was left under this name; made now, if there is none. It outlives the
/// page, until some others were needed.
pub fn keep<T: Copy + 'static>(name: &str, make: impl FnOnce() -> T) -> T {
    keep_as(name, false, make)
}

/// The same, for as long as the app is open: for what somebody has typed.
pub fn keep_typed<T: Copy + 'static>(name: &str, make: impl FnOnce() -> T) -> T {
    keep_as(name, true, make)
}

fn keep_as<T: Copy + 'static>(name: &str, stays: bool, make: impl FnOnce() -> T) -> T {
    if let Some(what) = find(name) {
        return what;
    }
    // Nobody's child: it outlives the page.
    let owner = Owner::default();
    let what = owner.with(make);
    KEPT.with_borrow_mut(|all| {
        all.push(Kept {
            name: name.to_owned(),
            stays,
            owner,
            what: Rc::new(what),
        });
        let passing = all.iter().filter(|it| !it.stays).count();
        if let Some(first) = all.iter().position(|it| !it.stays && passing > MOST) {
            all.remove(first).owner.cleanup();
        }
    });
    what
}

fn find<T: Copy + 'static>(name: &str) -> Option<T> {
    KEPT.with_borrow_mut(|all| {
        let at = all.iter().position(|it| it.name == name)?;
        let found = all.remove(at);
        let what = found.what.downcast_ref::<T>().copied();
        all.push(found);
        what
    })
}
