//! One request, for everyone.
use super::{
    comments::{TalkView, talk, talk_of},
    page::{Loading, Place, page, param, query},
};
use crate::{
    components::{
        issued::{IssuedView, issued, issued_to},
        journey::{RungView, StepView, journey, ladder},
    },
    error::AppError,
    gallery::support::{GrownView, SupportView, grown, grown_from, support, support_of},
    lang::t,
};
use domain::{
    form::{Kind, Page},
    pack::Pack,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Answers in words: question, answer; rows as lines.
pub type AnswerLines = Vec<(String, Vec<String>)>;

/// A request as everyone sees it.
#[derive(Clone, Debug)]
pub struct PublicView {
    region: String,
    path: String,
    brand: String,
    number: String,
    organisation: String,
    heading: String,
    title: String,
    date: String,
    stage: String,
    doing: String,
    steps: Vec<StepView>,
    rungs: Vec<RungView>,
    answers: AnswerLines,
    /// What offices and the recipient put on record on the way, as far as it is public.
    recorded: AnswerLines,
    /// Documents that everybody may read.
    papers: Vec<IssuedView>,
    /// Who stands behind it, where that is counted.
    support: Option<SupportView>,
    /// The projects that grew from it.
    grown: Vec<GrownView>,
    /// Its page in the gallery, where it is a project.
    gallery: Option<String>,
    /// What the public wrote about it, where it may.
    talk: Option<TalkView>,
}

/// The answers of a page's fields in words; computed ones too.
pub(crate) fn answer_lines(
    pack: &Pack,
    page: &Page,
    answers: &domain::form::Answers,
    facts: &serde_json::Value,
    documents: Option<&domain::form::Documents>,
    lang: Lang,
    only_public: bool,
) -> AnswerLines {
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    let rupiah = |v: &serde_json::Value| v.as_i64().and_then(|n| domain::money::Rupiah::try_from(n).ok()).map(|r| r.to_string());
    let mut lines = AnswerLines::new();
    for field in page.fields.iter().filter(|f| !only_public || f.is_public()) {
        let text = answers.text(&field.key);
        let shown: Vec<String> = match &field.kind {
            Kind::File { .. } => match documents {
                Some(documents) => documents.of(&field.key).map(|d| format!("{} ({})", d.name, words::file_size(d.size, lang))).collect(),
                None => continue,
            },
            Kind::Rows { columns, .. } => answers
                .rows(&field.key)
                .iter()
                .enumerate()
                .map(|(i, row)| {
                    let cells = columns.iter().map(|c| match &c.kind {
                        Kind::Computed { rupiah: true, .. } => facts[&field.key][i].get(&c.key).and_then(rupiah).unwrap_or_default(),
                        Kind::Rupiah { .. } => facts[&field.key][i]
                            .get(&c.key)
                            .and_then(rupiah)
                            .unwrap_or_else(|| row.get(&c.key).cloned().unwrap_or_default()),
                        _ => row.get(&c.key).cloned().unwrap_or_default(),
                    });
                    cells.filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" · ")
                })
                .collect(),
            Kind::Computed { rupiah: is_money, .. } => {
                facts.get(&field.key).map(|v| if *is_money { rupiah(v).unwrap_or_default() } else { v.to_string() }).into_iter().collect()
            }
            Kind::Rupiah { .. } => facts.get(&field.key).and_then(rupiah).into_iter().collect(),
            Kind::Choice { options, .. } => options.iter().filter(|o| o.key == text).map(|o| o.label.get(lang).to_owned()).collect(),
            Kind::District => pack.district(text).map(|d| d.name.clone()).into_iter().collect(),
            Kind::Village { .. } => pack.village(text).map(str::to_owned).into_iter().collect(),
            Kind::Confirm => vec![if text.is_empty() { say("Tidak", "No") } else { say("Ya", "Yes") }],
            Kind::Date { .. } => domain::time::Day::parse_loose(text).map(|d| words::date(d, lang)).into_iter().collect(),
            _ => Some(text.to_owned()).filter(|t| !t.is_empty()).into_iter().collect(),
        };
        if !shown.is_empty() {
            lines.push((field.label.get(lang).to_owned(), shown));
        }
    }
    lines
}

