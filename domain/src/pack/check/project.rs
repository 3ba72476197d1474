//! Whether what a service says of projects, and of the support that people give, names what is there.
use super::{Findings, licence::NO_BASE, unique};
use crate::{
    form::{Field, Kind},
    pack::{Pack, Service},
    project::ProjectRule,
};

/// The closed list of the Open Contracting Data Standard.
const METHODS: [&str; 4] = ["open", "selective", "limited", "direct"];

pub(super) fn hold(found: &mut Findings, pack: &Pack, service: &Service, at: &str) {
    if let Some(rule) = &service.project {
        if service.hidden {
            found.add(
                &format!("{at}/project"),
                "nobody sees what is hidden, and projects are for everybody",
                "leave `project` or `hidden` out",
            );
        }
        if pack.services.iter().find(|s| s.project.is_some()).is_some_and(|first| first.key != service.key) {
            found.add(&format!("{at}/project"), "another service has the projects already", "let one service hold a region's projects");
        }
        asked(found, service, rule, &format!("{at}/project"));
        captured(found, service, rule, &format!("{at}/project"));
        phases(found, service, rule, &format!("{at}/project"));
        if let Some(from) = &rule.proposal
            && pack.service(&from.service).is_none()
        {
            let what = format!("no service `{}`", from.service);
            found.add(&format!("{at}/project/proposal/service"), what, "name the service whose cases projects grow from");
        }
    }
    if let Some(rule) = &service.support {
        for (i, key) in rule.stages.iter().enumerate().filter(|(_, key)| service.stage(key).is_none()) {
            found.add(&format!("{at}/support/stages/{i}"), format!("no stage `{key}`"), "name a stage of the workflow");
        }
        if rule.legal_base.trim().is_empty() {
            found.add(&format!("{at}/support/legal_base"), "a rule without a legal base", NO_BASE);
        }
        if service.hidden {
            found.add(&format!("{at}/support"), "nobody sees what is hidden, and nobody can support it", "leave `support` or `hidden` out");
        }
    }
}

fn asked(found: &mut Findings, service: &Service, rule: &ProjectRule, at: &str) {
    let is_of = |name: &str, field: &Field| match name {
        "point" => matches!(field.kind, Kind::Point { site: true }),
        "fund" => matches!(field.kind, Kind::Choice { .. }),
        _ => matches!(field.kind, Kind::Date { .. }),
    };
    for (name, key) in [("point", &rule.point), ("fund", &rule.fund), ("starts", &rule.starts), ("ends", &rule.ends)] {
        let Some(key) = key else { continue };
        match service.form.field(key) {
            None => found.add(&format!("{at}/{name}"), format!("no field `{key}`"), "name a field of the form"),
            Some(field) if !is_of(name, field) => {
                let remedy = "name a point of a site (`site = true`), a choice, or a day";
                found.add(&format!("{at}/{name}"), format!("`{key}` is of another kind"), remedy);
            }
            Some(field) if !field.is_public() => {
                found.add(&format!("{at}/{name}"), format!("`{key}` is not public, and the gallery shows it"), "set `public` on the field")
            }
            Some(_) => {}
        }
    }
    if let Some(from) = &rule.proposal
        && service.form.field(&from.field).is_none()
    {
        found.add(&format!("{at}/proposal/field"), format!("no field `{}`", from.field), "name a field of the form");
    }
}

fn captured(found: &mut Findings, service: &Service, rule: &ProjectRule, at: &str) {
    let contract = rule.contract.as_ref();
    for (method, code) in contract.iter().flat_map(|c| &c.methods).filter(|(_, code)| !METHODS.contains(&code.as_str())) {
        let what = format!("`{code}` is no method of the standard");
        found.add(&format!("{at}/contract/methods/{method}"), what, format!("write one of {}", METHODS.join(", ")));
    }
    let keys = [
        ("contract/number", contract.map(|c| &c.number)),
        ("contract/signed", contract.map(|c| &c.signed)),
        ("contract/method", contract.map(|c| &c.method)),
        ("contract/bidders", contract.and_then(|c| c.bidders.as_ref())),
        ("physical", Some(&rule.physical)),
        ("reported", Some(&rule.reported)),
        ("began", rule.began.as_ref()),
        ("finished", rule.finished.as_ref()),
        ("photos", rule.photos.as_ref()),
        ("contractor", rule.contractor.as_ref()),
        ("procurement", rule.procurement.as_ref()),
        ("schedule/rows", rule.schedule.as_ref().map(|s| &s.rows)),
    ];
    for workflow in &service.workflows {
        for (name, key) in keys {
            let Some(key) = key else { continue };
            match workflow.captured(key) {
                None => found.add(&format!("{at}/{name}"), format!("`{key}` is captured nowhere"), "name a field that an action captures"),
                Some(field) if !field.public => found.add(
                    &format!("{at}/{name}"),
                    format!("`{key}` is not public, and the gallery shows it"),
                    "set `public` on the field",
                ),
                Some(_) => {}
            }
        }
    }
}

fn phases(found: &mut Findings, service: &Service, rule: &ProjectRule, at: &str) {
    if rule.legal_base.trim().is_empty() {
        found.add(&format!("{at}/legal_base"), "rules of a project without a legal base", NO_BASE);
    }
    if let Some(share) = &rule.share {
        if share.legal_base.trim().is_empty() {
            found.add(&format!("{at}/share/legal_base"), "a rule without a legal base", NO_BASE);
        }
        if !(1..=100).contains(&share.percent) {
            found.add(&format!("{at}/share/percent"), "a share is of a hundred hundredths", "write a number from 1 to 100");
        }
        if share.contracts < 2 {
            found.add(&format!("{at}/share/contracts"), "one contract is always all of them", "make it 2 or more");
        }
    }
    unique(found, &format!("{at}/phases"), rule.phases.iter().map(|p| p.key.as_str()));
    for (i, phase) in rule.phases.iter().enumerate() {
        found.text(&format!("{at}/phases/{i}/label"), &phase.label);
        for (s, key) in phase.stages.iter().enumerate().filter(|(_, key)| service.stage(key).is_none()) {
            found.add(&format!("{at}/phases/{i}/stages/{s}"), format!("no stage `{key}`"), "name a stage of the workflow");
        }
    }
    for stage in service.workflows.iter().flat_map(|w| &w.stages).filter(|s| rule.phase_of(&s.key).is_none()) {
        found.add(&format!("{at}/phases"), format!("the stage `{}` is in no phase", stage.key), "put it into one");
    }
    for (i, band) in rule.bands.iter().enumerate() {
        if band.critical < band.watch {
            let what = "what is critical is watched first";
            found.add(&format!("{at}/bands/{i}/critical"), what, "make `critical` at least as large as `watch`");
        }
        if band.legal_base.trim().is_empty() {
            found.add(&format!("{at}/bands/{i}/legal_base"), "a band without a legal base", NO_BASE);
        }
    }
}
