//! Parts of any interface: nothing here knows the fediverse.

pub mod avatar;
pub mod dialog;
pub mod icon;
pub mod menu;
pub mod panel;
pub mod time;
pub mod toast;
