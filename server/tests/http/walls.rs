//! A screen that hangs in a room: what its link opens, that it names nobody and changes nothing, and that it can be taken back.
use crate::{
    browser::{Browser, pairs},
    town::{REGION, Town},
    walk::hand_in,
};
use axum::body::Body;
use http::{Request, header};
use serde_json::json;

/// A page for a screen that has nothing but this cookie.
pub(crate) async fn at_wall(town: &Town, cookie: &str) -> crate::answers::Answer {
    let request = Request::get(format!("/{REGION}/komando/dinding")).header(header::ACCEPT, "text/html").header(header::COOKIE, cookie);
    town.ask(request.body(Body::empty()).unwrap()).await
}

/// The cookie that a link leaves.
async fn opened(town: &Town, link: &str) -> String {
    let answer = town.get(link, None).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, format!("/{REGION}/komando/dinding").as_str()));
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["HttpOnly", "Secure", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

/// The cookie of a new wall, made by somebody who may.
pub(crate) async fn linked(town: &Town, operator: &mut Browser<'_>) -> String {
    let made = operator.follow(&format!("/{REGION}/komando/tautan"), &pairs(&[("name", "Uji"), ("board", "utama")])).await.text();
    let link = made.split(&format!("/{REGION}/komando/dinding/buka/")).nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
    opened(town, &format!("/{REGION}/komando/dinding/buka/{link}")).await
}

#[tokio::test]
async fn a_link_opens_one_board_and_is_taken_back_at_once() {
    let town = Town::open().await;
    let (handed, tu) = (hand_in(&town, None).await, town.persona("tu").await);
    town.post(&format!("cases/{}/assignment", handed.number), Some(&tu), json!({"what": "take"})).await.expect(200);
    let links = format!("/{REGION}/komando/tautan");
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let empty = operator.follow(&links, &pairs(&[("name", " "), ("board", "utama")])).await.text();
    assert!(empty.contains("href=\"#name\""), "{empty}");
    let other = operator.follow(&links, &pairs(&[("name", "Lobi"), ("board", "tiada")])).await.text();
    assert!(other.contains("href=\"#board\"") && other.contains("value=\"Lobi\""), "{other}");
    let sent = operator.send(&links, &[("name", "Lobi balai kota"), ("board", "utama")]).await;
    let made_at = sent.header("location").to_owned();
    let made = operator.open(&made_at).await.text();
    let link = made.split(&format!("/{REGION}/komando/dinding/buka/")).nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
    assert_eq!(link.len(), 64, "{made}");
    let again = operator.open(&made_at).await.text();
    assert!(again.contains("Lobi balai kota") && !again.contains(&link), "the link is shown once, and a reload shows it no more");

    let cookie = opened(&town, &format!("/{REGION}/komando/dinding/buka/{link}")).await;
    let wall = at_wall(&town, &cookie).await;
    let shown = wall.text();
    assert_eq!((wall.status.as_u16(), wall.header("cache-control")), (200, "no-store"));
    assert!(shown.contains("Lobi balai kota") && shown.matches("class=\"screen\"").count() == 4, "{shown}");
    assert!(shown.contains("<p class=\"big\">1</p>") && shown.contains("Petugas 1"), "{shown}");
    assert!(!shown.contains("Petugas TU Contoh") && !shown.contains(&handed.number), "a wall names nobody");
    // It opens nothing else.
    for page in [format!("/{REGION}/komando"), format!("/{REGION}/meja"), links.clone()] {
        let request = Request::get(&page).header(header::ACCEPT, "text/html").header(header::COOKIE, &cookie);
        let answer = town.ask(request.body(Body::empty()).unwrap()).await.text();
        assert!(!answer.contains("class=\"big\"") && !answer.contains("Lobi balai kota"), "{page}");
    }

    // Whoever administers or oversees makes links, and nobody else.
    for role in ["tu", "opd", "pemohon"] {
        let mut somebody = Browser::of(&town, &town.persona(role).await);
        let answer = somebody.follow(&links, &pairs(&[("name", "x"), ("board", "utama")])).await.text();
        assert!(!answer.contains("komando/dinding/buka/"), "{role}");
    }
    let id = again.split(&format!("{links}/")).nth(1).unwrap().split('/').next().unwrap().to_owned();
    let gone = operator.follow(&format!("{links}/{id}/cabut"), &[]).await.text();
    assert!(gone.contains("dicabut"), "{gone}");
    let dark = at_wall(&town, &cookie).await;
    assert!(dark.status == 403 && !dark.text().contains("class=\"big\""), "{}", dark.status);
    assert_eq!(at_wall(&town, "x=y").await.status, 401);
    let none = town.get(&format!("/{REGION}/komando/dinding/buka/{}", "0".repeat(64)), None).await;
    assert!(none.header("set-cookie").contains("Max-Age=0"));
}
