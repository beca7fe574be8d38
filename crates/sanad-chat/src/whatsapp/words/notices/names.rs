//! Notices that tell of somebody by name: what stands before the name, and what stands behind it.
//!
//! Sources of the rows: as of the sentences. Of languages whose other words are not known there are only the events
//! that are told most, where readers of exports agree on the words.

use std::sync::LazyLock;

use crate::whatsapp::words::Language;

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
    (Language::Dutch, Stands::First, "Berichten en gesprekken worden end-to-end versleuteld"),
    (Language::Dutch, Stands::First, "Berichten en oproepen zijn end-to-end versleuteld"),
    (Language::Dutch, Stands::First, "Uw beveiligingscode voor "),
    (Language::Dutch, Stands::First, "Je beveiligingscode met "),
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
    (Language::Hindi, Stands::First, "मैसेजेस और कॉल्स एंड-टू-एंड एन्क्रिप्टेड हैं"),
    (Language::Hindi, Stands::Within, " के लिए आपका सुरक्षा कोड बदल गया है"),
    (Language::Indonesian, Stands::First, "Pesan dan panggilan terenkripsi secara end-to-end"),
    (Language::Indonesian, Stands::First, "Pesan dan panggilan dienkripsi secara end-to-end"),
    (Language::Indonesian, Stands::First, "Kode keamanan Anda dengan "),
    (Language::Indonesian, Stands::Within, " telah mengganti nomor teleponnya ke nomor baru"),
    (Language::Indonesian, Stands::Within, " telah bergabung menggunakan tautan undangan grup ini"),
    (Language::Italian, Stands::First, "I messaggi e le chiamate sono crittografati end-to-end"),
    (Language::Italian, Stands::First, "Il tuo codice di sicurezza con "),
    (Language::Persian, Stands::First, "پیام\u{200c}ها و تماس\u{200c}ها سرتاسر رمزگذاری"),
    (Language::Persian, Stands::First, "پیامها و تماسها سرتاسر رمزگذاری"),
    (Language::Persian, Stands::First, "کد امنیتی شما با "),
    (
        Language::Portuguese,
        Stands::First,
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta",
    ),
    (
        Language::Portuguese,
        Stands::First,
        "As mensagens e ligações são protegidas com a criptografia de ponta a ponta",
    ),
    (
        Language::Portuguese,
        Stands::First,
        "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta",
    ),
    (Language::Portuguese, Stands::First, "As mensagens e chamadas são encriptadas ponto a ponto"),
    (Language::Portuguese, Stands::First, "Seu código de segurança com "),
    (Language::Portuguese, Stands::First, "O seu código de segurança partilhado com "),
    (Language::Portuguese, Stands::Within, " entrou usando o link de convite deste grupo"),
    (Language::Russian, Stands::First, "Сообщения и звонки защищены сквозным шифрованием"),
    (Language::Russian, Stands::First, "Ваш код безопасности с контактом "),
    (Language::Spanish, Stands::First, "Los mensajes y las llamadas están cifrados de extremo a extremo"),
    (Language::Spanish, Stands::First, "Cambió tu código de seguridad con "),
    (Language::Spanish, Stands::First, "Tu código de seguridad con "),
    (Language::Spanish, Stands::Within, " cambió su número de teléfono"),
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
    (Language::Dutch, "Uw beveiligingscode voor ", Some(" is gewijzigd")),
    (Language::Dutch, "Je beveiligingscode met ", Some(" is gewijzigd")),
    (Language::English, "You added ", Some("")),
    (Language::English, "You removed ", Some("")),
    (Language::English, "You were added", None),
    (Language::English, "You created group ", None),
    (Language::English, "You changed ", None),
    (Language::English, "You turned on disappearing messages", None),
    (Language::English, "You turned off disappearing messages", None),
    (Language::English, "You updated the message timer", None),
    (Language::English, "Your security code with ", Some(" changed")),
    (Language::Indonesian, "Anda menambahkan ", Some("")),
    (Language::Indonesian, "Kode keamanan Anda dengan ", Some(" telah berubah")),
    (Language::Italian, "Hai aggiunto ", Some("")),
    (Language::Italian, "Hai rimosso ", Some("")),
    (Language::Italian, "Il tuo codice di sicurezza con ", Some(" è cambiato")),
    (Language::Portuguese, "Você adicionou ", Some("")),
    (Language::Portuguese, "Seu código de segurança com ", Some(" mudou")),
    (Language::Portuguese, "O seu código de segurança partilhado com ", Some(" mudou")),
    (Language::Russian, "Ваш код безопасности с контактом ", Some(" изменился")),
    (Language::Spanish, "Añadiste a ", Some("")),
    (Language::Spanish, "Tu código de seguridad con ", Some(" cambió")),
];

