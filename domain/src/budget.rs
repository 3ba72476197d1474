//! What a programme may spend in a year, and what its cases take of it. Whoever draws up a list reads here whether it
//! fits; no list may exceed what is left.
use crate::{
    case::{CaseState, Outcome, Refusal},
    money::Rupiah,
    pack::Pack,
    text::Text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a service's cases take from a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetRule {
    /// The stage that a case leaves when it begins to count.
    pub stage: String,
    /// The action by which it does.
    pub action: String,
    /// Actions that need what the case takes to be there: the one above, and those that confirm or lower it later.
    pub covered: Vec<String>,
    /// The service whose whole budget this one's may not exceed.
    #[serde(default)]
    pub at_most: Option<String>,
    /// Where it comes from.
    pub legal_base: String,
}

/// What can be spent on a programme in a year: as a whole, and by field of affairs where it is divided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// For the programme as a whole; `None` where nobody has set it.
    pub whole: Option<Rupiah>,
    /// For fields of affairs, by key; a field that is missing is limited by the whole alone.
    pub affairs: BTreeMap<String, Rupiah>,
}

/// What cases take of a budget, by field of affairs.
pub type Taken = BTreeMap<Option<String>, Rupiah>;

/// What a case takes of its programme's budget: the newest rung of its ladder, from the action on that the pack names, until
/// it ends badly or goes back behind that action.
#[must_use]
pub fn taken_by(pack: &Pack, state: &CaseState) -> Option<Rupiah> {
    let rule = pack.service(&state.service)?.budget.as_ref()?;
    if matches!(state.outcome, Some(Outcome::Refused | Outcome::Withdrawn | Outcome::Lapsed)) {
        return None;
    }
    let left = state.visits.iter().rev().find(|v| v.stage == rule.stage)?.end.as_ref()?;
    if left.action == rule.action { state.last_amount().map(|a| a.rupiah) } else { None }
}

impl Budget {
    /// What is left for a field of affairs, in rupiah: the smaller of what is left of the whole and of the field's own.
    /// Below nothing where more was given than there is, as after a cut. `None` where no budget was set.
    #[must_use]
    pub fn left(&self, taken: &Taken, affair: Option<&str>) -> Option<i64> {
        let whole = self.whole.map(|w| w.rupiah() - sum(taken.values()));
        let own = affair.and_then(|a| {
            let of = taken.get(&Some(a.to_owned())).map_or(0, |t| t.rupiah());
            Some(self.affairs.get(a)?.rupiah() - of)
        });
        match (whole, own) {
            (Some(whole), Some(own)) => Some(whole.min(own)),
            (one, other) => one.or(other),
        }
    }

    /// Whether everything that is taken is there.
    ///
    /// # Errors
    /// [`Refusal::NoBudget`] where nothing was set, [`Refusal::OverBudget`] with what is missing, of the field of affairs
    /// where it is the field's.
    pub fn covers(&self, taken: &Taken, affair: Option<&str>, year: i32, label: impl Fn(&str) -> Text) -> Result<(), Refusal> {
        if self.whole.is_none() && affair.is_none_or(|a| !self.affairs.contains_key(a)) {
            return Err(Refusal::NoBudget { year });
        }
        let over = |of: Option<Text>, budget: Rupiah, taken: i64| {
            let short = Rupiah::try_from(taken - budget.rupiah()).ok().filter(|short| *short > Rupiah::ZERO);
            short.map_or(Ok(()), |short| Err(Refusal::OverBudget { of, budget, short }))
        };
        if let Some(affair) = affair
            && let Some(budget) = self.affairs.get(affair)
        {
            let of = taken.get(&Some(affair.to_owned())).map_or(0, |t| t.rupiah());
            over(Some(label(affair)), *budget, of)?;
        }
        match self.whole {
            Some(whole) => over(None, whole, sum(taken.values())),
            None => Ok(()),
        }
    }
}

