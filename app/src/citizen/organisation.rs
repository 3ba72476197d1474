//! An organisation on record: what its next request begins with, and how long its papers are valid.
use super::page::{Loading, Place, page, param, query};
use crate::{
    error::AppError,
    lang::{pick, t},
    server::{Flash, see},
};
use axum::{Extension, Form, Router, extract::Path, response::Response, routing::post};
use domain::{
    form::{Answer, Kind},
    time::Day,
    words,
};
use engine::{Engine, Failure, Visitor};
use http::HeaderMap;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A paper is to be renewed when it runs out within so many days.
pub(super) const SOON: i64 = 30;

/// A paper.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PaperRow {
    slot: String,
    hash: String,
    label: String,
    name: String,
    /// As a date box holds it.
    until: String,
    /// What it means now, and its colour.
    state: (String, String),
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrganisationView {
    region: String,
    id: String,
    name: String,
    updated: String,
    answers: Vec<(String, String)>,
    papers: Vec<PaperRow>,
    message: Option<String>,
}

/// An organisation of the visitor's.
///
/// **Needs**: that it is theirs. **Errors**: `NotFound`.
pub(crate) async fn organisation(region: String, id: String, said: Option<String>) -> Result<OrganisationView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let parsed: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let found = asked.engine.profiles().one(pack, &asked.visitor, parsed).await?;
    let service = pack.service(&found.service).ok_or(AppError::NotFound)?;
    let rule = service.profile.as_ref().ok_or(AppError::NotFound)?;
    let label = |key: &str| service.form.field(key).map_or_else(|| key.to_owned(), |f| f.label.get(lang).to_owned());
    let answers = rule
        .fields(&service.form)
        .filter_map(|field| {
            let Some(Answer::Text(text)) = found.answers.0.get(&field.key) else { return None };
            let shown = match &field.kind {
                Kind::Choice { options, .. } => {
                    options.iter().find(|o| o.key == *text).map_or(text.clone(), |o| o.label.get(lang).to_owned())
                }
                Kind::District => pack.district(text).map_or(text.clone(), |d| d.name.clone()),
                Kind::Village { .. } => pack.village(text).map_or(text.clone(), ToOwned::to_owned),
                Kind::Date { .. } => Day::parse_loose(text).map_or(text.clone(), |d| words::date(d, lang)),
                _ => text.clone(),
            };
            (!shown.is_empty()).then(|| (label(&field.key), shown))
        })
        .collect();
    let papers = found
        .papers
        .iter()
        .map(|p| {
            let state = match p.valid_until {
                None => (pick(lang, "Masa berlaku belum diisi", "No date was given"), "tag"),
                Some(until) if until < today => (pick(lang, "Sudah tidak berlaku", "Has run out"), "tag bad"),
                Some(until) if until <= today.plus_days(SOON) => (pick(lang, "Segera habis", "Runs out soon"), "tag warn"),
                Some(_) => (pick(lang, "Berlaku", "Valid"), "tag ok"),
            };
            PaperRow {
                slot: p.document.slot.clone(),
                hash: p.document.hash.clone(),
                label: label(&p.document.slot),
                name: p.document.name.clone(),
                until: p.valid_until.map(|d| d.to_string()).unwrap_or_default(),
                state: (state.0.to_owned(), state.1.to_owned()),
            }
        })
        .collect();
    Ok(OrganisationView {
        name: found.name,
        updated: words::date(found.updated_at.day(pack.zone()), lang),
        answers,
        papers,
        message: said.as_deref().and_then(Flash::get),
        id,
        region,
    })
}

/// The page.
pub struct OrganisationPage {
    place: Place,
    view: Loading<OrganisationView>,
}

