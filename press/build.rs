//! Puts the few fonts that documents are set in beside the build, so that the binary carries these and not all that the
//! assets bring.
use std::{env, error::Error, fs, path::Path};

/// The faces by their PostScript name, and the file that each becomes.
const FACES: [(&str, &str); 3] =
    [("LibertinusSerif-Regular", "regular.otf"), ("LibertinusSerif-Bold", "bold.otf"), ("LibertinusSerif-Italic", "italic.otf")];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    for (name, file) in FACES {
        let font = typst_assets::fonts().find(|font| is_called(font, name)).ok_or(format!("no font {name} among the assets"))?;
        fs::write(Path::new(&out).join(file), font)?;
    }
    Ok(())
}

/// Whether a font's file names this face and no longer one: the bold's name begins that of the bold italic.
fn is_called(font: &[u8], name: &str) -> bool {
    let found: Vec<usize> = font.windows(name.len()).enumerate().filter(|(_, w)| *w == name.as_bytes()).map(|(at, _)| at).collect();
    !found.is_empty()
        && found.iter().all(|at| !font.get(at + name.len()).is_some_and(u8::is_ascii_alphabetic) || is_next(font, at + name.len()))
}

/// In a CFF font the family's name follows right behind the face's.
fn is_next(font: &[u8], at: usize) -> bool {
    font.get(at..).is_some_and(|rest| !rest.starts_with(b"Italic"))
}
