//! WhatsApp's sentences: edited, deleted, calls, places, polls, notices.
//!
//! Sources of the rows: exports of the research's fixtures, and the strings that open readers quote from WhatsApp's own
//! lists for the same language. The stop at the end of a sentence comes and goes with the version: it is left away here.

use super::{Language, Row, Style, is_mark};
use crate::message::Kind;

/// At the end of a text that was changed later.
pub(crate) const EDITED: &[Row] = &[
    (Language::Arabic, "<تم تعديل هذه الرسالة>"),
    (Language::Arabic, "<تم تعديل هذا المحتوى>"),
    (Language::English, "<This message was edited>"),
    (Language::French, "<Ce message a été modifié>"),
    (Language::German, "<Diese Nachricht wurde bearbeitet.>"),
    (Language::German, "<Diese Nachricht wurde bearbeitet>"),
    (Language::Hebrew, "<ההודעה נערכה>"),
    (Language::Turkish, "<Bu mesaj düzenlendi>"),
];

/// In place of a text that was taken back.
pub(crate) const DELETED: &[Row] = &[
    (Language::Arabic, "تم حذف هذه الرسالة"),
    (Language::Arabic, "لقد حذَفت هذه الرسالة"),
    (Language::Arabic, "أنت حذفت هذه الرسالة"),
    (Language::English, "This message was deleted"),
    (Language::English, "You deleted this message"),
    (Language::English, "This message was deleted by an admin"),
    (Language::English, "You deleted this message as admin"),
    (Language::French, "Ce message a été supprimé"),
    (Language::French, "Vous avez supprimé ce message"),
    (Language::German, "Diese Nachricht wurde gelöscht"),
    (Language::German, "Du hast diese Nachricht gelöscht"),
    (Language::Hebrew, "הודעה זו נמחקה"),
    (Language::Hebrew, "מחקת את ההודעה הזו"),
    (Language::Hebrew, "מחקת הודעה זו"),
    (Language::Persian, "این پیام حذف شده است"),
    (Language::Persian, "این پیام حذف شد"),
    (Language::Persian, "شما این پیام را حذف کردید"),
    (Language::Turkish, "Bu mesaj silindi"),
    (Language::Turkish, "Bu mesajı sildiniz"),
    (Language::Urdu, "یہ میسج حذف کر دیا گیا ہے"),
    (Language::Urdu, "یہ پیغام حذف کیا گیا"),
    (Language::Urdu, "آپ نے یہ میسج حذف کر دیا ہے"),
    (Language::Urdu, "آپ نے اس پیغام کو حذف کیا"),
];

/// The same, before the name of the admin who did it.
const DELETED_BY: &[Row] = &[(Language::English, "This message was deleted by admin ")];

/// Calls that nobody took.
pub(crate) const MISSED: &[Row] = &[
    (Language::Arabic, "مكالمة صوتية فائتة"),
    (Language::Arabic, "مكالمة فيديو فائتة"),
    (Language::English, "Missed voice call"),
    (Language::English, "Missed video call"),
    (Language::English, "Missed group voice call"),
    (Language::English, "Missed group video call"),
    (Language::French, "Appel vocal manqué"),
    (Language::French, "Appel vidéo manqué"),
    (Language::German, "Verpasster Sprachanruf"),
    (Language::German, "Verpasster Videoanruf"),
    (Language::Hebrew, "שיחה קולית שלא נענתה"),
    (Language::Hebrew, "שיחת וידאו שלא נענתה"),
    (Language::Persian, "تماس صوتی پاسخ داده نشده"),
    (Language::Persian, "تماس تصویری پاسخ داده نشده"),
    (Language::Turkish, "Cevapsız sesli arama"),
    (Language::Turkish, "Cevapsız görüntülü arama"),
    (Language::Urdu, "مسڈ وائس کال"),
    (Language::Urdu, "مسڈ ویڈیو کال"),
    (Language::Urdu, "چھوٹی ہوئی صوتی کال"),
    (Language::Urdu, "چھوٹی ہوئی ویڈیو کال"),
];

/// Calls of any sort on iOS since 2023, before a comma or a stop and what became of them.
const CALLS: &[Row] = &[
    (Language::English, "Voice call"),
    (Language::English, "Video call"),
    (Language::English, "Silenced voice call"),
];

