//! Writes the past: people, whom they follow, and what they said until now.

mod people;
mod posts;
mod scenes;

pub use posts::pictures;

use super::{Plan, World};

/// A whole world from a plan. The same plan gives the same world.
pub fn build(plan: Plan) -> World {
    let mut world = World::empty(plan);
    people::settle(&mut world);
    people::befriend(&mut world);
    posts::write(&mut world);
    world.past = false;
    world.news.clear();
    world
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::world::Plan;

    pub fn plan(posts: usize) -> Plan {
        Plan {
            seed: 7,
            posts,
            delay: 0,
            servers: ["one", "two", "three"].map(String::from).to_vec(),
            site: "localhost:8750".to_owned(),
            https: false,
            now: 1_785_542_400_000,
        }
    }

    pub fn small(posts: usize) -> World {
        build(plan(posts))
    }

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let (a, b) = (small(300), small(300));
        let other = build(Plan {
            seed: 8,
            ..plan(300)
        });
        let texts = |w: &World| {
            w.posts
                .iter()
                .map(|p| (p.uri.clone(), p.revisions.last().map(|r| r.html.clone())))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(&a), texts(&b));
        assert_ne!(texts(&a), texts(&other));
        assert_eq!(a.posts.len(), 300);
    }

    #[test]
    fn homes_are_rich_and_overlap() {
        let world = small(300);
        let homes: Vec<_> = world
            .desks
            .iter()
            .map(|(p, d)| {
                (
                    world.short_handle(*p),
                    d.home.values().copied().collect::<Vec<_>>(),
                )
            })
            .collect();
        assert!(
            homes.iter().all(|(_, home)| home.len() > 80),
            "{:?}",
            homes.iter().map(|h| h.1.len()).collect::<Vec<_>>()
        );
        let shared = homes[0].1.iter().filter(|p| homes[1].1.contains(p)).count();
        assert!(shared > 40, "{shared}");
    }
}
