//! Public figures are read from captured amounts that everyone may see.
use super::Findings;
use crate::{
    form::{Formula, Kind},
    workflow::Workflow,
};

pub(super) fn hold(found: &mut Findings, workflow: &Workflow, at: &str) {
    if let Some(key) = &workflow.figures.rating {
        let at = format!("{at}/figures/rating");
        match workflow.captured(key) {
            None => found.add(&at, format!("`{key}` is captured nowhere"), "name a field that an action captures"),
            Some(field) if !field.is_public() => {
                found.add(&at, format!("`{key}` is not public, and public figures are made of it"), "set `public` on the field")
            }
            Some(field) if !matches!(field.kind, Kind::Choice { .. }) => {
                found.add(&at, format!("`{key}` is no choice"), "name a field of type `choice`")
            }
            Some(_) => {}
        }
    }
    for (name, key) in [("paid", &workflow.figures.paid), ("reported", &workflow.figures.reported)] {
        let Some(key) = key else { continue };
        let at = format!("{at}/figures/{name}");
        match workflow.captured(key) {
            None => found.add(&at, format!("`{key}` is captured nowhere"), "name a field that an action captures"),
            Some(field) if !field.is_public() => {
                found.add(&at, format!("`{key}` is not public, and public figures are made of it"), "set `public` on the field");
            }
            Some(field) => {
                let is_money = matches!(&field.kind, Kind::Rupiah { .. } | Kind::Computed { value: Formula::Sum(_), rupiah: true });
                if !is_money {
                    found.add(&at, format!("`{key}` is no amount of money"), "name a field of type `rupiah`, or a sum in rupiah");
                }
            }
        }
    }
}
