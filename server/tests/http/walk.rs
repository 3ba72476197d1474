//! A whole case through the API alone: begun without an account, handed in, moved by each persona in turn until it stands
//! on the public list with its approved amount. What to do is read from the answers, as any program would.
use crate::{
    filler::{Filler, pdf},
    lists,
    town::{REGION, Town},
};
use domain::{
    form::{Answers, FileKind, Kind},
    pack::Service,
};
use http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A case that was handed in.
pub(crate) struct Handed {
    pub(crate) number: String,
    pub(crate) secret: String,
    pub(crate) token: String,
}

/// The first service of the town.
pub(crate) fn service(town: &Town) -> Service {
    town.pack().services.first().unwrap().clone()
}

/// The agency of the post that a persona holds.
pub(crate) async fn agency_of(town: &Town, token: &str) -> Option<String> {
    let visitor = town.engine.accounts().visitor(Some(token)).await.unwrap();
    visitor.person?.posts.first()?.agency.as_ref().map(|a| a.0.clone())
}

/// Answers for the town's first service, of a field of affairs that the evaluating persona's agency is in charge of.
pub(crate) async fn answers(town: &Town) -> Answers {
    let pack = town.pack();
    let service = service(town);
    let today = town.engine.now().day(pack.zone());
    let agency = agency_of(town, &town.persona("opd").await).await.unwrap();
    let affair = pack.lists.values().flatten().find(|c| c.agency.as_deref() == Some(&agency)).unwrap().key.clone();
    let field = service.lists.affair.clone().unwrap();
    Filler::new(&pack, today).with(&field, &affair).form(&service.form)
}

/// Begins, fills and gives papers to a draft; its id and the session that owns it.
pub(crate) async fn draft(town: &Town, token: Option<&str>) -> (String, String) {
    let service = service(town);
    let answers = answers(town).await;
    let begun = town.post("cases", token, json!({"service": service.key})).await.expect(201);
    let id = begun["id"].as_str().unwrap().to_owned();
    let token = begun["token"].as_str().or(token).unwrap().to_owned();
    let filled =
        town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    let filler_papers = Filler::new(&town.pack(), town.engine.now().day(town.pack().zone())).papers(&service.form, &answers);
    let missing: Vec<&str> = filled["problems"].as_array().unwrap().iter().map(|p| p["path"].as_str().unwrap()).collect();
    assert_eq!(missing, filler_papers, "only the papers are missing now");
    for slot in filler_papers {
        let name = format!("{slot}.pdf");
        town.attach(&id, slot, &name, &pdf(slot), Some(&token)).await.expect(201);
    }
    (id, token)
}

/// The same, handed in.
pub(crate) async fn hand_in(town: &Town, token: Option<&str>) -> Handed {
    let (id, token) = draft(town, token).await;
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let text = |key: &str| receipt[key].as_str().unwrap().to_owned();
    Handed { number: text("number"), secret: text("secret"), token }
}

/// Sessions of the personas by role.
pub(crate) struct Office(pub(crate) BTreeMap<String, String>);

impl Office {
    pub(crate) async fn open(town: &Town) -> Self {
        let mut sessions = BTreeMap::new();
        for role in town.pack().roles.iter().filter(|r| r.demo_name.is_some()) {
            sessions.insert(role.key.clone(), town.persona(&role.key).await);
        }
        Self(sessions)
    }

    /// The action with an effect that somebody is offered now: role, session and the offer, with the list it stands in.
    pub(crate) async fn offered(&self, town: &Town, number: &str, effect: &str) -> Option<(String, String, Value, Value)> {
        for (role, token) in &self.0 {
            let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
            if let Some(offer) = list["items"].as_array().unwrap().iter().find(|o| o["effect"] == effect) {
                return Some((role.clone(), token.clone(), offer.clone(), list.clone()));
            }
        }
        None
    }
}

/// A picture of one pixel.
pub(crate) const PICTURE: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";

