//! What a page can't show, as it travels to the browser: codes and our own words, never a server's inner text.
use domain::words::Lang;
use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why a server function gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// Not for this person.
    #[error("not allowed")]
    Forbidden,
    /// Not there, or not for this person.
    #[error("not found")]
    NotFound,
    /// The domain refuses.
    #[error("refused")]
    Refused {
        /// In the page's language.
        text: String,
    },
    /// Something of ours failed.
    #[error("try again later")]
    Unavailable {
        /// The log's number.
        incident: String,
    },
    /// The way between browser and server.
    #[error("no connection")]
    Transport,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;
    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Transport
    }
}

impl AppError {
    /// The status of a page that shows it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Refused { .. } => 409,
            Self::Unavailable { .. } | Self::Transport => 503,
        }
    }

    /// What happened and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
        match self {
            Self::SignedOut => {
                say("Masuk dulu untuk membuka halaman ini. Isian Anda tersimpan.", "Sign in to open this page. What you typed is kept.")
            }
            Self::Forbidden => say(
                "Halaman ini hanya untuk petugas yang berwenang. Jika Anda petugas, minta admin memberi jabatan pada akun Anda.",
                "This page is for the officers in charge. If you are one, ask an administrator to give your account its post.",
            ),
            Self::NotFound => say(
                "Periksa lagi alamat atau nomornya. Mungkin ada satu angka yang salah ketik.",
                "Check the address or the number again. One digit may be mistyped.",
            ),
            Self::Refused { text } => text.clone(),
            Self::Unavailable { incident } => say(
                &format!("Ada gangguan di pihak kami. Isian Anda tidak hilang; coba lagi sebentar. Nomor gangguan: {incident}"),
                &format!("Something failed on our side. Nothing you typed is lost; try again shortly. Incident: {incident}"),
            ),
            Self::Transport => {
                say("Sambungan terputus. Coba muat ulang halaman ini.", "The connection was lost. Try to load this page again.")
            }
        }
    }
}

#[cfg(feature = "ssr")]
impl From<engine::Failure> for AppError {
    fn from(failure: engine::Failure) -> Self {
        use engine::Failure;
        match failure {
            Failure::SignedOut => Self::SignedOut,
            Failure::Forbidden => Self::Forbidden,
            Failure::NotFound => Self::NotFound,
            Failure::Unavailable { incident } => Self::Unavailable { incident },
            other => Self::Refused { text: other.text(crate::lang::lang()) },
        }
    }
}
