//! A service: something a person can ask for, with its form, its workflow, its limits and its windows.
use super::{Issue, ProfileRule};
use crate::{
    alike::Likeness,
    budget::BudgetRule,
    case::Refusal,
    comment::CommentRules,
    form::{Choice, Fault, Form, Problem},
    guide::GuideRule,
    licence::LicenceRule,
    nominative::NominativeRule,
    pack::RecapRule,
    project::ProjectRule,
    rule::{Facts, Rule, RuleError},
    support::SupportRule,
    text::Text,
    time::Day,
    workflow::{Action, Stage, Workflow},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something a person can ask for: a grant programme, a licence type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Stable key.
    pub key: String,
    /// Its place among the services of the region, the lowest first.
    #[serde(default)]
    pub order: u32,
    /// The segment of its addresses: `hibah`.
    pub path: String,
    /// Two to four letters that begin its case numbers.
    pub prefix: String,
    /// The app's own name in this region.
    pub brand: String,
    /// What it is a part of, by a key that the services of one app share: the interview sheet asks for the name of each.
    #[serde(default)]
    pub product: Option<String>,
    /// What it is.
    pub name: Text,
    /// What it gives and to whom, in one or two sentences.
    pub summary: Text,
    /// Where it comes from.
    pub legal_base: String,
    /// Where it comes from that whoever owes a report, on anything, is given nothing new; none where they may ask anyway.
    #[serde(default)]
    pub owing_legal_base: Option<String>,
    /// Whether nothing of it is public: no list, no page of a case, no figure. Its applicants follow their cases with the receipt.
    #[serde(default)]
    pub hidden: bool,
    /// The roles that alone hand it in, for others; whoever likes where it is empty.
    #[serde(default)]
    pub keyed_by: Vec<String>,
    /// How its cases are taken from a table, where they come from elsewhere.
    #[serde(default)]
    pub imports: Option<ImportRule>,
    /// Asked before a form is begun.
    #[serde(default)]
    pub eligibility: Vec<EligibilityQuestion>,
    /// When it can be asked for.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Or on every day.
    #[serde(default)]
    pub always: Option<Always>,
    /// Dated limits on the answers.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// Why a request can be refused.
    #[serde(default)]
    pub reasons: Vec<Choice>,
    /// How its cases are approved together, where they are.
    #[serde(default)]
    pub nominative: Option<NominativeRule>,
    /// How its cases take from a budget, where they do.
    #[serde(default)]
    pub budget: Option<BudgetRule>,
    /// What the finance officer reports of it after the year, where it does.
    #[serde(default)]
    pub recap: Option<RecapRule>,
    /// What of a request its organisation can use again, where it can.
    #[serde(default)]
    pub profile: Option<ProfileRule>,
    /// At which stages the public may write about its cases; at none where it is missing.
    #[serde(default)]
    pub comments: Option<CommentRules>,
    /// By what its cases can be alike to others.
    #[serde(default)]
    pub alike: Vec<Likeness>,
    /// What the law makes of its answers when it is handed in, by key.
    #[serde(default)]
    pub judges: Vec<String>,
    /// When it is needed, for the guide to licences; the guide does not name it without.
    #[serde(default)]
    pub guide: Option<GuideRule>,
    /// The licence that it gives, where it does.
    #[serde(default)]
    pub licence: Option<LicenceRule>,
    /// That its cases are projects, where they are.
    #[serde(default)]
    pub project: Option<ProjectRule>,
    /// That people can stand behind its cases, where they can.
    #[serde(default)]
    pub support: Option<SupportRule>,
    /// Which answers stand in lists.
    pub lists: Lists,
    /// The form.
    pub form: Form,
    /// The workflow's dated versions.
    pub workflows: Vec<Workflow>,
    /// Which documents are issued to a case, and when.
    #[serde(default)]
    pub issues: Vec<Issue>,
}

/// How cases are taken from a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportRule {
    /// The field with the number that a case has where it comes from: the same number is the same case.
    pub id: String,
}

/// A question whose answer tells whether one can apply at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EligibilityQuestion {
    /// Stable key.
    pub key: String,
    /// The question.
    pub question: Text,
    /// More about it.
    #[serde(default)]
    pub hint: Option<Text>,
    /// Whether "yes" lets one go on; otherwise "no" does.
    pub yes_goes_on: bool,
    /// A third answer, of those whom the law exempts: it goes on too.
    #[serde(default)]
    pub exempt: Option<Text>,
    /// What to do where the answer stops.
    pub otherwise: Text,
    /// Where it comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
    /// Asked from this day on.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Asked until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
}

impl EligibilityQuestion {
    /// Whether this answer lets one go on: `ya`, `tidak`, or `kecuali` where the law exempts some.
    #[must_use]
    pub fn goes_on(&self, answer: &str) -> bool {
        match answer {
            "ya" => self.yes_goes_on,
            "tidak" => !self.yes_goes_on,
            "kecuali" => self.exempt.is_some(),
            _ => false,
        }
    }
}

/// Days on which requests are taken, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub opens: Day,
    /// Last day.
    pub closes: Day,
    /// The budget year that the money comes from.
    pub fiscal_year: i32,
    /// Where it comes from.
    pub legal_base: String,
}

/// That a service takes requests on every day, and no budget's year is behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Always {
    /// From this day on.
    pub from: Day,
    /// Until this day; what came in its place is said where it is over.
    #[serde(default)]
    pub until: Option<Day>,
    /// What came in its place.
    #[serde(default)]
    pub instead: Option<Text>,
    /// Where it comes from.
    pub legal_base: String,
}

