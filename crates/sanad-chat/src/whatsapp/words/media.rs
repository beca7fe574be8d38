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
    (Language::English, Style::Android, Media::ViewOnce, "<View once photo omitted>"),
    (Language::English, Style::Android, Media::ViewOnce, "<View once video omitted>"),
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
    (Language::Dutch, Style::Android, Media::Any, "<Media weggelaten>"),
    (Language::Indonesian, Style::Android, Media::Any, "<Media tidak disertakan>"),
    (Language::Italian, Style::Android, Media::Any, "<Media omessi>"),
    (Language::Portuguese, Style::Android, Media::Any, "<Mídia oculta>"),
    (Language::Portuguese, Style::Android, Media::Any, "<Arquivo de mídia oculto>"),
    (Language::Portuguese, Style::Android, Media::Any, "<Ficheiro não revelado>"),
    (Language::Russian, Style::Android, Media::Any, "<Без медиафайлов>"),
    (Language::Spanish, Style::Android, Media::Any, "<Multimedia omitido>"),
    (Language::Spanish, Style::Android, Media::Any, "<Archivo omitido>"),
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
    (Language::English, Style::Ios, Media::VideoNote, "Video note omitted"),
    (Language::English, Style::Ios, Media::Audio, "audio omitted"),
    (Language::English, Style::Ios, Media::Document, "document omitted"),
    (Language::English, Style::Ios, Media::Sticker, "sticker omitted"),
    (Language::English, Style::Ios, Media::Gif, "GIF omitted"),
    (Language::English, Style::Ios, Media::Contact, "Contact card omitted"),
    (Language::English, Style::Ios, Media::ViewOnce, "view once photo omitted"),
    (Language::English, Style::Ios, Media::ViewOnce, "view once video omitted"),
    (Language::English, Style::Ios, Media::ViewOnce, "view once voice message omitted"),
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
    (Language::Dutch, Style::Ios, Media::Image, "afbeelding weggelaten"),
    (Language::Dutch, Style::Ios, Media::Video, "video weggelaten"),
    (Language::Dutch, Style::Ios, Media::Audio, "audio weggelaten"),
    (Language::Dutch, Style::Ios, Media::Document, "document weggelaten"),
    (Language::Dutch, Style::Ios, Media::Sticker, "sticker weggelaten"),
    (Language::Italian, Style::Ios, Media::Image, "immagine omessa"),
    (Language::Italian, Style::Ios, Media::Video, "video omesso"),
    (Language::Italian, Style::Ios, Media::Audio, "audio omesso"),
    (Language::Italian, Style::Ios, Media::Document, "documento omesso"),
    (Language::Italian, Style::Ios, Media::Sticker, "sticker non incluso"),
    (Language::Italian, Style::Ios, Media::Gif, "GIF esclusa"),
    (Language::Portuguese, Style::Ios, Media::Image, "imagem ocultada"),
    (Language::Portuguese, Style::Ios, Media::Video, "vídeo omitido"),
    (Language::Portuguese, Style::Ios, Media::Audio, "áudio ocultado"),
    (Language::Portuguese, Style::Ios, Media::Document, "documento omitido"),
    (Language::Portuguese, Style::Ios, Media::Sticker, "figurinha omitida"),
    (Language::Spanish, Style::Ios, Media::Image, "imagen omitida"),
    (Language::Spanish, Style::Ios, Media::Video, "video omitido"),
    (Language::Spanish, Style::Ios, Media::Audio, "audio omitido"),
    (Language::Spanish, Style::Ios, Media::Document, "documento omitido"),
    (Language::Spanish, Style::Ios, Media::Sticker, "sticker omitido"),
    (Language::Spanish, Style::Ios, Media::Gif, "GIF omitido"),
];

/// Android, after the name: `IMG-20260120-WA0003.jpg (file attached)`.
pub(crate) const FILE_ATTACHED: &[Row] = &[
    (Language::Arabic, "الملف مرفق"),
    (Language::Arabic, "ملف مرفق"),
    (Language::Dutch, "bestand bijgevoegd"),
    (Language::English, "file attached"),
    (Language::French, "fichier joint"),
    (Language::German, "Datei angehängt"),
    (Language::Hebrew, "קובץ מצורף"),
    (Language::Hindi, "फाइल अटैच कर दी गई है"),
    (Language::Indonesian, "file terlampir"),
    (Language::Italian, "file allegato"),
    (Language::Persian, "فایل پیوست شده"),
    (Language::Portuguese, "arquivo anexado"),
    (Language::Portuguese, "ficheiro anexado"),
    (Language::Russian, "файл добавлен"),
    (Language::Spanish, "archivo adjunto"),
    (Language::Spanish, "archivo adjuntado"),
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
    (Language::German, "angehängt"),
    (Language::Hebrew, "מצורף"),
    (Language::Persian, "پیوست"),
    (Language::Turkish, "eklendi"),
    (Language::Turkish, "ekli"),
    (Language::Urdu, "پیوستہ"),
];

/// Which file the words say was left out. On iOS the caller has seen the mark before them. Some versions write `‹…›`
/// for `<…>`.
pub(crate) fn left_out(words: &str, style: Style) -> Option<Media> {
    let single = between(words, '‹', '›');
    let says = |row: &str| row == words || (single.is_some() && between(row, '<', '>') == single);
    LEFT_OUT.iter().find(|row| row.1 == style && says(row.3)).map(|row| row.2)
}

fn between(words: &str, open: char, close: char) -> Option<&str> {
    words.strip_prefix(open)?.strip_suffix(close)
}

