//! A post on screen. Knows nothing of routes but how to open a conversation.

pub mod actions;
pub mod body;
pub mod card;
pub mod fold;
pub mod head;
pub mod line;
pub mod media;
pub mod more;
pub mod poll;
pub mod stand;
pub mod strands;
pub mod text;
