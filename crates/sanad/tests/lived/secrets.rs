//! What nobody may find, in the forms in which people and software write it.

use sanad_client::found::zeroize_seed::Seed;
use sanad_crypto::safe::sha256;

/// Words that occur nowhere else.
pub(crate) fn canary(what: &str) -> String {
    format!("canary-{what}-zqxjvkw-قناري")
}

/// Labels with what they stand for.
#[derive(Default)]
pub(crate) struct Secrets(pub(crate) Vec<(String, Vec<u8>)>);

impl Secrets {
    /// Words for somebody to write.
    pub(crate) fn word(&mut self, what: &str) -> String {
        let word = canary(what);
        self.keep(what, word.as_bytes());
        word
    }

    /// Something that somebody has already.
    pub(crate) fn keep(&mut self, what: &str, bytes: &[u8]) {
        self.0.push((what.into(), bytes.to_vec()));
    }

    /// A passphrase, which is looked for without its spaces as well.
    pub(crate) fn passphrase(&mut self, what: &str) -> String {
        let words = format!("canary {what} zqxjvkw قناري");
        self.keep(what, words.as_bytes());
        self.keep(&format!("{what} in a row"), words.replace(' ', "").as_bytes());
        words
    }

    /// 20 digits: in a row, in groups, as they are typed in Arabic, and as the values that keys come from.
    pub(crate) fn receipt(&mut self, what: &str, digits: &str) {
        assert_eq!(digits.len(), 20, "{what}");
        let groups: Vec<&str> = (0..20).step_by(4).map(|at| &digits[at..at + 4]).collect();
        let values: Vec<u8> = digits.bytes().map(|it| it - b'0').collect();
        self.keep(what, digits.as_bytes());
        self.keep(&format!("{what} in groups"), groups.join(" ").as_bytes());
        self.keep(&format!("{what} with dashes"), groups.join("-").as_bytes());
        self.keep(&format!("{what} in Arabic"), in_arabic(digits).as_bytes());
        self.keep(&format!("{what} as values"), &values);
    }

    /// 32 bytes that are printed in hexadecimal groups.
    pub(crate) fn seed(&mut self, what: &str, printed: &str) {
        let seed = Seed::parse(printed).expect("groups without a mistake");
        self.keep(what, &seed.0);
        self.keep(&format!("{what} in groups"), seed.dangerous_to_groups().join(" ").as_bytes());
    }

    /// Name and content of a file. What would tell that it is a known one may not be found either.
    pub(crate) fn file(&mut self, what: &str, ending: &str) -> (String, Vec<u8>) {
        let name = format!("{}.{ending}", self.word(&format!("name of a {what}")));
        // Several chunks of the seal.
        let content = self.word(&format!("content of a {what}")).repeat(5000).into_bytes();
        self.keep(&format!("hash of a {what}"), &sha256(&content));
        (name, content)
    }
}

/// Digits as an Arabic keyboard types them.
pub(crate) fn in_arabic(digits: &str) -> String {
    digits.chars().filter_map(|it| char::from_u32(u32::from(it) - 0x30 + 0x660)).collect()
}
