//! Whether the rules of performance hold together: every name is defined, every weight has its whole, every rule its date and article.
use super::{Findings, unique};
use crate::{
    formula::Formula,
    pack::Pack,
    performance::{
        PerformanceRules,
        predicate::Level,
        rules::{EntryHours, Evidence, TargetMode},
    },
};
use rust_decimal::Decimal;

pub(super) fn hold(found: &mut Findings, pack: &Pack) {
    let Some(rules) = &pack.performance else { return };
    let watched = rules.watched_by.iter().map(|role| ("watched_by", role));
    for (at, role) in [("kept_by", &rules.kept_by), ("signed_by", &rules.signed_by)].into_iter().chain(watched) {
        if pack.role(role).is_none() {
            found.add(&format!("performance/{at}"), format!("no role `{role}`"), "name a role of the region");
        }
    }
    if rules.watched_by.contains(&rules.kept_by) {
        found.add("performance/watched_by", "who keeps a month watches over it too", "name other roles");
    }
    if rules.kept_by == rules.signed_by {
        found.add("performance/signed_by", "who keeps a month signs it too", "name two roles");
    }
    keys_hold(found, rules);
    dated_hold(found, rules);
    catalogue_holds(found, pack, rules);
    cuts_hold(found, rules);
    predicates_hold(found, rules);
    plan_holds(found, rules);
    patterns_hold(found, rules);
    let behaviour = &rules.behaviour;
    if behaviour.superior + behaviour.peers + behaviour.subordinates != 100 {
        found.add("performance/behaviour/superior", "the weights of those who judge behaviour don't add up to 100", "mend them");
    }
    if behaviour.levels.is_empty()
        || !behaviour.levels.is_sorted_by(|a, b| a.score < b.score)
        || behaviour.levels.iter().any(|l| l.score > 100)
    {
        found.add(
            "performance/behaviour/levels",
            "the levels don't rise, or one counts more than 100",
            "write them from the lowest to the highest",
        );
    }
    if behaviour.values.is_empty() {
        found.add("performance/behaviour/values", "there is nothing to judge by", "write at least one value");
    }
    if behaviour.group < 2 {
        found.add("performance/behaviour/group", "a group of one hides nobody", "write 2 or more");
    }
    if let Some(slip) = rules.slip.as_ref().filter(|name| !pack.templates.contains_key(*name)) {
        found.add("performance/slip", format!("no template `{slip}`"), "add it to documents/ or name another");
    }
    match pack.formula(&rules.allowance) {
        None => found.add("performance/allowance", format!("no formula `{}`", rules.allowance), "add it to formulas.toml"),
        Some(formula) => weights_hold(found, rules, formula),
    }
}

fn keys_hold(found: &mut Findings, rules: &PerformanceRules) {
    unique(found, "performance/kinds", rules.kinds.iter().map(|k| k.key.as_str()));
    unique(found, "performance/absences", rules.absences.iter().map(|k| k.key.as_str()));
    unique(found, "performance/sanctions", rules.sanctions.iter().map(|k| k.key.as_str()));
    unique(found, "performance/figures", rules.figures.iter().map(|k| k.key.as_str()));
    unique(found, "performance/reasons", rules.reasons.iter().map(|k| k.key.as_str()));
    unique(found, "performance/patterns", rules.patterns.iter().map(|k| k.key.name()));
    unique(found, "performance/behaviour/values", rules.behaviour.values.iter().map(|k| k.key.as_str()));
    for (what, empty) in [
        ("kinds", rules.kinds.is_empty()),
        ("classes", rules.classes.is_empty()),
        ("reasons", rules.reasons.is_empty()),
        ("catalogue", rules.catalogue.is_empty()),
    ] {
        if empty {
            found.add(&format!("performance/{what}"), format!("there are no {what}"), "write at least one");
        }
    }
    if rules.kinds.iter().all(|k| !k.leads) {
        found.add("performance/kinds", "no kind of position leads, so that nobody could judge", "write `leads = true` at one");
    }
}

