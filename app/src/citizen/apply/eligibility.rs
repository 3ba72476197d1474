//! Before a form is begun: whether one can apply at all, and what to have at hand.
use crate::{
    citizen::{
        pace::pace,
        page::{Loading, Place, page, param, query},
    },
    components::summary::summary,
    error::AppError,
    lang::{pick, t},
};
use domain::{
    pace::Pace,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route, params::ParamsMap};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QuestionView {
    key: String,
    question: String,
    hint: Option<String>,
    legal_base: Option<String>,
    /// The answer of those whom the law exempts.
    exempt: Option<String>,
    /// What was answered before, and what to do where it stops.
    answer: Option<String>,
    stop: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EligibilityView {
    region: String,
    path: String,
    brand: String,
    summary: String,
    legal_base: String,
    window: Result<String, String>,
    questions: Vec<QuestionView>,
    open: bool,
    papers: Vec<String>,
    problem: bool,
    drafts: Vec<(String, String)>,
    /// Organisations of the visitor's that a new form can begin with: id, name, and how many papers have run out.
    described: Vec<Known>,
    /// Whether an officer keys in what somebody brought on paper.
    keys_in: bool,
    /// How long decisions took of late, and how long at most is promised.
    pace: Option<Pace>,
    promise: Option<u32>,
    /// Answers that the form begins with, as the guide gave them: key and text.
    begun_with: Vec<(String, String)>,
    /// What keeps this visitor from applying: words, where to go, and where the rule comes from.
    owed: Option<(String, String, String)>,
}

/// What is asked before a form is begun.
///
/// **Needs**: nothing; drafts are the visitor's own. **Errors**: `NotFound`.
pub(crate) async fn eligibility(
    region: String,
    service: String,
    answers: Option<String>,
    begun_with: Vec<(String, String)>,
) -> Result<EligibilityView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let path = service;
    let service = asked.service(&path)?;
    let kept: Vec<(String, String)> =
        answers.as_deref().and_then(crate::server::Flash::get).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    // Of a file each service asks its own, and what several ask is asked once.
    let others = begun_with.iter().filter(|(name, key)| name == TOGETHER && *key != service.key).filter_map(|(_, key)| pack.service(key));
    let mut once = BTreeSet::new();
    let questions: Vec<QuestionView> = std::iter::once(service)
        .chain(others)
        .flat_map(|s| s.eligibility_on(today))
        .filter(|q| once.insert(q.key.as_str()))
        .map(|q| {
            let answer = kept.iter().find(|(k, _)| *k == q.key).map(|(_, v)| v.clone());
            let wrong = answer.as_deref().is_some_and(|a| !q.goes_on(a));
            QuestionView {
                key: q.key.clone(),
                question: q.question.get(lang).to_owned(),
                hint: q.hint.as_ref().map(|h| h.get(lang).to_owned()),
                exempt: q.exempt.as_ref().map(|e| e.get(lang).to_owned()),
                legal_base: q.legal_base.clone(),
                stop: wrong.then(|| q.otherwise.get(lang).to_owned()),
                answer,
            }
        })
        .collect();
    let always = service.always.as_ref();
    let window = match (service.window_on(today), service.next_window(today), lang) {
        (None, None, _) if always.is_some() && service.taken_on(today).is_some() => {
            Ok(pick(lang, "Diterima setiap hari.", "Taken every day.").to_owned())
        }
        (None, None, _) if always.is_some_and(|a| a.instead.is_some()) => {
            Err(always.and_then(|a| a.instead.as_ref()).map(|t| t.get(lang).to_owned()).unwrap_or_default())
        }
        // What gives no money is of no budget.
        (Some(w), _, Lang::Id) if service.lists.amount.is_none() => {
            Ok(format!("Diterima setiap hari, sampai {}.", words::date_long(w.closes, lang)))
        }
        (Some(w), _, Lang::En) if service.lists.amount.is_none() => {
            Ok(format!("Taken every day, until {}.", words::date_long(w.closes, lang)))
        }
        (Some(w), _, Lang::Id) => {
            Ok(format!("Pendaftaran untuk anggaran {} dibuka sampai {}.", w.fiscal_year, words::date_long(w.closes, lang)))
        }
        (Some(w), _, Lang::En) => {
            Ok(format!("Applications for the {} budget are open until {}.", w.fiscal_year, words::date_long(w.closes, lang)))
        }
        (None, Some(w), Lang::Id) => {
            Err(format!("Pendaftaran sedang ditutup. Pendaftaran berikutnya dibuka {}.", words::date_long(w.opens, lang)))
        }
        (None, Some(w), Lang::En) => Err(format!("Applications are closed. The next window opens on {}.", words::date_long(w.opens, lang))),
        (None, None, Lang::Id) => Err("Pendaftaran sedang ditutup.".into()),
        (None, None, Lang::En) => Err("Applications are closed.".into()),
    };
    let drafts = match asked.visitor.person {
        Some(_) => asked.engine.drafts().mine(pack, &asked.visitor).await?,
        None => vec![],
    };
    let drafts = drafts
        .into_iter()
        .filter(|d| d.service == service.key && d.case.is_none())
        .map(|d| (format!("/{region}/{path}/ajukan/{}/{}", d.id, d.page), words::date_time(d.saved_at, pack.zone(), lang)))
        .collect();
    let described = if service.profile.is_some() { known(&asked).await? } else { vec![] };
    let owed = match asked.engine.drafts().owed(pack, service, &asked.visitor).await? {
        Some(refusal) => {
            let words = refusal.text(lang);
            let domain::case::Refusal::ReportOwed { number, legal_base, .. } = refusal else { return Err(AppError::NotFound) };
            Some((words, format!("/{region}/lacak/{number}"), legal_base))
        }
        None => None,
    };
    let keys_in = asked.engine.drafts().keys_in(pack, service, &asked.visitor);
    let (may, window) = match window {
        // What offices alone write down is nobody's to ask for, whatever the day.
        Ok(_) if !service.keyed_by.is_empty() && !keys_in => (
            false,
            Err(pick(lang, "Dicatat petugas, tidak diajukan di sini.", "Written down by officers, and not asked for here.").to_owned()),
        ),
        window => (window.is_ok() && owed.is_none(), window),
    };
    Ok(EligibilityView {
        begun_with,
        owed,
        keys_in,
        brand: service.brand.clone(),
        pace: asked.engine.register().pace(pack, &service.key).await?,
        promise: service.workflow_on(today).map(|w| w.promise_days),
        summary: service.summary.get(lang).to_owned(),
        legal_base: service.legal_base.clone(),
        open: may,
        window,
        problem: !kept.is_empty(),
        papers: service
            .form
            .fields()
            .filter(|f| matches!(f.kind, domain::form::Kind::File { .. }) && !f.optional)
            .map(|f| f.label.get(lang).to_owned())
            .collect(),
        questions,
        described,
        drafts,
        region,
        path,
    })
}

