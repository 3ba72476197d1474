//! Visits on a phone: the day's route, and each visit's minutes on one page that is whole without a line. It is a plain page; a script of
//! its own keeps it on the device, takes what is written there, signatures and pictures too, and sends it once there is a line.
use super::{
    act::Act,
    act_form::{self, ACTION, DROP, SEEN},
    answers::Reader,
    case_load::{checklist, drawn, works},
    case_view::Refused,
    decision::checklist::items,
    here::{Here, number},
    kept::{self, Kept},
    posts::{captures, take_files, typed},
    sent::{Sent, told, told_why},
};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::id::id_of,
    error::AppError,
    lang::{lang, t},
    server::see,
};
use axum::{Router, response::Response, routing::post};
use domain::{
    case::{CaseState, Event, Happening, offers},
    form::{Field, Kind},
    point::Point,
    words,
    workflow::{Action, Effect},
};
use engine::Failure;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The route.
pub struct RouteView {
    region: String,
    /// Whose route it is, by account: what is kept on a device is theirs.
    reader: String,
    days: Vec<(String, Vec<StopView>)>,
    said: Option<(bool, String)>,
}

struct StopView {
    number: String,
    organisation: String,
    place: String,
    slot: String,
    left: String,
}

/// What stands in a field that the workflow captured or the form asked, in words.
fn shown_as(reader: &Reader<'_>, state: &CaseState, key: &str) -> String {
    let service = reader.pack.service(&state.service);
    let captured = reader.pack.workflow_of(state).and_then(|w| w.captured(key)).map(|f| (f, state.captured.text(key)));
    let answered = service.and_then(|s| s.form.field(key)).map(|f| (f, state.answers.text(key)));
    let found = captured.filter(|(_, text)| !text.is_empty()).or(answered);
    found.map(|(field, text)| reader.text(field, text)).unwrap_or_default()
}

/// The captured field of the given kind on the way to a visit, such as its day: whatever a pack calls it.
fn captured_of<'p>(here: &'p Here, state: &CaseState, is: impl Fn(&Kind) -> bool) -> Option<&'p Field> {
    let workflow = here.pack.workflow_of(state)?;
    let to_here = workflow.stages.iter().flat_map(|s| &s.actions).filter(|a| a.to == state.stage);
    to_here.flat_map(|a| &a.captures).find(|f| is(&f.kind))
}

