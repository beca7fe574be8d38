//! Everything that anybody can write, each in words of its own: the same story for every engine.

mod secrets;

use std::fs;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use reqwest::{Method, StatusCode};
use sanad_client::member::{Desk, Way};
use sanad_crypto::safe::{receipt::Receipt, summary::Summary};
use sanad_domain::CaseId;
use sanad_protocol::{case::Route, decode, encode, team::TeamKeys};
use sanad_testkit::{Member, Story, team::seeded};
use serde_json::{Value, json};

use self::secrets::in_arabic;
pub(crate) use self::secrets::{Secrets, canary};
use crate::{over_http::Client, without_scripts::Browser};

/// What a team leaves behind.
pub(crate) struct Lived {
    pub(crate) secrets: Secrets,
    /// File with the recovery sheet's groups, on paper's side of the world.
    pub(crate) sheet: String,
}

/// Lives through all of it.
pub(crate) async fn live(story: &Story, token: &str) -> Lived {
    let mut secrets = Secrets::default();
    let (amal, sheet) = found(story, token, &mut secrets);
    main_job(story, &amal, &mut secrets).await;
    a_minor(story, &mut secrets);
    without_scripts(story.cli().server(), &mut secrets).await;
    an_end(story, &mut secrets);
    removed(story, &amal, &sheet, &mut secrets);
    Lived { secrets, sheet }
}

fn text_of<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} is a text in {value}"))
}

/// A team of two; the first has another passphrase since.
fn found(story: &Story, token: &str, secrets: &mut Secrets) -> (Member, String) {
    let (name, words) = (secrets.word("name"), secrets.passphrase("passphrase"));
    let (amal, printed) = story.found(token, "amal", &name, &words);
    let groups: Vec<&str> =
        printed["recovery"].as_array().expect("groups").iter().filter_map(Value::as_str).collect();
    let sheet = groups.join(" ");
    secrets.seed("recovery sheet", &sheet);

    let (name, words) = (secrets.word("second name"), secrets.passphrase("second passphrase"));
    let joined = story.bring_in(&amal, "yusuf", &name, &words);
    secrets.seed("invitation", &joined.secret);
    let other = story.member("amal", &secrets.passphrase("other passphrase"));
    story.members(&amal, &["passphrase", "--new-passphrase-file", &other.passphrase_file]).ok();
    // What is tried and fails leaves no trace either.
    for stranger in [story.member("amal", &secrets.passphrase("wrong passphrase")), amal] {
        assert_eq!(story.desk(&stranger, &["queue"]).refused().1, "wrong_credentials");
    }
    (other, story.file(&sheet))
}

/// A report with every field. Codes too: a page may send ones that nobody knows yet.
fn report(secrets: &mut Secrets) -> Value {
    let mut word = |what: &str| secrets.word(&format!("report {what}"));
    json!({
        "text": word("text"),
        "for_whom": word("for whom"),
        "material": [word("material")],
        "demand": [word("demand")],
        "deadline": word("deadline"),
        "platform": [word("platform")],
        "accounts": word("accounts"),
        "relationship": word("relation"),
        "safe_contact": {
            "channel": word("channel"),
            "hours": word("hours"),
            "code_word": word("code word"),
            "never": word("never"),
        },
        "consents": [word("consent")],
        "lang": word("lang"),
        "danger": { "family": "yes" },
    })
}

