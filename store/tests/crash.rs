//! A server that dies at any moment has lost nothing that it answered. The test starts itself as a child that takes
//! submissions and prints the number of each once it is answered, kills it without warning, fifty times over one file,
//! and then looks whether every printed number is there once and the counters are what a recount gives.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#[path = "crash/child.rs"]
mod child;
#[path = "engines/made.rs"]
mod made;

use child::{BASE, FILE};
use domain::time::Day;
use made::region;
use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use store::{Db, cases, counts, events, projections};

const DEATHS: u32 = 50;
/// More than a child can submit in its life.
const APART: u32 = 15_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answered_number_survives() {
    if let (Ok(file), Ok(base)) = (env::var(FILE), env::var(BASE)) {
        return child::submit_until_killed(&file, base.parse().unwrap()).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("terang.db").display());
    let mut answered = BTreeSet::new();
    let mut dice = Dice(u64::from(std::process::id()));
    for death in 0..DEATHS {
        let numbers = live_and_die(&url, death * APART, Duration::from_millis(dice.throw(20, 250)));
        for number in numbers {
            assert!(answered.insert(number.clone()), "{number} was given twice");
        }
    }
    assert!(answered.len() > 500, "only {} submissions were answered; nothing was tried", answered.len());

    let db = Db::open(&url).await.unwrap();
    db.migrate().await.unwrap();
    for number in &answered {
        let stored = cases::by_number(&db, &region(), &number.parse().unwrap()).await.unwrap();
        let case = stored.unwrap_or_else(|| panic!("{number} was answered and is gone")).state;
        assert_eq!(events::of_case(&db, &region(), case.id).await.unwrap().len(), 1, "{number}");
    }
    // What was written and not answered may be there or not, but whole: an event, a case, and a place in each counter.
    let all = projections::case_ids(&db, &region()).await.unwrap();
    let all_of_them = i64::try_from(all.len()).unwrap();
    assert!(all.len() >= answered.len());
    let queues = counts::queues(&db, &region()).await.unwrap();
    assert_eq!(queues, projections::recount(&db, &region()).await.unwrap());
    assert_eq!(queues.iter().map(|(_, n)| n).sum::<i64>(), all_of_them);
    let days = counts::days(&db, &region(), Day::MIN, Day::MAX).await.unwrap();
    assert_eq!(days.iter().map(|(_, _, count)| count.arrived).sum::<i64>(), all_of_them);
    db.close().await;
    println!("{} answered, {} written, {DEATHS} deaths", answered.len(), all.len());
}

/// Starts a child, lets it work for a while after its first answer, kills it, and gives the numbers that it printed.
fn live_and_die(url: &str, base: u32, life: Duration) -> Vec<String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["every_answered_number_survives", "--exact", "--nocapture"])
        .env(FILE, url)
        .env(BASE, base.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The first answer shows that it is at work.
    let first = lines.find_map(|line| number_in(&line.ok()?)).expect("the child answers at least once");
    thread::scope(|scope| {
        let rest = scope.spawn(|| lines.filter_map(|line| number_in(&line.ok()?)).collect::<Vec<_>>());
        thread::sleep(life);
        child.kill().unwrap();
        let end = child.wait().unwrap();
        assert!(!end.success(), "the child was killed at work");
        let mut numbers = rest.join().unwrap();
        numbers.push(first);
        numbers
    })
}

/// The number in a whole line that says one was answered; the harness writes lines of its own.
fn number_in(line: &str) -> Option<String> {
    let (_, number) = line.rsplit_once("answered ")?;
    number.strip_suffix('.').map(str::to_owned)
}

/// A plain row of numbers: which moments are tried matters less than that they differ.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, from: u64, to: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + (self.0 >> 33) % (to - from)
    }
}
