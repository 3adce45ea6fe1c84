//! Where in the app one is. Typed paths over the browser's history.

use leptos::{ev::MouseEvent, prelude::*};

use super::kit::el::{El, el};
use crate::{
    browser::{address, dom},
    core::{
        actor::Handle,
        http::{decode_form, encode_form},
        id::PostUri,
        outbox::letter::Purpose,
        safe_url::landing::Landing,
    },
};

/// A place in the app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    Home,
    /// A post and its conversation.
    Post(PostUri),
    /// Writing.
    Write(Purpose),
    Notifications,
    /// Looking for somebody or something, by these words if there are any.
    Find(Option<String>),
    /// Somebody, by their handle.
    Person(Handle),
    /// Reporting somebody for a post.
    Report(Handle, PostUri),
    /// Changing the profile of one of the user's accounts.
    Own(Handle),
    Accounts,
    /// The accounts' own lists.
    Lists,
    /// Signing in, to this server if one is named.
    SignIn(Option<String>),
    NotFound,
}

impl Route {
    /// Reads path and query of an address.
    pub fn parse(path: &str, query: &str) -> Self {
        let value = |name: &str| {
            let pairs = decode_form(query.trim_start_matches('?'));
            let found = pairs
                .into_iter()
                .find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| value)
        };
        match path.trim_end_matches('/') {
            "" | "/index.html" => Self::Home,
            "/write" => {
                let of = |name: &str, to: fn(PostUri) -> Purpose| {
                    value(name).map(|uri| to(PostUri::new(&uri)))
                };
                let found = of("edits", Purpose::Edit)
                    .or_else(|| of("quotes", Purpose::Quote))
                    .or_else(|| of("answers", Purpose::Answer));
                Self::Write(found.unwrap_or(Purpose::New))
            }
            "/find" => Self::Find(value("q")),
            "/notifications" => Self::Notifications,
            "/person" => value("handle")
                .map(|handle| Handle::new(&handle, ""))
                .filter(|handle| !handle.user.is_empty() && !handle.host.is_empty())
                .map_or(Self::NotFound, |handle| match value("report") {
                    Some(uri) => Self::Report(handle, PostUri::new(&uri)),
                    None => Self::Person(handle),
                }),
            "/edit-profile" => value("handle")
                .map(|handle| Handle::new(&handle, ""))
                .filter(|handle| !handle.user.is_empty() && !handle.host.is_empty())
                .map_or(Self::NotFound, Self::Own),
            "/accounts" => Self::Accounts,
            "/lists" => Self::Lists,
            "/sign-in" => Self::SignIn(value("server")),
            "/post" => value("uri").map_or(Self::NotFound, |uri| Self::Post(PostUri::new(&uri))),
            _ => Self::NotFound,
        }
    }

    /// The place that a link or a handle leads to.
    pub fn of(landing: Landing) -> Self {
        match landing {
            Landing::Person(handle) => Self::Person(handle),
            Landing::Post(uri) => Self::Post(uri),
        }
    }

    /// The address of this place.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".into(),
            Self::Accounts => "/accounts".into(),
            Self::Lists => "/lists".into(),
            Self::Notifications => "/notifications".into(),
            Self::Find(None) => "/find".into(),
            Self::Find(Some(words)) => format!("/find?{}", encode_form(&[("q", words.clone())])),
            Self::Person(handle) => {
                let handle = format!("{}@{}", handle.user, handle.host);
                format!("/person?{}", encode_form(&[("handle", handle)]))
            }
            Self::Own(handle) => {
                let handle = format!("{}@{}", handle.user, handle.host);
                format!("/edit-profile?{}", encode_form(&[("handle", handle)]))
            }
            Self::Report(handle, uri) => {
                let handle = format!("{}@{}", handle.user, handle.host);
                let pairs = [("handle", handle), ("report", uri.as_str().to_owned())];
                format!("/person?{}", encode_form(&pairs))
            }
            Self::Write(purpose) => {
                let name = match purpose {
                    Purpose::New => return "/write".into(),
                    Purpose::Answer(_) => "answers",
                    Purpose::Quote(_) => "quotes",
                    Purpose::Edit(_) => "edits",
                };
                let uri = purpose.about().map_or("", PostUri::as_str);
                format!("/write?{}", encode_form(&[(name, uri.to_owned())]))
            }
            Self::SignIn(None) => "/sign-in".into(),
            Self::SignIn(Some(server)) => {
                format!("/sign-in?{}", encode_form(&[("server", server.clone())]))
            }
            Self::Post(uri) => {
                format!("/post?{}", encode_form(&[("uri", uri.as_str().to_owned())]))
            }
        }
    }
}

/// Goes from place to place.
#[derive(Clone, Copy)]
pub struct Router {
    /// Where one is.
    pub at: RwSignal<Route>,
    /// How many steps were taken within the app: whether "back" stays in it.
    steps: StoredValue<usize>,
    /// How far the timeline was scrolled when it was left.
    home_top: StoredValue<f64>,
}

impl Router {
    /// A router that follows the browser's back and forward.
    pub fn new(route: Route) -> Self {
        // The browser would scroll before the place is drawn again.
        address::own_scrolling();
        let router = Self {
            at: RwSignal::new(route),
            steps: StoredValue::new(address::step()),
            home_top: StoredValue::new(0.0),
        };
        address::listen("popstate", move || {
            let (path, query) = address::current();
            router.steps.set_value(address::step());
            router.arrive(Route::parse(&path, &query));
        })
        .forever();
        router
    }

    /// How far the timeline was scrolled when it was left.
    pub fn home_top(&self) -> f64 {
        self.home_top.get_value()
    }

    /// Notes the reader's place before anything is drawn anew.
    fn arrive(&self, route: Route) {
        if self.at.with_untracked(|at| *at == Route::Home) {
            self.home_top.set_value(dom::scroll_top());
        }
        // What lay over the place has gone: nothing is drawn anew for that.
        if self.at.with_untracked(|at| *at != route) {
            self.at.set(route);
        }
    }

    /// A step of the history for what lies over the place where one is: back
    /// takes that away.
    pub fn step_over(&self) {
        let (path, query) = address::current();
        let step = self.steps.get_value() + 1;
        address::push(&format!("{path}{query}"), step);
        self.steps.set_value(step);
    }

    /// Goes to a place, as a new step of the history.
    pub fn go(&self, route: Route) {
        if self.at.with_untracked(|at| *at != route) {
            let step = self.steps.get_value() + 1;
            address::push(&route.path(), step);
            self.steps.set_value(step);
            self.arrive(route);
        }
    }

    /// One step back; home, if one came from outside.
    pub fn back(&self) {
        if self.steps.get_value() > 0 {
            address::back();
        } else {
            self.replace(Route::Home);
        }
    }

    /// Goes to a place in the stead of this one.
    pub fn replace(&self, route: Route) {
        address::replace(&route.path());
        self.arrive(route);
    }
}

/// The router, from anywhere in the page.
pub fn use_router() -> Router {
    expect_context::<Router>()
}

/// A link within the app: a real link, so that it can be opened in a new tab.
pub fn to(route: Route) -> El {
    let router = use_router();
    let href = route.path();
    let click = move |event: MouseEvent| {
        if dom::is_plain(&event) {
            event.prevent_default();
            router.go(route.clone());
        }
    };
    el("a").at("href", &href).on("click", click)
}
