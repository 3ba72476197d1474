//! How cases ended, why some were refused, how people rated what came of theirs, and how long it took.
use super::{Of, Row, Table, Unit, Value, rates};
use crate::{
    citizen::narrowed::{Narrowed, word_of},
    error::AppError,
};
use domain::{case::Outcome, figures::Figure, form::Kind, pack::Service};
use engine::{Ended, FEW_PERSONS};
use std::collections::{BTreeMap, BTreeSet};

/// How cases ended, by service and budget year.
type EndedBy = BTreeMap<(String, i32), Ended>;

impl Of<'_> {
    /// How the cases of some services ended, a row a service.
    pub(super) async fn ended(&self, of: impl Fn(&Service) -> bool) -> Result<Table, AppError> {
        let columns = vec![
            self.column("ended", "Selesai diproses", "Dealt with", Unit::Count),
            self.column("done", "Terbit atau selesai", "Given or solved", Unit::Count),
            self.column("refused", "Ditolak", "Refused", Unit::Count),
            self.column("withdrawn", "Ditarik", "Withdrawn", Unit::Count),
            self.column("lapsed", "Gugur", "Lapsed", Unit::Count),
            self.column("running", "Masih diproses sekarang", "Under way now", Unit::Count),
        ];
        let ended = self.ends().await?;
        let running = self.asked.engine.transparency().running(&self.asked.pack).await?;
        let mut table = self.empty(self.say("Layanan", "Service"), columns);
        table.drawn = (0, Some(1));
        table.years = ended_years(&ended);
        for service in self.services().filter(|s| of(s)) {
            let sum = self.of_service(&ended, service);
            let of = |outcome: Outcome| sum.outcomes.get(outcome.name()).copied().unwrap_or(0);
            let refused = Value { n: Some(of(Outcome::Refused)), href: (of(Outcome::Refused) > 0).then(|| self.refused_list(service)) };
            let values = vec![
                // A list is of all that was asked for, running cases too: none counts just these.
                Value::from(sum.outcomes.values().sum::<i64>()),
                of(Outcome::Done).into(),
                refused,
                of(Outcome::Withdrawn).into(),
                of(Outcome::Lapsed).into(),
                running.get(&service.key).copied().unwrap_or(0).into(),
            ];
            let href = Some(format!("/{}/{}", self.region, service.path));
            table.rows.push(Row { key: service.key.clone(), label: service.name.get(self.lang).to_owned(), href, values });
        }
        if table.rows.is_empty() { Err(AppError::NotFound) } else { Ok(table) }
    }

    /// The list of what a service refused.
    fn refused_list(&self, service: &Service) -> String {
        Narrowed { tahun: self.year, hasil: word_of(Figure::Refused), ..Narrowed::default() }.href(self.region, &service.path)
    }

    async fn ends(&self) -> Result<EndedBy, AppError> {
        Ok(self.asked.engine.transparency().ended(&self.asked.pack).await?)
    }

    fn of_service(&self, ended: &EndedBy, service: &Service) -> Ended {
        let mut sum = Ended::default();
        let within = ended.iter().filter(|((key, year), _)| *key == service.key && self.year.is_none_or(|wanted| wanted == *year));
        for (_, one) in within {
            for (into, from) in [(&mut sum.outcomes, &one.outcomes), (&mut sum.reasons, &one.reasons), (&mut sum.ratings, &one.ratings)] {
                from.iter().for_each(|(key, n)| *into.entry(key.clone()).or_default() += n);
            }
        }
        sum
    }

    pub(super) async fn reasons(&self) -> Result<Table, AppError> {
        let ended = self.ends().await?;
        let mut table = self.empty(self.say("Alasan", "Reason"), vec![self.column("refused", "Ditolak", "Refused", Unit::Count)]);
        table.years = ended_years(&ended);
        for service in self.services() {
            for (key, n) in self.of_service(&ended, service).reasons {
                let label = service.reasons.iter().find(|r| r.key == key).map_or(key.as_str(), |r| r.label.get(self.lang));
                table.rows.push(Row {
                    label: format!("{label} · {}", service.brand),
                    href: Some(self.refused_list(service)),
                    key: format!("{}/{key}", service.key),
                    values: vec![n.into()],
                });
            }
        }
        table.greatest_first(0);
        Ok(table)
    }

    pub(super) async fn satisfaction(&self) -> Result<Table, AppError> {
        let ended = self.ends().await?;
        let mut table = self.empty(self.say("Nilai", "Rating"), vec![self.column("people", "Pelapor", "People", Unit::Count)]);
        table.years = ended_years(&ended);
        for service in self.services().filter(|s| rates(s)) {
            let ratings = self.of_service(&ended, service).ratings;
            // Few could be recognised by whoever knows them.
            if ratings.values().sum::<i64>() < i64::from(FEW_PERSONS) {
                continue;
            }
            let field = service.workflows.iter().rev().find_map(|w| w.captured(w.figures.rating.as_deref()?));
            let Some(Kind::Choice { options, .. }) = field.map(|f| &f.kind) else { continue };
            for option in options {
                table.rows.push(Row {
                    key: format!("{}/{}", service.key, option.key),
                    label: format!("{} · {}", option.label.get(self.lang), service.brand),
                    href: None,
                    values: vec![ratings.get(&option.key).copied().unwrap_or(0).into()],
                });
            }
        }
        Ok(table)
    }

    pub(super) async fn pace(&self) -> Result<Table, AppError> {
        let columns = vec![
            self.column("decisions", "Putusan", "Decisions", Unit::Count),
            self.column("fastest", "Tercepat (hari kerja)", "Fastest (working days)", Unit::Days),
            self.column("median", "Separuh putusan", "Half of them", Unit::Days),
            self.column("slow", "Sembilan dari sepuluh", "Nine of ten", Unit::Days),
        ];
        let mut table = self.empty(self.say("Layanan", "Service"), columns);
        table.drawn = (3, Some(2));
        for service in self.services() {
            let Some(pace) = self.asked.engine.register().pace(&self.asked.pack, &service.key).await? else { continue };
            let values = [pace.decisions, pace.fastest, pace.median, pace.slow].map(|n| Value::from(i64::from(n)));
            let href = Some(format!("/{}/{}/aturan", self.region, service.path));
            table.rows.push(Row { key: service.key.clone(), label: service.name.get(self.lang).to_owned(), href, values: values.into() });
        }
        Ok(table)
    }
}

fn ended_years(ended: &EndedBy) -> Vec<i32> {
    let years: BTreeSet<i32> = ended.keys().map(|(_, year)| *year).collect();
    years.into_iter().rev().collect()
}
