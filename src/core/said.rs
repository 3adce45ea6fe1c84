//! Numbers and lengths of time as people say them, in English. The browser's own
//! `Intl` would do it too: its first word costs a slow phone 60 ms of its start.

/// How many minutes, hours or days ago: "2 min", "3 hr", "1 day". `None` within
/// the first minute, and when it is so long ago that only a date says it.
pub fn since(minutes: i64) -> Option<String> {
    let (count, unit) = match minutes {
        1..60 => (minutes, " min"),
        60..1_440 => (minutes / 60, " hr"),
        1_440..2_880 => (1, " day"),
        2_880..10_080 => (minutes / 1_440, " days"),
        _ => return None,
    };
    Some(decimal(count as u32) + unit)
}

/// A number short, two digits at least: "999", "1.2K", "12K", "3M".
pub fn short(count: u32) -> String {
    const STEPS: [(u64, char); 3] = [(1_000, 'K'), (1_000_000, 'M'), (1_000_000_000, 'B')];
    let near = |step: u64| (u64::from(count) + step / 2) / step * step;
    if count < 1_000 {
        return decimal(count);
    }
    // What rounds up to a thousand of one step is one of the next.
    let fits = |(step, _): &&(u64, char)| near(*step) < 1_000 * step;
    let (step, sign) = STEPS.iter().find(fits).unwrap_or(&STEPS[2]);
    let tenths = (near(step / 10) * 10 / step) as u32;
    let mut said = match tenths {
        ..100 => decimal(tenths / 10),
        _ => decimal((near(*step) / step) as u32),
    };
    if tenths < 100 && !tenths.is_multiple_of(10) {
        said.push('.');
        said += &decimal(tenths % 10);
    }
    said.push(*sign);
    said
}

// One small function for all: what formats is code.
fn decimal(number: u32) -> String {
    number.to_string()
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
