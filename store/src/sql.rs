//! Statements live in files. A test prepares each of them on both engines; here they are only looked up.

/// The text of `store/sql/<noun>/<name>.sql`. With `both`, a `.sqlite.sql` beside it is taken on SQLite; with `postgres` it is
/// `<name>.postgres.sql`, which SQLite is never asked.
macro_rules! sql {
    ($name:literal) => {
        crate::sql::Sql {
            lite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")),
            pg: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql")),
        }
    };
    (postgres $name:literal) => {
        crate::sql::Sql::only_postgres(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".postgres.sql")))
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

/// The statements of a commit, by whether it is a submission and, on SQLite, has to begin its command's savepoint too:
/// then the words of `tx::KEEP` go before it, which `concat!` can't take by name; a test compares.
macro_rules! commit_sql {
    ($name:literal) => {
        (
            sql!(both $name),
            Sql {
                lite: concat!(
                    "RELEASE command; SAVEPOINT command;\n",
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sqlite.sql"))
                ),
                ..sql!(both $name)
            },
        )
    };
}

impl Sql {
    /// The statement that appends a case's first event (`submission`) or its next; `begins` where on SQLite it is its
    /// command's first.
    pub(crate) const fn commit(submission: bool, begins: bool) -> Self {
        let (plain, beginning) = if submission { commit_sql!("cases/submit") } else { commit_sql!("cases/move") };
        if begins { beginning } else { plain }
    }
}

#[cfg(test)]
mod tests {
    use super::Sql;

    #[test]
    fn a_commit_that_begins_its_savepoint_says_what_keep_says() {
        for submission in [true, false] {
            let (plain, beginning) = (Sql::commit(submission, false), Sql::commit(submission, true));
            assert_eq!(beginning.lite, format!("{};\n{}", crate::tx::KEEP, plain.lite));
            assert_eq!(beginning.pg, plain.pg);
        }
    }
}