#[lazy_route]
impl LazyRoute for OrganisationPage {
    fn data() -> Self {
        Self { view: Loading::of(organisation(param("region"), param("id"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: OrganisationView) -> impl IntoView {
    let base = format!("/{}/akun/lembaga/{}", v.region, v.id);
    let answers: Vec<_> =
        v.answers.into_iter().map(|(label, text)| view! { <div class="answer"><dt>{label}</dt><dd>{text}</dd></div> }).collect();
    let none = v.papers.is_empty();
    let papers: Vec<_> = v
        .papers
        .into_iter()
        .enumerate()
        .map(|(i, p)| {
            let id = format!("berlaku-{i}");
            view! {
                <li>
                    <b>{p.label}</b>" "<span class=p.state.1>{p.state.0}</span><span class="small block">{p.name}</span>
                    <form method="post" action=base.clone()>
                        <input type="hidden" name="slot" value=p.slot/><input type="hidden" name="hash" value=p.hash/>
                        <label for=id.clone() class="small">{t("Berlaku sampai", "Valid until")}</label>
                        <div class="together"><input type="date" id=id name="sampai" value=p.until/><button class="btn second">{t("Simpan", "Save")}</button></div>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <Title text=v.name.clone()/>
        <p class="small"><a rel="external" href=format!("/{}/akun", v.region)>{t("Akun", "Account")}</a></p>
        <h1>{v.name}</h1>
        {v.message.map(|m| view! { <div class="card" role="status" tabindex="-1">{m}</div> })}
        <p>{t("Data ini dipakai lagi pada pengajuan berikutnya. Diambil dari pengajuan terakhir, ", "Your next request begins with these data. They come from the last one, ")}{v.updated}"."</p>
        <section class="card"><h2>{t("Surat organisasi", "Legal papers")}</h2>
            {if none { view! { <p>{t("Belum ada surat.", "No papers yet.")}</p> }.into_any() } else { view! { <ul class="plain">{papers}</ul> }.into_any() }}
            <p class="small">{t("Surat yang sudah tidak berlaku tidak dipakai lagi: Anda diminta mengunggah yang baru.", "A paper that has run out is not used again: you are asked for a new one.")}</p>
        </section>
        <section class="card"><h2>{t("Data organisasi", "The organisation")}</h2><dl class="answers">{answers}</dl></section>
        <details class="card"><summary>{t("Hapus data organisasi ini", "Forget this organisation")}</summary>
            <form method="post" action=format!("{base}/hapus")>
                <p>{t("Pengajuan yang sudah dikirim tidak berubah.", "Requests that were sent do not change.")}</p>
                <p><button class="btn bad">{t("Ya, hapus", "Yes, forget it")}</button></p>
            </form>
        </details>
    }
}

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new().route("/{region}/akun/lembaga/{id}", post(date)).route("/{region}/akun/lembaga/{id}/hapus", post(forget))
}

#[derive(Deserialize)]
struct Dating {
    #[serde(default)]
    slot: String,
    #[serde(default)]
    hash: String,
    #[serde(default)]
    sampai: String,
}

async fn date(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, id)): Path<(String, String)>,
    headers: HeaderMap,
    Form(d): Form<Dating>,
) -> Response {
    let lang = crate::lang::of_headers(&headers);
    let (Some(pack), Ok(id)) = (engine.packs().by_slug(&region), id.parse::<Uuid>()) else { return see("/") };
    let page = format!("/{}/akun/lembaga/{id}", pack.region.slug.as_str());
    let until = match d.sampai.trim() {
        "" => Ok(None),
        text => Day::parse_loose(text).map(Some),
    };
    let said = match until {
        Err(_) => pick(lang, "Tulis tanggal seperti 31-12-2027.", "Write a day such as 31-12-2027.").to_owned(),
        Ok(until) => match engine.profiles().date(&pack, &visitor, id, &d.slot, &d.hash, until).await {
            Ok(()) => pick(lang, "Masa berlaku tersimpan.", "Saved.").to_owned(),
            Err(failure) => failure.text(lang),
        },
    };
    see(&format!("{page}?kata={}", Flash::put(said)))
}

async fn forget(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let (Some(pack), Ok(id)) = (engine.packs().by_slug(&region), id.parse::<Uuid>()) else { return see("/") };
    let account = format!("/{}/akun", pack.region.slug.as_str());
    match engine.profiles().forget(&pack, &visitor, id).await {
        Ok(()) | Err(Failure::NotFound) => see(&account),
        Err(failure) => super::apply::posts::refused(&failure, &headers, &account),
    }
}
