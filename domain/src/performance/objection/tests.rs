use super::*;
use crate::performance::{
    organisation::PositionKey,
    tests::{at, day, month, rules, who},
};

fn line() -> Vec<Rung> {
    [2u128, 3].map(|n| Rung { position: PositionKey(n.to_string()), holder: Some(who(n)), acting: None, away: false }).to_vec()
}

fn filed(entries: &[u128]) -> Objection {
    let entries = entries.iter().map(|n| EntryId(Uuid::from_u128(*n))).collect();
    let what = ObjectionHappening::Filed {
        month: month("2026-05"),
        why: "Menit ditolak".into(),
        entries,
        assessors: vec![who(2)],
        due: day("2026-07-20"),
    };
    let event = ObjectionEvent {
        objection: ObjectionId(Uuid::from_u128(7)),
        version: 1,
        at: at("2026-07-06", 9, 0),
        by: None,
        staff: Some(who(1)),
        what,
    };
    Objection::begin(&event).expect("a beginning")
}

#[test]
fn it_is_filed_within_its_days_against_what_is_signed() {
    let rule = rules().objection;
    let signed = Some(at("2026-07-06", 9, 0));
    let file = |signed, today: &str, why: &str| may_file(&rule, signed, Zone::Wib, day(today), why);
    assert_eq!(file(None, "2026-07-06", "Rapat tidak dihitung"), Err(NoObjection::NotSigned));
    assert_eq!(file(signed, "2026-07-20", "Rapat tidak dihitung"), Ok(day("2026-08-03")));
    assert_eq!(file(signed, "2026-07-21", "Rapat tidak dihitung"), Err(NoObjection::TooLate(day("2026-07-20"))));
    assert_eq!(file(signed, "2026-07-06", "  "), Err(NoObjection::NoWords));
}

#[test]
fn both_sides_are_heard_and_the_next_superior_decides_for_good() {
    let rule = rules().objection;
    let objection = filed(&[1, 2]);
    let decide = |objection: &Objection, who_: u128, today: &str, outcome, entries: &[u128]| {
        let entries: Vec<EntryId> = entries.iter().map(|n| EntryId(Uuid::from_u128(*n))).collect();
        objection.decide(&rule, (&line(), who(who_)), (Zone::Wib, day(today)), (outcome, "Bukti sudah cukup jelas", &entries))
    };
    assert_eq!(decide(&objection, 2, "2026-07-07", Outcome::Granted, &[]), Err(NoObjection::NotJudge), "not whoever judged");
    assert_eq!(decide(&objection, 3, "2026-07-07", Outcome::Granted, &[]), Err(NoObjection::NotHeard(day("2026-07-13"))));
    assert!(decide(&objection, 3, "2026-07-14", Outcome::Granted, &[]).is_ok(), "who lets their days pass is not waited for");
    assert_eq!(objection.say(who(9), "Saya tahu sesuatu"), Err(NoObjection::NoSide));
    let heard = objection.say(who(2), "Notulennya tidak ada").expect("heard");
    let event = |n, by, what| ObjectionEvent {
        objection: objection.id,
        version: n,
        at: at("2026-07-08", 9, 0),
        by: None,
        staff: Some(who(by)),
        what,
    };
    let after = objection.clone().after(&event(2, 2, heard));
    assert_eq!(after.heard[0].side, Side::Assessor);
    assert_eq!(decide(&after, 3, "2026-07-09", Outcome::Partly, &[]), Err(NoObjection::NotPartly));
    assert_eq!(decide(&after, 3, "2026-07-09", Outcome::Partly, &[1, 2]), Err(NoObjection::NotPartly));
    let decided = decide(&after, 3, "2026-07-09", Outcome::Partly, &[2, 99]).expect("decided");
    let ObjectionHappening::Decided { entries, .. } = &decided else { panic!("{decided:?}") };
    assert_eq!(entries.len(), 1, "only what was in dispute");
    let end = after.after(&event(3, 3, decided));
    assert_eq!(end.say(who(1), "Saya tetap keberatan"), Err(NoObjection::Decided));
    assert_eq!(decide(&end, 3, "2026-07-10", Outcome::Denied, &[]), Err(NoObjection::Decided));
}

#[test]
fn whoever_judged_does_not_decide_however_they_came_to_judge() {
    let up = [2u128, 3, 4].map(|n| Rung { position: PositionKey(n.to_string()), holder: Some(who(n)), acting: None, away: false });
    assert_eq!(assessors(&up, who(1), []), [who(2)], "whose duty it is, where nobody has judged");
    assert_eq!(decider(&up, who(1), &[who(2)]), Some(who(3)));
    // The first was late and the next one judged: then the one above both decides.
    assert_eq!(assessors(&up, who(1), [who(3), who(3)]), [who(3)]);
    assert_eq!(decider(&up, who(1), &[who(3)]), Some(who(4)));
    assert_eq!(decider(&up, who(1), &[who(4)]), None, "nobody is above the top");
    assert_eq!(decider(&up, who(1), &[who(9)]), Some(who(2)), "whoever judged has left");
    assert_eq!(
        filed(&[1]).decide(
            &rules().objection,
            (&line(), who(3)),
            (Zone::Wib, day("2026-07-14")),
            (Outcome::Partly, "Hanya sebagian saja", &[])
        ),
        Err(NoObjection::NotPartly)
    );
}
