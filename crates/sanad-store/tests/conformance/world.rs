//! A founded team on a fresh database, with its first coordinator.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicU64, Ordering},
};

use rand_chacha::ChaCha20Rng;
use sanad_client::{
    Trust,
    file::{OpenFile, Reader, open},
    found,
    member::Desk,
    trust::log_origin,
};
use sanad_crypto::safe::{epoch::Holder, sign::SigningKey, vault::MemberKeys};
use sanad_domain::{CaseId, Lane, MemberId, Role, TeamId, report::Report};
use sanad_protocol::{
    case::{CaseFile, Grant, LaneFile, Stored},
    encode,
    log::to_bytes,
    team::{Account, Logged, MemberRow, SetUpView, TeamGrant, TeamKeys, TeamView},
};
use sanad_store::{
    AccountRow, Store, TeamGrantRow, UnlockRow,
    commit::{By, Committer, LogSigner, NewStatements, Refusal, Stands, Work},
};
use sanad_testkit::{
    Engine, Fresh, row_counts,
    team::{Foundation, NOW, Told, invited_keys, seeded, tell},
};

use crate::entries::{new_case, new_entry};

fn server_key(purpose: &str) -> SigningKey {
    SigningKey::derive(&[31; 32], purpose)
}

pub(crate) static FOUNDATION: LazyLock<Foundation> = LazyLock::new(|| {
    let view = SetUpView {
        system_key: server_key("test/system").verify_key(),
        log_key: server_key("test/log").verify_key(),
        now: NOW,
    };
    Foundation::make("", &view)
});

/// What a test has in hand.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) committer: Committer,
    /// Arrival of the next batch, Unix seconds.
    pub(crate) clock: Arc<AtomicU64>,
    pub(crate) trust: Trust,
    pub(crate) coordinator: Desk,
    pub(crate) rng: ChaCha20Rng,
    fresh: Fresh,
}

impl World {
    /// `None` where the engine's tests are skipped.
    pub(crate) async fn begin(engine: Engine) -> Option<Self> {
        let fresh = engine.fresh().await?;
        let store = Store::open(&fresh.url).await.expect("the schema");
        let clock = Arc::new(AtomicU64::new(NOW));
        let founded = &FOUNDATION.founded;
        let committer = committer(&store, founded.team, &clock);
        let request = &founded.request;
        let new = NewStatements {
            statements: request.statements.iter().map(|it| it.to_vec()).collect(),
            grants: team_grants(&request.grants),
            account: Some(account_rows(&request.account)),
            directory: Some(request.directory.to_vec()),
            grants_only_for: None,
        };
        committer.commit(Work::State(new)).await.expect("a founded team");
        let trust = read_trust(&store, founded.team).await;
        let coordinator = read_desk(&store, &trust, founded.member, FOUNDATION.keys.clone()).await;
        Some(Self { store, committer, clock, trust, coordinator, rng: seeded(5), fresh })
    }

    pub(crate) fn team(&self) -> TeamId {
        self.trust.team.id
    }

    /// Address of the database.
    pub(crate) fn url(&self) -> &str {
        &self.fresh.url
    }

    pub(crate) fn now(&self) -> u64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Another node on the same database.
    pub(crate) async fn another_node(&self) -> Committer {
        let store = Store::open(&self.fresh.url).await.expect("the schema");
        committer(&store, self.team(), &self.clock)
    }

    /// Seals a report.
    pub(crate) fn tell(&mut self, text: &str) -> Told {
        let at = self.now();
        tell(&self.trust, &Report::of_text(text), at, &mut self.rng)
    }

    /// Seals a report and files it.
    pub(crate) async fn file(&mut self, text: &str) -> (Told, Stands) {
        let told = self.tell(text);
        let stands = self.committer.commit(Work::File(new_case(&told))).await.expect("a report stands");
        (told, stands)
    }

    /// Opens a case as whoever has these keys.
    pub(crate) async fn open(&self, case: CaseId, reader: &Reader) -> OpenFile {
        self.open_in(&self.store, case, reader).await
    }

    /// The same out of another database.
    pub(crate) async fn open_in(&self, store: &Store, case: CaseId, reader: &Reader) -> OpenFile {
        let file = self.case_file(store, case, reader).await;
        open(&self.trust, &file, reader).expect("what is stored verifies")
    }

    /// Invites a caseworker, who uses the invitation as it is.
    pub(crate) async fn invite(&mut self, handle: &str) -> Desk {
        let invitation = found::invite(
            &self.trust,
            &self.coordinator,
            None,
            handle,
            "Nadia",
            Role::Caseworker,
            NOW,
            &mut self.rng,
        );
        let invitation = invitation.expect("an invitation");
        let account = invitation.request.account.as_ref().expect("an account");
        let keys = invited_keys(self.team(), account, &invitation.secret);
        self.state(&invitation.request).await.expect("the invitation stands");
        self.trust = read_trust(&self.store, self.team()).await;
        self.refresh_coordinator().await;
        read_desk(&self.store, &self.trust, invitation.member, keys).await
    }

    /// Reads the coordinator's keys anew.
    pub(crate) async fn refresh_coordinator(&mut self) {
        let (member, own) = (self.coordinator.member, self.coordinator.keys.clone());
        self.coordinator = read_desk(&self.store, &self.trust, member, own).await;
    }

