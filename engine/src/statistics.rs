//! Public figures of money, by budget year, by the agency in charge, and by district.
use crate::{Affairs, Failure, PublicFilter, Register};
use domain::{
    figures::{Figure, Sum, Sums},
    pack::{Pack, Service},
};
use std::collections::BTreeMap;
use store::figures::FigureRow;

/// A service's figures, as many as one statement reads; grouped as a page needs them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures(Vec<FigureRow>);

impl Register {
    /// The figures of a service in one budget year, or in all.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn figures(&self, pack: &Pack, service: &Service, year: Option<i32>) -> Result<Figures, Failure> {
        crate::register::is_public(pack, &service.key)?;
        Ok(Figures(store::figures::figures(&self.0.db, pack.code(), &service.key, year).await?))
    }
}

impl Figures {
    /// All together.
    #[must_use]
    pub fn all(&self) -> Sums {
        self.0.iter().fold(Sums::default(), |mut sum, row| {
            sum += row.sums;
            sum
        })
    }

    /// By budget year.
    #[must_use]
    pub fn by_year(&self) -> BTreeMap<i32, Sums> {
        self.by(|row| row.fiscal_year)
    }

    /// By the agency in charge of the field of affairs, whoever holds the case now; `None` where no agency is in charge
    /// of it yet.
    #[must_use]
    pub fn by_agency(&self, pack: &Pack) -> BTreeMap<Option<String>, Sums> {
        self.by(|row| pack.agency_of_affair(row.affair.as_deref()?).map(str::to_owned))
    }

    /// By district; `None` where a case names none.
    #[must_use]
    pub fn by_district(&self) -> BTreeMap<Option<String>, Sums> {
        self.by(|row| row.district.clone())
    }

    /// The same of one agency alone; `None` of the cases that none is in charge of.
    #[must_use]
    pub fn of_agency(&self, pack: &Pack, agency: Option<&str>) -> Self {
        let in_charge = |row: &FigureRow| row.affair.as_deref().and_then(|affair| pack.agency_of_affair(affair));
        Self(self.0.iter().filter(|row| in_charge(row) == agency).cloned().collect())
    }

    /// The same of one budget year alone, where one is named.
    #[must_use]
    pub fn of_year(&self, year: Option<i32>) -> Self {
        Self(self.0.iter().filter(|row| year.is_none_or(|year| row.fiscal_year == year)).cloned().collect())
    }

    /// What a list adds up to that is narrowed like this; `None` where it is narrowed by words or stages, which no figure
    /// knows.
    #[must_use]
    pub fn of_list(&self, filter: &PublicFilter) -> Option<Sum> {
        if filter.find.as_deref().is_some_and(|find| !find.trim().is_empty()) || filter.stage.is_some() {
            return None;
        }
        let is = |row: &&FigureRow| {
            filter.fiscal_year.is_none_or(|year| row.fiscal_year == year)
                && filter.affair.as_ref().is_none_or(|affair| row.affair.as_ref() == Some(affair))
                && filter.district.as_ref().is_none_or(|district| row.district.as_ref() == Some(district))
                && filter.affairs.as_ref().is_none_or(|affairs| affairs.has(row.affair.as_deref()))
        };
        let figure = filter.counted.unwrap_or(Figure::Asked);
        Some(self.0.iter().filter(is).fold(Sum::default(), |mut sum, row| {
            sum += row.sums.of(figure);
            sum
        }))
    }

    fn by<K: Ord>(&self, key: impl Fn(&FigureRow) -> K) -> BTreeMap<K, Sums> {
        let mut groups: BTreeMap<K, Sums> = BTreeMap::new();
        for row in &self.0 {
            *groups.entry(key(row)).or_default() += row.sums;
        }
        groups
    }
}

/// The filter of an agency's list: the fields of affairs that it is in charge of; for `None` all others.
#[must_use]
pub fn affairs_of(pack: &Pack, agency: Option<&str>) -> Affairs {
    let led = pack.affairs();
    match agency {
        Some(agency) => Affairs::Of(led.filter(|e| pack.agency_of_affair(&e.key) == Some(agency)).map(|e| e.key.clone()).collect()),
        None => Affairs::OtherThan(led.map(|entry| entry.key.clone()).collect()),
    }
}