fn dated_hold(found: &mut Findings, rules: &PerformanceRules) {
    let base = |found: &mut Findings, at: String, base: &str| {
        if base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "the rule has no legal base", "name the regulation and article, or write \"usulan\"");
        }
    };
    for (i, absence) in rules.absences.iter().enumerate() {
        base(found, format!("performance/absences/{i}"), &absence.legal_base);
        if absence.excused && !absence.away {
            let what = "a day that takes nothing from the target can't be worked for it too";
            found.add(&format!("performance/absences/{i}/excused"), what, "write `away = true`, or `excused = false`");
        }
    }
    for (i, sanction) in rules.sanctions.iter().enumerate() {
        base(found, format!("performance/sanctions/{i}"), &sanction.legal_base);
        if sanction.cut_bp > 10_000 || sanction.months == 0 {
            found.add(&format!("performance/sanctions/{i}"), "a sanction cuts at most everything, for a month or more", "mend it");
        }
    }
    for (i, hours) in rules.hours.iter().enumerate() {
        let at = format!("performance/hours/{i}");
        base(found, at.clone(), &hours.legal_base);
        let day = u32::from(hours.closes.saturating_sub(hours.opens).saturating_sub(hours.rest));
        if hours.day_minutes == 0 || hours.day_minutes > day {
            found.add(
                &format!("{at}/day_minutes"),
                format!("a day of {day} minutes of work can't be worth so many"),
                "mend it or the hours",
            );
        }
    }
    for (i, target) in rules.targets.iter().enumerate() {
        let at = format!("performance/targets/{i}");
        base(found, at.clone(), &target.legal_base);
        if (target.mode == TargetMode::Flat) != target.minutes.is_some_and(|m| m > 0) {
            found.add(&format!("{at}/minutes"), "a flat target has minutes, and one by days has none", "write or remove `minutes`");
        }
    }
    for (i, entry) in rules.entry.iter().enumerate() {
        let at = format!("performance/entry/{i}");
        base(found, at.clone(), &entry.legal_base);
        if let EntryHours::Between(from, until) = entry.hours
            && (from == until || from > 1440 || until > 1440)
        {
            found.add(&format!("{at}/hours"), "that is no stretch of a day", "write minutes after midnight, at most 1440");
        }
        if entry.judge_grace_days < entry.grace_days {
            found.add(&format!("{at}/judge_grace_days"), "judging ends before entering does", "give superiors at least as long");
        }
        if entry.not_on.iter().any(|d| *d > 6) || entry.not_on.len() > 6 {
            found.add(&format!("{at}/not_on"), "days of the week are 0 for Monday to 6, not all of them", "mend them");
        }
    }
    for (what, none) in [
        ("hours", rules.hours.is_empty()),
        ("targets", rules.targets.is_empty()),
        ("entry", rules.entry.is_empty()),
        ("cuts", rules.cuts.is_empty()),
    ] {
        if none {
            found.add(&format!("performance/{what}"), "no rule holds on any day", "write at least one with `valid_from`");
        }
    }
}

