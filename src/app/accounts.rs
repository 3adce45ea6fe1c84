//! The user's accounts: which there are, signing in, signing out.

mod list;
mod sign_in;

pub use list::Accounts;
pub use sign_in::{SignIn, Welcome};
