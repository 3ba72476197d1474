//! Running cases that go over to another version of their workflow: what would happen to them, stage by stage, and the form that does it.
use super::manager;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said},
    desk::office::Office,
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
};
use axum::{Form, Router, extract::Path, response::Response, routing::post};
use domain::{
    case::Misfit,
    pack::Service,
    words::{self, Lang},
};
use engine::{Amendments, GoingOver};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// What would happen.
pub struct OverView {
    region: String,
    service: String,
    name: String,
    may: bool,
    versions: (u32, u32),
    rows: Vec<(String, usize, usize, usize, usize)>,
    misfits: Vec<(String, String)>,
    fit: usize,
    more: bool,
    said: Option<String>,
}

fn label(service: &Service, stage: &str, lang: Lang) -> String {
    service.stage(stage).map_or_else(|| stage.to_owned(), |s| s.label.get(lang).to_owned())
}

fn why(service: &Service, misfit: &Misfit, lang: Lang) -> String {
    let stage = |key: &str| label(service, key, lang);
    match misfit {
        Misfit::NoStage(key) => format!("{} “{}”", pick(lang, "versi itu tidak punya tahap", "that version has no stage"), stage(key)),
        Misfit::OtherHolder(key) => format!("{} “{}”", pick(lang, "pemegang lain di tahap", "another office holds the stage"), stage(key)),
        Misfit::Ended => pick(lang, "sudah berakhir", "it has ended").to_owned(),
        Misfit::Same => pick(lang, "baru saja berubah", "it changed just now").to_owned(),
        Misfit::NoVersion => pick(lang, "versi itu tidak ada", "there is no such version").to_owned(),
    }
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, key: String, versions: Option<(u32, u32)>, said: Option<String>) -> Result<OverView, AppError> {
    let here = manager(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let service = pack.service(&key).ok_or(AppError::NotFound)?;
    let versions = versions.ok_or(AppError::NotFound)?;
    let going = here.engine.amendments().going_over(pack, &here.visitor, &key, versions).await?;
    let fit = going.fit();
    let row = |(stage, n): (&String, &engine::StageGoing)| (label(service, stage, lang), n.fit, n.sooner, n.later, n.misfits);
    Ok(OverView {
        name: service.name.get(lang).to_owned(),
        may: Amendments::changes(pack, &here.visitor).is_ok(),
        versions,
        rows: going.stages.iter().map(row).collect(),
        misfits: going.misfits.iter().map(|(number, misfit)| (number.clone(), why(service, misfit, lang))).collect(),
        fit,
        more: going.more,
        said,
        service: key,
        region,
    })
}

/// The page.
pub struct OverPage {
    place: Place,
    view: Loading<OverView>,
}

#[lazy_route]
impl LazyRoute for OverPage {
    fn data() -> Self {
        let number = |name| query(name).and_then(|v| v.parse().ok());
        let versions = number("dari").zip(number("ke"));
        Self { view: Loading::of(load(param("region"), param("service"), versions, query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: OverView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let lang = lang();
    let number = |n: usize| words::number(i64::try_from(n).unwrap_or(0), lang);
    let flow = format!("/{}/kelola/alur/{}", v.region, v.service);
    let (from, to) = v.versions;
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|(stage, fit, sooner, later, misfits)| {
            view! {
                <tr><th scope="row">{stage.clone()}</th><td class="end" data-label=t("Dapat pindah", "Can go over")>{number(*fit)}</td>
                    <td class="end" data-label=t("Batas lebih awal", "Term ends sooner")>{number(*sooner)}</td><td class="end" data-label=t("Batas lebih lama", "Term ends later")>{number(*later)}</td>
                    <td class="end" data-label=t("Tidak dapat", "Can't")>{number(*misfits)}</td></tr>
            }
        })
        .collect();
    let none = rows.is_empty();
    let misfits: Vec<_> = v
        .misfits
        .iter()
        .map(|(number, why)| view! { <li><a rel="external" href=format!("/{}/meja/{number}", v.region)>{number.clone()}</a>": "{why.clone()}</li> })
        .collect();
    let left = (!misfits.is_empty()).then(|| {
        view! { <section class="card"><h2>{t("Tetap di versi lama", "These stay with their version")}</h2><ul class="plain">{misfits}</ul></section> }
    });
    let wrong = said.problem("reason");
    let form = (v.may && v.fit > 0).then(|| {
        view! {
            <form method="post" action=format!("{flow}/pindah") class="card">
                <input type="hidden" name="dari" value=from.to_string()/><input type="hidden" name="ke" value=to.to_string()/>
                <div class={if wrong.is_some() { "field err" } else { "field" }}><label for=id_of("reason")>{t("Alasan", "Reason")}</label>
                    <p class="hint" id="reason-h">{t("Pemohon membacanya. Misalnya: Peraturan wali kota yang baru berlaku juga untuk berkas berjalan.", "Applicants read it. Such as: The new regulation is for running cases too.")}</p>
                    {wrong.clone().map(|words| view! { <p class="msg">{words}</p> })}
                    <input id=id_of("reason") name="alasan" maxlength="300" value=said.typed("reason", "") aria-describedby="reason-h" autocomplete="off"/></div>
                <p><button class="btn">{t("Pindahkan ", "Let ")}{number(v.fit)}{t(" berkas", " cases go over")}</button></p>
                <p class="small">{t("Dapat dikembalikan dengan cara yang sama, dari versi baru ke versi lama.", "It can be taken back the same way, from the new version to the old one.")}</p>
            </form>
        }
    });
    let title = t("Pindah versi", "Going over");
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=flow.clone()>"← "{v.name.clone()}</a></p>
        <h1>{format!("{title}: {} {from} → {to}", t("versi", "version"))}</h1>
        <p>{t("Berkas berjalan memakai aturan saat ia masuk, kecuali dipindahkan di sini. Hari yang sudah terpakai tetap terhitung.", "Running cases keep the rules that they began with, unless they go over here. Days that are used stay used.")}</p>
        {said.shown()}
        {v.more.then(|| view! { <p class="note">{t("Berkasnya lebih banyak daripada yang dapat dipindahkan sekaligus. Ulangi setelah ini.", "There are more cases than one act takes. Do it again afterwards.")}</p> })}
        {if none { view! { <p class="card face">{t("Tidak ada berkas berjalan pada versi itu.", "No case of that version runs.")}</p> }.into_any() } else { view! { <table class="list"><thead><tr><th scope="col">{t("Tahap", "Stage")}</th><th scope="col" class="end">{t("Dapat pindah", "Can go over")}</th><th scope="col" class="end">{t("Batas lebih awal", "Term ends sooner")}</th><th scope="col" class="end">{t("Batas lebih lama", "Term ends later")}</th><th scope="col" class="end">{t("Tidak dapat", "Can't")}</th></tr></thead><tbody>{rows}</tbody></table> }.into_any() }}
        {left}
        {form}
    }
}

#[derive(Deserialize)]
struct Go {
    dari: u32,
    ke: u32,
    #[serde(default)]
    alasan: String,
}

async fn go(office: Office, Path((_, service)): Path<(String, String)>, Form(form): Form<Go>) -> Response {
    let key: String = service.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let page = office.page(&format!("kelola/alur/{key}/pindah?dari={}&ke={}", form.dari, form.ke));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let gone = here.engine.amendments().go_over(&here.pack, &here.visitor, &key, (form.dari, form.ke), &form.alasan).await;
    let said = match gone {
        Ok(gone) => done(&gone, office.lang),
        Err(failure) => Said::refused(&failure, office.lang, [("reason".to_owned(), form.alasan)].into()),
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}

fn done(gone: &GoingOver, lang: Lang) -> Said {
    let n = words::number(i64::try_from(gone.fit()).unwrap_or(0), lang);
    let left: usize = gone.stages.values().map(|stage| stage.misfits).sum();
    let left = match left {
        0 => String::new(),
        left => format!(", {left} {}", pick(lang, "tetap di versi lama", "stay with their version")),
    };
    Said::done(format!("{n} {}{left}", pick(lang, "berkas dipindahkan", "cases went over")))
}

/// What is sent.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kelola/alur/{service}/pindah", post(go))
}
