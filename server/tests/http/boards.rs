//! A number on a board is a door: what stands behind it is just what it counts, whatever was done since.
use crate::{
    browser::Browser,
    town::{REGION, Town},
    walk::{Office, hand_in, step},
};
use domain::{
    board::{Behind, Counted},
    people::AccountId,
};
use engine::{DemoPlan, Visitor};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAGES: u32 = 7;

/// All lines of the list behind a figure, page by page.
async fn behind(town: &Town, visitor: &Visitor, behind: &Behind) -> i64 {
    let (mut n, mut after, mut seen) = (0, None::<String>, BTreeSet::new());
    loop {
        let page = town.engine.board().list(&town.pack(), visitor, behind, after.as_deref(), PAGES).await.unwrap();
        assert!(page.lines.len() <= PAGES as usize);
        for line in &page.lines {
            n += 1;
            let what = (line.number.to_string(), line.happened.clone().map(|(at, what)| (at.millis(), what)));
            assert!(seen.insert(what), "{line:?} stands there twice behind {behind:?}");
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return n,
        }
    }
}

fn all(counted: Counted) -> Behind {
    Behind { counted, service: None, stage: None, district: None, who: None }
}

/// Compares every figure of the board with the list behind it.
async fn compare(town: &Town, visitor: &Visitor) -> i64 {
    let (pack, board) = (town.pack(), town.engine.board());
    let snapshot = board.snapshot(&pack, visitor).await.unwrap();
    let mut compared = 0;
    let mut same = async |figure: i64, what: Behind| {
        assert_eq!(behind(town, visitor, &what).await, figure, "{what:?}");
        compared += figure;
    };
    for (counted, figure) in [
        (Counted::Open, snapshot.open),
        (Counted::Waiting, snapshot.waiting),
        (Counted::DueToday, snapshot.due_today),
        (Counted::Overdue, snapshot.overdue),
        (Counted::Arrived, snapshot.arrived_today),
        (Counted::Decided, snapshot.decided_today),
        (Counted::Closed, snapshot.closed_today),
    ] {
        same(figure, all(counted)).await;
    }
    for service in &pack.services {
        let own = snapshot.of_service(&service.key);
        for (counted, figure) in
            [(Counted::Overdue, own.overdue), (Counted::Arrived, own.arrived_today), (Counted::Decided, own.decided_today)]
        {
            same(figure, Behind { service: Some(service.key.clone()), ..all(counted) }).await;
        }
    }
    for stage in &snapshot.stages {
        let of = |counted| Behind { service: Some(stage.service.clone()), stage: Some(stage.stage.clone()), ..all(counted) };
        same(stage.open, of(Counted::Open)).await;
        same(stage.overdue, of(Counted::Overdue)).await;
        same(stage.due_today, of(Counted::DueToday)).await;
        assert_eq!(stage.came.iter().map(|(_, n)| n).sum::<i64>(), stage.open, "ages of {stage:?}");
    }
    for place in &snapshot.places {
        let of = |counted| Behind { service: Some(place.service.clone()), district: Some(place.district.clone()), ..all(counted) };
        same(place.open, of(Counted::Open)).await;
        same(place.overdue, of(Counted::Overdue)).await;
    }
    for officer in board.load(&pack, visitor).await.unwrap() {
        let of = |counted| Behind { who: Some(officer.account), ..all(counted) };
        same(officer.all, of(Counted::Open)).await;
        same(officer.late, of(Counted::Overdue)).await;
        same(officer.due_today, of(Counted::DueToday)).await;
    }
    compared
}

