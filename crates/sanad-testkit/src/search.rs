//! The search of a seized disk: every byte of every file, and every name, for secrets in the forms that software
//! writes text in (promise 1).

use std::{collections::HashMap, fs, path::Path};

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding as _};

/// All forms of some secrets, ready to be looked for at once.
#[derive(Debug)]
pub struct Search {
    needles: Vec<Needle>,
    by_start: HashMap<[u8; 8], Vec<usize>>,
    /// Whether any needle begins with these two bytes.
    starts: Vec<bool>,
}

#[derive(Debug)]
struct Needle {
    label: String,
    bytes: Vec<u8>,
}

/// What a search of a folder gave.
#[derive(Debug)]
pub struct Searched {
    /// Number of bytes that were looked at.
    pub bytes: u64,
    /// What was found where; empty as it should be.
    pub found: Vec<String>,
}

impl Search {
    /// Looks for `(label, secret)`. A secret has at least 12 bytes, so that none is found by chance.
    pub fn new(secrets: &[(String, Vec<u8>)]) -> Self {
        let needles: Vec<Needle> = secrets.iter().flat_map(|(label, secret)| forms(label, secret)).collect();
        let mut by_start: HashMap<[u8; 8], Vec<usize>> = HashMap::new();
        let mut starts = vec![false; 1 << 16];
        for (at, needle) in needles.iter().enumerate() {
            let start = needle.bytes.first_chunk::<8>().expect("a form of at least eight bytes");
            by_start.entry(*start).or_default().push(at);
            starts[two(start)] = true;
        }
        Self { needles, by_start, starts }
    }

    /// Every form that is looked for, with its label.
    pub fn forms(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.needles.iter().map(|it| (it.label.as_str(), it.bytes.as_slice()))
    }

    /// Labels of what is in these bytes.
    pub fn bytes(&self, haystack: &[u8]) -> Vec<&str> {
        let mut found: Vec<&str> = vec![];
        for at in 0..haystack.len().saturating_sub(7) {
            let rest = &haystack[at..];
            if !self.starts[two(rest)] {
                continue;
            }
            let Some(start) = rest.first_chunk::<8>() else { break };
            for index in self.by_start.get(start).into_iter().flatten() {
                let needle = &self.needles[*index];
                if rest.starts_with(&needle.bytes) && !found.contains(&needle.label.as_str()) {
                    found.push(&needle.label);
                }
            }
        }
        found
    }

    /// Searches a file, or every file below a folder, and the names of what is there.
    pub fn path(&self, path: &Path) -> Searched {
        let mut searched = Searched { bytes: 0, found: vec![] };
        self.walk(path, &mut searched);
        searched
    }

    fn walk(&self, path: &Path, searched: &mut Searched) {
        // A running engine removes files while we look: what is gone cannot be seized.
        let Ok(kind) = fs::symlink_metadata(path) else { return };
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        let named = self.bytes(name).into_iter();
        searched.found.extend(named.map(|it| format!("{it} in the name {}", path.display())));
        if kind.is_dir() {
            for entry in fs::read_dir(path).into_iter().flatten().flatten() {
                self.walk(&entry.path(), searched);
            }
        } else if kind.is_file() {
            let bytes = match fs::read(path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
                Err(error) => panic!("{} cannot be searched: {error}", path.display()),
            };
            searched.bytes += bytes.len() as u64;
            let found = self.bytes(&bytes);
            searched.found.extend(found.iter().map(|it| format!("{it} in {}", path.display())));
        }
    }
}

fn two(bytes: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// A secret as it is, in UTF-16 both ways, in both alphabets of base64 at each of three alignments, in
/// hexadecimal of either case.
fn forms(label: &str, secret: &[u8]) -> Vec<Needle> {
    assert!(secret.len() >= 12, "{label} is too short to be looked for");
    let mut forms = vec![("plain", secret.to_vec())];
    if let Ok(text) = std::str::from_utf8(secret) {
        let units: Vec<u16> = text.encode_utf16().collect();
        forms.push(("UTF-16LE", units.iter().flat_map(|it| it.to_le_bytes()).collect()));
        forms.push(("UTF-16BE", units.iter().flat_map(|it| it.to_be_bytes()).collect()));
    }
    for before in 0..3 {
        let padded = [&vec![0; before][..], secret].concat();
        // Characters that depend on this secret only: six bits each.
        let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        let standard = Base64Unpadded::encode_string(&padded).into_bytes();
        let for_links = Base64UrlUnpadded::encode_string(&padded).into_bytes();
        if for_links[first..last] != standard[first..last] {
            forms.push(("base64url", for_links[first..last].to_vec()));
        }
        forms.push(("base64", standard[first..last].to_vec()));
    }
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    forms.push(("hex", hex.to_uppercase().into_bytes()));
    forms.push(("hex", hex.into_bytes()));
    forms.into_iter().map(|(form, bytes)| Needle { label: format!("{label} ({form})"), bytes }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_wherever_it_is() {
        let secrets = vec![
            ("ascii".to_owned(), b"canary-3f9a77e1".to_vec()),
            ("raw".to_owned(), (0xf0..=0xff).collect::<Vec<u8>>()),
            ("arabic".to_owned(), "كناري في القفص".as_bytes().to_vec()),
        ];
        let search = Search::new(&secrets);
        for (label, form) in search.forms() {
            for before in [0, 1, 5] {
                let haystack = [&vec![7; before][..], form, &[9; 3][..]].concat();
                assert!(search.bytes(&haystack).contains(&label), "{label} after {before} bytes");
            }
            let cut = &form[..form.len() - 1];
            assert!(!search.bytes(cut).contains(&label), "{label} is not there as a whole");
        }
        assert!(search.bytes(b"").is_empty() && search.bytes(b"nothing here").is_empty());
    }

    #[test]
    fn names_are_searched_as_well() {
        let folder = crate::Folder::make();
        folder.write("a canary-3f9a77e1.jpg", b"its content says nothing");
        let search = Search::new(&[("secret".to_owned(), b"canary-3f9a77e1".to_vec())]);
        let searched = search.path(folder.path());
        assert_eq!((searched.bytes, searched.found.len()), (24, 1), "{:?}", searched.found);
        assert!(searched.found[0].starts_with("secret (plain) in the name "));
    }

    #[test]
    fn base64_is_found_inside_longer_base64() {
        let search = Search::new(&[("secret".to_owned(), b"canary-3f9a77e1".to_vec())]);
        for before in 0..6 {
            let text = [&vec![b'x'; before][..], b"canary-3f9a77e1 and more"].concat();
            let encoded = Base64Unpadded::encode_string(&text);
            assert_eq!(search.bytes(encoded.as_bytes()), ["secret (base64)"]);
        }
    }
}
