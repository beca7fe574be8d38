//! People and groups, which messages refer to by a number.

use std::collections::HashMap;

use base64ct::{Base64, Encoding};
use serde::Deserialize;

use super::{KNOWN, NUMBER, number};
use crate::cut;
use crate::json::{Written, present};

/// Who exported.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Account {
    given_name: String,
    family_name: String,
}

impl Account {
    pub(super) fn name(&self) -> Option<String> {
        full(Some(&self.given_name), Some(&self.family_name))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Chat {
    pub(super) id: Option<Written>,
    pub(super) recipient_id: Option<Written>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Recipient {
    id: Option<Written>,
    contact: Option<Contact>,
    group: Option<Group>,
    #[serde(rename = "self", deserialize_with = "present")]
    is_owner: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Contact {
    /// 16 bytes: the account, whatever its telephone number.
    aci: Option<String>,
    /// 16 bytes: the account as found by its telephone number.
    pni: Option<String>,
    /// Without its plus.
    e164: Option<Written>,
    username: Option<String>,
    nickname: Option<Name>,
    system_given_name: Option<String>,
    system_family_name: Option<String>,
    profile_given_name: Option<String>,
    profile_family_name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Name {
    given: Option<String>,
    family: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Group {
    snapshot: Option<Snapshot>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Snapshot {
    title: Option<Title>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Title {
    title: Option<String>,
}

/// Somebody who writes, or whom a chat is with.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) name: Option<String>,
    pub(super) account: Option<String>,
}

/// Bytes of all names, accounts and numbers that are remembered.
const REMEMBERED: usize = 64 << 20;

/// All of them, up to a number and a size that no account has.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By their number in the file.
    numbers: HashMap<String, Person>,
    /// Their number in the file, by the account that a mention names.
    accounts: HashMap<String, String>,
    /// Bytes of what is remembered.
    size: usize,
}

/// What is to be said of somebody who was added.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Added {
    /// A name or an account is too long, and was cut.
    pub(super) is_cut: bool,
    /// Their number, where it was known as that of somebody else: who came first stays.
    pub(super) again: Option<String>,
}

impl People {
    pub(super) fn add(&mut self, recipient: Recipient, owner: Option<&str>) -> Added {
        let mut account = recipient.account();
        let (id, mut person) = recipient.person(owner);
        let mut is_cut = false;
        for name in [&mut person.name, &mut person.account, &mut account].into_iter().flatten() {
            is_cut |= cut::name(name);
        }
        if let Some(known) = self.numbers.get(&id) {
            return Added { is_cut, again: (*known != person).then_some(id) };
        }
        let names = [&person.name, &person.account, &account].into_iter().flatten();
        let size = id.len() * 2 + names.map(String::len).sum::<usize>();
        let has_room = self.numbers.len() < KNOWN && self.size + size <= REMEMBERED;
        if has_room && id.len() <= NUMBER {
            self.size += size;
            if let Some(account) = account {
                self.accounts.entry(account).or_insert_with(|| id.clone());
            }
            self.numbers.insert(id, person);
        }
        Added { is_cut, again: None }
    }

    /// By the number in the file.
    pub(super) fn get(&self, number: &str) -> Option<&Person> {
        self.numbers.get(number)
    }

    /// By the account, as [`uuid`] writes it.
    pub(super) fn by_account(&self, account: &str) -> Option<&Person> {
        self.get(self.accounts.get(account)?)
    }
}

impl Recipient {
    /// The account, whatever its telephone number.
    fn account(&self) -> Option<String> {
        self.contact.as_ref()?.aci.as_deref().map(uuid)
    }

    /// The number in the file, and who it is.
    pub(super) fn person(self, owner: Option<&str>) -> (String, Person) {
        let person = if self.is_owner {
            Person { name: owner.map(str::to_owned), account: None }
        } else if let Some(contact) = self.contact {
            contact.person()
        } else {
            let title = self.group.and_then(|group| group.snapshot?.title?.title);
            Person { name: title.filter(|title| !title.is_empty()), account: None }
        };
        (number(self.id), person)
    }
}

impl Contact {
    /// The name as Signal shows it: the one that the owner gave, that of the phone's contacts, that of the profile,
    /// the user name. The account is the telephone number where it is known, and the account's UUID otherwise.
    fn person(self) -> Person {
        let nickname = self.nickname.unwrap_or_default();
        let name = full(nickname.given.as_deref(), nickname.family.as_deref())
            .or_else(|| full(self.system_given_name.as_deref(), self.system_family_name.as_deref()))
            .or_else(|| full(self.profile_given_name.as_deref(), self.profile_family_name.as_deref()))
            .or(self.username);
        let account =
            self.e164.map(|digits| format!("+{}", digits.0)).or_else(|| Some(uuid(&self.aci.or(self.pni)?)));
        Person { name, account }
    }
}

/// A name of two parts; none when both are empty.
fn full(given: Option<&str>, family: Option<&str>) -> Option<String> {
    let parts: Vec<_> = [given, family].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// 16 bytes in base64 as a UUID; anything else as it is written.
pub(super) fn uuid(base64: &str) -> String {
    let bytes = Base64::decode_vec(base64).unwrap_or_default();
    if bytes.len() != 16 {
        return base64.to_owned();
    }
    let mut uuid = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        uuid.push_str(&format!("{byte:02x}"));
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_the_number_in_the_file_and_by_the_account() {
        let mut people = People::default();
        for json in [
            r#"{"id":"2","contact":{"aci":"ABEiM0RVZneImaq7zN3u/w==","e164":"9647000000000","username":"x.01"}}"#,
            r#"{"id":"3","contact":{"pni":"ABEiM0RVZneImaq7zN3u/g==","username":"y.01"}}"#,
            r#"{"id":"4","group":{}}"#,
        ] {
            people.add(serde_json::from_str(json).unwrap(), None);
        }
        let name = |person: Option<&Person>| person.and_then(|person| person.name.clone());
        assert_eq!(name(people.get("3")).as_deref(), Some("y.01"));
        let account = "00112233-4455-6677-8899-aabbccddeeff";
        assert_eq!(people.by_account(account), people.get("2"));
        assert_eq!(name(people.by_account(account)).as_deref(), Some("x.01"));
        assert_eq!(people.by_account("00112233-4455-6677-8899-aabbccddeefe"), None);
    }

    #[test]
    fn who_came_first_is_not_renamed() {
        let mut people = People::default();
        let mut add = |json: &str| people.add(serde_json::from_str(json).unwrap(), Some("Noor"));
        let rami = r#"{"id":"2","contact":{"aci":"ABEiM0RVZneImaq7zN3u/w==","username":"rami.01"}}"#;
        assert_eq!(add(rami), Added::default());
        // The same once more says nothing new.
        assert_eq!(add(rami), Added::default());
        let other = r#"{"id":"2","contact":{"aci":"ABEiM0RVZneImaq7zN3u/g==","username":"sara.01"}}"#;
        assert_eq!(add(other), Added { is_cut: false, again: Some("2".to_owned()) });
        // Another number of the same account.
        assert_eq!(add(&rami.replace("\"2\"", "\"3\"").replace("rami", "sara")), Added::default());
        let name = |person: Option<&Person>| person.and_then(|person| person.name.clone());
        assert_eq!(name(people.get("2")).as_deref(), Some("rami.01"));
        let account = "00112233-4455-6677-8899-aabbccddeeff";
        assert_eq!(name(people.by_account(account)).as_deref(), Some("rami.01"));
        assert_eq!(people.by_account("00112233-4455-6677-8899-aabbccddeefe"), None);
    }

    #[test]
    fn no_more_is_remembered_than_an_account_has() {
        let mut people = People::default();
        let name = "n".repeat(1 << 16);
        for id in 0..100 {
            let json =
                format!(r#"{{"id":"{id}","contact":{{"aci":"{name}","pni":"","username":"{name}"}}}}"#);
            assert!(people.add(serde_json::from_str(&json).unwrap(), None).is_cut);
        }
        let person = people.get("99").unwrap();
        assert_eq!(person.name.as_ref().map(String::len), Some(1 << 10));
        assert_eq!(person.account.as_ref().map(String::len), Some(1 << 10));
        assert!(people.size < 100 * 4_000);
        people.size = REMEMBERED - 10;
        for json in [r#"{"id":"500","contact":{"username":"somebody.01"}}"#, r#"{"id":"501","contact":{}}"#] {
            people.add(serde_json::from_str(json).unwrap(), None);
        }
        assert!(people.get("500").is_none() && people.get("501").is_some());
        let long = format!(r#"{{"id":"{}","contact":{{}}}}"#, "1".repeat(NUMBER + 1));
        people.size = 0;
        people.add(serde_json::from_str(&long).unwrap(), None);
        assert!(people.get(&"1".repeat(NUMBER + 1)).is_none());
    }

    #[test]
    fn a_person_has_the_name_that_signal_shows_and_the_number_if_there_is_one() {
        for (json, id, name, account) in [
            (r#"{"id":"1","self":{}}"#, "1", Some("Noor"), None),
            (r#"{"self":{}}"#, "0", Some("Noor"), None),
            (
                r#"{"id":"2","contact":{"e164":"9647000000000","profileGivenName":"A","profileFamilyName":"B"}}"#,
                "2",
                Some("A B"),
                Some("+9647000000000"),
            ),
            (
                r#"{"id":"3","contact":{"aci":"ABEiM0RVZneImaq7zN3u/w==","username":"x.01"}}"#,
                "3",
                Some("x.01"),
                Some("00112233-4455-6677-8899-aabbccddeeff"),
            ),
            (
                r#"{"id":"4","contact":{"pni":"c2hvcnQ=","systemGivenName":"S","profileGivenName":"P","nickname":{"given":"","family":"N"}}}"#,
                "4",
                Some("N"),
                Some("c2hvcnQ="),
            ),
            (r#"{"id":"5","contact":{"systemGivenName":"S","profileGivenName":"P"}}"#, "5", Some("S"), None),
            (r#"{"id":"6","contact":{}}"#, "6", None, None),
            (r#"{"id":"7","group":{"snapshot":{"title":{"title":"Family"}}}}"#, "7", Some("Family"), None),
            (r#"{"id":"8","group":{}}"#, "8", None, None),
            (r#"{"id":"9","releaseNotes":{}}"#, "9", None, None),
        ] {
            let recipient: Recipient = serde_json::from_str(json).unwrap();
            let person = Person { name: name.map(str::to_owned), account: account.map(str::to_owned) };
            assert_eq!(recipient.person(Some("Noor")), (id.to_owned(), person), "{json}");
        }
    }
}
