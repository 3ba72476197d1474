//! Files: judged by their content, pictures shrunk, named by their hash, readable by whom the case is.
mod taken;

use crate::{Drafts, Failure, Standing, Visitor, open::Inner};
use bytes::Bytes;
use domain::{
    case::CaseState,
    form::{Document, FileKind, Form, Kind},
    number::CaseNumber,
    pack::Pack,
};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};
use object_store::{ObjectStoreExt, path::Path};
use std::{io::Cursor, sync::Arc};
use uuid::Uuid;

/// Longest side of a kept picture, in pixels: a page of A4 stays readable.
const SIDE: u32 = 2000;
/// Pictures up to this size that are small enough are kept as they are.
const SMALL: usize = 700_000;
/// Most pixels a side that is decoded at all, so that a picture of a few bytes can't fill memory.
const DECODED: u32 = 20_000;

/// Files.
#[derive(Clone)]
pub struct Files(pub(crate) Arc<Inner>);

impl Files {
    /// A file of a case, for its owner and for officers. One that shows personal data is opened by whoever holds the case
    /// alone, and that they did is an event.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Refused`] for a private file and an officer who does not hold the case.
    pub async fn of_case(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, hash: &str) -> Result<(Document, Bytes), Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let standing = self.0.standing(pack, visitor, &stored.state).await?;
        if standing == Standing::Public {
            return Err(Failure::NotFound);
        }
        let CaseState { documents, papers, .. } = &stored.state;
        let same: Vec<&Document> = documents.0.iter().chain(&papers.0).filter(|d| d.hash == hash).collect();
        // What stands in an open box too is no secret any more.
        let private = |d: &&Document| pack.shows_personal_data(&stored.state, &d.slot);
        if standing == Standing::Officer
            && same.iter().all(private)
            && let Some(first) = same.first()
        {
            self.0.looked_at(pack, visitor, &stored.state, &first.slot).await?;
        }
        let document = same.first().ok_or(Failure::NotFound)?;
        self.0.read_file((*document).clone()).await
    }

    /// A file of a draft, for its owner.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn of_draft(&self, pack: &Pack, visitor: &Visitor, draft: Uuid, hash: &str) -> Result<(Document, Bytes), Failure> {
        let draft = Drafts(self.0.clone()).load(pack, visitor, draft).await?;
        let document = draft.documents.0.into_iter().find(|d| d.hash == hash).ok_or(Failure::NotFound)?;
        self.0.read_file(document).await
    }
}

pub(crate) fn place(hash: &str) -> Path {
    let (head, tail) = hash.split_at_checked(2).unwrap_or((hash, ""));
    Path::from_iter([head, tail])
}

/// The media type by the first bytes; never by the name.
fn media(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ if head.windows(5).any(|w| w == b"%PDF-") => Some("application/pdf"),
        _ => None,
    }
}

/// A PDF whose end is missing was cut off on its way.
fn is_whole_pdf(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or(bytes);
    tail.windows(5).any(|w| w == b"%%EOF")
}

/// Decodes a picture, turns it as it was held, and shrinks what is bigger than needed; what was in it besides pixels (place,
/// device) is left out.
fn picture(bytes: Bytes, format: ImageFormat) -> Option<(Bytes, &'static str)> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(DECODED);
    limits.max_image_height = Some(DECODED);
    limits.max_alloc = Some(512 * 1024 * 1024);
    let mut reader = ImageReader::with_format(Cursor::new(&bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut decoded = DynamicImage::from_decoder(decoder).ok()?;
    decoded.apply_orientation(held);
    let big = decoded.width().max(decoded.height()) > SIDE;
    if !big && bytes.len() <= SMALL && format == ImageFormat::Png {
        return Some((bytes, "image/png"));
    }
    let smaller = if big { decoded.thumbnail(SIDE, SIDE) } else { decoded };
    let mut out = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 82);
    smaller.to_rgb8().write_with_encoder(encoder).ok()?;
    Some((out.into(), "image/jpeg"))
}

/// A name without path, control characters or quotes, of at most 120 characters.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '"' | '<' | '>' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .take(120)
        .collect();
    if kept.trim().is_empty() { "berkas".to_owned() } else { kept }
}

