//! Turns `taxonomy.toml` into constants, so that no client parses it.

use std::{fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=taxonomy.toml");
    let file: toml::Table = fs::read_to_string("taxonomy.toml")?.parse()?;
    let lists = file.get("list").and_then(|it| it.as_array()).ok_or("no lists")?;
    let mut out = String::from("&[\n");
    for list in lists {
        let id = list.get("id").and_then(|it| it.as_str()).ok_or("a list without an id")?;
        writeln!(out, "    ({id:?}, &[")?;
        for code in list.get("codes").and_then(|it| it.as_array()).ok_or("a list without codes")? {
            let code = code.get("code").and_then(|it| it.as_str()).ok_or("a code without a name")?;
            writeln!(out, "        {code:?},")?;
        }
        writeln!(out, "    ]),")?;
    }
    out.push(']');
    fs::write(Path::new(&std::env::var("OUT_DIR")?).join("taxonomy.in"), out)?;
    Ok(())
}
