//! Whether a pack holds together: every name that is used is defined, every stage can be reached and left, every
//! rule can be evaluated. Findings carry the path of the value, which the loader turns into file and line.
mod board;
mod comments;
mod desk;
mod figures;
mod money;
mod papers;

use super::{Pack, Service};
use crate::{
    form::{Field, Kind},
    rule::{Facts, Rule, RuleError},
    text::Text,
    workflow::{Effect, Office, StageKind, Workflow},
};
use std::collections::BTreeSet;

/// Something wrong in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: keys of tables and indices of arrays, e.g. `["services", "0", "workflows", "0", "stages", "3", "actions", "1", "to"]`.
    pub path: Vec<String>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, path: &str, what: impl Into<String>, remedy: impl Into<String>) {
        self.0.push(Finding { path: path.split('/').map(str::to_owned).collect(), what: what.into(), remedy: remedy.into() });
    }
    fn text(&mut self, path: &str, text: &Text) {
        if text.is_incomplete() {
            self.add(path, "a wording is missing", "give both `id` and `en`");
        }
    }
}

/// Everything that is wrong in a pack; empty when it may go live.
#[must_use]
pub fn check(pack: &Pack) -> Vec<Finding> {
    let mut found = Findings(vec![]);
    unique(&mut found, "roles", pack.roles.iter().map(|r| r.key.as_str()));
    unique(&mut found, "agencies", pack.agencies.iter().map(|a| a.key.as_str()));
    unique(&mut found, "services", pack.services.iter().map(|s| s.key.as_str()));
    if contrast_on_white(&pack.region.accent).is_none_or(|c| c < 4.5) {
        found.add(
            "region/accent",
            format!("the accent {} has too little contrast on white", pack.region.accent),
            "choose a darker colour, #rrggbb with at least 4.5 : 1",
        );
    }
    for (name, entries) in &pack.lists {
        unique(&mut found, &format!("lists/{name}"), entries.iter().map(|c| c.key.as_str()));
        for (i, entry) in entries.iter().enumerate() {
            if let Some(agency) = &entry.agency
                && pack.agency(agency).is_none()
            {
                found.add(&format!("lists/{name}/{i}/agency"), format!("no agency `{agency}`"), "add it to `agencies` or correct the key");
            }
        }
    }
    money::periods_hold(&mut found, pack);
    for (i, service) in pack.services.iter().enumerate() {
        service_holds(&mut found, pack, service, &format!("services/{i}"));
    }
    divided_hold(&mut found, pack);
    desk::hold(&mut found, pack);
    board::hold(&mut found, pack);
    papers::papers_hold(&mut found, pack);
    papers::books_hold(&mut found, pack);
    found.0
}

fn unique<'a>(found: &mut Findings, path: &str, keys: impl Iterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for (i, key) in keys.enumerate() {
        if !seen.insert(key) {
            found.add(&format!("{path}/{i}/key"), format!("`{key}` stands twice"), "give each entry a key of its own");
        }
    }
}

/// The roles whose work others divide are there.
fn divided_hold(found: &mut Findings, pack: &Pack) {
    for (i, role) in pack.roles.iter().enumerate() {
        for key in role.assigns.iter().filter(|key| pack.role(key).is_none()) {
            found.add(&format!("roles/{i}/assigns"), format!("no role `{key}`"), "name a role of the region");
        }
    }
}

