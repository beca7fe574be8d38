//! Where the words of a message lead: links, mentions of accounts by a name, buttons.
//!
//! ```text
//! text, text_entities = [ part… ]
//! part                = "words" | { "type": "text_link", "text", "href" }
//!                     | { "type": "mention_name", "text", "user_id" } | { "type": "bold" …, "text" }
//! inline_bot_buttons  = [ [ button… ]… ]
//! button              = { "type": "url" | "auth" | "web_view" | "user_profile" | "copy_text" …, "text", "data" }
//! ```
//!
//! Telegram Desktop writes parts that follow one another: of what begins inside a part before it, as a link in bold
//! words, it writes nothing.
//!
//! Sources: `SerializeText` and `SerializeMessage` in `export_output_json.cpp`, `ParseText` and
//! `HistoryMessageMarkupButton::TypeToString` in `export_data_types.cpp` of Telegram Desktop.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::hidden::{Hidden, HiddenKind};
use crate::json::Part;

/// What is hidden in a message whose text is this. What both forms of the text hold is told once.
pub(super) fn hidden(message: Part<'_>, text: &str) -> Vec<Hidden> {
    let mut hidden: Vec<Hidden> = Vec::new();
    let (mut again, mut buttons): (Vec<Hidden>, Vec<Hidden>) = Default::default();
    for (name, part) in message.members() {
        match &*name {
            "text" => hidden.extend(behind_words(part, text)),
            "text_entities" => again.extend(behind_words(part, text)),
            "inline_bot_buttons" => {
                buttons.extend(part.elements().flat_map(Part::elements).filter_map(behind_button));
            }
            _ => {}
        }
    }
    if !hidden.is_empty() {
        let told: HashSet<_> = hidden.iter().map(meaning).collect();
        again.retain(|it| !told.contains(&meaning(it)));
    }
    hidden.append(&mut again);
    hidden.append(&mut buttons);
    hidden
}

/// All but the place in the source.
fn meaning(hidden: &Hidden) -> (HiddenKind, &str, &str, Option<usize>) {
    (hidden.kind, hidden.value.as_str(), hidden.words.as_str(), hidden.at.as_ref().map(|at| at.start))
}

/// Links and accounts behind the parts of a text, which are joined to what is shown.
fn behind_words<'a>(parts: Part<'a>, text: &'a str) -> impl Iterator<Item = Hidden> + 'a {
    let mut end = 0;
    parts.elements().filter_map(move |part| {
        let (mut words, mut target) = (part.text(), None);
        for (name, value) in part.members() {
            match &*name {
                "text" => words = value.text(),
                "href" => target = Some((HiddenKind::Link, value)),
                "user_id" => target = Some((HiddenKind::Account, value)),
                _ => {}
            }
        }
        let words = words.unwrap_or_default();
        let at = end..end + words.len();
        end = at.end;
        let hidden = behind(target?, words)?;
        if hidden.kind == HiddenKind::Link && Hidden::says(&hidden.words, &hidden.value) {
            return None;
        }
        // Of a service message another text stands before these parts; and both forms of a text need not agree.
        let stands = !at.is_empty() && text.get(at.clone()) == Some(hidden.words.as_str());
        Some(Hidden { at: stands.then_some(at), ..hidden })
    })
}

/// What a button opens, means or copies. What others do (a query, a game, bytes for a bot) shows nothing to a reader.
fn behind_button(button: Part<'_>) -> Option<Hidden> {
    let (mut sort, mut words, mut data) = (None, None, None);
    for (name, value) in button.members() {
        match &*name {
            "type" => sort = value.text(),
            "text" => words = value.text(),
            "data" => data = Some(value),
            _ => {}
        }
    }
    let kind = match &*sort? {
        "url" | "auth" | "web_view" | "simple_web_view" => HiddenKind::Link,
        "user_profile" => HiddenKind::Account,
        "copy_text" => HiddenKind::Clipboard,
        _ => return None,
    };
    behind((kind, data?), words.unwrap_or_default())
}

