//! Packs with one fault each: the loader says file, line and what to do.
use super::{PackError, load, load_all};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

mod names;
mod performance;
mod planted;

/// The shipped packs, copied to be broken.
struct Copy {
    dir: TempDir,
}

const WORKFLOW: &str = "base/services/hibah-uang/workflow-1.toml";
const FORM: &str = "base/services/hibah-uang/form.toml";

impl Copy {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        for name in ["base", "kota-bandung"] {
            copy(&Path::new(super::shipped::REGIONS).join(name), &dir.path().join("regions").join(name));
        }
        Self { dir }
    }

    fn regions(&self) -> PathBuf {
        self.dir.path().join("regions")
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.regions().join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.regions().join(file)).unwrap()
    }

    /// Replaces the first `from` and gives the line of the first `mark` behind that place.
    fn replace(&self, file: &str, from: &str, to: &str, mark: &str) -> usize {
        let text = self.read(file);
        let start = text.find(from).unwrap();
        let text = text.replacen(from, to, 1);
        self.write(file, &text);
        let at = start + text[start..].find(mark).unwrap();
        text[..at].lines().count() + usize::from(text[..at].ends_with('\n') || at == 0)
    }

    fn errors(&self) -> Vec<PackError> {
        load(&self.regions(), "kota-bandung").unwrap_err()
    }

    /// The one error, which must be about `file` and `line`.
    fn the_fault(&self, file: &str, line: usize) -> PackError {
        let errors = self.errors();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        let error = errors.into_iter().next().unwrap();
        assert!(error.file.ends_with(&format!("regions/{file}")), "{error}");
        assert_eq!(error.line, line, "{error}");
        error
    }
}

pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn an_unbroken_copy_loads() {
    assert!(load(&Copy::new().regions(), "kota-bandung").is_ok());
}

#[test]
fn a_region_adds_a_stage_with_data_alone() {
    let packs = Copy::new();
    packs.write(
        "kota-bandung/services/hibah-uang/workflow-1.toml",
        r#"
[[stages]]
key = "deliberation"
[[stages.actions]]
key = "consider"
to = "inspection"

[[stages]]
key = "inspection"
after = "deliberation"
label = { id = "Reviu Inspektorat", en = "Review by the inspectorate" }
tag = { id = "Direviu", en = "Review" }
doing = { id = "{office} sedang mereviu jumlahnya.", en = "{office} is reviewing the amount." }
holder = { role = "inspektorat", office = { agency = "inspektorat" } }
on_line = true
[[stages.actions]]
key = "pass"
label = { id = "Teruskan", en = "Pass on" }
done = { id = "Reviu selesai", en = "The review is done" }
to = "tapd_review"
"#,
    );
    let pack = load(&packs.regions(), "kota-bandung").unwrap();
    let workflow = pack.service("hibah-uang").unwrap().workflow(1).unwrap();
    let line: Vec<_> = workflow.line().map(|s| s.key.as_str()).collect();
    let at = line.iter().position(|k| *k == "inspection").unwrap();
    assert_eq!(line[at - 1..=at + 1], ["deliberation", "inspection", "tapd_review"]);
    let consider = workflow.action("deliberation", "consider").unwrap();
    assert_eq!((consider.to.as_str(), consider.sets_amount.as_deref()), ("inspection", Some("corrected")), "the rest is the shared one's");
}

#[test]
fn a_region_takes_a_list_entry_out_and_replaces_windows() {
    let packs = Copy::new();
    let form = "[[pages]]\nkey = 'organisasi'\n[[pages.fields]]\nkey = 'npwp'\nremove = true\n";
    packs.write("kota-bandung/services/hibah-uang/form.toml", form);
    let service = "[[windows]]\nopens = 2026-01-01\ncloses = 2026-06-30\nfiscal_year = 2027\nlegal_base = 'Contoh'\n";
    packs.write("kota-bandung/services/hibah-uang/service.toml", service);
    let pack = load(&packs.regions(), "kota-bandung").unwrap();
    let service = pack.service("hibah-uang").unwrap();
    assert!(service.form.field("npwp").is_none() && service.form.pages.len() == 8);
    assert_eq!((service.windows.len(), service.brand.as_str()), (1, "Hibah Daerah"));
}

