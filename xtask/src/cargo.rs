//! Calls of cargo, all with the same environment: Leptos reads `LEPTOS_OUTPUT_NAME` when it is compiled, so a call
//! without it would both ask for the wrong file and rebuild half of the workspace.
use crate::{
    place::{self, NAME, WASM},
    shell::Shell,
};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A cargo call with nothing but the common environment.
pub(crate) fn cargo(subcommand: &str) -> Shell {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Shell::new(program).arg(subcommand).env("LEPTOS_OUTPUT_NAME", NAME)
}

/// How the server is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Server {
    /// Debug, with erased view types: compiles quickest. Its pages hydrate only with the development bundle.
    Dev,
    /// Debug, with the same view types as the real bundle.
    Debug,
    /// Optimised, quick to build.
    Release,
    /// Whole-program optimisation: what is shipped and measured.
    Dist,
}

impl Server {
    fn folder(self) -> PathBuf {
        match self {
            Self::Dev => place::dev().join("debug"),
            Self::Debug => place::target().join("debug"),
            Self::Release => place::target().join("release"),
            Self::Dist => place::target().join("dist"),
        }
    }

    /// A cargo call with this profile and target folder.
    pub(crate) fn call(self, subcommand: &str) -> Shell {
        let call = cargo(subcommand);
        match self {
            Self::Dev => erased(call).env("CARGO_TARGET_DIR", place::dev()),
            Self::Debug => call,
            Self::Release => call.arg("--release"),
            Self::Dist => call.args(["--profile", "dist"]),
        }
    }

    /// Where a binary of the workspace lies after the build.
    pub(crate) fn binary(self, name: &str) -> PathBuf {
        self.folder().join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Builds the server and returns the binary's path.
    pub(crate) fn build(self) -> Result<PathBuf> {
        self.call("build").args(["-p", "server"]).run()?;
        Ok(self.binary(NAME))
    }
}

/// `erase_components` shortens types and compile times. It also changes the markers in the HTML (a list of children
/// ends in a comment), so server and browser have it both or neither.
pub(crate) fn erased(call: Shell) -> Shell {
    call.env("RUSTFLAGS", "--cfg erase_components").without_env("CARGO_ENCODED_RUSTFLAGS")
}

/// Compiles the workspace's own crates with clippy in the compiler's place: it builds what rustc builds and says what it
/// has to say on the way, so that nothing is compiled once to be checked and once to be run. These two variables are what
/// `cargo clippy` itself sets; every warning is an error.
pub(crate) fn linted(call: Shell) -> Shell {
    call.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__")
}

/// Adds the wasm target to the toolchain when it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    let folder = Shell::new("rustc").args(["--print", "target-libdir", "--target", WASM]).read()?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    Shell::new("rustup")
        .args(["target", "add", WASM])
        .run()
        .with_context(|| format!("the browser's half needs the {WASM} target: install rustup, or add the target by hand"))
}
