//! One page of a form, and the page on which all answers are looked at before they are sent.
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        public_case::AnswerLines,
    },
    error::AppError,
    lang::{lang, t},
};
use domain::form::{Answers, Check, Kind, Problem};
use domain::{form::Field, words::Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod questions;
mod review;

pub(crate) use questions::questions;

/// The last page's key in addresses: all answers before they are sent.
pub const REVIEW: &str = "periksa";

/// A file that was handed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileView {
    name: String,
    size: String,
    href: String,
    hash: String,
}

/// A field with what was typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldView {
    field: Field,
    value: String,
    rows: Vec<BTreeMap<String, String>>,
    /// The computed cells of each row.
    sums: Vec<BTreeMap<String, String>>,
    files: Vec<FileView>,
    /// For computed fields, what comes out.
    result: Option<String>,
}

impl FieldView {
    /// With one more empty row, where that was asked for; an empty table shows one anyway.
    pub(crate) fn with_row(mut self, add: Option<&str>) -> Self {
        if add == Some(self.field.key.as_str()) && !self.rows.is_empty() {
            self.rows.push(BTreeMap::new());
        }
        self
    }
}

/// A page of the form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormView {
    pub(crate) action: String,
    pub(crate) send: Option<String>,
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
    /// The form of a returned case: its items alone.
    pub(crate) fn of_items(action: String, fields: Vec<FieldView>, problems: Vec<(String, String)>) -> Self {
        Self {
            send: Some(action.clone()),
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

/// A field as a page draws it: places become lists to choose from.
pub(crate) fn field_of(
    asked: &crate::server::Asked,
    field: &Field,
    draft: &engine::Draft,
    facts: &serde_json::Value,
    files: &str,
) -> FieldView {
    use domain::{form::Choice, text::Text, words};
    let pack = &asked.pack;
    let mut shown = field.clone();
    let place = |key: &str, name: String| Choice {
        key: key.to_owned(),
        label: Text::new(name.clone(), name),
        hint: None,
        agency: None,
        legal_base: None,
    };
    let options = match &field.kind {
        Kind::District => Some(pack.districts.iter().map(|d| place(&d.code, d.name.clone())).collect::<Vec<_>>()),
        Kind::Village { of } => {
            let chosen = of.as_deref().map(|f| draft.answers.text(f)).unwrap_or_default();
            let of_district = pack.districts.iter().filter(|d| chosen.is_empty() || d.code == chosen);
            Some(
                of_district
                    .flat_map(|d| {
                        d.villages
                            .iter()
                            .map(move |(code, name)| (code, if chosen.is_empty() { format!("{name} ({})", d.name) } else { name.clone() }))
                    })
                    .map(|(c, n)| place(c, n))
                    .collect(),
            )
        }
        _ => None,
    };
    if let Some(options) = options {
        shown.kind = Kind::Choice { list: None, options };
    }
    let computed = |kind: &Kind, fact: &serde_json::Value| match kind {
        Kind::Computed { rupiah: true, .. } => domain::money::Rupiah::try_from(fact.as_i64()?).ok().map(|r| r.to_string()),
        Kind::Computed { .. } => Some(words::number(fact.as_i64()?, asked.lang)),
        _ => None,
    };
    let result = facts.get(&field.key).and_then(|fact| computed(&field.kind, fact));
    let rows = draft.answers.rows(&field.key).to_vec();
    let sums = match &field.kind {
        Kind::Rows { columns, .. } => (0..rows.len())
            .map(|i| columns.iter().filter_map(|c| Some((c.key.clone(), computed(&c.kind, facts[&field.key][i].get(&c.key)?)?))).collect())
            .collect(),
        _ => vec![],
    };
    FieldView {
        value: draft.answers.text(&field.key).to_owned(),
        rows,
        sums,
        files: draft
            .documents
            .of(&field.key)
            .map(|d| FileView {
                name: d.name.clone(),
                size: words::file_size(d.size, asked.lang),
                href: format!("{files}/{}", d.hash),
                hash: d.hash.clone(),
            })
            .collect(),
        result,
        field: shown,
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
    let checking = Check { form: &service.form, answers: &draft.answers, documents: &draft.documents, areas: &**pack, today };
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
                .map(|p| (page_of(&service.form, &p.path).map(|k| format!("{base}/{k}?periksa=1")).unwrap_or_default(), p.line(lang)))
                .collect()
        }
    };
    let saved = words::time(draft.saved_at, pack.zone(), lang);
    Ok(FormView {
        action: if review { format!("{base}/kirim") } else { format!("{base}/{page}") },
        send: None,
        brand: service.brand.clone(),
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
        fields: here
            .map(|p| checking.asked(p))
            .unwrap_or_default()
            .into_iter()
            .map(|f| field_of(&asked, f, &draft, &facts, &format!("{base}/berkas")).with_row(add.as_deref()))
            .collect(),
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
                            &masked(&service.form, &draft.answers),
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
        {saved(&v.saved, &v.code)}
    }
}

fn saved(at: &str, code: &str) -> impl IntoView + use<> {
    view! { <p class="saved">{t("✓ Tersimpan otomatis", "✓ Saved")}" "{at.to_owned()}" · "{t("lanjutkan kapan saja dengan kode", "go on at any time with the code")}" "<b>{code.to_owned()}</b></p> }
}
