//! The page of the command center.
use super::{
    board::{BoardView, board},
    chart::chart,
    fresh,
    tiles::{figures, stages},
};
use crate::{
    components::{fault::fault, mast::Mast},
    error::AppError,
    lang::{lang, t},
    live,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};
use std::time::Duration;

/// Where the drawn pieces stand.
const ALERTS: &str = "peringatan";
const MAP: &str = "peta-kecamatan";
/// Changes that come together are read together.
const TOGETHER: Duration = Duration::from_millis(300);
/// Time alone makes cases older, due and late: the figures are read again even when nothing happens.
const ANYWAY: Duration = Duration::from_secs(60);

/// The board of the region in the path.
pub struct BoardPage {
    region: Memo<String>,
    view: Resource<Result<BoardView, AppError>>,
}

#[lazy_route]
impl LazyRoute for BoardPage {
    fn data() -> Self {
        let params = use_params_map();
        let region = Memo::new(move |_| params.read().get("region").unwrap_or_default());
        Self { region, view: Resource::new(move || region.get(), |region| async move { board(region).await.map(BoardView::in_page) }) }
    }

    fn view(this: Self) -> AnyView {
        let BoardPage { region, view } = this;
        let live = live::watch(
            region.into(),
            Signal::stored("board".to_owned()),
            Signal::derive(move || view.get().and_then(Result::ok).map(|v| v.seq)),
        );
        let mut read_anew = debounce(TOGETHER, move |()| view.refetch());
        live.on_change(move || read_anew(()));
        let mut alerts_anew = debounce(TOGETHER, move |()| view.refetch());
        Effect::new(move |before: Option<u32>| {
            let now = live.alerts.get();
            if before.is_some_and(|before| before != now) {
                alerts_anew(());
            }
            now
        });
        Effect::new(move |_| {
            if let Ok(timer) = set_interval_with_handle(move || view.refetch(), ANYWAY) {
                on_cleanup(move || timer.clear());
            }
        });
        view! {
            <Title text=t("Komando", "Command")/>
            <div class="dark" data-theme="dark">
            <Mast region=region/>
            <main class="wide board" class:stale=move || live.is_stale() id="isi">
                <Transition fallback=|| view! { <p class="face" aria-busy="true">{t("Memuat angka", "Loading the figures")}</p> }>
                    {move || Suspend::new(async move {
                        match view.await {
                            Ok(shown) => screen(shown, live).into_any(),
                            Err(error) => fault(error).into_any(),
                        }
                    })}
                </Transition>
            </main>
            </div>
        }
        .into_any()
    }
}

fn screen(view: BoardView, live: live::Live) -> impl IntoView {
    let figures = figures(&view);
    let tools = view.tools.into_iter().map(|(name, href)| view! { <a class="small" rel="external" href=href>{name}</a>" " });
    let tools: Vec<_> = tools.collect();
    view! {
        <header class="top">
            <h1>{view.name}</h1>
            {freshness(view.at_words.clone(), live)}
            {tools}
            <p class="clock">{view.at_words}" "<span class="small">{view.day_words}</span></p>
        </header>
        <div id=ALERTS inner_html=view.alerts.at(ALERTS)></div>
        {figures}
        <div class="halves">
            <section class="tile" aria-labelledby="tahap"><h2 id="tahap">{t("Tahap dan umur antrean", "Stages and how long they wait")}</h2>{stages(view.stages)}</section>
            <section class="tile" aria-labelledby="hari"><h2 id="hari">{t("Masuk dan diputus, 15 hari", "In and decided, 15 days")}</h2>{chart(view.days)}</section>
        </div>
        <section class="tile" aria-labelledby="peta"><h2 id="peta">{view.map_words}</h2><div id=MAP inner_html=view.map.at(MAP)></div></section>
    }
}

/// The server says at which time the figures were read; the browser, which hears the stream, counts from its last word.
fn freshness(at: String, live: live::Live) -> impl IntoView {
    let lang = lang();
    let words = move || match live.age_seconds() {
        Some(seconds) => fresh::words(seconds, !live.is_stale(), lang),
        None => format!("{} {at}", t("data pukul", "data of")),
    };
    view! { <p class="live" class:stale=move || live.is_stale()>{words}</p> }
}
