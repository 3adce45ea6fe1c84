//! Dates as servers write them.

use crate::core::id::Millis;

/// The last moment that is taken for true: the end of the year 9999.
const LAST: i64 = 253_402_300_799_999;

/// Reads an RFC 3339 date and time; a date alone is its midnight, a missing
/// offset is UTC. `None` for anything else, and for years outside 0–9999.
pub fn parse_time(text: &str) -> Option<Millis> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let mut parts = date.split('-');
    let year: i64 = number(parts.next()?, 4)?;
    let month = number(parts.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let day = number(parts.next()?, 2).filter(|day| (1..=31).contains(day))?;
    let midnight = days_since_1970(year, month, day) * 86_400_000;
    if rest.is_empty() {
        return Some(Millis(midnight));
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    let moment = midnight
        .checked_add(clock_millis(clock)?)?
        .checked_sub(offset_millis(zone)?)?;
    Some(Millis(moment)).filter(|moment| moment.0.abs() <= LAST)
}

/// Writes a moment as RFC 3339 has it, in UTC and to the second:
/// `2026-11-24T09:00:00Z`.
pub fn write_time(at: Millis) -> String {
    let (days, rest) = (at.0.div_euclid(86_400_000), at.0.rem_euclid(86_400_000));
    let (year, month, day) = date_of(days);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day, after Howard Hinnant's `civil_from_days`.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Reads the date of an HTTP header: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110
/// §5.6.7, the form that is to be sent).
pub fn parse_http_date(text: &str) -> Option<Millis> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = text.trim().split_once(", ")?;
    let parts: Vec<&str> = rest.split(' ').collect();
    let [day, month, year, clock, "GMT"] = parts[..] else {
        return None;
    };
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    parse_time(&format!("{year}-{month:02}-{day}T{clock}Z"))
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Days from 1970-01-01, after Howard Hinnant's `days_from_civil`.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn clock_millis(clock: &str) -> Option<i64> {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':');
    let hours = number(parts.next()?, 2).filter(|hours| *hours < 24)?;
    let minutes = number(parts.next()?, 2).filter(|minutes| *minutes < 60)?;
    // 60 is a leap second.
    let seconds = parts
        .next()
        .map_or(Some(0), |text| number(text, 2))
        .filter(|s| *s <= 60)?;
    let thousandths = match fraction.len() {
        0 => 0,
        1 | 2 => number(&format!("{fraction:0<3}"), 3)?,
        _ => number(fraction.get(..3)?, 3)?,
    };
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

fn offset_millis(zone: &str) -> Option<i64> {
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => return Some(0),
        Some('-') => -1,
        _ => 1,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    Some(sign * (number(hours, 2)? * 60 + number(minutes, 2)?) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dates_of_headers_are_read() {
        let time = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(time, Some(Millis(784_111_777_000)));
        for text in [
            "",
            "30",
            "Sun, 06 Nov 1994",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_of_all_kinds_are_read() {
        for (text, want) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-22T20:15:30.123Z", 1_795_378_530_123),
            ("2026-11-22T20:15:30.123456789+02:00", 1_795_371_330_123),
            ("2026-11-22 20:15:30", 1_795_378_530_000),
            ("2024-02-29", 1_709_164_800_000),
            ("1969-12-31T23:59:59.5-00:00", -500),
        ] {
            assert_eq!(parse_time(text), Some(Millis(want)), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(write_time(Millis(951_782_400_000)), "2000-02-29T00:00:00Z");
        for at in [
            0,
            951_782_399_000,
            1_795_378_530_000,
            4_102_444_799_000,
            -1_000,
        ] {
            assert_eq!(parse_time(&write_time(Millis(at))), Some(Millis(at)));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "now",
            "275760-09-13T00:00:00Z",
            "2026-13-01",
            "2026-01-01T25:00:00Z",
            "2026-01-01Tx",
            "2026-1-1",
            "１９７０-01-01",
            "2026-01-01T00:00:00+aa:bb",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
