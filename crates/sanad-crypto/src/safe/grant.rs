//! Grants: a secret sealed to one holder, bound to its place (protocol §2, docs/formats/grant.md).

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sanad_age::{HybridIdentity, HybridRecipient};
use sanad_domain::{CaseId, Lane, TeamId};
use zeroize::Zeroizing;

use super::{
    Hash, Refused,
    entry::Held,
    epoch::{EpochSeed, Holder},
    sha256,
    sign::{Signed, SigningKey, VerifyKey},
};
use crate::hazmat::padding;

const NS: &str = "sanad/grant/v1";
const TEAM_NS: &str = "sanad/team-grant/v1";

#[derive(Encode, Decode)]
#[cbor(map)]
struct Fields {
    #[n(0)]
    ns: String,
    #[n(1)]
    team: TeamId,
    /// Case and lane, or `None` for a key of the whole team.
    #[n(2)]
    place: Option<(CaseId, Lane)>,
    /// Epoch of the lane, or generation of the team key.
    #[n(3)]
    epoch: u32,
    /// Name of the team key.
    #[n(4)]
    name: Option<String>,
    #[n(5)]
    #[cbor(with = "minicbor::bytes")]
    seed: [u8; 32],
    #[n(6)]
    holder: Holder,
    #[n(7)]
    granted_by: VerifyKey,
}

impl Drop for Fields {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.seed);
    }
}

/// The place for which a grant must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// An epoch of a lane of a case.
    Lane {
        /// Case.
        case: CaseId,
        /// Lane.
        lane: Lane,
        /// Epoch.
        epoch: u32,
    },
    /// A generation of a key that the whole team shares.
    Team {
        /// Which key: `intake`, `summary`.
        name: &'a str,
        /// Generation.
        generation: u32,
    },
}

impl Place<'_> {
    fn fields(&self) -> (&'static str, Option<(CaseId, Lane)>, u32, Option<String>) {
        match *self {
            Self::Lane { case, lane, epoch } => (NS, Some((case, lane)), epoch, None),
            Self::Team { name, generation } => (TEAM_NS, None, generation, Some(name.into())),
        }
    }
}

/// A grant that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The secret.
    pub seed: EpochSeed,
    /// Who gave it; whether that key could, the chain says.
    pub granted_by: VerifyKey,
}

/// Seals `seed` for `to`. Returns the grant and what the opening entry says of it.
pub fn seal(
    team: TeamId,
    place: Place<'_>,
    seed: &EpochSeed,
    to: &HybridRecipient,
    by: &SigningKey,
    rng: &mut impl CryptoRng,
) -> Result<(Vec<u8>, Held), Refused> {
    let holder = Holder::of(to);
    let (ns, at, epoch, name) = place.fields();
    let fields = Fields {
        ns: ns.into(),
        team,
        place: at,
        epoch,
        name,
        seed: *seed.bytes(),
        holder,
        granted_by: by.verify_key(),
    };
    let signed = Zeroizing::new(Signed::make(NS, &fields, by));
    let plain = Zeroizing::new(padding::pad(&signed));
    let sealed = sanad_age::seal(&[to.clone().into()], &plain, rng).map_err(|_| Refused::Unacceptable)?;
    let grant = sha256(&sealed);
    Ok((sealed, Held { epoch, holder, grant, recipient: None }))
}

/// Opens a grant. Refused: one for another place or holder, and one whose hash no entry named.
pub fn open(
    team: TeamId,
    place: Place<'_>,
    sealed: &[u8],
    identity: &HybridIdentity,
    named: Option<&Hash>,
) -> Result<Opened, Refused> {
    if named.is_some_and(|it| *it != sha256(sealed)) {
        return Err(Refused::Swapped);
    }
    let plain = sanad_age::open(&[identity.clone().into()], sealed).map_err(|_| Refused::Unopenable)?;
    let plain = Zeroizing::new(plain);
    let signed = padding::unpad(&plain).ok_or(Refused::Malformed)?;
    let (ns, at, epoch, name) = place.fields();
    let fields: Fields = Signed::open_ns(signed, NS, ns, |it: &Fields| it.granted_by)?;
    let here = fields.team == team
        && fields.place == at
        && fields.epoch == epoch
        && fields.name == name
        && fields.holder == Holder::of(&identity.recipient());
    if !here {
        return Err(Refused::Swapped);
    }
    Ok(Opened { seed: EpochSeed::from_bytes(fields.seed), granted_by: fields.granted_by })
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    #[test]
    fn a_grant_opens_for_its_holder_in_its_place() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let mine = HybridIdentity::generate(&mut rng);
        let other = HybridIdentity::generate(&mut rng);
        let by = SigningKey::derive(&[2; 32], "test");
        let seed = EpochSeed::generate(&mut rng);
        let team = TeamId([3; 16]);
        let place = Place::Lane { case: CaseId([4; 16]), lane: Lane::Shared, epoch: 1 };
        let (sealed, held) = seal(team, place, &seed, &mine.recipient(), &by, &mut rng).unwrap();
        let opened = open(team, place, &sealed, &mine, Some(&held.grant)).unwrap();
        assert_eq!(opened.seed.bytes(), seed.bytes());
        assert_eq!(opened.granted_by, by.verify_key());

        let wrong = [
            Place::Lane { case: CaseId([5; 16]), lane: Lane::Shared, epoch: 1 },
            Place::Lane { case: CaseId([4; 16]), lane: Lane::Team, epoch: 1 },
            Place::Lane { case: CaseId([4; 16]), lane: Lane::Shared, epoch: 2 },
            Place::Team { name: "intake", generation: 1 },
        ];
        for place in wrong {
            assert_eq!(open(team, place, &sealed, &mine, None).unwrap_err(), Refused::Swapped);
        }
        assert_eq!(open(TeamId([9; 16]), place, &sealed, &mine, None).unwrap_err(), Refused::Swapped);
        assert_eq!(open(team, place, &sealed, &mine, Some(&[0; 32])).unwrap_err(), Refused::Swapped);
        assert_eq!(open(team, place, &sealed, &other, None).unwrap_err(), Refused::Unopenable);
    }

    #[test]
    fn a_grant_re_sealed_to_another_holder_is_refused() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (mine, other) = (HybridIdentity::generate(&mut rng), HybridIdentity::generate(&mut rng));
        let by = SigningKey::derive(&[2; 32], "test");
        let place = Place::Team { name: "intake", generation: 0 };
        let seed = EpochSeed::generate(&mut rng);
        let (sealed, _) = seal(TeamId([3; 16]), place, &seed, &mine.recipient(), &by, &mut rng).unwrap();
        let plain = sanad_age::open(&[mine.into()], &sealed).unwrap();
        let resealed = sanad_age::seal(&[other.recipient().into()], &plain, &mut rng).unwrap();
        assert_eq!(open(TeamId([3; 16]), place, &resealed, &other, None).unwrap_err(), Refused::Swapped);
    }
}
