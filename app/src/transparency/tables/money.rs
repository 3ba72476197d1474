//! What was asked for, granted, paid and reported: of the programmes that hand out money, and of who received it.
use super::{Column, Of, Part, Row, Table, Unit, Value, pays};
use crate::{
    citizen::narrowed::{NO_AGENCY, Narrowed, agency_name, word_of},
    error::AppError,
    transparency::words::Topic,
};
use domain::{
    figures::{Figure, Sums},
    pack::Service,
};
use engine::Figures;
use std::collections::{BTreeMap, BTreeSet};

impl Of<'_> {
    fn money_columns(&self) -> Vec<Column> {
        vec![
            self.column("requests", "Pengajuan", "Requests", Unit::Count),
            self.column("asked", "Diajukan", "Asked", Unit::Rupiah),
            self.column("approved", "Disetujui", "Approved", Unit::Rupiah),
            self.column("paid", "Dibayar", "Paid", Unit::Rupiah),
            self.column("reported", "Dilaporkan", "Reported", Unit::Rupiah),
        ]
    }

    /// The values of a sum, each a door to the list of a service that it counts where there is one.
    fn money_values(&self, sums: &Sums, list: Option<(&Narrowed, &str)>) -> Vec<Value> {
        let value = |n: i64, figure: Figure| {
            let href = list.filter(|_| sums.of(figure).cases > 0);
            let href = href.map(|(list, path)| Narrowed { hasil: word_of(figure), ..list.clone() }.href(self.region, path));
            Value { n: Some(n), href }
        };
        vec![
            value(sums.asked.cases, Figure::Asked),
            value(sums.asked.rupiah, Figure::Asked),
            value(sums.approved.rupiah, Figure::Approved),
            value(sums.paid.rupiah, Figure::Paid),
            value(sums.reported.rupiah, Figure::Reported),
        ]
    }

    /// The figures of every programme that hands out money.
    async fn figures(&self) -> Result<Vec<(&Service, Figures)>, AppError> {
        let mut all = Vec::new();
        for service in self.services().filter(|s| pays(s)) {
            all.push((service, self.asked.engine.register().figures(&self.asked.pack, service, None).await?));
        }
        if all.is_empty() { Err(AppError::NotFound) } else { Ok(all) }
    }

    fn whole(&self, sums: &Sums) -> Row {
        Row { key: "all".into(), label: self.say("Seluruhnya", "All together"), href: None, values: self.money_values(sums, None) }
    }

    pub(super) async fn money(&self) -> Result<Table, AppError> {
        let figures = self.figures().await?;
        // Budgets are the region's, and no part's.
        let budgeted = self.year.filter(|_| self.district.is_none());
        let budgets = match budgeted {
            Some(year) => self.asked.engine.transparency().budgets(&self.asked.pack, year).await?,
            None => BTreeMap::new(),
        };
        let mut columns = self.money_columns();
        if budgeted.is_some() {
            columns.insert(0, self.column("budget", "Anggaran", "Budget", Unit::Rupiah));
        }
        let mut table = self.empty(self.say("Program", "Programme"), columns);
        table.drawn = if budgeted.is_some() { (2, Some(4)) } else { (1, Some(3)) };
        table.years = years(figures.iter().map(|(_, f)| f));
        let mut all = Sums::default();
        for (service, figures) in &figures {
            let within = figures.of_year(self.year);
            let sums = match self.district {
                Some(code) => within.by_district().remove(&Some(code.to_owned())).unwrap_or_default(),
                None => within.all(),
            };
            all += sums;
            let list = Narrowed { tahun: self.year, kecamatan: self.district.map(str::to_owned), ..Narrowed::default() };
            let mut values = self.money_values(&sums, Some((&list, &service.path)));
            if budgeted.is_some() {
                values.insert(0, Value { n: budgets.get(&service.key).copied(), href: None });
            }
            let href = match self.district {
                Some(_) => list.href(self.region, &service.path),
                None => list.address(&format!("/{}/{}/statistik", self.region, service.path)),
            };
            table.rows.push(Row { key: service.key.clone(), label: service.name.get(self.lang).to_owned(), href: Some(href), values });
        }
        let mut total = self.whole(&all);
        if budgeted.is_some() {
            total.values.insert(0, budgets.values().sum::<i64>().into());
        }
        table.total = Some(total);
        Ok(table)
    }

    /// Money of all programmes together by something that each figure has.
    async fn money_by<K: Ord>(
        &self,
        of: String,
        by: impl Fn(&Figures) -> BTreeMap<K, Sums>,
        named: impl Fn(&K) -> (String, String, Option<String>),
    ) -> Result<Table, AppError> {
        let figures = self.figures().await?;
        let mut table = self.empty(of, self.money_columns());
        table.drawn = (1, Some(3));
        table.years = years(figures.iter().map(|(_, f)| f));
        let (mut groups, mut all) = (BTreeMap::<K, Sums>::new(), Sums::default());
        for (_, figures) in &figures {
            let within = figures.of_year(self.year);
            all += within.all();
            by(&within).into_iter().for_each(|(key, sums)| *groups.entry(key).or_default() += sums);
        }
        for (key, sums) in &groups {
            let (key, label, href) = named(key);
            table.rows.push(Row { key, label, href, values: self.money_values(sums, None) });
        }
        table.greatest_first(1);
        table.total = Some(self.whole(&all));
        Ok(table)
    }

    pub(super) async fn money_by_agency(&self) -> Result<Table, AppError> {
        let pack = &self.asked.pack;
        let named = |agency: &Option<String>| {
            (agency.clone().unwrap_or_else(|| NO_AGENCY.to_owned()), agency_name(pack, agency.as_deref(), self.lang), None)
        };
        self.money_by(self.say("Perangkat daerah", "Agency"), |figures| figures.by_agency(pack), named).await
    }

    pub(super) async fn money_by_district(&self) -> Result<Table, AppError> {
        let pack = &self.asked.pack;
        let named = |code: &Option<String>| {
            let name = code.as_deref().map(|code| pack.district(code).map_or(code, |d| d.name.as_str()).to_owned());
            // Behind it are the programmes there, each with its list; a district that the pack has not is on none.
            let part = Part { year: self.year, district: code.clone().filter(|code| pack.district(code).is_some()) };
            let href = part.district.is_some().then(|| part.address(&format!("/{}/transparansi/{}", self.region, Topic::Money.word())));
            (code.clone().unwrap_or_default(), name.unwrap_or_else(|| self.say("Tanpa wilayah", "No place")), href)
        };
        self.money_by(pack.heading("district", self.lang), Figures::by_district, named).await
    }

    pub(super) async fn money_by_year(&self) -> Result<Table, AppError> {
        let named = |year: &i32| {
            let href = format!("/{}/transparansi/{}?tahun={year}", self.region, Topic::Money.word());
            (year.to_string(), year.to_string(), Some(href))
        };
        let mut table = self.money_by(self.say("Tahun anggaran", "Budget year"), Figures::by_year, named).await?;
        table.rows.sort_by(|a, b| b.key.cmp(&a.key));
        table.years.clear();
        Ok(table)
    }

    pub(super) async fn recipients(&self) -> Result<Table, AppError> {
        let columns = vec![
            self.column("requests", "Pengajuan", "Requests", Unit::Count),
            self.column("approved", "Disetujui", "Approved", Unit::Rupiah),
            self.column("paid", "Dibayar", "Paid", Unit::Rupiah),
            self.column("reported", "Dilaporkan", "Reported", Unit::Rupiah),
        ];
        let mut table = self.empty(self.say("Organisasi", "Organisation"), columns);
        table.drawn = (1, Some(2));
        table.years = years(self.figures().await?.iter().map(|(_, f)| f));
        for service in self.services().filter(|s| pays(s) && s.lists.organisation.is_some()) {
            for one in self.asked.engine.transparency().recipients(&self.asked.pack, service, self.year).await? {
                let list = Narrowed { cari: Some(one.organisation.clone()), tahun: self.year, ..Narrowed::default() };
                table.rows.push(Row {
                    key: format!("{}/{}", service.key, one.organisation),
                    label: format!("{} · {}", one.organisation, service.brand),
                    href: Some(list.href(self.region, &service.path)),
                    values: [one.cases, one.approved, one.paid, one.reported].into_iter().map(Value::from).collect(),
                });
            }
        }
        table.greatest_first(1);
        Ok(table)
    }
}

fn years<'f>(figures: impl Iterator<Item = &'f Figures>) -> Vec<i32> {
    let years: BTreeSet<i32> = figures.flat_map(|f| f.by_year().into_keys()).collect();
    years.into_iter().rev().collect()
}
