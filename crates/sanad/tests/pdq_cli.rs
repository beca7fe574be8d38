//! `sanad pdq`: what it prints for pictures whose fingerprints the reference computed, and for banks in which every
//! entry was looked at.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use sanad_testkit::{Cli, Folder};
use serde_json::{Value, json};

fn cli() -> Cli {
    // None of these commands asks a server.
    Cli::new(Path::new(env!("CARGO_BIN_EXE_sanad")), "http://127.0.0.1:9")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in text")
}

/// Fields of colour, 17 across and 13 down.
fn pixels(width: u64, height: u64) -> Vec<u8> {
    let mut pixels = vec![];
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let seed = (x * 17 / width * 7919 + y * 13 / height * 10_473 + channel * 1297 + 18) % 65_536;
                pixels.push((seed * seed / 512 % 256) as u8);
            }
        }
    }
    pixels
}

/// The same in a file that viewers open: 24 bits a pixel, blue first, rows from the bottom, each of whole words.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    let pixels = pixels(u64::from(width), u64::from(height));
    let mut rows = vec![];
    for row in pixels.chunks(width as usize * 3).rev() {
        row.chunks(3).for_each(|it| rows.extend([it[2], it[1], it[0]]));
        rows.resize(rows.len().next_multiple_of(4), 0);
    }
    let mut file = b"BM".to_vec();
    let size = rows.len() as u32;
    let one_plane_of_24_bits = (24 << 16) | 1;
    for word in [54 + size, 0, 54, 40, width, height, one_plane_of_24_bits, 0, size, 0, 0, 0, 0] {
        file.extend(word.to_le_bytes());
    }
    file.extend(rows);
    file
}

/// Computed by `pdqhash` 0.2.8 from PyPI, `compute_dihedral`.
const SMALL: [&str; 8] = [
    "c03fe54fe404fc15336b1af33f596fa4a873c1223cc1ca778f051d73c0c3b581",
    "f0d90ebd5ba0f1db17bc9cd20f18b4b20523b54b8dd4696bca000ee7ccd673c1",
    "95624fe4915176be663eb0596a0dc50edd276b88699420ddda50b7d915d42f2b",
    "a58ea4171ef55b7142e936785b4d1e1850761fe3d881c3c19f55a44d9983d96b",
    "c03f1ab1c40437eb336be54c3f58925ba8723edd3cc175888f05e28cc0c37a7f",
    "956ab01b9151bd41663e4fe66a0d3af1fd2794776994df22da50482615d6d0d5",
    "f0dbf1527ba11e2517bc732d0f184b4d05234eb68dd49694ca00f118ccd6debf",
    "a58c5be81e75b48e42e9d9875a4de1e75076e41ed8813c3e1f555bb299812695",
];
const LARGE: &str = "c0afe54ccc84fddd337b5ab33fd94da48872c1227c818a778f051d73c0c1b585";
/// The same picture after its nearest 512 by 512 pixels were taken.
const LARGE_512: &str = "c0afa54dcc84f76f337b5ab33fd94da48872c1227c818a778e051d77c0c1b585";

#[test]
fn raw_pixels_have_the_fingerprints_of_the_reference() {
    let folder = Folder::make();
    let small = folder.write("small.rgb", &pixels(96, 80));
    let said = cli().run(&["pdq", "hash", text(&small), "--raw", "96x80", "--json"]).ok();
    let expected = json!([{
        "file": text(&small), "pdq": SMALL[0], "pdq_512": SMALL[0], "quality": 100, "quality_512": 100,
        "dihedral": SMALL, "width": 96, "height": 80,
    }]);
    assert_eq!(said, expected);

    let large = folder.write("large.rgb", &pixels(600, 540));
    let said = cli().run(&["pdq", "hash", text(&large), "--raw", "600x540", "--json"]).ok();
    assert_eq!((said[0]["pdq"].as_str(), said[0]["pdq_512"].as_str()), (Some(LARGE), Some(LARGE_512)));
}

#[test]
fn a_picture_in_a_file_is_hashed_as_its_pixels() {
    let folder = Folder::make();
    let large = folder.write("large.bmp", &bmp(600, 540));
    let said = cli().run(&["pdq", "hash", text(&large), "--json"]).ok();
    let row = &said[0];
    assert_eq!((row["pdq"].as_str(), row["pdq_512"].as_str()), (Some(LARGE), Some(LARGE_512)));
    assert_eq!((row["format"].as_str(), row["orientation"].as_u64()), (Some("BMP"), Some(1)));
    assert_eq!(row["whole"], true);
    let expected = json!([
        { "pdq": LARGE, "quality": 100, "sight": "shown", "shrink": "none" },
        { "pdq": LARGE_512, "quality": 100, "sight": "shown", "shrink": "nearest_512" },
    ]);
    assert_eq!(row["bank"], expected);
    let ran = cli().run(&["pdq", "hash", text(&large)]);
    assert_eq!(ran.stdout, format!("{LARGE} 100 {}\n", large.display()));
}

