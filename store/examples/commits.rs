//! How many submissions and moves a second the store takes from many callers at once, each waiting for its answer:
//! `cargo run --release -p store --example commits -- sqlite:///tmp/commits/terang.db 64 20000`
//! (address, callers at once, commits). The database must be new.
#![expect(clippy::unwrap_used, reason = "the made-up cases of the tests, which fail by panicking")]
#[path = "../tests/engines/made.rs"]
mod made;
#[path = "../tests/engines/moves.rs"]
mod moves;

use made::{holder, plain, region, submitted};
use moves::moved;
use std::{env, error::Error, sync::Arc, time::Instant};
use store::{Db, StoreError, cases};
use tokio::task::JoinSet;

/// Commits the submission `n`, or with `next` its first move.
async fn commit(db: &Db, n: u32, next: bool) -> Result<i64, StoreError> {
    let of = region();
    db.write_in(&region(), move |tx| {
        Box::pin(async move {
            let (event, state) = submitted(n);
            if !next {
                let holder = holder(&state);
                let commit = cases::Commit { secret_hash: Some(&[7; 32]), ..plain(None, &state, &event, &holder) };
                return cases::commit(tx, &of, &commit).await;
            }
            let (event, after) = moved(&state, "verifikasi", "dinsos", None);
            cases::commit(tx, &of, &plain(Some(&state), &after, &event, &holder(&after))).await
        })
    })
    .await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [url, callers, commits] = words.as_slice() else { return Err("address, callers at once, commits".into()) };
    let (callers, commits): (u32, u32) = (callers.parse()?, commits.parse()?);
    let db = Arc::new(Db::open(url).await?);
    db.migrate().await?;
    for (what, next) in [("submissions", false), ("moves", true)] {
        let begun = Instant::now();
        let mut work = JoinSet::new();
        for caller in 0..callers {
            let db = Arc::clone(&db);
            work.spawn(async move {
                for n in (caller..commits).step_by(usize::try_from(callers).unwrap_or(1)) {
                    commit(&db, n, next).await?;
                }
                Ok::<_, StoreError>(())
            });
        }
        while let Some(done) = work.join_next().await {
            done??;
        }
        let seconds = begun.elapsed().as_secs_f64();
        println!("{commits} {what} by {callers} callers: {:.0} a second", f64::from(commits) / seconds);
    }
    db.close().await;
    Ok(())
}
