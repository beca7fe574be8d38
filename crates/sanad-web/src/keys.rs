//! The server's own secrets, all from one 32-byte file beside the database and never inside it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use rand_core::CryptoRng;
use sanad_crypto::safe::sign::SigningKey;
use sha2::Sha256;

/// Keys of one server.
#[derive(Clone)]
pub struct ServerKeys {
    /// Signs acknowledgements and refusals.
    pub system: SigningKey,
    /// Signs checkpoints.
    pub log: SigningKey,
    secret: [u8; 32],
}

impl std::fmt::Debug for ServerKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServerKeys(<secret>)")
    }
}

impl ServerKeys {
    /// Keys from the secret of the key file.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self {
            system: SigningKey::derive(&secret, "sanad/server/system/v1"),
            log: SigningKey::derive(&secret, "sanad/server/log/v1"),
            secret,
        }
    }

    /// A new secret for the key file.
    pub fn generate_secret(rng: &mut impl CryptoRng) -> [u8; 32] {
        let mut secret = [0; 32];
        rng.fill_bytes(&mut secret);
        secret
    }

    /// HMAC under the server's secret, for one purpose. The database alone does not lead back to the input.
    pub(crate) fn mac(&self, purpose: &str, input: &[u8]) -> [u8; 32] {
        // HMAC takes keys of every length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) else {
            unreachable!("any key length")
        };
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(input);
        mac.finalize().into_bytes().into()
    }
}
