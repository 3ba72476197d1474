//! Writing about a running project: a plain form; nothing is shown before an officer has looked at it.
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::Typed,
    },
    components::{field::field_view, summary::summary},
    error::AppError,
    lang::{of_headers, t},
    server::{Asked, Flash, in_query, see},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{
    comment::{comment_form, takes_comments},
    form::{Answers, Field},
    number::CaseNumber,
    region::Slug,
};
use engine::{Engine, Failure, TRAP};
use http::{HeaderMap, StatusCode};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommentFormView {
    region: String,
    path: String,
    number: String,
    organisation: String,
    title: String,
    ticket: String,
    fields: Vec<Field>,
    typed: Typed,
    legal_base: String,
}

/// The form for one case.
///
/// **Needs**: nothing; everyone may write. **Errors**: `NotFound` where the case's stage takes no comments.
async fn form(region: String, service: String, number: String, back: Option<String>) -> Result<CommentFormView, AppError> {
    let asked = Asked::of_page(&region)?;
    let service = asked.service(&service)?;
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let state = asked.engine.register().case(&asked.pack, &number).await?.state;
    if state.service != service.key || !takes_comments(service, &state) {
        return Err(AppError::NotFound);
    }
    let typed = Typed::kept(back.as_deref());
    let ticket = typed.text("ticket").parse().unwrap_or_else(|_| Uuid::from_u128(crate::server::fresh()));
    Ok(CommentFormView {
        path: service.path.clone(),
        number: number.to_string(),
        organisation: state.organisation,
        title: state.title,
        ticket: ticket.to_string(),
        fields: comment_form().pages.into_iter().flat_map(|p| p.fields).collect(),
        legal_base: service.comments.as_ref().map(|c| c.legal_base.clone()).unwrap_or_default(),
        typed,
        region,
    })
}

/// The page.
pub struct CommentPage {
    place: Place,
    view: Loading<CommentFormView>,
}

#[lazy_route]
impl LazyRoute for CommentPage {
    fn data() -> Self {
        let loaded = form(param("region"), param("service"), param("number"), query("kembali"));
        Self { view: Loading::of(loaded), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: CommentFormView) -> impl IntoView {
    let case = format!("/{}/{}/{}", v.region, v.path, v.number);
    let fields: Vec<_> =
        v.fields.iter().map(|f| field_view(f, f.key.clone(), v.typed.text(&f.key).to_owned(), v.typed.problem(&f.key))).collect();
    let trapped = v.typed.problem(TRAP);
    let class = if trapped.is_some() { "field err" } else { "unseen" };
    view! {
        <Title text=format!("{} – {}", t("Tulis tanggapan", "Write a comment"), v.organisation)/>
        <p class="small"><a rel="external" href=case.clone()>{t("← Kembali", "← Back")}</a></p>
        <h1>{t("Tulis tanggapan atau laporkan masalah", "Comment, or report a problem")}</h1>
        <p>{v.organisation.clone()}": "{v.title}<span class="small block">{v.number}</span></p>
        <p class="card" role="note">{t("Petugas membaca dahulu sebelum tulisan Anda ditampilkan. Laporan masalah juga sampai kepada petugas yang menangani kegiatan ini. Anda mendapat kode untuk melihat nasibnya.", "An officer reads it before it is shown. Reports of problems also reach the officers in charge of this project. You get a code to see what became of it.")}</p>
        {v.typed.message.clone().map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        {summary(&v.typed.problems)}
        <form method="post" action=format!("{case}/tanggapan")>
            <input type="hidden" name="ticket" value=v.ticket/>
            {fields}
            // People don't see this box; what fills it in is a program.
            <div class=class aria-hidden=trapped.is_none().then_some("true")>
                <label for=TRAP>{t("Kosongkan bagian ini", "Leave this empty")}</label>
                <input id=TRAP name=TRAP tabindex="-1" autocomplete="off" value=v.typed.text(TRAP).to_owned()/>
            </div>
            <p><button class="btn block">{t("Kirim", "Send")}</button></p>
        </form>
        <p class="small">{t("Dasar: ", "Legal base: ")}{v.legal_base}</p>
    }
}

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new().route("/{region}/{service}/{number}/tanggapan", post(write)).route("/{region}/tanggapan", post(super::follow::look_up))
}

async fn write(
    Extension(engine): Extension<Engine>,
    Path((region, service, number)): Path<(String, String, String)>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let lang = of_headers(&headers);
    let understood = || Some((region.parse::<Slug>().ok()?, number.parse::<CaseNumber>().ok()?));
    let Some((slug, number)) = understood() else { return StatusCode::NOT_FOUND.into_response() };
    let here = format!("/{}/{}/{number}/tanggapan", slug.as_str(), in_query(&service).replace('/', ""));
    let done = async {
        let pack = engine.packs().by_slug(slug.as_str()).ok_or(Failure::NotFound)?;
        let ticket = pairs.iter().find(|(k, _)| k == "ticket").and_then(|(_, v)| v.parse::<Uuid>().ok()).ok_or(Failure::NotFound)?;
        engine.comments().write(&pack, &number, ticket, &Answers::from_pairs(pairs.iter().cloned(), 1)).await
    };
    match done.await {
        Ok(code) => see(&format!("/{}/tanggapan?terima={}", slug.as_str(), Flash::put(code.to_string()))),
        Err(Failure::Invalid { problems }) => see(&format!("{here}?kembali={}#kesalahan", Typed::wrong(pairs, &problems, lang).keep())),
        Err(Failure::NotFound) => see(&format!("/{}/{}/{number}", slug.as_str(), in_query(&service).replace('/', ""))),
        Err(failure) => see(&format!("{here}?kembali={}", Typed::came_back(pairs, &failure, lang).keep())),
    }
}
