//! Open cases by district, as a drawing whose cells lead to the cases that they count.
use super::behind;
use crate::{
    components::districts::{District, cells, step},
    lang::pick,
};
use domain::{
    board::{Behind, Counted},
    pack::Pack,
    words::{self, Lang},
};
use engine::Snapshot;
use std::collections::BTreeMap;

/// What is drawn in words, and the districts: what is late, or where nothing is what runs.
pub(super) fn map_of(pack: &Pack, lang: Lang, snapshot: &Snapshot, service: Option<&str>) -> (&'static str, Vec<District>) {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for place in &snapshot.places {
        let sum = sums.entry(&place.district).or_default();
        sum.0 += place.open;
        sum.1 += place.overdue;
    }
    let counted = if sums.values().any(|(_, late)| *late > 0) { Counted::Overdue } else { Counted::Open };
    let value = |code: &str| sums.get(code).map_or(0, |(open, late)| if counted == Counted::Overdue { *late } else { *open });
    let largest = pack.districts.iter().map(|d| value(&d.code)).max().unwrap_or(0);
    let cells = cells(pack);
    let n = |n: i64| words::number(n, lang);
    let district = |d: &domain::pack::District| {
        let (open, late) = sums.get(d.code.as_str()).copied().unwrap_or_default();
        let behind = Behind { service: service.map(str::to_owned), district: Some(d.code.clone()), ..behind::all(counted) };
        District {
            cell: cells.get(d.code.as_str()).copied(),
            step: step(value(&d.code), largest),
            mark: n(value(&d.code)),
            name: d.name.clone(),
            said: format!(
                "{}: {} {}, {} {}",
                d.name,
                n(open),
                pick(lang, "berjalan", "running"),
                n(late),
                pick(lang, "lewat waktu", "late")
            ),
            href: behind::href(pack, &behind),
        }
    };
    let words = if counted == Counted::Overdue {
        pick(lang, "Lewat waktu per wilayah", "Late by district")
    } else {
        pick(lang, "Berjalan per wilayah", "Running by district")
    };
    (words, pack.districts.iter().map(district).collect())
}
