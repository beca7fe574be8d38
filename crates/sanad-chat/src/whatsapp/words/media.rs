//! Files: the words for one that was left out, and the references to one that came along.
//!
//! Sources of the rows: exports of the research's fixtures, and the strings that open readers quote from WhatsApp's own
//! lists (iOS 22.24, Android 2.8) for the same language.

use super::{Language, Row, Style, is_mark};
use crate::message::Kind;

/// What sort of file a message speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// Android does not say which.
    Any,
    /// A picture.
    Image,
    /// A video.
    Video,
    /// A short round video.
    VideoNote,
    /// A voice message or another recording.
    Audio,
    /// Any other file.
    Document,
    /// A sticker.
    Sticker,
    /// A moving picture.
    Gif,
    /// A contact card.
    Contact,
    /// Something that can be seen or heard once, which no export holds.
    ViewOnce,
}

impl Media {
    /// The kind of a message that speaks of it.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Contact => Kind::Contact,
            _ => Kind::Media,
        }
    }
}

/// Words for a file that was left out.
pub(crate) const LEFT_OUT: &[(Language, Style, Media, &str)] = &[
    (Language::Arabic, Style::Android, Media::Any, "<تم استبعاد الوسائط>"),
    (Language::English, Style::Android, Media::Any, "<Media omitted>"),
    (Language::English, Style::Android, Media::VideoNote, "<Video note omitted>"),
    (Language::English, Style::Android, Media::ViewOnce, "<View once voice message omitted>"),
    (Language::French, Style::Android, Media::Any, "<Médias omis>"),
    (Language::French, Style::Android, Media::Any, "<Fichier omis>"),
    (Language::German, Style::Android, Media::Any, "<Medien ausgeschlossen>"),
    (Language::German, Style::Android, Media::Any, "<Medien weggelassen>"),
    (Language::Hebrew, Style::Android, Media::Any, "<המדיה לא נכללה>"),
    (Language::Hebrew, Style::Android, Media::Any, "<מדיה הושמטה>"),
    (Language::Persian, Style::Android, Media::Any, "<رسانه حذف شد>"),
    (Language::Turkish, Style::Android, Media::Any, "<Medya dahil edilmedi>"),
    (Language::Turkish, Style::Android, Media::Any, "<Medya atlanmış>"),
    (Language::Urdu, Style::Android, Media::Any, "<میڈیا چھوڑ دیا گیا>"),
    (Language::Urdu, Style::Android, Media::Any, "<میڈیا ہٹا دیا گیا>"),
    (Language::Urdu, Style::Android, Media::Any, "میڈیا چھوڑ دیا گیا"),
    (Language::Arabic, Style::Ios, Media::Image, "لم يتم إدراج الصورة"),
    (Language::Arabic, Style::Ios, Media::Video, "لم يتم إدراج الفيديوهات"),
    (Language::Arabic, Style::Ios, Media::Audio, "لم يتم إدراج المقاطع الصوتية"),
    (Language::Arabic, Style::Ios, Media::Document, "لم يتم إدراج المستند"),
    // "Stickers were deleted" to the letter: left out, not taken back.
    (Language::Arabic, Style::Ios, Media::Sticker, "تم حذف الملصقات"),
    (Language::Arabic, Style::Ios, Media::Gif, "لم يتم إدراج صورة GIF"),
    (Language::Arabic, Style::Ios, Media::Contact, "لم يتم إدراج بطاقة جهة اتصال"),
    (Language::English, Style::Ios, Media::Image, "image omitted"),
    (Language::English, Style::Ios, Media::Video, "video omitted"),
    (Language::English, Style::Ios, Media::VideoNote, "video note omitted"),
    (Language::English, Style::Ios, Media::Audio, "audio omitted"),
    (Language::English, Style::Ios, Media::Document, "document omitted"),
    (Language::English, Style::Ios, Media::Sticker, "sticker omitted"),
    (Language::English, Style::Ios, Media::Gif, "GIF omitted"),
    (Language::English, Style::Ios, Media::Contact, "Contact card omitted"),
    (
        Language::English,
        Style::Ios,
        Media::ViewOnce,
        "You received a view once message. For added privacy, you can only open it on your phone.",
    ),
    (
        Language::English,
        Style::Ios,
        Media::ViewOnce,
        "You sent a view once message. For added privacy, you can only open it on your phone.",
    ),
    (Language::French, Style::Ios, Media::Image, "image absente"),
    (Language::French, Style::Ios, Media::Video, "vidéo absente"),
    (Language::French, Style::Ios, Media::Audio, "audio omis"),
    (Language::French, Style::Ios, Media::Document, "document manquant"),
    (Language::French, Style::Ios, Media::Sticker, "sticker omis"),
    (Language::French, Style::Ios, Media::Gif, "GIF retiré"),
    (Language::French, Style::Ios, Media::Contact, "Fiche contact manquante"),
    (Language::German, Style::Ios, Media::Image, "Bild weggelassen"),
    (Language::German, Style::Ios, Media::Video, "Video weggelassen"),
    (Language::German, Style::Ios, Media::Audio, "Audio weggelassen"),
    (Language::German, Style::Ios, Media::Document, "Dokument weggelassen"),
    (Language::German, Style::Ios, Media::Sticker, "Sticker weggelassen"),
    (Language::German, Style::Ios, Media::Gif, "GIF weggelassen"),
    (Language::German, Style::Ios, Media::Contact, "Kontaktkarte ausgelassen"),
    (Language::Hebrew, Style::Ios, Media::Image, "התמונה הושמטה"),
    (Language::Hebrew, Style::Ios, Media::Video, "סרטון הווידאו הושמט"),
    (Language::Hebrew, Style::Ios, Media::Audio, "קטע קול הושמט"),
    (Language::Hebrew, Style::Ios, Media::Document, "מסמך הושמט"),
    (Language::Hebrew, Style::Ios, Media::Sticker, "סטיקר הושמט"),
    (Language::Hebrew, Style::Ios, Media::Gif, "GIF הושמט"),
    (Language::Hebrew, Style::Ios, Media::Contact, "כרטיס איש קשר הושמט"),
    (Language::Persian, Style::Ios, Media::Image, "تصویر حذف شد"),
    (Language::Persian, Style::Ios, Media::Video, "ویدیو حذف شد"),
    (Language::Persian, Style::Ios, Media::Audio, "صدا حذف شد"),
    (Language::Persian, Style::Ios, Media::Document, "سند حذف شد"),
    (Language::Persian, Style::Ios, Media::Sticker, "استیکر حذف شد"),
    (Language::Persian, Style::Ios, Media::Gif, "GIF حذف شد"),
    (Language::Persian, Style::Ios, Media::Contact, "برگ مخاطب حذف شد"),
    (Language::Turkish, Style::Ios, Media::Image, "görüntü dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::Video, "video dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::VideoNote, "görüntülü not çıkarıldı"),
    (Language::Turkish, Style::Ios, Media::Audio, "ses dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::Document, "belge dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::Sticker, "Çıkartma dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::Gif, "GIF dahil edilmedi"),
    (Language::Turkish, Style::Ios, Media::Contact, "Kişi kartı dahil edilmedi"),
    (Language::Urdu, Style::Ios, Media::Image, "تصویر نکال دی گئی ہے"),
    (Language::Urdu, Style::Ios, Media::Video, "ویڈیو نظرانداز"),
    (Language::Urdu, Style::Ios, Media::Audio, "آڈیو نظرانداز"),
    (Language::Urdu, Style::Ios, Media::Document, "دستاویز نظرانداز"),
    (Language::Urdu, Style::Ios, Media::Sticker, "اسٹیکر نظرانداز"),
    (Language::Urdu, Style::Ios, Media::Gif, "GIF  نظرانداز"),
    (Language::Urdu, Style::Ios, Media::Contact, "رابطہ کارڈ نظر انداز"),
];

/// Android, after the name: `IMG-20260120-WA0003.jpg (file attached)`.
pub(crate) const FILE_ATTACHED: &[Row] = &[
    (Language::Arabic, "الملف مرفق"),
    (Language::Arabic, "ملف مرفق"),
    (Language::English, "file attached"),
    (Language::French, "fichier joint"),
    (Language::German, "Datei angehängt"),
    (Language::Hebrew, "קובץ מצורף"),
    (Language::Persian, "فایل پیوست شده"),
    (Language::Turkish, "dosya ekli"),
    (Language::Urdu, "پیوستہ فائل"),
];

/// iOS, before the name: `<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>`. In the first years on both systems,
/// after the name: `IMG-20160505-WA0012.jpg <attached>`.
pub(crate) const ATTACHED: &[Row] = &[
    (Language::Arabic, "المُرفق"),
    (Language::Arabic, "مرفق"),
    (Language::English, "attached"),
    (Language::French, "pièce jointe"),
    (Language::German, "Anhang"),
    (Language::Hebrew, "מצורף"),
    (Language::Persian, "پیوست"),
    (Language::Turkish, "eklendi"),
    (Language::Turkish, "ekli"),
    (Language::Urdu, "پیوستہ"),
];

/// Which file the words say was left out. On iOS the caller has seen the mark before them.
pub(crate) fn left_out(words: &str, style: Style) -> Option<Media> {
    LEFT_OUT.iter().find(|row| row.1 == style && row.3 == words).map(|row| row.2)
}

/// A reference to a file, and what was written around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The name of the file, without marks.
    pub(crate) name: &'a str,
    /// The caption before it.
    pub(crate) before: &'a str,
    /// The caption under it.
    pub(crate) after: &'a str,
}

