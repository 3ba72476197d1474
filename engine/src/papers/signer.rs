//! Who signs what was printed. The built-in signer shows that a document came from this server and was not changed; it is
//! not certified by the state. A certified one (BSrE) takes its place through the same trait.
use domain::{pack::Signatory, words::Lang};
use ed25519_dalek::{
    Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey,
    pkcs8::{EncodePublicKey, spki::der::pem::LineEnding},
};

/// A signature could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signer refused: {0}")]
pub struct SignFault(pub String);

/// Signs documents.
pub trait Signer: Send + Sync {
    /// A signature over a digest, in the name of a signatory. It may take seconds where somebody else's server signs.
    ///
    /// # Errors
    /// [`SignFault`] where there is none to be had now.
    fn sign(&self, digest: &[u8; 32], as_whom: Option<&Signatory>) -> Result<Vec<u8>, SignFault>;

    /// Whether a signature is ours over this digest.
    fn verifies(&self, digest: &[u8; 32], signature: &[u8]) -> bool;

    /// The name of the key that signs now, kept beside each signature.
    fn key_name(&self) -> String;

    /// Whether the state stands for the signatures.
    fn certified(&self) -> bool;

    /// What stands on a document and on its verification page.
    fn label(&self, lang: Lang) -> &'static str;

    /// The public key, for whoever wants to check a signature without us; PEM.
    fn public_key(&self) -> String;
}

/// The built-in signer.
pub(crate) struct BuiltIn {
    key: SigningKey,
}

impl BuiltIn {
    pub(crate) fn new(seed: &[u8; 32]) -> Self {
        Self { key: SigningKey::from_bytes(seed) }
    }

    /// The public key as 64 hex digits.
    pub(crate) fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.public().to_bytes()).to_hex().to_string()
    }

    fn public(&self) -> VerifyingKey {
        self.key.verifying_key()
    }
}

impl Signer for BuiltIn {
    fn sign(&self, digest: &[u8; 32], _: Option<&Signatory>) -> Result<Vec<u8>, SignFault> {
        Ok(self.key.sign(digest).to_bytes().to_vec())
    }

    fn verifies(&self, digest: &[u8; 32], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.public().verify(digest, &signature).is_ok())
    }

    fn key_name(&self) -> String {
        let hash = blake3::hash(self.public().as_bytes()).to_hex();
        format!("ed25519:{}", hash.get(..16).unwrap_or_default())
    }

    fn certified(&self) -> bool {
        false
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => "Ditandatangani secara elektronik, belum tersertifikasi",
            Lang::En => "Signed electronically, not certified",
        }
    }

    fn public_key(&self) -> String {
        self.public().to_public_key_pem(LineEnding::LF).unwrap_or_default()
    }
}

/// The signer of another installation, of which only the public key came along: its signatures are checked, and none is made.
pub(crate) struct Former {
    name: String,
    public: VerifyingKey,
}

impl Former {
    /// From a name and a public key as 64 hex digits.
    pub(crate) fn of(name: &str, hex: &str) -> Option<Self> {
        let bytes = blake3::Hash::from_hex(hex).ok()?;
        Some(Self { name: name.to_owned(), public: VerifyingKey::from_bytes(bytes.as_bytes()).ok()? })
    }

    /// The public key as 64 hex digits.
    pub(crate) fn hex(&self) -> String {
        blake3::Hash::from_bytes(self.public.to_bytes()).to_hex().to_string()
    }
}

impl Signer for Former {
    fn sign(&self, _: &[u8; 32], _: Option<&Signatory>) -> Result<Vec<u8>, SignFault> {
        Err(SignFault("this key is another installation's".to_owned()))
    }

    fn verifies(&self, digest: &[u8; 32], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.public.verify(digest, &signature).is_ok())
    }

    fn key_name(&self) -> String {
        self.name.clone()
    }

    fn certified(&self) -> bool {
        false
    }

    fn label(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => "Ditandatangani secara elektronik, belum tersertifikasi",
            Lang::En => "Signed electronically, not certified",
        }
    }

    fn public_key(&self) -> String {
        self.public.to_public_key_pem(LineEnding::LF).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{BuiltIn, Signer};
    use ed25519_dalek::{Signature, Verifier, VerifyingKey, pkcs8::DecodePublicKey};

    #[test]
    fn a_signature_is_checked_with_the_public_key_alone() {
        let signer = BuiltIn::new(&[7; 32]);
        let signature = signer.sign(&[1; 32], None).unwrap();
        let public = VerifyingKey::from_public_key_pem(&signer.public_key()).unwrap();
        assert!(public.verify(&[1; 32], &Signature::from_slice(&signature).unwrap()).is_ok());
        assert!(signer.verifies(&[1; 32], &signature));
        assert!(!signer.verifies(&[2; 32], &signature), "another document");
        assert!(!BuiltIn::new(&[8; 32]).verifies(&[1; 32], &signature), "another key");
        assert!(!signer.verifies(&[1; 32], b"short"));
    }
}
