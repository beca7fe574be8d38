//! Seals and opens standard input, so that other implementations can be tried against this one.
//!
//! ```sh
//! cargo run -p sanad-age --example age -- keygen pq                       # or x25519
//! cargo run -p sanad-age --example age -- recipient AGE-SECRET-KEY-PQ-1…
//! cargo run -p sanad-age --example age -- seal age1pq1… < plain > sealed  # or age1…
//! cargo run -p sanad-age --example age -- open AGE-SECRET-KEY-PQ-1… < sealed > plain
//! ```
//!
//! A secret on a command line is seen by everybody on the machine: for tests only.

use std::io::{Read as _, Write as _, stdin, stdout};

use rand_core::UnwrapErr;
use sanad_age::{
    Error, HybridIdentity, HybridRecipient, Identity, Recipient, X25519Identity, X25519Recipient, open, seal,
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut rng = UnwrapErr(getrandom::SysRng);
    let out = match args.as_slice() {
        ["keygen", "pq"] => line(&HybridIdentity::generate(&mut rng).dangerous_to_text()),
        ["keygen", "x25519"] => line(&X25519Identity::generate(&mut rng).dangerous_to_text()),
        ["recipient", key] if hybrid(key) => line(&HybridIdentity::parse(key)?.recipient().to_string()),
        ["recipient", key] => line(&X25519Identity::parse(key)?.recipient().to_string()),
        ["seal", to @ ..] if !to.is_empty() => {
            let recipients: Vec<Recipient> = to.iter().map(|it| recipient(it)).collect::<Result<_, _>>()?;
            seal(&recipients, &input()?, &mut rng)?
        }
        ["open", keys @ ..] if !keys.is_empty() => {
            let identities: Vec<Identity> = keys.iter().map(|it| identity(it)).collect::<Result<_, _>>()?;
            open(&identities, &input()?)?
        }
        _ => return Err("keygen pq|x25519, recipient KEY, seal RECIPIENT…, open KEY…".into()),
    };
    Ok(stdout().write_all(&out)?)
}

fn hybrid(key: &str) -> bool {
    key.starts_with("AGE-SECRET-KEY-PQ-1")
}

fn identity(key: &str) -> Result<Identity, Error> {
    if hybrid(key) {
        HybridIdentity::parse(key).map(Into::into)
    } else {
        X25519Identity::parse(key).map(Into::into)
    }
}

fn recipient(key: &str) -> Result<Recipient, Error> {
    if key.starts_with("age1pq1") {
        HybridRecipient::parse(key).map(Into::into)
    } else {
        X25519Recipient::parse(key).map(Into::into)
    }
}

fn input() -> Result<Vec<u8>, std::io::Error> {
    let mut bytes = vec![];
    stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn line(text: &str) -> Vec<u8> {
    format!("{text}\n").into_bytes()
}
