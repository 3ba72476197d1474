//! wasm-opt over the main module and every chunk. On all or on none: they were linked against each other, so the
//! results are moved into place only after the last one is made.
use super::compress::files_below;
use crate::{node, parallel, shell::Shell};
use anyhow::Result;
use std::{fs, path::Path};

/// What the compiler emits by default, and nothing that an older phone could not read.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Installs npm's `binaryen` where there is Node to run it: without it the modules are two thirds larger.
pub(super) fn packages() {
    if node::is_there()
        && let Err(error) = node::packages()
    {
        println!("npm packages could not be installed: {error:#}");
    }
}

/// Shrinks the modules in `dir`; without Node or npm's `binaryen` it says so in one line.
pub(super) fn wasm_opt(dir: &Path) -> Result<()> {
    let Some(wasm_opt) = node::program("wasm-opt") else {
        println!("wasm-opt is skipped, and officers download two thirds more: it needs Node 20 and npm packages in end2end/");
        return Ok(());
    };
    let modules: Vec<_> = files_below(dir)?.into_iter().filter(|file| file.extension().is_some_and(|e| e == "wasm")).collect();
    println!("wasm-opt -Oz --converge on {} modules", modules.len());
    parallel::for_each(&modules, |module| {
        Shell::new(&wasm_opt)
            .args(["-Oz", "--converge"])
            .args(FEATURES)
            .arg("-o")
            .arg(module.with_extension("small"))
            .arg(module)
            .read()?;
        Ok(())
    })?;
    for module in modules {
        fs::rename(module.with_extension("small"), &module)?;
    }
    Ok(())
}
