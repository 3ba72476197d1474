//! Days off: those that the rules have, by year, and the form that adds one or takes one away within a draft.
use super::{manager, values_page::draft_of};
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year, query},
    components::{id::id_of, said::Said},
    desk::office::Office,
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{
    calendar::HolidayKind,
    form::Fault,
    text::Text,
    time::Day,
    words::{self, Lang},
};
use engine::{Failure, pack::Change};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// A year of days off.
pub struct CalendarView {
    region: String,
    draft: Option<(String, String, i32)>,
    year: i32,
    years: Vec<i32>,
    days: Vec<(Day, String, bool)>,
    /// Days that the draft adds or takes away.
    drafted: Vec<(Day, bool)>,
    said: Option<String>,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, id: Option<String>, year: Option<i32>, said: Option<String>) -> Result<CalendarView, AppError> {
    let here = manager(&region)?;
    let draft = draft_of(&here, id).await?;
    let calendar = here.pack.calendar();
    let year = year.unwrap_or_else(|| here.today().year());
    let days = calendar.holidays().iter().filter(|h| h.day.year() == year);
    let drafted = draft.iter().flat_map(|d| &d.changes).filter_map(|change| {
        let day = change.path.strip_prefix("calendar/holidays/")?.parse::<Day>().ok()?;
        Some((day, change.value.is_some()))
    });
    let mut years: Vec<i32> = calendar.holidays().iter().map(|h| h.day.year()).chain([year, here.today().year() + 1]).collect();
    years.sort_unstable();
    years.dedup();
    Ok(CalendarView {
        days: days.map(|h| (h.day, h.name.clone(), h.kind == HolidayKind::JointLeave)).collect(),
        drafted: drafted.collect(),
        draft: draft.map(|d| (d.id.to_string(), d.title, d.version)),
        years,
        year,
        said,
        region,
    })
}

/// The page.
pub struct CalendarPage {
    place: Place,
    view: Loading<CalendarView>,
}

#[lazy_route]
impl LazyRoute for CalendarPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("rancangan"), queried_year(), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: CalendarView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let lang = lang();
    let base = format!("/{}/kelola", v.region);
    let action = format!("{base}/kalender");
    let of_draft = v.draft.as_ref().map(|(id, _, _)| format!("&rancangan={id}")).unwrap_or_default();
    let years: Vec<_> = v
        .years
        .iter()
        .map(|year| view! { <a class="btn quiet small" rel="external" href=format!("{action}?tahun={year}{of_draft}") aria-current={(*year == v.year).then_some("page")}>{*year}</a> })
        .collect();
    let hidden = |v: &CalendarView| {
        v.draft.as_ref().map(|(id, _, version)| {
            view! { <input type="hidden" name="rancangan" value=id.clone()/><input type="hidden" name="versi" value=version.to_string()/> }
        })
    };
    let rows: Vec<_> = v
        .days
        .iter()
        .map(|(day, name, joint)| {
            let gone = v.drafted.iter().any(|(d, added)| d == day && !added);
            let out = match (&v.draft, gone) {
                (Some(_), false) => view! {
                    <form method="post" action=action.clone()>{hidden(&v)}<input type="hidden" name="tanggal" value=day.to_string()/>
                        <button class="btn quiet small" name="tindakan" value="hapus">{t("Hapus", "Take away")}</button></form>
                }
                .into_any(),
                (_, true) => view! { <span class="tag wait">{t("dihapus di rancangan", "taken away in the draft")}</span> }.into_any(),
                _ => ().into_any(),
            };
            let joint = joint.then(|| view! { " "<span class="small">{t("cuti bersama", "joint leave")}</span> });
            view! { <li class="between"><span><b>{words::date_long(*day, lang)}</b>" "{name.clone()}{joint}</span>{out}</li> }
        })
        .collect();
    let none = rows.is_empty();
    let added: Vec<_> = v
        .drafted
        .iter()
        .filter(|(day, added)| *added && day.year() == v.year)
        .map(|(day, _)| view! { <li>{words::date_long(*day, lang)}" "<span class="tag wait">{t("ditambah di rancangan", "added in the draft")}</span></li> })
        .collect();
    let problem = |name: &str| said.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let form = v.draft.is_some().then(|| {
        let kind = said.typed("jenis", "national");
        view! {
            <form method="post" action=action.clone() class="card">{hidden(&v)}
                <h2>{t("Tambah hari libur", "Add a day off")}</h2>
                <div class="field"><label for=id_of("tanggal")>{t("Tanggal", "Day")}</label>{problem("tanggal")}<input id=id_of("tanggal") name="tanggal" type="date" value=said.typed("tanggal", "")/></div>
                <div class="field"><label for=id_of("nama")>{t("Nama", "Name")}</label>{problem("nama")}<input id=id_of("nama") name="nama" maxlength="120" value=said.typed("nama", "") autocomplete="off"/></div>
                <div class="field"><label for=id_of("jenis")>{t("Jenis", "Kind")}</label><select id=id_of("jenis") name="jenis">
                    <option value="national" selected={kind == "national"}>{t("Hari libur", "Public holiday")}</option>
                    <option value="joint_leave" selected={kind == "joint_leave"}>{t("Cuti bersama", "Joint leave")}</option></select></div>
                <p><button class="btn" name="tindakan" value="tambah">{t("Tambah ke rancangan", "Add to the draft")}</button></p>
                <p class="small">{t("Setelah berlaku, tenggat semua berkas berjalan dihitung kembali dengan sendirinya.", "Once it holds, the terms of all running cases are reckoned anew by themselves.")}</p>
            </form>
        }
    });
    let back = match &v.draft {
        Some((id, title, _)) => view! { <a rel="external" href=format!("{base}/perubahan/{id}")>"← "{title.clone()}</a> }.into_any(),
        None => view! { <a rel="external" href=base.clone()>"← "{t("Pengelolaan daerah", "Administration")}</a> }.into_any(),
    };
    let start = v.draft.is_none().then(|| {
        view! { <p>{t("Untuk mengubahnya, ", "To change them, ")}<a rel="external" href=format!("{base}/perubahan")>{t("mulai rancangan perubahan", "begin a draft")}</a>"."</p> }
    });
    let title = t("Hari libur", "Days off");
    view! {
        <Title text=title/>
        <p class="small">{back}</p>
        <h1>{title}" "{v.year}</h1>
        {said.shown()}
        <nav class="row" aria-label=t("Tahun", "Year")>{years}</nav>
        {form}
        <section class="card">
            {if none { view! { <p>{t("Belum ada hari libur pada tahun ini.", "No day off is known of this year yet.")}</p> }.into_any() } else { view! { <ul class="plain">{rows}</ul> }.into_any() }}
            {(!added.is_empty()).then(|| view! { <ul class="plain">{added}</ul> })}
        </section>
        {start}
    }
}

