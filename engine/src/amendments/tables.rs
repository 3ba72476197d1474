//! Tables that an administrator brings: agencies, and districts with their villages. What differs from the pack becomes changes of a
//! draft, so it is looked at, published by somebody else and taken back like any other change.
use super::{Amendments, rule};
use crate::{Failure, Visitor, pack::Change, table::reader};
use domain::{
    form::Problem,
    pack::{Agency, District, Pack},
    region::{DistrictCode, VillageCode},
    text::Text,
};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Lines with faults that are named; the others are counted.
const NAMED: usize = 20;

/// What a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackTable {
    /// Agencies: `kode; nama; nama_inggris; singkatan; hapus`.
    Agencies,
    /// Districts and villages: `kode_kecamatan; kecamatan; lintang; bujur; kode_desa; desa`.
    Areas,
}

impl PackTable {
    /// The columns, in their order.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Agencies => &["kode", "nama", "nama_inggris", "singkatan", "hapus"],
            Self::Areas => &["kode_kecamatan", "kecamatan", "lintang", "bujur", "kode_desa", "desa"],
        }
    }
}

/// What is wrong, by line.
type Faults = Vec<(u64, String, String)>;

struct Row {
    line: u64,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, i: usize) -> &str {
        self.cells.get(i).map_or("", String::as_str)
    }
}

impl Amendments {
    /// The table as the pack has it, to begin with.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::Unavailable`].
    pub fn table(&self, pack: &Pack, visitor: &Visitor, table: PackTable) -> Result<Vec<Vec<String>>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let own = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let heading = own(table.columns());
        let rows: Vec<Vec<String>> = match table {
            PackTable::Agencies => {
                pack.agencies.iter().map(|a| own(&[&a.key, &a.name.id, &a.name.en, a.short.as_deref().unwrap_or(""), ""])).collect()
            }
            PackTable::Areas => {
                let degrees = |d: Option<f64>| d.map(|d| d.to_string()).unwrap_or_default();
                let none = [(String::new(), String::new())];
                let rows = |d: &District| {
                    let (latitude, longitude) = (degrees(d.latitude), degrees(d.longitude));
                    let villages = if d.villages.is_empty() { &none[..] } else { &d.villages[..] };
                    villages.iter().map(|(code, name)| own(&[&d.code, &d.name, &latitude, &longitude, code, name])).collect::<Vec<_>>()
                };
                pack.districts.iter().flat_map(rows).collect()
            }
        };
        Ok(std::iter::once(heading).chain(rows).collect())
    }

    /// Puts what a table says otherwise than the pack into a draft.
    ///
    /// # Errors
    /// As [`Amendments::change`]; [`Failure::Invalid`] that names the lines with faults: then nothing of it is taken.
    pub async fn bring(&self, pack: &Pack, visitor: &Visitor, at: (Uuid, i32), table: PackTable, text: &str) -> Result<(), Failure> {
        Self::changes(pack, visitor)?;
        let mut faults = Faults::new();
        let rows = rows(text, table.columns(), &mut faults);
        let changes = match table {
            PackTable::Agencies => agencies(pack, &rows, &mut faults),
            PackTable::Areas => areas(pack, &rows, &mut faults),
        };
        if !faults.is_empty() {
            return Err(said(faults));
        }
        if changes.is_empty() {
            return Err(said(vec![(
                0,
                "tidak ada yang berbeda dari aturan yang berlaku".into(),
                "nothing differs from the rules in force".into(),
            )]));
        }
        self.change(pack, visitor, at, changes).await
    }
}

fn said(mut faults: Faults) -> Failure {
    let more = faults.len().saturating_sub(NAMED);
    faults.truncate(NAMED);
    if more > 0 {
        faults.push((0, format!("dan {more} baris lain"), format!("and {more} more lines")));
    }
    let problems = faults.into_iter().map(|(line, id, en)| Problem {
        path: "tabel".to_owned(),
        label: if line == 0 { Text::new("Tabel", "The table") } else { Text::new(format!("Baris {line}"), format!("Line {line}")) },
        fault: rule(&id, &en),
    });
    Failure::Invalid { problems: problems.collect() }
}

