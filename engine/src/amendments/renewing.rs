//! Published changes come into force: the region's pack takes the place of the one before on every node, at once where somebody
//! published, and on the morning of their day.
use crate::{
    Failure,
    open::Inner,
    pack::{Amendment, load_amended},
};
use domain::{region::RegionCode, time::Day};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// How often a node looks whether another one published something, and whether a day began.
const EVERY: Duration = Duration::from_secs(2);

/// What holds on a day, by region, in the order in which it came into force.
pub(super) async fn in_force(inner: &Inner, until: Day) -> Result<BTreeMap<RegionCode, Vec<Amendment>>, Failure> {
    let mut found: BTreeMap<RegionCode, Vec<Amendment>> = BTreeMap::new();
    let broken = |e: serde_json::Error| Failure::unavailable("read a change of rules", &e);
    for row in store::amendments::published(&inner.db).await? {
        if row.from <= until {
            found.entry(row.region).or_default().push(Amendment {
                name: row.id.to_string(),
                from: row.from,
                changes: serde_json::from_str(&row.changes).map_err(broken)?,
                versions: serde_json::from_str(&row.versions).map_err(broken)?,
            });
        }
    }
    Ok(found)
}

impl Inner {
    /// How many changes hold in each region today.
    async fn marks(&self) -> Result<BTreeMap<RegionCode, Vec<i32>>, Failure> {
        let mut marks: BTreeMap<RegionCode, Vec<i32>> = BTreeMap::new();
        for (region, place, from) in store::amendments::marks(&self.db).await? {
            if self.pack_of(&region).is_some_and(|pack| from <= self.now().day(pack.zone())) {
                marks.entry(region).or_default().push(place);
            }
        }
        Ok(marks)
    }

    /// Puts packs in force as they hold today, where something came since the last time. A region whose files no longer take its changes
    /// keeps the pack that it has, and the log says so.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub(crate) async fn renew(self: &Arc<Self>) -> Result<(), Failure> {
        let marks = self.marks().await?;
        let held = self.laid.lock().await.clone();
        let moved: Vec<RegionCode> =
            marks.iter().filter(|(region, places)| held.get(*region) != Some(*places)).map(|(r, _)| r.clone()).collect();
        for region in moved {
            let Some(pack) = self.pack_of(&region) else { continue };
            let mut laid = in_force(self, self.now().day(pack.zone())).await?.remove(&region).unwrap_or_default();
            let (dir, slug) = (self.packs_dir.clone(), pack.region.slug.as_str().to_owned());
            laid.sort_by_key(|a| a.from);
            let loaded = tokio::task::spawn_blocking(move || load_amended(&dir, &slug, &laid)).await;
            match loaded.map_err(|e| Failure::unavailable("load a pack", &e))? {
                Ok(new) => {
                    self.packs.put(new);
                    self.templates.lock().unwrap_or_else(std::sync::PoisonError::into_inner).retain(|(of, _), _| of != region.as_str());
                    self.charts.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(region.as_str());
                }
                Err(found) => {
                    for error in found {
                        tracing::error!(region = %region, %error, "a published change no longer fits the pack's files");
                    }
                }
            }
            if let Some(places) = marks.get(&region) {
                self.laid.lock().await.insert(region, places.clone());
            }
        }
        Ok(())
    }
}

/// Looks for as long as the engine lives.
pub(crate) async fn follow(engine: crate::Engine) {
    let mut every = tokio::time::interval(EVERY);
    let mut calendars = Vec::new();
    loop {
        every.tick().await;
        let looked = engine.0.look_at_standings().await;
        if let Err(failure) = looked.and(engine.0.renew().await) {
            tracing::warn!(%failure, "published changes could not be looked for");
            continue;
        }
        // A day off that came moves the dates of cases that run.
        let now: Vec<_> = engine.0.packs.all().iter().map(Arc::as_ptr).map(|p| p as usize).collect();
        if calendars != now {
            match engine.follow_calendars().await {
                Ok(_) => calendars = now,
                Err(failure) => tracing::warn!(%failure, "dates could not follow a calendar"),
            }
        }
    }
}
