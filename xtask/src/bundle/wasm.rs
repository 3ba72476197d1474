//! From Rust to the split modules and their scripts, with the splitter and wasm-bindgen as libraries of this program.
use super::Kind;
use crate::{
    cargo::cargo,
    place::{self, NAME, WASM},
};
use anyhow::{Context, Result, anyhow};
use std::{collections::BTreeMap, fs, path::Path};

/// Writes `terang.wasm`, `terang.js`, the lazy chunks, their loader and the manifest into `out`.
pub(super) fn compile_and_split(kind: Kind, out: &Path) -> Result<()> {
    // The splitter follows relocations; they leave the file with it.
    let mut flags = "-Clink-args=--emit-relocs".to_owned();
    if kind == Kind::Erased {
        flags.push_str(" --cfg erase_components");
    }
    cargo("build")
        .args(["-p", "frontend", "--lib", "--target", WASM, "--profile", kind.profile()])
        .env("RUSTFLAGS", flags)
        .without_env("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_DIR", place::front())
        .run()?;

    let built = place::front().join(WASM).join(kind.profile());
    let wasm = fs::read(built.join("frontend.wasm")).context("the browser's module")?;
    let main = built.join("main_split.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = out;
    options.main_out_path = &main;
    options.main_module = "./terang.js";
    options.link_name = "./__wasm_split.______________________.js";
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting: {error:?}"))?;
    // Sorted, so that the same build gives the same bytes.
    let manifest: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    fs::write(out.join("__wasm_split_manifest.json"), serde_json::to_string(&manifest)?)?;

    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&main)
        .out_name(NAME)
        .web(true)?
        .keep_lld_exports(true) // the chunks import them
        .demangle(false)
        .generate(out)
        .context("wasm-bindgen")?;
    // The name that Leptos asks for when LEPTOS_OUTPUT_NAME was set at its compilation.
    fs::rename(out.join(format!("{NAME}_bg.wasm")), out.join(format!("{NAME}.wasm")))?;
    // Declarations for TypeScript: nobody downloads them.
    for name in [format!("{NAME}.d.ts"), format!("{NAME}_bg.wasm.d.ts")] {
        let file = out.join(name);
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
