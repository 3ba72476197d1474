//! Reads what a wall shows, in words.
use super::wall_token;
use crate::{
    command::{
        board::{DayRow, StageRow},
        load::{days_of, stage_rows, stay},
    },
    error::AppError,
    lang::{lang, pick},
    server,
};
use domain::{
    pack::{Panel, Screen, Tile},
    words,
};
use engine::{Failure, Shown, Snapshot};

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
    Pace(Vec<(String, Option<[u32; 3]>)>),
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
        panels: screen.panels.iter().map(|panel| panel_of(asked, shown, &snapshot, *panel)).collect(),
    }
}

fn tile_of(asked: &server::Asked, snapshot: &Snapshot, tile: Tile) -> TileView {
    let say = |id, en| pick(asked.lang, id, en).to_owned();
    let n = |n: i64| words::number(n, asked.lang);
    let of = |label: String, figure: String, class: &'static str| TileView { label, figure, about: String::new(), class };
    match tile {
        Tile::Open => of(say("Berjalan", "Running"), n(snapshot.open), ""),
        Tile::Waiting => of(say("Menunggu pemohon", "With applicants"), n(snapshot.waiting), ""),
        Tile::DueToday => {
            of(say("Jatuh tempo hari ini", "Due today"), n(snapshot.due_today), if snapshot.due_today > 0 { "warn" } else { "" })
        }
        Tile::Overdue => of(say("Lewat waktu", "Late"), n(snapshot.overdue), if snapshot.overdue > 0 { "bad" } else { "" }),
        Tile::Arrived => of(say("Masuk hari ini", "In today"), n(snapshot.arrived_today), ""),
        Tile::Decided => of(say("Diputus hari ini", "Decided today"), n(snapshot.decided_today), ""),
        Tile::Closed => of(say("Selesai hari ini", "Ended today"), n(snapshot.closed_today), ""),
        Tile::Oldest => {
            let oldest = snapshot
                .oldest
                .as_ref()
                .map(|(service, stage, since)| (stay(&asked.pack, asked.lang, *since, snapshot.at), service, stage));
            let name = |service: &str, stage: &str| {
                asked.pack.service(service).and_then(|s| s.stage(stage)).map_or_else(String::new, |s| s.label.get(asked.lang).to_owned())
            };
            match oldest {
                Some((age, service, stage)) => {
                    TileView { about: name(service, stage), ..of(say("Terlama di satu tahap", "Longest at a stage"), age, "") }
                }
                None => of(say("Terlama di satu tahap", "Longest at a stage"), "–".to_owned(), ""),
            }
        }
    }
}

fn panel_of(asked: &server::Asked, shown: &Shown, snapshot: &Snapshot, panel: Panel) -> PanelView {
    match panel {
        Panel::Stages => PanelView::Stages(stage_rows(&asked.pack, asked.lang, snapshot)),
        Panel::Days => PanelView::Days(days_of(snapshot, lang())),
        Panel::Load => PanelView::Load(shown.load.clone()),
        Panel::Pace => PanelView::Pace(
            asked
                .pack
                .services
                .iter()
                .map(|s| {
                    (s.name.get(asked.lang).to_owned(), shown.pace.get(&s.key).copied().flatten().map(|p| [p.fastest, p.median, p.slow]))
                })
                .collect(),
        ),
    }
}
