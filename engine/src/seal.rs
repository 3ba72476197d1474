//! Personal data at rest: sealed answers, keyed hashes, and the codes that are derived instead of stored.
//!
//! XChaCha20-Poly1305 with a nonce that is a keyed hash of place and text (a synthetic nonce): the same answer at the
//! same place seals to the same text, nothing about two places can be compared, and no random number is needed.
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{
    email::Email,
    form::{Answer, Answers, Field, Form, Kind},
    nik::Nik,
    npwp::Npwp,
    number::{CaseSecret, ResumeCode},
    phone::Phone,
    point::Point,
    region::RegionCode,
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{PoisonError, RwLock},
};
use uuid::Uuid;

const MARK: &str = "terang-sealed:1:";
/// Where public keys of signers elsewhere are kept, a name and a key a line.
const SIGNERS: &str = "signers.txt";

/// The installation's key and those of its regions. A region's own is drawn from the installation's, so that a region can go elsewhere
/// with its key and no other region's; one that came from elsewhere has a file of its own. A data folder from before there were keys of
/// regions has no folder for them: there all regions share one.
pub(crate) struct Keys {
    installation: [u8; 32],
    shared: bool,
    brought: RwLock<BTreeMap<String, [u8; 32]>>,
    folder: PathBuf,
}

impl Keys {
    /// The keys of a data folder, with the installation's, which was `made` now or before.
    pub(crate) fn open(data: &Path, installation: [u8; 32], made: bool) -> io::Result<Self> {
        let folder = data.join("keys");
        if made {
            fs::create_dir_all(&folder)?;
        }
        let shared = !folder.is_dir();
        let mut brought = BTreeMap::new();
        for entry in if shared { None } else { Some(fs::read_dir(&folder)?) }.into_iter().flatten() {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "key")
                && let Some(region) = path.file_stem().and_then(|name| name.to_str())
            {
                let key = fs::read(&path)?.try_into().map_err(|_| io::Error::other("the key of a region is not 32 bytes long"))?;
                brought.insert(region.to_owned(), key);
            }
        }
        Ok(Self { installation, shared, brought: RwLock::new(brought), folder })
    }

    /// What seals the data of a region.
    pub(crate) fn of(&self, region: &RegionCode) -> Seal {
        Seal::new(self.key(region))
    }

    /// What seals what belongs to no region, or lives for minutes.
    pub(crate) fn installation(&self) -> Seal {
        Seal::new(self.installation)
    }

    /// A region's key, to go with it.
    pub(crate) fn key(&self, region: &RegionCode) -> [u8; 32] {
        let brought = self.brought.read().unwrap_or_else(PoisonError::into_inner).get(region.as_str()).copied();
        brought.unwrap_or_else(|| match self.shared {
            true => self.installation,
            false => *blake3::keyed_hash(&self.installation, format!("region {region}").as_bytes()).as_bytes(),
        })
    }

    /// Whether regions have keys of their own here.
    pub(crate) const fn are_apart(&self) -> bool {
        !self.shared
    }

    /// The public keys of signers elsewhere, by name, as 64 hex digits.
    pub(crate) fn signers(&self) -> Vec<(String, String)> {
        let text = fs::read_to_string(self.folder.join(SIGNERS)).unwrap_or_default();
        text.lines().filter_map(|line| line.split_once(' ')).map(|(name, hex)| (name.to_owned(), hex.to_owned())).collect()
    }

    /// Keeps one of them.
    pub(crate) fn keep_signer(&self, name: &str, hex: &str) -> io::Result<()> {
        if name.contains(char::is_whitespace) || self.signers().iter().any(|(known, _)| known == name) {
            return Ok(());
        }
        let mut file = fs::OpenOptions::new().append(true).create(true).open(self.folder.join(SIGNERS))?;
        io::Write::write_all(&mut file, format!("{name} {hex}\n").as_bytes())?;
        file.sync_all()
    }

    /// Keeps the key of a region that came from elsewhere, readable by its owner alone.
    pub(crate) fn bring(&self, region: &RegionCode, key: [u8; 32]) -> io::Result<()> {
        let (path, new) = (self.folder.join(format!("{region}.key")), self.folder.join(format!("{region}.key.new")));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new)?;
        io::Write::write_all(&mut file, &key)?;
        file.sync_all()?;
        fs::rename(new, path)?;
        self.brought.write().unwrap_or_else(PoisonError::into_inner).insert(region.as_str().to_owned(), key);
        Ok(())
    }
}

/// What seals with one key.
#[derive(Clone)]
pub(crate) struct Seal {
    key: [u8; 32],
}

impl Seal {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    fn derived(&self, what: &str) -> [u8; 32] {
        *blake3::keyed_hash(&self.key, what.as_bytes()).as_bytes()
    }

    /// A keyed hash, for looking up what must not be readable.
    pub(crate) fn hash(&self, what: &str, text: &str) -> Vec<u8> {
        blake3::keyed_hash(&self.derived(what), text.as_bytes()).as_bytes().to_vec()
    }

    fn of<const N: usize>(&self, what: &str, id: Uuid) -> [u8; N] {
        let hash = blake3::keyed_hash(&self.derived(what), id.as_bytes());
        let mut out = [0; N];
        out.iter_mut().zip(hash.as_bytes()).for_each(|(o, h)| *o = *h);
        out
    }

