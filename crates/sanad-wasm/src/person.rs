//! Her side: telling, coming back.

use sanad_client::{
    back::{Returning as Back, reader, writer},
    file,
    tell::{Prepared, check_ack, prepare},
};
use sanad_crypto::safe::{
    Hash,
    receipt::{PersonKeys, Receipt, ReceiptError},
};
use sanad_domain::{
    Lane,
    case::{Body, Consent, Decision, Destroy, Message},
    report::Report,
};
use sanad_protocol::{case::CaseFile, encode, intake::PuzzleView, person::Session};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Js, failed, json as to_json, read, rng, seconds, team::Team, thrown};

fn receipt_code(error: ReceiptError) -> &'static str {
    match error {
        ReceiptError::Length => "length",
        ReceiptError::Character => "character",
        ReceiptError::CheckDigit => "check_digit",
    }
}

/// Empty where the digits are a receipt, else what is wrong: told on the device, before anything is sent.
#[wasm_bindgen(js_name = checkReceipt)]
pub fn check_receipt(text: &str) -> String {
    Receipt::parse(text).err().map(receipt_code).unwrap_or_default().into()
}

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
    let prepared = prepare(&team.trust, &report, &receipt, seconds(now), &mut rng).map_err(failed)?;
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

/// Who comes back.
#[wasm_bindgen]
pub struct Returning {
    back: Back,
    keys: Option<PersonKeys>,
}

#[wasm_bindgen]
impl Returning {
    /// Stage 1 of the receipt.
    #[wasm_bindgen(constructor)]
    pub fn new(team: &Team, receipt: &str) -> Js<Returning> {
        let receipt = Receipt::parse(receipt).map_err(|error| thrown(receipt_code(error)))?;
        let back = Back::new(&team.trust, receipt).map_err(failed)?;
        Ok(Self { back, keys: None })
    }

    /// Body of `POST /person/challenge`.
    pub fn ask(&self) -> Vec<u8> {
        encode(&self.back.ask())
    }

    /// Body of `POST /person/session`: stage 2.
    pub fn answer(&mut self, team: &Team, origin: &str, challenge: &[u8]) -> Js<Vec<u8>> {
        let (keys, answer) = self.back.answer(&team.trust, origin, &read(challenge)?).map_err(failed)?;
        self.keys = Some(keys);
        Ok(encode(&answer))
    }

    /// The visit that the session opens.
    pub fn visit(&self, session: &[u8]) -> Js<Visit> {
        let keys = self.keys.clone().ok_or_else(|| thrown("answer"))?;
        Ok(Visit { session: read(session)?, keys, sent: None })
    }
}

/// A visit to her case.
#[wasm_bindgen]
pub struct Visit {
    session: Session,
    keys: PersonKeys,
    sent: Option<Hash>,
}

#[wasm_bindgen]
impl Visit {
    /// For `Authorization: Bearer`.
    pub fn token(&self) -> String {
        self.session.token.clone()
    }

    /// Her case.
    #[wasm_bindgen(js_name = caseId)]
    pub fn case_id(&self) -> String {
        self.session.case.to_string()
    }

    /// Verifies and opens the answer of `GET /person/case`.
    pub fn read(&self, team: &Team, answer: &[u8]) -> Js<String> {
        let opened = self.open(team, answer)?;
        let case = &opened.case;
        let said: Vec<Value> = case
            .conversation
            .iter()
            .map(|it| {
                let by = if it.author.as_member().is_some() { "team" } else { "person" };
                json!({ "entry": it.entry, "by": by, "arrived": it.arrived, "text": it.message.text })
            })
            .collect();
        to_json(&json!({
            "report": case.report,
            "conversation": said,
            "seen": case.seen,
            "consents": case.consents,
            "waiting_since": case.waiting_since,
            "destroyed": case.destroyed,
        }))
    }

    /// An entry with her words.
    pub fn say(&mut self, team: &Team, answer: &[u8], text: String, now: f64) -> Js<Vec<u8>> {
        self.write(team, answer, Body::Message(Message { text, attachments: vec![] }), now)
    }

    /// An entry with her consent, given or withdrawn.
    pub fn consent(
        &mut self,
        team: &Team,
        answer: &[u8],
        purpose: String,
        given: bool,
        now: f64,
    ) -> Js<Vec<u8>> {
        let decision = if given { Decision::Given } else { Decision::Withdrawn };
        self.write(team, answer, Body::Consent(Consent { purpose, decision, recipient: None }), now)
    }

    /// The entry that deletes everything.
    pub fn destroy(&mut self, team: &Team, answer: &[u8], now: f64) -> Js<Vec<u8>> {
        self.write(team, answer, Body::Destroy(Destroy { reason: "person".into() }), now)
    }

    /// Checks the acknowledgement of the last entry.
    pub fn accepted(&mut self, team: &Team, response: &[u8]) -> Js<()> {
        let hash = self.sent.take().ok_or_else(|| thrown("unacknowledged"))?;
        check_ack(&team.trust, &read(response)?, &hash).map(|_| ()).map_err(failed)
    }

    fn open(&self, team: &Team, answer: &[u8]) -> Js<file::OpenFile> {
        let file: CaseFile = read(answer)?;
        file::open(&team.trust, &file, &reader(&self.keys)).map_err(failed)
    }

    fn write(&mut self, team: &Team, answer: &[u8], body: Body, now: f64) -> Js<Vec<u8>> {
        let mut file = self.open(team, answer)?;
        let writer = writer(&self.keys);
        let composed = writer
            .entry(&team.trust, &mut file, Lane::Shared, body, seconds(now), &mut rng())
            .map_err(failed)?;
        self.sent = Some(composed.hash);
        Ok(encode(&composed.append))
    }
}
