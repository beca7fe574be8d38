//! The browser's modules: her core and the desk's, and fingerprints of pictures. Two ways to the standard library of
//! wasm32: rustup's, or Debian's sources.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::shell::{Done, command, has, root, run, target, unless_fresh};

const TARGET: &str = "wasm32-unknown-unknown";
/// What the compiler uses and every browser since 2021 knows; with more, the optimiser writes what old ones refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// What a phone may have to load at most, compressed, in bytes: to tell, and to come back or to send files. The
/// budget of 90 kB for telling is not met yet; README says why.
const CEILINGS: [(&str, u64); 2] = [("tell", 130 * 1024), ("visit", 180 * 1024)];

/// One module and how it is built.
struct Module {
    /// Of its files.
    name: &'static str,
    package: &'static str,
    feature: Option<&'static str>,
    /// For the compiler.
    flags: &'static [&'static str],
    /// For the optimiser.
    passes: &'static [&'static str],
}

impl Module {
    const fn core(name: &'static str, flags: &'static [&'static str]) -> Self {
        Self { name, package: "sanad-wasm", feature: Some(name), flags, passes: &["-Oz"] }
    }
}

/// Hashes in a loop instead of unrolled make a smaller module, and telling hashes little. Files are hashed in the
/// other half.
const TELL: Module = Module::core("tell", &["--cfg=sha2_backend_soft=\"compact\""]);
const VISIT: Module = Module::core("visit", &[]);
const DESK: Module = Module::core("desk", &[]);
/// A picture is millions of bytes: speed before size.
const PDQ: Module =
    Module { name: "pdq", package: "sanad-pdq-wasm", feature: None, flags: &[], passes: &["-O3"] };
const PDQ_SIMD: Module = Module {
    name: "pdq_simd",
    flags: &["-Ctarget-feature=+simd128"],
    passes: &["-O3", "--enable-simd"],
    ..PDQ
};

/// Builds the three cores and puts them where the web parts and the server find them; and the two modules for
/// fingerprints, which no page loads yet, into `pdq` below the target folder.
pub(crate) fn build() -> Done {
    let inputs = [
        "crates/sanad-wasm",
        "crates/sanad-client",
        "crates/sanad-protocol",
        "crates/sanad-crypto",
        "crates/sanad-age",
        "crates/sanad-domain",
        "Cargo.lock",
        "Cargo.toml",
    ];
    let person = root().join("web/person/core");
    let desk = root().join("web/desk/public/core");
    for (module, out) in [(TELL, &person), (VISIT, &person), (DESK, &desk)] {
        fresh(&module, &inputs, out)?;
    }
    let inputs = ["crates/sanad-pdq-wasm", "crates/sanad-pdq", "Cargo.lock", "Cargo.toml"];
    for module in [PDQ, PDQ_SIMD] {
        fresh(&module, &inputs, &target().join("pdq"))?;
    }
    decoders()?;
    CEILINGS
        .iter()
        .try_for_each(|(half, most)| check_size(half, &person.join(format!("{half}_bg.wasm")), *most))
}

fn fresh(module: &Module, inputs: &[&str], out: &Path) -> Done {
    let made = out.join(format!("{}_bg.wasm", module.name));
    unless_fresh(&format!("wasm-{}", module.name), inputs, &made, || make(module, out))
}

/// That the decoders of pictures compile for a browser, where no page loads them yet.
fn decoders() -> Done {
    let module = Module { package: "sanad-pdq", feature: Some("decode"), ..PDQ };
    let inputs = ["crates/sanad-pdq", "Cargo.lock", "Cargo.toml"];
    let built = compiler()?.target_dir.join(TARGET).join("wasm/libsanad_pdq.rlib");
    unless_fresh("wasm-decoders", &inputs, &built, || compile(&module).map(|_| ()))
}

/// The folder into which it was compiled.
fn compile(module: &Module) -> Result<PathBuf, String> {
    let Compiler { mut cargo, target_dir, builds_std } = compiler()?;
    fs::create_dir_all(&target_dir).map_err(|error| format!("{}: {error}", target_dir.display()))?;
    let mut flags = remaps(&target_dir);
    flags.extend(module.flags.iter().map(|it| (*it).to_owned()));
    if builds_std {
        // Where the standard library is built anyway, it is built without the texts of panics.
        flags.extend(["-Zunstable-options", "-Cpanic=immediate-abort"].map(String::from));
    }
    cargo
        .current_dir(root())
        // Cargo's separator: paths may hold spaces.
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_TARGET_DIR", &target_dir)
        .args(["build", "--locked", "--profile", "wasm", "--target", TARGET, "-p", module.package])
        .arg("--no-default-features");
    if let Some(feature) = module.feature {
        cargo.args(["--features", feature]);
    }
    run(&mut cargo)?;
    Ok(target_dir)
}

fn make(module: &Module, out: &Path) -> Done {
    let target_dir = compile(module)?;
    let name = module.name;
    let built = format!("wasm/{}.wasm", module.package.replace('-', "_"));
    let made = target_dir.join(format!("bindings-{name}"));
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(target_dir.join(TARGET).join(built))
        .out_name(name)
        .typescript(false)
        .web(true)
        .and_then(|it| it.generate(&made))
        .map_err(|error| format!("the bindings were not made: {error}"))?;
    let bytes = format!("{name}_bg.wasm");
    optimise(&made.join(&bytes), module.passes)?;
    fs::create_dir_all(out).map_err(|error| error.to_string())?;
    for file in [bytes, format!("{name}.js")] {
        fs::copy(made.join(&file), out.join(&file)).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(())
}

/// Flags that keep this machine's paths out of the module, so that two machines make the same bytes. Of several
/// that fit, the compiler takes the last.
fn remaps(target_dir: &Path) -> Vec<String> {
    let home = std::env::var_os("HOME").unwrap_or_default();
    let cargo_home =
        std::env::var_os("CARGO_HOME").map_or_else(|| Path::new(&home).join(".cargo"), Into::into);
    let folders = [(root(), "/src"), (target_dir.to_owned(), "/target"), (cargo_home, "/cargo")];
    folders
        .into_iter()
        .filter_map(|(folder, name)| Some((folder.canonicalize().ok()?, name)))
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect()
}

/// A cargo that can build for wasm32, with its own target folder: two compilers never share one.
struct Compiler {
    cargo: Command,
    target_dir: PathBuf,
    /// It builds the standard library from its sources.
    builds_std: bool,
}

/// Debian's compiler with the sources of the standard library, where they are installed: the module gets a tenth
/// smaller. Else rustup's target, which every machine can have.
fn compiler() -> Result<Compiler, String> {
    if !debian_has_sources() && !rustup_has_target() {
        install_debian()?;
    }
    if !debian_has_sources() {
        let (cargo, target_dir) = (Command::new("cargo"), target().join("wasm"));
        return Ok(Compiler { cargo, target_dir, builds_std: false });
    }
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/wasm-ld-19")
        .env_remove("RUSTUP_TOOLCHAIN")
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    Ok(Compiler { cargo, target_dir: target().join("wasm-debian"), builds_std: true })
}

fn debian_has_sources() -> bool {
    let needed =
        ["/usr/bin/rustc", "/usr/bin/cargo", "/usr/bin/wasm-ld-19", "/usr/lib/rustlib/src/rust/library"];
    needed.iter().all(|it| Path::new(it).exists())
}

fn rustup_has_target() -> bool {
    let there = || {
        let found = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
        let path = found.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default();
        !path.is_empty() && Path::new(&path).exists()
    };
    there()
        || (has("rustup")
            && command("rustup", ".").args(["target", "add", TARGET]).output().is_ok()
            && there())
}

fn install_debian() -> Done {
    let packages = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
    let advice = format!(
        "the core needs wasm32's standard library: `rustup target add {TARGET}`, or on Debian `apt-get install {}`",
        packages.join(" ")
    );
    if !has("apt-get") {
        return Err(advice);
    }
    let installed = run(command("apt-get", ".")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq"])
        .args(packages));
    installed.map_err(|error| format!("{advice}\n{error}"))
}

fn optimise(module: &Path, passes: &[&str]) -> Done {
    let tool = root().join("xtask/tools/node_modules/.bin/wasm-opt");
    if !tool.exists() {
        run(command("npm", "xtask/tools").args(["ci", "--no-audit", "--no-fund"]))?;
    }
    run(Command::new(tool).args(passes).args(FEATURES).args(["-o"]).arg(module).arg(module))
}

fn check_size(half: &str, module: &Path, most: u64) -> Done {
    if !has("brotli") {
        return Ok(());
    }
    let packed = Command::new("brotli").args(["-c", "-q", "11"]).arg(module).output();
    let size = packed.map_err(|error| error.to_string())?.stdout.len() as u64;
    println!("her core, {half}: {size} bytes compressed (at most {most})");
    if size <= most { Ok(()) } else { Err(format!("her core for `{half}` is larger than it may be")) }
}
