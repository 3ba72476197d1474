//! What the transparency portal tells beside the figures of money: what was budgeted, how cases ended and why, how people rated it, who
//! was granted most, what the months of staff came to. Nothing here names a person, and what counts few persons is not told.
use crate::{Failure, open::Inner};
use domain::{
    board::Stand,
    case::{CaseId, CaseState, Happening},
    comment::without_personal_parts,
    number::CaseNumber,
    pack::{Pack, Service},
    performance::run::MonthStatus,
    time::Instant,
};
use std::{collections::BTreeMap, sync::Arc};
pub use store::figures::{Grant, Recipient};

/// Groups of fewer persons than this are not told apart from others.
pub const FEW: u32 = 5;
/// Organisations of a list.
const RECIPIENTS: u32 = 100;
/// Grants, and projects with their events, that are read at a time.
const BATCH: u32 = 2_000;
const CONTRACTS: u32 = 100;
/// Months of a table.
const MONTHS: u32 = 24;

/// The portal.
#[derive(Clone)]
pub struct Transparency(pub(crate) Arc<Inner>);

/// A project's way, as everybody may know it.
#[derive(Clone, Debug)]
pub struct Contracting {
    /// Its number.
    pub number: CaseNumber,
    /// When, the version, and how it stood then.
    pub steps: Vec<(Instant, u32, CaseState)>,
}

/// How the cases of a service stand in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// How many ended how, by the outcome's name.
    pub outcomes: BTreeMap<String, i64>,
    /// How many were refused why, by the reason's key.
    pub reasons: BTreeMap<String, i64>,
    /// How many were rated how, by the word's key.
    pub ratings: BTreeMap<String, i64>,
}

/// What a month of staff came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSum {
    /// The month, as `2026-07`.
    pub month: String,
    /// People; `None` where they are few.
    pub people: Option<u32>,
    /// What their work was worth, whole rupiah; `None` where they are few.
    pub earned: Option<i64>,
    /// What was paid, whole rupiah; `None` where they are few.
    pub paid: Option<i64>,
}

impl Transparency {
    /// What each programme can spend in a year, whole rupiah; those without a budget are left out.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn budgets(&self, pack: &Pack, year: i32) -> Result<BTreeMap<String, i64>, Failure> {
        let budgets = store::budgets::of_year(&self.0.db, pack.code(), year).await?;
        let shown = |service: &str| pack.service(service).is_some_and(|s| !s.hidden);
        let whole = |(service, budget): (String, domain::budget::Budget)| Some((service, i64::from(budget.whole?)));
        Ok(budgets.into_iter().filter(|(service, _)| shown(service)).filter_map(whole).collect())
    }

    /// How cases ended, by service and year.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn ended(&self, pack: &Pack) -> Result<BTreeMap<(String, i32), Ended>, Failure> {
        let mut found: BTreeMap<(String, i32), Ended> = BTreeMap::new();
        for what in [Stand::End, Stand::Reason, Stand::Rating] {
            for (service, key, year, n) in store::stands::of(&self.0.db, pack.code(), what).await? {
                if pack.service(&service).is_none_or(|s| s.hidden) {
                    continue;
                }
                let of = found.entry((service, year)).or_default();
                let counts = match what {
                    Stand::Reason => &mut of.reasons,
                    Stand::Rating => &mut of.ratings,
                    _ => &mut of.outcomes,
                };
                *counts.entry(key).or_default() += n;
            }
        }
        Ok(found)
    }

    /// How many cases of each service run now.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn running(&self, pack: &Pack) -> Result<BTreeMap<String, i64>, Failure> {
        let mut found: BTreeMap<String, i64> = BTreeMap::new();
        for (key, n) in store::counts::queues(&self.0.db, pack.code()).await? {
            if pack.service(&key.service).is_some_and(|s| !s.hidden) {
                *found.entry(key.service).or_default() += n;
            }
        }
        Ok(found)
    }

    /// Who was granted most by a service in a year, or in all; organisations alone, for persons are never named.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the service grants nothing to organisations.
    pub async fn recipients(&self, pack: &Pack, service: &Service, year: Option<i32>) -> Result<Vec<Recipient>, Failure> {
        if service.hidden || service.lists.organisation.is_none() || service.lists.amount.is_none() {
            return Err(Failure::NotFound);
        }
        Ok(store::figures::recipients(&self.0.db, pack.code(), &service.key, year, RECIPIENTS).await?)
    }

    /// What a service granted, many at once, the newest first; what people wrote without telephones, identity numbers and the like.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is hidden.
    pub async fn grants(&self, pack: &Pack, service: &Service, behind: Option<(Instant, CaseId)>) -> Result<Vec<Grant>, Failure> {
        crate::register::is_public(pack, &service.key)?;
        let mut grants = store::figures::granted(&self.0.db, pack.code(), &service.key, behind, BATCH).await?;
        grants.iter_mut().for_each(|grant| grant.title = without_personal_parts(&grant.title));
        Ok(grants)
    }

    /// The contracts of projects, many at once, each with its public state at every step that changed something of it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region shows no projects.
    pub async fn contracts(
        &self,
        pack: &Pack,
        behind: Option<(Instant, CaseId)>,
    ) -> Result<(Vec<Contracting>, Option<(Instant, CaseId)>), Failure> {
        let (service, _) = crate::gallery_of(pack)?;
        let filter = store::projects::ProjectFilter::default();
        let lines = store::projects::page(&self.0.db, pack.code(), &service.key, &filter, behind, CONTRACTS).await?;
        let next = lines.last().filter(|_| lines.len() == CONTRACTS as usize).map(|l| (l.submitted_at, l.case));
        let mut found = Vec::new();
        for line in lines {
            let events = store::events::of_case(&self.0.db, pack.code(), line.case).await?;
            let mut state: Option<CaseState> = None;
            let mut steps = Vec::new();
            for (_, event) in events {
                match &mut state {
                    Some(state) => state.apply(&event),
                    None => state = CaseState::begin(line.case, &event),
                }
                let changes = matches!(event.what, Happening::Submitted(_) | Happening::Moved(_));
                if let Some(state) = state.as_ref().filter(|_| changes) {
                    steps.push((event.at, event.version, crate::register::in_public(pack, state.clone())));
                }
            }
            found.push(Contracting { number: line.number, steps });
        }
        Ok((found, next))
    }

    /// What the signed months of staff came to, the newest first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn months(&self, pack: &Pack) -> Result<Vec<MonthSum>, Failure> {
        let months = store::performance::months::all(&self.0.db, pack.code(), MONTHS).await?;
        let signed = months.into_iter().filter(|m| matches!(m.status, MonthStatus::Signed | MonthStatus::Paid));
        let sum = |m: domain::performance::run::MonthState| {
            let totals = m.totals?;
            let enough = totals.people >= FEW;
            let told = |n: i64| enough.then_some(n);
            Some(MonthSum {
                month: m.month.to_string(),
                people: enough.then_some(totals.people),
                earned: told(totals.earned),
                paid: told(totals.paid),
            })
        };
        Ok(signed.filter_map(sum).collect())
    }
}
