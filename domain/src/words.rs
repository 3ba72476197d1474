//! How days, times and numbers are written for people, in Indonesian and in English. It stands here and not in a
//! locale library so that the server's page and the browser's are the same to the letter.

/// A word with a capital, as it stands at the head of something.
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::time::{Day, Instant, Weekday, Zone};

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Indonesian, the language of government.
    #[default]
    Id,
    /// English.
    En,
}

/// A language code that is neither `id` nor `en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the language is neither `id` nor `en`")]
pub struct LangError;

impl Lang {
    /// The code for `lang="…"` and for stored settings: `id` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = LangError;

    /// Reads `id`, `en` and their regional forms, such as `en-GB` from an `Accept-Language` header.
    fn from_str(tag: &str) -> Result<Self, LangError> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        [Self::Id, Self::En].into_iter().find(|lang| lang.code().eq_ignore_ascii_case(language)).ok_or(LangError)
    }
}

/// Month names by number, January first: Indonesian, its abbreviation, English.
const MONTHS: [(&str, &str, &str); 12] = [
    ("Januari", "Jan", "January"),
    ("Februari", "Feb", "February"),
    ("Maret", "Mar", "March"),
    ("April", "Apr", "April"),
    ("Mei", "Mei", "May"),
    ("Juni", "Jun", "June"),
    ("Juli", "Jul", "July"),
    ("Agustus", "Agu", "August"),
    ("September", "Sep", "September"),
    ("Oktober", "Okt", "October"),
    ("November", "Nov", "November"),
    ("Desember", "Des", "December"),
];

/// Other spellings met in letters and on older forms, with their month.
const OTHER_SPELLINGS: [(&str, u8); 9] =
    [("pebruari", 2), ("peb", 2), ("agt", 8), ("ags", 8), ("agust", 8), ("sept", 9), ("nopember", 11), ("nop", 11), ("dec", 12)];

/// The month (1–12) that a word names, in Indonesian or English, full or shortened, in any case.
#[must_use]
pub fn month_named(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let known = (1..).zip(MONTHS).find(|(_, (name, short, english))| {
        let english_short = english.get(..3).unwrap_or(english);
        [*name, *short, *english, english_short].iter().any(|name| name.eq_ignore_ascii_case(word))
    });
    let other = || OTHER_SPELLINGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, month)| *month);
    known.map(|(month, _)| month).or_else(other)
}

fn month_names(day: Day) -> (&'static str, &'static str, &'static str) {
    MONTHS.get(usize::from(day.month()).saturating_sub(1)).copied().unwrap_or_default()
}

/// The day's name: `Senin` or `Monday`.
#[must_use]
pub const fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    match (weekday, lang) {
        (Weekday::Mon, Lang::Id) => "Senin",
        (Weekday::Tue, Lang::Id) => "Selasa",
        (Weekday::Wed, Lang::Id) => "Rabu",
        (Weekday::Thu, Lang::Id) => "Kamis",
        (Weekday::Fri, Lang::Id) => "Jumat",
        (Weekday::Sat, Lang::Id) => "Sabtu",
        (Weekday::Sun, Lang::Id) => "Minggu",
        (Weekday::Mon, Lang::En) => "Monday",
        (Weekday::Tue, Lang::En) => "Tuesday",
        (Weekday::Wed, Lang::En) => "Wednesday",
        (Weekday::Thu, Lang::En) => "Thursday",
        (Weekday::Fri, Lang::En) => "Friday",
        (Weekday::Sat, Lang::En) => "Saturday",
        (Weekday::Sun, Lang::En) => "Sunday",
    }
}

/// `Senin, 30 November 2026` or `Monday, 30 November 2026`.
#[must_use]
pub fn date_long(day: Day, lang: Lang) -> String {
    format!("{}, {}", weekday(day.weekday(), lang), date(day, lang))
}

/// `9 Agustus 2026` or `9 August 2026`.
#[must_use]
pub fn date(day: Day, lang: Lang) -> String {
    let (indonesian, _, english) = month_names(day);
    let month = match lang {
        Lang::Id => indonesian,
        Lang::En => english,
    };
    format!("{} {month} {}", day.day(), day.year())
}

