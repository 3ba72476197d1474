//! The document of the API is whole: it is 3.1, names every route that is promised, and what it names is there.
use crate::town::{REGION, Town};
use http::Method;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every JSON route. Who adds one adds it here, and looks at its rights in `rights.txt`.
const ROUTES: &str = include_str!("routes.txt");

async fn document(town: &Town) -> Value {
    town.api(Method::GET, "/api/v1/openapi.json", None, None).await.expect(200)
}

fn routes(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase())))
        .collect()
}

#[tokio::test]
async fn it_lists_every_route_and_nothing_else() {
    let town = Town::open().await;
    let document = document(&town).await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    let promised: BTreeSet<String> = ROUTES.lines().map(str::to_owned).collect();
    assert_eq!(routes(&document), promised);
}

#[tokio::test]
async fn what_it_lists_is_there() {
    let town = Town::open().await;
    for route in routes(&document(&town).await) {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path
            .replace("{region}", REGION)
            .replace("{case}", "x")
            .replace("{document}", "x")
            .replace("{batch}", "x")
            .replace("{service}", "x")
            .replace("{action}", "x")
            .replace("{list}", "x");
        let answer = town.api(method.parse().unwrap(), &path.replace("{slot}", "x").replace("{hash}", "x"), None, None).await;
        assert_ne!(answer.status, 405, "{route}");
        if !answer.status.is_success() {
            answer.code();
        }
    }
    let nothing = town.api(Method::GET, &format!("/api/v1/{REGION}/nothing"), None, None).await;
    assert_eq!((nothing.status.as_u16(), nothing.code().as_str()), (404, "not_found"));
    assert_eq!(town.api(Method::PUT, &format!("/api/v1/{REGION}/cases"), None, None).await.code(), "method_not_allowed");
}

#[tokio::test]
async fn every_name_in_it_leads_somewhere() {
    let town = Town::open().await;
    let document = document(&town).await;
    let mut found = vec![];
    references(&document, &mut found);
    assert!(found.len() > 50);
    for name in found {
        assert!(document.pointer(name.trim_start_matches('#')).is_some(), "{name}");
    }
    let mut ids = BTreeSet::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|i| i.as_object().unwrap().values()) {
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{}", operation["operationId"]);
        assert!(operation["responses"]["default"]["content"]["application/problem+json"].is_object());
    }
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(text) if key == "$ref" => found.push(text.to_owned()),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|v| references(v, found)),
        _ => {}
    }
}

#[tokio::test]
async fn a_problem_speaks_the_language_asked_for() {
    let town = Town::open().await;
    let mut titles = vec![];
    for lang in ["id", "en-GB,en;q=0.9"] {
        let mut request = crate::town::api_request(Method::GET, &format!("/api/v1/{REGION}/queue"), None, None);
        request.headers_mut().insert("accept-language", lang.parse().unwrap());
        let answer = town.ask(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "signed_out"));
        titles.push(answer.json()["title"].as_str().unwrap().to_owned());
    }
    assert_ne!(titles[0], titles[1]);
}

#[tokio::test]
async fn lists_are_paged_by_their_last_entry() {
    let town = Town::open().await;
    let service = crate::walk::service(&town).key;
    let mut numbers = BTreeSet::new();
    for _ in 0..3 {
        numbers.insert(crate::walk::hand_in(&town, None).await.number);
    }
    let mut seen = vec![];
    let mut after = String::new();
    loop {
        let page = town.read(&format!("public/{service}?limit=2{after}"), None).await.expect(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|l| l["number"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 3);
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), numbers);
}
