//! Every file of every corpus, without a fuzzer: what was found once is never broken again.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use sanad_fuzz::{REQUESTS, TARGETS};

/// All corpora together, in bytes: they are committed, and replayed at every change.
const LARGEST: u64 = 300_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name =
        |it: std::io::Result<fs::DirEntry>| it.expect("an entry").file_name().into_string().expect("text");
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn every_file_of_every_corpus_holds() {
    let corpora = root().join("fuzz/corpus");
    let mut size = 0;
    for (name, target) in TARGETS {
        let files = names(&corpora.join(name));
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            let bytes = fs::read(corpora.join(name).join(&file)).expect("a file of the corpus");
            size += bytes.len() as u64;
            // Said only where the test fails: which file it was.
            println!("{name}/{file}");
            target(&bytes);
        }
        // The simplest inputs of all need no file.
        for bytes in [&[0u8][..], &[], &[1], &[2], &[0; 64], &[1; 64], &[0xff; 64]] {
            target(bytes);
        }
    }
    assert!(size <= LARGEST, "the corpora have {size} bytes");
}

#[test]
fn targets_files_and_corpora_are_the_same() {
    let listed: BTreeSet<String> = TARGETS.iter().map(|it| it.0.to_owned()).collect();
    let corpora: BTreeSet<String> = names(&root().join("fuzz/corpus")).into_iter().collect();
    assert_eq!(corpora, listed);
    let files: BTreeSet<String> = names(&root().join("fuzz/fuzz_targets"))
        .iter()
        .filter_map(|it| it.strip_suffix(".rs").map(str::to_owned))
        .collect();
    assert_eq!(files, listed);
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("its manifest");
    for name in listed {
        let path = root().join("fuzz/fuzz_targets").join(format!("{name}.rs"));
        let text = fs::read_to_string(path).expect("a target");
        assert!(text.contains(&format!("sanad_fuzz::{name}(data)")), "{name} calls its function");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} stands in the manifest");
    }
}

/// `wire!` declares its types by a name alone on its line, four spaces in.
#[test]
fn every_type_that_travels_is_decoded() {
    let sources = root().join("crates/sanad-protocol/src");
    let mut found = BTreeSet::new();
    for file in names(&sources) {
        let module = file.trim_end_matches(".rs");
        let text = fs::read_to_string(sources.join(&file)).expect("a source");
        let mut inside = false;
        for line in text.lines() {
            inside = (inside || line == "wire! {") && line != "}";
            let name = line.strip_prefix("    ").and_then(|it| it.strip_suffix(" {"));
            if let Some(name) = name.filter(|it| inside && it.chars().all(char::is_alphanumeric)) {
                found.insert(format!("{module}::{name}"));
            }
        }
    }
    let listed: BTreeSet<String> = REQUESTS.iter().map(|it| (*it).to_owned()).collect();
    assert_eq!(found, listed, "src/protocol.rs lists what sanad-protocol declares");
}
