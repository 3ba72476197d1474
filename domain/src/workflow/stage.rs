//! A stage, the actions that lead on from it, and what each needs.
use super::{
    step::Automatic,
    term::{ClockRule, Extension, Timer},
};
use crate::{
    form::{Field, Kind},
    licence::Status,
    pack::Escalation,
    rule::Rule,
    text::Text,
};
use serde::{Deserialize, Serialize};

/// A place where a case can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Stable key.
    pub key: String,
    /// Its name on a timeline.
    pub label: Text,
    /// The short word on a tag.
    pub tag: Text,
    /// What is happening, `{office}` being who holds the case.
    pub doing: Text,
    /// What the applicant should do now: often that nothing need be done.
    #[serde(default)]
    pub advice: Option<Text>,
    /// What kind of place.
    #[serde(default)]
    pub kind: StageKind,
    /// Who holds the case here.
    #[serde(default)]
    pub holder: Holder,
    /// The term.
    #[serde(default)]
    pub clock: Option<ClockRule>,
    /// By which rule a case that comes here is given to one of those who hold the post; without, whoever comes first takes it.
    #[serde(default)]
    pub divided: Option<Division>,
    /// The recipient owes a report here: once its term is over, it keeps them from asking for more.
    #[serde(default)]
    pub owes_report: bool,
    /// Drawn on the timeline before it is reached.
    #[serde(default)]
    pub on_line: bool,
    /// What is looked at, item by item.
    #[serde(default)]
    pub checklist: Vec<ChecklistItem>,
    /// What may be done here.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// What happens by itself around the end of the term.
    #[serde(default)]
    pub timers: Vec<Timer>,
    /// Who is told as the term runs out, where it is not the region's usual chain.
    #[serde(default)]
    pub escalation: Option<Vec<Escalation>>,
    /// By how much an officer may extend the term; not at all without it.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// What goes on from here by itself; the first whose condition holds.
    #[serde(default)]
    pub automatic: Vec<Automatic>,
    /// How the case's licence stands here, where it gives one.
    #[serde(default)]
    pub licence: Option<Status>,
    /// How often, and until when, an officer may send a case back from here.
    #[serde(default)]
    pub returns: Option<ReturnRule>,
    /// Whoever decided at one of these stages does not decide here: who validates does not approve.
    #[serde(default)]
    pub apart_from: Vec<String>,
    /// The oldest case comes first here; whoever passes one over says why.
    #[serde(default)]
    pub in_order: bool,
    /// Those who were drawn to go there act here, and nobody else of their post.
    #[serde(default)]
    pub by_team: bool,
    /// The promise stands still while a case is here, as it does while it is returned: it waits for a payment.
    #[serde(default)]
    pub pauses: bool,
}

/// How many officers are drawn, and of which post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DrawRule {
    /// The role.
    pub role: String,
    /// How many: two at least, so that nobody is alone with an applicant.
    pub count: u32,
    /// Where it comes from.
    pub legal_base: String,
}

/// How often, and until when, a case may be sent back from a stage, so that a question in the last hour does not keep silence from
/// counting. A superior may beyond it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnRule {
    /// Most returns from this stage.
    pub most: u32,
    /// No return once so many hundredths of the term are used.
    #[serde(default = "whole_term")]
    pub until_percent: u32,
    /// The article; "proposed" where there is none.
    pub legal_base: String,
}

const fn whole_term() -> u32 {
    100
}

impl Stage {
    /// Whether cases go on from here as a part of a list.
    #[must_use]
    pub fn is_by_list(&self) -> bool {
        self.actions.iter().any(|a| a.by_list)
    }
}

/// How work is divided among those who hold a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Division {
    /// To whoever has the fewest open cases.
    Load,
    /// To each in turn.
    Rotation,
}

/// What kind of place a stage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// An office works on the case.
    #[default]
    Work,
    /// The applicant has to do something; the clock of the office stands still.
    Applicant,
    /// The case is over, and it went well.
    Done,
    /// The case is over: refused.
    Refused,
    /// The case is over: taken back.
    Withdrawn,
    /// The case is over: a term or a budget passed.
    Lapsed,
}

impl StageKind {
    /// Whether the case is over.
    #[must_use]
    pub fn is_end(self) -> bool {
        !matches!(self, Self::Work | Self::Applicant)
    }
}

/// Who holds a case at a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// The role that may act; none where the applicant does.
    #[serde(default)]
    pub role: Option<String>,
    /// The office that the public sees.
    #[serde(default)]
    pub office: Office,
}

/// The office in charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// The applicant.
    #[default]
    Applicant,
    /// One agency of the region.
    Agency(String),
    /// The agency in charge of the case's field of affairs.
    ByAffair,
    /// The agency in charge of a named field of affairs, whatever the case is about: regions call it by different names.
    InChargeOf(String),
}

/// One thing an officer looks at: fits, does not fit, does not apply, and with what evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Stable key.
    pub key: String,
    /// What to look at.
    pub label: Text,
    /// Where it comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
    /// Shown only where this holds.
    #[serde(default)]
    pub show_if: Option<Rule>,
    /// The document that shows it, by field key: opened beside the item.
    #[serde(default)]
    pub document: Option<String>,
    /// A note must be written even where it fits.
    #[serde(default)]
    pub note_always: bool,
}