/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`.
async fn route(region: String, said: Option<String>) -> Result<RouteView, AppError> {
    let here = Here::of_page(&region)?;
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let mut stops: Vec<(String, String, String, StopView)> = vec![];
    for state in here.engine.cases().visits(&here.pack, &here.visitor).await? {
        let day = captured_of(&here, &state, |k| matches!(k, Kind::Date { .. })).map(|f| state.captured.text(&f.key).to_owned());
        let slot = captured_of(&here, &state, |k| matches!(k, Kind::Choice { .. })).map(|f| f.key.clone());
        let slot_key = slot.as_deref().map(|k| state.captured.text(k).to_owned()).unwrap_or_default();
        let rule = here.pack.service(&state.service).and_then(|s| s.licence.as_ref()).and_then(|l| l.place.clone());
        let place = rule.map_or_else(String::new, |key| shown_as(&reader, &state, &key));
        let district = state.district.as_deref().and_then(|code| here.pack.district(code)).map(|d| d.name.clone()).unwrap_or_default();
        let left = super::term::text(super::term::Left::of(state.due_on, here.today(), here.pack.calendar()), here.lang);
        let stop = StopView {
            number: state.number.to_string(),
            organisation: state.organisation.clone(),
            place: [place, district.clone()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", "),
            slot: slot.map(|key| shown_as(&reader, &state, &key)).unwrap_or_default(),
            left,
        };
        stops.push((day.unwrap_or_default(), slot_key, district, stop));
    }
    // By day and time, and within them by district: nobody crosses the city twice.
    stops.sort_by(|a, b| (&a.0, &a.1, &a.2).cmp(&(&b.0, &b.1, &b.2)));
    let mut days: Vec<(String, Vec<StopView>)> = vec![];
    for (day, _, _, stop) in stops {
        let words = domain::time::Day::parse_loose(&day)
            .map_or_else(|_| t("Belum ada harinya", "No day yet").to_owned(), |d| words::date_long(d, here.lang));
        match days.last_mut() {
            Some((known, of_day)) if *known == words => of_day.push(stop),
            _ => days.push((words, vec![stop])),
        }
    }
    let said = said.as_deref().and_then(|id| kept::done(&here.visitor, id, here.lang));
    Ok(RouteView { region, reader: here.person.account.0.to_string(), days, said })
}

/// The page of the route.
pub struct RoutePage {
    place: Place,
    view: Loading<RouteView>,
}

#[lazy_route]
impl LazyRoute for RoutePage {
    fn data() -> Self {
        Self { view: Loading::of(route(param("region"), query("selesai"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

/// The words that the script says, so that it speaks as the page does.
fn script(region: &str, reader: &str) -> impl IntoView + use<> {
    view! {
        <div id="luring" class="card" hidden data-lingkup=format!("/{region}/meja/rute") data-siapa=reader.to_owned()
            data-simpan=t("Simpan rute ini di perangkat", "Keep this route on the device")
            data-tersimpan=t("Tersimpan di perangkat pukul", "Kept on the device at")
            data-menunggu=t("laporan menunggu sinyal", "report(s) wait for a line")
            data-terkirim=t("Terkirim", "Sent")
            data-ditolak=t("Belum diterima", "Not taken")
            data-masuk=t("Sesi berakhir. Masuk lagi; laporan tetap tersimpan di perangkat ini.", "The session is over. Sign in again; the reports stay on this device.")
            data-buka=t("Buka dan perbaiki", "Open and mend")
            data-perbarui=t("Perbarui yang tersimpan", "Keep it anew")
            data-hapus=t("Hapus dari perangkat ini", "Remove from this device")
            data-buang=t("Buang laporan ini", "Throw this report away")
            data-tanda=t("Tanda tangan di sini", "Sign here")
            data-ulang=t("Ulangi", "Again")
            data-disimpan=t("Tersimpan di perangkat ini dan dikirim sendiri begitu ada sinyal.", "Kept on this device, and sent by itself once there is a line.")></div>
        <script type="module" src="/rute.js"></script>
    }
}

fn shown(v: RouteView) -> impl IntoView {
    let none = v.days.is_empty();
    let region = v.region.clone();
    let days: Vec<_> = v
        .days
        .into_iter()
        .map(|(day, stops)| {
            let stops: Vec<_> = stops
                .into_iter()
                .map(|s| {
                    let href = format!("/{region}/meja/rute/{}", s.number);
                    view! { <li><a class="card go" rel="external" data-rute="" href=href><b>{s.organisation}</b><span class="small">{s.slot}" · "{s.number}</span><span>{s.place}</span><span class="small">{s.left}</span><span class="arrow" aria-hidden="true">"→"</span></a></li> }
                })
                .collect();
            view! { <h2>{day}</h2><ol class="plain">{stops}</ol> }
        })
        .collect();
    view! {
        <Title text=t("Rute peninjauan", "Route of visits")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a></p>
        <h1>{t("Rute peninjauan", "Route of visits")}</h1>
        {v.said.map(|(well, words)| { let class = if well { "card ok-edge" } else { "card errors" }; view! { <div class=class role="status" tabindex="-1"><p>{words}</p></div> } })}
        {script(&v.region, &v.reader)}
        {none.then(|| view! { <p class="card face">{t("Tidak ada peninjauan yang menunggu Anda. Jadwal baru muncul di sini begitu tim Anda diundi.", "No visit waits for you. A new one stands here once your team is drawn.")}</p> })}
        {days}
        <noscript><p class="small">{t("Tanpa skrip halaman ini memerlukan sinyal saat mengirim.", "Without scripts this page needs a line to send.")}</p></noscript>
    }
}

/// A visit.
pub struct VisitView {
    region: String,
    /// As on the route.
    reader: String,
    number: String,
    organisation: String,
    version: u32,
    facts: Vec<(String, String)>,
    /// A link that opens the telephone's map.
    map: Option<String>,
    items: Vec<super::case_view::ItemView>,
    fields: String,
    actions: Vec<(String, String, bool)>,
    refused: Refused,
}

/// The actions by which a visit is put on record: what moves the case on and asks for something.
fn reports<'p>(here: &'p Here, state: &CaseState) -> Vec<&'p Action> {
    let offered = offers(&here.pack, state, &here.person, here.engine.now());
    let moves = |a: &&Action| !a.by_applicant && a.effect != Effect::Note && a.effect != Effect::Return && !a.captures.is_empty();
    offered.into_iter().map(|o| o.action).filter(moves).collect()
}

/// **Needs**: to be of the team. **Errors**: `NotFound`, `SignedOut`, `Forbidden`.
async fn visit(region: String, wanted: String, came_back: Option<String>) -> Result<VisitView, AppError> {
    let here = Here::of_page(&region)?;
    let number = number(&wanted)?;
    let opened = here.engine.cases().open(&here.pack, &here.visitor, &number).await?;
    let state = opened.state;
    let actions = reports(&here, &state);
    if !state.team.contains(&here.person.account) || actions.is_empty() {
        return Err(Failure::NotFound.into());
    }
    let reader = Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let refused = came_back.as_deref().and_then(|id| kept::refused(&here.visitor, id)).unwrap_or_default();
    let works = works(&here, &state).await?;
    // What several of them ask is asked once; the pressed button says which it is.
    let pressed = actions.iter().find(|a| a.key == refused.action).or(actions.first()).copied().ok_or(Failure::NotFound)?;
    let mut all = pressed.clone();
    for field in actions.iter().flat_map(|a| &a.captures) {
        if !all.captures.iter().any(|f| f.key == field.key) {
            all.captures.push(field.clone());
        }
    }
    let service = here.pack.service(&state.service).ok_or(Failure::NotFound)?;
    let licence = service.licence.as_ref();
    let keys = licence.into_iter().flat_map(|l| l.activity.iter().chain(&l.place).chain(&l.prints));
    let facts = keys.filter_map(|key| Some((service.form.field(key)?.label.get(here.lang).to_owned(), shown_as(&reader, &state, key))));
    let point = actions.iter().find_map(|a| a.measures.as_ref()).and_then(|rule| state.answers.text(&rule.declared).parse::<Point>().ok());
    Ok(VisitView {
        number: number.to_string(),
        organisation: state.organisation.clone(),
        version: state.version,
        facts: facts.filter(|(_, text)| !text.is_empty()).collect(),
        map: point.map(|p| format!("geo:{},{}", p.latitude, p.longitude)),
        items: checklist(&here, &state),
        fields: drawn(&here, &state, &all, None, works.get(&pressed.key), &refused),
        actions: actions.iter().map(|a| (a.key.clone(), a.label.get(here.lang).to_owned(), a.key == pressed.key)).collect(),
        refused,
        reader: here.person.account.0.to_string(),
        region,
    })
}

/// The page of a visit.
pub struct VisitPage {
    place: Place,
    view: Loading<VisitView>,
}

#[lazy_route]
impl LazyRoute for VisitPage {
    fn data() -> Self {
        Self { view: Loading::of(visit(param("region"), param("number"), query("salah"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, written)
    }
}

fn written(v: VisitView) -> impl IntoView {
    let _ = lang();
    let action = format!("/{}/meja/rute/{}", v.region, v.number);
    let facts: Vec<_> =
        v.facts.into_iter().map(|(name, text)| view! { <div class="answer"><dt>{name}</dt><dd>{text}</dd></div> }).collect();
    let problems: Vec<_> = v
        .refused
        .problems
        .iter()
        .map(|(path, words)| view! { <li><a href=format!("#{}", id_of(&act_form::captured(path, None)))>{words.clone()}</a></li> })
        .collect();
    let summary = (!v.refused.text.is_empty()).then(|| {
        view! { <div class="card errors" role="alert" tabindex="-1" autofocus id="kesalahan"><h2>{v.refused.text.clone()}</h2><ul>{problems}</ul></div> }
    });
    let buttons: Vec<_> = v
        .actions
        .into_iter()
        .map(|(key, label, first)| {
            let class = if first { "btn block" } else { "btn block second" };
            view! { <p><button class=class name=ACTION value=key>{label}</button></p> }
        })
        .collect();
    view! {
        <Title text=format!("{} {}", t("Peninjauan", "Visit"), v.number)/>
        <p class="small"><a rel="external" href=format!("/{}/meja/rute", v.region)>{t("← Rute peninjauan", "← Route of visits")}</a></p>
        <h1>{v.organisation}</h1>
        <p class="small">{v.number.clone()}</p>
        {summary}
        {script(&v.region, &v.reader)}
        <dl class="answers">{facts}</dl>
        {v.map.map(|href| view! { <p><a class="btn quiet" href=href>{t("Buka di peta", "Open on the map")}</a></p> })}
        <form method="post" enctype="multipart/form-data" action=action data-kunjungan=v.number novalidate autocomplete="off">
            <input type="hidden" name=SEEN value=v.version/>
            {items(&v.items, &v.refused)}
            <div inner_html=v.fields></div>
            {buttons}
        </form>
        <script type="module" src="/titik.js"></script>
    }
}

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/rute/{number}", post(report))
}

/// A visit is put on record, from the page or later from what the device kept.
async fn report(mut sent: Sent) -> Response {
    let files = std::mem::take(&mut sent.files);
    sent.page = format!("/{}/meja/rute/{}", sent.here.pack.region.slug, sent.number);
    // A file is taken out again: everything else is there as it was typed.
    if sent.pairs.iter().any(|(name, _)| name == DROP) {
        return match take_files(&sent.here, &sent.number, &sent.pairs, files).await {
            Ok(()) => sent.again(Refused { typed: typed(&sent.pairs), ..Refused::default() }).await,
            Err(failure) => sent.refused(&failure).await,
        };
    }
    let done = reported(&sent, files).await;
    let (here, lang) = (&sent.here, sent.lang());
    match done {
        Ok(words) if sent.by_script => told(StatusCode::OK, words),
        Ok(words) => {
            let id = kept::keep(&here.visitor, Kept::Done(words));
            see(&format!("/{}/meja/rute?selesai={id}", here.pack.region.slug))
        }
        Err(failure) if sent.by_script => told_why(&failure, lang),
        Err(failure) => sent.refused(&failure).await,
    }
}

async fn reported(sent: &Sent, files: Vec<(String, String, bytes::Bytes)>) -> Result<String, Failure> {
    let (here, number) = (&sent.here, &sent.number);
    let cases = here.engine.cases();
    let before = cases.open(&here.pack, &here.visitor, number).await?.state;
    let act = Act::from_pairs(&sent.pairs).asked_for(&captures(here, &before, &sent.pairs));
    // A device whose answer was lost on the way sends its report once more: it is on record, and that is what it is told.
    if let Some(written) = act.input.written_at {
        let events = cases.events(&here.pack, &here.visitor, number).await?;
        let same = |e: &Event| matches!(&e.what, Happening::Moved(m) if m.written_at == Some(written) && m.action == act.action);
        if events.iter().any(|(_, e)| e.actor.account == Some(here.person.account) && same(e)) {
            return Ok(super::posts::done_words(here, &before));
        }
    }
    take_files(here, number, &sent.pairs, files).await?;
    let after = cases.act(&here.pack, &here.visitor, number, &act.action, &act.input).await?;
    Ok(super::posts::done_words(here, &after))
}
