//! What a use case can answer instead of a result, each with what the person should do next.
use domain::{
    case::Refusal,
    form::{Fault, Problem},
    text::Text,
    words::Lang,
};
use std::sync::atomic::{AtomicU64, Ordering};
use store::StoreError;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Failure {
    /// Nobody is signed in, or the session is over.
    SignedOut,
    /// The person's posts don't allow it.
    Forbidden,
    /// It isn't there, or not for this person: the answer is the same.
    NotFound,
    /// Wrong login or password.
    WrongCredentials,
    /// The account has a second factor, and it is missing or wrong.
    OtpNeeded,
    /// Wrong, used or expired code.
    WrongCode,
    /// The login has an account already.
    Taken,
    /// The domain refuses.
    Refused(Refusal),
    /// What was typed needs mending.
    Invalid {
        /// What and where.
        problems: Vec<Problem>,
    },
    /// The file is too big.
    TooLarge {
        /// Most megabytes.
        most_mb: u32,
    },
    /// Not a kind of file that is taken here.
    WrongKind,
    /// The file can't be read.
    BrokenFile,
    /// Too many files.
    TooManyFiles {
        /// The most.
        most: u32,
    },
    /// More signals of a source at once, or things of it in all, than are kept.
    TooManySignals {
        /// The most.
        most: u32,
    },
    /// Too often.
    TooManyRequests,
    /// A file that is on record is not in the store any more; the log has the same number.
    Lost {
        /// The number.
        incident: String,
    },
    /// Something of ours failed; the log has the same number.
    Unavailable {
        /// The number.
        incident: String,
    },
}

static INCIDENTS: AtomicU64 = AtomicU64::new(1);

/// A number that the log and the person who meets the failure both have.
fn incident() -> String {
    format!("T{:x}-{:x}", std::process::id(), INCIDENTS.fetch_add(1, Ordering::Relaxed))
}

impl Failure {
    /// Something of ours failed: logged here, once, with the number that the person sees.
    pub fn unavailable(doing: &str, detail: &dyn std::fmt::Display) -> Self {
        let incident = incident();
        tracing::error!(%incident, doing, %detail, "a use case failed");
        Self::Unavailable { incident }
    }

    /// A file that is on record is gone. Its hash is in the log, so that it can be looked for in copies of the store.
    pub(crate) fn lost(hash: &str) -> Self {
        let incident = incident();
        tracing::error!(%incident, hash, "a file that is on record is not in the store");
        Self::Lost { incident }
    }

