//! A conversation as a tree, out of what several servers know of it.

use std::collections::{HashMap, HashSet};

use crate::core::id::{ActorUri, Millis, PostUri};

/// A post of a conversation and what it answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    pub post: PostUri,
    pub parent: Option<PostUri>,
    /// It answers something, whether or not the parent is known.
    pub is_reply: bool,
    pub published: Millis,
    pub author: ActorUri,
}

/// One line of the drawn tree, in reading order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Branch {
    pub post: PostUri,
    pub depth: usize,
    /// It answers a post that no server has shown us.
    pub torn_off: bool,
}

/// Lays out the conversation around `focus`: its ancestors, oldest first, then
/// itself, then all that answers any of them: first what somebody says on to
/// themselves, then older answers first.
///
/// Each post stands once, whatever the servers say: a circle of parents is cut
/// where it closes.
pub fn lay_out(focus: &PostUri, nodes: &[Node]) -> Vec<Branch> {
    let known: HashMap<&PostUri, &Node> = nodes.iter().map(|node| (&node.post, node)).collect();
    let children = answers(&known);
    let root = root_of(focus, &known);
    let mut drawn = Vec::new();
    let mut seen = HashSet::new();
    let mut stack: Vec<(&PostUri, usize)> = vec![(root, 0)];
    while let Some((post, depth)) = stack.pop() {
        let Some(node) = known.get(post).filter(|_| seen.insert(post)) else {
            continue;
        };
        let torn_off = node.is_reply
            && node
                .parent
                .as_ref()
                .is_none_or(|up| !known.contains_key(up));
        drawn.push(Branch {
            post: post.clone(),
            depth,
            torn_off,
        });
        let answers = children.get(post).into_iter().flatten();
        stack.extend(answers.rev().map(|answer| (&answer.post, depth + 1)));
    }
    drawn
}

/// What answers each post, in reading order.
fn answers<'a>(known: &HashMap<&'a PostUri, &'a Node>) -> HashMap<&'a PostUri, Vec<&'a Node>> {
    let mut children: HashMap<&PostUri, Vec<&Node>> = HashMap::new();
    for node in known.values() {
        if let Some(parent) = node
            .parent
            .as_ref()
            .filter(|parent| known.contains_key(parent))
        {
            children.entry(parent).or_default().push(node);
        }
    }
    for (parent, answers) in &mut children {
        let author = known.get(parent).map(|node| &node.author);
        // Who goes on with what they said themselves comes first.
        let place = |node: &Node| (Some(&node.author) != author, node.published);
        answers.sort_unstable_by(|a, b| (place(a), &a.post).cmp(&(place(b), &b.post)));
    }
    children
}

