use super::{Formula, FormulaError};
use proptest::prelude::*;
use serde_json::json;

/// A building's fee in the shape that PP 16/2021 gives it: floor area × (locality × standard price) × index × built.
const BUILDING: &str = r#"
key = "gedung"
name = { id = "Retribusi", en = "Fee" }
[[versions]]
version = 1
valid_from = "2021-02-02"
legal_base = "PP 16/2021"
inputs = [
  { key = "area", label = { id = "Luas", en = "Area" }, from = "answers.area" },
  { key = "use", label = { id = "Fungsi", en = "Use" }, from = "answers.use" },
  { key = "floors", label = { id = "Lantai", en = "Floors" }, from = "answers.floors", missing = "1" },
]
tables = [
  { key = "use_index", label = { id = "Indeks", en = "Index" }, by = "use", values = { hunian = "0.15", usaha = "0.7" } },
  { key = "height", label = { id = "Tinggi", en = "Height" }, by = "floors", bands = [{ up_to = "1", value = "1" }, { up_to = "3", value = "1.09" }, { value = "1.2" }] },
]
steps = [
  { key = "price", label = { id = "Harga", en = "Price" }, value = { "*" = ["0.005", 6000000] } },
  { key = "fee", label = { id = "Retribusi", en = "Fee" }, value = { "*" = ["area", "price", "use_index", "height"] } },
]
rounding = { to = 100, mode = "up" }
[[versions]]
version = 2
valid_from = "2026-01-01"
legal_base = "contoh"
inputs = []
steps = [{ key = "free", label = { id = "Gratis", en = "Free" }, value = 0 }]
rounding = { to = 1, mode = "nearest" }
"#;

fn building() -> Formula {
    toml::from_str(BUILDING).unwrap()
}

#[test]
fn each_line_of_a_sum_is_kept_and_comes_out_again() {
    let formula = building();
    let facts = json!({"answers": {"area": 87, "use": "usaha", "floors": 3}});
    let worked = formula.work(&facts, "2025-12-31".parse().unwrap()).unwrap();
    // 87 × 30,000 × 0.7 × 1.09 = 1,991,430, rounded up to full hundreds.
    assert_eq!(worked.result, 1_991_500);
    let values = |terms: &[super::Term]| terms.iter().map(|t| format!("{}={}", t.key, t.value)).collect::<Vec<_>>().join(" ");
    assert_eq!(values(&worked.inputs), "area=87 use=usaha floors=3");
    assert_eq!(values(&worked.factors), "use_index=0.7 height=1.09");
    assert_eq!(values(&worked.steps), "price=30000 fee=1991430");
    assert!(formula.comes_out(&worked));
    let kept: super::Worked = serde_json::from_str(&serde_json::to_string(&worked).unwrap()).unwrap();
    assert!(formula.comes_out(&kept));
    assert!(!formula.comes_out(&super::Worked { result: kept.result + 100, ..kept }));
}

#[test]
fn the_day_chooses_the_version_and_a_bound_belongs_to_its_band() {
    let formula = building();
    let on = |day: &str, facts: serde_json::Value| formula.work(&facts, day.parse().unwrap());
    let fee = |floors: i64| on("2025-01-01", json!({"answers": {"area": 100, "use": "hunian", "floors": floors}})).unwrap().result;
    assert_eq!([1, 3, 4].map(fee), [450_000, 490_500, 540_000]);
    assert_eq!(on("2026-01-01", json!({})).unwrap().result, 0);
    assert!(matches!(on("2020-01-01", json!({})), Err(FormulaError::NoVersion { .. })));
    assert_eq!(
        on("2025-01-01", json!({"answers": {"area": 10, "use": "hunian"}})).unwrap().inputs[2].value,
        "1",
        "what may be missing has its value"
    );
    assert!(matches!(on("2025-01-01", json!({"answers": {"use": "hunian"}})), Err(FormulaError::Missing { key, .. }) if key == "area"));
    assert!(
        matches!(on("2025-01-01", json!({"answers": {"area": 1, "use": "kapal"}})), Err(FormulaError::NotInTable { value, .. }) if value == "kapal")
    );
}

