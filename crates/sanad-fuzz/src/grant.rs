//! Grants: a secret for one holder in one place.

use std::sync::LazyLock;

use sanad_age::HybridIdentity;
use sanad_crypto::safe::{
    Refused,
    epoch::{EpochSeed, Holder},
    grant::{Place, open, seal},
    sha256,
    sign::SigningKey,
};
use sanad_domain::{CaseId, Lane, TeamId};

use crate::input::{Input, damaged, seeded};

/// Who the corpus is granted to: 32 bytes of 5.
static HOLDER: LazyLock<HybridIdentity> = LazyLock::new(|| HybridIdentity::from_seed([5; 32]));
/// Who grants: 32 bytes of 3.
static BY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[3; 32]));

/// Few values for each part, so that two places are often almost the same.
fn place(input: &mut Input<'_>) -> (TeamId, Place<'static>) {
    let (team, epoch) = (TeamId([input.byte() % 2; 16]), u32::from(input.byte() % 3));
    let place = if input.byte().is_multiple_of(3) {
        let name = if input.byte().is_multiple_of(2) { "intake" } else { "summary" };
        Place::Team { name, generation: epoch }
    } else {
        let case = CaseId([input.byte() % 2; 16]);
        Place::Lane { case, lane: Lane::ALL[usize::from(input.byte() % 3)], epoch }
    };
    (team, place)
}

/// Even: bytes of the fuzzer under our seal. Odd: a grant of ours, opened here and there.
pub fn grant(data: &[u8]) {
    let mut input = Input::new(data);
    let mode = input.byte();
    let mut rng = seeded(9);
    if mode.is_multiple_of(2) {
        let plain = input.rest();
        let sealed = sanad_age::seal(&[HOLDER.recipient().into()], plain, &mut rng).expect("one recipient");
        let here = Place::Lane { case: CaseId([1; 16]), lane: Lane::Shared, epoch: 0 };
        let opened = open(TeamId([0; 16]), here, &sealed, &HOLDER, None);
        if let Ok(opened) = opened {
            assert_eq!(opened.granted_by, BY.verify_key(), "only a grant of the corpus opens");
        }
        return;
    }
    let (at, bit) = (input.short(), input.byte());
    let ((team, here), (other_team, there)) = (place(&mut input), place(&mut input));
    let seed = EpochSeed::generate(&mut input.rng());
    let (sealed, held) = seal(team, here, &seed, &HOLDER.recipient(), &BY, &mut rng).expect("a grant");
    assert_eq!((held.holder, held.grant), (Holder::of(&HOLDER.recipient()), sha256(&sealed)));
    let opened = open(team, here, &sealed, &HOLDER, Some(&held.grant)).expect("a grant of ours");
    assert_eq!(opened.seed.recipient(), seed.recipient());
    assert_eq!(opened.granted_by, BY.verify_key());

    let same = (team, here) == (other_team, there);
    let elsewhere = open(other_team, there, &sealed, &HOLDER, None).map(|it| it.granted_by);
    assert_eq!(elsewhere, if same { Ok(BY.verify_key()) } else { Err(Refused::Swapped) });
    let named = open(team, here, &sealed, &HOLDER, Some(&[bit; 32])).map(|it| it.granted_by);
    assert_eq!(named, Err(Refused::Swapped), "no entry names it");
    let changed = open(team, here, &damaged(&sealed, at, bit), &HOLDER, None).map(|it| it.granted_by);
    assert_eq!(changed, Err(Refused::Unopenable));
    // Sealed again for somebody else, by whoever may open it.
    let other = HybridIdentity::from_seed([0xee; 32]);
    let plain = sanad_age::open(&[HOLDER.clone().into()], &sealed).expect("the holder's");
    let again = sanad_age::seal(&[other.recipient().into()], &plain, &mut rng).expect("one recipient");
    let given = open(team, here, &again, &other, None).map(|it| it.granted_by);
    assert_eq!(given, Err(Refused::Swapped), "the holder is inside");
}
