//! Coming back, and what she does then.

use sanad_client::{
    back::{self, Returning as Back, reader, writer},
    file::{self, OpenFile},
    tell::check_ack,
};
use sanad_crypto::safe::{
    Hash,
    entry::BlobRef,
    epoch::Holder,
    receipt::{PersonKeys, Receipt},
};
use sanad_domain::{
    Lane,
    case::{Attachment, Body, Consent, Decision, Destroy, Message},
    report::{Age, SealedWhere},
};
use sanad_protocol::{case::CaseFile, encode, person::Session};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{FileSeal, Rekeyed, receipt_code};
use crate::{Js, failed, files_of, json as to_json, read, rng, seconds, team::Team, thrown};

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
        Ok(Visit::new(read(session)?, keys))
    }
}

/// A visit to her case.
#[wasm_bindgen]
pub struct Visit {
    session: Session,
    keys: PersonKeys,
    /// Files that the next message brings.
    attached: Vec<(Attachment, BlobRef)>,
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

    /// Name of her key, for `GET /person/case?holder=…`.
    pub fn holder(&self) -> String {
        Holder::of(&self.keys.age.recipient()).0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Verifies and opens the answer of `GET /person/case`.
    pub fn read(&self, team: &Team, answer: &[u8]) -> Js<String> {
        let opened = self.open(team, answer)?;
        let case = &opened.case;
        let said: Vec<Value> = case
            .conversation
            .iter()
            .map(|it| {
                json!({
                    "entry": it.entry,
                    "by": if it.author.as_member().is_some() { "team" } else { "person" },
                    "arrived": it.arrived,
                    "text": it.message.text,
                    "sealed_where": it.message.sealed_where,
                    "files": files_of(&it.message),
                })
            })
            .collect();
        to_json(&json!({
            "report": case.report,
            "told_at": case.told_at,
            "conversation": said,
            "seen": case.seen,
            "consents": case.consents,
            "stage": case.stage,
            "waiting_since": case.waiting_since,
            "minor": case.report.as_ref().is_some_and(|it| it.age == Age::Minor),
            "destroyed": case.destroyed,
        }))
    }

    /// A sealed file that is complete on the server comes with the next message. `name` and `mediaType` are
    /// what the phone says.
    pub fn attach(&mut self, seal: &FileSeal, name: &str, media_type: &str) -> Js<()> {
        let file = seal.file()?;
        self.attached.push((file.attachment(name, media_type), file.sealed.clone()));
        Ok(())
    }

    /// An entry with her words and everything that was attached.
    pub fn say(&mut self, team: &Team, answer: &[u8], text: String, now: f64) -> Js<Vec<u8>> {
        let mut file = self.open(team, answer)?;
        let (attachments, blobs) = self.attached.iter().cloned().unzip();
        let message = Message { text, attachments, sealed_where: SealedWhere::Device };
        let composed = writer(&file, &self.keys)
            .say(&team.trust, &mut file, message, blobs, seconds(now), &mut rng())
            .map_err(failed)?;
        self.sent = Some(composed.hash);
        Ok(encode(&composed.append))
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

    /// Another number for the case; takes as long as two derivations.
    pub fn rekey(&self, team: &Team, answer: &[u8], now: f64) -> Js<Rekeyed> {
        let mut file = self.open(team, answer)?;
        let rekeyed = back::rekey(&team.trust, &mut file, &self.keys, seconds(now), &mut rng());
        Ok(Rekeyed { rekeyed: rekeyed.map_err(failed)?, session: self.session.clone() })
    }

    /// Checks the acknowledgement of the last entry; what it brought is not brought again.
    pub fn accepted(&mut self, team: &Team, response: &[u8]) -> Js<()> {
        let hash = self.sent.take().ok_or_else(|| thrown("unacknowledged"))?;
        check_ack(&team.trust, &read(response)?, &hash).map_err(failed)?;
        self.attached.clear();
        Ok(())
    }
}

impl Visit {
    pub(super) fn new(session: Session, keys: PersonKeys) -> Self {
        Self { session, keys, attached: vec![], sent: None }
    }

    fn open(&self, team: &Team, answer: &[u8]) -> Js<OpenFile> {
        let file: CaseFile = read(answer)?;
        file::open(&team.trust, &file, &reader(&self.keys)).map_err(failed)
    }

    fn write(&mut self, team: &Team, answer: &[u8], body: Body, now: f64) -> Js<Vec<u8>> {
        let mut file = self.open(team, answer)?;
        let composed = writer(&file, &self.keys)
            .entry(&team.trust, &mut file, Lane::Shared, body, seconds(now), &mut rng())
            .map_err(failed)?;
        self.sent = Some(composed.hash);
        Ok(encode(&composed.append))
    }
}