/// Before the link to a place.
pub(crate) const PLACES: &[Row] = &[
    (Language::Arabic, "موقع"),
    (Language::Arabic, "الموقع"),
    (Language::English, "location"),
    (Language::French, "localisation"),
    (Language::German, "Standort"),
    (Language::Hebrew, "מיקום"),
    (Language::Persian, "موقعیت"),
    (Language::Turkish, "konum"),
    (Language::Urdu, "مقام"),
];

/// The link itself, before latitude and longitude.
pub(crate) const MAPS: &str = "https://maps.google.com/?q=";

/// A position that moves.
const LIVE: &[Row] = &[
    (Language::Arabic, "تمت مشاركة الموقع المباشر"),
    (Language::English, "live location shared"),
    (Language::French, "Localisation en direct partagée"),
    (Language::German, "Live-Standort wird geteilt"),
    (Language::Hebrew, "משתף מיקום בשידור חי"),
    (Language::Persian, "مکان زنده به اشتراک گذاشته شد"),
    (Language::Turkish, "Mevcut konum paylaşıldı"),
    (Language::Urdu, "جاری مقام کا اشتراک ہوا"),
];

/// The first line of a poll.
const POLLS: &[Row] =
    &[(Language::Arabic, "استطلاع:"), (Language::English, "POLL:"), (Language::Turkish, "ANKET:")];

/// A message that the exporting phone has not got yet.
const WAITING: &[Row] = &[(Language::English, "Waiting for this message. This may take a while")];

/// Where in a notice its fixed words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    First,
    Within,
    Last,
}

/// Notices that bear a sender on iOS: the other person's name, or the group's.
const NOTICES: &[(Language, Stands, &str)] = &[
    (Language::Arabic, Stands::First, "الرسائل والمكالمات مشفرة تمامًا بين الطرفين"),
    (Language::Arabic, Stands::First, "تغيّر رمز أمانك المُستخدَم مع "),
    (Language::English, Stands::First, "Messages and calls are end-to-end encrypted"),
    (
        Language::English,
        Stands::First,
        "Messages you send to this chat and calls are now secured with end-to-end encryption",
    ),
    (
        Language::English,
        Stands::First,
        "Messages to this chat and calls are now secured with end-to-end encryption",
    ),
    (Language::English, Stands::First, "Your security code with "),
    (Language::English, Stands::Within, " changed their phone number to a new number"),
    (Language::English, Stands::Within, " turned on disappearing messages"),
    (Language::English, Stands::Within, " turned off disappearing messages"),
    (Language::English, Stands::Within, " updated the message timer"),
    (Language::English, Stands::Within, " changed the subject to “"),
    (Language::English, Stands::Within, " changed this group's icon"),
    (Language::English, Stands::Within, " changed this group's settings"),
    (Language::English, Stands::Within, " changed the group description"),
    (Language::English, Stands::Within, " joined using this group's invite link"),
    (Language::English, Stands::Within, " created group “"),
    (Language::English, Stands::Last, " created this group"),
    (Language::English, Stands::Last, " added you"),
    (Language::English, Stands::Last, " removed you"),
    (Language::English, Stands::First, "You're now an admin"),
    (Language::French, Stands::First, "Les messages et les appels sont chiffrés de bout en bout"),
    (Language::French, Stands::First, "Votre code de sécurité avec "),
    (Language::German, Stands::First, "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt"),
    (Language::German, Stands::First, "Deine Sicherheitsnummer für "),
    (Language::Hebrew, Stands::First, "ההודעות והשיחות מוצפנות מקצה-לקצה"),
    (Language::Hebrew, Stands::First, "ההודעות והשיחות מוצפנות מקצה לקצה"),
    (Language::Hebrew, Stands::First, "קוד האבטחה עם "),
    (Language::Persian, Stands::First, "پیام\u{200c}ها و تماس\u{200c}ها سرتاسر رمزگذاری"),
    (Language::Persian, Stands::First, "پیامها و تماسها سرتاسر رمزگذاری"),
    (Language::Persian, Stands::First, "کد امنیتی شما با "),
    (Language::Turkish, Stands::First, "Mesajlar ve aramalar uçtan uca şifrelidir"),
    (Language::Turkish, Stands::Within, " ile aranızdaki güvenlik kodu değişti"),
    (Language::Urdu, Stands::First, "میسجز اور کالز اینڈ ٹو اینڈ اینکرپشن کے ذریعے محفوظ ہیں"),
    (Language::Urdu, Stands::Within, " کے ساتھ آپ کا سیکیورٹی کوڈ تبدیل ہوگیا ہے"),
];

