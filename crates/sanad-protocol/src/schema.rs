//! What travels, as JSON Schema (2020-12, the one that OpenAPI 3.1 uses).
//!
//! JSON Schema has no integer keys and no byte strings. Fields stand under their names with the key beside it
//! (`x-cbor-key`), byte strings are strings with `x-cbor-type`.

use sanad_crypto::safe::{
    epoch::Holder,
    pow::Puzzle,
    receipt::Cost,
    sign::VerifyKey,
    vault::{SealedVault, Tag},
};
use sanad_domain::{BlobId, CaseId, Lane, MemberId, danger::Band};
use serde_json::{Map, Value, json};

use crate::Bytes;

/// Schemas by name, as `components/schemas` of the document.
pub type Named = Map<String, Value>;

/// What travels.
pub trait Described {
    /// It may be absent from its map.
    const OPTIONAL: bool = false;

    /// Its schema. What has a name is added to `named`, and the schema refers to it.
    fn schema(named: &mut Named) -> Value;
}

/// One field of a map.
#[derive(Debug)]
pub struct Field {
    key: u32,
    name: &'static str,
    doc: String,
    optional: bool,
    schema: Value,
}

impl Field {
    /// A field of this type, with the words of its doc comment.
    pub fn of<T: Described>(named: &mut Named, key: u32, name: &'static str, doc: &[&str]) -> Self {
        Self { key, name, doc: joined(doc), optional: T::OPTIONAL, schema: T::schema(named) }
    }
}

/// The lines of a doc comment as one text.
fn joined(doc: &[&str]) -> String {
    doc.iter().map(|it| it.trim()).collect::<Vec<_>>().join(" ")
}

