//! The organisation as one flat table: a line for each placement, and one for each position that nobody holds. What is sent out comes back
//! in the same shape, so that an office mends it in a spreadsheet.
use super::{Brought, LineFault, Lines, MOST_LINES, REVISION, TableTrouble, day_of, revision, shortened};
use crate::{
    Failure, Visitor,
    performance::{Performance, rules, sees_everybody},
};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::organisation::{Chart, ChartFault, Hold, Placement, Position, PositionKey, Staff, StaffId, Unit, UnitKey},
    time::Day,
};
use std::collections::{BTreeMap, HashMap};
use store::performance::{organisation, work};

/// The columns, in their order.
pub(crate) const COLUMNS: [&str; 14] = [
    "jabatan",
    "nama_jabatan",
    "unit",
    "nama_unit",
    "unit_induk",
    "perangkat_daerah",
    "kelas",
    "jenis",
    "atasan",
    "nomor_pegawai",
    "nama",
    "cara",
    "mulai",
    "sampai",
];

/// How a placement is held, in the words of the table.
const HOLDS: [(&str, Hold); 3] = [("definitif", Hold::Own), ("plt", Hold::Acting), ("diperbantukan", Hold::Seconded)];

struct Line {
    unit: Unit,
    position: Position,
    placed: Option<(String, String, Hold, Day, Option<Day>)>,
}

