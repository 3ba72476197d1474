//! The officer's own batches, the newest first: what was ordered an hour ago is found again, with what became of it.
use super::load::in_words;
use crate::{
    citizen::page::{Loading, Place, page, param},
    desk::here::Here,
    error::AppError,
    lang::t,
};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// What an officer ordered.
pub struct OwnView {
    region: String,
    batches: Vec<OwnBatch>,
}

struct OwnBatch {
    id: String,
    what: String,
    when: String,
    /// How it stands: class of its tag, words.
    state: (&'static str, String),
}

/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String) -> Result<OwnView, AppError> {
    let here = Here::of_page(&region)?;
    let own = here.engine.cases().batches().own(&here.pack, &here.visitor).await?;
    let n = |n: i64| words::number(n, here.lang);
    let batches = own.into_iter().map(|batch| OwnBatch {
        what: batch.deed.as_ref().map(|deed| in_words(&here, deed)).unwrap_or_default(),
        when: words::date_time(batch.made_at, here.pack.zone(), here.lang),
        state: if batch.undone_at.is_some() {
            ("tag", t("dibatalkan", "undone").to_owned())
        } else if batch.ended_at.is_none() {
            ("tag warn", format!("{} {} {}", n(batch.done + batch.refused), t("dari", "of"), n(batch.all)))
        } else if batch.refused > 0 {
            ("tag bad", format!("{} {}, {} {}", n(batch.done), t("berhasil", "done"), n(batch.refused), t("tidak", "not")))
        } else {
            ("tag ok", format!("{} {}", n(batch.done), t("berhasil", "done")))
        },
        id: batch.id.to_string(),
    });
    Ok(OwnView { batches: batches.collect(), region })
}

/// The page.
pub struct OwnBatchesPage {
    place: Place,
    view: Loading<OwnView>,
}

#[lazy_route]
impl LazyRoute for OwnBatchesPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: OwnView) -> impl IntoView {
    let desk = format!("/{}/meja", v.region);
    let batches: Vec<_> = v
        .batches
        .iter()
        .map(|batch| {
            let (class, words) = batch.state.clone();
            view! { <li><a rel="external" href=format!("{desk}/banyak/{}", batch.id)>{batch.what.clone()}</a>" "<span class=class>{words}</span>" "<span class="small">{batch.when.clone()}</span></li> }
        })
        .collect();
    let title = t("Yang Anda kerjakan sekaligus", "What you did to many");
    let list = if batches.is_empty() {
        view! { <p class="face">{t("Belum ada. Centang beberapa berkas di antrean untuk mengerjakannya sekaligus.", "Nothing yet. Tick some cases in your list to do something to all of them.")}</p> }.into_any()
    } else {
        view! { <section class="card"><ul class="plain">{batches}</ul></section> }.into_any()
    };
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=desk.clone()>{t("Kembali ke antrean", "Back to the desk")}</a></p>
        <h1>{title}</h1>
        {list}
    }
}
