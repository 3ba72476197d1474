//! A region's rows as they leave one database and arrive in another, be it of the other engine. The tables and their columns are read
//! from the database itself, because a table that a list forgot would be data that is lost: these are the only statements that are not
//! written in files.
use crate::{Db, StoreError, Tx, db::Db as Engine, json, tx::Link};
use domain::region::RegionCode;
use futures::TryStreamExt;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;

/// What stays where it is: who is signed in, one-time codes, and who looks at what just now.
/// Figures are counted where the cases arrive.
const STAYS: [&str; 7] = ["session", "session_case", "code", "presence", "idempotency", "figure_count", "recipient_count"];
/// Those that others name come first; the rest by name.
const FIRST: [&str; 4] = ["account", "post", "comment", "profile"];
/// Where numbers of another table's log stand: table, column, the log, and the place in the column's JSON where it holds that.
const OF_LOGS: [(&str, &str, &str, &str); 4] = [
    ("cases", "seq", "event", ""),
    ("work_entry", "case_seq", "event", ""),
    ("work_entry", "state", "event", "/told/case/seq"),
    ("work_event", "body", "event", "/what/told/case/seq"),
];

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in their order, with what each is to this engine.
    columns: Vec<(String, Kind)>,
    /// Whether its rows are numbered by the database.
    numbered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    Flag,
    Bytes,
    Id,
}

const DOING: &str = "move a region";

impl Kind {
    fn of(name: &str) -> Result<Self, StoreError> {
        match name {
            "TEXT" | "text" => Ok(Self::Text),
            "INTEGER" | "integer" | "bigint" => Ok(Self::Whole),
            "boolean" => Ok(Self::Flag),
            "BLOB" | "bytea" => Ok(Self::Bytes),
            "uuid" => Ok(Self::Id),
            _ => Err(StoreError::because(DOING, "a column has a type that both engines don't share")),
        }
    }
}

const LITE: &str = "
    SELECT t.name, c.name, c.type FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlx_migrations'
    ORDER BY t.name, c.cid";
const PG: &str = "
    SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'
    ORDER BY table_name COLLATE \"C\", ordinal_position";

/// All tables whose rows go with a region, in the order in which they can arrive.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn tables(db: &Db) -> Result<Vec<Table>, StoreError> {
    let rows: Vec<(String, String, String)> = match db {
        Engine::Lite { read, .. } => sqlx::query_as(LITE).fetch_all(read).await,
        Engine::Pg { pool, .. } => sqlx::query_as(PG).fetch_all(pool).await,
    }
    .map_err(|error| StoreError::from_sqlx(DOING, error))?;
    let mut found: BTreeMap<String, Vec<(String, Kind)>> = BTreeMap::new();
    for (table, column, kind) in rows {
        found.entry(table).or_default().push((column, Kind::of(&kind)?));
    }
    let moves = |(name, columns): (String, Vec<(String, Kind)>)| {
        let has = |column: &str| columns.iter().any(|(c, _)| c == column);
        let numbered = has("seq") && OF_LOGS.iter().all(|(table, column, ..)| (*table, *column) != (name.as_str(), "seq"));
        (has("region") && !STAYS.contains(&name.as_str())).then_some(Table { numbered, name, columns })
    };
    let mut tables: Vec<Table> = found.into_iter().filter_map(moves).collect();
    tables.sort_by_key(|t| FIRST.iter().position(|f| *f == t.name).unwrap_or(FIRST.len()));
    Ok(tables)
}

impl Table {
    fn leaving(&self, sqlite: bool) -> String {
        let cell = |(name, kind): &(String, Kind)| match (sqlite, kind) {
            (true, Kind::Bytes | Kind::Id) => format!("CASE WHEN \"{name}\" IS NULL THEN NULL ELSE lower(hex(\"{name}\")) END"),
            (false, Kind::Bytes) => format!("encode(\"{name}\", 'hex')"),
            (false, Kind::Id) => format!("replace(CAST(\"{name}\" AS TEXT), '-', '')"),
            (false, Kind::Flag) => format!("CAST(\"{name}\" AS INTEGER)"),
            _ => format!("\"{name}\""),
        };
        let cells: Vec<String> = self.columns.iter().map(cell).collect();
        let order = if self.numbered { " ORDER BY seq" } else { "" };
        // Arguments of one call are few; arrays are put together of parts.
        if sqlite {
            return format!("SELECT json_array({}) FROM \"{}\" WHERE region = $1{order}", cells.join(", "), self.name);
        }
        let parts: Vec<String> = cells.chunks(40).map(|part| format!("CAST(json_build_array({}) AS jsonb)", part.join(", "))).collect();
        format!("SELECT CAST({} AS TEXT) FROM \"{}\" WHERE region = $1{order}", parts.join(" || "), self.name)
    }

