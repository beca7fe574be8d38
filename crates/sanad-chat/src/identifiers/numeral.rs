//! Numbers as people write them: in digits, in words, and in both (`500 الف`, `مليون ونص`, `پێنج سەد`).

use super::exact::Exact;
use super::figure::Figure;
use super::reading::{Reading, TokenKind};
use super::thousands::{grouped_at, is_tail};
use super::words::look;

/// A number and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) figure: Figure,
    /// First byte, without what is joined to its front (`بخمسين`).
    pub(super) start: usize,
    /// The byte behind its last token.
    pub(super) end: usize,
    /// The token behind it.
    pub(super) next: usize,
    /// Its last word for thousands or more, as a number; 1 or less where it has none.
    pub(super) scale: u64,
    /// Its digits can also be two numbers, or the rest of one: see [`grouped_at`] and [`is_tail`].
    pub(super) doubtful: bool,
    /// `نص` or `ربع` with nothing before and nothing behind: half of whatever follows.
    pub(super) fraction: bool,
}

impl Number {
    /// One that a word names which is no numeral.
    pub(super) fn named(count: u64, start: usize, end: usize, next: usize) -> Self {
        let figure = Figure::exactly(Exact::whole(count));
        Self { figure, start, end, next, scale: 0, doubtful: false, fraction: false }
    }

    /// Whether a word for thousands or more stands in it.
    pub(super) fn is_large(&self) -> bool {
        self.scale > 1
    }
}

/// What one word adds to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Adds: 5, 20, 300.
    Add(u64),
    /// Multiplies one to nine: 100.
    Hundred,
    /// Multiplies all since the scale before: 1,000 and more.
    Scale(u64),
    /// Twice a scale, in one word: `الفين`.
    Pair(u64),
    /// One part of that many.
    Fraction(u64),
}

/// Tokens that a number may span.
const MOST_TOKENS: usize = 12;

/// The number that begins at a token.
pub(super) fn number_at(reading: &Reading<'_>, first: usize) -> Option<Number> {
    let mut sum = Sum::default();
    let mut next = first;
    let mut start = None;
    let mut end = 0;
    let mut doubtful = false;
    while next < first + MOST_TOKENS {
        // `و` as a word of its own, `and`, `û`: part of the number only where it goes on behind.
        let linked = start.is_some() && matches!(reading.word(next), "و" | "and" | "û");
        let at = next + usize::from(linked);
        let Some(token) = reading.token(at) else { break };
        let (joined, last) = match token.kind {
            TokenKind::Number if start.is_none() || linked => {
                let Some((figure, last, doubt)) = digits_at(reading, at) else { break };
                if !sum.figure(figure) {
                    break;
                }
                doubtful |= doubt;
                (0, last)
            }
            TokenKind::Word => {
                let Some((joined, part)) = part_at(reading, at, start.is_none()) else { break };
                // A letter for a scale belongs to digits only, and to those that it touches.
                let touches = at > 0 && reading.touches_next(at - 1) && !reading.number(at - 1).is_empty();
                if reading.word(at) == "k" && !touches {
                    break;
                }
                if !sum.add(part, linked || (joined > 0 && start.is_some())) {
                    break;
                }
                (joined, at)
            }
            _ => break,
        };
        start.get_or_insert(token.start + joined);
        end = reading.token(last).map_or(token.end, |it| it.end);
        next = last + 1;
    }
    let figure = sum.total()?;
    Some(Number { figure, start: start?, end, next, scale: sum.scale, doubtful, fraction: sum.fraction })
}

/// Digits in one token, or in groups that spaces divide: what they mean, their last token, and whether that is doubtful.
fn digits_at(reading: &Reading<'_>, at: usize) -> Option<(Figure, usize, bool)> {
    let tail = is_tail(reading, at);
    match grouped_at(reading, at) {
        Some(grouped) => Some((grouped.figure, grouped.last, grouped.doubtful || tail)),
        None => Some((Figure::read(reading.number(at))?, at, tail)),
    }
}

