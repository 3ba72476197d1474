//! The few fonts that documents are set in; they live as long as the process.
use std::sync::LazyLock;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The faces and what Typst knows of them.
pub(super) struct Fonts {
    pub(super) faces: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
}

pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let files: [&'static [u8]; 3] = [
        include_bytes!(concat!(env!("OUT_DIR"), "/regular.otf")),
        include_bytes!(concat!(env!("OUT_DIR"), "/bold.otf")),
        include_bytes!(concat!(env!("OUT_DIR"), "/italic.otf")),
    ];
    let faces: Vec<Font> = files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect();
    let book = LazyHash::new(FontBook::from_fonts(&faces));
    Fonts { faces, book }
});
