//! Drafts: begun, filled, given files, handed in. A draft belongs to a session; who has none gets one with the first
//! draft, so that nobody needs an account to ask for something.
use super::{
    paging::Items,
    view::draft::{DraftView, ReceiptView},
};
use crate::{
    here::{Here, draft_id},
    problem::Failed,
};
use axum::{
    Json,
    extract::{Multipart, Path, multipart::MultipartError},
};
use bytes::Bytes;
use domain::form::Answers;
use engine::{Draft, Failure};
use http::StatusCode;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

#[derive(Deserialize)]
pub(crate) struct DraftPath {
    pub(super) case: String,
}

/// What is asked for.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Begin {
    /// The service's key.
    service: String,
    /// Further services of the same file, by key: their forms are filled in as one, and each becomes a case of its own. Only services
    /// that give licences.
    #[serde(default)]
    together: Vec<String>,
}

/// What is filled in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Filled {
    /// Answers by field key: texts, or lists of rows of texts. What is left out stays as it is.
    #[schema(value_type = Object)]
    answers: Answers,
}

/// A file with the field it belongs to.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the multipart form for the document")]
pub(crate) struct FileForm {
    /// The field's key.
    slot: String,
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Begins a draft of a service.
#[utoipa::path(post, path = "/{region}/cases", tag = "cases", request_body = Begin,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same draft")),
    responses((status = 201, description = "The draft", body = DraftView)))]
pub(crate) async fn begin(mut here: Here, Json(body): Json<Begin>) -> Result<(StatusCode, Json<DraftView>), Failed> {
    let pack = here.pack.clone();
    let service = pack.service(&body.service).ok_or(Failed(Failure::NotFound))?;
    let mut token = None;
    if here.visitor().person.is_none() {
        let guest = here.engine().accounts().guest(&pack).await?;
        here.asking.visitor = here.engine().accounts().visitor(Some(guest.as_str())).await?;
        token = Some(guest.as_str().to_owned());
    }
    let draft = here.engine().drafts().begin_given(&pack, service, here.visitor(), &[], &body.together).await?;
    Ok((StatusCode::CREATED, Json(DraftView { token, ..DraftView::of(&draft, &here) })))
}

/// The reader's drafts.
#[utoipa::path(get, path = "/{region}/drafts", tag = "cases",
    responses((status = 200, description = "All of them", body = Items<DraftView>)))]
pub(crate) async fn mine(here: Here) -> Result<Json<Items<DraftView>>, Failed> {
    let drafts = here.engine().drafts().mine(&here.pack, here.visitor()).await?;
    Ok(Json(Items::all(drafts.iter().map(|d| DraftView::of(d, &here)).collect())))
}

/// A draft.
#[utoipa::path(get, path = "/{region}/drafts/{case}", tag = "cases",
    params(("case" = String, Path, description = "The draft's id")),
    responses((status = 200, description = "The draft", body = DraftView)))]
pub(crate) async fn load(here: Here, Path(path): Path<DraftPath>) -> Result<Json<DraftView>, Failed> {
    let draft = here.engine().drafts().load(&here.pack, here.visitor(), draft_id(&path.case)?).await?;
    Ok(Json(DraftView::of(&draft, &here)))
}

/// Fills answers in. Wrong ones are kept too; `problems` says what has to be put right.
#[utoipa::path(patch, path = "/{region}/cases/{case}", tag = "cases", request_body = Filled,
    params(("case" = String, Path, description = "The draft's id")),
    responses((status = 200, description = "The draft", body = DraftView)))]
pub(crate) async fn save(here: Here, Path(path): Path<DraftPath>, Json(body): Json<Filled>) -> axum::response::Result<Json<DraftView>> {
    let id = draft_id(&path.case)?;
    let drafts = here.engine().drafts();
    let mut draft = drafts.load(&here.pack, here.visitor(), id).await.map_err(Failed)?;
    for (page, answers) in by_page(&here, &draft, body.answers)? {
        draft = drafts.save(&here.pack, here.visitor(), id, &page, answers).await.map_err(Failed)?;
    }
    Ok(Json(DraftView::of(&draft, &here)))
}

