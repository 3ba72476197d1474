//! Reads the board's figures and puts them into words.
use super::{
    alerts::{AlertWords, strip},
    behind,
    board::{BoardView, DOORS, DayRow, StageRow},
    places::map_of,
};
use crate::{
    components::districts::drawing,
    desk::{drawn::Drawn, here::Here},
    error::AppError,
    lang::pick,
};
use domain::{
    board::{Behind, Counted, DayCount, since_at},
    pack::{Pack, Service},
    time::{Day, Instant},
    words::{self, Lang},
    workflow::Stage,
};
use engine::{Failure, Snapshot, StageCount, Walls};
use leptos::prelude::RenderHtml;

/// Days of the chart.
const DAYS: usize = 15;

pub(super) async fn load(region: &str) -> Result<BoardView, AppError> {
    let here = Here::of_page(region)?;
    if !here.any_role(|role| role.sees_board) {
        return Err(Failure::Forbidden.into());
    }
    let (pack, lang, zone) = (&here.pack, here.lang, here.pack.zone());
    let snapshot = here.engine.board().snapshot(pack, &here.visitor).await?;
    let today = snapshot.at.day(zone);
    let stages = stage_rows(pack, lang, &snapshot);
    let oldest = snapshot.oldest.as_ref().and_then(|(service, stage, since)| {
        let service = pack.service(service)?;
        let label = stages_of(service).into_iter().find(|s| s.key == *stage)?.label.get(lang).to_owned();
        Some((stay(pack, lang, *since, snapshot.at), label, stage_href(pack, &service.key, stage, Counted::Open)))
    });
    let (map_words, districts) = map_of(pack, lang, &snapshot, None);
    Ok(BoardView {
        name: pack.region.command_center.clone(),
        region: pack.region.name.clone(),
        slug: pack.region.slug.as_str().to_owned(),
        seq: snapshot.seq,
        at: snapshot.at,
        at_words: format!("{} {zone}", words::time(snapshot.at, zone, lang)),
        day_words: format!("{} · {}", words::date_long(today, lang), day_kind(&here, today)),
        open: snapshot.open,
        waiting: snapshot.waiting,
        due_today: snapshot.due_today,
        overdue: snapshot.overdue,
        arrived: snapshot.arrived_today,
        decided: snapshot.decided_today,
        closed: snapshot.closed_today,
        oldest,
        doors: DOORS.map(|counted| behind::href(pack, &behind::all(counted))),
        map: Drawn::new(drawing("peta-berkas", &districts).to_html()),
        map_words: map_words.to_owned(),
        tools: tools(&here),
        alerts: Drawn::new(alerts(&here).await?),
        stages,
        days: days_of(&snapshot, lang),
    })
}

/// What calls for somebody, drawn.
async fn alerts(here: &Here) -> Result<String, AppError> {
    let (pack, lang) = (&here.pack, here.lang);
    let open = here.engine.alerts().open(pack, &here.visitor).await?;
    let alerts: Vec<AlertWords> = open.alerts.iter().filter_map(|(alert, call)| AlertWords::of(pack, lang, alert, *call)).collect();
    let href = format!("/{}/komando/peringatan", pack.region.slug);
    Ok(strip(&alerts, Some(&href), lang).map(RenderHtml::to_html).unwrap_or_default())
}

/// Other pages of the command center: name and address.
fn tools(here: &Here) -> Vec<(String, String)> {
    let page = |id, en, path: &str| (pick(here.lang, id, en).to_owned(), format!("/{}/komando/{path}", here.pack.region.slug));
    let walls = Walls::manages(&here.pack, &here.visitor).is_ok().then(|| page("Tautan dinding", "Links of walls", "tautan"));
    let all = [
        page("Peringatan", "Alerts", "peringatan"),
        page("Beban petugas", "What officers have", "beban"),
        page("Kerja petugas", "What officers did", "kerja"),
        page("Sinyal dari luar", "Signals from outside", "sinyal"),
    ];
    all.into_iter().chain(walls).collect()
}

