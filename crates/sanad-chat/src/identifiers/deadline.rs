//! Until when: a time that runs (`خلال ٢٤ ساعة`, `within 24 hours`) or a day (`قبل الجمعة`, `تا سبەینێ`).
//!
//! A preposition belongs to the deadline (`within`, `قبل`), a verb does not (`you have`, `عندك`).

use super::context::Context;
use super::day::{Day, DayKind, day_at};
use super::duration::{Duration, duration_at};
use super::numeral::number_at;
use super::reading::{Reading, TokenKind};
use super::story::{is_asked, is_past};
use super::words::{Words, listed, look};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Words between what announces a deadline and the deadline.
const MOST_FILLERS: usize = 3;

/// A deadline that was read.
struct Span {
    start: usize,
    end: usize,
    next: usize,
    value: String,
    certainty: IdentifierCertainty,
}

pub(super) fn find(reading: &Reading<'_>, context: &Context<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < reading.tokens().len() {
        let span = announced(reading, context, at)
            .or_else(|| threatened(reading, context, at))
            .filter(|it| context.is_pressed(at, it.next) || !is_told(reading, at, it.next))
            .or_else(|| ahead(reading, context, at));
        match span {
            Some(Span { start, end, next, value, certainty }) => {
                let kind = IdentifierKind::Deadline;
                found.extend(reading.found(Rank::Deadline, kind, certainty, (start, end), value));
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
}

/// Whether what was found between two tokens tells what was, or asks who has time.
fn is_told(reading: &Reading<'_>, at: usize, next: usize) -> bool {
    let word = reading.word(at);
    let gives = HAVE.has(word) || matches!(word, "have" | "got");
    is_past(reading, at, next) || (gives && is_asked(reading, next))
}

/// How much a word says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing: it announces no such thing.
    No,
    /// Enough where something is demanded or threatened near.
    Beside,
    /// Enough.
    Alone,
}

/// What announces a deadline.
struct Trigger {
    duration: Says,
    day: Says,
    /// Where the deadline begins, if the word belongs to it.
    start: Option<usize>,
    /// Whether it gives time to somebody: what is joined to a day is then *until*.
    gives: bool,
    /// The token behind it.
    next: usize,
}

/// A deadline behind a word that announces one.
fn announced(reading: &Reading<'_>, context: &Context<'_>, at: usize) -> Option<Span> {
    let trigger = trigger_at(reading, at)?;
    // `deadline: 24 hours`.
    let colon = trigger.start.is_none() && reading.sign(trigger.next) == Some(':');
    for from in (trigger.next + usize::from(colon)..).take(MOST_FILLERS + 1) {
        let pressed = || context.is_pressed(at, from);
        let allows = |says: Says| says == Says::Alone || (says == Says::Beside && pressed());
        if trigger.duration != Says::No
            && let Some(time) = duration_at(reading, from, true)
        {
            // `لە ٢٤ کاتژمێردا`: what is joined to the end closes what the word opens.
            let within = reading.word(at) == "له"
                && number_at(reading, from).is_some()
                && time.next.checked_sub(1).is_some_and(|it| reading.word(it).ends_with("دا"));
            return allows(if within { Says::Alone } else { trigger.duration }).then(|| {
                let end = closing(reading, &trigger, at, &time);
                let start = trigger.start.unwrap_or(time.start);
                Span {
                    start,
                    end: end.0,
                    next: end.1,
                    value: time.value,
                    certainty: IdentifierCertainty::Form,
                }
            });
        }
        if trigger.day != Says::No
            && let Some(Day { value, start, end, next, kind }) = day_at(reading, from)
        {
            // *Until today* tells what was, more often than what must be.
            let until = trigger.gives && kind != DayKind::Today && reading.word(from).starts_with('ل');
            let says = match kind {
                DayKind::Today => Says::Beside,
                _ if until => Says::Alone,
                DayKind::Ahead if reading.word(at) == "الي" && is_given(reading, at, next) => Says::Alone,
                _ => trigger.day,
            };
            let start = trigger.start.unwrap_or(start);
            return allows(says).then_some(Span {
                start,
                end,
                next,
                value,
                certainty: IdentifierCertainty::Form,
            });
        }
        // `معاك لحد بكرة`: the nearer word belongs to the deadline.
        let nearer = || trigger_at(reading, from).is_some_and(|it| it.start.is_some());
        if !FILLERS.has(reading.word(from)) || (nearer() && day_at(reading, from + 1).is_some()) {
            return None;
        }
    }
    None
}

/// Whether *until* and a day between two tokens are given to somebody, or are all that is said:
/// `عندك الى الغد`, `الى الغد` alone on its line.
fn is_given(reading: &Reading<'_>, at: usize, next: usize) -> bool {
    let ends = |it: usize| reading.token(it).is_none_or(|it| it.kind == TokenKind::Line);
    let stop = usize::from(matches!(reading.sign(next), Some('.' | '!')));
    match at.checked_sub(1) {
        Some(before) if HAVE.has(reading.word(before)) => true,
        before => before.is_none_or(ends) && ends(next + stop),
    }
}

/// The end of `di nav 24 saetan de`, or of the time itself.
fn closing(reading: &Reading<'_>, trigger: &Trigger, at: usize, time: &Duration) -> (usize, usize) {
    let around = trigger.start.is_some() && matches!(reading.word(at), "di" | "nav");
    match reading.token(time.next) {
        Some(token) if around && reading.word(time.next) == "de" => (token.end, time.next + 1),
        _ => (time.end, time.next),
    }
}

fn trigger_at(reading: &Reading<'_>, at: usize) -> Option<Trigger> {
    use Says::{Alone, Beside, No};
    let (word, second) = (reading.word(at), reading.word(at + 1));
    let token = reading.token(at)?;
    // Two words.
    let pair = match (word, second) {
        ("له", "ماوهي") | ("di", "nav") => Some((Alone, No)),
        ("no", "later") | ("not", "later") => Some((No, Alone)),
        _ => None,
    };
    if let Some((duration, day)) = pair {
        let than = usize::from(reading.word(at + 2) == "than");
        return Some(Trigger { duration, day, start: Some(token.start), gives: false, next: at + 2 + than });
    }
    let before = at.checked_sub(1).map_or("", |it| reading.word(it));
    // *To you*, which begins what is said; behind a verb it is whom something was told or sent.
    if matches!(word, "لك" | "لكم" | "لج" | "الك" | "الج" | "ولك" | "ولج") {
        let duration = if before.is_empty() { Alone } else { Beside };
        return number_at(reading, at + 1).map(|_| Trigger {
            duration,
            day: No,
            start: None,
            gives: false,
            next: at + 1,
        });
    }
    let known = |it: &str| {
        Some(match it {
            "خلال" | "غضون" | "ضمن" | "ظرف" | "ماوهي" | "within" | "nav" => {
                (Alone, No, true)
            }
            "بعد" | "after" | "in" | "دواي" | "پاش" | "له" | "piştî" => (Beside, No, true),
            "قبل" | "گبل" | "بحلول" | "by" | "before" | "پيش" | "berî" | "beriya" => {
                (No, Alone, true)
            }
            "لحد" | "لحدود" | "لغايه" | "حتي" | "لحتي" | "لين" | "until" | "till" | "til" => {
                (Beside, Alone, true)
            }
            "الي" => (No, Beside, true),
            "تا" | "تاكو" | "تاوهكو" | "ههتا" | "heta" | "heya" => (Alone, Alone, true),
            "have" | "got" if matches!(before, "you" | "u" | "ya" | "you've") => (Alone, No, false),
            "you've" | "give" | "giving" => (Alone, No, false),
            "موعدك" | "موعد" | "موعدج" | "due" => (No, Alone, false),
            "deadline" => (Alone, Alone, false),
            "مهله" | "مهلتك" | "مهلتج" | "كاتت" | "ماوهت" | "ماوهته" | "وهختت" => {
                (Alone, Alone, false)
            }
            _ if HAVE.has(it) => (Alone, Beside, false),
            _ => return None,
        })
    };
    let (joined, (duration, day, belongs)) = look(word, known)?;
    let gives = HAVE.has(word);
    Some(Trigger { duration, day, start: belongs.then_some(token.start + joined), gives, next: at + 1 })
}

/// A time without announcement, and what follows if it runs out: `٢٤ ساعة وإلا …`, `24 hours or else`, `فقط`;
/// or a word behind it that says whose it is: `24 hours left`, `٢٤ کاتژمێرت هەیە`.
fn threatened(reading: &Reading<'_>, context: &Context<'_>, at: usize) -> Option<Span> {
    let before = at.checked_sub(1).map_or("", |it| reading.word(it));
    if AGO.has(before) {
        return None;
    }
    let Duration { value, start, end, next, yours } = duration_at(reading, at, false)?;
    let comma = usize::from(matches!(reading.sign(next), Some(',' | '،' | '.')));
    let then = reading.word(next + comma);
    let else_ =
        ELSE.has(then) || (then.starts_with('و') && ["نشر", "فضح"].iter().any(|it| then.contains(it)));
    let only = matches!(before, "بس" | "فقط" | "only" | "just" | "تهنها" | "تهنيا" | "tenê");
    let left = is_left(reading, next) && !matches!(before, "have" | "had" | "has" | "got" | "i" | "we");
    // `24 hours left` and no more on its line; what has more is as often a holiday's.
    let alone = before.is_empty() && reading.word(next + 1).is_empty();
    let counts = yours || (left && (alone || context.is_pressed(at, next)));
    // `30 دقيقة عندك`.
    let last = matches!(reading.word(next + 1), "" | "بس" | "فقط" | "وبس")
        && !matches!(reading.sign(next + 1), Some('?' | '؟'));
    let given = HAVE.has(reading.word(next)) && (last || context.is_pressed(at, next));
    (else_ || only || counts || given).then_some(Span {
        start,
        end,
        next,
        value,
        certainty: IdentifierCertainty::Context,
    })
}

/// Whether a word says that so much of a time remains.
fn is_left(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.word(at), "left" | "remaining" | "متبقيه" | "متبقي" | "باقيه" | "ماوه" | "maye" | "mane")
}

