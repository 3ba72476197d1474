//! What a case's pages send: the receipt's secret, the applicant's acts, mended answers.
use crate::{
    citizen::apply::posts::{SILENTLY, answers, new_row, read, refused, silently},
    server::{Flash, in_query, see, see_as},
};
use axum::{
    Extension, Router,
    extract::{Form, Multipart, Path},
    response::Response,
    routing::post,
};
use domain::{
    case::{Input, Refusal},
    form::Answers,
    number::CaseNumber,
};
use engine::{Engine, Failure, Visitor};
use http::HeaderMap;
use serde::Deserialize;

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new()
        .route("/{region}/lacak", post(unlock))
        .route("/{region}/lacak/{number}/tindakan/{action}", post(act))
        .route("/{region}/lacak/{number}/pesan", post(say))
        .route("/{region}/lacak/{number}/isi/{action}", post(fill_in))
        .route("/{region}/lacak/{number}/perbaiki", post(mend))
}

#[derive(Deserialize)]
struct Key {
    #[serde(default)]
    nomor: String,
    #[serde(default)]
    rahasia: String,
}

async fn unlock(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(key): Form<Key>,
) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return see("/") };
    match engine.cases().unlock(&pack, &visitor, &key.nomor, &key.rahasia).await {
        Ok(token) => {
            let number = key.nomor.parse::<CaseNumber>().map(|n| n.to_string()).unwrap_or_default();
            let new = visitor.token.as_ref() != Some(&token);
            see_as(&format!("/{region}/lacak/{number}"), new.then_some(&token))
        }
        Err(Failure::NotFound) => {
            see(&format!("/{region}/lacak?salah=1&nomor={}", in_query(&key.nomor.chars().take(40).collect::<String>())))
        }
        Err(failure) => refused(&failure, &headers, &format!("/{region}/lacak")),
    }
}

async fn act(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, number, action)): Path<(String, String, String)>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let here = format!("/{region}/lacak/{number}");
    let done = async {
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let case = number.parse().map_err(|_| Failure::NotFound)?;
        let seen = pairs.iter().find(|(k, _)| k == "seen").and_then(|(_, v)| v.parse().ok()).unwrap_or(0);
        let own = format!("{action}.");
        let captured = Answers::from_pairs(pairs.iter().filter_map(|(k, v)| Some((k.strip_prefix(&own)?.to_owned(), v.clone()))), 60);
        engine.cases().act(&pack, &visitor, &case, &action, &Input { seen, captured, ..Input::default() }).await
    };
    match done.await {
        Ok(_) => see(&here),
        Err(failure) => refused(&failure, &headers, &here),
    }
}

#[derive(Deserialize)]
struct Words {
    #[serde(default)]
    pesan: String,
}

/// Words of the applicant to the office.
async fn say(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, number)): Path<(String, String)>,
    headers: HeaderMap,
    Form(words): Form<Words>,
) -> Response {
    let here = format!("/{region}/lacak/{number}");
    let done = async {
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let case = number.parse().map_err(|_| Failure::NotFound)?;
        engine.cases().say(&pack, &visitor, &case, &words.pesan).await
    };
    match done.await {
        Ok(_) => see(&format!("{here}#pesan")),
        // What was typed is there again, also behind a sign-in.
        Err(failure) => refused(&failure, &headers, &format!("{here}?isi={}", Flash::put(words.pesan))),
    }
}

