//! Statements live in files. A test prepares each of them on both engines; here they are only looked up.

/// The text of `store/sql/<noun>/<name>.sql`. With `both`, a `.sqlite.sql` beside it is taken on SQLite.
macro_rules! sql {
    ($name:literal) => {
        crate::sql::Sql {
            lite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")),
            pg: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")),
        }
    };
    (both $name:literal) => {
        crate::sql::Sql {
            lite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sqlite.sql")),
            pg: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")),
        }
    };
}
pub(crate) use sql;

/// One statement in the words of each engine. The texts are static, so each connection prepares them once.
#[derive(Clone, Copy)]
pub(crate) struct Sql {
    /// For SQLite.
    pub(crate) lite: &'static str,
    /// For PostgreSQL.
    pub(crate) pg: &'static str,
}

impl Sql {
    /// A statement that only PostgreSQL is ever asked.
    pub(crate) const fn only_postgres(pg: &'static str) -> Self {
        Self { lite: pg, pg }
    }
}

/// How SQLite appends an event.
const COMMIT: &str = include_str!("../sql/cases/commit.sqlite.sql");
/// The same as the first statement of a command: the words of `tx::KEEP` go before it.
const KEEP_AND_COMMIT: &str = concat!("RELEASE command; SAVEPOINT command;\n", include_str!("../sql/cases/commit.sqlite.sql"));

impl Sql {
    /// The statement that appends a case's first event (`submission`) or its next. `begins` where on SQLite it has to
    /// begin its command's savepoint too.
    pub(crate) const fn commit(submission: bool, begins: bool) -> Self {
        Self {
            lite: if begins { KEEP_AND_COMMIT } else { COMMIT },
            pg: if submission { include_str!("../sql/cases/submit.postgres.sql") } else { include_str!("../sql/cases/move.postgres.sql") },
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_commit_that_begins_its_savepoint_says_what_keep_says() {
        assert!(super::KEEP_AND_COMMIT.starts_with(crate::tx::KEEP));
    }
}
