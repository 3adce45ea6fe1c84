//! One account's line over hours, by a clock that is turned by hand.

use super::*;
use crate::core::http::NoAnswer;

fn unreached() -> Failure {
    Failure::NoAnswer(NoAnswer::Unreachable)
}

fn run(line: &mut Line, from: i64, to: i64) -> Vec<(i64, Step)> {
    let looks = (from..=to)
        .step_by(5)
        .map(|at| (at, line.step(Millis(at * 1000))));
    looks.filter(|(_, step)| *step != Step::Nothing).collect()
}

#[test]
fn the_token_streams_to_the_servers_own_hosts_alone() {
    let own = |origin: &str, stream: &str| is_own(&Origin::of(origin).unwrap(), stream);
    for stream in [
        "wss://b.example",
        "wss://streaming.b.example",
        "wss://b.example:443/",
    ] {
        assert!(own("https://b.example", stream), "{stream}");
    }
    assert!(own("https://social.b.example", "wss://streaming.b.example"));
    assert!(own("http://one.localhost:80", "ws://one.localhost:80"));
    for stream in [
        "wss://evil.example",
        "wss://b.example.evil.example",
        "wss://evilb.example",
        "wss://b.example@evil.example",
        "ws://b.example",
        "https://b.example",
        "b.example",
        "",
    ] {
        assert!(!own("https://b.example", stream), "{stream}");
    }
}

#[test]
fn without_a_stream_it_asks_every_minute() {
    let mut line = Line::new(false, Millis(0));
    assert_eq!(
        run(&mut line, 0, 130),
        [(60, Step::Poll), (120, Step::Poll)]
    );
}

#[test]
fn a_stream_that_dies_silently_is_found_out() {
    let mut line = Line::new(true, Millis(0));
    assert_eq!(line.step(Millis(0)), Step::Open);
    line.opened(Millis(1000));
    line.heard(Millis(5000));
    assert!(!line.missed_news());
    assert_eq!(run(&mut line, 5, 95), [(95, Step::Poll)]);
    assert!(
        line.missed_news(),
        "news in that page would mean that the stream is dead"
    );
}

#[test]
fn a_stream_that_keeps_closing_is_tried_more_and_more_rarely() {
    let mut line = Line::new(true, Millis(0));
    let (mut opened, mut asked) = (Vec::new(), vec![0]);
    for at in 0..3000 {
        match line.step(Millis(at * 1000)) {
            Step::Open => {
                opened.push(at);
                line.closed(Millis(at * 1000), 255);
            }
            Step::Poll => asked.push(at),
            Step::Nothing => {}
        }
    }
    let every_minute = asked.windows(2).all(|two| two[1] - two[0] == 60);
    assert!(every_minute && asked.len() == 50, "meanwhile: {asked:?}");
    assert!(opened.len() < 20, "{opened:?}");
    let pauses: Vec<_> = opened.windows(2).map(|two| two[1] - two[0]).collect();
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert!(pauses.iter().all(|pause| *pause <= 301), "{pauses:?}");
}

#[test]
fn a_server_that_asks_to_wait_is_left_alone() {
    let mut line = Line::new(true, Millis(0));
    let wait = Failure::SlowDown(Wait::Until(Millis(200_000)));
    assert_eq!(line.failed(Millis(0), &wait, 0), Millis(200_000));
    line.online();
    assert_eq!(run(&mut line, 0, 200).first(), Some(&(200, Step::Poll)));
}

#[test]
fn the_wait_that_a_server_asks_for_is_no_step_of_the_ones_that_grow() {
    let mut line = Line::new(false, Millis(0));
    for n in 0..20 {
        let now = Millis(n * 30_000);
        let busy = Failure::SlowDown(Wait::Seconds(30));
        assert_eq!(line.failed(now, &busy, 0).0 - now.0, 30_000);
        assert_eq!(line.step(Millis(now.0 + 29_999)), Step::Nothing);
        let next = Millis(now.0 + 30_000);
        assert_eq!(line.step(next), Step::Nothing, "nothing is owed yet");
        line.owes_page();
        assert_eq!(line.step(next), Step::Poll);
    }
    let now = Millis(600_000);
    assert_eq!(line.failed(now, &unreached(), 0).0 - now.0, 30_000);
}

