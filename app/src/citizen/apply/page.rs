//! One page of a form, and the page on which all answers are looked at before they are sent.
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        public_case::AnswerLines,
    },
    components::question::{FieldView, Given},
    error::AppError,
    lang::{lang, t},
};
use domain::{
    form::{Answers, Check, Kind, Problem},
    words::Lang,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

mod questions;
mod review;

pub(crate) use questions::{questions, saved};

/// The last page's key in addresses: all answers before they are sent.
pub const REVIEW: &str = "periksa";

/// A page of the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormView {
    pub(crate) action: String,
    /// The words of the button that sends all of it; none where it leads to the next page.
    send: Option<String>,
    /// Whether there is a button that only keeps what was typed.
    keep: bool,
    brand: String,
    title: String,
    intro: Option<String>,
    step: usize,
    steps: usize,
    back: Option<String>,
    pub(crate) fields: Vec<FieldView>,
    pub(crate) problems: Vec<(String, String)>,
    warnings: Vec<String>,
    message: Option<String>,
    limits: Vec<(String, String, String)>,
    saved: String,
    code: String,
    review: Vec<(String, String, AnswerLines)>,
}

impl FormView {
    /// With a button that only keeps what was typed, for what takes days.
    pub(crate) fn kept(self) -> Self {
        Self { keep: true, ..self }
    }

    /// A form on one page that is sent from there: the items of a returned case, or what an action asks for.
    pub(crate) fn of_fields(action: String, send: String, fields: Vec<FieldView>, problems: Vec<(String, String)>) -> Self {
        Self {
            send: Some(send),
            keep: false,
            action,
            brand: String::new(),
            title: String::new(),
            intro: None,
            step: 0,
            steps: 0,
            back: None,
            fields,
            problems,
            warnings: vec![],
            message: None,
            limits: vec![],
            saved: String::new(),
            code: String::new(),
            review: vec![],
        }
    }
}

pub(crate) fn in_words(problems: &[Problem], lang: Lang) -> Vec<(String, String)> {
    problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect()
}

/// A page of a draft.
///
/// **Needs**: the draft's owner. **Errors**: `SignedOut`, `NotFound`.
pub(crate) async fn load_page(
    region: String,
    service: String,
    draft: String,
    page: String,
    check: bool,
    said: Option<String>,
    add: Option<String>,
) -> Result<FormView, AppError> {
    use domain::words;
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let service_path = service;
    let service = asked.service(&service_path)?;
    let id = draft.parse().map_err(|_| AppError::NotFound)?;
    let draft = match asked.engine.drafts().load(pack, &asked.visitor, id).await {
        Ok(draft) => draft,
        Err(engine::Failure::NotFound) => {
            // It was handed in, perhaps from another tab: there is the receipt.
            if let Some(receipt) = asked.engine.drafts().handed_in(pack, &asked.visitor, id).await? {
                leptos_axum::redirect(&format!("/{region}/lacak/{}/tanda-terima", receipt.number));
            }
            return Err(AppError::NotFound);
        }
        Err(failure) => return Err(failure.into()),
    };
    let base = format!("/{region}/{service_path}/ajukan/{id}");
    let form = draft.form(pack);
    let checking = Check { form: &form, answers: &draft.answers, documents: &draft.documents, areas: &**pack, today };
    let facts = checking.facts();
    let pages = checking.pages();
    let review = page == REVIEW;
    let at = if review { pages.len() } else { pages.iter().position(|p| p.key == page).ok_or(AppError::NotFound)? };
    let broken = service.broken_limits(&facts, today).unwrap_or_default();
    let here = pages.get(at).copied();
    let problems = match here {
        Some(here) if check => {
            let mut found = checking.page(here);
            found.extend(broken.into_iter().filter(|p| here.fields.iter().any(|f| f.key == p.path)));
            in_words(&found, lang)
        }
        Some(_) => vec![],
        None => {
            let mut found = checking.all();
            found.extend(broken);
            found
                .iter()
                .map(|p| (page_of(&form, &p.path).map(|k| format!("{base}/{k}?periksa=1")).unwrap_or_default(), p.line(lang)))
                .collect()
        }
    };
    let saved = words::time(draft.saved_at, pack.zone(), lang);
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
    Ok(FormView {
        action: if review { format!("{base}/kirim") } else { format!("{base}/{page}") },
        send: None,
        keep: false,
        brand: match draft.together.is_empty() {
            true => service.brand.clone(),
            false => draft.services(pack).map(|s| s.name.get(lang)).collect::<Vec<_>>().join(" + "),
        },
        title: here.map_or_else(
            || if lang == Lang::Id { "Periksa jawaban Anda".into() } else { "Check your answers".into() },
            |p| p.title.get(lang).to_owned(),
        ),
        intro: here.and_then(|p| p.intro.as_ref()).map(|i| i.get(lang).to_owned()),
        step: at + 1,
        steps: pages.len() + 1,
        back: match at {
            0 => Some(format!("/{region}/{service_path}/ajukan")),
            n => pages.get(n - 1).map(|p| format!("{base}/{}", p.key)),
        },
        fields: here.map(|p| checking.asked(p)).unwrap_or_default().into_iter().map(|f| given.field(f).with_row(add.as_deref())).collect(),
        warnings: checking
            .warnings()
            .into_iter()
            .filter(|w| review || here.is_some_and(|p| p.fields.iter().any(|f| f.key == w.path)))
            .map(|w| w.text.get(lang).to_owned())
            .collect(),
        message: said.as_deref().and_then(crate::server::Flash::get),
        limits: service
            .limits_on(&facts, today)
            .filter(|l| here.is_some_and(|p| p.fields.iter().any(|f| f.key == l.field)))
            .filter_map(|l| {
                Some((domain::money::Rupiah::try_from(l.most?).ok()?.to_string(), l.text.get(lang).to_owned(), l.legal_base.clone()))
            })
            .collect(),
        saved,
        code: draft.resume_code.clone(),
        review: if review {
            pages
                .iter()
                .map(|p| {
                    (
                        p.title.get(lang).to_owned(),
                        format!("{base}/{}", p.key),
                        crate::citizen::public_case::answer_lines(
                            pack,
                            p,
                            &masked(&form, &draft.answers),
                            &facts,
                            Some(&draft.documents),
                            lang,
                            false,
                        ),
                    )
                })
                .collect()
        } else {
            vec![]
        },
        problems,
    })
}

