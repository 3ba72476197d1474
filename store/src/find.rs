//! Finding cases by the words that were typed, and by whole private answers through their keyed hashes.
use crate::{
    Db, StoreError, Tx,
    alike::{self, Saying},
    cases::{CaseLine, Narrowed, lines, whose_name},
    json::{self, Hex, HexBytes},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, queue::Order, region::RegionCode};
use serde::Serialize;
use std::{collections::BTreeSet, ops::Range};
use uuid::Uuid;

const DOING: &str = "find cases";
/// Most entries of the rarest word that are looked at.
pub(crate) const LOOKED_AT: i64 = 4_000;

/// What is looked up of a case's answers: by what it is alike to others, and the words by which it is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Keyed hashes, by way.
    pub alike: Vec<Saying>,
    /// Words in small letters.
    pub words: BTreeSet<String>,
}

/// What is looked for: cases with a word that begins with each of the words, and those that say one of the whole answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Beginnings of words, in small letters.
    pub words: Vec<String>,
    /// Whole private answers by their keyed hash.
    pub whole: Vec<Saying>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// Whether there may be more: even the rarest word is in so many cases that not all were looked at.
    pub cut: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    word: &'a str,
    case: Hex,
}

#[derive(Serialize)]
struct Whole<'a> {
    kind: &'a str,
    hash: HexBytes<'a>,
}

/// At most `limit` cases: open ones first, ordered as asked. `holders` are the desks (`role@agency`) that they wait at; without,
/// all cases of the region are meant, ended ones too.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn cases(
    db: &Db,
    region: &RegionCode,
    sought: &Sought,
    holders: Option<&[String]>,
    narrowed: &Narrowed<'_>,
    order: Order,
    limit: u32,
) -> Result<Found, StoreError> {
    let Stretches { rarest, others, cut } = stretches(db, region, &sought.words).await?;
    let whole = json::write(DOING, &sought.whole.iter().map(|(kind, hash)| Whole { kind, hash: HexBytes(hash) }).collect::<Vec<_>>())?;
    let holders = holders.map(|holders| json::write(DOING, &holders)).transpose()?;
    let found = read!(db, "find cases", sql!(both "find/cases"), fetch_all;
        region.as_str(), rarest.start.as_str(), rarest.end.as_str(), others, whole, LOOKED_AT, holders,
        narrowed.due.0, narrowed.due.1, narrowed.service, narrowed.stage, order == Order::Longest, i64::from(limit),
        whose_name(narrowed.whose), narrowed.who.map(|who| who.0), narrowed.at.0.millis(),
        narrowed.held, narrowed.at.1.number())?;
    Ok(Found { lines: lines(found)?, cut })
}

/// Where words lie among those of all cases.
pub(crate) struct Stretches {
    /// Of the word that the fewest cases have. Nothing lies between two empty ends: then no word is looked for.
    pub(crate) rarest: Range<String>,
    /// Of the others, as a JSON list of pairs.
    pub(crate) others: String,
    /// Whether more cases have the rarest than are looked at.
    pub(crate) cut: bool,
}

/// The stretches of words, each of which begins a word of a case.
pub(crate) async fn stretches(db: &Db, region: &RegionCode, words: &[String]) -> Result<Stretches, StoreError> {
    let mut ranges: Vec<(i64, Range<String>)> = vec![];
    for word in words {
        let range = beginning_with(word);
        let (entries,): (i64,) = read!(db, "find cases", sql!("find/count"), fetch_one;
            region.as_str(), range.start.as_str(), range.end.as_str(), LOOKED_AT + 1)?;
        ranges.push((entries, range));
    }
    ranges.sort_by_key(|(entries, _)| *entries);
    let cut = ranges.first().is_some_and(|(entries, _)| *entries > LOOKED_AT);
    let mut ranges = ranges.into_iter().map(|(_, range)| range);
    let rarest = ranges.next().unwrap_or_default();
    let others = json::write(DOING, &ranges.map(|r| [r.start, r.end]).collect::<Vec<_>>())?;
    Ok(Stretches { rarest, others, cut })
}

/// How many cases have a word, at most so many as are looked at.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn count(db: &Db, region: &RegionCode, word: &str) -> Result<i64, StoreError> {
    let (n,): (i64,) = read!(db, "count cases by a word", sql!("find/count"), fetch_one;
        region.as_str(), word, format!("{word}\u{1}"), LOOKED_AT)?;
    Ok(n)
}

/// The words that begin so, in the order of their bytes: behind all of them comes the last letter that there is.
fn beginning_with(word: &str) -> Range<String> {
    word.to_owned()..format!("{word}\u{10ffff}")
}

/// Sets what is looked up of a case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn replace(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, said: &Said, is_new: bool) -> Result<(), StoreError> {
    alike::replace(tx, region, case, &said.alike, is_new).await?;
    if !is_new {
        run!(tx, "change a case's words", sql!("find/clear_case"); region.as_str(), case.0)?;
    }
    put(tx, region, std::iter::once((case, said))).await
}

/// Sets what officers' acts put on a case, and leaves the words of its text: `gone` goes, `come` comes.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn remark(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, gone: &[String], come: BTreeSet<String>) -> Result<(), StoreError> {
    for word in gone {
        run!(tx, "take a case's mark away", sql!("find/clear_word"); region.as_str(), case.0, word.as_str())?;
    }
    let said = Said { words: come, ..Said::default() };
    put(tx, region, std::iter::once((case, &said))).await
}

/// The cases that have a word, by their ids.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn with_word(db: &Db, region: &RegionCode, word: &str, limit: u32) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "find cases", sql!("find/with_word"), fetch_all; region.as_str(), word, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Adds the words of cases.
pub(crate) async fn put<'a>(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    said: impl Iterator<Item = (CaseId, &'a Said)>,
) -> Result<(), StoreError> {
    let rows: Vec<Row<'_>> = said.flat_map(|(case, said)| said.words.iter().map(move |word| Row { word, case: Hex(case.0) })).collect();
    if !rows.is_empty() {
        run!(tx, "write cases' words", sql!(both "find/put"); region.as_str(), json::write(DOING, &rows)?)?;
    }
    Ok(())
}

/// Takes all words of a region away.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear cases' words", sql!("find/clear"); region.as_str())?;
    Ok(())
}

/// All words of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    Ok(dumped(&read!(db, "dump projections", sql!("find/dump"), fetch_all; region.as_str())?))
}

/// As [`dump`], of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    Ok(dumped(&read_in!(tx, "dump projections", sql!("find/dump"), fetch_all; region.as_str())?))
}

fn dumped(words: &[(String, Uuid)]) -> String {
    words.iter().map(|(word, case)| format!("{word} {case}\n")).collect()
}
