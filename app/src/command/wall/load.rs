//! Reads what a wall shows, in words.
use super::wall_token;
use crate::{
    command::{
        alerts::{AlertWords, strip},
        behind::name_of,
        board::{DayRow, StageRow},
        load::{days_of, stage_rows, workdays},
        places::map_of,
        signals::{SourceView, map_of as map_of_vehicles, sources},
    },
    components::districts::District,
    error::AppError,
    lang::pick,
    server,
};
use domain::{
    board::{Counted, DayCount},
    pack::{Panel, Screen, Tile},
    time::{Day, Instant},
    words::{self, Lang},
};
use engine::{Failure, ListedCase, Shown, Snapshot};
use leptos::prelude::AnyView;

/// A wall at one moment.
pub(super) struct WallView {
    pub(super) region: String,
    pub(super) region_name: String,
    pub(super) center: String,
    pub(super) name: String,
    pub(super) seq: i64,
    pub(super) build: String,
    /// Minutes from UTC, for the clock.
    pub(super) zone: i32,
    pub(super) at: String,
    pub(super) day: String,
    pub(super) overdue: i64,
    pub(super) due_today: i64,
    /// What calls, drawn.
    pub(super) alerts: Option<AnyView>,
    pub(super) screens: Vec<ScreenView>,
}

/// A screen.
pub(super) struct ScreenView {
    pub(super) title: String,
    pub(super) seconds: u32,
    pub(super) tiles: Vec<TileView>,
    pub(super) panels: Vec<PanelView>,
}

/// A figure: what it counts, the figure, and whether it calls for somebody.
pub(super) struct TileView {
    pub(super) label: String,
    pub(super) figure: String,
    pub(super) about: String,
    pub(super) class: &'static str,
}

/// A panel.
pub(super) enum PanelView {
    Stages(Vec<StageRow>),
    Days(Vec<DayRow>),
    /// Cases on a pile, and of them late.
    Load(Vec<(i64, i64)>),
    /// Service, and fastest, median and slow in working days.
    Pace(Vec<(String, [u32; 3])>),
    /// What is drawn, and the districts.
    Map(&'static str, Vec<District>),
    /// What sources outside say, and the map of vehicles.
    Signals(Vec<SourceView>, Vec<District>),
    /// Stage, and for how long the case is late.
    Late(Vec<(String, String)>),
}

pub(super) async fn load(region: String) -> Result<WallView, AppError> {
    let asked = server::Asked::of_page(&region)?;
    let headers = leptos::prelude::use_context::<http::request::Parts>().map(|parts| parts.headers).unwrap_or_default();
    let token = wall_token(&headers).ok_or(Failure::SignedOut)?;
    let shown = match asked.engine.walls().show(&asked.pack, &token).await {
        // The token says nothing: it was revoked, or never was one.
        Err(Failure::NotFound) => return Err(Failure::Forbidden.into()),
        shown => shown?,
    };
    let (pack, lang, snapshot) = (&asked.pack, asked.lang, &shown.snapshot);
    let today = snapshot.at.day(pack.zone());
    let alerts: Vec<AlertWords> = shown.alerts.iter().filter_map(|(alert, call)| AlertWords::of(pack, lang, alert, *call)).collect();
    Ok(WallView {
        region_name: pack.region.name.clone(),
        center: pack.region.command_center.clone(),
        name: shown.name.clone(),
        seq: snapshot.seq,
        build: build(),
        zone: pack.zone().offset_minutes(),
        at: words::time(snapshot.at, pack.zone(), lang),
        day: words::date_long(today, lang),
        overdue: snapshot.overdue,
        due_today: snapshot.due_today,
        alerts: strip(&alerts, None, lang),
        screens: shown.board.screens.iter().map(|screen| screen_of(&asked, &shown, screen)).collect(),
        region,
    })
}

/// The build that the page comes from, by which a screen knows that there is a newer one.
fn build() -> String {
    let options = leptos::prelude::use_context::<leptos::prelude::LeptosOptions>();
    options.and_then(|options| options.site_pkg_dir.rsplit('/').next().map(str::to_owned)).unwrap_or_default()
}

fn screen_of(asked: &server::Asked, shown: &Shown, screen: &Screen) -> ScreenView {
    let snapshot = screen.service.as_deref().map_or_else(|| shown.snapshot.clone(), |service| shown.snapshot.of_service(service));
    ScreenView {
        title: screen.title.get(asked.lang).to_owned(),
        seconds: screen.seconds,
        tiles: screen.tiles.iter().map(|tile| tile_of(asked, &snapshot, *tile)).collect(),
        panels: screen.panels.iter().map(|panel| panel_of(asked, shown, (&snapshot, screen.service.as_deref()), *panel)).collect(),
    }
}

/// Days that a trend looks back.
const TREND: usize = 7;

fn tile_of(asked: &server::Asked, snapshot: &Snapshot, tile: Tile) -> TileView {
    let (pack, lang) = (&asked.pack, asked.lang);
    let say = |id, en| pick(lang, id, en).to_owned();
    let n = |n: i64| words::number(n, lang);
    let today = snapshot.at.day(pack.zone());
    let counted = |counted: Counted, figure: i64, class: &'static str| TileView {
        label: name_of(counted, lang).to_owned(),
        figure: n(figure),
        about: String::new(),
        class: if figure > 0 { class } else { "" },
    };
    let age = |label: String, since: Option<Day>, about: String| TileView {
        label,
        figure: since.map_or_else(|| "–".to_owned(), |since| workdays(pack, lang, since, today)),
        about,
        class: "",
    };
    // What a day brought is held beside the days before it.
    let usual = |figure: i64, of: fn(&DayCount) -> i64| {
        let before: Vec<i64> = snapshot.days.iter().rev().skip(1).take(TREND).map(|(_, count)| of(count)).collect();
        let mean = before.iter().sum::<i64>() / i64::try_from(before.len().max(1)).unwrap_or(1);
        let arrow = if figure > mean { "▴" } else { "▾" };
        format!("{arrow} {} {}", say("rata-rata 7 hari:", "mean of 7 days:"), n(mean))
    };
    match tile {
        Tile::Open => {
            let trend = snapshot.open_before(TREND).map(|before| trend(lang, snapshot.open - before)).unwrap_or_default();
            TileView { about: trend, ..counted(Counted::Open, snapshot.open, "") }
        }
        Tile::Waiting => counted(Counted::Waiting, snapshot.waiting, ""),
        Tile::DueToday => counted(Counted::DueToday, snapshot.due_today, "warn"),
        Tile::Overdue => counted(Counted::Overdue, snapshot.overdue, "bad"),
        Tile::Arrived => {
            TileView { about: usual(snapshot.arrived_today, |c| c.arrived), ..counted(Counted::Arrived, snapshot.arrived_today, "") }
        }
        Tile::Decided => {
            TileView { about: usual(snapshot.decided_today, |c| c.decided), ..counted(Counted::Decided, snapshot.decided_today, "") }
        }
        Tile::Closed => {
            TileView { about: usual(snapshot.closed_today, |c| c.closed), ..counted(Counted::Closed, snapshot.closed_today, "") }
        }
        Tile::Oldest => {
            let name = |(service, stage, _): &(String, String, Instant)| {
                pack.service(service).and_then(|s| s.stage(stage)).map_or_else(String::new, |s| s.label.get(lang).to_owned())
            };
            let since = snapshot.oldest.as_ref().map(|(_, _, since)| since.day(pack.zone()));
            age(say("Terlama di satu tahap", "Longest at a stage"), since, snapshot.oldest.as_ref().map(name).unwrap_or_default())
        }
        Tile::AgeMedian => age(
            say("Umur separuh berkas", "Age of half the cases"),
            snapshot.since_at(50),
            say("di tahapnya, paling lama", "at their stage, at most"),
        ),
        Tile::AgeSlow => age(
            say("Umur 9 dari 10 berkas", "Age of 9 in 10 cases"),
            snapshot.since_at(90),
            say("di tahapnya, paling lama", "at their stage, at most"),
        ),
    }
}

