use super::*;
use crate::form::Answer;

struct Everywhere;
impl Areas for Everywhere {
    fn has_district(&self, code: &str) -> bool {
        code == "32.73.02"
    }
    fn has_village(&self, code: &str) -> bool {
        code.starts_with("32.73.02.")
    }
}

fn form() -> Form {
    toml::from_str(
        r#"
        [[pages]]
        key = "budget"
        title = { id = "Untuk apa dananya?", en = "What is the money for?" }
        [[pages.fields]]
        key = "budget"
        type = "rows"
        max = 3
        label = { id = "Rencana", en = "Plan" }
        add = { id = "Tambah", en = "Add" }
        columns = [
          { key = "what", type = "text", max = 20, label = { id = "Uraian", en = "Item" } },
          { key = "count", type = "number", min = 1, label = { id = "Banyaknya", en = "Count" } },
          { key = "price", type = "rupiah", label = { id = "Harga", en = "Price" } },
          { key = "amount", type = "computed", rupiah = true, value = { rule = { "*" = [{ var = "answers.count" }, { var = "answers.price" }] } }, label = { id = "Jumlah", en = "Amount" } },
        ]
        [[pages.fields]]
        key = "total"
        type = "computed"
        rupiah = true
        value = { sum = "budget.amount" }
        label = { id = "Total", en = "Total" }
        [[pages.fields]]
        key = "why_much"
        type = "long_text"
        label = { id = "Mengapa", en = "Why" }
        show_if = { ">" = [{ var = "answers.total" }, 1000000] }
        [[pages.fields]]
        key = "nik"
        type = "nik"
        label = { id = "NIK", en = "NIK" }
        [[pages.fields]]
        key = "district"
        type = "district"
        label = { id = "Kecamatan", en = "District" }
        [[pages.fields]]
        key = "village"
        type = "village"
        of = "district"
        label = { id = "Kelurahan", en = "Village" }
        "#,
    )
    .unwrap()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    Answers::from_pairs(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())), 50)
}

fn check<'a>(form: &'a Form, answers: &'a Answers, documents: &'a Documents) -> Check<'a> {
    Check { form, answers, documents, areas: &Everywhere, today: Day::new(2026, 11, 9).unwrap() }
}

const GOOD: &[(&str, &str)] = &[
    ("budget.0.what", "Rak"),
    ("budget.0.count", "2"),
    ("budget.0.price", "1.500.000"),
    ("budget.7.what", " "),
    ("why_much", "perlu"),
    ("nik", "9999010101900001"),
    ("district", "32.73.02"),
    ("village", "32.73.02.1001"),
];

#[test]
fn totals_are_computed_and_empty_rows_vanish() {
    let (form, answers, none) = (form(), answers(GOOD), Documents::default());
    let check = check(&form, &answers, &none);
    assert_eq!(check.facts()["total"], 3_000_000);
    assert_eq!(check.facts()["budget"].as_array().unwrap().len(), 1);
    assert_eq!(check.all(), []);
}

#[test]
fn a_condition_decides_what_is_asked() {
    let (form, none) = (form(), Documents::default());
    let asked = |pairs: &[(&str, &str)]| {
        let answers = answers(pairs);
        check(&form, &answers, &none).asked(&form.pages[0]).iter().any(|f| f.key == "why_much")
    };
    assert!(asked(&[("budget.0.count", "2"), ("budget.0.price", "600000")]));
    assert!(!asked(&[("budget.0.count", "1"), ("budget.0.price", "600000")]));
}

#[test]
fn each_fault_names_its_place_and_what_to_do() {
    let (form, none) = (form(), Documents::default());
    let answers = answers(&[
        ("budget.0.what", "kursi"),
        ("budget.0.count", "banyak"),
        ("budget.0.price", "tiga puluh juta"),
        ("nik", "12"),
        ("district", "11.01.01"),
        ("village", "32.73.02.1001"),
    ]);
    let found = check(&form, &answers, &none).all();
    let lines: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.line(crate::words::Lang::Id))).collect();
    assert_eq!(
        lines,
        [
            ("budget.0.count", "Banyaknya, baris 1: Isi dengan angka bulat, misalnya 25".to_owned()),
            ("budget.0.price", "Harga, baris 1: Isi jumlah dalam rupiah, misalnya 1.500.000".to_owned()),
            ("nik", "NIK: Isi 16 angka NIK seperti di KTP".to_owned()),
            ("district", "Kecamatan: Pilih tempat dari daftar wilayah ini".to_owned()),
            ("village", "Kelurahan: Pilih tempat dari daftar wilayah ini".to_owned()),
        ]
    );
}

#[test]
fn a_strange_nik_warns_and_does_not_stop() {
    let (form, none) = (form(), Documents::default());
    let mut answers = answers(GOOD);
    answers.set("nik", "9999013113900001");
    let check = check(&form, &answers, &none);
    assert_eq!(check.all(), []);
    assert_eq!(check.warnings().len(), 1);
}

#[test]
fn direction_marks_are_refused_and_emoji_are_not() {
    let (form, none) = (form(), Documents::default());
    let fault = |text: &str| {
        let mut answers = answers(GOOD);
        answers.0.insert("why_much".into(), Answer::Text(text.into()));
        check(&form, &answers, &none).all().pop().map(|p| p.fault)
    };
    assert_eq!(fault("baik \u{202e}kilab"), Some(Fault::HiddenCharacters));
    assert_eq!(fault("bagus 👨‍👩‍👧 <script>alert(1)</script>"), None);
}

#[test]
fn a_forged_row_index_cannot_fill_memory() {
    let pairs = (0..10_000).map(|i| (format!("budget.{i}.what"), "x".to_owned()));
    assert_eq!(Answers::from_pairs(pairs, 50).rows("budget").len(), 50);
}
