//! The two migration folders make the same tables with the same columns in the same order, and a PostgreSQL column can
//! hold what the SQLite one can.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#[path = "engines/both.rs"]
mod engines;

use engines::{on_postgres, on_sqlite};
use sqlx::Row;
use std::{cell::RefCell, fs, path::Path};
use store::Db;

/// Table, column, type in SQLite's words, whether it may be empty.
type Column = (String, String, String, bool);

const LITE: &str = "
    SELECT t.name AS table_name, c.name AS column_name, c.type AS kind, c.\"notnull\" = 0 AS nullable
    FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlx_migrations'
    ORDER BY t.name, c.cid";

const PG: &str = "
    SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name, CAST(data_type AS TEXT) AS kind,
        is_nullable = 'YES' AS nullable
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'
    ORDER BY table_name COLLATE \"C\", ordinal_position";

/// SQLite's word for a PostgreSQL type.
fn in_lite(kind: &str) -> &'static str {
    match kind {
        "uuid" | "bytea" => "BLOB",
        "integer" | "bigint" | "boolean" => "INTEGER",
        "text" => "TEXT",
        other => panic!("{other} is not among the types that both engines share"),
    }
}

#[tokio::test]
async fn both_engines_have_the_same_columns() {
    let lite = RefCell::new(Vec::<Column>::new());
    on_sqlite(async |db| {
        let Db::Lite { read, .. } = &db else { panic!("a SQLite database") };
        let rows = sqlx::query(LITE).fetch_all(read).await.unwrap();
        lite.replace(rows.iter().map(|r| (r.get(0), r.get(1), r.get(2), r.get(3))).collect());
    })
    .await;
    let lite = lite.into_inner();
    assert!(lite.len() > 100, "only {} columns found", lite.len());
    on_postgres(async |db| {
        let Db::Pg { pool, .. } = &db else { panic!("a PostgreSQL database") };
        let rows = sqlx::query(PG).fetch_all(pool).await.unwrap();
        let pg: Vec<Column> = rows.iter().map(|r| (r.get(0), r.get(1), in_lite(r.get(2)).to_owned(), r.get(3))).collect();
        for (lite, pg) in lite.iter().zip(&pg) {
            assert_eq!(lite, pg);
        }
        assert_eq!(lite.len(), pg.len());
    })
    .await;
}

#[tokio::test]
async fn every_table_has_a_region_and_a_wall() {
    on_postgres(async |db| {
        let Db::Pg { pool, .. } = &db else { panic!("a PostgreSQL database") };
        let open: Vec<(String,)> = sqlx::query_as(
            "SELECT CAST(relname AS TEXT) FROM pg_class AS c
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_sqlx_migrations'
                AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid)
                    AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'region' AND attnotnull))",
        )
        .fetch_all(pool)
        .await
        .unwrap();
        assert_eq!(open, vec![], "tables without a region or without its wall");
    })
    .await;
}

#[test]
fn migrations_come_in_pairs() {
    let names = |folder: &str| {
        let mut names: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
