//! A month of the region: reckoned to be looked at, frozen, signed by somebody else, handed to the payroll; by agency and unit, with what
//! was seen in it.
use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::{id::id_of, said::Said},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::{away, see},
    spreadsheet::download,
};
use axum::{
    Form, Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    performance::{
        Month,
        run::{MonthHappening, MonthStatus},
    },
    words::{self, Lang},
};
use engine::{Failure, MonthFailure, MonthView, Reckoned};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// The page.
pub struct MonthPageView {
    region: String,
    month: Month,
    view: MonthView,
    agencies: Vec<(String, String)>,
    events: Vec<(String, String)>,
    flags: Vec<(String, String, String, String)>,
    said: Option<String>,
}

/// **Needs**: to keep, sign or watch over months. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn load(region: String, month: String, said: Option<String>) -> Result<MonthPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let month: Month = month.parse().map_err(|_| AppError::NotFound)?;
    let view = here.engine.performance().month(pack, &here.visitor, month).await?;
    let event = |(event, name): &(domain::performance::run::MonthEvent, String)| {
        let at = words::date_time(event.at, pack.zone(), lang);
        (format!("{}{}", happened(&event.what, lang), if name.is_empty() { String::new() } else { format!(" · {name}") }), at)
    };
    let flag = |(f, number, name): &(engine::MonthFlag, String, String)| {
        let label = rules
            .patterns
            .iter()
            .find(|p| p.key == f.seen.pattern)
            .map_or_else(|| f.seen.pattern.name().to_owned(), |p| p.label.get(lang).to_owned());
        (number.clone(), name.clone(), label, f.answer.clone().unwrap_or_default())
    };
    let agencies = pack.agencies.iter().map(|a| (a.key.clone(), a.name.get(lang).to_owned())).collect();
    Ok(MonthPageView {
        events: view.events.iter().map(event).collect(),
        flags: view.flags.iter().map(flag).collect(),
        agencies,
        month,
        view,
        said,
        region,
    })
}

fn happened(what: &MonthHappening, lang: Lang) -> String {
    match (what, lang) {
        (MonthHappening::Reckoned { totals, faults }, Lang::Id) => {
            format!("Dihitung: {} orang, {faults} belum dapat dihitung", totals.people)
        }
        (MonthHappening::Reckoned { totals, faults }, Lang::En) => format!("Reckoned: {} people, {faults} could not be", totals.people),
        (MonthHappening::Frozen { totals }, Lang::Id) => format!("Dikunci: {} orang, {}", totals.people, say::rupiah(totals.paid, lang)),
        (MonthHappening::Frozen { totals }, Lang::En) => format!("Frozen: {} people, {}", totals.people, say::rupiah(totals.paid, lang)),
        (MonthHappening::Thawed { why }, _) => format!("{}: {why}", pick(lang, "Dibuka kembali", "Opened once more")),
        (MonthHappening::Signed, _) => pick(lang, "Ditandatangani", "Signed").to_owned(),
        (MonthHappening::Paid { reference }, _) => {
            format!("{}: {reference}", pick(lang, "Diserahkan ke penggajian", "Handed to the payroll"))
        }
    }
}

/// The page's route.
pub struct MonthPage {
    place: Place,
    view: Loading<MonthPageView>,
}