/// A day that is still to come, where something is demanded or threatened.
fn ahead(reading: &Reading<'_>, context: &Context<'_>, at: usize) -> Option<Span> {
    let Day { value, start, end, next, kind } = day_at(reading, at)?;
    let comes = kind == DayKind::Ahead || (kind == DayKind::Any && reading.word(at).starts_with('ل'));
    // `لبكرة`, and no more on its line.
    let alone = || kind == DayKind::Ahead && reading.word(at).starts_with('ل') && is_given(reading, at, next);
    let pressed = comes && (context.is_pressed(at, next) || alone());
    pressed.then_some(Span { start, end, next, value, certainty: IdentifierCertainty::Context })
}

/// *You have*, in as many ways as it is said.
static HAVE: Words = Words::new(|| {
    listed(
        "عندك عندج عندكم عندكن معك معاك معاكي معاج معج معكم امامك امامج امامكم قدامك قدامج كدامك كدامج گدامك گدامج \
         جدامك لديك لديكي لديكم باقيلك باقيلج باقي بقالك بقيلك ضايلك ظايلك فرصه فرصتك انطيك انطيج اعطيك اعطيكي \
         بعطيك بعطيكي هديك هديكي نعطيك وقتك امهلك",
    )
});

/// What may stand between.
static FILLERS: Words = Words::new(|| {
    listed(
        "بس فقط غير الا لك لج هو اقصاه مده فتره ساعتها ال اخر يكون ينتهي تنتهي تخلص نهايي حد اقصي the only \
         just next exactly is on you u up to about تهنها تهنيا tenê كهمتر",
    )
});

