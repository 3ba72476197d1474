//! Answers as they stand on paper: in Indonesian words instead of codes, and none that the paper need not show.
use domain::{
    form::{Answers, Areas, Check, Documents, Field, Form, Kind},
    money::Rupiah,
    pack::{Pack, Paper},
    time::Day,
    words::{self, Lang},
};
use serde_json::{Map, Value, json};

/// Documents of the state are in its language.
pub(super) const LANG: Lang = Lang::Id;

/// What of a form's answers stands on a paper, by field key: a text, or rows of texts. Private answers come masked.
pub(crate) fn said(pack: &Pack, paper: &Paper, form: &Form, masked: &Answers, today: Day) -> Value {
    let check = Check { form, answers: masked, documents: &Documents::default(), areas: pack as &dyn Areas, today };
    let computed = check.facts();
    let reader = Reader { pack, computed: &computed };
    let mut all = Map::new();
    for field in form.fields().filter(|f| f.is_public() || paper.shows.contains(&f.key)) {
        if let Some(said) = reader.field(field, masked) {
            all.insert(field.key.clone(), said);
        }
    }
    Value::Object(all)
}

struct Reader<'a> {
    pack: &'a Pack,
    computed: &'a Value,
}

impl Reader<'_> {
    fn field(&self, field: &Field, answers: &Answers) -> Option<Value> {
        match &field.kind {
            Kind::File { .. } => None,
            Kind::Rows { columns, .. } => {
                let cell = |row: usize, column: &Field, text: Option<&String>| match &column.kind {
                    Kind::Computed { rupiah, .. } => {
                        value(self.computed.get(&field.key).and_then(|r| r.get(row)).and_then(|r| r.get(&column.key)), *rupiah)
                    }
                    _ => self.text(column, text.map_or("", |t| t.trim())),
                };
                let rows = answers.rows(&field.key).iter().enumerate();
                Some(
                    rows.map(|(i, row)| columns.iter().map(|c| (c.key.clone(), json!(cell(i, c, row.get(&c.key))))).collect::<Value>())
                        .collect(),
                )
            }
            Kind::Computed { rupiah, .. } => Some(json!(value(self.computed.get(&field.key), *rupiah))).filter(|v| v != ""),
            _ => Some(json!(self.text(field, answers.text(&field.key)))).filter(|v| v != ""),
        }
    }

    /// A typed text in words; what does not fit its kind stands as it was typed.
    fn text(&self, field: &Field, text: &str) -> String {
        let as_typed = || text.to_owned();
        match &field.kind {
            Kind::Rupiah { .. } => text.parse::<Rupiah>().map_or_else(|_| as_typed(), |r| r.to_string()),
            Kind::Number { unit, .. } => {
                let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
                let number = digits.parse().map_or_else(|_| as_typed(), |n| words::number(n, LANG));
                unit.as_ref().map_or_else(|| number.clone(), |u| format!("{number} {}", u.get(LANG)))
            }
            Kind::Date { .. } => Day::parse_loose(text).map_or_else(|_| as_typed(), |d| words::date(d, LANG)),
            Kind::Choice { options, .. } => options.iter().find(|o| o.key == text).map_or_else(as_typed, |o| o.label.get(LANG).to_owned()),
            Kind::District => self.pack.district(text).map_or_else(as_typed, |d| d.name.clone()),
            Kind::Activity => self.pack.activity_label(text).map_or_else(as_typed, |label| label.get(LANG).to_owned()),
            Kind::Village { .. } => self.pack.village(text).map_or_else(as_typed, ToOwned::to_owned),
            _ => as_typed(),
        }
    }
}

fn value(value: Option<&Value>, rupiah: bool) -> String {
    match (value, value.and_then(Value::as_i64)) {
        (None, _) => String::new(),
        (_, Some(n)) if rupiah => Rupiah::try_from(n).map_or_else(|_| words::number(n, LANG), |r| r.to_string()),
        (_, Some(n)) => words::number(n, LANG),
        (Some(Value::String(text)), _) => text.clone(),
        (Some(other), _) => other.to_string(),
    }
}
