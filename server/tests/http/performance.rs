//! A log is told, judged, summed into slips, signed and paid, through the pages alone. On both databases.
use crate::{
    answers::Answer,
    browser::{Browser, pairs},
    town::{REGION, Town},
};
use domain::performance::entry::{Entry, EntryId};
use engine::DemoPlan;
use http::header;
use store::{Db, performance::work};

/// A town whose demonstration agency has its months.
pub(crate) async fn staffed(town: &Town) {
    town.engine.demo(DemoPlan { seed: 1, cases: 0, staff: 63, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
}

/// Sends a form in parts and opens the page that it leads to.
pub(crate) async fn tell(town: &Town, session: &str, path: &str, texts: &[(&str, &str)]) -> Answer {
    Browser::of(town, session).send_parts(path, texts, &[]).await
}

/// What a page says, without the marks between its pieces.
pub(crate) trait Says {
    fn says(&self) -> String;
}

impl Says for Answer {
    fn says(&self) -> String {
        self.text().replace("<!>", "")
    }
}

pub(crate) fn at(path: &str) -> String {
    format!("/{REGION}/kinerja{path}")
}

/// The ids of the entries that a page names.
pub(crate) fn entries(page: &str) -> Vec<String> {
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
    for words in
        ["Dicatat", "Dikembalikan: Uraian kurang jelas. Nomor suratnya dua?", "Diperbaiki", "Disetujui, 45 menit: Satu surat singkat"]
    {
        assert!(history.contains(words), "{words}: {history}");
    }
    assert!(!history.contains("Simpan kegiatan"), "what was judged is not changed any more");
    // What carries a mark is not approved together with others.
    let odd = inbox.split("Perlu dilihat satu per satu").nth(1).unwrap().split("Tanpa catatan janggal").next().unwrap();
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
    // On paper it is the same, each time: the bytes of what was signed don't change.
    let paper = town.get(&at("/slip/2026-05/slip.pdf"), Some(&clerk)).await;
    assert_eq!((paper.status.as_u16(), paper.headers[header::CONTENT_TYPE].to_str().unwrap()), (200, "application/pdf"));
    assert!(paper.body.starts_with(b"%PDF") && paper.body == town.get(&at("/slip/2026-05/slip.pdf"), Some(&clerk)).await.body);
    assert_eq!(town.get(&at("/slip/2026-05/slip.pdf"), None).await.status, 303);
    // Another's slip is nobody's business; whoever stands above or watches over offices sees it.
    let query = format!("/slip/2026-05?pegawai={number}");
    let stranger = town.persona("verifikator-izin").await;
    assert_eq!(town.get(&at(&query), Some(&stranger)).await.status, 404);
    assert_eq!(town.get(&at(&format!("/slip/2026-05/slip.pdf?pegawai={number}")), Some(&stranger)).await.status, 404);
    for role in ["kepegawaian", "inspektorat", "kadis-izin"] {
        assert_eq!(town.get(&at(&query), Some(&town.persona(role).await)).await.status, 200, "{role}");
    }
    let over = of_keeper.follow(&at("/bulan/2026-05"), &pairs(&[("tindakan", "serahkan"), ("kata", "SPM/17/2026")])).await.says();
    assert!(over.contains("Penyerahan tercatat") && over.contains("SPM/17/2026"), "{over}");
    let twice = of_keeper.follow(&at("/bulan/2026-05"), &pairs(&[("tindakan", "serahkan"), ("kata", "SPM/18/2026")])).await.says();
    assert!(!twice.contains("SPM/18/2026"), "{twice}");
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

/// What shows an activity is seen by whoever judges it, and by no stranger; what was not judged yet is taken back.
pub(crate) async fn shown(town: &Town) {
    staffed(town).await;
    let (clerk, head) = (town.persona("pegawai").await, town.persona("kepegawaian").await);
    let study = [
        ("kode", "A02"),
        ("jumlah", "1"),
        ("uraian", "Telaahan staf tentang ruang arsip"),
        ("hari", "2026-07-06"),
        ("mulai", "07:30"),
        ("selesai", "08:50"),
    ];
    let without = tell(town, &clerk, &at("/catat"), &study).await.says();
    assert!(without.contains("Lampirkan berkas hasilnya"), "{without}");
    let file = crate::filler::pdf("telaahan");
    let five: Vec<_> = (0..5).map(|_| ("bukti", "telaahan.pdf", "application/pdf", file.as_slice())).collect();
    let many = Browser::of(town, &clerk).send_parts(&at("/catat"), &study, &five).await.says();
    assert!(many.contains("Paling banyak empat berkas"), "{many}");
    let kept = Browser::of(town, &clerk).send_parts(&at("/catat"), &study, &five[..1]).await.says();
    assert!(kept.contains("Kegiatan tersimpan"), "{kept}");
    let page = at(&format!("/catatan/{}", entries(&kept)[0]));
    let own = town.get(&page, Some(&clerk)).await.says();
    let path = own.split("/kinerja/bukti/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let proof = at(&format!("/bukti/{path}"));
    assert_eq!(town.get(&proof, Some(&town.persona("verifikator-izin").await)).await.status, 404);
    assert_eq!(town.get(&proof, None).await.status, 401);
    let seen = town.get(&proof, Some(&head)).await;
    assert_eq!((seen.status.as_u16(), seen.headers[header::CONTENT_TYPE].to_str().unwrap()), (200, "application/pdf"));
    assert!(seen.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
    // The store lost the file: the entry stays what it is, and whoever opens the file reads what to do.
    lose(&town.running.shared.config.data.join("files"), path.rsplit('/').next().unwrap());
    let lost = town.get(&proof, Some(&head)).await;
    assert_eq!(lost.status, 410, "{}", lost.text());
    assert!(lost.says().contains("tidak ada lagi di penyimpanan"), "{}", lost.text());
    assert!(town.get(&page, Some(&clerk)).await.says().contains("telaahan.pdf"));
    let gone = Browser::of(town, &clerk).follow(&format!("{page}/tarik"), &[]).await.says();
    assert!(gone.contains("Kegiatan ditarik") && !gone.contains("Telaahan staf tentang ruang arsip"), "{gone}");
    assert!(town.get(&page, Some(&clerk)).await.says().contains("ditarik"), "it stays on record");
    let twice = Browser::of(town, &clerk).follow(&format!("{page}/tarik"), &[]).await.says();
    assert!(twice.contains("sudah dinilai"), "{twice}");
}

/// What stands is what happened: a figure that was changed beside its events is found, and written anew.
pub(crate) async fn honest(town: &Town) {
    staffed(town).await;
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "months, plans and entries are what their events say");
    let clerk = town.persona("pegawai").await;
    let id = entries(&town.get(&at("/pegawai?bulan=2026-06"), Some(&clerk)).await.says()).remove(0);
    let (id, region) = (EntryId(id.parse().unwrap()), town.pack().code().clone());
    let db = Db::open(town.running.shared.config.database_url.reveal()).await.unwrap();
    let entry = work::one(&db, &region, id).await.unwrap().unwrap();
    let (of, changed) = (region.clone(), Entry { minutes: entry.minutes + 100, ..entry.clone() });
    db.write_in(&region, move |tx| Box::pin(async move { work::put(tx, &of, &changed).await })).await.unwrap();
    for check in [true, false] {
        assert_eq!(town.engine.rebuild(check).await.unwrap(), [REGION], "{check}");
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
    assert_eq!(work::one(&db, &region, id).await.unwrap().unwrap(), entry);
    db.close().await;
}

/// Takes the file with this hash out of the store.
fn lose(dir: &std::path::Path, hash: &str) {
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().replace('/', "").ends_with(hash) {
                return std::fs::remove_file(path).unwrap();
            }
        }
    }
    panic!("{hash} is not in the store");
}

/// Words that came back are for whom they were said to.
pub(crate) async fn private(town: &Town) {
    staffed(town).await;
    let (clerk, other) = (town.persona("pegawai").await, town.persona("verifikator-izin").await);
    let mut of_clerk = Browser::of(town, &clerk);
    let sent = of_clerk.send(&at("/validasi"), &[("tindakan", "setuju")]).await;
    let to = sent.headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(of_clerk.open(&to).await.says().contains("Centang dahulu kegiatannya"));
    assert!(!town.get(&to, Some(&other)).await.says().contains("Centang dahulu kegiatannya"));
    let odd = of_clerk
        .follow(&at("/validasi"), &pairs(&[("tindakan", "entah"), ("kegiatan", "00000000-0000-0000-0000-000000000001")]))
        .await
        .says();
    assert!(!odd.contains("kegiatan dinilai"), "a word that nobody knows approves nothing: {odd}");
}

#[tokio::test]
async fn what_stands_in_a_log_is_what_happened() {
    honest(&Town::open().await).await;
}

#[tokio::test]
async fn what_shows_an_activity_is_for_whoever_judges_it() {
    shown(&Town::open().await).await;
}

#[tokio::test]
async fn what_came_back_is_for_whoever_sent_it() {
    private(&Town::open().await).await;
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
