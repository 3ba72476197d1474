//! Whether plans and exhibits hold together: what serves what is there, years are in order, texts are written.
use super::{Findings, licence::NO_BASE, unique};
use crate::pack::Pack;

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    unique(found, "plans", pack.plans.iter().map(|p| p.key.as_str()));
    let is_goal = |path: &str| {
        let (document, goal) = path.split_once('/').unwrap_or_default();
        pack.plans.iter().any(|p| p.key == document && p.goals.iter().any(|g| g.key == goal))
    };
    for (p, plan) in pack.plans.iter().enumerate() {
        let at = format!("plans/{p}");
        found.text(&format!("{at}/name"), &plan.name);
        if plan.until < plan.from {
            found.add(&format!("{at}/until"), "the plan ends before it begins", "put `until` after `from`");
        }
        if plan.legal_base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "a plan without a legal base", NO_BASE);
        }
        unique(found, &format!("{at}/goals"), plan.goals.iter().map(|g| g.key.as_str()));
        for (g, goal) in plan.goals.iter().enumerate() {
            let at = format!("{at}/goals/{g}");
            found.text(&format!("{at}/text"), &goal.text);
            if let Some(path) = goal.serves.as_ref().filter(|path| !is_goal(path)) {
                found.add(&format!("{at}/serves"), format!("no goal `{path}`"), "write `document/goal`");
            }
            unique(found, &format!("{at}/indicators"), goal.indicators.iter().map(|i| i.key.as_str()));
            for (i, indicator) in goal.indicators.iter().enumerate() {
                let at = format!("{at}/indicators/{i}");
                found.text(&format!("{at}/label"), &indicator.label);
                found.text(&format!("{at}/unit"), &indicator.unit);
                for year in indicator.years().into_iter().filter(|year| year.parse::<i32>().is_err()) {
                    found.add(&format!("{at}/target"), format!("`{year}` is no year"), "write years such as 2026");
                }
                if indicator.source.trim().is_empty() {
                    found.add(&format!("{at}/source"), "numbers without a source", "say where they are from");
                }
            }
            for (m, programme) in goal.programmes.iter().enumerate() {
                found.text(&format!("{at}/programmes/{m}/name"), &programme.name);
                if let Some(affair) = programme.affair.as_ref().filter(|affair| pack.affair(affair).is_none()) {
                    found.add(&format!("{at}/programmes/{m}/affair"), format!("no field of affairs `{affair}`"), "name one of lists.toml");
                }
            }
        }
    }
    unique(found, "exhibits", pack.exhibits.iter().map(|e| e.key.as_str()));
    for (e, exhibit) in pack.exhibits.iter().enumerate() {
        let at = format!("exhibits/{e}");
        found.text(&format!("{at}/title"), &exhibit.title);
        found.text(&format!("{at}/story"), &exhibit.story);
        let plain = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain(&exhibit.key) {
            found.add(&format!("{at}/key"), format!("`{}` can't stand in an address", exhibit.key), "use small letters, digits and -");
        }
        if exhibit.source.trim().is_empty() {
            found.add(&format!("{at}/source"), "a story without a source", "say where it is from, or `peragaan (demonstration)`");
        }
    }
}
