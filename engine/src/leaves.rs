//! Papers as pictures: an officer turns, enlarges and compares what strangers sent, page by page, and their browser opens the
//! file itself only where they ask for it. The engine knows the need alone; what draws lives with the server (`docs/decisions/0024`).
use crate::{Failure, Files, Visitor};
use bytes::Bytes;
use domain::{number::CaseNumber, pack::Pack};
use futures::future::BoxFuture;

/// The narrowest and the widest leaf that is drawn, in pixels.
pub const WIDTHS: (u32, u32) = (200, 3_000);

/// By how many quarters a page is turned, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// As it lies in the paper.
    #[default]
    None,
    /// One.
    Quarter,
    /// Upside down.
    Half,
    /// Three.
    ThreeQuarters,
}

impl Turn {
    /// From degrees; anything but whole quarters is no turn.
    #[must_use]
    pub const fn from_degrees(degrees: u32) -> Self {
        match degrees % 360 {
            90 => Self::Quarter,
            180 => Self::Half,
            270 => Self::ThreeQuarters,
            _ => Self::None,
        }
    }

    /// In degrees.
    #[must_use]
    pub const fn degrees(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }
}

/// Which page of a paper, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafAsked {
    /// Counted from 1.
    pub page: u32,
    /// Pixels across after turning; brought within [`WIDTHS`].
    pub width: u32,
    /// How it is turned.
    pub turn: Turn,
}

/// A page as a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The media type.
    pub media: &'static str,
    /// The picture.
    pub bytes: Bytes,
}

/// Why a page can't be shown as a picture; the paper itself is as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeafFault {
    /// Broken, locked with a password, or nothing that can be drawn.
    #[error("the paper can't be drawn")]
    Unreadable,
    /// It has fewer pages.
    #[error("the paper has no such page")]
    NoSuchPage,
    /// It takes more time or memory than a page may.
    #[error("the page takes too much to draw")]
    TooMuch,
    /// Too many are being drawn.
    #[error("too many pages are being drawn")]
    Busy,
    /// Something of ours failed.
    #[error("drawing failed: {0}")]
    Failed(String),
}

/// Draws pages of papers.
pub trait Lens: Send + Sync {
    /// How many pages a file of this media type has.
    ///
    /// # Errors
    /// [`LeafFault`].
    fn pages(&self, file: Bytes, media: &str) -> BoxFuture<'_, Result<u32, LeafFault>>;

    /// One of them.
    ///
    /// # Errors
    /// [`LeafFault`].
    fn leaf(&self, file: Bytes, media: &str, asked: LeafAsked) -> BoxFuture<'_, Result<Leaf, LeafFault>>;
}

impl Files {
    /// How many pages a paper of a case has, or why they can't be drawn; who may see it and what is recorded is as for
    /// [`Files::of_case`].
    ///
    /// # Errors
    /// As [`Files::of_case`]; [`Failure::Unavailable`] where what failed is ours, which is nothing to reproach the paper with.
    pub async fn leaves(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, hash: &str) -> Result<Result<u32, LeafFault>, Failure> {
        let (document, bytes) = self.of_case(pack, visitor, number, hash).await?;
        match self.0.lens.pages(bytes, &document.media).await {
            Err(fault @ LeafFault::Failed(_)) => Err(Failure::unavailable("count pages", &fault)),
            counted => Ok(counted),
        }
    }

    /// One page of it.
    ///
    /// # Errors
    /// As [`Files::of_case`]; [`Failure::BrokenFile`] where it can't be drawn, [`Failure::NotFound`] for a page that is not there,
    /// [`Failure::TooManyRequests`].
    pub async fn leaf(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, hash: &str, asked: LeafAsked) -> Result<Leaf, Failure> {
        let (document, bytes) = self.of_case(pack, visitor, number, hash).await?;
        let width = asked.width.clamp(WIDTHS.0, WIDTHS.1);
        let drawn = self.0.lens.leaf(bytes, &document.media, LeafAsked { width, ..asked }).await;
        drawn.map_err(|fault| failure(&fault))
    }
}

/// What whoever asked for a page is told.
pub(crate) fn failure(fault: &LeafFault) -> Failure {
    match fault {
        LeafFault::Unreadable | LeafFault::TooMuch => Failure::BrokenFile,
        LeafFault::NoSuchPage => Failure::NotFound,
        LeafFault::Busy => Failure::TooManyRequests,
        LeafFault::Failed(_) => Failure::unavailable("draw a page", fault),
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;

    #[test]
    fn a_turn_is_a_whole_quarter() {
        for degrees in [0, 90, 180, 270] {
            assert_eq!(Turn::from_degrees(degrees).degrees(), degrees);
        }
        assert_eq!((Turn::from_degrees(450), Turn::from_degrees(45)), (Turn::Quarter, Turn::None));
    }
}