/// From her first words to a closed case that goes on, under another number.
async fn main_job(story: &Story, amal: &Member, secrets: &mut Secrets) {
    let told = story.file(&report(secrets).to_string());
    let (name, content) = secrets.file("picture", "jpg");
    let picture = story.named_file(&name, &content);
    let told = story.cli().ask(&["person", "tell", "--file", &told, "--attach", &picture]).ok();
    let receipt = text_of(&told, "receipt").to_owned();
    secrets.receipt("receipt", &receipt);
    let queue = story.desk(amal, &["queue"]).ok();
    let case = text_of(&queue[0], "case").to_owned();
    let act = |args: &[&str]| story.desk(amal, &[args, &["--case", &case]].concat()).ok();
    let opened = act(&["case", "--purpose", "triage"]);
    let shown = opened.to_string();
    for (what, word) in &secrets.0 {
        let word = String::from_utf8_lossy(word);
        assert!(!what.starts_with("report ") || shown.contains(&*word), "{what} arrived: {shown}");
    }
    act(&["take"]);
    act(&["note", "--text", &secrets.word("note")]);
    act(&["danger", "--level", "high", "--reason", &secrets.word("reason")]);
    act(&["say", "--text", &secrets.word("reply")]);

    // A member saves her file: on the member's machine, where nobody searches here.
    let attached = &opened["conversation"][0]["message"]["attachments"][0];
    assert_eq!(text_of(attached, "name"), name);
    let out = story.file("");
    let reason = secrets.word("download reason");
    act(&["get", "--file", text_of(attached, "id"), "--out", &out, "--reason", &reason]);
    assert!(fs::read(&out).expect("a saved file") == content, "the file that she sent");

    let (name, content) = secrets.file("chat", "txt");
    let chat = story.named_file(&name, &content);
    let words = secrets.word("words with a file");
    story.person("attach", &receipt, &["--file", &chat, "--text", &words]).ok();
    story.person("say", &receipt, &["--text", &secrets.word("answer")]).ok();
    story.person("show", &receipt, &[]).ok();
    summarise(story, amal, &case, &receipt, secrets).await;

    let changed = story.person("rekey", &receipt, &[]).ok();
    let other = text_of(&changed, "receipt").to_owned();
    secrets.receipt("other receipt", &other);
    assert_eq!(story.person("show", &receipt, &[]).refused().1, "wrong_credentials");
    story.person("say", &other, &["--text", &secrets.word("words after another number")]).ok();
    act(&["stage", "--to", "waiting", "--reason", &secrets.word("stage reason")]);
    act(&["close", "--outcome", "asked_to_close", "--summary", &secrets.word("how it ended")]);
    act(&["reopen", "--text", &secrets.word("why it goes on")]);
}

/// The summary of a case as the desk in a browser writes it, and what else a client derives on the way.
async fn summarise(story: &Story, amal: &Member, case: &str, receipt: &str, secrets: &mut Secrets) {
    let (alias, line) = (secrets.word("alias"), secrets.word("line"));
    let summary = Summary { alias: alias.clone(), line, terms: vec![secrets.word("term")] };
    let client = Client::new(story.cli().server());
    let trust = client.trust().await;
    let digits = Receipt::parse(receipt).expect("a receipt");
    let lookup = digits.derive_lookup(&trust.team.salt).expect("a cost that is fixed");
    secrets.keep("what finds her case", &lookup.0);

    let words = fs::read_to_string(&amal.passphrase_file).expect("a passphrase");
    let challenge = client.challenge(&amal.handle).await;
    let way = Way::from_passphrase(&challenge, &words).expect("a way");
    let (token, vault) = client.enter(&amal.handle, &challenge, &way).await.expect("the right passphrase");
    secrets.keep("session", token.as_bytes());
    secrets.keep("session as bytes", &Base64UrlUnpadded::decode_vec(&token).expect("base64url"));
    let (_, keys) = client.send(Method::GET, "/team/keys", &token, None).await;
    let keys: TeamKeys = decode(&keys).expect("keys of the team");
    let desk = Desk::open(&trust, vault.member, vault.seed().derive_keys(), &keys).expect("a desk");
    let case: CaseId = case.parse().expect("a case");
    let writer = desk.writer(&trust).expect("a writer");
    let summary = writer.summary(&trust, case, &summary, &mut seeded(6)).expect("a summary");
    let route = encode(&Route { routing: None, summary: Some(summary) });
    let (status, _) = client.send(Method::PUT, &format!("/cases/{case}/routing"), &token, Some(route)).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let queue = story.desk(amal, &["queue"]).ok();
    assert_eq!(text_of(&queue[0], "alias"), alias);
}

