//! An officer's list as they ask for it: found by words and by whole private answers, narrowed, and never anybody else's.
use crate::{
    browser::Browser,
    town::{REGION, Town},
    walk::{Office, hand_in, input, service},
};
use serde_json::Value;

/// The numbers that a question gives.
async fn numbers(town: &Town, token: &str, question: &str) -> Vec<String> {
    let page = town.read(&format!("queue?{question}"), Some(token)).await.expect(200);
    page["items"].as_array().unwrap().iter().map(|i| i["number"].as_str().unwrap().to_owned()).collect()
}

/// The same, by number: those of one day have no order of their own.
async fn found(town: &Town, token: &str, question: &str) -> Vec<String> {
    let mut numbers = numbers(town, token, question).await;
    numbers.sort();
    numbers
}

#[tokio::test]
async fn a_case_is_found_by_what_it_says() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let (tu, opd) = (office.0["tu"].clone(), office.0["opd"].clone());
    let first = hand_in(&town, None).await;
    let second = hand_in(&town, None).await;
    let both = vec![first.number.clone(), second.number.clone()];
    let case = town.read(&format!("cases/{}", first.number), Some(&first.token)).await.expect(200);
    let of = |key: &str| case["answers"][key].as_str().unwrap().to_owned();

    assert_eq!(found(&town, &tu, "").await, both);
    // The whole number means the one case; a part of it all that begin so.
    assert_eq!(found(&town, &tu, &format!("find={}", first.number)).await, std::slice::from_ref(&first.number));
    assert_eq!(found(&town, &tu, "find=hb%202026").await, both);
    let word = of("organisation").split_whitespace().max_by_key(|w| w.len()).unwrap().to_lowercase();
    assert_eq!(found(&town, &tu, &format!("find={word}")).await, both);
    let address = of("address").split(|c: char| !c.is_alphanumeric()).max_by_key(|w| w.len()).unwrap().to_uppercase();
    assert_eq!(found(&town, &tu, &format!("find={}", &address[..4])).await, both, "{address}");
    assert!(found(&town, &tu, "find=melatiputih").await.is_empty());

    // A private answer is found whole, as somebody reads it out, and never in part.
    let service = service(&town);
    let field = service.form.field("leader_nik").unwrap();
    assert!(field.is_sealed());
    let visitor = town.engine.accounts().visitor(Some(&tu)).await.unwrap();
    let asked = town.engine.cases().reveal(&town.pack(), &visitor, &first.number.parse().unwrap(), "leader_nik").await.unwrap();
    assert_eq!(found(&town, &tu, &format!("find={}", asked.replace(' ', "%20"))).await, both);
    let spaced: String = asked.chars().enumerate().flat_map(|(i, c)| (i % 4 == 0 && i > 0).then_some('+').into_iter().chain([c])).collect();
    assert_eq!(found(&town, &tu, &format!("find={spaced}")).await, both);
    assert!(found(&town, &tu, &format!("find={}", &asked[..12])).await.is_empty());

    // Another desk finds it only where it looks everywhere; who is no officer, nowhere.
    assert!(found(&town, &opd, &format!("find={word}")).await.is_empty());
    assert_eq!(found(&town, &opd, &format!("find={word}&everywhere=true")).await, both);
    town.read(&format!("queue?find={word}&everywhere=true"), Some(&town.persona("pemohon").await)).await.expect(403);
    town.read(&format!("queue?find={word}"), None).await.expect(401);
}

#[tokio::test]
async fn a_list_is_narrowed_to_a_part_a_place_and_an_order() {
    let town = Town::open().await;
    let old = hand_in(&town, None).await;
    town.later(1);
    let (new, tu) = (hand_in(&town, None).await, town.persona("tu").await);
    let stage = town.read(&format!("cases/{}", old.number), Some(&tu)).await.expect(200)["stage"].as_str().unwrap().to_owned();

    assert_eq!(numbers(&town, &tu, "order=longest").await, [old.number.clone(), new.number.clone()]);
    assert_eq!(numbers(&town, &tu, &format!("stage={stage}")).await.len(), 2);
    assert!(numbers(&town, &tu, "stage=elsewhere").await.is_empty());
    assert!(numbers(&town, &tu, "service=another").await.is_empty());
    assert!(numbers(&town, &tu, "part=overdue").await.is_empty());
    // The term of one passes, then of both.
    let due = |case: &Value| case["due_on"].as_str().unwrap().to_owned();
    let first_due = due(&town.read(&format!("cases/{}", old.number), Some(&tu)).await.expect(200));
    for _ in 0..30 {
        town.later(1);
        let tu = town.persona("tu").await;
        let (late, today) = (numbers(&town, &tu, "part=overdue").await, numbers(&town, &tu, "part=today").await);
        let counts = town.read("queue/counts", Some(&tu)).await.expect(200);
        assert_eq!(
            (counts["overdue"].as_u64(), counts["due_today"].as_u64()),
            (Some(late.len() as u64), Some(today.len() as u64)),
            "{first_due}"
        );
        if late.len() == 2 {
            assert_eq!(numbers(&town, &tu, "part=overdue&order=longest&limit=1").await, std::slice::from_ref(&old.number));
            return;
        }
    }
    panic!("no term passed");
}

