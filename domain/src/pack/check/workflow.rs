//! Whether a workflow holds together: every arrow leads to a stage, every stage can be reached and left, and what an action asks is
//! there.
use super::{Findings, desk, field_holds, figures, licence, licence::NO_BASE, rule_holds, unique};
use crate::{
    form::{Field, Kind},
    pack::{Pack, Service},
    workflow::{Action, Effect, Office, Stage, StageKind, Workflow},
};
use std::collections::BTreeSet;

pub(super) fn hold(found: &mut Findings, pack: &Pack, service: &Service, workflow: &Workflow, at: &str) {
    unique(found, &format!("{at}/stages"), workflow.stages.iter().map(|s| s.key.as_str()));
    if workflow.stage(&workflow.start).is_none() {
        found.add(&format!("{at}/start"), format!("no stage `{}`", workflow.start), "name one of the stages");
    }
    figures::hold(found, workflow, at);
    licence::workflow_holds(found, workflow, at);
    desk::workflow_holds(found, pack, workflow, at);
    for (e, action) in workflow.everywhere.iter().enumerate().filter(|(_, a)| a.effect != Effect::Note) {
        let what = format!("`{}` can be done at every stage and would move the case from there", action.key);
        found.add(&format!("{at}/everywhere/{e}/effect"), what, "set `effect = \"note\"`, or give it to the stages it belongs to");
    }
    let fields: BTreeSet<&str> = service.form.fields().map(|f| f.key.as_str()).collect();
    for (i, stage) in workflow.stages.iter().enumerate() {
        let at = format!("{at}/stages/{i}");
        found.text(&format!("{at}/label"), &stage.label);
        match (&stage.holder.office, stage.kind) {
            (Office::Agency(key), _) if pack.agency(key).is_none() => {
                found.add(&format!("{at}/holder/office"), format!("no agency `{key}`"), "add it to `agencies` or correct the key")
            }
            (Office::InChargeOf(key), _) if pack.agency_of_affair(key).is_none() => found.add(
                &format!("{at}/holder/office"),
                format!("no agency is in charge of `{key}`"),
                "name a field of affairs of lists.toml that has an `agency`",
            ),
            (Office::Applicant, StageKind::Work) => {
                found.add(&format!("{at}/holder"), format!("nobody holds `{}`", stage.key), "give `office` an agency or `by_affair`")
            }
            _ => {}
        }
        if let Some(role) = &stage.holder.role
            && pack.role(role).is_none()
        {
            found.add(&format!("{at}/holder/role"), format!("no role `{role}`"), "add it to `roles` or correct the key");
        }
        licence::stage_holds(found, (pack, workflow), stage, &at);
        if !stage.kind.is_end()
            && stage.actions.iter().all(|a| a.effect == Effect::Note)
            && stage.automatic.iter().all(|a| a.when.is_some())
        {
            found.add(&format!("{at}/actions"), "a stage without an action holds its cases for ever", "mend `kind` or `actions`");
        }
        // A licence lives on when its request is over.
        let lives_on = stage.kind == StageKind::Done && stage.licence.is_some();
        if stage.kind.is_end() && !lives_on && stage.actions.iter().any(|a| a.effect != Effect::Object || stage.kind != StageKind::Refused)
        {
            found.add(
                &format!("{at}/actions"),
                "an end can't be left, but by objecting to a refusal, or for what becomes of a licence",
                "mend `kind`, `actions` or `effect`",
            );
        }
        unique(found, &format!("{at}/actions"), stage.actions.iter().map(|a| a.key.as_str()));
        unique(found, &format!("{at}/timers"), stage.timers.iter().map(|t| t.key.as_str()));
        for (t, timer) in stage.timers.iter().enumerate() {
            found.text(&format!("{at}/timers/{t}/notice"), &timer.notice);
            if stage.clock.is_none() {
                found.add(&format!("{at}/timers/{t}"), "a timer without a term to count from", "give the stage a `clock`");
            }
            if let Some(to) = &timer.to
                && workflow.stage(to).is_none()
            {
                found.add(&format!("{at}/timers/{t}/to"), format!("no stage `{to}`"), "name one of the stages");
            }
        }
        if let Some(clock) = &stage.clock {
            if clock.legal_base.trim().is_empty() {
                found.add(&format!("{at}/clock/legal_base"), "a term without a legal base", "name the article, or write \"proposed\"");
            }
            if (clock.days == 0) == clock.dates.is_empty() {
                found.add(&format!("{at}/clock"), "a term is so many days, or ends on a date", "give either `days` or `dates`");
            }
        }
        for (c, item) in stage.checklist.iter().enumerate() {
            found.text(&format!("{at}/checklist/{c}/label"), &item.label);
            if let Some(document) = &item.document
                && !fields.contains(document.as_str())
            {
                found.add(&format!("{at}/checklist/{c}/document"), format!("no field `{document}`"), "name a field of the form");
            }
        }
        for (a, action) in stage.actions.iter().enumerate() {
            action_holds(found, (pack, workflow, stage), action, &fields, &format!("{at}/actions/{a}"));
        }
    }
    reachable(found, service, workflow, at);
    leavable(found, workflow, at);
}

