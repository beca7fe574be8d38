//! The process behind her pages without scripts. The server starts it and speaks to it over standard input
//! and output; nobody else has a use for it.

use std::process::ExitCode;

use crate::data::system_rng;

/// Works until the server closes the line.
pub(crate) fn run() -> ExitCode {
    // Without its limits it does not begin: the server then says that it is busy.
    if limit().is_err() {
        return ExitCode::FAILURE;
    }
    let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
    match sanad_plain::child::run(input, output, &mut system_rng()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Memory that the process may map, in bytes: a derivation takes 64 MiB, a long case some more.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 512 * 1024 * 1024;

/// No core dump, so that what she wrote is on no disk; on Linux also a limit of memory.
#[cfg(unix)]
fn limit() -> std::io::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};
    setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
    #[cfg(target_os = "linux")]
    {
        // A stricter limit of the machine stays.
        let (_, most) = nix::sys::resource::getrlimit(Resource::RLIMIT_AS)?;
        let memory = most.min(MEMORY);
        setrlimit(Resource::RLIMIT_AS, memory, memory)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit() -> std::io::Result<()> {
    Ok(())
}