/// What notices without a sender begin with, and, where one name fills the rest, what stands behind that name. No name
/// begins so.
const LEADS: &[(Language, &str, Option<&str>)] = &[
    (Language::Arabic, "أضفت ", Some("")),
    (Language::Arabic, "أضاف ", None),
    (Language::Arabic, "غادر ", Some("")),
    (Language::Arabic, "تغير رمز ", None),
    (Language::Arabic, "تغيّر رمز ", None),
    (Language::English, "You added ", Some("")),
    (Language::English, "You removed ", Some("")),
    (Language::English, "You were added", None),
    (Language::English, "You created group ", None),
    (Language::English, "You changed ", None),
    (Language::English, "You turned on disappearing messages", None),
    (Language::English, "You turned off disappearing messages", None),
    (Language::English, "You updated the message timer", None),
    (Language::English, "Your security code with ", Some(" changed")),
];

/// What follows a name in notices without a sender, besides [`NOTICES`]. People write such words, too.
const TAILS: &[(Language, Stands, &str)] = &[
    (Language::Arabic, Stands::Last, " غادر"),
    (Language::Arabic, Stands::Within, " أضاف "),
    (Language::English, Stands::Last, " left"),
    (Language::English, Stands::Within, " added "),
    (Language::English, Stands::Within, " removed "),
    (Language::English, Stands::Within, " joined using "),
    (Language::English, Stands::Within, " changed the "),
    (Language::English, Stands::Within, " created group "),
];

/// Bytes of a line in which a name and the words behind it are looked for.
const HEAD: usize = 400;

/// A body without the mark that it was edited, and whether it bore one. The mark of direction before it and the space
/// before that are the program's, too; more than one of each is the writer's.
pub(crate) fn without_edited(body: &str, style: Style) -> (&str, bool) {
    before_edited(body, style).map_or((body, false), |text| (text, true))
}

fn before_edited(body: &str, style: Style) -> Option<&str> {
    if !body.ends_with('>') {
        return None;
    }
    let before = EDITED.iter().find_map(|row| body.strip_suffix(row.1))?;
    let text = match (style, before.strip_suffix(is_mark)) {
        (_, Some(unmarked)) => unmarked,
        (Style::Android, None) if before.ends_with(' ') => before,
        (Style::Android | Style::Ios, None) => return None,
    };
    let text = text.strip_suffix(' ').unwrap_or(text);
    (!text.is_empty()).then_some(text)
}

/// What a body is that holds nothing but words of WhatsApp. On iOS the caller has seen the mark before it.
pub(crate) fn kind(own: &str, style: Style) -> Option<Kind> {
    if is_sentence(DELETED, own) || (begins(DELETED_BY, own) && !own.contains('\n')) {
        Some(Kind::Deleted)
    } else if is_call(own, style) {
        Some(Kind::Call)
    } else if is_place(own, style) || is_live(own) {
        Some(Kind::Location)
    } else if is_poll(own) {
        Some(Kind::Poll)
    } else if is_sentence(WAITING, own) || (style == Style::Android && own == "null") {
        // Calls, and what can be seen only once, are "null" in many versions of Android.
        Some(Kind::Unsupported)
    } else if style == Style::Ios && is_notice(own) {
        Some(Kind::System)
    } else {
        None
    }
}

/// Whether a notice without a sender tells of a call.
pub(crate) fn begins_call(own: &str) -> bool {
    begins(MISSED, own)
}

/// Whether a line begins as only a notice without a sender does.
pub(crate) fn is_nameless(own: &str) -> bool {
    LEADS.iter().any(|row| own.starts_with(row.1))
        || NOTICES.iter().any(|row| row.1 == Stands::First && own.starts_with(row.2))
}

/// The name in a notice without a sender, where its words show where the name begins and ends.
pub(crate) fn about(own: &str) -> Option<&str> {
    LEADS.iter().find_map(|&(_, lead, behind)| {
        let (rest, behind) = (own.strip_prefix(lead)?, behind?);
        if behind.is_empty() { Some(rest) } else { rest.rfind(behind).map(|at| &rest[..at]) }
    })
}