impl Performance {
    /// The organisation as it stands, as the lines of a table below their heading.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who may not see everybody's.
    pub async fn organisation_table(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Vec<String>>, Failure> {
        rules(pack)?;
        visitor.person()?;
        if !sees_everybody(pack, visitor) {
            return Err(Failure::Forbidden);
        }
        let held = self.0.organisation(pack).await?;
        let chart = &held.chart;
        let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
        for position in chart.positions() {
            let unit = chart.unit(&position.unit);
            let text = |of: Option<&str>| of.unwrap_or_default().to_owned();
            let head = vec![
                position.key.0.clone(),
                position.title.clone(),
                position.unit.0.clone(),
                text(unit.map(|u| u.name.as_str())),
                text(unit.and_then(|u| u.parent.as_ref()).map(|p| p.0.as_str())),
                text(unit.map(|u| u.agency.as_str())),
                position.class.clone(),
                position.kind.clone(),
                text(position.superior.as_ref().map(|p| p.0.as_str())),
            ];
            let mut nobody = true;
            for placement in chart.holders_of(&position.key) {
                nobody = false;
                let person = chart.person(placement.staff);
                let hold = HOLDS.iter().find(|(_, h)| *h == placement.hold).map_or("", |(word, _)| word);
                let tail = [
                    text(person.map(|p| p.number.as_str())),
                    text(person.map(|p| p.name.as_str())),
                    hold.to_owned(),
                    placement.from.to_string(),
                    placement.until.map(|d| d.to_string()).unwrap_or_default(),
                ];
                rows.push(head.iter().cloned().chain(tail).collect());
            }
            if nobody {
                rows.push(head.into_iter().chain(std::iter::repeat_n(String::new(), 5)).collect());
            }
        }
        Ok(rows)
    }

    pub(super) async fn bring_organisation(
        &self,
        pack: &Pack,
        by: AccountId,
        text: &str,
        write: bool,
    ) -> Result<Result<Brought, TableTrouble>, Failure> {
        let needed: Vec<&'static str> = COLUMNS.iter().copied().filter(|c| !["unit_induk", "sampai"].contains(c)).collect();
        let lines = match Lines::read(text, &needed, MOST_LINES) {
            Ok(lines) => lines,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let held = self.0.organisation(pack).await?;
        let before = &held.chart;
        let mut brought = Brought::default();
        let mut read: Vec<(u64, Line)> = Vec::new();
        for (line, record) in &lines.rows {
            match record.as_ref().ok_or(LineFault::Cells).and_then(|record| one(pack, &lines, record)) {
                Ok(one) => read.push((*line, one)),
                Err(fault) => brought.faults.push((*line, fault)),
            }
        }
        let mut placed: HashMap<(StaffId, PositionKey, Day), u64> = HashMap::new();
        let mut part = organisation::Part::default();
        let mut people: BTreeMap<String, Staff> = BTreeMap::new();
        let mut units: BTreeMap<UnitKey, (u64, Unit)> = BTreeMap::new();
        let mut positions: BTreeMap<PositionKey, (u64, Position)> = BTreeMap::new();
        for (line, one) in &read {
            // A unit or a position stands in each of its lines: they have to say the same.
            match units.get(&one.unit.key) {
                Some((first, unit)) if *unit != one.unit => brought.faults.push((*line, LineFault::Twice(*first))),
                Some(_) => {}
                None => {
                    units.insert(one.unit.key.clone(), (*line, one.unit.clone()));
                }
            }
            match positions.get(&one.position.key) {
                Some((first, position)) if *position != one.position => brought.faults.push((*line, LineFault::Twice(*first))),
                Some(_) => {}
                None => {
                    positions.insert(one.position.key.clone(), (*line, one.position.clone()));
                }
            }
            let Some((number, name, hold, from, until)) = &one.placed else { continue };
            let known = before.by_number(number);
            let id = known.map_or_else(|| StaffId(self.0.seal(pack.code()).id("staff", &format!("{}/{number}", pack.code()))), |s| s.id);
            let began = known.map_or(*from, |s| s.from.min(*from));
            let person = || Staff { id, number: number.clone(), name: name.clone(), from: began, until: None };
            people.entry(number.clone()).and_modify(|s| s.from = s.from.min(began)).or_insert_with(person);
            let placement = Placement { staff: id, position: one.position.key.clone(), hold: *hold, from: *from, until: *until };
            if let Some(first) = placed.insert((id, placement.position.clone(), *from), *line) {
                brought.faults.push((*line, LineFault::Twice(first)));
                continue;
            }
            let same_key = |p: &&Placement| p.position == placement.position && p.from == placement.from;
            match before.placements_of(id).find(same_key) {
                Some(there) if *there == placement => brought.same += 1,
                Some(there) => brought.changed.push((*line, format!("{name}: {} → {}", shown(there), shown(&placement)))),
                None => brought.new += 1,
            }
            part.placements.push(placement);
        }
        for (line, unit) in units.into_values() {
            if let Some(there) = before.unit(&unit.key).filter(|there| **there != unit) {
                brought.changed.push((line, format!("{}: {} → {}", unit.key.0, there.name, unit.name)));
            }
            part.units.push(unit);
        }
        for (line, position) in positions.into_values() {
            if let Some(there) = before.position(&position.key).filter(|there| **there != position) {
                brought
                    .changed
                    .push((line, format!("{}: {} {} → {} {}", position.key.0, there.title, there.class, position.title, position.class)));
            }
            part.positions.push(position);
        }
        part.staff = people.into_values().collect();
        let after = laid_over(before, &part);
        let rules = rules(pack)?;
        for fault in after.faults(&|kind| rules.kind(kind).is_some_and(|k| k.leads)) {
            brought.faults.push((0, LineFault::Chart(in_words(&fault, &after))));
        }
        if write && brought.faults.is_empty() {
            self.keep_organisation(pack, by, part, brought.told(text)).await?;
        }
        Ok(Ok(brought))
    }

    async fn keep_organisation(
        &self,
        pack: &Pack,
        by: AccountId,
        part: organisation::Part,
        told: serde_json::Value,
    ) -> Result<(), Failure> {
        let (region, at, id) = (pack.code().clone(), self.0.now(), self.0.id());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    organisation::put(tx, &region, &part).await?;
                    work::note(tx, &region, id, (at, "organised", Some(by)), &told).await?;
                    store::known::put(tx, &region, REVISION, &revision(id)).await?;
                    Ok::<_, Failure>(())
                })
            })
            .await
    }
}

