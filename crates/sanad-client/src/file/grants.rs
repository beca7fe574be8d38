//! The grants of a file: only one that an entry names, that leads to the epoch's key, and that is for this
//! reader.

use std::collections::{BTreeMap, BTreeSet};

use sanad_crypto::safe::{
    Hash, Refused,
    entry::{HeaderFields, Held},
    epoch::{EpochSeed, Holder},
    grant::{self, Place},
    sha256,
    sign::VerifyKey,
};
use sanad_domain::{AuthorClass, Lane};
use sanad_protocol::case::CaseFile;

use super::Reader;
use crate::{ClientError, Trust};

/// A grant that was opened.
pub(super) struct Granted {
    pub(super) seed: EpochSeed,
    pub(super) hash: Hash,
    pub(super) by: VerifyKey,
}

/// What opening entries say about holders.
#[derive(Default)]
pub(super) struct Named {
    pub(super) grants: BTreeSet<(Lane, u32, Hash, VerifyKey)>,
    /// Holders of each lane's newest epoch.
    pub(super) holders: BTreeMap<Lane, Vec<Holder>>,
    /// The person's public key.
    pub(super) person: Option<Vec<u8>>,
}

impl Named {
    pub(super) fn take(&mut self, fields: &HeaderFields, holders: Vec<Held>) {
        if let Some(opens) = &fields.opens {
            let newest = holders.iter().filter(|it| it.epoch == opens.epoch).map(|it| it.holder).collect();
            self.holders.insert(fields.lane, newest);
        }
        for held in holders {
            self.grants.insert((fields.lane, held.epoch, held.grant, fields.key));
            // Only she says which key is hers, and the newest counts: she may have changed her number.
            if fields.author.class == AuthorClass::Person {
                self.person = held.recipient.or(self.person.take());
            }
        }
    }
}

pub(super) fn open_grants(
    trust: &Trust,
    file: &CaseFile,
    reader: &Reader,
    recipients: &BTreeMap<(Lane, u32), Vec<u8>>,
) -> Result<BTreeMap<(Lane, u32), Granted>, ClientError> {
    let mut granted = BTreeMap::new();
    for it in &file.grants {
        let at = (it.lane, it.epoch);
        let mine = reader.identities.iter().find(|identity| Holder::of(&identity.recipient()) == it.holder);
        let (Some(identity), false) = (mine, granted.contains_key(&at)) else { continue };
        let place = Place::Lane { case: file.case, lane: it.lane, epoch: it.epoch };
        let opened = grant::open(trust.team.id, place, &it.sealed, identity, None)?;
        // The seed must be the one whose public key the chain names.
        if recipients.get(&at) != Some(&opened.seed.recipient().to_bytes()) {
            return Err(Refused::Swapped.into());
        }
        granted.insert(at, Granted { seed: opened.seed, hash: sha256(&it.sealed), by: opened.granted_by });
    }
    Ok(granted)
}