    /// The id that a name has here and nowhere else: the same name, the same id.
    pub(crate) fn id(&self, what: &str, name: &str) -> Uuid {
        let hash = self.hash(what, name);
        uuid::Builder::from_random_bytes(std::array::from_fn(|i| hash.get(i).copied().unwrap_or(0))).into_uuid()
    }

    /// The code that opens a draft on another device.
    pub(crate) fn resume_code(&self, draft: Uuid) -> ResumeCode {
        ResumeCode::from_random(self.of("resume code", draft))
    }

    /// The secret on a case's receipt.
    pub(crate) fn case_secret(&self, case: Uuid) -> CaseSecret {
        CaseSecret::from_random(self.of("case secret", case))
    }

    /// Seals one text for one place.
    pub(crate) fn seal(&self, place: &str, text: &str) -> String {
        let key = self.derived("seal");
        let mut hasher = blake3::Hasher::new_keyed(&self.derived("nonce"));
        hasher.update(place.as_bytes()).update(&[0]).update(text.as_bytes());
        let hash = hasher.finalize();
        let nonce = &hash.as_bytes()[..24];
        let cipher = XChaCha20Poly1305::new(&key.into());
        // Sealing fails only for texts of many gigabytes; such a one is dropped rather than kept readable.
        let sealed = cipher.encrypt(XNonce::from_slice(nonce), Payload { msg: text.as_bytes(), aad: place.as_bytes() }).unwrap_or_default();
        format!("{MARK}{}", STANDARD_NO_PAD.encode([nonce, &sealed].concat()))
    }

    /// A sealed text without its mark, where nothing else can stand.
    pub(crate) fn seal_bare(&self, place: &str, text: &str) -> String {
        self.seal(place, text).split_off(MARK.len())
    }

    /// Opens it; a broken one, or one of another place, is none.
    pub(crate) fn open_bare(&self, place: &str, code: &str) -> Option<String> {
        Some(self.open(place, &format!("{MARK}{code}"))).filter(|text| !text.is_empty())
    }

    /// Opens a text sealed for a place; a text that is not sealed comes back as it is, a broken one as nothing.
    pub(crate) fn open(&self, place: &str, text: &str) -> String {
        let Some(coded) = text.strip_prefix(MARK) else { return text.to_owned() };
        let open = || {
            let bytes = STANDARD_NO_PAD.decode(coded).ok()?;
            let (nonce, sealed) = bytes.split_at_checked(24)?;
            let cipher = XChaCha20Poly1305::new(&self.derived("seal").into());
            let plain = cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: place.as_bytes() }).ok()?;
            String::from_utf8(plain).ok()
        };
        open().unwrap_or_default()
    }

    fn each(form: &Form, answers: &Answers, change: impl Fn(&Field, &str) -> String) -> Answers {
        let mut changed = answers.clone();
        for field in form.fields().filter(|f| f.is_sealed()) {
            if let Some(Answer::Text(text)) = changed.0.get_mut(&field.key)
                && !text.is_empty()
            {
                *text = change(field, text);
            }
        }
        changed
    }

    /// The answers with the private ones sealed.
    pub(crate) fn seal_answers(&self, id: Uuid, form: &Form, answers: &Answers) -> Answers {
        Self::each(form, answers, |f, t| if t.starts_with(MARK) { t.to_owned() } else { self.seal(&format!("{id}/{}", f.key), t) })
    }

    /// The answers as they were typed.
    pub(crate) fn open_answers(&self, id: Uuid, form: &Form, answers: &Answers) -> Answers {
        Self::each(form, answers, |f, t| self.open(&format!("{id}/{}", f.key), t))
    }

    /// The answers with the private ones masked.
    pub(crate) fn mask_answers(&self, id: Uuid, form: &Form, answers: &Answers) -> Answers {
        Self::each(form, answers, |f, t| mask(&f.kind, &self.open(&format!("{id}/{}", f.key), t)))
    }
}

/// A private answer with what identifies hidden.
pub(crate) fn mask(kind: &Kind, text: &str) -> String {
    let hidden = || {
        let shown: String = text.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
        if text.chars().count() > 5 { format!("•••••{shown}") } else { "•••••".to_owned() }
    };
    match kind {
        Kind::Nik => Nik::parse(text).map_or_else(|_| hidden(), |n| n.masked()),
        Kind::Npwp => Npwp::parse(text).map_or_else(|_| hidden(), |n| n.masked()),
        Kind::Phone => Phone::parse(text).map_or_else(|_| hidden(), |p| p.masked()),
        Kind::Email => Email::parse(text).map_or_else(|_| hidden(), |e| e.masked()),
        Kind::HomeAddress => "•••••".to_owned(),
        // A kilometre: enough to see whether somebody was in the right part of the town.
        Kind::Point { .. } => text.parse::<Point>().map_or_else(|_| hidden(), Point::roughly),
        _ => hidden(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_only_at_its_place_and_with_its_key() {
        let seal = Seal::new([7; 32]);
        let sealed = seal.seal("a/nik", "9999010101900001");
        assert!(!sealed.contains("9999"));
        assert_eq!(seal.open("a/nik", &sealed), "9999010101900001");
        assert_eq!(seal.open("b/nik", &sealed), "");
        assert_eq!(Seal::new([8; 32]).open("a/nik", &sealed), "");
        assert_ne!(seal.seal("b/nik", "9999010101900001"), sealed);
    }
}
