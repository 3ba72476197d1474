//! The child's side: submissions from several callers at once, for as long as it lives.
use crate::made::{holder, plain, region, submitted};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use store::{Db, StoreError, cases};

/// The variable that names the database to a child.
pub(crate) const FILE: &str = "TERANG_CRASH_FILE";
/// The variable that names its first serial.
pub(crate) const BASE: &str = "TERANG_CRASH_BASE";

/// Submits until it is killed; prints `answered <number>.` once each is answered, and not before.
pub(crate) async fn submit_until_killed(url: &str, base: u32) {
    let db = Db::open(url).await.unwrap();
    db.migrate().await.unwrap();
    let next = Arc::new(AtomicU32::new(base));
    let callers: Vec<_> = (0..12)
        .map(|_| {
            let (db, next) = (db.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let number = db
                        .write_in(&region(), move |tx| {
                            Box::pin(async move {
                                let (event, state) = submitted(n);
                                cases::commit(tx, &region(), &plain(None, &state, &event, &holder(&state))).await?;
                                Ok::<_, StoreError>(state.number.to_string())
                            })
                        })
                        .await
                        .unwrap();
                    println!("answered {number}.");
                }
            })
        })
        .collect();
    futures::future::join_all(callers).await;
}
