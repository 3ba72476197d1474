//! A region's rules are changed in the browser: one drafts, another publishes, new cases go by the new rule and old ones by theirs, and
//! what was published is taken back the same way. Posts are given, looked at and ended. On both databases.
use crate::{
    browser::{Browser, pairs},
    performance::Says,
    town::{REGION, Town},
    walk::hand_in,
};
use engine::DemoPlan;

const LIST: &str = "/kota-bandung/kelola/perubahan";
const DAYS: &str = "services/hibah-uang/workflows/1/stages/registry_check/clock/days";

/// The version that the page's forms send back.
fn version(page: &str) -> String {
    let behind = page.split("name=\"versi\" value=\"").nth(1).unwrap_or_else(|| panic!("no form: {page}"));
    behind.split('"').next().unwrap().to_owned()
}

struct Draft {
    page: String,
    id: String,
}

async fn begin(of: &mut Browser<'_>, title: &str) -> Draft {
    let sent = of.send(LIST, &[("judul", title)]).await;
    let page = sent.headers[http::header::LOCATION].to_str().unwrap().to_owned();
    let id = page.rsplit('/').next().unwrap().to_owned();
    assert_eq!(id.len(), 36, "{page}");
    Draft { page, id }
}

impl Draft {
    async fn version(&self, of: &Browser<'_>) -> String {
        version(&of.open(&self.page).await.says())
    }

    /// Sends a deed with the version that stands there now, and gives the page that it leads to.
    async fn deed(&self, of: &mut Browser<'_>, deed: &str, more: &[(&str, &str)]) -> String {
        let now = self.version(of).await;
        let mut boxes = vec![("tindakan", deed), ("versi", now.as_str())];
        boxes.extend_from_slice(more);
        of.follow(&self.page, &pairs(&boxes)).await.says()
    }

    async fn set(&self, of: &mut Browser<'_>, path: &str, (text, english): (&str, &str)) -> String {
        let now = self.version(of).await;
        let boxes = pairs(&[("rancangan", &self.id), ("versi", &now), ("nilai", path), ("nilai_baru", text), ("nilai_inggris", english)]);
        of.follow("/kota-bandung/kelola/nilai/ubah", &boxes).await.says()
    }
}

async fn due(town: &Town, number: &str, token: &str) -> String {
    town.read(&format!("cases/{number}"), Some(token)).await.expect(200)["due_on"].as_str().unwrap().to_owned()
}

