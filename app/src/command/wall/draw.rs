//! Draws a wall: legible from five metres, without scroll, one screen at a time where scripts run.
use super::load::{PanelView, ScreenView, TileView, WallView, load};
use crate::{
    citizen::page::{Loading, param},
    command::{
        bars::{self, WIDTH},
        board::StageRow,
        chart::chart,
        signals::{SourceView, mark_of},
        tiles::stages,
    },
    components::{
        districts::{District, drawing},
        fault::fault,
    },
    lang::{lang, t},
};
use domain::{
    pack::{Level, SignalKind},
    words,
};
use leptos::prelude::*;
use leptos_meta::{Link, Title};
use leptos_router::{LazyRoute, lazy_route};

/// Stages and piles that a wall shows.
const ROWS: usize = 5;
const PILES: usize = 8;
/// Services whose paces a wall shows.
const PACES: usize = 6;

/// The page.
pub struct WallPage {
    view: Loading<WallView>,
}

#[lazy_route]
impl LazyRoute for WallPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"))) }
    }
    fn view(this: Self) -> AnyView {
        let view = this.view;
        view! {
            <Title text=t("Dinding", "Wall")/>
            // Its look is the walls' alone: nobody else downloads it.
            <Link rel="stylesheet" href="/dinding.css"/>
            <div class="dark" data-theme="dark">
            {Suspend::new(async move {
                match view.done().await {
                    Ok(shown) => wall(shown).into_any(),
                    Err(error) => view! { <main class="wall" id="isi">{fault(error)}<p>{t("Mintalah tautan dinding yang baru kepada operator.", "Ask the operator for a new link of the wall.")}</p></main> }.into_any(),
                }
            })}
            </div>
            <script type="module" src="/dinding.js"></script>
        }
        .into_any()
    }
}

fn wall(v: WallView) -> impl IntoView {
    let number = |n: i64| words::number(n, lang());
    // What calls for somebody is never turned away.
    let late = (v.overdue > 0)
        .then(|| view! { <p class="alarm bad" data-lewat=v.overdue>"▲ "{number(v.overdue)}" "{t("lewat waktu", "late")}</p> });
    let today =
        (v.due_today > 0).then(|| view! { <p class="alarm warn">{number(v.due_today)}" "{t("jatuh tempo hari ini", "due today")}</p> });
    let calm =
        (v.overdue == 0).then(|| view! { <p class="alarm ok" data-lewat="0">{t("Tidak ada yang lewat waktu", "Nothing is late")}</p> });
    let screens: Vec<_> = v.screens.into_iter().map(screen).collect();
    view! {
        <main class="wall" id="isi" data-wilayah=v.region data-urutan=v.seq data-build=v.build data-zona=v.zone
            data-langsung=t("Langsung", "Live") data-putus=t("Terputus · data pukul", "Cut off · data of")>
            <header class="top">
                <h1>{v.center}" "<span class="small">{v.region_name}" · "{v.name}</span></h1>
                <p class="clock"><time id="jam">{v.at.clone()}</time>" "<span class="small">{v.day}</span></p>
            </header>
            <div class="state" role="status">{late}{today}{calm}<p class="live" id="segar">{t("data pukul ", "data of ")}{v.at}</p>
            <button class="btn quiet small" id="bunyi" type="button" hidden>{t("Nyalakan bunyi", "Sound on")}</button></div>
            {v.alerts}
            {screens}
        </main>
    }
}

fn screen(screen: ScreenView) -> impl IntoView {
    let tiles: Vec<_> = screen.tiles.into_iter().map(tile).collect();
    let panels: Vec<_> = screen.panels.into_iter().map(panel).collect();
    view! {
        <section class="screen" data-detik=screen.seconds>
            <h2>{screen.title}</h2>
            <div class="figures">{tiles}</div>
            <div class="panels">{panels}</div>
        </section>
    }
}

fn tile(tile: TileView) -> impl IntoView {
    // A span of time is words, and longer than a figure.
    let big = if tile.figure.chars().any(char::is_alphabetic) { "big words" } else { "big" };
    let mark = (tile.class == "bad").then_some("▲ ");
    view! {
        <div class=format!("tile {}", tile.class)>
            <h3>{mark}{tile.label}</h3>
            <p class=big>{tile.figure}</p>
            {(!tile.about.is_empty()).then(|| view! { <p class="sub">{tile.about}</p> })}
        </div>
    }
}

fn panel(panel: PanelView) -> AnyView {
    match panel {
        PanelView::Stages(rows) => worst(rows).into_any(),
        PanelView::Days(days) => {
            view! { <div class="tile"><h3>{t("Masuk dan diputus, 15 hari", "In and decided, 15 days")}</h3>{chart(days)}</div> }.into_any()
        }
        PanelView::Load(load) => piles(&load).into_any(),
        PanelView::Pace(services) => pace(services).into_any(),
        PanelView::Map(words, districts) => {
            view! { <div class="tile"><h3>{words}</h3>{drawing("peta-berkas", &districts)}</div> }.into_any()
        }
        PanelView::Late(rows) => late(rows).into_any(),
        PanelView::Signals(sources, map) => signals(&sources, &map).into_any(),
    }
}