    fn arriving(&self, sqlite: bool) -> String {
        let cell = |(i, (_, kind)): (usize, &(String, Kind))| {
            let value = if sqlite { format!("(r.value ->> '$[{i}]')") } else { format!("(r ->> {i})") };
            match (sqlite, kind) {
                (true, Kind::Bytes | Kind::Id) => format!("unhex({value})"),
                (false, Kind::Bytes) => format!("decode({value}, 'hex')"),
                (false, Kind::Id) => format!("CAST({value} AS UUID)"),
                (false, Kind::Flag) => format!("CAST(CAST({value} AS INTEGER) AS BOOLEAN)"),
                (false, Kind::Whole) => format!("CAST({value} AS BIGINT)"),
                _ => value,
            }
        };
        let names: Vec<String> = self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let cells: Vec<String> = self.columns.iter().enumerate().map(cell).collect();
        let (names, cells) = (names.join(", "), cells.join(", "));
        if sqlite {
            format!("INSERT INTO \"{}\" ({names}) SELECT {cells} FROM json_each($1) AS r ORDER BY r.key", self.name)
        } else {
            let numbers = if self.numbered { " OVERRIDING SYSTEM VALUE" } else { "" };
            format!(
                "INSERT INTO \"{}\" ({names}){numbers} SELECT {cells} FROM jsonb_array_elements(CAST($1 AS jsonb)) WITH ORDINALITY AS a(r, n) ORDER BY n",
                self.name
            )
        }
    }

    /// Whether it is a log, whose numbers a move may have to shift.
    #[must_use]
    pub const fn is_log(&self) -> bool {
        self.numbered
    }

    /// A row that came from elsewhere, with the numbers of logs in it as they are here: `shifts` says by how much each log's are moved.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where it is no row.
    pub fn shifted(&self, row: String, shifts: &BTreeMap<String, i64>) -> Result<String, StoreError> {
        let own = self.numbered.then_some(("seq", self.name.as_str(), ""));
        let others = OF_LOGS.iter().filter(|(table, ..)| *table == self.name).map(|(_, column, log, place)| (*column, *log, *place));
        let moved: Vec<_> = own
            .into_iter()
            .chain(others)
            .filter_map(|(column, log, place)| Some((column, place, shifts.get(log).copied().filter(|by| *by != 0)?)))
            .collect();
        if moved.is_empty() {
            return Ok(row);
        }
        let mut cells: Vec<Value> = json::read(DOING, &row)?;
        for (column, place, by) in moved {
            let at = self.columns.iter().position(|(name, _)| name == column);
            let Some(cell) = at.and_then(|at| cells.get_mut(at)) else { continue };
            if place.is_empty() {
                shift(cell, by);
            } else if let Some(text) = cell.as_str() {
                let mut inner: Value = json::read(DOING, text)?;
                if let Some(number) = inner.pointer_mut(place) {
                    shift(number, by);
                    *cell = Value::String(inner.to_string());
                }
            }
        }
        json::write(DOING, &cells)
    }

    /// The number of a row, by its place among the columns.
    #[must_use]
    pub fn number_of(&self, row: &str) -> Option<i64> {
        let at = self.columns.iter().position(|(name, _)| name == "seq")?;
        serde_json::from_str::<Vec<Value>>(row).ok()?.get(at)?.as_i64()
    }
}

/// Moves a number on; what is none stays.
fn shift(number: &mut Value, by: i64) {
    if let Some(n) = number.as_i64() {
        *number = (n + by).into();
    }
}

