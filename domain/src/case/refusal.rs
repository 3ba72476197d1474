//! Why a command is refused: each refusal names the rule that refuses it and says what to do.
mod said;

use crate::{form::Problem, money::Rupiah, number::CaseNumber, text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// A command that gave no events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[error("refused: {}", self.code())]
pub enum Refusal {
    /// Somebody else was faster.
    Stale {
        /// The version on the page.
        seen: u32,
        /// The version now.
        now: u32,
    },
    /// The workflow has no such action here.
    NotFromHere {
        /// Where the case is.
        stage: Text,
    },
    /// The person's posts do not allow it.
    NotYourRole {
        /// The stage that it is for.
        stage: Text,
    },
    /// Separation of duties: nobody acts as an officer on their own case.
    OwnCase,
    /// Separation of duties: nobody decides two consecutive stages.
    ConsecutiveStage,
    /// Separation of duties: nobody hears the objection to their own refusal.
    OwnRefusal,
    /// The officer stood aside from this case.
    Recused,
    /// A colleague works on the case.
    TakenBy,
    /// Whom the case was given to may not decide it.
    CantTake,
    /// It was to be put aside for longer than its term, or than the desks allow.
    HeldTooLong {
        /// The last day that can be chosen.
        last: Day,
    },
    /// The term can't be extended, or not by so much.
    NoExtension {
        /// Most working days; 0 where it can't be.
        most: u32,
    },
    /// Cases that are alike were not compared with this one.
    NotCompared {
        /// Them.
        others: Vec<CaseNumber>,
    },
    /// The same thing is asked twice, an officer said.
    AskedTwice {
        /// The other cases.
        others: Vec<CaseNumber>,
    },
    /// A condition of the pack.
    Guard {
        /// What the pack says.
        text: Text,
        /// Where it comes from.
        legal_base: Option<String>,
    },
    /// Something captured is wrong or missing.
    Invalid {
        /// What and where.
        problems: Vec<Problem>,
    },
    /// The checklist is not done.
    Checklist {
        /// The open or unfitting items' labels.
        items: Vec<Text>,
        /// Whether they are answered but do not fit.
        unfitting: bool,
    },
    /// An amount rises along the chain and no reason is given.
    AmountRises {
        /// The rung before.
        from: Rupiah,
        /// The new one.
        to: Rupiah,
    },
    /// A return without anything to mend.
    NothingToMend,
    /// A refusal without its reason.
    NoReason,
    /// Things that must agree before the action do not.
    Disagree {
        /// Which.
        items: Vec<Text>,
    },
    /// An objection was made before.
    ObjectedBefore,
    /// The term for it is over.
    TooLate {
        /// Its last day.
        until: Day,
    },
    /// All rounds of correction are used.
    RoundsUsed {
        /// How many there are.
        most: u32,
    },
    /// The stage has sent the case back as often as it may; a superior may once more.
    ReturnedBefore {
        /// How often it may.
        most: u32,
        /// Where that comes from.
        legal_base: String,
    },
    /// The term is so far gone that only a superior may send the case back.
    TooLateToReturn {
        /// Where that comes from.
        legal_base: String,
    },
    /// Whoever decided at that stage does not decide here.
    DecidedThere {
        /// The stage.
        stage: Text,
    },
    /// Others were drawn to go there.
    NotOfTeam,
    /// There are not as many officers as have to be drawn.
    NoTeam {
        /// How many are needed.
        needed: u32,
    },
    /// Older cases wait, and no reason is given for passing them over.
    OutOfOrder {
        /// How many.
        ahead: u32,
    },
    /// The licence that a request follows is none that can be followed.
    NoFormer {
        /// Why not.
        why: Text,
    },
    /// A sum can't be done: something that it needs is not known.
    NoSum {
        /// What is missing or does not fit.
        what: Text,
    },
    /// No window is open.
    WindowClosed {
        /// The next one's first day.
        next: Option<Day>,
    },
    /// A report on something earlier is late.
    ReportOwed {
        /// The case that it is about.
        number: String,
        /// The day by which it was due.
        due: Day,
        /// Where the rule comes from.
        legal_base: String,
    },
    /// It is done for a whole list at once.
    OnlyByList,
    /// A list without a case on it.
    EmptyList,
    /// Something of the list, or of a case on it, is other than on the page.
    ListChanged {
        /// What, a line each.
        what: Vec<Text>,
    },
    /// Nobody has set what can be spent.
    NoBudget {
        /// The budget year.
        year: i32,
    },
    /// More than there is.
    OverBudget {
        /// The field of affairs; none where it is the whole programme.
        of: Option<Text>,
        /// What there is.
        budget: Rupiah,
        /// What is missing.
        short: Rupiah,
    },
    /// A budget above one that it may not exceed.
    AboveOtherBudget {
        /// Whose it is.
        other: Text,
        /// What that has.
        most: Rupiah,
        /// Where the rule comes from.
        legal_base: String,
    },
    /// A rule of the pack can't be evaluated.
    BrokenRule {
        /// The evaluator's words, for the log.
        detail: String,
    },
}

impl Refusal {
    /// A stable code for the API, the log and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "stale",
            Self::NotFromHere { .. } => "not_from_here",
            Self::NotYourRole { .. } => "not_your_role",
            Self::OwnCase => "own_case",
            Self::ConsecutiveStage => "consecutive_stage",
            Self::OwnRefusal => "own_refusal",
            Self::Recused => "recused",
            Self::TakenBy => "taken_by",
            Self::CantTake => "cant_take",
            Self::HeldTooLong { .. } => "held_too_long",
            Self::NoExtension { .. } => "no_extension",
            Self::NotCompared { .. } => "not_compared",
            Self::AskedTwice { .. } => "asked_twice",
            Self::Guard { .. } => "guard",
            Self::Invalid { .. } => "invalid",
            Self::Checklist { .. } => "checklist",
            Self::AmountRises { .. } => "amount_rises",
            Self::NothingToMend => "nothing_to_mend",
            Self::NoReason => "no_reason",
            Self::Disagree { .. } => "disagree",
            Self::ObjectedBefore => "objected_before",
            Self::TooLate { .. } => "too_late",
            Self::RoundsUsed { .. } => "rounds_used",
            Self::ReturnedBefore { .. } => "returned_before",
            Self::TooLateToReturn { .. } => "too_late_to_return",
            Self::DecidedThere { .. } => "decided_there",
            Self::NotOfTeam => "not_of_team",
            Self::NoTeam { .. } => "no_team",
            Self::OutOfOrder { .. } => "out_of_order",
            Self::NoFormer { .. } => "no_former",
            Self::NoSum { .. } => "no_sum",
            Self::WindowClosed { .. } => "window_closed",
            Self::ReportOwed { .. } => "report_owed",
            Self::OnlyByList => "only_by_list",
            Self::EmptyList => "empty_list",
            Self::ListChanged { .. } => "list_changed",
            Self::NoBudget { .. } => "no_budget",
            Self::OverBudget { .. } => "over_budget",
            Self::AboveOtherBudget { .. } => "above_other_budget",
            Self::BrokenRule { .. } => "broken_rule",
        }
    }
}
