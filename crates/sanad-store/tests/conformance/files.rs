//! Files: complete before an entry brings them, brought once, swept when nobody did.

use sanad_crypto::safe::entry::BlobRef;
use sanad_domain::BlobId;
use sanad_store::{
    BlobLimits, BlobRefusal, NewBlob,
    commit::{NewEntry, Refusal, Work},
};
use sanad_testkit::{row_counts, team::Told};

use crate::{
    entries::{by_her, destruction, message},
    world::World,
};

const LIMITS: BlobLimits = BlobLimits { files: 2, bytes: 10_000 };
const SHA: [u8; 32] = [5; 32];

fn reference(blob: BlobId) -> BlobRef {
    BlobRef { id: blob, sha256: SHA, len: 4000, head_sha256: [6; 32] }
}

/// A message of hers that brings these.
fn bringing(world: &mut World, told: &Told, head: (u64, [u8; 32]), blobs: &[BlobRef]) -> NewEntry {
    let mut draft = message(told, head, &mut world.rng);
    draft.blobs = blobs.to_vec();
    by_her(told, draft, &mut world.rng)
}

impl World {
    async fn begin_blob(&self, told: &Told, blob: BlobId, sealed_len: u64) -> Result<(), BlobRefusal> {
        let new = NewBlob { blob, case: told.prepared.case, sealed_len, voice: false };
        self.store.begin_blob(self.team(), new, LIMITS, self.now()).await.expect("an answer")
    }
}

pub(crate) async fn a_file_is_named_once_and_only_when_it_is_complete(mut world: World) {
    let team = world.team();
    let (told, stands) = world.file("hers").await;
    let (other, _) = world.file("another's").await;
    let (one, two) = (BlobId([1; 16]), BlobId([2; 16]));
    assert_eq!(world.begin_blob(&told, one, 4000).await, Ok(()));
    assert_eq!(world.begin_blob(&told, one, 4000).await, Ok(()), "the same again");
    assert_eq!(world.begin_blob(&told, one, 4001).await, Err(BlobRefusal::Taken));
    assert_eq!(world.begin_blob(&other, one, 4000).await, Err(BlobRefusal::Taken), "of another case");
    assert_eq!(world.begin_blob(&told, two, 9000).await, Err(BlobRefusal::Full));
    assert_eq!(world.begin_blob(&told, two, 4000).await, Ok(()));
    assert_eq!(world.begin_blob(&told, BlobId([3; 16]), 1).await, Err(BlobRefusal::TooMany));

    let head = (0, stands.places[0].hash);
    let before = world.snapshot().await;
    let early = bringing(&mut world, &told, head, &[reference(one)]);
    assert_eq!(world.committer.commit(Work::Append(early)).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);
    assert!(world.store.finish_blob(team, one, SHA).await.expect("read"));
    assert!(world.store.finish_blob(team, one, SHA).await.expect("read"), "the same again");
    assert!(!world.store.finish_blob(team, one, [9; 32]).await.expect("read"), "it does not change");

    let mut wrong = reference(one);
    wrong.sha256 = [7; 32];
    for blobs in [vec![wrong], vec![reference(one), reference(two)], vec![reference(one), reference(one)]] {
        let refused = bringing(&mut world, &told, head, &blobs);
        assert_eq!(world.committer.commit(Work::Append(refused)).await, Err(Refusal::WrongPlace));
    }
    let other_head = world.store.lanes(team, other.prepared.case).await.expect("read")[0].head;
    let elsewhere = bringing(&mut world, &other, (0, other_head), &[reference(one)]);
    assert_eq!(world.committer.commit(Work::Append(elsewhere)).await, Err(Refusal::WrongPlace));

    let right = bringing(&mut world, &told, head, &[reference(one)]);
    let again = right.clone();
    let stands = world.committer.commit(Work::Append(right)).await.expect("it stands");
    assert_eq!(world.committer.commit(Work::Append(again)).await, Ok(stands.clone()), "the retry");
    let next = (1, stands.places[0].hash);
    let second = bringing(&mut world, &told, next, &[reference(one)]);
    assert_eq!(world.committer.commit(Work::Append(second)).await, Err(Refusal::WrongPlace));
}

pub(crate) async fn what_nobody_named_and_what_was_destroyed_is_swept(mut world: World) {
    let team = world.team();
    let (told, stands) = world.file("hers").await;
    let (named, unnamed) = (BlobId([1; 16]), BlobId([2; 16]));
    for blob in [named, unnamed] {
        assert_eq!(world.begin_blob(&told, blob, 4000).await, Ok(()));
        assert!(world.store.finish_blob(team, blob, SHA).await.expect("read"));
    }
    let head = (0, stands.places[0].hash);
    let brings = bringing(&mut world, &told, head, &[reference(named)]);
    let stands = world.committer.commit(Work::Append(brings)).await.expect("it stands");
    assert!(world.store.doomed_blobs(team, world.now()).await.expect("read").is_empty());
    world.pass(48 * 3600 + 1);
    assert_eq!(world.store.doomed_blobs(team, world.now()).await.expect("read"), [unnamed]);
    // From then on it is gone for everybody, also before its bytes are.
    assert!(world.store.blob(team, unnamed).await.expect("read").is_none());
    assert!(!world.store.finish_blob(team, unnamed, SHA).await.expect("read"));
    world.store.forget_blob(team, unnamed).await.expect("written");
    world.store.forget_blob(team, named).await.expect("written");
    assert!(world.store.blob(team, named).await.expect("read").is_some(), "what lives is not forgotten");

    let head = (1, stands.places[0].hash);
    let last = by_her(&told, destruction(&told, head, &mut world.rng), &mut world.rng);
    world.committer.commit(Work::Append(last)).await.expect("it stands");
    assert!(world.store.blob(team, named).await.expect("read").is_none());
    assert_eq!(world.store.doomed_blobs(team, world.now()).await.expect("read"), [named]);
    assert_eq!(world.begin_blob(&told, BlobId([4; 16]), 1).await, Err(BlobRefusal::NotFound));
    world.store.forget_blob(team, named).await.expect("written");
    assert_eq!(row_counts(world.url()).await["blob"], 0);
}
