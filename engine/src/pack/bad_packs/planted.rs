//! A hundred slips of the hand, one at a time: each is found, with the file and the line that it stands on, and in words that say what is
//! wrong. A mark of `*` means that the fault shows up at the entry around it, or where it is used.
mod beside;

use super::Copy;
use crate::pack::load;
use std::fs;

/// File, what stands there, what somebody writes instead, what the line begins with that is said, and what is said.
type Fault = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn found(faults: &[Fault]) {
    let packs = Copy::new();
    for (file, from, to, mark, says) in faults {
        let path = packs.regions().join(file);
        let before = fs::read_to_string(&path).ok();
        let text = before.clone().unwrap_or_default();
        let start = text.find(from).unwrap_or_else(|| panic!("{file} has no {from}"));
        let broken = text.replacen(from, to, 1);
        fs::write(&path, &broken).unwrap();
        let errors = load(&packs.regions(), "kota-bandung").map(drop).err().unwrap_or_else(|| panic!("{file}: {to} passes"));
        let error = errors.iter().find(|e| e.what.contains(says)).unwrap_or_else(|| panic!("{file}: {to}: {errors:#?}"));
        assert!(!error.remedy.is_empty() && error.line > 0, "{error}");
        if *mark != "*" {
            let begins = broken.get(..start).unwrap_or_default().rfind('\n').map_or(0, |at| at + 1);
            let at = begins + broken[begins..].find(mark).unwrap_or_else(|| panic!("{file}: no {mark} behind {from}"));
            let line = broken[..at].matches('\n').count() + 1;
            assert!(error.file.ends_with(&format!("regions/{file}")), "{error}");
            assert_eq!(error.line, line, "{error}");
        }
        match before {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    }
    assert!(load(&packs.regions(), "kota-bandung").is_ok(), "every fault was mended");
}

#[test]
fn who_the_region_is() {
    found(&[
        ("kota-bandung/region.toml", "code = \"32.73\"", "code = \"32-73\"", "code", "32.73"),
        ("kota-bandung/region.toml", "kind = \"kota\"", "kind = \"kotamadya\"", "kind", "kotamadya"),
        ("kota-bandung/region.toml", "zone = \"WIB\"", "zone = \"GMT\"", "zone", "GMT"),
        ("kota-bandung/region.toml", "name = \"Kota Bandung\"", "nama = \"Kota Bandung\"", "nama", "`nama` is not known here"),
        ("kota-bandung/region.toml", "promise = {", "promises = {", "promises", "`promises` is not known here"),
        ("kota-bandung/region.toml", "en = \"Bandung City Government\"", "en = \"\"", "government", "a wording is missing"),
        ("kota-bandung/region.toml", "[region.letterhead]\nlines", "[region.letterhead]\nline", "line", "`line` is not known here"),
        ("base/region.toml", "head = { id = \"Wali Kota\", en = \"mayor\" }\n", "", "*", "no word `head`"),
        ("base/roles.toml", "\"{Words.head} Contoh\"", "\"{Words.heed} Contoh\"", "{Words.heed}", "no word `heed`"),
        ("base/roles.toml", "key = \"tu\"\n", "key = \"tu\"\nsees_all = \"yes\"\n", "sees_all", "invalid type"),
        ("base/roles.toml", "assigns = [\"tu\"]", "assigns = [\"tt\"]", "assigns", "no role `tt`"),
        ("base/roles.toml", "key = \"sekda\"", "key = \"kabag-tu\"", "key = \"kabag-tu\"", "`kabag-tu` stands twice"),
        ("kota-bandung/agencies.toml", "key = \"bkbp\"", "key = \"bkkp\"", "*", "no agency `bkbp`"),
        ("base/calendar.toml", "day = \"2024-02-08\"", "day = \"2024-02-31\"", "day", "2024-02-31"),
        ("base/calendar.toml", "kind = \"joint_leave\"", "kind = \"leave\"", "kind", "`leave`"),
        ("kota-bandung/periods.toml", "until = \"2024-08-15\"", "until = \"2024-05-15\"", "until", "ends before it begins"),
        (
            "kota-bandung/periods.toml",
            "services = [\"bansos-terencana\",",
            "services = [\"bansos-terncana\",",
            "services",
            "no service `bansos-terncana`",
        ),
        ("kota-bandung/districts.csv", "32.73.01,Sukasari,-6.8667", "32.73.01,Sukasari,selatan", "32.73.01", "`selatan` is not a latitude"),
        (
            "base/lists.toml",
            "label = { id = \"Bank BJB\", en = \"Bank BJB\" }",
            "label = { id = \"Bank BJB\" }",
            "label",
            "`en` is missing here",
        ),
        ("base/lists.toml", "key = \"bri\"", "key = \"bjb\"", "key = \"bjb\"", "`bjb` stands twice"),
    ]);
}

#[test]
fn what_can_be_asked_for() {
    found(&[
        ("base/services/hibah-uang/service.toml", "prefix = \"HB\"", "prefix = \"hb\"", "prefix", "can't begin a case number"),
        ("base/services/hibah-uang/service.toml", "title = \"title\"", "title = \"titel\"", "title", "no field `titel`"),
        ("base/services/hibah-uang/service.toml", "find = [\"address\"]", "find = [\"leader_nik\"]", "find", "can't be found by its words"),
        (
            "base/services/hibah-uang/service.toml",
            "fields = [\"leader_nik\"]",
            "fields = [\"leader_nick\"]",
            "fields",
            "no field `leader_nick`",
        ),
        (
            "base/services/hibah-uang/service.toml",
            "var = \"answers.physical\" }, \"ya\"",
            "var = \"answers.phisical\" }, \"ya\"",
            "when",
            "no such field",
        ),
        (
            "base/services/hibah-uang/service.toml",
            "var = \"answers.total\" }, 0",
            "var = \"jawaban.total\" }, 0",
            "when",
            "which is not a fact",
        ),
        ("base/services/hibah-uang/service.toml", "valid_from = \"2015-08-25\"", "valid_from = \"2015-8-25\"", "valid_from", "2015-8-25"),
        ("base/services/hibah-uang/service.toml", "opens = \"07-01\"", "opens = \"07-32\"", "*", "`07-32` is no day of 2024"),
        (
            "base/services/hibah-uang/service.toml",
            "first = 2024\nlast = 2028",
            "first = 2028\nlast = 2024",
            "*",
            "not years in their order",
        ),
        ("base/services/hibah-uang/service.toml", "stage = \"dnc_listed\"\nsign", "stage = \"dnc_list\"\nsign", "*", "at `dnc_list`"),
        ("base/services/hibah-uang/service.toml", "prefix = \"DN\"", "prefix = \"d\"", "prefix", "can't begin a list's number"),
        (
            "base/services/hibah-uang/service.toml",
            "document = \"daftar-nominatif\"",
            "document = \"daftar-nominativ\"",
            "document",
            "no document `daftar-nominativ`",
        ),
        ("base/services/hibah-uang/service.toml", "covered = [\"list\",", "covered = [\"lists\",", "covered", "no action `lists`"),
        ("base/services/hibah-uang/service.toml", "pages = [\"organisasi\",", "pages = [\"organisation\",", "*", "no page `organisation`"),
        (
            "kota-bandung/services/hibah-uang/service.toml",
            "legal_base = \"Perwal Kota Bandung 891/2011 jo. 777/2013",
            "legal_base = \"\" # \"",
            "legal_base",
            "no legal base",
        ),
        (
            "base/services/bansos-terencana/service.toml",
            "like = \"hibah-uang\"",
            "like = \"hibah-uangg\"",
            "like",
            "no such service to be like",
        ),
        (
            "base/services/izin-tdg/service.toml",
            "judges = [\"capital_class\",",
            "judges = [\"capital_clas\",",
            "judges",
            "no judgement `capital_clas`",
        ),
        ("base/services/izin-tdg/service.toml", "holder = \"business_name\"", "holder = \"bisnis_name\"", "*", "no field `bisnis_name`"),
        ("base/services/izin-tdg/service.toml", "paper = \"izin-tdg\"", "paper = \"izin-tgd\"", "*", "issues no `izin-tgd`"),
        (
            "base/services/izin-tdg/service.toml",
            "complaints = { service = \"pengaduan\", field = \"licence\" }",
            "complaints = { service = \"pengaduan\", field = \"license\" }",
            "complaints",
            "no field `license` in the form of `pengaduan`",
        ),
        (
            "base/services/izin-krk/workflow-1.toml",
            "assesses = \"retribusi-krk\"",
            "assesses = \"retribusi-kkr\"",
            "assesses",
            "no formula `retribusi-kkr`",
        ),
    ]);
}

#[test]
fn what_a_form_asks() {
    found(&[
        (
            "base/services/hibah-uang/form.toml",
            "label = { id = \"{Words.district}\", en = \"{Words.district}\" }",
            "label = { id = \"{Words.district}\", en = \"\" }",
            "label",
            "a wording is missing",
        ),
        ("base/services/hibah-uang/form.toml", "type = \"village\"", "type = \"desa\"", "type", "no field has this `type`"),
        ("base/services/hibah-uang/form.toml", "list = \"yes_no\"", "list = \"yesno\"", "list", "no list `yesno`"),
        (
            "base/services/hibah-uang/form.toml",
            "type = \"nik\"\n",
            "type = \"nik\"\npublic = true\n",
            "public",
            "is personal data and can't be public",
        ),
        ("base/services/hibah-uang/form.toml", "accept = [\"pdf\", \"picture\"]", "accept = []", "accept", "takes no kind of file"),
        ("base/services/hibah-uang/form.toml", "accept = [\"pdf\", \"picture\"]", "accept = [\"word\"]", "accept", "of the kind \"word\""),
        (
            "base/services/hibah-uang/form.toml",
            "\"Dari kantor kelurahan atau desa.\"",
            "\"<script>alert(1)</script>\"",
            "hint",
            "`<script` in it",
        ),
        ("base/services/hibah-uang/form.toml", "max_mb = 5", "max_mb = \"5\"", "max_mb", "`max_mb` is a text"),
    ]);
}

#[test]
fn the_way_of_a_case() {
    found(&[
        ("base/services/hibah-uang/workflow-1.toml", "start = \"registry_check\"", "start = \"registry\"", "start", "no stage `registry`"),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "holder = { role = \"tapd\",",
            "holder = { role = \"tpad\",",
            "holder",
            "no role `tpad`",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "office = { agency = \"tapd\" }",
            "office = { agency = \"tpad\" }",
            "holder",
            "no agency `tpad`",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "sets_amount = \"evaluated\"",
            "sets_amount = \"evaluation\"",
            "sets_amount",
            "no rung `evaluation`",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "clock = { days = 14, legal_base",
            "clock = { days = 0, legal_base",
            "clock",
            "so many days, or ends on a date",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "to = \"not_considered\"\neffect = \"refuse\"",
            "to = \"lapsed\"\neffect = \"refuse\"",
            "to",
            "must lead to a refused end",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "to = \"returned\"\neffect = \"return\"",
            "to = \"deliberation\"\neffect = \"return\"",
            "to",
            "must lead to the applicant",
        ),
        ("base/services/hibah-uang/workflow-1.toml", "recuses = true", "recuses = \"yes\"", "recuses", "invalid type"),
        ("base/services/hibah-uang/workflow-1.toml", "guard = { \">=\" = [", "guard = { \">==\" = [", "guard", ">=="),
        ("base/services/hibah-uang/workflow-1.toml", "version = 1", "version = \"satu\"", "version", "invalid type"),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "label = { id = \"Evaluasi dan rekomendasi OPD\"",
            "label = { id = \"\"",
            "label",
            "a wording is missing",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "key = \"remind_7\"\nafter = -7\nnotice = { id = \"Pengembalian dana",
            "key = \"overdue_1\"\nafter = -7\nnotice = { id = \"Pengembalian dana",
            "*",
            "`overdue_1` stands twice",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "[[stages]]\nkey = \"void\"",
            "[[stages]]\nkey = \"alone\"\nlabel = { id = \"Sendiri\", en = \"Alone\" }\ntag = { id = \"Sendiri\", en = \"Alone\" }\ndoing = { id = \"Sendiri\", en = \"Alone\" }\nkind = \"lapsed\"\n\n[[stages]]\nkey = \"void\"",
            "key = \"alone\"",
            "no action leads to `alone`",
        ),
        (
            "base/services/hibah-uang/workflow-1.toml",
            "kind = \"done\"\non_line = true",
            "kind = \"selesai\"\non_line = true",
            "kind",
            "`selesai`",
        ),
        (
            "base/services/izin-tdg/workflow-1.toml",
            "apart_from = [\"registration_check\",",
            "apart_from = [\"registration_chek\",",
            "apart_from",
            "no stage `registration_chek`",
        ),
        ("base/services/izin-tdg/workflow-1.toml", "by_role = \"kasi-izin\"", "by_role = \"kasi-ijin\"", "by_role", "no role `kasi-ijin`"),
        ("base/services/izin-tdg/workflow-1.toml", "raises = \"datang\"", "raises = \"dateng\"", "raises", "no flag `dateng`"),
        ("base/services/izin-tdg/workflow-1.toml", "to = \"deemed_signing\"", "to = \"deemed\"", "*", "no stage `deemed`"),
        (
            "base/services/izin-tdg/workflow-1.toml",
            "from = [\"registration_check\",",
            "from = [\"registration_chek\",",
            "*",
            "no stage `registration_chek`",
        ),
        ("base/services/izin-tdg/workflow-1.toml", "stage = \"reported\" }]", "stage = \"report\" }]", "starts", "no stage `report`"),
    ]);
}

