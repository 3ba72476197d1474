//! What the form's pages send: text and files of one page at a time, kept whatever they are, then on or back.
use super::{
    carried::{Carried, put_back},
    eligibility::{GIVEN, TOGETHER},
};
use crate::components::question::PRESSED;
use crate::server::{Flash, back, in_query, see, see_as};
use axum::{
    Extension, Router,
    extract::{Form as Posted, Multipart, Path},
    response::{IntoResponse, Response},
    routing::post,
};
use bytes::Bytes;
use domain::{
    form::{Answers, Check, Form, Kind},
    pack::{Pack, Service},
    words::Lang,
};
use engine::{Engine, Failure, Visitor};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Most rows of one table that are read from a form.
const ROWS: usize = 60;
/// Most parts of one form.
const PARTS: usize = 2_000;

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new()
        .route("/{region}/{service}/ajukan", post(begin))
        .route("/{region}/{service}/lanjut", post(resume))
        .route("/{region}/{service}/ajukan/{draft}/kirim", post(send))
        .route("/{region}/{service}/ajukan/{draft}/buang", post(throw_away))
        .route("/{region}/{service}/ajukan/{draft}/{page}", post(save))
}

/// What a page's script sends while somebody types: to be kept, and answered with no page.
pub(crate) const SILENTLY: &str = "diam";

/// A form's parts: texts by name, and files.
#[derive(Default)]
pub(crate) struct Sent {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) files: Vec<(String, String, Bytes)>,
    pub(crate) pressed: String,
}

/// Reads a form with files. The server's layer has bounded its size already.
///
/// # Errors
/// `TooLarge` or `BrokenFile` where it can't be read to its end.
pub(crate) async fn read(mut form: Multipart) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    for _ in 0..PARTS {
        let part = form.next_field().await.map_err(|e| told(&e))?;
        let Some(part) = part else { return Ok(sent) };
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = part.bytes().await.map_err(|e| told(&e))?;
                if !bytes.is_empty() {
                    sent.files.push((name, file, bytes));
                }
            }
            None => {
                let text = part.text().await.map_err(|e| told(&e))?;
                if name == PRESSED {
                    sent.pressed = text;
                } else {
                    sent.pairs.push((name, text));
                }
            }
        }
    }
    Ok(sent)
}

fn told(error: &axum::extract::multipart::MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge { most_mb: 12 } } else { Failure::BrokenFile }
}

fn there(engine: &Engine, region: &str) -> Result<Arc<Pack>, Failure> {
    engine.packs().by_slug(region).ok_or(Failure::NotFound)
}

fn asked_for<'p>(pack: &'p Pack, path: &str) -> Result<&'p Service, Failure> {
    pack.services.iter().find(|s| s.path == path).ok_or(Failure::NotFound)
}