/// A request as everyone sees it.
///
/// **Needs**: nothing; only public answers are in it. **Errors**: `NotFound`.
pub(crate) async fn public_case(region: String, service: String, number: String, said: Option<String>) -> Result<PublicView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let path = service;
    let service = asked.service(&path)?;
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let state = asked.engine.register().case(pack, &number).await?.state;
    // Whoever looks sees the same here: what is for everybody.
    let papers = issued_to(&asked.engine, pack, &engine::Visitor::default(), &number, lang).await;
    if state.service != service.key {
        return Err(AppError::NotFound);
    }
    let talk = talk_of(&asked, &region, service, &state).await?;
    let support = support_of(&asked, &region, service, &state, said.as_deref()).await?;
    let grown = grown_from(&asked, &region, &state).await?;
    let check = domain::form::Check {
        form: &service.form,
        answers: &state.answers,
        documents: &state.documents,
        areas: &**pack,
        today: asked.today(),
    };
    let facts = check.facts();
    let stage = pack.workflow_of(&state).and_then(|w| w.stage(&state.stage));
    let office = state
        .agency
        .as_ref()
        .and_then(|a| pack.agency(&a.0))
        .map(|a| a.name.get(lang).to_owned())
        .unwrap_or_else(|| if lang == Lang::Id { "Pemohon".into() } else { "The applicant".into() });
    Ok(PublicView {
        papers,
        support,
        grown,
        gallery: service.project.as_ref().map(|_| format!("/{region}/galeri/{}", state.number)),
        brand: service.brand.clone(),
        number: state.number.to_string(),
        date: words::date(state.submitted_at.day(pack.zone()), lang),
        stage: stage.map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
        doing: stage.map(|s| s.doing.fill(lang, "office", &office)).unwrap_or_default(),
        steps: crate::components::journey::steps(pack, &state, asked.today(), lang),
        rungs: crate::components::journey::rungs(pack, &state, lang),
        recorded: recorded(pack, &state, asked.today(), lang),
        answers: service.form.pages.iter().flat_map(|p| answer_lines(pack, p, &state.answers, &facts, None, lang, true)).collect(),
        talk,
        // Where no organisation may be named, what it is about stands above all.
        heading: if service.lists.anonymous.is_some() { state.title.clone() } else { state.organisation.clone() },
        organisation: state.organisation,
        title: state.title,
        region,
        path,
    })
}

/// What was put on record on the way: numbers and days of papers, the plan of use, the report line by line.
fn recorded(pack: &Pack, state: &domain::case::CaseState, today: domain::time::Day, lang: Lang) -> AnswerLines {
    let Some(workflow) = pack.workflow_of(state) else { return vec![] };
    let form = workflow.captures_form();
    let check = domain::form::Check { form, answers: &state.captured, documents: &state.papers, areas: pack, today };
    let facts = check.facts();
    // A computed line counts only where what it is computed from was captured.
    let known = |field: &domain::form::Field| match &field.kind {
        Kind::Computed { value: domain::form::Formula::Sum(path), .. } => {
            path.split_once('.').is_some_and(|(rows, _)| !state.captured.rows(rows).is_empty())
        }
        Kind::Computed { .. } => false,
        _ => state.captured.0.contains_key(&field.key),
    };
    let shown: Vec<_> = form.fields().filter(|f| f.key != "amount" && known(f)).cloned().collect();
    let form = domain::form::Form::of_fields(shown);
    form.pages.iter().flat_map(|page| answer_lines(pack, page, &state.captured, &facts, None, lang, true)).collect()
}

/// The page.
pub struct PublicCasePage {
    place: Place,
    view: Loading<PublicView>,
}

#[lazy_route]
impl LazyRoute for PublicCasePage {
    fn data() -> Self {
        Self { view: Loading::of(public_case(param("region"), param("service"), param("number"), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

/// Questions and answers.
pub(crate) fn answer_list(lines: AnswerLines) -> impl IntoView {
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(label, texts)| {
            let texts: Vec<_> = texts.into_iter().map(|t| view! { <span class="block prose">{t}</span> }).collect();
            view! { <div class="answer"><dt>{label}</dt><dd>{texts}</dd></div> }
        })
        .collect();
    view! { <dl class="answers">{lines}</dl> }
}

fn shown(v: PublicView) -> impl IntoView {
    view! {
        <Title text=format!("{} – {}", v.heading, v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/{}", v.region, v.path)>{v.brand.clone()}</a></p>
        {(v.heading != v.organisation).then(|| view! { <p class="small">{v.organisation.clone()}</p> })}
        <h1>{v.heading.clone()}</h1>
        <p class="small">{v.number}" · "{t("diajukan", "filed")}" "{v.date}</p>
        <section class="card"><p><span class="tag">{v.stage}</span></p><h2>{v.doing}</h2>{(v.heading != v.title).then(|| view! { <p>{v.title}</p> })}</section>
        <section class="card" aria-labelledby="nilai"><h2 id="nilai">{t("Nilai", "Amounts")}</h2>{ladder(v.rungs)}</section>
        {v.gallery.map(|href| view! { <p><a class="btn" rel="external" href=href>{t("Lihat kemajuan dan foto di Galeri", "See progress and pictures in the gallery")}</a></p> })}
        {grown(v.grown)}
        {v.support.map(support)}
        <h2>{t("Perjalanan", "The way so far")}</h2>
        {journey(v.steps)}
        {issued(&v.region, &v.papers)}
        <section class="card" aria-labelledby="isi-pengajuan"><h2 id="isi-pengajuan">{t("Isi pengajuan", "The application")}</h2>{answer_list(v.answers)}</section>
        {(!v.recorded.is_empty()).then(|| view! {
            <section class="card" aria-labelledby="catatan"><h2 id="catatan">{t("Yang tercatat sepanjang perjalanan", "On record along the way")}</h2>{answer_list(v.recorded)}</section>
        })}
        {v.talk.map(talk)}
        <p class="small">{t("Halaman ini menampilkan organisasi, kegiatan, nilai, tahap, dan alasan. NIK, telepon, rekening, dan alamat rumah tidak pernah ditampilkan (UU 27/2022).", "This page shows organisation, activity, amounts, stages and reasons. Identity numbers, phones, accounts and home addresses are never shown (Law 27/2022).")}</p>
    }
}
