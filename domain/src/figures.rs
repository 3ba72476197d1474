//! Public figures of money: what was asked for, approved, paid and reported, and which cases each of them counts.
//!
//! A figure is a door to the list that it counts, so both must mean the same. What a figure counts is said once here, in
//! [`Figure::counts`], and once in the statements; a test of the store compares them.
use crate::case::Outcome;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// One of the public figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Everything that was handed in, refused requests too.
    Asked,
    /// What was approved and is not refused, taken back or lapsed since.
    Approved,
    /// What was paid or handed over.
    Paid,
    /// What recipients reported as used.
    Reported,
    /// What was refused.
    Refused,
}

/// What a case brings to the figures, whole rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Asked for.
    pub requested: Option<i64>,
    /// Granted as things stand.
    pub approved: Option<i64>,
    /// Paid or handed over.
    pub paid: Option<i64>,
    /// Reported as used.
    pub reported: Option<i64>,
}

impl Figure {
    /// All of them, in the order in which money flows.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Approved, Self::Paid, Self::Reported, Self::Refused];

    /// Its name in the statements.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Reported => "reported",
            Self::Refused => "refused",
        }
    }

    /// Whether it counts a case with this money and end, and with how many rupiah.
    #[must_use]
    pub fn counts(self, money: &Money, outcome: Option<Outcome>) -> Option<i64> {
        match self {
            Self::Asked => Some(money.requested.unwrap_or(0)),
            Self::Approved => money.approved.filter(|_| matches!(outcome, None | Some(Outcome::Done))),
            Self::Paid => money.paid,
            Self::Reported => money.reported,
            Self::Refused => (outcome == Some(Outcome::Refused)).then(|| money.requested.unwrap_or(0)),
        }
    }
}

/// How many cases a figure counts, and their rupiah together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Cases.
    pub cases: i64,
    /// Whole rupiah.
    pub rupiah: i64,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.cases = self.cases.saturating_add(other.cases);
        self.rupiah = self.rupiah.saturating_add(other.rupiah);
    }
}

/// All figures of some cases together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Everything handed in.
    pub asked: Sum,
    /// What was approved and still stands.
    pub approved: Sum,
    /// What was paid or handed over.
    pub paid: Sum,
    /// What was reported as used.
    pub reported: Sum,
    /// What was refused; its rupiah are those asked for.
    pub refused: Sum,
}

impl Sums {
    /// One of them.
    #[must_use]
    pub fn of(&self, figure: Figure) -> Sum {
        match figure {
            Figure::Asked => self.asked,
            Figure::Approved => self.approved,
            Figure::Paid => self.paid,
            Figure::Reported => self.reported,
            Figure::Refused => self.refused,
        }
    }

    /// Of one case.
    #[must_use]
    pub fn of_case(money: &Money, outcome: Option<Outcome>) -> Self {
        let sum = |figure: Figure| figure.counts(money, outcome).map_or(Sum::default(), |rupiah| Sum { cases: 1, rupiah });
        Self {
            asked: sum(Figure::Asked),
            approved: sum(Figure::Approved),
            paid: sum(Figure::Paid),
            reported: sum(Figure::Reported),
            refused: sum(Figure::Refused),
        }
    }

    /// How many of a hundred requests were approved and still stand; `None` where nothing was asked for.
    #[must_use]
    pub fn approved_share(&self) -> Option<i64> {
        (self.asked.cases > 0).then(|| self.approved.cases.saturating_mul(100) / self.asked.cases)
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.approved += other.approved;
        self.paid += other.paid;
        self.reported += other.reported;
        self.refused += other.refused;
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, Money, Sum, Sums};
    use crate::case::Outcome;

    const WHOLE: Money = Money { requested: Some(9), approved: Some(7), paid: Some(7), reported: Some(6) };

    #[test]
    fn what_was_voided_is_no_longer_approved_but_was_paid() {
        let rupiah = |outcome| Figure::ALL.map(|f| f.counts(&WHOLE, outcome));
        assert_eq!(rupiah(None), [Some(9), Some(7), Some(7), Some(6), None]);
        assert_eq!(rupiah(Some(Outcome::Done)), rupiah(None));
        assert_eq!(rupiah(Some(Outcome::Refused)), [Some(9), None, Some(7), Some(6), Some(9)]);
        for gone in [Outcome::Withdrawn, Outcome::Lapsed] {
            assert_eq!(rupiah(Some(gone)), [Some(9), None, Some(7), Some(6), None]);
        }
        assert_eq!(Figure::ALL.map(|f| f.counts(&Money::default(), None)), [Some(0), None, None, None, None]);
    }

    #[test]
    fn sums_add_up() {
        let mut all = Sums::default();
        assert_eq!(all.approved_share(), None);
        all += Sums::of_case(&WHOLE, None);
        all += Sums::of_case(&WHOLE, Some(Outcome::Refused));
        assert_eq!((all.asked, all.approved), (Sum { cases: 2, rupiah: 18 }, Sum { cases: 1, rupiah: 7 }));
        assert_eq!((all.paid, all.refused), (Sum { cases: 2, rupiah: 14 }, Sum { cases: 1, rupiah: 9 }));
        assert_eq!(all.approved_share(), Some(50));
        assert_eq!(Figure::ALL.map(|f| all.of(f).cases), [2, 1, 2, 2, 1]);
    }
}
