//! A case as the reader may see it. The engine has already left out what is not for them; here it gets its shape.
use super::text::TextView;
use domain::{
    case::{Amount, CaseState, Outcome, ReturnItem, Step, StepState, timeline},
    form::{Answers, Document},
    pack::Pack,
    people::AgencyKey,
    time::Day,
    workflow::Effect,
};
use engine::{Opened, Standing};
use serde::{Deserialize, Serialize};
use utoipa::{PartialSchema, ToSchema};

/// Answers by field key: a text, or rows of texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnswersView(pub Answers);

impl ToSchema for AnswersView {}

impl PartialSchema for AnswersView {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Type};
        let text = || ObjectBuilder::new().schema_type(Type::String).build();
        let map = |of: utoipa::openapi::schema::Schema| {
            ObjectBuilder::new().schema_type(Type::Object).additional_properties(Some(AdditionalProperties::RefOr(of.into()))).build()
        };
        let rows = ArrayBuilder::new().items(map(text().into())).build();
        map(OneOfBuilder::new().item(text()).item(rows).build().into()).into()
    }
}

/// A file without its content.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentView {
    /// The field it was handed in for.
    pub slot: String,
    /// The hash of its content, which is also its name in addresses.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Media type.
    pub media: String,
    /// Bytes.
    pub size: u64,
}

/// A case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// Its number.
    pub number: String,
    /// Its service.
    pub service: String,
    /// As whom the reader sees it: `owner`, `officer` or `public`.
    pub standing: &'static str,
    /// Counts its events; send it as `seen` with an action.
    pub version: u32,
    /// Its last event's place in the order of all.
    pub seq: i64,
    /// Where it is.
    pub stage: String,
    /// The stage's name.
    pub stage_label: TextView,
    /// The agency that holds it; null where the applicant does.
    pub agency: Option<String>,
    /// The activity.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// When it was handed in, milliseconds since 1970 in UTC.
    pub submitted_at: i64,
    /// When it came to its stage.
    pub stage_since: i64,
    /// The last day of the stage's term.
    pub due_on: Option<String>,
    /// The day by which the decision is promised.
    pub promised_on: String,
    /// The ladder of amounts so far.
    pub amounts: Vec<AmountView>,
    /// What the applicant should mend now.
    pub items: Vec<ItemView>,
    /// The answers, as far as they are for the reader; sealed ones masked.
    pub answers: AnswersView,
    /// The files, as far as they are for the reader.
    pub documents: Vec<DocumentView>,
    /// The way it went and will go.
    pub steps: Vec<StepView>,
    /// How it ended: `done`, `refused`, `withdrawn` or `lapsed`.
    pub outcome: Option<&'static str>,
    /// When it ended.
    pub closed_at: Option<i64>,
}

/// A rung of the ladder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AmountView {
    /// Its key.
    pub rung: String,
    /// Whole rupiah.
    pub rupiah: i64,
    /// Why it is what it is, where somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_more: Option<String>,
    /// When it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_at: Option<i64>,
    /// The role that set it; none where the applicant did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// One thing to mend.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// The field.
    pub field: String,
    /// Its label.
    pub label: TextView,
    /// What is wrong with it.
    pub reason: String,
    /// Last day for it, where it is not the stage's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
}

/// One stage on the way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepView {
    /// The stage.
    pub stage: String,
    /// `done`, `now`, `next`, `back` or `refused`.
    pub state: &'static str,
    /// Who holds or held it.
    pub agency: Option<String>,
    /// When it came there.
    pub since: Option<i64>,
    /// When it left.
    pub until: Option<i64>,
    /// The action by which it left.
    pub action: Option<String>,
    /// What that meant.
    pub effect: Option<&'static str>,
    /// The refusal's reason.
    pub reason: Option<String>,
    /// What everyone may read about it.
    pub note: Option<String>,
    /// Working days used of the term, and the term.
    pub used: Option<[u32; 2]>,
    /// The end of the term, or the day by which it should be reached.
    pub by: Option<String>,
}

impl CaseView {
    /// The case as it was opened.
    #[must_use]
    pub fn of(pack: &Pack, opened: &Opened, today: Day) -> Self {
        let view = Self::of_state(pack, &opened.state, opened.standing, today);
        Self { seq: opened.seq, ..view }
    }