fn rows(text: &str, columns: &[&str], faults: &mut Faults) -> Vec<Row> {
    let mut reader = reader(text);
    let heading: Vec<String> = reader.headers().map(|h| h.iter().map(|c| c.trim().to_lowercase()).collect()).unwrap_or_default();
    let place = |column: &&str| heading.iter().position(|h| h == *column);
    let places: Option<Vec<usize>> = columns.iter().map(place).collect();
    let Some(places) = places else {
        faults.push((1, format!("kolomnya: {}", columns.join("; ")), format!("the columns are: {}", columns.join("; "))));
        return vec![];
    };
    let mut found = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                found.push(Row { line, cells: places.iter().map(|i| record.get(*i).unwrap_or_default().trim().to_owned()).collect() });
            }
            Err(error) => {
                faults.push((error.position().map_or(0, csv::Position::line), "tidak dapat dibaca".into(), "can't be read".into()));
            }
        }
    }
    found
}

fn is_key(text: &str) -> bool {
    (2..=60).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
}

fn agencies(pack: &Pack, rows: &[Row], faults: &mut Faults) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for row in rows {
        let (key, name, english, short) = (row.cell(0), row.cell(1), row.cell(2), row.cell(3));
        let path = format!("agencies/{key}");
        if !is_key(key) {
            faults.push((
                row.line,
                format!("`{key}` bukan kode; pakai huruf kecil, angka dan tanda hubung"),
                format!("`{key}` is no code; use small letters, digits and hyphens"),
            ));
        } else if changes.iter().any(|c| c.path == path) {
            faults.push((row.line, format!("kode `{key}` ada dua kali"), format!("the code `{key}` is there twice")));
        } else if row.cell(4).eq_ignore_ascii_case("ya") {
            match pack.agency(key) {
                Some(_) => changes.push(Change { path, value: None }),
                None => {
                    faults.push((row.line, format!("tidak ada `{key}` yang dapat dihapus"), format!("there is no `{key}` to take away")))
                }
            }
        } else if name.is_empty() {
            faults.push((row.line, "namanya kosong".into(), "has no name".into()));
        } else {
            let english = if english.is_empty() { name } else { english };
            let said =
                Agency { key: key.to_owned(), name: Text::new(name, english), short: Some(short.to_owned()).filter(|s| !s.is_empty()) };
            if pack.agency(key) != Some(&said) {
                let mut value = json!({ "key": key, "name": { "id": name, "en": english } });
                if let (Some(short), Json::Object(entries)) = (said.short, &mut value) {
                    entries.insert("short".to_owned(), short.into());
                }
                changes.push(Change { path, value: Some(value) });
            }
        }
    }
    changes
}

