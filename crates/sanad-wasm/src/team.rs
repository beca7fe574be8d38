//! The verified team.

use sanad_client::Trust;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Js, failed, read};

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

    /// Checks that the server's log continues this one; throws `rolled_back`.
    #[cfg(feature = "desk")]
    #[wasm_bindgen(js_name = checkConsistency)]
    pub fn check_consistency(&self, answer: &[u8]) -> Js<()> {
        self.trust.check_consistency(&self.trust.saw(), &read(answer)?).map(|_| ()).map_err(failed)
    }
}
