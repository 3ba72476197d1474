//! One project: how it stands, its S-curve, its money, its pictures, where it came from and whom to ask.
use super::{
    curve::{CurveView, curve, curve_view},
    words,
};
use crate::{
    citizen::{
        page::{Loading, Place, page, param},
        public_case::{AnswerLines, answer_lines, answer_list},
        statistics::rupiah,
    },
    components::journey::{RungView, StepView, journey, ladder},
    error::AppError,
    lang::{lang, pick, t},
    server::{Asked, in_query},
};
use domain::{
    form::{Check, Kind},
    pack::Pack,
    words as say,
    words::Lang,
};
use engine::{OpenProject, ProjectLine, gallery_of, judged_project};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// A picture of the site.
#[derive(Clone, Debug)]
struct Picture {
    href: String,
    said: String,
}

/// A project's page.
#[derive(Clone, Debug)]
pub struct ProjectView {
    region: String,
    brand: String,
    number: String,
    title: String,
    about: String,
    stage: String,
    class: String,
    doing: String,
    doubts: Vec<(String, String)>,
    /// Physical progress while it is being done.
    physical: Option<u32>,
    curve: Option<CurveView>,
    rungs: Vec<RungView>,
    paid: Option<String>,
    facts: Vec<(String, String)>,
    answers: AnswerLines,
    steps: Vec<StepView>,
    pictures: Vec<Picture>,
    /// The proposal that it grew from: number and page.
    proposal: Option<(String, String)>,
    /// Where one asks about it.
    voice: Option<String>,
    /// What others wrote.
    voices: String,
    /// What a telephone's map opens.
    point: Option<(String, String)>,
}

/// A project for everybody.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
async fn project(region: String, number: String) -> Result<ProjectView, AppError> {
    let asked = Asked::of_page(&region)?;
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let open = asked.engine.gallery().open(&asked.pack, &number).await?;
    view_of(&asked, region, open)
}

fn view_of(asked: &Asked, region: String, open: OpenProject) -> Result<ProjectView, AppError> {
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let (service, rule) = gallery_of(pack)?;
    let OpenProject { line, state, curve, pictures } = open;
    let phase = rule.phase_of(&line.stage);
    let judged = judged_project(rule, &line, today);
    let stage = pack.workflow_of(&state).and_then(|w| w.stage(&state.stage));
    let office = state.agency.as_ref().and_then(|a| pack.agency(&a.0)).map(|a| a.name.get(lang).to_owned()).unwrap_or_default();
    let place = line.district.as_deref().and_then(|code| pack.district(code)).map(|d| d.name.clone()).unwrap_or_default();
    let check = Check { form: &service.form, answers: &state.answers, documents: &state.documents, areas: &**pack, today };
    let given = check.facts();
    // What the page says in its own places is not said again.
    let said = [
        &rule.point,
        &rule.fund,
        &rule.starts,
        &rule.ends,
        &service.lists.title,
        &service.lists.district,
        &service.lists.affair,
        &service.lists.amount,
    ];
    let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).chain(rule.proposal.as_ref().map(|p| p.field.as_str())).collect();
    let answers = service.form.pages.iter().flat_map(|page| {
        let mut page = page.clone();
        page.fields.retain(|field| !said.contains(&field.key.as_str()) && !matches!(field.kind, Kind::File { .. }));
        answer_lines(pack, &page, &state.answers, &given, None, lang, true)
    });
    let proposal = line.project.proposal.as_ref().zip(rule.proposal.as_ref()).and_then(|(number, from)| {
        let to = pack.service(&from.service).filter(|s| !s.hidden)?;
        Some((number.to_string(), format!("/{region}/{}/{number}", to.path)))
    });
    let to = rule.voice.as_ref().and_then(|to| Some((pack.service(&to.service)?, to.field.as_str())));
    let voice = to.map(|(to, field)| {
        format!("/{region}/{}/ajukan?{}{field}={}", to.path, crate::citizen::apply::eligibility::GIVEN, in_query(&line.number.to_string()))
    });
    Ok(ProjectView {
        brand: service.brand.clone(),
        number: line.number.to_string(),
        title: line.title.clone(),
        about: place,
        stage: stage.map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
        class: words::tag(phase.map(|p| p.kind)).to_owned(),
        doing: stage.map(|s| s.doing.fill(lang, "office", &office)).unwrap_or_default(),
        doubts: judged
            .map(|j| words::doubts(&j, lang))
            .unwrap_or_default()
            .into_iter()
            .map(|(c, w)| (c.to_owned(), w.to_owned()))
            .collect(),
        physical: judged.map(|_| line.project.physical),
        curve: curve_view(&line.project, &curve, today, lang),
        rungs: crate::components::journey::rungs(pack, &state, lang),
        paid: line.paid.map(|n| rupiah(n, lang)),
        facts: facts(pack, &line, asked),
        answers: answers.collect(),
        steps: crate::components::journey::steps(pack, &state, today, lang),
        pictures: pictures
            .into_iter()
            .take(8)
            .map(|(day, document)| {
                let where_taken = document.taken.as_ref().and_then(|taken| taken.point.clone());
                let said = format!("{} {}", pick(lang, "Foto lokasi per", "The site as of"), say::date(day, lang));
                Picture {
                    href: format!("/{region}/galeri/{}/foto/{}", line.number, document.hash),
                    said: where_taken.map_or(said.clone(), |point| format!("{said}, {point}")),
                }
            })
            .collect(),
        proposal,
        voice,
        voices: format!("/{region}/transparansi/cari?kata={}", line.number),
        point: line.project.point.map(|p| (p.to_string(), format!("geo:{:.6},{:.6}", p.latitude, p.longitude))),
        region,
    })
}

