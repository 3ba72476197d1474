//! What the public writes about a running project: nothing is shown before an officer has looked at it, personal data never,
//! and whoever wrote it can see what became of it.
use crate::{
    announced::{as_persona, hidden},
    browser::Browser,
    figures::{bare, between},
    lists,
    town::{REGION, Town},
    walk::{Handed, Office, hand_in, take},
    whole::{Desks, TO_DECREE, TO_EVALUATION},
};
use serde_json::Value;

const DESK: &str = "/kota-bandung/meja/tanggapan";

/// A case whose money was paid.
async fn running(town: &Town) -> Handed {
    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let handed = hand_in(town, None).await;
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(town, &handed.number, role, action).await;
    }
    take(town, &handed.token, &handed.number, "request_payment", Value::Null).await;
    desks.take(town, &handed.number, "ppkd", "sign").await;
    desks.pay(town, &handed.number).await;
    handed
}

/// Writes about a case; the code that was given.
async fn write(town: &Town, number: &str, fields: &[(&str, &str)]) -> String {
    let place = format!("/{REGION}/hibah/{number}/tanggapan");
    let mut citizen = Browser::new(town);
    let form = citizen.open(&place).await;
    assert_eq!(form.status, 200, "{}", form.text());
    let ticket = hidden(&form.text(), "ticket");
    let mut all = vec![("ticket", ticket.as_str()), ("situs", "")];
    all.extend(fields);
    let mut codes = vec![];
    // A double click writes once.
    for _ in 0..2 {
        let sent = citizen.send(&place, &all).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let to = sent.header("location").to_owned();
        assert!(to.starts_with(&format!("/{REGION}/tanggapan?terima=")), "{to}");
        let page = town.get(&to, None).await.text();
        codes.push(between(&page, "id=\"kode-tanggapan\">", "<")[0].to_owned());
    }
    assert_eq!(codes[0], codes[1]);
    assert!(!codes[0].is_empty());
    codes.remove(0)
}

async fn status_of(town: &Town, code: &str) -> String {
    let sent = Browser::new(town).send(&format!("/{REGION}/tanggapan"), &[("kode", code)]).await;
    let to = sent.header("location").to_owned();
    assert!(!to.contains(code), "the code stands in no address: {to}");
    bare(&town.get(&to, None).await.text())
}