#[test]
fn a_wrong_stage_name() {
    let packs = Copy::new();
    let line = packs.replace(WORKFLOW, "to = \"classification\"", "to = \"clasification\"", "to = \"clasification\"");
    let error = packs.the_fault(WORKFLOW, line);
    assert_eq!(error.what, "no stage `clasification`");
    assert_eq!(error.remedy, "name one of the stages");
    assert!(error.to_string().ends_with(&format!("workflow-1.toml:{line}: no stage `clasification`; name one of the stages")));
}

#[test]
fn a_term_without_a_legal_base() {
    let packs = Copy::new();
    let line = packs.replace(
        WORKFLOW,
        "clock = { days = 14, legal_base = \"Perwal Kota Bandung 825/2013 Pasal 13 ayat (1)\" }",
        "clock = { days = 14 }",
        "clock",
    );
    let error = packs.the_fault(WORKFLOW, line);
    assert_eq!(error.what, "`legal_base` is missing here");
    assert_eq!(error.remedy, "add `legal_base`");
}

#[test]
fn an_empty_legal_base() {
    let packs = Copy::new();
    let from = "legal_base = \"Perwal Kota Bandung 825/2013 Pasal 13 ayat (1)\" }";
    let line = packs.replace(WORKFLOW, from, "legal_base = \"\" }", "legal_base");
    assert_eq!(packs.the_fault(WORKFLOW, line).remedy, "name the article, or write \"proposed\"");
}

#[test]
fn a_missing_list_in_a_form_and_in_a_capture() {
    let packs = Copy::new();
    let line = packs.replace(FORM, "list = \"banks\"", "list = \"bank\"", "list");
    let error = packs.the_fault(FORM, line);
    assert_eq!(error.what, "no list `bank`");
    assert_eq!(error.remedy, "add it to `lists` or correct the name");

    let packs = Copy::new();
    let line = packs.replace(WORKFLOW, "list = \"affairs\"", "list = \"affair\"", "list");
    assert_eq!(packs.the_fault(WORKFLOW, line).what, "no list `affair`");
}

#[test]
fn an_unknown_key_of_a_field() {
    let packs = Copy::new();
    let line = packs.replace(FORM, "max = 150\npublic = true\n", "maximum = 150\npublic = true\n", "maximum");
    let error = packs.the_fault(FORM, line);
    assert_eq!(error.what, "a field of type `text` has no `maximum`");
    assert!(error.remedy.contains("remove it") && error.remedy.contains("max") && error.remedy.contains("show_if"), "{error}");

    let packs = Copy::new();
    let line = packs.replace(FORM, "key = \"price\"\n", "key = \"price\"\ncurrency = \"IDR\"\n", "currency");
    assert_eq!(packs.the_fault(FORM, line).what, "a field of type `rupiah` has no `currency`");
}

#[test]
fn an_unknown_key_elsewhere() {
    let packs = Copy::new();
    let line = packs.replace(WORKFLOW, "on_line = true", "online = true", "online");
    let error = packs.the_fault(WORKFLOW, line);
    assert_eq!(error.what, "`online` is not known here");
    assert!(error.remedy.contains("`on_line`"), "{error}");
}

#[test]
fn a_wrong_type_of_value() {
    let packs = Copy::new();
    let line = packs.replace(FORM, "max = 150", "max = \"150\"", "max");
    let error = packs.the_fault(FORM, line);
    assert_eq!((error.what.as_str(), error.remedy.as_str()), ("`max` is a text", "write a whole number"));

    let packs = Copy::new();
    let line = packs.replace(WORKFLOW, "return_rounds = 2", "return_rounds = \"two\"", "return_rounds");
    let error = packs.the_fault(WORKFLOW, line);
    assert!(error.what.contains("invalid type") && error.remedy.contains("u32"), "{error}");

    let packs = Copy::new();
    let line = packs.replace(WORKFLOW, "effect = \"return\"", "effect = \"send_back\"", "effect");
    let error = packs.the_fault(WORKFLOW, line);
    assert!(error.what.contains("`send_back`") && error.remedy.contains("`resubmit`"), "{error}");

    let packs = Copy::new();
    let line = packs.replace(FORM, "type = \"nik\"", "type = \"ktp\"", "type");
    assert!(packs.the_fault(FORM, line).remedy.contains("nik"));
}

#[test]
fn what_is_not_toml() {
    let packs = Copy::new();
    let line = packs.replace("base/roles.toml", "key = \"kepala-daerah\"", "key = kepala-daerah", "key = kepala-daerah");
    let error = packs.the_fault("base/roles.toml", line);
    assert!(error.what.starts_with("this is not TOML"), "{error}");
    assert_eq!(error.remedy, "mend the writing of this line");
}

