//! Vaults: one seed behind several ways in.

use std::sync::LazyLock;

use sanad_crypto::safe::{
    Refused,
    sign::VerifyKey,
    vault::{MemberSeed, SealedVault, Unlock, Vault},
};
use sanad_domain::{MemberId, TeamId};
use sanad_protocol::{decode, encode};

use crate::input::{Input, damaged, seeded};

const TEAM: TeamId = TeamId([1; 16]);
const MEMBER: MemberId = MemberId([2; 16]);
/// Id of the first way in.
const FIRST: [u8; 16] = [0; 16];

/// Three ways in; the corpus is sealed to the first: a passkey that gives 32 zeros.
static WAYS: LazyLock<[Unlock; 3]> = LazyLock::new(|| [0, 1, 2].map(|it| Unlock::from_prf(&[it; 32])));

fn open(sealed: &SealedVault, id: [u8; 16], way: &Unlock) -> Result<VerifyKey, Refused> {
    Vault::open(sealed, TEAM, MEMBER, id, way).map(|it| it.seed().derive_keys().sign.verify_key())
}

/// By the first byte: a stored vault of the fuzzer, its content under our seal, or a vault of ours.
pub fn vault(data: &[u8]) {
    let mut input = Input::new(data);
    let mode = input.byte();
    let mut rng = seeded(9);
    match mode % 3 {
        0 => {
            let bytes = input.rest();
            let Some(sealed) = decode::<SealedVault>(bytes) else { return };
            assert_eq!(encode(&sealed), bytes);
            if let Ok(key) = open(&sealed, FIRST, &WAYS[0]) {
                assert_eq!(open(&sealed, FIRST, &WAYS[0]), Ok(key));
                assert!(open(&sealed, FIRST, &WAYS[1]).is_err(), "another passkey");
            }
        }
        1 => {
            let recipient = WAYS[0].age.recipient();
            let file = sanad_age::seal(&[recipient.into()], input.rest(), &mut rng).expect("one recipient");
            let sealed = SealedVault { n: 0, file, tags: vec![] };
            assert!(open(&sealed, FIRST, &WAYS[0]).is_err(), "nobody vouches for it");
        }
        _ => ours(&mut input),
    }
}

fn ours(input: &mut Input<'_>) {
    let mut rng = seeded(9);
    let (count, n, at, bit) = (usize::from(input.byte() % 3) + 1, input.long(), input.short(), input.byte());
    let seed = MemberSeed::generate(&mut input.rng());
    let key = seed.derive_keys().sign.verify_key();
    let mut vault = Vault::new(TEAM, MEMBER, &seed, VerifyKey(input.array()));
    vault.n = n;
    for (id, way) in (0u8..).zip(&WAYS[..count]) {
        vault.add_unlock([id; 16], "passkey", way, &mut rng);
    }
    let sealed = vault.seal(&mut rng).expect("a way in");
    assert_eq!(decode::<SealedVault>(&encode(&sealed)).as_ref(), Some(&sealed));
    for (id, way) in (0u8..).zip(WAYS.iter()) {
        let expected = if usize::from(id) < count { Ok(key) } else { Err(Refused::Unopenable) };
        assert_eq!(open(&sealed, [id; 16], way), expected);
    }
    let swapped = Err(Refused::Swapped);
    let other = Vault::open(&sealed, TEAM, MemberId([9; 16]), FIRST, &WAYS[0]).map(|it| it.n);
    assert_eq!(other.map(|_| key), swapped);
    assert_eq!(open(&sealed, [9; 16], &WAYS[0]), swapped, "no such way");
    let older = SealedVault { n: n ^ 1, ..sealed.clone() };
    assert_eq!(open(&older, FIRST, &WAYS[0]), swapped, "another version");
    let mut forged = sealed.clone();
    forged.tags[0].mac = damaged(&forged.tags[0].mac, at, bit).try_into().expect("32 bytes");
    assert_eq!(open(&forged, FIRST, &WAYS[0]), swapped, "another tag");
    let mut changed = sealed;
    changed.file = damaged(&changed.file, at, bit);
    assert_eq!(open(&changed, FIRST, &WAYS[0]), Err(Refused::Unopenable));
}
