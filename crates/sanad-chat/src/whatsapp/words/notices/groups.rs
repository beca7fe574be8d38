//! What WhatsApp tells of groups and contacts, as sentences with gaps. On an iPhone such a notice bears a sender: the
//! group, or who did what is told.
//!
//! The mark before it vouches for less than it seems to: a text that was pasted may begin with one, as news in Arabic
//! often does. So the whole sentence must be known, and what stands for a name must look like one.
//!
//! Sources of the rows: as of the sentences. Persian and Urdu have none, as none is known for sure.

use super::letters;
use super::names::{begins_notice, names_before};
use crate::whatsapp::words::Language;

/// In a sentence `{}` stands for a name, or a few of them, and `*` for anything. Signs of vowels, marks of direction and
/// the stop at the end are left away.
const SENTENCES: &[(Language, &str)] = &[
    (Language::Arabic, "أزال {}"),
    (Language::Arabic, "أزلت {}"),
    (Language::Arabic, "أضاف {}"),
    (Language::Arabic, "أضافك {}"),
    (Language::Arabic, "أضفت {}"),
    (Language::Arabic, "أنشأ {} المجموعة"),
    (Language::Arabic, "أنشأ {} المجموعة \"*\""),
    (Language::Arabic, "أنشأ {} المجموعة “*”"),
    (Language::Arabic, "أنشأ {} هذه المجموعة"),
    (Language::Arabic, "أنشأت هذه المجموعة"),
    (Language::Arabic, "انضم {} باستخدام رابط *"),
    (Language::Arabic, "تغير رمز *"),
    (Language::Arabic, "تمت إضافة {}"),
    (Language::Arabic, "تمت إضافتك"),
    (Language::Arabic, "غادر {}"),
    (Language::Arabic, "غادرت"),
    (Language::Arabic, "غير {} أيقونة المجموعة"),
    (Language::Arabic, "غير {} أيقونة هذه المجموعة"),
    (Language::Arabic, "غير {} اسم المجموعة *"),
    (Language::Arabic, "غير {} وصف المجموعة"),
    (Language::English, "Anyone in this group can *"),
    (Language::English, "Disappearing messages were turned on*"),
    (Language::English, "Messages to this chat *secured with end-to-end encryption*"),
    (Language::English, "Messages to this group *secured with end-to-end encryption*"),
    (Language::English, "Messages you send to this chat *secured with end-to-end encryption*"),
    (Language::English, "Messages you send to this group *secured with end-to-end encryption*"),
    (Language::English, "This chat is with a business account*"),
    (Language::English, "You blocked this contact*"),
    (Language::English, "You created this group"),
    (Language::English, "You joined *"),
    (Language::English, "You unblocked this contact*"),
    (Language::English, "You're no longer an admin"),
    (Language::English, "{} changed their phone number*"),
    (Language::English, "{} changed to +*"),
    (Language::English, "{} deleted the group description"),
    (Language::English, "{} deleted this group's icon"),
    (Language::English, "{} is no longer an admin"),
    (Language::English, "{} is now an admin"),
    (Language::English, "{} joined from the community"),
    (Language::English, "{} pinned a message"),
    (Language::English, "{} requested to join"),
    (Language::English, "{} reset this group's invite link"),
    (Language::English, "{} turned off admin approval *"),
    (Language::English, "{} turned on admin approval *"),
    (Language::English, "{} unpinned a message"),
    (Language::English, "{} was added"),
    (Language::English, "{} was removed"),
    (Language::French, "Vous avez ajouté {}"),
    (Language::French, "Vous avez créé le groupe *"),
    (Language::French, "Vous avez retiré {}"),
    (Language::French, "{} a ajouté {}"),
    (Language::French, "{} a changé l*icône *groupe"),
    (Language::French, "{} a changé la description du groupe"),
    (Language::French, "{} a changé le sujet *"),
    (Language::French, "{} a créé ce groupe"),
    (Language::French, "{} a créé le groupe *"),
    (Language::French, "{} a modifié le sujet *"),
    (Language::French, "{} a quitté"),
    (Language::French, "{} a quitté le groupe"),
    (Language::French, "{} a retiré {}"),
    (Language::French, "{} est parti"),
    (Language::French, "{} est partie"),
    (Language::French, "{} est parti(e)"),
    (Language::French, "{} vous a ajouté"),
    (Language::French, "{} vous a ajouté(e)"),
    (Language::German, "Die Sicherheitsnummer von * hat sich geändert*"),
    (Language::German, "Du bist jetzt ein Admin"),
    (Language::German, "Du bist kein Admin mehr"),
    (Language::German, "Du hast * entfernt"),
    (Language::German, "Du hast * hinzugefügt"),
    (Language::German, "Du hast die Gruppe *"),
    (Language::German, "Du wurdest hinzugefügt"),
    (Language::German, "Nachrichten an diese Gruppe sind jetzt mit Ende-zu-Ende-Verschlüsselung geschützt*"),
    (Language::German, "{} hat den Betreff *geändert"),
    (Language::German, "{} hat die Gruppe verlassen"),
    (Language::German, "{} hat die Gruppe *erstellt"),
    (Language::German, "{} hat die Gruppenbeschreibung geändert"),
    (Language::German, "{} hat das Gruppenbild geändert"),
    (Language::German, "{} hat das Gruppenbild gelöscht"),
    (Language::German, "{} hat zu +* gewechselt"),
    (Language::German, "{} hat {} entfernt"),
    (Language::German, "{} hat {} hinzugefügt"),
    (Language::Hebrew, "הקבוצה * נוצרה על ידי {}"),
    (Language::Hebrew, "יצרת קבוצה זו"),
    (Language::Hebrew, "{} הוסיף/ה את *"),
    (Language::Hebrew, "{} הוסיף/ה אותך"),
    (Language::Hebrew, "{} הסיר/ה את *"),
    (Language::Hebrew, "{} יצא/ה"),
    (Language::Hebrew, "{} יצר/ה את הקבוצה*"),
    (Language::Hebrew, "{} עזב/ה"),
    (Language::Hebrew, "{} צירף/ה את *"),
    (Language::Turkish, "Artık bir yöneticisiniz"),
    (Language::Turkish, "Artık yöneticisiniz"),
    (Language::Turkish, "{} adlı kişiyi ekledi"),
    (Language::Turkish, "{} adlı kişiyi çıkardı"),
    (Language::Turkish, "{} ayrıldı"),
    (Language::Turkish, "{} bir mesajı sabitledi"),
    (Language::Turkish, "{} bu grubu oluşturdu"),
    (Language::Turkish, "{} grubun simgesini değiştirdi"),
    (Language::Turkish, "{} grup açıklamasını değiştirdi"),
    (Language::Turkish, "{} grup adını * olarak değiştirdi"),
    (Language::Turkish, "{} gruptan ayrıldı"),
    (Language::Turkish, "{} kişisini çıkardı"),
    (Language::Turkish, "{} kişisini ekledi"),
    (Language::Turkish, "{} kişisini eklediniz"),
    (Language::Turkish, "{} sizi ekledi"),
    (Language::Turkish, "{}, * grubunu oluşturdu"),
];