fn behind((kind, target): (HiddenKind, Part<'_>), words: Cow<'_, str>) -> Option<Hidden> {
    let value = target.text_or_digits().filter(|value| !value.is_empty())?.into_owned();
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    // The number of a person, as `from_id` writes it.
    let value = if kind == HiddenKind::Account && is_number { format!("user{value}") } else { value };
    let place = target.place();
    Some(Hidden { kind, value, name: None, words: words.into_owned(), at: None, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `words@start => kind value`, and `!` where the source does not have it as told.
    fn told(json: &str, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for it in hidden(Part::new(json, Some(0)), text) {
            let start = it.at.as_ref().map_or_else(|| "-".to_owned(), |at| at.start.to_string());
            let place = it.place.unwrap();
            let written = json.get(place.offset as usize..(place.offset + place.length) as usize).unwrap();
            let doubt = if it.value.ends_with(written) { "" } else { "!" };
            lines.push(format!("{}@{start} => {} {}{doubt}", it.words, it.kind.code(), it.value));
        }
        lines
    }

    #[test]
    fn links_and_mentions_have_the_place_of_their_words() {
        let text = r#"["اضغطي ",{"type":"text_link","text":"هنا","href":"https://evil.example/x"}," يا ",
            {"type":"mention_name","text":"Ali","user_id":5550003},{"type":"bold","text":"!"}]"#;
        let shown = "اضغطي هنا يا Ali!";
        let expected = ["هنا@11 => link https://evil.example/x", "Ali@23 => account user5550003"];
        for json in [
            format!(r#"{{"text":{text},"text_entities":[]}}"#),
            format!(r#"{{"text_entities":{text}}}"#),
            // Told once.
            format!(r#"{{"text":{text},"text_entities":{text}}}"#),
        ] {
            assert_eq!(told(&json, shown), expected, "{json}");
        }
    }

    #[test]
    fn words_that_do_not_stand_in_the_text_have_no_place_in_it() {
        let json = r#"{"text":["a ",{"type":"text_link","text":"b","href":"https://a.example"}]}"#;
        assert_eq!(told(json, "a b\nlisted: 1"), ["b@2 => link https://a.example"]);
        assert_eq!(told(json, "action\na b"), ["b@- => link https://a.example"]);
        assert_eq!(told(json, ""), ["b@- => link https://a.example"]);
        let json = r#"{"text":[{"type":"text_link","text":"","href":"https://a.example"}]}"#;
        assert_eq!(told(json, ""), ["@- => link https://a.example"]);
        // The two forms do not agree: both are told.
        let json = r#"{"text":[{"type":"text_link","text":"b","href":"https://a.example"}],
            "text_entities":[{"type":"text_link","text":"b","href":"https://c.example"}]}"#;
        assert_eq!(told(json, "b"), ["b@0 => link https://a.example", "b@0 => link https://c.example"]);
    }

    #[test]
    fn a_button_is_told_by_what_it_does() {
        let json = r#"{"inline_bot_buttons":[
            [{"type":"url","text":"Pay","data":"https://pay.example/x"},{"type":"callback","text":"No","dataBase64":"eA","data":""}],
            [{"type":"web_view","data":"https://app.example"},{"type":"user_profile","text":"Boss","data":"5550004"}],
            [{"type":"copy_text","text":"Wallet","data":"a\"b"},{"type":"switch_inline","text":"Say","data":"hello"}],
            [{"type":"request_phone","text":"My number"},{"type":"url","text":"Nowhere"},{"type":"url","text":"Empty","data":""}]
        ]}"#;
        let expected = [
            "Pay@- => link https://pay.example/x",
            "@- => link https://app.example",
            "Boss@- => account user5550004",
            "Wallet@- => clipboard a\"b!",
        ];
        assert_eq!(told(json, "Pay"), expected);
    }

    #[test]
    fn what_hides_nothing_and_what_has_no_form_is_left() {
        for json in [
            r#"{"text":[{"type":"link","text":"https://a.example"},{"type":"mention","text":"@name"}]}"#,
            r#"{"text":[{"type":"text_link","text":"https://a.example","href":"https://a.example/"}]}"#,
            r#"{"text":[{"type":"text_link","text":"a","href":""},{"type":"text_link","text":"a","href":null}]}"#,
            r#"{"text":[{"type":"mention_name","text":"a","user_id":1.5},{"text":"a","user_id":[1]}]}"#,
            r#"{"text":"href","text_entities":null,"inline_bot_buttons":{"type":"url","data":"https://a.example"}}"#,
            r#"{"text":[5,[{"href":"https://a.example"}]],"inline_bot_buttons":[5,[[5]],["url"]]}"#,
            "5",
        ] {
            assert!(told(json, "a").is_empty(), "{json}");
        }
    }
}