    /// Commits statements.
    pub(crate) async fn state(&self, state: &sanad_protocol::team::State) -> Result<Stands, Refusal> {
        let new = NewStatements {
            statements: state.statements.iter().map(|it| it.to_vec()).collect(),
            grants: team_grants(&state.grants),
            account: state.account.as_ref().map(account_rows),
            directory: state.directory.as_ref().map(|it| it.to_vec()),
            grants_only_for: None,
        };
        self.committer.commit(Work::State(new)).await
    }

    /// Gives a case that nobody took to a member.
    pub(crate) async fn assign(&mut self, by: &Desk, case: CaseId, to: MemberId) {
        let mut file = self.open(case, &by.reader()).await;
        let writer = by.writer(&self.trust).expect("a writer");
        let at = self.now();
        let composed = writer.assign(&self.trust, &mut file, &[to], at, &mut self.rng);
        for it in composed.expect("new epochs") {
            let work = Work::Append(new_entry(&it.append, By::Member(by.member)));
            self.committer.commit(work).await.expect("the epoch stands");
        }
    }

    /// Everything that a refused work could have changed: rows of every table, the log, cases, lanes.
    pub(crate) async fn snapshot(&self) -> String {
        let team = self.team();
        let mut text = format!("{:?}\n", row_counts(self.url()).await);
        text += &format!("{:?}\n", self.store.log_root(team).await.expect("the log"));
        let mut cases = self.store.queue(team).await.expect("the queue");
        cases.sort_by_key(|it| it.case);
        for case in cases {
            let lanes = self.store.lanes(team, case.case).await.expect("the lanes");
            text += &format!("{case:?} {lanes:?}\n");
        }
        text
    }

    /// A case as the server would answer it.
    pub(crate) async fn case_file(&self, store: &Store, case: CaseId, reader: &Reader) -> CaseFile {
        let team = self.team();
        let file = store.file(team, case, &Lane::ALL, self.trust.checkpoint.size).await.expect("a file");
        let mut lanes = vec![];
        for (lane, entries, proof) in file.lanes {
            let stored = entries.into_iter().map(|it| Stored {
                header: it.header.into(),
                sealed: it.sealed.into(),
                leaf: it.leaf,
                arrived: it.arrived,
            });
            lanes.push(LaneFile { lane, entries: stored.collect(), proof: proof.into() });
        }
        let holders: Vec<Holder> = reader.identities.iter().map(|it| Holder::of(&it.recipient())).collect();
        let grants = store.grants(team, case, &holders).await.expect("grants");
        let grants = grants.into_iter().map(|it| Grant {
            lane: it.lane,
            epoch: it.epoch,
            holder: it.holder,
            sealed: it.sealed.into(),
        });
        CaseFile {
            case,
            lanes,
            grants: grants.collect(),
            checkpoint: file.checkpoint,
            summary: None,
            statements: self.trust.team.head.0 + 1,
            revealed: to_bytes(&file.revealed),
        }
    }
}

fn committer(store: &Store, team: TeamId, clock: &Arc<AtomicU64>) -> Committer {
    let signer = LogSigner { origin: log_origin(&team), key: server_key("test/log") };
    let clock = Arc::clone(clock);
    Committer::start(store.clone(), team, signer, Arc::new(move || clock.load(Ordering::SeqCst)))
}

/// The team as a client verifies it.
pub(crate) async fn read_trust(store: &Store, team: TeamId) -> Trust {
    let chain = store.chain(team).await.expect("the chain");
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
        revealed: to_bytes(&chain.revealed),
    };
    Trust::verify(&view, None).expect("a team that verifies")
}

/// A member's keys as a client opens them.
async fn read_desk(store: &Store, trust: &Trust, member: MemberId, keys: MemberKeys) -> Desk {
    let team = trust.team.id;
    let holder = Holder::of(&keys.age.recipient());
    let grants = store.team_grants(team, holder).await.expect("grants");
    let grants = grants.into_iter().map(|it| TeamGrant {
        name: it.name,
        generation: it.generation,
        holder: it.holder,
        sealed: it.sealed.into(),
    });
    let (directory_n, directory) = store.directory(team).await.expect("read").expect("a directory");
    let accounts = store.accounts(team).await.expect("accounts");
    let members = accounts.into_iter().map(|it| MemberRow { member: it.member, handle: it.handle });
    let keys_view = TeamKeys {
        grants: grants.collect(),
        directory: directory.into(),
        directory_n,
        members: members.collect(),
    };
    Desk::open(trust, member, keys, &keys_view).expect("keys that fit the chain")
}

fn team_grants(grants: &[TeamGrant]) -> Vec<TeamGrantRow> {
    let row = |it: &TeamGrant| TeamGrantRow {
        name: it.name.clone(),
        generation: it.generation,
        holder: it.holder,
        sealed: it.sealed.to_vec(),
    };
    grants.iter().map(row).collect()
}

/// An account as rows.
pub(crate) fn account_rows(account: &Account) -> (AccountRow, Vec<UnlockRow>) {
    let row = AccountRow {
        member: account.member,
        handle: account.handle.clone(),
        vault_n: account.vault.n,
        vault: encode(&account.vault),
    };
    let unlocks = account.unlocks.iter().map(|it| UnlockRow {
        id: it.view.id.as_slice().try_into().expect("16 bytes"),
        kind: it.view.kind.clone(),
        salt: it.view.salt.to_vec(),
        m_kib: it.view.cost.m_kib,
        t: it.view.cost.t,
        auth_key: it.auth_key.0,
    });
    (row, unlocks.collect())
}
