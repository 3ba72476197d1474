//! What was typed, kept as it was typed: a wrong answer is kept too, so that nothing is lost.
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One answer: text, or rows of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// What was typed or chosen.
    Text(String),
    /// Repeated rows, each by column key.
    Rows(Vec<BTreeMap<String, String>>),
}

/// The answers of a form by field key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    /// The text typed for a field; empty where there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(Answer::Text(t)) => t.trim(),
            _ => "",
        }
    }

    /// The rows typed for a field; none where there are none.
    #[must_use]
    pub fn rows(&self, key: &str) -> &[BTreeMap<String, String>] {
        match self.0.get(key) {
            Some(Answer::Rows(rows)) => rows,
            _ => &[],
        }
    }

    /// Puts a text in.
    pub fn set(&mut self, key: impl Into<String>, text: impl Into<String>) {
        self.0.insert(key.into(), Answer::Text(text.into()));
    }

    /// Takes over every answer of `other`.
    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// From the pairs of a submitted form: `name` gives text, `rows.0.column` gives rows. Rows that are wholly
    /// empty are dropped; index gaps close up. At most `limit` rows each, so that a forged index can't fill memory.
    #[must_use]
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>, limit: usize) -> Self {
        let mut texts = BTreeMap::new();
        let mut rows: BTreeMap<String, BTreeMap<usize, BTreeMap<String, String>>> = BTreeMap::new();
        for (name, value) in pairs {
            let mut parts = name.splitn(3, '.');
            match (parts.next(), parts.next().and_then(|i| i.parse::<usize>().ok()), parts.next()) {
                (Some(field), Some(index), Some(column)) => {
                    let table = rows.entry(field.to_owned()).or_default();
                    if table.len() < limit || table.contains_key(&index) {
                        table.entry(index).or_default().insert(column.to_owned(), value);
                    }
                }
                _ => {
                    texts.insert(name, Answer::Text(value));
                }
            }
        }
        for (field, table) in rows {
            let kept = table.into_values().filter(|row| row.values().any(|v| !v.trim().is_empty())).collect();
            texts.insert(field, Answer::Rows(kept));
        }
        Self(texts)
    }
}

/// A file handed in for a field. The file itself lies in the file store under its content's hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The field's key.
    pub slot: String,
    /// Hash of the content, 64 hex digits.
    pub hash: String,
    /// The name it came with, cleaned.
    pub name: String,
    /// Media type, judged by the content.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// When it came.
    pub at: Instant,
    /// Where and when it was taken, for pictures that are to say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
}

/// Where and when a picture was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Latitude and longitude in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<String>,
    /// As the camera's clock said, such as `2026-07-06 10:15:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The device said where it was when the picture was chosen, because the picture itself did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_device: bool,
}

/// The files of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Documents(pub Vec<Document>);

impl Documents {
    /// The files of one field.
    pub fn of<'a>(&'a self, slot: &'a str) -> impl Iterator<Item = &'a Document> {
        self.0.iter().filter(move |d| d.slot == slot)
    }
}