impl Stage {
    /// Whether its term is its applicant's: they have the case, or days in which to object to what was decided.
    #[must_use]
    pub fn is_applicants_term(&self) -> bool {
        self.clock.is_some() && (self.kind == StageKind::Applicant || self.actions.iter().any(|a| a.effect == Effect::Object))
    }
}

/// How far from a declared place a visit and its pictures may be, before somebody asks why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureRule {
    /// The form's field with the declared point.
    pub declared: String,
    /// The captured field with the point of the visit.
    pub point: String,
    /// The captured field with its pictures.
    pub photos: String,
    /// Metres that are near enough.
    pub within_m: u32,
    /// The flag of what is farther.
    pub far: String,
    /// The flag of what says nothing of where it was.
    pub without: String,
    /// Where it comes from; "proposed" where there is none.
    pub legal_base: String,
}

/// What may be done at a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Stable key.
    pub key: String,
    /// The button: a verb.
    pub label: Text,
    /// What the timeline says once it is done.
    pub done: Text,
    /// The stage it leads to; the stage itself where it is one of those that can be done at every stage.
    #[serde(default)]
    pub to: String,
    /// What it means for the case.
    #[serde(default)]
    pub effect: Effect,
    /// The applicant does it, not the office.
    #[serde(default)]
    pub by_applicant: bool,
    /// Only once every case that is alike was compared with this one, and none is the same thing asked twice.
    #[serde(default)]
    pub compares: bool,
    /// Whoever does it stands aside: they act on this case no more (UU 30/2014 Pasal 42–43).
    #[serde(default)]
    pub recuses: bool,
    /// The flag that it raises, by its key in the rules of desks: it stays on the case, and the overseer counts it.
    #[serde(default)]
    pub raises: Option<String>,
    /// How far from the declared place it may be put on record.
    #[serde(default)]
    pub measures: Option<MeasureRule>,
    /// Done by this role instead of the one that holds the case: an officer's superior.
    #[serde(default)]
    pub by_role: Option<String>,
    /// Done by a payment that a bank tells of, and by nobody else.
    #[serde(default)]
    pub by_payment: bool,
    /// Names the officers who go there, by turns: nobody chooses who looks at whom.
    #[serde(default)]
    pub draws: Option<DrawRule>,
    /// Beyond the stage's rule of returns, with a reason that the applicant reads.
    #[serde(default)]
    pub beyond_returns: bool,
    /// The formula whose result is kept with it: what a licence costs.
    #[serde(default)]
    pub assesses: Option<String>,
    /// Done for all cases of a nominative list together, never for one alone.
    #[serde(default)]
    pub by_list: bool,
    /// Offered only where this holds.
    #[serde(default)]
    pub show_if: Option<Rule>,
    /// Must hold, or the action is refused with `guard_text`.
    #[serde(default)]
    pub guard: Option<Rule>,
    /// What the refusal says.
    #[serde(default)]
    pub guard_text: Option<Text>,
    /// Where the guard comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
    /// What must agree before the action, each shown with its result: the cross-checks before money moves.
    #[serde(default)]
    pub checks: Vec<CrossCheck>,
    /// Fields of the form that take the value captured under the same key: a new leader, once approved.
    #[serde(default)]
    pub amends: Vec<String>,
    /// What of the checklist must be answered.
    #[serde(default)]
    pub checklist: Needs,
    /// What is entered with it.
    #[serde(default)]
    pub captures: Vec<Field>,
    /// The rung of the ladder that the captured field `amount` sets.
    #[serde(default)]
    pub sets_amount: Option<String>,
    /// The captured field that sets the case's field of affairs.
    #[serde(default)]
    pub sets_affair: Option<String>,
    /// The key on the keyboard that chooses it.
    #[serde(default)]
    pub shortcut: Option<char>,
}

impl Action {
    /// Whether it is filled in on a page of its own: it takes files or rows, knows something already, or asks for more than
    /// a few words.
    #[must_use]
    pub fn needs_page(&self) -> bool {
        let big = |f: &Field| matches!(f.kind, Kind::File { .. } | Kind::Rows { .. }) || f.prefill.is_some();
        self.captures.len() > 2 || self.captures.iter().any(big)
    }
}

/// One thing that must agree before an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrossCheck {
    /// Stable key.
    pub key: String,
    /// What agrees.
    pub label: Text,
    /// Holds where it does.
    pub rule: Rule,
    /// Where it comes from.
    pub legal_base: String,
}

/// What an action means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// One step further.
    #[default]
    Advance,
    /// To the applicant, with items to mend; the clock stands still.
    Return,
    /// From the applicant to the office that asked, whose clock goes on.
    Resubmit,
    /// To an earlier office.
    Back,
    /// No, with a reason code.
    Refuse,
    /// The applicant takes the case back.
    Withdraw,
    /// The applicant objects to a refusal: once, within the refused stage's term.
    Object,
    /// An objection is upheld: back to the stage that refused.
    Reopen,
    /// A term ran out; the system does it.
    Lapse,
    /// Something is put on record and the case stays where it is: progress, a visit.
    Note,
}

/// How much of the checklist an action needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Nothing: a refusal must never need ticks.
    #[default]
    Nothing,
    /// Each item answered.
    Answered,
    /// Each item answered, and none does not fit.
    Fitting,
}