/// A page of an action: kept, and acted on where the last button was pressed.
async fn fill_in(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, number, action)): Path<(String, String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let track = format!("/{region}/lacak/{number}");
    let here = format!("{track}/isi/{action}");
    let sent = read(form).await;
    let quiet = sent.as_ref().is_ok_and(|sent| sent.pressed == SILENTLY);
    let done = async {
        let sent = sent?;
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let case: CaseNumber = number.parse().map_err(|_| Failure::NotFound)?;
        let (cases, drafts) = (engine.cases(), engine.drafts());
        let state = cases.open(&pack, &visitor, &case).await?.state;
        let id = cases.work(&pack, &visitor, &case, &action).await?.id;
        let saved = drafts.save(&pack, &visitor, id, "", answers(&sent.pairs, &sent.pressed)).await?;
        for (slot, name, bytes) in &sent.files {
            drafts.attach(&pack, &visitor, id, slot, name, bytes.clone()).await?;
        }
        let mut pressed = sent.pressed.splitn(3, ':');
        match (pressed.next(), pressed.next(), pressed.next()) {
            (Some("buang"), Some(slot), Some(hash)) => {
                drafts.detach(&pack, &visitor, id, slot, hash).await?;
                Ok(format!("{here}#{}", in_query(slot)))
            }
            (Some("tambah"), Some(key), _) => {
                let known = pack.workflow_of(&state).and_then(|w| w.action(&state.stage, &action)).ok_or(Failure::NotFound)?;
                let form = domain::form::Form::of_fields(known.captures.clone());
                Ok(format!("{here}?tambah={}#{}", in_query(key), new_row(&form, &saved.answers, key)))
            }
            (Some("hapus" | "cari" | "isi"), Some(key), _) => Ok(format!("{here}#{}", in_query(key))),
            (Some("simpan" | SILENTLY), ..) => Ok(here.clone()),
            _ => {
                let input = Input { seen: state.version, captured: saved.answers, ..Input::default() };
                cases.act(&pack, &visitor, &case, &action, &input).await.map(|_| track.clone())
            }
        }
    };
    let done = done.await;
    if quiet {
        return silently(&done);
    }
    match done {
        Ok(to) => see(&to),
        Err(Failure::Invalid { .. }) => see(&format!("{here}?periksa=1")),
        // The action is over, here or in another tab: the case itself says what became of it.
        Err(failure @ Failure::Refused(Refusal::NotFromHere { .. } | Refusal::Stale { .. })) => refused(&failure, &headers, &track),
        Err(failure) => refused(&failure, &headers, &here),
    }
}

async fn mend(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, number)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let track = format!("/{region}/lacak/{number}");
    let here = format!("{track}/perbaiki");
    let lang = crate::lang::of_headers(&headers);
    let sent = read(form).await;
    let quiet = sent.as_ref().is_ok_and(|sent| sent.pressed == SILENTLY);
    let done = async {
        let sent = sent?;
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let case = number.parse().map_err(|_| Failure::NotFound)?;
        let draft = engine.cases().mend(&pack, &visitor, &case).await?;
        let drafts = engine.drafts();
        let saved = drafts.save(&pack, &visitor, draft.id, "", answers(&sent.pairs, &sent.pressed)).await?;
        for (slot, name, bytes) in &sent.files {
            drafts.attach(&pack, &visitor, draft.id, slot, name, bytes.clone()).await?;
        }
        let mut pressed = sent.pressed.splitn(3, ':');
        match (pressed.next(), pressed.next(), pressed.next()) {
            (Some("buang"), Some(slot), Some(hash)) => {
                drafts.detach(&pack, &visitor, draft.id, slot, hash).await?;
                Ok(here.clone())
            }
            (Some("tambah"), Some(key), _) => {
                let service = pack.service(&saved.service).ok_or(Failure::NotFound)?;
                Ok(format!("{here}?tambah={}#{}", in_query(key), new_row(&service.form, &saved.answers, key)))
            }
            (Some("hapus" | "cari" | "isi"), Some(key), _) => Ok(format!("{here}#{}", in_query(key))),
            (Some(SILENTLY), ..) => Ok(here.clone()),
            _ => engine.cases().send_mended(&pack, &visitor, &case).await.map(|_| track.clone()),
        }
    };
    let done = done.await;
    if quiet {
        return silently(&done);
    }
    match done {
        Ok(to) => see(&to),
        Err(Failure::Invalid { problems }) => {
            let words: Vec<String> = problems.iter().map(|p| p.line(lang)).collect();
            see(&format!("{here}?periksa=1&kata={}", Flash::put(words.join(". "))))
        }
        Err(failure) => refused(&failure, &headers, &here),
    }
}