/// Begins a request, or a file of several: then the services that were ticked are asked for, and the first of them gives it its name.
async fn begin(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service_path)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Response {
    let done = async {
        let pack = &there(&engine, &region)?;
        let service = asked_for(pack, &service_path)?;
        let of_file = pairs.iter().any(|(name, _)| name == TOGETHER);
        let ticked = pairs.iter().filter(|(name, key)| name == TOGETHER && !key.is_empty());
        let asked: Vec<&Service> = match of_file {
            true => ticked.map(|(_, key)| pack.service(key).ok_or(Failure::NotFound)).collect::<Result<_, _>>()?,
            false => vec![service],
        };
        // Nothing was ticked: there is nothing to begin.
        let Some((service, others)) = asked.split_first() else { return Ok(see(&back(&headers))) };
        let together: Vec<String> = others.iter().map(|s| s.key.clone()).collect();
        let profile = pairs.iter().rev().find(|(name, _)| name == "profil").and_then(|(_, id)| id.parse::<Uuid>().ok());
        let given: Vec<(String, String)> = pairs.iter().filter_map(|(k, v)| Some((k.strip_prefix(GIVEN)?.to_owned(), v.clone()))).collect();
        let answers: Vec<(String, String)> =
            pairs.into_iter().filter_map(|(k, v)| Some((k.strip_prefix("syarat.")?.to_owned(), v))).collect();
        let today = engine.now().day(pack.zone());
        let here = format!("/{region}/{}/ajukan", service.path);
        let fits = asked.iter().flat_map(|s| s.eligibility_on(today)).all(|q| answers.iter().any(|(k, v)| *k == q.key && q.goes_on(v)));
        if !fits || asked.iter().any(|s| s.taken_on(today).is_none()) {
            let kept = if answers.is_empty() { vec![(String::new(), String::new())] } else { answers };
            let id = Flash::put(serde_json::to_string(&kept).unwrap_or_default());
            let given = given.iter().map(|(k, v)| format!("&{GIVEN}{}={}", in_query(k), in_query(v)));
            let named = asked.iter().filter(|_| of_file).map(|s| format!("&{TOGETHER}={}", in_query(&s.key)));
            return Ok(see(&format!("{here}?jawaban={id}{}", given.chain(named).collect::<String>())));
        }
        let (visitor, token) = match visitor.person {
            Some(_) => (visitor, None),
            None => {
                let token = engine.accounts().guest(pack).await?;
                (engine.accounts().visitor(Some(token.as_str())).await?, Some(token))
            }
        };
        let draft = match profile {
            Some(profile) => engine.drafts().begin_with(pack, service, &visitor, profile, &given, &together).await?,
            None => engine.drafts().begin_given(pack, service, &visitor, &given, &together).await?,
        };
        Ok::<_, Failure>(see_as(&format!("{here}/{}/{}", draft.id, draft.page), token.as_ref()))
    };
    done.await.unwrap_or_else(|failure| refused(&failure, &headers, &back(&headers)))
}

#[derive(Deserialize)]
struct Code {
    #[serde(default)]
    kode: String,
    #[serde(flatten)]
    carried: Carried,
}

async fn resume(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service)): Path<(String, String)>,
    headers: HeaderMap,
    Posted(code): Posted<Code>,
) -> Response {
    let done = async {
        let pack = &there(&engine, &region)?;
        asked_for(pack, &service)?;
        let (id, token) = engine.drafts().resume(pack, &code.kode, &visitor).await?;
        let owner = match &token {
            Some(token) => engine.accounts().visitor(Some(token.as_str())).await?,
            None => visitor,
        };
        let draft = engine.drafts().load(pack, &owner, id).await?;
        let path = pack.service(&draft.service).map_or(service.as_str(), |s| s.path.as_str());
        let there = format!("/{region}/{path}/ajukan/{id}/{}", draft.page);
        let there = put_back(&engine, &owner, &there, &code.carried).await.unwrap_or(there);
        Ok::<_, Failure>(see_as(&there, token.as_ref()))
    };
    match done.await {
        Ok(response) => response,
        Err(Failure::NotFound) => see(&format!("/{region}/{service}/lanjut?salah=1{}", code.carried.query())),
        Err(failure) => refused(&failure, &headers, &format!("/{region}/{service}/lanjut")),
    }
}

async fn save(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service_path, draft, page)): Path<(String, String, Uuid, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let here = format!("/{region}/{service_path}/ajukan/{draft}/{page}");
    let sent = match read(form).await {
        Ok(sent) => sent,
        Err(failure) => return refused(&failure, &headers, &here),
    };
    let kept = keep(&engine, &visitor, &region, &service_path, draft, &page, &sent).await;
    if sent.pressed == SILENTLY {
        return silently(&kept);
    }
    match kept {
        Ok(to) => see(&to),
        Err(Failure::SignedOut | Failure::NotFound) if visitor.person.is_none() => {
            // The session is over: what was typed waits here until its owner has signed in or shown the code.
            let id = Flash::put(serde_json::to_string(&sent.pairs).unwrap_or_default());
            see(&format!("/masuk?kembali={}&isian={id}&berkas={draft}&halaman={page}", in_query(&here)))
        }
        Err(Failure::NotFound) => match after_sending(&engine, &visitor, &region, draft, &headers).await {
            Some(told) => told,
            None => refused(&Failure::NotFound, &headers, &here),
        },
        Err(failure) => refused(&failure, &headers, &here),
    }
}

