//! Rules of performance with one fault each; and regions that measure in other ways, which are packs and not code.
use super::{Copy, load};
use domain::{
    pack::Pack,
    performance::{
        rules::{EntryHours, TargetMode},
        target::worth,
        window::{Shut, may_enter},
    },
    time::{Day, Instant, Zone},
};
use serde_json::json;
use std::collections::BTreeMap;

const RULES: &str = "base/performance.toml";
const FORMULAS: &str = "base/formulas.toml";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The allowance of a member of staff of class IX with so many of 6,000 minutes.
fn allowance(pack: &Pack, validated: u32) -> i64 {
    let facts = json!({
        "month": {"days": 20, "target": 6_000, "validated": validated, "late_judgements": 0},
        "position": {"class": "IX", "kind": "staff", "hold": "own", "days": 20},
        "attendance": {"cut": 200}, "sanctions": {"cut": 0},
        "behaviour": {"score": 9_500}, "figures": {"budget": 8_800},
    });
    let rules = pack.performance.as_ref().unwrap();
    pack.formula(&rules.allowance).unwrap().work(&facts, day("2026-06-01")).unwrap().result
}

fn shipped() -> Pack {
    load(&Copy::new().regions(), "kota-bandung").unwrap()
}

#[test]
fn the_worked_example_comes_out_of_the_shipped_pack() {
    let pack = shipped();
    assert_eq!(allowance(&pack, 5_400), 4_414_900);
    assert_eq!(allowance(&pack, 7_000), allowance(&pack, 6_000), "more than the target is not paid");
    let formula = pack.formula("tpp").unwrap();
    let on_leave = json!({
        "month": {"days": 20, "target": 0, "validated": 0, "late_judgements": 0},
        "position": {"class": "IX", "kind": "staff", "hold": "own", "days": 20},
        "attendance": {"cut": 0}, "sanctions": {"cut": 0}, "behaviour": {"score": 9_000},
    });
    let worked = formula.work(&on_leave, day("2026-06-01")).unwrap();
    assert_eq!(worked.result, 4_500_000, "what is not known drops out with its weight");
    let head = json!({
        "month": {"days": 20, "target": 6_000, "validated": 0, "late_judgements": 6},
        "position": {"class": "XIV", "kind": "agency_head", "hold": "acting", "days": 10},
        "attendance": {"cut": 0}, "sanctions": {"cut": 5_000}, "behaviour": {"score": 10_000},
        "below": {"validated": 90_000, "target": 100_000},
        "figures": {"budget": 10_000, "iku": 10_000, "ikp": 10_000},
    });
    // (20 x 9000 + 80 x 10000) / 100 = 9800, less 500 for judging late; a fifth of half a month, and half of it for a sanction.
    assert_eq!(formula.work(&head, day("2026-06-01")).unwrap().result, 17_500_000 / 5 / 2 * 93 / 100 / 2);
}

#[test]
fn bands_that_pay_nothing_are_a_pack() {
    let copy = Copy::new();
    copy.replace(
        FORMULAS,
        "  { key = \"late_penalty\",",
        "  { key = \"band\", label = { id = \"Pita\", en = \"Band\" }, by = \"performance\", bands = [{ below = \"5000\", value = \"0\" }, { value = \"1\" }] },\n  { key = \"late_penalty\",",
        "band",
    );
    copy.replace(FORMULAS, "\"performance\", \"kept\"] }", "\"performance\", \"kept\", \"band\"] }", "band");
    let pack = load(&copy.regions(), "kota-bandung").unwrap();
    assert_eq!(allowance(&pack, 5_400), 4_414_900);
    // 2710 of the other parts and 7/10 of activity: just under half is nothing, half is paid.
    assert_eq!((allowance(&pack, 1_962), allowance(&pack, 1_963) > 2_400_000), (0, true));
}

