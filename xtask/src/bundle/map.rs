//! The library that draws the map that moves, from npm, as files of the bundle: it is served by ourselves and asks nobody outside.
use crate::place;
use anyhow::Result;
use std::{fs, path::Path};

/// What a browser asks for.
const FILES: [&str; 3] = ["maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"];

/// Copies the library into the bundle; without npm's packages it says so in one line, and the page of the map shows its list.
pub(super) fn copy(bundle: &Path) -> Result<()> {
    let from = place::end2end().join("node_modules/maplibre-gl/dist");
    if FILES.iter().any(|file| !from.join(file).exists()) {
        println!("the map that moves is left out: it needs Node 20 and npm packages in end2end/");
        return Ok(());
    }
    let to = bundle.join("peta");
    fs::create_dir_all(&to)?;
    for file in FILES {
        let text = fs::read_to_string(from.join(file))?;
        // The map of the library's own source is not shipped.
        let text: String = text.lines().filter(|line| !line.starts_with("//# sourceMappingURL")).map(|line| format!("{line}\n")).collect();
        fs::write(to.join(file), text)?;
    }
    Ok(())
}
