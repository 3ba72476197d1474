//! The database that a server lives in: one SQLite file with one writer, or PostgreSQL.
use crate::{
    StoreError, Tx,
    writer::{Place, Writer},
};
use domain::region::RegionCode;
use futures::{FutureExt, future::BoxFuture};
use sqlx::{
    AssertSqlSafe, PgPool, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::SqlitePoolOptions,
};
use std::{
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    str::FromStr,
    thread::available_parallelism,
};
use tokio::sync::watch;

static ON_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static ON_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections to PostgreSQL: commands run in parallel there.
const PG_CONNECTIONS: u32 = 16;
/// More than all files under `sql/`, so that a statement is prepared once a connection.
pub(crate) const STATEMENTS: usize = 512;

/// A handle on the open database; clones share it.
#[derive(Clone)]
pub enum Db {
    /// One file: many readers, one writer.
    Lite {
        #[doc(hidden)]
        read: SqlitePool,
        #[doc(hidden)]
        writer: Writer,
    },
    /// A PostgreSQL server.
    Pg {
        #[doc(hidden)]
        pool: PgPool,
        #[doc(hidden)]
        wake: watch::Sender<u64>,
    },
}

impl Db {
    /// Opens `sqlite://path/to/file` (made with its folder where it is missing) or `postgres://…`. Needs a Tokio
    /// runtime: on SQLite the writer is a task of it.
    ///
    /// # Errors
    /// [`StoreError::Failed`] for another kind of address, or where the database can't be reached.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            Self::open_file(Path::new(path)).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_server(url).await
        } else {
            Err(StoreError::because("open the database", "its address starts neither with sqlite:// nor with postgres://"))
        }
    }

    async fn open_file(path: &Path) -> Result<Self, StoreError> {
        const DOING: &str = "open the database file";
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::failed(DOING, error))?;
        }
        let place = Place(PathBuf::from(path));
        // The writer comes first: it makes the file and sets its journal mode.
        let writer = Writer::start(place.clone()).await.map_err(|error| StoreError::failed(DOING, error))?;
        let cores = available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2));
        let read = SqlitePoolOptions::new()
            .max_connections((2 * cores).max(4))
            .idle_timeout(None)
            .max_lifetime(None)
            // A local file does not go away between two reads; asking each time costs a trip to the worker thread.
            .test_before_acquire(false)
            .connect_with(place.reader())
            .await
            .map_err(|error| StoreError::failed(DOING, error))?;
        Ok(Self::Lite { read, writer })
    }

    async fn open_server(url: &str) -> Result<Self, StoreError> {
        const DOING: &str = "open the database server";
        let options =
            PgConnectOptions::from_str(url).map_err(|error| StoreError::failed(DOING, error))?.statement_cache_capacity(STATEMENTS);
        let pool = PgPoolOptions::new()
            .max_connections(PG_CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(|error| StoreError::failed(DOING, error))?;
        Ok(Self::Pg { pool, wake: watch::Sender::new(0) })
    }

    /// Brings the tables up to date; does nothing where they are.
    ///
    /// # Errors
    /// [`StoreError::Failed`], also where the database was made by a newer Terang.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        const DOING: &str = "bring the tables up to date";
        match self {
            Self::Lite { writer, .. } => writer.migrate(&ON_SQLITE).await,
            Self::Pg { pool, .. } => ON_POSTGRES.run(pool).await,
        }
        .map_err(|error| StoreError::failed(DOING, error))
    }

    /// Runs a command for one region in a transaction and answers once it is durable. `command` gets the open
    /// transaction; an `Err`, a panic or a swallowed failure undoes everything it wrote.
    ///
    /// On SQLite the one writer makes waiting commands durable together, each in its own savepoint, so a command must
    /// wait for nothing but the database. On PostgreSQL the region is named to row-level security, which then neither
    /// shows nor takes another region's rows.
    ///
    /// ```
    /// # async fn example(db: store::Db, region: domain::region::RegionCode) -> Result<u32, store::StoreError> {
    /// let of = region.clone();
    /// let first = db
    ///     .write_in(&region, move |tx| Box::pin(async move { store::serials::reserve(tx, &of, "HB", 2026, 10).await }))
    ///     .await?;
    /// # Ok(first) }
    /// ```
    ///
    /// # Errors
    /// What the command answers, or [`StoreError::Failed`] where its work could not be made durable.
    pub async fn write_in<T, E, F>(&self, region: &RegionCode, command: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.unit(Some(region), command).await
    }

    /// The same for the acts of an operator that belong to no one region.
    ///
    /// # Errors
    /// As [`Db::write_in`].
    pub async fn write<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.unit(None, command).await
    }

    async fn unit<T, E, F>(&self, region: Option<&RegionCode>, command: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self {
            Self::Lite { writer, .. } => writer.command(command).await,
            Self::Pg { pool, wake } => {
                let answer = on_postgres(pool, region, command).await?;
                wake.send_modify(|commits| *commits = commits.wrapping_add(1));
                Ok(answer)
            }
        }
    }

    /// Changes after each commit of this process, so that whoever follows the events looks again. A wake-up, never the
    /// data; on PostgreSQL other servers' commits are found by looking now and then.
    #[must_use]
    pub fn wake(&self) -> watch::Receiver<u64> {
        match self {
            Self::Lite { writer, .. } => writer.wake(),
            Self::Pg { wake, .. } => wake.subscribe(),
        }
    }

    /// Commands that wait for SQLite's writer; 0 on PostgreSQL, where they run in parallel.
    #[must_use]
    pub fn waiting(&self) -> usize {
        match self {
            Self::Lite { writer, .. } => writer.waiting(),
            Self::Pg { .. } => 0,
        }
    }

    /// Whether this is a SQLite file.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Lite { .. })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let _: (i32,) = crate::run::read!(self, "reach the database", crate::sql::sql!("database/ping"), fetch_one)?;
        Ok(())
    }

    /// How large it is, in bytes.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where it does not answer.
    pub async fn bytes(&self) -> Result<i64, StoreError> {
        let (bytes,): (i64,) = crate::run::read!(self, "weigh the database", crate::sql::sql!(both "database/bytes"), fetch_one)?;
        Ok(bytes)
    }

    /// Gathers statistics after much was loaded at once: PostgreSQL plans by them, and its own round comes a minute later. SQLite plans
    /// by its indexes alone.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn settle(&self) -> Result<(), StoreError> {
        if self.is_sqlite() {
            return Ok(());
        }
        self.write(|tx| {
            Box::pin(async move {
                crate::run::run!(tx, "gather statistics", crate::sql::sql!(postgres "database/settle"))?;
                Ok(())
            })
        })
        .await
    }

    /// Finishes the commands that wait, folds SQLite's log into its file and lets go of everything.
    pub async fn close(&self) {
        match self {
            Self::Lite { read, writer } => {
                // Readers first: an open one keeps the log from being folded in.
                read.close().await;
                writer.stop().await;
            }
            Self::Pg { pool, .. } => pool.close().await,
        }
    }
}

