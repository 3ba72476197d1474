//! From merged values to a checked pack.
use super::{
    amended::{Amendment, Moment, amend},
    borrowed,
    error::PackError,
    fields, folder, logo,
    merge::lay_over,
    node::{Node, Value},
    read, slips, stated, words,
};
use domain::pack::{Finding, Pack, Sources, check};
use std::path::Path;

/// The pack that the merged values give.
pub(super) fn finish(tree: Node, (dir, slug): (&Path, &str), amendments: &[Amendment]) -> Result<Pack, Vec<PackError>> {
    let mut errors = Vec::new();
    let (mut tree, borrowed) = settled(tree, (dir, slug), amendments, &mut errors);
    let sources = Sources { layers: stated::layers(&tree, dir), borrowed };
    named(&tree, slug, &mut errors);
    slips::find(&tree, &mut errors);
    if let Some(logo) = tree.get("logo") {
        logo::look(logo, &mut errors);
    }
    fields::expand(&mut tree, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut pack: Pack = read::read(&tree).map_err(|e| vec![e])?;
    pack.sources = sources;
    pack.services.iter_mut().flat_map(|s| &mut s.workflows).for_each(domain::workflow::Workflow::spread);
    let found: Vec<_> = causes(check(&pack)).map(|f| place(&tree, f)).collect();
    if found.is_empty() { Ok(pack) } else { Err(found) }
}

/// The merged values as they hold, with what administrators changed: services that are like others, versions that are like earlier ones, words in their places, and marks
/// on what is borrowed, with how many there are.
pub(super) fn settled(mut tree: Node, (dir, slug): (&Path, &str), amendments: &[Amendment], errors: &mut Vec<PackError>) -> (Node, u32) {
    amend(&mut tree, (dir, slug), amendments, Moment::Raw, errors);
    if let Some(services) = tree.get_mut("services") {
        alike(services, errors);
        in_order(services);
        if let Value::Array(services) = &mut services.value {
            services.iter_mut().filter_map(|s| s.get_mut("workflows")).for_each(in_order);
        }
    }
    for formula in tree.items_mut("formulas") {
        later(formula, errors);
    }
    zone(&mut tree);
    words::spread(&mut tree, errors);
    amend(&mut tree, (dir, slug), amendments, Moment::Settled, errors);
    let borrowed = borrowed::mark(&mut tree, &format!("{}/", folder::shown(&dir.join(slug))));
    (tree, borrowed)
}

/// A service that is `like` another one is that one with its own values laid over: a grant in goods is a grant in money
/// but for what differs. A form that stands `instead` replaces the other's whole.
fn alike(services: &mut Node, errors: &mut Vec<PackError>) {
    let Value::Table(entries) = &mut services.value else { return };
    let names: Vec<String> = entries.keys().cloned().collect();
    for name in names {
        let Some(Node { value: Value::Table(own), .. }) = entries.get_mut(&name) else { continue };
        let Some(word) = own.remove("like") else { continue };
        let other = word.as_text().and_then(|other| entries.get(other)).filter(|other| other.get("like").is_none()).cloned();
        let Some(mut other) = other else {
            errors.push(PackError::new(&word.at, "there is no such service to be like", "name one that stands by itself, by its folder"));
            continue;
        };
        let Some(mut own) = entries.remove(&name) else { continue };
        let instead = match own.get_mut("form").map(|f| &mut f.value) {
            Some(Value::Table(form)) => form.remove("instead").is_some(),
            _ => false,
        };
        if instead && let Value::Table(below) = &mut other.value {
            below.remove("form");
        }
        // A version of the other's workflow that came later is not this one's by itself: it says which versions it has.
        let versions = own.get("workflows").map(|w| &w.value);
        if let (Some(Value::Table(own)), Some(Node { value: Value::Table(below), .. })) = (versions, other.get_mut("workflows")) {
            below.retain(|version, _| own.contains_key(version));
        }
        entries.insert(name, lay_over(other, own, errors));
    }
}

/// A version of a formula that is `like` an earlier one is that one with what changed laid over, as the rule that it comes from says
/// what changed.
fn later(formula: &mut Node, errors: &mut Vec<PackError>) {
    for i in 0..formula.items_mut("versions").len() {
        let versions = formula.items_mut("versions");
        let (before, rest) = versions.split_at_mut(i);
        let Some(Node { value: Value::Table(own), .. }) = rest.first_mut() else { continue };
        let Some(word) = own.remove("like") else { continue };
        let is = |version: &&Node| version.get("version").map(Node::json) == Some(word.json());
        match before.iter().find(is).cloned() {
            Some(other) => rest[0] = lay_over(other, rest[0].clone(), errors),
            None => {
                errors.push(PackError::new(&word.at, "there is no such version before this one", "name an earlier version by its number"))
            }
        }
    }
}

/// What was kept by name for merging is a list in the pack: services by their `order` and then their folder's name,
/// workflows by number.
fn in_order(node: &mut Node) {
    if let Value::Table(entries) = &mut node.value {
        let mut items: Vec<_> = std::mem::take(entries).into_iter().collect();
        let order = |node: &Node| match node.get("order").map(|o| &o.value) {
            Some(Value::Number(n)) => n.as_u64(),
            _ => None,
        };
        items.sort_by_key(|(name, node)| (order(node).unwrap_or(u64::MAX), name.rsplit('-').next().and_then(|n| n.parse::<u32>().ok())));
        node.value = Value::Array(items.into_iter().map(|(_, n)| n).collect());
    }
}

/// The calendar is shared by regions of three zones, so the zone is the region's.
fn zone(tree: &mut Node) {
    let zone = tree.get("region").and_then(|r| r.get("zone")).cloned();
    if let (Some(zone), Some(Node { value: Value::Table(calendar), .. })) = (zone, tree.get_mut("calendar")) {
        calendar.entry("zone".to_owned()).or_insert(zone);
    }
}

/// Folders and keys say the same, so that what an address names is found on disk.
fn named(tree: &Node, slug: &str, errors: &mut Vec<PackError>) {
    if let Some(node) = tree.get("region").and_then(|r| r.get("slug"))
        && node.as_text() != Some(slug)
    {
        errors.push(PackError::new(&node.at, format!("the slug is not the folder's name `{slug}`"), "give both the same name"));
    }
    for (key, from) in [
        ("region", "region.toml"),
        ("roles", "roles.toml"),
        ("agencies", "agencies.toml"),
        ("calendar", "calendar.toml"),
        ("desk", "desk.toml"),
    ] {
        if tree.get(key).is_none() {
            errors.push(PackError::new(&tree.at, format!("nothing gives `{key}`"), format!("add {from} here or in what this extends")));
        }
    }
}

/// One arrow to a stage that is not there cuts off all stages behind it: then the arrow is said and not what it cuts off.
fn causes(found: Vec<Finding>) -> impl Iterator<Item = Finding> {
    let broken = found.iter().any(|f| matches!(f.path.last().map(String::as_str), Some("to" | "start")));
    found.into_iter().filter(move |f| !(broken && f.what.starts_with("no action leads to")))
}

/// The file and line of a finding.
fn place(tree: &Node, finding: Finding) -> PackError {
    let mut path = finding.path;
    // A form's fields are numbered through all its pages there; the file numbers them page by page.
    if let [services, service, form, number, ..] = path.as_slice()
        && (services == "services" && form == "form")
        && let Ok(number) = number.parse::<usize>()
    {
        let pages = tree.get("services").and_then(|s| s.items().get(service.parse::<usize>().ok()?)?.get("form")?.get("pages"));
        let mut all = pages.into_iter().flat_map(Node::items).enumerate().flat_map(|(p, page)| {
            let fields = page.get("fields").map_or(0, |f| f.items().len());
            (0..fields).map(move |f| (p, f))
        });
        if let Some((p, f)) = all.nth(number) {
            path.splice(3..4, ["pages".to_owned(), p.to_string(), "fields".to_owned(), f.to_string()]);
        }
    }
    // What can be done at every stage was spread over them; it is written once, and is to be mended there.
    if let ["services", service, "workflows", workflow, "stages", stage, "actions", action, ..] =
        path.iter().map(String::as_str).collect::<Vec<_>>().as_slice()
        && let (Ok(service), Ok(workflow), Ok(stage), Ok(action)) =
            (service.parse(), workflow.parse(), stage.parse(), action.parse::<usize>())
    {
        let workflow = tree.get("services").and_then(|s| s.items().get::<usize>(service)?.get("workflows")?.items().get::<usize>(workflow));
        let stage = workflow.and_then(|w| w.get("stages")?.items().get::<usize>(stage));
        let own = stage.and_then(|s| s.get("actions")).map_or(&[][..], Node::items);
        let role = stage.and_then(|s| s.get("holder")?.get("role")).is_some();
        let spread = workflow.and_then(|w| w.get("everywhere")).map_or(&[][..], Node::items).iter().enumerate().filter(|(_, note)| {
            own.iter().all(|a| a.get("key").map(Node::json) != note.get("key").map(Node::json))
                && (role || note.get("by_applicant").is_some())
        });
        if let Some((everywhere, _)) = action.checked_sub(own.len()).and_then(|n| spread.into_iter().nth(n)) {
            path.splice(4..8, ["everywhere".to_owned(), everywhere.to_string()]);
        }
    }
    PackError::new(tree.origin(&path), finding.what, finding.remedy)
}
