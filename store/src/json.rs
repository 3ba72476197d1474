//! Values kept as JSON text, and ids inside such texts.
use crate::StoreError;
use serde::{Serialize, Serializer, de::DeserializeOwned};
use uuid::Uuid;

/// The text to store.
///
/// # Errors
/// [`StoreError::Failed`] where a value has no JSON form.
pub(crate) fn write(doing: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::failed(doing, error))
}

/// The value that was stored.
///
/// # Errors
/// [`StoreError::Failed`] where the text is not such a value.
pub(crate) fn read<T: DeserializeOwned>(doing: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::failed(doing, error))
}

/// A value that was stored in the shape of `T`.
///
/// # Errors
/// [`StoreError::Failed`] where it no longer fits.
pub(crate) fn fits<V, T: TryFrom<V>>(doing: &'static str, value: V) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| StoreError::because(doing, "a stored value does not fit its type"))
}

/// An id as 32 hex digits: `unhex` of SQLite and the cast of PostgreSQL both read it.
#[derive(Clone, Copy)]
pub(crate) struct Hex(pub(crate) Uuid);

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.simple())
    }
}

/// Bytes as hex digits.
#[derive(Clone, Copy)]
pub(crate) struct HexBytes<'a>(pub(crate) &'a [u8]);

impl Serialize for HexBytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self}"))
    }
}

impl std::fmt::Display for HexBytes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
