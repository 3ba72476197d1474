//! What is wrong in a pack and no type sees: a script in a text, a wording that is empty, a sum that divides by nothing. Found in the settled values, which know
//! their line.
use super::{
    error::PackError,
    node::{Node, Value},
};

/// What a browser could take for a program. Screens write texts as texts, so it would be seen and not run; a region does not send it out
/// in letters and notices either.
const PROGRAMS: [&str; 6] = ["<script", "<iframe", "<object", "javascript:", "onerror=", "onload="];

/// Looks through all values but the templates, which are programs of their own kind, and the mark, which is looked at by itself.
pub(super) fn find(tree: &Node, errors: &mut Vec<PackError>) {
    let Value::Table(entries) = &tree.value else { return };
    for (_, node) in entries.iter().filter(|(key, _)| !matches!(key.as_str(), "templates" | "logo")) {
        scripts(node, errors);
        wordings(node, errors);
    }
    if let Some(formulas) = tree.get("formulas") {
        divisions(formulas, errors);
    }
}

fn each<'n>(node: &'n Node, look: &mut impl FnMut(&'n Node)) {
    look(node);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| each(item, look)),
        Value::Table(entries) => entries.values().for_each(|item| each(item, look)),
        _ => {}
    }
}

fn scripts(node: &Node, errors: &mut Vec<PackError>) {
    each(node, &mut |node| {
        if let Some(text) = node.as_text() {
            let low = text.to_lowercase();
            if let Some(program) = PROGRAMS.iter().find(|program| low.contains(**program)) {
                errors.push(PackError::new(&node.at, format!("a text has `{program}` in it"), "write words; a pack carries no programs"));
            }
        }
    });
}

/// A phrase is there in both languages, or is no phrase.
fn wordings(node: &Node, errors: &mut Vec<PackError>) {
    each(node, &mut |node| {
        let Value::Table(entries) = &node.value else { return };
        let said = ["id", "en"].map(|lang| entries.get(lang).and_then(Node::as_text));
        if entries.len() == 2 && said.iter().flatten().count() == 2 && said.iter().flatten().any(|text| text.trim().is_empty()) {
            errors.push(PackError::new(&node.at, "a wording is missing", "give both `id` and `en`"));
        }
    });
}

fn divisions(formulas: &Node, errors: &mut Vec<PackError>) {
    each(formulas, &mut |node| {
        let Some([_, divisor]) = node.get("/").map(Node::items) else { return };
        let zero = match &divisor.value {
            Value::Number(n) => n.as_f64() == Some(0.0),
            Value::Text(text) => text.parse::<f64>() == Ok(0.0),
            _ => false,
        };
        if zero {
            errors.push(PackError::new(
                &divisor.at,
                "the formula divides by nothing",
                "divide by what can't be zero, as in { max = [\"days\", 1] }",
            ));
        }
    });
}