/// The fields of an action that want a file, and whether a PDF will do.
fn files_of(town: &Town, case: &Value, action: &str) -> Vec<(String, bool)> {
    let pack = town.pack();
    let workflow = pack.service(case["service"].as_str().unwrap()).unwrap().workflows.last().unwrap();
    let captures = &workflow.action(case["stage"].as_str().unwrap(), action).unwrap().captures;
    let wanted = captures.iter().filter(|f| !f.optional && f.show_if.is_none());
    wanted
        .filter_map(|f| match &f.kind {
            Kind::File { accept, .. } => Some((f.key.clone(), accept.contains(&FileKind::Pdf))),
            _ => None,
        })
        .collect()
}

/// What a person would enter for an offer.
pub(crate) fn input(town: &Town, case: &Value, offer: &Value, list: &Value) -> Value {
    let pack = town.pack();
    let service = pack.service(case["service"].as_str().unwrap()).unwrap();
    let workflow = service.workflows.last().unwrap();
    let action = workflow.action(case["stage"].as_str().unwrap(), offer["action"].as_str().unwrap()).unwrap();
    let today = town.engine.now().day(pack.zone());
    let amount = case["amounts"].as_array().unwrap().last().map_or(1, |a| a["rupiah"].as_i64().unwrap());
    let mut filler = Filler::new(&pack, today);
    filler.rupiah = amount;
    if let Some(field) = &action.sets_affair {
        filler = filler.with(field, case["affair"].as_str().unwrap());
    }
    for field in &action.captures {
        if let Some(key) = field.same_as.as_deref().and_then(|path| path.strip_prefix("answers.")) {
            filler = filler.with(&field.key, case["answers"][key].as_str().unwrap());
        }
    }
    let marks: BTreeMap<&str, Value> = list["checklist"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| (i["key"].as_str().unwrap(), json!({"verdict": "fits", "evidence": "Dilihat sendiri"})))
        .collect();
    let checklist = if offer["checklist"] == "nothing" { json!({}) } else { json!(marks) };
    json!({"seen": list["version"], "captured": filler.captures(&action.captures), "checklist": checklist})
}

/// The session of who is offered an action that captures a field now.
pub(crate) async fn offers_with(town: &Town, office: &Office, number: &str, field: &str) -> Option<String> {
    let pack = town.pack();
    for token in office.0.values() {
        let case = town.read(&format!("cases/{number}"), Some(token)).await.expect(200);
        let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
        let workflow = pack.service(case["service"].as_str()?)?.workflows.last()?;
        let captures = |offer: &Value| {
            let action = workflow.action(case["stage"].as_str().unwrap(), offer["action"].as_str().unwrap());
            action.is_some_and(|a| a.captures.iter().any(|f| f.key == field))
        };
        if list["items"].as_array()?.iter().any(captures) {
            return Some(token.clone());
        }
    }
    None
}

/// One step with this effect by whoever is offered it; the role that took it and the case after it.
pub(crate) async fn step(town: &Town, office: &Office, number: &str, effect: &str, more: Value) -> Option<(String, Value)> {
    if effect == "advance"
        && let Some(role) = awaits_list(town, office, number).await
    {
        let after = lists::pass(town, office, &role, number).await;
        return Some((role, after));
    }
    let (role, token, offer, list) = office.offered(town, number, effect).await?;
    Some((role, perform(town, &token, number, &offer, &list, more).await))
}

/// Who draws up or approves the list that a case waits for.
async fn awaits_list(town: &Town, office: &Office, number: &str) -> Option<String> {
    let case = town.read(&format!("cases/{number}"), office.0.values().next().map(String::as_str)).await.expect(200);
    let pack = town.pack();
    let workflow = pack.service(case["service"].as_str()?)?.workflows.last()?;
    let stage = workflow.stage(case["stage"].as_str()?)?;
    stage.is_by_list().then(|| stage.holder.role.clone()).flatten()
}

