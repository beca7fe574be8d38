//! What tests of this crate's insides begin with: a founded team in an empty embedded database whose
//! statements are counted.

use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_client::{Trust, begun, file::OpenFile, found, member::Desk, trust::log_origin};
use sanad_crypto::safe::{
    entry::{Draft, Header},
    epoch::{self, Holder},
    routing::Routing,
    sign::SigningKey,
    vault::MemberKeys,
};
use sanad_domain::{
    Author, CaseId, EntryId, Lane, MemberId, Role, TeamId,
    case::{Body, Message},
    report::Report,
};
use sanad_protocol::{
    case::Append,
    encode,
    team::{Account, Logged, MemberRow, SetUpView, TeamGrant, TeamKeys, TeamView},
};
use sanad_testkit::{
    Engine, Fresh,
    team::{Foundation, NOW, Told, draw, invited_keys, seeded, tell},
};

use super::{
    By, Handed, LogSigner, NewCase, NewEntry, NewGrant, NewReceipt, NewStatements, Refusal, Stands, Work,
    batch,
};
use crate::{AccountRow, Store, TeamGrantRow, UnlockRow};

fn server_key(purpose: &str) -> SigningKey {
    SigningKey::derive(&[33; 32], purpose)
}

static FOUNDATION: LazyLock<Foundation> = LazyLock::new(|| {
    let view = SetUpView {
        system_key: server_key("test/system").verify_key(),
        log_key: server_key("test/log").verify_key(),
        now: NOW,
    };
    Foundation::make("", &view)
});

/// The team, its first coordinator, and cases that were taken.
pub(crate) struct Founded {
    pub(crate) store: Store,
    pub(crate) team: TeamId,
    pub(crate) signer: LogSigner,
    pub(crate) coordinator: Desk,
    /// Arrival of everything, Unix seconds.
    pub(crate) now: u64,
    trust: Trust,
    rng: ChaCha20Rng,
    files: HashMap<CaseId, OpenFile>,
    desks: HashMap<MemberId, Desk>,
    counted: Arc<AtomicUsize>,
    _fresh: Fresh,
}

impl Founded {
    pub(crate) async fn begin() -> Self {
        let fresh = Engine::Sqlite.fresh().await.unwrap();
        let mut store = Store::open(&fresh.url).await.unwrap();
        let counted = Arc::new(AtomicUsize::new(0));
        let counts = Arc::clone(&counted);
        store.writer.set_metric_callback(move |_| {
            counts.fetch_add(1, Ordering::SeqCst);
        });
        let team = FOUNDATION.founded.team;
        let signer = LogSigner { origin: log_origin(&team), key: server_key("test/log") };
        let request = &FOUNDATION.founded.request;
        let new = NewStatements {
            statements: request.statements.iter().map(|it| it.to_vec()).collect(),
            grants: grant_rows(&request.grants),
            account: Some(account_rows(&request.account)),
            directory: Some(request.directory.to_vec()),
            grants_only_for: None,
        };
        let founds = [Handed { work: Work::State(new), arrived: NOW }];
        batch::commit(&store, team, &signer, &founds).await.unwrap().remove(0).unwrap();
        let trust = read_trust(&store, team).await;
        let coordinator = read_desk(&store, &trust, FOUNDATION.founded.member, FOUNDATION.keys.clone()).await;
        Self {
            store,
            team,
            signer,
            desks: [(coordinator.member, coordinator.clone())].into(),
            coordinator,
            now: NOW,
            trust,
            rng: seeded(9),
            files: HashMap::new(),
            counted,
            _fresh: fresh,
        }
    }

    /// Seals a report.
    pub(crate) fn tell(&mut self, text: &str) -> Told {
        tell(&self.trust, &Report::of_text(text), self.now, &mut self.rng)
    }

