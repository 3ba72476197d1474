//! A sheet makes a region that holds, or nothing; the one that is shipped is nothing but its sheet.
use super::new_region;
use crate::pack::{load, shipped::REGIONS};
use std::{fs, path::Path};
use tempfile::TempDir;

const SHEET: &str = "code = '91.01'\nslug = 'kab-contoh'\nkind = 'kabupaten'\nname = 'Kabupaten Contoh'\nname_en = 'Example Regency'\nprovince = 'Provinsi Contoh'\nzone = 'WIT'\ndistricts = 'kecamatan.csv'\nvillages = 'desa.csv'\nplace = 'Contoh'\naddress = 'Jalan Contoh \"A\"'\n";
const MORE: &str = "[products]\ngrants = 'Bantu Contoh'\nlicences = 'Izin Contoh'\nperformance = 'Kerja Contoh'\n[words]\nvillage = { id = 'kampung', en = 'village' }\n[[agencies]]\nkey = 'dlh'\nname = 'Dinas Alam Contoh'\nname_en = 'Nature Office'\n[affairs]\npertanian = 'dlh'\n[[windows]]\nopens = '02-01'\ncloses = '03-31'\nahead = 1\nfirst = 2026\nlast = 2028\nlegal_base = 'Perbup Contoh 1/2026'\n[log]\nhours = '16:00-17.30'\nlate_days = 7\nlegal_base = 'usulan'\n";

fn bench() -> TempDir {
    let dir = TempDir::new().unwrap();
    crate::pack::bad_packs::copy(&Path::new(REGIONS).join("base"), &dir.path().join("regions/base"));
    fs::write(dir.path().join("kecamatan.csv"), "code,name,latitude,longitude\n91.01.01,Timur,-4.1,136.2\n91.02.01,Bukan,-4,136\n")
        .unwrap();
    fs::write(dir.path().join("desa.csv"), "code,name\n91.01.01.2001,Satu\n91.01.01.2002,Dua\n91.02.01.2001,Bukan\n").unwrap();
    dir
}

fn said(dir: &TempDir, sheet: &str) -> Result<super::Made, String> {
    let file = dir.path().join("sheet.toml");
    fs::write(&file, sheet).unwrap();
    new_region(&dir.path().join("regions"), &file).map_err(|e| e.to_string())
}

#[test]
fn a_sheet_makes_a_region_that_holds() {
    let dir = bench();
    let made = said(&dir, &format!("{SHEET}{MORE}")).unwrap();
    assert_eq!((made.slug.as_str(), made.places), ("kab-contoh", (1, 2)));
    let pack = load(&dir.path().join("regions"), "kab-contoh").unwrap();
    let grants = pack.service("hibah-uang").unwrap();
    assert_eq!((grants.brand.as_str(), grants.windows.len()), ("Bantu Contoh", 3));
    assert_eq!(pack.service("izin-iui").unwrap().brand, "Izin Contoh", "every licence has the name");
    assert_eq!((pack.district("91.01.01").unwrap().villages.len(), pack.region.words["head"].id.as_str()), (2, "Bupati"));
    assert_eq!((pack.region.words["village"].id.as_str(), pack.agency_of_affair("pertanian")), ("kampung", Some("dlh")));
    assert_eq!(pack.region.letterhead.as_ref().unwrap().lines, ["Jalan Contoh \"A\""]);
    let rules = pack.performance.as_ref().unwrap();
    assert_eq!(
        (rules.name.id.as_str(), rules.entry[0].hours),
        ("Kerja Contoh", domain::performance::rules::EntryHours::Between(960, 1050))
    );
}

/// The folder that is shipped is what the shipped sheet gives, and nothing that anybody wrote by hand.
#[test]
fn the_shipped_region_is_its_sheet() {
    let dir = bench();
    let sheet = Path::new(REGIONS).join("../docs/adopt/kab-sumbawa-barat/lembar.toml");
    let made = new_region(&dir.path().join("regions"), &sheet).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(made.places, (8, 65));
    let shipped = Path::new(REGIONS).join(&made.slug);
    for file in &made.files {
        let of = |root: &Path| fs::read_to_string(root.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(of(&shipped), of(&dir.path().join("regions").join(&made.slug)), "{file}");
    }
    let top = fs::read_dir(&shipped).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(top.into_iter().all(|name| made.files.iter().any(|f| f.split('/').next() == Some(&name))), "no file beside those of the sheet");
}

#[test]
fn the_least_that_can_be_said_is_enough() {
    let dir = bench();
    assert!(said(&dir, SHEET).is_ok());
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_left() {
    let of = |change: fn(String) -> String| {
        let dir = bench();
        let said = said(&dir, &change(format!("{SHEET}{MORE}"))).unwrap_err();
        assert!(!dir.path().join("regions/kab-contoh").exists(), "{said}");
        said
    };
    assert!(of(|s| s.replace("zone = 'WIT'", "zone = 'GMT'")).contains("sheet.toml:7:"));
    assert!(of(|s| s.replace("'91.01'", "'91.77'")).contains("sheet.toml:8: no row of"));
    assert!(of(|s| s.replace("16:00-17.30", "siang")).contains("`siang` are no hours"));
    assert!(of(|s| s.replace("pertanian = 'dlh'", "pertanian = 'nobody'")).contains("no agency `nobody`"));
    assert!(
        of(|s| s.replace("licences = ", "permits = "))
            .contains("no application is a `permits`; write one of command_center, complaints, grants")
    );
    assert!(of(|s| s.replace("province", "provinsi")).contains("`provinsi` is not known here"));
    let dir = bench();
    said(&dir, SHEET).unwrap();
    assert!(said(&dir, SHEET).unwrap_err().contains("sheet.toml:2: there is a folder `kab-contoh` already"));
    assert!(
        said(&dir, &SHEET.replace("'kab-contoh'", "'kab-lain'")).unwrap_err().contains("sheet.toml:1: `kab-contoh` has the code 91.01")
    );
}