/// One action by whoever has this session, as the workflow offers it to them; the case after it.
pub(crate) async fn take(town: &Town, token: &str, number: &str, action: &str, more: Value) -> Value {
    let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
    let offer = list["items"].as_array().unwrap().iter().find(|o| o["action"] == action);
    let offer = offer.unwrap_or_else(|| panic!("{action} is not offered: {list}")).clone();
    perform(town, token, number, &offer, &list, more).await
}

pub(crate) async fn perform(town: &Town, token: &str, number: &str, offer: &Value, list: &Value, more: Value) -> Value {
    let case = town.read(&format!("cases/{number}"), Some(token)).await.expect(200);
    let mut input = input(town, &case, offer, list);
    for (key, value) in more.as_object().into_iter().flatten() {
        match (&mut input[key.as_str()], value) {
            (Value::Object(known), Value::Object(more)) => known.extend(more.clone()),
            (place, value) => *place = value.clone(),
        }
    }
    let action = offer["action"].as_str().unwrap();
    let place = format!("cases/{number}/actions/{action}");
    attach_all(town, token, number, &case, action).await;
    let after = town.post(&place, Some(token), input.clone()).await;
    // What is alike is explained before the case goes on.
    let after = if after.status == 422 && after.json()["code"] == "not_compared" {
        explain(town, token, number).await;
        town.post(&place, Some(token), input).await
    } else {
        after
    };
    assert_eq!(after.status, 200, "{action} at {}: {}", case["stage"], after.text());
    after.json()
}

/// Attaches every paper that an action asks for.
pub(crate) async fn attach_all(town: &Town, token: &str, number: &str, case: &Value, action: &str) {
    let place = format!("cases/{number}/actions/{action}");
    for (slot, takes_pdf) in files_of(town, case, action) {
        let (name, bytes) = if takes_pdf { ("surat.pdf", pdf(&slot)) } else { ("foto.png", PICTURE.to_vec()) };
        town.attach_to(&place, &slot, name, &bytes, Some(token)).await.expect(201);
    }
}

/// Explains every case that is alike to one.
pub(crate) async fn explain(town: &Town, token: &str, number: &str) {
    let alike = town.read(&format!("cases/{number}/alike"), Some(token)).await.expect(200);
    for other in alike["items"].as_array().unwrap().iter().filter(|a| a["has_to_be_explained"] == true && a["double"].is_null()) {
        let found = json!({"other": other["number"], "double": false, "reason": "Kegiatannya lain"});
        town.post(&format!("cases/{number}/compare"), Some(token), found).await.expect(200);
    }
}

/// The rung that counts as approved.
fn approved_rung(town: &Town) -> String {
    service(town).workflows.last().unwrap().amounts.iter().find(|r| r.approved).unwrap().key.clone()
}