impl Inner {
    /// Takes a file for a form's field: judged, shrunk, stored. `device` is where the device said it was as the file was chosen.
    pub(crate) async fn take_file(
        &self,
        form: &Form,
        slot: &str,
        name: &str,
        bytes: Bytes,
        device: Option<&str>,
    ) -> Result<Document, Failure> {
        let Some(Kind::File { max_mb, accept, geotagged, .. }) = form.field(slot).map(|f| &f.kind) else { return Err(Failure::NotFound) };
        let media = media(&bytes).filter(|m| accept.iter().any(|k| k.media().contains(m))).ok_or(Failure::WrongKind)?;
        let says = geotagged.then(|| taken::with_device(taken::taken(&bytes), device)).flatten();
        let (bytes, media) = if FileKind::Picture.media().contains(&media) {
            let format = match media {
                "image/png" => ImageFormat::Png,
                "image/webp" => ImageFormat::WebP,
                _ => ImageFormat::Jpeg,
            };
            let done = tokio::task::spawn_blocking(move || picture(bytes, format))
                .await
                .map_err(|e| Failure::unavailable("shrink a picture", &e))?;
            done.ok_or(Failure::BrokenFile)?
        } else if is_whole_pdf(&bytes) {
            (bytes, media)
        } else {
            return Err(Failure::BrokenFile);
        };
        // A picture is judged by what is kept of it: whoever runs no scripts sends what the camera made.
        if bytes.len() > *max_mb as usize * 1_000_000 {
            return Err(Failure::TooLarge { most_mb: *max_mb });
        }
        Ok(Document { taken: says, ..self.keep_file(slot, name, media, bytes).await? })
    }

    pub(crate) async fn keep_file(&self, slot: &str, name: &str, media: &str, bytes: Bytes) -> Result<Document, Failure> {
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.store.put(&place(&hash), bytes.into()).await.map_err(|e| Failure::unavailable("keep a file", &e))?;
        Ok(Document { slot: slot.to_owned(), hash, name: clean(name), media: media.to_owned(), size, at: self.now(), taken: None })
    }

    pub(crate) async fn read_file(&self, document: Document) -> Result<(Document, Bytes), Failure> {
        let bytes = self.bytes_of(&document.hash).await?;
        Ok((document, bytes))
    }

    /// What is in the file with this hash.
    pub(crate) async fn bytes_of(&self, hash: &str) -> Result<Bytes, Failure> {
        let found = self.store.get(&place(hash)).await.map_err(|e| match e {
            object_store::Error::NotFound { .. } => Failure::lost(hash),
            other => Failure::unavailable("read a file", &other),
        })?;
        found.bytes().await.map_err(|e| Failure::unavailable("read a file", &e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_judged_by_content() {
        assert_eq!(media(b"%PDF-1.7\n..."), Some("application/pdf"));
        assert_eq!(media(b"PK\x03\x04 a zip called surat.pdf"), None);
        assert_eq!(media(&[0xff, 0xd8, 0xff, 0xe0]), Some("image/jpeg"));
        assert!(!is_whole_pdf(b"%PDF-1.7 cut off"));
        assert_eq!(picture(Bytes::from_static(&[0xff, 0xd8, 0xff, 0xe0, 0, 1, 2]), ImageFormat::Jpeg), None);
    }

    #[test]
    fn big_pictures_are_shrunk() {
        let mut big = Vec::new();
        image::RgbImage::new(4200, 100).write_to(&mut Cursor::new(&mut big), ImageFormat::Png).unwrap();
        let (bytes, media) = picture(big.into(), ImageFormat::Png).unwrap();
        let size = ImageReader::with_format(Cursor::new(&bytes), ImageFormat::Jpeg).into_dimensions().unwrap();
        assert_eq!((media, size.0), ("image/jpeg", SIDE));
    }

    /// A JPEG with the mark of a camera that was held upright: to be turned by a quarter.
    fn held_upright() -> Vec<u8> {
        let mut flat = Vec::new();
        image::RgbImage::new(60, 20).write_to(&mut Cursor::new(&mut flat), ImageFormat::Jpeg).unwrap();
        let mut mark = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        mark.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0");
        [&flat[..2], &mark, &flat[2..]].concat()
    }

    #[test]
    fn a_picture_is_turned_as_it_was_held_and_says_no_more_of_the_device() {
        let (bytes, _) = picture(held_upright().into(), ImageFormat::Jpeg).unwrap();
        let size = ImageReader::with_format(Cursor::new(&bytes), ImageFormat::Jpeg).into_dimensions().unwrap();
        assert_eq!(size, (20, 60));
        assert!(!bytes.windows(4).any(|w| w == b"Exif"));
    }

    #[test]
    fn names_lose_their_tricks() {
        assert_eq!(clean("../../etc/pass\u{202e}wd\".pdf"), "passwd.pdf");
        assert_eq!(clean("\n"), "berkas");
    }
}
