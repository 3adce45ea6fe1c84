//! What the tests need of their page: its address, waiting, counting.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::pin,
    rc::Rc,
    task::Poll,
};

use skein::{
    browser::{address, clock},
    core::{http::Origin, id::Millis},
};

/// Long enough to prove that something does not happen.
pub const A_WHILE: Millis = Millis(60);

/// The server that the page came from.
pub fn home() -> Origin {
    Origin::of(&address::home()).unwrap()
}

/// The page's own port on a loopback address where nobody listens.
pub fn nobody() -> Origin {
    let home = home();
    let (_, port) = home.host().rsplit_once(':').unwrap();
    Origin::of_host(&format!("[::1]:{port}")).unwrap()
}

/// Counts how often something happens.
#[derive(Clone, Default)]
pub struct Count(Rc<Cell<u32>>);

impl Count {
    pub fn one(&self) {
        self.0.set(self.0.get() + 1);
    }

    pub fn get(&self) -> u32 {
        self.0.get()
    }

    /// Waits until it has happened at all; ten seconds at most.
    pub async fn happens(&self) {
        let patience = clock::now().0 + 10_000;
        while self.get() == 0 {
            assert!(clock::now().0 < patience, "it does not happen");
            clock::sleep(Millis(2)).await;
        }
    }
}

/// Counts what nobody caught: callbacks that were called after their end.
pub fn errors() -> (Count, address::Listening) {
    let count = Count::default();
    let counted = count.clone();
    (count, address::listen("error", move || counted.one()))
}

/// Does two things at the same time.
pub async fn both<A, B>(first: impl Future<Output = A>, second: impl Future<Output = B>) -> (A, B) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut other) = (None, None);
    poll_fn(move |context| {
        if one.is_none()
            && let Poll::Ready(done) = first.as_mut().poll(context)
        {
            one = Some(done);
        }
        if other.is_none()
            && let Poll::Ready(done) = second.as_mut().poll(context)
        {
            other = Some(done);
        }
        if one.is_none() || other.is_none() {
            return Poll::Pending;
        }
        Poll::Ready((one.take().unwrap(), other.take().unwrap()))
    })
    .await
}