fn service_holds(found: &mut Findings, pack: &Pack, service: &Service, at: &str) {
    if service.legal_base.trim().is_empty() {
        found.add(&format!("{at}/legal_base"), "the service has no legal base", "name the regulation and article");
    }
    if !(2..=4).contains(&service.prefix.len()) || !service.prefix.bytes().all(|b| b.is_ascii_uppercase()) {
        found.add(&format!("{at}/prefix"), format!("`{}` can't begin a case number", service.prefix), "use two to four capital letters");
    }
    if service.form.pages.len() > 8 {
        found.add(&format!("{at}/form/pages"), format!("the form has {} pages", service.form.pages.len()), "ask at most eight pages");
    }
    unique(found, &format!("{at}/form"), service.form.fields().map(|f| f.key.as_str()));
    for (p, page) in service.form.pages.iter().enumerate() {
        found.text(&format!("{at}/form/pages/{p}/title"), &page.title);
        for (f, field) in page.fields.iter().enumerate() {
            field_holds(found, pack, field, &format!("{at}/form/pages/{p}/fields/{f}"));
        }
    }
    let known: BTreeSet<&str> = service.form.fields().map(|f| f.key.as_str()).collect();
    for (name, key) in [
        ("title", &service.lists.title),
        ("organisation", &service.lists.organisation),
        ("person", &service.lists.person),
        ("district", &service.lists.district),
        ("affair", &service.lists.affair),
        ("amount", &service.lists.amount),
    ] {
        if let Some(key) = key
            && !known.contains(key.as_str())
        {
            found.add(&format!("{at}/lists/{name}"), format!("no field `{key}`"), "name a field of the form");
        }
    }
    for (i, key) in service.lists.find.iter().enumerate() {
        match service.form.field(key) {
            None => found.add(&format!("{at}/lists/find/{i}"), format!("no field `{key}`"), "name a field of the form"),
            Some(field) if field.is_sealed() => found.add(
                &format!("{at}/lists/find/{i}"),
                format!("`{key}` is personal data and can't be found by its words"),
                "remove it; a way in `alike` finds it whole",
            ),
            Some(_) => {}
        }
    }
    unique(found, &format!("{at}/alike"), service.alike.iter().map(|a| a.key.as_str()));
    for (i, way) in service.alike.iter().enumerate() {
        found.text(&format!("{at}/alike/{i}/label"), &way.label);
        for key in way.fields.iter().filter(|key| !known.contains(key.as_str())) {
            found.add(&format!("{at}/alike/{i}/fields"), format!("no field `{key}`"), "name fields of the form");
        }
    }
    for (i, limit) in service.limits.iter().enumerate() {
        if !known.contains(limit.field.as_str()) {
            found.add(&format!("{at}/limits/{i}/field"), format!("no field `{}`", limit.field), "name a field of the form");
        }
        if limit.legal_base.trim().is_empty() {
            found.add(&format!("{at}/limits/{i}/legal_base"), "a limit without a legal base", "name the regulation and article");
        }
        for rule in limit.when.iter().chain(&limit.must) {
            rule_holds(found, rule, &known, &format!("{at}/limits/{i}"));
        }
    }
    for (i, window) in service.windows.iter().enumerate() {
        if window.closes < window.opens {
            found.add(&format!("{at}/windows/{i}/closes"), "the window closes before it opens", "put `closes` after `opens`");
        }
    }
    comments::hold(found, service, at);
    if service.workflows.is_empty() {
        found.add(&format!("{at}/workflows"), "the service has no workflow", "add one");
    }
    money::rules_hold(found, pack, service, at);
    for (i, workflow) in service.workflows.iter().enumerate() {
        workflow_holds(found, pack, service, workflow, &format!("{at}/workflows/{i}"));
    }
}

fn field_holds(found: &mut Findings, pack: &Pack, field: &Field, at: &str) {
    found.text(&format!("{at}/label"), &field.label);
    if field.public && field.is_sealed() {
        found.add(&format!("{at}/public"), format!("`{}` is personal data and can't be public", field.key), "remove `public`");
    }
    if let Some(rule) = &field.show_if
        && let Err(e) = evaluates(rule, serde_json::json!({"answers": {}}))
    {
        found.add(&format!("{at}/show_if"), e.to_string(), "write JSON Logic");
    }
    match &field.kind {
        Kind::Choice { list: Some(list), .. } if !pack.lists.contains_key(list) => {
            found.add(&format!("{at}/list"), format!("no list `{list}`"), "add it to `lists` or correct the name")
        }
        Kind::Choice { options, .. } if options.is_empty() => {
            found.add(&format!("{at}/options"), format!("`{}` offers nothing to choose", field.key), "add `options` or name a `list`")
        }
        Kind::Rows { columns, .. } => {
            for (c, column) in columns.iter().enumerate() {
                field_holds(found, pack, column, &format!("{at}/columns/{c}"));
                if matches!(column.kind, Kind::Rows { .. } | Kind::File { .. }) || column.is_sealed() {
                    found.add(&format!("{at}/columns/{c}/type"), "rows can't hold rows, files or sealed answers", "use a field of its own");
                }
            }
        }
        Kind::File { accept, .. } if accept.is_empty() => {
            found.add(&format!("{at}/accept"), format!("`{}` takes no kind of file", field.key), "list `pdf` or `picture`")
        }
        _ => {}
    }
}

/// Whether a rule can be evaluated where nothing is known yet.
fn evaluates(rule: &Rule, nothing: serde_json::Value) -> Result<(), RuleError> {
    rule.value(&Facts::of(&nothing)?).map(drop)
}

