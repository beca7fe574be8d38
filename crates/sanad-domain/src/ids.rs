//! Typed ids: 16 bytes each, with a prefix in text so that one kind is never taken for another.
//! No time in them: an id that leaks tells nothing about when.

use std::{fmt, str::FromStr};

/// Text that is not an id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a valid identifier of the expected kind")]
pub struct IdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text.strip_prefix(concat!($prefix, "_")).ok_or(IdError)?).map(Self)
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                let bytes = d.bytes()?;
                bytes.try_into().map(Self).map_err(|_| minicbor::decode::Error::message("16 bytes expected").at(at))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// One team: hash of its root key.
    TeamId = "team";
    /// One case: hash of who created it and to which key (protocol §1).
    CaseId = "case";
    /// One entry, chosen at random by its author's device; makes an append idempotent.
    EntryId = "entry";
    /// One member of the team.
    MemberId = "member";
    /// The person as author: hash of her case's first verify key.
    PersonId = "person";
    /// One sealed file.
    BlobId = "blob";
}

fn parse(hex: &str) -> Result<[u8; 16], IdError> {
    let digits = hex.as_bytes();
    // One spelling only: lower-case hexadecimal.
    if digits.len() != 32 || !digits.iter().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(IdError);
    }
    let mut out = [0; 16];
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let text = std::str::from_utf8(pair).map_err(|_| IdError)?;
        *byte = u8::from_str_radix(text, 16).map_err(|_| IdError)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back_and_never_another_kind() {
        let id = CaseId([0xa5; 16]);
        assert_eq!(id.to_string(), format!("case_{}", "a5".repeat(16)));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().parse::<EntryId>(), Err(IdError));
        assert_eq!(id.to_string().to_uppercase().parse::<CaseId>(), Err(IdError));
        assert_eq!("case_a5".parse::<CaseId>(), Err(IdError));
    }
}