/// The schema of a struct, which is a map with integer keys. `module` is its `module_path!()`: two modules may have
/// a type of one name.
pub fn map(
    named: &mut Named,
    module: &str,
    name: &str,
    doc: &[&str],
    fields: impl FnOnce(&mut Named) -> Vec<Field>,
) -> Value {
    let module = module.rsplit("::").next().unwrap_or(module);
    by_name(named, &format!("{module}.{name}"), |named| {
        let (mut properties, mut required) = (Map::new(), vec![]);
        for Field { key, name, doc, optional, mut schema } in fields(named) {
            schema["description"] = doc.into();
            schema["x-cbor-key"] = key.into();
            properties.insert(name.into(), schema);
            if !optional {
                required.push(name);
            }
        }
        json!({
            "type": "object",
            "description": joined(doc),
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    })
}

/// Refers to the schema of a name, which is made at the first time.
fn by_name(named: &mut Named, name: &str, make: impl FnOnce(&mut Named) -> Value) -> Value {
    if !named.contains_key(name) {
        let schema = make(named);
        named.insert(name.into(), schema);
    }
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A byte string of any length.
fn bytes() -> Value {
    json!({ "type": "string", "x-cbor-type": "bytes" })
}

/// A byte string of one length.
fn bytes_of(len: usize) -> Value {
    json!({ "type": "string", "x-cbor-type": "bytes", "x-cbor-length": len })
}

fn unsigned(bits: u32) -> Value {
    json!({ "type": "integer", "minimum": 0, "format": format!("uint{bits}") })
}

/// An array whose places have a meaning each.
fn places(places: &[(&str, Value)]) -> Value {
    let items: Vec<Value> = places
        .iter()
        .map(|(name, schema)| {
            let mut schema = schema.clone();
            schema["title"] = (*name).into();
            schema
        })
        .collect();
    json!({ "type": "array", "prefixItems": items, "minItems": places.len(), "maxItems": places.len() })
}

/// Numbers that stand for words, from 0 on.
fn words(words: &[&str]) -> Value {
    let each: Vec<Value> =
        words.iter().enumerate().map(|(at, word)| json!({ "const": at, "title": word })).collect();
    json!({ "type": "integer", "oneOf": each })
}

macro_rules! described {
    ($($ty:ty: |$named:ident| $schema:expr;)*) => {$(
        impl Described for $ty {
            fn schema($named: &mut Named) -> Value { $schema }
        }
    )*};
}

described! {
    Bytes: |_named| bytes();
    String: |_named| json!({ "type": "string" });
    bool: |_named| json!({ "type": "boolean" });
    u32: |_named| unsigned(32);
    u64: |_named| unsigned(64);
    CaseId: |_named| bytes_of(16);
    BlobId: |_named| bytes_of(16);
    MemberId: |_named| bytes_of(16);
    Holder: |_named| bytes_of(16);
    VerifyKey: |_named| bytes_of(32);
    Lane: |named| by_name(named, "Lane", |_| words(&Lane::ALL.map(Lane::name)));
    Band: |named| by_name(named, "Band", |_| words(&Band::ALL.map(Band::code)));
    Cost: |named| by_name(named, "Cost", |_| {
        let mut schema = places(&[("m_kib", unsigned(32)), ("t", unsigned(32))]);
        schema["description"] = "Cost of an Argon2id derivation: memory in KiB, passes.".into();
        schema
    });
    Puzzle: |named| by_name(named, "Puzzle", |_| {
        let mut schema = places(&[("challenge", bytes_of(32)), ("bits", unsigned(8))]);
        schema["description"] = "A proof of work (docs/formats/pow.md).".into();
        schema
    });
    Tag: |named| by_name(named, "Tag", |_| {
        let mut schema = places(&[("unlock", bytes_of(16)), ("mac", bytes_of(32))]);
        schema["description"] = "Proof for one way in that the vault is its owner's newest.".into();
        schema
    });
    SealedVault: |named| map(named, "vault", "SealedVault", &["A vault (docs/formats/vault.md)."], |named| {
        vec![
            Field::of::<u64>(named, 0, "n", &["Version."]),
            Field::of::<Bytes>(named, 1, "file", &["age file to all ways in."]),
            Field::of::<Vec<Tag>>(named, 2, "tags", &["One for each way in."]),
        ]
    });
}

impl<T: Described> Described for Vec<T> {
    fn schema(named: &mut Named) -> Value {
        json!({ "type": "array", "items": T::schema(named) })
    }
}

impl<T: Described> Described for Option<T> {
    const OPTIONAL: bool = true;

    fn schema(named: &mut Named) -> Value {
        T::schema(named)
    }
}

impl<A: Described, B: Described> Described for (A, B) {
    fn schema(named: &mut Named) -> Value {
        let items = [A::schema(named), B::schema(named)];
        json!({ "type": "array", "prefixItems": items, "minItems": 2, "maxItems": 2 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{case, log, member, person};

    #[test]
    fn a_struct_is_described_in_its_own_words() {
        let mut named = Named::new();
        let schema = case::Open::schema(&mut named);
        assert_eq!(schema, json!({ "$ref": "#/components/schemas/case.Open" }));
        let open = &named["case.Open"];
        assert_eq!(open["required"], json!(["seen"]), "an option may be absent");
        assert_eq!(open["properties"]["access"]["$ref"], "#/components/schemas/case.Append");
        assert_eq!(open["properties"]["seen"]["x-cbor-key"], 1);
        let words = open["properties"]["seen"]["description"].as_str().unwrap();
        assert_eq!(words, "Leaves under the checkpoint that the reader knows.");
        assert!(named.contains_key("case.Append") && named.contains_key("Lane"));
    }

    #[test]
    fn two_types_of_one_name_stay_apart() {
        let mut named = Named::new();
        assert_ne!(member::Session::schema(&mut named), person::Session::schema(&mut named));
        log::HeadProof::schema(&mut named);
        let others = &named["log.HeadProof"]["properties"]["others"];
        assert_eq!(others["items"]["prefixItems"].as_array().map(Vec::len), Some(2));
    }

    /// What is written by hand above, held against what is really sent.
    #[test]
    fn bytes_are_as_described() {
        let first = |bytes: &[u8]| bytes.first().copied();
        assert_eq!(first(&crate::encode(&CaseId([1; 16]))), Some(0x50), "16 bytes");
        assert_eq!(first(&crate::encode(&BlobId([1; 16]))), Some(0x50));
        assert_eq!(first(&crate::encode(&MemberId([1; 16]))), Some(0x50));
        assert_eq!(first(&crate::encode(&Holder([1; 16]))), Some(0x50));
        assert_eq!(crate::encode(&VerifyKey([1; 32]))[..2], [0x58, 32], "32 bytes");
        assert_eq!(crate::encode(&Cost { m_kib: 1, t: 2 }), [0x82, 1, 2]);
        assert_eq!(crate::encode(&Puzzle { challenge: [0; 32], bits: 9 })[..3], [0x82, 0x58, 32]);
        let vault = SealedVault { n: 3, file: vec![7], tags: vec![Tag { unlock: [0; 16], mac: [0; 32] }] };
        assert_eq!(crate::encode(&vault)[..9], [0xa3, 0, 3, 1, 0x41, 7, 2, 0x81, 0x82]);
        for (at, lane) in Lane::ALL.into_iter().enumerate() {
            assert_eq!(crate::encode(&lane), [at as u8]);
        }
        for (at, band) in Band::ALL.into_iter().enumerate() {
            assert_eq!(crate::encode(&band), [at as u8]);
        }
    }
}
