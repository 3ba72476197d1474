//! What calls for somebody, for programs: pagers, rota tools and chat rooms of the people who watch.
use crate::{here::Here, problem::Failed};
use axum::{Json, extract::Path};
use domain::{alert::Call, people::AccountId, time::Instant};
use engine::Tend;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An alert that is open.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertView {
    id: Uuid,
    /// The rule's key, as the pack has it.
    rule: String,
    /// What the rule is called, in the reader's language.
    name: String,
    /// What is to be done about it.
    advice: String,
    /// What it is about: `service/stage`, a service, a source, or nothing for the whole region.
    subject: String,
    /// `warn` where somebody should look, `bad` where somebody has to act.
    #[schema(value_type = String)]
    level: domain::pack::Level,
    /// The newest figure.
    value: i64,
    /// Whether it `calls`, is `tended` or is `quiet`.
    call: &'static str,
    /// Since when, milliseconds since 1970 in UTC.
    since: i64,
    /// Who takes care of it, by name.
    tended_by: Option<String>,
    /// Until when it is quiet.
    quiet_until: Option<i64>,
    /// The incident that it belongs to.
    incident: Option<Uuid>,
}

/// A time in which all alerts are quiet.
#[derive(Serialize, ToSchema)]
pub(crate) struct MaintenanceView {
    id: Uuid,
    from: i64,
    until: i64,
    reason: String,
    by: Option<String>,
}

/// An incident.
#[derive(Serialize, ToSchema)]
pub(crate) struct IncidentView {
    id: Uuid,
    title: String,
    since: i64,
    /// When it was over; left out while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<i64>,
    by: Option<String>,
}

/// What a region's alerts look like now.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertsView {
    /// The loudest first, and the oldest of them.
    items: Vec<AlertView>,
    maintenances: Vec<MaintenanceView>,
    /// Those that go on first.
    incidents: Vec<IncidentView>,
}

const fn word(call: Call) -> &'static str {
    match call {
        Call::Calls => "calls",
        Call::Tended => "tended",
        Call::Quiet => "quiet",
        Call::Over => "over",
    }
}

/// The region's open alerts, for roles that see its boards. That something changed is heard on the stream, topic `board`, event `papan`.
#[utoipa::path(get, path = "/{region}/alerts", tag = "desk", responses((status = 200, description = "What is open now", body = AlertsView)))]
pub(crate) async fn list(here: Here) -> Result<Json<AlertsView>, Failed> {
    let open = here.engine().alerts().open(&here.pack, here.visitor()).await?;
    let lang = here.asking.lang;
    let name = |account: &AccountId| open.names.get(account).cloned();
    let items = open.alerts.iter().filter_map(|(alert, call)| {
        let rule = here.pack.alerts.iter().find(|rule| rule.key == alert.raised.rule)?;
        Some(AlertView {
            id: alert.id,
            rule: rule.key.clone(),
            name: rule.label.get(lang).to_owned(),
            advice: rule.advice.get(lang).to_owned(),
            subject: alert.raised.subject.clone(),
            level: alert.raised.level,
            value: alert.raised.value,
            call: word(*call),
            since: alert.opened_at.millis(),
            tended_by: alert.acked.and_then(|(who, _)| name(&who)),
            quiet_until: alert.snoozed_until.map(Instant::millis),
            incident: alert.incident,
        })
    });
    let maintenances = open.maintenances.iter().map(|m| MaintenanceView {
        id: m.id,
        from: m.from.millis(),
        until: m.until.millis(),
        reason: m.reason.clone(),
        by: name(&m.by),
    });
    let incidents = open.incidents.iter().map(|i| IncidentView {
        id: i.id,
        title: i.title.clone(),
        since: i.opened_at.millis(),
        over: i.closed_at.map(Instant::millis),
        by: name(&i.by),
    });
    Ok(Json(AlertsView { items: items.collect(), maintenances: maintenances.collect(), incidents: incidents.collect() }))
}

/// Which alert.
#[derive(Deserialize)]
pub(crate) struct AlertPath {
    alert: Uuid,
}

/// What is done about an alert.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum Tending {
    /// The reader takes care of it.
    Ack,
    /// It is quiet for so many minutes, at most a day.
    Snooze {
        /// For how long.
        minutes: i64,
        /// Why.
        note: String,
    },
    /// Something is written down.
    Note {
        /// What.
        note: String,
    },
}

/// Does something about an alert, for roles that take care of them. 404 for one that is over.
#[utoipa::path(post, path = "/{region}/alerts/{alert}", tag = "desk", request_body = Tending,
    params(("alert" = Uuid, Path, description = "The alert's id")),
    responses((status = 204, description = "It is done")))]
pub(crate) async fn tend(here: Here, Path(path): Path<AlertPath>, Json(body): Json<Tending>) -> Result<StatusCode, Failed> {
    let (tend, note) = match body {
        Tending::Ack => (Tend::Ack, String::new()),
        Tending::Snooze { minutes, note } => (Tend::Snooze { minutes }, note),
        Tending::Note { note } => (Tend::Note, note),
    };
    here.engine().alerts().tend(&here.pack, here.visitor(), path.alert, tend, &note).await?;
    Ok(StatusCode::NO_CONTENT)
}