/// The answers by the page that asks for them, in the form's order; the names of those that no page asks for otherwise.
fn by_page(here: &Here, draft: &Draft, answers: Answers) -> Result<Vec<(String, Answers)>, (StatusCode, String)> {
    let form = draft.form(&here.pack);
    let mut left: BTreeMap<_, _> = answers.0;
    let mut pages = Vec::new();
    for page in &form.pages {
        let mine: BTreeMap<_, _> = page.fields.iter().filter_map(|f| left.remove_entry(&f.key)).collect();
        if !mine.is_empty() {
            pages.push((page.key.clone(), Answers(mine)));
        }
    }
    if left.is_empty() {
        return Ok(pages);
    }
    let names = left.into_keys().collect::<Vec<_>>().join(", ");
    Err((StatusCode::BAD_REQUEST, format!("the form has no field {names}; see GET services/{{service}}")))
}

/// Hands a file in.
#[utoipa::path(post, path = "/{region}/cases/{case}/files", tag = "cases",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    params(("case" = String, Path, description = "The draft's id")),
    responses((status = 201, description = "The draft with the file", body = DraftView)))]
pub(crate) async fn attach(here: Here, Path(path): Path<DraftPath>, form: Multipart) -> Result<(StatusCode, Json<DraftView>), Failed> {
    let id = draft_id(&path.case)?;
    // Before anything large is read: whose draft it is.
    here.engine().drafts().load(&here.pack, here.visitor(), id).await?;
    let (slot, name, bytes) = file(form, here.asking.shared.config.upload_mb).await?;
    let draft = here.engine().drafts().attach(&here.pack, here.visitor(), id, &slot, &name, bytes).await?;
    Ok((StatusCode::CREATED, Json(DraftView::of(&draft, &here))))
}

/// The one file of a form: its field, its name and its content.
pub(super) async fn file(form: Multipart, most_mb: u32) -> Result<(String, String, Bytes), Failed> {
    read(form).await.map_err(|e| Failed(fault(&e, most_mb)))?.ok_or(Failed(Failure::BrokenFile))
}

async fn read(mut form: Multipart) -> Result<Option<(String, String, Bytes)>, MultipartError> {
    let (mut slot, mut file) = (None, None);
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("slot") => slot = Some(field.text().await?),
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                file = Some((name, field.bytes().await?));
            }
            _ => {}
        }
    }
    Ok(slot.zip(file).map(|(slot, (name, bytes))| (slot, name, bytes)))
}

fn fault(error: &MultipartError, most_mb: u32) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge { most_mb } } else { Failure::BrokenFile }
}

#[derive(Deserialize)]
pub(crate) struct FilePath {
    case: String,
    slot: String,
    hash: String,
}

/// Takes a file out again.
#[utoipa::path(delete, path = "/{region}/cases/{case}/files/{slot}/{hash}", tag = "cases",
    params(("case" = String, Path, description = "The draft's id"), ("slot" = String, Path, description = "The field's key"),
        ("hash" = String, Path, description = "The file's hash")),
    responses((status = 200, description = "The draft without it", body = DraftView)))]
pub(crate) async fn detach(here: Here, Path(path): Path<FilePath>) -> Result<Json<DraftView>, Failed> {
    let id = draft_id(&path.case)?;
    let draft = here.engine().drafts().detach(&here.pack, here.visitor(), id, &path.slot, &path.hash).await?;
    Ok(Json(DraftView::of(&draft, &here)))
}

/// Hands the request in. The same draft twice gives the same receipt.
#[utoipa::path(post, path = "/{region}/cases/{case}/submit", tag = "cases",
    params(("case" = String, Path, description = "The draft's id")),
    responses((status = 201, description = "The receipt", body = ReceiptView)))]
pub(crate) async fn submit(here: Here, Path(path): Path<DraftPath>) -> Result<(StatusCode, Json<ReceiptView>), Failed> {
    let receipt = here.engine().drafts().submit(&here.pack, here.visitor(), draft_id(&path.case)?).await?;
    Ok((StatusCode::CREATED, Json((&receipt).into())))
}

/// Throws a draft away.
#[utoipa::path(delete, path = "/{region}/cases/{case}", tag = "cases",
    params(("case" = String, Path, description = "The draft's id")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn delete(here: Here, Path(path): Path<DraftPath>) -> Result<StatusCode, Failed> {
    here.engine().drafts().delete(&here.pack, here.visitor(), draft_id(&path.case)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
