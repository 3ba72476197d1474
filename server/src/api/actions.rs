//! Acting on a case: what the workflow gives the reader now, and doing it.
use super::{
    cases::CasePath,
    drafts::{self, FileForm},
    view::{
        case::{CaseView, DocumentView},
        offer::OfferView,
        text::TextView,
    },
};
use crate::{
    here::{Here, number},
    problem::Failed,
};
use axum::{
    Json,
    extract::{Multipart, Path},
};
use domain::{
    case::{Ask, CheckMark, Input, Offer, Verdict, cross_checks, offers},
    form::{Answers, Documents},
    time::Day,
    workflow::ChecklistItem,
};
use engine::Failure;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What may be done now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Actions {
    /// The case's version; send it as `seen`.
    version: u32,
    /// The actions.
    items: Vec<OfferView>,
    /// Always null: all actions stand on one page.
    next: Option<String>,
    /// What is looked at here, item by item.
    checklist: Vec<ItemToCheck>,
}

/// One thing to look at.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemToCheck {
    key: String,
    label: TextView,
    legal_base: Option<String>,
    /// The field of the document that shows it.
    document: Option<String>,
    /// A note must be written even where it fits.
    note_always: bool,
}

impl From<&ChecklistItem> for ItemToCheck {
    fn from(item: &ChecklistItem) -> Self {
        Self {
            key: item.key.clone(),
            label: (&item.label).into(),
            legal_base: item.legal_base.clone(),
            document: item.document.clone(),
            note_always: item.note_always,
        }
    }
}

/// What comes with an action.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ActionInput {
    /// The version of the case that was seen; another one now is a conflict.
    seen: u32,
    /// What the action captures.
    #[serde(default)]
    #[schema(value_type = Object)]
    captured: Answers,
    /// The checklist by item.
    #[serde(default)]
    checklist: BTreeMap<String, Mark>,
    /// What should be mended.
    #[serde(default)]
    items: Vec<ToMend>,
    /// The refusal's reason.
    #[serde(default)]
    reason: Option<String>,
    /// What everyone may read about it.
    #[serde(default)]
    public_note: Option<String>,
    /// Why an amount rises.
    #[serde(default)]
    why_more: Option<String>,
    /// Why this case comes before older ones, where the oldest comes first.
    #[serde(default)]
    why_first: Option<String>,
}

/// What was found about an item.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Mark {
    /// `fits`, `does_not_fit` or `does_not_apply`.
    #[schema(value_type = String)]
    verdict: Verdict,
    /// What it rests on.
    #[serde(default)]
    evidence: String,
}

/// One field to mend.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ToMend {
    /// The field's key.
    field: String,
    /// What is wrong with it.
    reason: String,
    /// Last day for it, `2026-11-09`; the stage's own term where there is none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    due_on: Option<Day>,
}

impl From<ActionInput> for Input {
    fn from(input: ActionInput) -> Self {
        Self {
            seen: input.seen,
            captured: input.captured,
            checklist: input.checklist.into_iter().map(|(k, m)| (k, CheckMark { verdict: m.verdict, evidence: m.evidence })).collect(),
            items: input.items.into_iter().map(|i| Ask { field: i.field, reason: i.reason, due_on: i.due_on }).collect(),
            documents: Documents::default(),
            list: None,
            alike: vec![],
            reason: input.reason,
            public_note: input.public_note,
            why_more: input.why_more,
            why_first: input.why_first,
            ahead: 0,
            team: vec![],
            declared: None,
            written_at: None,
        }
    }
}

/// What the reader may do with the case now.
#[utoipa::path(get, path = "/{region}/cases/{case}/actions", tag = "cases",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "The actions", body = Actions)))]
pub(crate) async fn list(here: Here, Path(path): Path<CasePath>) -> Result<Json<Actions>, Failed> {
    let cases = here.engine().cases();
    let opened = cases.open(&here.pack, here.visitor(), &number(&path.case)?).await?;
    let state = &opened.state;
    let person = cases.acting_person(here.visitor(), state).await?;
    let service = here.service(&state.service)?;
    let now = here.engine().now();
    let view = |offer: &Offer<'_>| OfferView::of(offer, service, &cross_checks(&here.pack, state, offer.action, now));
    let items: Vec<_> = offers(&here.pack, state, &person, now).iter().map(view).collect();
    let stage = here.pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
    let needed = items.iter().any(|i| i.checklist != "nothing");
    let checklist = stage.filter(|_| needed).map(|s| s.checklist.iter().map(Into::into).collect()).unwrap_or_default();
    Ok(Json(Actions { version: state.version, items, next: None, checklist }))
}

#[derive(Deserialize)]
pub(crate) struct ActionPath {
    case: String,
    action: String,
}

/// Keeps a file for a field that an action asks for; it goes with the action when that is done.
#[utoipa::path(post, path = "/{region}/cases/{case}/actions/{action}/files", tag = "cases",
    params(("case" = String, Path, description = "The case's number"), ("action" = String, Path, description = "The action's key"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same answer")),
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The files so far", body = Kept)))]
pub(crate) async fn attach(here: Here, Path(path): Path<ActionPath>, form: Multipart) -> Result<(StatusCode, Json<Kept>), Failed> {
    let number = number(&path.case)?;
    if here.visitor().person.is_none() {
        return Err(Failed(Failure::SignedOut));
    }
    let cases = here.engine().cases();
    // Before anything large is read: whether the action is theirs now.
    cases.work(&here.pack, here.visitor(), &number, &path.action).await?;
    let (slot, name, bytes) = drafts::file(form, here.asking.shared.config.upload_mb).await?;
    let work = cases.attach(&here.pack, here.visitor(), &number, &path.action, (&slot, &name, bytes), None).await?;
    Ok((StatusCode::CREATED, Json(Kept { files: work.documents.0.iter().map(Into::into).collect() })))
}

/// Files that wait for their action.
#[derive(Serialize, ToSchema)]
pub(crate) struct Kept {
    /// All of them.
    files: Vec<DocumentView>,
}

/// Does it.
#[utoipa::path(post, path = "/{region}/cases/{case}/actions/{action}", tag = "cases", request_body = ActionInput,
    params(("case" = String, Path, description = "The case's number"), ("action" = String, Path, description = "The action's key"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key gives the same answer")),
    responses((status = 200, description = "The case after it", body = CaseView)))]
pub(crate) async fn act(here: Here, Path(path): Path<ActionPath>, Json(body): Json<ActionInput>) -> Result<Json<CaseView>, Failed> {
    let number = number(&path.case)?;
    if here.visitor().person.is_none() {
        return Err(Failed(Failure::SignedOut));
    }
    let cases = here.engine().cases();
    cases.act(&here.pack, here.visitor(), &number, &path.action, &body.into()).await?;
    let opened = cases.open(&here.pack, here.visitor(), &number).await?;
    Ok(Json(CaseView::of(&here.pack, &opened, here.today())))
}
