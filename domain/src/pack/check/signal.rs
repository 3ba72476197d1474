//! Sources outside have figures that a reading can reach.
use super::{Findings, unique};
use crate::pack::{Pack, SignalKind};

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    unique(found, "signals", pack.signals.iter().map(|rule| rule.key.as_str()));
    for (i, rule) in pack.signals.iter().enumerate() {
        let at = format!("signals/{i}");
        found.text(&format!("{at}/name"), &rule.name);
        let reads = rule.kind == SignalKind::Reading;
        if !reads && (rule.range.is_some() || rule.warn.is_some() || rule.bad.is_some() || !rule.unit.is_empty()) {
            found.add(&format!("{at}/kind"), "only a reading has a unit, a range and figures to act on", "leave them out");
        }
        match rule.range {
            None if reads => {
                found.add(&format!("{at}/range"), "a reading without a range takes anything", "write `range = [lowest, highest]`")
            }
            Some((low, high)) if low >= high => found.add(&format!("{at}/range"), "the lowest is not below the highest", "turn them round"),
            Some((low, high)) => {
                let out = [rule.warn, rule.bad].into_iter().flatten().any(|figure| !(low..=high).contains(&figure));
                if out || rule.warn.zip(rule.bad).is_some_and(|(warn, bad)| warn >= bad) {
                    found.add(&format!("{at}/warn"), "figures to act on lie within the range, `warn` below `bad`", "mend them");
                }
            }
            None => {}
        }
    }
}