#[test]
fn a_hundred_megabytes_of_texts() {
    let packs = Copy::new();
    fs::write(packs.regions().join("kota-bandung/lists.toml"), "# ".repeat(50 * 1024 * 1024)).unwrap();
    let error = packs.the_fault("kota-bandung/lists.toml", 1);
    assert!(error.what.contains("104857600 bytes"), "{error}");
}

#[test]
fn a_way_that_goes_round_for_ever() {
    let packs = Copy::new();
    let folder = packs.regions().join("kota-bandung/services/hibah-uang");
    let stage = |key: &str, to: &str| {
        format!(
            "[[stages]]\nkey = \"{key}\"\nlabel = {{ id = \"A\", en = \"A\" }}\ntag = {{ id = \"A\", en = \"A\" }}\ndoing = {{ id = \"A\", en = \"A\" }}\nholder = {{ role = \"tu\", office = {{ agency = \"setda-tu\" }} }}\n[[stages.actions]]\nkey = \"on\"\nlabel = {{ id = \"A\", en = \"A\" }}\ndone = {{ id = \"A\", en = \"A\" }}\nto = \"{to}\"\n"
        )
    };
    let begin = "[[stages]]\nkey = \"registry_check\"\n[[stages.actions]]\nkey = \"complete\"\nto = \"round_1\"\n[[stages.actions]]\nkey = \"astray\"\nlabel = { id = \"A\", en = \"A\" }\ndone = { id = \"A\", en = \"A\" }\nto = \"mayor_disposition\"\n";
    fs::write(folder.join("workflow-1.toml"), format!("{begin}{}{}", stage("round_1", "round_2"), stage("round_2", "round_1"))).unwrap();
    let said: Vec<String> = packs.errors().iter().map(ToString::to_string).collect();
    for key in ["round_1", "round_2"] {
        assert!(
            said.iter().any(|e| e.contains("kota-bandung/services/hibah-uang/workflow-1.toml:")
                && e.contains(&format!("no way leads from `{key}` to an end"))),
            "{said:#?}"
        );
    }
}
