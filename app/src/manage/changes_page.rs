//! What is changed of a region's rules: drafts that wait for a second person, what was published and from when on it holds, and what was
//! given up.
use super::manager;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said},
    desk::office::Office,
    error::AppError,
    lang::{lang, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::words;
use engine::{AmendmentState, Amendments};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// A region's changes.
pub struct ChangesView {
    region: String,
    may: bool,
    rows: Vec<Row>,
    said: Option<String>,
}

struct Row {
    id: String,
    title: String,
    state: AmendmentState,
    about: String,
    changes: usize,
    /// Published, for a day to come.
    waits: bool,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, said: Option<String>) -> Result<ChangesView, AppError> {
    let here = manager(&region)?;
    let (pack, lang, today) = (&here.pack, here.lang, here.today());
    let rows = here.engine.amendments().all(pack, &here.visitor).await?;
    let rows = rows.into_iter().map(|row| {
        let from = row.published.as_ref().map(|(_, _, from)| *from);
        let about = match &row.published {
            Some((by, _, from)) => format!(
                "{} {} · {} {by}",
                t("berlaku sejak", "in force from"),
                words::date_long(*from, lang),
                t("diterbitkan", "published by")
            ),
            None => format!("{} {} · {}", t("oleh", "by"), row.by, words::date_time(row.created_at, pack.zone(), lang)),
        };
        Row {
            id: row.id.to_string(),
            title: row.title,
            state: row.state,
            about,
            changes: row.changes.len(),
            waits: from.is_some_and(|from| from > today),
        }
    });
    Ok(ChangesView { rows: rows.collect(), may: Amendments::changes(pack, &here.visitor).is_ok(), said, region })
}

/// The page.
pub struct ChangesPage {
    place: Place,
    view: Loading<ChangesView>,
}

#[lazy_route]
impl LazyRoute for ChangesPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: ChangesView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kelola/perubahan", v.region);
    let list = |title: &'static str, none: Option<&'static str>, of: &dyn Fn(&Row) -> bool| {
        let rows: Vec<_> = v
            .rows
            .iter()
            .filter(|row| of(row))
            .map(|row| {
                let waits = row.waits.then(|| view! { " "<span class="tag wait">{t("terjadwal", "scheduled")}</span> });
                view! {
                    <li><a rel="external" href=format!("{base}/{}", row.id)><b>{row.title.clone()}</b></a>{waits}
                        <br/><span class="small">{words::number(i64::try_from(row.changes).unwrap_or(0), lang())}" "{t("nilai", "values")}" · "{row.about.clone()}</span></li>
                }
            })
            .collect();
        let empty = rows.is_empty();
        (!empty || none.is_some()).then(|| {
            view! {
                <section class="card"><h2>{title}</h2>
                {if empty { view! { <p>{none.unwrap_or_default()}</p> }.into_any() } else { view! { <ul class="plain">{rows}</ul> }.into_any() }}</section>
            }
        })
    };
    let wrong = said.problem("title");
    let form = v.may.then(|| {
        view! {
            <form method="post" action=base.clone() class="card">
                <h2>{t("Mulai rancangan", "Begin a draft")}</h2>
                <div class={if wrong.is_some() { "field err" } else { "field" }}><label for=id_of("title")>{t("Tentang apa", "What it is about")}</label>
                    <p class="hint" id="title-h">{t("Misalnya: Batas evaluasi hibah menjadi 10 hari", "Such as: Ten days to evaluate grants")}</p>
                    {wrong.clone().map(|words| view! { <p class="msg">{words}</p> })}
                    <input id=id_of("title") name="judul" maxlength="120" value=said.typed("title", "") aria-describedby="title-h" autocomplete="off"/></div>
                <p><button class="btn">{t("Mulai", "Begin")}</button></p>
            </form>
        }
    });
    let title = t("Perubahan aturan", "Changes of rules");
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}/kelola", v.region)>"← "{t("Pengelolaan daerah", "Administration")}</a></p>
        <h1>{title}</h1>
        <p>{t("Satu orang merancang, orang lain menerbitkan. Berkas yang sudah berjalan tetap memakai aturan lamanya.", "One person drafts, another publishes. Cases that already run keep their rules.")}</p>
        {said.shown()}
        {list(t("Rancangan", "Drafts"), Some(t("Belum ada rancangan.", "There is no draft.")), &|row| row.state == AmendmentState::Draft)}
        {form}
        {list(t("Sudah diterbitkan", "Published"), Some(t("Belum ada. Aturan yang berlaku adalah isi paket daerah ini.", "None yet. The rules in force are those of the region's pack.")), &|row| row.state == AmendmentState::Published)}
        {list(t("Dibuang", "Given up"), None, &|row| row.state == AmendmentState::Dropped)}
    }
}

#[derive(Deserialize)]
struct Begin {
    #[serde(default)]
    judul: String,
}

async fn begin(office: Office, Form(form): Form<Begin>) -> Response {
    let page = office.page("kelola/perubahan");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    match here.engine.amendments().begin(&here.pack, &here.visitor, &form.judul).await {
        Ok(id) => see(&format!("{page}/{id}")),
        Err(failure) => {
            let said = Said::refused(&failure, office.lang, [("title".to_owned(), form.judul)].into());
            see(&format!("{page}?kata={}", said.keep(&here.visitor)))
        }
    }
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/perubahan", post(begin))
}