/// One line of a budget as a list weighs on it, in rupiah.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The field of affairs; none for the programme as a whole.
    pub affair: Option<String>,
    /// What can be spent; none where nobody has set it.
    pub budget: Option<Rupiah>,
    /// What everything else takes.
    pub others: i64,
    /// What the list takes.
    pub list: i64,
}

impl Weighed {
    /// What would be left; below nothing where it is too much.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        Some(self.budget?.rupiah() - self.others - self.list)
    }
}

/// How amounts of a list weigh on a budget: the whole first, then each field of affairs that the list or the budget names.
/// `taken` holds what everything but the list takes.
#[must_use]
pub fn weigh(budget: &Budget, taken: &Taken, list: &[(Option<String>, Rupiah)]) -> Vec<Weighed> {
    let mut of_list: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for (affair, amount) in list {
        *of_list.entry(affair.clone()).or_default() += amount.rupiah();
    }
    let whole = Weighed { affair: None, budget: budget.whole, others: sum(taken.values()), list: of_list.values().sum() };
    let named: std::collections::BTreeSet<&String> =
        of_list.keys().flatten().chain(budget.affairs.keys()).chain(taken.keys().flatten()).collect();
    let each = named.into_iter().map(|affair| {
        let key = Some(affair.clone());
        Weighed {
            budget: budget.affairs.get(affair).copied(),
            others: taken.get(&key).map_or(0, |t| t.rupiah()),
            list: of_list.get(&key).copied().unwrap_or(0),
            affair: key,
        }
    });
    std::iter::once(whole).chain(each).collect()
}

/// The same by agency, where one is in charge of several fields: the sum of its lines. What can be spent is known where each of
/// them has a budget.
#[must_use]
pub fn by_agency(weighed: &[Weighed], agency_of: impl Fn(&str) -> Option<String>) -> Vec<(String, Weighed)> {
    let mut of: BTreeMap<String, Vec<&Weighed>> = BTreeMap::new();
    for line in weighed {
        if let Some(agency) = line.affair.as_deref().and_then(&agency_of) {
            of.entry(agency).or_default().push(line);
        }
    }
    let several = of.into_iter().filter(|(_, lines)| lines.len() > 1);
    several
        .map(|(agency, lines)| {
            let whole = lines.iter().map(|l| l.budget).collect::<Option<Vec<_>>>().and_then(Rupiah::total);
            let (others, list) = (lines.iter().map(|l| l.others).sum(), lines.iter().map(|l| l.list).sum());
            (agency, Weighed { affair: None, budget: whole, others, list })
        })
        .collect()
}

/// Which of the amounts fit, taken one after the other in the order of their ranks: one that does not fit is left out, and
/// a smaller one behind it may still be taken.
#[must_use]
pub fn fill(budget: &Budget, taken: &Taken, ranked: &[(Option<String>, Rupiah)]) -> Vec<bool> {
    let mut taken = taken.clone();
    ranked
        .iter()
        .map(|(affair, amount)| {
            let fits = budget.left(&taken, affair.as_deref()).is_some_and(|left| left >= amount.rupiah());
            if fits {
                let sum = taken.entry(affair.clone()).or_default();
                *sum = sum.checked_add(*amount).unwrap_or(Rupiah::MAX);
            }
            fits
        })
        .collect()
}

