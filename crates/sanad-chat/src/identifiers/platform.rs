//! Platforms: how people name them, where they live, and which names they allow.

use super::words::look;

/// A platform on which accounts have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    Instagram,
    Telegram,
    X,
    TikTok,
    Snapchat,
    Facebook,
    YouTube,
    WhatsApp,
}

impl Platform {
    /// What stands before the colon of a value.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Instagram => "instagram",
            Self::Telegram => "telegram",
            Self::X => "x",
            Self::TikTok => "tiktok",
            Self::Snapchat => "snapchat",
            Self::Facebook => "facebook",
            Self::YouTube => "youtube",
            Self::WhatsApp => "whatsapp",
        }
    }

    /// The platform that a folded word names. WhatsApp is none here: its accounts are numbers.
    pub(super) fn by_word(word: &str) -> Option<Self> {
        look(word, |it| {
            Some(match it {
                "انستا"
                | "انستغرام"
                | "انستقرام"
                | "انستكرام"
                | "انستاغرام"
                | "انستاگرام"
                | "انستجرام"
                | "الانستا"
                | "ينستا"
                | "يينستا"
                | "يينستام"
                | "يينستاگرام"
                | "يينستاگرامم"
                | "اينستا"
                | "اينستاگرام"
                | "ينستاگرام"
                | "ينستاگرامم"
                | "انستاي"
                | "instagram"
                | "insta"
                | "ig"
                | "انستغرامي" => Self::Instagram,
                "تليجرام" | "تلجرام" | "تلكرام" | "تلغرام" | "تليغرام" | "تليكرام" | "تيليجرام"
                | "تيليغرام" | "تلگرام" | "تلگرامم" | "تيلگرام" | "تيليگرامم" | "تلي" | "تليگرام"
                | "تيليگرام" | "telegram" | "telegrem" | "tele" | "tg" | "تيلي" => Self::Telegram,
                "تويتر" | "توييتر" | "twitter" => Self::X,
                "تيكتوك" | "تكتوك" | "tiktok" => Self::TikTok,
                "سناب" | "سنابشات" | "سنابي" | "سنابه" | "سناپ" | "سناپچات" | "snap" | "snapchat" | "sc" => {
                    Self::Snapchat
                }
                "فيس" | "فيسبوك" | "فيسبوكي" | "فهيسبوك" | "فهيسبووك" | "facebook" | "fb" | "messenger"
                | "ماسنجر" | "مسنجر" => Self::Facebook,
                "يوتيوب" | "youtube" => Self::YouTube,
                _ => return None,
            })
        })
        .map(|(_, it)| it)
    }

    /// The platform of a host in small letters, without `www.` and the like.
    pub(super) fn by_host(host: &str) -> Option<Self> {
        Some(match host {
            "instagram.com" | "instagr.am" | "ig.me" => Self::Instagram,
            "t.me" | "telegram.me" | "telegram.dog" => Self::Telegram,
            "x.com" | "twitter.com" => Self::X,
            "tiktok.com" => Self::TikTok,
            "snapchat.com" => Self::Snapchat,
            "facebook.com" | "fb.com" | "m.me" | "messenger.com" | "fb.me" => Self::Facebook,
            "youtube.com" => Self::YouTube,
            "wa.me" | "api.whatsapp.com" | "whatsapp.com" => Self::WhatsApp,
            _ => return None,
        })
    }

    /// Whether the platform allows a name, by the rules of its help pages: Instagram 30 of letters, digits, `_`
    /// and `.`; Telegram 4 to 32, a letter first; X 15 without points; TikTok 2 to 24, no point last;
    /// Snapchat 3 to 15, a letter first, and `-`; Facebook 5 to 50 of letters, digits and `.`; YouTube 3 to 30.
    pub(super) fn allows(self, name: &str) -> bool {
        let (fewest, most, signs) = match self {
            Self::Instagram => (1, 30, "_."),
            Self::Telegram => (4, 32, "_"),
            Self::X => (1, 15, "_"),
            Self::TikTok => (2, 24, "_."),
            Self::Snapchat => (3, 15, "_.-"),
            Self::Facebook => (5, 50, "."),
            Self::YouTube => (3, 30, "_.-"),
            Self::WhatsApp => return false,
        };
        let letter_first = matches!(self, Self::Telegram | Self::Snapchat);
        (fewest..=most).contains(&name.len())
            && name.chars().all(|it| it.is_ascii_alphanumeric() || signs.contains(it))
            && (!letter_first || name.starts_with(|it: char| it.is_ascii_alphabetic()))
            && !name.starts_with('.')
            && !name.ends_with(['.', '-'])
            && !(self == Self::Instagram && name.contains(".."))
    }

    /// `instagram:name`. No platform here tells capitals from small letters.
    pub(super) fn value(self, name: &str) -> String {
        format!("{}:{}", self.code(), name.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_are_known_by_many_names() {
        for (word, platform) in [
            ("الانستا", Some(Platform::Instagram)),
            ("بالتليجرام", Some(Platform::Telegram)),
            ("سناب", Some(Platform::Snapchat)),
            ("تلگرام", Some(Platform::Telegram)),
            ("fb", Some(Platform::Facebook)),
            ("واتساب", None),
            ("x", None),
        ] {
            assert_eq!(Platform::by_word(word), platform, "{word}");
        }
    }

    #[test]
    fn each_platform_has_its_rule_of_names() {
        for (platform, name, allowed) in [
            (Platform::Instagram, "sara.99_x", true),
            (Platform::Instagram, "sara..x", false),
            (Platform::Instagram, "sara-x", false),
            (Platform::Instagram, "", false),
            (Platform::Telegram, "ab1", false),
            (Platform::Telegram, "1abcd", false),
            (Platform::Telegram, "a_b_c", true),
            (Platform::X, "a2345678901234_6", false),
            (Platform::X, "dark.lord", false),
            (Platform::TikTok, "user.", false),
            (Platform::Snapchat, "ali-99", true),
            (Platform::Snapchat, "a234567890123456", false),
            (Platform::Facebook, "ali.ahmed.5", true),
            (Platform::Facebook, "ali", false),
            (Platform::WhatsApp, "ali99", false),
        ] {
            assert_eq!(platform.allows(name), allowed, "{platform:?} {name}");
        }
        assert_eq!(Platform::X.value("Dark_Lord"), "x:dark_lord");
    }
}