    /// Commits works as one batch.
    pub(crate) async fn try_commit(&self, works: &[Work]) -> Vec<Result<Stands, Refusal>> {
        let handed = |it: &Work| Handed { work: it.clone(), arrived: self.now };
        let handed: Vec<Handed> = works.iter().map(handed).collect();
        batch::commit(&self.store, self.team, &self.signer, &handed).await.unwrap()
    }

    /// The same where all of them stand.
    pub(crate) async fn commit(&self, works: &[Work]) {
        let results = self.try_commit(works).await;
        assert!(results.iter().all(Result::is_ok), "{results:?}");
    }

    /// Commits works that stand and counts the statements.
    pub(crate) async fn count(&self, works: &[Work]) -> usize {
        let before = self.counted.load(Ordering::SeqCst);
        self.commit(works).await;
        self.counted.load(Ordering::SeqCst) - before
    }

    /// A caseworker who uses the invitation as it is.
    pub(crate) async fn invite(&mut self, handle: &str) -> Desk {
        let (name, role) = ("Nadia", Role::Caseworker);
        let (trust, desk) = (&self.trust, &self.coordinator);
        let invitation =
            found::invite(trust, desk, None, handle, name, role, self.now, &mut self.rng).unwrap();
        let request = &invitation.request;
        let account = request.account.as_ref().unwrap();
        let keys = invited_keys(self.team, account, &invitation.secret);
        let new = NewStatements {
            statements: request.statements.iter().map(|it| it.to_vec()).collect(),
            grants: grant_rows(&request.grants),
            account: Some(account_rows(account)),
            directory: request.directory.as_ref().map(|it| it.to_vec()),
            grants_only_for: None,
        };
        self.commit(&[Work::State(new)]).await;
        self.trust = read_trust(&self.store, self.team).await;
        let desk = read_desk(&self.store, &self.trust, invitation.member, keys).await;
        self.desks.insert(desk.member, desk.clone());
        desk
    }
}

/// The work of an append, as the server makes it.
fn new_entry(append: &Append, by: By) -> NewEntry {
    let routing = append.routing.as_ref().map(|bytes| (bytes.to_vec(), Routing::open(bytes).unwrap()));
    let grant = |it: &sanad_protocol::case::Grant| NewGrant {
        epoch: it.epoch,
        holder: it.holder,
        sealed: it.sealed.to_vec(),
    };
    NewEntry {
        header: Header::parse(&append.header).unwrap(),
        sealed: append.sealed.to_vec(),
        grants: append.grants.iter().map(grant).collect(),
        routing,
        summary: None,
        by,
        rekey: None,
    }
}

/// The work of a report.
pub(crate) fn filed(told: &Told) -> NewCase {
    let request = &told.prepared.request;
    NewCase {
        first: new_entry(&request.first, By::Person(told.prepared.case)),
        receipt: NewReceipt {
            lookup: told.lookup,
            kdf_salt: request.kdf.salt.to_vec(),
            kdf_m_kib: request.kdf.cost.m_kib,
            kdf_t: request.kdf.cost.t,
            auth_key: request.auth_key.0,
        },
        claimed: request.claimed,
        alert: request.alert,
        minor: request.minor,
        quarantined: false,
        session: None,
    }
}

/// Her message behind the report; the same each time.
pub(crate) fn answered(told: &Told) -> NewEntry {
    let mut rng = ChaCha20Rng::from_seed(told.lookup);
    let first = Header::parse(&told.prepared.request.first.header).unwrap();
    let opens = first.fields.opens.as_ref().unwrap();
    let draft = Draft {
        team: first.fields.team,
        case: first.fields.case,
        lane: Lane::Shared,
        n: 1,
        prev: first.entry_hash(),
        epoch: 0,
        entry: EntryId(draw(&mut rng)),
        author: Author::person(told.keys.person_id()),
        at: first.fields.at,
        saw: first.fields.saw,
        body: Body::Message(Message::of_text("he wrote again")),
        blobs: vec![],
        opens: None,
        case_nonce: None,
        beginning: None,
        successions: vec![],
    };
    let recipient = epoch::recipient(&opens.recipient).unwrap();
    let (header, sealed) = draft.seal(&recipient, &told.keys.sign, &mut rng).unwrap();
    let by = By::Person(told.prepared.case);
    NewEntry { header, sealed, grants: vec![], routing: None, summary: None, by, rekey: None }
}