/// The stages with what stands there, in the order in which a case passes them.
pub(super) fn stage_rows(pack: &Pack, lang: Lang, snapshot: &Snapshot) -> Vec<StageRow> {
    let name_of = |key: &str| pack.service(key).filter(|_| pack.services.len() > 1).map(|s| s.brand.clone());
    let mut stages = Vec::new();
    for service in &pack.services {
        for stage in stages_of(service) {
            let counts: Vec<_> = snapshot.stages.iter().filter(|c| c.service == service.key && c.stage == stage.key).collect();
            let sum = |of: fn(&StageCount) -> i64| counts.iter().map(|c| of(c)).sum::<i64>();
            let open = sum(|c| c.open);
            if open == 0 {
                continue;
            }
            let since = counts.iter().filter_map(|c| c.oldest).min();
            let came: Vec<(Day, i64)> = counts.iter().flat_map(|c| c.came.iter().copied()).collect();
            let today = snapshot.at.day(pack.zone());
            let age_of = |percent| Some(pack.calendar().workdays_between(since_at(&came, percent)?, today).max(0));
            stages.push(StageRow {
                label: stage.label.get(lang).to_owned(),
                service: name_of(&service.key),
                href: stage_href(pack, &service.key, &stage.key, Counted::Open),
                late_href: stage_href(pack, &service.key, &stage.key, Counted::Overdue),
                ages: age_of(50).zip(age_of(90)),
                open,
                due_today: sum(|c| c.due_today),
                overdue: sum(|c| c.overdue),
                oldest: since.map(|since| stay(pack, lang, since, snapshot.at)),
                waits: counts.iter().any(|c| c.waits),
            });
        }
    }
    stages
}

/// The last days.
pub(super) fn days_of(snapshot: &Snapshot, lang: Lang) -> Vec<DayRow> {
    let day = |(day, count): &(Day, DayCount)| DayRow {
        label: words::date_short(*day, lang),
        arrived: count.arrived,
        decided: count.decided,
        closed: count.closed,
    };
    snapshot.days.iter().rev().take(DAYS).rev().map(day).collect()
}

/// A service's stages in the order of its newest workflow; older versions add what only they have.
fn stages_of(service: &Service) -> Vec<&Stage> {
    let mut found: Vec<&Stage> = Vec::new();
    for stage in service.workflows.iter().rev().flat_map(|w| &w.stages).filter(|s| !s.kind.is_end()) {
        if found.iter().all(|known| known.key != stage.key) {
            found.push(stage);
        }
    }
    found
}

/// The list of what a figure counts at a stage.
fn stage_href(pack: &Pack, service: &str, stage: &str, counted: Counted) -> String {
    behind::href(pack, &Behind { service: Some(service.to_owned()), stage: Some(stage.to_owned()), ..behind::all(counted) })
}

/// How long ago in working days, the region's measure of waiting.
pub(super) fn stay(pack: &Pack, lang: Lang, since: Instant, now: Instant) -> String {
    workdays(pack, lang, since.day(pack.zone()), now.day(pack.zone()))
}

/// Working days from one day to another, in words.
pub(super) fn workdays(pack: &Pack, lang: Lang, from: Day, to: Day) -> String {
    let days = pack.calendar().workdays_between(from, to).max(0);
    match (days, lang) {
        (0, Lang::Id) => "hari ini".to_owned(),
        (0, Lang::En) => "today".to_owned(),
        (n, Lang::Id) => format!("{} hari kerja", words::number(n, Lang::Id)),
        (1, Lang::En) => "1 working day".to_owned(),
        (n, Lang::En) => format!("{} working days", words::number(n, Lang::En)),
    }
}

fn day_kind(here: &Here, today: Day) -> String {
    let calendar = here.pack.calendar();
    match (calendar.holiday(today), calendar.is_workday(today), here.lang) {
        (Some(holiday), _, _) => holiday.name.clone(),
        (None, true, Lang::Id) => "hari kerja".to_owned(),
        (None, true, Lang::En) => "working day".to_owned(),
        (None, false, Lang::Id) => "libur".to_owned(),
        (None, false, Lang::En) => "day off".to_owned(),
    }
}
