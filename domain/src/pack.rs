//! A region's configuration: what it is called, who works there, what it offers and by which rules.
mod alert;
mod board;
mod book;
mod check;
mod desk;
mod logo;
mod paper;
mod period;
mod profile;
mod recap;
mod region;
mod service;
mod signal;
mod sources;

pub use alert::{AlertRule, By, Level, Watched};
pub use board::{BoardRule, Panel, Screen, Tile};
pub use book::Book;
pub use check::{Finding, check};
pub use desk::{DeskRules, Escalation, Flag, Label, OutageRule, Reply, Told};
pub use logo::Logo;
pub use paper::{Audience, Issue, Moment, Paper, Signatory};
pub use period::{Period, Periods};
pub use profile::ProfileRule;
pub use recap::RecapRule;
pub use region::{Letterhead, Region};
pub use service::{EligibilityQuestion, ImportRule, Limit, Lists, Service, Window};
pub use signal::{SignalKind, SignalRule};
pub use sources::Sources;

use crate::{
    activity::Activities,
    calendar::WorkCalendar,
    case::CaseState,
    form::{Areas, Choice, Field},
    formula::Formula,
    guide::GuideQuestion,
    judgement::Judgement,
    number::CaseNumber,
    people::AgencyKey,
    performance::PerformanceRules,
    planning::{Exhibit, PlanDocument},
    region::RegionCode,
    text::Text,
    time::{Day, Zone},
    words::{self, Lang},
    workflow::{Office, Stage, Workflow},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A region's pack, as loaded and checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Who the region is.
    pub region: Region,
    /// Roles that officers hold.
    pub roles: Vec<Role>,
    /// Agencies and offices.
    pub agencies: Vec<Agency>,
    /// Its working days.
    pub calendar: WorkCalendar,
    /// Its dated periods: budget events, cut-offs, freezes.
    #[serde(default)]
    pub periods: Periods,
    /// Named lists that forms refer to, such as the fields of affairs.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<Choice>>,
    /// Districts and villages by code.
    #[serde(default)]
    pub districts: Vec<District>,
    /// What can be asked for.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Kinds of business activity, in their editions.
    #[serde(default)]
    pub activities: Activities,
    /// What the law makes of answers, in the order in which it is judged.
    #[serde(default)]
    pub judgements: Vec<Judgement>,
    /// Calculations: what licences cost.
    #[serde(default)]
    pub formulas: Vec<Formula>,
    /// What the guide to licences asks beside activity and capital.
    #[serde(default)]
    pub guide: Vec<GuideQuestion>,
    /// How its staff are measured and paid; nothing where it has not taken that up.
    #[serde(default)]
    pub performance: Option<PerformanceRules>,
    /// Its plans, from the longest to the shortest.
    #[serde(default)]
    pub plans: Vec<PlanDocument>,
    /// What its gallery shows and tells.
    #[serde(default)]
    pub exhibits: Vec<Exhibit>,
    /// How its desks work.
    pub desk: DeskRules,
    /// The boards of its command center.
    #[serde(default)]
    pub boards: Vec<BoardRule>,
    /// What it is told of by itself.
    #[serde(default)]
    pub alerts: Vec<AlertRule>,
    /// The sources outside that it hears of.
    #[serde(default)]
    pub signals: Vec<SignalRule>,
    /// The books that its offices keep.
    #[serde(default)]
    pub books: Vec<Book>,
    /// The documents that its offices issue.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// Where its values come from; known of a loaded pack.
    #[serde(default)]
    pub sources: Sources,
    /// The region's mark; Terang's own where there is none.
    #[serde(default)]
    pub logo: Option<Logo>,
    /// The templates that they are printed from, by file name without its ending.
    #[serde(default)]
    pub templates: BTreeMap<String, String>,
}

