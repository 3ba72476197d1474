//! The values of a region's rules, found by their words, and the form that changes one within a draft. Each says where it comes from.
use super::manager;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said, text_area::TextArea},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, in_query, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::words::Lang;
use engine::{
    AmendmentState, Drafted, MOST_VALUES, Said as Typed,
    pack::{Shape, Valued},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;
use uuid::Uuid;

/// What a question finds.
pub struct ValuesView {
    region: String,
    draft: Option<(String, String)>,
    within: String,
    asked: String,
    rows: Vec<Row>,
    cut: bool,
}

struct Row {
    path: String,
    place: String,
    shown: String,
    source: String,
    own: bool,
}

/// The draft that an address names, while it is one.
pub(super) async fn draft_of(here: &Here, id: Option<String>) -> Result<Option<Drafted>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let (draft, _) = here.engine.amendments().one(&here.pack, &here.visitor, id).await?;
    Ok(Some(draft).filter(|d| d.state == AmendmentState::Draft))
}

/// A value in a line, in the language of the page.
fn in_a_line(shape: &Shape) -> String {
    const MOST: usize = 160;
    let whole = match shape {
        Shape::Wording(id, en) => (if lang() == Lang::Id { id } else { en }).clone(),
        Shape::Text(text) | Shape::Number(text) => text.clone(),
        Shape::Flag(yes) => if *yes { t("ya", "yes") } else { t("tidak", "no") }.to_owned(),
        Shape::Texts(texts) => texts.join(", "),
    };
    let line = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain(std::iter::once('…')).collect() }
}

/// Where a value comes from, and whether that is the region's own.
fn source(region: &str, (file, line): &(String, usize)) -> (String, bool) {
    let own = format!("/{region}/");
    let changed = file.contains(&format!("{own}perubahan/"));
    let short = file.rsplit_once("regions/").map_or(file.as_str(), |(_, rest)| rest);
    let words = if changed { t("diubah lewat pengelolaan", "changed in administration").to_owned() } else { format!("{short}:{line}") };
    (words, file.contains(&own))
}

fn row(region: &str, value: Valued) -> Row {
    let (source, own) = source(region, &value.at);
    Row { place: value.place.join(" › "), shown: in_a_line(&value.shape), path: value.path, source, own }
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, id: Option<String>, within: String, asked: String) -> Result<ValuesView, AppError> {
    let here = manager(&region)?;
    let draft = draft_of(&here, id).await?;
    let nothing = asked.trim().is_empty() && within.is_empty();
    let found = match nothing {
        true => vec![],
        false => here.engine.amendments().values(&here.pack, &here.visitor, draft.as_ref(), (&within, &asked)).await?,
    };
    Ok(ValuesView {
        cut: found.len() == MOST_VALUES,
        rows: found.into_iter().map(|value| row(&region, value)).collect(),
        draft: draft.map(|d| (d.id.to_string(), d.title)),
        within,
        asked,
        region,
    })
}

/// The page.
pub struct ValuesPage {
    place: Place,
    view: Loading<ValuesView>,
}