/// What follows a name in notices without a sender, besides [`NOTICES`]. People write such words, too.
const TAILS: &[(Language, Stands, &str)] = &[
    (Language::Arabic, Stands::Last, " غادر"),
    (Language::Arabic, Stands::Within, " أضاف "),
    (Language::Dutch, Stands::Last, " heeft de groep verlaten"),
    (Language::Dutch, Stands::Within, " heeft het onderwerp gewijzigd "),
    (Language::Dutch, Stands::Within, " heeft het groepsonderwerp gewijzigd "),
    (Language::English, Stands::Last, " left"),
    (Language::English, Stands::Within, " added "),
    (Language::English, Stands::Within, " removed "),
    (Language::English, Stands::Within, " joined using "),
    (Language::English, Stands::Within, " changed the "),
    (Language::English, Stands::Within, " created group "),
    (Language::Indonesian, Stands::Last, " keluar"),
    (Language::Indonesian, Stands::Within, " menambahkan "),
    (Language::Italian, Stands::Last, " ha abbandonato"),
    (Language::Italian, Stands::Within, " ha aggiunto "),
    (Language::Italian, Stands::Within, " ha rimosso "),
    (Language::Italian, Stands::Within, " ha cambiato l'oggetto "),
    (Language::Italian, Stands::Within, " ha modificato l'oggetto "),
    (Language::Italian, Stands::Within, " ha cambiato numero in "),
    (Language::Italian, Stands::Within, " ha creato il gruppo "),
    (Language::Portuguese, Stands::Last, " saiu"),
    (Language::Portuguese, Stands::Last, " saiu do grupo"),
    (Language::Portuguese, Stands::Within, " adicionou "),
    (Language::Portuguese, Stands::Within, " removeu "),
    (Language::Portuguese, Stands::Within, " mudou o nome do grupo "),
    (Language::Portuguese, Stands::Within, " mudou o assunto "),
    (Language::Portuguese, Stands::Within, " criou o grupo "),
    (Language::Russian, Stands::Last, " вышел(-а)"),
    (Language::Russian, Stands::Last, " вышел(-а) из группы"),
    (Language::Russian, Stands::Within, " добавил(-а) "),
    (Language::Russian, Stands::Within, " удалил(-а) "),
    (Language::Russian, Stands::Within, " изменил(-а) название группы "),
    (Language::Russian, Stands::Within, " создал(-а) группу "),
    (Language::Spanish, Stands::Last, " salió del grupo"),
    (Language::Spanish, Stands::Within, " añadió a "),
    (Language::Spanish, Stands::Within, " cambió el asunto "),
    (Language::Spanish, Stands::Within, " creó el grupo "),
];

/// Notices that quote the name of a group: what stands before the name of who did it, what stands between that name and
/// the first quote, and with what the line ends, where that is no quote.
const QUOTING: &[(Language, &str, &str, &str)] = &[
    (Language::Arabic, "أنشأ ", " المجموعة ", ""),
    (Language::Arabic, "غير ", " اسم المجموعة إلى ", ""),
    (Language::Arabic, "غيّر ", " اسم المجموعة إلى ", ""),
    (Language::Arabic, "غير ", " اسم المجموعة من ", ""),
    (Language::Arabic, "غيّر ", " اسم المجموعة من ", ""),
    (Language::French, "", " a créé le groupe ", ""),
    (Language::German, "", " hat die Gruppe ", " erstellt"),
    (Language::Turkish, "", " ", " grubunu oluşturdu"),
    (Language::Turkish, "", ", ", " grubunu oluşturdu"),
];

/// What stands around a name of a group.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Bytes of a line in which a name and the words behind it are looked for.
const HEAD: usize = 400;

/// The tables by where their words stand, each with a quick look at one byte: most lines are no notice.
struct Sorted {
    first: Vec<&'static str>,
    within: Vec<&'static str>,
    last: Vec<&'static str>,
    /// The bytes with which those of `first` begin.
    begins: [bool; 256],
    /// The bytes behind the space with which those of `within` begin.
    second: [bool; 256],
}