/// The answer to a script that keeps what is being typed: that it is kept, or why not.
pub(crate) fn silently<T>(kept: &Result<T, Failure>) -> Response {
    let status = match kept {
        Ok(_) => StatusCode::NO_CONTENT,
        // A session that is over and a draft that is not theirs are one thing to the page: what is typed stays there.
        Err(Failure::SignedOut | Failure::NotFound) => StatusCode::UNAUTHORIZED,
        Err(failure) => StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE),
    };
    status.into_response()
}

/// Where a page is sent once its draft was handed in from another tab: to the case, with the word that this came too
/// late.
async fn after_sending(engine: &Engine, visitor: &Visitor, region: &str, draft: Uuid, headers: &HeaderMap) -> Option<Response> {
    let pack = engine.packs().by_slug(region)?;
    let receipt = engine.drafts().handed_in(&pack, visitor, draft).await.ok()??;
    let words = match crate::lang::of_headers(headers) {
        Lang::Id => {
            "Pengajuan ini sudah dikirim, jadi isian terakhir Anda tidak ikut. Bila ada yang keliru, tunggu petugas mengembalikannya, \
             atau tarik kembali dan ajukan lagi."
        }
        Lang::En => {
            "This application has been handed in already, so what you filled in last is not part of it. If something is wrong, wait until \
             an officer gives it back, or withdraw it and apply again."
        }
    };
    Some(see(&format!("/{region}/lacak/{}?kata={}", receipt.number, Flash::put(words.to_owned()))))
}

/// Keeps a page and says where to go on.
pub(crate) async fn keep(
    engine: &Engine,
    visitor: &Visitor,
    region: &str,
    service_path: &str,
    id: Uuid,
    page: &str,
    sent: &Sent,
) -> Result<String, Failure> {
    let pack = &there(engine, region)?;
    let service = asked_for(pack, service_path)?;
    let here = format!("/{region}/{service_path}/ajukan/{id}/{page}");
    let drafts = engine.drafts();
    let mut draft = drafts.save(pack, visitor, id, page, answers(&sent.pairs, &sent.pressed)).await?;
    for (slot, name, bytes) in &sent.files {
        draft = match drafts.attach(pack, visitor, id, slot, name, bytes.clone()).await {
            Ok(draft) => draft,
            Err(failure @ (Failure::SignedOut | Failure::NotFound | Failure::Unavailable { .. })) => return Err(failure),
            Err(failure) => {
                let lang = visitor.lang.unwrap_or_default();
                let label = engine
                    .drafts()
                    .load(pack, visitor, id)
                    .await?
                    .form(pack)
                    .field(slot)
                    .map(|f| f.label.get(lang).to_owned())
                    .unwrap_or_default();
                return Ok(format!("{here}?kata={}", Flash::put(format!("{label}: {}", failure.text(lang)))));
            }
        };
    }
    let mut pressed = sent.pressed.splitn(3, ':');
    match (pressed.next(), pressed.next(), pressed.next()) {
        (Some(SILENTLY), ..) => return Ok(here),
        (Some("tambah"), Some(key), _) => {
            return Ok(format!("{here}?tambah={}#{}", in_query(key), new_row(&draft.form(pack), &draft.answers, key)));
        }
        (Some("hapus" | "cari" | "isi"), Some(key), _) => return Ok(format!("{here}#{}", in_query(key))),
        (Some("buang"), Some(slot), Some(hash)) => {
            drafts.detach(pack, visitor, id, slot, hash).await?;
            return Ok(format!("{here}#{}", in_query(slot)));
        }
        _ => {}
    }
    let today = engine.now().day(pack.zone());
    let form = draft.form(pack);
    let check = Check { form: &form, answers: &draft.answers, documents: &draft.documents, areas: &**pack, today };
    let pages = check.pages();
    let at = pages.iter().position(|p| p.key == page).ok_or(Failure::NotFound)?;
    let limits = service.broken_limits(&check.facts(), today)?;
    let wrong = pages.get(at).is_some_and(|p| !check.page(p).is_empty() || limits.iter().any(|l| p.fields.iter().any(|f| f.key == l.path)));
    if wrong {
        return Ok(format!("{here}?periksa=1"));
    }
    let next = pages.get(at + 1).map_or(super::page::REVIEW, |p| p.key.as_str());
    Ok(format!("/{region}/{service_path}/ajukan/{id}/{next}"))
}

