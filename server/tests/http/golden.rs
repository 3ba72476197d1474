//! Each programme from its hand-in to its end: given back and mended on the way, refused once and taken up again where it has
//! objections, on a list where it has lists, paid, reported, accepted. Every document that was issued opens and is verified.
use crate::{
    browser::Browser,
    filler::{Filler, pdf},
    lists,
    town::{REGION, Town},
    walk::{Handed, Office, agency_of, perform},
};
use domain::{
    form::{Answers, Kind},
    number::CaseNumber,
    pack::Service,
};
use http::Method;
use serde_json::{Value, json};

/// Hands a request for a service in, filled from the form's description alone.
async fn hand_in(town: &Town, service: &Service) -> Handed {
    let pack = town.pack();
    let today = town.engine.now().day(pack.zone());
    let agency = agency_of(town, &town.persona("opd").await).await.unwrap();
    let affair = pack.lists.values().flatten().find(|c| c.agency.as_deref() == Some(&agency)).unwrap().key.clone();
    let filler = Filler::new(&pack, today).with(service.lists.affair.as_deref().unwrap(), &affair);
    let answers: Answers = filler.form(&service.form);
    let begun = town.post("cases", None, json!({"service": service.key})).await.expect(201);
    let (id, token) = (begun["id"].as_str().unwrap().to_owned(), begun["token"].as_str().unwrap().to_owned());
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    for slot in filler.papers(&service.form, &answers) {
        town.attach(&id, slot, &format!("{slot}.pdf"), &pdf(slot), Some(&token)).await.expect(201);
    }
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let text = |key: &str| receipt[key].as_str().unwrap().to_owned();
    Handed { number: text("number"), secret: text("secret"), token }
}

/// Who can do something of an effect now, with the offer and the list that it stands in: the first way forward that the
/// workflow names.
async fn offered(town: &Town, sessions: &[(String, String)], number: &str, effect: &str) -> Option<(String, Value, Value)> {
    for (_, token) in sessions {
        let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
        if let Some(offer) = list["items"].as_array().unwrap().iter().find(|o| o["effect"] == effect) {
            return Some((token.clone(), offer.clone(), list.clone()));
        }
    }
    None
}

/// The whole way of a service; its number and the stages that it passed.
async fn whole_way(town: &Town, office: &Office, service: &Service) -> (String, Vec<String>) {
    let handed = hand_in(town, service).await;
    let number = handed.number.as_str();
    let mut sessions: Vec<(String, String)> = vec![("applicant".to_owned(), handed.token.clone())];
    sessions.extend(office.0.clone());
    let field = service.form.fields().find(|f| matches!(f.kind, Kind::LongText { .. } | Kind::Text { .. }) && !f.is_sealed()).unwrap();
    let (mut mended, mut objected, mut passed) = (false, false, vec![]);
    for _ in 0..60 {
        let case = town.read(&format!("cases/{number}"), Some(&office.0["inspektorat"])).await.expect(200);
        let stage = case["stage"].as_str().unwrap().to_owned();
        passed.push(stage.clone());
        if case["outcome"] == "done" {
            break;
        }
        if case["outcome"] == "refused" {
            let (token, offer, list) = offered(town, &sessions, number, "object").await.expect("a refusal can be objected to");
            perform(town, &token, number, &offer, &list, Value::Null).await;
            let (token, offer, list) = offered(town, &sessions, number, "reopen").await.expect("the objection is heard");
            perform(town, &token, number, &offer, &list, Value::Null).await;
            objected = true;
            continue;
        }
        let known = service.workflows.last().unwrap().stage(&stage).unwrap();
        if known.is_by_list() {
            lists::pass(town, office, known.holder.role.as_deref().unwrap(), number).await;
            continue;
        }
        if !mended && let Some((token, offer, list)) = offered(town, &sessions, number, "return").await {
            let more = json!({"items": [{"field": field.key, "reason": "Kurang jelas"}]});
            perform(town, &token, number, &offer, &list, more).await;
            town.post(&format!("cases/{number}/mending"), Some(&handed.token), Value::Null).await.expect(200);
            town.post(&format!("cases/{number}/mending/send"), Some(&handed.token), Value::Null).await.expect(200);
            mended = true;
            continue;
        }
        if mended
            && !objected
            && let Some((token, offer, list)) = offered(town, &sessions, number, "refuse").await
        {
            let reason = service.reasons.first().unwrap().key.clone();
            perform(town, &token, number, &offer, &list, json!({"reason": reason})).await;
            continue;
        }
        let (token, offer, list) =
            offered(town, &sessions, number, "advance").await.unwrap_or_else(|| panic!("nothing leads on from {stage}"));
        perform(town, &token, number, &offer, &list, Value::Null).await;
    }
    assert!(mended && objected, "{}: mended {mended}, objected {objected}", service.key);
    let pack = town.pack();
    let visitor = town.engine.accounts().visitor(Some(&handed.token)).await.unwrap();
    let papers = town.engine.papers().of_case(&pack, &visitor, &number.parse::<CaseNumber>().unwrap()).await.unwrap();
    assert!(papers.len() >= 3, "{}: receipt, return and refusal at least, {papers:?}", service.key);
    for paper in papers {
        let file = town.get(&format!("/{REGION}/dokumen/{}.pdf", paper.number), Some(&handed.token)).await;
        assert!(file.status == 200 && file.body.starts_with(b"%PDF"), "{}: {}", paper.kind, file.status);
        let check = town.get(&format!("/{REGION}/verifikasi/{}", paper.number), None).await;
        assert!(check.status == 200 && check.text().contains(&paper.number.to_string()), "{}: {}", paper.kind, check.text());
    }
    (number.to_owned(), passed)
}

