//! Names and sizes of files, and migrations that come in pairs.
use super::sources::Source;
use std::collections::BTreeSet;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "common", "helper", "helpers", "mod.rs"];

/// Lines of Rust from which a file is listed, and from which it is refused.
const LONG: usize = 400;
const TOO_LONG: usize = 600;

pub(super) fn file(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let says_nothing =
        |part: &str| EMPTY_NAMES.contains(&part) || part.split_once('.').is_some_and(|(stem, _)| EMPTY_NAMES.contains(&stem));
    if let Some(part) = source.path.split('/').find(|part| says_nothing(part)) {
        found.push(source.at(1, &format!("`{part}` does not say what is inside")));
    }
    let lines = source.text.lines().count();
    if source.is("rs") && lines > TOO_LONG {
        found.push(source.at(lines, &format!("{lines} lines: more than one idea, split it ({TOO_LONG} at most)")));
    }
    found
}

/// A line about a Rust file that is getting long.
pub(super) fn grows_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (source.is("rs") && (LONG + 1..=TOO_LONG).contains(&lines)).then(|| source.at(lines, &format!("{lines} lines, {LONG} is long")))
}

/// Both databases go through the same numbered steps.
pub(super) fn migrations_pair(paths: &[&str]) -> Vec<String> {
    let of = |engine: &str| -> BTreeSet<&str> {
        let folder = format!("store/migrations/{engine}/");
        paths.iter().filter_map(|path| path.strip_prefix(folder.as_str())).collect()
    };
    let (sqlite, postgres) = (of("sqlite"), of("postgres"));
    let lacks = |engine: &'static str| move |name: &&str| format!("store/migrations/{engine}/{name}: missing, the other database has it");
    sqlite.difference(&postgres).map(lacks("postgres")).chain(postgres.difference(&sqlite).map(lacks("sqlite"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, lines: usize) -> Source {
        Source { path: path.to_owned(), text: "//\n".repeat(lines) }
    }

    #[test]
    fn empty_names_are_refused_anywhere_in_the_path() {
        for path in ["app/src/utils.rs", "domain/src/common/money.rs", "store/src/mod.rs", "end2end/tests/helpers.ts"] {
            assert_eq!(file(&source(path, 1)).len(), 1, "{path}");
        }
        for path in ["domain/src/commons_act.rs", "end2end/tests/fixtures.ts", "domain/src/model.rs"] {
            assert_eq!(file(&source(path, 1)).len(), 0, "{path}");
        }
    }

    #[test]
    fn long_files_are_listed_then_refused() {
        assert!(grows_long(&source("a.rs", 400)).is_none());
        assert!(grows_long(&source("a.rs", 401)).is_some());
        assert_eq!(file(&source("a.rs", 600)).len(), 0);
        assert_eq!(file(&source("a.rs", 601)).len(), 1);
        assert_eq!(file(&source("a.json", 6000)).len(), 0);
    }

    #[test]
    fn a_migration_for_one_database_alone_is_found() {
        let both = ["store/migrations/sqlite/0001_start.sql", "store/migrations/postgres/0001_start.sql"];
        assert!(migrations_pair(&both).is_empty());
        let found = migrations_pair(&[both[0], both[1], "store/migrations/sqlite/0002_more.sql"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("store/migrations/postgres/0002_more.sql"));
    }
}