/// The id of a new row's first box, so that one can go on typing at once.
pub(crate) fn new_row(form: &Form, answers: &Answers, key: &str) -> String {
    let first = match form.field(key).map(|f| &f.kind) {
        Some(Kind::Rows { columns, .. }) => columns.first().map(|c| c.key.as_str()),
        _ => None,
    };
    let row = answers.rows(key).len();
    first.map_or_else(|| in_query(key), |first| crate::components::id::id_of(&format!("{key}.{row}.{first}")))
}

/// The answers of the sent pairs; a row whose button was pressed is left out, and a button that fills a box fills it.
pub(crate) fn answers(pairs: &[(String, String)], pressed: &str) -> Answers {
    let gone = pressed.strip_prefix("hapus:").map(|rest| format!("{}.", rest.replace(':', ".")));
    let kept = pairs.iter().filter(|(name, _)| gone.as_ref().is_none_or(|g| !name.starts_with(g.as_str()))).cloned();
    let mut answers = Answers::from_pairs(kept, ROWS);
    // A table whose only row was taken away is empty now, not unchanged.
    if let Some(key) = pressed.strip_prefix("hapus:").and_then(|rest| rest.split(':').next()) {
        answers.0.entry(key.to_owned()).or_insert(domain::form::Answer::Rows(vec![]));
    }
    if let Some((key, text)) = pressed.strip_prefix("isi:").and_then(|rest| rest.split_once(':')) {
        answers.set(key, text);
    }
    answers
}

async fn send(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service, draft)): Path<(String, String, Uuid)>,
    headers: HeaderMap,
) -> Response {
    let review = format!("/{region}/{service}/ajukan/{draft}/{}", super::page::REVIEW);
    let done = async {
        let pack = &there(&engine, &region)?;
        asked_for(pack, &service)?;
        engine.drafts().submit(pack, &visitor, draft).await
    };
    match done.await {
        Ok(receipt) => see(&format!("/{region}/lacak/{}/tanda-terima", receipt.number)),
        Err(Failure::Invalid { .. }) => see(&format!("{review}?periksa=1")),
        Err(failure) => refused(&failure, &headers, &review),
    }
}

async fn throw_away(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service, draft)): Path<(String, String, Uuid)>,
    headers: HeaderMap,
) -> Response {
    let account = format!("/{region}/akun");
    let done = async {
        let pack = &there(&engine, &region)?;
        asked_for(pack, &service)?;
        engine.drafts().delete(pack, &visitor, draft).await
    };
    match done.await {
        Ok(()) => see(&account),
        Err(failure) => refused(&failure, &headers, &account),
    }
}

/// Back to the page with the words of what went wrong.
pub(crate) fn refused(failure: &Failure, headers: &HeaderMap, to: &str) -> Response {
    match failure {
        Failure::SignedOut => see(&format!("/masuk?kembali={}", in_query(to))),
        _ => {
            let id = Flash::put(failure.whole_text(crate::lang::of_headers(headers)));
            let joint = if to.contains('?') { '&' } else { '?' };
            see(&format!("{to}{joint}kata={id}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::answers;

    #[test]
    fn the_row_whose_button_was_pressed_goes_and_the_others_stay() {
        let pairs = [("b.0.what", "a"), ("b.1.what", "b"), ("b.10.what", "c")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        let left: Vec<_> = answers(&pairs, "hapus:b:1").rows("b").iter().map(|r| r["what"].clone()).collect();
        assert_eq!(left, ["a", "c"]);
        assert!(answers(&pairs[..1], "hapus:b:0").rows("b").is_empty());
    }
}
