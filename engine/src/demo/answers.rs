//! Answers to any form: plainly fictional names, plausible amounts (grants dossier §4).
use super::Luck;
use domain::{
    form::{Answer, Answers, Field, Kind},
    money::Rupiah,
    pack::{Pack, Service},
    time::Day,
    words::{self, Lang},
};
use std::collections::BTreeMap;

const KINDS: &[&str] = &[
    "Yayasan",
    "Karang Taruna",
    "Sanggar Seni",
    "PAUD",
    "Majelis Taklim",
    "Kelompok Tani",
    "Forum Pemuda",
    "Posyandu",
    "Paguyuban",
    "Perpustakaan Warga",
    "Klub Olahraga",
    "Koperasi Warga",
];
const NAMES: &[&str] = &[
    "Contoh Nusantara",
    "Percobaan Jaya",
    "Rekaan Mandiri",
    "Simulasi Ceria",
    "Demo Sejahtera",
    "Uji Coba Lestari",
    "Misal Harapan",
    "Andai Bersama",
    "Fiktif Abadi",
    "Umpama Makmur",
    "Peragaan Indah",
    "Tiruan Sentosa",
];
const WORKS: &[&str] = &[
    "Pelatihan",
    "Perbaikan ruang",
    "Festival",
    "Pengadaan alat",
    "Lomba",
    "Kelas malam",
    "Renovasi",
    "Sosialisasi",
    "Pembinaan",
    "Pentas",
];
const THINGS: &[&str] = &[
    "membaca anak",
    "wirausaha warga",
    "seni tradisi",
    "kesehatan ibu",
    "olahraga pelajar",
    "kebun kota",
    "keterampilan pemuda",
    "bank sampah",
    "baca tulis",
    "tanggap bencana",
];
const NEEDS: &[&str] = &[
    "Perbaikan rumah setelah kebakaran",
    "Biaya berobat anggota keluarga",
    "Perlengkapan sekolah anak yatim",
    "Alat bantu jalan",
    "Perbaikan rumah tidak layak huni",
    "Kebutuhan pokok setelah banjir",
    "Modal kecil setelah kehilangan pekerjaan",
];
const ITEMS: &[(&str, i64)] = &[
    ("Konsumsi peserta", 25_000),
    ("Alat tulis", 15_000),
    ("Sewa tempat", 1_500_000),
    ("Honor narasumber", 750_000),
    ("Spanduk", 250_000),
    ("Transport panitia", 150_000),
    ("Dokumentasi", 1_000_000),
    ("Bahan bangunan", 2_400_000),
    ("Upah tukang", 180_000),
    ("Buku bacaan", 65_000),
];
const FIRST: &[&str] = &["Contohwati", "Misalno", "Umpamasari", "Fiktiawan", "Percobaan", "Rekaning", "Simulasih", "Andaika"];

/// The answers to a whole form; `scale` shrinks the amounts, in percent.
pub(super) fn fill(luck: &mut Luck, pack: &Pack, service: &Service, day: Day, scale: i64) -> Answers {
    let mut answers = Answers::default();
    let lists = &service.lists;
    // Money comes in the next budget year: activities are of that year, and end after they begin.
    let mut planned = day.plus_days(luck.between(240, 380));
    for field in service.form.fields() {
        let key = Some(field.key.as_str());
        let text = if key == lists.organisation.as_deref() {
            format!("{} {} RW {}", one_of(luck, KINDS), one_of(luck, NAMES), luck.between(90, 99))
        } else if key == lists.title.as_deref() {
            match lists.anonymous {
                _ if service.project.is_some() || service.support.is_some() => super::site::title(luck),
                Some(_) => one_of(luck, NEEDS).to_owned(),
                None => format!("{} {} {}", one_of(luck, WORKS), one_of(luck, THINGS), day.year()),
            }
        } else {
            match &field.kind {
                Kind::Rows { columns, .. } => {
                    answers.0.insert(field.key.clone(), Answer::Rows(rows(luck, pack, columns, day, scale)));
                    continue;
                }
                Kind::Village { of } => {
                    let district = of.as_deref().map(|f| answers.text(f).to_owned()).unwrap_or_default();
                    pack.district(&district).and_then(|d| luck.pick(&d.villages)).map(|(code, _)| code.clone()).unwrap_or_default()
                }
                _ if field.optional && luck.percent(60) => String::new(),
                Kind::Date { not_past: false, not_future: false } => {
                    planned = planned.plus_days(luck.between(7, 120));
                    planned.to_string()
                }
                _ => one(luck, pack, field, day),
            }
        };
        if !text.is_empty() {
            answers.set(field.key.clone(), text);
        }
    }
    super::site::settle(luck, pack, service, &mut answers);
    answers
}