/// The reference to a file in a body, if there is one.
pub(crate) fn attached(text: &str, style: Style) -> Option<Reference<'_>> {
    match style {
        Style::Android => android_attached(text),
        Style::Ios => ios_attached(text),
    }
}

/// The kind of a message with the file of that name.
pub(crate) fn kind_of(name: &str) -> Kind {
    match name.rsplit_once('.') {
        Some((_, ending)) if ending.eq_ignore_ascii_case("vcf") => Kind::Contact,
        _ => Kind::Media,
    }
}

/// The name of a document that stands before `document omitted`, perhaps with its number of pages.
pub(crate) fn document(before: &str) -> Option<&str> {
    plausible(without_pages(before.trim_matches(is_around)))
}

fn android_attached(text: &str) -> Option<Reference<'_>> {
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (is_round, (name, words)) = match line.strip_suffix(')') {
        Some(line) => (true, line.rsplit_once('(')?),
        None => (false, line.strip_suffix('>')?.rsplit_once('<')?),
    };
    let words = words.trim_matches(is_mark);
    let name = name.trim_end_matches(is_mark).strip_suffix(' ')?;
    let name = plausible(without_pages(name.trim_matches(is_mark)))?;
    // No one names a file so but WhatsApp: whatever its language, the words in round brackets are its own.
    let is_own = is_round && !words.trim().is_empty() && is_of_whatsapp(name);
    let table = if is_round { FILE_ATTACHED } else { ATTACHED };
    (is_own || is_in(table, words)).then_some(Reference { name, before: "", after })
}

