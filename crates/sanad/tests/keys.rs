//! Ways into a vault, and what happens when they are lost: over the command line, and over HTTP where a passkey
//! is needed.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod broken_line;
mod over_http;

use std::path::Path;

use reqwest::{Method, StatusCode};
use sanad_client::{
    ClientError,
    found::zeroize_seed::Seed,
    member::Way,
    unlocks::{NewPasskey, add_passkey, passkey_input, renew},
};
use sanad_crypto::safe::{entry::Saw, vault::Vault};
use sanad_protocol::{
    encode,
    member::{Challenge, PutVault},
};
use sanad_testkit::{Folder, Member, Options, Running, Story, team::seeded};
use serde_json::{Value, json};

use broken_line::{BrokenLine, Loses};
use over_http::Client;

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");
const WORDS: &str = "one two three four five six";

struct Stage {
    server: Running,
    story: Story,
    amal: Member,
    /// The recovery sheet as it was printed.
    sheet: String,
    _folder: Folder,
}

fn stage() -> Stage {
    let folder = Folder::make();
    let options = Options {
        binary: BINARY.into(),
        data_dir: folder.path().join("data"),
        database: None,
        log: folder.path().join("server.log"),
        level: "warn".into(),
    };
    let server = Running::start(options);
    let story = Story::begin(Path::new(BINARY), &server.url);
    let (amal, printed) = story.found(&server.token, "amal", "أمل", WORDS);
    let groups = printed["recovery"].as_array().expect("groups").iter();
    let sheet = groups.map(|it| it.as_str().expect("a group")).collect::<Vec<_>>().join(" ");
    Stage { server, story, amal, sheet, _folder: folder }
}

impl Client {
    async fn put(&self, token: &str, put: &PutVault) -> StatusCode {
        self.send(Method::PUT, "/member/vault", token, Some(encode(put))).await.0
    }
}

fn key_of(vault: &Vault) -> [u8; 32] {
    vault.seed().derive_keys().sign.verify_key().0
}

