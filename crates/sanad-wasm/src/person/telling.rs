//! Telling.

use sanad_client::tell::{Prepared, prepare};
use sanad_crypto::safe::receipt::Receipt;
use sanad_domain::report::Report;
use sanad_protocol::{encode, intake::PuzzleView};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Js, failed, read, rng, seconds, team::Team, thrown};

/// Tries some nonces of the server's puzzle, so that the page can breathe between.
#[wasm_bindgen]
pub fn solve(puzzle: &[u8], start: f64, tries: f64) -> Js<Option<f64>> {
    let view: PuzzleView = read(puzzle)?;
    Ok(view.puzzle.search(start as u64, tries as u64).map(|it| it as f64))
}

/// A report that is sealed and ready to be sent.
#[wasm_bindgen]
pub struct Told {
    prepared: Prepared,
    receipt: Receipt,
}

/// Seals a report; takes as long as two derivations of the receipt.
#[wasm_bindgen]
pub fn tell(team: &Team, report: &str, now: f64) -> Js<Told> {
    let report: Report = serde_json::from_str(report).map_err(|_| thrown("report"))?;
    let mut rng = rng();
    let receipt = Receipt::generate(&mut rng);
    let (prepared, _) = prepare(&team.trust, &report, &receipt, seconds(now), &mut rng).map_err(failed)?;
    Ok(Told { prepared, receipt })
}

#[wasm_bindgen]
impl Told {
    /// The 20 digits. To be shown once it was accepted.
    pub fn receipt(&self) -> String {
        self.receipt.dangerous_to_digits().as_str().to_owned()
    }

    /// Adds a solved puzzle.
    #[wasm_bindgen(js_name = withWork)]
    pub fn with_work(&mut self, puzzle: &[u8], nonce: f64) -> Js<()> {
        let view: PuzzleView = read(puzzle)?;
        self.prepared = self.prepared.clone().with_work(view.puzzle, nonce as u64);
        Ok(())
    }

    /// Body of `POST /cases`; sending it again is safe.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.prepared.request)
    }

    /// Checks the acknowledgement.
    pub fn accepted(&self, team: &Team, response: &[u8]) -> Js<()> {
        self.prepared.accepted(&team.trust, &read(response)?).map(|_| ()).map_err(failed)
    }
}
