//! The jobs: what the browser's core does with scripts on.

use std::io::{Read, Write};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use rand_core::CryptoRng;
use sanad_client::{
    Trust,
    back::{Returning, case_path, reader, writer},
    file::{self, OpenFile},
    tell,
};
use sanad_crypto::safe::{
    receipt::{PersonKeys, Receipt},
    sha256,
    visit::derive_form_seed,
};
use sanad_domain::{
    Lane,
    case::{Body, Consent, Decision, Destroy, Message},
    report::{MAX_TEXT, Report, SealedWhere},
};
use sanad_protocol::{
    case::CaseFile,
    encode,
    person::{Challenge, Session},
    team::TeamView,
};

use super::{Room, Stop, line::understood, refused, view::view, visits::Identity};
use crate::wire::{Method, Reply};

/// How often an entry is composed anew where the team speaks at the same moment.
const TRIES: usize = 4;
/// The same words again within this time are the same form sent twice, in seconds.
const SAME_WORDS: u64 = 600;

impl<I: Read, O: Write, R: CryptoRng> Room<'_, I, O, R> {
    fn trust(&mut self) -> Result<Trust, Stop> {
        let team: TeamView = self.line.ask(Method::Get, "/team", None, None)?;
        Ok(Trust::verify(&team, None)?)
    }

    /// Seals and files a report. Everything random in it comes from the form: sent again it leads to the same
    /// receipt, whether or not she saw the first answer.
    pub(super) fn tell(
        &mut self,
        now: u64,
        origin: &str,
        mut report: Report,
        token: &[u8],
    ) -> Result<Reply, Stop> {
        report.sealed_where = SealedWhere::Server;
        let trust = self.trust()?;
        let seed = derive_form_seed(&self.forms, token, &sha256(&encode(&report)));
        let mut rng = ChaCha20Rng::from_seed(*seed);
        let receipt = Receipt::generate(&mut rng);
        let (prepared, _) = tell::prepare(&trust, &report, &receipt, now, &mut rng)?;
        let body = encode(&prepared.request);
        let answered = self.line.call(Method::Post, "/cases", None, Some(body))?;
        match answered.code.as_str() {
            "" => {
                prepared.accepted(&trust, &understood(&answered)?)?;
            }
            // Its entry is there with an earlier minute in its header. That it is hers is proven by coming back.
            "taken" => {
                let (who, _) = self.come_back(&trust, origin, receipt.clone())?;
                self.end(&who)?;
            }
            code => return Err(refused(code)),
        }
        Ok(Reply::Told { receipt: receipt.dangerous_to_digits().to_string() })
    }

    /// Opens the case of a receipt.
    pub(super) fn enter(&mut self, now: u64, origin: &str, typed: &str) -> Result<Reply, Stop> {
        let Ok(receipt) = Receipt::parse(typed) else { return Ok(Reply::WrongDigits) };
        let trust = self.trust()?;
        let (who, keys) = self.come_back(&trust, origin, receipt)?;
        let file = self.open(&trust, &who, &keys)?;
        let visit = self.visits.keep(&who, now, self.rng)?;
        Ok(shown(visit, &file))
    }

    fn come_back(
        &mut self,
        trust: &Trust,
        origin: &str,
        receipt: Receipt,
    ) -> Result<(Identity, PersonKeys), Stop> {
        let back = Returning::new(trust, receipt)?;
        let asked = encode(&back.ask());
        let challenge: Challenge = self.line.ask(Method::Post, "/person/challenge", None, Some(asked))?;
        let (keys, answer) = back.answer(trust, origin, &challenge)?;
        let answer = encode(&answer);
        let session: Session = self.line.ask(Method::Post, "/person/session", None, Some(answer))?;
        Ok((Identity::new(&keys, session.token, session.case), keys))
    }

    fn found(&mut self, now: u64, visit: &str) -> Result<(Identity, PersonKeys), Stop> {
        let who = self.visits.find(visit, now).ok_or(Stop::Here(Reply::Expired))?;
        let keys = who.keys().ok_or(Stop::Here(Reply::Failed))?;
        Ok((who, keys))
    }

    fn open(&mut self, trust: &Trust, who: &Identity, keys: &PersonKeys) -> Result<OpenFile, Stop> {
        let file: CaseFile = self.line.ask(Method::Get, &case_path(trust, keys), Some(&who.token), None)?;
        let file = file::open(trust, &file, &reader(keys))?;
        if file.case.destroyed { Err(Stop::Here(Reply::Expired)) } else { Ok(file) }
    }

    pub(super) fn read(&mut self, now: u64, visit: String) -> Result<Reply, Stop> {
        let (who, keys) = self.found(now, &visit)?;
        let trust = self.trust()?;
        let file = self.open(&trust, &who, &keys)?;
        Ok(shown(visit, &file))
    }

    /// Her words. A browser that sends its form again, by a reload, says them once.
    pub(super) fn say(&mut self, now: u64, visit: String, text: &str) -> Result<Reply, Stop> {
        let (who, keys) = self.found(now, &visit)?;
        if text.trim().is_empty() {
            return Ok(Reply::TextMissing);
        }
        if text.len() > MAX_TEXT {
            return Ok(Reply::TooLong);
        }
        let message = Message { text: text.into(), attachments: vec![], sealed_where: SealedWhere::Server };
        let said = |file: &OpenFile| {
            file.case.conversation.last().is_some_and(|it| {
                it.author.as_member().is_none() && it.message.text == text && it.arrived + SAME_WORDS > now
            })
        };
        let file = self.append(now, &who, &keys, &Body::Message(message), said)?;
        Ok(shown(visit, &file))
    }

    pub(super) fn withdraw(&mut self, now: u64, visit: String, purpose: String) -> Result<Reply, Stop> {
        let (who, keys) = self.found(now, &visit)?;
        let withdrawn = |file: &OpenFile| {
            !file.case.consents.iter().any(|it| it.purpose == purpose && it.recipient.is_none())
        };
        let consent = Consent { purpose: purpose.clone(), decision: Decision::Withdrawn, recipient: None };
        let file = self.append(now, &who, &keys, &Body::Consent(consent), withdrawn)?;
        Ok(shown(visit, &file))
    }

    pub(super) fn destroy(&mut self, now: u64, visit: &str) -> Result<Reply, Stop> {
        let (who, keys) = self.found(now, visit)?;
        let body = Body::Destroy(Destroy { reason: "person".into() });
        self.append(now, &who, &keys, &body, |_| false)?;
        self.visits.forget(visit);
        self.end(&who)?;
        Ok(Reply::Destroyed)
    }

    pub(super) fn leave(&mut self, now: u64, visit: &str) -> Result<Reply, Stop> {
        if let Some(who) = self.visits.find(visit, now) {
            self.visits.forget(visit);
            self.end(&who)?;
        }
        Ok(Reply::Left)
    }

    /// Ends the session on the server. One that ended already is no reason to tell her anything.
    fn end(&mut self, who: &Identity) -> Result<(), Stop> {
        self.line.call(Method::Post, "/session/end", Some(&who.token), None).map(|_| ())
    }

    /// Reads the case and says something on its newest state, unless `done` says that it stands already.
    /// Gives the case as it is then.
    fn append(
        &mut self,
        now: u64,
        who: &Identity,
        keys: &PersonKeys,
        body: &Body,
        done: impl Fn(&OpenFile) -> bool,
    ) -> Result<OpenFile, Stop> {
        let path = format!("/cases/{}/entries", who.case);
        for _ in 0..TRIES {
            let trust = self.trust()?;
            let mut file = self.open(&trust, who, keys)?;
            if done(&file) {
                return Ok(file);
            }
            let writer = writer(&file, keys);
            let composed = writer.entry(&trust, &mut file, Lane::Shared, body.clone(), now, self.rng)?;
            let sent = encode(&composed.append);
            let answered = self.line.call(Method::Post, &path, Some(&who.token), Some(sent))?;
            match answered.code.as_str() {
                "" => {
                    tell::check_ack(&trust, &understood(&answered)?, &composed.hash)?;
                    return Ok(file);
                }
                "conflict" => {}
                code => return Err(refused(code)),
            }
        }
        Err(Stop::Here(Reply::Busy))
    }
}

fn shown(visit: String, file: &OpenFile) -> Reply {
    Reply::Open { visit, view: Box::new(view(&file.case)) }
}
