//! Where announcements are written, changed and withdrawn: a plain page with forms. A change is a new version; the old ones
//! stay and can be read.
use super::{here::Here, office::Office};
use crate::{
    citizen::{
        announcements::AnnouncementView,
        page::{Loading, Place, page, param, query},
        typed::{Typed, text},
    },
    components::{field::field_view, summary::summary},
    error::AppError,
    lang::{pick, t},
    server::{Flash, see, to_sign_in},
};
use axum::{
    Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::form::{Answers, Field};
use engine::{Failure, announcement_form};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Announcements on a page of the list.
const PAGE: u32 = 30;

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnnouncingView {
    region: String,
    /// The announcement that is written or changed: id and the version that is seen, 0 for a new one.
    id: Uuid,
    seen: u32,
    fields: Vec<Field>,
    typed: Typed,
    message: Option<String>,
    done: Option<String>,
    items: Vec<(String, AnnouncementView)>,
    next: Option<String>,
}

/// The announcements, and the form for one of them.
///
/// **Needs**: a role that announces. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn announcing(
    region: String,
    change: Option<String>,
    back: Option<String>,
    done: Option<String>,
    before: Option<String>,
) -> Result<AnnouncingView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, announcements) = (&here.pack, here.engine.announcements());
    let page = announcements.desk(pack, &here.visitor, before.as_deref(), PAGE).await?;
    let mut typed = Typed::kept(back.as_deref());
    let (mut id, mut seen) = (Uuid::from_u128(crate::server::fresh()), 0);
    if let Some(change) = change {
        id = change.parse().map_err(|_| AppError::NotFound)?;
        let newest = announcements.one(pack, &here.visitor, id).await?.into_iter().next().ok_or(AppError::NotFound)?;
        seen = newest.version;
        if typed.pairs.is_empty() {
            let pair = |key: &str, text: String| (key.to_owned(), text);
            typed.pairs = vec![
                pair("title", newest.title),
                pair("body", newest.body),
                pair("from", newest.from.to_string()),
                pair("until", newest.until.map(|d| d.to_string()).unwrap_or_default()),
                pair("service", newest.service.unwrap_or_default()),
            ];
        }
    } else if let Ok(kept) = typed.text("id").parse() {
        id = kept;
    }
    if typed.pairs.is_empty() {
        typed.pairs.push(("from".to_owned(), here.today().to_string()));
    }
    let message = typed.message.clone();
    Ok(AnnouncingView {
        fields: announcement_form(pack).pages.into_iter().flat_map(|p| p.fields).collect(),
        items: page.items.iter().map(|a| (a.id.to_string(), AnnouncementView::of(pack, a, here.today(), here.lang))).collect(),
        next: page.next.map(|next| format!("/{region}/meja/pengumuman?mulai={next}")),
        done: done.as_deref().and_then(Flash::get),
        message,
        typed,
        id,
        seen,
        region,
    })
}

/// The page.
pub struct AnnouncingPage {
    place: Place,
    view: Loading<AnnouncingView>,
}