/// Words of sentences that people write, and of no name.
const OF_NO_NAME: &[&str] = &[
    "أن", "أنه", "أنها", "إلى", "إن", "على", "عن", "في", "قد", "من", "dass", "er", "has", "have", "he", "i",
    "ich", "il", "je", "elle", "on", "que", "qui", "she", "sie", "that", "they", "we", "who", "wir",
];

/// Bytes of the longest notice that is looked at. One may tell of fifty members.
const LONGEST: usize = 4096;
/// Characters of the longest name, and spaces in it: those of a number are among them.
const NAME: (usize, usize) = (60, 5);

/// Whether a body is a notice about a group or a contact; the caller has seen the mark before it.
pub(super) fn is_notice(own: &str) -> bool {
    if own.len() > LONGEST || own.contains('\n') {
        return false;
    }
    let bare: String = letters(own).filter(|letter| !is_direction(*letter)).collect();
    let bare = bare.strip_suffix('.').unwrap_or(&bare);
    SENTENCES.iter().any(|row| fits(bare, row.1)) || begins_notice(bare) || names_before(bare).any(is_name)
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn fits(text: &str, sentence: &str) -> bool {
    let is_gap = ['{', '*'];
    let Some(gap) = sentence.find(is_gap) else { return text == sentence };
    let Some(text) = text.strip_prefix(&sentence[..gap]) else { return false };
    let behind = &sentence[gap..];
    let (is_of_name, behind) = match behind.strip_prefix("{}") {
        Some(behind) => (true, behind),
        None => (false, behind.get(1..).unwrap_or_default()),
    };
    let next = behind.find(is_gap).map_or(behind, |gap| &behind[..gap]);
    if next.is_empty() {
        return !is_of_name || is_name(text);
    }
    text.match_indices(next)
        .map(|(at, _)| text.split_at(at))
        .any(|(filled, rest)| (!is_of_name || is_name(filled)) && fits(rest, behind))
}

fn is_name(name: &str) -> bool {
    let (letters, spaces) = NAME;
    !name.is_empty()
        && !name.starts_with(' ')
        && name.chars().nth(letters).is_none()
        && name.bytes().filter(|byte| *byte == b' ').count() <= spaces
        && !name.split(' ').any(|word| OF_NO_NAME.iter().any(|of_none| word.eq_ignore_ascii_case(of_none)))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::message::Kind;
    use crate::whatsapp::words::{Style, judge};

    fn kind(own: &str) -> Kind {
        judge(&format!("\u{200e}{own}"), Style::Ios, true).kind
    }

    #[test]
    fn every_sentence_is_a_notice_where_a_mark_stands_before_it() {
        for &(language, sentence) in SENTENCES {
            for name in
                ["علي", "Dr: Omar", "~\u{202f}سارة", "\u{202a}+964\u{a0}770\u{a0}000\u{a0}0012\u{202c}"]
            {
                let notice = sentence.replace("{}", name).replace('*', "“x: y”");
                for notice in [notice.clone(), format!("{notice}.")] {
                    assert_eq!(kind(&notice), Kind::System, "{language:?} {notice}");
                    assert_eq!(judge(&notice, Style::Ios, true).kind, Kind::Message, "{language:?} {notice}");
                    let typed = judge(&notice, Style::Android, true).kind;
                    assert_eq!(typed, Kind::Message, "{language:?} {notice}");
                }
                assert_eq!(kind(&format!("{notice}\nx")), Kind::Message, "{language:?} {notice}");
            }
        }
    }

    #[test]
    fn notices_that_bear_no_sender_on_android_bear_one_on_ios() {
        for notice in [
            "You removed X",
            "A left",
            "You left",
            "B added C",
            "B added C, D, E and F",
            "~\u{202f}سارة added ~\u{202f}X",
            "B removed C",
            "You added C",
            "You were added",
            "B changed the group name to “x”",
            "\u{202a}+964 770 000 0012\u{202c} changed to \u{202a}+964 770 000 0013\u{202c}",
            "Messages you send to this group are now secured with end-to-end encryption.",
            "This chat is with a business account. Tap to learn more.",
            "غادر أحمد",
            "أضاف أحمد ليلى",
            "غيّر أحمد وصف المجموعة",
            "أنشأ أحمد هذه المجموعة",
            "A, B adlı kişiyi ekledi",
            "A a ajouté B",
            "A hat B hinzugefügt",
            "דני הוסיף/ה את רונית",
            "Ali menambahkan Omar",
            "Ali añadió a Omar",
        ] {
            assert_eq!(kind(notice), Kind::System, "{notice}");
        }
    }

    #[test]
    fn a_pasted_text_that_begins_with_a_mark_is_no_notice() {
        for text in [
            "أضاف الوزير أن القرار نهائي",
            "غادر الوفد إلى العاصمة",
            "غير صحيح أن المجموعة أغلقت",
            "أرسل المبلغ اليوم",
            "He said that they left",
            "I left",
            "I think she has added you to the list of those who pay",
            "Ali changed to another school",
            " A left",
            "left",
            "Il a ajouté du sel",
            "Pay me or I pinned a message",
        ] {
            assert_eq!(kind(text), Kind::Message, "{text}");
        }
        assert_eq!(kind(&format!("{} left", "a".repeat(61))), Kind::Message);
        assert_eq!(kind("a b c d e f g left"), Kind::Message);
        assert_eq!(kind(&format!("A added {}", "b".repeat(LONGEST))), Kind::Message);
    }

    #[test]
    fn a_long_text_takes_no_long_time() {
        for part in [" hat ", " a changé l", "Die Sicherheitsnummer von  hat sich geändert", "* ", "أنشأ "]
        {
            let start = Instant::now();
            for _ in 0..20 {
                kind(&part.repeat(LONGEST / part.len()));
            }
            assert!(start.elapsed() < Duration::from_secs(2), "{part}");
        }
    }
}
