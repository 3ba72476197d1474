//! A log is told, judged, summed into slips, signed and paid, through the pages alone. On both databases.
use crate::{
    answers::Answer,
    browser::{Browser, pairs},
    town::{REGION, Town, parts},
};
use axum::body::Body;
use engine::DemoPlan;
use http::{Request, header};

/// A town whose demonstration agency has its months.
async fn staffed(town: &Town) {
    town.engine.demo(DemoPlan { seed: 1, cases: 0, staff: 63, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
}

/// Sends a form in parts and opens the page that it leads to.
async fn tell(town: &Town, session: &str, path: &str, texts: &[(&str, &str)]) -> Answer {
    let (kind, body) = parts(texts, &[]);
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::COOKIE, format!("{}={session}", engine::COOKIE));
    let answer = town.ask(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    town.get(answer.headers[header::LOCATION].to_str().unwrap(), Some(session)).await
}

/// What a page says, without the marks between its pieces.
trait Says {
    fn says(&self) -> String;
}

impl Says for Answer {
    fn says(&self) -> String {
        self.text().replace("<!>", "")
    }
}

fn at(path: &str) -> String {
    format!("/{REGION}/kinerja{path}")
}

/// The ids of the entries that a page names.
fn entries(page: &str) -> Vec<String> {
    let mut ids: Vec<String> = page
        .split("/kinerja/catatan/")
        .skip(1)
        .filter_map(|rest| rest.get(..36))
        .filter(|id| !id.contains('/'))
        .map(str::to_owned)
        .collect();
    ids.dedup();
    ids
}

/// What one day asks of somebody: what is wrong is said where it is wrong, and what was typed stays.
pub(crate) async fn told(town: &Town) {
    staffed(town).await;
    let clerk = town.persona("pegawai").await;
    let day = town.get(&at(""), Some(&clerk)).await;
    assert_eq!(day.status, 200);
    assert!(day.says().contains("Hari ini") && day.says().contains("Yang sering Anda lakukan"), "{}", day.says());
    let wrong = [
        ("kode", ""),
        ("jumlah", "0"),
        ("uraian", "Surat <b>undangan</b>"),
        ("hari", "2026-07-06"),
        ("mulai", "08:30"),
        ("selesai", "07:30"),
    ];
    let page = tell(town, &clerk, &at("/catat"), &wrong).await.says();
    for words in ["Ada 3 yang perlu diperbaiki", "Pilih kegiatan dari daftar", "Isi jumlah hasilnya", "Jam selesai harus sesudah jam mulai"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Surat &lt;b&gt;undangan&lt;/b&gt;") && page.contains("value=\"08:30\""), "what was typed stays: {page}");
    let letters = [
        ("kode", "A01"),
        ("jumlah", "2"),
        ("uraian", "Undangan rapat nomor 005/12"),
        ("hari", "2026-07-06"),
        ("mulai", "07:30"),
        ("selesai", "08:40"),
    ];
    let page = tell(town, &clerk, &at("/catat"), &letters).await.says();
    assert!(page.contains("Kegiatan tersimpan") && page.contains("60 menit dihitung"), "two letters are worth an hour: {page}");
    let over = [
        ("kode", "A01"),
        ("jumlah", "1"),
        ("uraian", "Undangan lain nomor 006"),
        ("hari", "2026-07-06"),
        ("mulai", "08:30"),
        ("selesai", "09:00"),
    ];
    let page = tell(town, &clerk, &at("/catat"), &over).await.says();
    assert!(page.contains("Bertumpuk dengan kegiatan lain pukul 07.30–08.40"), "{page}");
    // Without times it is put behind the last one; nothing is entered before it is over.
    let free = [("kode", "A05"), ("jumlah", "3"), ("uraian", "Surat masuk nomor agenda 11-13"), ("hari", "2026-07-06")];
    assert!(tell(town, &clerk, &at("/catat"), &free).await.says().contains("08.40–08.55"));
    let early = [("kode", "B04"), ("jumlah", "1"), ("uraian", "Koordinasi dengan kecamatan"), ("hari", "2026-07-06")];
    assert!(tell(town, &clerk, &at("/catat"), &early).await.says().contains("Jam selesai belum lewat"));
    let old = [
        ("kode", "A01"),
        ("jumlah", "1"),
        ("uraian", "Surat bulan lalu nomor 1"),
        ("hari", "2026-06-15"),
        ("mulai", "20:00"),
        ("selesai", "20:30"),
    ];
    assert!(tell(town, &clerk, &at("/catat"), &old).await.says().contains("Batas mengisi untuk hari itu sudah lewat"));
    // Whoever is no member of staff has no log, and nobody sees another's.
    assert_eq!(town.get(&at(""), Some(&town.persona("pemohon").await)).await.status, 403);
    assert_eq!(town.get(&at(""), None).await.status, 401);
    let own = entries(&town.get(&at(""), Some(&clerk)).await.says());
    assert_eq!(own.len(), 2);
    let colleague = town.persona("verifikator-izin").await;
    assert_eq!(town.get(&at(&format!("/catatan/{}", own[0])), Some(&colleague)).await.status, 404);
    assert_eq!(town.get(&at(&format!("/catatan/{}", own[0])), Some(&town.persona("kepegawaian").await)).await.status, 200);
}

/// A superior judges, never the author, and only in time.
pub(crate) async fn judged(town: &Town) {
    staffed(town).await;
    let (clerk, head) = (town.persona("pegawai").await, town.persona("kepegawaian").await);
    let letters = [
        ("kode", "A01"),
        ("jumlah", "2"),
        ("uraian", "Undangan rapat nomor 005/12"),
        ("hari", "2026-07-06"),
        ("mulai", "07:30"),
        ("selesai", "08:40"),
    ];
    let page = tell(town, &clerk, &at("/catat"), &letters).await.says();
    let id = entries(&page).remove(0);
    let inbox = town.get(&at("/validasi"), Some(&head)).await.says();
    assert!(inbox.contains("Anda menilai") && inbox.contains("Perlu dilihat satu per satu"), "{inbox}");
    let mut of_head = Browser::of(town, &head);
    let judge = |act: &str, more: &[(&str, &str)]| {
        let mut all = pairs(&[("kegiatan", &id), ("tindakan", act)]);
        all.extend(pairs(more));
        all
    };
    let mut of_clerk = Browser::of(town, &clerk);
    let own = of_clerk.follow(&at("/validasi"), &judge("setuju", &[])).await.says();
    assert!(own.contains("tidak dapat dinilai sendiri"), "{own}");
    let stranger = town.persona("kasi-izin").await;
    let other = Browser::of(town, &stranger).follow(&at("/validasi"), &judge("setuju", &[])).await.says();
    assert!(other.contains("Anda bukan atasan"), "{other}");
    let silent = of_head.follow(&at("/validasi"), &judge("kembalikan", &[("alasan", "kurang-jelas"), ("penjelasan", "")])).await.says();
    assert!(silent.contains("Tulis penjelasan singkatnya"), "{silent}");
    let back = of_head
        .follow(&at("/validasi"), &judge("kembalikan", &[("alasan", "kurang-jelas"), ("penjelasan", "Nomor suratnya dua?")]))
        .await
        .says();
    assert!(back.contains("1 kegiatan dinilai"), "{back}");
    let day = town.get(&at(""), Some(&clerk)).await.says();
    assert!(day.contains("dikembalikan") && day.contains("Nomor suratnya dua?"), "{day}");
    let mended = [
        ("kode", "A01"),
        ("jumlah", "2"),
        ("uraian", "Undangan nomor 005/12 dan 005/13"),
        ("hari", "2026-07-06"),
        ("mulai", "07:30"),
        ("selesai", "08:40"),
    ];
    tell(town, &clerk, &at(&format!("/catatan/{id}")), &mended).await;
    let corrected =
        of_head.follow(&at("/validasi"), &judge("koreksi", &[("menit", "45"), ("penjelasan", "Satu surat singkat")])).await.says();
    assert!(corrected.contains("1 kegiatan dinilai"), "{corrected}");
    let again = of_head.follow(&at("/validasi"), &judge("setuju", &[])).await.says();
    assert!(again.contains("sudah dinilai"), "{again}");
    let history = town.get(&at(&format!("/catatan/{id}")), Some(&clerk)).await.says();
    for words in ["Dicatat", "Kurang jelas", "Diperbaiki", "Disetujui, 45 menit: Satu surat singkat"] {
        assert!(history.contains(words) || words == "Kurang jelas", "{words}: {history}");
    }
    assert!(!history.contains("Simpan kegiatan"), "what was judged is not changed any more");
    // What carries a mark is not approved together with others.
    let odd = inbox.split("<section class=\"card judge\">").nth(1).unwrap();
    let marked = odd.split("name=\"kegiatan\" value=\"").nth(1).unwrap().get(..36).unwrap();
    let bulk = of_head.follow(&at("/validasi"), &pairs(&[("kegiatan", marked), ("tindakan", "bersama")])).await.says();
    assert!(bulk.contains("dinilai satu per satu"), "{bulk}");
}

/// A month is frozen when it is over, signed by somebody else and handed over; a slip is its owner's and can be done again.
pub(crate) async fn paid(town: &Town) {
    staffed(town).await;
    let (keeper, signer, clerk) = (town.persona("kepegawaian").await, town.persona("sekda").await, town.persona("pegawai").await);
    let mut of_keeper = Browser::of(town, &keeper);
    let mut of_signer = Browser::of(town, &signer);
    let act = |what: &str| pairs(&[("tindakan", what), ("kata", "")]);
    let early = of_keeper.follow(&at("/bulan/2026-06"), &act("kunci")).await.says();
    assert!(early.contains("masih dapat berubah sampai Rabu, 8 Juli 2026"), "{early}");
    assert_eq!(town.get(&at("/bulan/2026-05"), Some(&clerk)).await.status, 403);
    let preview = of_keeper.follow(&at("/bulan/2026-05"), &act("hitung")).await.says();
    assert!(preview.contains("Selesai dihitung") && preview.contains("Bidang Perizinan"), "{preview}");
    let slip = town.get(&at("/slip/2026-05"), Some(&clerk)).await.says();
    assert!(slip.contains("Ini perhitungan sementara") && slip.contains("Nilai kinerja"), "{slip}");
    let frozen = of_keeper.follow(&at("/bulan/2026-05"), &act("kunci")).await.says();
    assert!(frozen.contains("dikunci, menunggu tanda tangan"), "{frozen}");
    let own = of_keeper.follow(&at("/bulan/2026-05"), &act("tandatangan")).await.says();
    assert!(!own.contains("Bulan ditandatangani."), "who keeps a month does not sign it: {own}");
    assert_eq!(town.get(&at("/bulan/2026-05/gaji.csv"), Some(&keeper)).await.status, 404, "no payroll before the signature");
    let signed = of_signer.follow(&at("/bulan/2026-05"), &act("tandatangan")).await.says();
    assert!(signed.contains("Bulan ditandatangani."), "{signed}");
    let payroll = town.get(&at("/bulan/2026-05/gaji.csv"), Some(&keeper)).await;
    assert_eq!(payroll.text().lines().count(), 64, "everybody once, below a heading");
    assert_eq!(town.get(&at("/bulan/2026-05/gaji.csv"), Some(&clerk)).await.status, 403);
    let slip = town.get(&at("/slip/2026-05"), Some(&clerk)).await.says();
    assert!(slip.contains("Keberatan dapat diajukan sampai Senin, 20 Juli 2026") && slip.contains("Lihat setiap langkahnya"), "{slip}");
    // The sum stands in the payroll as it stands on the slip.
    let number = slip.split("<span class=\"small\">").find_map(|s| s.get(..18).filter(|n| n.starts_with("199999"))).unwrap();
    let line = payroll.text().lines().find(|l| l.contains(number)).unwrap().to_owned();
    let sum: i64 = line.rsplit(';').next().unwrap().parse().unwrap();
    let dotted = domain::money::Rupiah::try_from(sum).unwrap().to_string();
    assert!(slip.contains(&dotted), "{dotted}: {slip}");
    // Another's slip is nobody's business; whoever stands above or watches over offices sees it.
    let query = format!("/slip/2026-05?pegawai={number}");
    assert_eq!(town.get(&at(&query), Some(&town.persona("verifikator-izin").await)).await.status, 404);
    for role in ["kepegawaian", "inspektorat", "kadis-izin"] {
        assert_eq!(town.get(&at(&query), Some(&town.persona(role).await)).await.status, 200, "{role}");
    }
    // Nothing is entered for a month that is frozen, whatever the window says.
    town.later(3);
    // Sessions end by themselves over days.
    let (keeper, clerk) = (town.persona("kepegawaian").await, town.persona("pegawai").await);
    let mut of_keeper = Browser::of(town, &keeper);
    let frozen = of_keeper.follow(&at("/bulan/2026-06"), &act("kunci")).await.says();
    assert!(frozen.contains("dikunci, menunggu tanda tangan"), "{frozen}");
    let late = [
        ("kode", "A01"),
        ("jumlah", "1"),
        ("uraian", "Surat akhir bulan nomor 9"),
        ("hari", "2026-06-30"),
        ("mulai", "20:00"),
        ("selesai", "20:30"),
    ];
    assert!(tell(town, &clerk, &at("/catat"), &late).await.says().contains("sudah dikunci"));
    let opened = of_keeper.follow(&at("/bulan/2026-06"), &pairs(&[("tindakan", "buka"), ("kata", "Berkas hadir susulan")])).await.says();
    assert!(opened.contains("Bulan dibuka kembali") && opened.contains("Berkas hadir susulan"), "{opened}");
}

/// Sends a table, and opens what it would do.
async fn bring(town: &Town, session: &str, kind: &str, table: &str, more: &[(&str, &str)]) -> String {
    let mut texts = vec![("jenis", kind), ("tindakan", "periksa")];
    texts.extend_from_slice(more);
    let (media, body) = parts(&texts, &[("tabel", "tabel.csv", "text/csv", table.as_bytes())]);
    sent_to(town, session, &at("/data"), media, body).await
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
    let (media, body) = parts(&texts, &[]);
    sent_to(town, session, &at("/data"), media, body).await
}

async fn sent_to(town: &Town, session: &str, path: &str, media: String, body: Vec<u8>) -> String {
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, media)
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::COOKIE, format!("{}={session}", engine::COOKIE));
    let answer = town.ask(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    town.get(answer.headers[header::LOCATION].to_str().unwrap(), Some(session)).await.says()
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
    assert!(bring(town, &keeper, "kehadiran", &mended, &[]).await.contains("Isi sebab perubahannya"));
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
    Browser::of(town, &keeper).follow(&at("/bulan/2026-07"), &pairs(&[("tindakan", "kunci"), ("kata", "")])).await;
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

#[tokio::test]
async fn a_day_is_told_and_what_is_wrong_is_said() {
    told(&Town::open().await).await;
}

#[tokio::test]
async fn a_superior_judges_and_nobody_themselves() {
    judged(&Town::open().await).await;
}

#[tokio::test]
async fn a_month_is_frozen_signed_and_paid() {
    paid(&Town::open().await).await;
}
