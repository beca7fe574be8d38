//! What of a body WhatsApp wrote itself, and what a person typed.
//!
//! An iPhone sets a mark of direction (U+200E or U+200F) directly before everything that WhatsApp itself writes into a
//! body, and no keyboard sets one: the mark is the only sign that tells a picture that was left out from a person who
//! types "image omitted". So on iOS nothing is taken for WhatsApp's own without it. A text that was pasted may begin
//! with such a mark too (forwarded Arabic texts often do), hence a mark alone proves nothing either: mark and words
//! must both be there, and words that are not in these tables leave a message, mark and all.
//!
//! Android writes no such mark. There `<Media omitted>`, `IMG-1.jpg (file attached)` or `This message was deleted` look
//! the same when a person types them: they are taken for WhatsApp's own, and only when they fill the body (or its first
//! line, under which a caption may stand). That is a limit of the format, and said in the crate's documentation. Other
//! words in the bracket behind a name stay in the text.
//!
//! A body may be empty: of what vanished, and of some calls, nothing is exported. It does not say so itself, hence it is
//! a message without a text, and not one that the export says it cannot show.
//!
//! The tables hold words that were seen in exports, or that other open readers of such exports quote from WhatsApp's
//! own lists of strings for one language; each row names its language. What is not known for sure is not in them.

use crate::message::Kind;

pub(crate) mod media;
pub(crate) mod notices;
mod periods;

pub use media::Media;
pub(crate) use periods::{Period, period};

/// Which of the two programs wrote an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `20/01/2026, 19:02 - Name: text`, without seconds.
    Android,
    /// `[20/01/2026, 19:02:03] Name: text`, with marks before WhatsApp's own words.
    Ios,
}

/// The languages of which words are known; of Dutch, Hindi, Indonesian, Italian, Portuguese, Russian and Spanish the
/// most frequent notices, and some of the words for files. WhatsApp has no Kurdish interface: a phone set to
/// Kurdish writes Kurdish dates beside words of another language, so the two Kurdish languages have parts of
/// the day and no words of WhatsApp's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `ar`, one text for all countries.
    Arabic,
    /// `ckb`, Sorani.
    CentralKurdish,
    /// `nl`
    Dutch,
    /// `en`
    English,
    /// `fr`
    French,
    /// `de`
    German,
    /// `he`
    Hebrew,
    /// `hi`
    Hindi,
    /// `id`
    Indonesian,
    /// `it`
    Italian,
    /// `ku`, Kurmanji.
    Kurmanji,
    /// `fa`
    Persian,
    /// `pt`, of Brazil and of Portugal.
    Portuguese,
    /// `ru`
    Russian,
    /// `es`
    Spanish,
    /// `tr`
    Turkish,
    /// `ur`
    Urdu,
}

/// A row of a table: the language, and the words as WhatsApp writes them.
pub(crate) type Row = (Language, &'static str);

/// What a body is, once WhatsApp's own marks are told from typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    /// What sort of message.
    pub(crate) kind: Kind,
    /// The body without the reference to a file and without the mark of an edit, captions kept. Where WhatsApp's words
    /// are all there is (left out, deleted, a call, a notice), those words, without the mark before them.
    pub(crate) text: String,
    /// The name of the file that it speaks of, without marks.
    pub(crate) attachment: Option<String>,
    /// It speaks of a file, named or not, there or left out.
    pub(crate) media: bool,
    /// It bears the mark that it was edited.
    pub(crate) edited: bool,
}

impl Body {
    fn of(kind: Kind, text: &str) -> Self {
        Self { kind, text: text.to_owned(), attachment: None, media: false, edited: false }
    }

    fn of_file(kind: Kind, text: String, attachment: Option<String>) -> Self {
        Self { kind, text, attachment, media: true, edited: false }
    }
}

/// What `body` is: all that stands after the sender, or after the stamp where there is no sender.
pub(crate) fn judge(body: &str, style: Style, has_sender: bool) -> Body {
    if !has_sender {
        return without_sender(body);
    }
    match style {
        Style::Android => android(body),
        Style::Ios => ios(body),
    }
}

/// A mark of direction as WhatsApp sets it before its own words.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}')
}