#[test]
fn what_cannot_be_read_does_not_hide_the_others() {
    let folder = Folder::make();
    let picture = folder.write("small.bmp", &bmp(96, 80));
    let letter = folder.write("letter.txt", b"no picture");
    let torn = folder.write("torn.bmp", &bmp(96, 80)[..40]);
    let gone = folder.path().join("gone.jpg");
    let all = [&gone, &letter, &torn, &picture].map(|it| text(it));
    let ran = cli().run(&[&["pdq", "hash", "--json"][..], &all].concat());
    assert_eq!(ran.refused(), (1, "no_fingerprint"));
    let rows = ran.json.as_array().expect("a list");
    let errors: Vec<_> = rows.iter().map(|it| it["error"].as_str()).collect();
    assert_eq!(errors, [Some("io"), Some("unknown_format"), Some("damaged"), None]);
    assert_eq!(rows[3]["pdq"], SMALL[0]);
    assert_eq!(rows[1], json!({ "file": all[1], "error": "unknown_format", "message": rows[1]["message"] }));
    assert!(rows.iter().all(|it| it["message"].is_string() == it["error"].is_string()));
    let lines = cli().run(&[&["pdq", "hash"][..], &all].concat()).stdout;
    assert_eq!(lines.lines().filter(|it| it.starts_with("none: ")).count(), 3);
}

#[test]
fn what_is_left_of_a_picture_is_not_taken_for_it() {
    let folder = Folder::make();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../sanad-pdq/tests/files/colour.jpg");
    let bytes = std::fs::read(file).expect("a picture");
    let torn = folder.write("torn.jpg", &bytes[..bytes.len() / 2]);
    let said = cli().run(&["pdq", "hash", file, text(&torn), "--json"]).ok();
    assert_eq!((said[0]["whole"].as_bool(), said[1]["whole"].as_bool()), (Some(true), Some(false)));
    assert_ne!(said[0]["pdq"], said[1]["pdq"]);
    let lines = cli().run(&["pdq", "hash", file, text(&torn)]).stdout;
    let marked: Vec<_> = lines.lines().map(|it| it.ends_with(" [not whole]")).collect();
    assert_eq!(marked, [false, true]);
}

#[test]
fn raw_pixels_must_be_as_many_as_was_said() {
    let folder = Folder::make();
    let small = folder.write("small.rgb", &pixels(96, 80));
    for size in ["96x79", "96x81", "4294967296x4294967296"] {
        let ran = cli().run(&["pdq", "hash", text(&small), "--raw", size, "--json"]);
        assert_eq!(ran.refused(), (1, "no_fingerprint"), "{size}");
        assert_eq!(ran.json[0]["error"], "raw_size", "{size}");
    }
    assert_eq!(cli().run(&["pdq", "hash", text(&small), "--raw", "96"]).status, 2);
}

/// Fingerprints without a pattern, and some that are near others.
fn bank(count: usize) -> Vec<[u8; 32]> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut all: Vec<[u8; 32]> = vec![];
    for at in 0..count {
        let mut hash = [0; 32];
        match all.get(at / 2).filter(|_| at % 3 == 2) {
            Some(other) => {
                hash = *other;
                for _ in 0..next() % 45 {
                    let bit = (next() % 256) as usize;
                    hash[bit / 8] ^= 1 << (bit % 8);
                }
            }
            None => hash.iter_mut().for_each(|it| *it = (next() >> 40) as u8),
        }
        all.push(hash);
    }
    all
}

fn distance(one: &[u8; 32], other: &[u8; 32]) -> u32 {
    one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum()
}

/// Entries near a query, the nearest first.
fn near(bank: &[[u8; 32]], query: &[u8; 32], radius: u32) -> Value {
    let mut near: Vec<_> = bank.iter().enumerate().map(|(at, it)| (distance(it, query), at)).collect();
    near.retain(|(distance, _)| *distance <= radius);
    near.sort_unstable();
    near.into_iter().map(|(distance, entry)| json!({ "entry": entry, "distance": distance })).collect()
}

fn written(folder: &Folder, name: &str, hashes: &[[u8; 32]]) -> PathBuf {
    folder.write(name, &hashes.concat())
}

