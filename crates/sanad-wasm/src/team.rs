//! The verified team.

use sanad_client::Trust;
#[cfg(feature = "desk")]
use sanad_crypto::safe::entry::Saw;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "desk")]
use crate::thrown;
use crate::{Js, failed, read, seconds};

/// The team's chain and the newest checkpoint.
#[wasm_bindgen]
pub struct Team {
    pub(crate) trust: Trust,
}

#[wasm_bindgen]
impl Team {
    /// Verifies the answer of `GET /team`; `expected` is a fingerprint that is to be found.
    #[wasm_bindgen(constructor)]
    pub fn new(view: &[u8], expected: Option<String>) -> Js<Team> {
        let trust = Trust::verify(&read(view)?, expected.as_deref()).map_err(failed)?;
        Ok(Self { trust })
    }

    /// Short fingerprint of the root key.
    pub fn fingerprint(&self) -> String {
        self.trust.team.fingerprint()
    }

    /// Public name in a language, or in any.
    pub fn name(&self, lang: &str) -> String {
        let names = &self.trust.team.names;
        names.get(lang).or_else(|| names.values().next()).cloned().unwrap_or_default()
    }

    /// Leaves under the newest checkpoint.
    pub fn size(&self) -> f64 {
        self.trust.checkpoint.size as f64
    }

    /// Number of the last statement of the team's chain: it grew, and cards or keys changed.
    #[cfg(feature = "desk")]
    pub fn head(&self) -> f64 {
        self.trust.team.head.0 as f64
    }

    /// Whether the intake key should have been renewed before `now` (Unix seconds): her page says so, and
    /// seals all the same.
    #[wasm_bindgen(js_name = intakeExpired)]
    pub fn intake_expired(&self, now: f64) -> bool {
        self.trust.intake_expired(seconds(now))
    }

    /// Root of the tree under the newest checkpoint, in hexadecimal.
    #[cfg(feature = "desk")]
    pub fn root(&self) -> String {
        self.trust.checkpoint.root.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Checks that this log continues what this browser saw before, by the answer of
    /// `GET /log/consistency?from=SIZE&to=TEAM`; throws `rolled_back`.
    #[cfg(feature = "desk")]
    pub fn continues(&self, size: f64, root: &str, answer: &[u8]) -> Js<()> {
        let saw = Saw { size: size as u64, root: hex_32(root).ok_or_else(|| thrown("rolled_back"))? };
        self.trust.continues(&saw, &read(answer)?).map_err(failed)
    }

    /// Checks that the server's log continues this one; throws `rolled_back`.
    #[cfg(feature = "desk")]
    #[wasm_bindgen(js_name = checkConsistency)]
    pub fn check_consistency(&self, answer: &[u8]) -> Js<()> {
        self.trust.check_consistency(&self.trust.saw(), &read(answer)?).map(|_| ()).map_err(failed)
    }
}

#[cfg(feature = "desk")]
fn hex_32(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, at) in out.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(out)
}
