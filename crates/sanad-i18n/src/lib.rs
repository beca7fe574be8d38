//! The locale files as typed functions: a message that is missing somewhere does not compile.
//!
//! Absences: no negotiation beyond [`Lang::from_tag`], no text that is not in `locales/`.
#![forbid(unsafe_code)]

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A language that every page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Arabic.
    #[default]
    Ar,
    /// Kurdish, Sorani.
    Ckb,
    /// English.
    En,
}

impl Lang {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ar, Self::Ckb, Self::En];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Ckb => "ckb",
            Self::En => "en",
        }
    }

    /// Direction for HTML.
    pub fn dir(self) -> &'static str {
        if self == Self::En { "ltr" } else { "rtl" }
    }

    /// The language of a tag or of its primary part; `ku` is read as Sorani here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary {
            "ar" => Some(Self::Ar),
            "ckb" | "ku" => Some(Self::Ckb),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The first known language of an `Accept-Language` header, in the order of the header.
    pub fn from_accept(header: &str) -> Option<Self> {
        header.split(',').find_map(|it| Self::from_tag(it.split(';').next().unwrap_or_default().trim()))
    }
}

/// A value for a message.
pub trait Arg {
    /// As Fluent takes it.
    fn value(self) -> FluentValue<'static>;
}

macro_rules! text_args {
    ($($ty:ty),*) => {$(
        impl Arg for $ty {
            fn value(self) -> FluentValue<'static> { FluentValue::from(self.to_string()) }
        }
    )*};
}
macro_rules! number_args {
    ($($ty:ty),*) => {$(
        impl Arg for $ty {
            fn value(self) -> FluentValue<'static> { FluentValue::from(self.clone()) }
        }
    )*};
}
text_args!(&str, &String, String, &&str);
number_args!(i32, i64, usize);

impl Arg for &i64 {
    fn value(self) -> FluentValue<'static> {
        FluentValue::from(*self)
    }
}

/// Messages of her pages in one language.
#[derive(Debug, Clone, Copy)]
pub struct Person(pub Lang);

static BUNDLES: LazyLock<HashMap<&'static str, FluentBundle<FluentResource>>> = LazyLock::new(|| {
    let mut bundles = HashMap::new();
    for lang in Lang::ALL {
        // The tags above are valid, and the build has parsed every source already.
        let id = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        for (_, text) in SOURCES.iter().filter(|(tag, _)| *tag == lang.tag()) {
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            let _ = bundle.add_resource(resource);
        }
        bundles.insert(lang.tag(), bundle);
    }
    bundles
});

impl Lang {
    fn format(self, id: &str, args: Vec<(&'static str, FluentValue<'static>)>) -> String {
        let message = BUNDLES.get(self.tag()).and_then(|it| Some((it, it.get_message(id)?.value()?)));
        let Some((bundle, pattern)) = message else { return id.to_owned() };
        let args: FluentArgs<'_> = args.into_iter().collect();
        bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned()
    }

    /// Label of a taxonomy code; the code itself where a newer page sent one that this server does not know.
    pub fn label(self, list: &str, code: &str) -> String {
        let id = format!("{list}-{code}").replace('_', "-");
        let text = self.format(&id, vec![]);
        if text == id { code.to_owned() } else { text }
    }

    /// A message that is chosen at run time, such as the sentence for an error code.
    pub fn message(self, id: &str) -> Option<String> {
        let text = self.format(id, vec![]);
        (text != id).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_cldr() {
        let person = Person(Lang::Ar);
        let texts: Vec<String> = [1i64, 2, 5, 15].into_iter().map(|it| person.receipt_answer(it)).collect();
        let different: std::collections::HashSet<_> = texts.iter().collect();
        assert_eq!(different.len(), 4, "one, two, few, many: {texts:?}");
    }

    #[test]
    fn languages_are_negotiated() {
        assert_eq!(Lang::from_accept("fr-FR, ku;q=0.9, en;q=0.8"), Some(Lang::Ckb));
        assert_eq!(Lang::from_accept("ar-IQ,ar;q=0.9"), Some(Lang::Ar));
        assert_eq!(Lang::from_accept("fr"), None);
    }
}