fn kinds(challenge: &Challenge) -> Vec<&str> {
    let mut kinds: Vec<&str> = challenge.unlocks.iter().map(|it| it.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ways_lead_to_one_seed_and_each_goes_alone() {
    let Stage { server, story, amal, .. } = &stage();
    let (client, mut rng) = (Client::new(&server.url), seeded(3));
    let challenge = client.challenge("amal").await;
    assert_eq!(passkey_input(&challenge), None);
    let words = Way::from_passphrase(&challenge, WORDS).expect("a way");
    let (token, vault) = client.enter("amal", &challenge, &words).await.expect("the right passphrase");
    let passkey = NewPasskey::begin(&vault, &mut rng);
    let saw = client.trust().await.saw();
    let added = add_passkey(&vault, saw, &passkey, &[7; 32], &mut rng).expect("a second way");
    assert_eq!(client.put(&token, &added.request).await, StatusCode::NO_CONTENT);
    assert_eq!(client.put(&token, &added.request).await, StatusCode::NO_CONTENT, "sent again");

    let challenge = client.challenge("amal").await;
    assert_eq!(kinds(&challenge), ["passkey", "passphrase"]);
    assert_eq!(passkey_input(&challenge), Some(passkey.input()), "what the browser evaluates");
    let by_passkey = |challenge: &Challenge, prf: &[u8; 32]| Way::from_passkey(challenge, passkey.id(), prf);
    let way = by_passkey(&challenge, &[7; 32]).expect("a way");
    let (_, again) = client.enter("amal", &challenge, &way).await.expect("the passkey");
    assert_eq!((key_of(&again), again.n), (key_of(&vault), vault.n + 1));
    assert_eq!(again.checkpoint, Some(saw), "what was seen is written down");
    let challenge = client.challenge("amal").await;
    let wrong = by_passkey(&challenge, &[8; 32]).expect("a way");
    assert!(client.enter("amal", &challenge, &wrong).await.is_none(), "another authenticator");
    let stranger = Way::from_passkey(&challenge, &[9; 16], &[7; 32]).map(|_| ());
    assert_eq!(stranger, Err(ClientError::NoKey));

    // A new passphrase ends the old one and leaves the passkey.
    let new = story.member("amal", "six other words for the same member");
    story.members(amal, &["passphrase", "--new-passphrase-file", &new.passphrase_file]).ok();
    assert_eq!(story.desk(amal, &["queue"]).refused(), (1, "wrong_credentials"));
    story.desk(&new, &["queue"]).ok();
    let challenge = client.challenge("amal").await;
    assert_eq!(kinds(&challenge), ["passkey", "passphrase"]);
    let way = by_passkey(&challenge, &[7; 32]).expect("a way");
    let (_, vault) = client.enter("amal", &challenge, &way).await.expect("the passkey");
    assert_eq!((vault.n, vault.unlocks.len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_does_not_continue_what_the_vault_saw_is_refused() {
    let Stage { server, story, amal, .. } = &stage();
    let (client, mut rng) = (Client::new(&server.url), seeded(4));
    story.desk(amal, &["queue"]).ok();
    let challenge = client.challenge("amal").await;
    let way = Way::from_passphrase(&challenge, WORDS).expect("a way");
    let (token, mut vault) = client.enter("amal", &challenge, &way).await.expect("the right passphrase");
    let now = client.trust().await.saw();
    // Another device saw: the same size with another past, and then a log that went on further.
    for other in [Saw { size: now.size, root: [9; 32] }, Saw { size: now.size + 1000, root: [9; 32] }] {
        let changed = renew(&vault, other, &mut rng).expect("the next version");
        assert_eq!(client.put(&token, &changed.request).await, StatusCode::NO_CONTENT);
        vault = changed.vault;
        assert_eq!(story.desk(amal, &["queue"]).refused(), (1, "rolled_back"), "{other:?}");
    }
}

#[test]
fn who_lost_every_way_comes_back_with_the_sheet() {
    let Stage { story, amal, sheet, .. } = &stage();
    let nadia = story.bring_in(amal, "nadia", "نادية", "words that nadia will lose");
    let renew = |who: &Member, sheet: &str| {
        let file = story.file(sheet);
        story.members(who, &["renew", "--handle", "nadia", "--recovery-file", &file])
    };
    let mistyped = sheet.replacen(|it: char| it.is_ascii_digit(), "x", 1);
    assert_eq!(renew(amal, &mistyped).refused(), (1, "recovery"));
    let foreign = Seed([9; 32]).dangerous_to_groups().join(" ");
    assert_eq!(renew(amal, &foreign).refused(), (1, "other_team"));
    story.desk(&nadia.member, &["queue"]).ok();

    let renewed = renew(amal, sheet).ok();
    assert_eq!(story.desk(&nadia.member, &["queue"]).refused(), (1, "wrong_credentials"), "the lost way");
    let secret = renewed["secret"].as_str().expect("a secret");
    let new = story.member("nadia", "words that nadia keeps this time");
    let join = |words: &Member, secret: &str| {
        let args = ["member", "join", "--member", "nadia", "--secret", secret, "--name", "نادية ك."];
        story.cli().ask(&[&args[..], &["--passphrase-file", &words.passphrase_file]].concat())
    };
    assert_eq!(join(&new, &nadia.secret).refused(), (1, "wrong_credentials"), "the first invitation is over");
    assert_eq!(join(&new, secret).ok()["member"], nadia.id.as_str(), "the same member");
    let seen = story.desk(&new, &["members"]).ok();
    let names: Vec<&Value> = seen.as_array().expect("members").iter().map(|it| &it["name"]).collect();
    assert!(names.contains(&&json!("نادية ك.")), "the name of one's own choice: {names:?}");
    let other = story.member("nadia", "somebody else with the same link");
    assert_eq!(join(&other, secret).refused(), (1, "wrong_credentials"), "the link works once");

    // Only the sheet makes a coordinator, and she is let in as one.
    let file = story.file(sheet);
    let invite = ["invite", "--handle", "yusuf", "--name", "يوسف", "--coordinator"];
    assert_eq!(story.members(amal, &invite).refused(), (1, "wrong_place"));
    story.members(amal, &[&invite[..], &["--recovery-file", &file]].concat()).ok();
}

#[test]
fn a_team_that_lost_its_last_coordinator_comes_back_with_the_sheet_and_so_do_its_cases() {
    let Stage { story, amal, sheet, .. } = &stage();
    let receipt = story.tell(&json!({ "text": "يهددني بنشر صوري" }));
    let queue = story.desk(amal, &["queue"]).ok();
    let case = queue[0]["case"].as_str().expect("a case").to_owned();
    story.desk(amal, &["case", "--case", &case]).ok();
    story.desk(amal, &["take", "--case", &case]).ok();
    // From here on nobody knows Amal's passphrase.
    let recover = |handle: &str, sheet: &str| {
        let file = story.file(sheet);
        story.cli().ask(&["member", "recover", "--handle", handle, "--recovery-file", &file])
    };
    let foreign = Seed([9; 32]).dangerous_to_groups().join(" ");
    assert_eq!(recover("amal", &foreign).refused(), (1, "other_team"));
    assert_eq!(recover("nobody", sheet).refused().0, 2);
    let link = recover("amal", sheet).ok();
    assert_eq!(story.desk(amal, &["queue"]).refused(), (1, "wrong_credentials"), "the lost way");
    let secret = link["secret"].as_str().expect("a secret");
    let new = story.member("amal", "words that amal keeps this time");
    let join = ["member", "join", "--member", "amal", "--secret", secret];
    story.cli().ask(&[&join[..], &["--passphrase-file", &new.passphrase_file]].concat()).ok();

    // She coordinates again, and the cases of before are closed to her new keys until the sheet opens them.
    assert_eq!(story.desk(&new, &["renew"]).refused(), (1, "not_found"));
    let file = story.file(sheet);
    let renewed = story.desk(&new, &["renew", "--recovery-file", &file]).ok();
    assert_eq!(renewed["renewed"], json!([case]));
    let seen = story.desk(&new, &["case", "--case", &case]).ok();
    assert!(seen.to_string().contains("يهددني بنشر صوري"), "{seen}");
    story.desk(&new, &["say", "--case", &case, "--text", "عدنا إليك."]).ok();
    let hers = story.person("show", &receipt, &[]).ok();
    assert!(hers.to_string().contains("عدنا إليك."), "{hers}");
    // Once the new cards hold them, nothing is left to do, with or without the sheet.
    assert_eq!(story.desk(&new, &["renew"]).ok()["renewed"], json!([]));
}

/// `sanad member join` behind a line that loses what is sent to the team's chain.
fn join_behind(line: &BrokenLine, server: &str, secret: &str, words: &Member) -> std::process::Output {
    std::process::Command::new(BINARY)
        .args(["member", "join", "--member", "nadia", "--secret", secret])
        .args(["--passphrase-file", &words.passphrase_file, "--server", server, "--json"])
        .env("http_proxy", line.url())
        .env("HTTP_PROXY", line.url())
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env("SANAD_LOG", "off")
        .output()
        .expect("the binary runs")
}

#[test]
fn joining_that_broke_off_is_done_or_can_be_done_again() {
    let Stage { server, story, amal, .. } = &stage();
    let invited = story.members(amal, &["invite", "--handle", "nadia", "--name", "نادية"]).ok();
    let secret = invited["secret"].as_str().expect("a secret");
    let nadia = story.member("nadia", "words that nadia keeps on paper");

    // The request never arrives: nothing was done, and the link still works.
    let line = BrokenLine::begin(&server.url, "/api/v1/team/statements", Loses::Requests);
    let broken = join_behind(&line, &server.url, secret, &nadia);
    assert_eq!(broken.status.code(), Some(1), "{}", String::from_utf8_lossy(&broken.stderr));
    assert!(line.lost() > 0, "the line was used, and lost what it should");
    assert_eq!(story.desk(&nadia, &["queue"]).refused(), (1, "wrong_credentials"));

    // Every answer is lost: it was done at the first try, and the passphrase tells.
    let line = BrokenLine::begin(&server.url, "/api/v1/team/statements", Loses::Answers);
    let joined = join_behind(&line, &server.url, secret, &nadia);
    assert!(line.lost() > 0, "the line was used, and lost what it should");
    assert_eq!(joined.status.code(), Some(0), "{}", String::from_utf8_lossy(&joined.stderr));
    story.desk(&nadia, &["queue"]).ok();

    // Somebody who closed the page before it said so does the same again, with the same paper.
    let args = ["member", "join", "--member", "nadia", "--secret", secret];
    story.cli().ask(&[&args[..], &["--passphrase-file", &nadia.passphrase_file]].concat()).ok();
}
