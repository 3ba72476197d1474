//! Checks answers against a form and turns them into facts that rules can read.
use super::{Answers, Documents, Fault, Field, FileKind, Form, Formula, Kind, Page, Problem, Warning};
use crate::{
    activity::Activities,
    email::Email,
    money::Rupiah,
    nik::{Nik, NikWarning},
    npwp::Npwp,
    phone::Phone,
    point::Point,
    rule::{Facts, Rule},
    text::Text,
    time::Day,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The places of a region, asked by code.
pub trait Areas {
    /// Whether the district is known.
    fn has_district(&self, code: &str) -> bool;
    /// Whether the village is known.
    fn has_village(&self, code: &str) -> bool;
    /// Whether a point is about where the region is.
    fn is_near(&self, _: Point) -> bool {
        true
    }
    /// The kinds of business activity, where there are any.
    fn activities(&self) -> Option<&Activities> {
        None
    }
}

/// One check of a set of answers against a form.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// The fields and pages.
    pub form: &'a Form,
    /// What was typed.
    pub answers: &'a Answers,
    /// What was handed in.
    pub documents: &'a Documents,
    /// The region's places.
    pub areas: &'a dyn Areas,
    /// The region's day.
    pub today: Day,
}

impl Check<'_> {
    /// The answers as values that rules read: numbers for numbers and money, booleans for statements, rows with their
    /// computed columns, `<slot>` = number of files for files. Wrong answers are left out.
    #[must_use]
    pub fn facts(&self) -> Value {
        let mut facts = Map::new();
        for field in self.form.fields() {
            if let Some(value) = self.fact(field, &facts) {
                facts.insert(field.key.clone(), value);
            }
        }
        Value::Object(facts)
    }

    fn fact(&self, field: &Field, so_far: &Map<String, Value>) -> Option<Value> {
        match &field.kind {
            Kind::Rows { columns, .. } => {
                Some(Value::Array(self.answers.rows(&field.key).iter().map(|row| row_facts(columns, row)).collect()))
            }
            Kind::File { .. } => Some(json!(self.documents.of(&field.key).count())),
            Kind::Computed { value, .. } => compute(value, so_far),
            kind => scalar(kind, self.answers.text(&field.key)),
        }
    }

    /// The pages that are asked for these answers.
    #[must_use]
    pub fn pages(&self) -> Vec<&Page> {
        self.pages_of(self.known().as_ref())
    }

    /// The fields of a page that are asked for these answers.
    #[must_use]
    pub fn asked<'p>(&self, page: &'p Page) -> Vec<&'p Field> {
        asked_of(page, self.known().as_ref())
    }

    /// The facts for many rules; `None` where they can't be read, and everything is shown.
    fn known(&self) -> Option<Facts> {
        Facts::of_answers(&self.facts()).ok()
    }

    fn pages_of(&self, known: Option<&Facts>) -> Vec<&Page> {
        self.form.pages.iter().filter(|p| shown(p.show_if.as_ref(), known)).collect()
    }

    /// What is wrong on one page.
    #[must_use]
    pub fn page(&self, page: &Page) -> Vec<Problem> {
        self.asked(page).into_iter().flat_map(|f| self.field(f)).collect()
    }

    /// What is wrong on all pages that are asked.
    #[must_use]
    pub fn all(&self) -> Vec<Problem> {
        let known = self.known();
        let pages = self.pages_of(known.as_ref()).into_iter();
        pages.flat_map(|p| asked_of(p, known.as_ref())).flat_map(|f| self.field(f)).collect()
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn field(&self, field: &Field) -> Vec<Problem> {
        let fault = |path: String, label: &Text, fault| Problem { path, label: label.clone(), fault };
        match &field.kind {
            Kind::Rows { min, max, columns, .. } => {
                let rows = self.answers.rows(&field.key);
                let mut found = Vec::new();
                let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                if count < *min && !(field.optional && count == 0) {
                    found.push(fault(field.key.clone(), &field.label, Fault::FewRows { least: *min }));
                }
                if count > *max {
                    found.push(fault(field.key.clone(), &field.label, Fault::ManyRows { most: *max }));
                }
                for (i, row) in rows.iter().enumerate() {
                    for column in columns {
                        let text = row.get(&column.key).map_or("", |t| t.trim());
                        if let Some(f) = self.one(column, text) {
                            found.push(fault(format!("{}.{i}.{}", field.key, column.key), &column.label, f));
                        }
                    }
                }
                found
            }
            Kind::File { most, .. } => {
                let count = u32::try_from(self.documents.of(&field.key).count()).unwrap_or(u32::MAX);
                if count == 0 && !field.optional {
                    vec![fault(field.key.clone(), &field.label, Fault::NoFile)]
                } else if count > *most {
                    vec![fault(field.key.clone(), &field.label, Fault::ManyFiles { most: *most })]
                } else {
                    vec![]
                }
            }
            _ => self.one(field, self.answers.text(&field.key)).map(|f| fault(field.key.clone(), &field.label, f)).into_iter().collect(),
        }
    }

    fn one(&self, field: &Field, text: &str) -> Option<Fault> {
        if let Kind::Computed { .. } = field.kind {
            return None;
        }
        if let Kind::Confirm = field.kind {
            return (!field.optional && !is_yes(text)).then_some(Fault::NotAgreed);
        }
        if text.is_empty() {
            return (!field.optional).then_some(Fault::Missing);
        }
        if text.chars().any(is_hidden) {
            return Some(Fault::HiddenCharacters);
        }
        self.kind(&field.kind, text)
    }

    fn kind(&self, kind: &Kind, text: &str) -> Option<Fault> {
        match kind {
            Kind::Text { max } | Kind::LongText { max } => (text.chars().count() > *max as usize).then_some(Fault::TooLong { most: *max }),
            Kind::HomeAddress => (text.chars().count() > 300).then_some(Fault::TooLong { most: 300 }),
            Kind::Choice { options, .. } => match options.iter().find(|o| o.key == text) {
                None => Some(Fault::NotInList),
                Some(chosen) => (!chosen.holds_on(self.today)).then_some(Fault::NotNow),
            },
            Kind::Point { site } => match text.parse::<Point>() {
                Err(_) => Some(Fault::Point),
                // A site is shown on the region's map; where somebody lives is theirs to say.
                Ok(point) => (*site && !self.areas.is_near(point)).then_some(Fault::FarPoint),
            },
            Kind::Nik => Nik::parse(text).is_err().then_some(Fault::Nik),
            Kind::Npwp => Npwp::parse(text).is_err().then_some(Fault::Npwp),
            Kind::Phone => Phone::parse(text).is_err().then_some(Fault::Phone),
            Kind::Email => Email::parse(text).is_err().then_some(Fault::Email),
            Kind::BankAccount => (!is_account(text)).then_some(Fault::BankAccount),
            Kind::Rupiah { min, max } => match text.parse::<Rupiah>() {
                Err(_) => Some(Fault::Rupiah),
                Ok(r) => range(r.rupiah(), min.or(Some(1)), *max, true),
            },
            Kind::Number { min, max, .. } => match whole(text) {
                None => Some(Fault::Number),
                Some(n) => range(n, *min, *max, false),
            },
            Kind::Date { not_past, not_future } => match Day::parse_loose(text) {
                Err(_) => Some(Fault::Date),
                Ok(d) if *not_past && d < self.today => Some(Fault::PastDate),
                Ok(d) if *not_future && d > self.today => Some(Fault::FutureDate),
                Ok(_) => None,
            },
            Kind::District => (!self.areas.has_district(text)).then_some(Fault::Area),
            Kind::Village { of } => {
                let inside = of.as_ref().is_none_or(|f| text.starts_with(self.answers.text(f)));
                (!self.areas.has_village(text) || !inside).then_some(Fault::Area)
            }
            Kind::Activity => match self.areas.activities() {
                Some(known) if known.find(text, self.today).is_some() => None,
                Some(known) => Some(Fault::Activity { before: known.successor(text, self.today) }),
                None => Some(Fault::Activity { before: None }),
            },
            Kind::Confirm | Kind::Rows { .. } | Kind::File { .. } | Kind::Computed { .. } => None,
        }
    }

    /// What to look at again, without stopping: the parts of NIK and NPWP.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        for field in self.form.fields() {
            let text = self.answers.text(&field.key);
            match &field.kind {
                Kind::Nik => {
                    if let Ok(nik) = Nik::parse(text) {
                        found.extend(
                            nik.check(None, None, None, None).into_iter().map(|w| Warning { path: field.key.clone(), text: nik_words(w) }),
                        );
                    }
                }
                Kind::Npwp if Npwp::parse(text).is_ok_and(|n| !n.warnings().is_empty()) => {
                    found.push(Warning {
                        path: field.key.clone(),
                        text: Text::new("Angka NPWP tampaknya salah ketik. Periksa lagi", "The tax number looks mistyped. Check it again"),
                    });
                }
                _ => {}
            }
        }
        found
    }
}

