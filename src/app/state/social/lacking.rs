//! What servers have not got, and have said so: not asked for again while the app
//! is open.

use std::cell::RefCell;

use crate::{core::id::AccountId, engine::Failure};

/// What some servers lack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    /// Rules of who may notify an account.
    Policy,
    /// Who of one's own knows somebody.
    Familiar,
}

thread_local! {
    static LACKS: RefCell<Vec<(AccountId, Lack)>> = const { RefCell::new(Vec::new()) };
}

/// Whether an account's server has said so.
pub fn lacks(account: &AccountId, what: Lack) -> bool {
    LACKS.with_borrow(|all| all.iter().any(|(id, it)| id == account && *it == what))
}

/// It has said so.
pub fn note(account: &AccountId, what: Lack) {
    if !lacks(account, what) {
        LACKS.with_borrow_mut(|all| all.push((account.clone(), what)));
    }
}

/// Notes it, if that is what the failure says.
pub fn heed(account: &AccountId, what: Lack, why: &Failure) {
    if matches!(why, Failure::Gone | Failure::Unsupported) {
        note(account, what);
    }
}
