//! The examples of sanad-pdq, run as its README's reader would run them, on the core without `std` and features.

use std::{
    fs::{self, File},
    process::Command,
};

use crate::shell::{Done, command, target};

/// Of the picture that is hashed.
const SIDE: u8 = 80;

/// Fingerprints of a drawn picture, and two videos made of them: one is the other, turned.
pub(crate) fn pdq() -> Done {
    let folder = target().join("examples");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let write = |name: &str, content: &[u8]| {
        let path = std::path::absolute(folder.join(name)).map_err(|error| error.to_string())?;
        fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display())).map(|()| path)
    };
    let pixel = |x: u8, y: u8| [x.wrapping_mul(y), x.wrapping_add(y / 3), y.wrapping_mul(5)];
    let pixels: Vec<u8> = (0..SIDE).flat_map(|y| (0..SIDE).flat_map(move |x| pixel(x, y))).collect();
    let picture = File::open(write("picture.rgb", &pixels)?).map_err(|error| error.to_string())?;
    let side = SIDE.to_string();
    let told = said(example("pdq").args([&side, &side]).stdin(picture))?;

    let mut lines = told.lines();
    let quality = lines.next().and_then(|it| it.strip_prefix("quality "));
    let quality = quality.ok_or_else(|| format!("no quality is told:\n{told}"))?;
    let turns: Vec<&str> = lines.filter_map(|it| it.split_once(' ')).map(|(hash, _)| hash).collect();
    let [first, .., last] = turns.as_slice() else { return Err(format!("no turns are told:\n{told}")) };
    let frame = |number: usize, hash: &str| format!("{number},{quality},{hash},{number}.000\n");
    let query = write("query.txt", (frame(0, first) + &frame(1, first)).as_bytes())?;
    let same = write("same.txt", frame(0, first).as_bytes())?;
    let other = write("other.txt", frame(0, last).as_bytes())?;
    for (bank, verdict) in [(same, ": the same,"), (other, ": not the same,")] {
        let told = said(example("vpdq").arg(&query).arg(bank))?;
        if told.lines().count() != 2 || !told.lines().all(|line| line.contains(verdict)) {
            return Err(format!("both rules should say `{verdict}`:\n{told}"));
        }
    }
    Ok(())
}

fn example(name: &str) -> Command {
    let mut example = command("cargo", ".");
    example.args(["run", "--quiet", "-p", "sanad-pdq", "--no-default-features", "--example", name, "--"]);
    example
}

/// What it prints; it must end well.
fn said(example: &mut Command) -> Result<String, String> {
    let output = example.output().map_err(|error| format!("{example:?}\n  did not start: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}
