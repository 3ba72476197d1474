//! What a region's administrators changed in the browser, laid over the files: each change names a place in the pack by its keys and what
//! stands there from a day on. A change of a rule that has versions makes a new one, so that what runs keeps the rules that it began with.
use super::{
    difference::is_wording,
    error::PackError,
    folder,
    merge::key,
    node::{Node, Origin, Value},
};
use domain::time::Day;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::path::Path;

/// What stands at a place of a pack from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The place, as `services/hibah-uang/promise_days`: entries of lists by their key.
    pub path: String,
    /// The value; nothing where it is taken away.
    pub value: Option<Json>,
}

impl Change {
    /// Whether a difference at a place is of this change, or of a part of what it sets, or has it as a part.
    #[must_use]
    pub fn touches(&self, difference: &str) -> bool {
        let below = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        below(difference, &self.path) || below(&self.path, difference)
    }
}

/// The version that a change of versioned rules makes; its number is settled when it is published, and never again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    /// The list that it stands in, `services/hibah-uang/workflows`.
    pub list: String,
    /// The version that it is like.
    pub of: u32,
    /// Its number.
    pub version: u32,
}

/// Changes that hold together from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Amendment {
    /// What it is called in findings.
    pub name: String,
    /// The first day on which it holds.
    pub from: Day,
    /// What changes, in the order in which it was asked for.
    pub changes: Vec<Change>,
    /// The versions that it makes.
    pub versions: Vec<NewVersion>,
}

/// When changes are laid in: before words are written into texts and services are put in order, or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Raw,
    Settled,
}

/// Services and formulas have the shape that people know only once they are settled; what names and words come from is needed before.
fn moment(path: &str) -> Moment {
    if path.starts_with("services/") || path.starts_with("formulas/") { Moment::Settled } else { Moment::Raw }
}

/// Where a change is said to stand.
fn origin(dir: &Path, slug: &str, amendment: &Amendment, i: usize) -> Origin {
    Origin { file: format!("{}/{slug}/perubahan/{}", folder::shown(dir), amendment.name).into(), line: i + 1 }
}

/// Lays the changes of their moment into the values.
pub(super) fn amend(tree: &mut Node, (dir, slug): (&Path, &str), amendments: &[Amendment], when: Moment, errors: &mut Vec<PackError>) {
    for amendment in amendments {
        if when == Moment::Settled {
            for made in &amendment.versions {
                if let Err(what) = add_version(tree, made, amendment.from) {
                    errors.push(PackError::new(&origin(dir, slug, amendment, 0), what, "draft the change anew on the rules that hold now"));
                }
            }
        }
        for (i, change) in amendment.changes.iter().enumerate().filter(|(_, c)| moment(&c.path) == when) {
            let at = origin(dir, slug, amendment, i);
            let path = redirected(tree, change, &amendment.versions);
            if let Err(what) = set(tree, &path, change.value.as_ref(), &at) {
                errors.push(PackError::new(&at, what, "draft the change anew on the rules that hold now"));
            }
        }
    }
}

/// The item of a list that is known by `name`, else by its number.
fn place_in(items: &[Node], name: &str) -> Option<usize> {
    items.iter().position(|item| key(item).as_deref() == Some(name)).or_else(|| {
        let plain = items.iter().all(|item| key(item).is_none());
        name.parse::<usize>().ok().filter(|i| plain && *i < items.len())
    })
}

/// The value at a place.
pub(super) fn find<'n>(tree: &'n Node, path: &str) -> Option<&'n Node> {
    path.split('/').try_fold(tree, |node, name| match &node.value {
        Value::Table(entries) => entries.get(name),
        Value::Array(items) => items.get(place_in(items, name)?),
        _ => None,
    })
}

fn find_mut<'n>(tree: &'n mut Node, path: &str) -> Option<&'n mut Node> {
    path.split('/').filter(|s| !s.is_empty()).try_fold(tree, |node, name| match &mut node.value {
        Value::Table(entries) => entries.get_mut(name),
        Value::Array(items) => place_in(items, name).and_then(|i| items.get_mut(i)),
        _ => None,
    })
}

/// A value from JSON; it stands at the change that set it.
fn node(value: &Json, at: &Origin) -> Option<Node> {
    let value = match value {
        Json::Null => return None,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(|item| node(item, at)).collect::<Option<_>>()?),
        Json::Object(entries) => Value::Table(entries.iter().map(|(k, v)| Some((k.clone(), node(v, at)?))).collect::<Option<_>>()?),
    };
    Some(Node { at: at.clone(), value })
}