static SORTED: LazyLock<Sorted> = LazyLock::new(|| {
    let mut sorted = Sorted {
        first: LEADS.iter().map(|row| row.1).collect(),
        within: vec![],
        last: vec![],
        begins: [false; 256],
        second: [false; 256],
    };
    for &(_, stands, words) in TAILS.iter().chain(NOTICES) {
        match stands {
            Stands::First => sorted.first.push(words),
            Stands::Within => sorted.within.push(words),
            Stands::Last => sorted.last.push(words),
        }
    }
    for byte in sorted.first.iter().filter_map(|words| words.bytes().next()) {
        sorted.begins[usize::from(byte)] = true;
    }
    for byte in sorted.within.iter().filter_map(|words| words.as_bytes().get(1).copied()) {
        sorted.second[usize::from(byte)] = true;
    }
    sorted
});

/// Whether a line begins as only a notice without a sender does.
pub(crate) fn is_nameless(own: &str) -> bool {
    let sorted = &*SORTED;
    own.bytes().next().is_some_and(|byte| sorted.begins[usize::from(byte)])
        && sorted.first.iter().any(|words| own.starts_with(*words))
}

/// Whether a text begins as a notice without a sender does, and goes on so. In Arabic the verb comes first, as in any
/// sentence: there a beginning proves nothing.
pub(super) fn begins_notice(own: &str) -> bool {
    LEADS.iter().any(|&(language, lead, behind)| {
        language != Language::Arabic
            && own
                .strip_prefix(lead)
                .is_some_and(|rest| behind.is_none_or(|behind| !rest.is_empty() && rest.contains(behind)))
    })
}

/// The name in a notice without a sender, where its words show where the name begins and ends.
pub(crate) fn about(own: &str) -> Option<&str> {
    LEADS.iter().find_map(|&(_, lead, behind)| {
        let (rest, behind) = (own.strip_prefix(lead)?, behind?);
        if behind.is_empty() { Some(rest) } else { rest.rfind(behind).map(|at| &rest[..at]) }
    })
}

/// What stands before the words of a notice about somebody, such as `Ali` in `Ali left`, at each place where such words
/// stand, and who named a group in a notice that quotes its name. The caller knows what of it is
/// a name: `Sara: I left` is a message.
pub(crate) fn names_before(own: &str) -> impl Iterator<Item = &str> {
    let sorted = &*SORTED;
    let head = &own[..own.floor_char_boundary(HEAD)];
    // All words that stand within begin with a space.
    let within = head.match_indices(' ').map(|(at, _)| at).filter(move |&at| {
        let rest = &head[at..];
        rest.as_bytes().get(1).is_some_and(|byte| sorted.second[usize::from(*byte)])
            && sorted.within.iter().any(|words| rest.starts_with(*words))
    });
    let bare = own.strip_suffix('.').unwrap_or(own);
    let last = sorted.last.iter().filter_map(move |words| bare.strip_suffix(*words));
    within.map(move |at| &head[..at]).chain(last).chain(quoting(own))
}

/// Who named a group, in a notice that quotes its name.
fn quoting(own: &str) -> impl Iterator<Item = &str> {
    let head = &own[..own.floor_char_boundary(HEAD)];
    // The words before a quote are none where there is no quote, and no row has none.
    let before = &head[..head.find(QUOTES).unwrap_or(0)];
    let bare = own.strip_suffix('.').unwrap_or(own);
    QUOTING.iter().filter_map(move |&(_, lead, words, last)| {
        let name = before.strip_prefix(lead)?.strip_suffix(words)?;
        let quoted = bare.strip_suffix(last)?;
        let is_closed = quoted.len() > before.len() + 1 && quoted.ends_with(QUOTES);
        (is_closed && !name.is_empty()).then_some(name)
    })
}

