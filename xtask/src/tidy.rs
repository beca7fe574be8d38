//! House rules that no compiler checks.

use std::{collections::BTreeSet, fs, process::Command};

use serde_json::Value;

use crate::shell::{Done, command, root};

/// Longest file in lines.
const MAX_LINES: usize = 500;
const CODE: [&str; 7] = [".rs", ".ts", ".svelte", ".css", ".html", ".mjs", ".ftl"];

/// Which crate may depend on which of ours. A crate that stands neither here nor in `FREE` is wrong.
const EDGES: &[(&str, &[&str])] = &[
    ("sanad-age", &[]),
    ("sanad-pdq", &[]),
    ("sanad-pdq-wasm", &["sanad-pdq"]),
    ("sanad-chat", &[]),
    ("sanad-domain", &[]),
    ("sanad-i18n", &[]),
    ("sanad-crypto", &["sanad-age", "sanad-domain"]),
    ("sanad-protocol", &["sanad-crypto", "sanad-domain"]),
    ("sanad-client", &["sanad-age", "sanad-crypto", "sanad-domain", "sanad-protocol"]),
    ("sanad-wasm", &["sanad-client", "sanad-crypto", "sanad-domain", "sanad-protocol"]),
    ("sanad-plain", &["sanad-age", "sanad-client", "sanad-crypto", "sanad-domain", "sanad-protocol"]),
    ("sanad-store", &["sanad-crypto", "sanad-domain"]),
    ("sanad-blobs", &["sanad-domain"]),
    (
        "sanad-web",
        &[
            "sanad-blobs",
            "sanad-client",
            "sanad-crypto",
            "sanad-domain",
            "sanad-i18n",
            "sanad-plain",
            "sanad-protocol",
            "sanad-store",
        ],
    ),
];

/// Crates that may depend on all of ours.
const FREE: [&str; 4] = ["sanad", "sanad-fuzz", "sanad-testkit", "xtask"];

/// Dependencies that speak SQL, for `sanad-store` alone.
const SQL: [&str; 2] = ["sea-orm", "sqlx"];

/// Checks all and names everything that is wrong.
pub(crate) fn check() -> Done {
    let mut wrong = vec![];
    files(&mut wrong)?;
    edges(&mut wrong)?;
    reasons(&mut wrong)?;
    locales(&mut wrong)?;
    if wrong.is_empty() { Ok(()) } else { Err(format!("tidy:\n  {}", wrong.join("\n  "))) }
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

fn files(wrong: &mut Vec<String>) -> Done {
    let listed = command("git", ".").args(["ls-files"]).output().map_err(|error| error.to_string())?;
    for path in String::from_utf8_lossy(&listed.stdout).lines() {
        if !CODE.iter().any(|it| path.ends_with(it)) || !root().join(path).exists() {
            continue;
        }
        let text = read(path)?;
        let lines = text.lines().count();
        if lines > MAX_LINES {
            wrong.push(format!("{path} has {lines} lines: split it along the domain"));
        }
        // The server may seal and verify, not open: of the client it takes the name of the log and nothing else.
        if path.starts_with("crates/sanad-web/src/")
            && text
                .lines()
                .any(|it| it.contains("sanad_client") && !it.contains("sanad_client::trust::log_origin"))
        {
            wrong.push(format!("{path} uses more of sanad_client than trust::log_origin"));
        }
        // What opens runs in a process of its own: the server has the door to it and nothing more.
        if path.starts_with("crates/sanad-web/src/") && text.contains("sanad_plain::child") {
            wrong.push(format!("{path} uses sanad_plain::child: that is for the process alone"));
        }
        for word in ["todo!(", "unimplemented!(", "dbg!("] {
            if path.ends_with(".rs") && !path.ends_with("tidy.rs") && text.contains(word) {
                wrong.push(format!("{path} contains {word}"));
            }
        }
    }
    Ok(())
}

fn edges(wrong: &mut Vec<String>) -> Done {
    let args = ["metadata", "--no-deps", "--format-version", "1"];
    let output =
        Command::new("cargo").args(args).current_dir(root()).output().map_err(|error| error.to_string())?;
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        // Tests may use what they like.
        let built = dependencies.filter(|it| it["kind"] != "dev").filter_map(|it| it["name"].as_str());
        let allowed = EDGES.iter().find(|(it, _)| *it == name).map(|(_, allowed)| *allowed);
        if allowed.is_none() && !FREE.contains(&name) {
            wrong.push(format!("{name} has no line in EDGES: say what it may depend on"));
        }
        for dependency in built {
            if let Some(allowed) = allowed
                && dependency.starts_with("sanad-")
                && !allowed.contains(&dependency)
            {
                wrong.push(format!("{name} may not depend on {dependency}"));
            }
            let sql = SQL.iter().any(|it| dependency.starts_with(it));
            if sql && !["sanad-store", "sanad-testkit"].contains(&name) {
                wrong.push(format!("{name} may not speak SQL ({dependency})"));
            }
        }
    }
    Ok(())
}

fn reasons(wrong: &mut Vec<String>) -> Done {
    let manifest = read("Cargo.toml")?;
    let section = manifest.split("[workspace.dependencies]").nth(1).and_then(|it| it.split("\n[").next());
    for line in section.unwrap_or_default().lines() {
        let external = line.contains('=') && !line.starts_with('#') && !line.contains("path =");
        if external && !line.contains(" # ") {
            wrong.push(format!("a dependency without its reason: {line}"));
        }
    }
    Ok(())
}

fn locales(wrong: &mut Vec<String>) -> Done {
    for (file, langs) in [
        ("person", &["ar", "ckb", "en"][..]),
        ("taxonomy", &["ar", "ckb", "en"]),
        ("desk", &["ar", "en"]),
        ("evidence", &["ar", "en"]),
        ("keys", &["ar", "en"]),
        ("workspace", &["ar", "en"]),
    ] {
        let mut first: Option<BTreeSet<String>> = None;
        for lang in langs {
            let path = format!("locales/{lang}/{file}.ftl");
            let ids: BTreeSet<String> = read(&path)?
                .lines()
                .filter(|it| it.starts_with(|it: char| it.is_ascii_lowercase()))
                .filter_map(|it| it.split_once(" =").map(|(id, _)| id.to_owned()))
                .collect();
            match &first {
                Some(expected) => {
                    let different: Vec<_> = expected.symmetric_difference(&ids).collect();
                    if !different.is_empty() {
                        wrong.push(format!("{path} differs in {different:?}"));
                    }
                }
                None => first = Some(ids),
            }
        }
    }
    Ok(())
}