/// The word's part, and the bytes that are joined to its front.
fn part_at(reading: &Reading<'_>, at: usize, first: bool) -> Option<(usize, Part)> {
    let word = reading.word(at);
    // In Sorani three and thirty differ by a letter that is folded.
    if reading.plain_word(at) == "سێ" {
        return Some((0, Part::Add(3)));
    }
    if matches!(word, "a" | "an") {
        let counts = matches!(part(reading.word(at + 1)), Some(Part::Hundred | Part::Scale(_)));
        return (first && counts).then_some((0, Part::Add(1)));
    }
    look(word, part)
}

#[derive(Debug, Default)]
struct Sum {
    /// All up to the last scale.
    above: Exact,
    /// All since.
    since: Option<Exact>,
    /// The same with the other reading of its point.
    with_places: Option<Exact>,
    /// The last scale, 0 before any.
    scale: u64,
    /// Digits stand in it: words may scale them, but not add to them.
    digits: bool,
    /// Nothing but a fraction so far.
    fraction: bool,
    /// A fraction ends a number.
    closed: bool,
}

impl Sum {
    fn figure(&mut self, figure: Figure) -> bool {
        if self.since.is_some() || self.closed {
            return false;
        }
        self.since = Some(figure.value);
        self.with_places = figure.with_places;
        self.digits = true;
        true
    }

    /// Whether the part belongs to the number.
    fn add(&mut self, part: Part, joined: bool) -> bool {
        if self.closed {
            return false;
        }
        let added = match part {
            Part::Add(number) => self.add_number(number, joined),
            Part::Hundred => self.add_hundred(joined),
            Part::Scale(scale) => self.add_scale(scale, joined),
            Part::Pair(scale) => {
                if self.since.is_some() || (self.scale > 0 && !joined) {
                    return false;
                }
                self.scale = scale;
                Exact::whole(2).times(scale).and_then(|it| self.above.plus(it)).map(|it| self.above = it)
            }
            Part::Fraction(of) => self.add_fraction(of, joined),
        };
        added.is_some()
    }

    fn add_number(&mut self, number: u64, joined: bool) -> Option<()> {
        let sum = match self.since {
            None if self.fraction => return None,
            None => Exact::whole(number),
            Some(_) if self.digits => return None,
            Some(since) => {
                let tens = since.as_whole()?;
                // Twenty-five; five and twenty; two hundred (and) five.
                let fits = (joined && tens != number)
                    || (tens.is_multiple_of(10) && number < 10)
                    || tens.is_multiple_of(100);
                if !fits || tens == 0 {
                    return None;
                }
                since.plus(Exact::whole(number))?
            }
        };
        self.since = Some(sum);
        Some(())
    }

    fn add_hundred(&mut self, joined: bool) -> Option<()> {
        let sum = match self.since {
            None => Exact::whole(100),
            Some(since) if !joined && since < Exact::whole(10) => since.times(100)?,
            Some(_) => return None,
        };
        self.since = Some(sum);
        Some(())
    }

    fn add_scale(&mut self, scale: u64, joined: bool) -> Option<()> {
        match self.since.take() {
            Some(since) => {
                // `خمسمية والف` are two numbers.
                if joined || (self.scale > 0 && scale >= self.scale) {
                    self.since = Some(since);
                    return None;
                }
                let scaled = since.times(scale)?;
                self.above = self.above.plus(scaled)?;
                self.with_places = self.with_places.and_then(|it| it.times(scale));
            }
            // A thousand millions.
            None if self.scale > 0 && !joined && scale > self.scale => {
                self.above = self.above.times(scale)?
            }
            None if self.scale > 0 && !joined => return None,
            None => self.above = self.above.plus(Exact::whole(scale))?,
        }
        self.scale = scale;
        self.fraction = false;
        Some(())
    }

    fn add_fraction(&mut self, of: u64, joined: bool) -> Option<()> {
        let part = |whole: u64| Exact::whole(whole).over(of);
        match self.since {
            // Half a million.
            None if self.scale == 0 => {
                self.since = part(1);
                self.fraction = true;
            }
            Some(since) if joined && self.scale == 0 => self.since = Some(since.plus(part(1)?)?),
            // A million and a half.
            None if joined => {
                self.above = self.above.plus(part(self.scale)?)?;
                self.closed = true;
            }
            _ => return None,
        }
        Some(())
    }