/// A role that officers hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// May see the command center.
    #[serde(default)]
    pub sees_board: bool,
    /// Takes care of what the command center is told of: acknowledges alerts, keeps incidents, announces maintenance.
    #[serde(default)]
    pub tends_alerts: bool,
    /// May see every case of the region, without acting on it.
    #[serde(default)]
    pub sees_all: bool,
    /// Keys in dossiers that came on paper, for those who brought them.
    #[serde(default)]
    pub keys_in: bool,
    /// Writes the region's announcements.
    #[serde(default)]
    pub announces: bool,
    /// Decides which of the public's comments are shown, and answers them.
    #[serde(default)]
    pub moderates: bool,
    /// May manage accounts and settings.
    #[serde(default)]
    pub administers: bool,
    /// The roles whose work this one divides among those who hold them, at its own agency.
    #[serde(default)]
    pub assigns: Vec<String>,
    /// Records what can be spent on each programme in a year.
    #[serde(default)]
    pub sets_budgets: bool,
    /// The demonstration persona's plainly fictional name.
    #[serde(default)]
    pub demo_name: Option<String>,
    /// Names of those who hold the same posts in a demonstration, as plainly fictional.
    #[serde(default)]
    pub demo_colleagues: Vec<String>,
    /// What the persona does, one line.
    #[serde(default)]
    pub demo_line: Option<Text>,
}

/// An agency or office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Stable key.
    pub key: String,
    /// Its name, as people say it: "Dinas Pendidikan".
    pub name: Text,
    /// Its short form.
    #[serde(default)]
    pub short: Option<String>,
}

/// A district and its villages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Official code, `32.73.02`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it is, in degrees.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Where it is, in degrees.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// Its villages: code and name.
    #[serde(default)]
    pub villages: Vec<(String, String)>,
}

impl Pack {
    /// Whether the files of a slot show personal data, be it one of the form or of what actions take.
    #[must_use]
    pub fn shows_personal_data(&self, state: &CaseState, slot: &str) -> bool {
        let of_form = self.service(&state.service).and_then(|s| s.form.field(slot));
        let of_way = self.workflow_of(state).and_then(|w| w.captured(slot));
        of_form.into_iter().chain(of_way).any(Field::is_private_file)
    }

    /// How a case's number looks here, for a hint beside an empty box: of the first service, in the year of `today`.
    #[must_use]
    pub fn number_example(&self, today: Day) -> String {
        let year = u16::try_from(today.year()).unwrap_or_default();
        let number = self.services.first().and_then(|s| CaseNumber::new(&s.prefix, year, 4173).ok());
        number.map(|n| n.to_string()).unwrap_or_default()
    }

    /// What the region calls something, as it stands within a sentence; the key itself where it has no word, which the check refuses.
    #[must_use]
    pub fn word(&self, key: &str, lang: Lang) -> String {
        self.region.words.get(key).map_or(key, |word| word.get(lang)).to_owned()
    }

    /// The same with a capital, as a heading.
    #[must_use]
    pub fn heading(&self, key: &str, lang: Lang) -> String {
        words::capitalised(&self.word(key, lang))
    }

    /// The region's code.
    #[must_use]
    pub fn code(&self) -> &RegionCode {
        &self.region.code
    }

