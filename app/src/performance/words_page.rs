//! How a year's staff were called, agency by agency, beside the limits of such a spread. Whoever signs months gives an agency its word.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{performance::predicate::SpreadRule, words::Lang};
use engine::{AgencyWords, Failure, WordsView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// The page.
pub struct WordsPageView {
    region: String,
    view: WordsView,
    /// Keys, labels and credits of the words, the best first.
    words: Vec<(String, String, u32)>,
    /// Keys and labels of the words that an agency can have.
    own: Vec<(String, String)>,
    agencies: Vec<(String, String)>,
    legal_base: String,
    this_year: u16,
    said: Option<String>,
}

/// **Needs**: to keep, sign or watch over months. **Errors**: `SignedOut`, `Forbidden`, `NotFound` where the region makes no plans.
async fn load(region: String, year: Option<String>, said: Option<String>) -> Result<WordsPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let this_year = u16::try_from(here.today().year()).unwrap_or_default();
    let year = year.and_then(|y| y.parse().ok()).unwrap_or(this_year);
    let view = here.engine.performance().words(pack, &here.visitor, year).await?;
    Ok(WordsPageView {
        words: rules.predicates.words.iter().map(|w| (w.key.clone(), w.label.get(lang).to_owned(), w.credit)).collect(),
        own: rules.predicates.agencies.iter().map(|w| (w.key.clone(), w.label.get(lang).to_owned())).collect(),
        agencies: pack.agencies.iter().map(|a| (a.key.clone(), a.name.get(lang).to_owned())).collect(),
        legal_base: rules.predicates.legal_base.clone(),
        this_year,
        view,
        said,
        region,
    })
}

/// The page's route.
pub struct WordsPage {
    place: Place,
    view: Loading<WordsPageView>,
}

