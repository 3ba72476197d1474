//! A region's pack handed on as a signed file, and taken.
use super::Stop;
use crate::real::RealDice;
use engine::Dice;
use std::{fs, path::Path};

/// A region as a signed file.
pub(super) fn export(dir: &Path, region: &str, file: &Path, key: &Path) -> Result<(), Stop> {
    let broken = |path: &Path, e: std::io::Error| Stop::CouldNotBegin(format!("{}: {e}", path.display()));
    if !key.exists() {
        let mut seed = [0; 32];
        RealDice.fill(&mut seed);
        private(key).and_then(|mut file| std::io::Write::write_all(&mut file, &seed)).map_err(|e| broken(key, e))?;
        println!("{}: a new key; keep it where nobody else reads it", key.display());
    }
    let seed = fs::read(key).map_err(|e| broken(key, e))?;
    let seed = <[u8; 32]>::try_from(seed).map_err(|_| Stop::CouldNotBegin(format!("{} is no key: it has not 32 bytes", key.display())))?;
    let parcel = engine::pack::export(dir, region, &seed).map_err(|errors| Stop::Found(errors.to_string()))?;
    fs::write(file, &parcel).map_err(|e| broken(file, e))?;
    println!("{}: {} bytes, signed by {}", file.display(), parcel.len(), engine::pack::public_key(&seed));
    Ok(())
}

/// A file that nobody but its owner reads.
fn private(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The pack of a signed file.
pub(super) fn import(dir: &Path, file: &Path, from: Option<&str>) -> Result<(), Stop> {
    let brought = engine::pack::import(dir, file, from).map_err(|errors| Stop::Found(errors.to_string()))?;
    let before = brought.edition.1.map_or_else(|| "new here".to_owned(), |before| format!("before: edition {before}"));
    println!("{}: edition {}, {before}; signed by {}", brought.slug, brought.edition.0, brought.key);
    if !brought.same_base {
        println!(
            "It was checked with another base than the one here. It holds with this one; look at what differs with `terang pack diff`."
        );
    }
    Ok(())
}
