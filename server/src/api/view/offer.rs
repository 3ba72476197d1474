//! What may be done with a case now.
use super::{
    case::effect_name,
    form::{ChoiceView, FieldView},
    text::TextView,
};
use domain::{
    case::Offer,
    pack::Service,
    workflow::{CrossCheck, Needs},
};
use serde::Serialize;
use utoipa::ToSchema;

/// One action that the workflow gives the reader now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfferView {
    /// Its key.
    pub action: String,
    /// The button.
    pub label: TextView,
    /// The stage it leads to.
    pub to: String,
    /// What it means: `advance`, `return`, `resubmit`, `back`, `refuse`, `withdraw`,
    /// `object`, `reopen`, `lapse` or `note`.
    pub effect: &'static str,
    /// What is entered with it.
    pub captures: Vec<FieldView>,
    /// What must agree before it, with its result now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckView>,
    /// How much of the checklist it needs: `nothing`, `answered` or `fitting`.
    pub checklist: &'static str,
    /// The reasons to choose from, where it refuses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ChoiceView>,
}

/// One thing that must agree.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckView {
    /// Its key.
    pub key: String,
    /// What agrees.
    pub label: TextView,
    /// Where it comes from.
    pub legal_base: String,
    /// Whether it does now.
    pub agrees: bool,
}

impl OfferView {
    /// An offer of a service's workflow.
    #[must_use]
    pub fn of(offer: &Offer<'_>, service: &Service, checks: &[(&CrossCheck, bool)]) -> Self {
        let refuses = offer.action.effect == domain::workflow::Effect::Refuse;
        Self {
            action: offer.action.key.clone(),
            label: (&offer.action.label).into(),
            to: offer.to.key.clone(),
            effect: effect_name(offer.action.effect),
            captures: offer.action.captures.iter().map(Into::into).collect(),
            checks: checks
                .iter()
                .map(|(check, agrees)| CheckView {
                    key: check.key.clone(),
                    label: (&check.label).into(),
                    legal_base: check.legal_base.clone(),
                    agrees: *agrees,
                })
                .collect(),
            checklist: match offer.action.checklist {
                Needs::Nothing => "nothing",
                Needs::Answered => "answered",
                Needs::Fitting => "fitting",
            },
            reasons: if refuses { service.reasons.iter().map(Into::into).collect() } else { vec![] },
        }
    }
}
