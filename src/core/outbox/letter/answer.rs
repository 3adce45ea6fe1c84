//! What an answer to a post begins with.

use super::Letter;
use crate::core::{
    actor::Handle,
    post::{Audience, Post},
    rich_text::{Block, Inline, LinkKind, plain_line},
};

/// More people than these are not spoken to by themselves.
const MOST: usize = 20;
/// No handle has so many bytes.
const LONGEST: usize = 300;

/// An answer to `post`: it speaks to whoever wrote the post and to whom that speaks,
/// but not to `own`, who answers; no more people see it than see the post; what was warned
/// of is warned of again.
pub fn answer(post: &Post, own: &[Handle]) -> Letter {
    let own: Vec<String> = own.iter().map(plain).collect();
    let mut spoken: Vec<String> = Vec::new();
    for handle in [plain(&post.author.handle)].iter().chain(mentioned(post)) {
        let is_it = |it: &String| it.eq_ignore_ascii_case(handle);
        if !own.iter().chain(&spoken).any(is_it) && spoken.len() < MOST {
            spoken.push(handle.clone());
        }
    }
    let text = spoken.iter().map(|handle| format!("@{handle} ")).collect();
    Letter {
        text,
        warning: plain_line(&post.warning),
        language: None,
        audience: match &post.audience {
            Audience::Unknown(_) => Audience::Direct,
            audience => audience.clone(),
        },
        answers: Some(post.uri.clone()),
        ..Letter::default()
    }
}

/// `user@host` as servers read it: the host in ASCII.
fn plain(handle: &Handle) -> String {
    format!("{}@{}", handle.user, handle.host)
}

/// Whom the post's text speaks to, as `user@host`.
fn mentioned(post: &Post) -> impl Iterator<Item = &String> {
    let lines = post.text.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(line) | Block::Heading(_, line) => Some(line),
        _ => None,
    });
    lines.flatten().filter_map(|inline| match inline {
        Inline::Link {
            kind: LinkKind::Mention { handle, .. },
            ..
        } => Some(handle).filter(|it| it.contains('@') && it.len() < LONGEST),
        _ => None,
    })
}
