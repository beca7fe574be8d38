//! The web parts are built by `cargo xtask web`. Without them the server still builds, and answers 404 for them.

use std::{fs, path::Path};

fn main() -> std::io::Result<()> {
    for folder in ["person/dist", "person/core", "desk/dist"] {
        let path = Path::new("../../web").join(folder);
        fs::create_dir_all(&path)?;
        println!("cargo::rerun-if-changed={}", path.display());
    }
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=../../directory");
    Ok(())
}
