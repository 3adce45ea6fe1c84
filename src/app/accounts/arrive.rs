//! The end of a sign-in: back from the server's page.

use crate::{
    app::{
        route::{Route, Router},
        state::State,
        words,
    },
    engine::session::{Arrival, NotSignedIn},
};

/// Ends the sign-in that a server's answer belongs to, goes where its user
/// wanted to go, and says how that went.
pub async fn arrive(state: State, router: Router, query: String) {
    match state.finish(&query).await {
        Err(why) => fail(state, router, &why),
        Ok(arrival) => welcome(state, router, &arrival),
    }
}

fn fail(state: State, router: Router, why: &NotSignedIn) {
    state.tell(words::not_signed_in(why));
    router.go(Route::SignIn(None));
}

fn welcome(state: State, router: Router, arrival: &Arrival) {
    let handle = arrival.account.actor.handle.to_string();
    let said = words::signed_in(&handle, arrival.other_than.as_deref());
    match arrival.other_than {
        // Another than was meant: that is no mere word of success.
        Some(_) => state.tell(said),
        None => state.tell_done(said),
    }
    let place = arrival.place.split_once('?');
    let (path, query) = place.unwrap_or((&arrival.place, ""));
    router.replace(Route::parse(path, query));
}
