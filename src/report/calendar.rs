//! A date for the calendar, as a file. Source: RFC 5545.

use std::fmt::Write as _;

/// A reminder for a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// Name of the event, unique in the world: letters, digits, hyphens.
    pub uid: &'a str,
    /// Milliseconds since 1970 of when it was written.
    pub written: i64,
    /// Year, month 1..=12 and day of the month.
    pub day: (i32, u32, u32),
    /// What stands in the calendar.
    pub title: &'a str,
    /// What stands under it.
    pub text: &'a str,
    /// Where to look again.
    pub address: &'a str,
}

/// Year, month and day of a day since 1970. Source: H. Hinnant, chrono-compatible low-level date algorithms, 2013.
#[must_use]
pub const fn civil(days: i64) -> (i32, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + (month <= 2) as i64;
    (year as i32, month as u32, day as u32)
}

/// That many months later; the last day of a shorter month.
#[must_use]
pub const fn months_later((year, month, day): (i32, u32, u32), months: u32) -> (i32, u32, u32) {
    let all = month - 1 + months;
    let (year, month) = (year + (all / 12) as i32, all % 12 + 1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (year, month, if day > last { last } else { day })
}

/// Commas, semicolons, backslashes and line breaks have a meaning of their own; other control characters none.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, broken after at most 75 bytes and never within a letter.
fn line(out: &mut String, name: &str, value: &str) {
    let mut room = 75;
    for c in name.chars().chain(value.chars()) {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

/// The calendar file: one event for a whole day, with an alarm at nine in the morning.
#[must_use]
pub fn reminder(event: &Reminder<'_>) -> String {
    let date = |(year, month, day): (i32, u32, u32)| format!("{year:04}{month:02}{day:02}");
    let seconds = event.written.div_euclid(1_000);
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let mut stamp = date(civil(days));
    // Writing into a string cannot fail.
    let _ = write!(
        stamp,
        "T{:02}{:02}{:02}Z",
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    );
    let mut out = String::new();
    for (name, value) in [
        ("BEGIN:", "VCALENDAR".to_owned()),
        ("VERSION:", "2.0".to_owned()),
        ("PRODID:", "-//growth-wheel//growth wheel//EN".to_owned()),
        ("BEGIN:", "VEVENT".to_owned()),
        ("UID:", escape(event.uid)),
        ("DTSTAMP:", stamp),
        ("DTSTART;VALUE=DATE:", date(event.day)),
        ("SUMMARY:", escape(event.title)),
        ("DESCRIPTION:", escape(event.text)),
        (
            "URL:",
            event.address.chars().filter(|c| !c.is_control()).collect(),
        ),
        ("TRANSP:", "TRANSPARENT".to_owned()),
        ("BEGIN:", "VALARM".to_owned()),
        ("ACTION:", "DISPLAY".to_owned()),
        ("DESCRIPTION:", escape(event.title)),
        ("TRIGGER:", "PT9H".to_owned()),
        ("END:", "VALARM".to_owned()),
        ("END:", "VEVENT".to_owned()),
        ("END:", "VCALENDAR".to_owned()),
    ] {
        line(&mut out, name, &value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (20_779, (2026, 11, 22)),
            (20_454, (2026, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
        ] {
            assert_eq!(civil(days), date);
        }
        assert_eq!(months_later((2026, 11, 22), 3), (2027, 2, 22));
        assert_eq!(months_later((2026, 11, 30), 3), (2027, 2, 28));
        assert_eq!(months_later((2027, 12, 31), 2), (2028, 2, 29));
        assert_eq!(months_later((2026, 12, 1), 12), (2027, 12, 1));
    }

    #[test]
    fn a_reminder_is_a_calendar_file_whatever_the_words() {
        let text = "На 22 ноября; «колесо», 38 из 100\nОтветьте на то, что изменилось, и сравните два колеса.\r";
        let file = reminder(&Reminder {
            uid: "p1-20270222@growth-wheel",
            written: 1_795_338_245_000,
            day: (2027, 2, 22),
            title: "Снова посмотреть на колесо",
            text,
            address: "https://example.com/wheel/?lang=ru",
        });
        assert!(file.lines().all(|line| line.len() <= 75), "{file}");
        assert!(
            file.split("\r\n")
                .all(|line| !line.contains('\n') && !line.contains('\r'))
        );
        let unfolded = file.replace("\r\n ", "");
        for line in [
            "BEGIN:VCALENDAR",
            "DTSTAMP:20261122T090405Z",
            "DTSTART;VALUE=DATE:20270222",
            "SUMMARY:Снова посмотреть на колесо",
            r"DESCRIPTION:На 22 ноября\; «колесо»\, 38 из 100\nОтветьте на то\, что изменилось\, и сравните два колеса.",
            "URL:https://example.com/wheel/?lang=ru",
            "END:VCALENDAR",
        ] {
            assert!(unfolded.lines().any(|l| l == line), "{line}\n{unfolded}");
        }
    }
}