#[lazy_route]
impl LazyRoute for AnnouncingPage {
    fn data() -> Self {
        let loaded = announcing(param("region"), query("ubah"), query("kembali"), query("selesai"), query("mulai"));
        Self { view: Loading::of(loaded), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: AnnouncingView) -> impl IntoView {
    let here = format!("/{}/meja/pengumuman", v.region);
    let fields: Vec<_> =
        v.fields.iter().map(|f| field_view(f, f.key.clone(), v.typed.text(&f.key).to_owned(), v.typed.problem(&f.key))).collect();
    let heading =
        if v.seen == 0 { t("Tulis pengumuman", "Write an announcement") } else { t("Ubah pengumuman", "Change the announcement") };
    let withdraw = (v.seen > 0).then(|| {
        let wrong = v.typed.problem("reason");
        let class = if wrong.is_some() { "field err" } else { "field" };
        view! {
            <form method="post" action=format!("{here}/{}/tarik", v.id) class="card">
                <h2>{t("Tarik pengumuman ini", "Withdraw this announcement")}</h2>
                <input type="hidden" name="seen" value=v.seen/>
                <div class=class>
                    <label for="reason">{t("Alasan, dapat dibaca semua orang", "The reason, for everyone to read")}</label>
                    {wrong.map(|words| view! { <p class="msg">{words}</p> })}
                    <input id="reason" name="reason" maxlength="300" value=v.typed.text("reason").to_owned()/>
                </div>
                <p><button class="btn bad">{t("Tarik", "Withdraw")}</button></p>
            </form>
        }
    });
    let items: Vec<_> = v
        .items
        .into_iter()
        .map(|(id, a)| {
            let tag = match (&a.withdrawn, a.over) {
                (Some(_), _) => Some(t("ditarik", "withdrawn")),
                (None, true) => Some(t("sudah lewat", "over")),
                (None, false) => None,
            };
            view! {
                <li>
                    <a rel="external" href=format!("{here}?ubah={id}")>{a.title}</a>{tag.map(|tag| view! { " "<span class="tag">{tag}</span> })}
                    <span class="small block">{a.when}" · "<a rel="external" href=a.href>{t("lihat", "view")}</a></span>
                </li>
            }
        })
        .collect();
    view! {
        <Title text=t("Pengumuman", "Announcements")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("← Meja", "← Desk")}</a></p>
        <h1>{heading}</h1>
        {v.done.map(|done| view! { <p class="card ok-edge" role="status">{done}</p> })}
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        {summary(&v.typed.problems)}
        <form method="post" action=here.clone() class="card">
            <input type="hidden" name="id" value=v.id.to_string()/>
            <input type="hidden" name="seen" value=v.seen/>
            {fields}
            <p><button class="btn">{if v.seen == 0 { t("Umumkan", "Announce") } else { t("Simpan versi baru", "Save a new version") }}</button></p>
        </form>
        {withdraw}
        <h2>{t("Semua pengumuman", "All announcements")}</h2>
        <ul class="plain">{items}</ul>
        {v.next.map(|href| view! { <p><a class="btn quiet" rel="external" href=href>{t("Lihat yang lebih lama", "See older ones")}</a></p> })}
    }
}

/// The handlers.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/pengumuman", post(write)).route("/{region}/meja/pengumuman/{announcement}/tarik", post(withdraw))
}

type Pairs = Vec<(String, String)>;

async fn write(office: Office, Form(pairs): Form<Pairs>) -> Response {
    let lang = office.lang;
    let seen: u32 = text(&pairs, "seen").parse().unwrap_or(0);
    let done = async {
        let here = office.here()?;
        let id: Uuid = text(&pairs, "id").parse().map_err(|_| Failure::NotFound)?;
        let typed = Answers::from_pairs(pairs.iter().cloned(), 1);
        here.engine.announcements().write(&here.pack, &here.visitor, id, seen, &typed).await
    };
    let said = pick(
        lang,
        "Pengumuman disimpan dan dapat dibaca mulai hari yang Anda pilih.",
        "The announcement is kept and can be read from the day you chose.",
    );
    ended(done.await, &office, seen, pairs, said)
}

async fn withdraw(office: Office, Path((_, announcement)): Path<(String, String)>, Form(mut pairs): Form<Pairs>) -> Response {
    let lang = office.lang;
    let seen: u32 = text(&pairs, "seen").parse().unwrap_or(0);
    let done = async {
        let here = office.here()?;
        let id: Uuid = announcement.parse().map_err(|_| Failure::NotFound)?;
        here.engine.announcements().withdraw(&here.pack, &here.visitor, id, seen, text(&pairs, "reason")).await
    };
    let done = done.await;
    pairs.push(("id".to_owned(), announcement.clone()));
    ended(done, &office, seen, pairs, pick(lang, "Pengumuman ditarik.", "The announcement was withdrawn."))
}

/// Back to the page: done, or with what was typed.
fn ended(done: Result<(), Failure>, office: &Office, seen: u32, pairs: Pairs, said: &str) -> Response {
    let here = office.page("meja/pengumuman");
    let change = text(&pairs, "id").parse::<Uuid>().ok().filter(|_| seen > 0).map(|id| format!("&ubah={id}")).unwrap_or_default();
    match done {
        Ok(()) => see(&format!("{here}?selesai={}", Flash::put(said.to_owned()))),
        Err(Failure::SignedOut) => to_sign_in(&here),
        Err(failure) => see(&format!("{here}?kembali={}{change}#kesalahan", Typed::came_back(pairs, &failure, office.lang).keep())),
    }
}