#[test]
fn windows_and_targets_are_a_pack() {
    let noon = Instant::at(day("2026-06-02"), 12, 0, Zone::Wib);
    let enters =
        |pack: &Pack, at: Instant, of: &str| may_enter(pack.performance.as_ref().unwrap(), pack.calendar(), Zone::Wib, (day(of), None), at);
    let pack = shipped();
    assert_eq!(enters(&pack, noon, "2026-06-02"), Ok(()));
    let outside = Copy::new();
    outside.replace(RULES, "hours = \"any\"", "hours = \"outside_work\"", "hours");
    let pack = load(&outside.regions(), "kota-bandung").unwrap();
    assert_eq!(enters(&pack, noon, "2026-06-02"), Err(Shut::Hours(960, 450)));
    let after = Copy::new();
    after.replace(
        RULES,
        "hours = \"any\"\nlate_days = 3\nlate_working = true",
        "hours = { between = [960, 1050] }\nlate_days = 7\nnot_on = [6]",
        "hours",
    );
    let pack = load(&after.regions(), "kota-bandung").unwrap();
    assert_eq!(pack.performance.as_ref().unwrap().entry[0].hours, EntryHours::Between(960, 1050));
    assert_eq!(enters(&pack, noon, "2026-06-02"), Err(Shut::Hours(960, 1050)));
    let seven = |date: &str| Instant::at(day(date), 17, 0, Zone::Wib);
    assert_eq!(enters(&pack, seven("2026-06-09"), "2026-06-02"), Ok(()));
    assert_eq!(enters(&pack, seven("2026-06-10"), "2026-06-02"), Err(Shut::TooLate(day("2026-06-09"))));
    assert_eq!(enters(&pack, seven("2026-06-07"), "2026-06-02"), Err(Shut::NotToday), "never on Sundays");
    let flat = Copy::new();
    flat.replace(RULES, "mode = \"per_day\"", "mode = \"flat\"\nminutes = 6000", "mode");
    let pack = load(&flat.regions(), "kota-bandung").unwrap();
    let rules = pack.performance.as_ref().unwrap();
    assert_eq!(rules.targets[0].mode, TargetMode::Flat);
    assert_eq!(worth(rules, pack.calendar(), (day("2026-07-01"), day("2026-07-31")), 23, &BTreeMap::new()).minutes, 6_000);
}

#[test]
fn rules_that_do_not_add_up_are_refused() {
    let weights = Copy::new();
    weights.replace(FORMULAS, "values = { staff = \"70\"", "values = { staff = \"60\"", "60");
    let errors = weights.errors();
    assert!(errors.iter().any(|e| e.what.contains("the weights of `staff` add up to 90")), "{errors:#?}");
    for (from, to, what) in [
        ("signed_by = \"sekda\"", "signed_by = \"kepegawaian\"", "who keeps a month signs it too"),
        ("kept_by = \"kepegawaian\"", "kept_by = \"siapa\"", "no role `siapa`"),
        ("superior = 60", "superior = 50", "don't add up to 100"),
        ("day_minutes = 300", "day_minutes = 500", "a day of 450 minutes of work"),
        ("bands = [{ up_to = 30, bp = 50 }", "bands = [{ up_to = 90, bp = 50 }", "the bounds don't rise"),
        ("deeds = [\"passed\", \"returned\"] }]", "deeds = [\"lewat\"] }]", "nothing is called `lewat`"),
        ("matrix = { below = [\"sangat-kurang\"", "matrix = { below = [\"entah\"", "give no word"),
        ("allowance = \"tpp\"", "allowance = \"tunjangan\"", "no formula `tunjangan`"),
        ("group = 3", "group = 1", "a group of one hides nobody"),
    ] {
        let copy = Copy::new();
        copy.replace(RULES, from, to, "=");
        let errors = copy.errors();
        assert!(errors.iter().any(|e| e.what.contains(what) && e.file.ends_with("performance.toml")), "{what}: {errors:#?}");
    }
}