fn one_of<'a>(luck: &mut Luck, from: &[&'a str]) -> &'a str {
    luck.pick(from).copied().unwrap_or_default()
}

pub(super) fn rows(luck: &mut Luck, pack: &Pack, columns: &[Field], day: Day, scale: i64) -> Vec<BTreeMap<String, String>> {
    (0..luck.between(3, 6))
        .map(|_| {
            let (item, price) = luck.pick(ITEMS).copied().unwrap_or(("Bahan", 10_000));
            let count = luck.between(1, (6_000_000 / price).clamp(1, 120));
            let mut numbers = [count, price * scale / 100].into_iter();
            columns
                .iter()
                .filter_map(|c| {
                    let text = match &c.kind {
                        Kind::Computed { .. } => return None,
                        Kind::Rupiah { .. } => words::number(numbers.next_back().unwrap_or(price).max(1_000), Lang::Id),
                        Kind::Number { .. } => numbers.next().unwrap_or(1).to_string(),
                        Kind::Text { .. } if c.key.contains("unit") || c.key.contains("satuan") => "buah".to_owned(),
                        Kind::Text { .. } => item.to_owned(),
                        _ => one(luck, pack, c, day),
                    };
                    Some((c.key.clone(), text))
                })
                .collect()
        })
        .collect()
}

/// What is missing in a row that is known in part: of money, most or all of what the row names already.
pub(super) fn fill_row(luck: &mut Luck, columns: &[Field], row: &mut BTreeMap<String, String>) {
    let planned = columns
        .iter()
        .filter(|c| matches!(c.kind, Kind::Rupiah { .. }))
        .find_map(|c| row.get(&c.key)?.parse::<Rupiah>().ok())
        .map(Rupiah::rupiah);
    for column in columns.iter().filter(|c| !c.fixed) {
        let text = match (&column.kind, planned) {
            (Kind::Computed { .. }, _) => continue,
            (Kind::Rupiah { .. }, Some(planned)) => (planned * if luck.percent(70) { 100 } else { 95 } / 100).to_string(),
            (Kind::Rupiah { .. }, None) => "100000".to_owned(),
            (Kind::Choice { options, .. }, _) => luck.pick(options).map(|o| o.key.clone()).unwrap_or_default(),
            _ => "Contoh".to_owned(),
        };
        row.entry(column.key.clone()).or_insert(text);
    }
}

/// Money that was prefilled and may be changed is fitted to what was granted, line by line; a price beside another one is not.
pub(super) fn fit_rows(columns: &[Field], rows: &mut [BTreeMap<String, String>], whole: i64) {
    if columns.iter().filter(|c| !c.fixed && matches!(c.kind, Kind::Rupiah { .. })).count() > 1 {
        return;
    }
    for column in columns.iter().filter(|c| !c.fixed && c.prefill.is_some() && matches!(c.kind, Kind::Rupiah { .. })) {
        let amount = |row: &BTreeMap<String, String>| row.get(&column.key).and_then(|t| t.parse::<Rupiah>().ok()).map_or(0, Rupiah::rupiah);
        let sum = rows.iter().map(amount).sum::<i64>().max(1);
        let mut left = whole;
        let last = rows.len().saturating_sub(1);
        for (i, row) in rows.iter_mut().enumerate() {
            let share = if i == last { left } else { (amount(row) * whole / sum).min(left) };
            left -= share;
            row.insert(column.key.clone(), share.to_string());
        }
    }
}

