//! How Terang itself answers is measured by itself, and for everybody to see.
use crate::{
    browser::Browser,
    town::{REGION, Town},
};

const PAGE: &str = "transparansi/layanan";

#[tokio::test]
async fn what_was_measured_is_published() {
    let town = Town::open().await;
    let health = town.engine.health();
    let page = format!("/{REGION}/{PAGE}");
    let empty = town.get(&page, None).await;
    assert!(empty.status == 200 && empty.text().contains("–"), "{}", empty.text());
    // Three minutes with a server, ten without, one with.
    for (minutes, asks) in [(1, 3), (1, 0), (11, 2), (1, 0)] {
        for _ in 0..asks {
            town.get(&format!("/{REGION}"), None).await;
        }
        health.keep().await.unwrap();
        town.clock.forward(minutes * 60_000);
    }
    let measured = health.of(&town.pack(), 1).await.unwrap();
    let answers: i64 = measured.hours.iter().map(|hour| hour.answers()).sum();
    assert_eq!(answers, 6, "five pages and the empty one; what stands in no region is not counted");
    let shown = town.get(&page, None).await.text();
    // Four of fourteen minutes, and the break.
    assert!(shown.contains("28,57 %") && shown.contains("<b>10 menit</b>"), "{shown}");

    // Failed sign-ins are counted, and right ones are not.
    for (password, fails) in [("salah", true), (crate::town::PASSWORD, false)] {
        let mut browser = Browser::new(&town);
        let login = format!("tu@{REGION}.demo.test");
        browser.send("/masuk", &[("login", &login), ("password", password)]).await;
        assert_eq!(browser.cookie.is_none(), fails, "{password}");
    }
    health.keep().await.unwrap();
    let failed: i64 = health.of(&town.pack(), 1).await.unwrap().hours.iter().map(|hour| hour.sign_ins_failed).sum();
    assert_eq!(failed, 1);
    let portal = format!("/{REGION}/transparansi");
    assert!(town.get(&format!("/{REGION}"), None).await.text().contains(&portal), "the region's first page leads to the portal");
    assert!(town.get(&portal, None).await.text().contains(&page), "and the portal leads there");
}
