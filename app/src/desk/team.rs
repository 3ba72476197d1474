//! Where whoever divides a desk's work sees who has how much, notes who is away, and gives the pile of one to others. A plain
//! page: it works without scripts, and nothing of it is done twice by a reload.
use super::{
    acting::{self, ActingView},
    here::Here,
};
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::Typed,
    },
    components::summary::summary,
    error::AppError,
    lang::{lang, t},
    server::Flash,
};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// Stands for whoever has least.
pub(super) const BY_LOAD: &str = "beban";
/// To each in turn.
pub(super) const BY_ROTATION: &str = "giliran";

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TeamView {
    region: String,
    desks: Vec<DeskView>,
    absences: Vec<AbsenceView>,
    acting: ActingView,
    /// Everybody at these desks: id and name.
    people: Vec<(String, String)>,
    said: Option<Given>,
    typed: Typed,
    today: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct DeskView {
    role: String,
    agency: String,
    name: String,
    waiting: i64,
    overdue: i64,
    members: Vec<MemberView>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct MemberView {
    id: String,
    name: String,
    gone: bool,
    acting: bool,
    away: Option<String>,
    pile: i64,
    overdue: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct AbsenceView {
    id: String,
    name: String,
    days: String,
    reason: String,
}

/// What became of a pile: a word on the whole, and a line for each case, with whether it was given on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Given {
    pub(super) text: String,
    pub(super) lines: Vec<(String, String, bool)>,
}

/// The desks whose work the reader divides.
///
/// **Needs**: a role that divides another's work. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn team(region: String, said: Option<String>, typed: Option<String>) -> Result<TeamView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let team = here.engine.desk().team(pack, &here.visitor).await?;
    let reader = super::answers::Reader { pack, lang, today: here.today() };
    let mut people: Vec<(String, String)> = vec![];
    let desks = team.desks.iter().map(|desk| DeskView {
        name: reader.post(&desk.role, Some(&desk.agency)),
        role: desk.role.clone(),
        agency: desk.agency.0.clone(),
        waiting: desk.waiting,
        overdue: desk.overdue,
        members: desk
            .members
            .iter()
            .map(|m| MemberView {
                id: m.account.0.to_string(),
                name: m.name.clone(),
                gone: m.gone,
                acting: m.acting,
                away: m.away_until.map(|day| words::date(day, lang)),
                pile: m.pile,
                overdue: m.overdue,
            })
            .collect(),
    });
    let desks: Vec<DeskView> = desks.collect();
    for member in desks.iter().flat_map(|d| &d.members) {
        if !people.iter().any(|(id, _)| *id == member.id) {
            people.push((member.id.clone(), member.name.clone()));
        }
    }
    let absences = team.absences.iter().map(|a| AbsenceView {
        id: a.id.to_string(),
        name: people.iter().find(|(id, _)| *id == a.account.0.to_string()).map(|(_, name)| name.clone()).unwrap_or_default(),
        days: format!("{} – {}", words::date(a.from, lang), words::date(a.until, lang)),
        reason: a.reason.clone(),
    });
    Ok(TeamView {
        absences: absences.collect(),
        acting: acting::view_of(&here.engine.desk().acting(pack, &here.visitor).await?, &reader),
        desks,
        people,
        said: said.as_deref().and_then(Flash::get).and_then(|text| serde_json::from_str(&text).ok()),
        typed: Typed::kept(typed.as_deref()),
        today: here.today().to_string(),
        region,
    })
}

/// The page.
pub struct TeamPage {
    place: Place,
    view: Loading<TeamView>,
}

#[lazy_route]
impl LazyRoute for TeamPage {
    fn data() -> Self {
        Self { view: Loading::of(team(param("region"), query("kata"), query("kembali"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: TeamView) -> impl IntoView {
    let base = format!("/{}/meja/tim", v.region);
    let said = v.said.clone().map(|said| {
        let lines: Vec<_> = said
            .lines
            .into_iter()
            .map(|(number, words, well)| {
                let href = format!("/{}/meja/{number}", v.region);
                view! { <li><a rel="external" href=href>{number}</a>": "<span class=if well { "" } else { "tag bad" }>{words}</span></li> }
            })
            .collect();
        view! { <div class="card ok-edge" role="status"><p>{said.text}</p>{(!lines.is_empty()).then(|| view! { <ul class="plain">{lines}</ul> })}</div> }
    });
    let wrong = v.typed.message.clone().map(|words| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{words}</div> });
    let desks: Vec<_> = v.desks.iter().map(desk_table).collect();
    view! {
        <Title text=t("Pembagian kerja", "Who works on what")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a></p>
        <h1>{t("Pembagian kerja", "Who works on what")}</h1>
        {said}
        {wrong}
        {summary(&v.typed.problems)}
        {desks}
        {give_on(&base, &v)}
        {absences(&base, &v)}
        {acting::card(&base, &v.acting, &v.typed, &v.today)}
    }
}

fn desk_table(desk: &DeskView) -> impl IntoView + use<> {
    let count = |n: i64| words::number(n, lang());
    let given: i64 = desk.members.iter().map(|m| m.pile).sum();
    let rows: Vec<_> = desk
        .members
        .iter()
        .map(|m| {
            let away = m.away.clone().map(|until| view! { " "<span class="tag warn">{t("tidak masuk s.d. ", "away until ")}{until}</span> });
            let acting = m.acting.then(|| view! { " "<span class="tag">{t("pelaksana tugas", "acting")}</span> });
            let gone = m.gone.then(|| view! { " "<span class="tag warn">{t("tidak lagi di meja ini", "no longer at this desk")}</span> });
            view! { <tr><th scope="row">{m.name.clone()}{gone}{acting}{away}</th><td class="end" data-label=t("Dikerjakan", "On their pile")>{count(m.pile)}</td><td class="end" data-label=t("Lewat waktu", "Late")>{count(m.overdue)}</td></tr> }
        })
        .collect();
    let none = desk.members.is_empty();
    view! {
        <section class="card">
            <h2>{desk.name.clone()}</h2>
            <p>{t("Menunggu: ", "Waiting: ")}<b>{count(desk.waiting)}</b>" · "{t("lewat waktu: ", "late: ")}<b>{count(desk.overdue)}</b>" · "{t("sedang dikerjakan: ", "being worked on: ")}<b>{count(given)}</b></p>
            {if none {
                view! { <p class="note warn">{t("Belum ada petugas di meja ini. Tambahkan petugas, agar berkasnya tidak tertahan.", "Nobody holds this post. Add an officer, so that its cases are not stuck.")}</p> }.into_any()
            } else {
                view! {
                    <div class="scroll" tabindex="0"><table class="list">
                        <thead><tr><th scope="col">{t("Petugas", "Officer")}</th><th scope="col" class="end">{t("Dikerjakan", "On their pile")}</th><th scope="col" class="end">{t("Lewat waktu", "Late")}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table></div>
                }
                .into_any()
            }}
        </section>
    }
}

/// A choice that comes back as it was made.
pub(super) fn choice(typed: &Typed, name: &'static str, first: &'static str, options: Vec<(String, String)>) -> impl IntoView + use<> {
    let chosen = typed.text(name).to_owned();
    let wrong = typed.problem(name);
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect();
    view! {
        {wrong.map(|w| view! { <p class="msg">{w}</p> })}
        <select id=name name=name><option value="">{first}</option>{options}</select>
    }
}

fn give_on(base: &str, v: &TeamView) -> impl IntoView + use<> {
    let piles = v.desks.iter().flat_map(|desk| {
        desk.members.iter().filter(|m| m.pile > 0).map(|m| {
            let words = format!("{} – {} ({})", m.name, desk.name, words::number(m.pile, lang()));
            (format!("{}/{}/{}", desk.role, desk.agency, m.id), words)
        })
    });
    let piles: Vec<(String, String)> = piles.collect();
    if piles.is_empty() {
        return view! { <section class="card face"><h2>{t("Belum ada tugas untuk dibagi", "There is no pile to divide")}</h2><p>{t("Berkas yang sedang dikerjakan petugas akan muncul di sini.", "Cases that officers work on appear here.")}</p></section> }.into_any();
    }
    let rules = [
        (BY_LOAD.to_owned(), t("Yang paling sedikit bebannya", "Whoever has least").to_owned()),
        (BY_ROTATION.to_owned(), t("Bergiliran", "In turn").to_owned()),
    ];
    let to: Vec<_> = rules.into_iter().chain(v.people.iter().cloned()).collect();
    view! {
        <form method="post" action=format!("{base}/bagi") class="card">
            <h2>{t("Bagikan tugas seorang petugas", "Divide an officer's pile")}</h2>
            <p class="small">{t("Semua berkas yang ia kerjakan diserahkan, paling banyak 500 sekali jalan. Tiap berkas dicatat dengan alasannya.", "All cases of the pile are given on, at most 500 at a time; each is recorded with the reason.")}</p>
            <div class="field"><label for="from">{t("Tugas siapa", "Whose pile")}</label>{choice(&v.typed, "from", t("Pilih petugas…", "Choose an officer…"), piles)}</div>
            <div class="field"><label for="to">{t("Kepada", "To")}</label>{choice(&v.typed, "to", t("Pilih…", "Choose…"), to)}</div>
            {reason(&v.typed, "why", t("Alasan, misalnya: sakit", "Reason, such as: ill"))}
            <p><button class="btn">{t("Bagikan", "Divide")}</button></p>
        </form>
    }
    .into_any()
}

pub(super) fn reason(typed: &Typed, name: &'static str, label: &'static str) -> impl IntoView + use<> {
    let wrong = typed.problem(name);
    view! {
        <div class="field"><label for=name>{label}</label>
        {wrong.map(|w| view! { <p class="msg">{w}</p> })}
        <input id=name name=name maxlength="200" value=typed.text(name).to_owned()/></div>
    }
}

pub(super) fn day(typed: &Typed, today: &str, name: &'static str, label: &'static str) -> impl IntoView + use<> {
    let wrong = typed.problem(name);
    let value = Some(typed.text(name)).filter(|text| !text.is_empty()).unwrap_or(today).to_owned();
    view! {
        <div class="field"><label for=name>{label}</label>
        {wrong.map(|w| view! { <p class="msg">{w}</p> })}
        <input id=name name=name type="date" value=value/></div>
    }
}

fn absences(base: &str, v: &TeamView) -> impl IntoView + use<> {
    let known: Vec<_> = v
        .absences
        .iter()
        .map(|a| {
            view! {
                <li>
                    <b>{a.name.clone()}</b>" · "{a.days.clone()}" · "{a.reason.clone()}
                    <form method="post" action=format!("{base}/kembali")>
                        <input type="hidden" name="id" value=a.id.clone()/>
                        <button class="btn quiet small">{t("Sudah masuk kembali", "Is back")}</button>
                    </form>
                </li>
            }
        })
        .collect();
    let none = known.is_empty();
    view! {
        <section class="card">
            <h2>{t("Petugas yang tidak masuk", "Officers who are away")}</h2>
            {if none { view! { <p>{t("Semua masuk. Siapa yang tidak masuk tidak mendapat berkas baru.", "Everybody is here. Whoever is away gets no new cases.")}</p> }.into_any() } else { view! { <ul class="plain">{known}</ul> }.into_any() }}
            <details open={["who", "since", "until", "reason"].iter().any(|f| v.typed.problem(f).is_some() || !v.typed.text(f).is_empty())}>
                <summary>{t("Catat ketidakhadiran", "Note an absence")}</summary>
                <form method="post" action=format!("{base}/absen")>
                    <div class="field"><label for="who">{t("Petugas", "Officer")}</label>{choice(&v.typed, "who", t("Pilih petugas…", "Choose an officer…"), v.people.clone())}</div>
                    {day(&v.typed, &v.today, "since", t("Sejak", "From"))}
                    {day(&v.typed, &v.today, "until", t("Sampai", "Until"))}
                    {reason(&v.typed, "reason", t("Alasan, misalnya: cuti", "Reason, such as: leave"))}
                    <p><button class="btn second">{t("Catat", "Note it")}</button></p>
                </form>
            </details>
        </section>
    }
}