/// Whether a line is a name and then the words of a notice about it, such as `Ali left`. The caller knows what is a
/// name: `Sara: I left` is a message.
pub(crate) fn tells_of(own: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let head = &own[..own.floor_char_boundary(HEAD)];
    let bare = own.strip_suffix('.').unwrap_or(own);
    TAILS.iter().chain(NOTICES).any(|&(_, stands, words)| match stands {
        Stands::First => false,
        Stands::Within => head.match_indices(words).any(|(at, _)| is_name(&head[..at])),
        Stands::Last => bare.strip_suffix(words).is_some_and(&is_name),
    })
}

fn begins(table: &[Row], own: &str) -> bool {
    table.iter().any(|row| own.starts_with(row.1))
}

fn is_sentence(table: &[Row], own: &str) -> bool {
    let bare = own.strip_suffix(['.', '۔']).unwrap_or(own);
    table.iter().any(|row| letters(row.1).eq(letters(bare)))
}

/// A text without its vowel signs (U+064B to U+0652): versions differ in how many of them they write.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&letter| !matches!(letter, '\u{64b}'..='\u{652}'))
}

fn is_call(own: &str, style: Style) -> bool {
    match style {
        Style::Android => is_sentence(MISSED, own),
        Style::Ios => MISSED.iter().chain(CALLS).any(|row| {
            own.strip_prefix(row.1).is_some_and(|rest| {
                rest.is_empty() || (rest.starts_with(['.', ',', '،']) && !rest.contains('\n'))
            })
        }),
    }
}

/// A word, a colon, and a link to a point of the map; on iOS the word may be of any language, as the mark vouches for it.
fn is_place(own: &str, style: Style) -> bool {
    let Some((label, point)) = own.split_once(MAPS) else { return false };
    let is_point =
        point.contains(',') && point.bytes().all(|byte| byte.is_ascii_digit() || b".,-".contains(&byte));
    if !is_point || label.is_empty() {
        return is_point;
    }
    let Some(label) = label.strip_suffix(": ").map(str::trim_end) else { return false };
    match style {
        Style::Android => PLACES.iter().any(|row| row.1.to_lowercase() == label.to_lowercase()),
        Style::Ios => !label.is_empty() && !label.contains('\n') && label.chars().count() <= 40,
    }
}

fn is_live(own: &str) -> bool {
    let bare = own.strip_suffix('.').unwrap_or(own);
    LIVE.iter().any(|row| row.1.eq_ignore_ascii_case(bare))
}

fn is_poll(own: &str) -> bool {
    own.split_once('\n').is_some_and(|(first, rest)| {
        let first = first.trim_end_matches(['\r', ' ']);
        POLLS.iter().any(|row| row.1 == first) && !rest.trim().is_empty()
    })
}

