//! Rules of alerts name what is there, and can be reached.
use super::{Findings, unique};
use crate::pack::{AlertRule, By, Pack, Watched};

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    unique(found, "alerts", pack.alerts.iter().map(|rule| rule.key.as_str()));
    for (i, rule) in pack.alerts.iter().enumerate() {
        let at = format!("alerts/{i}");
        found.text(&format!("{at}/label"), &rule.label);
        found.text(&format!("{at}/advice"), &rule.advice);
        one(found, pack, &at, rule);
    }
}

fn one(found: &mut Findings, pack: &Pack, at: &str, rule: &AlertRule) {
    if rule.from < 1 {
        found.add(&format!("{at}/from"), "an alert that nothing has to reach never ends", "write 1 or more");
    }
    if rule.what == Watched::ErrorRate && rule.from > 100 {
        found.add(&format!("{at}/from"), "no more than a hundred of a hundred answers can fail", "write 1 to 100");
    }
    if !rule.what.is_of_cases() && (rule.service.is_some() || rule.stage.is_some()) {
        found.add(&format!("{at}/what"), "it looks at no cases, so it has no service and no stage", "leave them out");
    }
    if rule.what == Watched::NoMovement && rule.by == By::Stage {
        found.add(&format!("{at}/by"), "decisions are counted by service", "write `by = \"service\"` or `by = \"region\"`");
    }
    let service = rule.service.as_ref().map(|key| (key, pack.service(key)));
    if let Some((key, None)) = service {
        found.add(&format!("{at}/service"), format!("no service `{key}`"), "name a service of the region");
    }
    if let Some(stage) = &rule.stage {
        match service {
            None => found.add(&format!("{at}/stage"), "a stage without its service", "name the service too"),
            Some((_, Some(service))) if service.stage(stage).is_none() => {
                found.add(&format!("{at}/stage"), format!("no stage `{stage}`"), "name a stage of the service");
            }
            _ => {}
        }
    }
}
