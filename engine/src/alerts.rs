//! What the command center is told of by itself, and what its people do about it. An alert is no event of a case: it says that a figure
//! reached a rule's, and is over when the figure has fallen again.
mod looking;

pub(crate) use looking::follow;

use crate::{Failure, Visitor, board::may_see, open::Inner};
use domain::{
    alert::{Alert, Call},
    form::Fault,
    pack::Pack,
    people::AccountId,
    text::Text,
    time::Instant,
};
use std::{collections::BTreeMap, sync::Arc};
use store::alerts::{Incident, Maintenance, Tending};
use tokio::sync::watch;
use uuid::Uuid;

/// Most letters of a note and of an incident's title.
const NOTE: usize = 500;
const TITLE: usize = 120;
/// For how long an alert can be quiet, and how long something may be maintained at once: minutes.
pub const SNOOZE_MINUTES: i64 = 24 * 60;
const MAINTAIN_MS: i64 = 7 * 86_400_000;
/// Incidents that are shown.
const SHOWN: u32 = 30;

/// Alerts.
#[derive(Clone)]
pub struct Alerts(pub(crate) Arc<Inner>);

/// The region's alerts as they stand.
#[derive(Clone, Debug, Default)]
pub struct OpenAlerts {
    /// Those that are open, with whether each calls: the loudest first, and the oldest of them.
    pub alerts: Vec<(Alert, Call)>,
    /// Times in which all are quiet, now or later.
    pub maintenances: Vec<Maintenance>,
    /// Incidents, those that go on first.
    pub incidents: Vec<Incident>,
    /// Who takes care of what, by name.
    pub names: BTreeMap<AccountId, String>,
}

/// An incident with all that was done.
#[derive(Clone, Debug)]
pub struct OpenIncident {
    /// Itself.
    pub incident: Incident,
    /// Its alerts.
    pub alerts: Vec<(Alert, Call)>,
    /// What was done, the earliest first.
    pub tended: Vec<Tending>,
    /// Who did it, by name.
    pub names: BTreeMap<AccountId, String>,
}

/// What is done about an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tend {
    /// Takes care of it.
    Ack,
    /// Makes it quiet for so many minutes; a reason is needed.
    Snooze {
        /// For how long.
        minutes: i64,
    },
    /// Writes something down.
    Note,
}

impl Tend {
    const fn name(&self) -> &'static str {
        match self {
            Self::Ack => "ack",
            Self::Snooze { .. } => "snooze",
            Self::Note => "note",
        }
    }
}

fn may_tend(pack: &Pack, visitor: &Visitor) -> Result<AccountId, Failure> {
    let person = visitor.person()?;
    let tends = person.posts_in(pack.code()).any(|post| pack.role(&post.role.0).is_some_and(|role| role.tends_alerts));
    if tends { Ok(person.account) } else { Err(Failure::Forbidden) }
}

/// What somebody wrote, where it is not too long; missing where it has to be there.
fn written(text: &str, needed: bool) -> Result<String, Failure> {
    let (label, text) = (Text::new("Catatan", "Note"), text.trim());
    match text.chars().count() {
        0 if needed => Err(Failure::wrong("note", label, Fault::Missing)),
        n if n > NOTE => Err(Failure::wrong("note", label, Fault::TooLong { most: NOTE as u32 })),
        _ => Ok(text.to_owned()),
    }
}

impl Alerts {
    /// Whether the visitor takes care of the region's alerts.
    #[must_use]
    pub fn tends(pack: &Pack, visitor: &Visitor) -> bool {
        may_tend(pack, visitor).is_ok()
    }