#[test]
fn waits_that_end_at_one_moment_end_for_many_clients_within_five_seconds() {
    let asks_at = |dice| {
        let mut line = Line::new(false, Millis(0));
        let wait = Failure::SlowDown(Wait::Until(Millis(300_000)));
        let until = line.failed(Millis(0), &wait, dice);
        assert_eq!(until, Millis(300_000), "what is told is what was said");
        line.owes_page();
        (0..400_000)
            .step_by(500)
            .find(|at| line.step(Millis(*at)) == Step::Poll)
    };
    assert_eq!(asks_at(0), Some(300_000));
    assert_eq!(asks_at(128), Some(303_000));
    assert_eq!(asks_at(255), Some(305_000));
}

#[test]
fn a_refusal_without_a_time_is_sat_out_longer_each_time_until_an_answer_comes() {
    let mut line = Line::new(false, Millis(0));
    let wait = Failure::SlowDown(Wait::Unknown);
    let mut now = Millis(0);
    let mut pauses = Vec::new();
    for _ in 0..6 {
        let until = line.failed(now, &wait, 0);
        pauses.push((until.0 - now.0) / 1000);
        now = until;
    }
    assert_eq!(pauses, [60, 120, 240, 480, 900, 900]);
    line.answered(now);
    assert_eq!(line.failed(now, &wait, 0).0 - now.0, 60_000);
    let again = line.failed(Millis(now.0 + 100), &wait, 0);
    assert_eq!(
        again.0 - now.0,
        60_100,
        "it was asked together with the last"
    );
}

#[test]
fn a_server_that_cannot_be_reached_is_tried_after_half_a_minute_and_then_more_rarely() {
    let mut line = Line::new(false, Millis(0));
    let mut now = Millis(0);
    let pauses = [(); 6].map(|()| {
        let until = line.failed(now, &unreached(), 0);
        let pause = (until.0 - now.0) / 1000;
        now = until;
        pause
    });
    assert_eq!(pauses, [30, 60, 120, 240, 300, 300]);
}

#[test]
fn an_answer_that_was_on_its_way_does_not_end_what_the_server_asked_for() {
    let mut line = Line::new(false, Millis(0));
    line.failed(Millis(0), &Failure::SlowDown(Wait::Seconds(120)), 0);
    line.answered(Millis(1_000));
    assert_eq!(line.step(Millis(100_000)), Step::Nothing);
    assert_eq!(line.step(Millis(120_000)), Step::Poll);
    line.failed(Millis(120_000), &Failure::SlowDown(Wait::Seconds(120)), 0);
    line.free();
    assert_eq!(line.step(Millis(200_000)), Step::Poll);
}

#[test]
fn no_server_is_left_alone_for_longer_than_a_quarter_of_an_hour() {
    for wait in [Wait::Seconds(u32::MAX), Wait::Until(Millis(i64::MAX / 2))] {
        let mut line = Line::new(false, Millis(0));
        let until = line.failed(Millis(5), &Failure::SlowDown(wait), 0);
        assert_eq!(until, Millis(900_005));
    }
    let past = Failure::SlowDown(Wait::Until(Millis(-5)));
    assert_eq!(
        Line::new(false, Millis(0)).failed(Millis(0), &past, 0),
        Millis(1_000)
    );
}

#[test]
fn many_clients_do_not_come_back_at_once() {
    let opens = |times: usize, dice| {
        let mut line = Line::new(true, Millis(0));
        line.step(Millis(0));
        (0..times).for_each(|_| line.closed(Millis(0), dice));
        (0..400).find(|at| line.step(Millis(at * 1000)) == Step::Open)
    };
    assert_eq!((opens(1, 0), opens(1, 255)), (Some(5), Some(30)));
    assert_eq!((opens(2, 0), opens(2, 255)), (Some(5), Some(51)));
    // At 300 a page is due first.
    assert_eq!((opens(20, 0), opens(20, 255)), (Some(5), Some(305)));
}