/// Who, when, from which money.
fn facts(pack: &Pack, line: &ProjectLine, asked: &Asked) -> Vec<(String, String)> {
    let lang = asked.lang;
    let Ok((service, _)) = gallery_of(pack) else { return vec![] };
    let of = &line.project;
    let span = |from: Option<domain::time::Day>, to: Option<domain::time::Day>| match (from, to) {
        (Some(from), Some(to)) => format!("{} – {}", say::date(from, lang), say::date(to, lang)),
        (Some(from), None) => say::date(from, lang),
        (None, Some(to)) => format!("– {}", say::date(to, lang)),
        (None, None) => String::new(),
    };
    let facts = [
        (pick(lang, "Perangkat daerah", "Agency"), words::agency(pack, line.affair.as_deref(), lang).unwrap_or_default().to_owned()),
        (pick(lang, "Bidang", "Sector"), words::affair(pack, line.affair.as_deref(), lang).to_owned()),
        (pick(lang, "Tahun anggaran", "Budget year"), line.fiscal_year.to_string()),
        (pick(lang, "Sumber dana", "Who pays"), words::fund(service, &of.fund, lang).to_owned()),
        (pick(lang, "Rencana", "Planned"), span(of.starts, of.ends)),
        (pick(lang, "Pelaksanaan", "Carried out"), span(of.began, of.finished)),
        (pick(lang, "Penyedia", "Contractor"), of.contractor.clone()),
        (pick(lang, "Kode pengadaan", "Procurement number"), of.procurement.clone()),
        (pick(lang, "Laporan terakhir", "Last report"), of.reported.map(|day| say::date(day, lang)).unwrap_or_default()),
    ];
    facts.into_iter().filter(|(_, said)| !said.is_empty()).map(|(what, said)| (what.to_owned(), said)).collect()
}

/// The page.
pub struct ProjectPage {
    place: Place,
    view: Loading<ProjectView>,
}

#[lazy_route]
impl LazyRoute for ProjectPage {
    fn data() -> Self {
        Self { view: Loading::of(project(param("region"), param("number"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ProjectView) -> impl IntoView {
    let lang = lang();
    let here = format!("/{}/galeri", v.region);
    let doubts: Vec<_> = v.doubts.into_iter().map(|(class, words)| view! { " "<span class=class>{words}</span> }).collect();
    let facts: Vec<_> =
        v.facts.into_iter().map(|(what, said)| view! { <div class="answer"><dt>{what}</dt><dd>{said}</dd></div> }).collect();
    let pictures: Vec<_> = v
        .pictures
        .into_iter()
        .map(|picture| (picture.href.clone(), picture))
        .map(|(href, picture)| view! { <li><a rel="external" href=href><img src=picture.href alt=picture.said.clone() loading="lazy" width="450" height="300"/></a><span class="small block">{picture.said}</span></li> })
        .collect();
    let some = !pictures.is_empty();
    let physical = v.physical.map(|percent| {
        let said = if lang == Lang::Id { format!("Kemajuan fisik {percent} persen") } else { format!("{percent} per cent built") };
        view! { <p class="kemajuan"><label for="fisik">{said}</label><meter id="fisik" min="0" max="100" value=percent></meter></p> }
    });
    view! {
        <Title text=format!("{} – {}", v.title, v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=here>{v.brand}</a></p>
        <h1>{v.title}</h1>
        <p class="small">{v.number}" · "{v.about}</p>
        <section class="card"><p><span class=v.class>{v.stage}</span>{doubts}</p><h2>{v.doing}</h2>{physical}</section>
        {v.curve.map(|view| view! {
            <section class="card" aria-labelledby="kurva-s">
                <h2 id="kurva-s">{t("Kemajuan dan uang", "Progress and money")}</h2>
                {curve(view)}
            </section>
        })}
        <section class="card" aria-labelledby="nilai">
            <h2 id="nilai">{t("Nilai", "Amounts")}</h2>
            {ladder(v.rungs)}
            {v.paid.map(|paid| view! { <p><b>{t("Sudah dibayar", "Paid until now")}": "</b><span class="rp">{paid}</span></p> })}
        </section>
        {some.then(|| view! {
            <section aria-labelledby="foto"><h2 id="foto">{t("Foto di lokasi", "Pictures on the site")}</h2><ul class="foto">{pictures}</ul></section>
        })}
        <section class="card" aria-labelledby="data">
            <h2 id="data">{t("Data proyek", "About the project")}</h2>
            <dl class="answers">{facts}</dl>
            {answer_list(v.answers)}
            {v.point.map(|(said, href)| view! { <p><a rel="external" href=href>{t("Buka di peta ponsel", "Open in a telephone's map")}</a>" "<span class="small">{said}</span></p> })}
            {v.proposal.map(|(number, href)| view! { <p><a rel="external" href=href>{t("Berasal dari usulan warga ", "Grew from the citizens' proposal ")}{number}</a></p> })}
        </section>
        <h2>{t("Perjalanan", "The way so far")}</h2>
        {journey(v.steps)}
        {v.voice.map(|href| view! {
            <section class="card" aria-labelledby="suara">
                <h2 id="suara">{t("Ada yang ingin Anda sampaikan?", "Something to say about it?")}</h2>
                <p>{t("Pertanyaan dan keluhan mendapat nomor, dijawab perangkat daerah dalam batas waktu, dan jawabannya dibaca umum.", "Questions and complaints get a number and an answer within a term, which everybody reads.")}</p>
                <p class="row"><a class="btn" rel="external" href=href>{t("Tulis tentang proyek ini", "Write about this project")}</a>
                <a class="btn quiet" rel="external" href=v.voices>{t("Yang ditulis orang lain", "What others wrote")}</a></p>
            </section>
        })}
    }
}
