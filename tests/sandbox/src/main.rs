//! The sandbox fediverse: several small servers in one process, on one port.
//!
//! Ground for tests, demonstrations and benchmarks; nothing here is for real use.

mod args;
mod clock;
mod control;
mod corpus;
mod fault;
mod flavour;
mod front;
mod hub;
mod log;
mod oauth;
mod picture;
mod random;
mod sound;
#[cfg(test)]
mod tests;
mod world;

use std::process::ExitCode;
use std::time::Duration;

use hub::{Place, Shared};
use world::Plan;

/// How often the post office looks for parcels that are due.
const ROUND: Duration = Duration::from_millis(10);

#[tokio::main]
async fn main() -> ExitCode {
    let args = match args::read(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(error) => {
            eprintln!("sandbox: {error}\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    let (port, listeners) = match front::bind(args.port, args.exact_port).await {
        Ok(bound) => bound,
        Err(error) => {
            eprintln!("sandbox: cannot listen on port {}: {error}", args.port);
            return ExitCode::FAILURE;
        }
    };
    let plan = Plan {
        seed: args.seed,
        posts: args.posts,
        delay: args.delay,
        servers: args.servers,
        https: args.https.is_some(),
        site: args.https.unwrap_or_else(|| format!("localhost:{port}")),
        now: clock::now(),
    };
    let place = Place::new(plan, args.app);
    for listener in listeners {
        tokio::spawn(front::serve(place.clone(), listener));
    }
    tokio::spawn(post_office(place.clone()));
    greet(&place);
    stop().await;
    ExitCode::SUCCESS
}

async fn post_office(place: Shared) {
    let mut round = tokio::time::interval(ROUND);
    loop {
        round.tick().await;
        place.with(|hub| hub.world.deliver(clock::now()));
    }
}

/// Says where everything is; `ready` comes last.
fn greet(place: &Shared) {
    let lines = place.with(|hub| {
        let world = &hub.world;
        let scheme = if world.plan.https { "https" } else { "http" };
        let mut lines = vec![format!("app {scheme}://{}/", world.plan.site)];
        lines.extend(world.servers.iter().map(|s| format!("server {}", s.base())));
        let logins = world.desks.keys().map(|p| world.handle(*p));
        lines.extend(logins.map(|handle| format!("account {handle} password sandbox")));
        lines
    });
    println!("{}\nready", lines.join("\n"));
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