fn rule_holds(found: &mut Findings, rule: &Rule, fields: &BTreeSet<&str>, at: &str) {
    let nothing = serde_json::json!(
        {"answers": {}, "captured": {}, "amounts": {}, "input": {}, "case": {}, "list": {}, "calendar": {}, "today": ""}
    );
    if let Err(e) = evaluates(rule, nothing) {
        found.add(at, e.to_string(), "write JSON Logic");
    }
    for name in rule.names() {
        let mut parts = name.split('.');
        match (parts.next(), parts.next()) {
            (Some("answers"), Some(field)) if !fields.contains(field) => {
                found.add(at, format!("the rule reads `{name}`, and there is no such field"), "correct the name")
            }
            (Some("answers" | "captured" | "amounts" | "input" | "case" | "list" | "calendar" | "today"), _) => {}
            _ => found.add(
                at,
                format!("the rule reads `{name}`, which is not a fact"),
                "begin with answers, captured, amounts, input, case, list, calendar or today",
            ),
        }
    }
}

fn workflow_holds(found: &mut Findings, pack: &Pack, service: &Service, workflow: &Workflow, at: &str) {
    unique(found, &format!("{at}/stages"), workflow.stages.iter().map(|s| s.key.as_str()));
    if workflow.stage(&workflow.start).is_none() {
        found.add(&format!("{at}/start"), format!("no stage `{}`", workflow.start), "name one of the stages");
    }
    figures::hold(found, workflow, at);
    desk::workflow_holds(found, pack, workflow, at);
    let fields: BTreeSet<&str> = service.form.fields().map(|f| f.key.as_str()).collect();
    for (i, stage) in workflow.stages.iter().enumerate() {
        let at = format!("{at}/stages/{i}");
        found.text(&format!("{at}/label"), &stage.label);
        match (&stage.holder.office, stage.kind) {
            (Office::Agency(key), _) if pack.agency(key).is_none() => {
                found.add(&format!("{at}/holder/office"), format!("no agency `{key}`"), "add it to `agencies` or correct the key")
            }
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
        if !stage.kind.is_end() && stage.actions.is_empty() {
            found.add(&format!("{at}/actions"), "a stage without an action holds its cases for ever", "mend `kind` or `actions`");
        }
        if stage.kind.is_end() && stage.actions.iter().any(|a| a.effect != Effect::Object || stage.kind != StageKind::Refused) {
            found.add(
                &format!("{at}/actions"),
                "an end can't be left, but by objecting to a refusal",
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
            let at = format!("{at}/actions/{a}");
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
            if !action.by_applicant && stage.holder.role.is_none() {
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
                rule_holds(found, &check.rule, &fields, &format!("{at}/checks/{c}"));
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
            for rule in action.show_if.iter().chain(&action.guard) {
                rule_holds(found, rule, &fields, &at);
            }
        }
    }
    reachable(found, workflow, at);
}

/// Every stage can be reached from the start.
fn reachable(found: &mut Findings, workflow: &Workflow, at: &str) {
    let mut seen = BTreeSet::new();
    let mut open = vec![workflow.start.as_str()];
    while let Some(key) = open.pop() {
        if seen.insert(key)
            && let Some(stage) = workflow.stage(key)
        {
            open.extend(stage.actions.iter().map(|a| a.to.as_str()));
            open.extend(stage.timers.iter().filter_map(|t| t.to.as_deref()));
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

/// Contrast of a `#rrggbb` colour on white, by WCAG 2.
fn contrast_on_white(hex: &str) -> Option<f64> {
    let digits = hex.strip_prefix('#').filter(|d| d.len() == 6)?;
    let channel = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok().map(|c| f64::from(c) / 255.0);
    let linear = |c: f64| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let luminance = 0.2126 * linear(channel(0)?) + 0.7152 * linear(channel(2)?) + 0.0722 * linear(channel(4)?);
    Some(1.05 / (luminance + 0.05))
}

#[cfg(test)]
mod tests {
    use super::contrast_on_white;

    #[test]
    fn contrast_is_wcags() {
        assert!((contrast_on_white("#000000").unwrap() - 21.0).abs() < 0.01);
        assert!((contrast_on_white("#ffffff").unwrap() - 1.0).abs() < 0.01);
        assert!(contrast_on_white("#0f5c6e").unwrap() > 4.5);
        assert_eq!(contrast_on_white("teal"), None);
    }
}
