//! What tells of a time and sets none: what was (`قبل الجمعة كنا هناك`), what is asked (`عندك ساعة فراغ؟`).

use super::reading::{Reading, TokenKind};
use super::words::{Words, listed};

/// Tokens before a verb in which a condition makes it no past.
const MOST_BEFORE: usize = 5;

/// Tokens behind a time in which its question ends.
const MOST_BEHIND: usize = 6;

/// Whether a verb of the past stands right before or right behind what two tokens bound;
/// under a condition it tells what is to come (`اذا ما وصلت خلال ساعة`).
pub(super) fn is_past(reading: &Reading<'_>, first: usize, next: usize) -> bool {
    let before = first.checked_sub(1).is_some_and(|it| WAS.has(reading.word(it)));
    let condition = || (first.saturating_sub(MOST_BEFORE)..first).any(|it| IF.has(reading.word(it)));
    (before || WAS.has(reading.word(next))) && !condition()
}

/// Whether the sentence that goes on at a token is a question, other than whether a threat was understood.
pub(super) fn is_asked(reading: &Reading<'_>, next: usize) -> bool {
    for at in next..next.saturating_add(MOST_BEHIND) {
        match (reading.sign(at), reading.token(at).map(|it| it.kind)) {
            (Some('?' | '؟'), _) => return true,
            (Some('.' | ',' | '،' | '!'), _) | (_, None | Some(TokenKind::Line)) => return false,
            _ if UNDERSTOOD.has(reading.word(at)) => return false,
            _ => {}
        }
    }
    false
}

/// Verbs of what is over.
static WAS: Words = Words::new(|| {
    listed(
        "كان كانت كانو كنت كنا كنتي وصل وصلت وصلنا وصلو رجع رجعت رجعنا رجعو جيت اجيت اجينا رحت رحنا سافرت \
            سافرنا شفت شفنا خلصت خلصنا نمت was were went had came arrived finished",
    )
});

/// What makes a verb of the past speak of what is to come.
static IF: Words = Words::new(|| listed("اذا ان لو ما لم اگر if unless not didn't hasn't"));

/// Asked after a threat, and no question about time.
static UNDERSTOOD: Words = Words::new(|| {
    listed("فاهم فاهمه فهمت فهمتي مفهوم سمعت سمعتي تسمع تسمعين understand understood clear ok okay hear")
});

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    #[test]
    fn a_verb_beside_a_time_says_that_it_was() {
        for (text, first, next, past) in [
            ("قبل الجمعة كنا هناك", 0, 2, true),
            ("وصلت خلال 5 دقايق", 1, 4, true),
            ("اذا وصلت خلال 5 دقايق", 2, 5, false),
            ("ما وصلت خلال 5 دقايق", 2, 5, false),
            ("قبل الجمعة هناك", 0, 2, false),
            ("", 0, 0, false),
        ] {
            assert_eq!(is_past(&Reading::new(text), first, next), past, "{text}");
        }
    }

    #[test]
    fn a_question_ends_before_its_sentence_does() {
        for (text, asked) in [
            ("فراغ؟", true),
            ("?", true),
            ("فاهمة؟", false),
            ("، فاهم؟", false),
            ("وانشر\nشنو؟", false),
            ("", false),
        ] {
            assert_eq!(is_asked(&Reading::new(text), 0), asked, "{text}");
        }
    }

    #[test]
    fn every_list_is_folded() {
        for words in [&WAS, &IF, &UNDERSTOOD] {
            assert_folded(words.all());
        }
    }
}
