//! What was done is said, and goes by itself: it can be seen where it was done.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::state::State,
    browser::{address, clock, dom::hover},
    core::id::Millis,
};

/// So long it stands, and again while somebody is at it.
/// <https://www.w3.org/WAI/WCAG22/Understanding/timing-adjustable.html>
const STANDS: Millis = Millis(7_000);

impl State {
    /// Says that something was done.
    pub fn tell_done(&self, text: String) {
        let (state, said) = (*self, text.clone());
        self.tell(text);
        let number = self.notices.with_untracked(|all| {
            let own = all.iter().find(|it| it.text == said);
            own.map(|it| it.number)
        });
        spawn_local(async move {
            loop {
                clock::sleep(STANDS).await;
                if !hover::is_at(".toasts") && !address::is_hidden() {
                    break;
                }
            }
            let all = state.notices;
            all.try_update(|all| all.retain(|it| Some(it.number) != number));
        });
    }
}
