//! Plausible answers for what any form needs: what the field's kind takes, plainly invented. It knows no field of any region, so it
//! shows as well that a form can be filled from its description alone.
use domain::{
    form::{Answer, Answers, Check, Documents, Field, Form, Kind},
    pack::Pack,
    time::Day,
};
use std::collections::BTreeMap;

/// What is filled in where the kind alone does not say it.
pub(crate) struct Filler<'p> {
    pub(crate) pack: &'p Pack,
    pub(crate) today: Day,
    /// Answers by key that stand above the plausible ones.
    pub(crate) given: BTreeMap<String, String>,
    /// The amount for every money field.
    pub(crate) rupiah: i64,
}

impl<'p> Filler<'p> {
    pub(crate) fn new(pack: &'p Pack, today: Day) -> Self {
        Self { pack, today, given: BTreeMap::new(), rupiah: 1_000_000 }
    }

    pub(crate) fn with(mut self, key: &str, text: &str) -> Self {
        self.given.insert(key.to_owned(), text.to_owned());
        self
    }

    /// Answers for all pages that are asked for.
    pub(crate) fn form(&self, form: &Form) -> Answers {
        let mut answers = Answers::default();
        // Answers decide which fields are asked for, so it goes on until nothing is added.
        for _ in 0..form.pages.len() + 1 {
            for field in self.asked(form, &answers) {
                if !answers.0.contains_key(&field.key)
                    && let Some(answer) = self.field(field, &answers)
                {
                    answers.0.insert(field.key.clone(), answer);
                }
            }
        }
        answers
    }

    /// The fields that want a file.
    pub(crate) fn papers<'f>(&self, form: &'f Form, answers: &Answers) -> Vec<&'f str> {
        self.asked(form, answers)
            .into_iter()
            .filter(|f| matches!(f.kind, Kind::File { .. }) && !f.optional)
            .map(|f| f.key.as_str())
            .collect()
    }

    fn asked<'f>(&self, form: &'f Form, answers: &Answers) -> Vec<&'f Field> {
        let documents = Documents::default();
        let check = Check { form, answers, documents: &documents, areas: self.pack, today: self.today };
        let shown = check.pages().into_iter().map(|p| p.key.clone()).collect::<Vec<_>>();
        form.pages.iter().filter(|p| shown.contains(&p.key)).flat_map(|p| check.asked(p)).collect()
    }

    /// Answers for what an action captures.
    pub(crate) fn captures(&self, fields: &[Field]) -> Answers {
        let mut answers = Answers::default();
        for field in fields {
            if let Some(answer) = self.field(field, &answers) {
                answers.0.insert(field.key.clone(), answer);
            }
        }
        answers
    }

    fn field(&self, field: &Field, so_far: &Answers) -> Option<Answer> {
        if let Some(text) = self.given.get(&field.key) {
            return Some(Answer::Text(text.clone()));
        }
        if field.optional {
            return None;
        }
        let text = match &field.kind {
            Kind::Text { .. } | Kind::LongText { .. } => format!("Contoh {}", field.key),
            Kind::Choice { options, .. } => options.iter().find(|o| o.holds_on(self.today))?.key.clone(),
            Kind::Confirm => "ya".to_owned(),
            Kind::Point { .. } => "-6,9147, 107,6098".to_owned(),
            Kind::Nik => "9999017008850001".to_owned(),
            Kind::Npwp => "999999999999999".to_owned(),
            Kind::Phone => "0800-000-0001".to_owned(),
            Kind::Email => "warga@contoh.test".to_owned(),
            Kind::BankAccount => "0000000099999".to_owned(),
            Kind::HomeAddress => "Jalan Rekaan No. 99".to_owned(),
            Kind::Rupiah { .. } => self.rupiah.to_string(),
            Kind::Number { min, .. } => min.unwrap_or(0).max(1).to_string(),
            Kind::Date { not_future, .. } => self.today.plus_days(if *not_future { -400 } else { 200 }).to_string(),
            Kind::Activity => self.pack.activities.on(self.today).find_map(|e| e.activities.first())?.code.clone(),
            Kind::District => self.pack.districts.iter().find(|d| !d.villages.is_empty())?.code.clone(),
            Kind::Village { of } => {
                let district = of.as_deref().map_or("", |key| so_far.text(key));
                self.pack.districts.iter().find(|d| d.code == district)?.villages.first()?.0.clone()
            }
            Kind::Rows { min, columns, .. } => {
                let row: BTreeMap<String, String> = columns
                    .iter()
                    .filter_map(|column| match self.field(column, so_far) {
                        Some(Answer::Text(text)) => Some((column.key.clone(), text)),
                        _ => None,
                    })
                    .collect();
                return Some(Answer::Rows(vec![row; (*min).max(1) as usize]));
            }
            Kind::File { .. } | Kind::Computed { .. } => return None,
        };
        Some(Answer::Text(text))
    }
}

/// A small and valid PDF; `mark` makes it another file.
pub(crate) fn pdf(mark: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>".to_owned(),
    ];
    let mut text = format!("%PDF-1.4\n% {mark}\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let start = text.len();
    text.push_str("xref\n0 4\n0000000000 65535 f \n");
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}
