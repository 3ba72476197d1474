//! What can be entered, and what can be said of it.
use super::*;
use crate::performance::{
    enter::{At, Fault, Known, check, next_free},
    entry::FromCase,
    judge::{Bench, Looked, NoVerdict, Verdict, judge},
    organisation::{Rung, judges},
    plan::AimId,
    rules::EntryHours,
    window::{Shut, last_entry, may_enter},
};

struct Desk {
    rules: PerformanceRules,
    calendar: WorkCalendar,
    placements: Vec<Placement>,
    kinds: Vec<String>,
    same_day: Vec<Entry>,
    presence: Option<Presence>,
    now: Instant,
    frozen: bool,
    aims: Vec<AimId>,
}

impl Desk {
    fn at(now: Instant) -> Self {
        Self {
            rules: rules(),
            calendar: calendar(),
            placements: vec![placed("p", Hold::Own, "2020-01-01", None)],
            kinds: vec!["staff".into()],
            same_day: vec![],
            presence: None,
            now,
            frozen: false,
            aims: vec![],
        }
    }

    fn check(&self, told: &Told) -> Result<u32, Vec<(At, Fault)>> {
        let known = Known {
            rules: &self.rules,
            calendar: &self.calendar,
            zone: Zone::Wib,
            now: self.now,
            placements: &self.placements,
            kinds: &self.kinds,
            same_day: &self.same_day,
            presence: self.presence.as_ref(),
            frozen: self.frozen,
            aims: &self.aims,
            returned: None,
        };
        check(&known, who(1), told)
    }

    fn faults(&self, told: &Told) -> Vec<Fault> {
        self.check(told).err().unwrap_or_default().into_iter().map(|(_, fault)| fault).collect()
    }
}

const WORDS: &str = "Surat undangan nomor 005/12";

#[test]
fn an_activity_counts_for_its_norm_and_no_more() {
    let desk = Desk::at(at("2026-06-02", 17, 0));
    assert_eq!(desk.check(&told("2026-06-02", 480, 600, "A01", 2, WORDS)), Ok(60), "two letters are worth an hour, not two");
    assert_eq!(desk.check(&told("2026-06-02", 480, 500, "A01", 2, WORDS)), Ok(20), "and not more than they took");
    assert_eq!(desk.check(&told("2026-06-02", 480, 570, "B01", 1, WORDS)), Ok(90), "a meeting takes as long as it takes");
}

#[test]
fn what_is_wrong_is_said_where_it_is_wrong_and_all_at_once() {
    let mut desk = Desk::at(at("2026-06-02", 17, 0));
    let wrong = told("2026-06-02", 600, 600, "Z99", 0, "-");
    let faults = desk.check(&wrong).unwrap_err();
    assert_eq!(faults.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [At::Code, At::Volume, At::Time, At::Text]);
    assert_eq!(desk.faults(&told("2026-06-02", 480, 1030, "B01", 1, WORDS)), [Fault::NotOver], "nothing is entered before it is over");
    assert_eq!(desk.faults(&told("2026-06-03", 480, 500, "A01", 1, WORDS)), [Fault::Shut(Shut::Future)]);
    assert_eq!(desk.faults(&told("2026-06-02", 480, 500, "C02", 1, WORDS)), [Fault::FromCasesOnly]);
    assert_eq!(desk.faults(&told("2026-06-02", 480, 500, "D01", 1, WORDS)), [Fault::NoFile]);
    assert_eq!(desk.faults(&told("2026-06-02", 480, 500, "A01", 7, WORDS)), [Fault::TooMany(6)]);
    desk.same_day = vec![entered(1, who(1), told("2026-06-02", 490, 520, "A01", 4, WORDS), at("2026-06-02", 16, 0))];
    assert_eq!(desk.faults(&told("2026-06-02", 510, 530, "A01", 3, WORDS)), [Fault::TooMany(2), Fault::Overlaps(490, 520)]);
    assert!(desk.check(&told("2026-06-02", 520, 530, "A01", 2, WORDS)).is_ok(), "one may end where the next begins");
    let mut with = told("2026-06-02", 600, 630, "B01", 1, WORDS);
    with.with = vec![who(1)];
    assert_eq!(desk.faults(&with), [Fault::Self_]);
    desk.frozen = true;
    assert_eq!(desk.faults(&told("2026-06-02", 600, 630, "A01", 1, WORDS)), [Fault::Frozen]);
}

