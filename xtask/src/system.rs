//! What the machine has, and Debian packages for what it lacks: only as root, otherwise the command is told.
use crate::shell::Shell;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// The first file of that name on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// True when this process is root.
pub(crate) fn is_root() -> bool {
    Shell::new("id").arg("-u").read().is_ok_and(|id| id == "0")
}

/// Installs a Debian package, or says which command does.
pub(crate) fn install(package: &str, why: &str) -> Result<()> {
    let told = format!("{why}: install it with `apt-get install {package}` (Debian, Ubuntu) or your system's own way");
    if !is_root() || find("apt-get").is_none() {
        bail!(told);
    }
    println!("{why}: installing {package}");
    Shell::new("apt-get").args(["update", "-qq"]).run().context(told.clone())?;
    Shell::new("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends", package])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
        .context(told)
}