#[tokio::test]
async fn a_page_within_a_question_leads_to_the_next() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let tu = office.0["tu"].clone();
    for _ in 0..5 {
        hand_in(&town, None).await;
    }
    for order in ["due", "longest"] {
        let (mut seen, mut after) = (vec![], String::new());
        loop {
            let page = town.read(&format!("queue?order={order}&limit=2{after}"), Some(&tu)).await.expect(200);
            seen.extend(page["items"].as_array().unwrap().iter().map(|i| i["number"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen.len(), 5, "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 5, "{order}: none twice");
    }
    town.read("queue?after=nowhere", Some(&tu)).await.expect(404);
}

#[tokio::test]
async fn a_decision_goes_on_within_the_list_that_it_was_taken_from() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let tu = office.0["tu"].clone();
    let (first, second) = (hand_in(&town, None).await, hand_in(&town, None).await);
    hand_in(&town, None).await;
    let desk = format!("/{REGION}/meja");
    let mut browser = Browser::of(&town, &tu);
    let page = browser.open(&format!("{desk}/{}?urut=lama&cari=hb", first.number)).await.text();
    assert!(page.contains(&format!("{desk}/{}?cari=hb&amp;urut=lama", second.number)), "the list keeps its question: {page}");
    assert!(page.contains("name=\"antrean\" value=\"cari=hb&amp;urut=lama\""), "{page}");

    // What was refused comes back within the same list, and so does the next case after a decision.
    let send = async |browser: &mut Browser<'_>, number: &str, fields: &[(&str, &str)]| {
        let sent = browser.send(&format!("{desk}/{number}/tindakan"), fields).await;
        sent.headers[http::header::LOCATION].to_str().unwrap().to_owned()
    };
    let list = ("antrean", "cari=hb&urut=lama");
    let to = send(&mut browser, &first.number, &[list, ("seen", "1"), ("action", "nothing")]).await;
    assert!(to.starts_with(&format!("{desk}/{}?cari=hb&urut=lama&salah=", first.number)), "{to}");
    let (case, offers) = (format!("cases/{}", second.number), format!("cases/{}/actions", second.number));
    let (case, offers) = (town.read(&case, Some(&tu)).await.expect(200), town.read(&offers, Some(&tu)).await.expect(200));
    let offer = offers["items"].as_array().unwrap().iter().find(|o| o["effect"] == "advance").unwrap();
    let input = input(&town, &case, offer, &offers);
    let marks: Vec<String> = input["checklist"].as_object().unwrap().keys().map(|k| format!("checklist.{k}")).collect();
    let captured: Vec<(String, String)> = input["captured"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| (format!("captured.{k}"), v.as_str().unwrap_or_default().to_owned()))
        .collect();
    let mut fields = vec![list, ("seen", "1"), ("action", offer["action"].as_str().unwrap())];
    let marks: Vec<_> = marks.iter().flat_map(|m| [(format!("{m}.verdict"), "fits"), (format!("{m}.evidence"), "Dilihat")]).collect();
    fields.extend(marks.iter().map(|(k, v)| (k.as_str(), *v)));
    fields.extend(captured.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let list = numbers(&town, &tu, "find=hb&order=longest").await;
    assert_eq!(list.len(), 3);
    let at = list.iter().position(|n| *n == second.number).unwrap();
    let next = list.get(at + 1).unwrap_or(&list[0]);
    let to = send(&mut browser, &second.number, &fields).await;
    assert!(to.starts_with(&format!("{desk}/{next}?cari=hb&urut=lama&selesai=")), "{to} after {list:?}");

    // An address is made of what was understood of the list, not of what was sent.
    let to = send(&mut browser, &first.number, &[("antrean", "//evil.example?x=1#y\r\n"), ("seen", "1"), ("action", "nothing")]).await;
    assert!(to.starts_with(&format!("{desk}/{}?salah=", first.number)), "{to}");
}

#[tokio::test]
async fn the_box_leads_to_a_case_or_to_what_is_found() {
    let town = Town::open().await;
    let mut browser = Browser::of(&town, &town.persona("tu").await);
    let handed = hand_in(&town, None).await;
    let mut to = async |fields: &[(&str, &str)]| {
        let sent = browser.send(&format!("/{REGION}/meja/buka"), fields).await;
        sent.headers[http::header::LOCATION].to_str().unwrap().to_owned()
    };
    let number = handed.number.to_lowercase();
    assert_eq!(to(&[("cari", &number), ("saring", "lewat")]).await, format!("/{REGION}/meja/{}", handed.number));
    assert_eq!(
        to(&[("cari", "anyam & co"), ("di", "semua"), ("layanan", ""), ("urut", "lama")]).await,
        format!("/{REGION}/meja?cari=anyam%20%26%20co&di=semua&urut=lama")
    );
    assert_eq!(to(&[("cari", " "), ("saring", "lewat")]).await, format!("/{REGION}/meja?saring=lewat"));

    // A private number finds its case, and stands in no address and nowhere on the page.
    let officer = town.engine.accounts().visitor(Some(&town.persona("tu").await)).await.unwrap();
    let nik = town.engine.cases().reveal(&town.pack(), &officer, &handed.number.parse().unwrap(), "leader_nik").await.unwrap();
    let list = to(&[("cari", &nik), ("urut", "lama")]).await;
    assert!(list.starts_with(&format!("/{REGION}/meja?cari=~")) && !list.contains(&nik), "{list}");
    let shown = browser.open(&list).await.text();
    assert!(shown.contains(&handed.number) && shown.contains("1 berkas cocok") && !shown.contains(&nik), "{shown}");
    let other = browser.open(&list.replace("cari=~", "cari=~A")).await.text();
    assert!(!other.contains(&handed.number), "what is not what the server made finds nothing: {other}");
}
