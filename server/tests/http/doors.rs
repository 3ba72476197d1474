//! What is there without a session: files, health, figures, and a clear answer where nothing is.
use crate::town::{REGION, Town};
use axum::{body::Body, extract::ConnectInfo};
use http::{Method, Request, header};
use std::net::SocketAddr;

#[tokio::test]
async fn a_build_is_kept_for_a_year_and_a_public_file_is_asked_for_again() {
    let town = Town::open().await;
    let css = town.get("/pkg/b1/terang.css", None).await;
    assert_eq!((css.status.as_u16(), css.header("cache-control")), (200, "public, max-age=31536000, immutable"));
    assert_eq!(town.get("/pkg/b0/terang.css", None).await.status, 404);
    assert_eq!(town.get("/pkg/../build-id", None).await.status, 404);
    let icon = town.get("/favicon.svg", None).await;
    assert_eq!((icon.status.as_u16(), icon.header("content-type")), (200, "image/svg+xml"));
    let again = Request::get("/favicon.svg").header("if-none-match", icon.header("etag")).body(Body::empty()).unwrap();
    assert_eq!(town.ask(again).await.status, 304);
    assert_eq!(town.get("/build-id", None).await.status, 404);
}

#[tokio::test]
async fn it_says_whether_it_lives_and_whether_it_can_work() {
    let town = Town::open().await;
    assert_eq!(town.get("/healthz", None).await.status, 200);
    let ready = town.get("/readyz", None).await;
    assert_eq!((ready.expect(200)["database"].as_bool(), ready.json()["build"].as_str()), (Some(true), Some("b1")));
    let bare = Town::with(|c| c.site = c.site.join("nothing")).await;
    assert_eq!(bare.get("/readyz", None).await.status, 503);
    assert_eq!(bare.get("/healthz", None).await.status, 200);
}

#[tokio::test]
async fn figures_are_for_the_operator() {
    let town = Town::open().await;
    town.get(&format!("/{REGION}"), None).await;
    town.read("queue", None).await;
    let text = town.get("/metrics", None).await.text();
    assert!(text.contains("terang_http_requests_total{route=\"/api/v1/{region}/queue\",method=\"GET\",status=\"4xx\"} 1"), "{text}");
    assert!(text.contains("terang_errors_total{code=\"signed_out\"} 1"), "{text}");
    assert!(text.contains("terang_http_answer_seconds_bucket") && text.contains("terang_writer_waiting 0"), "{text}");
    assert!(!text.contains(REGION), "no path stands in a label: {text}");
    let mut from_far = Request::get("/metrics").body(Body::empty()).unwrap();
    from_far.extensions_mut().insert(ConnectInfo::<SocketAddr>("203.0.113.1:40000".parse().unwrap()));
    assert_eq!(town.ask(from_far).await.status, 404);
}

#[tokio::test]
async fn what_is_not_there_has_a_page() {
    let town = Town::open().await;
    for path in ["/kota-khayal", "/kota-khayal/hibah", "/kota-bandung/tidak-ada", "/kota-bandung/hibah/HB-2026-999999-9"] {
        let answer = town.get(path, None).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.header("content-type").starts_with("text/html") && answer.text().contains("<h1"), "{path}: {}", answer.text());
    }
    let answer = town.api(Method::GET, "/api/v1/kota-khayal/services", None, None).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn a_demonstrations_clock_stands_where_its_settings_leave_it() {
    let town = Town::open().await;
    let request = Request::post("/demo/hari").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = town.ask(request.body(Body::from("days=30")).unwrap()).await;
    assert_eq!(answer.status, 404);
}