/// The recap of a programme has the case: masked on the page, whole in the table that the treasurer takes out, and each
/// taking out is an event of the case. Nobody else takes it out.
async fn recapped(town: &Town, office: &Office, service: &Service, number: &str) {
    let case = town.read(&format!("cases/{number}"), Some(&office.0["inspektorat"])).await.expect(200);
    let (year, place) = (&case["fiscal_year"], format!("/{REGION}/meja/rekap/{}", service.path));
    let home = "Jalan Rekaan No. 99";
    let looked = async || {
        let events = town.read(&format!("cases/{number}/events"), Some(&office.0["inspektorat"])).await.expect(200);
        events["items"].as_array().unwrap().iter().filter(|e| e["kind"] == "revealed").count()
    };
    for (role, status) in [("ppkd", 200), ("inspektorat", 200), ("opd", 403), ("pemohon", 403)] {
        let session = match office.0.get(role) {
            Some(token) => token.clone(),
            None => town.persona(role).await,
        };
        let page = town.get(&format!("{place}?tahun={year}"), Some(&session)).await;
        assert_eq!(page.status, status, "{role}: {}", page.text());
        assert!(!page.text().contains(home), "{role} sees an address");
        assert_eq!(page.text().contains(number), status == 200, "{role}");
    }
    assert!(!town.get(&format!("{place}?tahun=2019"), Some(&office.0["ppkd"])).await.text().contains(number), "another year");
    let before = looked().await;
    let year = year.to_string();
    for role in ["inspektorat", "opd"] {
        let refused = Browser::of(town, &office.0[role]).send(&place, &[("tahun", &year)]).await;
        assert_eq!((refused.status.as_u16(), refused.text().contains(home)), (403, false), "{role}");
    }
    assert_eq!(looked().await, before, "who is refused has not looked");
    let table = Browser::of(town, &office.0["ppkd"]).send(&place, &[("tahun", &year)]).await;
    assert!(table.status == 200 && table.header("content-type").starts_with("text/csv"), "{}", table.text());
    let line = table.text().lines().find(|l| l.starts_with(number)).map(str::to_owned).unwrap_or_else(|| panic!("{}", table.text()));
    let amount = case["amounts"].as_array().unwrap().last().unwrap()["rupiah"].to_string();
    assert!(line.contains(home) && line.ends_with(&format!(";{amount}")), "{line}");
    let sealed = service.recap.as_ref().unwrap().fields.iter().filter(|f| service.form.field(f).is_some_and(|f| f.is_sealed())).count();
    assert_eq!(looked().await, before + sealed, "an event for each private column");
}

/// The list of a case whose applicant is a person: named on the officers' paper, and on no other.
async fn named_for_officers(town: &Town, office: &Office, number: &str) {
    let events = town.read(&format!("cases/{number}/events"), Some(&office.0["ppkd"])).await.expect(200);
    let captured = events["items"].as_array().unwrap().iter().rev().find_map(|e| e["captured"]["list_number"].as_str());
    let subject = format!("list:{}", captured.unwrap());
    let officer = town.engine.accounts().visitor(Some(&office.0["ppkd"])).await.unwrap();
    let pack = town.pack();
    let papers = town.engine.papers().of_subject(&pack, &officer, &subject).await.unwrap();
    let (inside, public): (Vec<_>, Vec<_>) = papers.iter().partition(|p| p.kind.ends_with("-petugas"));
    assert!(!inside.is_empty() && !public.is_empty(), "{papers:?}");
    for paper in inside {
        let file = format!("/{REGION}/dokumen/{}.pdf", paper.number);
        assert_eq!(town.get(&file, Some(&office.0["ppkd"])).await.status, 200);
        assert_eq!(town.get(&file, None).await.status, 404, "nobody else reads who they are");
    }
    let strangers = town.engine.papers().of_subject(&pack, &engine::Visitor::default(), &subject).await.unwrap();
    assert!(strangers.iter().all(|p| !p.kind.ends_with("-petugas")), "{strangers:?}");
}

#[tokio::test]
async fn every_programme_is_led_to_its_end() {
    all(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn all(town: &Town) {
    let office = Office::open(town).await;
    lists::fund(town, &office).await;
    // Those that give money; what else there is has tests of its own.
    for service in
        town.pack().services.clone().into_iter().filter(|s| s.lists.amount.is_some() && s.project.is_none() && s.support.is_none())
    {
        let (number, passed) = whole_way(town, &office, &service).await;
        for stage in service.workflows.last().unwrap().line() {
            assert!(passed.contains(&stage.key), "{}: {} was not passed: {passed:?}", service.key, stage.key);
        }
        if service.nominative.as_ref().is_some_and(|rule| rule.office_document.is_some()) {
            named_for_officers(town, &office, &number).await;
        }
        if service.recap.is_some() {
            recapped(town, &office, &service, &number).await;
        }
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}