/// The coordinator takes a case that nobody took: two openings.
pub(crate) fn taken(world: &mut Founded, told: &Told) -> Vec<Work> {
    let report = Report::of_text("as it was told");
    let mut file = begun::file(&world.trust, &told.prepared, &report, &told.keys, world.now).unwrap();
    let by = world.coordinator.member;
    let writer = world.coordinator.writer(&world.trust).unwrap();
    let composed = writer.assign(&world.trust, &mut file, &[by], world.now, &mut world.rng).unwrap();
    world.files.insert(file.id, file);
    composed.iter().map(|it| Work::Append(new_entry(&it.append, By::Member(by)))).collect()
}

/// A member's answer in a case that was taken.
pub(crate) fn said(world: &mut Founded, told: &Told, by: MemberId) -> NewEntry {
    let writer = world.desks[&by].writer(&world.trust).unwrap();
    let file = world.files.get_mut(&told.prepared.case).unwrap();
    let body = Body::Message(Message::of_text("we are here"));
    let composed = writer.entry(&world.trust, file, Lane::Shared, body, world.now, &mut world.rng).unwrap();
    new_entry(&composed.append, By::Member(by))
}

async fn read_trust(store: &Store, team: TeamId) -> Trust {
    let chain = store.chain(team).await.unwrap();
    let logged = chain.statements.into_iter().map(|it| Logged {
        statement: it.bytes.into(),
        leaf: it.leaf,
        arrived: it.arrived,
    });
    let view = TeamView {
        statements: logged.collect(),
        checkpoint: chain.checkpoint,
        proof: chain.head.into(),
        now: NOW,
        revealed: sanad_protocol::log::to_bytes(&chain.revealed),
    };
    Trust::verify(&view, None).unwrap()
}

async fn read_desk(store: &Store, trust: &Trust, member: MemberId, keys: MemberKeys) -> Desk {
    let team = trust.team.id;
    let grants = store.team_grants(team, Holder::of(&keys.age.recipient())).await.unwrap();
    let grants = grants.into_iter().map(|it| TeamGrant {
        name: it.name,
        generation: it.generation,
        holder: it.holder,
        sealed: it.sealed.into(),
    });
    let (directory_n, directory) = store.directory(team).await.unwrap().unwrap();
    let accounts = store.accounts(team).await.unwrap();
    let members = accounts.into_iter().map(|it| MemberRow { member: it.member, handle: it.handle });
    let view = TeamKeys {
        grants: grants.collect(),
        directory: directory.into(),
        directory_n,
        members: members.collect(),
    };
    Desk::open(trust, member, keys, &view).unwrap()
}

fn grant_rows(grants: &[TeamGrant]) -> Vec<TeamGrantRow> {
    let row = |it: &TeamGrant| TeamGrantRow {
        name: it.name.clone(),
        generation: it.generation,
        holder: it.holder,
        sealed: it.sealed.to_vec(),
    };
    grants.iter().map(row).collect()
}

fn account_rows(account: &Account) -> (AccountRow, Vec<UnlockRow>) {
    let row = AccountRow {
        member: account.member,
        handle: account.handle.clone(),
        vault_n: account.vault.n,
        vault: encode(&account.vault),
    };
    let unlocks = account.unlocks.iter().map(|it| UnlockRow {
        id: it.view.id.as_slice().try_into().unwrap(),
        kind: it.view.kind.clone(),
        salt: it.view.salt.to_vec(),
        m_kib: it.view.cost.m_kib,
        t: it.view.cost.t,
        auth_key: it.auth_key.0,
    });
    (row, unlocks.collect())
}
