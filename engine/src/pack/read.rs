//! Turns values that know their line into the domain's types, so that a wrong type or a missing key is said with the
//! line that it stands on.
use super::{
    error::PackError,
    node::{Node, Origin, Value},
};
use serde::{
    Deserializer,
    de::{self, DeserializeOwned, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};
use std::{collections::btree_map, fmt, slice};

/// A value as a `T`.
pub(super) fn read<T: DeserializeOwned>(node: &Node) -> Result<T, PackError> {
    T::deserialize(node).map_err(|e| e.finding(&node.at))
}

/// What serde objects to, and the innermost value that it objects to.
#[derive(Debug)]
pub(super) struct Objection {
    at: Option<Origin>,
    said: String,
}

impl Objection {
    fn or(mut self, at: &Origin) -> Self {
        self.at.get_or_insert_with(|| at.clone());
        self
    }

    fn finding(self, whole: &Origin) -> PackError {
        let at = self.at.as_ref().unwrap_or(whole);
        let named = self.said.split('`').nth(1).unwrap_or_default();
        let expected = self.said.split_once("expected ").map_or("something else", |(_, e)| e);
        if self.said.starts_with("missing field") {
            PackError::new(at, format!("`{named}` is missing here"), format!("add `{named}`"))
        } else if self.said.starts_with("unknown field") {
            PackError::new(at, format!("`{named}` is not known here"), format!("remove it, or write {expected}"))
        } else if self.said.starts_with("unknown variant") {
            PackError::new(at, format!("`{named}` is not one of the words known here"), format!("write {expected}"))
        } else if self.said.starts_with("invalid") {
            PackError::new(at, self.said.clone(), format!("write {expected}"))
        } else {
            PackError::new(at, self.said.clone(), "correct the value")
        }
    }
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for Objection {}

impl de::Error for Objection {
    fn custom<T: fmt::Display>(said: T) -> Self {
        Self { at: None, said: said.to_string() }
    }
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Objection;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Objection> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            Value::Bool(yes) => visitor.visit_bool(*yes),
            Value::Number(n) => match (n.as_i64(), n.as_f64()) {
                (Some(n), _) => visitor.visit_i64(n),
                (None, Some(n)) => visitor.visit_f64(n),
                (None, None) => Err(de::Error::custom("the number is too big")),
            },
            Value::Array(items) => visitor.visit_seq(Items(items.iter())),
            Value::Table(entries) => visitor.visit_map(Entries { rest: entries.iter(), value: None }),
        }
        .map_err(|e: Objection| e.or(&self.at))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Objection> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Objection> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Objection> {
        self.json().deserialize_enum(name, variants, visitor).map_err(|e| Objection { at: Some(self.at.clone()), said: e.to_string() })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Items<'n>(slice::Iter<'n, Node>);

impl<'n> SeqAccess<'n> for Items<'n> {
    type Error = Objection;

    fn next_element_seed<T: DeserializeSeed<'n>>(&mut self, seed: T) -> Result<Option<T::Value>, Objection> {
        self.0.next().map(|node| seed.deserialize(node).map_err(|e| e.or(&node.at))).transpose()
    }
}

struct Entries<'n> {
    rest: btree_map::Iter<'n, String, Node>,
    value: Option<&'n Node>,
}

impl<'n> MapAccess<'n> for Entries<'n> {
    type Error = Objection;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>, Objection> {
        let Some((key, node)) = self.rest.next() else { return Ok(None) };
        self.value = Some(node);
        seed.deserialize(key.as_str().into_deserializer()).map(Some).map_err(|e: Objection| e.or(&node.at))
    }

    fn next_value_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<S::Value, Objection> {
        let node = self.value.take().ok_or_else(|| <Objection as de::Error>::custom("a value without a key"))?;
        seed.deserialize(node).map_err(|e| e.or(&node.at))
    }
}
