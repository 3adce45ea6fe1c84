//! Pictures: what stands for one until it comes, and how one is looked at
//! closely.

pub mod blurhash;
pub mod hand;
pub mod zoom;