#[lazy_route]
impl LazyRoute for MonthPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), param("month"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: MonthPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let state = &v.view.state;
    let (word, class) = say::month_status(state.status, lang);
    let month = say::month(v.month, lang);
    let agency = |key: &str| v.agencies.iter().find(|(k, _)| k == key).map_or_else(|| key.to_owned(), |(_, name)| name.clone());
    let rows: Vec<_> = v
        .view
        .units
        .iter()
        .map(|(total, unit)| {
            view! {
                <tr>
                    <th scope="row">{unit.clone()}<br/><span class="small">{agency(&total.agency)}</span></th>
                    <td class="end" data-label=t("Pegawai", "People")>{say::number(total.people, lang)}</td>
                    <td class="end" data-label=t("Rata-rata kinerja", "Mean performance")>{say::percent(total.performance, lang)}</td>
                    <td class="end" data-label=t("Dibayarkan", "Paid out")>{say::rupiah(total.paid, lang)}</td>
                </tr>
            }
        })
        .collect();
    let none = rows.is_empty();
    let totals = state.totals.clone().map(|totals| {
        view! {
            <dl class="ladder">
                <dt>{t("Pegawai", "People")}</dt><dd>{say::number(i64::from(totals.people), lang)}</dd>
                <dt>{t("Hasil kerja bulan ini", "This month's work")}</dt><dd>{say::rupiah(totals.earned, lang)}</dd>
                <dt><b>{t("Dibayarkan", "Paid out")}</b></dt><dd class="big">{say::rupiah(totals.paid, lang)}</dd>
            </dl>
            <p class="small prose">{t("Sidik jari digital semua slip (SHA-256): ", "Fingerprint of all slips (SHA-256): ")}{totals.digest}</p>
        }
    });
    let events: Vec<_> = v.events.iter().map(|(what, at)| view! { <li><b>{what.clone()}</b><time>{at.clone()}</time></li> }).collect();
    let slips = format!("{base}/slip/{}?pegawai=", v.month);
    let flags: Vec<_> = v
        .flags
        .iter()
        .map(|(number, name, label, answer)| {
            let to = format!("{slips}{}", crate::server::in_query(number));
            view! { <li><a rel="external" href=to>{name.clone()}</a>": "{label.clone()}{(!answer.is_empty()).then(|| view! { <p class="prose small">{answer.clone()}</p> })}</li> }
        })
        .collect();
    let some_flags = !flags.is_empty();
    let acts = acts(&v, &base);
    let months: Vec<_> = [v.month.before(), v.month.next()]
        .into_iter()
        .map(|m| view! { <a rel="external" href=format!("{base}/bulan/{m}")>{say::month(m, lang)}</a> })
        .collect();
    view! {
        <Title text=format!("{} {month}", t("Perhitungan TPP", "Monthly run,"))/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Perhitungan TPP ", "Monthly run, ")}{month}</h1>
        {said.shown()}
        <section class="card">
            <p class="between"><span class=class>{word}</span>{(!v.view.complete).then(|| view! { <span class="tag warn">{t("kehadiran belum lengkap", "attendance is not whole")}</span> })}</p>
            {totals}
            {state.totals.is_none().then(|| view! { <p>{t("Bulan ini belum dihitung.", "This month was not reckoned yet.")}</p> })}
            {acts}
        </section>
        <h2>{t("Menurut unit", "By unit")}</h2>
        {if none {
            view! { <p class="card face">{t("Belum ada slip. Hitung dahulu bulannya.", "There are no slips. Reckon the month first.")}</p> }.into_any()
        } else {
            view! {
                <div class="scroll" tabindex="0"><table class="list">
                    <thead><tr><th scope="col">{t("Unit", "Unit")}</th><th scope="col" class="end">{t("Pegawai", "People")}</th><th scope="col" class="end">{t("Rata-rata kinerja", "Mean performance")}</th><th scope="col" class="end">{t("Dibayarkan", "Paid out")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            }.into_any()
        }}
        {some_flags.then(|| view! { <h2>{t("Yang perlu penjelasan", "What needs explaining")}</h2><ul class="plain">{flags}</ul> })}
        {(!events.is_empty()).then(|| view! { <h2>{t("Riwayat", "History")}</h2><ol class="line">{events}</ol> })}
        <nav class="between" aria-label=t("Bulan lain", "Other months")>{months}</nav>
    }
}

/// What may be done to the month now.
fn acts(v: &MonthPageView, base: &str) -> impl IntoView + use<> {
    let action = format!("{base}/bulan/{}", v.month);
    let status = v.view.state.status;
    let button = |value: &'static str, words: &'static str, class: &'static str| view! { <button class=class name="tindakan" value=value>{words}</button> };
    let keeps = v.view.keeps;
    let word = |label: &'static str| {
        view! { <div class="field"><label for=id_of("kata")>{label}</label><input id=id_of("kata") name="kata" maxlength="200" autocomplete="off"/></div> }
    };
    let froze = (status == MonthStatus::Frozen && v.view.signs && v.view.froze)
        .then(|| view! { <p class="small">{t("Anda yang mengunci bulan ini, jadi orang lain yang menandatanganinya.", "You froze this month, so somebody else signs it.")}</p> });
    let form = match status {
        MonthStatus::Open if keeps => Some(view! { {button("hitung", t("Hitung untuk dilihat", "Reckon to look at it"), "btn second")}" "{button("kunci", t("Hitung dan kunci", "Reckon and freeze"), "btn")} }.into_any()),
        MonthStatus::Frozen if v.view.signs && !v.view.froze => Some(view! { {button("tandatangan", t("Tandatangani bulan ini", "Sign this month"), "btn")} }.into_any()),
        MonthStatus::Frozen if keeps => {
            Some(view! { {word(t("Alasan membuka kembali", "Why it is opened once more"))}{button("buka", t("Buka kembali", "Open once more"), "btn second")} }.into_any())
        }
        MonthStatus::Signed if keeps => {
            Some(view! { {word(t("Nomor penyerahan", "The payroll's reference"))}{button("serahkan", t("Catat penyerahan ke penggajian", "Note that the payroll has it"), "btn")} }.into_any())
        }
        _ => None,
    };
    let payroll = (keeps || v.view.signs).then(|| {
        matches!(status, MonthStatus::Signed | MonthStatus::Paid)
            .then(|| view! { <p><a rel="external" href=format!("{action}/gaji.csv")>{t("Unduh daftar pembayaran (CSV)", "Download the payroll (CSV)")}</a></p> })
    });
    view! {
        {form.map(|inner| view! { <form method="post" action=action>{inner}</form> })}
        {froze}
        {payroll}
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/bulan/{month}", post(act)).route("/{region}/kinerja/bulan/{month}/gaji.csv", get(payroll))
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    tindakan: String,
    #[serde(default)]
    kata: String,
}

async fn act(office: Office, Path((_, month)): Path<(String, String)>, Form(sent): Form<Sent>) -> Response {
    let Ok(month) = month.parse::<Month>() else { return see(&office.page("kinerja")) };
    let page = office.page(&format!("kinerja/bulan/{month}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let said = match done(&here, month, &sent).await {
        Ok(said) => said,
        Err(MonthFailure::No(no)) => Said::not(format!("{}.", say::no_month(no, here.lang))),
        Err(MonthFailure::Other(failure @ Failure::SignedOut)) => return away(&failure, &page),
        Err(MonthFailure::Other(failure)) => Said::not(failure.text(here.lang)),
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}

async fn done(here: &Here, month: Month, sent: &Sent) -> Result<Said, MonthFailure> {
    let (performance, pack, visitor, lang) = (here.engine.performance(), &here.pack, &here.visitor, here.lang);
    let reckoned = |r: Reckoned| {
        if r.faults.is_empty() {
            return Said::done(pick(lang, "Selesai dihitung.", "Reckoned."));
        }
        let lines: Vec<String> = r.faults.iter().take(5).map(|(number, name, why)| format!("{name} ({number}): {why}")).collect();
        let words = pick(lang, "orang belum dapat dihitung", "could not be reckoned");
        Said::not(format!("{} {words}. {}", r.faults.len(), lines.join("; ")))
    };
    match sent.tindakan.as_str() {
        "hitung" => performance.preview(pack, visitor, month).await.map(reckoned),
        "kunci" => performance.freeze(pack, visitor, month).await.map(reckoned),
        "buka" => performance
            .thaw(pack, visitor, month, &sent.kata)
            .await
            .map(|()| Said::done(pick(lang, "Bulan dibuka kembali.", "It is open once more."))),
        "tandatangan" => {
            performance.sign(pack, visitor, month).await.map(|()| Said::done(pick(lang, "Bulan ditandatangani.", "The month is signed.")))
        }
        "serahkan" => performance
            .hand_over(pack, visitor, month, &sent.kata)
            .await
            .map(|()| Said::done(pick(lang, "Penyerahan tercatat.", "It is noted."))),
        _ => Err(MonthFailure::Other(Failure::NotFound)),
    }
}

/// The payroll as a table.
async fn payroll(office: Office, Path((_, month)): Path<(String, String)>) -> Response {
    let page = office.page("kinerja");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let Ok(month) = month.parse::<Month>() else { return see(&page) };
    match here.engine.performance().payroll(&here.pack, &here.visitor, month).await {
        Ok(lines) => {
            let heading = ["nomor_pegawai", "nama", "perangkat_daerah", "bulan", "hasil_rupiah", "koreksi_rupiah", "dibayar_rupiah"];
            let rows = lines.into_iter().map(|(person, agency, slip)| {
                let corrections: i64 = slip.corrections.iter().map(domain::performance::pay::Correction::adds).sum();
                let figures = [slip.earned(), corrections, slip.paid()].map(|n| n.to_string());
                [person.number, person.name, agency, month.to_string()].into_iter().chain(figures).collect()
            });
            download(&format!("tpp-{month}"), std::iter::once(heading.map(str::to_owned).to_vec()).chain(rows))
        }
        Err(failure) => http::StatusCode::from_u16(failure.status()).unwrap_or(http::StatusCode::NOT_FOUND).into_response(),
    }
}
