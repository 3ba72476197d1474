//! A draft as its owner sees it.
use super::case::{AnswersView, DocumentView};
use crate::{here::Here, problem::FieldProblem};
use domain::form::Check;
use engine::{Draft, Receipt};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A request that is not handed in yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DraftView {
    /// Its id.
    pub id: Uuid,
    /// The service.
    pub service: String,
    /// The answers as they were given.
    pub answers: AnswersView,
    /// The files.
    pub documents: Vec<DocumentView>,
    /// What still has to be put right before it can be handed in.
    pub problems: Vec<FieldProblem>,
    /// What to look at again, without stopping.
    pub warnings: Vec<FieldProblem>,
    /// Counts the saves.
    pub version: u32,
    /// With it the draft can be taken up elsewhere.
    pub resume_code: String,
    /// When it was saved, milliseconds since 1970 in UTC.
    pub saved_at: i64,
    /// The returned case that it mends, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The session that owns it, when it was begun without one: send it as a bearer token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// What one gets for handing a request in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    /// The number, to say and to search by.
    pub number: String,
    /// The secret that opens the case without an account, together with the number.
    pub secret: String,
    /// The day by which the decision is promised.
    pub promised_on: String,
    /// When it was handed in, milliseconds since 1970 in UTC.
    pub submitted_at: i64,
}

impl DraftView {
    /// The draft, checked as a whole today.
    #[must_use]
    pub fn of(draft: &Draft, here: &Here) -> Self {
        let lang = here.asking.lang;
        let today = here.engine().now().day(here.pack.zone());
        let (mut problems, mut warnings) = (vec![], vec![]);
        if let Some(service) = here.pack.service(&draft.service) {
            let check = Check { form: &service.form, answers: &draft.answers, documents: &draft.documents, areas: &*here.pack, today };
            let mut found = check.all();
            found.extend(service.broken_limits(&check.facts(), today).unwrap_or_default());
            problems = found.iter().map(|p| FieldProblem::of(p, lang)).collect();
            let label = |path: &str| service.form.field(path).map_or("", |f| f.label.get(lang)).to_owned();
            warnings = check
                .warnings()
                .into_iter()
                .map(|w| FieldProblem { label: label(&w.path), text: w.text.get(lang).to_owned(), path: w.path, legal_base: None })
                .collect();
        }
        Self {
            id: draft.id,
            service: draft.service.clone(),
            answers: AnswersView(draft.answers.clone()),
            documents: draft.documents.0.iter().map(Into::into).collect(),
            problems,
            warnings,
            version: draft.version,
            resume_code: draft.resume_code.clone(),
            saved_at: draft.saved_at.millis(),
            case: draft.case.as_ref().map(ToString::to_string),
            token: None,
        }
    }
}

impl From<&Receipt> for ReceiptView {
    fn from(receipt: &Receipt) -> Self {
        Self {
            number: receipt.number.to_string(),
            secret: receipt.secret.clone(),
            promised_on: receipt.promised_on.to_string(),
            submitted_at: receipt.submitted_at.millis(),
        }
    }
}
