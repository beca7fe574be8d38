//! One row as canonical CBOR: an array of its columns, in the order of `entity.rs` (docs/formats/backup.md).

use std::convert::Infallible;

use minicbor::{Decoder, Encoder, data::Type, decode::Error};

/// Where a row is written.
pub(crate) type Writer<'a> = Encoder<&'a mut Vec<u8>>;
/// What writing gives; a `Vec` takes everything.
pub(crate) type Written = Result<(), minicbor::encode::Error<Infallible>>;

/// A row of a table. Implemented for every table by the macro in `entity.rs`.
pub(crate) trait Row: Sized {
    /// The table's name.
    const TABLE: &'static str;
    /// Its columns, in order.
    const COLUMNS: &'static [&'static str];

    /// Writes the row.
    fn put(&self, to: &mut Writer<'_>) -> Written;

    /// Reads a row. Whether it was canonical is for the caller to check, by writing it again.
    fn take(from: &mut Decoder<'_>) -> Result<Self, Error>;
}

/// A value in a row.
pub(crate) trait Cell: Sized {
    /// Writes the value.
    fn put(&self, to: &mut Writer<'_>) -> Written;

    /// Reads a value.
    fn take(from: &mut Decoder<'_>) -> Result<Self, Error>;
}

impl Cell for i64 {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.i64(*self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.i64()
    }
}

impl Cell for i32 {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.i32(*self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.i32()
    }
}

impl Cell for i16 {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.i16(*self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.i16()
    }
}

impl Cell for bool {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.bool(*self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.bool()
    }
}

impl Cell for String {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.str(self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.str().map(str::to_owned)
    }
}

impl Cell for Vec<u8> {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        to.bytes(self)?.ok()
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        from.bytes().map(<[u8]>::to_vec)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn put(&self, to: &mut Writer<'_>) -> Written {
        match self {
            Some(it) => it.put(to),
            None => to.null()?.ok(),
        }
    }

    fn take(from: &mut Decoder<'_>) -> Result<Self, Error> {
        if from.datatype()? == Type::Null {
            from.null()?;
            return Ok(None);
        }
        T::take(from).map(Some)
    }
}

/// The row's bytes, in `out` and nothing else.
pub(super) fn encode<R: Row>(row: &R, out: &mut Vec<u8>) {
    out.clear();
    // Writing to a `Vec` does not fail.
    let _ = row.put(&mut Encoder::new(out));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{cases, statement};

    fn case() -> cases::Model {
        cases::Model {
            team_id: vec![1; 16],
            case_id: vec![2; 16],
            lookup: vec![3; 32],
            kdf_salt: vec![],
            kdf_m_kib: 65_536,
            kdf_t: 3,
            auth_key: vec![4; 32],
            person_key: vec![5; 32],
            claimed: -1,
            alert: true,
            minor: false,
            quarantined: false,
            destroyed: true,
            arrived: i64::MIN,
            waiting_since: Some(i64::MAX),
            last_by_person: true,
            routing: None,
            summary_generation: Some(0),
            summary: Some(vec![]),
            person_id: None,
        }
    }

    #[test]
    fn every_kind_of_value_comes_back() {
        let mut bytes = vec![9];
        encode(&case(), &mut bytes);
        let mut from = Decoder::new(&bytes);
        assert_eq!(cases::Model::take(&mut from).unwrap(), case());
        assert_eq!(from.position(), bytes.len());
        for cut in 0..bytes.len() {
            let error = cases::Model::take(&mut Decoder::new(&bytes[..cut])).unwrap_err();
            assert!(error.is_end_of_input(), "cut at {cut}");
        }
    }

    /// The bytes are a promise: docs/formats/backup.md shows these.
    #[test]
    fn a_row_has_these_bytes() {
        let row = statement::Model {
            team_id: vec![0xaa; 2],
            n: 0,
            bytes: vec![1],
            hash: vec![],
            leaf: 24,
            arrived: -1,
        };
        let mut bytes = vec![];
        encode(&row, &mut bytes);
        assert_eq!(bytes, [0x86, 0x42, 0xaa, 0xaa, 0x00, 0x41, 0x01, 0x40, 0x18, 0x18, 0x20]);
        assert_eq!(statement::Model::COLUMNS, ["team_id", "n", "bytes", "hash", "leaf", "arrived"]);
    }

    #[test]
    fn another_shape_is_refused() {
        let mut bytes = vec![];
        encode(&case(), &mut bytes);
        assert!(statement::Model::take(&mut Decoder::new(&bytes)).is_err(), "a row of another table");
        assert!(cases::Model::take(&mut Decoder::new(&[0x9f, 0xff])).is_err(), "an indefinite array");
        assert!(cases::Model::take(&mut Decoder::new(&[0xa0])).is_err(), "a map");
    }
}
