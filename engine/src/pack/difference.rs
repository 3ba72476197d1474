//! How two packs differ, said as an administrator says it: which stage of which service, what it was and what it is, and where that is
//! written.
use super::node::{Node, Value};
use std::collections::BTreeSet;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where in the pack, from the outside in, by the names that people know.
    pub place: Vec<String>,
    /// The same by the pack's own keys: `services/hibah-uang/workflows/1/stages/deliberation/clock/days`.
    pub path: String,
    /// What it was; nothing where it is new.
    pub was: Option<String>,
    /// What it is; nothing where it is gone.
    pub is: Option<String>,
    /// Where that is written, as file and line; where it was, of what is gone.
    pub at: (String, usize),
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = self.place.join(" › ");
        match (&self.was, &self.is) {
            (Some(was), Some(is)) => write!(f, "{place}: {was} → {is}"),
            (None, Some(is)) => write!(f, "{place}: baru, {is}"),
            (Some(was), None) => write!(f, "{place}: dihapus, tadinya {was}"),
            (None, None) => write!(f, "{place}"),
        }
    }
}

/// What people call the keys of a pack's files; what is not here is called by its key.
const NAMES: &[(&str, &str)] = &[
    ("accent", "warna"),
    ("actions", "tindakan"),
    ("advice", "petunjuk untuk pemohon"),
    ("agencies", "perangkat daerah"),
    ("affairs", "bidang urusan"),
    ("agency", "perangkat daerah"),
    ("amounts", "jenjang jumlah"),
    ("brand", "nama aplikasi"),
    ("captures", "isian petugas"),
    ("catalogue", "katalog kegiatan"),
    ("checklist", "daftar periksa"),
    ("clock", "batas waktu"),
    ("closes", "ditutup"),
    ("cuts", "potongan"),
    ("days", "hari kerja"),
    ("districts", "wilayah"),
    ("doing", "yang sedang dikerjakan"),
    ("done", "yang dicatat"),
    ("entry", "pengisian log"),
    ("fields", "isian"),
    ("form", "formulir"),
    ("formulas", "rumus"),
    ("head", "kepala daerah"),
    ("holder", "dipegang oleh"),
    ("hours", "jam kerja"),
    ("label", "nama"),
    ("late_days", "hari keterlambatan"),
    ("legal_base", "dasar hukum"),
    ("limits", "batas"),
    ("lists", "daftar pilihan"),
    ("most", "paling banyak"),
    ("name", "nama"),
    ("office", "kantor"),
    ("opens", "dibuka"),
    ("pages", "halaman"),
    ("logo", "lambang"),
    ("papers", "dokumen"),
    ("performance", "kinerja"),
    ("promise_days", "janji layanan (hari kerja)"),
    ("reasons", "alasan penolakan"),
    ("region", "daerah"),
    ("role", "jabatan"),
    ("roles", "jabatan"),
    ("services", "layanan"),
    ("sets_amount", "menentukan jumlah"),
    ("stages", "tahap"),
    ("steps", "langkah hitung"),
    ("tables", "tabel"),
    ("templates", "naskah dokumen"),
    ("title", "judul"),
    ("to", "berlanjut ke"),
    ("valid_from", "berlaku sejak"),
    ("values", "nilai"),
    ("versions", "versi"),
    ("villages", "kelurahan/desa"),
    ("weights", "bobot"),
    ("windows", "masa pengajuan"),
    ("words", "sebutan"),
    ("workflows", "alur"),
];

/// What a key is called.
pub(super) fn called(key: &str) -> String {
    NAMES.iter().find(|(k, _)| *k == key).map_or(key, |(_, name)| name).to_owned()
}

/// What an entry of a list is called: by its own words, else by its key.
pub(super) fn entry(node: &Node, key: &str) -> String {
    if node.get("valid_from").is_some() && node.get("version").is_some() {
        return format!("versi {key}");
    }
    let words = ["label", "name", "title"].iter().find_map(|k| node.get(k));
    let said = words.and_then(|w| w.as_text().or_else(|| w.get("id").and_then(Node::as_text)));
    said.map_or_else(|| key.to_owned(), |said| if said.len() <= 60 { said.to_owned() } else { key.to_owned() })
}

/// A value in a line.
fn shown(node: &Node) -> String {
    const MOST: usize = 120;
    let whole = match &node.value {
        Value::Text(text) => text.clone(),
        Value::Bool(yes) => (if *yes { "ya" } else { "tidak" }).to_owned(),
        Value::Table(_) if is_wording(node) => {
            ["id", "en"].map(|lang| node.get(lang).and_then(Node::as_text).unwrap_or_default()).join(" / ")
        }
        _ => node.json().to_string(),
    };
    let line = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST - 1).chain(std::iter::once('…')).collect() }
}

/// Whether a value is a wording in the languages.
pub(super) fn is_wording(node: &Node) -> bool {
    matches!(&node.value, Value::Table(entries) if entries.len() == 2 && entries.contains_key("id") && entries.contains_key("en"))
}

struct Comparison {
    place: Vec<String>,
    path: Vec<String>,
    found: Vec<Difference>,
}

