//! Counters are what the events say, at any moment: whatever offices do in whatever order, days that pass and clocks that run out
//! among it. MOMENTS says after how many of such deeds everything is recomputed and compared, each time.
use crate::{
    postgres::on_postgres,
    town::Town,
    walk::{Office, attach_all, hand_in, input},
};
use serde_json::{Value, json};

/// Chance that is the same in every run.
struct Roll(u64);

impl Roll {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Something that somebody is offered for a case; whether it was taken. What is refused is refused, and changes nothing.
async fn some_act(town: &Town, office: &Office, number: &str, roll: &mut Roll) -> bool {
    let roles: Vec<&String> = office.0.values().collect();
    let first = roll.below(roles.len());
    for i in 0..roles.len() {
        let token = roles[(first + i) % roles.len()];
        let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
        let offers = list["items"].as_array().unwrap();
        if offers.is_empty() {
            continue;
        }
        let offer = &offers[roll.below(offers.len())];
        let case = town.read(&format!("cases/{number}"), Some(token)).await.expect(200);
        let action = offer["action"].as_str().unwrap();
        attach_all(town, token, number, &case, action).await;
        let mut body = input(town, &case, offer, &list);
        body["reason"] = json!("incomplete");
        body["public_note"] = json!("Dicoba saja.");
        if offer["effect"] == "return" {
            body["items"] = json!([{"field": "title", "reason": "Kurang jelas"}]);
        }
        return town.post(&format!("cases/{number}/actions/{action}"), Some(token), body).await.status == 200;
    }
    false
}

/// As many cases are kept open, so that there is something to do.
const OPEN: usize = 6;

async fn at_any_moment(town: &Town) {
    let mut office = Office::open(town).await;
    let moments: usize = std::env::var("MOMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let (mut roll, mut open, mut taken) = (Roll(20_261_129), vec![], 0);
    for moment in 0..moments {
        match roll.below(10) {
            0 | 1 if open.len() < OPEN => open.push(hand_in(town, None).await.number),
            2 => {
                town.later(i64::try_from(roll.below(4)).unwrap());
                town.engine.run_timers().await.unwrap();
                town.engine.run_escalations().await.unwrap();
                // Sessions do not outlive days in which nobody asks.
                office = Office::open(town).await;
            }
            3 if !open.is_empty() => {
                let number = &open[roll.below(open.len())];
                let deed = if roll.below(3) == 0 { json!({"what": "let_go"}) } else { json!({"what": "take"}) };
                // Who may not is told so.
                town.post(&format!("cases/{number}/assignment"), Some(&office.0["tu"]), deed).await;
            }
            _ if !open.is_empty() => {
                let number = open[roll.below(open.len())].clone();
                taken += usize::from(some_act(town, &office, &number, &mut roll).await);
            }
            _ => open.push(hand_in(town, None).await.number),
        }
        assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "at moment {moment}");
        let mut still = vec![];
        for number in open {
            let case: Value = town.read(&format!("cases/{number}"), Some(&office.0["operator"])).await.expect(200);
            if case["outcome"].is_null() {
                still.push(number);
            }
        }
        open = still;
        let board = town.read("board", Some(&office.0["operator"])).await.expect(200);
        assert_eq!(board["open"].as_u64(), Some(open.len() as u64), "at moment {moment}: {board}");
    }
    assert!(taken * 8 > moments, "{taken} acts of {moments} moments were taken");
}

#[tokio::test]
async fn counters_are_what_the_events_say_at_any_moment() {
    at_any_moment(&Town::open().await).await;
}

#[tokio::test]
async fn counters_are_what_the_events_say_at_any_moment_on_postgres() {
    on_postgres(async |town| at_any_moment(town).await).await;
}
