//! Where things lie: the one module that decides, because CI keeps its cargo output outside the checkout.
use std::{
    env,
    path::{Path, PathBuf},
};

/// The checkout. Asked when running, not when compiled: with a target folder that several clones share, this program may
/// have been compiled in another one.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from); // set by `cargo run`
    let above = package.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    above.or_else(|| env::current_dir().ok()).unwrap_or_default()
}

/// Cargo's output: `CARGO_TARGET_DIR` where it is set, as everywhere in cargo.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()).map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Output of the browser's build: other flags, so sharing a folder would rebuild everything at each change of side.
pub(crate) fn front() -> PathBuf {
    target().join("front")
}

/// Output of the debug server that goes with the development bundle, kept apart for the same reason.
pub(crate) fn dev() -> PathBuf {
    target().join("dev")
}

/// What the server serves as files. In the checkout wherever cargo's output is: the server looks here by default.
pub(crate) fn site() -> PathBuf {
    root().join("target/site")
}

pub(crate) fn end2end() -> PathBuf {
    root().join("end2end")
}

/// The program's name: of the binary, the wasm, the script and the sheet.
pub(crate) const NAME: &str = "terang";

/// The browser's compile target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
