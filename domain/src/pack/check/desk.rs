//! What the rules of desks name is there: marks, sentences, and the chain along which a late case goes up.
use super::{Findings, unique};
use crate::{
    pack::{Escalation, Pack, Told},
    workflow::{Effect, Timer, Workflow},
};

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    unique(found, "desk/labels", pack.desk.labels.iter().map(|l| l.key.as_str()));
    for (i, label) in pack.desk.labels.iter().enumerate() {
        found.text(&format!("desk/labels/{i}/label"), &label.label);
    }
    unique(found, "desk/flags", pack.desk.flags.iter().map(|f| f.key.as_str()));
    for (i, flag) in pack.desk.flags.iter().enumerate() {
        found.text(&format!("desk/flags/{i}/label"), &flag.label);
    }
    unique(found, "desk/replies", pack.desk.replies.iter().map(|r| r.key.as_str()));
    for (i, reply) in pack.desk.replies.iter().enumerate() {
        found.text(&format!("desk/replies/{i}/label"), &reply.label);
        found.text(&format!("desk/replies/{i}/text"), &reply.text);
    }
    chain_holds(found, pack, &pack.desk.escalation, "desk/escalation");
}

fn chain_holds(found: &mut Findings, pack: &Pack, chain: &[Escalation], at: &str) {
    unique(found, at, chain.iter().map(|step| step.key.as_str()));
    for (i, step) in chain.iter().enumerate() {
        let at = format!("{at}/{i}");
        found.text(&format!("{at}/label"), &step.label);
        if step.used_percent.is_some() == step.days_late.is_some() {
            found.add(&at, "a step comes before the end of the term or after it", "give either `used_percent` or `days_late`");
        }
        if step.used_percent.is_some_and(|percent| !(1..=100).contains(&percent)) {
            found.add(&format!("{at}/used_percent"), "a share of the term is 1 to 100", "write hundredths of the term");
        }
        if step.tell.is_empty() {
            found.add(&format!("{at}/tell"), "nobody is told", "name `worker`, `head` or roles");
        }
        for role in step.tell.iter().filter_map(|told| if let Told::Role(role) = told { Some(role) } else { None }) {
            if pack.role(role).is_none() {
                found.add(&format!("{at}/tell"), format!("no role `{role}`"), "name `worker`, `head` or a role of the region");
            }
        }
        base_holds(found, &step.legal_base, &at);
    }
}

fn base_holds(found: &mut Findings, legal_base: &str, at: &str) {
    if legal_base.trim().is_empty() {
        found.add(&format!("{at}/legal_base"), "a rule without a legal base", "name the article, or write \"proposed\"");
    }
}

pub(super) fn workflow_holds(found: &mut Findings, pack: &Pack, workflow: &Workflow, at: &str) {
    for (i, stage) in workflow.stages.iter().enumerate() {
        let at = format!("{at}/stages/{i}");
        if let Some(chain) = &stage.escalation {
            chain_holds(found, pack, chain, &format!("{at}/escalation"));
        }
        if let Some(rule) = &stage.extension {
            base_holds(found, &rule.legal_base, &format!("{at}/extension"));
            if stage.clock.is_none() {
                found.add(&format!("{at}/extension"), "there is no term to extend", "give the stage a `clock`");
            }
        }
        for (t, timer) in stage.timers.iter().enumerate() {
            tacit_holds(found, timer, &format!("{at}/timers/{t}"));
        }
    }
}

/// Silence decides only where an article says so (UU 30/2014 Pasal 53 as amended): a proposal is none.
fn tacit_holds(found: &mut Findings, timer: &Timer, at: &str) {
    match timer.effect {
        Effect::Lapse => {}
        _ if timer.to.is_none() => found.add(&format!("{at}/effect"), "it leads nowhere", "name the stage in `to`, or remove `effect`"),
        Effect::Advance | Effect::Refuse => {
            let base = timer.legal_base.to_lowercase();
            if base.trim().is_empty() || base.contains("usulan") || base.contains("proposed") {
                found.add(&format!("{at}/legal_base"), "silence decides only where the law says so", "name the article");
            }
        }
        _ => found.add(&format!("{at}/effect"), "silence lapses, grants or refuses", "write `lapse`, `advance` or `refuse`"),
    }
}
