//! The page of alerts: what calls, what is taken care of, what is quiet; incidents and maintenance.
use super::{ACK, MINUTES, NOTE, SNOOZE, words::AlertWords};
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::Typed,
    },
    components::summary::summary,
    desk::here::Here,
    error::AppError,
    lang::{lang, pick, t},
};
use domain::{
    alert::Call,
    words::{self, Lang},
};
use engine::Alerts;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The region's alerts.
pub struct AlertsView {
    region: String,
    tends: bool,
    alerts: Vec<(AlertWords, String)>,
    /// Id, when, why, whether it is now.
    maintenances: Vec<(String, String, String, bool)>,
    /// Address, title, when, whether it goes on.
    incidents: Vec<(String, String, String, bool)>,
    today: String,
    at: String,
    typed: Typed,
}

/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, typed: Option<String>) -> Result<AlertsView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let open = here.engine.alerts().open(pack, &here.visitor).await?;
    let when = |at| words::date_time(at, pack.zone(), lang);
    let name = |who| open.names.get(&who).cloned().unwrap_or_default();
    let now = here.engine.now();
    let alerts = open.alerts.iter().filter_map(|(alert, call)| {
        let about = match (call, alert.snoozed_until, alert.acked) {
            (Call::Quiet, Some(until), _) if now < until => format!("{} {}", pick(lang, "tenang sampai", "quiet until"), when(until)),
            (Call::Quiet, ..) => pick(lang, "tenang selama pemeliharaan", "quiet during maintenance").to_owned(),
            (_, _, Some((who, at))) => format!("{} {}, {}", pick(lang, "ditangani", "taken care of by"), name(who), when(at)),
            _ => String::new(),
        };
        Some((AlertWords::of(pack, lang, alert, *call)?, about))
    });
    Ok(AlertsView {
        tends: Alerts::tends(pack, &here.visitor),
        alerts: alerts.collect(),
        maintenances: open
            .maintenances
            .iter()
            .map(|m| (m.id.to_string(), format!("{} – {}", when(m.from), when(m.until)), m.reason.clone(), m.from <= now))
            .collect(),
        incidents: open
            .incidents
            .iter()
            .map(|i| (format!("/{region}/komando/kejadian/{}", i.id), i.title.clone(), when(i.opened_at), i.closed_at.is_none()))
            .collect(),
        today: here.today().to_string(),
        at: words::time(now, pack.zone(), lang),
        typed: at_its_boxes(Typed::kept(typed.as_deref())),
        region,
    })
}

/// Each alert has boxes of its own.
fn at_its_boxes(mut typed: Typed) -> Typed {
    let alert = typed.text("peringatan").to_owned();
    for (path, _) in typed.problems.iter_mut().filter(|_| !alert.is_empty()) {
        *path = match path.as_str() {
            "note" => format!("catatan-{alert}"),
            "minutes" => format!("menit-{alert}"),
            other => other.to_owned(),
        };
    }
    typed
}

/// The page.
pub struct AlertsPage {
    place: Place,
    view: Loading<AlertsView>,
}

#[lazy_route]
impl LazyRoute for AlertsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("kembali"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: AlertsView) -> impl IntoView {
    let message = v
        .typed
        .message
        .clone()
        .map(|words| view! { <p class="card errors" role="alert" id="kesalahan" tabindex="-1" autofocus>{words}</p> });
    let part = |call: Call, title: &'static str, none: Option<&'static str>| {
        let of: Vec<&(AlertWords, String)> = v.alerts.iter().filter(|(alert, _)| alert.call == call).collect();
        let empty = of.is_empty();
        (!empty || none.is_some()).then(|| view! { <section class="alerts"><h2>{title}</h2>{none.filter(|_| empty).map(|words| view! { <p class="face">{words}</p> })}{grouped(&of, &v)}</section> })
    };
    view! {
        <Title text=t("Peringatan", "Alerts")/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a>" · "<a rel="external" href=format!("/{}/komando/ringkasan", v.region)>{t("Ringkasan mingguan", "Weekly digest")}</a></p>
        <h1>{t("Peringatan", "Alerts")}</h1>
        {message}
        {summary(&v.typed.problems)}
        <div id="muat" data-muat="5">
            <p class="small">{t("Data pukul ", "As of ")}{v.at.clone()}<noscript>" · "<a rel="external" href="">{t("Muat ulang", "Load again")}</a></noscript></p>
            {part(Call::Calls, t("Perlu ditangani", "To be taken care of"), Some(t("Tidak ada yang memanggil.", "Nothing calls.")))}
            {part(Call::Tended, t("Sedang ditangani", "Taken care of"), None)}
            {part(Call::Quiet, t("Ditenangkan", "Quiet"), None)}
            {incidents(&v)}
            {maintenance(&v)}
        </div>
        <script type="module" src="/muat.js"></script>
    }
}

