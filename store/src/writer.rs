//! SQLite's one writer. A commit waits for the disk, so the writer takes every command that waits, runs each in a
//! savepoint of one transaction, and answers all of them only after the one commit that makes them durable.
use crate::{StoreError, Tx, db::STATEMENTS};
use futures::{FutureExt, future::BoxFuture};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{panic::AssertUnwindSafe, path::PathBuf, sync::Arc, time::Duration};
use tokio::sync::{mpsc, oneshot, watch};

/// Commands in one transaction at most: enough that the disk's wait vanishes, few enough that the first does not wait
/// long for the last.
const BATCH: usize = 256;
/// Commands that may wait; beyond it callers wait to hand theirs in.
const WAITING: usize = 4096;

const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT command";
const UNDO: &str = "ROLLBACK TO command";
/// Commits the open savepoint too.
const COMMIT: &str = "COMMIT";

/// Where the file lies, and how connections to it are set.
#[derive(Clone)]
pub(crate) struct Place(pub(crate) PathBuf);

impl Place {
    fn shared(&self) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(&self.0)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(STATEMENTS)
            .pragma("mmap_size", "268435456")
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "MEMORY")
    }

    pub(crate) fn reader(&self) -> SqliteConnectOptions {
        // Not `read_only`: a reader of a WAL file has to write its shared memory.
        self.shared().pragma("query_only", "ON")
    }

    fn writer(&self) -> SqliteConnectOptions {
        self.shared()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A decision that was answered must outlive a power cut; NORMAL could lose the last ones.
            .synchronous(SqliteSynchronous::Full)
            // 64 MB: pages that are written again and again are copied into the file once instead of four times.
            .pragma("wal_autocheckpoint", "16000")
            .pragma("journal_size_limit", "134217728")
            .optimize_on_close(true, 400)
    }
}

/// What the writer's task is asked.
enum Order {
    Run(Box<dyn Command>),
    Stop(oneshot::Sender<()>),
}

/// A caller's command with the place of its answer.
trait Command: Send {
    /// Runs it; `true` where its work is to be kept.
    fn run<'t>(&'t mut self, tx: &'t mut Tx<'_>) -> BoxFuture<'t, bool>;
    /// Answers the caller; `lost` says why the transaction did not become durable.
    fn answer(self: Box<Self>, lost: Option<Arc<sqlx::Error>>);
    /// Whether nobody waits for it any more.
    fn is_abandoned(&self) -> bool;
}

struct Pending<F, T, E> {
    command: Option<F>,
    done: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Command for Pending<F, T, E>
where
    F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx<'_>) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let Some(command) = self.command.take() else { return false };
            let answer = command(tx).await;
            let answer = tx.verdict(answer);
            let keep = answer.is_ok();
            self.done = Some(answer);
            keep
        })
    }

    fn answer(self: Box<Self>, lost: Option<Arc<sqlx::Error>>) {
        let answer = match (self.done, lost) {
            (Some(Ok(_)), Some(error)) => Err(StoreError::failed("commit", error).into()),
            (Some(done), _) => done,
            (None, Some(error)) => Err(StoreError::failed("begin a transaction", error).into()),
            (None, None) => Err(StoreError::because("finish a command", "it panicked").into()),
        };
        // A caller that went away wants no answer.
        drop(self.caller.send(answer));
    }

    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }
}

/// A handle on the writer's task; clones share it.
#[derive(Clone)]
pub struct Writer {
    place: Place,
    orders: mpsc::Sender<Order>,
    wake: watch::Sender<u64>,
}

