//! Announcements over HTTP: who may write them, what everyone reads, and that no version is ever lost. And the page of
//! rules, which must say what the pack says.
use crate::{
    browser::Browser,
    figures::{bare, between, links},
    town::{REGION, Town},
};

const DESK: &str = "/kota-bandung/meja/pengumuman";

/// A browser with a persona's session.
pub(crate) async fn as_persona<'t>(town: &'t Town, role: &str) -> Browser<'t> {
    let mut browser = Browser::new(town);
    browser.cookie = Some(town.persona(role).await);
    browser
}

/// The hidden id of the form for a new one.
async fn new_id(writer: &Browser<'_>) -> String {
    let page = writer.open(DESK).await;
    assert_eq!(page.status, 200, "{}", page.text());
    hidden(&page.text(), "id")
}

pub(crate) fn hidden(page: &str, name: &str) -> String {
    let tag = between(page, "<input", ">").into_iter().find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap().to_owned();
    between(&tag, "value=\"", "\"")[0].to_owned()
}

async fn home(town: &Town) -> String {
    town.get(&format!("/{REGION}"), None).await.text()
}

#[tokio::test]
async fn an_announcement_is_written_changed_and_withdrawn_and_nothing_is_lost() {
    let town = &Town::open().await;
    let mut tu = as_persona(town, "tu").await;
    let id = new_id(&tu).await;
    let new = [
        ("id", id.as_str()),
        ("seen", "0"),
        ("title", "Loket pindah <b>"),
        ("body", "Paragraf satu.\r\n\r\nParagraf <i>dua</i>."),
        ("from", "2026-07-06"),
        ("until", "2026-07-17"),
        ("service", "hibah-uang"),
    ];

    // What is wrong is said, and what was typed is there again.
    let wrong: Vec<(&str, &str)> = new.iter().map(|(k, v)| if *k == "until" { (*k, "2026-06-28") } else { (*k, *v) }).collect();
    let back = tu.send(DESK, &wrong).await;
    assert_eq!(back.status, 303);
    let page = tu.open(back.header("location").split('#').next().unwrap()).await.text();
    assert!(page.contains("Hari terakhir harus sesudah hari pertama") && page.contains("value=\"Loket pindah &lt;b&gt;\""), "{page}");
    assert_eq!(hidden(&page, "id"), id, "it is still the same announcement");
    assert!(!home(town).await.contains("Loket pindah"));

    // Sent twice it is one announcement.
    for _ in 0..2 {
        let sent = tu.send(DESK, &new).await;
        assert!(sent.header("location").contains("selesai="), "{}", sent.header("location"));
    }
    let first = home(town).await;
    assert_eq!(first.matches("Loket pindah &lt;b&gt;").count(), 1, "{first}");
    let list = town.get(&format!("/{REGION}/pengumuman"), None).await.text();
    let href = links(&list).into_iter().find(|l| l.href.ends_with(&id)).unwrap().href;
    let page = town.get(&href, None).await.text();
    assert!(page.contains("<p class=\"prose\">Paragraf satu.</p>") && page.contains("Paragraf &lt;i&gt;dua&lt;/i&gt;."), "{page}");
    assert!(page.contains("Hibah uang untuk organisasi") && !page.contains("<script>"), "{page}");

    // A change is a new version; the old one can still be read. Who changes an older version is told.
    let change = [
        ("id", id.as_str()),
        ("seen", "1"),
        ("title", "Loket pindah ke lantai dua"),
        ("body", "Mulai Senin."),
        ("from", "2026-07-06"),
        ("until", ""),
        ("service", ""),
    ];
    tu.send(DESK, &change).await;
    let stale = tu.send(DESK, &[("id", id.as_str()), ("seen", "1"), ("title", "Lain"), ("body", "x"), ("from", "2026-07-06")]).await;
    assert!(stale.header("location").contains("kembali="), "{}", stale.header("location"));
    let page = town.get(&href, None).await.text();
    assert!(page.contains("Loket pindah ke lantai dua") && page.contains("Versi sebelumnya") && page.contains("Paragraf satu."), "{page}");

    // Withdrawing needs a reason, and leaves a page that says it.
    let place = format!("{DESK}/{id}/tarik");
    assert!(tu.send(&place, &[("seen", "2"), ("reason", " ")]).await.header("location").contains("kembali="));
    assert!(tu.send(&place, &[("seen", "2"), ("reason", "Salah tanggal")]).await.header("location").contains("selesai="));
    assert!(!home(town).await.contains("Loket pindah"));
    let page = town.get(&href, None).await.text();
    assert!(page.contains("ditarik") && page.contains("Salah tanggal") && page.contains("Paragraf satu."), "{page}");
}