/// On the last look even one's own private numbers stay half hidden: somebody may look over the shoulder.
fn masked(form: &domain::form::Form, answers: &Answers) -> Answers {
    let mut shown = answers.clone();
    for field in form.fields().filter(|f| f.is_sealed()) {
        let text = answers.text(&field.key);
        if text.chars().count() > 8 && !matches!(field.kind, Kind::HomeAddress) {
            let (head, tail): (String, String) = (text.chars().take(3).collect(), text.chars().skip(text.chars().count() - 3).collect());
            shown.set(field.key.clone(), format!("{head}•••{tail}"));
        }
    }
    shown
}

fn page_of<'f>(form: &'f domain::form::Form, path: &str) -> Option<&'f str> {
    let key = path.split('.').next().unwrap_or_default();
    form.pages.iter().find(|p| p.fields.iter().any(|f| f.key == key)).map(|p| p.key.as_str())
}

/// The page.
pub struct FormPage {
    place: Place,
    view: Loading<FormView>,
}

#[lazy_route]
impl LazyRoute for FormPage {
    fn data() -> Self {
        let view = Loading::of(load_page(
            param("region"),
            param("service"),
            param("draft"),
            param("page"),
            query("periksa").is_some(),
            query("kata"),
            query("tambah"),
        ));
        Self { place: Place::here(), view }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: FormView) -> impl IntoView {
    let marks: Vec<_> = (1..=v.steps)
        .map(|n| {
            let class = match n.cmp(&v.step) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            };
            view! { <li class=class></li> }
        })
        .collect();
    let of = if lang() == Lang::Id { format!("Langkah {} dari {}", v.step, v.steps) } else { format!("Step {} of {}", v.step, v.steps) };
    let heading = if v.problems.is_empty() { v.title.clone() } else { format!("{}: {}", t("Perbaiki", "Mend"), v.title) };
    let is_review = !v.review.is_empty();
    let content = if is_review { review::review(&v).into_any() } else { questions(&v).into_any() };
    view! {
        <Title text=format!("{heading} – {}", v.brand)/>
        {v.back.clone().map(|back| view! { <p><a rel="external" href=back>{t("← Kembali", "← Back")}</a></p> })}
        <ol class="steps" aria-label=of.clone()>{marks}</ol>
        <p class="small">{of}" · "{v.brand.clone()}</p>
        <h1>{v.title.clone()}</h1>
        {v.intro.clone().map(|i| view! { <p>{i}</p> })}
        {v.message.clone().map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        {content}
        <p class="saved" role="status">{saved(&v.saved, t("Tekan tombol simpan untuk masuk lagi", "Press the button to sign in again"))}" · "{t("lanjutkan kapan saja dengan kode", "go on at any time with the code")}" "<b>{v.code.clone()}</b></p>
    }
}
