//! What the personnel office brings in, what is corrected afterwards, and who watches over it. On both databases.
use crate::{
    browser::{Browser, pairs},
    performance::{Says, at, entries, staffed, tell},
    town::Town,
};
use http::Method;
use serde_json::json;

/// Sends a table, and opens what it would do.
async fn bring(town: &Town, session: &str, kind: &str, table: &str, more: &[(&str, &str)]) -> String {
    let mut texts = vec![("jenis", kind), ("tindakan", "periksa")];
    texts.extend_from_slice(more);
    Browser::of(town, session).send_parts(&at("/data"), &texts, &[("tabel", "tabel.csv", "text/csv", table.as_bytes())]).await.says()
}

/// Takes what was looked at.
async fn take(town: &Town, session: &str, looked: &str) -> String {
    let value = |name: &str| {
        let behind = looked.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {looked}"));
        behind.split('"').next().unwrap().to_owned()
    };
    let all = ["jenis", "isi", "sebab", "lengkap"].map(|name| (name, value(name)));
    let mut texts: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    texts.push(("tindakan", "ambil"));
    Browser::of(town, session).send_parts(&at("/data"), &texts, &[]).await.says()
}

fn number_on(slip: &str) -> String {
    slip.split("<span class=\"small\">").find_map(|s| s.get(..18).filter(|n| n.starts_with("199999"))).unwrap().to_owned()
}