    /// The region's zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.region.zone
    }

    /// The region's working days.
    #[must_use]
    pub fn calendar(&self) -> &WorkCalendar {
        &self.calendar
    }

    /// A service by its key.
    #[must_use]
    pub fn service(&self, key: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.key == key)
    }

    /// A service by the prefix of its case numbers.
    #[must_use]
    pub fn service_by_prefix(&self, prefix: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.prefix == prefix)
    }

    /// A role by its key.
    #[must_use]
    pub fn role(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.key == key)
    }

    /// An agency by its key.
    #[must_use]
    pub fn agency(&self, key: &str) -> Option<&Agency> {
        self.agencies.iter().find(|a| a.key == key)
    }

    /// A calculation by its key.
    #[must_use]
    pub fn formula(&self, key: &str) -> Option<&Formula> {
        self.formulas.iter().find(|f| f.key == key)
    }

    /// What the classification says of an activity on a day, as judgements read it: `code`, `edition`, and each of its marks;
    /// nothing where no edition of the day has it.
    #[must_use]
    pub fn activity_facts(&self, code: &str, day: Day) -> serde_json::Value {
        let Some((edition, activity)) = self.activities.find(code, day) else { return serde_json::Value::Null };
        let known = [("code", &activity.code), ("edition", &edition.key)];
        let marks = activity.marks.iter().map(|(key, mark)| (key.as_str(), mark));
        known.into_iter().chain(marks).map(|(key, text)| (key.to_owned(), serde_json::Value::from(text.as_str()))).collect()
    }

    /// What an activity is called, with its code, in the newest edition that has it.
    #[must_use]
    pub fn activity_label(&self, code: &str) -> Option<Text> {
        let activity = self.activities.named(code)?;
        let named = |title: &str| format!("{} · {title}", activity.code);
        Some(Text::new(named(&activity.title.id), named(&activity.title.en)))
    }

    /// A kind of document by its key.
    #[must_use]
    pub fn paper(&self, key: &str) -> Option<&Paper> {
        self.papers.iter().find(|p| p.key == key)
    }

    /// A district by its code.
    #[must_use]
    pub fn district(&self, code: &str) -> Option<&District> {
        self.districts.iter().find(|d| d.code == code)
    }

    /// A village's name by its code.
    #[must_use]
    pub fn village(&self, code: &str) -> Option<&str> {
        self.districts.iter().flat_map(|d| &d.villages).find(|(c, _)| c == code).map(|(_, n)| n.as_str())
    }

    /// An entry of a list.
    #[must_use]
    pub fn choice(&self, list: &str, key: &str) -> Option<&Choice> {
        self.lists.get(list)?.iter().find(|c| c.key == key)
    }

    /// The agency that holds a case at a stage; `None` where its applicant does.
    #[must_use]
    pub fn holder_of(&self, stage: &Stage, affair: Option<&str>) -> Option<AgencyKey> {
        match &stage.holder.office {
            Office::Applicant => None,
            Office::Agency(key) => Some(AgencyKey(key.clone())),
            Office::ByAffair => self.agency_of_affair(affair?).map(|agency| AgencyKey(agency.to_owned())),
            Office::InChargeOf(affair) => self.agency_of_affair(affair).map(|agency| AgencyKey(agency.to_owned())),
        }
    }

    /// The fields of affairs: the entries of lists that an agency is in charge of.
    pub fn affairs(&self) -> impl Iterator<Item = &Choice> {
        self.lists.values().flatten().filter(|c| c.agency.is_some())
    }

    /// A field of affairs by its key.
    #[must_use]
    pub fn affair(&self, key: &str) -> Option<&Choice> {
        self.affairs().find(|c| c.key == key)
    }

    /// What a field of affairs is called; its key where the pack has it no more.
    #[must_use]
    pub fn affair_label(&self, key: &str) -> Text {
        self.affair(key).map_or_else(|| Text::new(key, key), |c| c.label.clone())
    }

    /// The agency in charge of a field of affairs.
    #[must_use]
    pub fn agency_of_affair(&self, affair: &str) -> Option<&str> {
        self.affair(affair)?.agency.as_deref()
    }

    /// The workflow that a case runs on.
    #[must_use]
    pub fn workflow_of(&self, state: &CaseState) -> Option<&Workflow> {
        self.service(&state.service)?.workflow(state.workflow)
    }

    /// The name of the stage that a case is at.
    #[must_use]
    pub fn stage_label(&self, state: &CaseState) -> Text {
        self.workflow_of(state).and_then(|w| w.stage(&state.stage)).map_or_else(Text::default, |s| s.label.clone())
    }
}

impl Areas for Pack {
    fn has_district(&self, code: &str) -> bool {
        self.district(code).is_some()
    }
    fn has_village(&self, code: &str) -> bool {
        self.village(code).is_some()
    }
    fn is_near(&self, point: crate::point::Point) -> bool {
        crate::project::is_near(self, point)
    }
    fn activities(&self) -> Option<&Activities> {
        Some(&self.activities)
    }
}