#[derive(Deserialize)]
struct Asked {
    rancangan: Uuid,
    #[serde(default)]
    versi: i32,
    #[serde(default)]
    tindakan: String,
    #[serde(default)]
    tanggal: String,
    #[serde(default)]
    nama: String,
    #[serde(default)]
    jenis: String,
}

fn asked(form: &Asked) -> Result<Change, Failure> {
    let day: Day = form.tanggal.parse().map_err(|_| Failure::wrong("tanggal", Text::new("Tanggal", "Day"), Fault::Date))?;
    let path = format!("calendar/holidays/{day}");
    if form.tindakan == "hapus" {
        return Ok(Change { path, value: None });
    }
    let name = form.nama.trim();
    if name.is_empty() {
        return Err(Failure::wrong("nama", Text::new("Nama", "Name"), Fault::Missing));
    }
    let kind = if form.jenis == "joint_leave" { "joint_leave" } else { "national" };
    Ok(Change { path, value: Some(json!({ "day": day.to_string(), "name": name, "kind": kind })) })
}

async fn set(office: Office, Form(form): Form<Asked>) -> Response {
    let year = form.tanggal.get(..4).and_then(|y| y.parse::<u16>().ok()).map(|y| format!("&tahun={y}")).unwrap_or_default();
    let page = office.page(&format!("kelola/kalender?rancangan={}{year}", form.rancangan));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let done = match asked(&form) {
        Ok(change) => here.engine.amendments().change(&here.pack, &here.visitor, (form.rancangan, form.versi), vec![change]).await,
        Err(failure) => Err(failure),
    };
    let lang: Lang = office.lang;
    let said = match done {
        Ok(()) => Said::done(pick(lang, "Tersimpan di rancangan", "Saved in the draft")),
        Err(failure) => {
            let typed = [("tanggal", form.tanggal), ("nama", form.nama), ("jenis", form.jenis)].map(|(n, v)| (n.to_owned(), v)).into();
            Said::refused(&failure, lang, typed)
        }
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/kalender", post(set))
}
