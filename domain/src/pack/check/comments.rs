//! The public may write only at stages that there are, and what they write is hidden only for reasons that can be told.
use super::Findings;
use crate::pack::Service;

pub(super) fn hold(found: &mut Findings, service: &Service, at: &str) {
    let Some(rules) = &service.comments else { return };
    for (i, stage) in rules.stages.iter().enumerate() {
        if service.stage(stage).is_none() {
            found.add(&format!("{at}/comments/stages/{i}"), format!("no stage `{stage}`"), "name one of the stages");
        }
    }
    if rules.reasons.is_empty() {
        found.add(&format!("{at}/comments/reasons"), "a comment can't be hidden without a reason", "add some `reasons`");
    }
    for (i, reason) in rules.reasons.iter().enumerate() {
        found.text(&format!("{at}/comments/reasons/{i}/label"), &reason.label);
    }
    if rules.legal_base.trim().is_empty() {
        found.add(&format!("{at}/comments/legal_base"), "comments without a legal base", "name the article, or write \"proposed\"");
    }
}
