//! A year's plan: what somebody is to achieve, which of the superior's aims it serves and who below serves theirs, what was done for it;
//! written by whom it is about, agreed and assessed by their superior.
mod forms;
mod posts;

use super::words as say;
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    components::said::Said,
    desk::here::Here,
    error::AppError,
    lang::{lang, pick, t},
    server::in_query,
};
use domain::{
    performance::{
        plan::{Aim, Assessed, Note, Plan, PlanStatus},
        predicate::Level,
    },
    words::{self, Lang},
};
use engine::{AimServing, Failure, PlanRow, PlanView};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

pub(super) use posts::posts;

/// The page.
pub struct PlanPageView {
    region: String,
    view: PlanView,
    /// Keys and labels of what an indicator measures.
    aspects: Vec<(String, String)>,
    /// Codes and labels of the catalogue.
    items: Vec<(String, String)>,
    /// Whose plans the visitor agrees to.
    below: Vec<PlanRow>,
    /// The first day of assessing, where it has not come.
    assess_from: Option<String>,
    /// The word of the year and what it is worth, where it was assessed.
    word: Option<String>,
    due: String,
    late: bool,
    notes: Vec<(String, String)>,
    this_year: u16,
    said: Option<String>,
}

/// **Needs**: a place in the region's organisation, to stand above whose plan it is, or to see everybody's. **Errors**: `SignedOut`,
/// `Forbidden`, `NotFound` where the region makes no plans.
async fn load(region: String, year: Option<String>, number: Option<String>, said: Option<String>) -> Result<PlanPageView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let rules = pack.performance.as_ref().ok_or(AppError::NotFound)?;
    let rule = rules.plan.as_ref().ok_or(AppError::NotFound)?;
    let today = here.today();
    let this_year = u16::try_from(today.year()).unwrap_or_default();
    let year = year.and_then(|y| y.parse().ok()).unwrap_or(this_year);
    let performance = here.engine.performance();
    let view = performance.plan(pack, &here.visitor, year, number.as_deref()).await?;
    let below = if view.own {
        match performance.plans_below(pack, &here.visitor, year).await {
            Ok(rows) => rows,
            Err(Failure::Forbidden) => vec![],
            Err(failure) => return Err(failure.into()),
        }
    } else {
        vec![]
    };
    let said_by = performance.people(pack, view.plan.iter().flat_map(|p| &p.notes).filter_map(|note| note.by)).await?;
    let note = |note: &Note| {
        let by = note.by.and_then(|by| said_by.get(&by)).map(|s| s.name.clone()).unwrap_or_default();
        (note.words.clone(), format!("{by} · {}", words::date_time(note.at, pack.zone(), lang)))
    };
    let notes = view.plan.iter().flat_map(|p| &p.notes).map(note).collect();
    let from = domain::time::Day::new(i32::from(year), rule.assess_from, 1).filter(|from| *from > today);
    let word = view.plan.as_ref().and_then(|p| p.assessed.as_ref()).map(|a| {
        let word = rules.predicates.words.iter().find(|w| w.key == a.word);
        word.map_or_else(|| a.word.clone(), |w| format!("{} ({} %)", w.label.get(lang), w.credit))
    });
    Ok(PlanPageView {
        aspects: rule.aspects.iter().map(|a| (a.key.clone(), a.label.get(lang).to_owned())).collect(),
        items: rules.catalogue.iter().map(|i| (i.code.clone(), i.label.get(lang).to_owned())).collect(),
        below,
        assess_from: from.map(|day| words::date_long(day, lang)),
        word,
        due: words::date_long(view.due, lang),
        late: today > view.due && view.plan.as_ref().is_none_or(|p| p.agreed.is_empty()),
        notes,
        this_year,
        view,
        said,
        region,
    })
}

/// The page's route.
pub struct PlanPage {
    place: Place,
    view: Loading<PlanPageView>,
}

