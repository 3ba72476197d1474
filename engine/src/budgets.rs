//! Budgets: what can be spent on each programme in a year, who set it and why, and what its cases take.
use crate::{Failure, Visitor, open::Inner};
use domain::{
    budget::{Budget, Taken},
    case::Refusal,
    form::{Fault, Problem},
    money::Rupiah,
    pack::Pack,
    people::Person,
    text::Text,
    time::Instant,
};
use std::{collections::BTreeMap, sync::Arc};
use store::{Tx, budgets::NewLine};

/// Budgets.
#[derive(Clone)]
pub struct Budgets(pub(crate) Arc<Inner>);

/// What somebody sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewBudget {
    /// The budget year.
    pub fiscal_year: i32,
    /// The service.
    pub service: String,
    /// The field of affairs; none for the programme as a whole.
    pub affair: Option<String>,
    /// The amount, as it was typed.
    pub amount: String,
    /// The regulation that gives it.
    pub rule: String,
    /// Why it is another one than before; needed where there was one.
    pub why: String,
}

/// One programme's year.
#[derive(Clone, Debug)]
pub struct ProgrammeBudget {
    /// The service's key.
    pub service: String,
    /// What can be spent.
    pub budget: Budget,
    /// What its cases take.
    pub taken: Taken,
}

/// A line that was set.
pub use store::budgets::Line as BudgetLine;

/// A year of all programmes.
#[derive(Clone, Debug)]
pub struct BudgetYear {
    /// By service, in the pack's order.
    pub programmes: Vec<ProgrammeBudget>,
    /// What was set, the newest first.
    pub history: Vec<BudgetLine>,
    /// Whether the visitor may set budgets.
    pub may_set: bool,
}

/// Most lines of a year's history that are shown.
const HISTORY: u32 = 200;
/// Longest words that come with a budget.
const WORDS: usize = 300;

impl Budgets {
    /// A year of all programmes, for officers of the region.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn year(&self, pack: &Pack, visitor: &Visitor, year: i32) -> Result<BudgetYear, Failure> {
        let person = officer(pack, visitor)?;
        let may_set = may_set(pack, person);
        let mut budgets = store::budgets::of_year(&self.0.db, pack.code(), year).await?;
        let mut programmes = Vec::new();
        for service in pack.services.iter().filter(|s| s.budget.is_some()) {
            programmes.push(ProgrammeBudget {
                service: service.key.clone(),
                budget: budgets.remove(&service.key).unwrap_or_default(),
                taken: store::budgets::taken_of(&self.0.db, pack.code(), &service.key, year).await?,
            });
        }
        let history = store::budgets::history(&self.0.db, pack.code(), year, HISTORY).await?;
        Ok(BudgetYear { programmes, history, may_set })
    }

    /// Sets what can be spent. It may be less than what is taken already, as after a cut: then nothing that needs the money
    /// goes on until amounts are lowered or given up.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for roles that set no budgets, [`Failure::Invalid`], [`Refusal::AboveOtherBudget`].
    pub async fn set(&self, pack: &Pack, visitor: &Visitor, new: &NewBudget) -> Result<(), Failure> {
        let person = officer(pack, visitor)?;
        if !may_set(pack, person) {
            return Err(Failure::Forbidden);
        }
        let at = self.0.now();
        let line = self.line(pack, person, new, at).await?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::budgets::lock(tx, of.code(), &line.service, line.fiscal_year).await?;
                    store::budgets::put(tx, of.code(), &line).await?;
                    within_others(tx, &of, line.fiscal_year).await
                })
            })
            .await
    }

    /// What was typed, as a line.
    async fn line(&self, pack: &Pack, person: &Person, new: &NewBudget, at: Instant) -> Result<NewLine, Failure> {
        let service = pack.service(&new.service).filter(|s| s.budget.is_some()).ok_or(Failure::NotFound)?;
        let mut problems = Vec::new();
        let mut wrong = |path: &str, label: Text, fault: Fault| problems.push(Problem { path: path.to_owned(), label, fault });
        let amount = Rupiah::parse(&new.amount);
        if amount.is_err() {
            let fault = if new.amount.trim().is_empty() { Fault::Missing } else { Fault::Rupiah };
            wrong("amount", Text::new("Pagu", "Budget"), fault);
        }
        let (rule, why) = (new.rule.trim(), new.why.trim());
        if rule.is_empty() {
            wrong("rule", Text::new("Dasar hukum", "Legal base"), Fault::Missing);
        }
        let known = store::budgets::of_year(&self.0.db, pack.code(), new.fiscal_year).await?;
        let before = known.get(&service.key).and_then(|b| match &new.affair {
            Some(affair) => b.affairs.get(affair).copied(),
            None => b.whole,
        });
        if why.is_empty() && before.is_some() {
            wrong("why", Text::new("Alasan perubahan", "Why it changes"), Fault::Missing);
        }
        for (path, text) in [("rule", rule), ("why", why)] {
            if text.chars().count() > WORDS {
                wrong(path, Text::new("Keterangan", "Words"), Fault::TooLong { most: u32::try_from(WORDS).unwrap_or(u32::MAX) });
            }
        }
        if new.affair.as_deref().is_some_and(|a| pack.affair(a).is_none()) {
            wrong("affair", Text::new("Bidang", "Field of affairs"), Fault::NotInList);
        }
        let this_year = at.day(pack.zone()).year();
        if !(this_year - 10..=this_year + 10).contains(&new.fiscal_year) {
            wrong("fiscal_year", Text::new("Tahun anggaran", "Budget year"), Fault::NotInList);
        }
        match amount {
            Ok(rupiah) if problems.is_empty() => Ok(NewLine {
                fiscal_year: new.fiscal_year,
                service: service.key.clone(),
                affair: new.affair.clone(),
                rupiah,
                rule: rule.to_owned(),
                why: why.to_owned(),
                actor: person.account,
                at,
            }),
            _ => Err(Failure::Invalid { problems }),
        }
    }
}

