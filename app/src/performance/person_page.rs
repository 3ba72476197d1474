//! What somebody did in a month, day by day, each with what it served and what shows it.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    desk::here::Here,
    error::AppError,
    lang::{lang, t},
    server::in_query,
};
use domain::{
    performance::entry::Entry,
    words::{self, Lang},
};
use engine::PersonView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use std::collections::HashMap;

/// The page.
pub struct PersonPageView {
    region: String,
    view: PersonView,
    /// The label and unit of each activity, by its code.
    labels: HashMap<String, (String, String)>,
    away: Option<String>,
    plans: bool,
}

/// **Needs**: a place in the region's organisation, to stand above whom it is about, or to see everybody's. **Errors**: `SignedOut`,
/// `Forbidden`, `NotFound`.
async fn load(region: String, month: Option<String>, number: Option<String>) -> Result<PersonPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let view = here.engine.performance().person(pack, &here.visitor, month.and_then(|m| m.parse().ok()), number.as_deref()).await?;
    let label =
        |i: &domain::performance::rules::CatalogueItem| (i.code.clone(), (i.label.get(lang).to_owned(), i.unit.get(lang).to_owned()));
    Ok(PersonPageView {
        labels: rules.catalogue.iter().map(label).collect(),
        away: view.away.as_ref().and_then(|key| rules.absence(key)).map(|a| a.label.get(lang).to_owned()),
        plans: rules.plan.is_some(),
        view,
        region,
    })
}

/// The page's route.
pub struct PersonPage {
    place: Place,
    view: Loading<PersonPageView>,
}

#[lazy_route]
impl LazyRoute for PersonPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("bulan"), query("pegawai"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: PersonPageView) -> impl IntoView {
    let lang = lang();
    let base = format!("/{}/kinerja", v.region);
    let month = v.view.month;
    let who = if v.view.own { String::new() } else { format!("pegawai={}", in_query(&v.view.person.number)) };
    let days: Vec<_> = v
        .view
        .days
        .iter()
        .map(|(day, entries)| {
            let sum: u32 = entries.iter().filter(|e| e.status.takes_time()).map(|e| e.minutes).sum();
            let lines: Vec<_> = entries.iter().map(|e| line(e, &v, lang)).collect();
            view! { <section><h2 class="between"><span>{words::date_long(*day, lang)}</span><span class="small">{say::length(sum, lang)}</span></h2><ul class="plain">{lines}</ul></section> }
        })
        .collect();
    let none = days.is_empty();
    let slip = format!("{base}/slip/{month}?{who}");
    let plan =
        v.plans.then(|| view! { <li><a rel="external" href=format!("{base}/rencana?{who}")>{t("Rencana kinerja", "Plan")}</a></li> });
    view! {
        <Title text=v.view.person.name.clone()/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{v.view.person.name.clone()}</h1>
        <p>{v.view.titles.join(", ")}{v.away.clone().map(|why| view! { " "<span class="tag">{t("hari ini ", "today ")}{why}</span> })}</p>
        <p class="small">{say::month(month, lang)}</p>
        {if none { view! { <p class="card">{t("Belum ada kegiatan tercatat pada bulan ini.", "Nothing is entered in this month yet.")}</p> }.into_any() } else { days.into_any() }}
        <ul class="plain more">
            {plan}
            <li><a rel="external" href=slip>{t("Slip bulan ini", "The month's slip")}</a></li>
        </ul>
        <nav class="between" aria-label=t("Bulan lain", "Other months")>
            <a rel="external" href=format!("{base}/pegawai?bulan={}&{who}", month.before())>"← "{say::month(month.before(), lang)}</a>
            <a rel="external" href=format!("{base}/pegawai?bulan={}&{who}", month.next())>{say::month(month.next(), lang)}" →"</a>
        </nav>
    }
}

fn line(e: &Entry, v: &PersonPageView, lang: Lang) -> impl IntoView + use<> {
    let (word, class) = say::status(e.status, lang);
    let (label, unit) = v.labels.get(&e.told.code).cloned().unwrap_or_else(|| (e.told.code.clone(), String::new()));
    let proofs: Vec<_> = e
        .told
        .evidence
        .iter()
        .map(|p| view! { " · "<a rel="external" href=format!("/{}/kinerja/bukti/{}/{}", v.region, e.id.0, p.hash)>{p.name.clone()}</a> })
        .collect();
    let case = e
        .told
        .case
        .as_ref()
        .map(|c| view! { " · "<a rel="external" href=format!("/{}/meja/{}", v.region, c.number)>{c.number.clone()}</a> });
    let serves = match (e.told.aim.and_then(|aim| v.view.aims.get(&aim)), &e.told.order) {
        (Some(aim), _) => Some(format!("{}{aim}", t("Untuk: ", "Serves: "))),
        (None, Some(order)) => Some(format!("{}{order}", t("Atas perintah: ", "By order: "))),
        (None, None) => v.plans.then(|| t("Tanpa tugas", "Serves nothing").to_owned()),
    };
    view! {
        <li>
            <span class="between"><a rel="external" href=format!("/{}/kinerja/catatan/{}", v.region, e.id.0)>{say::clock(e.told.start)}"–"{say::clock(e.told.end)}" · "{label}</a><span class=class>{word}</span></span>
            <span class="small">{e.told.volume}" "{unit}" · "{say::number(e.minutes, lang)}" "{t("menit dihitung", "minutes count")}</span>
            <p class="prose">{e.told.text.clone()}{proofs}{case}</p>
            {serves.map(|words| view! { <p class="small">{words}</p> })}
        </li>
    }
}
