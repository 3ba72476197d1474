//! Brotli and gzip siblings, made once at build time with the strongest setting instead of at every request.
use crate::parallel;
use anyhow::Result;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// The kinds of files that shrink.
const KINDS: [&str; 6] = ["wasm", "js", "css", "svg", "json", "webmanifest"];

/// Every file below a folder, sorted.
pub(super) fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes `name.br` and `name.gz` beside each of the files that gets smaller by it.
pub(super) fn siblings(mut files: Vec<PathBuf>) -> Result<()> {
    files.retain(|file| file.extension().is_some_and(|e| KINDS.iter().any(|kind| e == *kind)));
    parallel::for_each(&files, |file| {
        let plain = fs::read(file)?;
        for (ending, packed) in [("br", brotli(&plain)?), ("gz", gzip(&plain)?)] {
            if packed.len() < plain.len() {
                fs::write(beside(file, ending), packed)?;
            }
        }
        Ok(())
    })
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(plain)?;
    writer.flush()?;
    drop(writer);
    Ok(packed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(plain)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_come_back_as_they_went() {
        let plain = b"Urus dari rumah. Lihat setiap langkahnya. ".repeat(50);
        let (mut from_brotli, mut from_gzip) = (Vec::new(), Vec::new());
        let (small, zipped) = (brotli(&plain).unwrap(), gzip(&plain).unwrap());
        brotli::Decompressor::new(small.as_slice(), 4096).read_to_end(&mut from_brotli).unwrap();
        flate2::read::GzDecoder::new(zipped.as_slice()).read_to_end(&mut from_gzip).unwrap();
        assert_eq!((from_brotli, from_gzip), (plain.clone(), plain.clone()));
        assert!(small.len() < plain.len() / 10 && zipped.len() < plain.len() / 10);
    }
}
