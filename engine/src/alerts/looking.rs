//! Judges the rules by what is seen now, and follows what other servers did about alerts. Two servers may look at once: of each alert one
//! is opened.
use crate::{Engine, Failure, board::figures, open::Inner};
use domain::{
    alert::{Seen, StageSeen, compare, judge},
    pack::Pack,
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// How often it is looked whether another server changed something.
const LISTEN: Duration = Duration::from_secs(2);
/// How often the rules are judged where nothing happens: time alone makes cases late.
const ANYWAY: Duration = Duration::from_secs(15);

impl Engine {
    /// Judges the rules of every region; gives how many alerts were opened or closed. Twice in a row the second does nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn look_at_alerts(&self) -> Result<usize, Failure> {
        let mut changed = 0;
        for pack in self.0.at_work().iter() {
            changed += self.0.look_at(pack).await?;
        }
        Ok(changed)
    }
}

impl Inner {
    async fn look_at(&self, pack: &Pack) -> Result<usize, Failure> {
        if pack.alerts.is_empty() {
            return Ok(0);
        }
        let raised = judge(&pack.alerts, &self.seen_of(pack).await?);
        let open = store::alerts::open(&self.db, pack.code()).await?;
        let (new, figures, over) = compare(&open, &raised);
        if new.is_empty() && figures.is_empty() && over.is_empty() {
            return Ok(0);
        }
        let changed = new.len() + over.len();
        let (at, region) = (self.now(), pack.code().clone());
        let new: Vec<_> = new.into_iter().map(|raised| (self.id(), raised)).collect();
        self.change_alerts(pack, move |tx| {
            Box::pin(async move {
                for (id, raised) in &new {
                    store::alerts::insert(tx, &region, *id, raised, at).await?;
                }
                for (id, value) in figures {
                    store::alerts::set_value(tx, &region, id, value).await?;
                }
                for id in over {
                    store::alerts::close(tx, &region, id, at).await?;
                }
                Ok(())
            })
        })
        .await?;
        Ok(changed)
    }

    async fn seen_of(&self, pack: &Pack) -> Result<Seen, Failure> {
        let snapshot = figures(self, pack).await?;
        let today = snapshot.at.day(pack.zone());
        let since = |day| pack.calendar().workdays_between(day, today).max(0);
        let stages = snapshot.stages.iter().filter(|stage| !stage.waits && stage.open > 0).map(|stage| StageSeen {
            service: stage.service.clone(),
            stage: stage.stage.clone(),
            open: stage.open,
            overdue: stage.overdue,
            oldest: stage.oldest.map_or(0, |at| since(at.day(pack.zone()))),
        });
        let idle = |key: &str| {
            let days = snapshot.of_service(key).days;
            let last = days.iter().rev().find(|(_, count)| count.decided > 0).or(days.first());
            last.map_or(0, |(day, _)| since(*day))
        };
        Ok(Seen {
            stages: stages.collect(),
            idle: pack.services.iter().map(|service| (service.key.clone(), idle(&service.key))).collect(),
            answers: self.health.last_quarter(pack.code(), self.now()),
            silent: self.silent(pack).await?,
        })
    }
}

/// Judges and listens for as long as the engine lives.
pub(crate) async fn follow(inner: Arc<Inner>) {
    let mut wake = inner.db.wake();
    let (mut known, mut looked) = (BTreeMap::new(), None::<Instant>);
    loop {
        let happened = wake.has_changed().unwrap_or(false);
        if happened || looked.is_none_or(|at| at.elapsed() >= ANYWAY) {
            wake.mark_unchanged();
            looked = Some(Instant::now());
            let engine = Engine(inner.clone());
            if let Err(failure) = engine.look_at_alerts().await {
                tracing::warn!(%failure, "the rules of alerts could not be judged");
            }
        }
        match store::alerts::changes(&inner.db).await {
            Ok(changes) => {
                let now: BTreeMap<_, _> = changes.into_iter().collect();
                if now != known {
                    known = now;
                    inner.alert_changes.send_modify(|n| *n += 1);
                }
            }
            Err(error) => tracing::warn!(%error, "what other servers did about alerts could not be read"),
        }
        tokio::time::sleep(LISTEN).await;
    }
}
