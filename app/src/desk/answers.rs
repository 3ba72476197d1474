//! Answers in words: what an officer reads instead of codes. Runs on the server, which has the region's pack.
use super::{
    case_view::{AnswerView, PageView, Shown},
    view::DocumentView,
};
use domain::{
    case::CaseState,
    form::{Answers, Areas, Check, Document, Documents, Field, Form, Kind},
    money::Rupiah,
    pack::{Pack, Service},
    point::Point,
    time::Day,
    words::{self, Lang},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Puts answers into words for one reader.
pub(crate) struct Reader<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) lang: Lang,
    pub(crate) today: Day,
}

impl Reader<'_> {
    /// The application by its pages, without what was not asked.
    pub(super) fn pages(&self, service: &Service, state: &CaseState) -> Vec<PageView> {
        let check = Check {
            form: &service.form,
            answers: &state.answers,
            documents: &state.documents,
            areas: self.pack as &dyn Areas,
            today: self.today,
        };
        let facts = check.facts();
        check
            .pages()
            .into_iter()
            .filter_map(|page| {
                let asked = check.asked(page);
                let fields = asked.iter().filter(|f| !matches!(f.kind, Kind::File { .. }));
                let answers: Vec<_> = fields
                    .map(|field| AnswerView {
                        key: field.key.clone(),
                        label: field.label.get(self.lang).to_owned(),
                        shown: self.shown(field, &state.answers, &facts),
                        sealed: field.is_sealed() && !field.withheld && !state.answers.text(&field.key).is_empty(),
                        mend: state.items.iter().find(|i| i.field == field.key).map(|i| i.reason.clone()),
                    })
                    .collect();
                (!answers.is_empty()).then(|| PageView { title: page.title.get(self.lang).to_owned(), answers })
            })
            .collect()
    }

    /// The documents in the order in which the form asks for them, then those of the way.
    pub(super) fn documents(&self, service: &Service, state: &CaseState, may_open: bool) -> Vec<DocumentView> {
        let of = |form: &Form, documents: &Documents| {
            let slots = form.fields().filter(|f| matches!(f.kind, Kind::File { .. }));
            slots.flat_map(|field| documents.of(&field.key).map(|document| self.document(field, document, may_open))).collect::<Vec<_>>()
        };
        let mut all = of(&service.form, &state.documents);
        if let Some(workflow) = service.workflow(state.workflow) {
            all.extend(of(workflow.captures_form(), &state.papers));
        }
        all
    }

    fn document(&self, field: &Field, document: &Document, may_open: bool) -> DocumentView {
        let day = words::date(document.at.day(self.pack.zone()), self.lang);
        DocumentView {
            label: field.label.get(self.lang).to_owned(),
            slot: document.slot.clone(),
            hash: document.hash.clone(),
            name: document.name.clone(),
            about: format!("{} · {day}", words::file_size(document.size, self.lang)),
            private: field.is_private_file().then_some(may_open),
        }
    }

    /// One answer in its shape; `facts` has the values of computed fields.
    pub(super) fn shown(&self, field: &Field, answers: &Answers, facts: &Value) -> Shown {
        match &field.kind {
            Kind::Rows { columns, .. } => {
                let rows = answers.rows(&field.key);
                if rows.is_empty() {
                    return Shown::Nothing;
                }
                let heads = columns.iter().map(|c| (c.label.get(self.lang).to_owned(), is_figure(&c.kind))).collect();
                let computed = |i: usize, key: &str| facts.get(&field.key).and_then(|r| r.get(i)).and_then(|r| r.get(key));
                let cells = rows.iter().enumerate().map(|(i, row)| {
                    columns
                        .iter()
                        .map(|c| match &c.kind {
                            Kind::Computed { rupiah, .. } => self.value(computed(i, &c.key), *rupiah),
                            _ => self.text(c, row.get(&c.key).map_or("", |t| t.trim())),
                        })
                        .collect()
                });
                Shown::Table(heads, cells.collect())
            }
            Kind::Computed { rupiah, .. } => match facts.get(&field.key) {
                None => Shown::Nothing,
                value => Shown::Line(self.value(value, *rupiah)),
            },
            kind => match answers.text(&field.key) {
                "" => Shown::Nothing,
                text if matches!(kind, Kind::LongText { .. }) => Shown::Text(text.to_owned()),
                text => Shown::Line(self.text(field, text)),
            },
        }
    }

    /// One answer as one line; empty where there is none.
    pub(super) fn line(&self, field: &Field, answers: &Answers, facts: &Value) -> String {
        match self.shown(field, answers, facts) {
            Shown::Nothing | Shown::Table(..) => String::new(),
            Shown::Line(text) | Shown::Text(text) => text,
        }
    }

    /// A typed text in words; what does not fit its kind is shown as it was typed.
    pub(super) fn text(&self, field: &Field, text: &str) -> String {
        let as_typed = || text.to_owned();
        match &field.kind {
            Kind::Rupiah { .. } => text.parse::<Rupiah>().map_or_else(|_| as_typed(), |r| r.to_string()),
            Kind::Number { unit, .. } => {
                let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
                let number = digits.parse().map_or_else(|_| as_typed(), |n| words::number(n, self.lang));
                unit.as_ref().map_or_else(|| number.clone(), |u| format!("{number} {}", u.get(self.lang)))
            }
            Kind::Date { .. } => Day::parse_loose(text).map_or_else(|_| as_typed(), |d| words::date(d, self.lang)),
            Kind::Choice { options, .. } => {
                options.iter().find(|o| o.key == text).map_or_else(as_typed, |o| o.label.get(self.lang).to_owned())
            }
            Kind::Point { .. } => text.parse::<Point>().map_or_else(|_| as_typed(), |point| self.place(point)),
            Kind::District => self.pack.district(text).map_or_else(as_typed, |d| d.name.clone()),
            Kind::Activity => self.pack.activity_label(text).map_or_else(as_typed, |label| label.get(self.lang).to_owned()),
            Kind::Village { .. } => self.pack.village(text).map_or_else(as_typed, ToOwned::to_owned),
            Kind::Confirm => match (text, self.lang) {
                ("", _) => String::new(),
                (_, Lang::Id) => "Ya".to_owned(),
                (_, Lang::En) => "Yes".to_owned(),
            },
            _ => as_typed(),
        }
    }

    /// A row of a table in a line: its cells in the order of the columns, with what was computed of it.
    pub(super) fn row(&self, field: Option<&Field>, row: &BTreeMap<String, String>, facts: &Value) -> String {
        let columns = match field.map(|f| &f.kind) {
            Some(Kind::Rows { columns, .. }) => columns.as_slice(),
            _ => return row.values().cloned().collect::<Vec<_>>().join(", "),
        };
        let cell = |column: &Field| match &column.kind {
            Kind::Computed { rupiah, .. } => {
                let value = self.value(facts.get(&column.key), *rupiah);
                (!value.is_empty()).then(|| format!("{}: {value}", column.label.get(self.lang)))
            }
            _ => Some(self.text(column, row.get(&column.key)?.trim())),
        };
        columns.iter().filter_map(cell).collect::<Vec<_>>().join(", ")
    }

    /// A point, with how far it is from the nearest district's centre: whoever reads it need not open a map to doubt it.
    fn place(&self, point: Point) -> String {
        let centres = self.pack.districts.iter().filter_map(|d| Some((d, Point::new(d.latitude?, d.longitude?).ok()?)));
        let nearest = centres.map(|(d, centre)| (d, centre.km_to(point))).min_by(|a, b| a.1.total_cmp(&b.1));
        match (nearest, self.lang) {
            (None, _) => point.to_string(),
            (Some((district, km)), Lang::Id) => {
                format!(
                    "{point} · {} km dari pusat {} {}",
                    format!("{km:.1}").replace('.', ","),
                    self.pack.heading("place", Lang::Id),
                    district.name
                )
            }
            (Some((district, km)), Lang::En) => format!("{point} · {km:.1} km from the centre of {}", district.name),
        }
    }

    pub(super) fn value(&self, value: Option<&Value>, rupiah: bool) -> String {
        match (value, value.and_then(Value::as_i64)) {
            (None, _) => String::new(),
            (_, Some(n)) if rupiah => Rupiah::try_from(n).map_or_else(|_| words::number(n, self.lang), |r| r.to_string()),
            (_, Some(n)) => words::number(n, self.lang),
            (Some(Value::String(text)), _) => text.clone(),
            (Some(other), _) => other.to_string(),
        }
    }
}

fn is_figure(kind: &Kind) -> bool {
    matches!(kind, Kind::Rupiah { .. } | Kind::Number { .. } | Kind::Computed { .. })
}