#[test]
fn when_a_stream_ends_for_many_they_do_not_all_ask_at_once() {
    let asks_at = |dice| {
        let mut line = Line::new(true, Millis(0));
        line.step(Millis(0));
        line.opened(Millis(0));
        // Quiet for 80 s: without a stream a page would have been due long ago.
        line.closed(Millis(80_000), dice);
        (80..200).find(|at| line.step(Millis(at * 1000)) == Step::Poll)
    };
    assert_eq!(asks_at(0), Some(81));
    assert_eq!(asks_at(255), Some(110));
    let all: std::collections::BTreeSet<_> = (0..=255).map(asks_at).collect();
    assert_eq!(all.len(), 30, "evenly over half a minute");
}

#[test]
fn after_sleep_it_asks_at_once() {
    let mut line = Line::new(true, Millis(0));
    assert_eq!(line.step(Millis(0)), Step::Open);
    line.opened(Millis(0));
    assert_eq!(line.step(Millis(5_000)), Step::Nothing);
    line.heard(Millis(60_000));
    assert_eq!(
        line.step(Millis(70_000)),
        Step::Nothing,
        "a hidden tab is looked at once a minute"
    );
    assert_eq!(line.step(Millis(221_000)), Step::Poll);
}

#[test]
fn a_page_that_failed_is_asked_for_again_though_the_stream_is_busy() {
    let mut line = Line::new(true, Millis(0));
    assert_eq!(line.step(Millis(0)), Step::Open);
    line.opened(Millis(0));
    line.owes_page();
    line.failed(Millis(0), &unreached(), 0);
    for at in (0..30).step_by(5) {
        line.heard(Millis(at * 1000));
        assert_eq!(line.step(Millis(at * 1000)), Step::Nothing);
    }
    assert_eq!(line.step(Millis(30_000)), Step::Poll);
    assert_eq!(line.step(Millis(35_000)), Step::Nothing, "once");
}

#[test]
fn a_network_that_comes_and_goes_makes_no_storm() {
    for can_stream in [true, false] {
        let mut line = Line::new(can_stream, Millis(0));
        let mut asked = Vec::new();
        for at in 1..600 {
            let now = Millis(at * 100);
            // On and off every two seconds.
            if at % 40 == 0 {
                line.online();
            }
            match line.step(now) {
                Step::Poll => asked.push(now),
                Step::Open if asked.is_empty() && at < 40 => line.closed(now, 0),
                Step::Open => {
                    asked.push(now);
                    line.opened(now);
                    line.closed(now, 0);
                }
                Step::Nothing => {}
            }
            if at % 40 == 20 {
                line.failed(now, &Failure::NoAnswer(NoAnswer::Unreachable), 0);
            }
        }
        let closest = asked.windows(2).map(|two| two[1].0 - two[0].0).min();
        assert!(closest >= Some(5_000), "{asked:?}");
        assert!(asked.len() > 3, "{asked:?}");
    }
}

#[test]
fn a_clock_that_is_set_back_by_a_day_stops_nothing() {
    const DAY: i64 = 86_400_000;
    let mut line = Line::new(true, Millis(DAY));
    assert_eq!(line.step(Millis(DAY)), Step::Open);
    line.opened(Millis(DAY));
    assert_eq!(line.step(Millis(5_000)), Step::Nothing);
    assert_eq!(line.step(Millis(10_000)), Step::Poll, "to be sure");
    assert_eq!(line.step(Millis(101_000)), Step::Poll, "as ever");
    line.failed(Millis(101_000), &Failure::SlowDown(Wait::Seconds(900)), 0);
    line.step(Millis(-DAY));
    assert_eq!(
        run(&mut line, -DAY / 1000, 400).first().map(|it| it.1),
        Some(Step::Poll)
    );
}
