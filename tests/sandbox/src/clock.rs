//! Time as the sandbox knows it: milliseconds since 1970, and ISO 8601 text.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = u64;

pub const SECOND: Millis = 1000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;

pub fn now() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| {
        Millis::try_from(d.as_millis()).unwrap_or(Millis::MAX)
    })
}

/// `2026-08-01T12:30:00.000Z`, as Mastodon writes its times.
pub fn iso(at: Millis) -> String {
    let (year, month, day) = civil(at / DAY);
    let rest = at % DAY;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        rest / HOUR,
        rest / MINUTE % 60,
        rest / SECOND % 60,
        rest % SECOND
    )
}

/// `2026-08-01`.
pub fn date(at: Millis) -> String {
    let (year, month, day) = civil(at / DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads `YYYY-MM-DDTHH:MM:SS[.fff](Z|±HH:MM)`; `None` for anything else.
pub fn read_iso(text: &str) -> Option<Millis> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let bytes = text.as_bytes();
    if bytes.get(4) != Some(&b'-') || bytes.get(10) != Some(&b'T') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let days = days_from_civil(number(0..4)?, number(5..7)?, number(8..10)?);
    let mut millis = days * DAY as i64
        + number(11..13)? * HOUR as i64
        + number(14..16)? * MINUTE as i64
        + number(17..19)? * SECOND as i64;
    let mut tail = text.get(19..)?;
    if let Some(fraction) = tail.strip_prefix('.') {
        let end = fraction
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(fraction.len());
        let digits: String = fraction.chars().take(end.min(3)).collect();
        millis += format!("{digits:0<3}").parse::<i64>().ok()?;
        tail = fraction.get(end..)?;
    }
    Millis::try_from(millis - offset(tail)?).ok()
}

fn offset(tail: &str) -> Option<i64> {
    if matches!(tail, "" | "Z" | "z") {
        return Some(0);
    }
    let sign = match tail.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours: i64 = tail.get(1..3)?.parse().ok()?;
    let minutes: i64 = tail.get(tail.len().checked_sub(2)?..)?.parse().ok()?;
    Some(sign * (hours * HOUR as i64 + minutes * MINUTE as i64))
}

/// Howard Hinnant's `civil_from_days`, for days after 1970 only.
fn civil(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for at in [0, 951_782_399_123, 1_785_542_400_001, 4_102_444_799_999] {
            assert_eq!(read_iso(&iso(at)), Some(at));
        }
        assert_eq!(iso(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(read_iso("2000-02-29T02:00:00+02:00"), Some(951_782_400_000));
        assert_eq!(read_iso("yesterday"), None);
    }
}