/// Alerts of a rule stand together, with what to do once above them.
fn grouped(alerts: &[&(AlertWords, String)], v: &AlertsView) -> impl IntoView + use<> {
    let mut groups: Vec<(String, Vec<AnyView>, String, bool)> = vec![];
    for (alert, about) in alerts.iter().copied() {
        let drawn = one(alert, about, v).into_any();
        match groups.iter_mut().find(|(label, ..)| *label == alert.label) {
            Some((_, drawn_before, ..)) => drawn_before.push(drawn),
            None => groups.push((alert.label.clone(), vec![drawn], alert.advice.clone(), alert.bad)),
        }
    }
    groups
        .into_iter()
        .map(|(label, alerts, advice, bad)| {
            let (class, mark) = if bad { ("card bad-edge", "▲ ") } else { ("card warn-edge", "● ") };
            view! { <div class=class><h3>{mark}{label}</h3><p class="small">{advice}</p><ul class="plain">{alerts}</ul></div> }
        })
        .collect::<Vec<_>>()
}

fn one(alert: &AlertWords, about: &str, v: &AlertsView) -> impl IntoView + use<> {
    let subject = match &alert.href {
        Some(href) => view! { <a rel="external" href=href.clone()><b>{alert.subject.clone()}</b></a> }.into_any(),
        None => view! { <b>{alert.subject.clone()}</b> }.into_any(),
    };
    let about = (!about.is_empty()).then(|| view! { <span class="small">" · "{about.to_owned()}</span> });
    let deeds = v.tends.then(|| deeds(alert, v));
    view! { <li>{subject}" – "{alert.figure.clone()}" "<span class="small">{t("sejak ", "since ")}{alert.since.clone()}</span>{about}{deeds}</li> }
}

fn deeds(alert: &AlertWords, v: &AlertsView) -> impl IntoView + use<> {
    let to = format!("/{}/komando/peringatan/{}", v.region, alert.id);
    // What was typed before it was refused stands at the alert that it was about.
    let came_back = v.typed.text("peringatan") == alert.id;
    let typed = |name: &str| if came_back { v.typed.text(name).to_owned() } else { String::new() };
    let ack = (alert.call == Call::Calls).then(|| {
        view! { <form method="post" action=to.clone()><button class="btn small" name="apa" value=ACK>{t("Saya tangani", "I take care of it")}</button></form> }
    });
    let note = format!("catatan-{}", alert.id);
    let chosen = typed("menit");
    let minutes: Vec<_> = MINUTES
        .iter()
        .map(|minutes| view! { <option value=*minutes selected=chosen == minutes.to_string()>{span(*minutes, lang())}</option> })
        .collect();
    let times = format!("menit-{}", alert.id);
    view! {
        <div class="deeds">{ack}
        <details open=came_back><summary>{t("Catat atau tenangkan", "Write down, or quiet it")}</summary>
            <form method="post" action=to>
                <div class="field"><label for=note.clone()>{t("Catatan", "Note")}</label><input id=note name="catatan" maxlength="500" autocomplete="off" value=typed("catatan")/></div>
                <div class="field"><label for=times.clone()>{t("Tenangkan selama", "Quiet for")}</label><select id=times name="menit">{minutes}</select></div>
                <p><button class="btn quiet small" name="apa" value=NOTE>{t("Simpan catatan", "Keep the note")}</button>" "<button class="btn quiet small" name="apa" value=SNOOZE>{t("Tenangkan", "Quiet it")}</button></p>
            </form>
        </details></div>
    }
}

/// A span of time in words.
fn span(minutes: i64, lang: Lang) -> String {
    if minutes < 60 {
        format!("{minutes} {}", pick(lang, "menit", "minutes"))
    } else {
        format!("{} {}", minutes / 60, pick(lang, "jam", "hours"))
    }
}