/// One command in a transaction of its own.
async fn on_postgres<T, E, F>(pool: &PgPool, region: Option<&RegionCode>, command: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    E: From<StoreError>,
{
    // A region's code is digits and a dot, by its constructor; one round trip begins, names it and marks the tail's
    // horizon (see `events`).
    let begin = match region {
        Some(region) => format!("BEGIN; SET LOCAL app.region = '{region}'; {HORIZON}"),
        None => format!("BEGIN; {HORIZON}"),
    };
    let mut open = pool.begin_with(AssertSqlSafe(begin)).await.map_err(|error| StoreError::failed("begin a transaction", error))?;
    let mut tx = Tx::pg(&mut open);
    let answer = AssertUnwindSafe(async { command(&mut tx).await }).catch_unwind().await;
    let answer = match answer {
        Ok(answer) => tx.verdict(answer),
        Err(_) => Err(StoreError::because("finish a command", "it panicked").into()),
    };
    match answer {
        Ok(answer) => {
            open.commit().await.map_err(|error| StoreError::failed("commit", error))?;
            Ok(answer)
        }
        Err(refusal) => {
            // Dropping it would roll back too, but only when the connection is next used.
            if let Err(error) = open.rollback().await {
                tracing::warn!(%error, "a transaction could not be rolled back");
            }
            Err(refusal)
        }
    }
}

/// Every transaction holds a shared lock, named by the last event's number when it began: whatever it appends comes
/// after that number. The tail reads these names to know up to where nothing can come late.
const HORIZON: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/events/horizon.postgres.sql"));