fn action_holds(
    found: &mut Findings,
    (pack, workflow, stage): (&Pack, &Workflow, &Stage),
    action: &Action,
    fields: &BTreeSet<&str>,
    at: &str,
) {
    found.text(&format!("{at}/label"), &action.label);
    match workflow.stage(&action.to) {
        None => found.add(&format!("{at}/to"), format!("no stage `{}`", action.to), "name one of the stages"),
        Some(to) if action.effect == Effect::Return && to.kind != StageKind::Applicant => {
            found.add(&format!("{at}/to"), "a return must lead to the applicant", "name a stage of kind `applicant`")
        }
        Some(to) if action.effect == Effect::Refuse && to.kind != StageKind::Refused && to.kind != StageKind::Work => {
            found.add(&format!("{at}/to"), "a refusal must lead to a refused end", "name a stage of kind `refused`")
        }
        Some(_) => {}
    }
    if let Some(rung) = &action.sets_amount {
        if !workflow.amounts.iter().any(|r| r.key == *rung) {
            found.add(&format!("{at}/sets_amount"), format!("no rung `{rung}`"), "name one of `amounts`");
        }
        if !action.captures.iter().any(|f| f.key == "amount") {
            found.add(&format!("{at}/captures"), "the action sets an amount and captures none", "add a field `amount`");
        }
    }
    if !action.by_applicant && stage.holder.role.is_none() && action.by_role.is_none() {
        found.add(&format!("{at}/by_applicant"), "nobody may do this", "set `by_applicant`, or give the stage a role");
    }
    unique(found, &format!("{at}/captures"), action.captures.iter().map(|f| f.key.as_str()));
    for key in &action.amends {
        if !fields.contains(key.as_str()) {
            found.add(&format!("{at}/amends"), format!("no field `{key}`"), "name a field of the form");
        }
        if workflow.captured(key).is_none() {
            found.add(&format!("{at}/amends"), format!("`{key}` is captured nowhere"), "capture it under the same key");
        }
    }
    for (c, check) in action.checks.iter().enumerate() {
        found.text(&format!("{at}/checks/{c}/label"), &check.label);
        rule_holds(found, &check.rule, fields, &format!("{at}/checks/{c}"));
    }
    for (c, field) in action.captures.iter().enumerate() {
        field_holds(found, pack, field, &format!("{at}/captures/{c}"));
        // A path that leads nowhere would let any name pass.
        let known = |path: &str| match path.split_once('.') {
            Some(("answers", key)) => fields.contains(key),
            Some(("captured", key)) => workflow.captured(key).is_some(),
            _ => false,
        };
        if let Some(path) = field.same_as.as_deref().filter(|path| !known(path)) {
            let remedy = "name a field of the form as `answers.key`, or a captured one as `captured.key`";
            found.add(&format!("{at}/captures/{c}/same_as"), format!("nothing is known as `{path}`"), remedy);
        }
    }
    if action.recuses && action.effect != Effect::Note {
        found.add(&format!("{at}/recuses"), "whoever stands aside decides nothing", "set `effect = \"note\"`");
    }
    if let Some(flag) = action.raises.as_ref().filter(|key| pack.desk.flag(key).is_none()) {
        found.add(&format!("{at}/raises"), format!("no flag `{flag}`"), "add it to `desk.toml` under `flags`, or correct the key");
    }
    if let Some(rule) = &action.measures {
        for flag in [&rule.far, &rule.without].into_iter().filter(|key| pack.desk.flag(key).is_none()) {
            found.add(&format!("{at}/measures"), format!("no flag `{flag}`"), "add it to `desk.toml` under `flags`, or correct the key");
        }
        if !fields.contains(rule.declared.as_str()) {
            found.add(&format!("{at}/measures/declared"), format!("no field `{}`", rule.declared), "name the form's field with the point");
        }
        for key in [&rule.point, &rule.photos].into_iter().filter(|key| !action.captures.iter().any(|f| f.key == **key)) {
            found.add(&format!("{at}/measures"), format!("the action captures no `{key}`"), "name what it captures");
        }
        let says_where = |f: &Field| match &f.kind {
            Kind::Point { .. } => f.key != rule.photos,
            Kind::File { geotagged, .. } => *geotagged && f.key != rule.point,
            _ => false,
        };
        for field in action.captures.iter().filter(|f| f.key == rule.point || f.key == rule.photos).filter(|f| !says_where(f)) {
            let what = format!("`{}` says nothing of where it was", field.key);
            found.add(&format!("{at}/measures"), what, "measure a `point`, and pictures that are `geotagged`");
        }
        if action.effect == Effect::Note {
            found.add(&format!("{at}/measures"), "a note measures nothing", "give the action another effect, or remove `measures`");
        }
        if rule.legal_base.trim().is_empty() {
            found.add(&format!("{at}/measures/legal_base"), "a bound without a legal base", NO_BASE);
        }
    }
    for (name, rule) in [("show_if", &action.show_if), ("guard", &action.guard)] {
        rule.iter().for_each(|rule| rule_holds(found, rule, fields, &format!("{at}/{name}")));
    }
}

