//! What the public writes about a running project: what is asked, and what of it must not be shown.
use crate::{
    case::CaseState,
    form::{Choice, Field, Form, Kind as Ask},
    pack::Service,
    text::Text,
};
use serde::{Deserialize, Serialize};

/// Why somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A comment.
    Response,
    /// Something is wrong with the project: it is told to the officers as well.
    Problem,
}

impl Kind {
    /// Its name in the store and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Problem => "problem",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Response, Self::Problem].into_iter().find(|kind| kind.name() == name)
    }
}

/// Where and how the public may write about cases of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommentRules {
    /// The stages at which it may.
    pub stages: Vec<String>,
    /// Why a comment may be hidden.
    pub reasons: Vec<Choice>,
    /// Where it comes from.
    pub legal_base: String,
}

/// Whether the public may write about a case now.
#[must_use]
pub fn takes_comments(service: &Service, state: &CaseState) -> bool {
    service.comments.as_ref().is_some_and(|rules| rules.stages.contains(&state.stage))
}

/// What is asked of whoever writes. The ways to reach them are sealed kinds: never public.
#[must_use]
pub fn comment_form() -> Form {
    let field = |key: &str, id: &str, en: &str, kind: Ask| Field::new(key, Text::new(id, en), kind);
    let choice = |kind: Kind, id: &str, en: &str| Choice { key: kind.name().to_owned(), label: Text::new(id, en), ..Choice::default() };
    Form::of_fields(vec![
        field(
            "kind",
            "Apa yang ingin Anda sampaikan?",
            "What do you want to say?",
            Ask::Choice {
                list: None,
                options: vec![
                    choice(Kind::Response, "Tanggapan tentang kegiatan ini", "A comment on this project"),
                    choice(
                        Kind::Problem,
                        "Laporan masalah, misalnya kegiatan tidak berjalan atau ada pungutan",
                        "A problem, such as work that stands still or money asked for",
                    ),
                ],
            },
        ),
        Field {
            hint: Some(Text::new(
                "Apa yang Anda lihat, di mana, dan kapan. Jangan menulis NIK, nomor telepon, atau alamat rumah orang.",
                "What you saw, where and when. Do not write anybody's identity number, telephone or home address.",
            )),
            ..field("body", "Isi", "Text", Ask::LongText { max: 1000 })
        },
        Field {
            optional: true,
            hint: Some(Text::new("Ditampilkan bersama tulisan Anda. Nama samaran boleh.", "Shown with what you write. An alias will do.")),
            ..field("alias", "Nama", "Name", Ask::Text { max: 60 })
        },
        Field {
            optional: true,
            hint: Some(Text::new(
                "Hanya untuk petugas, bila perlu bertanya. Disimpan terkunci.",
                "For the officers alone, should they have a question. Kept sealed.",
            )),
            ..field("email", "Surel", "E-mail", Ask::Email)
        },
        Field { optional: true, ..field("phone", "Nomor telepon", "Telephone", Ask::Phone) },
    ])
}

/// A part of a text that looks like personal data: bytes from and to.
type Part = (usize, usize);

/// What looks like personal data in a text: identity numbers, telephones, account numbers and e-mail addresses. It points
/// them out to whoever moderates; amounts of money and dates are none.
#[must_use]
pub fn personal_parts(text: &str) -> Vec<Part> {
    let mut found = numbers(text);
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) {
            found.push((at, at + bare.len()));
        }
        at += word.len();
    }
    found.sort_unstable();
    found
}