    /// One box needs mending.
    #[must_use]
    pub fn wrong(path: &str, label: Text, fault: Fault) -> Self {
        Self::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault }] }
    }

    /// A stable code for the API, the log and tests.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::WrongCredentials => "wrong_credentials",
            Self::OtpNeeded => "otp_needed",
            Self::WrongCode => "wrong_code",
            Self::Taken => "taken",
            Self::Refused(refusal) => refusal.code(),
            Self::Invalid { .. } => "invalid",
            Self::TooLarge { .. } => "too_large",
            Self::WrongKind => "wrong_kind",
            Self::BrokenFile => "broken_file",
            Self::TooManyFiles { .. } => "too_many_files",
            Self::TooManySignals { .. } => "too_many_signals",
            Self::TooManyRequests => "too_many_requests",
            Self::Lost { .. } => "lost",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    /// The same, with each thing that is wrong where there are several: for a line of a table, which has no boxes to point at.
    #[must_use]
    pub fn whole_text(&self, lang: Lang) -> String {
        match self {
            Self::Invalid { problems } | Self::Refused(Refusal::Invalid { problems }) => {
                problems.iter().map(|p| p.line(lang)).collect::<Vec<_>>().join("; ")
            }
            other => other.text(lang),
        }
    }

    /// The HTTP status that fits.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut | Self::WrongCredentials | Self::OtpNeeded => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Taken => 409,
            Self::Refused(Refusal::Stale { .. }) => 409,
            Self::Refused(Refusal::NotYourRole { .. } | Refusal::OwnCase | Refusal::ConsecutiveStage | Refusal::Recused) => 403,
            Self::Refused(Refusal::BrokenRule { .. }) => 500,
            Self::Refused(_)
            | Self::Invalid { .. }
            | Self::WrongKind
            | Self::BrokenFile
            | Self::TooManyFiles { .. }
            | Self::TooManySignals { .. }
            | Self::WrongCode => 422,
            Self::Lost { .. } => 410,
            Self::TooLarge { .. } => 413,
            Self::TooManyRequests => 429,
            Self::Unavailable { .. } => 503,
        }
    }

    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
        match self {
            Self::SignedOut => say(
                "Anda sudah lama tidak aktif, jadi kami mengunci halaman ini. Isian Anda tersimpan. Masuk untuk melanjutkan",
                "You were away for a while, so we locked this page. What you typed is kept. Sign in to go on",
            ),
            Self::Forbidden => say("Halaman ini hanya untuk petugas yang berwenang", "This page is for the officers in charge"),
            Self::NotFound => say(
                "Tidak ditemukan. Periksa lagi nomor dan kode rahasia pada tanda terima",
                "Not found. Check the number and the secret code on the receipt",
            ),
            Self::WrongCredentials => say(
                "Surel, nomor telepon, atau kata sandi tidak cocok. Coba lagi",
                "The e-mail, phone number or password does not match. Try again",
            ),
            Self::OtpNeeded => say("Isi enam angka dari aplikasi pengaman Anda", "Enter the six digits from your authenticator app"),
            Self::WrongCode => {
                say("Kode tidak cocok atau sudah lewat waktu. Minta kode baru", "The code does not match or is too old. Ask for a new one")
            }
            Self::Taken => {
                say("Surel atau nomor ini sudah punya akun. Silakan masuk", "This e-mail or number has an account already. Please sign in")
            }
            Self::Refused(refusal) => refusal.text(lang),
            Self::Invalid { problems } => {
                say(&format!("Ada {} yang perlu diperbaiki", problems.len()), &format!("{} to mend", problems.len()))
            }
            Self::TooLarge { most_mb } => say(
                &format!("Berkas terlalu besar. Paling besar {most_mb} MB; foto ulang dengan ukuran lebih kecil"),
                &format!("The file is too big. At most {most_mb} MB; take a smaller picture"),
            ),
            Self::WrongKind => say(
                "Jenis berkas ini tidak bisa diterima. Kirim foto (JPG, PNG) atau PDF",
                "This kind of file is not taken. Send a picture (JPG, PNG) or a PDF",
            ),
            Self::BrokenFile => say(
                "Berkas ini rusak dan tidak bisa dibuka. Foto atau simpan ulang, lalu kirim lagi",
                "This file is broken and can't be opened. Take or save it again, then send it",
            ),
            Self::TooManyFiles { most } => say(
                &format!("Paling banyak {most} berkas di bagian ini. Hapus satu dulu"),
                &format!("At most {most} file(s) here. Remove one first"),
            ),
            Self::TooManySignals { most } => say(
                &format!("Paling banyak {most}. Kirim dalam beberapa bagian, atau hentikan alat yang tidak dipakai lagi"),
                &format!("At most {most}. Send them in several parts, or stop what is no longer used"),
            ),
            Self::TooManyRequests => {
                say("Terlalu banyak percobaan. Tunggu sebentar lalu coba lagi", "Too many tries. Wait a little and try again")
            }
            Self::Lost { incident } => say(
                &format!(
                    "Berkas ini tercatat, tetapi tidak ada lagi di penyimpanan. Beri tahu pengelola dengan nomor {incident}; yang mengunggahnya dapat menyertakannya lagi"
                ),
                &format!(
                    "This file is on record, but it is not in the store any more. Tell the administrator the number {incident}; whoever sent it can attach it again"
                ),
            ),
            Self::Unavailable { incident } => say(
                &format!("Ada gangguan di pihak kami. Isian Anda tidak hilang; coba lagi sebentar. Nomor gangguan: {incident}"),
                &format!("Something failed on our side. Nothing you typed is lost; try again shortly. Incident: {incident}"),
            ),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Conflict => Self::Refused(Refusal::Stale { seen: 0, now: 0 }),
            StoreError::Duplicate { what: "login" } => Self::Taken,
            StoreError::Duplicate { what } => Self::unavailable("store", &format!("{what} is there already")),
            StoreError::Failed { source, .. } => Self::unavailable(&error.to_string(), source),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid { problems } => Self::Invalid { problems },
            other => Self::Refused(other),
        }
    }
}

/// A fault in words of its own, which no regulation gives.
pub(crate) fn rule(id: &str, en: &str) -> Fault {
    Fault::Rule { text: Text::new(id, en), legal_base: None }
}