/// More or fewer than a week ago.
fn trend(lang: Lang, more: i64) -> String {
    let arrow = if more > 0 {
        "▴ +"
    } else if more < 0 {
        "▾ −"
    } else {
        "= "
    };
    format!("{arrow}{} {}", words::number(more.abs(), lang), pick(lang, "dari 7 hari lalu", "from 7 days ago"))
}

/// Late cases that a wall shows.
const LATE: usize = 5;

fn panel_of(asked: &server::Asked, shown: &Shown, (snapshot, service): (&Snapshot, Option<&str>), panel: Panel) -> PanelView {
    let (pack, lang) = (&asked.pack, asked.lang);
    match panel {
        Panel::Stages => PanelView::Stages(stage_rows(pack, lang, snapshot)),
        Panel::Days => PanelView::Days(days_of(snapshot, lang)),
        Panel::Load => PanelView::Load(shown.load.clone()),
        Panel::Pace => {
            let services = pack.services.iter().filter(|s| service.is_none_or(|own| own == s.key));
            let pace = |key: &str| shown.pace.get(key).copied().flatten().map(|p| [p.fastest, p.median, p.slow]);
            // A service without a decision has no pace, and no line.
            PanelView::Pace(services.filter_map(|s| Some((s.name.get(lang).to_owned(), pace(&s.key)?))).collect())
        }
        Panel::Map => {
            let (words, districts) = map_of(pack, lang, snapshot, service);
            PanelView::Map(words, districts)
        }
        Panel::Signals => PanelView::Signals(sources(pack, lang, &shown.signals, snapshot.at), map_of_vehicles(pack, lang, &shown.signals)),
        Panel::Late => {
            let today = snapshot.at.day(pack.zone());
            let late = shown.late.iter().filter(|line| service.is_none_or(|own| own == line.service)).take(LATE);
            let row = |line: &ListedCase| {
                let stage = pack.service(&line.service).and_then(|s| s.stage(&line.stage));
                let days = line.due.map(|due| workdays(pack, lang, due, today)).unwrap_or_default();
                (stage.map_or_else(|| line.stage.clone(), |s| s.label.get(lang).to_owned()), days)
            };
            PanelView::Late(late.map(row).collect())
        }
    }
}
