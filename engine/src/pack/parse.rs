//! Reads one TOML file into values that know their line.
use super::{
    error::PackError,
    node::{Node, Origin, Value},
};
use serde_json::Number;
use std::{ops::Range, sync::Arc};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

struct Source<'s> {
    file: Arc<str>,
    text: &'s str,
    /// Byte offsets at which lines begin.
    lines: Vec<usize>,
}

impl Source<'_> {
    fn at(&self, span: &Range<usize>) -> Origin {
        Origin { file: self.file.clone(), line: self.lines.partition_point(|start| *start <= span.start).max(1) }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Result<Node, PackError> {
        let at = self.at(&value.span());
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Boolean(yes) => Value::Bool(*yes),
            // A day may be written with or without quotes; either way it is a day's text.
            DeValue::Datetime(day) => Value::Text(day.to_string()),
            DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
                Ok(n) => Value::Number(n.into()),
                Err(_) => return Err(PackError::new(&at, format!("{} is too big a number", n.as_str()), "write a smaller one")),
            },
            DeValue::Float(n) => match n.as_str().parse::<f64>().ok().and_then(Number::from_f64) {
                Some(n) => Value::Number(n),
                None => return Err(PackError::new(&at, format!("{} is not a number", n.as_str()), "write a finite number")),
            },
            DeValue::Array(items) => Value::Array(items.iter().map(|i| self.node(i)).collect::<Result<_, _>>()?),
            DeValue::Table(entries) => return self.table(at, entries),
        };
        Ok(Node { at, value })
    }

    fn table(&self, at: Origin, entries: &DeTable<'_>) -> Result<Node, PackError> {
        let entries = entries.iter().map(|(k, v)| Ok((k.get_ref().clone().into_owned(), self.node(v)?))).collect::<Result<_, _>>()?;
        Ok(Node::table(at, entries))
    }
}

/// The table that a file's `text` holds. `file` is the name that its lines are shown under.
pub(super) fn parse(file: &str, text: &str) -> Result<Node, PackError> {
    let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
    let source = Source { file: file.into(), text, lines };
    match DeTable::parse(source.text) {
        Ok(table) => source.table(Origin { file: source.file.clone(), line: 1 }, table.get_ref()),
        Err(error) => {
            let at = source.at(&error.span().unwrap_or(0..0));
            Err(PackError::new(&at, format!("this is not TOML: {}", error.message().trim()), "mend the writing of this line"))
        }
    }
}
