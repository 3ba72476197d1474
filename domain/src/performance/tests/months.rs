//! What a month is worth: the worked example, and every edge case of the dossier.
use super::*;
use crate::performance::{
    behaviour::{Rater, Rating, judged},
    cut::{Cost, Cut, cuts, row_begins},
    pay::{Correction, Held, Inputs, Slip, reckon},
    predicate::Level,
    target::worth,
};
use std::collections::BTreeMap;

fn inputs<'a>(placements: Vec<(&'a Placement, &'a Position)>) -> Inputs<'a> {
    let figures = BTreeMap::from([("budget".to_owned(), 8_800)]);
    let held = |(placement, position)| Held { placement, position, below: None, figures: figures.clone() };
    Inputs {
        staff: who(1),
        placements: placements.into_iter().map(held).collect(),
        presence: BTreeMap::new(),
        minutes: BTreeMap::new(),
        behaviour: Some(9_500),
        cuts: vec![],
        late_judgements: 0,
    }
}

/// The same month with another figure, or with none.
fn reached(month: &mut Inputs<'_>, budget: Option<u32>) {
    for held in &mut month.placements {
        held.figures = budget.map(|b| ("budget".to_owned(), b)).into_iter().collect();
    }
}

fn paid(month_of: &str, inputs: &Inputs<'_>) -> Slip {
    reckon(&rules(), &formula(), &calendar(), month(month_of), inputs).expect("a slip")
}

/// Minutes on the first working days of a month, 300 a day.
fn worked(from: &str, days: u32) -> BTreeMap<Day, u32> {
    let calendar = calendar();
    (0..60).map(|n| day(from).plus_days(n)).filter(|d| calendar.is_workday(*d)).take(days as usize).map(|d| (d, 300)).collect()
}

#[test]
fn the_worked_example_comes_out() {
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    // June 2026 has 22 working days, of which 2 are leave: 6,000 minutes; 5,400 of them were approved.
    month.presence = ["2026-06-01", "2026-06-02"].into_iter().map(|d| (day(d), away("leave"))).collect();
    month.minutes = worked("2026-06-03", 18);
    let known: BTreeMap<Day, Presence> =
        [("2026-06-08", there(460, 960)), ("2026-06-09", there(480, 960)), ("2026-06-10", there(450, 915))]
            .into_iter()
            .map(|(d, p)| (day(d), p))
            .collect();
    month.cuts = cuts(&rules(), &calendar(), super::month("2026-06").days(), (&BTreeMap::new(), &known), None, false);
    assert_eq!(month.cuts.iter().map(|c| c.bp).collect::<Vec<_>>(), [50, 50, 100], "30 minutes belong to the lower band");
    let slip = paid("2026-06", &month);
    assert_eq!(slip.paid(), 4_414_900);
    let sum = slip.sums(&formula()).remove(0).expect("it can be done again");
    let step = |key: &str| sum.steps.iter().find(|t| t.key == key).map(|t| t.value.as_str()).unwrap_or_default();
    assert_eq!((step("activity"), step("performance"), step("kept")), ("9000", "9010", "9800"));
}

#[test]
fn a_month_on_leave_drops_activity_and_divides_by_nothing() {
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    month.presence = super::month("2026-06").days().map(|d| (d, away("leave"))).collect();
    let slip = paid("2026-06", &month);
    // (10 x 9500 + 20 x 8800) / 30
    assert_eq!(slip.paid(), 4_516_666, "{slip:?}");
    month.behaviour = None;
    reached(&mut month, None);
    assert_eq!(paid("2026-06", &month).paid(), 0, "nothing that counts is worth nothing, and no error");
}

