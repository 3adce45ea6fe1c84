//! The user's accounts: which there are, signing in, signing out.

mod arrive;
mod list;
mod sign_in;

pub use arrive::arrive;
pub use list::accounts;
pub use sign_in::{sign_in, welcome};
