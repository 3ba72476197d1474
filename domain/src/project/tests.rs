use super::*;
use crate::text::Text;

fn day(month: u8, day: u8) -> Day {
    Day::new(2026, month, day).unwrap()
}

fn rule() -> ProjectRule {
    let band = |from_percent, watch, critical| Band { valid_from: day(1, 1), from_percent, watch, critical, legal_base: "usulan".into() };
    ProjectRule {
        point: None,
        fund: None,
        starts: None,
        ends: None,
        activity: None,
        began: None,
        finished: None,
        schedule: None,
        physical: "physical".into(),
        reported: "as_of".into(),
        photos: None,
        contractor: None,
        procurement: None,
        contract: None,
        proposal: None,
        voice: None,
        bands: vec![band(0, 5, 10), band(70, 2, 5)],
        stalled_days: 30,
        paid_ahead: 10,
        share: None,
        legal_base: "usulan".into(),
        phases: vec![Phase {
            key: "now".into(),
            label: Text::new("Berjalan", "Under way"),
            kind: PhaseKind::Present,
            stages: vec!["work".into()],
        }],
    }
}

#[test]
fn the_plan_rises_evenly_between_its_marks_and_stands_before_and_behind_them() {
    let marks = vec![Mark { day: day(2, 1), percent: 20 }, Mark { day: day(3, 1), percent: 100 }];
    let project = Project { starts: Some(day(1, 1)), schedule: marks, ..Project::default() };
    assert_eq!(project.planned(day(1, 1)), Some(0));
    assert_eq!(project.planned(day(1, 16)), Some(9), "15 of 31 days to a fifth");
    assert_eq!(project.planned(day(2, 1)), Some(20));
    assert_eq!(project.planned(day(2, 15)), Some(60), "half of February");
    assert_eq!(project.planned(day(12, 31)), Some(100));
    assert_eq!(Project::default().planned(day(1, 1)), None);
    let late = Project { starts: Some(day(2, 20)), ..project };
    assert_eq!(late.planned(day(1, 16)), Some(0), "what was to begin after the first mark rises from nothing");
}

#[test]
fn a_project_far_behind_is_critical_and_the_last_third_is_judged_harder() {
    let rule = rule();
    let on = day(6, 1);
    assert_eq!(rule.band(on, 50, 45), BandKind::Normal, "five behind is not more than five");
    assert_eq!(rule.band(on, 50, 44), BandKind::Watch);
    assert_eq!(rule.band(on, 50, 40), BandKind::Watch);
    assert_eq!(rule.band(on, 50, 39), BandKind::Critical);
    assert_eq!(rule.band(on, 80, 74), BandKind::Critical, "from 70 on, six behind is too many");
    assert_eq!(rule.band(on, 80, 90), BandKind::Normal, "ahead is never behind");
    assert_eq!(rule.band(Day::new(2025, 1, 1).unwrap(), 50, 0), BandKind::Normal, "before the rule was there nobody judged");
}

#[test]
fn rows_that_fall_behind_say_nothing_and_hundredths_stay_below_a_hundred() {
    let row = |on: &str, percent: &str| [("on".to_owned(), on.to_owned()), ("percent".to_owned(), percent.to_owned())].into();
    let rows = vec![
        row("2026-03-01", "40"),
        row("2026-02-01", "60"),
        row("bukan hari", "70"),
        row("2026-04-01", "100 %"),
        row("2026-05-01", "300"),
    ];
    let mut captured = Answers::default();
    captured.0.insert("schedule".into(), Answer::Rows(rows));
    let rule = ScheduleRule { rows: "schedule".into(), day: "on".into(), percent: "percent".into() };
    assert_eq!(marks(&rule, &captured), [Mark { day: day(2, 1), percent: 60 }, Mark { day: day(4, 1), percent: 100 }]);
}

#[test]
fn money_is_held_beside_the_contract() {
    let project = Project::default();
    assert_eq!(project.financial(Some(25), Some(100)), 25);
    assert_eq!(project.financial(Some(150), Some(100)), 150, "more than the contract is said, not hidden");
    assert_eq!((project.financial(None, Some(100)), project.financial(Some(5), None)), (0, 0));
}
