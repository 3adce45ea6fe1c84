//! Numbers and lengths of time as people say them, in English. The browser's own
//! `Intl` would do it too: its first word costs a slow phone 60 ms of its start.

/// How many minutes, hours or days ago: "2 min", "3 hr", "1 day". `None` within
/// the first minute, and when it is so long ago that only a date says it.
pub fn since(minutes: i64) -> Option<String> {
    let said = match minutes {
        1..60 => format!("{minutes} min"),
        60..1_440 => format!("{} hr", minutes / 60),
        1_440..2_880 => "1 day".to_owned(),
        2_880..10_080 => format!("{} days", minutes / 1_440),
        _ => return None,
    };
    Some(said)
}

/// A number short, two digits at least: "999", "1.2K", "12K", "3M".
pub fn short(count: u32) -> String {
    const STEPS: [(u64, char); 3] = [(1_000, 'K'), (1_000_000, 'M'), (1_000_000_000, 'B')];
    let near = |step: u64| (u64::from(count) + step / 2) / step * step;
    if count < 1_000 {
        return count.to_string();
    }
    // What rounds up to a thousand of one step is one of the next.
    let fits = |(step, _): &&(u64, char)| near(*step) < 1_000 * step;
    let (step, sign) = STEPS.iter().find(fits).unwrap_or(&STEPS[2]);
    let tenths = near(step / 10) * 10 / step;
    match (tenths, tenths % 10) {
        (..100, 1..) => format!("{}.{}{sign}", tenths / 10, tenths % 10),
        (..100, _) => format!("{}{sign}", tenths / 10),
        _ => format!("{}{sign}", near(*step) / step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_long_ago() {
        let said = |minutes| since(minutes).unwrap_or_default();
        assert_eq!(said(0), "");
        assert_eq!(said(59), "59 min");
        assert_eq!(said(60), "1 hr");
        assert_eq!(said(1_439), "23 hr");
        assert_eq!(said(1_440), "1 day");
        assert_eq!(said(2_880), "2 days");
        assert_eq!(said(10_080), "");
    }

    #[test]
    fn says_numbers_short() {
        let pairs = [
            (0, "0"),
            (999, "999"),
            (1_000, "1K"),
            (1_249, "1.2K"),
            (1_250, "1.3K"),
            (9_949, "9.9K"),
            (9_950, "10K"),
            (12_499, "12K"),
            (999_499, "999K"),
            (999_500, "1M"),
            (1_250_000, "1.3M"),
            (u32::MAX, "4.3B"),
        ];
        for (count, said) in pairs {
            assert_eq!(short(count), said, "{count}");
        }
    }
}