#[test]
fn a_move_in_mid_month_is_split_by_working_days_and_so_is_a_beginning() {
    let (old, new) = (position("p", "IX", "staff"), position("q", "XII", "staff"));
    let places = [placed("p", Hold::Own, "2020-01-01", Some("2026-06-14")), placed("q", Hold::Own, "2026-06-15", None)];
    let mut month = inputs(vec![(&places[0], &old), (&places[1], &new)]);
    month.behaviour = Some(10_000);
    reached(&mut month, Some(10_000));
    month.minutes = worked("2026-06-01", 22);
    let slip = paid("2026-06", &month);
    assert_eq!(slip.stretches.iter().map(|s| s.rupiah).collect::<Vec<_>>(), [5_000_000 * 10 / 22, 9_000_000 * 12 / 22]);
    // 31 May 2026 is a Sunday: whoever begins then has no working day, and is paid nothing for the month.
    let begins = placed("p", Hold::Own, "2026-05-31", None);
    let late = inputs(vec![(&begins, &old)]);
    assert_eq!(paid("2026-05", &late).paid(), 0);
    let last = placed("p", Hold::Own, "2026-06-30", None);
    let mut one = inputs(vec![(&last, &old)]);
    one.minutes = BTreeMap::from([(day("2026-06-30"), 300)]);
    one.behaviour = None;
    reached(&mut one, None);
    assert_eq!(paid("2026-06", &one).paid(), 5_000_000 / 22);
}

#[test]
fn an_acting_holder_is_reckoned_for_both_and_nothing_is_reckoned_beyond_the_month() {
    let (own, acted) = (position("p", "IX", "staff"), position("q", "XII", "head"));
    let places = [placed("p", Hold::Own, "2020-01-01", None), placed("q", Hold::Acting, "2026-06-22", Some("2026-07-10"))];
    let mut month = inputs(vec![(&places[0], &own), (&places[1], &acted)]);
    month.minutes = worked("2026-06-01", 22);
    let slip = paid("2026-06", &month);
    assert_eq!(slip.stretches.len(), 2);
    assert_eq!(
        (slip.stretches[1].from, slip.stretches[1].until, slip.stretches[1].hold),
        (day("2026-06-22"), day("2026-06-30"), Hold::Acting)
    );
}