/// The text with all of that hidden.
#[must_use]
pub fn without_personal_parts(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for (from, to) in personal_parts(text) {
        if let Some(between) = text.get(at..from) {
            shown.push_str(between);
        }
        if to > at {
            shown.push_str("•••");
            at = to;
        }
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    shown
}

/// An amount: groups of three digits with dots between them.
fn is_money(text: &str) -> bool {
    let mut groups = text.split('.');
    let first = groups.next().is_some_and(|g| (1..=3).contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit()) && !g.starts_with('0'));
    let mut more = groups.peekable();
    first && more.peek().is_some() && more.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether what stands before a number says that it is an amount.
fn says_rupiah(before: &str) -> bool {
    before.trim_end_matches([' ', '.', '\u{a0}']).ends_with("Rp")
}

/// One or two days, with a time or without: 12-11-2026, 2026/11/12 09.30.
fn is_day(text: &str) -> bool {
    let groups: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let number = |g: &str, most: u32| g.len() <= 2 && g.parse::<u32>().is_ok_and(|n| n <= most);
    let year = |g: &str| g.len() == 4 && (g.starts_with("19") || g.starts_with("20"));
    let day = |g: &[&str]| match g {
        [d, m, y] => (number(d, 31) && number(m, 12) && year(y)) || (year(d) && number(m, 12) && number(y, 31)),
        _ => false,
    };
    match groups.len() {
        3 => day(&groups),
        5 => groups.split_at_checked(3).is_some_and(|(d, time)| day(d) && time.iter().all(|g| g.len() == 2 && number(g, 59))),
        6 => groups.split_at_checked(3).is_some_and(|(a, b)| day(a) && day(b)),
        _ => false,
    }
}

/// Groups of digits that stand together, with at most one sign between two of them.
fn numbers(text: &str) -> Vec<Part> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let plus = c == '+' && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !c.is_ascii_digit() && !plus {
            continue;
        }
        let mut digits = if plus { String::new() } else { String::from(c) };
        let (mut to, mut parted) = (from + c.len_utf8(), false);
        let mut ahead = chars.clone();
        while let Some((at, c)) = ahead.next() {
            if c.is_ascii_digit() {
                digits.push(c);
                to = at + 1;
                chars = ahead.clone();
            } else if !matches!(c, ' ' | '.' | '-' | '/') || !ahead.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
                break;
            } else {
                parted = true;
            }
        }
        if let Some(piece) = text.get(from..to)
            && (is_day(piece) || is_money(piece) && (digits.len() <= 9 || says_rupiah(text.get(..from).unwrap_or_default())))
        {
            continue;
        }
        let n = digits.len();
        let telephone = (9..=15).contains(&n) && (digits.starts_with("08") || digits.starts_with("62") || plus);
        if n >= 16 || telephone || (!parted && n >= 10) {
            found.push((from, to));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{personal_parts, without_personal_parts};
    use proptest::prelude::*;

    #[test]
    fn personal_data_is_hidden_and_money_and_days_are_not() {
        for (text, shown) in [
            ("NIK 3273012345678901.", "NIK •••."),
            ("NIK 3273 0123 4567 8901 ya", "NIK ••• ya"),
            ("hubungi 0812-3456-7890!", "hubungi •••!"),
            ("hubungi +62 812 3456 7890", "hubungi •••"),
            ("rekening 1234567890", "rekening •••"),
            ("surel a.b@contoh.test ya", "surel ••• ya"),
            ("Rp 150.000.000 pada 12-11-2026 dan 2026/11/12", "Rp 150.000.000 pada 12-11-2026 dan 2026/11/12"),
            ("Rp 625.000.000 pada 08-11-2026 09.30", "Rp 625.000.000 pada 08-11-2026 09.30"),
            ("Rp 62.812.345.678", "Rp 62.812.345.678"),
            ("08-11-2026 12-11-2026", "08-11-2026 12-11-2026"),
            ("0812.345.678 atau 62.812.345.678", "••• atau •••"),
            ("RT 05 RW 12, 40 orang @ lokasi", "RT 05 RW 12, 40 orang @ lokasi"),
            ("", ""),
        ] {
            assert_eq!(without_personal_parts(text), shown, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_long_number_is_left(text in "[0-9 .a-zé+@-]{0,60}") {
            let shown = without_personal_parts(&text);
            let longest = shown.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
            prop_assert!(longest < 10, "{shown}");
            prop_assert!(personal_parts(&shown).is_empty(), "{shown}");
        }

        #[test]
        fn parts_are_inside_the_text(text in "\\PC{0,80}") {
            for (from, to) in personal_parts(&text) {
                prop_assert!(from < to && text.get(from..to).is_some());
            }
        }
    }
}