/// What differs between two packs' values, in the order of the pack.
pub(super) fn between(was: &Node, is: &Node) -> Vec<Difference> {
    let mut comparison = Comparison { place: vec![], path: vec![], found: vec![] };
    comparison.both(was, is);
    comparison.found
}

impl Comparison {
    fn say(&mut self, was: Option<&Node>, is: Option<&Node>) {
        let Some(at) = is.or(was).map(|n| (n.at.file.to_string(), n.at.line)) else { return };
        let (place, path) = (self.place.clone(), self.path.join("/"));
        self.found.push(Difference { place, path, was: was.map(shown), is: is.map(shown), at });
    }

    fn within(&mut self, name: String, key: &str, look: impl FnOnce(&mut Self)) {
        self.place.push(name);
        self.path.push(key.to_owned());
        look(self);
        self.place.pop();
        self.path.pop();
    }

    fn each(&mut self, name: &str, key: &str, was: Option<&Node>, is: Option<&Node>) {
        self.within(name.to_owned(), key, |c| match (was, is) {
            (Some(was), Some(is)) => c.both(was, is),
            _ => c.say(was, is),
        });
    }

    fn both(&mut self, was: &Node, is: &Node) {
        if was.json() == is.json() {
            return;
        }
        match (&was.value, &is.value) {
            (Value::Table(old), Value::Table(new)) if !(is_wording(was) && is_wording(is)) => {
                let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
                for key in keys {
                    self.each(&called(key), key, old.get(key), new.get(key));
                }
            }
            (Value::Array(old), Value::Array(new)) => match (keyed(old), keyed(new)) {
                (Some(old), Some(new)) => self.lists(&old, &new),
                _ => self.say(Some(was), Some(is)),
            },
            _ => self.say(Some(was), Some(is)),
        }
    }

    fn lists(&mut self, old: &[(String, &Node)], new: &[(String, &Node)]) {
        fn find<'n>(list: &[(String, &'n Node)], key: &str) -> Option<&'n Node> {
            list.iter().find(|(k, _)| k == key).map(|(_, node)| *node)
        }
        for (key, node) in old {
            self.each(&entry(node, key), key, Some(node), find(new, key));
        }
        for (key, node) in new.iter().filter(|(key, _)| find(old, key).is_none()) {
            self.each(&entry(node, key), key, None, Some(node));
        }
        let order = |list: &[(String, &Node)], other: &[(String, &Node)]| {
            list.iter().filter(|(key, _)| find(other, key).is_some()).map(|(key, _)| key.clone()).collect::<Vec<_>>()
        };
        let (before, after) = (order(old, new), order(new, old));
        if before != after
            && let Some((_, first)) = new.first()
        {
            let (place, path) = (self.place.iter().cloned().chain(["urutan".to_owned()]).collect(), self.path.join("/"));
            let at = (first.at.file.to_string(), first.at.line);
            self.found.push(Difference { place, path, was: Some(before.join(", ")), is: Some(after.join(", ")), at });
        }
    }
}

/// The entries of a list with what each is known by; nothing where an entry has no such thing.
fn keyed(items: &[Node]) -> Option<Vec<(String, &Node)>> {
    items.iter().map(|item| Some((super::merge::key(item)?, item))).collect()
}

#[cfg(test)]
mod tests {
    use super::between;
    use crate::pack::parse::parse;

    #[test]
    fn a_change_is_said_by_the_names_that_people_know() {
        let was = "[[services]]\nkey = 'hibah'\nname = { id = 'Hibah uang', en = 'Grants' }\n[[services.stages]]\nkey = 'a'\nlabel = { id = 'Evaluasi', en = 'Evaluation' }\nclock = { days = 14 }\n[[services.stages]]\nkey = 'b'\n[[services.stages]]\nkey = 'c'\n";
        let is =
            was.replace("14", "10").replace("key = 'b'", "key = 'd'\nlabel = { id = 'Reviu', en = 'Review' }").replace("Grants", "Money");
        let found = between(&parse("a.toml", was).unwrap(), &parse("b.toml", &is).unwrap());
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said[0], "layanan › Hibah uang › nama: Hibah uang / Grants → Hibah uang / Money");
        assert_eq!(said[1], "layanan › Hibah uang › tahap › Evaluasi › batas waktu › hari kerja: 14 → 10");
        assert!(
            said[2].starts_with("layanan › Hibah uang › tahap › b: dihapus")
                && said[3].starts_with("layanan › Hibah uang › tahap › Reviu: baru"),
            "{said:?}"
        );
        assert_eq!((found[1].path.as_str(), found[1].at.0.as_str(), found[1].at.1), ("services/hibah/stages/a/clock/days", "b.toml", 7));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn what_is_the_same_is_not_said_and_an_order_is() {
        let was = parse("a.toml", "[[x]]\nkey = 'a'\n[[x]]\nkey = 'b'\n").unwrap();
        assert!(between(&was, &was.clone()).is_empty());
        let is = parse("b.toml", "[[x]]\nkey = 'b'\n[[x]]\nkey = 'a'\n").unwrap();
        let found = between(&was, &is);
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["x › urutan: a, b → b, a"]);
    }
}
