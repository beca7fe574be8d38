//! The key that opens backups: the recovery sheet, as its digits or as an age identity.

use std::{fs, path::Path};

use sanad_age::HybridIdentity;
use sanad_client::found::zeroize_seed::Seed;
use sanad_crypto::safe::team::RecoverySheet;

use crate::output::Failure;

/// Reads a file that holds the groups of the recovery sheet, or a line `AGE-SECRET-KEY-PQ-1…`.
pub(crate) fn read(path: &Path) -> Result<HybridIdentity, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::io(&format!("the identity {}", path.display()), &error))?;
    if let Some(line) = text.lines().map(str::trim).find(|it| it.starts_with("AGE-SECRET-KEY-")) {
        return HybridIdentity::parse(line).map_err(|_| {
            Failure::new("identity", "the age identity is mistyped, or is not a post-quantum one")
        });
    }
    let seed = Seed::parse(&text).ok_or_else(|| {
        Failure::new("identity", "a digit of the recovery sheet is mistyped: 17 groups of 4 are expected")
    })?;
    Ok(RecoverySheet::derive(&seed.0).age)
}