fn catalogue_holds(found: &mut Findings, pack: &Pack, rules: &PerformanceRules) {
    for (i, item) in rules.catalogue.iter().enumerate() {
        let at = format!("performance/catalogue/{i}");
        found.text(&format!("{at}/label"), &item.label);
        found.text(&format!("{at}/unit"), &item.unit);
        if item.minutes == 0 || item.minutes > 1440 {
            found.add(&format!("{at}/minutes"), "an activity is worth 1 to 1440 minutes", "mend it");
        }
        if item.most_a_day == 0 {
            found.add(&format!("{at}/most_a_day"), "nobody could ever enter it", "write 1 or more");
        }
        if item.evidence == Evidence::Case && item.from_cases.is_empty() {
            found.add(&format!("{at}/from_cases"), "nobody can type it, and no case shows it", "say what in the log of cases shows it");
        }
        for key in item.kinds.iter().filter(|key| rules.kind(key).is_none()) {
            found.add(&format!("{at}/kinds"), format!("no kind of position `{key}`"), "name one of `kinds`");
        }
        for (f, from) in item.from_cases.iter().enumerate() {
            for key in from.services.iter().filter(|key| pack.service(key).is_none()) {
                found.add(&format!("{at}/from_cases/{f}/services"), format!("no service `{key}`"), "name a service of the region");
            }
            let known = |stage: &String| pack.services.iter().flat_map(|s| &s.workflows).any(|w| w.stage(stage).is_some());
            for stage in from.stages.iter().filter(|stage| !known(stage)) {
                found.add(&format!("{at}/from_cases/{f}/stages"), format!("no stage `{stage}`"), "name a stage of a service");
            }
            for deed in from.deeds.iter().filter(|d| crate::deed::DeedKind::of(d).is_none()) {
                found.add(
                    &format!("{at}/from_cases/{f}/deeds"),
                    format!("nothing is called `{deed}`"),
                    "write passed, returned, refused, …",
                );
            }
        }
        let twice = rules.catalogue.iter().take(i).any(|other| {
            let begins = |item: &crate::performance::rules::CatalogueItem| item.valid_from;
            other.code == item.code && (begins(item).is_none_or(|day| other.holds(day)) || begins(other).is_none_or(|day| item.holds(day)))
        });
        if twice {
            found.add(&format!("{at}/code"), format!("`{}` stands twice for the same day", item.code), "end one before the other begins");
        }
    }
}

fn cuts_hold(found: &mut Findings, rules: &PerformanceRules) {
    for (i, cut) in rules.cuts.iter().enumerate() {
        let at = format!("performance/cuts/{i}");
        if cut.legal_base.trim().is_empty() {
            found.add(&format!("{at}/legal_base"), "the rule has no legal base", "name the regulation and article, or write \"usulan\"");
        }
        let bounds: Vec<u16> = cut.bands.iter().map(|b| b.up_to.unwrap_or(u16::MAX)).collect();
        if bounds.is_empty() || !bounds.is_sorted_by(|a, b| a < b) {
            found.add(&format!("{at}/bands"), "the bounds don't rise", "write them from the fewest minutes to the most");
        }
        let most = [cut.no_mark, cut.absent, cut.untold].into_iter().chain(cut.bands.iter().map(|b| b.bp)).max().unwrap_or(0);
        if most > 10_000 {
            found.add(&at, "a cut is more than the whole", "write basis points: 10000 is everything");
        }
    }
}

fn predicates_hold(found: &mut Findings, rules: &PerformanceRules) {
    let rule = &rules.predicates;
    unique(found, "performance/predicates/words", rule.words.iter().map(|w| w.key.as_str()));
    for level in Level::ALL {
        for behaviour in Level::ALL {
            if rule.word(level, behaviour).is_none() {
                found.add("performance/predicates/matrix", format!("{level:?} and {behaviour:?} give no word"), "name one of `words`");
            }
        }
    }
    unique(found, "performance/predicates/agencies", rule.agencies.iter().map(|w| w.key.as_str()));
    for (i, limit) in rule.limits.iter().enumerate() {
        let at = format!("performance/predicates/limits/{i}");
        if !rule.agencies.iter().any(|w| w.key == limit.organisation) {
            found.add(&format!("{at}/organisation"), format!("no agency's word `{}`", limit.organisation), "name one of `agencies`");
        }
        if limit.most.is_some() == limit.least.is_some() {
            found.add(&at, "a limit is either `most` or `least`", "write one of them");
        }
        for word in limit.words.iter().filter(|word| !rule.words.iter().any(|w| w.key == **word)) {
            found.add(&format!("{at}/words"), format!("no word `{word}`"), "name one of `words`");
        }
    }
}