fn one(pack: &Pack, lines: &Lines, record: &csv::StringRecord) -> Result<Line, LineFault> {
    let rules = pack.performance.as_ref().ok_or(LineFault::Cells)?;
    let cell = |column: &'static str| lines.cell(record, column);
    let needed = |column: &'static str| if cell(column).is_empty() { Err(LineFault::Missing(column)) } else { Ok(cell(column).to_owned()) };
    let some = |column: &'static str| Some(cell(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let agency = needed("perangkat_daerah")?;
    if pack.agency(&agency).is_none() {
        return Err(LineFault::Unknown("perangkat_daerah", shortened(&agency)));
    }
    let class = needed("kelas")?;
    if !rules.classes.contains(&class) {
        return Err(LineFault::Unknown("kelas", shortened(&class)));
    }
    let kind = needed("jenis")?;
    if rules.kind(&kind).is_none() {
        return Err(LineFault::Unknown("jenis", shortened(&kind)));
    }
    let unit = UnitKey(needed("unit")?);
    let placed = match some("nomor_pegawai") {
        None => None,
        Some(number) => {
            let word = needed("cara")?.to_lowercase();
            let hold = HOLDS.iter().find(|(w, h)| *w == word || h.name() == word).map(|(_, hold)| *hold);
            let hold = hold.ok_or_else(|| LineFault::Unknown("cara", shortened(&word)))?;
            let until = some("sampai").map(|text| day_of("sampai", &text)).transpose()?;
            Some((number, needed("nama")?, hold, day_of("mulai", cell("mulai"))?, until))
        }
    };
    Ok(Line {
        position: Position {
            key: PositionKey(needed("jabatan")?),
            unit: unit.clone(),
            title: needed("nama_jabatan")?,
            class,
            kind,
            superior: some("atasan").map(PositionKey),
        },
        unit: Unit { key: unit, agency, parent: some("unit_induk").map(UnitKey), name: needed("nama_unit")? },
        placed,
    })
}

/// What there is, with a part of it replaced.
fn laid_over(before: &Chart, part: &organisation::Part) -> Chart {
    let mut units: BTreeMap<UnitKey, Unit> = before.units().map(|u| (u.key.clone(), u.clone())).collect();
    units.extend(part.units.iter().map(|u| (u.key.clone(), u.clone())));
    let mut positions: BTreeMap<PositionKey, Position> = before.positions().map(|p| (p.key.clone(), p.clone())).collect();
    positions.extend(part.positions.iter().map(|p| (p.key.clone(), p.clone())));
    let mut staff: BTreeMap<StaffId, Staff> = before.staff().map(|s| (s.id, s.clone())).collect();
    staff.extend(part.staff.iter().map(|s| (s.id, s.clone())));
    let key = |p: &Placement| (p.staff, p.position.clone(), p.from);
    let mut placements: BTreeMap<_, Placement> = before.placements().iter().map(|p| (key(p), p.clone())).collect();
    placements.extend(part.placements.iter().map(|p| (key(p), p.clone())));
    Chart::new(
        units.into_values().collect(),
        positions.into_values().collect(),
        staff.into_values().collect(),
        placements.into_values().collect(),
    )
}

fn shown(p: &Placement) -> String {
    let until = p.until.map_or_else(|| "…".to_owned(), |d| d.to_string());
    format!("{} {}–{until}", p.position.0, p.from)
}

/// What does not hold together, by the codes that stand in the table.
fn in_words(fault: &ChartFault, chart: &Chart) -> String {
    match fault {
        ChartFault::NoParent(unit) => format!("unit {}: unit_induk ?", unit.0),
        ChartFault::NoUnit(position) => format!("jabatan {}: unit ?", position.0),
        ChartFault::NoSuperior(position) => format!("jabatan {}: atasan ?", position.0),
        ChartFault::Circle(position) => format!("jabatan {}: atasan ↻", position.0),
        ChartFault::NoPosition(staff, position) => format!("{}: jabatan {} ?", chart.name(*staff), position.0),
        ChartFault::NoStaff(position) => format!("jabatan {}: nomor_pegawai ?", position.0),
        ChartFault::TwoPositions(staff, day) => format!("{}: 2 × definitif, {day}", chart.name(*staff)),
        ChartFault::TwoHolders(position, day) => format!("jabatan {}: 2 × nomor_pegawai, {day}", position.0),
        ChartFault::Backwards(staff, position) => format!("{}, {}: sampai < mulai", chart.name(*staff), position.0),
    }
}