fn incidents(v: &AlertsView) -> impl IntoView + use<> {
    let rows: Vec<_> = v
        .incidents
        .iter()
        .map(|(href, title, when, open)| {
            let state = open.then(|| view! { " "<span class="tag warn">{t("berlangsung", "goes on")}</span> });
            view! { <li><a rel="external" href=href.clone()>{title.clone()}</a>{state}" "<span class="small">{when.clone()}</span></li> }
        })
        .collect();
    let none = rows.is_empty();
    let begin = v.tends.then(|| {
        let choices: Vec<_> = v
            .alerts
            .iter()
            .map(|(alert, _)| view! { <label class="tick small"><input type="checkbox" name="peringatan" value=alert.id.clone()/><span>{alert.label.clone()}": "{alert.subject.clone()}</span></label> })
            .collect();
        let title = v.typed.text("judul").to_owned();
        let open = v.typed.problem("title").is_some();
        view! {
            <details open=open><summary>{t("Buka kejadian", "Begin an incident")}</summary>
            <form method="post" action=format!("/{}/komando/kejadian", v.region)>
                <div class="field"><label for="title">{t("Nama kejadian", "What it is called")}</label><input id="title" name="judul" maxlength="120" autocomplete="off" value=title/></div>
                <fieldset><legend class="small">{t("Peringatan yang termasuk", "Alerts that belong to it")}</legend>{choices}</fieldset>
                <p><button class="btn">{t("Buka kejadian", "Begin it")}</button></p>
            </form></details>
        }
    });
    view! { <section class="card"><h2>{t("Kejadian", "Incidents")}</h2>{none.then(|| view! { <p class="small">{t("Belum ada.", "None yet.")}</p> })}<ul class="plain">{rows}</ul>{begin}</section> }
}

fn maintenance(v: &AlertsView) -> impl IntoView + use<> {
    let rows: Vec<_> = v
        .maintenances
        .iter()
        .map(|(id, when, why, now)| {
            let state = now.then(|| view! { " "<span class="tag warn">{t("sekarang", "now")}</span> });
            let end = v.tends.then(|| view! { <form method="post" action=format!("/{}/komando/pemeliharaan/{id}/akhiri", v.region)><button class="btn quiet small">{t("Akhiri", "End it")}</button></form> });
            view! { <li><b>{when.clone()}</b>{state}" "{why.clone()}{end}</li> }
        })
        .collect();
    let none = rows.is_empty();
    let typed = |name: &str, usual: &str| Some(v.typed.text(name)).filter(|text| !text.is_empty()).unwrap_or(usual).to_owned();
    let wrong = |name: &str| v.typed.problem(name).map(|words| view! { <p class="msg">{words}</p> });
    let open = ["mulai", "sampai", "alasan"].iter().any(|name| v.typed.problem(name).is_some());
    let form = v.tends.then(|| {
        view! {
            <details open=open><summary>{t("Umumkan pemeliharaan", "Announce maintenance")}</summary>
            <p class="small">{t("Selama itu peringatan tetap dicatat, tetapi tidak memanggil.", "Alerts are still noted meanwhile, and do not call.")}</p>
            <form method="post" action=format!("/{}/komando/pemeliharaan", v.region)>
                <div class="field"><label for="mulai">{t("Mulai", "From")}</label>{wrong("mulai")}<input id="mulai" name="mulai" type="date" value=typed("mulai", &v.today)/>" "
                <label class="unseen" for="mulai_jam">{t("Jam mulai", "From, the hour")}</label><input id="mulai_jam" name="mulai_jam" type="time" value=typed("mulai_jam", "")/></div>
                <div class="field"><label for="sampai">{t("Sampai", "Until")}</label>{wrong("sampai")}<input id="sampai" name="sampai" type="date" value=typed("sampai", &v.today)/>" "
                <label class="unseen" for="sampai_jam">{t("Jam selesai", "Until, the hour")}</label><input id="sampai_jam" name="sampai_jam" type="time" value=typed("sampai_jam", "")/></div>
                <div class="field"><label for="alasan">{t("Apa yang dikerjakan", "What is worked on")}</label>{wrong("alasan")}<input id="alasan" name="alasan" maxlength="500" autocomplete="off" value=typed("alasan", "")/></div>
                <p><button class="btn">{t("Umumkan", "Announce it")}</button></p>
            </form></details>
        }
    });
    view! { <section class="card"><h2>{t("Pemeliharaan", "Maintenance")}</h2>{none.then(|| view! { <p class="small">{t("Tidak ada yang dijadwalkan.", "None is announced.")}</p> })}<ul class="plain">{rows}</ul>{form}</section> }
}
