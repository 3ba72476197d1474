//! Draws a page of a paper as a picture. What is drawn comes from strangers, so this runs in a process of its own that may die
//! of it; see the server's `leaves`.
use engine::leaves::{LeafAsked, LeafFault, Turn};
use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{Pdf, page::Page},
    render,
    vello_cpu::color::palette::css::WHITE,
};
use image::{
    DynamicImage, ImageReader, Limits, Rgb, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType as PngFilter, PngEncoder},
    },
    imageops::FilterType,
};
use std::io::Cursor;

/// Most pixels of a leaf: a page that is a hundred times as tall as wide stays within memory.
const PIXELS: f32 = 16_000_000.0;
/// A drawing above this many bytes is a scan, which is far smaller as JPEG; below, letters stay sharp.
const DRAWING: usize = 400_000;
const QUALITY: u8 = 82;

/// How many pages it has; a picture has one.
///
/// # Errors
/// [`LeafFault::Unreadable`].
pub fn pages(file: Vec<u8>, media: &str) -> Result<u32, LeafFault> {
    let count = match is_pdf(media) {
        true => open(file)?.pages().len(),
        false => reader(&file)?.into_dimensions().map(|_| 1).map_err(|_| LeafFault::Unreadable)?,
    };
    u32::try_from(count).ok().filter(|count| *count > 0).ok_or(LeafFault::Unreadable)
}

/// The page as a picture, and its media type.
///
/// # Errors
/// [`LeafFault::Unreadable`], [`LeafFault::NoSuchPage`].
pub fn leaf(file: Vec<u8>, media: &str, asked: LeafAsked) -> Result<(&'static str, Vec<u8>), LeafFault> {
    if is_pdf(media) {
        let pdf = open(file)?;
        let at = usize::try_from(asked.page).ok().and_then(|page| page.checked_sub(1));
        let page = at.and_then(|at| pdf.pages().get(at)).ok_or(LeafFault::NoSuchPage)?;
        let drawn = turned(drawn(page, asked)?.into(), asked.turn);
        let exact = exact(in_grey(&drawn).as_ref().unwrap_or(&drawn))?;
        if exact.len() <= DRAWING { Ok(("image/png", exact)) } else { Ok(("image/jpeg", photograph(&drawn)?)) }
    } else if asked.page == 1 {
        let turned = turned(picture(&file)?, asked.turn);
        // A picture is never drawn larger than it came: the browser does that as well.
        let fitting = match turned.width() > asked.width {
            true => turned.resize(asked.width, u32::MAX, FilterType::Triangle),
            false => turned,
        };
        Ok(("image/jpeg", photograph(&fitting)?))
    } else {
        Err(LeafFault::NoSuchPage)
    }
}

fn is_pdf(media: &str) -> bool {
    media == "application/pdf"
}

fn open(file: Vec<u8>) -> Result<Pdf, LeafFault> {
    Pdf::new(file).map_err(|_| LeafFault::Unreadable)
}

fn reader(file: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, LeafFault> {
    ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(|_| LeafFault::Unreadable)
}

/// Judged before when it was taken; the limits are for whatever else comes here.
fn picture(file: &[u8]) -> Result<DynamicImage, LeafFault> {
    let mut reader = reader(file)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    reader.decode().map_err(|_| LeafFault::Unreadable)
}

/// The page on white, before it is turned.
#[expect(clippy::cast_precision_loss, reason = "pixels are some thousands")]
fn drawn(page: &Page<'_>, asked: LeafAsked) -> Result<RgbImage, LeafFault> {
    let (wide, tall) = page.render_dimensions();
    if !(wide.is_finite() && tall.is_finite() && wide >= 1.0 && tall >= 1.0) {
        return Err(LeafFault::Unreadable);
    }
    let across = if matches!(asked.turn, Turn::Quarter | Turn::ThreeQuarters) { tall } else { wide };
    let most = (PIXELS / (wide * tall)).sqrt().min(f32::from(u16::MAX) / wide.max(tall));
    let scale = (asked.width as f32 / across).min(most);
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let pixels = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    // On white everything is opaque: what is left out is the same everywhere.
    let colours = pixels.data_as_u8_slice().chunks_exact(4).flat_map(|p| p.iter().copied().take(3)).collect();
    RgbImage::from_raw(width, height, colours).ok_or(LeafFault::Unreadable)
}

fn turned(drawn: DynamicImage, turn: Turn) -> DynamicImage {
    match turn {
        Turn::None => drawn,
        Turn::Quarter => drawn.rotate90(),
        Turn::Half => drawn.rotate180(),
        Turn::ThreeQuarters => drawn.rotate270(),
    }
}

/// In greys where it has no other colours, as most letters have: a third of the bytes.
fn in_grey(drawn: &DynamicImage) -> Option<DynamicImage> {
    let grey = drawn.as_rgb8()?.pixels().all(|Rgb([red, green, blue])| red == green && green == blue);
    grey.then(|| drawn.to_luma8().into())
}

fn exact(drawn: &DynamicImage) -> Result<Vec<u8>, LeafFault> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive);
    drawn.write_with_encoder(encoder).map_err(|e| LeafFault::Failed(e.to_string()))?;
    Ok(out)
}

