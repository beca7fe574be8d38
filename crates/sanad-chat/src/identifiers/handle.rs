//! Names of accounts: `@name`, and names behind the word for a platform.

use super::platform::Platform;
use super::reading::{Reading, TokenKind};
use super::words::{Words, listed};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Tokens before and behind a name that may say on which platform it is.
const TOKENS_BEFORE: usize = 7;
const TOKENS_AFTER: usize = 4;

/// Words and signs between a platform and the name that follows.
const MOST_BETWEEN: usize = 5;

/// Longest name of any platform.
const LONGEST: usize = 50;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (at, _) in reading.plain.match_indices('@') {
        found.extend(with_sign(reading, at));
    }
    for at in 0..reading.tokens().len() {
        if let Some(platform) = platform_at(reading, at) {
            found.extend(behind_platform(reading, at, platform));
        }
    }
}

/// `@name`, on its own: not within an e-mail address.
fn with_sign(reading: &Reading<'_>, at: usize) -> Option<Found> {
    let before = reading.before(at);
    if before.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '.' | '-' | '@' | '/')) {
        return None;
    }
    let name = name_at(reading, at + 1)?;
    let place = (at, at + 1 + name.len());
    let is_everyone = matches!(name, "all" | "everyone" | "here" | "channel" | "media" | "gmail");
    if name.len() < 2 || is_everyone || !name.bytes().any(|it| it.is_ascii_alphabetic()) {
        return None;
    }
    let platform =
        near(reading, reading.token_at(at), reading.token_at(place.1)).filter(|it| it.allows(name));
    let (value, certainty) = match platform {
        Some(platform) => (platform.value(name), IdentifierCertainty::Context),
        None => (format!("@{}", name.to_lowercase()), IdentifierCertainty::Form),
    };
    reading.found(Rank::Handle, IdentifierKind::Handle, certainty, place, value)
}

/// `سناب: name_99`. What stands there must look like a name: a digit or a sign in it, or a word that says so.
fn behind_platform(reading: &Reading<'_>, at: usize, platform: Platform) -> Option<Found> {
    let mut said = at.checked_sub(1).is_some_and(|it| NAMES.has(reading.word(it)));
    let mut next = at + 1;
    while next <= at + MOST_BETWEEN {
        let token = reading.token(next)?;
        match token.kind {
            TokenKind::Sign
                if matches!(reading.sign(next), Some(':' | '=' | '-' | '>' | '(' | '«' | '"' | '👉')) =>
            {
                said |= matches!(reading.sign(next), Some(':' | '='));
            }
            TokenKind::Word if FILLERS.has(reading.word(next)) => said |= NAMES.has(reading.word(next)),
            TokenKind::Word | TokenKind::Number | TokenKind::Sign => break,
            TokenKind::Line => return None,
        }
        next += 1;
    }
    let start = reading.token(next)?.start;
    // A point or dash right before would make it the end of a host or of another name.
    if reading
        .before(start)
        .is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '@' | '/'))
    {
        return None;
    }
    let name = name_at(reading, start)?;
    let looks = name.bytes().any(|it| it.is_ascii_digit() || it == b'_' || it == b'.');
    let fits = name.len() > 2 && platform.allows(name) && name.bytes().any(|it| it.is_ascii_alphabetic());
    let other = Platform::by_word(&name.to_ascii_lowercase()).is_some();
    if !fits || other || !(looks || said) {
        return None;
    }
    let place = (start, start + name.len());
    let (kind, certainty) = (IdentifierKind::Handle, IdentifierCertainty::Context);
    reading.found(Rank::Handle, kind, certainty, place, platform.value(name))
}

/// Letters, digits, `_` and `.` from a byte on, as far as a name may go; none where the rest makes it something else.
fn name_at<'a>(reading: &'a Reading<'_>, start: usize) -> Option<&'a str> {
    let rest = reading.plain.get(start..)?;
    let is_part = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'.' | b'-');
    let length = rest.bytes().take(LONGEST + 2).take_while(is_part).count();
    let name = rest.get(..length)?.trim_end_matches(['.', '-']);
    let behind = rest.get(length..)?.chars().next();
    (name.len() <= LONGEST && !name.is_empty() && !matches!(behind, Some('@' | '/'))).then_some(name)
}

