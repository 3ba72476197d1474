//! PostgreSQL's second wall: a transaction that named its region neither sees nor writes another's rows, whatever its
//! statements say. A superuser is beyond any wall, so this looks through the eyes of a plain role.
use super::cases::submit;
use crate::{engines::on_postgres, made::submitted};
use sqlx::{AssertSqlSafe, PgConnection};
use std::process;
use store::Db;

/// How many cases the connection sees.
async fn seen(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM cases").fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn another_region_sees_and_writes_nothing() {
    on_postgres(async |db| {
        submit(&db, 1).await;
        let Db::Pg { pool, .. } = &db else { panic!("a PostgreSQL database") };
        let role = format!("terang_plain_{}", process::id());
        let mut tx = pool.begin().await.unwrap();
        // Made, used and rolled back in one transaction: roles belong to the whole cluster.
        for act in [
            format!("CREATE ROLE {role}"),
            format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"),
            format!("SET LOCAL ROLE {role}"),
        ] {
            sqlx::query(AssertSqlSafe(act)).execute(&mut *tx).await.unwrap();
        }
        assert_eq!(seen(&mut tx).await, 1, "where no region is named the statements alone decide");
        sqlx::query("SET LOCAL app.region = '32.73'").execute(&mut *tx).await.unwrap();
        assert_eq!(seen(&mut tx).await, 1);
        sqlx::query("SET LOCAL app.region = '36'").execute(&mut *tx).await.unwrap();
        assert_eq!(seen(&mut tx).await, 0);
        for table in ["event", "queue_count", "day_count"] {
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}"))).fetch_one(&mut *tx).await.unwrap();
            assert_eq!(rows, 0, "{table}");
        }
        let changed = sqlx::query("UPDATE cases SET title = 'lain'").execute(&mut *tx).await.unwrap();
        assert_eq!(changed.rows_affected(), 0);
        let (_, state) = submitted(2);
        let written = sqlx::query("INSERT INTO case_secret (case_id, region, secret_hash) VALUES ($1, '32.73', $2)")
            .bind(state.id.0)
            .bind(vec![1u8; 32])
            .execute(&mut *tx)
            .await;
        assert!(written.unwrap_err().to_string().contains("row-level security"), "a row of another region is refused");
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_command_names_its_region_for_itself_alone() {
    on_postgres(async |db| {
        let Db::Pg { pool, .. } = &db else { panic!("a PostgreSQL database") };
        submit(&db, 1).await;
        // One connection after the other: none may remember the region of the command before.
        for _ in 0..4 {
            let named: Option<String> = sqlx::query_scalar("SELECT current_setting('app.region', true)").fetch_one(pool).await.unwrap();
            assert_eq!(named.unwrap_or_default(), "");
        }
        let inside = db
            .write_in(&crate::made::region(), |tx| {
                Box::pin(async move { store::cases::for_update(tx, &crate::made::region(), submitted(1).1.id).await })
            })
            .await
            .unwrap();
        assert_eq!(inside.unwrap().state, submitted(1).1);
    })
    .await;
}