/// A limit changes for cases to come, by two people.
pub(crate) async fn amended(town: &Town) {
    let (first, second) = (town.persona("admin").await, town.persona("admin-2").await);
    let (mut author, mut other) = (Browser::of(town, &first), Browser::of(town, &second));
    let pemohon = town.persona("pemohon").await;
    let old = hand_in(town, Some(&pemohon)).await;
    assert_eq!(due(town, &old.number, &pemohon).await, "2026-07-13");

    // It is found by what people call it, and says where it comes from.
    let draft = begin(&mut author, "Pemeriksaan berkas menjadi tiga hari").await;
    let found = author
        .open(&format!("/kota-bandung/kelola/nilai?rancangan={}&cari=hibah+uang+pemeriksaan+kelengkapan+hari+kerja", draft.id))
        .await
        .says();
    assert!(found.contains(">5<") && found.contains("base/services/hibah-uang/workflow-1.toml:"), "{found}");
    let wrong = draft.set(&mut author, DAYS, ("tiga", "")).await;
    assert!(wrong.contains("berupa angka") && wrong.contains("value=\"tiga\"") && wrong.contains("membuat versi baru"), "{wrong}");
    let set = draft.set(&mut author, DAYS, ("3", "")).await;
    assert!(set.contains("5 → 3") && set.contains("Hibah uang untuk organisasi: versi 2"), "{set}");
    // A value that is set to what it is is no change.
    let same = draft.set(&mut author, "services/hibah-uang/brand", ("Sabilulungan", "")).await;
    assert!(!same.contains("Sabilulungan →"), "{same}");

    // The rules say what speaks against it, with made-up cases and with words.
    let broken = draft.set(&mut author, "services/hibah-uang/workflows/1/stages/registry_check/holder/role", ("tidak-ada", "")).await;
    assert!(broken.contains("Yang harus dibereskan dahulu"), "{broken}");
    let held = draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-06")]).await;
    assert!(held.contains("Alasan"), "a reason is needed: {held}");
    let told = draft.deed(&mut author, "tulis", &[("judul", "Tiga hari"), ("alasan", "Peraturan contoh 1/2026")]).await;
    assert!(told.contains("Peraturan contoh 1/2026"), "{told}");
    let held = draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-06")]).await;
    assert!(held.contains("belum bisa"), "{held}");
    let out = draft.deed(&mut author, "keluarkan", &[("nilai", "services/hibah-uang/workflows/1/stages/registry_check/holder/role")]).await;
    assert!(!out.contains("Yang harus dibereskan dahulu") && out.contains("5 → 3"), "{out}");
    let tried = author.open(&format!("{}?coba=1&berlaku=2026-07-06", draft.page)).await.says();
    assert!(tried.contains("berkas contoh berjalan lain") && tried.contains("Sekarang: "), "{tried}");

    // Its author does not publish it, nor does anybody for yesterday, nor over a version that is gone.
    let own = draft.deed(&mut author, "terbitkan", &[("berlaku", "2026-07-06")]).await;
    assert!(own.contains("administrator lain"), "{own}");
    let late = draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-05")]).await;
    assert!(late.contains("mulai hari ini"), "{late}");
    let gone = other.follow(&draft.page, &pairs(&[("tindakan", "terbitkan"), ("versi", "1"), ("berlaku", "2026-07-06")])).await.says();
    assert!(gone.contains("baru saja diubah orang lain"), "{gone}");
    let done = draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-06")]).await;
    assert!(done.contains("Diterbitkan") && done.contains("5 → 3"), "{done}");

    // New cases have three days, the old one keeps its five; and nothing else moved.
    let new = hand_in(town, Some(&pemohon)).await;
    assert_eq!(
        (due(town, &old.number, &pemohon).await.as_str(), due(town, &new.number, &pemohon).await.as_str()),
        ("2026-07-13", "2026-07-09")
    );
    let changed_again = other
        .follow(&draft.page, &pairs(&[("tindakan", "tulis"), ("versi", &draft.version(&other).await), ("judul", "x"), ("alasan", "y")]))
        .await
        .says();
    assert!(changed_again.contains("baru saja diubah orang lain"), "what was published stays: {changed_again}");

    // Running cases go over with a reason, keep what they used, and go back the same way.
    const OVER: &str = "/kota-bandung/kelola/alur/hibah-uang/pindah";
    let looked = author.open(&format!("{OVER}?dari=1&ke=2")).await.says();
    assert!(looked.contains("Pemeriksaan kelengkapan") && looked.contains("Pindahkan 1 berkas"), "{looked}");
    let go = |from: &'static str, to: &'static str, why: &'static str| pairs(&[("dari", from), ("ke", to), ("alasan", why)]);
    assert!(author.follow(OVER, &go("1", "2", "")).await.says().contains("Alasan"));
    let gone = author.follow(OVER, &go("1", "2", "Berlaku juga untuk yang berjalan")).await.says();
    assert!(gone.contains("1 berkas dipindahkan") && gone.contains("Tidak ada berkas berjalan"), "{gone}");
    assert_eq!(due(town, &old.number, &pemohon).await, "2026-07-09");
    let told = town.get("/kota-bandung/akun", Some(&pemohon)).await.says();
    assert!(told.contains("Berlaku juga untuk yang berjalan"), "{told}");
    assert_eq!(other.follow(OVER, &go("1", "9", "x")).await.status, 404);
    let two = other.follow(OVER, &go("2", "1", "Kembali")).await.says();
    assert!(two.contains("2 berkas dipindahkan"), "the new one too: {two}");
    assert_eq!(due(town, &old.number, &pemohon).await, "2026-07-13");
    assert!(other.follow(OVER, &go("1", "2", "Lagi")).await.says().contains("2 berkas dipindahkan"));

    // Taking it back is a draft of its own, of the newest version.
    let sent = author.follow(&draft.page, &pairs(&[("tindakan", "batalkan"), ("versi", "0")])).await.says();
    assert!(sent.contains("3 → 5") && sent.contains("versi 3"), "{sent}");
    let page = sent.split("action=\"/kota-bandung/kelola/perubahan/").nth(1).unwrap().split('"').next().unwrap();
    let back = Draft { page: format!("{LIST}/{page}"), id: page.to_owned() };
    back.deed(&mut author, "tulis", &[("judul", "Kembali lima hari"), ("alasan", "Keliru")]).await;
    assert!(back.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-06")]).await.contains("Diterbitkan"));
    let third = hand_in(town, Some(&pemohon)).await;
    assert_eq!(due(town, &third.number, &pemohon).await, "2026-07-13");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);

    // Whoever only works here sees none of it.
    let registry = town.persona("tu").await;
    assert_eq!(town.get(LIST, Some(&registry)).await.status, 403);
    let mut clerk = Browser::of(town, &registry);
    let kept = clerk.follow(LIST, &pairs(&[("judul", "Bukan wewenang")])).await;
    assert_eq!(kept.status, 403);
}

