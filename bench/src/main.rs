//! The physical limit that everything else is measured beside: how many rows a second this disk makes durable, one
//! commit a row and a hundred a commit. `cargo xtask bench` runs it in release.
use anyhow::Result;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::time::{Duration, Instant};

/// How long each loop runs.
const FOR: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<()> {
    let file = std::env::temp_dir().join(format!("terang-bench-{}.db", std::process::id()));
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await?;
    sqlx::query("CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)").execute(&mut connection).await?;
    let one = rows(&mut connection, 1).await?;
    let hundred = rows(&mut connection, 100).await?;
    connection.close().await?;
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    println!("durable rows a second: one a commit {one:.0}, a hundred a commit {hundred:.0} ({:.1} times)", hundred / one);
    Ok(())
}

/// Rows a second with so many rows a commit.
async fn rows(connection: &mut SqliteConnection, each: u32) -> Result<f64> {
    let body = "x".repeat(2_000);
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