fn nik_words(warning: NikWarning) -> Text {
    match warning {
        NikWarning::ImpossibleDate => Text::new(
            "Tanggal lahir di dalam NIK tidak ada di kalender. Periksa lagi",
            "The birth date inside the NIK is not in the calendar. Check it again",
        ),
        NikWarning::UnknownDistrict => Text::new(
            "Kode kecamatan di dalam NIK tidak dikenal. Periksa lagi",
            "The district code inside the NIK is unknown. Check it again",
        ),
        NikWarning::SerialZero => Text::new(
            "Empat angka terakhir NIK tidak boleh 0000. Periksa lagi",
            "The last four digits of a NIK are never 0000. Check it again",
        ),
        NikWarning::BirthDateDiffers | NikWarning::SexDiffers => {
            Text::new("NIK tidak cocok dengan tanggal lahir. Periksa lagi", "The NIK does not match the birth date. Check it again")
        }
    }
}

/// Whether a rule lets something be shown; one that can't be evaluated shows it, so that nothing asked is hidden.
fn shown(rule: Option<&Rule>, known: Option<&Facts>) -> bool {
    rule.zip(known).is_none_or(|(rule, known)| rule.holds(known).unwrap_or(true))
}

fn asked_of<'p>(page: &'p Page, known: Option<&Facts>) -> Vec<&'p Field> {
    page.fields.iter().filter(|f| shown(f.show_if.as_ref(), known)).collect()
}