#[test]
fn nothing_is_entered_for_days_on_which_one_was_not_there_without_an_order() {
    let mut desk = Desk::at(at("2026-06-08", 8, 0));
    desk.presence = Some(away("leave"));
    let mut on_leave = told("2026-06-05", 480, 510, "A01", 1, WORDS);
    assert_eq!(desk.faults(&on_leave), [Fault::Away("leave".into())]);
    on_leave.order = Some("ST/800/2026".into());
    assert!(desk.check(&on_leave).is_ok());
    desk.presence = None;
    assert_eq!(desk.faults(&told("2026-06-07", 480, 510, "A01", 1, WORDS)), [Fault::NoWorkday]);
    desk.placements = vec![placed("p", Hold::Own, "2026-06-08", None)];
    assert_eq!(desk.faults(&told("2026-06-05", 480, 510, "A01", 1, WORDS)), [Fault::NoPosition], "not before one began");
    desk.kinds = vec!["head".into()];
    assert_eq!(
        desk.faults(&told("2026-06-08", 450, 460, "A01", 1, WORDS)),
        [Fault::NoPosition],
        "a head's score has no activities of their own"
    );
    assert_eq!(
        Desk::at(at("2026-07-22", 8, 0)).faults(&told("2026-07-21", 480, 500, "D01", 1, WORDS)),
        [Fault::NoItem],
        "an activity has an end"
    );
}

#[test]
fn the_window_counts_working_days_and_ends_with_the_month() {
    let desk = |now| Desk::at(now);
    let friday = told("2026-06-05", 480, 510, "A01", 1, WORDS);
    assert!(desk(at("2026-06-10", 23, 59)).check(&friday).is_ok());
    assert_eq!(desk(at("2026-06-11", 0, 0)).faults(&friday), [Fault::Shut(Shut::TooLate(day("2026-06-10")))]);
    let rule = rules().entry.remove(0);
    assert_eq!(last_entry(&rule, &calendar(), day("2026-06-29")), day("2026-07-02"));
    assert_eq!(
        last_entry(&rule, &calendar(), day("2026-06-30")),
        day("2026-07-02"),
        "the month's grace is shorter than three working days"
    );
    let mut hours = desk(at("2026-06-02", 15, 59));
    let today = told("2026-06-02", 480, 510, "A01", 1, WORDS);
    hours.rules.entry[0].hours = EntryHours::Between(960, 1050);
    assert_eq!(hours.faults(&today), [Fault::Shut(Shut::Hours(960, 1050))]);
    hours.now = at("2026-06-02", 17, 30);
    assert!(hours.check(&today).is_ok());
    hours.rules.entry[0].hours = EntryHours::Between(900, 480);
    hours.now = at("2026-06-03", 7, 0);
    assert!(hours.check(&today).is_ok(), "a window may go through the night");
    hours.rules.entry[0].hours = EntryHours::OutsideWork;
    hours.now = at("2026-06-03", 10, 0);
    assert_eq!(hours.faults(&today), [Fault::Shut(Shut::Hours(960, 450))]);
    hours.now = at("2026-06-06", 10, 0);
    assert!(hours.faults(&told("2026-06-05", 480, 510, "A01", 1, WORDS)).is_empty(), "a Saturday has no hours of work");
    hours.rules.entry[0].not_on = vec![5];
    assert_eq!(hours.faults(&told("2026-06-05", 480, 510, "A01", 1, WORDS)), [Fault::Shut(Shut::NotToday)]);
}

