//! Whether what a pack says of licences, judgements, calculations and activities holds together.
use super::{Findings, unique};
use crate::{
    form::Kind,
    licence::Status,
    pack::{Pack, Service},
    workflow::{Stage, Workflow},
};
use std::collections::BTreeSet;

pub(super) const NO_BASE: &str = "name the article, or write \"usulan, belum diatur\"";

pub(super) fn pack_holds(found: &mut Findings, pack: &Pack) {
    for (e, edition) in pack.activities.0.iter().enumerate() {
        let at = format!("activities/{e}");
        unique(found, &format!("{at}/activities"), edition.activities.iter().map(|a| a.code.as_str()));
        for (_, _, code) in edition.from.iter().filter(|(_, _, code)| edition.activity(code).is_none()) {
            found.add(&format!("{at}/from"), format!("no activity `{code}`"), "name a code of this edition");
        }
    }
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (j, rule) in pack.judgements.iter().enumerate() {
        let at = format!("judgements/{j}");
        found.text(&format!("{at}/label"), &rule.label);
        rule.words.iter().for_each(|(word, text)| found.text(&format!("{at}/words/{word}"), text));
        for (r, dated) in rule.rules.iter().enumerate() {
            let at = format!("{at}/rules/{r}");
            if dated.legal_base.trim().is_empty() {
                found.add(&format!("{at}/legal_base"), "a judgement without a legal base", NO_BASE);
            }
            for name in dated.value.names() {
                match name.split_once('.') {
                    Some(("judged", key)) if !before.contains(key) => found.add(
                        &format!("{at}/value"),
                        format!("`{name}` is judged later or never"),
                        "put the judgement that it reads before this one",
                    ),
                    Some(("answers" | "activity" | "judged", _)) => {}
                    _ if name == "today" || name == "service" => {}
                    _ => found.add(
                        &format!("{at}/value"),
                        format!("`{name}` is not a fact"),
                        "begin with service, answers, activity, judged or today",
                    ),
                }
            }
        }
        before.insert(&rule.key);
    }
    unique(found, "guide", pack.guide.iter().map(|q| q.key.as_str()));
    for (q, question) in pack.guide.iter().enumerate() {
        found.text(&format!("guide/{q}/question"), &question.question);
    }
    unique(found, "judgements", pack.judgements.iter().map(|j| j.key.as_str()));
    unique(found, "formulas", pack.formulas.iter().map(|f| f.key.as_str()));
    for (f, formula) in pack.formulas.iter().enumerate() {
        found.text(&format!("formulas/{f}/name"), &formula.name);
        for (v, version) in formula.versions.iter().enumerate() {
            let at = format!("formulas/{f}/versions/{v}");
            if version.legal_base.trim().is_empty() {
                found.add(&format!("{at}/legal_base"), "a formula without a legal base", NO_BASE);
            }
            for (place, what) in version.faults() {
                found.add(&format!("{at}/{place}"), what, "correct the formula");
            }
        }
    }
}

