//! One's own profile: looked at, and changed.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::{Update as _, *};

use crate::{
    app::{
        platform::Browser,
        state::{Errand, Social, State},
        words,
    },
    browser::files::File,
    core::{
        actor::{Own, Picture, Room},
        id::{AccountId, Few},
    },
    engine::{Client, Failure, people::own},
};

/// Pictures with more bytes or pixels are made smaller before they go: servers show
/// them at 400 and 1500 pixels, and refuse more than some megabytes.
const BYTES: u64 = 2 << 20;
const PIXELS: u64 = 1_500 * 1_500;

/// A profile as its server tells it.
#[derive(Clone, PartialEq, Debug)]
pub enum Mine {
    Asked,
    Known(Arc<Own>, Room),
    Failed(Failure),
}

/// One of the user's profiles, to be changed. A handle.
#[derive(Clone, Copy)]
pub struct Mirror {
    pub account: StoredValue<AccountId>,
    pub now: RwSignal<Mine>,
    pub busy: RwSignal<bool>,
    /// What was saved last has arrived.
    pub saved: RwSignal<bool>,
    /// Why something was not saved.
    pub trouble: RwSignal<Option<String>>,
    /// The sign-in does not allow it.
    pub narrow: RwSignal<bool>,
    /// Pictures that were chosen and are not saved yet.
    pub chosen: RwSignal<Few<Picture, File>, LocalStorage>,
}

/// Something to be done about it.
#[derive(Clone)]
pub enum AtMirror {
    Look,
    /// To save it as it is wished, with the pictures that were chosen.
    Save(Box<Own>),
}

impl Mirror {
    fn refuse(&self, said: String, why: &Failure) {
        self.busy.try_set(false);
        self.narrow.try_set(*why == Failure::OutOfScope);
        self.trouble.try_set(Some(said));
    }
}

impl State {
    /// Begins to look at the profile of one of the user's accounts.
    pub fn mirror(&self, account: AccountId) -> Mirror {
        let mirror = Mirror {
            account: StoredValue::new(account),
            now: RwSignal::new(Mine::Asked),
            busy: RwSignal::new(false),
            saved: RwSignal::new(false),
            trouble: RwSignal::new(None),
            narrow: RwSignal::new(false),
            chosen: RwSignal::new_local(Few::default()),
        };
        self.at_mirror(mirror, AtMirror::Look);
        mirror
    }

    /// Sends off something that is to be done about it.
    pub fn at_mirror(&self, mirror: Mirror, deed: AtMirror) {
        match &deed {
            AtMirror::Look => mirror.now.set(Mine::Asked),
            AtMirror::Save(_) => {
                mirror.busy.set(true);
                mirror.saved.set(false);
                mirror.trouble.set(None);
            }
        }
        let failed = deed.clone();
        let failed = move |_: &Self, why| not_done(mirror, &failed, why);
        self.send_off(Errand::Social(
            Rc::new(Social::Own(mirror, deed)),
            Rc::new(failed),
        ));
    }

    /// Does it. Called in the part that can wait for the first posts alone.
    pub(in crate::app::state) async fn do_at_mirror(self, mirror: Mirror, deed: AtMirror) {
        let Some(account) = mirror.account.try_get_value() else {
            return;
        };
        let Some((browser, client)) = self.browser().zip(self.client(&account)) else {
            return not_done(mirror, &deed, Failure::SignedOut);
        };
        let done = match &deed {
            AtMirror::Look => own::look(&browser, &client).await.map(|(own, room)| {
                self.take_own(mirror, &account, own, Some(room));
            }),
            AtMirror::Save(want) => self.save_own(mirror, (&browser, &client), want).await,
        };
        if let Err(why) = done {
            self.heed(&account, &why);
            not_done(mirror, &deed, why);
        }
    }

    /// What the server tells holds, here and wherever the account is shown.
    fn take_own(&self, mirror: Mirror, account: &AccountId, own: Own, room: Option<Room>) {
        if self
            .account_now(account)
            .is_some_and(|it| it.actor != own.actor)
        {
            let actor = own.actor.clone();
            self.change_account(account, move |it| it.actor = actor);
        }
        let room = room.or_else(|| match mirror.now.try_get_untracked()? {
            Mine::Known(_, room) => Some(room),
            Mine::Asked | Mine::Failed(_) => None,
        });
        let known = Mine::Known(Arc::new(own), room.unwrap_or_default());
        mirror.now.try_set(known);
    }

    async fn save_own(
        self,
        mirror: Mirror,
        (browser, client): (&Browser, &Client),
        want: &Own,
    ) -> Result<(), Failure> {
        let account = client.account();
        let Some(Mine::Known(was, _)) = mirror.now.try_get_untracked() else {
            return Ok(());
        };
        if *was != *want {
            let own = own::change(browser, client, &was, want).await?;
            self.take_own(mirror, account, own, None);
        }
        let chosen = mirror.chosen.try_get_untracked().unwrap_or_default();
        for (picture, file) in chosen.iter() {
            match send_picture(browser, client, *picture, file).await {
                Ok(own) => {
                    mirror.chosen.try_update(|all| drop(all.remove(picture)));
                    self.take_own(mirror, account, own, None);
                }
                Err(why) => {
                    self.heed(account, &why);
                    mirror.refuse(words::picture_not_saved(*picture, &why), &why);
                    return Ok(());
                }
            }
        }
        mirror.busy.try_set(false);
        mirror.saved.try_set(true);
        Ok(())
    }
}

fn not_done(mirror: Mirror, deed: &AtMirror, why: Failure) {
    match deed {
        AtMirror::Look => drop(mirror.now.try_set(Mine::Failed(why))),
        AtMirror::Save(_) => mirror.refuse(words::not_saved(&why), &why),
    }
}

async fn send_picture(
    browser: &Browser,
    client: &Client,
    picture: Picture,
    file: &File,
) -> Result<Own, Failure> {
    let (width, height) = file.measure().await.unwrap_or_default();
    let large = file.bytes() > BYTES || u64::from(width) * u64::from(height) > PIXELS;
    // What moves would stand still.
    let smaller = match large && file.mime() != "image/gif" {
        true => file.smaller(PIXELS, BYTES).await,
        false => None,
    };
    let file = smaller.as_ref().unwrap_or(file);
    let key = match picture {
        Picture::Avatar => format!("own avatar {}", client.account().as_str()),
        Picture::Banner => format!("own banner {}", client.account().as_str()),
    };
    let kept = browser.keep_file(&key, file).await;
    kept.map_err(|_| Failure::NotKept)?;
    let name = match file.name() {
        "" => "picture",
        name => name,
    };
    own::change_picture(browser, client, picture, (&key, name)).await
}
