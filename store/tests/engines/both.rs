//! Opens a fresh database on each engine, runs a story in it, and takes it away again.
use futures::FutureExt;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    env,
    panic::{AssertUnwindSafe, resume_unwind},
    process,
    sync::atomic::{AtomicU32, Ordering},
};
use store::Db;

/// Runs `story` on a new SQLite file.
pub(crate) async fn on_sqlite(story: impl AsyncFn(Db)) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("made/here/terang.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    // A story holds many whole cases: it lives beside the stack.
    Box::pin(story(db.clone())).await;
    db.close().await;
}

/// Runs `story` on a new database of the cluster at `TEST_PG_URL`. Without a cluster the test fails, unless
/// `TERANG_SKIP_PG=1` says that this is meant.
pub(crate) async fn on_postgres(story: impl AsyncFn(Db)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = env::var("TEST_PG_URL") else {
        assert_eq!(env::var("TERANG_SKIP_PG").as_deref(), Ok("1"), "set TEST_PG_URL, or TERANG_SKIP_PG=1 to leave PostgreSQL out");
        eprintln!("NOT tested on PostgreSQL: TERANG_SKIP_PG=1");
        return;
    };
    let (server, _) = url.rsplit_once('/').expect("TEST_PG_URL names a database");
    let name = format!("terang_store_{}_{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut cluster = PgConnection::connect(&url).await.expect("the cluster at TEST_PG_URL answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut cluster).await.unwrap();
    let db = Db::open(&format!("{server}/{name}")).await.unwrap();
    db.migrate().await.unwrap();
    let outcome = AssertUnwindSafe(Box::pin(story(db.clone()))).catch_unwind().await;
    db.close().await;
    sqlx::query(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).execute(&mut cluster).await.unwrap();
    if let Err(failure) = outcome {
        resume_unwind(failure);
    }
}