/// The stages that need somebody first: a wall has no scroll, and what is cut off would be what nobody sees.
fn worst(mut rows: Vec<StageRow>) -> impl IntoView {
    rows.sort_by_key(|row| std::cmp::Reverse((row.overdue, row.due_today, row.open)));
    let more = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    let more = (more > 0).then(|| view! { <p class="sub">{format!("{more} {}", t("tahap lain", "other stages"))}</p> });
    view! { <div class="tile"><h3>{t("Tahap dan umur antrean", "Stages and how long they wait")}</h3>{stages(rows)}{more}</div> }
}

/// Officers by how much they have; a wall names nobody.
fn piles(load: &[(i64, i64)]) -> impl IntoView + use<> {
    let largest = load.first().map_or(0, |(all, _)| *all);
    let rows: Vec<_> = load
        .iter()
        .take(PILES)
        .enumerate()
        .map(|(i, (all, late))| {
            let [fine, _, red] = bars::parts(*all, 0, *late, largest);
            let said = format!("{all} {}, {late} {}", t("dikerjakan", "on the pile"), t("lewat waktu", "late"));
            let marks = (*late > 0).then(|| view! { <b class="late">"▲ "{*late}</b> });
            view! {
                <tr><th scope="row">{format!("{} {}", t("Petugas", "Officer"), i + 1)}</th>
                <td class="bar"><svg viewBox=format!("0 0 {WIDTH} 26") preserveAspectRatio="none" role="img" aria-label=said>
                    <rect class="fine" x=fine.x y="0" width=fine.width height="26"></rect><rect class="late" x=red.x y="0" width=red.width height="26"></rect>
                </svg></td><td class="count">{words::number(*all, lang())}" "{marks}</td></tr>
            }
        })
        .collect();
    let none =
        rows.is_empty().then(|| view! { <p class="face">{t("Belum ada yang dikerjakan siapa pun.", "Nobody works on anything yet.")}</p> });
    let more = (load.len() > PILES)
        .then(|| view! { <p class="sub">{format!("{} {}", load.len() - PILES, t("petugas lain", "other officers"))}</p> });
    view! { <div class="tile"><h3>{t("Beban petugas", "What officers have")}</h3>{none}<table class="stages"><tbody>{rows}</tbody></table>{more}</div> }
}

/// Things of a source that a wall shows.
const THINGS: usize = 4;

/// What sources outside say: gauges one by one, those that call first; of the rest how many there are. Vehicles by district beside.
fn signals(sources: &[SourceView], map: &[District]) -> impl IntoView + use<> {
    let rows: Vec<_> = sources
        .iter()
        .map(|source| {
            let heard = source.heard.clone().unwrap_or_else(|| t("belum terdengar", "not heard yet").to_owned());
            let head = view! { <tr><th scope="row">{source.name.clone()}</th><td class="count">{source.things.len()}</td><td class="small">{heard}</td></tr> };
            let things: Vec<_> = source
                .things
                .iter()
                .filter(|_| source.kind == SignalKind::Reading)
                .take(THINGS)
                .map(|thing| {
                    let class = match thing.level {
                        Some(Level::Bad) => "late",
                        Some(Level::Warn) => "warns",
                        None => "",
                    };
                    let (_, mark) = mark_of(thing.level);
                    view! { <tr><td>{thing.name.clone()}</td><td class="count"><b class=class>{mark}{thing.figure.clone()}</b></td><td class="small">{thing.when.clone()}</td></tr> }
                })
                .collect();
            view! { {head}{things} }
        })
        .collect();
    view! {
        <div class="tile"><h3>{t("Kendaraan per wilayah", "Vehicles by district")}</h3>{drawing("peta-kendaraan", map)}</div>
        <div class="tile"><h3>{t("Sinyal dari luar", "Signals from outside")}</h3><table class="stages"><tbody>{rows}</tbody></table></div>
    }
}

/// What has been late longest; without numbers, which are the applicants' own.
fn late(rows: Vec<(String, String)>) -> impl IntoView {
    let none = rows.is_empty().then(|| view! { <p class="face">{t("Tidak ada yang lewat waktu.", "Nothing is late.")}</p> });
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(place, days)| view! { <tr><th scope="row">{place}</th><td class="count"><b class="late">"▲ "{days}</b></td></tr> })
        .collect();
    view! { <div class="tile"><h3>{t("Paling lama lewat waktu", "Late for longest")}</h3>{none}<table class="stages"><tbody>{rows}</tbody></table></div> }
}

fn pace(services: Vec<(String, [u32; 3])>) -> impl IntoView {
    let rows: Vec<_> = services
        .into_iter()
        .take(PACES)
        .map(|(name, [fastest, median, slow])| {
            let figures = format!("{fastest} · {median} · {slow}");
            view! { <tr><th scope="row">{name}</th><td class="count">{figures}</td></tr> }
        })
        .collect();
    view! {
        <div class="tile"><h3>{t("Lama sampai diputus, 90 hari", "Until a decision, 90 days")}</h3>
        <p class="sub">{t("hari kerja: tercepat · tengah · lambat", "working days: fastest · median · slow")}</p>
        <table class="stages"><tbody>{rows}</tbody></table></div>
    }
}
