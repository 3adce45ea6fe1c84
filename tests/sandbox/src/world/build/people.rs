//! Who lives here, and whom they follow.

use crate::clock::DAY;
use crate::corpus::names;
use crate::random::{Chance, hash};
use crate::world::World;
use crate::world::id::{PersonNo, ServerNo, key_at};
use crate::world::person::{Desk, Person};

/// How many people without a login live on each server.
const CROWD: usize = 25;

pub fn settle(world: &mut World) {
    for server in 0..world.servers.len() {
        let server = ServerNo(server as u8);
        for (name, display) in logins(world, server) {
            let no = add(world, server, name, display);
            world.desks.insert(no, Desk::default());
        }
        for n in 0..CROWD {
            // Every server starts elsewhere in the list, so most names occur twice at most.
            let at = (n + server.at() * 9) % names::PEOPLE.len();
            let (name, display, _) = names::PEOPLE[at];
            add(world, server, name, display);
        }
    }
}

/// `haru` on `three`, `ana` and `bo` on the first, `ana` elsewhere.
fn logins(world: &World, server: ServerNo) -> Vec<(&'static str, &'static str)> {
    let name = world.server(server).name.as_str();
    match (server.0, name) {
        (_, "three") => names::LOGINS[2..].to_vec(),
        (0, _) => names::LOGINS[..2].to_vec(),
        _ => names::LOGINS[..1].to_vec(),
    }
}

fn add(world: &mut World, server: ServerNo, name: &str, display: &str) -> PersonNo {
    let no = PersonNo(world.people.len() as u32);
    let mut chance = Chance::new(hash(&[world.plan.seed, 0xFACE, u64::from(no.0)]));
    let created = (world.plan.now - DAY * (200 + chance.below(2500) as u64)) / DAY * DAY;
    let keys: Vec<u64> = (0..world.servers.len())
        .map(|s| {
            key_at(created) | (hash(&[s as u64, u64::from(no.0)]) & 0xFF00) | u64::from(no.0 & 0xFF)
        })
        .collect();
    for (server, key) in world.servers.iter_mut().zip(&keys) {
        server.by_account.insert(*key, no);
    }
    world.servers[server.at()].people.insert(no);
    world.names.insert((server, name.to_owned()), no);
    let fields = names::FIELDS
        .iter()
        .filter(|_| chance.percent(35))
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    world.people.push(Person {
        server,
        name: name.to_owned(),
        display: display.to_owned(),
        note: (*chance.pick(names::NOTES)).to_owned(),
        fields,
        bot: name.ends_with("bot"),
        locked: false,
        created,
        face: no.0 * 7 + 3,
        follows: Default::default(),
        followers: Default::default(),
        keys,
        pins: Vec::new(),
        moved: None,
        settings: Default::default(),
    });
    no
}

/// Those who sign in follow about 60 % of all; the others a few, mostly near.
pub fn befriend(world: &mut World) {
    let all: Vec<PersonNo> = (0..world.people.len() as u32).map(PersonNo).collect();
    for by in &all {
        let signs_in = world.desks.contains_key(by);
        for whom in &all {
            let near = world.person(*by).server == world.person(*whom).server;
            let share = match (signs_in, near, world.desks.contains_key(whom)) {
                (true, _, true) => 100,
                (true, _, _) => 60,
                (_, true, _) => 20,
                (_, false, _) => 5,
            };
            let draw = hash(&[world.plan.seed, 0xF0, u64::from(by.0), u64::from(whom.0)]) % 100;
            if draw < share {
                world.follow(*by, *whom);
            }
        }
    }
}
