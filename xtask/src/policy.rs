//! What may become part of Sanad: `deny.toml`, checked by cargo-deny where it is installed, else here.
//!
//! The check here knows `licenses.allow`, `bans.deny` and that everything comes from the public registry. It
//! looks at what is built for this machine and for the browser. Advisories are not looked at.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::shell::{Done, command, has, root, run};

/// Where dependencies come from, as cargo names it.
const REGISTRY: &str = "crates.io-index";

/// Checks licences, banned crates and sources.
pub(crate) fn check() -> Done {
    if has("cargo-deny") {
        return run(command("cargo", ".").args(["deny", "check", "licenses", "bans", "sources"]));
    }
    let text = fs::read_to_string(root().join("deny.toml")).map_err(|error| format!("deny.toml: {error}"))?;
    let policy: toml::Table = text.parse().map_err(|error| format!("deny.toml: {error}"))?;
    let (allowed, banned) = (texts(&policy, "licenses", "allow"), texts(&policy, "bans", "deny"));
    let mut wrong = BTreeSet::new();
    for platform in [host()?, "wasm32-unknown-unknown".to_owned()] {
        for package in packages(&platform)? {
            examine(&package, &allowed, &banned, &mut wrong);
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong: Vec<_> = wrong.into_iter().collect();
    Err(format!(
        "dependencies that deny.toml does not take:\n  {}\n  Take another crate, or change deny.toml and say why.",
        wrong.join("\n  ")
    ))
}

/// The texts of a list; of a table in it, its `crate`.
fn texts(policy: &toml::Table, section: &str, list: &str) -> Vec<String> {
    let items = policy.get(section).and_then(|it| it.get(list)).and_then(toml::Value::as_array);
    let text = |it: &toml::Value| it.as_str().or_else(|| it.get("crate")?.as_str()).map(str::to_owned);
    items.into_iter().flatten().filter_map(text).collect()
}

/// This machine's platform.
fn host() -> Result<String, String> {
    let output = command("rustc", ".").arg("-vV").output().map_err(|error| format!("rustc -vV: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|it| it.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc -vV names no host: is Rust installed?".into())
}

/// Everything that is built for a platform, tests included.
fn packages(platform: &str) -> Result<Vec<Value>, String> {
    let args = ["metadata", "--locked", "--format-version", "1", "--filter-platform", platform];
    let output =
        command("cargo", ".").args(args).output().map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let mut metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    match metadata["packages"].take() {
        Value::Array(packages) => Ok(packages),
        _ => Err("cargo metadata lists no packages".into()),
    }
}

fn examine(package: &Value, allowed: &[String], banned: &[String], wrong: &mut BTreeSet<String>) {
    // Crates of the workspace have no source.
    let Some(source) = package["source"].as_str() else { return };
    let name = package["name"].as_str().unwrap_or_default();
    let shown = format!("{name} {}", package["version"].as_str().unwrap_or_default());
    if !source.contains(REGISTRY) {
        wrong.insert(format!("{shown} comes from {source}"));
    }
    if banned.iter().any(|it| it == name) {
        wrong.insert(format!("{shown} is banned"));
    }
    let license = package["license"].as_str().unwrap_or_default();
    if !permits(license, allowed) {
        let license = if license.is_empty() { "no licence expression" } else { license };
        wrong.insert(format!("{shown} has {license}"));
    }
}

/// Whether a licence expression (SPDX 2.3, annex D) can be met with the allowed ones. An unreadable one cannot.
fn permits(expression: &str, allowed: &[String]) -> bool {
    // Before 2017 crates wrote `MIT/Apache-2.0`.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    reader.any() == Some(true) && reader.words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn word(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.words.first() == Some(&word);
        if there {
            self.word();
        }
        there
    }

    fn any(&mut self) -> Option<bool> {
        let mut met = self.all()?;
        while self.take("OR") {
            met |= self.all()?;
        }
        Some(met)
    }

    fn all(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.take("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        let mut id = match self.word()? {
            "(" => {
                let met = self.any()?;
                return self.take(")").then_some(met);
            }
            ")" | "AND" | "OR" | "WITH" => return None,
            id => id.to_owned(),
        };
        if self.take("WITH") {
            id = format!("{id} WITH {}", self.word()?);
        }
        Some(self.allowed.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, expected: bool) {
        let allowed =
            ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(String::from);
        assert_eq!(permits(expression, &allowed), expected, "{expression}");
    }

    #[test]
    fn expressions() {
        check("MIT", true);
        check("GPL-2.0-only", false);
        check("Apache-2.0 OR GPL-2.0-only", true);
        check("GPL-2.0-only OR LGPL-2.1-or-later", false);
        check("Apache-2.0 AND GPL-2.0-only", false);
        check("(MIT OR GPL-2.0-only) AND Unicode-3.0", true);
        check("GPL-2.0-only OR MIT AND Unicode-3.0", true);
        check("GPL-2.0-only AND (MIT OR Unicode-3.0)", false);
        check("MIT/Apache-2.0", true);
        check("Apache-2.0 WITH LLVM-exception", true);
        check("MIT WITH LLVM-exception", false);
    }

    #[test]
    fn what_cannot_be_read_is_not_taken() {
        for expression in ["", "MIT OR", "(MIT", "MIT)", "MIT Apache-2.0", "AND MIT", "MIT WITH"] {
            check(expression, false);
        }
    }
}