/// Under 18: her voice is taken, and no picture.
fn a_minor(story: &Story, secrets: &mut Secrets) {
    let receipt = story.tell(&json!({ "text": secrets.word("young text"), "age": "minor" }));
    secrets.receipt("young receipt", &receipt);
    let (name, content) = secrets.file("voice", "ogg");
    let voice = story.named_file(&name, &content);
    story.person("attach", &receipt, &["--file", &voice, "--voice"]).ok();
    let (name, content) = secrets.file("refused picture", "png");
    let picture = story.named_file(&name, &content);
    let refused = story.person("attach", &receipt, &["--file", &picture]);
    assert_eq!(refused.refused().1, "minor_no_files");
}

/// Her words pass through the server's memory, and through nothing else.
async fn without_scripts(server: &str, secrets: &mut Secrets) {
    let browser = Browser::open(server);
    let late = secrets.word("late form");
    let handed_back = browser.post("/tell", &[("form_token", "AAAA"), ("text", &late)]).await.expect(400);
    assert_eq!(handed_back.times(&late), 1);
    let names = ["text", "deadline", "accounts", "safe_hours", "safe_code_word", "safe_never"];
    let words = names.map(|it| secrets.word(&format!("form {it}")));
    let token = browser.get("/tell").await.expect(200).field("form_token");
    let mut form = vec![("form_token", token.as_str())];
    form.extend(names.iter().zip(&words).map(|(name, word)| (*name, word.as_str())));
    let receipt = browser.post("/tell", &form).await.expect(200).receipt();
    secrets.receipt("receipt without scripts", &receipt);

    let visit = browser.back(&in_arabic(&receipt)).await.expect(200);
    assert!(words.iter().all(|it| visit.times(it) > 0), "{}", visit.html);
    let field = visit.field("visit");
    secrets.keep("visit", field.as_bytes());
    let question = secrets.word("question");
    let say = [("visit", field.as_str()), ("text", question.as_str())];
    assert_eq!(browser.post("/visit/say", &say).await.expect(200).times(&question), 1);
    let left = browser.post("/leave", &[("visit", &field)]).await.expect(303);
    assert!(left.location.is_some_and(|it| it.starts_with("https://")));
}

/// A case that she had destroyed, with its file.
fn an_end(story: &Story, secrets: &mut Secrets) {
    let receipt = story.tell(&json!({ "text": secrets.word("destroyed text") }));
    secrets.receipt("destroyed receipt", &receipt);
    let (name, content) = secrets.file("destroyed picture", "jpg");
    let picture = story.named_file(&name, &content);
    story.person("attach", &receipt, &["--file", &picture]).ok();
    story.person("destroy", &receipt, &["--yes"]).ok();
    assert_eq!(story.person("show", &receipt, &[]).refused().1, "wrong_credentials");
}

/// A member who lost every way in comes back under another name, and is removed.
fn removed(story: &Story, amal: &Member, sheet: &str, secrets: &mut Secrets) {
    let renewed = story.members(amal, &["renew", "--handle", "yusuf", "--recovery-file", sheet]).ok();
    let secret = text_of(&renewed, "secret");
    secrets.seed("second invitation", secret);
    let (name, words) = (secrets.word("another name"), secrets.passphrase("third passphrase"));
    let yusuf = story.member("yusuf", &words);
    let join = ["member", "join", "--member", "yusuf", "--secret", secret, "--name", &name];
    story.cli().ask(&[&join[..], &["--passphrase-file", &yusuf.passphrase_file]].concat()).ok();
    let members = story.desk(&yusuf, &["members"]).ok().to_string();
    assert!(members.contains(&name), "{members}");
    story.members(amal, &["remove", "--handle", "yusuf"]).ok();
    story.desk(amal, &["renew"]).ok();
}
