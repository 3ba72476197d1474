//! Whether a region takes anything: an operator suspends one for some hours, while it moves or is mended, or archives it for good, to be
//! read and never written again.
use crate::{Engine, Failure, open::Inner};
use domain::{pack::Pack, region::RegionCode, time::Instant};
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
    time::Duration,
};
use uuid::Uuid;

/// How a region stands that is not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionStanding {
    /// Whether it is archived; else it is suspended.
    pub archived: bool,
    /// Why, as it is shown to everybody.
    pub reason: String,
    /// Since when.
    pub since: Instant,
}

/// What is noted of a region as a whole.
fn subject(region: &RegionCode) -> Uuid {
    let hash = blake3::hash(format!("region {region}").as_bytes());
    uuid::Builder::from_random_bytes(std::array::from_fn(|i| hash.as_bytes()[i])).into_uuid()
}

impl Inner {
    /// The regions where something may happen by itself: those that are open.
    pub(crate) fn at_work(&self) -> Vec<Arc<Pack>> {
        let standings = self.standings.read().unwrap_or_else(PoisonError::into_inner);
        let mut packs = self.packs.all();
        packs.retain(|pack| !standings.contains_key(pack.code().as_str()));
        packs
    }

    /// Reads how regions stand; every node does so every other second.
    pub(crate) async fn look_at_standings(&self) -> Result<(), Failure> {
        let rows = store::administration::standings(&self.db).await?;
        let standings: BTreeMap<String, RegionStanding> = rows
            .into_iter()
            .map(|row| {
                let standing = RegionStanding { archived: row.state == "archived", reason: row.reason, since: row.since };
                (row.region.as_str().to_owned(), standing)
            })
            .collect();
        *self.standings.write().unwrap_or_else(PoisonError::into_inner) = standings;
        Ok(())
    }
}

impl Engine {
    /// How a region stands; nothing where it is open.
    #[must_use]
    pub fn standing(&self, pack: &Pack) -> Option<RegionStanding> {
        self.0.standings.read().unwrap_or_else(PoisonError::into_inner).get(pack.code().as_str()).cloned()
    }

    /// Suspends or archives a region, or opens it again where nothing is said. An operator's act, which stays on record.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn stand(&self, pack: &Pack, how: Option<(bool, &str)>) -> Result<(), Failure> {
        let (state, reason) = match how {
            None => ("open", String::new()),
            Some((true, reason)) => ("archived", reason.to_owned()),
            Some((false, reason)) => ("suspended", reason.to_owned()),
        };
        let (region, now) = (pack.code().clone(), self.0.now());
        let body = json!({ "state": state, "reason": reason }).to_string();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::administration::stand(tx, &region, (state, &reason), now).await?;
                    let note = store::administration::note(tx, &region, subject(&region), ("stood", &body), None, now);
                    Ok::<_, Failure>(note.await?)
                })
            })
            .await?;
        self.0.look_at_standings().await
    }

    /// How the database is.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] where it does not answer.
    pub async fn database(&self) -> Result<DatabaseState, Failure> {
        let db = &self.0.db;
        let asked = std::time::Instant::now();
        db.ping().await?;
        Ok(DatabaseState { sqlite: db.is_sqlite(), answers_in: asked.elapsed(), bytes: db.bytes().await?, waiting: db.waiting() })
    }

    /// What an operator sees of each region: how it stands and how much it holds, and no case of it.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn sizes(&self) -> Result<Vec<RegionSize>, Failure> {
        let mut sizes = Vec::new();
        let mut packs = self.0.packs.all();
        packs.sort_by(|a, b| a.code().cmp(b.code()));
        for pack in packs {
            let (cases, open, last) = store::administration::size(&self.0.db, pack.code()).await?;
            sizes.push(RegionSize {
                standing: self.standing(&pack),
                slug: pack.region.slug.as_str().to_owned(),
                code: pack.code().clone(),
                name: pack.region.name.clone(),
                services: pack.services.len(),
                zone: pack.zone(),
                cases,
                open,
                last,
                quarter: self.0.health.last_quarter(pack.code(), self.0.now()),
            });
        }
        Ok(sizes)
    }
}

/// A region by its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionSize {
    /// Its slug.
    pub slug: String,
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: Option<RegionStanding>,
    /// Services.
    pub services: usize,
    /// Its zone.
    pub zone: domain::time::Zone,
    /// Cases, open and ended.
    pub cases: i64,
    /// Of these, open.
    pub open: i64,
    /// When something happened last.
    pub last: Option<Instant>,
    /// Answers that this server gave in the last quarter of an hour, and how many of them were faults of its own.
    pub quarter: (i64, i64),
}

/// The database that all regions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseState {
    /// Whether it is a SQLite file; else it is PostgreSQL.
    pub sqlite: bool,
    /// How long it took to answer a question that needs nothing.
    pub answers_in: Duration,
    /// How large it is, bytes.
    pub bytes: i64,
    /// Writes that wait for their turn.
    pub waiting: usize,
}