#[tokio::test]
async fn only_whoever_announces_writes_and_only_from_its_day_on_it_is_read() {
    let town = &Town::open().await;
    for (role, status) in [("opd", 403), ("kepala-daerah", 403), ("pemohon", 403), ("tu", 200), ("admin", 200)] {
        assert_eq!(as_persona(town, role).await.open(DESK).await.status.as_u16(), status, "{role}");
    }
    assert_eq!(town.get(DESK, None).await.status, 401);
    let mut tu = as_persona(town, "tu").await;
    let id = new_id(&tu).await;
    let later =
        [("id", id.as_str()), ("seen", "0"), ("title", "Mulai nanti"), ("body", "Isi"), ("from", "2026-07-09"), ("until", "2026-07-10")];
    let mut opd = as_persona(town, "opd").await;
    opd.send(DESK, &later).await;
    let page = format!("/{REGION}/pengumuman/{id}");
    assert_eq!(tu.open(&page).await.status, 404, "an officer without the right wrote nothing");
    tu.send(DESK, &later).await;
    assert_eq!((town.get(&page, None).await.status.as_u16(), tu.open(&page).await.status.as_u16()), (404, 200));
    assert!(!home(town).await.contains("Mulai nanti"));
    town.later(3);
    assert_eq!(town.get(&page, None).await.status, 200);
    assert!(home(town).await.contains("Mulai nanti"));
    town.later(2);
    assert!(!home(town).await.contains("Mulai nanti"), "its last day is over");
    let list = town.get(&format!("/{REGION}/pengumuman"), None).await.text();
    assert!(list.contains("Mulai nanti") && list.contains("sudah lewat"), "{list}");
    assert_eq!(town.get(&format!("/{REGION}/pengumuman/x"), None).await.status, 404);
    assert_eq!(town.get(&format!("/{REGION}/pengumuman?mulai=x"), None).await.status, 404);
}

#[tokio::test]
async fn the_rules_are_those_of_the_pack() {
    let town = &Town::open().await;
    let pack = town.pack();
    for service in &pack.services {
        let page = town.get(&format!("/{REGION}/{}/aturan", service.path), None).await;
        assert_eq!(page.status, 200);
        let text = bare(&page.text()).replace("<!>", "");
        let today = town.engine.now().day(pack.zone());
        let workflow = service.workflow_on(today).unwrap();
        let mut said: Vec<String> = service.reasons.iter().map(|r| r.label.id.clone()).collect();
        said.extend(service.eligibility.iter().map(|q| q.question.id.clone()));
        said.extend(workflow.line().map(|s| s.label.id.clone()));
        said.extend(service.limits.iter().filter(|l| l.valid_until.is_none_or(|u| today <= u)).map(|l| l.text.id.clone()));
        said.extend(service.form.fields().filter(|f| matches!(f.kind, domain::form::Kind::File { .. })).map(|f| f.label.id.clone()));
        for words in said {
            assert!(text.contains(&words), "{}: {words}", service.key);
        }
        let over: Vec<&str> =
            service.limits.iter().filter(|l| l.valid_until.is_some_and(|u| u < today)).map(|l| l.text.id.as_str()).collect();
        assert!(over.iter().all(|words| !text.contains(words)), "{}: a limit that no longer holds", service.key);
        assert!(text.contains("hari kerja"), "{}: {text}", service.key);
        // What is built and what is wished for is neither objected to nor reported on.
        if service.lists.amount.is_none() || service.project.is_some() || service.support.is_some() {
            continue;
        }
        assert!(text.contains("Ajukan keberatan"), "{}: {text}", service.key);
        assert!(text.contains("10 Januari tahun berikutnya"), "{}: {text}", service.key);
    }
    let grant = bare(&town.get(&format!("/{REGION}/hibah/aturan"), None).await.text());
    assert!(grant.contains("Paling lama 14 hari kerja") && grant.contains("dinas yang membidangi urusannya"), "{grant}");
}
