//! The organisation to walk through: who works on how much now, what waits, who is away, which positions nobody holds.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    desk::here::Here,
    error::AppError,
    lang::{lang, t},
};
use domain::{performance::organisation::Hold, words};
use engine::{Load, Seat, UnitView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct UnitPageView {
    region: String,
    view: UnitView,
    agency: String,
    /// Names of kinds of absence, by key.
    absences: Vec<(String, String)>,
    zone: domain::time::Zone,
    /// Whether the region makes plans.
    plans: bool,
    /// Whether the visitor sees everybody's.
    watches: bool,
}

/// **Needs**: to stand above the unit, or to keep, sign or watch over months. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, unit: Option<String>) -> Result<UnitPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let view = here.engine.performance().unit(pack, &here.visitor, unit.as_deref()).await?;
    let agency = view.unit.as_ref().and_then(|u| pack.agency(&u.agency)).map(|a| a.name.get(lang).to_owned()).unwrap_or_default();
    let absences = rules.absences.iter().map(|a| (a.key.clone(), a.label.get(lang).to_owned())).collect();
    let (plans, watches) = (rules.plan.is_some(), here.engine.performance().sees_everybody(pack, &here.visitor));
    Ok(UnitPageView { plans, watches, zone: pack.zone(), view, agency, absences, region })
}

/// The page's route.
pub struct UnitPage {
    place: Place,
    view: Loading<UnitPageView>,
}

#[lazy_route]
impl LazyRoute for UnitPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("unit"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: UnitPageView) -> impl IntoView {
    let lang = lang();
    let base = format!("/{}/kinerja", v.region);
    let name = v.view.unit.as_ref().map_or_else(|| t("Organisasi", "Organisation").to_owned(), |u| u.name.clone());
    let top = v
        .view
        .unit
        .is_some()
        .then(|| view! { <a rel="external" href=format!("{base}/organisasi")>{t("Organisasi", "Organisation")}</a>" › " });
    let path: Vec<_> = v
        .view
        .path
        .iter()
        .map(|u| view! { <a rel="external" href=format!("{base}/organisasi?unit={}", crate::server::in_query(&u.key.0))>{u.name.clone()}</a>" › " })
        .collect();
    let units: Vec<_> = v
        .view
        .units
        .iter()
        .map(|(unit, load)| {
            let to = format!("{base}/organisasi?unit={}", crate::server::in_query(&unit.key.0));
            view! { <tr><th scope="row"><a rel="external" href=to>{unit.name.clone()}</a></th><td class="end" data-label=t("Pegawai", "People")>{say::number(i64::from(load.people), lang)}</td>{figures(load, &v)}</tr> }
        })
        .collect();
    let seats: Vec<_> = v.view.seats.iter().map(|seat| row(seat, &v, &base)).collect();
    let unserved: Vec<_> = v
        .view
        .unserved
        .iter()
        .map(|(number, name, result)| {
            let to = format!("{base}/rencana?pegawai={}", crate::server::in_query(number));
            view! { <li>{result.clone()}" · "<a rel="external" href=to>{name.clone()}</a></li> }
        })
        .collect();
    let some_unserved = !unserved.is_empty();
    let (some_units, some_seats) = (!units.is_empty(), !seats.is_empty());
    let heads = || {
        view! {
            <th scope="col" class="end">{t("Disetujui / target s.d. kemarin", "Approved / expected until yesterday")}</th>
            {v.plans.then(|| view! { <th scope="col" class="end">{t("Tanpa tugas", "Serving nothing")}</th> })}
            <th scope="col" class="end">{t("Menunggu", "Waiting")}</th>
            <th scope="col">{t("Terlama sejak", "Oldest since")}</th>
        }
    };
    view! {
        <Title text=name.clone()/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a>" · "{top}{path}</p>
        <h1>{name}</h1>
        <p class="small">{v.agency.clone()}" "{say::month(v.view.month, lang)}</p>
        {some_units.then(|| view! {
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Unit", "Unit")}</th><th scope="col" class="end">{t("Pegawai", "People")}</th>{heads()}</tr></thead>
                <tbody>{units}</tbody>
            </table></div>
        })}
        {some_seats.then(|| view! {
            <h2>{t("Jabatan", "Positions")}</h2>
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Jabatan", "Position")}</th><th scope="col">{t("Pemegang", "Holder")}</th>{heads()}</tr></thead>
                <tbody>{seats}</tbody>
            </table></div>
        })}
        {some_unserved.then(|| view! {
            <h2>{t("Rencana tanpa pelaksana", "Aims without anybody")}</h2>
            <p class="small">{t("Belum ada rencana bawahan yang mendukungnya.", "No plan below serves them.")}</p>
            <ul class="plain">{unserved}</ul>
        })}
        {(v.watches && v.plans).then(|| view! { <p><a rel="external" href=format!("{base}/predikat")>{t("Predikat kinerja", "Predicates")}</a></p> })}
        {(!some_units && !some_seats).then(|| view! { <p class="card face">{t("Belum ada organisasi. Pengelola kepegawaian memasukkannya lewat Data kepegawaian.", "There is no organisation yet. The personnel office brings it in.")}</p> })}
    }
}