    fn total(&self) -> Option<Figure> {
        let value = self.above.plus(self.since.unwrap_or_default())?;
        (self.scale > 0 || self.since.is_some()).then_some(Figure { value, with_places: self.with_places })
    }
}

/// Words for numbers, folded: Arabic with its dialects, Sorani, Kurmanji, English.
fn part(word: &str) -> Option<Part> {
    if let Some(number) = simple(word) {
        return Some(Part::Add(number));
    }
    Some(match word {
        "ميه" | "مايه" | "ميت" | "مايت" | "سهد" | "sed" | "hundred" => Part::Hundred,
        "ميتين" | "مايتين" | "ميتان" | "مايتان" | "دووسهد" => Part::Add(200),
        "الف" | "الاف" | "تالاف" | "ههزار" | "ههزاريك" | "hezar" | "thousand" | "thousands" | "grand" | "k" => {
            Part::Scale(1_000)
        }
        "مليون" | "ملايين" | "مليونيك" | "milyon" | "milyonek" | "million" | "millions" => {
            Part::Scale(1_000_000)
        }
        "مليار" | "مليارات" | "milyar" | "billion" => Part::Scale(1_000_000_000),
        "الفين" | "الفان" => Part::Pair(1_000),
        "مليونين" | "مليونان" => Part::Pair(1_000_000),
        "مليارين" => Part::Pair(1_000_000_000),
        "نص" | "نصف" | "نيو" | "half" | "nîv" => Part::Fraction(2),
        "ربع" | "چارهك" | "quarter" => Part::Fraction(4),
        _ => return hundreds(word).map(Part::Add),
    })
}

/// `خمسمية` and its like: a digit and a hundred in one word.
fn hundreds(word: &str) -> Option<u64> {
    if let Some(digit) = word.strip_suffix("سهد") {
        return simple(digit).filter(|it| *it < 10).map(|it| it * 100);
    }
    let digit = ["مايه", "ميه", "مايت", "ميت"].iter().find_map(|it| word.strip_suffix(it))?;
    Some(match digit {
        "ثلاث" | "ثلث" | "تلات" | "تلت" | "تلتو" => 300,
        "اربع" | "ربع" | "اربعه" | "روبعو" => 400,
        "خمس" | "خمسو" => 500,
        "ست" | "ستو" => 600,
        "سبع" | "سبعو" => 700,
        "ثمان" | "ثمن" | "ثماني" | "تمن" | "تمان" => 800,
        "تسع" | "تسعو" => 900,
        _ => return None,
    })
}