/// What is a matter of degree says from which figure on it counts.
fn patterns_hold(found: &mut Findings, rules: &PerformanceRules) {
    for (i, rule) in rules.patterns.iter().enumerate() {
        if rule.key.is_of_degree() != (rule.each > 0) {
            found.add(&format!("performance/patterns/{i}/each"), "a pattern of degrees has `each`, and no other one", "write or remove it");
        }
    }
    if rules.doubts.legal_base.trim().is_empty() {
        found.add("performance/doubts/legal_base", "the rule has no legal base", "name the regulation and article, or write \"usulan\"");
    }
    if rules.doubts.above_norm < 10_000 {
        found.add("performance/doubts/above_norm", "what keeps to its norm would be looked at by itself", "write basis points from 10000");
    }
}

/// What plans are made by is defined, and what a demonstration says of them is of its catalogue.
fn plan_holds(found: &mut Findings, rules: &PerformanceRules) {
    let Some(plan) = &rules.plan else { return };
    if plan.legal_base.trim().is_empty() {
        found.add("performance/plan/legal_base", "the rule has no legal base", "name the regulation and article, or write \"usulan\"");
    }
    unique(found, "performance/plan/aspects", plan.aspects.iter().map(|a| a.key.as_str()));
    if plan.aspects.is_empty() {
        found.add("performance/plan/aspects", "an indicator could measure nothing", "write at least one aspect");
    }
    if plan.least == 0 || plan.least > plan.most || plan.most > 50 {
        found.add("performance/plan/most", "a plan has from `least`, at least 1, to `most`, at most 50 aims", "mend them");
    }
    if !(1..=12).contains(&plan.assess_from) {
        found.add("performance/plan/assess_from", "that is no month", "write 1 to 12");
    }
    for (i, aim) in plan.demonstration.iter().enumerate() {
        let at = format!("performance/plan/demonstration/{i}");
        if rules.kind(&aim.kind).is_none() {
            found.add(&format!("{at}/kind"), format!("no kind of position `{}`", aim.kind), "name one of `kinds`");
        }
        for code in aim.codes.iter().filter(|code| !rules.catalogue.iter().any(|item| item.code == **code)) {
            found.add(&format!("{at}/codes"), format!("no activity `{code}`"), "name one of the catalogue");
        }
    }
}

/// For each kind of position, the weights of its parts add up to a hundred, in every version of the formula.
fn weights_hold(found: &mut Findings, rules: &PerformanceRules, formula: &Formula) {
    for version in &formula.versions {
        for kind in &rules.kinds {
            let weight = |table: &String| {
                let table = version.tables.iter().find(|t| t.key == *table)?;
                table.values.get(&kind.key)?.parse::<Decimal>().ok()
            };
            let sum = rules.weights.iter().map(weight).sum::<Option<Decimal>>();
            if sum != Some(Decimal::from(100)) {
                let said = sum.map_or("are not all there".to_owned(), |sum| format!("add up to {sum}"));
                found.add(
                    "performance/weights",
                    format!("in version {} of `{}` the weights of `{}` {said}", version.version, formula.key, kind.key),
                    "make them add up to 100 for every kind of position",
                );
            }
        }
        if !version.steps.iter().any(|s| s.key == rules.score) {
            found.add(
                "performance/score",
                format!("version {} has no step `{}`", version.version, rules.score),
                "name a step of the formula",
            );
        }
        for class in &rules.classes {
            let amounts = version.tables.iter().filter(|t| t.by == "class");
            if amounts.clone().count() == 0 || amounts.into_iter().any(|t| !t.values.contains_key(class)) {
                found.add(
                    "performance/classes",
                    format!("version {} has no amount for class {class}", version.version),
                    "add it to the formula",
                );
            }
        }
    }
}
