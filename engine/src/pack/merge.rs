//! Lays a region's values over those that it extends: tables merge by key, lists of entries that have a `key` (a `code`, a
//! `version`, a `day`) merge by it, everything else is replaced.
use super::{
    error::PackError,
    node::{Node, Value},
};

/// The word that drops an entry.
const REMOVE: &str = "remove";
/// The word that puts a new entry behind another one instead of at the end.
const AFTER: &str = "after";

/// `above` laid over `below`. What cannot be laid is added to `errors`.
pub(super) fn lay_over(below: Node, above: Node, errors: &mut Vec<PackError>) -> Node {
    match (below.value, above.value) {
        (Value::Table(mut entries), Value::Table(new)) => {
            for (key, node) in new {
                let merged = match entries.remove(&key) {
                    Some(old) => lay_over(old, node, errors),
                    None => node,
                };
                if is_removed(&merged) {
                    continue;
                }
                entries.insert(key, merged);
            }
            // The table stands where it was begun: a finding about what is missing in it leads to its whole.
            Node { at: below.at, value: Value::Table(entries) }
        }
        (Value::Array(old), Value::Array(new)) if is_keyed(&old) && is_keyed(&new) => {
            Node { at: below.at, value: Value::Array(by_key(old, new, errors)) }
        }
        (_, value) => Node { at: above.at, value },
    }
}

fn is_keyed(items: &[Node]) -> bool {
    items.iter().all(|i| key(i).is_some())
}

/// What an entry is known by: its `key`; of what has none, its `code`, the number of its `version`, or the `day` that it is about.
pub(super) fn key(node: &Node) -> Option<String> {
    let word = |name: &str| node.get(name).and_then(Node::as_text).map(str::to_owned);
    let version = || match node.get("version")?.value {
        Value::Number(ref n) => Some(n.to_string()),
        _ => None,
    };
    word("key").or_else(|| word("code")).or_else(version).or_else(|| word("day"))
}

fn is_removed(node: &Node) -> bool {
    matches!(node.get(REMOVE), Some(Node { value: Value::Bool(true), .. }))
}

fn by_key(mut items: Vec<Node>, new: Vec<Node>, errors: &mut Vec<PackError>) -> Vec<Node> {
    let known = items.len();
    let mut added = Vec::new();
    for mut node in new {
        let place = items.iter().take(known).position(|i| key(i) == key(&node));
        match place {
            Some(i) => {
                let old = items[i].clone();
                items[i] = lay_over(old, node, errors);
            }
            None if is_removed(&node) => {
                let name = key(&node).unwrap_or_default();
                errors.push(PackError::new(&node.at, format!("there is no `{name}` to remove"), "correct the key, or take the entry out"));
            }
            None => {
                let after = match &mut node.value {
                    Value::Table(entries) => entries.remove(AFTER),
                    _ => None,
                };
                added.push((after, node));
            }
        }
    }
    for (after, node) in added {
        match after {
            None => items.push(node),
            Some(word) => match items.iter().position(|i| key(i).is_some_and(|key| Some(key.as_str()) == word.as_text())) {
                Some(i) => items.insert(i + 1, node),
                None => {
                    errors.push(PackError::new(&word.at, "there is no entry with the key that `after` names", "correct the key"));
                }
            },
        }
    }
    items.retain(|i| !is_removed(i));
    items
}

#[cfg(test)]
mod tests {
    use super::lay_over;
    use crate::pack::{error::PackError, node::Node, parse::parse};
    use serde_json::json;

    fn laid(below: &str, above: &str) -> (Node, Vec<PackError>) {
        let mut errors = vec![];
        let node = lay_over(parse("base.toml", below).unwrap(), parse("region.toml", above).unwrap(), &mut errors);
        (node, errors)
    }

    #[test]
    fn entries_merge_by_key_and_the_rest_is_replaced() {
        let (node, errors) = laid(
            "days = [1, 2]\n[[stages]]\nkey = 'a'\nn = 1\nm = 1\n[[stages]]\nkey = 'b'\n[[stages]]\nkey = 'c'\n",
            "days = [3]\n[[stages]]\nkey = 'a'\nn = 2\n[[stages]]\nkey = 'b'\nremove = true\n[[stages]]\nkey = 'd'\nafter = 'a'\n[[stages]]\nkey = 'e'\n",
        );
        assert_eq!(errors, []);
        assert_eq!(node.json(), json!({"days": [3], "stages": [{"key": "a", "n": 2, "m": 1}, {"key": "d"}, {"key": "c"}, {"key": "e"}]}));
        let path = |p: &str| p.split('/').map(str::to_owned).collect::<Vec<_>>();
        let at = node.origin(&path("stages/0/n"));
        assert_eq!((&*at.file, at.line), ("region.toml", 4));
        let at = node.origin(&path("stages/0/m"));
        assert_eq!((&*at.file, at.line), ("base.toml", 5));
        let at = node.origin(&path("stages/0/nothing/here"));
        assert_eq!((&*at.file, at.line), ("base.toml", 2));
    }

    #[test]
    fn a_wrong_key_is_said_with_its_line() {
        let (_, errors) = laid("[[x]]\nkey = 'a'\n", "[[x]]\nkey = 'b'\nremove = true\n\n[[x]]\nkey = 'c'\nafter = 'zz'\n");
        let lines: Vec<_> = errors.iter().map(|e| (e.file.as_str(), e.line)).collect();
        assert_eq!(lines, [("region.toml", 1), ("region.toml", 7)]);
    }
}