#[test]
fn a_rule_that_changes_in_mid_month_holds_from_its_day() {
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    month.minutes = worked("2026-09-01", 22);
    let slip = paid("2026-09", &month);
    assert_eq!(slip.stretches.iter().map(|s| (s.version, s.from)).collect::<Vec<_>>(), [(1, day("2026-09-01")), (2, day("2026-09-15"))]);
    // Years later the old version still gives the same, and a version that is gone is said to be.
    let mut gone = formula();
    gone.versions.remove(0);
    assert_eq!(slip.sums(&gone).iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    let mut changed = slip.clone();
    changed.stretches[0].rupiah += 1;
    assert!(changed.sums(&formula())[0].is_none(), "what does not come out again is not shown as if it did");
}

#[test]
fn a_fasting_month_and_a_flat_target_have_their_own_minutes() {
    let march = worth(&rules(), &calendar(), (day("2026-03-01"), day("2026-03-31")), 22, &BTreeMap::new());
    assert_eq!((march.days, march.minutes), (22, 14 * 260 + 8 * 300));
    let mut flat = rules();
    flat.targets =
        serde_json::from_value(json!([{"valid_from": "2020-01-01", "legal_base": "contoh", "mode": "flat", "minutes": 6000}])).unwrap();
    let leave = BTreeMap::from([(day("2026-06-01"), away("leave"))]);
    let whole = |rules: &PerformanceRules| worth(rules, &calendar(), (day("2026-06-01"), day("2026-06-30")), 22, &leave).minutes;
    assert_eq!((whole(&rules()), whole(&flat)), (21 * 300, 6_000));
    let half = worth(&flat, &calendar(), (day("2026-06-15"), day("2026-06-30")), 22, &leave);
    assert_eq!(half.minutes, 6_000 * 12 / 22);
    let all: BTreeMap<_, _> = month("2026-06").days().map(|d| (d, away("leave"))).collect();
    assert_eq!(worth(&flat, &calendar(), (day("2026-06-01"), day("2026-06-30")), 22, &all).minutes, 0);
}

#[test]
fn leave_that_is_cancelled_afterwards_is_a_line_in_the_next_month() {
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    month.presence = BTreeMap::from([(day("2026-06-01"), away("leave"))]);
    month.minutes = worked("2026-06-02", 21);
    let was = paid("2026-06", &month).paid();
    month.presence.clear();
    let now = paid("2026-06", &month).paid();
    assert!(now < was, "the day counts against the target again");
    let mut next = paid("2026-07", &inputs(vec![(&place, &job)]));
    next.corrections.push(Correction { month: super::month("2026-06"), was, now, why: "Cuti dibatalkan".into() });
    assert_eq!(next.paid(), (next.earned() - (was - now)).max(0));
    next.corrections.push(Correction { month: super::month("2026-05"), was: i64::MAX, now: 0, why: "melimpah".into() });
    assert_eq!(next.paid(), 0, "never below nothing");
    assert!(next.owed() < 0, "and what could not be taken stays owed");
    next.corrections.clear();
    next.carried = -1_000;
    assert_eq!(next.paid(), (next.earned() - 1_000).max(0), "a debt is taken in the month after, and is no correction of any");
}

#[test]
fn lateness_is_cut_by_bands_and_absence_only_where_the_file_is_whole() {
    let known = |day_of: &str, presence: Presence| BTreeMap::from([(day(day_of), presence)]);
    let one = |presence| cuts(&rules(), &calendar(), [day("2026-06-01")], (&BTreeMap::new(), &known("2026-06-01", presence)), None, true);
    assert_eq!(one(there(450, 960)), []);
    for (late, bp) in [(1, 50), (30, 50), (31, 100), (60, 100), (61, 125), (90, 125), (91, 150), (300, 150)] {
        assert_eq!(one(there(450 + late, 960)), [Cut { day: day("2026-06-01"), cost: Cost::Late { minutes: late }, bp }]);
    }
    assert_eq!(one(Presence { came: Some(440), ..Presence::default() })[0].cost, Cost::NoDeparture);
    assert_eq!(one(Presence::default())[0].cost, Cost::Absent);
    let nothing = BTreeMap::new();
    let days = [day("2026-06-01"), day("2026-06-06")];
    assert_eq!(cuts(&rules(), &calendar(), days, (&nothing, &nothing), None, true).len(), 1, "no Saturday");
    let untold = cuts(&rules(), &calendar(), [day("2026-06-01")], (&nothing, &nothing), None, false);
    assert_eq!(untold, [], "a file that has not come accuses nobody");
    let mut bounded = rules();
    bounded.cuts[0].most_a_day = Some(250);
    let both = cuts(&bounded, &calendar(), [day("2026-06-01")], (&nothing, &known("2026-06-01", there(600, 700))), None, true);
    assert_eq!(both.iter().map(|c| c.bp).collect::<Vec<_>>(), [150, 100]);
    // Sick for four days in a row: two are free. A birth costs its month once.
    let sick: BTreeMap<_, _> = (1..=4).map(|d| (day(&format!("2026-06-0{d}")), away("sick"))).collect();
    let june = |before, known| cuts(&rules(), &calendar(), month("2026-06").days(), (before, known), None, false);
    assert_eq!(june(&nothing, &sick).len(), 2);
    let birth: BTreeMap<_, _> = (1..=5).map(|d| (day(&format!("2026-06-0{d}")), away("birth"))).collect();
    assert_eq!(june(&nothing, &birth).iter().map(|c| c.bp).sum::<u32>(), 5_000);
}

#[test]
fn a_row_of_days_goes_on_over_the_end_of_a_month() {
    // The 1st of June 2026 is a Monday: the working days before it are the 29th and the 28th.
    let on = |days: &[&str], kind: &str| days.iter().map(|d| (day(d), away(kind))).collect::<BTreeMap<_, _>>();
    let sick = on(&["2026-06-01", "2026-06-02"], "sick");
    let costs = |before: &BTreeMap<Day, Presence>| {
        cuts(&rules(), &calendar(), month("2026-06").days(), (before, &sick), None, false).iter().map(|c| c.day).collect::<Vec<_>>()
    };
    assert_eq!(costs(&BTreeMap::new()), [], "two days are free");
    assert_eq!(costs(&on(&["2026-05-29"], "sick")), [day("2026-06-02")], "over a weekend it is the third");
    assert_eq!(costs(&on(&["2026-05-28", "2026-05-29"], "sick")), [day("2026-06-01"), day("2026-06-02")]);
    assert_eq!(costs(&on(&["2026-05-28"], "sick")), [], "a day at work between them ends the row");
    assert_eq!(costs(&on(&["2026-05-29"], "leave")), [], "another kind is another row");
    assert_eq!(row_begins(&rules(), &calendar(), day("2026-06-01")), Some(day("2026-05-28")), "no more need be known");
    let mut hasty = rules();
    hasty.absences.iter_mut().for_each(|kind| kind.free_days = 0);
    assert_eq!(row_begins(&hasty, &calendar(), day("2026-06-01")), None);
}

#[test]
fn more_than_everything_is_not_cut() {
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    month.cuts = cuts(&rules(), &calendar(), super::month("2026-06").days(), (&BTreeMap::new(), &BTreeMap::new()), None, true);
    assert!(month.cuts.iter().map(|c| c.bp).sum::<u32>() > 10_000);
    assert_eq!(paid("2026-06", &month).paid(), 0);
}

#[test]
fn a_sum_too_large_is_an_error_and_no_other_number() {
    let mut huge = formula();
    huge.versions[0].tables[0].values.insert("IX".into(), "9999999999999999999999".into());
    let (place, job) = (placed("p", Hold::Own, "2020-01-01", None), position("p", "IX", "staff"));
    let mut month = inputs(vec![(&place, &job)]);
    month.minutes = worked("2026-06-01", 22);
    assert!(reckon(&rules(), &huge, &calendar(), super::month("2026-06"), &month).is_err());
}

#[test]
fn small_groups_of_raters_are_hidden_and_fold_into_the_superior() {
    let rating = |by, value| Rating { by, values: BTreeMap::from([("a".to_owned(), value)]) };
    let rule = rules().behaviour;
    let mut ratings = vec![rating(Rater::Superior, 80), rating(Rater::Peer, 100), rating(Rater::Peer, 100)];
    let few = judged(&rule, &ratings).expect("judged");
    assert_eq!((few.score, few.groups.len(), few.groups[0].weight), (8_000, 1, 100), "two peers are too few to hide each other");
    ratings.push(rating(Rater::Peer, 100));
    let more = judged(&rule, &ratings).expect("judged");
    assert_eq!((more.score, more.groups[0].weight, more.groups[1].people), ((80 * 8_000 + 20 * 10_000) / 100, 80, 3));
    assert_eq!(judged(&rule, &[]), None);
    assert_eq!(judged(&rule, &ratings[1..3]), None, "without a superior, two peers say nothing");
    assert_eq!(judged(&rule, &ratings[1..]).map(|j| j.score), Some(10_000));
}

#[test]
fn a_years_word_and_how_words_may_spread() {
    let rule = rules().predicates;
    let word = |result, behaviour| rule.word(result, behaviour).map(|w| (w.key.as_str(), w.credit));
    assert_eq!(word(Level::Above, Level::Above), Some(("very_good", 150)));
    assert_eq!(word(Level::Above, Level::Below), Some(("poor", 50)));
    assert_eq!(word(Level::Below, Level::Below), Some(("very_poor", 25)));
    let spread = |good, improve| BTreeMap::from([("good".to_owned(), good), ("improve".to_owned(), improve)]);
    assert_eq!(rule.broken("good", &spread(7, 3)).len(), 0, "just seventy percent is still within the limit");
    assert_eq!(rule.broken("good", &spread(71, 29)).len(), 1);
    assert_eq!(rule.broken("good", &spread(10, 0)).len(), 2);
    assert_eq!(rule.broken("poor", &spread(10, 0)).len(), 1);
    assert_eq!(rule.broken("poor", &BTreeMap::new()).len(), 0, "nobody spreads nowhere");
}

#[test]
fn a_day_of_which_nothing_was_told_costs_where_the_region_says_so() {
    let (day, there) =
        (day("2026-06-02"), BTreeMap::from([(day("2026-06-02"), Presence { came: Some(445), left: Some(965), absence: None })]));
    let mut strict = rules();
    strict.cuts[0].untold = 150;
    let of = |rules: &PerformanceRules, told: Option<&BTreeMap<Day, u32>>| {
        cuts(rules, &calendar(), [day], (&BTreeMap::new(), &there), told, true)
    };
    let nothing = BTreeMap::new();
    assert_eq!(of(&strict, Some(&nothing)), [Cut { day, cost: Cost::Untold, bp: 150 }]);
    assert_eq!(of(&strict, Some(&BTreeMap::from([(day, 0)]))).len(), 1, "what was refused tells nothing");
    assert_eq!(of(&strict, Some(&BTreeMap::from([(day, 30)]))), []);
    assert_eq!(of(&strict, None), [], "whoever keeps no log");
    assert_eq!(of(&rules(), Some(&nothing)), [], "elsewhere it costs nothing but minutes");
}
