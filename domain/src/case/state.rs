//! What a case is.
use super::{Amount, Assignee, CaseId, Comparison, Follows, Opinion, Outcome, Raised, ReturnItem, Visit};
use crate::{
    clock::StageClock,
    form::{Answers, Documents},
    formula::Worked,
    judgement::Judged,
    licence::Licence,
    money::Rupiah,
    number::CaseNumber,
    people::{AccountId, AgencyKey},
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};

/// A case as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseState {
    /// Its id.
    pub id: CaseId,
    /// Counts its events.
    pub version: u32,
    /// The version of the last event that changed anything: a decision made on an older page is stale. Looking at a sealed
    /// answer counts as an event and changes nothing.
    pub changed: u32,
    /// The service.
    pub service: String,
    /// The workflow's version.
    pub workflow: u32,
    /// The number.
    pub number: CaseNumber,
    /// Whose it is.
    pub applicant: Option<AccountId>,
    /// The officer who keyed it in from paper, for whoever brought it.
    #[serde(default)]
    pub keyed_by: Option<AccountId>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// What it is called.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// Where it is.
    pub stage: String,
    /// Who holds it.
    pub agency: Option<AgencyKey>,
    /// Since when.
    pub stage_since: Instant,
    /// The stage's clock.
    pub clock: Option<StageClock>,
    /// The last day of the stage's term.
    pub due_on: Option<Day>,
    /// The last day of the promise.
    pub promised_on: Day,
    /// The stage that a return came from: its clock stands still and it gets the case back.
    pub returned_from: Option<(String, Option<AgencyKey>, Option<StageClock>)>,
    /// The day on which the pause began.
    pub returned_on: Option<Instant>,
    /// How often it was returned.
    pub rounds: u32,
    /// What the applicant should mend now.
    pub items: Vec<ReturnItem>,
    /// What is asked for, whole rupiah.
    pub requested: Option<Rupiah>,
    /// The ladder so far.
    pub amounts: Vec<Amount>,
    /// The answers.
    pub answers: Answers,
    /// The files.
    pub documents: Documents,
    /// Everything that was captured on the way, by field key; the newest wins.
    pub captured: Answers,
    /// The files that were captured on the way, by field key; the newest win.
    #[serde(default)]
    pub papers: Documents,
    /// The stays, oldest first.
    pub visits: Vec<Visit>,
    /// Timers of the stage that have told the applicant something already.
    #[serde(default)]
    pub reminded: Vec<String>,
    /// The stage that refused the case, which gets it back when an objection is upheld.
    #[serde(default)]
    pub refused_from: Option<String>,
    /// Who refused it there: an objection is heard by somebody else.
    #[serde(default)]
    pub refused_by: Option<AccountId>,
    /// Whether the applicant has objected: it can be done once.
    #[serde(default)]
    pub objected: bool,
    /// Who looked at what since it came to the stage: account and field.
    #[serde(default)]
    pub looked: Vec<(AccountId, String)>,
    /// What officers found who compared it with cases that are alike; the newest word on each.
    #[serde(default)]
    pub compared: Vec<Comparison>,
    /// Who stood aside: they act on this case no more.
    #[serde(default)]
    pub recused: Vec<AccountId>,
    /// Who decided last, and at which stage.
    pub decided_by: Option<(AccountId, String)>,
    /// Who works on it at its desk.
    #[serde(default)]
    pub assignee: Option<Assignee>,
    /// Who gets it back when its applicant has mended it.
    #[serde(default)]
    pub gets_back: Option<AccountId>,
    /// The day until which it is put aside.
    #[serde(default)]
    pub held_until: Option<Day>,
    /// The marks that officers gave it.
    #[serde(default)]
    pub labels: Vec<String>,
    /// How often something was written between applicant and office.
    #[serde(default)]
    pub words: u32,
    /// Since when words of the applicant wait for an answer.
    #[serde(default)]
    pub unanswered: Option<Instant>,
    /// The flags that were raised on it, oldest first.
    #[serde(default)]
    pub raised: Vec<Raised>,
    /// What other agencies were asked.
    #[serde(default)]
    pub opinions: Vec<Opinion>,
    /// The steps of the chain that were taken since it came to the stage.
    #[serde(default)]
    pub escalated: Vec<String>,
    /// How often its term was extended since it came to the stage.
    #[serde(default)]
    pub extended: u32,
    /// By how many working days its terms were extended, all in all.
    #[serde(default)]
    pub extended_days: u32,
    /// Days on which the service was away and its applicant got longer, since it came to the stage.
    #[serde(default)]
    pub lengthened: Vec<Day>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// When it ended.
    pub closed_at: Option<Instant>,
    /// What the law made of its answers on the day on which it was handed in.
    #[serde(default)]
    pub judged: Judged,
    /// What was asked for with it in one file, by number.
    #[serde(default)]
    pub together: Vec<CaseNumber>,
    /// The licence that it follows.
    #[serde(default)]
    pub follows: Option<Follows>,
    /// The licence that it gave.
    #[serde(default)]
    pub licence: Option<Licence>,
    /// The newest sum of each formula.
    #[serde(default)]
    pub worked: Vec<Worked>,
    /// Who was drawn last to go there.
    #[serde(default)]
    pub team: Vec<AccountId>,
    /// Who decided at which stages, once each.
    #[serde(default)]
    pub deciders: Vec<(AccountId, String)>,
}

impl CaseState {
    /// Whether it is a person's own: nobody is an officer on what they handed in.
    #[must_use]
    pub fn is_own_of(&self, person: &crate::people::Person) -> bool {
        self.applicant == Some(person.account)
    }

    /// Whether the case is still what somebody saw at this version.
    #[must_use]
    pub fn is_as_seen(&self, seen: u32) -> bool {
        (self.changed..=self.version).contains(&seen)
    }

    /// The agency that has it, or that had it before its applicant got it.
    #[must_use]
    pub fn office(&self) -> Option<&AgencyKey> {
        self.agency.as_ref().or_else(|| self.visits.iter().rev().find_map(|visit| visit.agency.as_ref()))
    }

    /// Whether the case still runs.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// A rung of the ladder.
    #[must_use]
    pub fn amount(&self, rung: &str) -> Option<Rupiah> {
        self.amounts.iter().find(|a| a.rung == rung).map(|a| a.rupiah)
    }

    /// The newest rung.
    #[must_use]
    pub fn last_amount(&self) -> Option<&Amount> {
        self.amounts.last()
    }
}