/// What happens otherwise.
static ELSE: Words =
    Words::new(|| listed("والا وبعدها وبعدين وبعديها or else then otherwise يهگهرنا دهنا نهخير wekî"));

/// Before a time that is over, or that comes again.
static AGO: Words = Words::new(|| {
    listed("قبل گبل من منذ صار صارلي صارله صارلنا كل اخر since for last every ago past پيش ههموو berî her")
});

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    fn check(text: &str, wanted: &[(&str, &str)]) {
        let found = super::super::told(text, |reading, found| find(reading, &Context::new(reading), found));
        let found: Vec<(&str, &str)> = found.iter().map(|it| (it.value.as_str(), it.raw.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn times_that_run_are_durations() {
        check("خلال ٢٤ ساعة", &[("PT24H", "خلال ٢٤ ساعة")]);
        check("عندك بس يومين", &[("P2D", "يومين")]);
        check("معاك نص ساعة", &[("PT30M", "نص ساعة")]);
        check("باقيلك ساعة ونص", &[("PT1H30M", "ساعة ونص")]);
        check("within the next 24h.", &[("PT24H", "within the next 24h")]);
        check("you have an hour", &[("PT1H", "an hour")]);
        check("لە ماوەی ٢٤ کاتژمێردا", &[("PT24H", "لە ماوەی ٢٤ کاتژمێردا")]);
        check("di nav 24 saetan de bişîne", &[("PT24H", "di nav 24 saetan de")]);
        check("٢٤ ساعة وإلا أنشر", &[("PT24H", "٢٤ ساعة")]);
        check("48 hours or else", &[("PT48H", "48 hours")]);
        check("ادفع بعد ساعتين", &[("PT2H", "بعد ساعتين")]);
        check("خلال ثلاث ايام", &[("P3D", "خلال ثلاث ايام")]);
        check("معك ساعة واحدة", &[("PT1H", "ساعة واحدة")]);
        check("قدامك يوم واحد وبس", &[("P1D", "يوم واحد")]);
        check("ساعة واحدة وإلا", &[("PT1H", "ساعة واحدة")]);
        check("لك 24 ساعة", &[("PT24H", "24 ساعة")]);
        check("تسمعين، لك 24 ساعة", &[("PT24H", "24 ساعة")]);
        check("deadline: 24 hours", &[("PT24H", "24 hours")]);
        check("24 hours left", &[("PT24H", "24 hours")]);
        check("only pay, 24 hours left for you", &[("PT24H", "24 hours")]);
        check("بعد 24 ساعة انشر صورك", &[("PT24H", "بعد 24 ساعة")]);
        check("٢٤ کاتژمێرت هەیە", &[("PT24H", "٢٤ کاتژمێر")]);
        check("نیو کاتژمێرت ماوە", &[("PT30M", "نیو کاتژمێر")]);
        check("کاتت دوو ڕۆژە", &[("P2D", "دوو ڕۆژ")]);
        check("du roj wextê te maye", &[("P2D", "du roj")]);
        check("ظرف ٢٤ ساعة", &[("PT24H", "ظرف ٢٤ ساعة")]);
        check("30 دقيقة عندك", &[("PT30M", "30 دقيقة")]);
        check("30 دقيقة عندك وانشر", &[("PT30M", "30 دقيقة")]);
        check("respond in 24 hours", &[("PT24H", "in 24 hours")]);
        check("24 saetên te hene", &[("PT24H", "24 saetên")]);
        check("du rojên te hene", &[("P2D", "du rojên")]);
        check("لە ٢٤ کاتژمێردا", &[("PT24H", "لە ٢٤ کاتژمێردا")]);
        check("اذا ما وصلت خلال 5 دقايق", &[("PT5M", "خلال 5 دقايق")]);
        check("عندك ساعة، فاهم؟", &[("PT1H", "ساعة")]);
        check("عندك ساعة وانشر صورك، تدفع؟", &[("PT1H", "ساعة")]);
    }

    #[test]
    fn days_are_told_in_words() {
        check("قبل يوم الجمعة", &[("friday", "قبل يوم الجمعة")]);
        check("لحد الليلة", &[("tonight", "لحد الليلة")]);
        check("تا بەیانی", &[("tomorrow", "تا بەیانی")]);
        check("by Friday at 9pm", &[("friday clock 9:00 pm", "by Friday at 9pm")]);
        check("ادفع باچر", &[("tomorrow", "باچر")]);
        check("الموعد هو الخميس", &[("thursday", "الخميس")]);
        check("قبل الساعة 9:30", &[("clock 9:30", "قبل الساعة 9:30")]);
        check("heta sibê bişîne", &[("tomorrow", "heta sibê")]);
        check("لحد يوم الخميس", &[("thursday", "لحد يوم الخميس")]);
        check("حتى يوم الجمعة", &[("friday", "حتى يوم الجمعة")]);
        check("ادفع الى يوم الخميس", &[("thursday", "الى يوم الخميس")]);
        check("ادفع إلى يوم الخميس", &[("thursday", "إلى يوم الخميس")]);
        check("ادفع ليوم الخميس", &[("thursday", "يوم الخميس")]);
        check("معاك لحد بكرة تدفع", &[("tomorrow", "لحد بكرة")]);
        check("عندك ليوم الخميس", &[("thursday", "يوم الخميس")]);
        check("المهلة: يوم الخميس", &[("thursday", "يوم الخميس")]);
        check("تا ڕۆژی هەینی", &[("friday", "تا ڕۆژی هەینی")]);
        check("by 9 pm tomorrow", &[("clock 9:00 pm tomorrow", "by 9 pm tomorrow")]);
        check("before 9pm today", &[("clock 9:00 pm today", "before 9pm today")]);
        check("بحلول الجمعة", &[("friday", "بحلول الجمعة")]);
        check("بحلول يوم الجمعة", &[("friday", "بحلول يوم الجمعة")]);
        check("بحلول الغد", &[("tomorrow", "بحلول الغد")]);
        check("الى الغد", &[("tomorrow", "الى الغد")]);
        check("عندك إلى الغد تفكر", &[("tomorrow", "إلى الغد")]);
        check("لبكرة", &[("tomorrow", "بكرة")]);
        check("كلام\nلباچر!", &[("tomorrow", "باچر")]);
    }

    #[test]
    fn what_was_and_what_is_told_are_no_deadlines() {
        for text in [
            "قبل يومين هددني",
            "باچر عندي امتحان",
            "من ٢٤ ساعة وبعدها سكت",
            "عمري ٢٤ سنة",
            "بعد يومين رجعت البيت",
            "الساعة ٩",
            "I was there for 2 days",
            "in 2 days it rains",
            "I have 2 days left of my holiday",
            "there are 2 days left until the exam",
            "بعد 24 ساعة نوصل",
            "قلت لك 24 مرة",
            "حجيت لك يوم الخميس",
            "دوامنا من يوم الاحد الى يوم الخميس",
            "تأجل الامتحان ليوم الخميس",
            "عندك امتحان ليوم الخميس",
            "دوو ڕۆژە نەهاتووە",
            "حتى اليوم",
            "24",
            "قبل الجمعة كنا هناك",
            "وصلت خلال 5 دقايق",
            "we arrived within 5 minutes",
            "عندك ساعة فراغ؟",
            "do you have an hour?",
            "30 دقيقة عندك؟",
            "كنت 3 ايام عندك",
            "in 24 hours",
            "تأجل الامتحان الى الغد",
            "الامتحان لبكرة",
            "لە ڕۆژێکدا",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn every_list_is_folded() {
        for words in [&HAVE, &FILLERS, &ELSE, &AGO] {
            assert_folded(words.all());
        }
    }
}
