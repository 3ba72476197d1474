//! Guessing is slow, and tells nothing.
use crate::{
    browser::Browser,
    town::{REGION, Town},
    walk::hand_in,
};
use axum::body::Body;
use http::{Method, Request};
use serde_json::json;

/// The limits of the documented defaults, which demonstration mode would lift.
async fn strict() -> Town {
    Town::with(|c| c.demo_factor = 1).await
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_secret_look_the_same() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    let wrong_secret = "AAAA-BBBB-CCCC";
    // A number that has the right shape and check digit but is no case's.
    let no_case = domain::number::CaseNumber::new("HB", 2026, 777_777).unwrap().to_string();
    let mut answers = vec![];
    for (number, secret) in
        [(handed.number.as_str(), wrong_secret), (&no_case, wrong_secret), (&no_case, &handed.secret), ("bukan nomor", "x")]
    {
        let mut browser = Browser::new(&town);
        let answer = browser.send(&format!("/{REGION}/lacak"), &[("nomor", number), ("rahasia", secret)]).await;
        assert!(browser.cookie.is_none(), "nothing is opened for {number}");
        answers.push((answer.status, answer.header("location").split("nomor=").next().unwrap_or_default().to_owned()));

        let mut request = Request::get(format!("/api/v1/{REGION}/cases/{}", number.replace(' ', ""))).body(Body::empty()).unwrap();
        request.headers_mut().insert("case-secret", secret.parse().unwrap());
        assert_eq!(town.ask(request).await.code(), "not_found", "{number}");
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");

    let mut request = Request::get(format!("/api/v1/{REGION}/cases/{}", handed.number)).body(Body::empty()).unwrap();
    request.headers_mut().insert("case-secret", handed.secret.parse().unwrap());
    assert_eq!(town.ask(request).await.expect(200)["standing"], "owner");
}

#[tokio::test]
async fn the_twenty_first_secret_a_minute_is_not_looked_at() {
    let town = strict().await;
    let ask = || {
        let mut request = Request::get(format!("/api/v1/{REGION}/cases/HB-2026-1")).body(Body::empty()).unwrap();
        request.headers_mut().insert("case-secret", "AAAA-BBBB-CCCC".parse().unwrap());
        town.ask(request)
    };
    for _ in 0..20 {
        assert_eq!(ask().await.code(), "not_found");
    }
    let refused = ask().await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (429, "too_many_requests"));
    assert!((1..=60).contains(&refused.header("retry-after").parse::<u64>().unwrap()));

    // The form on the page has the same counter, and says in words what to do.
    let page = Browser::new(&town).send(&format!("/{REGION}/lacak"), &[("nomor", "x"), ("rahasia", "x")]).await;
    assert_eq!(page.status, 429);
    assert!(page.text().contains("Tunggu "), "{}", page.text());
}

#[tokio::test]
async fn an_account_is_tried_ten_times_in_ten_minutes_wherever_from() {
    let town = strict().await;
    let login = format!("tu@{REGION}.demo.test");
    let mut codes = vec![];
    for i in 0..12 {
        let mut request =
            crate::town::api_request(Method::POST, "/api/v1/sessions", None, Some(json!({"login": login, "password": "salah"})));
        let from: std::net::SocketAddr = format!("203.0.113.{i}:40000").parse().unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(from));
        codes.push(town.ask(request).await.code());
    }
    assert_eq!(codes[..10], vec!["wrong_credentials"; 10]);
    assert_eq!(codes[10..], vec!["too_many_requests"; 2]);
}

#[tokio::test]
async fn wrong_passwords_do_not_tell_whether_there_is_an_account() {
    let town = Town::open().await;
    let try_login = |login: String| {
        let request = crate::town::api_request(Method::POST, "/api/v1/sessions", None, Some(json!({"login": login, "password": "salah"})));
        town.ask(request)
    };
    let known = try_login(format!("tu@{REGION}.demo.test")).await;
    let unknown = try_login("tidak-ada@contoh.test".to_owned()).await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!(known.code(), "wrong_credentials");
}