/// A wrong attendance is objected to, heard, granted, mended by a table and paid in the next month; the signed month stays as it was.
pub(crate) async fn corrected(town: &Town) {
    staffed(town).await;
    let [keeper, signer, clerk, assessor, judge] = [
        town.persona("kepegawaian").await,
        town.persona("sekda").await,
        town.persona("verifikator-izin").await,
        town.persona("kasi-izin").await,
        town.persona("kabid-izin").await,
    ];
    let (mut of_keeper, mut of_signer) = (Browser::of(town, &keeper), Browser::of(town, &signer));
    let act = |what: &str| pairs(&[("tindakan", what), ("kata", "")]);
    of_keeper.follow(&at("/bulan/2026-05"), &act("hitung")).await;
    let number = number_on(&town.get(&at("/slip/2026-05"), Some(&clerk)).await.says());
    // A table is looked at first; what is wrong with it is said line by line, and nothing of it is taken.
    let head = "nomor_pegawai;tanggal;datang;pulang;keterangan\n";
    let wrong = format!(
        "{head}{number};2026-05-12;09:00;16:00;\n320000;2026-05-12;07:30;16:00;\n{number};2026-05-12;07:30;16:00;\n{number};32-05-2026;07:30;16:00;\n{number};2026-05-13;07:30;16:00;cuti-tahunan\n{number};2026-05-18;16:00;07:30;\n{number};2026-05-19;;;liburan\n{number};2026-07-07;07:30;;\n"
    );
    let looked = bring(town, &keeper, "kehadiran", &wrong, &[]).await;
    for words in [
        "bukan pegawai daerah ini: 320000",
        "sama dengan baris 2",
        "32-05-2026",
        "tercatat cuti sekaligus hadir",
        "jam pulang sebelum jam datang",
        "liburan",
        "tanggalnya belum tiba",
    ] {
        assert!(looked.contains(words), "{words}: {looked}");
    }
    assert!(!looked.contains("Simpan perubahan ini"));
    let late = format!("{head}{number};2026-05-12;09:00;16:00;\n");
    let looked = bring(town, &keeper, "kehadiran", &late, &[]).await;
    assert!(looked.contains("→ 09.00–16.00"), "{looked}");
    assert!(take(town, &keeper, &looked).await.contains("Tersimpan"));
    of_keeper.follow(&at("/bulan/2026-05"), &act("kunci")).await;
    let frozen = bring(town, &keeper, "kehadiran", &format!("{head}{number};2026-05-12;07:30;16:00;\n"), &[]).await;
    assert!(frozen.contains("sedang dikunci; buka dahulu"), "{frozen}");
    let object = pairs(&[("keberatan", "Pada 12 Mei mesin hadir rusak sampai pukul 09.00")]);
    let mut of_clerk = Browser::of(town, &clerk);
    let early = of_clerk.follow(&at("/slip/2026-05/keberatan"), &object).await.says();
    assert!(early.contains("belum ditandatangani"), "{early}");
    of_signer.follow(&at("/bulan/2026-05"), &act("tandatangan")).await;
    let slip = town.get(&at("/slip/2026-05"), Some(&clerk)).await.says();
    assert!(slip.contains("Terlambat 90 menit") && slip.contains("Ajukan keberatan"), "{slip}");
    let short = of_clerk.follow(&at("/slip/2026-05/keberatan"), &pairs(&[("keberatan", "salah")])).await.says();
    assert!(short.contains("Tulis alasannya") && short.contains(">salah</textarea>"), "what was typed stays: {short}");
    let filed = of_clerk.follow(&at("/slip/2026-05/keberatan"), &object).await.says();
    assert!(filed.contains("Keberatan terkirim") && filed.contains("Senin, 20 Juli 2026"), "{filed}");
    let id =
        town.get(&at("/keberatan"), Some(&clerk)).await.says().split("/kinerja/keberatan/").nth(1).unwrap().get(..36).unwrap().to_owned();
    let page = at(&format!("/keberatan/{id}"));
    assert!(of_clerk.follow(&at("/slip/2026-05/keberatan"), &object).await.says().contains("sudah ada"), "one for a month");
    // A stranger sees nothing of it; whoever judged does not decide; both sides are heard first.
    assert_eq!(town.get(&page, Some(&town.persona("pegawai").await)).await.status, 404);
    let grant = pairs(&[("tindakan", "kabul"), ("alasan", "Kerusakan mesin tercatat di bagian umum")]);
    let mut of_assessor = Browser::of(town, &assessor);
    assert!(of_assessor.follow(&page, &grant).await.says().contains("atasan dari penilai"));
    let mut of_judge = Browser::of(town, &judge);
    assert!(of_judge.follow(&page, &grant).await.says().contains("Penilai belum didengar"));
    let said = of_assessor.follow(&page, &pairs(&[("tindakan", "sampaikan"), ("keterangan", "Benar, hari itu mesin rusak")])).await.says();
    assert!(said.contains("Benar, hari itu mesin rusak"), "{said}");
    let decided = of_judge.follow(&page, &grant).await.says();
    assert!(decided.contains("Keputusan ini final"), "{decided}");
    assert!(of_judge.follow(&page, &grant).await.says().contains("putusannya final"));
    // The attendance is mended with its reason; the signed slip stays, and the next month has the line.
    let mended = format!("{head}{number};2026-05-12;07:30;16:00;\n");
    assert!(bring(town, &keeper, "kehadiran", &mended, &[]).await.contains("isi sebab perubahannya"));
    let looked = bring(town, &keeper, "kehadiran", &mended, &[("sebab", "Mesin hadir rusak 12 Mei")]).await;
    assert!(looked.contains("menjadi koreksi"), "{looked}");
    take(town, &keeper, &looked).await;
    assert!(town.get(&at("/slip/2026-05"), Some(&clerk)).await.says().contains("Terlambat 90 menit"), "never a rewrite");
    town.later(3);
    // Sessions end by themselves over days.
    let (keeper, clerk) = (town.persona("kepegawaian").await, town.persona("verifikator-izin").await);
    let mut of_keeper = Browser::of(town, &keeper);
    of_keeper.follow(&at("/bulan/2026-06"), &act("kunci")).await;
    let next = town.get(&at("/slip/2026-06"), Some(&clerk)).await.says();
    assert!(next.contains("Koreksi Mei 2026") && next.contains("Mesin hadir rusak 12 Mei"), "{next}");
    let line = next.split("Koreksi Mei 2026").nth(1).unwrap().split("<dd>").nth(1).unwrap().split("</dd>").next().unwrap().to_owned();
    assert!(line.starts_with("Rp"), "it is paid, not taken: {line}");
    // Everybody else's slip is as it was.
    let other = town.get(&at("/slip/2026-06"), Some(&town.persona("pegawai").await)).await.says();
    assert!(!other.contains("Koreksi"), "{other}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "months and objections are what their events say");
}

/// A machine sends attendance: looked at first, refused whole where a line is wrong, and kept once it is right.
pub(crate) async fn sent(town: &Town) {
    staffed(town).await;
    let (keeper, clerk) = (town.persona("kepegawaian").await, town.persona("pegawai").await);
    Browser::of(town, &keeper).follow(&at("/bulan/2026-05"), &pairs(&[("tindakan", "hitung"), ("kata", "")])).await;
    let number = number_on(&town.get(&at("/slip/2026-05"), Some(&clerk)).await.says());
    let path = format!("/api/v1/{}/attendance", crate::town::REGION);
    let line = |day: &str, came: &str| json!({ "number": number, "day": day, "came": came, "left": "16:00" });
    let send = async |session: &str, body: serde_json::Value| town.api(Method::POST, &path, Some(session), Some(body)).await;
    send(&clerk, json!({ "lines": [line("2026-06-02", "09:10")] })).await.expect(403);
    let wrong = json!({ "lines": [line("2026-06-02", "09:10"), line("2027-06-02", "07:30"), { "number": "320000", "day": "2026-06-02" }], "write": true });
    let refused = send(&keeper, wrong).await.expect(422);
    assert_eq!((refused["kept"].clone(), refused["refused"][0]["fault"].clone()), (json!(false), json!("future")), "{refused}");
    assert_eq!((refused["refused"][1]["place"].clone(), refused["refused"][1]["fault"].clone()), (json!(2), json!("unknown_staff")));
    let looked = send(&keeper, json!({ "lines": [line("2026-06-02", "09:10")] })).await.expect(200);
    assert_eq!((looked["kept"].clone(), looked["changed"].clone()), (json!(false), json!(1)), "{looked}");
    let kept = send(&keeper, json!({ "lines": [line("2026-06-02", "09:10")], "write": true })).await.expect(200);
    assert_eq!(kept["kept"], json!(true), "{kept}");
    let again = send(&keeper, json!({ "lines": [line("2026-06-02", "09:10")], "write": true })).await.expect(200);
    assert_eq!(again["same"], json!(1), "{again}");
}

/// An administrator says whose account is whose: that one has a log from then on. Nobody says it of their own, and no member of staff has
/// two accounts.
pub(crate) async fn linked(town: &Town) {
    const PEOPLE: &str = "/kota-bandung/kelola/orang";
    staffed(town).await;
    let (first, keeper, officer) = (town.persona("admin").await, town.persona("kepegawaian").await, town.persona("ppk").await);
    assert_eq!(town.get(&at(""), Some(&officer)).await.status, 403, "no member of staff is known behind the account");
    let mut admin = Browser::of(town, &first);
    let post = |page: &str| page.split("name=\"jabatan\" value=\"").nth(1).map(|rest| rest[..36].to_owned());
    let find = async |who: &str| {
        let page = Browser::of(town, &first).open(&format!("{PEOPLE}?cari={who}")).await.says();
        post(&page).unwrap_or_else(|| panic!("{who}: {page}"))
    };
    let of_officer = find("ppk@kota-bandung.demo.test").await;
    let table = town.get(&at("/data/organisasi.csv"), Some(&keeper)).await.text();
    let number = |key: &str| {
        let line = table.lines().find(|line| line.starts_with(&format!("{key};"))).unwrap();
        line.split(';').nth(9).unwrap().to_owned()
    };
    let (free, taken) =
        (number("arsiparis-1"), number_on(&town.get(&at("/slip/2026-05"), Some(&town.persona("pegawai").await)).await.says()));
    let say = |post: &str, number: &str| pairs(&[("tindakan", "hubungkan"), ("jabatan", post), ("pegawai", number)]);
    let odd = admin.follow(PEOPLE, &say(&of_officer, "320000")).await.says();
    assert!(odd.contains("tidak ada dalam data pegawai"), "{odd}");
    let twice = admin.follow(PEOPLE, &say(&of_officer, &taken)).await.says();
    assert!(twice.contains("sudah punya akun"), "{twice}");
    let kept = admin.follow(PEOPLE, &say(&of_officer, &format!(" {free} "))).await.says();
    assert!(kept.contains("Hubungan pegawai tersimpan") && kept.contains(&format!("menghubungkan akun dengan pegawai {free}")), "{kept}");
    assert_eq!(town.get(&at(""), Some(&officer)).await.status, 200, "and has a log at once");
    let found = admin.open(&format!("{PEOPLE}?cari={free}")).await.says();
    assert!(found.contains("ppk@kota-bandung.demo.test"), "found by the number as well: {found}");
    // One's own is another's to say.
    let second = town.persona("admin-2").await;
    let of_admin = post(&Browser::of(town, &second).open(&format!("{PEOPLE}?cari=admin@kota-bandung")).await.says()).unwrap();
    let own = admin.follow(PEOPLE, &say(&of_admin, &number("arsiparis-1"))).await.says();
    assert!(own.contains("administrator lain"), "{own}");
    let gone = admin.follow(PEOPLE, &say(&of_officer, "")).await.says();
    assert!(gone.contains("melepas hubungan pegawai"), "{gone}");
    assert_eq!(town.get(&at(""), Some(&officer)).await.status, 403);
    let mut clerk = Browser::of(town, &officer);
    assert_eq!(clerk.follow(PEOPLE, &say(&of_officer, &free)).await.status, 403);
}

#[tokio::test]
async fn an_account_is_linked_with_its_member_of_staff() {
    linked(&Town::open().await).await;
}

#[tokio::test]
async fn a_machine_sends_attendance() {
    sent(&Town::open().await).await;
}

/// The organisation goes out as a table and comes back; what does not hold together is refused.
pub(crate) async fn organised(town: &Town) {
    staffed(town).await;
    let (keeper, clerk) = (town.persona("kepegawaian").await, town.persona("pegawai").await);
    assert_eq!(town.get(&at("/data"), Some(&clerk)).await.status, 403);
    assert_eq!(town.get(&at("/data/organisasi.csv"), Some(&clerk)).await.status, 403);
    let table = town.get(&at("/data/organisasi.csv"), Some(&keeper)).await.text();
    assert_eq!(table.lines().count(), 64);
    let same = bring(town, &keeper, "organisasi", &table, &[]).await;
    assert!(
        same.contains("<dt>Baru</dt><dd>0</dd>") && same.contains("<dt>Berubah</dt><dd>0</dd>") && same.contains("<dd>63</dd>"),
        "{same}"
    );
    let head = table.lines().next().unwrap();
    let line = |key: &str| table.lines().find(|l| l.starts_with(&format!("{key};"))).unwrap().to_owned();
    // An acting head, from tomorrow: a second line for the position. Two holders at once are refused, and so is a circle.
    let kasi = line("kasi-data");
    let cells: Vec<&str> = kasi.split(';').collect();
    let acting = |who: &str, name: &str, how: &str| {
        let mut cells = cells.clone();
        (cells[9], cells[10], cells[11], cells[12], cells[13]) = (who, name, how, "2026-07-07", "2026-07-31");
        cells.join(";")
    };
    let clerk_line = line("pengolah-data-1");
    let (number, name) = (clerk_line.split(';').nth(9).unwrap(), clerk_line.split(';').nth(10).unwrap());
    let two = bring(town, &keeper, "organisasi", &format!("{head}\n{}\n", acting(number, name, "definitif")), &[]).await;
    assert!(two.contains("2 × definitif") && two.contains("2 × nomor_pegawai"), "{two}");
    let circle = line("kadis").replace(";setda;", ";verifikator-1;");
    assert!(bring(town, &keeper, "organisasi", &format!("{head}\n{circle}\n"), &[]).await.contains("atasan ↻"));
    let class = line("arsiparis-1").replace(";VII;", ";XX;");
    assert!(bring(town, &keeper, "organisasi", &format!("{head}\n{class}\n"), &[]).await.contains("kelas: \"XX\" tidak dikenal"));
    let looked = bring(town, &keeper, "organisasi", &format!("{head}\n{}\n", acting(number, name, "plt")), &[]).await;
    assert!(looked.contains("<dt>Baru</dt><dd>1</dd>"), "{looked}");
    assert!(take(town, &keeper, &looked).await.contains("Tersimpan"));
    assert_eq!(town.get(&at("/data/organisasi.csv"), Some(&keeper)).await.text().lines().count(), 65, "and is there at once");
    // Figures: whose they are has to be known, and nothing is divided by nothing.
    let figures = "bulan;kode;milik;realisasi;target\n2026-06;budget;dpmptsp;900;1000\n2026-06;budget;entah;1;2\n2026-06;warna;dpmptsp;1;2\n2026-06;iku;dpmptsp;1;0\n";
    let looked = bring(town, &keeper, "angka", figures, &[]).await;
    for words in ["milik: \"entah\" tidak dikenal", "kode: \"warna\" tidak dikenal", "target: \"0\" tidak terbaca"] {
        assert!(looked.contains(words), "{words}: {looked}");
    }
    assert!(bring(town, &keeper, "angka", "bulan;kode\n", &[]).await.contains("Kolom milik tidak ada"));
    assert!(bring(town, &keeper, "angka", "bulan;kode;milik;realisasi;target\n", &[]).await.contains("Tabelnya kosong"));
}

/// Those who stand above walk through the organisation; overseers say whether a pattern holds; a sanction cuts from its month on; and what
/// nobody judged lapses when a month is frozen.
pub(crate) async fn overseen(town: &Town) {
    staffed(town).await;
    let (keeper, clerk, overseer) = (town.persona("kepegawaian").await, town.persona("pegawai").await, town.persona("inspektorat").await);
    let head = town.persona("kasi-izin").await;
    let whole = town.get(&at("/organisasi"), Some(&overseer)).await.says();
    assert!(whole.contains("Dinas Contoh"), "{whole}");
    assert_eq!(town.get(&at("/organisasi"), Some(&clerk)).await.status, 403, "who leads nobody has nothing to walk through");
    let unit = town.get(&at("/organisasi?unit=bidang-izin"), Some(&head)).await.says();
    assert!(unit.contains("Verifikator Pendaftaran") && unit.contains("Menunggu"), "{unit}");
    assert_eq!(town.get(&at("/organisasi?unit=bidang-hibah"), Some(&head)).await.status, 403, "nor another's unit");
    assert_eq!(town.get(&at("/organisasi?unit=entah"), Some(&overseer)).await.status, 404);
    // A pattern is answered by whom it is about, and judged by whoever watches; the keeper of months does neither.
    let month = town.get(&at("/bulan/2026-05"), Some(&overseer)).await.says();
    let marked = month.split("/kinerja/slip/2026-05?pegawai=").nth(1).unwrap().get(..18).unwrap().to_owned();
    let slip = at(&format!("/slip/2026-05?pegawai={marked}"));
    assert!(town.get(&slip, Some(&overseer)).await.says().contains("Tidak terbukti"));
    assert!(!town.get(&slip, Some(&keeper)).await.says().contains("Tidak terbukti"));
    let flag = town
        .get(&slip, Some(&overseer))
        .await
        .says()
        .split("name=\"tanda\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    // Whom it is about answers it, once a sentence stands there; nobody answers for them.
    let answer = pairs(&[("tanda", &flag), ("penjelasan", "Menit itu dari rapat yang diperpanjang")]);
    let other = Browser::of(town, &clerk).follow(&at("/slip/2026-05/penjelasan"), &answer).await.says();
    assert!(!town.get(&slip, Some(&overseer)).await.says().contains("Menit itu dari rapat"), "{other}");
    let check = pairs(&[("tanda", &flag), ("pegawai", &marked), ("tindakan", "tidak")]);
    let refused = Browser::of(town, &keeper).follow(&at("/slip/2026-05/pemeriksaan"), &check).await.says();
    assert!(!refused.contains("Hasil pemeriksaan tercatat"), "{refused}");
    let checked = Browser::of(town, &overseer).follow(&at("/slip/2026-05/pemeriksaan"), &check).await.says();
    assert!(checked.contains("Hasil pemeriksaan tercatat") && checked.contains("Diperiksa: tidak terbukti"), "{checked}");
    // A sanction, for one month, from July on.
    let mut of_keeper = Browser::of(town, &keeper);
    of_keeper.follow(&at("/bulan/2026-05"), &pairs(&[("tindakan", "hitung"), ("kata", "")])).await;
    let number = number_on(&town.get(&at("/slip/2026-05"), Some(&clerk)).await.says());
    let sanction = |number: &str, from: &str| pairs(&[("nomor", number), ("hukuman", "teguran"), ("mulai", from), ("surat", "SK/12/2026")]);
    assert!(of_keeper.follow(&at("/data/hukuman"), &sanction("000", "2026-07")).await.says().contains("Periksa nomor pegawai"));
    assert!(
        of_keeper.follow(&at("/data/hukuman"), &sanction(&number, "2026-04")).await.says().contains("Periksa nomor pegawai"),
        "April is paid"
    );
    assert!(of_keeper.follow(&at("/data/hukuman"), &sanction(&number, "2026-07")).await.says().contains("Hukuman tercatat"));
    // One entry of July waits; when the month is frozen nobody has judged it.
    let told = [
        ("kode", "A01"),
        ("jumlah", "1"),
        ("uraian", "Surat terakhir bulan Juli nomor 99"),
        ("hari", "2026-07-03"),
        ("mulai", "20:00"),
        ("selesai", "20:30"),
    ];
    tell(town, &clerk, &at("/catat"), &told).await;
    let id = town.get(&at("?hari=2026-07-03"), Some(&clerk)).await.says();
    let id = entries(id.split("Surat terakhir bulan Juli nomor 99").nth(1).unwrap()).remove(0);
    // The ninth of August: July can be judged no more.
    town.later(34);
    let (keeper, clerk) = (town.persona("kepegawaian").await, town.persona("pegawai").await);
    let freeze = pairs(&[("tindakan", "kunci"), ("kata", "")]);
    let mut of_keeper = Browser::of(town, &keeper);
    let first = of_keeper.follow(&at("/bulan/2026-07"), &freeze).await.says();
    assert!(first.contains("Kunci dahulu bulan Mei 2026"), "months are frozen in their order: {first}");
    for month in ["2026-05", "2026-06", "2026-07"] {
        of_keeper.follow(&at(&format!("/bulan/{month}")), &freeze).await;
    }
    let back = of_keeper.follow(&at("/bulan/2026-06"), &pairs(&[("tindakan", "buka"), ("kata", "Berkas susulan")])).await.says();
    assert!(back.contains("Buka dahulu bulan Juli 2026"), "and opened from the last: {back}");
    assert!(town.get(&at(&format!("/catatan/{id}")), Some(&clerk)).await.says().contains("Lewat waktu tanpa dinilai"));
    let slip = town.get(&at("/slip/2026-07"), Some(&clerk)).await.says();
    assert!(slip.contains("Teguran lisan atau tertulis") && slip.contains("Potongan hukuman"), "{slip}");
    let late = town
        .get(
            &at(&format!("/slip/2026-07?pegawai={}", number_on(&town.get(&at("/slip/2026-07"), Some(&keeper)).await.says()))),
            Some(&keeper),
        )
        .await;
    assert!(late.says().contains("Kegiatan bawahan yang terlambat divalidasi"), "it counts against whose duty it was");
}

#[tokio::test]
async fn offices_are_overseen() {
    overseen(&Town::open().await).await;
}

#[tokio::test]
async fn a_correction_is_a_line_of_the_next_month() {
    corrected(&Town::open().await).await;
}

#[tokio::test]
async fn an_organisation_goes_out_and_comes_back() {
    organised(&Town::open().await).await;
}
