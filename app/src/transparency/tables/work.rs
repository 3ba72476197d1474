//! What is built by phase, and what staff earned by month.
use super::{Of, Row, Table, Unit, Value};
use crate::error::AppError;
use engine::gallery_of;

impl Of<'_> {
    pub(super) async fn projects(&self) -> Result<Table, AppError> {
        let pack = &self.asked.pack;
        let (_, rule) = gallery_of(pack)?;
        let figures = self.asked.engine.gallery().figures(pack).await?;
        let columns = vec![
            self.column("projects", "Proyek", "Projects", Unit::Count),
            self.column("contract", "Nilai kontrak", "Contracts", Unit::Rupiah),
            self.column("paid", "Dibayar", "Paid", Unit::Rupiah),
        ];
        let mut table = self.empty(self.say("Masa", "Phase"), columns);
        table.drawn = (1, Some(2));
        table.years = figures.iter().map(|f| f.fiscal_year).collect();
        table.years.sort_unstable_by(|a, b| b.cmp(a));
        table.years.dedup();
        let mut all = [0_i64; 3];
        for phase in &rule.phases {
            let within = figures.iter().filter(|f| self.year.is_none_or(|y| y == f.fiscal_year) && phase.stages.contains(&f.stage));
            let sums = within.fold([0_i64; 3], |[n, worth, paid], f| [n + f.projects, worth + f.contract, paid + f.paid]);
            all.iter_mut().zip(sums).for_each(|(all, n)| *all += n);
            let year = self.year.map(|y| format!("&tahun={y}")).unwrap_or_default();
            let href = format!("/{}/galeri?masa={}{year}", self.region, phase.key);
            table.rows.push(Row {
                key: phase.key.clone(),
                label: phase.label.get(self.lang).to_owned(),
                href: Some(href),
                values: sums.into_iter().map(Value::from).collect(),
            });
        }
        table.total = Some(Row {
            key: "all".into(),
            label: self.say("Seluruhnya", "All together"),
            href: None,
            values: all.into_iter().map(Value::from).collect(),
        });
        Ok(table)
    }

    pub(super) async fn performance(&self) -> Result<Table, AppError> {
        let columns = vec![
            self.column("people", "Pegawai", "People", Unit::Count),
            self.column("earned", "Nilai kerja", "Worth of the work", Unit::Rupiah),
            self.column("paid", "Dibayarkan", "Paid", Unit::Rupiah),
        ];
        let mut table = self.empty(self.say("Bulan", "Month"), columns);
        table.drawn = (1, Some(2));
        for month in self.asked.engine.transparency().months(&self.asked.pack).await? {
            let values = [month.people.map(i64::from), month.earned, month.paid].map(|n| Value { n, href: None });
            table.rows.push(Row { key: month.month.clone(), label: month.month, href: None, values: values.into() });
        }
        Ok(table)
    }
}
