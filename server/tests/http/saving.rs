//! Saving data, over HTTP: asked for by the browser or chosen in the foot, and what a page then leaves out.
use crate::{
    answers::Answer,
    browser::Browser,
    town::{REGION, Town},
    walk::hand_in,
};
use axum::body::Body;
use http::{Request, header};

async fn get(town: &Town, path: &str, cookies: &str, save_data: bool) -> Answer {
    let mut request = Request::get(path).header(header::ACCEPT, "text/html").header(header::COOKIE, cookies);
    if save_data {
        request = request.header("save-data", "on");
    }
    town.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_page_loads_less_where_data_is_saved() {
    let town = &Town::open().await;
    let home = format!("/{REGION}");
    let note = "Mode hemat data aktif";
    let plain = get(town, &home, "", false).await;
    assert!(plain.header("vary").contains("save-data"), "{}", plain.header("vary"));
    let saving = get(town, &home, "", true).await.text();
    assert!(!plain.text().contains(note) && plain.text().contains("<img"), "nobody asked");
    assert!(saving.contains(note) && saving.contains("data-hemat=\"ya\"") && !saving.contains("<img"), "{saving}");
    // What was chosen stands above what the browser says, either way.
    assert!(get(town, &home, "hemat=ya", false).await.text().contains(note));
    assert!(!get(town, &home, "hemat=tidak", true).await.text().contains(note));

    let handed = hand_in(town, None).await;
    let session = format!("{}={}", engine::COOKIE, handed.token);
    let track = format!("/{REGION}/lacak/{}", handed.number);
    let live = get(town, &track, &session, false).await.text();
    assert!(live.contains("/lacak.js") && live.contains("data-aliran"), "{live}");
    let still = get(town, &track, &session, true).await.text();
    assert!(!still.contains("/lacak.js") && !still.contains("data-aliran=\"/"), "{still}");
    assert!(still.contains("Muat ulang") && still.contains("tidak memperbarui dirinya sendiri"), "{still}");
}

#[tokio::test]
async fn the_foot_switches_it() {
    let town = &Town::open().await;
    for (to, cookie) in [("ya", "hemat=ya"), ("tidak", "hemat=tidak"), ("<x>", "hemat=tidak")] {
        let answer = Browser::new(town).send("/hemat", &[("ke", to)]).await;
        assert_eq!(answer.status, 303);
        assert!(answer.header("set-cookie").starts_with(cookie), "{}", answer.header("set-cookie"));
    }
}
