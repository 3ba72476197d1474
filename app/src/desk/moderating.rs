//! Where officers look at what the public wrote: show it, hide it for a reason, answer it as the office. What looks like
//! personal data is pointed out, and hidden in what is shown.
use super::{here::Here, office::Office};
use crate::{
    citizen::{
        page::{Loading, Place, page, param, query},
        typed::{Typed, text},
    },
    components::{office::office, text_area::TextArea},
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
use domain::{
    case::CaseState,
    comment::{Kind, personal_parts},
    words,
};
use engine::{CommentState, CommentWhat, Discussed, Failure, Moderation};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Comments on a page.
const PAGE: u32 = 20;

/// What the page shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ModeratingView {
    region: String,
    /// The case whose comments these are; all that wait where there is none.
    number: Option<String>,
    items: Vec<ItemView>,
    next: Option<String>,
    said: Option<String>,
    typed: Typed,
}

/// One comment, for whoever moderates.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ItemView {
    id: String,
    problem: bool,
    state: String,
    by: String,
    at: String,
    /// The text in parts, and whether a part looks like personal data.
    parts: Vec<(String, bool)>,
    has_contact: bool,
    number: String,
    organisation: String,
    case: String,
    acts: Vec<(String, Option<String>)>,
    reasons: Vec<(String, String)>,
}

fn item(here: &Here, discussed: &Discussed, state: &CaseState) -> ItemView {
    let (pack, lang, comment) = (&here.pack, here.lang, &discussed.comment);
    let service = pack.service(&state.service);
    let reasons: Vec<(String, String)> = service
        .and_then(|s| s.comments.as_ref())
        .map(|rules| rules.reasons.iter().map(|r| (r.key.clone(), r.label.get(lang).to_owned())).collect())
        .unwrap_or_default();
    let acts = discussed.acts.iter().map(|act| {
        let what = match act.what {
            CommentWhat::Shown => pick(lang, "ditampilkan", "shown"),
            CommentWhat::Hidden => pick(lang, "disembunyikan", "hidden"),
            CommentWhat::Answered => pick(lang, "dijawab", "answered"),
            CommentWhat::Revealed => pick(lang, "kontak dilihat", "contact looked at"),
        };
        let reason = act.reason.as_ref().map(|key| reasons.iter().find(|(k, _)| k == key).map_or(key.clone(), |(_, label)| label.clone()));
        let line = format!(
            "{} · {what} · {}",
            words::date_time(act.at, pack.zone(), lang),
            office(pack, Some(&act.role), act.agency.as_deref(), lang).unwrap_or_default()
        );
        (line, reason.or_else(|| act.body.clone()))
    });
    ItemView {
        id: comment.id.to_string(),
        problem: comment.kind == Kind::Problem,
        state: match discussed.state() {
            CommentState::Waiting => pick(lang, "menunggu", "waiting"),
            CommentState::Shown => pick(lang, "ditampilkan", "shown"),
            CommentState::Hidden => pick(lang, "disembunyikan", "hidden"),
        }
        .to_owned(),
        by: comment.alias.clone().unwrap_or_else(|| pick(lang, "Tanpa nama", "No name given").to_owned()),
        at: words::date_time(comment.at, pack.zone(), lang),
        parts: parts(&comment.body),
        has_contact: comment.contact_sealed.is_some(),
        number: state.number.to_string(),
        organisation: state.organisation.clone(),
        case: format!("/{}/{}/{}", pack.region.slug.as_str(), service.map(|s| s.path.as_str()).unwrap_or_default(), state.number),
        acts: acts.collect(),
        reasons,
    }
}

/// A text in parts: what looks like personal data, and what is between.
fn parts(text: &str) -> Vec<(String, bool)> {
    let (mut found, mut at) = (Vec::new(), 0);
    for (from, to) in personal_parts(text) {
        let from = from.max(at);
        found.push((text.get(at..from).unwrap_or_default().to_owned(), false));
        found.push((text.get(from..to).unwrap_or_default().to_owned(), true));
        at = to.max(at);
    }
    found.push((text.get(at..).unwrap_or_default().to_owned(), false));
    found.retain(|(part, _)| !part.is_empty());
    found
}