#[tokio::test]
async fn a_case_goes_from_a_guest_to_the_public_list_of_approved_amounts() {
    to_the_public_list(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn to_the_public_list(town: &Town) {
    let handed = hand_in(town, None).await;
    let office = Office::open(town).await;
    lists::fund(town, &office).await;
    let rung = approved_rung(town);
    let mut took_part = vec![];
    for _ in 0..40 {
        let (role, after) = step(town, &office, &handed.number, "advance", Value::Null).await.expect("somebody can go on");
        took_part.push(role);
        if after["amounts"].as_array().unwrap().iter().any(|a| a["rung"] == rung.as_str()) {
            break;
        }
    }
    took_part.dedup();
    assert!(took_part.len() >= 5, "many offices took part: {took_part:?}");

    let line = town.read(&format!("public/{}", service(town).key), None).await.expect(200);
    let line = &line["items"][0];
    assert_eq!(line["number"], handed.number.as_str());
    assert!(line["approved"].as_i64().unwrap() > 0 && line["approved"] == line["requested"]);

    // The owner, an officer and a stranger see the same way, and each only what is theirs.
    let own = town.read(&format!("cases/{}", handed.number), Some(&handed.token)).await.expect(200);
    let strange = town.read(&format!("cases/{}", handed.number), None).await.expect(200);
    assert_eq!((&own["standing"], &strange["standing"]), (&json!("owner"), &json!("public")));
    let events = town.read(&format!("cases/{}/events", handed.number), None).await.expect(200);
    let text = strange.to_string() + &events.to_string();
    for private in ["9999017008850001", "0000000099999", "0800-000-0001", "Jalan Rekaan", "Dilihat sendiri", ".pdf"] {
        assert!(!text.contains(private), "a stranger reads {private}: {text}");
    }
    let own_events = town.read(&format!("cases/{}/events", handed.number), Some(&handed.token)).await.expect(200);
    let seqs: Vec<i64> = own_events["items"].as_array().unwrap().iter().map(|e| e["seq"].as_i64().unwrap()).collect();
    assert!(seqs.len() > took_part.len() && seqs.is_sorted());
    let told = |events: &Value| events["items"].as_array().unwrap().iter().map(|e| e["to"].clone()).collect::<Vec<_>>();
    assert_eq!(told(&events), told(&own_events), "the public knows every move");
    assert_eq!(own["seq"].as_i64(), seqs.last().copied());
}

#[tokio::test]
async fn what_waits_for_its_applicant_is_no_offices_lateness() {
    let town = Town::open().await;
    let handed = [hand_in(&town, None).await, hand_in(&town, None).await];
    let office = Office::open(&town).await;
    let field = service(&town).lists.title.unwrap();
    step(&town, &office, &handed[0].number, "return", json!({"items": [{"field": field, "reason": "Kurang jelas"}]})).await.unwrap();
    // Long past every term.
    town.later(90);
    let token = town.persona("operator").await;
    let board = town.read("board", Some(&token)).await.expect(200);
    assert_eq!((&board["open"], &board["waiting"], &board["overdue"]), (&json!(2), &json!(1), &json!(1)), "{board}");
}

#[tokio::test]
async fn a_returned_case_is_mended_and_goes_on() {
    mended(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn mended(town: &Town) {
    let handed = hand_in(town, None).await;
    let office = Office::open(town).await;
    let case_before = town.read(&format!("cases/{}", handed.number), None).await.expect(200);
    let field = service(town).lists.title.unwrap();
    let (_, after) = step(town, &office, &handed.number, "return", json!({"items": [{"field": field, "reason": "Kurang jelas"}]}))
        .await
        .expect("somebody can return it");
    assert_eq!(after["items"][0]["field"], field.as_str());

    let mending = town.post(&format!("cases/{}/mending", handed.number), Some(&handed.token), Value::Null).await.expect(200);
    let id = mending["id"].as_str().unwrap();
    let path = format!("/api/v1/{REGION}/cases/{id}");
    town.api(Method::PATCH, &path, Some(&handed.token), Some(json!({"answers": {field.clone(): "Judul yang lebih jelas"}})))
        .await
        .expect(200);
    let sent = town.post(&format!("cases/{}/mending/send", handed.number), Some(&handed.token), Value::Null).await.expect(200);
    assert_eq!((&sent["answers"][&field], &sent["items"]), (&json!("Judul yang lebih jelas"), &json!([])));
    assert_eq!((&sent["stage"], &sent["outcome"]), (&case_before["stage"], &Value::Null), "it is back where it came from");
    let public = town.read(&format!("cases/{}", handed.number), None).await.expect(200);
    assert_eq!(public["answers"][&field], "Judul yang lebih jelas");
    let listed = town.read(&format!("public/{}", service(town).key), None).await.expect(200);
    let line = listed["items"].as_array().unwrap().iter().find(|i| i["number"] == handed.number.as_str()).unwrap().clone();
    assert_eq!(line["title"], "Judul yang lebih jelas", "the public list shows it as it is now");
    let page = town.get(&format!("/{REGION}/meja/{}", handed.number), Some(&office.0["tu"])).await.text();
    let was = case_before["answers"][&field].as_str().unwrap();
    assert!(page.contains(&format!("{was} → Judul yang lebih jelas")), "the office sees what was changed into what");
}