impl Writer {
    /// Opens the file and starts the task.
    pub(crate) async fn start(place: Place) -> Result<Self, sqlx::Error> {
        let connection = place.writer().connect().await?;
        let (orders, queue) = mpsc::channel(WAITING);
        let wake = watch::Sender::new(0);
        let desk = Desk { place: place.clone(), connection: Some(connection), queue, wake: wake.clone() };
        // A thread of its own: it hands work to and fro with the connection's thread all the time, which costs a third
        // less where both sleep on a futex than where one is woken through a runtime's event queue; and busy request
        // handlers can't keep the disk waiting.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
        std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || runtime.block_on(desk.serve()))?;
        Ok(Self { place, orders, wake })
    }

    /// Hands a command in and waits for its answer.
    pub(crate) async fn command<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx<'_>) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let closed = || StoreError::because("write", "the database is closed");
        let (caller, answer) = oneshot::channel();
        let order = Order::Run(Box::new(Pending { command: Some(command), done: None, caller }));
        self.orders.send(order).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    /// Migrates on a connection of its own; the task's one prepares its statements anew by itself.
    pub(crate) async fn migrate(&self, migrator: &Migrator) -> Result<(), MigrateError> {
        let mut connection = self.place.writer().connect().await?;
        migrator.run(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }

    /// Commands that were handed in and not taken yet.
    pub(crate) fn waiting(&self) -> usize {
        self.orders.max_capacity() - self.orders.capacity()
    }

    pub(crate) fn wake(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    /// Ends the task after what waits now; later commands are refused.
    pub(crate) async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.orders.send(Order::Stop(done)).await.is_ok() {
            drop(ended.await);
        }
    }
}

/// The task's own things.
struct Desk {
    place: Place,
    connection: Option<SqliteConnection>,
    queue: mpsc::Receiver<Order>,
    wake: watch::Sender<u64>,
}

impl Desk {
    async fn serve(mut self) {
        let mut stop = None;
        while stop.is_none() {
            let Some(order) = self.queue.recv().await else { break };
            match order {
                Order::Stop(done) => stop = Some(done),
                Order::Run(first) => stop = self.batch(first).await,
            }
        }
        self.queue.close();
        if let Some(mut connection) = self.connection.take() {
            let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
            if let Err(error) = folded.map(drop).and(connection.close().await) {
                tracing::warn!(%error, "the database file was not closed in good order");
            }
        }
        if let Some(done) = stop {
            // Whoever asked may have gone.
            let _ = done.send(());
        }
    }

    /// One transaction: `first` and whatever waits or comes while it runs. Gives the order to stop, where one came.
    async fn batch(&mut self, first: Box<dyn Command>) -> Option<oneshot::Sender<()>> {
        let mut ran = Vec::new();
        let mut stop = None;
        let lost = match self.transaction(first, &mut ran, &mut stop).await {
            Ok(()) => None,
            Err(error) => {
                tracing::error!(%error, commands = ran.len(), "a transaction was lost");
                // Whatever state the connection is in, closing it rolls back; the next batch gets a fresh one.
                self.connection = None;
                Some(Arc::new(error))
            }
        };
        if lost.is_none() {
            self.wake.send_modify(|commits| *commits = commits.wrapping_add(1));
        }
        for command in ran {
            command.answer(lost.clone());
        }
        stop
    }

    async fn transaction(
        &mut self,
        first: Box<dyn Command>,
        ran: &mut Vec<Box<dyn Command>>,
        stop: &mut Option<oneshot::Sender<()>>,
    ) -> Result<(), sqlx::Error> {
        let mut next = Some(first);
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => match self.place.writer().connect().await {
                Ok(fresh) => none.insert(fresh),
                Err(error) => {
                    ran.extend(next);
                    return Err(error);
                }
            },
        };
        if let Err(error) = sqlx::query(BEGIN).execute(&mut *connection).await {
            ran.extend(next);
            return Err(error);
        }
        let mut yielded = false;
        let mut unkept = false;
        while let Some(mut command) = next.take() {
            let mut tx = Tx::lite(connection, unkept);
            let keep = AssertUnwindSafe(command.run(&mut tx)).catch_unwind().await.unwrap_or(false);
            let wrote = !tx.is_unkept();
            ran.push(command);
            if wrote && !keep {
                sqlx::query(UNDO).execute(&mut *connection).await?;
            }
            unkept = keep || !wrote;
            while next.is_none() && ran.len() < BATCH && stop.is_none() {
                match self.queue.try_recv() {
                    Ok(Order::Run(command)) if command.is_abandoned() => {}
                    Ok(Order::Run(command)) => next = Some(command),
                    Ok(Order::Stop(done)) => *stop = Some(done),
                    // Callers that were just answered may be about to hand in their next.
                    Err(_) if !yielded => {
                        yielded = true;
                        tokio::task::yield_now().await;
                    }
                    Err(_) => break,
                }
            }
        }
        sqlx::query(COMMIT).execute(&mut *connection).await?;
        Ok(())
    }
}
