//! Mending a returned case: just what was asked for, each with its reason.
use crate::{
    citizen::{
        apply::page::{FormView, questions},
        page::{Loading, Place, page, param, query},
    },
    components::question::Given,
    error::AppError,
    lang::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MendView {
    region: String,
    number: String,
    by: Option<String>,
    items: Vec<(String, String)>,
    message: Option<String>,
    form: FormView,
}

/// What a returned case's applicant should mend.
///
/// **Needs**: the case's owner. **Errors**: `NotFound`, `Refused` where nothing was returned.
pub(crate) async fn mend(
    region: String,
    number: String,
    said: Option<String>,
    check: bool,
    add: Option<String>,
) -> Result<MendView, AppError> {
    use domain::{form::Check, words};
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let draft = asked.engine.cases().mend(pack, &asked.visitor, &number).await?;
    let state = asked.engine.cases().open(pack, &asked.visitor, &number).await?.state;
    let service = pack.service(&state.service).ok_or(AppError::NotFound)?;
    let checking =
        Check { form: &service.form, answers: &draft.answers, documents: &draft.documents, areas: &**pack, today: asked.today() };
    let facts = checking.facts();
    let fields: Vec<_> = state.items.iter().filter_map(|i| service.form.field(&i.field)).collect();
    let base = format!("/{region}/{}/ajukan/{}", service.path, draft.id);
    let problems = if check { checking.all() } else { vec![] };
    let action = format!("/{region}/lacak/{number}/perbaiki");
    let files = format!("{base}/berkas");
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
    Ok(MendView {
        number: number.to_string(),
        by: state.due_on.map(|d| words::date_long(d, lang)),
        items: state.items.iter().map(|i| (i.label.get(lang).to_owned(), super::page::asked_by(i, lang))).collect(),
        // The list of what is wrong says it already, each with its place.
        message: said.as_deref().and_then(crate::server::Flash::get).filter(|_| problems.is_empty()),
        form: FormView::of_fields(
            action,
            if lang == words::Lang::Id { "Kirim perbaikan" } else { "Send the corrections" }.to_owned(),
            fields.into_iter().map(|f| given.field(f).with_row(add.as_deref())).collect(),
            crate::citizen::apply::page::in_words(&problems, lang),
        ),
        region,
    })
}

/// The page.
pub struct MendPage {
    place: Place,
    view: Loading<MendView>,
}

#[lazy_route]
impl LazyRoute for MendPage {
    fn data() -> Self {
        Self {
            view: Loading::of(mend(param("region"), param("number"), query("kata"), query("periksa").is_some(), query("tambah"))),
            place: Place::here(),
        }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, |v| {
            let items: Vec<_> = v.items.into_iter().map(|(label, reason)| view! { <li><b>{label}</b>": "{reason}</li> }).collect();
            view! {
                <Title text=format!("{} {}", t("Perbaiki", "Mend"), v.number)/>
                <p><a rel="external" href=format!("/{}/lacak/{}", v.region, v.number)>{t("← Kembali", "← Back")}</a></p>
                <h1>{t("Perbaiki pengajuan Anda", "Mend your application")}</h1>
                {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
                <section class="card"><p>{t("Petugas meminta perbaikan ini saja:", "The office asks for just this:")}</p><ul>{items}</ul>{v.by.map(|by| view! { <p>{t("Paling lambat", "By")}" "<b>{by}</b></p> })}</section>
                {questions(&v.form)}
            }
        })
    }
}