#[lazy_route]
impl LazyRoute for WordsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("tahun"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: WordsPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let year = v.view.year;
    let heads: Vec<_> = v
        .words
        .iter()
        .map(|(_, label, credit)| view! { <th scope="col" class="end">{label.clone()}<br/><span class="small">{*credit}" %"</span></th> })
        .collect();
    let agency = |key: &str| v.agencies.iter().find(|(k, _)| k == key).map_or_else(|| key.to_owned(), |(_, name)| name.clone());
    let rows: Vec<_> = v
        .view
        .agencies
        .iter()
        .map(|one| {
            let cells: Vec<_> = v
                .words
                .iter()
                .map(|(key, label, _)| view! { <td class="end" data-label=label.clone()>{say::number(i64::from(one.spread.get(key).copied().unwrap_or(0)), lang)}</td> })
                .collect();
            let own = one.own.as_ref().and_then(|key| v.own.iter().find(|(k, _)| k == key)).map(|(_, label)| label.clone());
            view! { <tr><th scope="row">{agency(&one.agency)}</th><td data-label=t("Predikatnya", "Its own")>{own.unwrap_or_else(|| "–".to_owned())}</td>{cells}<td class="end" data-label=t("Belum dinilai", "Not assessed")>{say::number(i64::from(one.without), lang)}</td></tr> }
        })
        .collect();
    let none = rows.is_empty();
    let broken: Vec<_> =
        v.view.agencies.iter().filter(|a| !a.broken.is_empty()).map(|a| trouble(a, agency(&a.agency), &v.words, lang)).collect();
    let some_broken = !broken.is_empty();
    let gives = v.view.gives && !none;
    let form = gives.then(|| {
        let (chosen, word) = (said.typed("agency", ""), said.typed("word", ""));
        let agencies: Vec<_> = v
            .view
            .agencies
            .iter()
            .map(|a| view! { <option value=a.agency.clone() selected={a.agency == chosen}>{agency(&a.agency)}</option> })
            .collect();
        let words: Vec<_> =
            v.own.iter().map(|(key, label)| view! { <option value=key.clone() selected={*key == word}>{label.clone()}</option> }).collect();
        view! {
            <form method="post" action=format!("{base}/predikat") class="card">
                <h2>{t("Predikat perangkat daerah", "An agency's own predicate")}</h2>
                <input type="hidden" name="year" value=year.to_string()/>
                <div class="field"><label for=id_of("agency")>{t("Perangkat daerah", "Agency")}</label><select id=id_of("agency") name="agency">{agencies}</select></div>
                <div class="field"><label for=id_of("word")>{t("Predikat", "Predicate")}</label><select id=id_of("word") name="word">{words}</select></div>
                <div class="field"><label for=id_of("why")>{t("Penjelasan bila sebaran melewati batas", "Why, where the spread breaks a limit")}</label><input id=id_of("why") name="why" value=said.typed("why", "") maxlength="500" autocomplete="off"/></div>
                <p><button class="btn">{t("Simpan predikat", "Save it")}</button></p>
            </form>
        }
    });
    view! {
        <Title text=t("Predikat kinerja", "Predicates")/>
        <p class="small"><a rel="external" href=format!("{base}/organisasi")>"← "{t("Organisasi dan beban kerja", "Organisation and load")}</a></p>
        <h1>{t("Predikat kinerja ", "Predicates of ")}{year}</h1>
        {said.shown()}
        <p class="small">{v.legal_base}</p>
        {if none {
            view! { <p class="card face">{t("Belum ada organisasi pada tahun itu.", "There was no organisation in that year.")}</p> }.into_any()
        } else {
            view! {
                <div class="scroll" tabindex="0"><table class="list">
                    <thead><tr><th scope="col">{t("Perangkat daerah", "Agency")}</th><th scope="col">{t("Predikatnya", "Its own")}</th>{heads}<th scope="col" class="end">{t("Belum dinilai", "Not assessed")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            }.into_any()
        }}
        {some_broken.then(|| view! { <h2>{t("Sebaran yang melewati batas", "Spreads that break a limit")}</h2>{broken} })}
        {form}
        <nav class="between" aria-label=t("Tahun lain", "Other years")>
            <a rel="external" href=format!("{base}/predikat?tahun={}", year - 1)>"← "{year - 1}</a>
            {(year < v.this_year).then(|| view! { <a rel="external" href=format!("{base}/predikat?tahun={}", year + 1)>{year + 1}" →"</a> })}
        </nav>
    }
}

fn trouble(one: &AgencyWords, agency: String, words: &[(String, String, u32)], lang: Lang) -> impl IntoView + use<> {
    let lines: Vec<_> = one.broken.iter().map(|rule| view! { <li>{limit(rule, words, lang)}</li> }).collect();
    let why = if one.why.is_empty() { t("Belum dijelaskan.", "Not explained yet.").to_owned() } else { one.why.clone() };
    view! { <section class="card"><p><b>{agency}</b></p><ul>{lines}</ul><p class="small prose">{why}</p></section> }
}

fn limit(rule: &SpreadRule, words: &[(String, String, u32)], lang: Lang) -> String {
    let label = |key: &String| words.iter().find(|(k, ..)| k == key).map_or_else(|| key.clone(), |(_, label, _)| label.clone());
    let names = rule.words.iter().map(label).collect::<Vec<_>>().join(pick(lang, " atau ", " or "));
    match (rule.most, rule.least) {
        (Some(most), _) => format!("{names}: {} {most} %", pick(lang, "paling banyak", "at most")),
        (None, Some(0)) => format!("{names}: {}", pick(lang, "harus ada", "somebody has to be")),
        (None, least) => format!("{names}: {} {} %", pick(lang, "paling sedikit", "at least"), least.unwrap_or(0)),
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/predikat", post(give))
}

#[derive(Deserialize)]
struct Sent {
    year: u16,
    agency: String,
    word: String,
    #[serde(default)]
    why: String,
}

async fn give(office: Office, Form(sent): Form<Sent>) -> Response {
    let page = office.page(&format!("kinerja/predikat?tahun={}", sent.year));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let typed = || [("agency", &sent.agency), ("word", &sent.word), ("why", &sent.why)].map(|(n, v)| (n.to_owned(), v.clone())).into();
    let said = match here.engine.performance().give_word(&here.pack, &here.visitor, (sent.year, &sent.agency), &sent.word, &sent.why).await
    {
        Ok(true) => Said::done(pick(here.lang, "Predikat perangkat daerah tersimpan", "The agency's predicate is saved")),
        Ok(false) => Said {
            typed: typed(),
            problems: vec![(
                "why".to_owned(),
                pick(
                    here.lang,
                    "Sebaran predikat pegawainya melewati batas. Jelaskan sebabnya",
                    "The words of its staff break a limit. Say why",
                )
                .to_owned(),
            )],
            ..Said::default()
        },
        Err(failure @ Failure::SignedOut) => return away(&failure, &page),
        Err(failure) => Said { typed: typed(), ..Said::not(failure.text(here.lang)) },
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}
