//! `terang pack schema`: what pack files may hold, for editors.
use super::Stop;
use engine::pack::schema::{FILES, MORE, schema, taplo};
use std::{fs, path::Path};

/// Writes each schema into a folder of its own below `out`.
pub(super) fn schemas(out: &Path) -> Result<(), Stop> {
    let folder = out.join("skema");
    let failed = |error: std::io::Error| Stop::CouldNotBegin(format!("can't write to {}: {error}", out.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    for kind in FILES.iter().chain(&MORE) {
        if let Some(schema) = schema(kind) {
            fs::write(folder.join(format!("{kind}.schema.json")), format!("{schema:#}\n")).map_err(failed)?;
        }
    }
    fs::write(out.join(".taplo.toml"), taplo()).map_err(failed)?;
    println!("{} schemas in {}", FILES.len() + MORE.len(), folder.display());
    Ok(())
}
