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
/// but to none of `own`; no more people see it than see the post; what was warned
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        core::{
            http::Response,
            id::{AccountId, ActorUri, LocalId, PostUri},
        },
        protocol::{Protocol, Viewer, mastodon::Mastodon},
    };

    fn post(visibility: &str, warning: &str, text: &str) -> Post {
        let body = format!(
            r#"{{"id":"1","uri":"https://b.example/p/1","created_at":"2026-01-01T00:00:00Z",
            "account":{{"acct":"bo@b.example","url":"https://b.example/@bo","uri":"https://b.example/u/bo"}},
            "visibility":"{visibility}","spoiler_text":"{warning}","content":"{text}",
            "mentions":[{{"acct":"cy@c.example","url":"https://c.example/@cy","username":"cy","id":"3"}},
            {{"acct":"me","url":"https://a.example/@me","username":"me","id":"4"}}]}}"#
        );
        let uri = ActorUri::new("https://a.example/u/me");
        let viewer = Viewer {
            account: AccountId::new("https://a.example", &uri),
            handle_host: "a.example".into(),
        };
        let response = Response {
            status: 200,
            body: body.into_bytes(),
            ..Response::default()
        };
        let call = Mastodon.post(&LocalId::new("1")).unwrap();
        (call.read)(&viewer, &response).unwrap().post
    }

    fn me() -> Vec<Handle> {
        vec![Handle::new("me", "a.example")]
    }

    const SPEAKS: &str = "<p><a href='https://c.example/@cy' class='u-url mention'>@cy</a> \
        <a href='https://a.example/@me' class='u-url mention'>@me</a> so it is</p>";

    #[test]
    fn an_answer_speaks_to_all_who_are_spoken_to_but_oneself() {
        let letter = answer(&post("public", "", SPEAKS), &me());
        assert_eq!(letter.text, "@bo@b.example @cy@c.example ");
        assert_eq!(letter.answers, Some(PostUri::new("https://b.example/p/1")));
    }

    #[test]
    fn nobody_sees_an_answer_who_does_not_see_the_post() {
        for (wire, audience) in [
            ("public", Audience::Public),
            ("unlisted", Audience::Unlisted),
            ("private", Audience::Followers),
            ("direct", Audience::Direct),
            ("something new", Audience::Direct),
        ] {
            assert_eq!(answer(&post(wire, "", SPEAKS), &me()).audience, audience);
        }
    }

    #[test]
    fn what_was_warned_of_is_warned_of_again() {
        assert_eq!(
            answer(&post("public", "food", SPEAKS), &me()).warning,
            "food"
        );
    }

    #[test]
    fn who_answers_themselves_speaks_to_nobody() {
        let own = vec![Handle::new("bo", "b.example")];
        assert_eq!(answer(&post("public", "", "<p>so</p>"), &own).text, "");
    }
}
