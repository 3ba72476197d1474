//! What became of something that one wrote: by the code of its receipt, which never stands in an address.
use super::talk::{CommentView, comment};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    error::AppError,
    lang::{pick, t},
    server::{Asked, Flash, see},
};
use axum::{
    extract::{Form, Path},
    response::{IntoResponse, Response},
};
use domain::region::Slug;
use engine::CommentState;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FollowView {
    region: String,
    name: String,
    /// A code that was just given.
    given: Option<String>,
    found: Option<FoundView>,
    /// The code that was looked for is none.
    wrong: bool,
}

/// What became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct FoundView {
    state: String,
    case: String,
    organisation: String,
    comment: CommentView,
}

/// What became of a comment.
///
/// **Needs**: the code, or the name under which it was just kept. **Errors**: `NotFound` for an unknown region.
async fn follow(region: String, given: Option<String>, code: Option<String>) -> Result<FollowView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let given = given.as_deref().and_then(Flash::get);
    let code = code.as_deref().and_then(Flash::get);
    let found = match code.as_ref().or(given.as_ref()) {
        Some(code) => asked.engine.comments().of_code(pack, code).await.map(Some),
        None => Ok(None),
    };
    let found = match found {
        Ok(found) => found,
        Err(engine::Failure::NotFound) => None,
        Err(other) => return Err(other.into()),
    };
    let wrong = code.is_some() && found.is_none();
    let found = found.map(|(discussed, state)| {
        let service = pack.service(&state.service);
        let reason = discussed.hidden_for().and_then(|key| service?.comments.as_ref()?.reasons.iter().find(|r| r.key == key));
        FoundView {
            state: match discussed.state() {
                CommentState::Waiting => {
                    pick(lang, "Menunggu dibaca petugas. Belum ditampilkan.", "Waiting for an officer to read it. Not shown yet.")
                        .to_owned()
                }
                CommentState::Shown => pick(lang, "Ditampilkan di halaman kegiatan.", "Shown on the project's page.").to_owned(),
                CommentState::Hidden => {
                    let reason = reason.map(|r| r.label.get(lang)).unwrap_or_default();
                    format!("{}: {reason}", pick(lang, "Tidak ditampilkan", "Not shown"))
                }
            },
            case: format!("/{region}/{}/{}", service.map(|s| s.path.as_str()).unwrap_or_default(), state.number),
            organisation: state.organisation,
            comment: CommentView::of(pack, &discussed, lang),
        }
    });
    Ok(FollowView { name: pack.region.name.clone(), given, found, wrong, region })
}

/// The page.
pub struct FollowPage {
    place: Place,
    view: Loading<FollowView>,
}

#[lazy_route]
impl LazyRoute for FollowPage {
    fn data() -> Self {
        Self { view: Loading::of(follow(param("region"), query("terima"), query("lihat"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: FollowView) -> impl IntoView {
    let given = v.given.map(|code| {
        view! {
            <section class="card ok-edge" aria-labelledby="terkirim">
                <h2 id="terkirim">{t("Terima kasih, tulisan Anda sudah kami terima", "Thank you, we have what you wrote")}</h2>
                <p>{t("Catat kode ini. Dengan kode ini Anda dapat melihat apakah sudah ditampilkan atau dijawab.", "Note this code. With it you can see whether it is shown or answered.")}</p>
                <dl class="facts big"><div><dt>{t("Kode", "Code")}</dt><dd id="kode-tanggapan">{code}</dd></div></dl>
            </section>
        }
    });
    let found = v.found.map(|f| {
        view! {
            <section class="card" aria-labelledby="nasib">
                <h2 id="nasib">{f.state}</h2>
                <p class="small"><a rel="external" href=f.case>{f.organisation}</a></p>
                <ul class="plain">{comment(f.comment)}</ul>
            </section>
        }
    });
    view! {
        <Title text=format!("{} – {}", t("Nasib tulisan Anda", "What became of yours"), v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
        <h1>{t("Tanggapan dan laporan Anda", "Your comments and reports")}</h1>
        {given}
        {found}
        <form method="post" action=format!("/{}/tanggapan", v.region) class="card">
            <div class=if v.wrong { "field err" } else { "field" }>
                <label for="kode">{t("Kode tanggapan", "Code of the comment")}</label>
                {v.wrong.then(|| view! { <p class="msg">{t("Kode ini tidak dikenal. Periksa lagi huruf dan angkanya.", "No such code. Check its letters and digits.")}</p> })}
                <input id="kode" name="kode" autocomplete="off"/>
            </div>
            <p><button class="btn second">{t("Lihat", "See")}</button></p>
        </form>
    }
}

#[derive(Deserialize)]
pub(super) struct Looked {
    #[serde(default)]
    kode: String,
}

/// `POST /{region}/tanggapan`: the code goes into the server's short memory, and the address names only its place there.
pub(super) async fn look_up(Path(region): Path<String>, Form(looked): Form<Looked>) -> Response {
    let Ok(slug) = region.parse::<Slug>() else { return StatusCode::NOT_FOUND.into_response() };
    let code: String = looked.kode.trim().chars().take(40).collect();
    see(&format!("/{}/tanggapan?lihat={}", slug.as_str(), Flash::put(code)))
}