/// `Agustus 2026` or `August 2026`: the month of a day.
#[must_use]
pub fn month_year(day: Day, lang: Lang) -> String {
    let (indonesian, _, english) = month_names(day);
    let month = match lang {
        Lang::Id => indonesian,
        Lang::En => english,
    };
    format!("{month} {}", day.year())
}

/// `9 Agu` or `9 Aug`, where the year is plain from what stands around it.
#[must_use]
pub fn date_short(day: Day, lang: Lang) -> String {
    let (_, indonesian, english) = month_names(day);
    let month = match lang {
        Lang::Id => indonesian,
        Lang::En => english.get(..3).unwrap_or(english),
    };
    format!("{} {month}", day.day())
}

/// The time of day in `zone`, 24 hours: `14.02` or `14:02`.
#[must_use]
pub fn time(at: Instant, zone: Zone, lang: Lang) -> String {
    let (hour, minute) = at.hour_minute(zone);
    match lang {
        Lang::Id => format!("{hour:02}.{minute:02}"),
        Lang::En => format!("{hour:02}:{minute:02}"),
    }
}

/// `9 November 2026, 14.02` or `9 November 2026, 14:02`.
#[must_use]
pub fn date_time(at: Instant, zone: Zone, lang: Lang) -> String {
    format!("{}, {}", date(at.day(zone), lang), time(at, zone, lang))
}

/// Digits in groups of three: `1.284` or `1,284`.
#[must_use]
pub fn number(value: i64, lang: Lang) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(value.unsigned_abs(), lang))
}

fn grouped(value: u64, lang: Lang) -> String {
    let separator = match lang {
        Lang::Id => '.',
        Lang::En => ',',
    };
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A number of tenths with one decimal, which is left away when it is zero: 184 is `18,4`, 180 is `18`.
pub(crate) fn tenths(tenths: i64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Id => ',',
        Lang::En => '.',
    };
    match tenths % 10 {
        0 => number(tenths / 10, lang),
        tenth => format!("{}{mark}{tenth}", number(tenths / 10, lang)),
    }
}

/// What is left until a deadline, in working days: `5 hari kerja lagi`, `hari ini` for 0, `lewat 1 hari kerja` for
/// −1; in English `5 working days left`, `today`, `1 working day late`.
#[must_use]
pub fn workdays_left(days: i64, lang: Lang) -> String {
    let count = grouped(days.unsigned_abs(), lang);
    let noun = if days.unsigned_abs() == 1 { "working day" } else { "working days" };
    match (lang, days) {
        (Lang::Id, 0) => "hari ini".to_owned(),
        (Lang::En, 0) => "today".to_owned(),
        (Lang::Id, 1..) => format!("{count} hari kerja lagi"),
        (Lang::Id, _) => format!("lewat {count} hari kerja"),
        (Lang::En, 1..) => format!("{count} {noun} left"),
        (Lang::En, _) => format!("{count} {noun} late"),
    }
}

/// A file's size, 1 KB being 1,000 bytes as phones count: `840 B`, `340 KB`, `1,4 MB`, `2 GB`; rounded half up.
#[must_use]
pub fn file_size(bytes: u64, lang: Lang) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000, "MB"), (1_000_000_000, "GB"), (1_000_000_000_000, "TB")];
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    if bytes < 999_500 {
        return format!("{} KB", (bytes + 500) / 1_000);
    }
    // What would round to 1.000,0 of a unit is one of the next.
    let fits = |&&(unit, _): &&(u64, &str)| u128::from(bytes) < u128::from(unit) * 1_000 - u128::from(unit) / 20;
    let (unit, name) = UNITS.iter().find(fits).unwrap_or(&UNITS[2]);
    let rounded = (u128::from(bytes) + u128::from(unit / 20)) / u128::from(unit / 10);
    format!("{} {name}", tenths(i64::try_from(rounded).unwrap_or(i64::MAX), lang))
}
