//! People and groups, which messages refer to by a number.

use std::collections::HashMap;

use base64ct::{Base64, Encoding};
use serde::Deserialize;

use super::{KNOWN, number};
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

/// All of them, up to a number that no account has.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By their number in the file.
    numbers: HashMap<String, Person>,
    /// Their number in the file, by the account that a mention names.
    accounts: HashMap<String, String>,
}

impl People {
    pub(super) fn add(&mut self, recipient: Recipient, owner: Option<&str>) {
        let account = recipient.account();
        let (id, person) = recipient.person(owner);
        if let Some(account) = account
            && self.accounts.len() < KNOWN
        {
            self.accounts.insert(account, id.clone());
        }
        if self.numbers.len() < KNOWN {
            self.numbers.insert(id, person);
        }
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
