//! The values of a pack that can be changed alone, found by what people call them.
use super::{
    amended::number,
    difference::{called, entry, is_wording},
    merge::key,
    node::{Node, Value},
};

/// What a value is, as far as a form can ask for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A wording: Indonesian and English.
    Wording(String, String),
    /// A text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

/// A value of a pack that can be changed alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Valued {
    /// Its place by keys.
    pub path: String,
    /// The same by the names that people know.
    pub place: Vec<String>,
    /// The value.
    pub shape: Shape,
    /// The file that says so, with its line.
    pub at: (String, usize),
    /// The version of the rules that it is of; changing it makes a new one.
    pub version: Option<u32>,
}

/// The values whose place or words hold every word of `query`, in the order of the pack.
pub(super) fn values(tree: &Node, within: &str, query: &str, most: usize) -> Vec<Valued> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut walk = Walk { place: vec![], path: vec![], version: None, within, words: &words, most, found: vec![] };
    walk.node(tree);
    walk.found
}

/// The value at one place.
pub(super) fn value(tree: &Node, path: &str) -> Option<Valued> {
    values(tree, path, "", 1).into_iter().find(|v| v.path == path)
}

struct Walk<'q> {
    place: Vec<String>,
    path: Vec<String>,
    version: Option<u32>,
    within: &'q str,
    words: &'q [String],
    most: usize,
    found: Vec<Valued>,
}

fn shape(node: &Node) -> Option<Shape> {
    let text = |lang| node.get(lang).and_then(Node::as_text).unwrap_or_default().to_owned();
    match &node.value {
        _ if is_wording(node) => Some(Shape::Wording(text("id"), text("en"))),
        Value::Text(text) => Some(Shape::Text(text.clone())),
        Value::Number(n) => Some(Shape::Number(n.to_string())),
        Value::Bool(yes) => Some(Shape::Flag(*yes)),
        Value::Array(items) if !items.is_empty() && items.iter().all(|i| i.as_text().is_some()) => {
            Some(Shape::Texts(items.iter().filter_map(Node::as_text).map(str::to_owned).collect()))
        }
        _ => None,
    }
}

impl Walk<'_> {
    fn inner(&mut self, name: String, key: &str, node: &Node) {
        if self.found.len() >= self.most {
            return;
        }
        self.place.push(name);
        self.path.push(key.to_owned());
        let before = self.version;
        if node.get("valid_from").is_some() {
            self.version = number(node).or(before);
        }
        self.node(node);
        self.version = before;
        self.path.pop();
        self.place.pop();
    }

    fn node(&mut self, node: &Node) {
        let path = self.path.join("/");
        let on_the_way = path.is_empty() || self.within.is_empty() || path == self.within || self.within.starts_with(&format!("{path}/"));
        let inside = path == self.within || path.strip_prefix(self.within).is_some_and(|rest| rest.starts_with('/'));
        if !on_the_way && !inside {
            return;
        }
        if let Some(shape) = shape(node) {
            let fixed = matches!(self.path.last().map(String::as_str), Some("key" | "code" | "slug" | "version" | "edition" | "extends"));
            if !fixed && self.asked(&path, &shape) && (inside || self.within.is_empty()) {
                let at = (node.at.file.to_string(), node.at.line);
                self.found.push(Valued { path, place: self.place.clone(), shape, at, version: self.version });
            }
            return;
        }
        match &node.value {
            Value::Table(entries) => entries.iter().for_each(|(key, node)| self.inner(called(key), key, node)),
            Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| {
                let by = key(item).unwrap_or_else(|| i.to_string());
                self.inner(entry(item, &by), &by, item);
            }),
            _ => {}
        }
    }

    fn asked(&self, path: &str, shape: &Shape) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let said = match shape {
            Shape::Wording(id, en) => format!("{id} {en}"),
            Shape::Text(text) | Shape::Number(text) => text.clone(),
            Shape::Flag(_) => String::new(),
            Shape::Texts(texts) => texts.join(" "),
        };
        let whole = format!("{} {path} {said}", self.place.join(" ")).to_lowercase();
        self.words.iter().all(|word| whole.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, value, values};
    use crate::pack::parse::parse;

    const PACK: &str = "[[services]]\nkey = 'hibah'\nname = { id = 'Hibah uang', en = 'Grants' }\n[[services.workflows]]\nversion = 1\nvalid_from = '2020-01-01'\npromise_days = 14\n[[services.workflows.stages]]\nkey = 'a'\nlabel = { id = 'Evaluasi', en = 'Evaluation' }\ndays = 3\n";

    #[test]
    fn values_are_found_by_what_people_call_them() {
        let tree = parse("a.toml", PACK).unwrap();
        let found = values(&tree, "", "evaluasi hibah", 9);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1].place.join(" › "), "layanan › Hibah uang › alur › versi 1 › tahap › Evaluasi › nama");
        assert_eq!((found[1].shape.clone(), found[1].version), (Shape::Wording("Evaluasi".into(), "Evaluation".into()), Some(1)));
        assert_eq!(value(&tree, "services/hibah/workflows/1/promise_days").unwrap().shape, Shape::Number("14".into()));
        assert!(value(&tree, "services/hibah/key").is_none(), "keys are for ever");
        assert_eq!(values(&tree, "services/hibah/workflows/1/stages", "", 9).len(), 2);
    }
}