/// Words hold from their day on, on every page, and days off move the terms of cases that run.
pub(crate) async fn scheduled(town: &Town) {
    let (first, second) = (town.persona("admin").await, town.persona("admin-2").await);
    let (mut author, mut other) = (Browser::of(town, &first), Browser::of(town, &second));
    let pemohon = town.persona("pemohon").await;
    let case = hand_in(town, Some(&pemohon)).await;
    let draft = begin(&mut author, "Nama baru dan hari libur").await;
    draft.set(&mut author, "services/hibah-uang/brand", ("Hibah Terang", "")).await;
    let now = draft.version(&author).await;
    let day = |name: &'static str, on: &'static str, version: &str| {
        pairs(&[
            ("rancangan", &draft.id),
            ("versi", version),
            ("tindakan", "tambah"),
            ("tanggal", on),
            ("nama", name),
            ("jenis", "national"),
        ])
    };
    let unnamed = author.follow("/kota-bandung/kelola/kalender", &day("", "2026-07-09", &now)).await.says();
    assert!(unnamed.contains("value=\"2026-07-09\""), "what was typed stays: {unnamed}");
    let added = author.follow("/kota-bandung/kelola/kalender", &day("Libur contoh", "2026-07-09", &now)).await.says();
    assert!(added.contains("ditambah di rancangan"), "{added}");
    draft.deed(&mut author, "tulis", &[("judul", "Nama baru dan hari libur"), ("alasan", "Contoh")]).await;
    let published = draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-07")]).await;
    assert!(published.contains("7 Juli 2026"), "{published}");
    assert!(town.get("/kota-bandung/hibah", None).await.says().contains("Sabilulungan"), "not before its day");
    assert!(town.get(LIST, Some(&first)).await.says().contains("terjadwal"));
    town.later(1);
    town.engine.renew().await.unwrap();
    let page = town.get("/kota-bandung/hibah", None).await.says();
    assert!(page.contains("Hibah Terang") && !page.contains("Sabilulungan"), "{page}");
    // The running server may have been first.
    town.engine.follow_calendars().await.unwrap();
    assert_eq!(due(town, &case.number, &pemohon).await, "2026-07-14", "the office has its five days all the same");
}

/// Agencies come from a table; what is wrong is said by line, and nothing of it is taken.
pub(crate) async fn brought(town: &Town) {
    let first = town.persona("admin").await;
    let mut author = Browser::of(town, &first);
    let draft = begin(&mut author, "Perangkat daerah baru").await;
    let table = town.get("/kota-bandung/kelola/tabel/perangkat-daerah", Some(&first)).await.text();
    assert!(table.contains("kode;nama;nama_inggris;singkatan;hapus") && table.contains("setda-tu;"), "{table}");
    let send = async |text: &str, version: &str| {
        let of = Browser::of(town, &first);
        let texts = [("rancangan", draft.id.as_str()), ("versi", version), ("jenis", "perangkat-daerah")];
        of.send_parts("/kota-bandung/kelola/impor", &texts, &[("tabel", "a.csv", "text/csv", text.as_bytes())]).await.says()
    };
    let bad = send(&format!("{table}Dinas Baru;Nama;;;\r\n"), "1").await;
    assert!(bad.contains("bukan kode"), "{bad}");
    let taken = send(&format!("{table}dinas-contoh;Dinas Contoh;Example Agency;DC;\r\n"), "1").await;
    assert!(taken.contains("Dinas Contoh") && taken.contains("baru"), "{taken}");
    assert_eq!(taken.matches("Keluarkan").count(), 1, "only what differs: {taken}");
}