#[tokio::test]
async fn what_is_written_is_shown_once_an_officer_has_looked_at_it() {
    let town = &Town::open().await;
    let handed = running(town).await;
    let number = handed.number.as_str();
    let case = format!("/{REGION}/hibah/{number}");
    let page = async || town.get(&case, None).await.text();
    assert!(page().await.contains("Tulis tanggapan atau laporkan masalah"));

    let text = "Pekerjaan berhenti <script>x</script>. Hubungi 0812-3456-7890, NIK 3273012345678901.";
    let code = write(
        town,
        number,
        &[("kind", "problem"), ("body", text), ("alias", "Warga RT 05"), ("email", "warga@contoh.test"), ("phone", "0800-000-0001")],
    )
    .await;
    let other = write(town, number, &[("kind", "response"), ("body", "Bagus sekali")]).await;
    let before = page().await;
    assert!(!before.contains("Pekerjaan berhenti") && !before.contains("Bagus sekali"), "{before}");
    assert!(before.contains("1 laporan warga, 0 dijawab"), "a report counts before it is shown: {before}");
    assert!(status_of(town, &code).await.contains("Menunggu dibaca petugas"));

    // Officers on the case see the report, without personal data; only moderators may decide.
    let opd = town.get(&format!("/{REGION}/meja/{number}"), Some(&town.persona("opd").await)).await.text();
    assert!(opd.contains("Laporan warga") && opd.contains("Pekerjaan berhenti"), "{opd}");
    assert!(!opd.contains("3456-7890") && !opd.contains("Bagus sekali") && !opd.contains("meja/tanggapan?nomor"), "{opd}");
    for (role, status) in [("opd", 403), ("tu", 403), ("pemohon", 403), ("operator", 200), ("admin", 200)] {
        assert_eq!(as_persona(town, role).await.open(DESK).await.status.as_u16(), status, "{role}");
    }
    let mut operator = as_persona(town, "operator").await;
    let desk = operator.open(DESK).await.text();
    assert_eq!(desk.matches("<article").count(), 2, "{desk}");
    // Both came in the same moment, so either may stand first.
    let id_of = |text: &str| {
        let article = desk.split("<article").find(|article| article.contains(text)).unwrap();
        between(article, "id=\"t-", "\"")[0].to_owned()
    };
    let ids = [id_of("Pekerjaan berhenti"), id_of("Bagus sekali")];
    assert!(desk.contains("<mark>0812-3456-7890</mark>") && desk.contains("<mark>3273012345678901</mark>"), "{desk}");
    assert!(!desk.contains("warga@contoh.test") && !desk.contains("<script>x"), "{desk}");

    let mut opd = as_persona(town, "opd").await;
    opd.send(&format!("{DESK}/{}", ids[0]), &[("what", "show")]).await;
    assert!(!page().await.contains("Pekerjaan berhenti"), "whoever does not moderate shows nothing");

    // Looking at the contact is kept on record, and shown once.
    let seen = operator.send(&format!("{DESK}/{}", ids[0]), &[("what", "reveal")]).await.header("location").to_owned();
    assert!(operator.open(&seen).await.text().contains("warga@contoh.test"));
    assert!(!operator.open(&seen).await.text().contains("warga@contoh.test"));
    operator.send(&format!("{DESK}/{}", ids[0]), &[("what", "show")]).await;
    operator.send(&format!("{DESK}/{}", ids[0]), &[("what", "answer"), ("text", "Dinas memeriksa lokasi besok.")]).await;
    let shown = page().await;
    let words = bare(&shown);
    assert!(
        words.contains("Pekerjaan berhenti") && words.contains("Warga RT 05") && words.contains("Dinas memeriksa lokasi besok."),
        "{words}"
    );
    assert!(shown.contains("1 laporan warga, 1 dijawab"));
    for private in ["3456-7890", "3273012345678901", "warga@contoh.test", "<script>x"] {
        assert!(!shown.contains(private), "{private}");
    }
    let status = status_of(town, &code).await;
    assert!(status.contains("Ditampilkan di halaman kegiatan") && status.contains("Dinas memeriksa lokasi besok."), "{status}");

    // Hiding needs a reason of the pack, which its writer reads.
    let refused = operator.send(&format!("{DESK}/{}", ids[1]), &[("what", "hide"), ("reason", "no-such-reason")]).await;
    assert!(refused.header("location").contains("kembali="));
    operator.send(&format!("{DESK}/{}", ids[1]), &[("what", "hide"), ("reason", "other_matter")]).await;
    let status = status_of(town, &other).await;
    assert!(status.contains("Tidak ditampilkan: Tidak tentang kegiatan ini"), "{status}");
    assert!(operator.open(DESK).await.text().contains("Tidak ada yang menunggu"));
    // What was decided can be looked at again, with who did what when, and decided otherwise.
    let of_case = operator.open(&format!("{DESK}?nomor={number}")).await.text();
    for done in ["disembunyikan", "ditampilkan", "dijawab", "kontak dilihat"] {
        assert!(of_case.contains(done), "{done}: {of_case}");
    }
    operator.send(&format!("{DESK}/{}", ids[0]), &[("what", "hide"), ("reason", "personal_data"), ("nomor", number)]).await;
    assert!(!page().await.contains("Pekerjaan berhenti"));
    assert!(!page().await.contains("laporan warga,"), "what was hidden no longer counts");
    assert!(status_of(town, "AAAA-BBBB-CCCC").await.contains("Kode ini tidak dikenal"));
}

#[tokio::test]
async fn only_running_projects_are_written_about_and_programs_and_the_hasty_are_told() {
    let town = &Town::with(|config| {
        (config.demo_factor, config.limit_comment) = (1, 3);
        (config.limit_sign_in, config.limit_login, config.limit_api) = (1_000, 1_000, 100_000);
    })
    .await;
    let early = hand_in(town, None).await;
    let place = format!("/{REGION}/hibah/{}/tanggapan", early.number);
    assert_eq!(town.get(&place, None).await.status, 404, "it does not run yet");
    assert!(!town.get(&format!("/{REGION}/hibah/{}", early.number), None).await.text().contains("Tulis tanggapan"));
    let ticket = "00000000-0000-7000-8000-000000000001";
    let forced = Browser::new(town).send(&place, &[("ticket", ticket), ("kind", "response"), ("body", "x")]).await;
    assert!(!forced.header("location").contains("terima="), "{}", forced.header("location"));

    let place = format!("/{REGION}/hibah/{}/tanggapan", running(town).await.number);
    let mut citizen = Browser::new(town);
    let trapped =
        citizen.send(&place, &[("ticket", ticket), ("kind", "response"), ("body", "Beli di sini"), ("situs", "http://iklan.test")]).await;
    let page = citizen.open(trapped.header("location").split('#').next().unwrap()).await.text();
    assert!(page.contains("Kosongkan bagian ini") && page.contains("Beli di sini"), "{page}");
    let wrong = citizen.send(&place, &[("ticket", ticket), ("kind", ""), ("body", &"x".repeat(1001)), ("email", "bukan surel")]).await;
    let page = citizen.open(wrong.header("location").split('#').next().unwrap()).await.text();
    assert!(page.contains("Ada 3 yang perlu diperbaiki") && page.contains("bukan surel"), "{page}");
    let hasty = citizen.send(&place, &[("ticket", ticket), ("kind", "response"), ("body", "x")]).await;
    assert_eq!(hasty.status, 429, "{}", hasty.header("location"));
}
