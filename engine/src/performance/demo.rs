//! A demonstration agency: organisation, presence, logs and judgements of the months before today, made up and the same for the same
//! seed. Each pattern by which numbers are gamed is planted once; everybody else works honestly.
mod days;
mod people;
mod plans;
mod sentences;

use super::{Performance, REVISION, log::year_of, reckoning::complete_name, rules};
use crate::{DemoPlan, Failure, MonthFailure, demo::Luck};
use days::Diary;
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{Month, StaffId, behaviour::Rating, organisation::Hold, run::MonthHappening},
    time::Day,
};
use plans::Plans;
use std::collections::{BTreeMap, btree_map::Entry};
use store::performance::{
    attendance,
    months::{self, Figure},
    organisation, work,
};

/// Months before this one that are filled.
const MONTHS: usize = 3;
/// Entries that go to the store together.
const BATCH: usize = 1_000;

impl Performance {
    /// Makes so many people's organisation and their months; nothing where the pack describes no demonstration of it.
    pub(crate) async fn demo(&self, pack: &Pack, asked: &DemoPlan, officers: &BTreeMap<String, Vec<AccountId>>) -> Result<(), Failure> {
        let Some(plan) = pack.performance.as_ref().and_then(|r| r.demonstration.as_ref()) else { return Ok(()) };
        let today = self.0.now().day(pack.zone());
        let this = Month::of(today);
        let mut all: Vec<Month> =
            std::iter::successors(Some(this), |m| Some(m.before())).take(asked.months.unwrap_or(MONTHS) + 1).collect();
        all.reverse();
        let begins = all.first().map_or(today, |m| m.first());
        let made = people::made(&self.0.seal(pack.code()), pack, plan, asked.staff, begins.plus_days(-700));
        let (region, part, links) = (pack.code().clone(), made.part.clone(), made.links(officers));
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    organisation::put(tx, &region, &part).await?;
                    for (staff, account) in links {
                        organisation::link(tx, &region, staff, Some(account)).await?;
                    }
                    store::known::put(tx, &region, REVISION, "demo").await?;
                    Ok::<_, Failure>(())
                })
            })
            .await?;
        let mut luck = Luck::new(asked.seed ^ 0x6b69_6e65_726a_6100);
        let mut of_plans = Luck::new(asked.seed ^ 0x7265_6e63_616e_6100);
        let mut years: BTreeMap<u16, Plans> = BTreeMap::new();
        for month in all {
            let year = year_of(month.first());
            let plans = match years.entry(year) {
                Entry::Occupied(there) => there.into_mut(),
                Entry::Vacant(place) => {
                    let new = plans::plans(pack, &made, year, &mut of_plans);
                    self.demo_plans(pack, &new).await?;
                    place.insert(new)
                }
            };
            let mut diary = Diary::new(pack, &made, (month, today), (asked.most_a_day, plans))?;
            self.demo_month(pack, month, &mut diary, &mut luck).await?;
        }
        let keeper = officers.get(&rules(pack)?.kept_by).and_then(|a| a.first()).copied();
        let signer = officers.get(&rules(pack)?.signed_by).and_then(|a| a.first()).copied();
        if asked.months.is_none()
            && let (Some(keeper), Some(signer)) = (keeper, signer)
        {
            self.demo_signed(pack, this, keeper, signer).await?;
        }
        Ok(())
    }

    async fn demo_plans(&self, pack: &Pack, plans: &Plans) -> Result<(), Failure> {
        for some in plans.chunks(BATCH) {
            let (region, some) = (pack.code().clone(), some.to_vec());
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move {
                        for (events, plan) in &some {
                            for event in events {
                                work::append(tx, &region, (event.plan.0, event.version), (event.at, event.what.name(), event.by), event)
                                    .await?;
                            }
                            store::performance::plans::put(tx, &region, plan).await?;
                        }
                        Ok::<_, Failure>(())
                    })
                })
                .await?;
        }
        Ok(())
    }

    async fn demo_month(&self, pack: &Pack, month: Month, diary: &mut Diary<'_>, luck: &mut Luck) -> Result<(), Failure> {
        let known = diary.presence(luck);
        let (region, complete) = (pack.code().clone(), month.last() < diary.today);
        let (ratings, figures, at) = (diary.ratings(luck), diary.figures(luck), self.0.now());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    attendance::put(tx, &region, known.iter().map(|(staff, day, p)| (*staff, *day, p))).await?;
                    if complete {
                        store::known::put(tx, &region, &complete_name(month), "demo").await?;
                        let figures: Vec<Figure> = figures;
                        months::put_figures(tx, &region, month, (None, at), &figures).await?;
                        for (rater, rated, rating) in &ratings {
                            let (rater, rated, rating): (&StaffId, &StaffId, &Rating) = (rater, rated, rating);
                            months::rate(tx, &region, month, (*rater, *rated), rating, at).await?;
                        }
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await?;
        loop {
            let mut batch = Vec::with_capacity(BATCH);
            while batch.len() < BATCH && diary.next_person(luck, &mut batch) {}
            if batch.is_empty() {
                return Ok(());
            }
            let region = pack.code().clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(work::put_many(tx, &region, &batch).await?) }))
                .await?;
        }
    }

    /// The oldest month is paid, the next one reckoned to be looked at, the last one still judged.
    async fn demo_signed(&self, pack: &Pack, this: Month, keeper: AccountId, signer: AccountId) -> Result<(), Failure> {
        let oldest = this.before().before().before();
        let ours = |failure| match failure {
            MonthFailure::Other(failure) => failure,
            MonthFailure::No(refusal) => Failure::unavailable("make a demonstration month", &format!("{refusal:?}")),
        };
        self.run(pack, keeper, oldest, true).await.map_err(ours)?;
        self.to_month(pack, signer, oldest, MonthHappening::Signed).await.map_err(ours)?;
        let paid = MonthHappening::Paid { reference: "SP2D-CONTOH".to_owned() };
        self.to_month(pack, keeper, oldest, paid).await.map_err(ours)?;
        self.run(pack, keeper, this.before().before(), false).await.map_err(ours)?;
        Ok(())
    }
}

/// Whether a day can be worked.
fn is_open(pack: &Pack, day: Day) -> bool {
    pack.calendar().is_workday(day)
}

/// Positions that are held for oneself.
fn own(hold: Hold) -> bool {
    hold != Hold::Acting
}