/// What stands before a field's key where an address or a form gives its answer beforehand.
pub(crate) const GIVEN: &str = "isi.";
/// The name under which an address or a form names what is asked for in the same file.
pub(crate) const TOGETHER: &str = "bersama";

/// The answers that an address gives beforehand.
fn begun_with(query: ParamsMap) -> Vec<(String, String)> {
    query.into_iter().filter(|(key, _)| key.starts_with(GIVEN) || key == TOGETHER).map(|(key, text)| (key.into_owned(), text)).collect()
}

/// The page.
pub struct EligibilityPage {
    place: Place,
    view: Loading<EligibilityView>,
}

#[lazy_route]
impl LazyRoute for EligibilityPage {
    fn data() -> Self {
        let begun_with = begun_with(use_query_map().read_untracked().clone());
        Self { view: Loading::of(eligibility(param("region"), param("service"), query("jawaban"), begun_with)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

impl QuestionView {
    fn path(&self) -> String {
        format!("syarat.{}", self.key)
    }

    /// What keeps the visitor from going on: the answer, or that there is none.
    fn problem(&self, asked_before: bool) -> Option<String> {
        let unanswered = asked_before && self.answer.is_none();
        self.stop.clone().or_else(|| unanswered.then(|| t("Pilih Ya atau Tidak", "Choose yes or no").to_owned()))
    }
}

/// Organisations and businesses that the visitor described before: id, name, and how many of their papers have run out.
pub(crate) async fn known(asked: &crate::server::Asked) -> Result<Vec<Known>, AppError> {
    let today = asked.today();
    let of = |p: engine::Profile| {
        let over = p.papers.iter().filter(|paper| paper.valid_until.is_some_and(|until| until < today)).count();
        (p.id.to_string(), p.name, over)
    };
    Ok(asked.engine.profiles().mine(&asked.pack, &asked.visitor).await?.into_iter().map(of).collect())
}

/// An organisation as it is offered: id, name, papers that have run out.
pub(crate) type Known = (String, String, usize);

/// Which organisation's data the form begins with.
pub(crate) fn described(known: Vec<Known>) -> Option<impl IntoView> {
    if known.is_empty() {
        return None;
    }
    let lang = crate::lang::lang();
    let options: Vec<_> = known
        .into_iter()
        .map(|(id, name, over)| {
            let words = match (over, lang) {
                (0, _) => String::new(),
                (n, Lang::Id) => format!("{n} surat sudah tidak berlaku dan harus diunggah lagi."),
                (n, Lang::En) => format!("{n} paper(s) have run out and must be handed in anew."),
            };
            view! { <label class="tick"><input type="radio" name="profil" value=id/><span>{name}" "<span class="small">{words}</span></span></label> }
        })
        .collect();
    Some(view! {
        <fieldset class="field">
            <legend>{t("Pakai data yang sudah tersimpan?", "Use what is on record?")}</legend>
            <p class="hint">{t("Nama, alamat, penanggung jawab, dan surat yang masih berlaku langsung terisi. Periksa lagi sebelum dikirim.", "Name, address, who is responsible and papers that are valid are filled in. Check them before sending.")}</p>
            <label class="tick"><input type="radio" name="profil" value="" checked=true/><span>{t("Tidak, isi dari awal", "No, begin anew")}</span></label>
            {options}
        </fieldset>
    })
}

fn shown(v: EligibilityView) -> impl IntoView {
    let problems: Vec<_> = v.questions.iter().filter_map(|q| Some((q.path(), q.problem(v.problem)?))).collect();
    let questions: Vec<_> = v
        .questions
        .into_iter()
        .map(|q| {
            let (name, msg) = (q.path(), q.problem(v.problem));
            let id = crate::components::id::id_of(&name);
            let class = if msg.is_some() { "field err" } else { "field" };
            let (yes, no) = (q.answer.as_deref() == Some("ya"), q.answer.as_deref() == Some("tidak"));
            let exempt = q.answer.as_deref() == Some("kecuali");
            view! {
                <fieldset class=class>
                    <legend>{q.question}</legend>
                    {q.hint.map(|h| view! { <p class="hint">{h}</p> })}
                    {msg.map(|m| view! { <p class="msg">{m}</p> })}
                    <label class="tick"><input type="radio" id=id name=name.clone() value="ya" checked=yes/><span>{t("Ya", "Yes")}</span></label>
                    <label class="tick"><input type="radio" name=name.clone() value="tidak" checked=no/><span>{t("Tidak", "No")}</span></label>
                    {q.exempt.map(|words| view! { <label class="tick"><input type="radio" name=name value="kecuali" checked=exempt/><span>{words}</span></label> })}
                    {q.legal_base.map(|l| view! { <p class="small">{t("Dasar: ", "Legal base: ")}{l}</p> })}
                </fieldset>
            }
        })
        .collect();
    let some = !v.papers.is_empty();
    let papers: Vec<_> = v.papers.into_iter().map(|p| view! { <li>{p}</li> }).collect();
    let drafts: Vec<_> = v.drafts.into_iter().map(|(href, when)| view! { <li><a rel="external" href=href>{t("Lanjutkan isian", "Go on with the draft")}</a>" "<span class="small">{when}</span></li> }).collect();
    let resume = format!("/{}/{}/lanjut", v.region, v.path);
    view! {
        <Title text=format!("{} – {}", t("Ajukan", "Apply"), v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
        <h1>{t("Bisakah Anda mengajukan?", "Can you apply?")}</h1>
        {v.keys_in.then(|| view! {
            <p class="card" role="note"><b>{t("Anda mencatat berkas kertas untuk orang lain. ", "You key in papers for somebody else. ")}</b>{t("Pengajuan ini menjadi milik pemohon; serahkan tanda terimanya kepada pemohon.", "The request is the applicant's; hand the receipt to them.")}</p>
        })}
        {summary(&problems)}
        <p>{v.summary}</p>
        {match v.window {
            Ok(open) => view! { <p class="tag ok">{open}</p> }.into_any(),
            Err(closed) => view! { <p class="card" role="status">{closed}</p> }.into_any(),
        }}
        {pace(v.pace, v.promise)}
        {v.owed.clone().map(|(words, href, base)| view! {
            <section class="card errors" role="alert">
                <h2>{t("Ada laporan yang terlambat", "A report is late")}</h2>
                <p>{words}"."</p>
                <p><a class="btn" rel="external" href=href>{t("Buka dan laporkan", "Open it and report")}</a></p>
                <p class="small">{t("Dasar: ", "Legal base: ")}{base}</p>
            </section>
        })}
        {(!drafts.is_empty()).then(|| view! { <section class="card"><h2>{t("Isian Anda yang belum dikirim", "Drafts you have not sent")}</h2><ul class="plain">{drafts}</ul></section> })}
        <p><a rel="external" href=format!("/{}/{}/aturan", v.region, v.path)>{t("Baca aturan dan panduan", "Read the rules and the guide")}</a></p>
        <p><a rel="external" href=resume>{t("Lanjutkan dengan kode", "Go on with a code")}</a></p>
        {v.open.then(|| view! {
            <form method="post" action=format!("/{}/{}/ajukan", v.region, v.path)>
                {v.begun_with.into_iter().map(|(name, text)| view! { <input type="hidden" name=name value=text/> }).collect::<Vec<_>>()}
                {questions}
                {described(v.described)}
                {some.then(|| view! { <details class="card"><summary>{t("Siapkan surat-surat ini (foto atau PDF)", "Have these papers ready (pictures or PDF)")}</summary><ul>{papers}</ul></details> })}
                <p><button class="btn block">{t("Mulai mengisi", "Begin")}</button></p>
                <p class="small">{t("Isian tersimpan di setiap langkah. Anda bisa berhenti dan melanjutkan kapan saja.", "Every step is saved. You can stop and go on at any time.")}</p>
            </form>
        })}
        <p class="small">{t("Dasar: ", "Legal base: ")}{v.legal_base}</p>
    }
}
