//! The physical limit of writing: how many rows a second this disk makes durable, one commit a row and a hundred a
//! commit.
use anyhow::Result;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// How long each loop runs.
const FOR: Duration = Duration::from_secs(5);
/// Bytes of a row: about what a case's first event and its row have together.
const ROW: usize = 4_000;

/// Rows a second.
pub(crate) struct Limit {
    pub(crate) one: f64,
    pub(crate) hundred: f64,
}

/// Both loops, in a file of their own in `dir`.
pub(crate) async fn limit(dir: &Path) -> Result<Limit> {
    let file = dir.join("raw.db");
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)").execute(&mut connection).await?;
    let limit = Limit { one: rows(&mut connection, 1).await?, hundred: rows(&mut connection, 100).await? };
    connection.close().await?;
    Ok(limit)
}

/// Rows a second with so many rows a commit.
async fn rows(connection: &mut SqliteConnection, each: u32) -> Result<f64> {
    let body = "x".repeat(ROW);
    let (begin, mut count) = (Instant::now(), 0_u32);
    while begin.elapsed() < FOR {
        let mut tx = connection.begin().await?;
        for _ in 0..each {
            sqlx::query("INSERT INTO row (body) VALUES ($1)").bind(&body).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        count += each;
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}