/// A reference to a file, and what was written around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The name of the file, without marks.
    pub(crate) name: &'a str,
    /// The caption before it.
    pub(crate) before: &'a str,
    /// The caption under it; on Android from the first words beside the name that are not known to be WhatsApp's.
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

/// A name and, in brackets, the words for "file attached". Only words that are known are taken away: behind a name that
/// WhatsApp gave, others may be those of a language that is not known, or typed. There the file is named, and the bracket
/// stays with all its words, as a caption does.
fn android_attached(text: &str) -> Option<Reference<'_>> {
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.strip_suffix('\r').unwrap_or(line);
    let (is_round, inside) = match line.strip_suffix(')') {
        Some(inside) => (true, inside),
        None => (false, line.strip_suffix('>')?),
    };
    let bracket = inside.rfind(if is_round { '(' } else { '<' })?;
    let words = inside[bracket + 1..].trim_matches(is_mark);
    let front = inside[..bracket].trim_end_matches(is_mark).strip_suffix(' ')?.trim_matches(is_mark);
    // Android keeps no file with a colon in its name: there a caption that somebody typed goes on.
    let name = plausible(without_pages(front)).filter(|name| !name.contains(": "))?;
    let is_known = is_in(if is_round { FILE_ATTACHED } else { ATTACHED }, words);
    // No one names a file so but WhatsApp.
    let is_camera = is_round && !words.trim().is_empty() && is_of_whatsapp(name);
    if !is_known && !is_camera {
        return None;
    }
    let is_paged = front.strip_prefix(name).is_some_and(is_pages);
    let kept = match (is_paged, is_known) {
        (true, true) => return Some(Reference { name, before: "", after: below }),
        (true, false) => bracket,
        (false, _) => line.find(PAGES).map_or(bracket, |at| at + 1),
    };
    let after = if below.is_empty() { &line[kept..] } else { &text[kept..] };
    Some(Reference { name, before: "", after })
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

/// The last reference in a body: it ends its line, and a caption may stand before it and under it.
fn ios_attached(text: &str) -> Option<Reference<'_>> {
    let mut rest = text;
    let mut after = "";
    loop {
        let start = rest.rfind('\n').map_or(0, |at| at + 1);
        // The end is looked for once for each line and not for each `<`: a body may hold a million of them.
        if let Some(line) = rest[start..].trim_end_matches(is_around).strip_suffix(['>', '›']) {
            let bare = line.trim_end_matches(is_around);
            // Nothing stands above the oldest form, and nothing between its word and the end.
            let may_be_oldest = start == 0 && bare.len() == line.len();
            let found = bare.rmatch_indices(['<', '‹']).find_map(|(at, bracket)| {
                ios_reference(&text[..start + at], &bare[at + bracket.len()..], after, may_be_oldest)
            });
            if found.is_some() {
                return found;
            }
        }
        if start == 0 {
            return None;
        }
        (rest, after) = (&text[..start - 1], &text[start..]);
    }
}

/// What stands `inside` of the brackets that end a line, where it is a reference.
fn ios_reference<'a>(
    before: &'a str,
    inside: &'a str,
    after: &'a str,
    may_be_oldest: bool,
) -> Option<Reference<'a>> {
    if !before.ends_with(is_mark) && !inside.starts_with(is_mark) {
        return None;
    }
    let inside = inside.trim_start_matches(is_mark);
    // Exports of the first years: `2016-05-05-PHOTO-00000012.jpg <attached>`.
    if may_be_oldest && is_in(ATTACHED, inside) {
        let name = plausible(before.trim_matches(is_around))?;
        return Some(Reference { name, before: "", after });
    }
    // One version in Urdu has a comma before the colon.
    let name = ATTACHED
        .iter()
        .find_map(|row| inside.strip_prefix(row.1)?.trim_start_matches(',').trim_start().strip_prefix(':'))?;
    let name = name.trim_start_matches(is_around);
    let before = before.strip_suffix(is_mark).unwrap_or(before);
    let before = before.strip_suffix([' ', '\n']).unwrap_or(before);
    is_of_file(name).then_some(Reference { name, before, after })
}

/// Whether a name is no longer than a phone's file system keeps one: 255 characters.
fn is_of_file(name: &str) -> bool {
    !name.is_empty() && name.chars().nth(255).is_none()
}

fn is_in(table: &[Row], words: &str) -> bool {
    table.iter().any(|row| row.1 == words)
}

/// What may stand around a name without being part of it.
fn is_around(character: char) -> bool {
    is_mark(character) || matches!(character, ' ' | '\r' | '\u{a0}' | '\u{202f}')
}

/// Between the name of a document and how many pages it has.
const PAGES: &str = " • ";

/// `Resume.pdf • 2 pages` is `Resume.pdf`.
fn without_pages(name: &str) -> &str {
    name.split_once(PAGES).map_or(name, |(name, _)| name)
}

/// Whether what stands behind a name is nothing, or a number of pages: two words, one of them a number. Anything longer
/// may be typed.
fn is_pages(behind: &str) -> bool {
    let Some(pages) = behind.strip_prefix(PAGES) else { return behind.is_empty() };
    let mut words = pages.trim_matches(is_mark).split(' ');
    let (Some(first), Some(second), None) = (words.next(), words.next(), words.next()) else { return false };
    let is_number =
        |word: &str| !word.is_empty() && word.chars().all(char::is_numeric) && word.chars().nth(5).is_none();
    is_number(first) || is_number(second)
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
mod tests;
