//! Visits between two pages: her keys, sealed under a key that only the page has.

use std::collections::BTreeMap;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sanad_age::HybridIdentity;
use sanad_crypto::safe::{
    receipt::PersonKeys,
    sign::SigningKey,
    visit::{VisitKey, open, seal},
};
use sanad_domain::CaseId;
use zeroize::{ZeroizeOnDrop, Zeroizing};

use super::Stop;

/// A visit lasts this long after its last page, in seconds.
const LASTS: u64 = 20 * 60;
/// So many are kept; the one that would end first makes room.
const MOST: usize = 256;

/// Who visits: her keys and her session. Wiped when dropped.
#[derive(Encode, Decode, ZeroizeOnDrop)]
#[cbor(map)]
pub(super) struct Identity {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    auth: [u8; 32],
    #[n(1)]
    age: String,
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    sign: [u8; 32],
    /// For `Authorization: Bearer`.
    #[n(3)]
    pub(super) token: String,
    #[n(4)]
    #[zeroize(skip)]
    pub(super) case: CaseId,
}

impl Identity {
    pub(super) fn new(keys: &PersonKeys, token: String, case: CaseId) -> Self {
        Self {
            auth: *keys.auth.dangerous_to_bytes(),
            age: keys.age.dangerous_to_text().to_string(),
            sign: *keys.sign.dangerous_to_bytes(),
            token,
            case,
        }
    }

    /// The keys; `None` where what was sealed is none, which does not happen.
    pub(super) fn keys(&self) -> Option<PersonKeys> {
        Some(PersonKeys {
            auth: SigningKey::from_bytes(&self.auth),
            age: HybridIdentity::parse(&self.age).ok()?,
            sign: SigningKey::from_bytes(&self.sign),
        })
    }
}

struct Kept {
    sealed: Vec<u8>,
    until: u64,
}

/// All visits of the moment.
#[derive(Default)]
pub(super) struct Visits {
    kept: BTreeMap<[u8; 16], Kept>,
}

impl Visits {
    /// Keeps a visit and gives the hidden field of its pages: id and key.
    pub(super) fn keep(
        &mut self,
        who: &Identity,
        now: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<String, Stop> {
        self.forget_ended(now);
        while self.kept.len() >= MOST {
            let first = self.kept.iter().min_by_key(|(_, it)| it.until).map(|(id, _)| *id);
            let Some(first) = first else { break };
            self.kept.remove(&first);
        }
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        let key = VisitKey::generate(rng);
        let content = Zeroizing::new(sanad_protocol::encode(who));
        let sealed = seal(&content, &id, &key, rng)?;
        self.kept.insert(id, Kept { sealed, until: now + LASTS });
        let field = Zeroizing::new([id.as_slice(), key.dangerous_to_bytes().as_slice()].concat());
        Ok(Base64UrlUnpadded::encode_string(&field))
    }

    /// The visit of a hidden field. It lasts anew from now.
    pub(super) fn find(&mut self, field: &str, now: u64) -> Option<Identity> {
        self.forget_ended(now);
        let (id, key) = parse(field)?;
        let kept = self.kept.get_mut(&id)?;
        let content = open(&kept.sealed, &id, &key).ok()?;
        kept.until = now + LASTS;
        sanad_protocol::decode(&content)
    }

    /// Ends a visit.
    pub(super) fn forget(&mut self, field: &str) {
        // Only who has the key may end it.
        if let Some((id, key)) = parse(field)
            && self.kept.get(&id).is_some_and(|it| open(&it.sealed, &id, &key).is_ok())
        {
            self.kept.remove(&id);
        }
    }

    fn forget_ended(&mut self, now: u64) {
        self.kept.retain(|_, it| it.until > now);
    }
}

/// Id and key of a hidden field.
fn parse(field: &str) -> Option<([u8; 16], VisitKey)> {
    let bytes = Zeroizing::new(Base64UrlUnpadded::decode_vec(field).ok()?);
    let (id, key) = bytes.split_first_chunk::<16>()?;
    Some((*id, VisitKey::from_bytes(key.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    fn who(number: u8) -> Identity {
        let keys = PersonKeys::from_secret(&[number; 32]);
        Identity::new(&keys, format!("token-{number}"), CaseId([number; 16]))
    }

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([3; 32])
    }

    #[test]
    fn her_keys_come_back_with_the_field_and_with_nothing_else() {
        let (mut visits, mut rng) = (Visits::default(), rng());
        let one = visits.keep(&who(1), 1000, &mut rng).ok().unwrap();
        let other = visits.keep(&who(2), 1000, &mut rng).ok().unwrap();
        let found = visits.find(&one, 1001).unwrap();
        assert_eq!((found.token.as_str(), found.case), ("token-1", CaseId([1; 16])));
        let (keys, expected) = (found.keys().unwrap(), PersonKeys::from_secret(&[1; 32]));
        assert_eq!(keys.sign.verify_key(), expected.sign.verify_key());
        assert_eq!(keys.auth.verify_key(), expected.auth.verify_key());
        assert_eq!(keys.age.recipient().to_bytes(), expected.age.recipient().to_bytes());
        // The id of the one with the key of the other, and what is no field at all.
        let bytes = |field: &str| Base64UrlUnpadded::decode_vec(field).unwrap();
        let mixed = Base64UrlUnpadded::encode_string(&[&bytes(&one)[..16], &bytes(&other)[16..]].concat());
        for wrong in [mixed.as_str(), "", "****", &one[1..], &format!("{one}AAAA")] {
            assert!(visits.find(wrong, 1001).is_none(), "{wrong}");
            visits.forget(wrong);
        }
        assert!(visits.find(&one, 1001).is_some() && visits.find(&other, 1001).is_some());
        visits.forget(&one);
        assert!(visits.find(&one, 1001).is_none());
    }

    #[test]
    fn what_is_kept_cannot_be_read_without_the_field() {
        let (mut visits, mut rng) = (Visits::default(), rng());
        visits.keep(&who(1), 1000, &mut rng).ok().unwrap();
        let kept = visits.kept.values().next().unwrap();
        let key = PersonKeys::from_secret(&[1; 32]).sign.dangerous_to_bytes();
        assert!(!kept.sealed.windows(32).any(|it| it == key.as_slice()));
        assert!(!kept.sealed.windows(7).any(|it| it == b"token-1"));
    }

    #[test]
    fn a_visit_ends_by_itself_and_each_page_renews_it() {
        let (mut visits, mut rng) = (Visits::default(), rng());
        let field = visits.keep(&who(1), 1000, &mut rng).ok().unwrap();
        assert!(visits.find(&field, 1000 + LASTS - 1).is_some());
        assert!(visits.find(&field, 1000 + 2 * LASTS - 2).is_some(), "renewed");
        assert!(visits.find(&field, 1000 + 3 * LASTS - 2).is_none(), "ended");
        assert!(visits.kept.is_empty(), "and forgotten");
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_makes_room() {
        let (mut visits, mut rng) = (Visits::default(), rng());
        let fields: Vec<String> =
            (0..MOST as u64 + 3).map(|at| visits.keep(&who(1), 1000 + at, &mut rng).ok().unwrap()).collect();
        assert_eq!(visits.kept.len(), MOST);
        let there: Vec<bool> = fields.iter().map(|it| visits.find(it, 1300).is_some()).collect();
        assert_eq!(there.iter().filter(|it| !**it).count(), 3);
        assert!(there[..3].iter().all(|it| !*it));
    }
}
