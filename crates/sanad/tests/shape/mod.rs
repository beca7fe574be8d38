//! What kind of JSON a command prints: its keys and the kinds of its values, without the values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Ids say of what they are one.
const IDS: [&str; 6] = ["team", "case", "entry", "member", "person", "blob"];

/// The shape of a value, or of several that have one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A single value, of one of these kinds.
    Single(BTreeSet<String>),
    /// A list; of what, once something was seen in it.
    List(Option<Box<Shape>>),
    /// An array whose places have a meaning each.
    Places(Vec<Shape>),
    /// Keys, and whether each is always there.
    Object(BTreeMap<String, (Shape, bool)>),
    /// `null` or this, which is no single value.
    OrNull(Box<Shape>),
}
use Shape::{List, Object, OrNull, Places, Single};

impl Shape {
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => single("null"),
            Value::Bool(_) => single("boolean"),
            Value::Number(_) => single("number"),
            Value::String(text) => single(&kind_of(text)),
            Value::Array(items) if is_list(items) => {
                List(items.iter().map(Self::of).reduce(Self::and).map(Box::new))
            }
            Value::Array(items) => Places(items.iter().map(Self::of).collect()),
            Value::Object(object) => {
                Object(object.iter().map(|(key, it)| (key.clone(), (Self::of(it), true))).collect())
            }
        }
    }

    /// Both of them; panics where they cannot be one thing.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Single(one), Single(other)) => Single(&one | &other),
            (OrNull(one), OrNull(other)) => OrNull(Box::new(one.and(*other))),
            (OrNull(it), null) | (null, OrNull(it)) if null == single("null") => OrNull(it),
            (OrNull(one), other) | (other, OrNull(one)) => OrNull(Box::new(one.and(other))),
            (Single(kinds), it) | (it, Single(kinds)) if Single(kinds.clone()) == single("null") => {
                OrNull(Box::new(it))
            }
            (List(None), List(it)) | (List(it), List(None)) => List(it),
            (List(Some(one)), List(Some(other))) => List(Some(Box::new(one.and(*other)))),
            (Places(one), Places(other)) if one.len() == other.len() => {
                Places(one.into_iter().zip(other).map(|(one, other)| one.and(other)).collect())
            }
            (Object(one), Object(other)) => Object(keys_of_both(one, other)),
            (one, other) => panic!("not one thing: {one:?} and {other:?}"),
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        match self {
            Single(kinds) => Vec::from_iter(kinds.iter().map(String::as_str)).join(" or ").into(),
            List(it) => it.iter().map(|it| it.to_json()).collect(),
            Places(places) => places.iter().map(Self::to_json).collect(),
            Object(keys) => {
                let named = |(key, (it, always)): (&String, &(Self, bool))| {
                    (if *always { key.clone() } else { format!("{key}?") }, it.to_json())
                };
                Value::Object(keys.iter().map(named).collect::<Map<_, _>>())
            }
            OrNull(it) => json!({ "null or": it.to_json() }),
        }
    }
}

fn single(kind: &str) -> Shape {
    Single(BTreeSet::from([kind.to_owned()]))
}

fn keys_of_both(
    one: BTreeMap<String, (Shape, bool)>,
    mut other: BTreeMap<String, (Shape, bool)>,
) -> BTreeMap<String, (Shape, bool)> {
    let mut both = BTreeMap::new();
    for (key, (it, always)) in one {
        let merged = match other.remove(&key) {
            Some((too, always_too)) => (it.and(too), always && always_too),
            None => (it, false),
        };
        both.insert(key, merged);
    }
    both.extend(other.into_iter().map(|(key, (it, _))| (key, (it, false))));
    both
}

/// Items of one kind are a list; of several, places.
fn is_list(items: &[Value]) -> bool {
    items.windows(2).all(|it| std::mem::discriminant(&it[0]) == std::mem::discriminant(&it[1]))
}

/// An id by its prefix; everything else is a text.
fn kind_of(text: &str) -> String {
    let digits = |it: &str| it.len() == 32 && it.bytes().all(|it| it.is_ascii_hexdigit());
    let is = |id: &&&str| text.strip_prefix(**id).and_then(|it| it.strip_prefix('_')).is_some_and(digits);
    IDS.iter().find(is).map_or_else(|| "text".to_owned(), |id| format!("{id}_…"))
}

#[test]
fn shapes_of_one_thing_are_joined() {
    let id = format!("case_{}", "0a".repeat(16));
    let one = json!([{ "case": id, "at": 3, "why": null, "places": ["x", 1], "none": [] }]);
    let other =
        json!([{ "case": "case_1", "at": null, "why": { "code": "x" }, "places": ["y", 2], "more": true }]);
    let expected = json!([{
        "case": "case_… or text",
        "at": "null or number",
        "why": { "null or": { "code": "text" } },
        "places": ["text", "number"],
        "none?": [],
        "more?": "boolean",
    }]);
    let joined = Shape::of(&one).and(Shape::of(&other));
    assert_eq!(joined.to_json(), expected);
    assert_eq!(Shape::of(&other).and(Shape::of(&one)), joined);
    assert_eq!(joined.clone().and(joined.clone()), joined);
    assert_eq!(Shape::of(&json!([])).and(joined.clone()), joined);
}
