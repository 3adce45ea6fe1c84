//! What servers say where the user has no account.

use super::*;

#[test]
fn what_a_stranger_says_of_others_posts_counts_for_nothing_where_a_known_server_speaks() {
    let stranger = AccountId::public("https://evil.example");
    let mut lie = edited(&stranger, Some(i64::MAX), "a lie");
    lie.sighting.counts.likes = Some(1_000_000);
    let truth = edited(&two(), None, "the truth");
    for told_in in [[lie.clone(), truth.clone()], [truth, lie]] {
        let world = told(told_in.map(|copy| shown(copy, 1)));
        assert_eq!(text(&world), "the truth");
        let sighted: Vec<_> = world.sighted_by(&uri()).cloned().collect();
        assert_eq!(sighted, [two()]);
        assert_ne!(world.counts(&uri()).likes, Some(1_000_000));
    }
}

#[test]
fn a_post_that_the_users_servers_call_deleted_is_gone_though_a_stranger_showed_it() {
    let stranger = AccountId::public("https://far.example");
    let mut world = told([shown(edited(&two(), None, "here"), 1)]);
    world.apply(shown(edited(&stranger, None, "here"), 2));
    let local = world.sighting(&uri(), &two()).unwrap().local.clone();
    world.apply(Update::Deleted {
        account: two(),
        local,
    });
    assert_eq!(world.post(&uri()), None);
}
