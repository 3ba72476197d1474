//! A region's pack as one signed file, to be handed from region to region: what regions copied in 2017 was a program; what they copy here
//! is data, and whoever takes it knows from whom it is and that nobody changed it on the way.
use super::{
    PackErrors,
    error::PackError,
    folder::{self, shown},
    node::Origin,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path},
};

/// The form of the file; another one is another number.
const FORM: u32 = 1;
/// A parcel larger than this is none: packs are some hundred kilobytes of text.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// What is signed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    form: u32,
    slug: String,
    /// Rises with what the region changes; a lower one is no news.
    edition: u32,
    /// The folders, the lowest first, without what stands by itself everywhere: the base.
    layers: Vec<Layer>,
    /// The base that it was checked with, as a hash of its files.
    base: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layer {
    folder: String,
    /// Texts by their place in the folder.
    files: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parcel {
    /// The content as JSON, to the byte as it was signed.
    content: String,
    /// The public key, base64.
    key: String,
    /// Of the content, base64.
    signature: String,
}

/// What a parcel brought.
#[derive(Debug, PartialEq, Eq)]
pub struct Brought {
    /// The region.
    pub slug: String,
    /// Its edition, and that which was there before.
    pub edition: (u32, Option<u32>),
    /// By whose key it is signed.
    pub key: String,
    /// Whether the base here is the one that it was checked with.
    pub same_base: bool,
}

fn refused(file: &Path, what: impl Into<String>, remedy: impl Into<String>) -> PackErrors {
    PackError::new(&Origin { file: shown(file).into(), line: 1 }, what, remedy).into()
}

fn unreadable(file: &Path, error: &io::Error) -> PackErrors {
    folder::unreadable(file, error).into()
}

/// All texts below a folder, by their place in it.
fn texts(at: &Path) -> Result<BTreeMap<String, String>, PackErrors> {
    fn walk(root: &Path, at: &Path, found: &mut BTreeMap<String, String>) -> Result<(), PackErrors> {
        for (_, path) in folder::entries(at)? {
            if path.is_dir() {
                walk(root, &path, found)?;
            } else {
                let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
                found.insert(shown(path.strip_prefix(root).unwrap_or(&path)), text);
            }
        }
        Ok(())
    }
    let mut found = BTreeMap::new();
    walk(at, at, &mut found)?;
    Ok(found)
}

/// A hash of a folder's texts.
fn print_of(files: &BTreeMap<String, String>) -> String {
    let mut hash = blake3::Hasher::new();
    for (path, text) in files {
        for part in [path, text] {
            hash.update(&part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().to_hex().to_string()
}

/// The public key of a seed, as senders say it to whoever takes their parcels.
#[must_use]
pub fn public_key(seed: &[u8; 32]) -> String {
    STANDARD.encode(SigningKey::from_bytes(seed).verifying_key().as_bytes())
}

/// By whose key a parcel is signed; nothing where it is none.
#[must_use]
pub fn sender(parcel: &[u8]) -> Option<String> {
    serde_json::from_slice::<Parcel>(parcel).ok().map(|p| p.key)
}

/// The region as a parcel, signed with the key of `seed`. A pack with faults is not handed on.
///
/// # Errors
/// What is wrong in it.
pub fn export(dir: &Path, slug: &str, seed: &[u8; 32]) -> Result<Vec<u8>, PackErrors> {
    let pack = super::load(dir, slug).map_err(PackErrors::new)?;
    let names = folder::names(dir, slug).map_err(PackErrors::new)?;
    let (base, own) = names.split_first().ok_or_else(|| refused(dir, "no folder", "name a region"))?;
    let layers = own.iter().map(|name| Ok(Layer { folder: name.clone(), files: texts(&dir.join(name))? }));
    let content = Content {
        form: FORM,
        slug: slug.to_owned(),
        edition: pack.region.edition,
        layers: layers.collect::<Result<_, PackErrors>>()?,
        base: print_of(&texts(&dir.join(base))?),
    };
    let key = SigningKey::from_bytes(seed);
    let content = serde_json::to_string(&content).map_err(|e| refused(dir, e.to_string(), "correct the texts"))?;
    let parcel = Parcel {
        signature: STANDARD.encode(key.sign(content.as_bytes()).to_bytes()),
        key: STANDARD.encode(key.verifying_key().as_bytes()),
        content,
    };
    serde_json::to_vec_pretty(&parcel).map_err(|e| refused(dir, e.to_string(), "correct the texts"))
}

/// Puts the region of a parcel in its place, whole or not at all. Of a region that is there already it takes a later edition by the same
/// key; another key has to be named in `trusted`, which is the public key as `terang pack export` shows it.
///
/// # Errors
/// A file that is no parcel, a signature that does not fit, a key that is not trusted, an older edition, or what is wrong in the pack.
pub fn import(dir: &Path, file: &Path, trusted: Option<&str>) -> Result<Brought, PackErrors> {
    let size = fs::metadata(file).map_err(|e| unreadable(file, &e))?.len();
    if size > MOST_BYTES {
        return Err(refused(file, format!("{size} bytes are no parcel"), format!("a parcel has at most {MOST_BYTES} bytes")));
    }
    let bytes = fs::read(file).map_err(|e| unreadable(file, &e))?;
    let (parcel, content) = opened(&bytes).map_err(|what| refused(file, what, "ask its sender for the file again"))?;
    mend(dir)?;
    let place = dir.join(&content.slug);
    let kept = dir.join(KEYS).join(&content.slug);
    let known = fs::read_to_string(&kept).ok();
    match (trusted, known.as_deref().map(str::trim)) {
        (Some(named), _) if named == parcel.key => {}
        (None, Some(known)) if known == parcel.key => {}
        (Some(_), _) | (None, Some(_)) => {
            return Err(refused(
                file,
                format!("it is signed by another key: {}", parcel.key),
                "ask its sender for their key, and name that one",
            ));
        }
        (None, None) => {
            return Err(refused(
                file,
                format!("it is signed by a key that is not known here: {}", parcel.key),
                "compare it with the sender's, and name it with --from",
            ));
        }
    }
    let before = if place.exists() { super::load(dir, &content.slug).ok().map(|pack| pack.region.edition) } else { None };
    if before.is_some_and(|before| before > content.edition) {
        let what = format!("edition {} is older than edition {} which is here", content.edition, before.unwrap_or_default());
        return Err(refused(file, what, "take a later parcel; to go back, put the region's folder back from a copy"));
    }
    if let Some(other) = foreign(dir, &content)? {
        let what = format!("it would put another `{other}` in the place of the one here, which is not its own");
        return Err(refused(file, what, "a shared layer is changed by hand or with `terang pack upgrade`, for all that extend it"));
    }
    put(dir, file, &content)?;
    let write = || -> io::Result<()> {
        fs::create_dir_all(dir.join(KEYS))?;
        fs::write(&kept, &parcel.key)
    };
    write().map_err(|e| unreadable(&kept, &e))?;
    let base = content.layers.first().and_then(|lowest| folder::extends(&dir.join(&lowest.folder)));
    let same_base = match base {
        Some(base) => print_of(&texts(&dir.join(base))?) == content.base,
        None => false,
    };
    Ok(Brought { slug: content.slug, edition: (content.edition, before), key: parcel.key, same_base })
}

/// Where it is kept by whose key a region came.
const KEYS: &str = ".keys";
/// What was there before an import, until the import holds.
const BEFORE: &str = ".before-import";

/// A parcel whose signature fits and whose files have places that a pack can have.
fn opened(bytes: &[u8]) -> Result<(Parcel, Content), String> {
    let parcel: Parcel = serde_json::from_slice(bytes).map_err(|e| format!("this is no parcel: {e}"))?;
    let part = |text: &str| STANDARD.decode(text).map_err(|_| "its key or its signature can't be read".to_owned());
    let key = <[u8; 32]>::try_from(part(&parcel.key)?).map_err(|_| "its key is none".to_owned())?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| "its key is none".to_owned())?;
    let signature = Signature::from_slice(&part(&parcel.signature)?).map_err(|_| "its signature is none".to_owned())?;
    key.verify(parcel.content.as_bytes(), &signature)
        .map_err(|_| "its signature does not fit: somebody changed it, or it is cut off".to_owned())?;
    let content: Content = serde_json::from_str(&parcel.content).map_err(|e| format!("this is no parcel: {e}"))?;
    if content.form != FORM {
        return Err(format!("it has the form {}, and this program knows {FORM}; take a program of its age", content.form));
    }
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let within = |path: &str| {
        Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
            && ([".toml", ".csv", ".typ", ".md"].iter().any(|end| path.ends_with(end)) || path == "logo.svg")
    };
    if content.layers.last().map(|l| l.folder.as_str()) != Some(&content.slug) || content.layers.iter().any(|l| !plain(&l.folder)) {
        return Err("its folders are not those of a region".to_owned());
    }
    match content.layers.iter().flat_map(|l| l.files.keys()).find(|path| !within(path)) {
        Some(path) => Err(format!("`{path}` is no place of a pack's file")),
        None => Ok((parcel, content)),
    }
}

/// A folder below the region that is here already and says something else: the base, another region, or a layer that others share.
/// Whoever is trusted with one region is trusted with no other.
fn foreign(dir: &Path, content: &Content) -> Result<Option<String>, PackErrors> {
    for layer in content.layers.iter().filter(|layer| layer.folder != content.slug) {
        let place = dir.join(&layer.folder);
        if place.exists() && texts(&place)? != layer.files {
            return Ok(Some(layer.folder.clone()));
        }
    }
    Ok(None)
}

/// That an import was broken off: a region may be missing, and the packs don't go live without it.
pub(super) fn broken_off(dir: &Path) -> Option<PackError> {
    let aside = dir.join(BEFORE);
    let what = "an import was broken off before it held";
    aside.exists().then(|| {
        PackError::new(&Origin { file: shown(&aside).into(), line: 1 }, what, "import the parcel again, or move the folders in here back")
    })
}

/// Puts what an import that was broken off had moved aside back in its place.
fn mend(dir: &Path) -> Result<(), PackErrors> {
    let aside = dir.join(BEFORE);
    if !aside.exists() {
        return Ok(());
    }
    let back = || -> io::Result<()> {
        for entry in fs::read_dir(&aside)? {
            let entry = entry?;
            let place = dir.join(entry.file_name());
            if place.exists() {
                fs::remove_dir_all(&place)?;
            }
            fs::rename(entry.path(), place)?;
        }
        fs::remove_dir(&aside)
    };
    back().map_err(|e| unreadable(&aside, &e))
}

/// Writes the folders aside, moves what is there away, puts the new in its place and checks every region; where one does not hold, all is
/// as it was.
fn put(dir: &Path, file: &Path, content: &Content) -> Result<(), PackErrors> {
    let (aside, new) = (dir.join(BEFORE), dir.join(".new-import"));
    let swap = || -> io::Result<()> {
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        for layer in &content.layers {
            for (path, text) in &layer.files {
                let path = new.join(&layer.folder).join(path);
                fs::create_dir_all(path.parent().unwrap_or(&new))?;
                fs::write(path, text)?;
            }
        }
        fs::create_dir_all(&aside)?;
        for layer in &content.layers {
            let place = dir.join(&layer.folder);
            if place.exists() {
                fs::rename(&place, aside.join(&layer.folder))?;
            }
            fs::rename(new.join(&layer.folder), place)?;
        }
        fs::remove_dir(&new)
    };
    let held = swap().map_err(|e| unreadable(dir, &e)).and_then(|()| super::load_every(dir).map(drop));
    match held {
        Ok(()) => fs::remove_dir_all(&aside).map_err(|e| unreadable(&aside, &e)),
        Err(errors) => {
            // A folder that was not there before goes again, the others come back.
            for layer in content.layers.iter().filter(|layer| !aside.join(&layer.folder).exists()) {
                let place = dir.join(&layer.folder);
                if place.exists() {
                    fs::remove_dir_all(&place).map_err(|e| unreadable(file, &e))?;
                }
            }
            mend(dir)?;
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests;
