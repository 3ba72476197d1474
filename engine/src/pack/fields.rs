//! What serde can't see in a field: its kind is flattened into it, so an unknown key would pass in silence. Also puts
//! the entries of a named list into the fields that ask from it.
use super::{
    error::PackError,
    node::{Node, Value},
};
use std::collections::BTreeMap;

/// The kinds of value that a key takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Number,
    Bool,
    List,
    Table,
}

impl Shape {
    const fn fits(self, node: &Node) -> bool {
        matches!(
            (self, &node.value),
            (Self::Text, Value::Text(_))
                | (Self::Number, Value::Number(_))
                | (Self::Bool, Value::Bool(_))
                | (Self::List, Value::Array(_))
                | (Self::Table, Value::Table(_))
        )
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a whole number",
            Self::Bool => "true or false",
            Self::List => "a list",
            Self::Table => "a table",
        }
    }
}

/// What each field may have, whatever it asks for.
const ALWAYS: &[(&str, Shape)] = &[
    ("key", Shape::Text),
    ("label", Shape::Table),
    ("hint", Shape::Table),
    ("type", Shape::Text),
    ("optional", Shape::Bool),
    ("show_if", Shape::Table),
    ("public", Shape::Bool),
    ("legal_base", Shape::Text),
    ("autocomplete", Shape::Text),
    ("prefill", Shape::Text),
    ("fixed", Shape::Bool),
    ("withheld", Shape::Bool),
    ("same_as", Shape::Text),
];

/// What a kind of field may have besides; `None` for an unknown kind. Mirrors the domain's kinds; a test reads a field
/// of each kind with each of these keys.
fn own(kind: &str) -> Option<&'static [(&'static str, Shape)]> {
    Some(match kind {
        "text" | "long_text" => &[("max", Shape::Number)],
        "choice" => &[("list", Shape::Text), ("options", Shape::List)],
        "confirm" | "nik" | "npwp" | "phone" | "email" | "bank_account" | "home_address" | "district" | "activity" => &[],
        "point" => &[("site", Shape::Bool)],
        "rupiah" => &[("min", Shape::Number), ("max", Shape::Number)],
        "number" => &[("min", Shape::Number), ("max", Shape::Number), ("unit", Shape::Table)],
        "date" => &[("not_past", Shape::Bool), ("not_future", Shape::Bool)],
        "village" => &[("of", Shape::Text)],
        "file" => &[
            ("most", Shape::Number),
            ("max_mb", Shape::Number),
            ("accept", Shape::List),
            ("private", Shape::Bool),
            ("signature", Shape::Bool),
            ("geotagged", Shape::Bool),
        ],
        "rows" => &[("min", Shape::Number), ("max", Shape::Number), ("columns", Shape::List), ("add", Shape::Table)],
        "computed" => &[("value", Shape::Table), ("rupiah", Shape::Bool)],
        _ => return None,
    })
}

const KINDS: &str = "text, long_text, choice, confirm, nik, npwp, phone, email, bank_account, home_address, rupiah, number, date, \
                     district, village, point, activity, file, rows or computed";

/// Checks every field of every service and expands its list.
pub(super) fn expand(tree: &mut Node, errors: &mut Vec<PackError>) {
    let lists: BTreeMap<String, Node> = match tree.get("lists").map(|n| &n.value) {
        Some(Value::Table(lists)) => lists.clone(),
        _ => BTreeMap::new(),
    };
    for service in tree.items_mut("services") {
        if let Some(form) = service.get_mut("form") {
            for page in form.items_mut("pages") {
                each(page.items_mut("fields"), &lists, errors);
            }
        }
        for workflow in service.items_mut("workflows") {
            for action in workflow.items_mut("everywhere") {
                each(action.items_mut("captures"), &lists, errors);
            }
            for stage in workflow.items_mut("stages") {
                for action in stage.items_mut("actions") {
                    each(action.items_mut("captures"), &lists, errors);
                }
            }
        }
    }
}

fn each(fields: &mut [Node], lists: &BTreeMap<String, Node>, errors: &mut Vec<PackError>) {
    for field in fields {
        keys(field, errors);
        each(field.items_mut("columns"), lists, errors);
        let list = field.get("list").and_then(Node::as_text).and_then(|name| lists.get(name)).cloned();
        if let (Some(list), Value::Table(entries)) = (list, &mut field.value) {
            entries.insert("options".to_owned(), list);
        }
    }
}

fn keys(field: &Node, errors: &mut Vec<PackError>) {
    let Value::Table(entries) = &field.value else {
        errors.push(PackError::new(&field.at, format!("a field is {}", field.kind()), "write a table with `key`, `label` and `type`"));
        return;
    };
    let Some(kind) = field.get("type") else {
        errors.push(PackError::new(&field.at, "the field has no `type`", format!("add `type`: {KINDS}")));
        return;
    };
    let Some(own) = kind.as_text().and_then(own) else {
        errors.push(PackError::new(&kind.at, "no field has this `type`", format!("write {KINDS}")));
        return;
    };
    // What is in it serde says only of the whole field.
    for word in field.get("accept").map(Node::items).unwrap_or_default() {
        if !word.as_text().is_some_and(|word| ["pdf", "picture"].contains(&word)) {
            errors.push(PackError::new(&word.at, format!("no files are of the kind {}", word.json()), "write \"pdf\" or \"picture\""));
        }
    }
    for (key, node) in entries {
        match ALWAYS.iter().chain(own).find(|(k, _)| k == key) {
            None => {
                let known: Vec<_> = ALWAYS.iter().chain(own).map(|(k, _)| *k).collect();
                errors.push(PackError::new(
                    &node.at,
                    format!("a field of type `{}` has no `{key}`", kind.as_text().unwrap_or_default()),
                    format!("remove it, or write one of {}", known.join(", ")),
                ));
            }
            Some((_, shape)) if !shape.fits(node) => {
                errors.push(PackError::new(&node.at, format!("`{key}` is {}", node.kind()), format!("write {}", shape.name())));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KINDS, own};
    use domain::form::Field;
    use serde_json::{Value, json};

    #[test]
    fn the_known_keys_are_those_of_the_domain() {
        let words = json!({"id": "a", "en": "a"});
        for kind in KINDS.replace(" or ", ", ").split(", ") {
            let mut field = json!({"key": "x", "label": words, "type": kind});
            for (key, shape) in own(kind.trim()).unwrap() {
                let value = match (*key, shape.name()) {
                    ("columns" | "options", _) => json!([]),
                    ("accept", _) => json!(["pdf"]),
                    ("value", _) => json!({"sum": "a.b"}),
                    (_, "a whole number") => json!(7),
                    (_, "true or false") => json!(true),
                    (_, "a table") => words.clone(),
                    _ => json!("word"),
                };
                field[*key] = value;
            }
            let read: Field = serde_json::from_value(field.clone()).unwrap();
            // A key that the domain did not take would be missing when the field is written again.
            let written = serde_json::to_value(&read).unwrap();
            for (key, value) in field.as_object().unwrap() {
                assert_eq!(written.get(key).unwrap_or(&Value::Null), value, "{kind}: {key}");
            }
        }
    }
}