fn areas(pack: &Pack, rows: &[Row], faults: &mut Faults) -> Vec<Change> {
    let mut districts: BTreeMap<String, District> = BTreeMap::new();
    for row in rows {
        let (code, name, village, called) = (row.cell(0), row.cell(1), row.cell(4), row.cell(5));
        let own = code.parse::<DistrictCode>().is_ok() && code.strip_prefix(pack.code().as_str()).is_some_and(|rest| rest.starts_with('.'));
        if !own {
            faults.push((
                row.line,
                format!("`{code}` bukan kode kecamatan daerah ini, yang dimulai {}", pack.code()),
                format!("`{code}` is no district's code of this region, which begin with {}", pack.code()),
            ));
            continue;
        }
        if name.is_empty() {
            faults.push((row.line, "nama kecamatannya kosong".into(), "the district has no name".into()));
            continue;
        }
        let degrees = |text: &str| text.replace(',', ".").parse::<f64>().ok().filter(|d| d.is_finite());
        let (latitude, longitude) = (degrees(row.cell(2)), degrees(row.cell(3)));
        // Indonesia lies between 6° north and 11° south, 95° and 141° east: two that are swapped fall outside.
        let said = !(row.cell(2).is_empty() && row.cell(3).is_empty());
        let here = latitude.is_some_and(|d| (-11.5..=6.5).contains(&d)) && longitude.is_some_and(|d| (94.5..=141.5).contains(&d));
        if said && !here {
            faults.push((
                row.line,
                "lintang dan bujurnya bukan di Indonesia; mungkin tertukar".into(),
                "latitude and longitude are not in Indonesia; they may be swapped".into(),
            ));
            continue;
        }
        let district = districts.entry(code.to_owned()).or_insert_with(|| District {
            code: code.to_owned(),
            name: name.to_owned(),
            latitude,
            longitude,
            villages: vec![],
        });
        if district.name != name {
            faults.push((
                row.line,
                format!("kecamatan {code} bernama lain di baris sebelumnya"),
                format!("district {code} has another name in a line before"),
            ));
        }
        if village.is_empty() && called.is_empty() {
            continue;
        }
        let below = village.parse::<VillageCode>().is_ok() && village.strip_prefix(code).is_some_and(|rest| rest.starts_with('.'));
        if !below || called.is_empty() {
            faults.push((
                row.line,
                format!("`{village}` bukan kode desa atau kelurahan di kecamatan {code}, atau tanpa nama"),
                format!("`{village}` is no village's code in the district {code}, or has no name"),
            ));
        } else if district.villages.iter().any(|(known, _)| known == village) {
            faults.push((row.line, format!("kode `{village}` ada dua kali"), format!("the code `{village}` is there twice")));
        } else {
            district.villages.push((village.to_owned(), called.to_owned()));
        }
    }
    districts
        .into_values()
        .filter(|district| pack.district(&district.code) != Some(district))
        .filter_map(|district| {
            Some(Change { path: format!("districts/{}", district.code), value: Some(bare(serde_json::to_value(&district).ok()?)) })
        })
        .collect()
}

/// Without what has no value.
fn bare(value: Json) -> Json {
    match value {
        Json::Object(entries) => Json::Object(entries.into_iter().filter(|(_, v)| !v.is_null()).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Faults, PackTable, agencies, areas, rows};
    use crate::pack::load;
    use std::path::Path;

    fn pack() -> domain::pack::Pack {
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../regions"), "kota-bandung").unwrap()
    }

    #[test]
    fn what_a_table_of_agencies_says_otherwise_becomes_changes() {
        let (pack, mut faults) = (pack(), Faults::new());
        let same = &pack.agencies[0];
        let text = format!(
            "kode;nama;nama_inggris;singkatan;hapus\n{};{};{};{};\ndinas-baru;Dinas Baru;;DB;\n{};;;;ya\n",
            same.key,
            same.name.id,
            same.name.en,
            same.short.as_deref().unwrap_or(""),
            pack.agencies[1].key
        );
        let found = agencies(&pack, &rows(&text, PackTable::Agencies.columns(), &mut faults), &mut faults);
        assert_eq!(faults, Faults::new());
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(
            found[0].value,
            Some(serde_json::json!({"key": "dinas-baru", "name": {"id": "Dinas Baru", "en": "Dinas Baru"}, "short": "DB"}))
        );
        assert!(found[1].value.is_none());
    }

    #[test]
    fn faults_of_a_table_are_said_by_line() {
        let (pack, mut faults) = (pack(), Faults::new());
        let text = "kode_kecamatan;kecamatan;lintang;bujur;kode_desa;desa\n32.73.01;Sukasari;107,58;-6,86;;\n36.71.01;Lain;;;;\n32.73.01;Sukasari;-6.8667;107.5872;32.73.02.1001;Salah\n32.73.02;Baru;-6.88;107.61;32.73.02.1001;Desa\n32.73.02;Baru;-6.88;107.61;32.73.02.1001;Desa\n";
        let found = areas(&pack, &rows(text, PackTable::Areas.columns(), &mut faults), &mut faults);
        assert_eq!(faults.iter().map(|(line, _, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 6], "{faults:?}");
        assert!(faults[0].1.contains("tertukar"));
        assert_eq!(found.len(), 2);
        let mut wrong = Faults::new();
        assert!(rows("a;b\n1;2\n", PackTable::Areas.columns(), &mut wrong).is_empty() && wrong[0].0 == 1);
    }
}
