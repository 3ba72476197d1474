//! A visit is put on record from a device without a line. On both databases.
use crate::{
    answers::Answer,
    licences::{ask, assigned, by, document},
    town::{Part, REGION, Town, parts},
    walk::{PICTURE, take},
};
use serde_json::json;

/// What a device sends that kept its report: a form in parts, and the mark that words are wanted and no page.
async fn sent(town: &Town, path: &str, session: &str, texts: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
    let files: Vec<Part<'_>> = files.iter().map(|(name, file, bytes)| (*name, *file, "image/png", *bytes)).collect();
    let (kind, body) = parts(texts, &files);
    let request = http::Request::post(path)
        .header("content-type", kind)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("{}={session}", engine::COOKIE))
        .header("terang-luring", "1");
    town.ask(request.body(body.into()).unwrap()).await
}

/// A visit is written on a phone without a line and sent two days later: both times are kept, distances measured, what is far is flagged.
pub(crate) async fn far_away(town: &Town) {
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan"), ("point", "-6.9147, 107.6098")], None).await;
    let number = handed.number.as_str();
    let officer = assigned(town, number, "verifikator-izin").await;
    take(town, &officer, number, "complete", json!({})).await;
    let officer = assigned(town, number, "teknis-izin").await;
    take(town, &officer, number, "to_visit", json!({})).await;
    by(town, "koordinator-izin", number, "schedule", json!({})).await;
    let route = format!("/{REGION}/meja/rute");
    let (mut drawn, mut others) = (vec![], vec![]);
    for who in ["teknis-izin", "teknis-izin-2", "teknis-izin-3"] {
        let session = town.persona(who).await;
        let list = town.get(&route, Some(&session)).await.text();
        if list.contains(number) { drawn.push(session) } else { others.push(session) }
    }
    assert_eq!((drawn.len(), others.len()), (2, 1), "two were drawn");
    let page = format!("{route}/{number}");
    assert_eq!(town.get(&page, Some(&others[0])).await.status, 404, "who was not drawn has no visit");
    let shown = town.get(&page, Some(&drawn[0])).await.text();
    assert!(shown.contains("data-tanda") && shown.contains("data-foto") && !shown.contains("0800-000-0001"), "{shown}");
    let seen = town.read(&format!("cases/{number}"), Some(&drawn[0])).await.expect(200)["version"].to_string();
    let today = town.engine.now().day(town.pack().zone()).to_string();
    let written = (town.engine.now().millis() + 1).to_string();
    town.later(2);
    let session = town
        .persona(if town.get(&route, Some(&town.persona("teknis-izin").await)).await.text().contains(number) {
            "teknis-izin"
        } else {
            "teknis-izin-2"
        })
        .await;
    let mut texts: Vec<(&str, &str)> = vec![
        ("seen", &seen),
        ("action", "report_visit"),
        ("ditulis", &written),
        ("perangkat", "-6.9148, 107.6099"),
        ("captured.visited_on", &today),
        ("captured.visit_findings", "Sesuai permohonan"),
        ("captured.visit_point", "-6.9000, 107.6098"),
    ];
    let marks: Vec<(String, &str)> = ["there", "as_declared", "safe"]
        .iter()
        .flat_map(|i| [(format!("checklist.{i}.verdict"), "fits"), (format!("checklist.{i}.evidence"), "Dilihat sendiri")])
        .collect();
    texts.extend(marks.iter().map(|(name, text)| (name.as_str(), *text)));
    let files: Vec<(&str, &str, &[u8])> = vec![
        ("captured.visit_photos", "depan.png", PICTURE),
        ("captured.witness_signature", "saksi.png", PICTURE),
        ("captured.officer_signature", "petugas.png", PICTURE),
    ];
    // Something is missing: the device is told what, and keeps the rest.
    let answer = sent(town, &page, &session, &texts, &files).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.json()["words"].as_str().unwrap().contains("Nama pemohon"), "{}", answer.text());
    texts.push(("captured.witness_name", "Contoh Rekaan"));
    let answer = sent(town, &page, &session, &texts, &files).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let version = town.read(&format!("cases/{number}"), Some(&session)).await.expect(200)["version"].clone();
    let again = sent(town, &page, &session, &texts, &files).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, answer.json()), "a device whose answer was lost is told the same once more");
    let now = town.read(&format!("cases/{number}"), Some(&session)).await.expect(200)["version"].clone();
    assert_eq!(now, version, "and the visit is on record once");
    let other = (written.parse::<i64>().unwrap() + 1).to_string();
    let mut else_written = texts.clone();
    else_written.retain(|(name, _)| *name != "ditulis");
    else_written.push(("ditulis", &other));
    let refused = sent(town, &page, &session, &else_written, &files).await;
    assert!(refused.status.is_client_error() && !refused.json()["words"].as_str().unwrap().is_empty(), "{}", refused.text());
    let overseer = town.persona("inspektorat").await;
    let case = town.get(&format!("/{REGION}/meja/{number}"), Some(&overseer)).await.text();
    assert!(case.contains("1.635 m dari titik permohonan"), "{case}");
    assert!(case.contains("Ditulis tanpa sinyal pada") && case.contains("Peninjauan jauh dari titik permohonan"), "{case}");
    let minutes = document(town, &handed, "bap-peninjauan").await;
    assert!(minutes.is_some(), "the minutes are a document");
    // Without a session the device is told to sign in, and keeps what it has.
    let out = sent(town, &page, "x", &texts, &files).await;
    assert_eq!(out.status, 401, "{}", out.text());
}

#[tokio::test]
async fn a_visit_is_sent_when_there_is_a_line_again() {
    Box::pin(far_away(&Town::open().await)).await;
}