/// Only WhatsApp writes without a name.
fn without_sender(body: &str) -> Body {
    let own = body.trim_start_matches(is_mark);
    Body::of(if notices::begins_call(own) { Kind::Call } else { Kind::System }, own)
}

/// What of a body of Android is WhatsApp's own.
enum Own<'a> {
    /// A file that came along.
    File(media::Reference<'a>),
    /// A file that was left out.
    LeftOut(Media),
    /// A sentence.
    Words(Kind),
}

fn android_own(text: &str) -> Option<Own<'_>> {
    let own = text.trim_start_matches(is_mark);
    let line = own.split('\n').next().unwrap_or(own).trim_end_matches('\r');
    media::attached(text, Style::Android)
        .map(Own::File)
        .or_else(|| media::left_out(line, Style::Android).map(Own::LeftOut))
        .or_else(|| notices::kind(own, Style::Android).map(Own::Words))
}

/// What a body of Android is where it holds WhatsApp's own words: what [`judge`] says, without its texts.
pub(crate) fn own(body: &str) -> Option<Kind> {
    let (text, _) = notices::without_edited(body, Style::Android);
    Some(match android_own(text)? {
        Own::File(reference) => media::kind_of(reference.name),
        Own::LeftOut(media) => media.kind(),
        Own::Words(kind) => kind,
    })
}

fn android(body: &str) -> Body {
    let (text, edited) = notices::without_edited(body, Style::Android);
    let own = text.trim_start_matches(is_mark);
    let judged = match android_own(text) {
        Some(Own::File(reference)) => of_reference(&reference),
        Some(Own::LeftOut(media)) => Body::of_file(media.kind(), own.to_owned(), None),
        Some(Own::Words(kind)) => Body::of(kind, own),
        None => Body::of(Kind::Message, text),
    };
    Body { edited, ..judged }
}

fn ios(body: &str) -> Body {
    if !body.contains(is_mark) {
        return Body::of(Kind::Message, body);
    }
    let (text, edited) = notices::without_edited(body, Style::Ios);
    let judged = media::attached(text, Style::Ios)
        .map(|reference| of_reference(&reference))
        .or_else(|| ios_left_out(text))
        .or_else(|| ios_words(text))
        .unwrap_or_else(|| Body::of(Kind::Message, text));
    Body { edited, ..judged }
}

fn of_reference(reference: &media::Reference<'_>) -> Body {
    let text = match (reference.before, reference.after) {
        (before, "") => before.to_owned(),
        ("", after) => after.to_owned(),
        (before, after) => format!("{before}\n{after}"),
    };
    Body::of_file(media::kind_of(reference.name), text, Some(reference.name.to_owned()))
}

/// `image omitted`, alone or after a caption or the name of a document; the last mark of the body stands before it.
fn ios_left_out(text: &str) -> Option<Body> {
    let (before, words) = text.split_at(text.rfind(is_mark)?);
    let media = media::left_out(words.trim_start_matches(is_mark), Style::Ios)?;
    let name = if media == Media::Document { media::document(before) } else { None };
    Some(Body::of_file(media.kind(), text.trim_start_matches(is_mark).to_owned(), name.map(str::to_owned)))
}

