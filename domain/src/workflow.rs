//! Workflows as data: the stages a case passes, who may do what there, what is captured, what the public sees.
mod stage;
mod step;
mod term;

pub use stage::{
    Action, ChecklistItem, CrossCheck, Division, DrawRule, Effect, Holder, MeasureRule, Needs, Office, ReturnRule, Stage, StageKind,
};
pub use step::{Automatic, Deemed, Start};
pub(crate) use term::Begin;
pub use term::{ClockRule, DateRule, Extension, Timer};

use crate::{
    form::{Field, Form},
    text::Text,
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::OnceLock};

/// One dated version of a service's workflow. A running case keeps the version that it began with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// Its number, counted up by the region.
    pub version: u32,
    /// Cases submitted on or after this day begin with it.
    pub valid_from: Day,
    /// Where it comes from.
    pub legal_base: String,
    /// The stage of a fresh submission.
    pub start: String,
    /// Other stages that a submission begins at, where their condition holds; the first that does.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// How often a case may go back to its applicant for correction.
    pub return_rounds: u32,
    /// Working days from submission to the promised decision.
    pub promise_days: u32,
    /// What silence means once they are over.
    #[serde(default)]
    pub deemed: Option<Deemed>,
    /// The rungs of the ladder of amounts, in their order: requested, evaluated, corrected, approved.
    #[serde(default)]
    pub amounts: Vec<Rung>,
    /// What of the captured fields counts in public figures.
    #[serde(default)]
    pub figures: Figures,
    /// What can be put on record at every stage where a case is worked on or waits for its applicant: notes, by whoever holds it or by
    /// the applicant. They are laid into the stages when the pack is read.
    #[serde(default, skip_serializing)]
    pub everywhere: Vec<Action>,
    /// The stages, in the order in which a case that goes well passes them.
    pub stages: Vec<Stage>,
    /// All captured fields, gathered when they are first asked for: every act on a case reads them.
    #[serde(skip)]
    captured: Gathered,
}

/// What is gathered from the rest of a workflow; two workflows are the same whether it was yet or not.
#[derive(Clone, Debug, Default)]
struct Gathered(OnceLock<Form>);

impl PartialEq for Gathered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// One rung of the ladder of amounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Key.
    pub key: String,
    /// What it is called.
    pub label: Text,
    /// The one that counts as approved in public figures.
    #[serde(default)]
    pub approved: bool,
}

/// The captured fields that public figures are read from, by key: whole rupiah or a choice, public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// What was paid or handed over.
    #[serde(default)]
    pub paid: Option<String>,
    /// What the recipient reported as used.
    #[serde(default)]
    pub reported: Option<String>,
    /// How the applicant rated what became of it: a choice.
    #[serde(default)]
    pub rating: Option<String>,
}

impl Workflow {
    /// Lays what can be done everywhere into the stages of cases that run. A stage that has an action of the same key keeps its own.
    pub fn spread(&mut self) {
        for stage in self.stages.iter_mut().filter(|s| !s.kind.is_end()) {
            for action in &self.everywhere {
                let has = stage.actions.iter().any(|a| a.key == action.key);
                let by_somebody = action.by_applicant || stage.holder.role.is_some();
                if !has && by_somebody {
                    stage.actions.push(Action { to: stage.key.clone(), ..action.clone() });
                }
            }
        }
    }

    /// A stage by its key.
    #[must_use]
    pub fn stage(&self, key: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| s.key == key)
    }

    /// An action of a stage.
    #[must_use]
    pub fn action(&self, stage: &str, action: &str) -> Option<&Action> {
        self.stage(stage)?.actions.iter().find(|a| a.key == action)
    }

    /// What the timeline says of a step from a stage: an action's words, or those of what went on by itself; `None` where a term ran out.
    #[must_use]
    pub fn done(&self, stage: &str, key: &str) -> Option<&Text> {
        let automatic = self.stage(stage).and_then(|s| s.automatic.iter().find(|a| a.key == key)).map(|a| &a.done);
        let deemed = self.deemed.as_ref().filter(|d| d.key == key).map(|d| &d.done);
        self.action(stage, key).map(|a| &a.done).or(automatic).or(deemed)
    }

    /// The stages drawn on the line of light: those that a case that goes well passes.
    pub fn line(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|s| s.on_line)
    }

    /// A captured field by its key, wherever it is captured.
    #[must_use]
    pub fn captured(&self, key: &str) -> Option<&Field> {
        self.captures().find(|f| f.key == key)
    }

    /// Everything that is captured anywhere.
    pub fn captures(&self) -> impl Iterator<Item = &Field> {
        self.stages.iter().flat_map(|s| &s.actions).flat_map(|a| &a.captures)
    }

    /// All captured fields as one form, by which what was captured is read, sealed and masked. A key that is captured in
    /// several places stands once.
    #[must_use]
    pub fn captures_form(&self) -> &Form {
        self.captured.0.get_or_init(|| {
            let mut seen = BTreeSet::new();
            Form::of_fields(self.captures().filter(|f| seen.insert(f.key.as_str())).cloned().collect())
        })
    }
}
