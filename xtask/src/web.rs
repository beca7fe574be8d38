//! Both web parts: her script and the desk.

use crate::shell::{Done, command, root, run, unless_fresh};

/// Installs and builds what changed.
pub(crate) fn build() -> Done {
    part("person", &["web/person"], "dist/person.js")?;
    part(
        "desk",
        &["web/desk", "web/desk/public/core/desk_bg.wasm", "web/desk/public/core/desk.js", "locales"],
        "dist/index.html",
    )
}

fn part(name: &str, inputs: &[&str], output: &str) -> Done {
    let folder = format!("web/{name}");
    let inputs: Vec<&str> = inputs.to_vec();
    unless_fresh(&format!("web-{name}"), &inputs, &root().join(&folder).join(output), || {
        run(command("npm", &folder).args(["ci", "--no-audit", "--no-fund"]))?;
        run(command("npm", &folder).args(["run", "check"]))?;
        run(command("npm", &folder).args(["run", "build"]))
    })
}