#[test]
fn the_next_activity_begins_where_there_is_room() {
    let rules = rules();
    let one = |n, start, end| entered(n, who(1), told("2026-06-02", start, end, "A01", 1, WORDS), at("2026-06-02", 16, 0));
    assert_eq!(next_free(&rules, day("2026-06-02"), &[], 30), Some((450, 480)));
    assert_eq!(next_free(&rules, day("2026-06-02"), &[one(1, 500, 530), one(2, 450, 480)], 20), Some((480, 500)));
    assert_eq!(next_free(&rules, day("2026-06-02"), &[one(1, 500, 530), one(2, 450, 480)], 30), Some((530, 560)));
    assert_eq!(next_free(&rules, day("2026-06-02"), &[one(1, 450, 1430)], 30), None);
}

#[test]
fn what_was_returned_may_be_mended_as_long_as_something_new() {
    let rules = rules();
    let may = |returned: &str, now: &str| {
        may_enter(&rules, &calendar(), Zone::Wib, (day("2026-06-05"), Some(at(returned, 9, 0))), at(now, 10, 0))
    };
    assert_eq!(may("2026-06-10", "2026-06-15"), Ok(()), "three working days after it came back");
    assert_eq!(may("2026-06-10", "2026-06-16"), Err(Shut::TooLate(day("2026-06-15"))));
    assert_eq!(may("2026-07-08", "2026-07-09"), Err(Shut::TooLate(day("2026-07-08"))), "and not once the month can't be judged any more");
}

#[test]
fn what_comes_from_a_case_is_one_of_what_it_shows() {
    let desk = Desk::at(at("2026-06-02", 17, 0));
    let mut from_case = told("2026-06-02", 480, 500, "C02", 1, "");
    from_case.case = Some(FromCase { seq: 7, number: "TDG-2026-000001-1".into() });
    assert_eq!(desk.check(&from_case), Ok(20));
    from_case.volume = 15;
    assert_eq!(desk.faults(&from_case), [Fault::NotFromCase]);
    (from_case.volume, from_case.code) = (1, "D01".into());
    assert_eq!(desk.faults(&from_case), [Fault::NotFromCase], "nor something that needs a file");
}

fn rung(n: u128, acting: Option<u128>, away: bool) -> Rung {
    Rung { position: PositionKey(format!("r{n}")), holder: Some(who(n)), acting: acting.map(who), away }
}

#[test]
fn nobody_judges_themselves_whichever_positions_they_hold_for_others() {
    // The author (1) acts for their own superior (2): then the next one up judges.
    let line = [rung(2, Some(1), true), rung(3, None, false)];
    assert_eq!(judges(&line, who(1), &[]).collect::<Vec<_>>(), [(1, who(3))]);
    let away_alone = [rung(2, None, true), rung(3, Some(4), false)];
    assert_eq!(judges(&away_alone, who(1), &[]).collect::<Vec<_>>(), [(1, who(4))], "an acting head has the powers of the post");
    assert_eq!(
        judges(&[rung(2, None, false), rung(3, None, false)], who(1), &[who(2)]).collect::<Vec<_>>(),
        [(1, who(3))],
        "no two judge each other"
    );
}