#[test]
fn what_is_wrong_in_the_data_is_said_with_its_place() {
    let mut formula = building();
    assert!(formula.versions.iter().all(|v| v.faults().is_empty()));
    let version = &mut formula.versions[0];
    version.tables[0].by = "usage".into();
    version.tables[1].bands[0].value = "satu".into();
    version.steps[1].value = serde_json::from_value(json!({"^": ["area", "pricee"]})).unwrap();
    let faults = version.faults();
    let said: Vec<_> = faults.iter().map(|(at, what)| format!("{at}: {what}")).collect();
    assert_eq!(
        said,
        [
            "tables/0/by: no input or step `usage`",
            "tables/1/bands/0/value: `satu` is no decimal",
            "steps/1/value: `^` is none of + - * / min max",
            "steps/1/value: nothing is called `pricee`"
        ]
    );
}

#[test]
fn what_can_not_be_reckoned_is_an_error_and_no_panic() {
    let mut formula = building();
    formula.versions[0].steps[1].value = serde_json::from_value(json!({"/": ["area", 0]})).unwrap();
    let facts = json!({"answers": {"area": 1, "use": "hunian"}});
    assert!(matches!(formula.work(&facts, "2025-01-01".parse().unwrap()), Err(FormulaError::Sum(_))));
    formula.versions[0].steps[1].value = serde_json::from_value(json!({"*": ["area", "area", "area", "area"]})).unwrap();
    let facts = json!({"answers": {"area": "99999999999999999999", "use": "hunian"}});
    assert!(matches!(formula.work(&facts, "2025-01-01".parse().unwrap()), Err(FormulaError::Sum(_))));
}

proptest! {
    #[test]
    fn whatever_goes_in_comes_out_again(area in 0_i64..10_000_000, floors in 1_i64..60, business: bool) {
        let formula = building();
        let facts = json!({"answers": {"area": area, "use": if business { "usaha" } else { "hunian" }, "floors": floors}});
        let worked = formula.work(&facts, "2025-06-01".parse().unwrap()).unwrap();
        prop_assert!(formula.comes_out(&worked));
        prop_assert_eq!(worked.result % 100, 0);
        let exact: rust_decimal::Decimal = worked.steps[1].value.parse().unwrap();
        let over = rust_decimal::Decimal::from(worked.result) - exact;
        prop_assert!(over >= rust_decimal::Decimal::ZERO && over < rust_decimal::Decimal::from(100));
    }
}

#[test]
fn a_table_may_be_looked_up_by_a_step_and_a_band_may_end_below_its_bound() {
    let text = || json!({"id": "-", "en": "-"});
    let formula: Formula = serde_json::from_value(json!({
        "key": "pay", "name": text(),
        "versions": [{
            "version": 1, "valid_from": "2020-01-01", "legal_base": "contoh",
            "inputs": [{"key": "points", "label": text(), "from": "points"}],
            "tables": [{"key": "band", "label": text(), "by": "score", "bands": [{"below": "5000", "value": "0"}, {"up_to": "7500", "value": "0.5"}, {"value": "1"}]}],
            "steps": [
                {"key": "score", "label": text(), "value": {"/": ["points", 3]}},
                {"key": "pay", "label": text(), "value": {"*": [{"*": ["score", 3]}, "band"]}},
            ],
            "rounding": {"to": 1, "mode": "down"},
        }],
    }))
    .unwrap();
    assert_eq!(formula.versions[0].faults(), []);
    let pay = |points: i64| formula.work(&json!({"points": points}), "2026-01-01".parse().unwrap()).unwrap();
    assert_eq!(
        [14_999, 15_000, 22_500, 22_501].map(|p| pay(p).result),
        [0, 7_500, 11_250, 22_501],
        "and a third of three times three is whole"
    );
    assert_eq!(pay(22_501).factors.len(), 1);
    let given = pay(15_000).inputs.into_iter().map(|t| (t.key, t.value)).collect();
    assert_eq!(formula.again(1, &given), Some(pay(15_000)));
    assert_eq!(formula.again(2, &given), None);
}