#[lazy_route]
impl LazyRoute for ValuesPage {
    fn data() -> Self {
        let (within, asked) = (query("di").unwrap_or_default(), query("cari").unwrap_or_default());
        Self { view: Loading::of(load(param("region"), query("rancangan"), within, asked)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ValuesView) -> impl IntoView {
    let base = format!("/{}/kelola", v.region);
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|row| {
            let place = match &v.draft {
                Some((id, _)) => {
                    let href = format!("{base}/nilai/ubah?rancangan={id}&nilai={}", in_query(&row.path));
                    view! { <a rel="external" href=href>{row.place.clone()}</a> }.into_any()
                }
                None => row.place.clone().into_any(),
            };
            let source = if row.own { view! { <b>{row.source.clone()}</b> }.into_any() } else { row.source.clone().into_any() };
            view! { <tr><th scope="row">{place}</th><td data-label=t("Nilai", "Value")>{row.shown.clone()}</td><td class="small" data-label=t("Berasal dari", "Comes from")>{source}</td></tr> }
        })
        .collect();
    let asked_something = !v.asked.trim().is_empty() || !v.within.is_empty();
    let (none, cut) = (rows.is_empty() && asked_something, v.cut);
    let (id, back) = match &v.draft {
        Some((id, title)) => (
            Some(view! { <input type="hidden" name="rancangan" value=id.clone()/> }),
            view! { <p class="small"><a rel="external" href=format!("{base}/perubahan/{id}")>"← "{title.clone()}</a></p> }.into_any(),
        ),
        None => (
            None,
            view! { <p class="small"><a rel="external" href=base.clone()>"← "{t("Pengelolaan daerah", "Administration")}</a></p> }
                .into_any(),
        ),
    };
    let table = (!rows.is_empty()).then(|| {
        view! { <table class="list"><thead><tr><th scope="col">{t("Nilai apa", "What")}</th><th scope="col">{t("Nilai", "Value")}</th><th scope="col">{t("Berasal dari", "Comes from")}</th></tr></thead><tbody>{rows}</tbody></table> }
    });
    let title = t("Nilai aturan", "Values of the rules");
    view! {
        <Title text=title/>
        {back}
        <h1>{title}</h1>
        <form method="get" class="card">{id}
            <div class="field"><label for=id_of("cari")>{t("Cari", "Find")}</label>
                <p class="hint" id="cari-h">{t("Semua kata harus ada, di nama tempatnya atau di nilainya. Misalnya: hibah evaluasi batas", "Every word has to be there, in the place's name or the value. Such as: hibah evaluasi batas")}</p>
                <input id=id_of("cari") name="cari" type="search" value=v.asked.clone() aria-describedby="cari-h"/></div>
            <div class="field"><label for=id_of("di")>{t("Di bagian (boleh kosong)", "Within (may be empty)")}</label>
                <input id=id_of("di") name="di" value=v.within.clone() placeholder="services/hibah-uang" autocomplete="off"/></div>
            <p><button class="btn">{t("Cari", "Find")}</button></p>
        </form>
        {none.then(|| view! { <p class="card face">{t("Tidak ada nilai yang memuat semua kata itu. Coba kata lain atau lebih sedikit.", "No value has all these words. Try others, or fewer.")}</p> })}
        {cut.then(|| view! { <p class="note">{t("Hanya sebagian yang ditampilkan. Tambahkan kata.", "Only some are shown. Add words.")}</p> })}
        {table}
    }
}

/// One value and its form.
pub struct ValueView {
    region: String,
    draft: (String, String),
    version: i32,
    value: Valued,
    said: Option<String>,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load_one(region: String, id: Option<String>, path: String, said: Option<String>) -> Result<ValueView, AppError> {
    let here = manager(&region)?;
    let draft = draft_of(&here, id).await?.ok_or(AppError::NotFound)?;
    let value = here.engine.amendments().value(&here.pack, &here.visitor, Some(&draft), &path).await?;
    Ok(ValueView { draft: (draft.id.to_string(), draft.title), version: draft.version, value, said, region })
}

/// The form's page.
pub struct ValuePage {
    place: Place,
    view: Loading<ValueView>,
}

#[lazy_route]
impl LazyRoute for ValuePage {
    fn data() -> Self {
        let path = query("nilai").unwrap_or_default();
        Self { view: Loading::of(load_one(param("region"), query("rancangan"), path, query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, form)
    }
}

fn form(v: ValueView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kelola", v.region);
    let (source, _) = source(&v.region, &v.value.at);
    let wrong = |name: &str| said.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let box_of = |name: &'static str, sent: &'static str, label: &'static str, value: &str| {
        view! {
            <div class={if said.problem(name).is_some() { "field err" } else { "field" }}><label for=id_of(name)>{label}</label>{wrong(name)}
                <TextArea id=id_of(name) name=sent value=said.typed(name, value) rows=3 invalid=said.problem(name).is_some()/></div>
        }
    };
    let boxes = match &v.value.shape {
        Shape::Wording(id, en) => {
            view! { {box_of("text", "nilai_baru", t("Bahasa Indonesia", "Indonesian"), id)}{box_of("english", "nilai_inggris", t("Bahasa Inggris", "English"), en)} }.into_any()
        }
        Shape::Text(text) => box_of("text", "nilai_baru", t("Nilai baru", "New value"), text).into_any(),
        Shape::Texts(texts) => box_of("text", "nilai_baru", t("Nilai baru, satu di tiap baris", "New value, one a line"), &texts.join("\n")).into_any(),
        Shape::Number(text) => view! {
            <div class={if said.problem("text").is_some() { "field err" } else { "field" }}><label for=id_of("text")>{t("Nilai baru", "New value")}</label>{wrong("text")}
                <input id=id_of("text") name="nilai_baru" inputmode="decimal" value=said.typed("text", text) autocomplete="off"/></div>
        }
        .into_any(),
        Shape::Flag(yes) => {
            let now = said.typed("text", if *yes { "ya" } else { "tidak" });
            view! {
                <fieldset class="field"><legend>{t("Nilai baru", "New value")}</legend>{wrong("text")}
                    <label class="tick"><input id=id_of("text") type="radio" name="nilai_baru" value="ya" checked={now == "ya"}/>" "{t("Ya", "Yes")}</label>
                    <label class="tick"><input type="radio" name="nilai_baru" value="tidak" checked={now != "ya"}/>" "{t("Tidak", "No")}</label></fieldset>
            }
            .into_any()
        }
    };
    let wordy = matches!(v.value.shape, Shape::Wording(..));
    let versioned = v.value.version.filter(|_| !wordy).map(|version| {
        view! { <p class="note">{t("Aturan ini berversi. Mengubahnya membuat versi baru setelah versi ", "These rules have versions. Changing this makes a new one after version ")}{version}{t("; berkas yang sudah berjalan tidak berubah.", "; cases that run stay as they are.")}</p> }
    });
    let title = v.value.place.last().cloned().unwrap_or_default();
    let place = v.value.place.join(" › ");
    view! {
        <Title text=title.clone()/>
        <p class="small"><a rel="external" href=format!("{base}/perubahan/{}", v.draft.0)>"← "{v.draft.1.clone()}</a></p>
        <h1>{t("Ubah: ", "Change: ")}{title}</h1>
        <p>{place}<br/><span class="small">{t("Berasal dari ", "Comes from ")}{source}</span></p>
        {said.shown()}
        {versioned}
        <form method="post" action=format!("{base}/nilai/ubah") class="card">
            <input type="hidden" name="rancangan" value=v.draft.0.clone()/><input type="hidden" name="versi" value=v.version.to_string()/>
            <input type="hidden" name="nilai" value=v.value.path.clone()/>
            {boxes}
            <p><button class="btn">{t("Simpan ke rancangan", "Save to the draft")}</button></p>
        </form>
    }
}

#[derive(Deserialize)]
struct New {
    rancangan: Uuid,
    #[serde(default)]
    versi: i32,
    #[serde(default)]
    nilai: String,
    #[serde(default)]
    nilai_baru: String,
    #[serde(default)]
    nilai_inggris: String,
}

async fn set(office: Office, Form(form): Form<New>) -> Response {
    let draft = office.page(&format!("kelola/perubahan/{}", form.rancangan));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &draft),
    };
    let typed = Typed { text: form.nilai_baru.clone(), english: form.nilai_inggris.clone() };
    let done = here.engine.amendments().set(&here.pack, &here.visitor, (form.rancangan, form.versi), &form.nilai, &typed).await;
    match done {
        Ok(()) => see(&format!(
            "{draft}?kata={}",
            Said::done(pick(office.lang, "Tersimpan di rancangan", "Saved in the draft")).keep(&here.visitor)
        )),
        Err(failure) => {
            let back = office.page(&format!("kelola/nilai/ubah?rancangan={}&nilai={}", form.rancangan, in_query(&form.nilai)));
            let typed = [("text".to_owned(), form.nilai_baru), ("english".to_owned(), form.nilai_inggris)].into();
            see(&format!("{back}&kata={}", Said::refused(&failure, office.lang, typed).keep(&here.visitor)))
        }
    }
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/nilai/ubah", post(set))
}