#[test]
fn a_verdict_needs_the_power_the_time_and_the_words() {
    let (rules, calendar) = (rules(), calendar());
    let entry = entered(1, who(1), told("2026-06-02", 480, 540, "A01", 2, WORDS), at("2026-06-02", 17, 0));
    let line = [rung(2, None, false), rung(3, None, false)];
    let say = |by: u128, now: Instant, verdict: Verdict, frozen: bool, together: bool, flagged: bool| {
        let bench = Bench { rules: &rules, calendar: &calendar, zone: Zone::Wib, now, line: &line, below: &[who(9)], frozen, flagged };
        judge(&bench, &entry, who(by), verdict, Looked { together, seconds: 9, evidence: true })
    };
    let soon = at("2026-06-03", 9, 0);
    let said = say(2, soon, Verdict::Approve, false, false, false);
    assert_eq!(said, Ok(EntryHappening::Approved { minutes: 60, why: None, together: false, looked: 9, evidence_opened: true }));
    assert_eq!(say(1, soon, Verdict::Approve, false, false, false), Err(NoVerdict::Own));
    assert_eq!(say(9, soon, Verdict::Approve, false, false, false), Err(NoVerdict::Circular));
    assert_eq!(say(7, soon, Verdict::Approve, false, false, false), Err(NoVerdict::NotSuperior));
    assert_eq!(say(3, soon, Verdict::Approve, false, false, false), Err(NoVerdict::NotYet));
    assert!(say(3, at("2026-06-08", 9, 0), Verdict::Approve, false, false, false).is_ok(), "after three working days the next one may");
    assert_eq!(say(2, at("2026-07-09", 9, 0), Verdict::Approve, false, false, false), Err(NoVerdict::Closed));
    assert_eq!(say(2, soon, Verdict::Approve, true, false, false), Err(NoVerdict::Closed));
    assert_eq!(say(2, soon, Verdict::Approve, false, true, true), Err(NoVerdict::Flagged), "what carries a flag is judged by itself");
    assert!(say(2, soon, Verdict::Approve, false, true, false).is_ok());
    let correct = |minutes, why: &str| say(2, soon, Verdict::Correct { minutes, why: why.into() }, false, false, false);
    assert_eq!(correct(61, "lebih lama"), Err(NoVerdict::TooManyMinutes));
    assert_eq!(correct(30, " "), Err(NoVerdict::NoWhy));
    assert!(matches!(correct(30, "satu surat saja"), Ok(EntryHappening::Approved { minutes: 30, why: Some(_), .. })));
    let refuse = |reason: &str| say(2, soon, Verdict::Refuse { reason: reason.into(), why: "tidak terbaca".into() }, false, false, false);
    assert_eq!(refuse("none"), Err(NoVerdict::NoReason));
    let refused = refuse("unclear").expect("a refusal");
    let after = entry.clone().after(&EntryEvent {
        entry: entry.id,
        version: 2,
        at: soon,
        by: None,
        staff: Some(who(2)),
        late_for: None,
        what: refused,
    });
    assert_eq!((after.status.name(), after.judged_by, after.reason.as_deref()), ("refused", Some(who(2)), Some("unclear")));
    let bench =
        Bench { rules: &rules, calendar: &calendar, zone: Zone::Wib, now: soon, line: &line, below: &[], frozen: false, flagged: false };
    assert_eq!(judge(&bench, &after, who(2), Verdict::Approve, Looked::default()), Err(NoVerdict::NotWaiting));
}

#[test]
fn an_activity_serves_an_aim_that_was_agreed_or_an_order() {
    let id = |n: u128| AimId(Uuid::from_u128(n));
    let mut desk = Desk::at(at("2026-06-02", 19, 0));
    let mut letter = told("2026-06-02", 480, 540, "A01", 1, WORDS);
    assert_eq!(desk.check(&letter), Ok(30), "without a plan there is nothing to serve");
    desk.aims = vec![id(1)];
    assert_eq!(desk.check(&letter), Err(vec![(At::Aim, Fault::NoAim)]));
    letter.aim = Some(id(2));
    assert_eq!(desk.check(&letter), Err(vec![(At::Aim, Fault::NoAim)]), "another's");
    letter.aim = Some(id(1));
    assert_eq!(desk.check(&letter), Ok(30));
    (letter.aim, letter.order) = (None, Some("800/1/2026".into()));
    assert_eq!(desk.check(&letter), Ok(30));
    // Before the rule nothing has to.
    desk.now = at("2025-12-02", 19, 0);
    assert_eq!(desk.check(&told("2025-12-02", 480, 540, "A01", 1, WORDS)), Ok(30));
}