/// The visitor as an officer of the region.
pub(crate) fn officer<'v>(pack: &Pack, visitor: &'v Visitor) -> Result<&'v Person, Failure> {
    let person = visitor.person()?;
    if visitor.is_officer(pack.code()) {
        Ok(person)
    } else {
        Err(if visitor.is_signed_in() { Failure::Forbidden } else { Failure::SignedOut })
    }
}

pub(crate) fn may_set(pack: &Pack, person: &Person) -> bool {
    person.posts_in(pack.code()).any(|p| pack.role(&p.role.0).is_some_and(|r| r.sets_budgets))
}

/// Whether every programme's budget is within the one that it may not exceed.
async fn within_others(tx: &mut Tx<'_>, pack: &Pack, year: i32) -> Result<(), Failure> {
    let all: BTreeMap<String, Budget> = store::budgets::of_year_in(tx, pack.code(), year).await?;
    for service in &pack.services {
        let Some(rule) = &service.budget else { continue };
        let Some(other) = rule.at_most.as_deref() else { continue };
        let most = all.get(other).and_then(|b| b.whole).unwrap_or(Rupiah::ZERO);
        if all.get(&service.key).and_then(|b| b.whole).is_some_and(|own| own > most) {
            let other = pack.service(other).map_or_else(Text::default, |s| s.name.clone());
            return Err(Refusal::AboveOtherBudget { other, most, legal_base: rule.legal_base.clone() }.into());
        }
    }
    Ok(())
}

/// Whether what a programme's cases take of a year is there, in these fields of affairs and as a whole.
pub(crate) async fn covers(
    tx: &mut Tx<'_>,
    pack: &Pack,
    service: &str,
    year: i32,
    affairs: impl IntoIterator<Item = Option<&str>>,
) -> Result<(), Failure> {
    let budget = store::budgets::of_year_in(tx, pack.code(), year).await?.remove(service).unwrap_or_default();
    let taken = store::budgets::taken_in(tx, pack.code(), service, year).await?;
    for affair in affairs {
        budget.covers(&taken, affair, year, |a| pack.affair_label(a))?;
    }
    Ok(())
}