/// The platform that is named nearest, before rather than behind.
fn near(reading: &Reading<'_>, at: usize, next: usize) -> Option<Platform> {
    let on_line = |it: &usize| reading.token(*it).is_some_and(|it| it.kind != TokenKind::Line);
    let before = (0..at).rev().take(TOKENS_BEFORE).take_while(on_line);
    let behind = (next..next + TOKENS_AFTER).take_while(on_line);
    before.chain(behind).find_map(|it| platform_at(reading, it))
}

fn platform_at(reading: &Reading<'_>, at: usize) -> Option<Platform> {
    let word = reading.word(at);
    let before = at.checked_sub(1).map_or("", |it| reading.word(it));
    match (before, word) {
        // `تيك توك` in two words; `on X`, but not every X.
        (_, "توك" | "tok") if matches!(before, "تيك" | "التيك" | "بالتيك" | "tik") => {
            Some(Platform::TikTok)
        }
        ("on" | "my" | "علي", "x" | "اكس") => Some(Platform::X),
        _ => Platform::by_word(word),
    }
}

/// What may stand between a platform and a name.
pub(super) static FILLERS: Words = Words::new(|| {
    listed(
        "شات چات توك حسابي حسابه حسابها حسابك حساب اكاونت اكونت اكاونته اكاونتي يوزر يوزري يوزره يوزرها اسم اسمه \
         اسمي اسمها مستخدم هو هي هذا هاي ع علي مالتي ماله مالي ناوي ناوم ههژمار ههژمارهكهم chat tok user \
         username account acc id is name my handle navê hesabê min",
    )
});

/// Those of them that say that a name follows.
static NAMES: Words = Words::new(|| {
    listed(
        "يوزر يوزري يوزره يوزرها اسم اسمه اسمي اسمها مستخدم ناوي ناوم user username account acc id name handle \
         navê hesabê",
    )
});

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        super::super::check(text, find, wanted);
    }

    #[test]
    fn names_with_a_sign_are_found_with_their_platform() {
        check("حسابه @Dark_Lord.", &[("@dark_lord", "@Dark_Lord", "form")]);
        check("حسابه بالانستا @dark.lord", &[("instagram:dark.lord", "@dark.lord", "context")]);
        check("@dark_lord على التليجرام", &[("telegram:dark_lord", "@dark_lord", "context")]);
        check("تيك توك @dark.lord", &[("tiktok:dark.lord", "@dark.lord", "context")]);
        check("telegram @a.b_c", &[("@a.b_c", "@a.b_c", "form")]);
        check("on X @dark", &[("x:dark", "@dark", "context")]);
        check("@\u{2068}dark_lord\u{2069}", &[("@dark_lord", "@\u{2068}dark_lord", "form")]);
    }

    #[test]
    fn names_behind_a_platform_are_found() {
        check("سناب: ali_99", &[("snapchat:ali_99", "ali_99", "context")]);
        check("snap ali99", &[("snapchat:ali99", "ali99", "context")]);
        check("يوزر الانستا هو sara", &[("instagram:sara", "sara", "context")]);
        check("تيك توك: ali.99", &[("tiktok:ali.99", "ali.99", "context")]);
        check("تلگرام sara_99", &[("telegram:sara_99", "sara_99", "context")]);
        check("تێلێگرام sara_99", &[("telegram:sara_99", "sara_99", "context")]);
        check("ئینستا: sara_99", &[("instagram:sara_99", "sara_99", "context")]);
        check("ئینستاگرام @sara_99", &[("instagram:sara_99", "@sara_99", "context")]);
        check("سناپ sara_99", &[("snapchat:sara_99", "sara_99", "context")]);
        check("انستا يوزري sara", &[("instagram:sara", "sara", "context")]);
        check("insta story", &[]);
        check("تيليجرام: 07700000012", &[]);
        check("instagram: facebook", &[]);
        check("facebook ali.ahmed@example.com", &[]);
    }

    #[test]
    fn what_is_no_name_is_left() {
        for text in [
            "me@example.com",
            "@",
            "@ name",
            "@5",
            "@everyone",
            "@@name",
            "name@",
            "tiktok.com/@name",
            "#name",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn every_list_is_folded() {
        assert_folded(FILLERS.all());
        assert_folded(NAMES.all());
    }
}