#[test]
fn a_fault_of_the_region_is_in_the_regions_file() {
    let packs = Copy::new();
    let line = packs.replace("kota-bandung/lists.toml", "agency = \"disdik\"", "agency = \"disdikk\"", "agency");
    assert_eq!(packs.the_fault("kota-bandung/lists.toml", line).what, "no agency `disdikk`");

    let packs = Copy::new();
    let line = packs.replace("kota-bandung/region.toml", "accent = \"#0f5c6e\"", "accent = \"#7fd0e0\"", "accent");
    assert!(packs.the_fault("kota-bandung/region.toml", line).remedy.contains("4.5"));
}

#[test]
fn a_limit_on_a_field_that_is_not_there() {
    let packs = Copy::new();
    let file = "base/services/hibah-uang/service.toml";
    let line = packs.replace(file, "field = \"ends_on\"", "field = \"end_on\"", "field");
    assert_eq!(packs.the_fault(file, line).what, "no field `end_on`");
}

#[test]
fn a_key_that_stands_twice() {
    let packs = Copy::new();
    let line = packs.replace(FORM, "key = \"secretary_name\"", "key = \"leader_nik\"", "key = \"leader_nik\"");
    assert_eq!(packs.the_fault(FORM, line).what, "`leader_nik` stands twice");
}

#[test]
fn files_that_nobody_reads_and_folders_that_are_not_there() {
    let packs = Copy::new();
    packs.write("kota-bandung/agency.toml", "");
    assert!(packs.the_fault("kota-bandung/agency.toml", 1).remedy.contains("agencies.toml"));

    let packs = Copy::new();
    let line = packs.replace("kota-bandung/region.toml", "extends = \"base\"", "extends = \"bsae\"", "extends");
    assert_eq!(packs.the_fault("kota-bandung/region.toml", line).what, "no folder `bsae`");

    let packs = Copy::new();
    packs.replace("kota-bandung/region.toml", "extends = \"base\"", "extends = \"kota-bandung\"", "extends");
    assert_eq!(packs.the_fault("kota-bandung/region.toml", 1).what, "`kota-bandung` extends itself");

    let packs = Copy::new();
    fs::rename(packs.regions().join("kota-bandung"), packs.regions().join("kota-lain")).unwrap();
    let errors = load_all(&packs.regions()).unwrap_err().0;
    assert!(errors.len() == 1 && errors[0].file.ends_with("kota-lain/region.toml") && errors[0].line == 5, "{errors:?}");
}

#[test]
fn a_row_of_places_that_does_not_fit() {
    let packs = Copy::new();
    let file = "kota-bandung/villages.csv";
    let line = packs.replace(file, "32.73.02.1001,Cipaganti", "32.99.02.1001,Cipaganti", "32.99");
    assert_eq!(packs.the_fault(file, line).what, "no district `32.99.02` for the village 32.99.02.1001");

    let packs = Copy::new();
    let file = "kota-bandung/districts.csv";
    let line = packs.replace(file, "32.73.02,Coblong,-6.8849,107.6154", "32.73.02,Coblong,-6.8849", "32.73.02,");
    assert!(packs.errors().iter().any(|e| e.file.ends_with(file) && e.line == line && e.remedy.contains("longitude")));
}

#[test]
fn two_regions_of_one_code() {
    let packs = Copy::new();
    copy(&packs.regions().join("kota-bandung"), &packs.regions().join("kota-kedua"));
    packs.replace("kota-kedua/region.toml", "slug = \"kota-bandung\"", "slug = \"kota-kedua\"", "slug");
    let errors = load_all(&packs.regions()).unwrap_err();
    assert_eq!(errors.0.len(), 1);
    assert!(errors.to_string().contains("`kota-kedua` has the code 32.73 of `kota-bandung`; give each region its own official code"));
}

#[test]
fn all_faults_are_said_at_once() {
    let packs = Copy::new();
    let first = packs.replace("base/roles.toml", "key = \"kepala-daerah\"", "key = kepala-daerah", "key = kepala-daerah");
    let second = packs.replace("kota-bandung/lists.toml", "key = \"pendidikan\"", "key = \"pendidikan", "key = \"pendidikan");
    let found: Vec<_> = packs.errors().into_iter().map(|e| e.line).collect();
    assert_eq!(found, [first, second]);
}