fn range(n: i64, min: Option<i64>, max: Option<i64>, rupiah: bool) -> Option<Fault> {
    match (min, max) {
        (Some(least), _) if n < least => Some(Fault::TooSmall { least, rupiah }),
        (_, Some(most)) if n > most => Some(Fault::TooBig { most, rupiah }),
        _ => None,
    }
}

fn row_facts(columns: &[Field], row: &BTreeMap<String, String>) -> Value {
    let mut facts = Map::new();
    for column in columns {
        let value = match &column.kind {
            Kind::Computed { value, .. } => compute(value, &facts),
            kind => scalar(kind, row.get(&column.key).map_or("", |t| t.trim())),
        };
        if let Some(value) = value {
            facts.insert(column.key.clone(), value);
        }
    }
    Value::Object(facts)
}

fn compute(formula: &Formula, so_far: &Map<String, Value>) -> Option<Value> {
    match formula {
        Formula::Sum(path) => {
            let (rows, column) = path.split_once('.')?;
            let rows = so_far.get(rows)?.as_array()?;
            // A sum that does not fit is left out, and the field then reads as missing rather than as a wrong number.
            rows.iter().filter_map(|r| r.get(column).and_then(Value::as_i64)).try_fold(0_i64, i64::checked_add).map(|n| json!(n))
        }
        Formula::Rule(rule) => rule.value(&Facts::of_answers(so_far).ok()?).ok().filter(|v| !v.is_null()).map(whole_number),
    }
}

/// JSON Logic multiplies in floating point; whole results come back as whole numbers.
fn whole_number(value: Value) -> Value {
    match value.as_f64() {
        Some(n) if value.as_i64().is_none() && n.fract() == 0.0 && n.abs() < 9e15 => {
            format!("{n:.0}").parse::<i64>().map_or(value, |n| json!(n))
        }
        _ => value,
    }
}

fn scalar(kind: &Kind, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    match kind {
        Kind::Rupiah { .. } => text.parse::<Rupiah>().ok().map(|r| json!(r.rupiah())),
        Kind::Number { .. } => whole(text).map(|n| json!(n)),
        Kind::Date { .. } => Day::parse_loose(text).ok().map(|d| json!(d.to_string())),
        Kind::Confirm => Some(json!(is_yes(text))),
        Kind::Point { .. } => text.parse::<Point>().ok().map(|p| json!(p.to_string())),
        _ => Some(json!(text)),
    }
}

fn whole(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (digits.len() <= 15).then(|| digits.parse().ok()).flatten()
}

fn is_account(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (6..=20).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.'))
}

/// What a ticked box sends.
fn is_yes(text: &str) -> bool {
    matches!(text, "ya" | "on" | "true" | "yes" | "1")
}

/// Characters that hide or turn round what is written: controls and bidirectional marks. Line breaks and tabs are fine,
/// and so is everything that people type, emoji included (their joiner is U+200D, which stays).
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl FileKind {
    /// The media types of the kind.
    #[must_use]
    pub fn media(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["application/pdf"],
            Self::Picture => &["image/jpeg", "image/png", "image/webp"],
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