fn simple(word: &str) -> Option<u64> {
    Some(match word {
        "واحد" | "واحده" | "يهك" | "yek" | "one" => 1,
        "اثنين" | "ثنين" | "اتنين" | "تنين" | "دوو" | "du" | "two" => 2,
        "ثلاثه" | "ثلاث" | "تلاته" | "تلات" | "تلت" | "ثلث" | "sê" | "three" => 3,
        "اربعه" | "اربع" | "چوار" | "çar" | "four" => 4,
        "خمسه" | "خمس" | "پينج" | "pênc" | "five" => 5,
        "سته" | "ست" | "شهش" | "şeş" | "six" => 6,
        "سبعه" | "سبع" | "حهوت" | "heft" | "seven" => 7,
        "ثمانيه" | "ثمان" | "ثماني" | "ثمن" | "تمنيه" | "تمانيه" | "تمن" | "تمان" | "ههشت" | "heşt"
        | "eight" => 8,
        "تسعه" | "تسع" | "نو" | "neh" | "nine" => 9,
        "عشره" | "عشر" | "ده" | "deh" | "ten" => 10,
        "احدعش" | "احداعش" | "حدعش" | "حداشر" | "احداشر" | "يازده" | "eleven" => {
            11
        }
        "اثنعش" | "اثناعش" | "طنعش" | "اطنعش" | "اتناشر" | "اطناشر" | "دوازده" | "twelve" => {
            12
        }
        "خمسطعش" | "خمسطعشر" | "خمستعش" | "خمستاشر" | "خمسطاشر" | "پازده" | "fifteen" => {
            15
        }
        "عشرين" | "عشرون" | "بيست" | "bîst" | "twenty" => 20,
        "ثلاثين" | "ثلاثون" | "تلاتين" | "سي" | "sî" | "thirty" => 30,
        "اربعين" | "اربعون" | "چل" | "çil" | "forty" => 40,
        "خمسين" | "خمسون" | "پهنجا" | "pêncî" | "fifty" => 50,
        "ستين" | "ستون" | "شهست" | "şêst" | "sixty" => 60,
        "سبعين" | "سبعون" | "حهفتا" | "heftê" | "seventy" => 70,
        "ثمانين" | "ثمانون" | "تمانين" | "ههشتا" | "heştê" | "eighty" => 80,
        "تسعين" | "تسعون" | "نهوهد" | "nod" | "ninety" => 90,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String)> {
        let reading = Reading::new(text);
        let number = number_at(&reading, 0)?;
        Some((number.figure.value.to_string(), reading.plain[number.start..number.end].to_owned()))
    }

    #[test]
    fn numbers_in_words_and_digits_are_read() {
        for (text, value, part) in [
            ("500 دولار", "500", "500"),
            ("٥٠٠ الف دينار", "500000", "500 الف"),
            ("500الف", "500000", "500الف"),
            ("بخمسين الف", "50000", "خمسين الف"),
            ("خمسة وعشرين الف", "25000", "خمسة وعشرين الف"),
            ("خمسمية دولار", "500", "خمسمية"),
            ("خمسمائة وخمسين", "550", "خمسمائة وخمسين"),
            ("مية وخمسين الف", "150000", "مية وخمسين الف"),
            ("الفين وخمسمية", "2500", "الفين وخمسمية"),
            ("مليون ونص", "1500000", "مليون ونص"),
            ("مليونين ونص دينار", "2500000", "مليونين ونص"),
            ("نص مليون", "500000", "نص مليون"),
            ("ربع مليون", "250000", "ربع مليون"),
            ("مليون و 200 الف", "1200000", "مليون و 200 الف"),
            ("1.5 مليون", "1500000", "1.5 مليون"),
            ("٥ ونص مليون", "5500000", "5 ونص مليون"),
            ("الف", "1000", "الف"),
            ("ست وراق", "6", "ست"),
            ("پێنج سەد دۆلار", "500", "پێنج سەد"),
            ("پێنجسەد", "500", "پێنجسەد"),
            ("سێ هەزار", "3000", "سێ هەزار"),
            ("سی هەزار", "30000", "سی هەزار"),
            ("ملیۆنێک دینار", "1000000", "ملیۆنێک"),
            ("sê hezar", "3000", "sê hezar"),
            ("five hundred dollars", "500", "five hundred"),
            ("a thousand", "1000", "a thousand"),
            ("two thousand five hundred", "2500", "two thousand five hundred"),
            ("one hundred and twenty five", "125", "one hundred and twenty five"),
            ("5k", "5000", "5k"),
            ("1 500 دولار", "1500", "1 500"),
            ("1\u{A0}500 الف", "1500000", "1 500 الف"),
            ("مليون و 200 000", "1200000", "مليون و 200 000"),
            ("خمسمية والف", "500", "خمسمية"),
            ("2 and more", "2", "2"),
            ("10 5", "10", "10"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), part.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_that_are_no_numbers_are_left() {
        for text in ["وقت", "a friend", "k", "دولار", "and five", "", "12.05.2026"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_lone_fraction_says_so() {
        let half = |text| number_at(&Reading::new(text), 0).unwrap();
        assert!(half("نص ساعة").fraction);
        assert!(!half("نص مليون").fraction);
        assert!(half("نص مليون").is_large());
        assert!(!half("5").is_large());
    }

    #[test]
    fn digits_that_can_be_two_numbers_say_so() {
        let doubtful = |text, first| number_at(&Reading::new(text), first).unwrap().doubtful;
        assert!(doubtful("2024 500", 1));
        assert!(doubtful("رقم 5 500", 1));
        assert!(!doubtful("مبلغ 1 500", 1));
        assert!(!doubtful("500 الف", 0));
    }
}