pub(super) fn service_holds(found: &mut Findings, pack: &Pack, service: &Service, at: &str) {
    for (j, key) in service.judges.iter().enumerate() {
        let Some(judgement) = pack.judgements.iter().find(|r| r.key == *key) else {
            found.add(&format!("{at}/judges/{j}"), format!("no judgement `{key}`"), "name one of `judgements`");
            continue;
        };
        for name in judgement.rules.iter().flat_map(|r| r.value.names()) {
            match name.split_once('.') {
                Some(("answers", field)) if service.form.field(field).is_none() => found.add(
                    &format!("{at}/judges/{j}"),
                    format!("`{key}` reads `{name}`, and the form has no such field"),
                    "ask it, or leave the judgement out",
                ),
                Some(("activity", _)) if !service.form.fields().any(|f| matches!(f.kind, Kind::Activity)) => {
                    found.add(&format!("{at}/judges/{j}"), format!("`{key}` reads the activity, and the form asks none"), "ask it")
                }
                _ => {}
            }
        }
    }
    if let Some(to) = service.licence.as_ref().and_then(|l| l.complaints.as_ref())
        && pack.service(&to.service).and_then(|s| s.form.field(&to.field)).is_none()
    {
        let what = format!("no field `{}` in the form of `{}`", to.field, to.service);
        found.add(&format!("{at}/licence/complaints"), what, "name a service and a field of its form");
    }
    if let Some(rule) = service.imports.as_ref().filter(|rule| service.form.field(&rule.id).is_none_or(|f| f.optional)) {
        let what = format!("no field `{}` that has to be answered", rule.id);
        found.add(&format!("{at}/imports/id"), what, "name the field with the number that each case brings along");
    }
    if service.imports.is_some() && service.keyed_by.is_empty() {
        found.add(&format!("{at}/keyed_by"), "whoever likes could take cases from a table", "name the roles that hand them in");
    }
    for name in service.guide.iter().flat_map(|guide| guide.when.names()) {
        let asked = |key: &str| ["activity", "capital", "purpose"].contains(&key) || pack.guide.iter().any(|q| q.key == key);
        match name.split_once('.') {
            Some(("answers", key)) if !asked(key) => found.add(
                &format!("{at}/guide/when"),
                format!("the guide does not ask `{key}`"),
                "add it to guide.toml, or correct the name",
            ),
            Some(("answers" | "activity" | "judged", _)) => {}
            _ => found.add(&format!("{at}/guide/when"), format!("`{name}` is not a fact"), "begin with answers, activity or judged"),
        }
    }
    let Some(rule) = &service.licence else { return };
    let at = format!("{at}/licence");
    if pack.paper(&rule.paper).is_none() || !service.issues.iter().any(|i| i.key == rule.paper) {
        found.add(&format!("{at}/paper"), format!("the service issues no `{}`", rule.paper), "name one of its `issues`");
    }
    let fields = [Some(&rule.holder), rule.activity.as_ref(), rule.place.as_ref(), rule.purpose.as_ref(), rule.former.as_ref()];
    for key in fields.into_iter().flatten().chain(&rule.prints) {
        match service.form.field(key) {
            None => found.add(&at, format!("no field `{key}`"), "name fields of the form"),
            Some(field) if field.is_sealed() => found.add(&at, format!("`{key}` is personal data"), "name a field that may be published"),
            Some(_) => {}
        }
    }
    for (key, status) in [(&rule.expired, Status::Expired), (&rule.replaced, Status::Replaced)] {
        if service.stage(key).and_then(|s| s.licence) != Some(status) {
            let what = format!("`{key}` is no stage where a licence is {}", status.name());
            found.add(&at, what, format!("set `licence = \"{}\"` on it", status.name()));
        }
    }
    unique(found, &format!("{at}/notices"), rule.notices.iter().map(|n| n.key.as_str()));
    rule.notices.iter().enumerate().for_each(|(n, notice)| found.text(&format!("{at}/notices/{n}/text"), &notice.text));
    for (s, look) in rule.supervision.iter().enumerate() {
        if service.stage(&look.to).is_none() {
            found.add(&format!("{at}/supervision/{s}/to"), format!("no stage `{}`", look.to), "name one of the stages");
        }
        if look.legal_base.trim().is_empty() {
            found.add(&format!("{at}/supervision/{s}/legal_base"), "a look without a legal base", NO_BASE);
        }
    }
    // A licence may ask for nothing that no rule asks for (PP 28/2025: no extra local requirement).
    for (p, page) in service.form.pages.iter().enumerate() {
        for (f, field) in page.fields.iter().enumerate() {
            let asked = matches!(field.kind, Kind::File { .. }) && !field.optional;
            if asked && field.legal_base.as_deref().is_none_or(|base| base.trim().is_empty()) {
                found.add(
                    &format!("services/{}/form/pages/{p}/fields/{f}", at.split('/').nth(1).unwrap_or_default()),
                    format!("`{}` must be handed in, and no rule asks for it", field.key),
                    "give its `legal_base`, or make it optional",
                );
            }
        }
    }
}