#[lazy_route]
impl LazyRoute for PlanPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("tahun"), query("pegawai"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

/// How a plan stands, with the class of its mark.
pub(super) fn standing(plan: Option<&Plan>, lang: Lang) -> (&'static str, &'static str) {
    match plan.map(|p| p.status) {
        None => (pick(lang, "belum dibuat", "not begun"), "tag warn"),
        Some(PlanStatus::Draft) => (pick(lang, "sedang disusun", "being written"), "tag now"),
        Some(PlanStatus::Proposed) => (pick(lang, "menunggu persetujuan", "waits to be agreed"), "tag now"),
        Some(PlanStatus::Returned) => (pick(lang, "dikembalikan", "returned"), "tag wait"),
        Some(PlanStatus::Agreed) => (pick(lang, "disetujui", "agreed"), "tag ok"),
        Some(PlanStatus::Assessed) => (pick(lang, "sudah dinilai", "assessed"), "tag ok"),
    }
}

/// How something stands to what was expected.
pub(super) const fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Below => pick(lang, "di bawah ekspektasi", "below expectation"),
        Level::As => pick(lang, "sesuai ekspektasi", "as expected"),
        Level::Above => pick(lang, "di atas ekspektasi", "above expectation"),
    }
}

fn shown(v: PlanPageView) -> impl IntoView {
    let lang = lang();
    let said = Said::of(v.said.as_deref());
    let base = format!("/{}/kinerja", v.region);
    let (word, class) = standing(v.view.plan.as_ref(), lang);
    let year = v.view.year;
    let who = if v.view.own { String::new() } else { format!("&pegawai={}", in_query(&v.view.person.number)) };
    let plan = v.view.plan.as_ref();
    let holds: Vec<Aim> = plan.map(|p| p.agreed.clone()).unwrap_or_default();
    let changed = plan.is_some_and(|p| p.aims != p.agreed && !p.agreed.is_empty());
    let aims: Vec<_> = holds.iter().map(|aim| aim_card(aim, &v, plan, lang)).collect();
    let pending: Vec<_> = plan
        .filter(|p| p.aims != p.agreed && !v.view.own)
        .map(|p| p.aims.iter().map(|aim| aim_card(aim, &v, None, lang)).collect())
        .unwrap_or_default();
    let (none, some_pending) = (aims.is_empty(), !pending.is_empty());
    let why = plan.filter(|p| p.status == PlanStatus::Returned).and_then(|p| p.why.clone());
    let assessed = plan.and_then(|p| p.assessed.as_ref()).map(|a| assessment(a, v.word.clone(), lang));
    let notes: Vec<_> =
        v.notes.iter().map(|(words, who)| view! { <li><p class="prose">{words.clone()}</p><time>{who.clone()}</time></li> }).collect();
    let below: Vec<_> = v
        .below
        .iter()
        .map(|row| {
            let (word, class) = standing(row.plan.as_ref(), lang);
            let to = format!("{base}/rencana?tahun={year}&pegawai={}", in_query(&row.number));
            view! { <li class="between"><a rel="external" href=to>{row.name.clone()}</a><span class=class>{word}</span></li> }
        })
        .collect();
    let some_below = !below.is_empty();
    let writes = v.view.own && v.view.position.is_some() && plan.is_none_or(Plan::is_writable);
    let superior = v.view.superior.clone();
    view! {
        <Title text=t("Rencana kinerja", "Plan")/>
        <p class="small"><a rel="external" href=base.clone()>"← "{t("Catatan kerja", "Work log")}</a></p>
        <h1>{t("Rencana kinerja ", "Plan for ")}{year}</h1>
        {said.shown()}
        <section class="card">
            <p class="between"><span><b>{v.view.person.name.clone()}</b><br/><span class="small">{v.view.position.as_ref().map(|p| p.title.clone())}</span></span><span class=class>{word}</span></p>
            <p class="small">{if superior.is_empty() { t("Disetujui oleh yang menandatangani bulan.", "Agreed by whoever signs months.").to_owned() } else { format!("{} {superior}.", t("Disetujui oleh", "Agreed by")) }}" "{t("Paling lambat ", "By ")}{v.due.clone()}"."</p>
            {v.late.then(|| view! { <p class="note warn">{t("Batasnya sudah lewat. Ajukan segera: tanpa rencana, kegiatan tercatat sebagai tanpa tugas.", "It is late. Put it to your superior soon: without a plan activities serve nothing.")}</p> })}
            {why.map(|why| view! { <p class="msg">{t("Dikembalikan: ", "Returned: ")}{why}</p> })}
            {v.view.position.is_none().then(|| view! { <p>{t("Tidak ada jabatan pada tahun itu.", "There was no position in that year.")}</p> })}
        </section>
        {assessed}
        {(!none).then(|| view! { <h2>{t("Yang berlaku", "What holds")}</h2> })}
        {aims}
        {changed.then(|| view! { <p class="note">{t("Ada perubahan yang belum disetujui. Yang di atas tetap berlaku sampai disetujui.", "There is a change that was not agreed yet. What stands above holds until it is.")}</p> })}
        {some_pending.then(|| view! { <h2>{t("Yang diajukan", "What is proposed")}</h2> })}
        {pending}
        {v.view.agrees.then(|| forms::superior(&v, &said, lang))}
        {writes.then(|| forms::writing(&v, &said, lang))}
        {(!notes.is_empty()).then(|| view! { <h2>{t("Umpan balik", "Feedback")}</h2><ol class="line">{notes}</ol> })}
        {some_below.then(|| view! { <h2>{t("Rencana bawahan", "Plans of your staff")}</h2><ul class="plain">{below}</ul> })}
        <nav class="between" aria-label=t("Tahun lain", "Other years")>
            <a rel="external" href=format!("{base}/rencana?tahun={}{who}", year - 1)>"← "{year - 1}</a>
            {(year <= v.this_year).then(|| view! { <a rel="external" href=format!("{base}/rencana?tahun={}{who}", year + 1)>{year + 1}" →"</a> })}
        </nav>
    }
}

