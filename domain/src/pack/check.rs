//! Whether a pack holds together: every name that is used is defined, every stage can be reached and left, every
//! rule can be evaluated. Findings carry the path of the value, which the loader turns into file and line.
mod alert;
mod board;
mod comments;
mod desk;
mod figures;
mod licence;
mod money;
mod papers;
mod performance;
mod planning;
mod project;
mod signal;
mod workflow;

use super::{Pack, Service};
use crate::{
    form::{Field, Kind},
    rule::{Facts, Rule, RuleError},
    text::Text,
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

/// What every region has a word for: screens say it.
const WORDS: &[&str] = &["head", "district", "village"];

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
    planning::hold(&mut found, pack);
    unique(&mut found, "services", pack.services.iter().map(|s| s.key.as_str()));
    if contrast_on_white(&pack.region.accent).is_none_or(|c| c < 4.5) {
        found.add(
            "region/accent",
            format!("the accent {} has too little contrast on white", pack.region.accent),
            "choose a darker colour, #rrggbb with at least 4.5 : 1",
        );
    }
    for key in WORDS {
        match pack.region.words.get(*key) {
            None => {
                found.add("region/words", format!("the region has no word for `{key}`"), "add it to [region.words], or extend what has it")
            }
            Some(word) => found.text(&format!("region/words/{key}"), word),
        }
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
    alert::hold(&mut found, pack);
    board::hold(&mut found, pack);
    signal::hold(&mut found, pack);
    licence::pack_holds(&mut found, pack);
    performance::hold(&mut found, pack);
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
        for (name, rule) in [("when", &limit.when), ("must", &limit.must)] {
            rule.iter().for_each(|rule| rule_holds(found, rule, &known, &format!("{at}/limits/{i}/{name}")));
        }
    }
    if let Some(always) = &service.always {
        always.instead.iter().for_each(|text| found.text(&format!("{at}/always/instead"), text));
        if always.until.is_some() != always.instead.is_some() {
            let what = "a service that is over says what came in its place";
            found.add(&format!("{at}/always"), what, "give both `until` and `instead`, or neither");
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
    licence::service_holds(found, pack, service, at);
    project::hold(found, pack, service, at);
    for (i, workflow) in service.workflows.iter().enumerate() {
        workflow::hold(found, pack, service, workflow, &format!("{at}/workflows/{i}"));
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
        {"answers": {}, "captured": {}, "amounts": {}, "input": {}, "case": {}, "list": {}, "calendar": {}, "judged": {}, "fees": {}, "today": ""}
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
            (
                Some("answers" | "captured" | "amounts" | "input" | "case" | "list" | "calendar" | "judged" | "licence" | "fees" | "today"),
                _,
            ) => {}
            _ => found.add(
                at,
                format!("the rule reads `{name}`, which is not a fact"),
                "begin with answers, captured, amounts, input, case, list, calendar, judged, licence, fees or today",
            ),
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