fn set(tree: &mut Node, path: &str, value: Option<&Json>, at: &Origin) -> Result<(), String> {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let missing = || format!("the pack has no `{path}`");
    let parent = find_mut(tree, above).ok_or_else(missing)?;
    let new = match value {
        Some(value) => Some(node(value, at).ok_or_else(|| format!("what is set at `{path}` is empty"))?),
        None => None,
    };
    match (&mut parent.value, new) {
        (Value::Table(entries), Some(new)) => _ = entries.insert(name.to_owned(), new),
        (Value::Table(entries), None) => _ = entries.remove(name).ok_or_else(missing)?,
        (Value::Array(items), new) => match (place_in(items, name), new) {
            (Some(i), Some(new)) => items[i] = new,
            (Some(i), None) => _ = items.remove(i),
            (None, Some(new)) if key(&new).as_deref() == Some(name) => items.push(new),
            (None, _) => return Err(missing()),
        },
        _ => return Err(missing()),
    }
    Ok(())
}

/// The version that an entry says it is.
pub(super) fn number(node: &Node) -> Option<u32> {
    match node.get("version").map(|v| &v.value) {
        Some(Value::Number(n)) => n.as_u64().and_then(|n| n.try_into().ok()),
        _ => None,
    }
}

/// The list and the number of the version that a place is in, and what comes behind it: `services/hibah-uang/workflows`, 1,
/// `promise_days`.
fn versioned<'p>(tree: &Node, path: &'p str) -> Option<(&'p str, u32, &'p str)> {
    let mut node = tree;
    let mut begin = 0;
    for name in path.split('/') {
        let end = begin + name.len();
        let below = match &node.value {
            Value::Table(entries) => entries.get(name)?,
            Value::Array(items) => {
                let item = items.get(place_in(items, name)?)?;
                if item.get("valid_from").is_some()
                    && let Some(version) = number(item)
                {
                    return Some((&path[..begin.saturating_sub(1)], version, path.get(end + 1..).unwrap_or_default()));
                }
                item
            }
            _ => return None,
        };
        node = below;
        begin = end + 1;
    }
    None
}

/// Whether a change only says the same rule in other words: then no new version of the rule is needed.
fn only_says(tree: &Node, change: &Change) -> bool {
    find(tree, &change.path).is_some_and(is_wording)
        && matches!(&change.value, Some(Json::Object(entries)) if entries.len() == 2 && entries.contains_key("id") && entries.contains_key("en"))
}

/// The versions that changes need; each list is changed at its last version alone.
///
/// # Errors
/// The path of a change of a version that another one has followed.
pub(super) fn versions_of(tree: &Node, changes: &[Change]) -> Result<Vec<NewVersion>, String> {
    let mut made: Vec<NewVersion> = Vec::new();
    for change in changes.iter().filter(|change| !only_says(tree, change)) {
        let Some((list, of, _)) = versioned(tree, &change.path) else { continue };
        let last = find(tree, list).map(|l| l.items().iter().filter_map(number).max().unwrap_or(0)).unwrap_or(0);
        if of != last {
            return Err(change.path.clone());
        }
        if !made.iter().any(|m| m.list == list) {
            made.push(NewVersion { list: list.to_owned(), of, version: last + 1 });
        }
    }
    Ok(made)
}

/// What takes changes back: at each place what stood there before, of rules with versions in the newest one.
pub(super) fn undoing(before: &Node, now: &Node, changes: &[Change]) -> Vec<Change> {
    let place = |change: &Change| match versioned(now, &change.path) {
        Some((list, _, rest)) if !only_says(before, change) => {
            let last = find(now, list).and_then(|l| l.items().iter().filter_map(number).max())?;
            Some(format!("{list}/{last}/{rest}"))
        }
        _ => Some(change.path.clone()),
    };
    let back = changes.iter().filter_map(|change| {
        let (path, value) = (place(change)?, find(before, &change.path).map(Node::json));
        (find(now, &path).map(Node::json) != value).then_some(Change { path, value })
    });
    back.collect()
}

fn add_version(tree: &mut Node, made: &NewVersion, from: Day) -> Result<(), String> {
    let missing = || format!("`{}` has no version {}", made.list, made.of);
    let list = find_mut(tree, &made.list).ok_or_else(missing)?;
    let Value::Array(items) = &mut list.value else { return Err(missing()) };
    if items.iter().any(|item| number(item) == Some(made.version)) {
        return Err(format!("`{}` has a version {} by its files", made.list, made.version));
    }
    let mut item = items.iter().find(|item| number(item) == Some(made.of)).cloned().ok_or_else(missing)?;
    let at = item.at.clone();
    if let Value::Table(entries) = &mut item.value {
        entries.insert("version".to_owned(), Node { at: at.clone(), value: Value::Number(made.version.into()) });
        entries.insert("valid_from".to_owned(), Node::text(at, from.to_string()));
    }
    items.push(item);
    Ok(())
}

