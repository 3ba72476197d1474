//! A round of behaviour: everybody judges their superior, their colleagues and those below them; of what is said of oneself one sees the
//! groups alone, and never those that are too small to hide who spoke.
use super::{Performance, months::change_inputs, rules};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        behaviour::{Judged, Rater, Rating, judged, peers},
        organisation::Hold,
    },
};
use std::collections::BTreeMap;
use store::{StoreError, performance::months};

/// Somebody to be judged.
#[derive(Clone, Debug)]
pub struct ToRate {
    /// Who.
    pub staff: StaffId,
    /// Their number.
    pub number: String,
    /// Their name.
    pub name: String,
    /// As whom the visitor judges them.
    pub by: Rater,
    /// What the visitor said already.
    pub given: Option<Rating>,
}

/// A round.
#[derive(Debug)]
pub struct Round {
    /// The month.
    pub month: Month,
    /// Whether nothing of it changes any more.
    pub frozen: bool,
    /// Whom the visitor judges.
    pub people: Vec<ToRate>,
    /// What was said of the visitor, once the month was signed.
    pub own: Option<Judged>,
}

/// Why somebody was not judged.
#[derive(Debug)]
pub enum RateFailure {
    /// A value was left out, or is none of the levels.
    Incomplete,
    /// The month is frozen.
    Frozen,
    /// Something else.
    Other(Failure),
}

impl From<StoreError> for RateFailure {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}

impl From<Failure> for RateFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl Performance {
    /// The round of a month, as the visitor sees it.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff.
    pub async fn round(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Round, Failure> {
        let rules = rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let (db, region) = (&self.0.db, pack.code());
        let state = months::get(db, region, month).await?;
        let given: BTreeMap<StaffId, Rating> = months::rated_by(db, region, month, me.staff).await?.into_iter().collect();
        let day = month.last().min(self.0.now().day(pack.zone()));
        let chart = &me.organisation.chart;
        let mut found: BTreeMap<StaffId, Rater> = BTreeMap::new();
        let nobody = |_: StaffId| false;
        for (_, position) in chart.held(me.staff, day).into_iter().filter(|(p, _)| p.hold != Hold::Acting) {
            let line = chart.line(&position.key, day, &nobody);
            if let Some(superior) = line.first().and_then(|r| r.in_power()).filter(|s| *s != me.staff) {
                found.insert(superior, Rater::Subordinate);
            }
            let colleagues = position.superior.iter().flat_map(|s| chart.below(s)).flat_map(|p| chart.holders_of(&p.key));
            let colleagues = colleagues.filter(|p| p.holds(day) && p.hold != Hold::Acting).map(|p| p.staff).collect();
            for peer in peers(&colleagues, me.staff, month, rules.behaviour.most_peers) {
                found.entry(peer).or_insert(Rater::Peer);
            }
        }
        for (staff, _) in chart.judged_by(me.staff, day, &nobody) {
            found.insert(staff, Rater::Superior);
        }
        let mut people: Vec<ToRate> = found
            .into_iter()
            .filter_map(|(staff, by)| {
                let person = chart.person(staff)?;
                let (number, name) = (person.number.clone(), person.name.clone());
                Some(ToRate { staff, number, name, by, given: given.get(&staff).cloned() })
            })
            .collect();
        people.sort_by(|a, b| (a.by, &a.name).cmp(&(b.by, &b.name)));
        let signed = state.as_ref().is_some_and(|s| s.signed_at.is_some());
        let own = if signed {
            let of_me: Vec<Rating> = months::ratings_of(db, region, month, me.staff).await?;
            judged(&rules.behaviour, &of_me)
        } else {
            None
        };
        Ok(Round { month, frozen: state.is_some_and(|s| s.is_frozen()), people, own })
    }

    /// Judges somebody's behaviour in a month.
    ///
    /// # Errors
    /// [`RateFailure`]; [`Failure::NotFound`] for whom the visitor is not asked about.
    pub async fn rate(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        month: Month,
        number: &str,
        scores: &BTreeMap<String, u8>,
    ) -> Result<(), RateFailure> {
        let rules = rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let round = self.round(pack, visitor, month).await?;
        if round.frozen {
            return Err(RateFailure::Frozen);
        }
        let whom = round.people.into_iter().find(|p| p.number == number).ok_or(Failure::NotFound)?;
        let levels = &rules.behaviour.levels;
        let score = |key: &str| scores.get(key).copied().filter(|s| levels.iter().any(|l| l.score == *s));
        let values: Option<BTreeMap<String, u8>> = rules.behaviour.values.iter().map(|v| Some((v.key.clone(), score(&v.key)?))).collect();
        let rating = Rating { by: whom.by, values: values.ok_or(RateFailure::Incomplete)? };
        let (region, at, revision) = (pack.code().clone(), self.0.now(), self.0.id());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    if change_inputs(tx, &region, month, revision).await?.is_some_and(|m| m.is_frozen()) {
                        return Err(RateFailure::Frozen);
                    }
                    Ok(months::rate(tx, &region, month, (me.staff, whom.staff), &rating, at).await?)
                })
            })
            .await
    }
}
