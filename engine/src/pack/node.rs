//! Values that know where they were written, so that a finding in a merged pack leads back to a file and a line.
use serde_json::{Number, Value as Json};
use std::{collections::BTreeMap, sync::Arc};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file.
    pub(super) file: Arc<str>,
    /// The line, from 1.
    pub(super) line: usize,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: Origin,
    pub(super) value: Value,
}

/// What can stand in a pack's file.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(Number),
    Bool(bool),
    Array(Vec<Node>),
    Table(BTreeMap<String, Node>),
}

impl Node {
    pub(super) fn table(at: Origin, entries: BTreeMap<String, Self>) -> Self {
        Self { at, value: Value::Table(entries) }
    }

    pub(super) fn text(at: Origin, text: impl Into<String>) -> Self {
        Self { at, value: Value::Text(text.into()) }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.get(key),
            _ => None,
        }
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Table(entries) => entries.get_mut(key),
            _ => None,
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of an array; none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// The items of an array under `key`; none where there is no such array.
    pub(super) fn items_mut(&mut self, key: &str) -> &mut [Self] {
        match self.get_mut(key).map(|n| &mut n.value) {
            Some(Value::Array(items)) => items,
            _ => &mut [],
        }
    }

    /// Where the value at `path` stands; where it was not written, its nearest ancestor.
    pub(super) fn origin(&self, path: &[String]) -> &Origin {
        let Some((first, rest)) = path.split_first() else { return &self.at };
        let inner = match &self.value {
            Value::Table(entries) => entries.get(first),
            Value::Array(items) => first.parse::<usize>().ok().and_then(|i| items.get(i)),
            _ => None,
        };
        inner.map_or(&self.at, |n| n.origin(rest))
    }

    /// The bare value.
    pub(super) fn json(&self) -> Json {
        match &self.value {
            Value::Text(text) => Json::String(text.clone()),
            Value::Number(number) => Json::Number(number.clone()),
            Value::Bool(yes) => Json::Bool(*yes),
            Value::Array(items) => Json::Array(items.iter().map(Self::json).collect()),
            Value::Table(entries) => Json::Object(entries.iter().map(|(k, n)| (k.clone(), n.json())).collect()),
        }
    }

    /// What kind of value it is, as a person who writes packs would say it.
    pub(super) const fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}