fn ios_words(text: &str) -> Option<Body> {
    let own = text.strip_prefix(is_mark)?.trim_start_matches(is_mark);
    Some(Body::of(notices::kind(own, Style::Ios)?, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ios_body(body: &str) -> Body {
        judge(body, Style::Ios, true)
    }

    fn android_body(body: &str) -> Body {
        judge(body, Style::Android, true)
    }

    #[test]
    fn typed_text_is_kept_to_the_last_invisible_character() {
        for text in [
            "hello",
            "\u{200f}مرحبا",
            "\u{200e}\u{200e} two marks",
            "می\u{200c}خواهم",
            " leading and trailing ",
            "\u{202e}gpj.exe\u{202c}",
            "two\nlines\u{200e}",
            "😀\u{fe0f}",
            "\u{200e}",
            "\u{2800}",
            "a < b > c (d)",
            "نام: متن: متن",
        ] {
            for style in [Style::Android, Style::Ios] {
                assert_eq!(judge(text, style, true), Body::of(Kind::Message, text), "{text:?} {style:?}");
            }
        }
    }

    #[test]
    fn on_ios_the_mark_is_the_only_sign_of_whatsapp() {
        for words in [
            "image omitted",
            "This message was deleted.",
            "Missed voice call",
            "Location: https://maps.google.com/?q=33.3,44.4",
            "<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>",
            "hello <This message was edited>",
            "POLL:\nWho?\nOPTION: me (0 votes)",
            "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
            "لم يتم إدراج الصورة",
            "تم حذف هذه الرسالة.",
            "المبلغ <تم تعديل هذه الرسالة>",
            "null",
        ] {
            assert_eq!(ios_body(words), Body::of(Kind::Message, words), "{words:?}");
        }
        assert_eq!(ios_body("\u{200e}image omitted").kind, Kind::Media);
        assert_eq!(ios_body("\u{200f}تم حذف هذه الرسالة.").kind, Kind::Deleted);
        // The mark must stand directly before the words.
        assert_eq!(ios_body("\u{200e} image omitted").kind, Kind::Message);
        assert_eq!(ios_body("\u{200e}I wrote image omitted").kind, Kind::Message);
        assert_eq!(ios_body("\u{200e}This message was deleted, she said").kind, Kind::Message);
    }

    #[test]
    fn a_pasted_text_that_begins_with_a_mark_stays_a_message() {
        let text = "\u{200f}أرسل المبلغ خلال ٢٤ ساعة";
        assert_eq!(ios_body(text), Body::of(Kind::Message, text));
    }

    #[test]
    fn captions_stay_and_references_go() {
        let name = Some("00000002-PHOTO-2026-01-20-19-03-03.jpg".to_owned());
        for (body, text) in [
            ("\u{200e}<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>", ""),
            ("look \u{200e}<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>", "look"),
            ("two\nlines \u{200e}<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>", "two\nlines"),
            ("\u{200e}<attached: 00000002-PHOTO-2026-01-20-19-03-03.jpg>\nbelow", "below"),
            ("above \u{200f}<المُرفق: \u{200e}00000002-PHOTO-2026-01-20-19-03-03.jpg>\nbelow", "above\nbelow"),
        ] {
            let expected = Body::of_file(Kind::Media, text.to_owned(), name.clone());
            assert_eq!(ios_body(body), expected, "{body:?}");
        }
        let name = Some("IMG-20260120-WA0003.jpg".to_owned());
        for (body, text) in [
            ("IMG-20260120-WA0003.jpg (file attached)", ""),
            ("\u{200e}IMG-20260120-WA0003.jpg (file attached)\nbelow\nit", "below\nit"),
            ("\u{200f}IMG-20260120-WA0003.jpg (الملف مرفق)\r\nbelow", "below"),
        ] {
            let expected = Body::of_file(Kind::Media, text.to_owned(), name.clone());
            assert_eq!(android_body(body), expected, "{body:?}");
        }
    }

    #[test]
    fn what_is_whatsapps_own_is_known_without_its_texts() {
        for body in [
            "<Media omitted>",
            "IMG-20260120-WA0003.jpg (file attached)",
            "Ali.vcf (file attached)",
            "This message was deleted",
            "Missed voice call",
            "location: https://maps.google.com/?q=33.3,44.4",
            "null",
            "POLL:\nWho?",
            "<Media omitted> <This message was edited>",
            "hello",
            "hello <This message was edited>",
            "",
            " ",
        ] {
            assert_eq!(own(body).unwrap_or(Kind::Message), android_body(body).kind, "{body:?}");
        }
    }

    #[test]
    fn an_edit_is_taken_out_with_its_mark_and_its_space() {
        for (body, style, text) in [
            ("hello <This message was edited>", Style::Android, "hello"),
            ("مرحبا \u{200f}<تم تعديل هذه الرسالة>", Style::Ios, "مرحبا"),
            ("مرحبا\u{200f}<تم تعديل هذا المحتوى>", Style::Android, "مرحبا"),
            ("ends in a space  \u{200e}<This message was edited>", Style::Ios, "ends in a space "),
            ("a\nb \u{200e}<This message was edited>", Style::Ios, "a\nb"),
        ] {
            let expected = Body { edited: true, ..Body::of(Kind::Message, text) };
            assert_eq!(judge(body, style, true), expected, "{body:?}");
        }
        let both = ios_body("look \u{200e}<attached: 00000002-PHOTO.jpg> \u{200e}<This message was edited>");
        assert!(both.edited && both.media);
        assert_eq!((both.text.as_str(), both.attachment.as_deref()), ("look", Some("00000002-PHOTO.jpg")));
    }

    #[test]
    fn an_edit_may_stand_alone_or_under_a_file() {
        let edited = |text: &str| Body { edited: true, ..Body::of(Kind::Message, text) };
        assert_eq!(android_body("<This message was edited>"), edited(""));
        assert_eq!(ios_body("\u{200e}<This message was edited>"), edited(""));
        let typed = "<This message was edited>";
        assert_eq!(ios_body(typed), Body::of(Kind::Message, typed));
        for (above, text, attachment) in [
            ("IMG-1.jpg (file attached)", "", Some("IMG-1.jpg")),
            ("<Media omitted>", "<Media omitted>", None),
            ("\u{200e}<Media omitted>", "<Media omitted>", None),
        ] {
            let judged = android_body(&format!("{above}\n<This message was edited>"));
            let expected = Body::of_file(Kind::Media, text.to_owned(), attachment.map(str::to_owned));
            assert_eq!(judged, Body { edited: true, ..expected }, "{above:?}");
        }
        // Under a text or a caption somebody typed it.
        for text in ["hello\n<This message was edited>", "<Media omitted>\nhello\n<This message was edited>"]
        {
            let judged = android_body(text);
            assert_eq!((judged.edited, judged.text.as_str()), (false, text), "{text:?}");
        }
    }

    #[test]
    fn documents_that_were_left_out_keep_their_names() {
        for (body, name) in [
            ("Some file.txt \u{200e}document omitted", Some("Some file.txt")),
            ("\u{200e}Resume.pdf • \u{200e}2 pages \u{200e}document omitted", Some("Resume.pdf")),
            ("عقد.pdf • صفحتان ٢ \u{200f}لم يتم إدراج المستند", Some("عقد.pdf")),
            ("\u{200e}document omitted", None),
        ] {
            let judged = ios_body(body);
            assert_eq!(judged.kind, Kind::Media, "{body:?}");
            assert_eq!(judged.attachment.as_deref(), name, "{body:?}");
            assert_eq!(judged.text, body.trim_start_matches(is_mark));
        }
    }

    #[test]
    fn without_a_sender_whatsapp_speaks() {
        for style in [Style::Android, Style::Ios] {
            let judged = judge("\u{200e}Messages and calls are end-to-end encrypted.", style, false);
            assert_eq!(judged, Body::of(Kind::System, "Messages and calls are end-to-end encrypted."));
            assert_eq!(judge("anything at all", style, false).kind, Kind::System);
            assert_eq!(judge("مكالمة فيديو فائتة", style, false).kind, Kind::Call);
            assert_eq!(judge("", style, false).kind, Kind::System);
        }
    }

    #[test]
    fn what_the_export_cannot_show_is_said_so() {
        for (body, style) in [
            ("null", Style::Android),
            ("Waiting for this message. This may take a while.", Style::Android),
            ("\u{200e}Waiting for this message. This may take a while.", Style::Ios),
        ] {
            assert_eq!(judge(body, style, true).kind, Kind::Unsupported, "{body:?}");
        }
        assert_eq!(android_body("null and void").kind, Kind::Message);
    }

    #[test]
    fn an_empty_body_is_a_message_without_a_text() {
        for body in ["", " ", "\n", "\u{200e}"] {
            for style in [Style::Android, Style::Ios] {
                assert_eq!(judge(body, style, true), Body::of(Kind::Message, body), "{body:?} {style:?}");
            }
        }
    }

    #[test]
    fn an_arabic_sticker_is_no_deleted_message() {
        let judged = ios_body("\u{200f}تم حذف الملصقات");
        assert_eq!((judged.kind, judged.media), (Kind::Media, true));
        assert_eq!(judged.text, "تم حذف الملصقات");
    }
}