/// Whether WhatsApp gave the name on Android: `IMG-20260120-WA0003.jpg`.
fn is_of_whatsapp(name: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let mut parts = stem.split('-');
    let sort = parts.next().is_some_and(|part| matches!(part, "IMG" | "VID" | "AUD" | "PTT" | "STK" | "DOC"));
    let day = parts.next().is_some_and(|part| part.len() == 8 && is_digits(part));
    let number = parts.next().and_then(|part| part.strip_prefix("WA")).is_some_and(is_digits);
    sort && day && number && parts.next().is_none() && !ending.is_empty()
}

fn ios_attached(text: &str) -> Option<Reference<'_>> {
    text.rmatch_indices('<').find_map(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let inside = line.strip_prefix('<')?.trim_end_matches(is_around).strip_suffix('>')?;
        if !before.ends_with(is_mark) && !inside.starts_with(is_mark) {
            return None;
        }
        let inside = inside.trim_start_matches(is_mark);
        // Exports of the first years: `2016-05-05-PHOTO-00000012.jpg <attached>`.
        if is_in(ATTACHED, inside) {
            let name = plausible(before.trim_matches(is_around))?;
            return Some(Reference { name, before: "", after });
        }
        let name =
            ATTACHED.iter().find_map(|row| inside.strip_prefix(row.1)?.trim_start().strip_prefix(':'))?;
        let name = name.trim_matches(is_around);
        let before = before.strip_suffix(is_mark).unwrap_or(before);
        let before = before.strip_suffix([' ', '\n']).unwrap_or(before);
        (!name.is_empty()).then_some(Reference { name, before, after })
    })
}