pub(super) fn stage_holds(found: &mut Findings, (pack, workflow): (&Pack, &Workflow), stage: &Stage, at: &str) {
    unique(found, &format!("{at}/automatic"), stage.automatic.iter().map(|a| a.key.as_str()));
    for (a, step) in stage.automatic.iter().enumerate() {
        let at = format!("{at}/automatic/{a}");
        found.text(&format!("{at}/done"), &step.done);
        if workflow.stage(&step.to).is_none() || step.to == stage.key {
            found.add(&format!("{at}/to"), format!("`{}` is no other stage", step.to), "name one of the stages");
        }
        if step.legal_base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "a step without a legal base", NO_BASE);
        }
    }
    if let Some(rule) = stage.returns.as_ref().filter(|r| r.legal_base.trim().is_empty() || r.until_percent > 100) {
        let what = if rule.until_percent > 100 { "a term has a hundred hundredths" } else { "a rule without a legal base" };
        found.add(&format!("{at}/returns"), what, NO_BASE);
    }
    for key in stage.apart_from.iter().filter(|key| workflow.stage(key).is_none()) {
        found.add(&format!("{at}/apart_from"), format!("no stage `{key}`"), "name stages of the workflow");
    }
    for (a, action) in stage.actions.iter().enumerate() {
        if let Some(role) = action.by_role.as_ref().filter(|role| pack.role(role).is_none()) {
            found.add(&format!("{at}/actions/{a}/by_role"), format!("no role `{role}`"), "add it to `roles` or correct the key");
        }
        if let Some(rule) = &action.draws {
            let at = format!("{at}/actions/{a}/draws");
            if pack.role(&rule.role).is_none() {
                found.add(&format!("{at}/role"), format!("no role `{}`", rule.role), "add it to `roles` or correct the key");
            }
            if rule.count < 2 {
                found.add(&format!("{at}/count"), "nobody goes alone", "draw two at least");
            }
        }
        if let Some(key) = action.assesses.as_ref().filter(|key| pack.formula(key).is_none()) {
            found.add(&format!("{at}/actions/{a}/assesses"), format!("no formula `{key}`"), "name one of `formulas`");
        }
    }
}

pub(super) fn workflow_holds(found: &mut Findings, workflow: &Workflow, at: &str) {
    for (s, start) in workflow.starts.iter().enumerate().filter(|(_, start)| workflow.stage(&start.stage).is_none()) {
        found.add(&format!("{at}/starts/{s}/stage"), format!("no stage `{}`", start.stage), "name one of the stages");
    }
    let Some(rule) = &workflow.deemed else { return };
    found.text(&format!("{at}/deemed/done"), &rule.done);
    for key in rule.from.iter().chain([&rule.to]).filter(|key| workflow.stage(key).is_none()) {
        found.add(&format!("{at}/deemed"), format!("no stage `{key}`"), "name stages of the workflow");
    }
    if rule.legal_base.trim().is_empty() {
        found.add(&format!("{at}/deemed/legal_base"), "silence counts only where a law says so", "name the article");
    }
}

/// The stages that a case comes to without anybody's action.
pub(super) fn led_to<'p>(service: &'p Service, workflow: &'p Workflow) -> impl Iterator<Item = &'p str> {
    let licence = service.licence.as_ref();
    let ends = licence.into_iter().flat_map(|l| [l.expired.as_str(), l.replaced.as_str()]);
    let looks = licence.into_iter().flat_map(|l| &l.supervision).map(|s| s.to.as_str());
    let starts = workflow.starts.iter().map(|s| s.stage.as_str());
    starts.chain(workflow.deemed.as_ref().map(|d| d.to.as_str())).chain(ends).chain(looks)
}
