//! A grant in the rhythm of the budget: asked for in the window of one year, budgeted at its end, decreed, paid and used in the
//! next, reported, and then asked for anew. The clock moves as the year does, and does by itself what it has to.
use crate::{
    lists,
    town::{REGION, Town},
    walk::{Office, draft, take},
    whole::{Desks, TO_DECREE, TO_EVALUATION},
};
use http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_city_runs_its_grants_for_two_budget_years() {
    two_years(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn two_years(town: &Town) {
    // Monday, 2 March 2026: the window of the budget of 2027.
    town.later(-126);
    let pemohon = town.persona("pemohon").await;
    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let (id, _) = draft(town, Some(&pemohon)).await;
    let days = json!({"answers": {"starts_on": "2027-05-03", "ends_on": "2027-09-30"}});
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&pemohon), Some(days)).await.expect(200);
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&pemohon), Value::Null).await.expect(201);
    let number = receipt["number"].as_str().unwrap();
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE.into_iter().take(5)) {
        desks.take(town, number, role, action).await;
    }
    let case = async |token: &str| town.read(&format!("cases/{number}"), Some(token)).await.expect(200);
    let listed = case(&pemohon).await;
    assert_eq!((&listed["stage"], &listed["fiscal_year"], &listed["due_on"]), (&"budgeted".into(), &2027.into(), &"2026-12-31".into()));
    let page = town.get(&format!("/{REGION}/lacak/{number}"), Some(&pemohon)).await.text();
    assert!(page.contains("paling lambat 31 Desember 2026"), "its applicant knows when the budget is passed: {page}");

    // The budget is passed in December; nobody asks for its money before the year has begun.
    town.later(280);
    let desks = Desks(Office::open(town).await);
    desks.take(town, number, "ppkd", "record_budget").await;
    desks.take(town, number, "kepala-daerah", "decree").await;
    let pemohon = town.persona("pemohon").await;
    let early = attempt(town, &pemohon, number, "request_payment").await;
    assert!(early.0 == 422 && early.1.contains("tahun anggaran"), "{early:?}");
    town.later(40);
    let (pemohon, desks) = (town.persona("pemohon").await, Desks(Office::open(town).await));
    take(town, &pemohon, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "prepare").await;
    take(town, &pemohon, number, "sign_agreement", Value::Null).await;
    desks.pay(town, number).await;
    let running = desks.take(town, number, "ppkd", "record_credit").await;
    assert_eq!(running["due_on"], "2027-11-01", "a month after the activity, which is a Saturday");

    // Reminders a month and a week before, and a day after; then nothing more is given until it is reported.
    let told = async || town.engine.run_timers().await.unwrap();
    let day = |text: &str| text.parse::<domain::time::Day>().unwrap();
    let go_to = |wanted: &str| {
        let now = town.engine.now().day(town.pack().zone());
        town.later(now.days_until(day(wanted)));
    };
    let mut reminders = vec![];
    for on in ["2027-10-01", "2027-10-02", "2027-10-25", "2027-11-01", "2027-11-02"] {
        go_to(on);
        reminders.push(told().await);
    }
    assert_eq!(reminders, [0, 1, 1, 0, 1], "on D-30, D-7 and D+1");
    let pemohon = town.persona("pemohon").await;
    let again = town.post("cases", Some(&pemohon), json!({"service": "hibah-uang"})).await;
    assert_eq!(again.code(), "report_owed");
    take(town, &pemohon, number, "submit_report", Value::Null).await;
    let desks = Desks(Office::open(town).await);
    desks.take(town, number, "tu", "register_report").await;
    let done = desks.take(town, number, "ppkd", "accept_report").await;
    assert_eq!((&done["stage"], &done["outcome"]), (&"closed".into(), &"done".into()));

    // The next year's request begins with what is known of the organisation, and the officer sees the grant before.
    let (next, _) = draft(town, Some(&pemohon)).await;
    let receipt = town.post(&format!("cases/{next}/submit"), Some(&pemohon), Value::Null).await.expect(201);
    let alike = town.read(&format!("cases/{}/alike", receipt["number"].as_str().unwrap()), Some(&desks.0.0["tu"])).await.expect(200);
    let before = alike["items"].as_array().unwrap().iter().find(|a| a["number"] == number).unwrap().clone();
    assert_eq!((&before["has_to_be_explained"], &before["fiscal_year"]), (&true.into(), &2027.into()));
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// What an action of the applicant is answered with, filled in as it should be.
async fn attempt(town: &Town, token: &str, number: &str, action: &str) -> (u16, String) {
    let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
    let offer = list["items"].as_array().unwrap().iter().find(|o| o["action"] == action).unwrap().clone();
    let case = town.read(&format!("cases/{number}"), Some(token)).await.expect(200);
    crate::walk::attach_all(town, token, number, &case, action).await;
    let input = crate::walk::input(town, &case, &offer, &list);
    let answer = town.post(&format!("cases/{number}/actions/{action}"), Some(token), input).await;
    (answer.status.as_u16(), answer.text())
}