    /// Counts up whenever something about any region's alerts changed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.alert_changes.subscribe()
    }

    /// The region's alerts.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn open(&self, pack: &Pack, visitor: &Visitor) -> Result<OpenAlerts, Failure> {
        may_see(pack, visitor)?;
        let (alerts, maintenances) = self.0.calling(pack).await?;
        let incidents = store::alerts::incidents(&self.0.db, pack.code(), SHOWN).await?;
        let tended = alerts.iter().filter_map(|(alert, _)| alert.acked.map(|(who, _)| who));
        let who: Vec<AccountId> = tended.chain(maintenances.iter().map(|m| m.by)).chain(incidents.iter().map(|i| i.by)).collect();
        let names = store::assign::names(&self.0.db, &who).await?;
        Ok(OpenAlerts { alerts, maintenances, incidents, names })
    }

    /// Does something about an alert.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who does not take care of alerts; [`Failure::NotFound`] for one that is over;
    /// [`Failure::Invalid`] without a note where one is needed, or for a time that can't be.
    pub async fn tend(&self, pack: &Pack, visitor: &Visitor, id: Uuid, tend: Tend, note: &str) -> Result<(), Failure> {
        let by = may_tend(pack, visitor)?;
        let note = written(note, tend != Tend::Ack)?;
        let at = self.0.now();
        let until = match tend {
            Tend::Snooze { minutes } if !(1..=SNOOZE_MINUTES).contains(&minutes) => {
                return Err(Failure::wrong("minutes", Text::new("Berapa lama", "For how long"), Fault::NotInList));
            }
            Tend::Snooze { minutes } => Some(at.plus_ms(minutes * 60_000)),
            _ => None,
        };
        let open = store::alerts::by_id(&self.0.db, pack.code(), id).await?.filter(|alert| alert.closed_at.is_none());
        open.ok_or(Failure::NotFound)?;
        let tending = Tending { alert: Some(id), at, by, what: tend.name().to_owned(), note };
        let (of, entry) = (pack.code().clone(), self.0.id());
        self.0
            .change_alerts(pack, move |tx| {
                Box::pin(async move {
                    let done = match (tend, until) {
                        (Tend::Ack, _) => store::alerts::ack(tx, &of, id, by, at).await?,
                        (_, Some(until)) => store::alerts::snooze(tx, &of, id, until).await?,
                        _ => true,
                    };
                    // A second tap, or a colleague who was faster: it is done.
                    if done {
                        store::alerts::tend(tx, &of, entry, None, &tending).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Begins an incident out of alerts; gives its id.
    ///
    /// # Errors
    /// As [`Alerts::tend`]; [`Failure::Invalid`] without a title.
    pub async fn begin(&self, pack: &Pack, visitor: &Visitor, title: &str, alerts: &[Uuid]) -> Result<Uuid, Failure> {
        let by = may_tend(pack, visitor)?;
        let title: String = title.trim().chars().take(TITLE).collect();
        if title.is_empty() {
            return Err(Failure::wrong("title", Text::new("Nama kejadian", "What the incident is called"), Fault::Missing));
        }
        let (id, at, of) = (self.0.id(), self.0.now(), pack.code().clone());
        let incident = Incident { id, title, by, opened_at: at, closed_at: None };
        let alerts: Vec<(Uuid, Uuid)> = alerts.iter().map(|alert| (*alert, self.0.id())).collect();
        self.0
            .change_alerts(pack, move |tx| {
                Box::pin(async move {
                    store::alerts::begin(tx, &of, &incident).await?;
                    for (alert, entry) in alerts {
                        store::alerts::join(tx, &of, alert, id).await?;
                        if store::alerts::ack(tx, &of, alert, by, at).await? {
                            let tending = Tending { alert: Some(alert), at, by, what: "ack".to_owned(), note: String::new() };
                            store::alerts::tend(tx, &of, entry, Some(id), &tending).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await?;
        Ok(id)
    }

    /// An incident with its alerts and all that was done.
    ///
    /// # Errors
    /// As [`Alerts::open`]; [`Failure::NotFound`].
    pub async fn incident(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<OpenIncident, Failure> {
        may_see(pack, visitor)?;
        let incident = store::alerts::incident_by_id(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let maintained = self.0.maintained(pack).await?.1;
        let alerts = store::alerts::of_incident(&self.0.db, pack.code(), id).await?;
        let at = self.0.now();
        let alerts = alerts.into_iter().map(|alert| (alert.calls(at, maintained), alert)).map(|(call, alert)| (alert, call)).collect();
        let tended = store::alerts::tended(&self.0.db, pack.code(), id).await?;
        let who: Vec<AccountId> = tended.iter().map(|tending| tending.by).chain([incident.by]).collect();
        let names = store::assign::names(&self.0.db, &who).await?;
        Ok(OpenIncident { incident, alerts, tended, names })
    }

    /// Writes something into an incident, or ends it; to end it, what was done has to be said.
    ///
    /// # Errors
    /// As [`Alerts::tend`].
    pub async fn write(&self, pack: &Pack, visitor: &Visitor, id: Uuid, note: &str, ends: bool) -> Result<(), Failure> {
        let by = may_tend(pack, visitor)?;
        let note = written(note, true)?;
        let known = store::alerts::incident_by_id(&self.0.db, pack.code(), id).await?.filter(|incident| incident.closed_at.is_none());
        known.ok_or(Failure::NotFound)?;
        let (at, of, entry) = (self.0.now(), pack.code().clone(), self.0.id());
        let tending = Tending { alert: None, at, by, what: if ends { "end" } else { "note" }.to_owned(), note };
        self.0
            .change_alerts(pack, move |tx| {
                Box::pin(async move {
                    if ends && !store::alerts::end(tx, &of, id, at).await? {
                        return Ok(());
                    }
                    Ok(store::alerts::tend(tx, &of, entry, Some(id), &tending).await?)
                })
            })
            .await
    }

    /// Announces that something is worked on, so that alerts are quiet meanwhile.
    ///
    /// # Errors
    /// As [`Alerts::tend`]; [`Failure::Invalid`] for a time that is over, ends before it begins, or is longer than a week.
    pub async fn maintain(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (from, until): (Option<Instant>, Option<Instant>),
        reason: &str,
    ) -> Result<(), Failure> {
        let by = may_tend(pack, visitor)?;
        let at = self.0.now();
        let from = from.ok_or_else(|| Failure::wrong("from", Text::new("Mulai", "From"), Fault::Missing))?;
        let ends = |until: &Instant| *until > at && *until > from && until.millis() - from.millis() <= MAINTAIN_MS;
        let until = until.filter(ends).ok_or_else(|| Failure::wrong("until", Text::new("Sampai", "Until"), Fault::NotInList))?;
        let reason = written(reason, true)?;
        let (of, id) = (pack.code().clone(), self.0.id());
        let maintenance = Maintenance { id, from, until, reason, by };
        self.0.change_alerts(pack, move |tx| Box::pin(async move { Ok(store::alerts::maintain(tx, &of, &maintenance, at).await?) })).await
    }

    /// Ends such a time now, or calls it off.
    ///
    /// # Errors
    /// As [`Alerts::tend`].
    pub async fn end_maintenance(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        may_tend(pack, visitor)?;
        let (at, of) = (self.0.now(), pack.code().clone());
        self.0
            .change_alerts(pack, move |tx| {
                Box::pin(async move { store::alerts::maintained(tx, &of, id, at).await?.then_some(()).ok_or(Failure::NotFound) })
            })
            .await
    }
}

impl Inner {
    /// Whether alerts are quiet now because something is worked on, and when they are or will be.
    async fn maintained(&self, pack: &Pack) -> Result<(Vec<Maintenance>, bool), Failure> {
        let at = self.now();
        let maintenances = store::alerts::maintenances(&self.db, pack.code(), at).await?;
        let quiet = maintenances.iter().any(|m| m.from <= at && at < m.until);
        Ok((maintenances, quiet))
    }

    /// The open alerts with whether each calls: the loudest first.
    pub(crate) async fn calling(&self, pack: &Pack) -> Result<(Vec<(Alert, Call)>, Vec<Maintenance>), Failure> {
        let (maintenances, quiet) = self.maintained(pack).await?;
        let at = self.now();
        let open = store::alerts::open(&self.db, pack.code()).await?;
        // A rule that the pack has no more says nothing.
        let known = open.into_iter().filter(|alert| pack.alerts.iter().any(|rule| rule.key == alert.raised.rule));
        let mut alerts: Vec<(Alert, Call)> =
            known.map(|alert| (alert.calls(at, quiet), alert)).map(|(call, alert)| (alert, call)).collect();
        alerts.sort_by_key(|(alert, call)| (*call, std::cmp::Reverse(alert.raised.level), alert.opened_at, alert.id));
        Ok((alerts, maintenances))
    }

    /// Changes something about a region's alerts in one transaction, and tells the screens of this server at once.
    pub(crate) async fn change_alerts<F>(&self, pack: &Pack, change: F) -> Result<(), Failure>
    where
        F: for<'t> FnOnce(&'t mut store::Tx<'_>) -> std::pin::Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 't>>
            + Send
            + 'static,
    {
        let region = pack.code().clone();
        let write = self.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                change(tx).await?;
                Ok::<_, Failure>(store::alerts::changed(tx, &region).await?)
            })
        });
        write.await?;
        self.alert_changes.send_modify(|n| *n += 1);
        Ok(())
    }
}
