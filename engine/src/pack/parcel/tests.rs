//! A parcel brings what was sent by whom one trusts, and nothing else; an import that breaks off is mended.
use super::{BEFORE, export, import};
use crate::pack::{bad_packs::copy, load, shipped::REGIONS};
use std::{fs, path::Path};
use tempfile::TempDir;

const SEED: [u8; 32] = [7; 32];

/// A folder of packs with the base and the named others.
fn packs(names: &[&str]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for name in ["base"].iter().chain(names) {
        copy(&Path::new(REGIONS).join(name), &dir.path().join(name));
    }
    dir
}

fn parcel(from: &TempDir, slug: &str, seed: &[u8; 32]) -> (TempDir, std::path::PathBuf) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("parcel.json");
    fs::write(&file, export(from.path(), slug, seed).unwrap()).unwrap();
    (dir, file)
}

fn key_of(file: &Path) -> String {
    let parcel: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    parcel["key"].as_str().unwrap().to_owned()
}

fn said(dir: &TempDir, file: &Path, trusted: Option<&str>) -> String {
    import(dir.path(), file, trusted).unwrap_err().to_string()
}

#[test]
fn a_region_goes_from_one_place_to_another_with_its_province() {
    let (from, to) = (packs(&["banten", "kab-serang"]), packs(&[]));
    let (_kept, file) = parcel(&from, "kab-serang", &SEED);
    let key = key_of(&file);
    assert!(said(&to, &file, None).contains("not known here"), "nobody is trusted unasked");
    let brought = import(to.path(), &file, Some(&key)).unwrap();
    assert_eq!((brought.edition, brought.same_base), ((1, None), true));
    let of = |dir: &TempDir| serde_json::to_value(load(dir.path(), "kab-serang").unwrap()).unwrap();
    assert_eq!(of(&from), of(&to));
    assert_eq!(import(to.path(), &file, None).unwrap().edition, (1, Some(1)), "the same key needs no second word");
}

#[test]
fn a_parcel_that_was_changed_or_comes_from_another_is_refused() {
    let (from, to) = (packs(&["kab-sumbawa-barat"]), packs(&[]));
    let (_a, file) = parcel(&from, "kab-sumbawa-barat", &SEED);
    let key = key_of(&file);
    import(to.path(), &file, Some(&key)).unwrap();
    let (_b, other) = parcel(&from, "kab-sumbawa-barat", &[8; 32]);
    assert!(said(&to, &other, None).contains("signed by another key"));
    let whole = fs::read_to_string(&file).unwrap();
    for (what, text) in [
        ("does not fit", whole.replace("Taliwang", "Taliwarg")),
        ("this is no parcel", whole.chars().take(whole.len() / 2).collect()),
        ("this is no parcel", "{}".to_owned()),
    ] {
        fs::write(&file, text).unwrap();
        let said = said(&to, &file, Some(&key));
        assert!(said.contains(what), "{said}");
    }
    fs::write(&file, vec![b' '; 17 * 1024 * 1024]).unwrap();
    assert!(said(&to, &file, Some(&key)).contains("are no parcel"));
}

#[test]
fn an_older_edition_and_a_place_outside_are_refused() {
    let (from, to) = (packs(&["kab-sumbawa-barat"]), packs(&[]));
    let region = from.path().join("kab-sumbawa-barat/region.toml");
    let (_a, old) = parcel(&from, "kab-sumbawa-barat", &SEED);
    fs::write(&region, fs::read_to_string(&region).unwrap().replace("[region]\n", "[region]\nedition = 3\n")).unwrap();
    let (_b, new) = parcel(&from, "kab-sumbawa-barat", &SEED);
    let key = key_of(&new);
    import(to.path(), &new, Some(&key)).unwrap();
    assert!(said(&to, &old, None).contains("edition 1 is older than edition 3"));
    fs::write(from.path().join("kab-sumbawa-barat/notes.md"), "x").unwrap();
    let sent = export(from.path(), "kab-sumbawa-barat", &SEED).unwrap();
    let mut parcel: serde_json::Value = serde_json::from_slice(&sent).unwrap();
    // Signed anew by whoever sends it: the signature fits, and the place still is none.
    let content = parcel["content"].as_str().unwrap().replace("notes.md", "../notes.md");
    let signed = ed25519_dalek::Signer::sign(&ed25519_dalek::SigningKey::from_bytes(&SEED), content.as_bytes());
    parcel["signature"] = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, signed.to_bytes()).into();
    parcel["content"] = content.into();
    fs::write(&new, parcel.to_string()).unwrap();
    assert!(said(&to, &new, None).contains("is no place of a pack's file"));
}

#[test]
fn what_does_not_hold_here_changes_nothing_and_a_broken_off_import_is_mended() {
    let (from, to) = (packs(&["kab-sumbawa-barat"]), packs(&["kab-sumbawa-barat"]));
    let (_a, file) = parcel(&from, "kab-sumbawa-barat", &SEED);
    let key = key_of(&file);
    // Here the base has another first stage, which the region's own file would not fit.
    let own = from.path().join("kab-sumbawa-barat/services/hibah-uang");
    fs::create_dir_all(&own).unwrap();
    fs::write(
        own.join("workflow-1.toml"),
        "[[stages]]\nkey = 'registry_check'\n[[stages.actions]]\nkey = 'complete'\nto = 'mayor_disposition'\n",
    )
    .unwrap();
    let (_b, needs) = parcel(&from, "kab-sumbawa-barat", &SEED);
    let base = to.path().join("base/services/hibah-uang/workflow-1.toml");
    let text = fs::read_to_string(&base).unwrap();
    fs::write(&base, text.replace("mayor_disposition", "direction")).unwrap();
    let before = serde_json::to_value(load(to.path(), "kab-sumbawa-barat").unwrap()).unwrap();
    assert!(said(&to, &needs, Some(&key)).contains("no stage `mayor_disposition`"));
    assert_eq!(serde_json::to_value(load(to.path(), "kab-sumbawa-barat").unwrap()).unwrap(), before);
    assert!(!to.path().join(BEFORE).exists());
    // Power fails between moving the old away and putting the new there.
    fs::create_dir(to.path().join(BEFORE)).unwrap();
    fs::rename(to.path().join("kab-sumbawa-barat"), to.path().join(BEFORE).join("kab-sumbawa-barat")).unwrap();
    assert!(crate::pack::load_all(to.path()).unwrap_err().to_string().contains("broken off"));
    assert!(!import(to.path(), &file, Some(&key)).unwrap().same_base);
    assert!(load(to.path(), "kab-sumbawa-barat").is_ok() && !to.path().join(BEFORE).exists());
}

#[test]
fn who_is_trusted_with_one_region_changes_no_other() {
    let (from, to) = (packs(&["banten", "kab-serang"]), packs(&["banten", "kota-serang"]));
    let layer = from.path().join("banten/region.toml");
    fs::write(&layer, fs::read_to_string(&layer).unwrap().replace("\"Banten\"", "\"Lain\"")).unwrap();
    let (_kept, file) = parcel(&from, "kab-serang", &SEED);
    let said = said(&to, &file, Some(&key_of(&file)));
    assert!(said.contains("another `banten`"), "{said}");
    assert!(!to.path().join("kab-serang").exists() && load(to.path(), "kota-serang").unwrap().region.province == "Banten");
}