    /// A case after an act. Its place in the order of all is not known to who acted.
    #[must_use]
    pub fn of_state(pack: &Pack, state: &CaseState, standing: Standing, today: Day) -> Self {
        Self {
            number: state.number.to_string(),
            service: state.service.clone(),
            standing: standing_name(standing),
            version: state.version,
            seq: 0,
            stage: state.stage.clone(),
            stage_label: (&pack.stage_label(state)).into(),
            agency: agency(state.agency.as_ref()),
            title: state.title.clone(),
            organisation: state.organisation.clone(),
            district: state.district.clone(),
            affair: state.affair.clone(),
            fiscal_year: state.fiscal_year,
            submitted_at: state.submitted_at.millis(),
            stage_since: state.stage_since.millis(),
            due_on: state.due_on.map(|d| d.to_string()),
            promised_on: state.promised_on.to_string(),
            amounts: state.amounts.iter().map(Into::into).collect(),
            items: state.items.iter().map(Into::into).collect(),
            answers: AnswersView(state.answers.clone()),
            documents: state.documents.0.iter().chain(&state.papers.0).map(Into::into).collect(),
            steps: timeline(pack, state, today).iter().map(Into::into).collect(),
            outcome: state.outcome.map(outcome_name),
            closed_at: state.closed_at.map(domain::time::Instant::millis),
        }
    }
}

impl From<&Document> for DocumentView {
    fn from(d: &Document) -> Self {
        Self { slot: d.slot.clone(), hash: d.hash.clone(), name: d.name.clone(), media: d.media.clone(), size: d.size }
    }
}

impl From<&Amount> for AmountView {
    fn from(amount: &Amount) -> Self {
        Self {
            rung: amount.rung.clone(),
            rupiah: amount.rupiah.rupiah(),
            why_more: amount.why_more.clone(),
            set_at: amount.set.as_ref().map(|s| s.at.millis()),
            role: amount.set.as_ref().and_then(|s| s.role.as_ref()).map(|r| r.0.clone()),
        }
    }
}

impl From<&ReturnItem> for ItemView {
    fn from(item: &ReturnItem) -> Self {
        Self {
            field: item.field.clone(),
            label: (&item.label).into(),
            reason: item.reason.clone(),
            due_on: item.due_on.map(|d| d.to_string()),
        }
    }
}

impl From<&Step> for StepView {
    fn from(step: &Step) -> Self {
        let end = step.end.as_ref();
        Self {
            stage: step.stage.clone(),
            state: match step.state {
                StepState::Done => "done",
                StepState::Now => "now",
                StepState::Next => "next",
                StepState::Back => "back",
                StepState::Refused => "refused",
                StepState::Withdrawn => "withdrawn",
            },
            agency: agency(step.agency.as_ref()),
            since: step.since.map(domain::time::Instant::millis),
            until: end.map(|e| e.at.millis()),
            action: end.map(|e| e.action.clone()),
            effect: end.map(|e| effect_name(e.effect)),
            reason: end.and_then(|e| e.reason.clone()),
            note: end.and_then(|e| e.note.clone()),
            used: end.and_then(|e| e.used).map(|(used, of)| [used, of]),
            by: step.by.map(|d| d.to_string()),
        }
    }
}

fn agency(key: Option<&AgencyKey>) -> Option<String> {
    key.map(|AgencyKey(key)| key.clone())
}

pub(super) fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Owner => "owner",
        Standing::Officer => "officer",
        Standing::Public => "public",
    }
}

pub(super) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Refused => "refused",
        Outcome::Withdrawn => "withdrawn",
        Outcome::Lapsed => "lapsed",
    }
}

pub(super) fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Advance => "advance",
        Effect::Return => "return",
        Effect::Resubmit => "resubmit",
        Effect::Back => "back",
        Effect::Refuse => "refuse",
        Effect::Withdraw => "withdraw",
        Effect::Object => "object",
        Effect::Reopen => "reopen",
        Effect::Lapse => "lapse",
        Effect::Note => "note",
    }
}
