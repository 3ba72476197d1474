//! Which crate may name which: arrows point one way, and the pure crates stay pure. Read from cargo's own metadata, so
//! that every way of writing a dependency counts.
use anyhow::{Context, Result};
use serde_json::Value;

/// Each crate of the workspace and those of ours that it may name.
const MAY_NAME: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("engine", &["store", "domain"]),
    ("app", &["domain", "engine"]),
    ("frontend", &["app"]),
    ("press", &["engine", "domain"]),
    ("server", &["app", "press", "engine", "store", "domain"]),
    ("bench", &["press", "engine", "store", "domain"]),
    ("xtask", &[]),
];

/// Crates from outside that must not be named, and by whom: `domain` does no I/O, only `store` speaks SQL.
const MUST_NOT_NAME: [(&str, &[&str]); 5] = [
    ("domain", &["tokio", "sqlx", "leptos", "axum", "rand", "getrandom"]),
    ("app", &["sqlx"]),
    ("engine", &["sqlx", "leptos", "axum"]),
    ("frontend", &["sqlx", "axum", "tokio"]),
    ("server", &["sqlx"]),
];

/// What `cargo metadata --no-deps` says about the workspace, checked against both tables.
pub(super) fn check(metadata: &str) -> Result<Vec<String>> {
    let metadata: Value = serde_json::from_str(metadata).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("cargo metadata without packages")?;
    Ok(packages.iter().flat_map(of_package).collect())
}

fn of_package(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = MAY_NAME.iter().find(|(known, _)| *known == name) else {
        return vec![format!("{name}/Cargo.toml: a crate without a place in the arrows")];
    };
    let banned = MUST_NOT_NAME.iter().find(|(by, _)| *by == name).map_or(&[][..], |(_, banned)| banned);
    let mut found = Vec::new();
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let to = dependency["name"].as_str().unwrap_or_default();
        let ours = MAY_NAME.iter().any(|(known, _)| *known == to);
        if (ours && !allowed.contains(&to)) || banned.contains(&to) {
            found.push(format!("{name}/Cargo.toml: {name} must not name {to}"));
        }
        if (name, to) == ("app", "engine") && dependency["optional"] != true {
            found.push(format!("{name}/Cargo.toml: {to} must be optional, or the browser would get it"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, to: &str, optional: bool) -> Vec<String> {
        let package = serde_json::json!({ "packages": [{ "name": name, "dependencies": [{ "name": to, "optional": optional }] }] });
        check(&package.to_string()).unwrap()
    }

    #[test]
    fn arrows_point_one_way() {
        for (name, to) in [("domain", "store"), ("store", "engine"), ("app", "store"), ("frontend", "domain"), ("xtask", "domain")] {
            assert_eq!(found(name, to, false).len(), 1, "{name} -> {to}");
        }
        for (name, to) in [("store", "domain"), ("engine", "store"), ("server", "app"), ("frontend", "app"), ("domain", "serde")] {
            assert_eq!(found(name, to, false), Vec::<String>::new(), "{name} -> {to}");
        }
    }

    #[test]
    fn pure_crates_stay_pure_and_the_engine_is_optional() {
        assert_eq!(found("domain", "tokio", false).len(), 1);
        assert_eq!(found("app", "sqlx", true).len(), 1);
        assert_eq!(found("app", "engine", false).len(), 1);
        assert_eq!(found("app", "engine", true).len(), 0);
        assert_eq!(found("helpers-of-all", "serde", false).len(), 1);
    }
}