#[test]
fn a_search_finds_what_a_look_at_every_entry_finds() {
    let folder = Folder::make();
    let bank = bank(3000);
    let mut queries: Vec<_> = bank.iter().step_by(29).copied().collect();
    queries.push([0x55; 32]);
    let files = [written(&folder, "bank", &bank), written(&folder, "queries", &queries)];
    for radius in [0, 15, 31, 32, 100] {
        let [bank_file, queries_file] = [text(&files[0]), text(&files[1])];
        let many = radius.to_string();
        let args =
            ["pdq", "search", "--bank", bank_file, "--queries", queries_file, "--radius", &many, "--json"];
        let said = cli().run(&args).ok();
        let row = |(number, query): (usize, &[u8; 32])| json!({ "query": number, "matches": near(&bank, query, radius) });
        let expected: Value = queries.iter().enumerate().map(row).collect();
        assert_eq!(said, expected, "radius {radius}");
    }
}

#[test]
fn without_a_radius_it_is_the_published_one() {
    let folder = Folder::make();
    let mut there = [[0_u8; 32]; 2];
    there[0][..4].copy_from_slice(&[0xff, 0xff, 0xff, 0xfe]); // 31 bits
    there[1][..4].copy_from_slice(&[0xff; 4]);
    let bank = written(&folder, "bank", &there);
    let query = written(&folder, "query", &[[0; 32]]);
    let said = cli().run(&["pdq", "search", "--bank", text(&bank), "--queries", text(&query), "--json"]).ok();
    assert_eq!(said, json!([{ "query": 0, "matches": [{ "entry": 0, "distance": 31 }] }]));
    let ran = cli().run(&["pdq", "search", "--bank", text(&bank), "--queries", text(&query)]);
    assert_eq!(ran.stdout, format!("0 {}  0 at 31\n", "0".repeat(64)));
}

#[test]
fn a_bank_is_whole_or_refused() {
    let folder = Folder::make();
    let (whole, none) = (written(&folder, "whole", &bank(3)), folder.write("none", b""));
    let torn = folder.write("torn", &[7; 40]);
    let search = |bank: &Path, queries: &Path| {
        cli().run(&["pdq", "search", "--bank", text(bank), "--queries", text(queries), "--json"])
    };
    assert_eq!(search(&torn, &whole).refused(), (1, "not_fingerprints"));
    // What was asked before the end is answered, and the list is closed.
    let ran = search(&whole, &torn);
    assert_eq!(ran.refused(), (1, "not_fingerprints"));
    assert_eq!(ran.json, json!([{ "query": 0, "matches": [] }]));
    assert_eq!(search(&whole, &none).ok(), json!([]));
    assert_eq!(search(&none, &whole).ok().as_array().map(Vec::len), Some(3));
    assert_eq!(search(&folder.path().join("gone"), &whole).refused(), (1, "io"));
    assert_eq!(search(&whole, &folder.path().join("gone")).refused(), (1, "io"));
    assert_eq!(search(&whole, folder.path()).refused(), (1, "io"));
}

#[test]
fn a_measured_search_misses_nothing() {
    let folder = Folder::make();
    let sizes = ["pdq", "bench", "--no-hash", "--bank-size", "2000", "--query-count", "100", "--json"];
    let said = cli().run(&sizes).ok();
    let rows = said["search"].as_array().expect("a list");
    let names: Vec<_> = rows.iter().map(|it| it["bank"].as_str()).collect();
    assert_eq!(names, [Some("uniform"), Some("clustered")]);
    for row in rows {
        assert!(row["found"].as_u64().is_some_and(|it| it > 20), "{row}");
        assert_eq!((row["recall"].as_f64(), row["extra"].as_u64()), (Some(1.0), Some(0)), "{row}");
    }
    let bank = written(&folder, "bank", &bank(500));
    let said = cli()
        .run(&["pdq", "bench", "--no-hash", "--bank", text(&bank), "--queries", text(&bank), "--json"])
        .ok();
    let row = &said["search"][0];
    assert_eq!((row["bank"].as_str(), row["entries"].as_u64()), (Some("file"), Some(500)));
    assert!(row["found"].as_u64().is_some_and(|it| it > 500), "{row}");
    assert_eq!((row["recall"].as_f64(), row["extra"].as_u64()), (Some(1.0), Some(0)), "{row}");
}

#[test]
fn who_stops_reading_is_no_accident() {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_sanad"))
        .args(["pdq", "bench", "--no-search", "--runs", "1"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(bench.stdout.take());
    let ended = bench.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
}
