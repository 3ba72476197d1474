//! Files that show what was done: judged and kept like those of cases, with how a picture looks and the day on which it says it was made.
use super::Performance;
use crate::{Failure, open::Inner};
use bytes::Bytes;
use domain::{
    form::{Field, FileKind, Form, Kind},
    pack::Pack,
    people::AccountId,
    performance::entry::{EntryId, Proof},
    text::Text,
    time::Day,
};
use image::imageops::FilterType;
use std::{
    collections::{BTreeSet, VecDeque},
    sync::PoisonError,
};

/// The most megabytes of a file.
pub(crate) const MOST_MB: u32 = 5;
const SLOT: &str = "proof";

/// What is taken: as a field, so that a log's files are judged as those of cases are.
fn form() -> Form {
    let accept = vec![FileKind::Picture, FileKind::Pdf];
    let kind = Kind::File { most: 1, max_mb: MOST_MB, accept, private: false, signature: false, geotagged: true };
    Form::of_fields(vec![Field::new(SLOT, Text::new("Bukti", "Evidence"), kind)])
}

/// How a picture looks, in 64 bits: whether each of eight by eight places is darker than the one beside it.
pub(crate) fn looks(bytes: &[u8]) -> Option<u64> {
    let small = image::load_from_memory(bytes).ok()?.resize_exact(9, 8, FilterType::Triangle).to_luma8();
    let mut bits = 0u64;
    for y in 0..8 {
        for x in 0..8 {
            let darker = small.get_pixel(x, y).0 < small.get_pixel(x + 1, y).0;
            bits = bits << 1 | u64::from(darker);
        }
    }
    // A plain surface looks like every other one, which says nothing.
    (bits.count_ones() > 4 && bits.count_zeros() > 4).then_some(bits)
}

/// Whose evidence was opened by whom, the newest: for when they judge. A restart forgets it, which accuses nobody by itself.
#[derive(Default)]
pub(crate) struct Opened {
    order: VecDeque<(AccountId, EntryId)>,
    all: BTreeSet<(AccountId, EntryId)>,
}

/// How many are remembered.
const REMEMBERED: usize = 50_000;

impl Opened {
    fn note(&mut self, account: AccountId, entry: EntryId) {
        if self.all.insert((account, entry)) {
            self.order.push_back((account, entry));
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.all.remove(&oldest);
        }
    }

    pub(super) fn has(&self, account: AccountId, entry: EntryId) -> bool {
        self.all.contains(&(account, entry))
    }
}

impl Inner {
    /// Takes a file that shows something.
    pub(crate) async fn take_proof(&self, name: &str, bytes: Bytes) -> Result<Proof, Failure> {
        let document = self.take_file(&form(), SLOT, name, bytes, None).await?;
        let kept = self.bytes_of(&document.hash).await?;
        let picture = document.media.starts_with("image/");
        let looks = if picture {
            tokio::task::spawn_blocking(move || looks(&kept)).await.map_err(|e| Failure::unavailable("look at a picture", &e))?
        } else {
            None
        };
        let made = document.taken.as_ref().and_then(|t| t.at.as_deref()?.get(..10)?.parse::<Day>().ok());
        Ok(Proof { hash: document.hash, name: document.name, media: document.media, size: document.size, looks, made })
    }
}

impl Performance {
    /// A file of an entry, for whoever may see the entry.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn proof(&self, pack: &Pack, visitor: &crate::Visitor, entry: EntryId, hash: &str) -> Result<(Proof, Bytes), Failure> {
        let entry = self.entry(pack, visitor, entry).await?;
        let proof = entry.told.evidence.into_iter().find(|p| p.hash == hash).ok_or(Failure::NotFound)?;
        let bytes = self.0.bytes_of(hash).await?;
        if let Some(account) = visitor.account() {
            self.0.opened.lock().unwrap_or_else(PoisonError::into_inner).note(account, entry.id);
        }
        Ok((proof, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::performance::pattern::looks_like;
    use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
    use std::io::Cursor;

    fn picture(seed: u32, side: u32) -> DynamicImage {
        let shade = |x: u32, y: u32| {
            let (x, y) = (x * 64 / side, y * 64 / side);
            u8::try_from((x * (seed + 3) + y * (seed * 7 + 1) + (x * y * seed) / 16) % 256).unwrap_or(0)
        };
        DynamicImage::ImageRgb8(RgbImage::from_fn(side, side, |x, y| Rgb([shade(x, y); 3])))
    }

    fn bytes(of: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        of.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_saved_again_looks_the_same_and_another_does_not() {
        let one = looks(&bytes(&picture(1, 256), ImageFormat::Png)).unwrap();
        let again = looks(&bytes(&picture(1, 200), ImageFormat::Jpeg)).unwrap();
        assert!(looks_like(one, again), "{one:064b} {again:064b}");
        let other = looks(&bytes(&picture(5, 256), ImageFormat::Png)).unwrap();
        assert!(!looks_like(one, other));
        assert_eq!(looks(&bytes(&DynamicImage::new_rgb8(64, 64), ImageFormat::Png)), None, "a plain surface says nothing");
        assert_eq!(looks(b"no picture"), None);
    }
}
