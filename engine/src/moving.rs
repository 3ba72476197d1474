//! A whole region as one file: its rows, its files, its pack and its key, read at one moment here and written as they were there. Who has
//! the file has everything of the region, so what opens it is a passphrase that goes another way.
mod arriving;
mod leaving;

use argon2::Argon2;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::region::{RegionCode, Slug};
use serde::{Deserialize, Serialize};
use std::{io, path::Path};

/// The form of the file; another one is another number.
const FORM: u32 = 1;
/// The shortest passphrase, in letters.
const PASSPHRASE: usize = 12;

/// Names within the file.
const MANIFEST: &str = "manifest.json";
const PACK: &str = "pack.terang";

/// What is in the file, sealed with the passphrase.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    form: u32,
    region: RegionCode,
    slug: Slug,
    /// When it left, UTC milliseconds.
    at: i64,
    tables: Vec<Rows>,
    /// Files by their hash, which is their name.
    files: Vec<String>,
    /// The hash of the pack's parcel.
    pack: String,
    /// By whose key the parcel is signed.
    sender: String,
    /// The public keys of signatures on the region's documents, by name.
    signers: Vec<(String, String)>,
    /// The region's key, encrypted.
    key: String,
    salt: String,
}

/// A table's rows in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    table: String,
    rows: u64,
    /// The lowest and the highest number, where rows are numbered.
    numbers: Option<(i64, i64)>,
    hash: String,
}

/// A manifest with its proof.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    /// As JSON, to the byte as it was proved.
    manifest: String,
    /// Keyed hash of it.
    proof: String,
    salt: String,
}

/// What went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedRegion {
    /// Which region.
    pub region: RegionCode,
    /// Its slug.
    pub slug: String,
    /// Tables with how many rows.
    pub tables: Vec<(String, u64)>,
    /// Files.
    pub files: usize,
    /// Whether its data is sealed with a key of its own; else with that of all regions of where it comes from.
    pub own_key: bool,
}

/// Why a region did not move.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The file can't be read or written.
    #[error("{0}")]
    File(#[from] io::Error),
    /// It can't be done, with what to do.
    #[error("{0}")]
    No(String),
    /// The database.
    #[error("{0}")]
    Store(#[from] store::StoreError),
}

fn no(text: impl Into<String>) -> MoveError {
    MoveError::No(text.into())
}

/// What a passphrase gives: a key that proves, and a key that seals.
fn keys_of(passphrase: &str, salt: &[u8]) -> Result<([u8; 32], [u8; 32]), MoveError> {
    let mut both = [0; 64];
    Argon2::default()
        .hash_password_into(passphrase.as_bytes(), salt, &mut both)
        .map_err(|e| no(format!("the passphrase can't be used: {e}")))?;
    let half = |at: usize| -> [u8; 32] { std::array::from_fn(|i| both.get(at + i).copied().unwrap_or(0)) };
    Ok((half(0), half(32)))
}

fn salt_of(text: &str) -> Result<Vec<u8>, MoveError> {
    STANDARD.decode(text).map_err(|_| no("the file is broken; ask for it again"))
}

/// The hash of a file, read in parts.
fn hash_of(path: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Whether a name in the file is that of a kept file: 64 hex digits.
fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
