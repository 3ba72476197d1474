//! Every statement under `sql/` is accepted by the engines it is for, and says what it does.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#[path = "engines/both.rs"]
mod engines;

use engines::{on_postgres, on_sqlite};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, SqlStr};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::Db;

/// All statement files: the name without its endings, and the file.
fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut found = vec![];
    for noun in fs::read_dir(&root).unwrap() {
        for file in fs::read_dir(noun.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            found.push((name, path));
        }
    }
    found.sort();
    found
}

/// The files that an engine is given; `other` is the ending of the other engine's own.
fn files_of(own: &str, other: &str) -> Vec<(String, SqlStr)> {
    let all = files();
    let has = |name: &str| all.iter().any(|(other, _)| other == name);
    all.iter()
        .filter(|(name, _)| !name.ends_with(other))
        .filter(|(name, _)| name.ends_with(own) || !has(&name.replace(".sql", own)))
        .map(|(name, path)| (name.clone(), AssertSqlSafe(fs::read_to_string(path).unwrap()).into_sql_str()))
        .collect()
}

#[tokio::test]
async fn every_statement_prepares_on_sqlite() {
    on_sqlite(async |db| {
        let Db::Lite { read, .. } = &db else { panic!("a SQLite database") };
        let files = files_of(".sqlite.sql", ".postgres.sql");
        assert!(files.len() > 60, "only {} statements found", files.len());
        let mut refused = vec![];
        for (name, text) in files {
            if let Err(error) = read.acquire().await.unwrap().prepare(text).await {
                refused.push(format!("{name}: {error}"));
            }
        }
        assert!(refused.is_empty(), "{refused:#?}");
    })
    .await;
}

/// Pages of desks, and of the lists behind a board's figures.
fn is_page(name: &str) -> bool {
    name.starts_with("cases/desk_") || ["cases/standing.sql", "cases/of_officer.sqlite.sql", "events/of_day.sql"].contains(&name)
}

/// A desk's page is a walk along an index: nothing is sorted and no table is read from end to end, however many cases there are.
/// What is put aside is little, and one officer's pile is short: these may be sorted.
#[tokio::test]
async fn a_desks_pages_follow_an_index() {
    on_sqlite(async |db| {
        let Db::Lite { read, .. } = &db else { panic!("a SQLite database") };
        let pages: Vec<_> = files_of(".sqlite.sql", ".postgres.sql").into_iter().filter(|(name, _)| is_page(name)).collect();
        assert!(pages.len() > 4, "only {} pages found", pages.len());
        for (name, text) in pages {
            let plan = format!("EXPLAIN QUERY PLAN {}", text.as_str());
            let mut connection = read.acquire().await.unwrap();
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(plan)).fetch_all(&mut *connection).await.unwrap();
            let sorts = ["cases/desk_held.sql", "cases/desk_mine_since.sql"].contains(&name.as_str());
            let slow = |step: &&(i64, i64, i64, String)| {
                step.3.contains("SCAN cases") || step.3.contains("SCAN event") || (!sorts && step.3.contains("TEMP B-TREE"))
            };
            assert_eq!(steps.iter().find(slow), None, "{name}: {steps:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn every_statement_prepares_on_postgres() {
    on_postgres(async |db| {
        let Db::Pg { pool, .. } = &db else { panic!("a PostgreSQL database") };
        let mut refused = vec![];
        for (name, text) in files_of(".postgres.sql", ".sqlite.sql") {
            // The two commits share one list of values; the types of those that only the other uses come with the values.
            let unused = |error: &sqlx::Error| name.starts_with("cases/") && error.to_string().contains("determine data type of parameter");
            if let Err(error) = pool.acquire().await.unwrap().prepare(text).await
                && !unused(&error)
            {
                refused.push(format!("{name}: {error}"));
            }
        }
        assert!(refused.is_empty(), "{refused:#?}");
    })
    .await;
}

#[test]
fn every_statement_says_what_it_does() {
    for (name, path) in files() {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("-- "), "{name} does not begin with a comment");
        assert!(!text.contains("OFFSET"), "{name} pages by OFFSET");
    }
}

#[test]
fn few_statements_are_written_twice() {
    let all = files();
    let twice = all.iter().filter(|(name, _)| name.ends_with(".sqlite.sql")).count();
    assert!(twice * 6 < all.len(), "{twice} of {} statements have a text of their own for SQLite", all.len());
}