fn root_of<'a>(focus: &'a PostUri, known: &HashMap<&'a PostUri, &'a Node>) -> &'a PostUri {
    let mut root = focus;
    let mut passed = HashSet::new();
    while passed.insert(root) {
        let parent = known.get(root).and_then(|node| node.parent.as_ref());
        match parent.filter(|parent| known.contains_key(parent) && !passed.contains(parent)) {
            Some(parent) => root = parent,
            None => break,
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(post: &str, parent: Option<&str>, at: i64) -> Node {
        Node {
            post: PostUri::new(post),
            parent: parent.map(PostUri::new),
            is_reply: parent.is_some(),
            published: Millis(at),
            author: ActorUri::new(post.trim_matches(|c: char| !c.is_uppercase())),
        }
    }

    fn drawn(focus: &str, nodes: &[Node]) -> Vec<(String, usize)> {
        let branches = lay_out(&PostUri::new(focus), nodes);
        branches
            .into_iter()
            .map(|branch| (branch.post.as_str().to_owned(), branch.depth))
            .collect()
    }

    #[test]
    fn answers_stand_under_what_they_answer_oldest_first() {
        let nodes = [
            node("c", Some("a"), 3),
            node("b", Some("a"), 2),
            node("a", None, 1),
            node("d", Some("b"), 9),
        ];
        let tree = [("a", 0), ("b", 1), ("d", 2), ("c", 1)].map(|(n, d)| (n.to_owned(), d));
        assert_eq!(drawn("d", &nodes), tree);
        assert_eq!(drawn("a", &nodes), tree);
    }

    #[test]
    fn who_goes_on_with_their_own_words_comes_first() {
        let nodes = [
            node("a1A", None, 1),
            node("b1B", Some("a1A"), 2),
            node("a2A", Some("a1A"), 3),
            node("a3A", Some("a2A"), 4),
            node("b2B", Some("a2A"), 3),
        ];
        let tree = [("a1A", 0), ("a2A", 1), ("a3A", 2), ("b2B", 2), ("b1B", 1)];
        assert_eq!(drawn("a1A", &nodes), tree.map(|(n, d)| (n.to_owned(), d)));
    }

    #[test]
    fn any_order_of_sources_gives_the_same_tree() {
        let mut dice = crate::core::dice::Chance::new(11);
        for _ in 0..100 {
            let mut nodes: Vec<Node> = (0..1 + dice.below(30))
                .map(|at| {
                    let parent = (at > 0 && dice.below(8) > 0).then(|| dice.below(at));
                    let who = ["A", "B", "C"];
                    let name = |at: usize| format!("{at}{}", who[at % 3]);
                    let parent = parent.map(name);
                    node(&name(at), parent.as_deref(), dice.below(5) as i64)
                })
                .collect();
            let before = drawn("0A", &nodes);
            for _ in 0..3 {
                for at in (1..nodes.len()).rev() {
                    nodes.swap(at, dice.below(at + 1));
                }
                assert_eq!(drawn("0A", &nodes), before);
            }
        }
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let nodes = [
            node("a", Some("b"), 1),
            node("b", Some("a"), 2),
            node("c", Some("b"), 3),
        ];
        let tree = drawn("c", &nodes);
        assert_eq!(tree.len(), 3);
        assert_eq!(
            drawn("x", &[node("x", Some("x"), 1)]),
            [("x".to_owned(), 0)]
        );
    }

    #[test]
    fn a_missing_parent_is_told() {
        let tree = lay_out(&PostUri::new("b"), &[node("b", Some("a"), 1)]);
        assert!(tree[0].torn_off);
        assert!(drawn("gone", &[]).is_empty());
    }

    #[test]
    fn a_thousand_answers_deep_is_no_problem() {
        let names: Vec<String> = (0..1000).map(|n| format!("p{n}")).collect();
        let nodes: Vec<Node> = names
            .iter()
            .enumerate()
            .map(|(n, name)| {
                node(
                    name,
                    n.checked_sub(1).map(|up| names[up].as_str()),
                    n as i64,
                )
            })
            .collect();
        assert_eq!(
            drawn("p500", &nodes).last().map(|(_, depth)| *depth),
            Some(999)
        );
    }

    /// Dice that fall the same way each time (xorshift).
    fn roll(dice: &mut u64, sides: usize) -> usize {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        (*dice % sides as u64) as usize
    }

    /// Any posts, answering any others or none, circles and strangers included.
    fn any_nodes(dice: &mut u64) -> Vec<Node> {
        let count = 1 + roll(dice, 12);
        let name = |number: usize| format!("https://a.example/{number}");
        (0..count)
            .map(|number| {
                let parent = match roll(dice, 5) {
                    0 => None,
                    1 => Some("https://unknown.example/".to_owned()),
                    _ => Some(name(roll(dice, count))),
                };
                node(&name(number), parent.as_deref(), roll(dice, 4) as i64)
            })
            .collect()
    }

    #[test]
    fn whatever_servers_say_each_post_stands_once_and_under_what_it_answers() {
        for seed in 1..2_000_u64 {
            let mut dice = seed * 7919;
            let nodes = any_nodes(&mut dice);
            let focus = nodes[roll(&mut dice, nodes.len())].post.clone();
            let tree = lay_out(&focus, &nodes);
            let unique: HashSet<&PostUri> = tree.iter().map(|branch| &branch.post).collect();
            assert_eq!(unique.len(), tree.len(), "seed {seed}: a post twice");
            assert!(unique.contains(&focus), "seed {seed}: what one came for");
            for (place, branch) in tree.iter().enumerate().skip(1) {
                let above = tree[..place].iter().rev();
                let parent = above.clone().find(|it| it.depth + 1 == branch.depth);
                let node = nodes.iter().find(|node| node.post == branch.post).unwrap();
                assert_eq!(
                    node.parent.as_ref(),
                    parent.map(|it| &it.post),
                    "seed {seed}"
                );
            }
            // All that answers what stands here stands here, too.
            for node in &nodes {
                let answers = node.parent.as_ref().is_some_and(|up| unique.contains(up));
                assert!(!answers || unique.contains(&node.post), "seed {seed}");
            }
        }
    }

    #[test]
    fn the_order_in_which_servers_answer_changes_nothing() {
        for seed in 1..500_u64 {
            let mut dice = seed * 104_729;
            let mut nodes = any_nodes(&mut dice);
            let focus = nodes[0].post.clone();
            let tree = lay_out(&focus, &nodes);
            for place in (1..nodes.len()).rev() {
                nodes.swap(place, roll(&mut dice, place + 1));
            }
            nodes.extend(nodes.clone());
            assert_eq!(lay_out(&focus, &nodes), tree, "seed {seed}");
        }
    }
}