fn sum<'a>(amounts: impl Iterator<Item = &'a Rupiah>) -> i64 {
    amounts.map(|a| a.rupiah()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rp(n: i64) -> Rupiah {
        Rupiah::try_from(n).unwrap()
    }

    #[test]
    fn what_is_left_is_the_smaller_of_whole_and_own() {
        let budget = Budget { whole: Some(rp(100)), affairs: [("a".to_owned(), rp(30))].into() };
        let taken: Taken = [(Some("a".to_owned()), rp(20)), (Some("b".to_owned()), rp(75))].into();
        assert_eq!(
            (budget.left(&taken, Some("a")), budget.left(&taken, Some("b")), budget.left(&taken, None)),
            (Some(5), Some(5), Some(5))
        );
        let taken: Taken = [(Some("a".to_owned()), rp(40))].into();
        assert_eq!(budget.left(&taken, Some("a")), Some(-10), "a budget that was cut is short");
        assert_eq!(Budget::default().left(&taken, Some("a")), None);
    }

    #[test]
    fn a_list_weighs_on_the_whole_and_on_each_field() {
        let budget = Budget { whole: Some(rp(100)), affairs: [("a".to_owned(), rp(30))].into() };
        let taken: Taken = [(Some("a".to_owned()), rp(20)), (Some("c".to_owned()), rp(10))].into();
        let list = [(Some("a".to_owned()), rp(15)), (Some("b".to_owned()), rp(40))];
        let weighed: Vec<_> = weigh(&budget, &taken, &list).into_iter().map(|w| (w.affair.clone(), w.others, w.list, w.left())).collect();
        let of = |a: &str| Some(a.to_owned());
        assert_eq!(weighed, [(None, 30, 55, Some(15)), (of("a"), 20, 15, Some(-5)), (of("b"), 0, 40, None), (of("c"), 10, 0, None)]);
        assert_eq!(fill(&budget, &taken, &list), [false, true], "what does not fit is left out, what is behind it may fit");
    }

    #[test]
    fn an_agency_in_charge_of_two_fields_has_their_sum() {
        let line =
            |affair: &str, budget: Option<i64>, list| Weighed { affair: Some(affair.to_owned()), budget: budget.map(rp), others: 5, list };
        let agency = |affair: &str| Some(if affair == "c" { "other" } else { "one" }.to_owned());
        let whole = Weighed { affair: None, budget: Some(rp(900)), others: 15, list: 60 };
        let sums = by_agency(&[whole.clone(), line("a", Some(30), 10), line("b", Some(40), 20), line("c", Some(9), 30)], agency);
        assert_eq!(sums.iter().map(|(a, w)| (a.as_str(), w.list, w.left())).collect::<Vec<_>>(), [("one", 30, Some(30))]);
        let open = by_agency(&[whole, line("a", None, 10), line("b", Some(40), 20)], agency);
        assert_eq!(open[0].1.left(), None, "a field without a budget leaves the sum open");
    }

    proptest! {
        #[test]
        fn what_is_filled_in_always_fits(whole in 0_i64..500, own in 0_i64..500, amounts in proptest::collection::vec((0_usize..3, 0_i64..120), 0..12)) {
            let budget = Budget { whole: Some(rp(whole)), affairs: [("a".to_owned(), rp(own))].into() };
            let ranked: Vec<_> = amounts.iter().map(|(i, n)| (["a", "b"].get(*i).map(|a| (*a).to_owned()), rp(*n))).collect();
            let fits = fill(&budget, &Taken::new(), &ranked);
            let chosen: Vec<_> = ranked.iter().zip(&fits).filter(|(_, f)| **f).map(|(r, _)| r.clone()).collect();
            prop_assert!(weigh(&budget, &Taken::new(), &chosen).iter().all(|w| w.left().is_none_or(|left| left >= 0)));
        }

        #[test]
        fn a_budget_covers_just_what_leaves_nothing_below_zero(whole in 0_i64..200, own in 0_i64..200, a in 0_i64..200, b in 0_i64..200) {
            let label = |a: &str| Text::new(a, a);
            let budget = Budget { whole: Some(rp(whole)), affairs: [("a".to_owned(), rp(own))].into() };
            let taken: Taken = [(Some("a".to_owned()), rp(a)), (Some("b".to_owned()), rp(b))].into();
            prop_assert_eq!(budget.covers(&taken, Some("a"), 2027, label).is_ok(), budget.left(&taken, Some("a")).unwrap() >= 0);
            prop_assert_eq!(budget.covers(&taken, Some("b"), 2027, label).is_ok(), a + b <= whole);
        }
    }
}