fn photograph(drawn: &DynamicImage) -> Result<Vec<u8>, LeafFault> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    drawn.to_rgb8().write_with_encoder(encoder).map_err(|e| LeafFault::Failed(e.to_string()))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two pages: a tall one with a black bar at its top, and a broad one.
    fn paper() -> Vec<u8> {
        let bar = "0 0 0 rg 0 250 200 50 re f";
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 5 0 R >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 100] >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{bar}\nendstream", bar.len()),
        ];
        let numbered = objects.iter().enumerate().map(|(i, object)| format!("{} 0 obj\n{object}\nendobj\n", i + 1));
        // Without a table of places, which whoever reads it makes for itself.
        format!("%PDF-1.4\n{}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n", numbered.collect::<String>()).into_bytes()
    }

    fn seen(page: u32, turn: Turn) -> image::GrayImage {
        let (media, bytes) = leaf(paper(), "application/pdf", LeafAsked { page, width: 400, turn }).unwrap();
        assert_eq!(media, "image/png");
        image::load_from_memory(&bytes).unwrap().to_luma8()
    }

    #[test]
    fn a_page_is_as_wide_as_asked_for_and_turned() {
        assert_eq!(pages(paper(), "application/pdf"), Ok(2));
        let upright = seen(1, Turn::None);
        assert_eq!(upright.dimensions(), (400, 600));
        // The bar is at the top, and wherever the top goes.
        assert_eq!((upright.get_pixel(200, 20).0, upright.get_pixel(200, 580).0), ([0], [255]));
        let right = seen(1, Turn::Quarter);
        assert!(right.width().abs_diff(400) <= 1 && right.height().abs_diff(266) <= 1, "{:?}", right.dimensions());
        assert_eq!((right.get_pixel(390, 130).0, right.get_pixel(10, 130).0), ([0], [255]));
        assert_eq!(seen(1, Turn::Half).get_pixel(200, 580).0, [0]);
        assert_eq!(seen(1, Turn::ThreeQuarters).get_pixel(10, 130).0, [0]);
        assert_eq!(seen(2, Turn::None).dimensions(), (400, 100));
    }

    #[test]
    fn what_is_not_there_or_not_a_paper_is_a_fault() {
        let ask = LeafAsked { page: 3, width: 400, turn: Turn::None };
        assert_eq!(leaf(paper(), "application/pdf", ask), Err(LeafFault::NoSuchPage));
        assert_eq!(leaf(paper(), "application/pdf", LeafAsked { page: 0, ..ask }), Err(LeafFault::NoSuchPage));
        assert_eq!(pages(b"%PDF-1.7 and nothing else %%EOF".to_vec(), "application/pdf"), Err(LeafFault::Unreadable));
        assert_eq!(pages(b"no picture".to_vec(), "image/png"), Err(LeafFault::Unreadable));
    }

    #[test]
    fn a_giant_page_stays_within_memory() {
        let giant = String::from_utf8(paper()).unwrap().replace("[0 0 200 300]", "[0 0 2 99999]");
        let drawn = leaf(giant.into_bytes(), "application/pdf", LeafAsked { page: 1, width: 3_000, turn: Turn::None });
        let (_, bytes) = drawn.unwrap();
        let size = image::load_from_memory(&bytes).unwrap();
        assert!(u64::from(size.width()) * u64::from(size.height()) <= 16_000_000, "{}x{}", size.width(), size.height());
    }

    #[test]
    fn a_picture_is_one_page_and_never_larger_than_it_came() {
        let mut photo = Vec::new();
        RgbImage::new(600, 300).write_to(&mut Cursor::new(&mut photo), image::ImageFormat::Png).unwrap();
        assert_eq!(pages(photo.clone(), "image/png"), Ok(1));
        let size = |width, turn| {
            let (_, bytes) = leaf(photo.clone(), "image/png", LeafAsked { page: 1, width, turn }).unwrap();
            let seen = image::load_from_memory(&bytes).unwrap();
            (seen.width(), seen.height())
        };
        assert_eq!((size(300, Turn::None), size(3_000, Turn::None), size(150, Turn::Quarter)), ((300, 150), (600, 300), (150, 300)));
    }
}