/// An aim with how it is seen to be achieved, whom it serves, who serves it, and what was done for it.
fn aim_card(aim: &Aim, v: &PlanPageView, plan: Option<&Plan>, lang: Lang) -> impl IntoView + use<> {
    let indicators: Vec<_> = aim
        .indicators
        .iter()
        .map(|i| {
            let aspect = v.aspects.iter().find(|(key, _)| *key == i.aspect).map(|(_, label)| label.clone()).unwrap_or_default();
            let target = i.target.map(|n| format!(": {} {}", say::number(i64::from(n), lang), i.unit)).unwrap_or_default();
            view! { <li><span class="small">{aspect}</span>" · "{i.words.clone()}{target}</li> }
        })
        .collect();
    let serves = aim.serves.and_then(|id| v.view.above.iter().flatten().find(|one| one.id == id)).map(|one| one.result.clone());
    let serving: Vec<_> = v
        .view
        .serving
        .get(&aim.id)
        .into_iter()
        .flatten()
        .map(|(number, name, result): &AimServing| {
            let to = format!("/{}/kinerja/rencana?tahun={}&pegawai={}", v.region, v.view.year, in_query(number));
            view! { <li><a rel="external" href=to>{name.clone()}</a>": "{result.clone()}</li> }
        })
        .collect();
    let none = serving.is_empty();
    let n = serving.len();
    let done = v.view.done.get(&aim.id).map(|(entries, minutes)| (*entries, *minutes));
    let level = plan.and_then(|p| p.assessed.as_ref()).and_then(|a| a.aims.get(&aim.id)).map(|l| level(*l, lang));
    view! {
        <section class="card">
            <p><b class="prose">{aim.result.clone()}</b>{level.map(|l| view! { " "<span class="tag">{l}</span> })}</p>
            <ul class="plain">{indicators}</ul>
            {serves.map(|words| view! { <p class="small">{t("Mendukung: ", "Serves: ")}{words}</p> })}
            {aim.order.clone().map(|order| view! { <p class="small">{t("Atas perintah: ", "By order: ")}{order}</p> })}
            {done.map(|(entries, minutes)| view! { <p class="small">{say::number(i64::from(entries), lang)}" "{t("kegiatan", "entries")}", "{say::length(minutes, lang)}" "{t("disetujui tahun ini", "approved this year")}</p> })}
            {(!none).then(|| view! { <details><summary>{t("Didukung oleh ", "Served by ")}{n}</summary><ul class="plain">{serving}</ul></details> })}
        </section>
    }
}

fn assessment(a: &Assessed, word: Option<String>, lang: Lang) -> impl IntoView + use<> {
    view! {
        <section class="card ok-edge">
            <h2>{t("Penilaian tahun ini", "The year's assessment")}</h2>
            <dl class="ladder">
                <dt>{t("Hasil kerja", "Result")}</dt><dd>{level(a.result, lang)}</dd>
                <dt>{t("Perilaku", "Behaviour")}</dt><dd>{level(a.behaviour, lang)}</dd>
                <dt><b>{t("Predikat", "Predicate")}</b></dt><dd class="big">{word.unwrap_or_default()}</dd>
            </dl>
            <p class="prose">{a.why.clone()}</p>
        </section>
    }
}