/// What waits, or everything about one case.
///
/// **Needs**: a role that moderates. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
async fn moderating(
    region: String,
    number: Option<String>,
    after: Option<String>,
    said: Option<String>,
    back: Option<String>,
) -> Result<ModeratingView, AppError> {
    let here = Here::of_page(&region)?;
    let comments = here.engine.comments();
    let (found, next) = match &number {
        Some(number) => {
            let number = number.parse().map_err(|_| AppError::NotFound)?;
            (comments.moderated(&here.pack, &here.visitor, &number).await?, None)
        }
        None => comments.waiting(&here.pack, &here.visitor, after.as_deref(), PAGE).await?,
    };
    Ok(ModeratingView {
        items: found.iter().map(|(discussed, state)| item(&here, discussed, state)).collect(),
        next: next.map(|next| format!("/{region}/meja/tanggapan?mulai={next}")),
        said: said.as_deref().and_then(Flash::take),
        typed: Typed::kept(back.as_deref()),
        number,
        region,
    })
}

/// The page.
pub struct ModeratingPage {
    place: Place,
    view: Loading<ModeratingView>,
}

#[lazy_route]
impl LazyRoute for ModeratingPage {
    fn data() -> Self {
        let loaded = moderating(param("region"), query("nomor"), query("mulai"), query("kata"), query("kembali"));
        Self { view: Loading::of(loaded), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn shown(v: ModeratingView) -> impl IntoView {
    let desk = format!("/{}/meja", v.region);
    let here = format!("{desk}/tanggapan");
    let empty = v.items.is_empty();
    let of_case = v.number.clone();
    let typed = v.typed.clone();
    let items: Vec<_> = v.items.into_iter().map(|item| one(&here, of_case.as_deref(), item, &typed)).collect();
    let heading = match &v.number {
        Some(number) => format!("{} {number}", t("Tanggapan tentang", "Comments on")),
        None => t("Tanggapan warga yang menunggu", "Comments that wait").to_owned(),
    };
    view! {
        <Title text=heading.clone()/>
        <p class="small"><a rel="external" href=desk>{t("← Meja", "← Desk")}</a></p>
        <h1>{heading}</h1>
        {v.number.is_some().then(|| view! { <p><a rel="external" href=here.clone()>{t("Semua yang menunggu", "All that wait")}</a></p> })}
        {v.said.map(|said| view! { <p class="card ok-edge" role="status">{said}</p> })}
        {v.typed.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1">{m}</div> })}
        {if empty {
            view! { <section class="card face"><h2>{t("Tidak ada yang menunggu", "Nothing waits")}</h2><p>{t("Tulisan warga yang baru akan muncul di sini, yang terlama lebih dahulu.", "What citizens write appears here, the oldest first.")}</p></section> }.into_any()
        } else {
            items.into_any()
        }}
        {v.next.map(|href| view! { <p><a class="btn quiet" rel="external" href=href>{t("Berikutnya", "Next")}</a></p> })}
    }
}

fn one(here: &str, of_case: Option<&str>, item: ItemView, typed: &Typed) -> impl IntoView + use<> {
    let action = format!("{here}/{}", item.id);
    let mine = typed.text("id") == item.id;
    let answer = if mine { typed.text("text").to_owned() } else { String::new() };
    let wrong = if mine { typed.problem("text") } else { None };
    let class = if wrong.is_some() { "field err" } else { "field" };
    let back = of_case.unwrap_or_default().to_owned();
    let private = item.parts.iter().any(|(_, private)| *private);
    let body: Vec<_> = item
        .parts
        .into_iter()
        .map(|(part, private)| if private { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() })
        .collect();
    let acts: Vec<_> = item
        .acts
        .into_iter()
        .map(|(line, more)| view! { <li class="small">{line}{more.map(|m| view! { <span class="block prose">{m}</span> })}</li> })
        .collect();
    let reasons: Vec<_> = item.reasons.into_iter().map(|(key, label)| view! { <option value=key>{label}</option> }).collect();
    let (reason_id, text_id) = (format!("alasan-{}", item.id), format!("jawaban-{}", item.id));
    view! {
        <article class="card" id=format!("t-{}", item.id)>
            <p class="small">
                <span class=if item.problem { "tag warn" } else { "tag" }>{if item.problem { t("Laporan masalah", "Problem reported") } else { t("Tanggapan", "Comment") }}</span>" "
                <span class="tag">{item.state}</span>" "{item.by}" · "{item.at}
            </p>
            <p class="small"><a rel="external" href=item.case>{item.organisation}" · "{item.number}</a></p>
            <p class="prose">{body}</p>
            {private.then(|| view! { <p class="note warn">{t("Bagian yang ditandai mirip data pribadi. Bila ditampilkan, bagian itu diganti titik-titik.", "What is marked looks like personal data. When shown, dots stand in its place.")}</p> })}
            {(!acts.is_empty()).then(|| view! { <ul class="plain">{acts}</ul> })}
            <form method="post" action=action.clone()>
                <input type="hidden" name="nomor" value=back/>
                <p class="row">
                    <button class="btn" name="what" value="show">{t("Tampilkan", "Show")}</button>
                    {item.has_contact.then(|| view! { <button class="btn quiet" name="what" value="reveal">{t("Lihat kontak (dicatat)", "See the contact (kept on record)")}</button> })}
                </p>
                <details>
                    <summary>{t("Sembunyikan", "Hide")}</summary>
                    <div class="field"><label for=reason_id.clone()>{t("Alasan", "Reason")}</label><select id=reason_id name="reason">{reasons}</select></div>
                    <p><button class="btn bad" name="what" value="hide">{t("Sembunyikan", "Hide")}</button></p>
                </details>
                <details open=mine>
                    <summary>{t("Jawab sebagai kantor", "Answer as the office")}</summary>
                    <div class=class>
                        <label for=text_id.clone()>{t("Jawaban, dapat dibaca semua orang", "The answer, for everyone to read")}</label>
                        {wrong.map(|w| view! { <p class="msg">{w}</p> })}
                        <TextArea id=text_id name="text" value=answer rows=3/>
                    </div>
                    <p><button class="btn second" name="what" value="answer">{t("Kirim jawaban", "Send the answer")}</button></p>
                </details>
            </form>
        </article>
    }
}

/// The handlers.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/tanggapan/{comment}", post(moderate))
}

type Pairs = Vec<(String, String)>;

async fn moderate(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(mut pairs): Form<Pairs>) -> Response {
    let lang = office.lang;
    let text = |name: &str| text(&pairs, name).to_owned();
    let here = match text("nomor").parse::<domain::number::CaseNumber>() {
        Ok(number) => office.page(&format!("meja/tanggapan?nomor={number}&")),
        Err(_) => office.page("meja/tanggapan?"),
    };
    let done = async {
        let desk = office.here()?;
        let comments = desk.engine.comments();
        let moderation = match text("what").as_str() {
            "show" => Moderation::Show,
            "hide" => Moderation::Hide { reason: text("reason") },
            "answer" => Moderation::Answer { text: text("text") },
            "reveal" => {
                let contact = comments.reveal(&desk.pack, &desk.visitor, id).await?;
                return Ok(format!("{}: {}", pick(lang, "Kontak", "Contact"), contact.unwrap_or_else(|| "–".to_owned())));
            }
            _ => return Err(Failure::NotFound),
        };
        let said = match &moderation {
            Moderation::Show => pick(lang, "Tulisan itu sekarang ditampilkan.", "It is shown now."),
            Moderation::Hide { .. } => pick(lang, "Tulisan itu disembunyikan.", "It is hidden."),
            Moderation::Answer { .. } => pick(lang, "Jawaban terkirim.", "The answer was sent."),
        };
        comments.moderate(&desk.pack, &desk.visitor, id, moderation).await?;
        Ok::<_, Failure>(said.to_owned())
    };
    let done = done.await;
    pairs.push(("id".to_owned(), id.to_string()));
    match done {
        Ok(said) => see(&format!("{here}kata={}", Flash::put(said))),
        Err(Failure::SignedOut) => to_sign_in(here.trim_end_matches(['?', '&'])),
        Err(failure) => see(&format!("{here}kembali={}#t-{id}", Typed::came_back(pairs, &failure, lang).keep())),
    }
}