/// Reads a region's rows, each table whole at one moment of the database: `take` gets the table and a row as a JSON array.
///
/// # Errors
/// [`StoreError::Failed`]; whatever `take` answers with.
pub async fn leave<E: From<StoreError>>(
    db: &Db,
    region: &RegionCode,
    tables: &[Table],
    mut take: impl FnMut(&Table, String) -> Result<(), E>,
) -> Result<(), E> {
    let ours = |error: sqlx::Error| StoreError::from_sqlx(DOING, error);
    match db {
        Engine::Lite { read, .. } => {
            let mut tx = read.begin().await.map_err(ours)?;
            for table in tables {
                let sql = table.leaving(true);
                let mut rows = sqlx::query(AssertSqlSafe(sql)).bind(region.as_str()).fetch(&mut *tx);
                while let Some(row) = rows.try_next().await.map_err(ours)? {
                    take(table, row.try_get(0).map_err(ours)?)?;
                }
            }
        }
        Engine::Pg { pool, .. } => {
            let mut tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await.map_err(ours)?;
            for table in tables {
                let sql = table.leaving(false);
                let mut rows = sqlx::query(AssertSqlSafe(sql)).bind(region.as_str()).fetch(&mut *tx);
                while let Some(row) = rows.try_next().await.map_err(ours)? {
                    take(table, row.try_get(0).map_err(ours)?)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether a region has any row here.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn is_known(db: &Db, region: &RegionCode, tables: &[Table]) -> Result<bool, StoreError> {
    for table in tables {
        let sql = format!("SELECT 1 FROM \"{}\" WHERE region = $1 LIMIT 1", table.name);
        let found = match db {
            Engine::Lite { read, .. } => {
                sqlx::query(AssertSqlSafe(sql)).bind(region.as_str()).fetch_optional(read).await.map(|r| r.is_some())
            }
            Engine::Pg { pool, .. } => {
                sqlx::query(AssertSqlSafe(sql)).bind(region.as_str()).fetch_optional(pool).await.map(|r| r.is_some())
            }
        };
        if found.map_err(|error| StoreError::from_sqlx(DOING, error))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Sets numbers of a log aside, from `first` to `last` as they were elsewhere, and says by how much each is shifted here; nothing where
/// they are free as they are.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn reserve(tx: &mut Tx<'_>, log: &str, (first, last): (i64, i64)) -> Result<i64, StoreError> {
    tx.ready().await?;
    let most = format!("SELECT CAST(coalesce(max(seq), 0) AS BIGINT) FROM \"{log}\"");
    let done = async {
        match &mut tx.link {
            Link::Lite(c) => {
                let (here,): (i64,) = sqlx::query_as(AssertSqlSafe(most)).fetch_one(&mut **c).await?;
                Ok(if here < first { 0 } else { here + 1 - first })
            }
            Link::Pg(c) => {
                // Others go on writing meanwhile: the numbers are taken out of their way first.
                let name = format!("SELECT CAST(pg_get_serial_sequence('\"{log}\"', 'seq') AS TEXT)");
                let (name,): (String,) = sqlx::query_as(AssertSqlSafe(name)).fetch_one(&mut **c).await?;
                let (next,): (i64,) = sqlx::query_as("SELECT nextval(CAST($1 AS regclass))").bind(&name).fetch_one(&mut **c).await?;
                let shift = if next <= first { 0 } else { next - first };
                sqlx::query("SELECT setval(CAST($1 AS regclass), $2)").bind(&name).bind(last + shift).execute(&mut **c).await?;
                Ok::<_, sqlx::Error>(shift)
            }
        }
    };
    let done = done.await;
    done.map_err(|error| tx.spoil(DOING, error))
}

/// Writes rows that came from elsewhere, given as a JSON array of them.
///
/// # Errors
/// [`StoreError::Duplicate`] where one of them is there already, such as a login; [`StoreError::Failed`].
pub async fn arrive(tx: &mut Tx<'_>, table: &Table, rows: &str) -> Result<u64, StoreError> {
    tx.ready().await?;
    let done = match &mut tx.link {
        Link::Lite(c) => {
            sqlx::query(AssertSqlSafe(table.arriving(true))).bind(rows).execute(&mut **c).await.map(|done| done.rows_affected())
        }
        Link::Pg(c) => {
            sqlx::query(AssertSqlSafe(table.arriving(false))).bind(rows).execute(&mut **c).await.map(|done| done.rows_affected())
        }
    };
    done.map_err(|error| tx.spoil(DOING, error))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Table};
    use std::collections::BTreeMap;

    fn table(name: &str, columns: &[&str], numbered: bool) -> Table {
        Table { name: name.to_owned(), columns: columns.iter().map(|c| ((*c).to_owned(), Kind::Text)).collect(), numbered }
    }

    #[test]
    fn a_number_of_a_log_moves_wherever_it_stands() {
        let shifts: BTreeMap<String, i64> = [("event".to_owned(), 100), ("work_event".to_owned(), 7)].into();
        let moved = |table: &Table, row: &str| table.shifted(row.to_owned(), &shifts).unwrap();
        assert_eq!(moved(&table("event", &["region", "seq"], true), r#"["ID",3]"#), r#"["ID",103]"#);
        assert_eq!(moved(&table("cases", &["seq", "title"], false), r#"[3,"seq 3"]"#), r#"[103,"seq 3"]"#);
        let entry = table("work_entry", &["case_seq", "state"], false);
        let state = r#"{\"told\":{\"case\":{\"number\":\"TDG-1\",\"seq\":3}}}"#;
        assert_eq!(moved(&entry, &format!(r#"[3,"{state}"]"#)), format!(r#"[103,"{}"]"#, state.replace(":3}", ":103}")));
        assert_eq!(moved(&entry, r#"[null,"{\"told\":{}}"]"#), r#"[null,"{\"told\":{}}"]"#, "an entry that comes from no case");
        let log = table("work_event", &["seq", "body"], true);
        let said = r#"[1,"{\"what\":{\"told\":{\"case\":{\"seq\":3}}}}"]"#;
        assert_eq!(moved(&log, said), said.replace("[1", "[8").replace(":3}", ":103}"));
        assert_eq!(moved(&table("comment", &["seqs"], false), "[3]"), "[3]");
        assert!(entry.shifted("broken".to_owned(), &shifts).is_err());
        assert_eq!(entry.shifted("broken".to_owned(), &BTreeMap::new()).unwrap(), "broken", "what stays is not even read");
    }
}
