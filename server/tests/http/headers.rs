//! What browsers are told to do and not to do.
use crate::{
    browser::Browser,
    town::{PASSWORD, REGION, Town},
};
use http::Method;

#[tokio::test]
async fn every_answer_holds_browsers_back() {
    let town = Town::open().await;
    for path in ["/", "/kota-bandung", "/no-such-region", "/favicon.svg", "/pkg/b1/terang.css", "/healthz", "/api/v1/openapi.json"] {
        let answer = town.get(path, None).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("x-request-id").len(), 16, "{path}");
        let is_file = ["/favicon.svg", "/pkg/b1/terang.css"].contains(&path);
        assert!(is_file || answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(answer.headers.get("strict-transport-security").is_none(), "{path}: people don't come by https here");
    }
    let other = Town::with(|c| c.address = Some("https://terang.example.go.id".to_owned())).await;
    assert!(other.get("/", None).await.header("strict-transport-security").contains("max-age="));
}

#[tokio::test]
async fn a_page_runs_only_what_carries_its_nonce() {
    let town = Town::open().await;
    let pages = [town.get("/masuk", None).await, town.get("/masuk", None).await];
    let mut nonces = vec![];
    for page in &pages {
        let policy = page.header("content-security-policy");
        let scripts = policy.split(';').find(|p| p.trim().starts_with("script-src")).unwrap();
        assert!(
            !scripts.contains("unsafe-inline") && !scripts.contains("unsafe-eval'") || scripts.contains("wasm-unsafe-eval"),
            "{policy}"
        );
        assert!(
            policy.contains("object-src 'none'") && policy.contains("base-uri 'none'") && policy.contains("form-action 'self'"),
            "{policy}"
        );
        let nonce = scripts.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        let html = page.text();
        for tag in html.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.contains("src=")) {
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "an inline script without its nonce: <script{tag}>");
        }
        assert!(!html.contains(" style=\""), "a style attribute is not allowed by the policy");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn a_regions_mark_is_a_picture_and_can_do_nothing() {
    let town = Town::open().await;
    let page = town.get("/kota-bandung", None).await.text();
    let path =
        page.split("src=\"").find_map(|rest| rest.split('"').next().filter(|path| path.contains("/logo.svg?v="))).unwrap().to_owned();
    let mark = town.get(&path, None).await;
    assert_eq!((mark.status.as_u16(), mark.header("content-type")), (200, "image/svg+xml"));
    assert!(mark.header("content-security-policy").contains("default-src 'none'"), "opened by itself it runs nothing");
    assert!(town.get("/kab-serang", None).await.text().contains("src=\"/favicon.svg\""), "a region without one shows Terang's");
    assert_eq!(town.get("/kab-serang/logo.svg", None).await.status, 404);
}

#[tokio::test]
async fn the_session_cookie_is_out_of_reach() {
    let town = Town::open().await;
    let mut browser = Browser::new(&town);
    let answer = browser.send("/masuk", &[("login", &format!("pemohon@{REGION}.demo.test")), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie =
        answer.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap()).find(|v| v.starts_with("__Host-terang=")).unwrap();
    let parts: Vec<String> = cookie.split(';').map(|p| p.trim().to_ascii_lowercase()).collect();
    for flag in ["httponly", "secure", "samesite=lax", "path=/"] {
        assert!(parts.iter().any(|p| p == flag), "{flag} is missing: {cookie}");
    }
    assert!(!parts.iter().any(|p| p.starts_with("domain")), "{cookie}");

    // What a signed-in person saw is not kept, and what everybody sees is not taken from a cache unasked.
    assert_eq!(browser.open(&format!("/{REGION}/akun")).await.header("cache-control"), "no-store");
    assert!(["no-cache", "no-store"].contains(&town.get(&format!("/{REGION}"), None).await.header("cache-control")));

    let own = town.read("cases", browser.cookie.as_deref()).await;
    assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, "no-store"));

    // Signing out ends the session itself, not only the cookie.
    let token = browser.cookie.clone().unwrap();
    assert_eq!(browser.send("/keluar", &[]).await.status, 303);
    let answer = town.api(Method::GET, &format!("/api/v1/{REGION}/cases"), Some(&token), None).await;
    assert_eq!(answer.code(), "signed_out");
}

#[tokio::test]
async fn a_session_that_is_not_used_ends() {
    let town = Town::open().await;
    let token = town.persona("pemohon").await;
    town.read("cases", Some(&token)).await.expect(200);
    town.later(60);
    assert_eq!(town.read("cases", Some(&token)).await.code(), "signed_out");
    let page = town.get(&format!("/{REGION}/akun"), Some(&token)).await;
    assert!(!page.text().contains("Warga Percobaan"), "the page knows nobody");
}