/// From every stage some way leads to an end: no case goes round and round for ever.
fn leavable(found: &mut Findings, workflow: &Workflow, at: &str) {
    let leads = |stage: &Stage, to: &BTreeSet<&str>| {
        let actions = stage.actions.iter().filter(|a| a.effect != Effect::Note).map(|a| a.to.as_str());
        let timers = stage.timers.iter().filter_map(|t| t.to.as_deref());
        let automatic = stage.automatic.iter().map(|a| a.to.as_str());
        actions.chain(timers).chain(automatic).any(|next| to.contains(next))
    };
    let mut ends: BTreeSet<&str> = workflow.stages.iter().filter(|s| s.kind.is_end()).map(|s| s.key.as_str()).collect();
    loop {
        let before = ends.len();
        let more: Vec<&str> = workflow.stages.iter().filter(|s| leads(s, &ends)).map(|s| s.key.as_str()).collect();
        ends.extend(more);
        if ends.len() == before {
            break;
        }
    }
    // A stage without an action is said by itself.
    let acts = |stage: &&Stage| stage.actions.iter().any(|a| a.effect != Effect::Note);
    for (i, stage) in workflow.stages.iter().enumerate().filter(|(_, s)| !ends.contains(s.key.as_str()) && acts(s)) {
        found.add(
            &format!("{at}/stages/{i}/actions"),
            format!("no way leads from `{}` to an end", stage.key),
            "let an action lead on to an end",
        );
    }
}

/// Every stage can be reached from the start.
fn reachable(found: &mut Findings, service: &Service, workflow: &Workflow, at: &str) {
    let mut seen = BTreeSet::new();
    let mut open = vec![workflow.start.as_str()];
    open.extend(licence::led_to(service, workflow));
    while let Some(key) = open.pop() {
        if seen.insert(key)
            && let Some(stage) = workflow.stage(key)
        {
            open.extend(stage.actions.iter().map(|a| a.to.as_str()));
            open.extend(stage.timers.iter().filter_map(|t| t.to.as_deref()));
            open.extend(stage.automatic.iter().map(|a| a.to.as_str()));
        }
    }
    for (i, stage) in workflow.stages.iter().enumerate() {
        if !seen.contains(stage.key.as_str()) {
            found.add(
                &format!("{at}/stages/{i}/key"),
                format!("no action leads to `{}`", stage.key),
                "let an action lead there, or remove it",
            );
        }
    }
}