fn is_in(table: &[Row], words: &str) -> bool {
    table.iter().any(|row| row.1 == words)
}

/// What may stand around a name without being part of it.
fn is_around(character: char) -> bool {
    is_mark(character) || matches!(character, ' ' | '\r' | '\u{a0}' | '\u{202f}')
}

/// `Resume.pdf • 2 pages` is `Resume.pdf`.
fn without_pages(name: &str) -> &str {
    name.split_once(" • ").map_or(name, |(name, _)| name)
}

/// A name that a file of an export can have: a stem, and an ending of letters and digits that is no mere number.
fn plausible(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let fits = !stem.trim().is_empty()
        && (1..=10).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
        && name.len() <= 255
        && !name.contains(['\n', '/', '\0']);
    fits.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::words::judge;

    #[test]
    fn every_language_says_what_was_left_out() {
        for &(language, style, media, words) in LEFT_OUT {
            let body = if style == Style::Ios { format!("\u{200e}{words}") } else { words.to_owned() };
            let judged = judge(&body, style, true);
            assert_eq!(
                (judged.kind, judged.media, judged.edited),
                (media.kind(), true, false),
                "{language:?} {words}"
            );
            assert_eq!((judged.text.as_str(), judged.attachment), (words, None), "{language:?} {words}");
            let with_caption =
                if style == Style::Ios { format!("see \u{200f}{words}") } else { format!("{words}\nsee") };
            let judged = judge(&with_caption, style, true);
            assert_eq!((judged.kind, judged.text), (media.kind(), with_caption), "{language:?} {words}");
            // In the middle of a text they are a text.
            assert_eq!(judge(&format!("she wrote {words} again"), style, true).kind, Kind::Message);
        }
    }

    #[test]
    fn the_words_of_one_system_are_typed_text_on_the_other() {
        for &(_, style, _, words) in LEFT_OUT {
            let other = if style == Style::Ios { Style::Android } else { Style::Ios };
            assert_eq!(judge(&format!("\u{200e}{words}"), other, true).kind, Kind::Message, "{words}");
        }
    }

    #[test]
    fn every_language_names_the_file_that_came_along() {
        for &(language, words) in ATTACHED {
            for colon in [": ", " : ", "\u{a0}: ", ":"] {
                let body = format!("\u{200e}<{words}{colon}00000007-Rapport final.pdf>");
                let judged = judge(&body, Style::Ios, true);
                assert_eq!(
                    judged.attachment.as_deref(),
                    Some("00000007-Rapport final.pdf"),
                    "{language:?} {body}"
                );
                assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, ""), "{language:?} {body}");
                // Typed: no mark.
                assert_eq!(judge(body.trim_start_matches(is_mark), Style::Ios, true).kind, Kind::Message);
            }
        }
        for &(language, words) in FILE_ATTACHED {
            let judged = judge(&format!("\u{200e}Rapport final.pdf ({words})"), Style::Android, true);
            assert_eq!(judged.attachment.as_deref(), Some("Rapport final.pdf"), "{language:?} {words}");
            let pages =
                judge(&format!("Rapport.pdf • \u{200e}3 pages \u{200e}({words})"), Style::Android, true);
            assert_eq!(pages.attachment.as_deref(), Some("Rapport.pdf"), "{language:?} {words}");
        }
    }

    #[test]
    fn the_oldest_form_has_the_name_before_the_word() {
        let judged = judge("\u{200e}2016-05-05-PHOTO-00000012.jpg <\u{200e}attached>", Style::Ios, true);
        assert_eq!(judged.attachment.as_deref(), Some("2016-05-05-PHOTO-00000012.jpg"));
        assert_eq!(judge("2016-05-05-PHOTO-00000012.jpg <attached>", Style::Ios, true).kind, Kind::Message);
    }

    #[test]
    fn the_oldest_form_needs_no_mark_on_android() {
        for body in
            ["IMG-20160505-WA0012.jpg <attached>", "\u{200e}IMG-20160505-WA0012.jpg <\u{200e}attached>"]
        {
            let judged = judge(&format!("{body}\nbelow"), Style::Android, true);
            assert_eq!(judged.attachment.as_deref(), Some("IMG-20160505-WA0012.jpg"), "{body:?}");
            assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, "below"), "{body:?}");
        }
        for body in [
            "IMG-20160505-WA0012.jpg <attached> now",
            "IMG-20160505-WA0012.jpg<attached>",
            "IMG-20160505-WA0012.jpg <3>",
            "I said <attached>",
        ] {
            assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
        }
    }

    #[test]
    fn a_name_of_whatsapp_is_a_file_in_every_language() {
        for (name, words) in [
            ("IMG-20260120-WA0003.jpg", "附件"),
            ("VID-20260120-WA0003.mp4", "allegato"),
            ("AUD-20260120-WA0003.m4a", "archivo adjunto"),
            ("PTT-20260120-WA0003.opus", "파일 첨부됨"),
            ("STK-20260120-WA12345.webp", "plik załączony"),
            ("DOC-20260120-WA0003.pdf", "\u{200f}x"),
        ] {
            for after in ["", "below"] {
                let judged = judge(&format!("\u{200e}{name} ({words})\n{after}"), Style::Android, true);
                assert_eq!(judged.attachment.as_deref(), Some(name), "{name} {words}");
                assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, after), "{name} {words}");
            }
            let typed = format!("{name} ({words})");
            assert_eq!(judge(&typed, Style::Ios, true).kind, Kind::Message, "{name} {words}");
        }
        for body in [
            "IMG-20260120-WA0003.jpg ()",
            "IMG-20260120-WA0003.jpg (allegato) x",
            "IMG-20260120-WA0003.jpg <allegato>",
            "IMG-2026012-WA0003.jpg (allegato)",
            "IMG-20260120-WA.jpg (allegato)",
            "IMG-20260120-XY0003.jpg (allegato)",
            "IMG-20260120-WA0003-1.jpg (allegato)",
            "PIC-20260120-WA0003.jpg (allegato)",
            "IMG-20260120-WA0003 (allegato)",
            "see IMG-20260120-WA0003.jpg (allegato)",
            "Rapport.pdf (allegato)",
        ] {
            assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
        }
    }

    #[test]
    fn what_is_no_name_of_a_file_is_a_message() {
        for body in [
            "(file attached)",
            "see it (file attached)",
            ".jpg (file attached)",
            "IMG.jpg(file attached)",
            "IMG.jpg (file attached) now",
            "../IMG.jpg (file attached)",
            "IMG.jp—g (file attached)",
            "I said\nIMG.jpg (file attached)",
        ] {
            assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
        }
        for body in ["\u{200e}<attached: >", "\u{200e}<attached: a.jpg", "\u{200e}<attached: a.jpg> and more"]
        {
            assert_eq!(judge(body, Style::Ios, true).kind, Kind::Message, "{body:?}");
        }
    }

    #[test]
    fn a_card_is_a_contact() {
        for (body, style) in [
            ("Ali.vcf (file attached)", Style::Android),
            ("\u{200e}<attached: 00000012-Ali.VCF>", Style::Ios),
            ("\u{200e}Contact card omitted", Style::Ios),
        ] {
            let judged = judge(body, style, true);
            assert_eq!((judged.kind, judged.media), (Kind::Contact, true), "{body}");
        }
    }
}
