//! Standing behind a proposal, and what became of it: a button, how many stand there, and the projects that grew.
use super::words;
use crate::{
    citizen::apply::posts::refused,
    error::AppError,
    lang::t,
    server::{Asked, Flash, see},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::{case::CaseState, pack::Service, words::number};
use engine::{Engine, Failure, Visitor};
use http::HeaderMap;
use leptos::prelude::*;
use serde::Deserialize;

/// How a proposal is supported.
#[derive(Clone, Debug)]
pub(crate) struct SupportView {
    voices: String,
    own: bool,
    open: bool,
    /// Nobody is signed in.
    stranger: bool,
    action: String,
    ranking: String,
    message: Option<String>,
}

/// A project that grew from a proposal.
#[derive(Clone, Debug)]
pub(crate) struct GrownView {
    href: String,
    title: String,
    class: String,
    stage: String,
    physical: u32,
}

/// How a case is supported; `None` where its service takes no voices.
pub(crate) async fn support_of(
    asked: &Asked,
    region: &str,
    service: &Service,
    state: &CaseState,
    said: Option<&str>,
) -> Result<Option<SupportView>, AppError> {
    if service.support.is_none() {
        return Ok(None);
    }
    let found = asked.engine.support().of_case(&asked.pack, &asked.visitor, &state.number).await?;
    let here = format!("/{region}/{}", service.path);
    Ok(found.map(|standing| SupportView {
        voices: number(standing.voices, asked.lang),
        own: standing.own,
        open: standing.open,
        stranger: !asked.visitor.is_signed_in(),
        action: format!("{here}/{}/dukung", state.number),
        ranking: format!("{here}/peringkat"),
        message: said.and_then(Flash::get),
    }))
}

/// The projects that grew from a case.
pub(crate) async fn grown_from(asked: &Asked, region: &str, state: &CaseState) -> Result<Vec<GrownView>, AppError> {
    let Ok((service, rule)) = engine::gallery_of(&asked.pack) else { return Ok(vec![]) };
    if rule.proposal.as_ref().is_none_or(|from| from.service != state.service) {
        return Ok(vec![]);
    }
    let grown = asked.engine.gallery().grown_from(&asked.pack, &state.number).await?;
    let view = |line: engine::ProjectLine| GrownView {
        href: format!("/{region}/galeri/{}", line.number),
        class: words::tag(rule.phase_of(&line.stage).map(|p| p.kind)).to_owned(),
        stage: service.stage(&line.stage).map(|s| s.tag.get(asked.lang).to_owned()).unwrap_or_default(),
        physical: line.project.physical,
        title: line.title,
    };
    Ok(grown.into_iter().map(view).collect())
}

/// The card.
pub(crate) fn support(view: SupportView) -> impl IntoView {
    let button = match (view.open, view.own) {
        (false, _) => None,
        (true, true) => Some((t("Tarik dukungan", "Take it back"), "tarik", "btn quiet")),
        (true, false) => Some((t("Dukung usulan ini", "Stand behind it"), "beri", "btn")),
    };
    let said = if view.open {
        t(
            "Satu akun yang sudah dikonfirmasi memberi satu dukungan. Banyaknya dukungan ikut ditimbang; siapa yang mendukung tidak ditampilkan.",
            "One confirmed account has one voice. How many stand here is weighed; who does is not shown.",
        )
    } else {
        t("Dukungan sudah ditutup pada tahap ini.", "At this stage no more voices are taken.")
    };
    view! {
        <section class="card" aria-labelledby="dukungan" id="dukung">
            <h2 id="dukungan">{t("Dukungan warga: ", "Citizens who stand behind it: ")}<span class="rp">{view.voices}</span></h2>
            {view.message.map(|text| view! { <p class="msg" role="alert">{text}</p> })}
            {view.own.then(|| view! { <p><span class="tag ok">{t("Anda mendukung usulan ini", "You stand behind it")}</span></p> })}
            <p>{said}</p>
            <form method="post" action=view.action class="row">
                {button.map(|(words, value, class)| view! { <button class=class name="suara" value=value>{words}</button> })}
                <a class="btn quiet" rel="external" href=view.ranking>{t("Peringkat usulan", "Ranking of proposals")}</a>
            </form>
            {(view.open && view.stranger).then(|| view! { <p class="small">{t("Anda akan diminta masuk dahulu.", "You will be asked to sign in first.")}</p> })}
        </section>
    }
}

/// The projects that grew from a proposal.
pub(crate) fn grown(projects: Vec<GrownView>) -> impl IntoView {
    let some = !projects.is_empty();
    let items: Vec<_> = projects
        .into_iter()
        .map(|p| view! { <li><a rel="external" href=p.href>{p.title}</a>" "<span class=p.class>{p.stage}</span>" "<span class="small">{t("fisik ", "physical ")}{p.physical}"\u{a0}%"</span></li> })
        .collect();
    some.then(|| view! {
        <section class="card ok-edge" aria-labelledby="jadi-proyek"><h2 id="jadi-proyek">{t("Usulan ini menjadi proyek", "This became a project")}</h2><ul class="plain">{items}</ul></section>
    })
}

/// The forms of support.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/{service}/{number}/dukung", post(give))
}

#[derive(Deserialize)]
struct Voice {
    #[serde(default)]
    suara: String,
}

async fn give(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service, number)): Path<(String, String, String)>,
    headers: HeaderMap,
    Form(voice): Form<Voice>,
) -> Response {
    let page = format!("/{region}/{service}/{number}");
    let (Some(pack), Ok(number)) = (engine.packs().by_slug(&region), number.parse()) else { return see(&page) };
    let support = engine.support();
    let done = match voice.suara.as_str() {
        "tarik" => support.take_back(&pack, &visitor, &number).await,
        _ => support.give(&pack, &visitor, &number).await,
    };
    match done {
        Ok(()) => see(&format!("{page}#dukung")),
        // An account is confirmed on its own page.
        Err(Failure::Forbidden) => see(&format!("/{region}/akun")),
        Err(failure) => refused(&failure, &headers, &page),
    }
}
