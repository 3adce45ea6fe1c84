//! Parts of any interface: nothing here knows the fediverse.

pub mod avatar;
pub mod dialog;
pub mod el;
pub mod icon;
pub mod menu;
pub mod panel;
pub mod reel;
pub mod time;
pub mod toast;
