//! Whether what a pack says of lists, budgets, recaps and periods names things that are there.
use super::{Findings, Pack, Service};
use crate::pack::Audience;
use crate::{
    form::Kind,
    workflow::{DateRule, Needs},
};

pub(super) fn periods_hold(found: &mut Findings, pack: &Pack) {
    for (i, period) in pack.periods.0.iter().enumerate() {
        let at = format!("periods/{i}");
        found.text(&format!("{at}/label"), &period.label);
        if period.until < period.from {
            found.add(&format!("{at}/until"), "the period ends before it begins", "put `until` after `from`");
        }
        if period.legal_base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "a period without a legal base", "name the article, or write \"proposed\"");
        }
        for service in period.services.iter().filter(|s| pack.service(s).is_none()) {
            found.add(&format!("{at}/services"), format!("no service `{service}`"), "name services by their keys");
        }
    }
}

pub(super) fn rules_hold(found: &mut Findings, pack: &Pack, service: &Service, at: &str) {
    let action = |found: &mut Findings, stage: &str, action: &str, by_list: bool, at: String| match service.action(stage, action) {
        None => found.add(&at, format!("no action `{action}` at `{stage}`"), "name an action of that stage"),
        Some(a) if by_list && !a.by_list => {
            found.add(&at, format!("`{action}` can be done for one case alone"), "set `by_list = true` on the action")
        }
        Some(_) => {}
    };
    if let Some(rule) = &service.nominative {
        let at = format!("{at}/nominative");
        found.text(&format!("{at}/title"), &rule.title);
        if !(2..=4).contains(&rule.prefix.len()) || !rule.prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            found.add(&format!("{at}/prefix"), format!("`{}` can't begin a list's number", rule.prefix), "use two to four capital letters");
        }
        for key in rule.document.iter().chain(&rule.office_document).filter(|key| pack.paper(key).is_none()) {
            found.add(&format!("{at}/document"), format!("no document `{key}`"), "name one of `documents`");
        }
        if rule.office_document.iter().filter_map(|key| pack.paper(key)).any(|paper| paper.audience != Audience::Office) {
            found.add(&format!("{at}/office_document"), "it names persons", "give the document `audience = \"office\"`");
        }
        action(found, &rule.stage, &rule.sign, true, format!("{at}/sign"));
        if let Some(approval) = service.action(&rule.stage, &rule.sign).map(|a| a.to.clone()) {
            action(found, &approval, &rule.approve, true, format!("{at}/approve"));
            action(found, &approval, &rule.send_back, true, format!("{at}/send_back"));
        }
    }
    for (i, step) in service.nominative.iter().flat_map(|rule| &rule.together).enumerate() {
        let at = format!("{at}/nominative/together/{i}");
        action(found, &step.stage, &step.action, false, format!("{at}/action"));
        if step.office_document.iter().filter_map(|key| pack.paper(key)).any(|paper| paper.audience != Audience::Office) {
            found.add(&format!("{at}/office_document"), "it names persons", "give the document `audience = \"office\"`");
        }
        if let Some(key) = step.document.iter().chain(&step.office_document).find(|key| pack.paper(key).is_none()) {
            found.add(&format!("{at}/document"), format!("no document `{key}`"), "name one of `documents`");
        }
        let Some(known) = service.action(&step.stage, &step.action) else { continue };
        for key in std::iter::once(&step.amount).chain(&step.line).filter(|key| known.captures.iter().all(|f| f.key != **key)) {
            found.add(&at, format!("`{}` captures no `{key}`", known.key), "name fields that the action captures");
        }
        let alone = known.by_list || known.checklist != Needs::Nothing || !known.checks.is_empty();
        if alone || step.shared(known).any(|f| matches!(f.kind, Kind::File { .. } | Kind::Rows { .. })) {
            found.add(
                &format!("{at}/action"),
                format!("`{}` can't be done for many at once", known.key),
                "name an action without a checklist, cross-checks, files and rows",
            );
        }
    }
    if let Some(rule) = &service.budget {
        let at = format!("{at}/budget");
        action(found, &rule.stage, &rule.action, false, format!("{at}/action"));
        for key in &rule.covered {
            if !service.workflows.iter().flat_map(|w| &w.stages).flat_map(|s| &s.actions).any(|a| a.key == *key) {
                found.add(&format!("{at}/covered"), format!("no action `{key}`"), "name actions of the workflow");
            }
        }
        if let Some(other) = &rule.at_most
            && pack.service(other).is_none()
        {
            found.add(&format!("{at}/at_most"), format!("no service `{other}`"), "name a service by its key");
        }
    }
    if let Some(rule) = &service.profile {
        let at = format!("{at}/profile");
        let fields = std::iter::once(&rule.name).chain(&rule.fields).chain(&rule.papers).chain(rule.shared.keys());
        for key in fields.filter(|k| service.form.field(k).is_none()) {
            found.add(&at, format!("no field `{key}`"), "name fields of the form");
        }
        for page in rule.pages.iter().filter(|p| service.form.page(p).is_none()) {
            found.add(&format!("{at}/pages"), format!("no page `{page}`"), "name pages of the form");
        }
    }
    if let Some(rule) = &service.recap {
        let at = format!("{at}/recap");
        found.text(&format!("{at}/title"), &rule.title);
        if service.stage(&rule.paid_after).is_none() {
            found.add(&format!("{at}/paid_after"), format!("no stage `{}`", rule.paid_after), "name one of the stages");
        }
        if matches!(rule.due, DateRule::After { .. }) {
            found.add(&format!("{at}/due"), "a recap is due on a day of the year", "give `month`, `day` and `years`");
        }
        for field in rule.fields.iter().filter(|f| service.form.field(f).is_none()) {
            found.add(&format!("{at}/fields"), format!("no field `{field}`"), "name fields of the form");
        }
    }
}
