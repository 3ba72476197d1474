//! One body for both engines: these macros expand a statement's binding and reading once per engine, so that each value
//! keeps its native type and no trait with twenty bounds is needed.

/// Reads from the pools of a `Db`: `read!(db, "doing", sql, fetch_all; binds…)`.
macro_rules! read {
    ($db:expr, $doing:literal, $sql:expr, $fetch:ident $(; $($bind:expr),+ $(,)?)?) => {{
        let sql: crate::sql::Sql = $sql;
        match $db {
            crate::db::Db::Lite { read, .. } => sqlx::query_as(sql.lite)$($(.bind($bind))+)?.$fetch(read).await,
            crate::db::Db::Pg { pool, .. } => sqlx::query_as(sql.pg)$($(.bind($bind))+)?.$fetch(pool).await,
        }
        .map_err(|error| crate::StoreError::from_sqlx($doing, error))
    }};
}
pub(crate) use read;

/// Reads inside a transaction; a failure spoils it.
macro_rules! read_in {
    ($tx:expr, $doing:literal, $sql:expr, $fetch:ident $(; $($bind:expr),+ $(,)?)?) => {{
        let sql: crate::sql::Sql = $sql;
        $tx.ready().await?;
        let done = match &mut $tx.link {
            crate::tx::Link::Lite(c) => sqlx::query_as(sql.lite)$($(.bind($bind))+)?.$fetch(&mut **c).await,
            crate::tx::Link::Pg(c) => sqlx::query_as(sql.pg)$($(.bind($bind))+)?.$fetch(&mut **c).await,
        };
        done.map_err(|error| $tx.spoil($doing, error))
    }};
}
pub(crate) use read_in;

/// Writes inside a transaction and gives the number of rows touched; a failure spoils it.
macro_rules! run {
    ($tx:expr, $doing:literal, $sql:expr $(; $($bind:expr),+ $(,)?)?) => {{
        let sql: crate::sql::Sql = $sql;
        $tx.ready().await?;
        let done = match &mut $tx.link {
            crate::tx::Link::Lite(c) => {
                sqlx::query(sql.lite)$($(.bind($bind))+)?.execute(&mut **c).await.map(|done| done.rows_affected())
            }
            crate::tx::Link::Pg(c) => {
                sqlx::query(sql.pg)$($(.bind($bind))+)?.execute(&mut **c).await.map(|done| done.rows_affected())
            }
        };
        done.map_err(|error| $tx.spoil($doing, error))
    }};
}
pub(crate) use run;