fn is_notice(own: &str) -> bool {
    let bare = own.strip_suffix('.').unwrap_or(own);
    let is_line = !own.contains('\n');
    NOTICES.iter().any(|&(_, stands, words)| match stands {
        Stands::First => own.starts_with(words),
        Stands::Within => is_line && own.contains(words),
        Stands::Last => is_line && bare.ends_with(words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::words::judge;

    /// As each system writes it: iOS with the mark, Android without.
    fn kinds(words: &str) -> [Kind; 2] {
        [judge(&format!("\u{200f}{words}"), Style::Ios, true).kind, judge(words, Style::Android, true).kind]
    }

    #[test]
    fn every_language_says_that_a_message_was_deleted() {
        for &(language, words) in DELETED {
            assert_eq!(kinds(words), [Kind::Deleted; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words}.")), [Kind::Deleted; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words} ?")), [Kind::Message; 2], "{language:?} {words}");
            assert_eq!(judge(words, Style::Ios, true).kind, Kind::Message, "{language:?} {words}");
        }
        assert_eq!(kinds("This message was deleted by admin Ali."), [Kind::Deleted; 2]);
        for words in
            ["لقد حذفت هذه الرسالة", "لقد حذَفتَ هذه الرسالة", "أنت حذفتَ هذه الرسالة.", "تمّ حذف هذه الرسالة"]
        {
            assert_eq!(kinds(words), [Kind::Deleted; 2], "{words}");
        }
        assert_eq!(kinds("حذفت هذه الرسالة"), [Kind::Message; 2]);
    }

    #[test]
    fn every_language_says_that_a_message_was_edited() {
        for &(language, words) in EDITED {
            for style in [Style::Android, Style::Ios] {
                let judged = judge(&format!("x \u{200f}{words}"), style, true);
                assert_eq!((judged.text.as_str(), judged.edited), ("x", true), "{language:?} {words}");
                let typed = format!("x{words}");
                assert!(!judge(&typed, style, true).edited, "{language:?} {words}");
            }
        }
    }

    #[test]
    fn every_language_says_that_a_call_was_missed() {
        for &(language, words) in MISSED {
            assert_eq!(kinds(words), [Kind::Call; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words} ?")), [Kind::Message; 2], "{language:?} {words}");
            assert_eq!(judge(words, Style::Ios, true).kind, Kind::Message, "{language:?} {words}");
        }
        for words in [
            "Missed voice call, \u{200e}Tap to call back",
            "Voice call. \u{200e}2 min",
            "Video call, \u{200e}No answer",
        ] {
            assert_eq!(kinds(words), [Kind::Call, Kind::Message], "{words}");
        }
        assert_eq!(kinds("Voice calls are bad here")[0], Kind::Message);
    }

    #[test]
    fn every_language_shows_places() {
        for &(language, words) in PLACES {
            for colon in [": ", " : "] {
                let body = format!("{words}{colon}{MAPS}33.3128,-44.3615");
                assert_eq!(kinds(&body), [Kind::Location; 2], "{language:?} {body}");
                assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{language:?} {body}");
                assert_eq!(judge(&body, Style::Android, true).text, body);
            }
        }
        for &(language, words) in LIVE {
            assert_eq!(kinds(words), [Kind::Location; 2], "{language:?} {words}");
        }
        assert_eq!(kinds("https://maps.google.com/?q=33.3128,44.3615"), [Kind::Location; 2]);
        assert_eq!(kinds("https://maps.google.com/?q=Cafe"), [Kind::Message; 2]);
        assert_eq!(kinds("here: https://maps.google.com/?q=33.3,44.3"), [Kind::Location, Kind::Message]);
        assert_eq!(kinds("location: https://maps.google.com/?q=33.3,44.3 come alone"), [Kind::Message; 2]);
    }

    #[test]
    fn polls_have_a_question_below() {
        for &(language, words) in POLLS {
            assert_eq!(
                kinds(&format!("{words}\nWhen?\nOPTION: now (0 votes)")),
                [Kind::Poll; 2],
                "{language:?}"
            );
            assert_eq!(kinds(words), [Kind::Message; 2], "{language:?}");
        }
    }

    #[test]
    fn notices_without_a_sender_are_known_by_their_beginnings() {
        for &(language, lead, behind) in LEADS {
            let notice = format!("{lead}Dr: Ali{}", behind.unwrap_or_default());
            assert!(is_nameless(&notice), "{language:?} {notice}");
            assert!(!is_nameless(&format!("Sara: {notice}")), "{language:?} {notice}");
            assert_eq!(about(&notice), behind.map(|_| "Dr: Ali"), "{language:?} {notice}");
        }
        assert_eq!(about("Your security code with A: B changed. Tap to learn more."), Some("A: B"));
        assert!(is_nameless("Votre code de sécurité avec A: B a changé."));
        assert!(!is_nameless("Your: x") && about("Sara: You added Ali").is_none());
    }

    #[test]
    fn notices_about_a_name_are_known_by_the_name() {
        for &(language, _, words) in TAILS {
            for (line, found) in [(format!("Dr: Ali{words}"), true), (format!("Dr: Ali: I{words}"), false)] {
                assert_eq!(tells_of(&line, |name| name == "Dr: Ali"), found, "{language:?} {line}");
            }
        }
        assert!(tells_of("Sara added Dr: Ali", |name| name == "Sara"));
        assert!(tells_of("Dr: Ali turned on disappearing messages.", |name| name == "Dr: Ali"));
        assert!(!tells_of(&"ا".repeat(1_000), |_| true));
    }

    #[test]
    fn notices_with_a_sender_need_the_mark() {
        for &(language, stands, words) in NOTICES {
            let body = match stands {
                Stands::First => format!("{words} x. y"),
                Stands::Within => format!("Ali{words} x"),
                Stands::Last => format!("Ali{words}."),
            };
            assert_eq!(kinds(&body), [Kind::System, Kind::Message], "{language:?} {body}");
            assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{language:?} {body}");
            assert_eq!(judge(&body, Style::Android, false).kind, Kind::System, "{language:?} {body}");
        }
    }
}