async fn agree(town: &Town) {
    town.engine.demo(DemoPlan { seed: 3, cases: 250, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let operator = town.persona("operator").await;
    let visitor = town.engine.accounts().visitor(Some(&operator)).await.unwrap();
    assert!(compare(town, &visitor).await > 200);
    // What comes, moves, is taken and ends today is counted like the rest.
    let (office, tu) = (Office::open(town).await, town.persona("tu").await);
    let handed = [hand_in(town, None).await, hand_in(town, None).await, hand_in(town, None).await];
    town.post(&format!("cases/{}/assignment", handed[0].number), Some(&tu), json!({"what": "take"})).await.expect(200);
    step(town, &office, &handed[1].number, "advance", Value::Null).await.unwrap();
    let reason = town.pack().service("hibah-uang").unwrap().reasons[0].key.clone();
    step(town, &office, &handed[2].number, "refuse", json!({"reason": reason})).await.unwrap();
    let today = town.engine.board().snapshot(&town.pack(), &visitor).await.unwrap();
    assert!(today.arrived_today >= 3 && today.decided_today >= 2 && today.closed_today >= 1, "{today:?}");
    compare(town, &visitor).await;
    // Time alone makes cases late.
    let late = today.overdue;
    town.later(9);
    assert!(town.engine.board().snapshot(&town.pack(), &visitor).await.unwrap().overdue > late);
    compare(town, &visitor).await;
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn every_figure_is_the_length_of_its_list() {
    agree(&Town::open().await).await;
}

#[tokio::test]
async fn every_figure_is_the_length_of_its_list_on_postgres() {
    crate::postgres::on_postgres(agree).await;
}

#[tokio::test]
async fn an_operator_goes_from_a_number_to_its_cases() {
    let town = Town::open().await;
    let (handed, tu) = (hand_in(&town, None).await, town.persona("tu").await);
    town.post(&format!("cases/{}/assignment", handed.number), Some(&tu), json!({"what": "take"})).await.expect(200);
    let account = town.engine.accounts().visitor(Some(&tu)).await.unwrap().account().unwrap();
    let operator = Browser::of(&town, &town.persona("operator").await);
    // Who has it, by name, for those in the room.
    let load = operator.open(&format!("/{REGION}/komando/beban")).await.text();
    assert!(load.contains("Petugas TU Contoh") && load.contains(&format!("angka=berjalan&amp;petugas={}", account.0)), "{load}");
    let pile = operator.open(&format!("/{REGION}/komando/daftar?angka=berjalan&petugas={}", account.0)).await.text();
    assert!(pile.contains(&handed.number) && pile.contains("Petugas TU Contoh"), "{pile}");
    town.later(40);
    let tu = town.persona("tu").await;
    let operator = Browser::of(&town, &town.persona("operator").await);
    let board = operator.open(&format!("/{REGION}/komando")).await.text();
    let door = format!("/{REGION}/komando/daftar?angka=lewat");
    assert!(board.contains(&format!("href=\"{door}\"")) && board.contains("class=\"peta\""), "{board}");
    let list = operator.open(&door).await.text();
    assert!(list.contains(&format!("href=\"/{REGION}/meja/{}\"", handed.number)) && list.contains("1 berkas."), "{list}");
    let none = operator.open(&format!("/{REGION}/komando/daftar?angka=hari-ini")).await.text();
    assert!(none.contains("Tidak ada.") && !none.contains(&handed.number), "{none}");
    let nobodys = Behind { who: Some(AccountId(uuid::Uuid::nil())), ..all(Counted::Open) };
    let visitor = town.engine.accounts().visitor(operator.cookie.as_deref()).await.unwrap();
    assert_eq!(behind(&town, &visitor, &nobodys).await, 0);
    for (page, status) in [("daftar?angka=apa", 404), ("daftar?angka=lewat&mulai=x", 404), ("daftar", 404)] {
        assert_eq!(operator.open(&format!("/{REGION}/komando/{page}")).await.status, status, "{page}");
    }
    for page in ["daftar?angka=lewat", "beban"] {
        assert_eq!(Browser::of(&town, &tu).open(&format!("/{REGION}/komando/{page}")).await.status, 403, "{page}");
        assert!(!Browser::new(&town).open(&format!("/{REGION}/komando/{page}")).await.text().contains(&handed.number));
    }
}