/// The place of a change in the version that it makes.
fn redirected(tree: &Node, change: &Change, versions: &[NewVersion]) -> String {
    if only_says(tree, change) {
        return change.path.clone();
    }
    match versioned(tree, &change.path) {
        Some((list, of, rest)) => match versions.iter().find(|made| made.list == list && made.of == of) {
            Some(made) => format!("{list}/{}/{rest}", made.version),
            None => change.path.clone(),
        },
        None => change.path.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Amendment, Change, Moment, NewVersion, amend, find, versions_of};
    use crate::pack::{node::Node, parse::parse};
    use domain::time::Day;
    use serde_json::json;
    use std::path::Path;

    const PACK: &str = "[[services]]\nkey = 'hibah'\nname = { id = 'Hibah uang', en = 'Grants' }\n[[services.workflows]]\nversion = 1\nvalid_from = '2020-01-01'\npromise_days = 14\n[[services.workflows.stages]]\nkey = 'a'\nlabel = { id = 'Evaluasi', en = 'Evaluation' }\ndays = 3\n";

    fn amended(changes: Vec<Change>, versions: Vec<NewVersion>) -> (Node, Vec<String>) {
        let mut tree = parse("a.toml", PACK).unwrap();
        let mut errors = vec![];
        let one = Amendment { name: "x".into(), from: Day::new(2026, 9, 1).unwrap(), changes, versions };
        amend(&mut tree, (Path::new("r"), "s"), &[one], Moment::Settled, &mut errors);
        (tree, errors.iter().map(ToString::to_string).collect())
    }

    fn change(path: &str, value: serde_json::Value) -> Change {
        Change { path: path.into(), value: (!value.is_null()).then_some(value) }
    }

    #[test]
    fn a_rule_that_changes_becomes_a_new_version_and_the_old_one_stays() {
        let changes = vec![
            change("services/hibah/workflows/1/promise_days", json!(10)),
            change("services/hibah/workflows/1/stages/a/days", json!(2)),
        ];
        let versions = versions_of(&parse("a.toml", PACK).unwrap(), &changes).unwrap();
        assert_eq!(versions, [NewVersion { list: "services/hibah/workflows".into(), of: 1, version: 2 }]);
        let (tree, errors) = amended(changes, versions);
        assert_eq!(errors, Vec::<String>::new());
        let at = |path: &str| find(&tree, path).unwrap().json();
        assert_eq!((at("services/hibah/workflows/1/promise_days"), at("services/hibah/workflows/1/stages/a/days")), (json!(14), json!(3)));
        assert_eq!((at("services/hibah/workflows/2/promise_days"), at("services/hibah/workflows/2/stages/a/days")), (json!(10), json!(2)));
        assert_eq!(at("services/hibah/workflows/2/valid_from"), json!("2026-09-01"));
        let file = &find(&tree, "services/hibah/workflows/2/promise_days").unwrap().at;
        assert_eq!((&*file.file, file.line), ("r/s/perubahan/x", 1));
        let again = vec![change("services/hibah/workflows/1/promise_days", json!(9))];
        assert_eq!(versions_of(&tree, &again), Err("services/hibah/workflows/1/promise_days".to_owned()));
    }

    #[test]
    fn other_words_need_no_version() {
        let changes = vec![change("services/hibah/workflows/1/stages/a/label", json!({"id": "Penilaian", "en": "Assessment"}))];
        assert_eq!(versions_of(&parse("a.toml", PACK).unwrap(), &changes), Ok(vec![]));
        let (tree, _) = amended(changes, vec![]);
        assert_eq!(find(&tree, "services/hibah/workflows/1/stages/a/label/id").unwrap().json(), json!("Penilaian"));
    }

    #[test]
    fn entries_come_and_go_and_what_is_not_there_is_said() {
        let (tree, errors) = amended(
            vec![
                change("services/hibah/workflows/1/stages/b", json!({"key": "b"})),
                change("services/hibah/workflows/1/stages/a", json!(null)),
            ],
            vec![],
        );
        assert_eq!(errors, Vec::<String>::new());
        assert!(
            find(&tree, "services/hibah/workflows/1/stages/b").is_some() && find(&tree, "services/hibah/workflows/1/stages/a").is_none()
        );
        let (_, errors) = amended(
            vec![
                change("services/none/name", json!("x")),
                change("services/hibah/none", json!(null)),
                change("services/c", json!({"key": "d"})),
            ],
            vec![],
        );
        assert_eq!(errors.len(), 3, "{errors:?}");
        let taken = NewVersion { list: "services/hibah/workflows".into(), of: 1, version: 1 };
        assert!(amended(vec![], vec![taken]).1[0].contains("by its files"));
    }
}
