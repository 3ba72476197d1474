//! The page of an incident: its alerts, and all that was done, line by line.
use super::words::AlertWords;
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::Typed,
    },
    components::{summary::summary, text_area::TextArea},
    desk::here::Here,
    error::AppError,
    lang::{pick, t},
};
use domain::{alert::Call, words};
use engine::{Alerts, Failure};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// An incident.
pub struct IncidentView {
    region: String,
    id: String,
    title: String,
    about: String,
    open: bool,
    tends: bool,
    alerts: Vec<AlertWords>,
    /// When and who, what, and in which words.
    lines: Vec<(String, &'static str, String)>,
    typed: Typed,
}

/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, id: String, typed: Option<String>) -> Result<IncidentView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let id = id.parse().map_err(|_| Failure::NotFound)?;
    let open = here.engine.alerts().incident(pack, &here.visitor, id).await?;
    let when = |at| words::date_time(at, pack.zone(), lang);
    let name = |who| open.names.get(&who).cloned().unwrap_or_default();
    let what = |word: &str| match word {
        "ack" => pick(lang, "menangani", "took care"),
        "snooze" => pick(lang, "menenangkan", "made it quiet"),
        "end" => pick(lang, "menyatakan selesai", "ended it"),
        _ => pick(lang, "mencatat", "wrote"),
    };
    let begun = format!("{} {}, {}", pick(lang, "dibuka", "begun by"), name(open.incident.by), when(open.incident.opened_at));
    let ended = open.incident.closed_at.map(|at| format!(" · {} {}", pick(lang, "selesai", "ended"), when(at)));
    Ok(IncidentView {
        id: id.to_string(),
        title: open.incident.title.clone(),
        about: format!("{begun}{}", ended.unwrap_or_default()),
        open: open.incident.closed_at.is_none(),
        tends: Alerts::tends(pack, &here.visitor),
        alerts: open.alerts.iter().filter_map(|(alert, call)| AlertWords::of(pack, lang, alert, *call)).collect(),
        lines: open
            .tended
            .iter()
            .map(|line| (format!("{} · {}", when(line.at), name(line.by)), what(&line.what), line.note.clone()))
            .collect(),
        typed: Typed::kept(typed.as_deref()),
        region,
    })
}

/// The page.
pub struct IncidentPage {
    place: Place,
    view: Loading<IncidentView>,
}

#[lazy_route]
impl LazyRoute for IncidentPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), param("incident"), query("kembali"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: IncidentView) -> impl IntoView {
    let message = v.typed.message.clone().map(|words| view! { <p class="card errors" role="alert" tabindex="-1" autofocus>{words}</p> });
    let alerts: Vec<_> = v
        .alerts
        .iter()
        .map(|alert| {
            let state = if alert.call == Call::Over { t("sudah reda", "over") } else { t("masih berlangsung", "goes on") };
            let subject = alert.href.clone().map_or_else(
                || view! { <b>{alert.subject.clone()}</b> }.into_any(),
                |href| view! { <a rel="external" href=href><b>{alert.subject.clone()}</b></a> }.into_any(),
            );
            view! { <li>{alert.label.clone()}": "{subject}" – "{alert.figure.clone()}" "<span class="tag">{state}</span></li> }
        })
        .collect();
    let alerts = (!alerts.is_empty())
        .then(|| view! { <section class="card"><h2>{t("Peringatan", "Alerts")}</h2><ul class="plain">{alerts}</ul></section> });
    let lines: Vec<_> = v
        .lines
        .iter()
        .map(|(who, what, note)| {
            let note = (!note.is_empty()).then(|| view! { <p class="prose">{note.clone()}</p> });
            view! { <li><span class="small">{who.clone()}" · "{*what}</span>{note}</li> }
        })
        .collect();
    let none = lines.is_empty().then(|| view! { <p class="small">{t("Belum ada catatan.", "Nothing is written yet.")}</p> });
    let form = (v.open && v.tends).then(|| {
        view! {
            <form method="post" class="card" action=format!("/{}/komando/kejadian/{}", v.region, v.id)>
                <h2>{t("Catat", "Write")}</h2>
                <div class="field"><label for="note">{t("Apa yang terjadi atau dikerjakan", "What happened or was done")}</label>
                <TextArea id="note" name="catatan" value=v.typed.text("catatan").to_owned() rows=3/></div>
                <p><button class="btn">{t("Simpan catatan", "Keep the note")}</button>" "<button class="btn quiet" name="selesai" value="ya">{t("Simpan dan nyatakan selesai", "Keep it and end the incident")}</button></p>
            </form>
        }
    });
    view! {
        <Title text=v.title.clone()/>
        <p class="small"><a rel="external" href=format!("/{}/komando/peringatan", v.region)>{t("Peringatan", "Alerts")}</a></p>
        <h1>{v.title.clone()}</h1>
        <p class="small">{v.about.clone()}</p>
        {message}
        {summary(&v.typed.problems)}
        {alerts}
        <section class="card"><h2>{t("Urutan kejadian", "What happened")}</h2>{none}<ol class="plain">{lines}</ol></section>
        {form}
    }
}