/// One plausible answer to one field.
pub(super) fn one(luck: &mut Luck, pack: &Pack, field: &Field, day: Day) -> String {
    let digits =
        |luck: &mut Luck, n: usize| (0..n).map(|_| char::from(b'0' + u8::try_from(luck.below(10)).unwrap_or(0))).collect::<String>();
    match &field.kind {
        Kind::Text { max } => {
            let text = if field.key.contains("name") || field.key.contains("leader") || field.key.contains("holder") {
                format!("{} {}", one_of(luck, FIRST), one_of(luck, NAMES))
            } else if field.key.contains("number") || field.key.ends_with("_no") {
                format!("CONTOH/{}/{}", digits(luck, 4), day.year())
            } else {
                format!("Contoh {}", one_of(luck, THINGS))
            };
            text.chars().take(*max as usize).collect()
        }
        Kind::LongText { max } => format!(
            "Keterangan contoh: kegiatan {} untuk warga RW {}. Semua data ini dibuat untuk peragaan.",
            one_of(luck, THINGS),
            luck.between(90, 99)
        )
        .chars()
        .take(*max as usize)
        .collect(),
        Kind::Choice { options, .. } => {
            let now: Vec<_> = options.iter().filter(|o| o.holds_on(day)).collect();
            luck.pick(&now).map(|o| o.key.clone()).unwrap_or_default()
        }
        Kind::Point { .. } => luck
            .pick(&pack.districts)
            .and_then(|d| Some(format!("{:.4}, {:.4}", d.latitude?, d.longitude?)))
            .unwrap_or_else(|| "-6.9147, 107.6098".to_owned()),
        Kind::Confirm => "ya".to_owned(),
        Kind::Nik => format!(
            "9999{:02}{:02}{:02}{:02}{}",
            luck.between(1, 30),
            luck.between(1, 28),
            luck.between(1, 12),
            luck.between(60, 99),
            digits(luck, 3) + "7"
        ),
        Kind::Npwp => format!("99{}", digits(luck, 13)),
        Kind::Phone => format!("0800000{}", digits(luck, 4)),
        Kind::Email => format!("contoh{}@contoh.test", digits(luck, 5)),
        Kind::BankAccount => format!("9999{}", digits(luck, 8)),
        Kind::HomeAddress => format!("Jalan Contoh No. {}, RT 99 RW {}", luck.between(1, 200), luck.between(90, 99)),
        Kind::Rupiah { min, max } => {
            let low = min.unwrap_or(500_000).max(0);
            // Where firms of all sizes are meant, as many are small as are large.
            if let Some(most) = max.filter(|most| low > 0 && most / low >= 1_000) {
                let mut size = low;
                while size < most / 10 && luck.percent(60) {
                    size *= 10;
                }
                return words::number(luck.between(size, (size * 10).min(most)) / 1_000 * 1_000, Lang::Id);
            }
            words::number(luck.between(low, max.unwrap_or(5_000_000).max(low)) / 1000 * 1000 + low % 1000, Lang::Id)
        }
        Kind::Number { min, max, .. } => luck.between(min.unwrap_or(10), max.unwrap_or(120).min(min.unwrap_or(10) + 400)).to_string(),
        Kind::Date { not_past, not_future } => {
            let offset = match (not_past, not_future) {
                (true, _) => luck.between(30, 200),
                (_, true) => -luck.between(0, 3),
                _ => luck.between(10, 120),
            };
            day.plus_days(offset).to_string()
        }
        Kind::Activity => {
            let known: Vec<_> = pack.activities.on(day).flat_map(|e| &e.activities).collect();
            luck.pick(&known).map(|a| a.code.clone()).unwrap_or_default()
        }
        Kind::District => luck.pick(&pack.districts).map(|d| d.code.clone()).unwrap_or_default(),
        Kind::Village { .. } => luck.pick(&pack.districts).and_then(|d| luck.pick(&d.villages)).map(|(c, _)| c.clone()).unwrap_or_default(),
        Kind::File { .. } | Kind::Rows { .. } | Kind::Computed { .. } => String::new(),
    }
}

/// A PDF of two pages that says what it is.
pub(super) fn paper(title: &str) -> Vec<u8> {
    let leaf = |page: u32| {
        let lines: String = (1..=24).map(|line| format!(" 0 -22 Td ({line}. Baris contoh dari halaman {page}) Tj")).collect();
        let head = format!("/F1 22 Tf 72 760 Td ({title}) Tj 0 -34 Td /F1 13 Tf (Dibuat untuk peragaan. Bukan dokumen sungguhan.) Tj");
        let text = format!("BT {head} 0 -22 Td (Halaman {page} dari 2) Tj{lines} ET");
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
    };
    let page = |content: u32| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 7 0 R >> >> >>")
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
        page(5),
        page(6),
        leaf(1),
        leaf(2),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let table = pdf.len();
    pdf.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|p| pdf.push_str(&format!("{p:010} 00000 n \n")));
    pdf.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    pdf.into_bytes()
}
