//! What an action asks its applicant for, on a page of its own: the papers of a payment, a report. It is kept as it is
//! typed, so it can be gone on with on another day and another device.
use super::page::lacking;
use crate::{
    citizen::{
        apply::page::{FormView, in_words, questions, saved},
        page::{Loading, Place, page, param, query},
    },
    components::{
        issued::{IssuedView, issued, issued_to},
        question::Given,
    },
    error::AppError,
    lang::t,
    server::{Asked, Flash},
};
use domain::{
    case::{differing, sent_back},
    form::{Check, Form},
    words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WorkView {
    region: String,
    number: String,
    title: String,
    by: Option<String>,
    legal_base: Option<String>,
    saved: String,
    message: Option<String>,
    lacks: Vec<String>,
    papers: Vec<IssuedView>,
    form: FormView,
}

/// What an action asks for, with what was typed so far.
///
/// **Needs**: the case's owner. **Errors**: `NotFound`, `Refused` where the action is not offered now.
pub(crate) async fn work(
    region: String,
    number: String,
    action: String,
    said: Option<String>,
    check: bool,
    add: Option<String>,
) -> Result<WorkView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let cases = asked.engine.cases();
    let state = cases.open(pack, &asked.visitor, &number).await?.state;
    let papers = issued_to(&asked.engine, pack, &asked.visitor, &number, lang).await.into_iter().filter(|p| !p.ended).collect();
    let draft = cases.work(pack, &asked.visitor, &number, &action).await?;
    let known = pack.workflow_of(&state).and_then(|w| w.action(&state.stage, &action)).ok_or(AppError::NotFound)?;
    if !known.by_applicant {
        return Err(AppError::NotFound);
    }
    let form = Form::of_fields(known.captures.clone());
    let checking = Check { form: &form, answers: &draft.answers, documents: &draft.documents, areas: &**pack, today: asked.today() };
    let facts = checking.facts();
    let path = pack.service(&state.service).map(|s| s.path.clone()).unwrap_or_default();
    let files = format!("/{region}/{path}/ajukan/{}/berkas", draft.id);
    let here = format!("/{region}/lacak/{number}/isi/{action}");
    let given = Given {
        districts: &pack.districts,
        activities: &pack.activities,
        lang,
        today: asked.today(),
        answers: &draft.answers,
        documents: &draft.documents,
        facts: &facts,
        files: &files,
    };
    let fields = form.pages.iter().flat_map(|p| checking.asked(p));
    let fields: Vec<_> = fields.map(|f| given.field(f).with_row(add.as_deref())).collect();
    // What is judged when it is sent is said on the form: what is missing, and what has to be as the case has it.
    let wrong = || {
        let mut all = checking.all();
        all.extend(differing(pack, &state, known, &draft.answers, asked.engine.now()));
        all
    };
    let problems = if check { in_words(&wrong(), lang) } else { vec![] };
    Ok(WorkView {
        number: number.to_string(),
        title: known.label.get(lang).to_owned(),
        by: state.due_on.map(|d| words::date_long(d, lang)),
        legal_base: known.legal_base.clone(),
        saved: words::time(draft.saved_at, pack.zone(), lang),
        message: said.as_deref().and_then(Flash::get),
        lacks: sent_back(pack, &state).into_iter().map(str::to_owned).collect(),
        papers,
        form: FormView::of_fields(here, known.label.get(lang).to_owned(), fields, problems).kept(),
        region,
    })
}

/// The page.
pub struct WorkPage {
    place: Place,
    view: Loading<WorkView>,
}

#[lazy_route]
impl LazyRoute for WorkPage {
    fn data() -> Self {
        let loaded = work(param("region"), param("number"), param("action"), query("kata"), query("periksa").is_some(), query("tambah"));
        Self { view: Loading::of(loaded), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, |v| {
            view! {
                <Title text=format!("{} – {}", v.title, v.number)/>
                <p><a rel="external" href=format!("/{}/lacak/{}", v.region, v.number)>{t("← Kembali", "← Back")}</a></p>
                <h1>{v.title}</h1>
                <p class="small">{v.number}{v.legal_base.map(|base| format!(" · {base}"))}</p>
                {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
                {v.by.map(|by| view! { <p>{t("Paling lambat", "By")}" "<b>{by}</b></p> })}
                {lacking(&v.lacks)}
                {issued(&v.region, &v.papers)}
                {questions(&v.form)}
                <p class="saved" role="status">{saved(&v.saved, t("Masuk lagi", "Sign in again"))}" · "{t("boleh ditutup dan dilanjutkan lain waktu", "you can close it and go on another day")}</p>
            }
        })
    }
}
