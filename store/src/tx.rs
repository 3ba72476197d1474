//! A unit of work: everything written through it becomes durable together or not at all.
use crate::StoreError;
use sqlx::{PgConnection, SqliteConnection};

/// An open transaction, handed out by [`Db::write_in`](crate::Db::write_in) and closed by it.
///
/// Once a statement failed the whole unit is given up, on both engines: PostgreSQL can't go on after an error, and on
/// SQLite half a commit could be left standing. So a command that swallows an error is not committed either.
pub struct Tx<'c> {
    pub(crate) link: Link<'c>,
    spoilt: bool,
    /// On SQLite: the savepoint still holds the command before, whose work must be kept before this one begins.
    unkept: bool,
}

/// Keeps the work of the command before, and begins a savepoint for the next.
pub(crate) const KEEP: &str = "RELEASE command; SAVEPOINT command";

/// The connection below.
pub(crate) enum Link<'c> {
    Lite(&'c mut SqliteConnection),
    Pg(&'c mut PgConnection),
}

impl<'c> Tx<'c> {
    /// A command within the writer's transaction; `unkept` where the savepoint still holds the command before it.
    pub(crate) fn lite(connection: &'c mut SqliteConnection, unkept: bool) -> Self {
        Self { link: Link::Lite(connection), spoilt: false, unkept }
    }

    pub(crate) fn pg(connection: &'c mut PgConnection) -> Self {
        Self { link: Link::Pg(connection), spoilt: false, unkept: false }
    }

    /// Begins the command's own savepoint before its first statement. Left until then, because the hot path sends both
    /// in one trip to the database's thread, and because a command that only refuses needs none.
    pub(crate) async fn ready(&mut self) -> Result<(), StoreError> {
        if self.unkept
            && let Link::Lite(connection) = &mut self.link
        {
            self.unkept = false;
            if let Err(error) = sqlx::query(KEEP).execute(&mut **connection).await {
                return Err(self.spoil("begin a savepoint", error));
            }
        }
        Ok(())
    }

    /// Whether the next statement has to begin the savepoint itself, with [`KEEP`] before it.
    pub(crate) fn begins_itself(&mut self) -> bool {
        std::mem::take(&mut self.unkept)
    }

    /// Whether the savepoint still holds the command before, because this one wrote nothing.
    pub(crate) fn is_unkept(&self) -> bool {
        self.unkept
    }

    /// Marks the unit as given up, and gives the error to return.
    pub(crate) fn spoil(&mut self, doing: &'static str, error: sqlx::Error) -> StoreError {
        self.spoilt = true;
        StoreError::from_sqlx(doing, error)
    }

    /// The answer of a command, or the refusal to commit one that swallowed a failure.
    pub(crate) fn verdict<T, E: From<StoreError>>(&self, answer: Result<T, E>) -> Result<T, E> {
        match answer {
            Ok(_) if self.spoilt => Err(StoreError::because("commit", "a statement of this unit of work failed before").into()),
            answer => answer,
        }
    }

    /// Whether this is SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        matches!(self.link, Link::Lite(_))
    }
}