/// A post is given until a day, looked at again, and ended; nobody gives themselves one.
pub(crate) async fn appointed(town: &Town) {
    const PEOPLE: &str = "/kota-bandung/kelola/orang";
    town.engine.demo(DemoPlan { seed: 1, cases: 0, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let first = town.persona("admin").await;
    let mut admin = Browser::of(town, &first);
    let give = |login: &'static str, until: &'static str, reason: &'static str| {
        pairs(&[
            ("tindakan", "beri"),
            ("login", login),
            ("name", "Petugas Baru"),
            ("role", "tu"),
            ("agency", "setda-tu"),
            ("until", until),
            ("reason", reason),
        ])
    };
    let own = admin.follow(PEOPLE, &give("admin@kota-bandung.demo.test", "", "")).await.says();
    assert!(own.contains("administrator lain") && own.contains("value=\"Petugas Baru\""), "{own}");
    let given = admin.follow(PEOPLE, &give("baru@contoh.test", "2026-07-20", "SK contoh 1")).await.says();
    assert!(given.contains("Jabatan diberikan") && given.contains("Petugas Baru") && given.contains("segera berakhir"), "{given}");
    let password = given.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!admin.open(PEOPLE).await.says().contains(&password), "it is shown once");
    let enters = async || {
        let body = serde_json::json!({"login": "baru@contoh.test", "password": password});
        let session = town.api(http::Method::POST, "/api/v1/sessions", None, Some(body)).await.expect(201);
        town.get("/kota-bandung/meja", session["token"].as_str()).await.status
    };
    assert_eq!(enters().await, 200);
    // After its day it is over by itself.
    town.later(15);
    assert_eq!(enters().await, 403);
    let (first, second) = (town.persona("admin").await, town.persona("admin-2").await);
    let (mut admin, mut other) = (Browser::of(town, &first), Browser::of(town, &second));
    // Posts that nobody looked at for half a year are asked about.
    let page = admin.open(&format!("{PEOPLE}?cari=bendahara")).await.says();
    assert!(page.contains("perlu ditinjau"), "{page}");
    let post = page.split("name=\"jabatan\" value=\"").nth(1).unwrap().get(..36).unwrap().to_owned();
    let kept = admin.follow(PEOPLE, &pairs(&[("tindakan", "tinjau"), ("jabatan", &post)])).await.says();
    assert!(kept.contains("Tercatat masih perlu") && kept.contains("meninjau dan mempertahankan"), "{kept}");
    let end = |why: &'static str| pairs(&[("tindakan", "akhiri"), ("jabatan", &post), ("alasan", why)]);
    assert!(other.follow(PEOPLE, &end("")).await.says().contains("Alasan"));
    let ended = other.follow(PEOPLE, &end("Pindah tugas")).await.says();
    assert!(ended.contains("Jabatan diakhiri") && ended.contains("Pindah tugas"), "{ended}");
    let registry = town.persona("tu").await;
    assert_eq!(town.get(PEOPLE, Some(&registry)).await.status, 403);
    let mut clerk = Browser::of(town, &registry);
    assert_eq!(clerk.follow(PEOPLE, &give("lain@contoh.test", "", "x")).await.status, 403);
}

#[tokio::test]
async fn a_limit_is_changed_by_two_people_for_cases_to_come() {
    amended(&Town::open().await).await;
}

#[tokio::test]
async fn what_is_dated_holds_from_its_day() {
    scheduled(&Town::open().await).await;
}

#[tokio::test]
async fn agencies_come_from_a_table() {
    brought(&Town::open().await).await;
}

#[tokio::test]
async fn posts_are_given_looked_at_and_ended() {
    appointed(&Town::open().await).await;
}

/// What was published is there after a restart.
#[tokio::test]
async fn what_was_published_outlives_the_server() {
    let (town, _packs) = crate::changes::town().await;
    let (first, second) = (town.persona("admin").await, town.persona("admin-2").await);
    {
        let (mut author, mut other) = (Browser::of(&town, &first), Browser::of(&town, &second));
        let draft = begin(&mut author, "Nama baru").await;
        draft.set(&mut author, "services/hibah-uang/brand", ("Hibah Terang", "")).await;
        draft.deed(&mut author, "tulis", &[("judul", "Nama baru"), ("alasan", "Contoh")]).await;
        draft.deed(&mut other, "terbitkan", &[("berlaku", "2026-07-06")]).await;
    }
    let town = town.restarted().await;
    assert!(town.get("/kota-bandung/hibah", None).await.says().contains("Hibah Terang"));
}