/// A dated limit, such as a ceiling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The field whose answer is limited: the fault is shown there.
    pub field: String,
    /// Holds from this day.
    pub valid_from: Day,
    /// Holds until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// Applies where this holds.
    #[serde(default)]
    pub when: Option<Rule>,
    /// The most, in rupiah or in the field's unit.
    #[serde(default)]
    pub most: Option<i64>,
    /// Or a condition that must hold.
    #[serde(default)]
    pub must: Option<Rule>,
    /// What is said where it does not.
    pub text: Text,
    /// The article.
    pub legal_base: String,
}

/// Which answers stand for the case in lists and counts, by field key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// The activity.
    #[serde(default)]
    pub title: Option<String>,
    /// The organisation.
    #[serde(default)]
    pub organisation: Option<String>,
    /// What stands for the organisation where the applicant is a person, whom no public list may name.
    #[serde(default)]
    pub anonymous: Option<String>,
    /// The person behind it, whom officers see where they decide on many cases at once.
    #[serde(default)]
    pub person: Option<String>,
    /// The district.
    #[serde(default)]
    pub district: Option<String>,
    /// The field of affairs.
    #[serde(default)]
    pub affair: Option<String>,
    /// The amount asked for.
    #[serde(default)]
    pub amount: Option<String>,
    /// Further answers by whose words officers find the case, such as an address; private ones are found whole, by the ways
    /// in which cases are alike.
    #[serde(default)]
    pub find: Vec<String>,
}

/// What the rules of limits read: the answers, and the day.
fn facts_on(answers: &Value, day: Day) -> Result<Facts, RuleError> {
    Facts::of(&serde_json::json!({"answers": answers, "today": day.to_string()}))
}

impl Service {
    /// The workflow that a case submitted on `day` begins with.
    #[must_use]
    pub fn workflow_on(&self, day: Day) -> Option<&Workflow> {
        self.workflows.iter().filter(|w| w.valid_from <= day).max_by_key(|w| (w.valid_from, w.version))
    }

    /// A version of the workflow.
    #[must_use]
    pub fn workflow(&self, version: u32) -> Option<&Workflow> {
        self.workflows.iter().find(|w| w.version == version)
    }

    /// A stage by its key, as the newest version that has it knows it: for lists, which don't read each case's version.
    #[must_use]
    pub fn stage(&self, key: &str) -> Option<&Stage> {
        self.workflows.iter().rev().find_map(|w| w.stage(key))
    }

    /// An action of a stage, as the newest version that has it knows it: what it asks for is the same in all.
    #[must_use]
    pub fn action(&self, stage: &str, action: &str) -> Option<&Action> {
        self.workflows.iter().rev().find_map(|w| w.action(stage, action))
    }

    /// The year to which a request of this day belongs: that of the window's budget, or the calendar's; `None` where none is taken.
    #[must_use]
    pub fn taken_on(&self, day: Day) -> Option<i32> {
        let always = self.always.as_ref().filter(|a| a.from <= day && a.until.is_none_or(|until| day <= until));
        self.window_on(day).map(|w| w.fiscal_year).or_else(|| always.map(|_| day.year()))
    }

    /// The window that is open on `day`.
    #[must_use]
    pub fn window_on(&self, day: Day) -> Option<&Window> {
        self.windows.iter().find(|w| w.opens <= day && day <= w.closes)
    }

    /// The first window after `day`.
    #[must_use]
    pub fn next_window(&self, day: Day) -> Option<&Window> {
        self.windows.iter().filter(|w| w.opens > day).min_by_key(|w| w.opens)
    }

    /// The questions that are asked on `day` before a form is begun.
    pub fn eligibility_on(&self, day: Day) -> impl Iterator<Item = &EligibilityQuestion> {
        let holds = move |q: &&EligibilityQuestion| q.valid_from.is_none_or(|f| f <= day) && q.valid_until.is_none_or(|u| day <= u);
        self.eligibility.iter().filter(holds)
    }

    /// The limits that hold on `day` for these facts.
    pub fn limits_on<'s>(&'s self, facts: &'s Value, day: Day) -> impl Iterator<Item = &'s Limit> {
        let known = facts_on(facts, day).ok();
        self.limits
            .iter()
            .filter(move |l| l.valid_from <= day && l.valid_until.is_none_or(|u| day <= u))
            .filter(move |l| l.when.as_ref().is_none_or(|r| known.as_ref().is_some_and(|known| r.holds(known).unwrap_or(false))))
    }

    /// The limits that the answers break.
    ///
    /// # Errors
    /// [`Refusal::BrokenRule`] where a limit's condition can't be evaluated.
    pub fn broken_limits(&self, facts: &Value, day: Day) -> Result<Vec<Problem>, Refusal> {
        let broken_rule = |e: RuleError| Refusal::BrokenRule { detail: e.0 };
        let known = facts_on(facts, day).map_err(broken_rule)?;
        let mut broken = Vec::new();
        for limit in self.limits_on(facts, day) {
            let over = limit.most.is_some_and(|most| facts.get(&limit.field).and_then(Value::as_i64).is_some_and(|n| n > most));
            let unmet = match &limit.must {
                Some(rule) => !rule.holds(&known).map_err(broken_rule)?,
                None => false,
            };
            if over || unmet {
                let label = self.form.field(&limit.field).map_or_else(Text::default, |f| f.label.clone());
                broken.push(Problem {
                    path: limit.field.clone(),
                    label,
                    fault: Fault::Rule { text: limit.text.clone(), legal_base: Some(limit.legal_base.clone()) },
                });
            }
        }
        Ok(broken)
    }
}