/// Whether a body is a notice that bears a sender on iOS; the caller has seen the mark before it.
pub(super) fn is_notice(own: &str) -> bool {
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
    use crate::message::Kind;
    use crate::whatsapp::sender::Names;
    use crate::whatsapp::words::{Style, judge};

    fn tells_of(line: &str, name: &str) -> bool {
        names_before(line).any(|it| it == name)
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
        assert!(is_nameless("Cambió tu código de seguridad con A: B. Pulsa para obtener más información."));
        assert!(!is_nameless("Your: x") && about("Sara: You added Ali").is_none());
        assert!(!is_nameless(""));
    }

    #[test]
    fn notices_about_a_name_are_known_by_the_name() {
        for &(language, _, words) in TAILS {
            for (line, found) in [(format!("Dr: Ali{words}"), true), (format!("Dr: Ali: I{words}"), false)] {
                assert_eq!(tells_of(&line, "Dr: Ali"), found, "{language:?} {line}");
            }
        }
        assert!(tells_of("Sara added Dr: Ali", "Sara"));
        assert!(tells_of("Dr: Ali turned on disappearing messages.", "Dr: Ali"));
        assert!(tells_of("Ali cambió el asunto a: x", "Ali"));
        // Every place is told.
        assert!(names_before("Sara: I added Ali, and he left").eq(["Sara: I", "Sara: I added Ali, and he"]));
        assert_eq!(names_before(&"ا".repeat(1_000)).count(), 0);
        assert_eq!(names_before(&format!("{} added x", "ا".repeat(1_000))).count(), 0);
    }

    #[test]
    fn notices_that_quote_a_group_are_known_and_bear_no_sender() {
        for &(language, lead, words, last) in QUOTING {
            for (open, close) in [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»')] {
                let notice = format!("{lead}Ahmed{words}{open}F: 1{close}{last}");
                for notice in [notice.clone(), format!("{notice}.")] {
                    assert!(tells_of(&notice, "Ahmed"), "{language:?} {notice}");
                    assert_eq!(judge(&format!("\u{200e}{notice}"), Style::Ios, true).kind, Kind::System);
                    assert_eq!(judge(&notice, Style::Ios, true).kind, Kind::Message, "{notice}");
                    let mut names = Names::default();
                    names.observe(&notice, false);
                    assert_eq!(names.split(&notice, false).name, None, "{language:?} {notice}");
                }
                // Somebody wrote it.
                let typed = format!("Sara: {notice}");
                let mut names = Names::default();
                names.observe("Sara: hello", false);
                names.observe(&typed, false);
                assert_eq!(names.split(&typed, false).name, Some("Sara"), "{language:?} {typed}");
                for other in [format!("{notice} x"), format!("{lead}Ahmed{words}F{last}")] {
                    assert_eq!(quoting(&other).count(), 0, "{language:?} {other}");
                }
            }
        }
        assert_eq!(quoting("").count() + quoting("\"").count() + quoting(" \"").count(), 0);
    }

    #[test]
    fn notices_of_encryption_are_known_by_their_beginnings() {
        for notice in [
            "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta e ficam entre nós.",
            "Berichten en oproepen zijn end-to-end versleuteld. Niemand buiten deze chat kan ze lezen.",
            "Pesan dan panggilan dienkripsi secara end-to-end. Tidak ada orang lain yang dapat membacanya.",
            "پیام\u{200c}ها و تماس\u{200c}ها سرتاسر رمزگذاری شده\u{200c}اند.",
        ] {
            assert_eq!(judge(&format!("\u{200e}{notice}"), Style::Ios, true).kind, Kind::System, "{notice}");
            assert_eq!(judge(notice, Style::Ios, true).kind, Kind::Message, "{notice}");
        }
    }

    #[test]
    fn words_within_a_notice_begin_with_a_space() {
        for &(language, stands, words) in NOTICES.iter().chain(TAILS) {
            assert_eq!(words.starts_with(' '), stands != Stands::First, "{language:?} {words}");
            assert!(words.len() > 1, "{language:?}");
        }
    }

    #[test]
    fn notices_with_a_sender_need_the_mark() {
        for &(language, stands, words) in NOTICES {
            let body = match stands {
                Stands::First => format!("{words} x. y"),
                Stands::Within => format!("Ali{words} x"),
                Stands::Last => format!("Ali{words}."),
            };
            let marked = format!("\u{200f}{body}");
            assert_eq!(judge(&marked, Style::Ios, true).kind, Kind::System, "{language:?} {body}");
            assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{language:?} {body}");
            assert_eq!(judge(&body, Style::Android, true).kind, Kind::Message, "{language:?} {body}");
            assert_eq!(judge(&body, Style::Android, false).kind, Kind::System, "{language:?} {body}");
        }
    }
}