fn figures(load: &Load, v: &UnitPageView) -> impl IntoView + use<> {
    let lang = lang();
    let share = (load.expected > 0).then(|| say::percent(i64::from(load.approved) * 10_000 / i64::from(load.expected), lang));
    let numbers = format!("{} / {}", say::number(i64::from(load.approved), lang), say::number(i64::from(load.expected), lang));
    let oldest = load.oldest.map(|at| words::date(at.day(v.zone), lang)).unwrap_or_default();
    view! {
        <td class="end" data-label=t("Disetujui / target", "Approved / expected")>{numbers}{share.map(|s| view! { " "<span class="small">{s}</span> })}</td>
        {v.plans.then(|| view! { <td class="end" data-label=t("Tanpa tugas", "Serving nothing")>{say::number(i64::from(load.loose), lang)}</td> })}
        <td class="end" data-label=t("Menunggu", "Waiting")>{say::number(i64::from(load.waiting), lang)}</td>
        <td data-label=t("Terlama sejak", "Oldest since")>{oldest}</td>
    }
}

fn row(seat: &Seat, v: &UnitPageView, base: &str) -> impl IntoView + use<> {
    let holder = match &seat.holder {
        None => view! { <span class="tag warn">{t("tidak ada pemegang", "vacant")}</span> }.into_any(),
        Some((number, name, hold, away)) => {
            let how = match hold {
                Hold::Own => "",
                Hold::Acting => t(" (Plt.)", " (acting)"),
                Hold::Seconded => t(" (diperbantukan)", " (seconded)"),
            };
            let away =
                away.as_ref().map(|key| v.absences.iter().find(|(k, _)| k == key).map_or_else(|| key.clone(), |(_, label)| label.clone()));
            let to = format!("{base}/pegawai?pegawai={}", crate::server::in_query(number));
            let slip = v.view.reckoned.map(|month| {
                let to = format!("{base}/slip/{month}?pegawai={}", crate::server::in_query(number));
                view! { " · "<a rel="external" href=to>{t("slip", "slip")}</a> }
            });
            let name = view! { <a rel="external" href=to>{name.clone()}</a> };
            let plan = v.plans.then(|| view! { " · "<a rel="external" href=format!("{base}/rencana?pegawai={}", crate::server::in_query(number))>{t("rencana", "plan")}</a> });
            view! { {name}{how}{plan}{slip}{away.map(|why| view! { " "<span class="tag">{why}</span> })} }.into_any()
        }
    };
    view! { <tr><th scope="row">{seat.position.title.clone()}<br/><span class="small">{t("kelas ", "class ")}{seat.position.class.clone()}</span></th><td>{holder}</td>{figures(&seat.load, v)}</tr> }
}
