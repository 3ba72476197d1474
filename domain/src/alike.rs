//! By what two cases are alike: the same person, account, organisation or address, however it was typed. Which answers
//! say that is pack data; here texts are brought into one form, so that a keyed hash of them can be compared.
use crate::{
    form::{Answers, Kind},
    pack::Service,
    text::Text,
};
use serde::{Deserialize, Serialize};

/// One way in which cases can be alike. The same key in two services is the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Likeness {
    /// Stable key.
    pub key: String,
    /// What is the same.
    pub label: Text,
    /// Whether a late report on a case that says the same keeps this one from being handed in: it is the same recipient.
    #[serde(default)]
    pub owes: bool,
    /// The answers that say it, all of them together.
    pub fields: Vec<String>,
}

/// What a case's plain answers say for each way of the service; nothing where an answer is missing.
pub fn sayings<'s>(service: &'s Service, answers: &Answers) -> impl Iterator<Item = (&'s Likeness, String)> {
    service.alike.iter().filter_map(|way| {
        let normal = |key: &String| {
            let field = service.form.field(key)?;
            let text = one_form(&field.kind, answers.text(key));
            (!text.is_empty()).then_some(text)
        };
        let parts: Vec<String> = way.fields.iter().map(normal).collect::<Option<_>>()?;
        Some((way, parts.join("|")))
    })
}

/// Short forms that people write for the same word in an address or a name.
const SHORT: &[(&str, &str)] = &[
    ("jl", "jalan"),
    ("jln", "jalan"),
    ("gg", "gang"),
    ("no", "nomor"),
    ("nmr", "nomor"),
    ("komp", "kompleks"),
    ("kel", "kelurahan"),
    ("kec", "kecamatan"),
    ("yys", "yayasan"),
    ("ds", "desa"),
];

/// A text in the form in which it is compared: small letters and digits, words in full, numbers without leading zeros;
/// what is a number throughout keeps its digits alone.
fn one_form(kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Nik | Kind::Npwp | Kind::BankAccount => text.chars().filter(char::is_ascii_digit).collect(),
        Kind::Phone => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.strip_prefix("62").map_or(digits.clone(), |rest| format!("0{rest}"))
        }
        _ => words(text),
    }
}

/// Titles that people write before and behind a name, or leave out.
const TITLES: &[&str] = &[
    "h", "hj", "haji", "hajjah", "kh", "ust", "ustaz", "ustadz", "drs", "dra", "dr", "ir", "prof", "bapak", "ibu", "pak", "bu", "st", "se",
    "sh", "ss", "si", "sip", "spd", "sag", "sos", "ssos", "skom", "mm", "mt", "mh", "msi", "mpd", "mag", "md", "lc", "amd",
];

/// Whether two texts name the same person: capitals, signs and titles apart. A name that is nothing but titles is compared whole.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    let (whole_a, whole_b) = (without_signs(a), without_signs(b));
    let bare = |all: &[String]| all.iter().filter(|w| !TITLES.contains(&w.as_str())).cloned().collect::<Vec<_>>();
    let (bare_a, bare_b) = (bare(&whole_a), bare(&whole_b));
    if bare_a.is_empty() || bare_b.is_empty() { !whole_a.is_empty() && whole_a == whole_b } else { bare_a == bare_b }
}

/// The words of a name in small letters; dots within a word are no ends of it: `S.Pd.` is one.
fn without_signs(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',');
    let bare = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    parts.map(bare).filter(|w| !w.is_empty()).collect()
}

/// A private answer as it is compared, where somebody typed a whole one: digits, with the signs that people write between
/// them. `None` for anything else.
pub(crate) fn whole(kind: &Kind, typed: &str) -> Option<String> {
    const FEWEST: usize = 8;
    let is_number = typed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.()".contains(c));
    let is_of_digits = matches!(kind, Kind::Nik | Kind::Npwp | Kind::BankAccount | Kind::Phone);
    Some(one_form(kind, typed)).filter(|text| is_number && is_of_digits && text.len() >= FEWEST)
}

/// The words of a text in one form, with a space between them.
pub(crate) fn words(text: &str) -> String {
    in_full(text, |_, _| true)
}

/// The beginnings of words that were typed: a short form that its long form begins with stays, for it may as well be the
/// beginning of another word: `kel` of a `kelompok`.
pub(crate) fn beginnings(text: &str) -> String {
    in_full(text, |short, long| !long.starts_with(short))
}

fn in_full(text: &str, is_meant: impl Fn(&str, &str) -> bool) -> String {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).flat_map(apart).filter(|w| !w.is_empty());
    let full = parts.map(|word| {
        let number = word.bytes().all(|b| b.is_ascii_digit()).then(|| word.trim_start_matches('0'));
        number.map_or_else(
            || SHORT.iter().find(|(short, long)| *short == word && is_meant(short, long)).map_or(word, |(_, long)| long),
            |n| if n.is_empty() { "0" } else { n },
        )
    });
    full.collect::<Vec<_>>().join(" ")
}

/// Letters and digits that were written together: `RT01`, `no5`.
fn apart(word: &str) -> Vec<&str> {
    let mut parts = vec![];
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, c) in word.char_indices() {
        let digit = c.is_ascii_digit();
        if before.is_some_and(|b| b != digit) {
            parts.push(&word[start..at]);
            start = at;
        }
        before = Some(digit);
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_told_from_a_part_and_from_words() {
        assert_eq!(whole(&Kind::Nik, "9999 0101 0190 0001").as_deref(), Some("9999010101900001"));
        assert_eq!(whole(&Kind::Phone, "+62 800-000-1234").as_deref(), Some("08000001234"));
        for (kind, typed) in [(Kind::Nik, "9999"), (Kind::Nik, "HB-2026-000065-6"), (Kind::Email, "99990101019")] {
            assert_eq!(whole(&kind, typed), None, "{typed}");
        }
    }

    #[test]
    fn what_is_the_same_reads_the_same() {
        let text = Kind::Text { max: 100 };
        for (one, other) in [
            ("Jl. Rekaan No.99 RT 01/RW 09", "jalan rekaan nomor 99, RT1 rw.09"),
            ("YYS. Contoh  Nusantara", "Yayasan Contoh Nusantara"),
            ("Gg. Tiruan III no 05", "GANG TIRUAN III No.5"),
        ] {
            assert_eq!(one_form(&text, one), one_form(&text, other));
        }
        assert_ne!(one_form(&text, "Jalan Rekaan 9"), one_form(&text, "Jalan Rekaan 99"));
        assert_ne!(one_form(&text, "Yayasan Contoh"), one_form(&text, "Yayasan Contoh Abadi"));
        assert_eq!(one_form(&Kind::BankAccount, "0000-0000 99999"), one_form(&Kind::BankAccount, "0000000099999"));
        assert_eq!(one_form(&Kind::Phone, "+62 800-000-0001"), one_form(&Kind::Phone, "0800 000 0001"));
        assert_eq!(one_form(&text, " .,- "), "");
    }
}
