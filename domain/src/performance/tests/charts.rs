//! Who judges whom in an organisation with vacancies, absences and acting holders.
use super::*;
use crate::performance::organisation::{Chart, ChartFault, Staff, Unit};

fn unit() -> Unit {
    Unit { key: UnitKey("u".into()), agency: "dinas".into(), parent: None, name: "Bidang Contoh".into() }
}

fn job(key: &str, superior: Option<&str>) -> Position {
    let kind = if key.starts_with('s') { "staff" } else { "head" };
    Position { superior: superior.map(|s| PositionKey(s.into())), ..position(key, "IX", kind) }
}

/// kadis (1) over kabid (2) over kasi (3) over two of staff (4 and 5).
fn chart(more: Vec<Placement>, without: Option<u128>) -> Chart {
    let jobs =
        vec![job("kadis", None), job("kabid", Some("kadis")), job("kasi", Some("kabid")), job("s1", Some("kasi")), job("s2", Some("kasi"))];
    let staff =
        (1..=5).map(|n| Staff { id: who(n), number: n.to_string(), name: format!("Orang {n}"), from: day("2020-01-01"), until: None });
    let own = |n: u128, key: &str| Placement { staff: who(n), ..placed(key, Hold::Own, "2020-01-01", None) };
    let all = [own(1, "kadis"), own(2, "kabid"), own(3, "kasi"), own(4, "s1"), own(5, "s2")];
    let placements = all.into_iter().filter(|p| without.is_none_or(|n| p.staff != who(n))).chain(more).collect();
    Chart::new(vec![unit()], jobs, staff.collect(), placements)
}

fn judged(chart: &Chart, judge: u128, away: &[u128]) -> Vec<(StaffId, String)> {
    let away: Vec<StaffId> = away.iter().map(|n| who(*n)).collect();
    let found = chart.judged_by(who(judge), day("2026-06-02"), &|s| away.contains(&s));
    found.into_iter().map(|(staff, position)| (staff, position.0)).collect()
}

fn of(pairs: &[(u128, &str)]) -> Vec<(StaffId, String)> {
    pairs.iter().map(|(n, key)| (who(*n), (*key).to_owned())).collect()
}

#[test]
fn the_next_one_up_judges_and_beyond_vacancies_and_absences_the_one_above() {
    let whole = chart(vec![], None);
    assert_eq!(judged(&whole, 3, &[]), of(&[(4, "s1"), (5, "s2")]));
    assert_eq!((judged(&whole, 2, &[]), judged(&whole, 1, &[])), (of(&[(3, "kasi")]), of(&[(2, "kabid")])));
    assert_eq!(judged(&whole, 2, &[3]), of(&[(3, "kasi"), (4, "s1"), (5, "s2")]), "while the section head is away");
    assert_eq!(judged(&whole, 3, &[3]), of(&[]), "who is away has no power");
    let vacant = chart(vec![], Some(3));
    assert_eq!(judged(&vacant, 2, &[]), of(&[(4, "s1"), (5, "s2")]));
    assert_eq!(judged(&vacant, 1, &[2]), of(&[(2, "kabid"), (4, "s1"), (5, "s2")]));
    assert_eq!(judged(&whole, 4, &[]), of(&[]));
}

#[test]
fn who_acts_for_their_own_superior_is_judged_one_level_up() {
    let acting = Placement { staff: who(4), ..placed("kasi", Hold::Acting, "2026-06-01", Some("2026-06-05")) };
    let chart = chart(vec![acting], None);
    assert_eq!(judged(&chart, 4, &[]), of(&[(5, "s2")]), "never their own");
    assert_eq!(judged(&chart, 3, &[]), of(&[]), "an acting holder has the full powers of the post");
    assert_eq!(judged(&chart, 2, &[]), of(&[(3, "kasi"), (4, "kasi"), (4, "s1")]));
    let after: Vec<_> = chart.judged_by(who(3), day("2026-06-06"), &|_| false);
    assert_eq!(after.len(), 2, "afterwards it is as it was");
}

#[test]
fn what_does_not_hold_together_is_said() {
    let leads = |kind: &str| kind == "head";
    assert_eq!(chart(vec![], None).faults(&leads), []);
    let twice = Placement { staff: who(4), ..placed("s2", Hold::Own, "2026-06-01", None) };
    assert_eq!(chart(vec![twice], None).faults(&leads), [ChartFault::TwoPositions(who(4), day("2026-06-01"))]);
    let second = Placement { staff: who(9), ..placed("kasi", Hold::Seconded, "2026-06-01", None) };
    assert_eq!(
        chart(vec![second], None).faults(&leads),
        [ChartFault::NoStaff(PositionKey("kasi".into())), ChartFault::TwoHolders(PositionKey("kasi".into()), day("2026-06-01"))]
    );
    let jobs = vec![job("a", Some("b")), job("b", Some("a")), job("c", Some("none"))];
    let circle = Chart::new(vec![], jobs, vec![], vec![]);
    let faults = circle.faults(&leads);
    assert_eq!(faults.iter().filter(|f| matches!(f, ChartFault::Circle(_))).count(), 2);
    assert!(faults.contains(&ChartFault::NoSuperior(PositionKey("c".into()))));
    assert_eq!(circle.line(&PositionKey("a".into()), day("2026-06-01"), &|_| false).len(), 2, "and holds up nothing");
}
