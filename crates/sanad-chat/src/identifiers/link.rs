//! Web addresses, and the accounts to which they lead.

use super::plan;
use super::platform::Platform;
use super::reading::Reading;
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Hosts that are written without scheme: platforms and shorteners. A name that is part of another stands behind it.
const HOSTS: [&str; 41] = [
    "chat.whatsapp.com",
    "api.whatsapp.com",
    "whatsapp.com",
    "wa.me",
    "vm.tiktok.com",
    "vt.tiktok.com",
    "tiktok.com",
    "facebook.com",
    "fb.watch",
    "fb.com",
    "fb.me",
    "m.me",
    "messenger.com",
    "instagram.com",
    "instagr.am",
    "ig.me",
    "telegram.me",
    "telegram.dog",
    "t.me",
    "snapchat.com",
    "twitter.com",
    "x.com",
    "youtube.com",
    "youtu.be",
    "bit.ly",
    "tinyurl.com",
    "cutt.ly",
    "is.gd",
    "goo.gl",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "shorturl.at",
    "shorturl.asia",
    "t.ly",
    "t.co",
    "v.gd",
    "linktr.ee",
    "mega.nz",
    "dropbox.com",
    "drive.google.com",
];

/// Longest address that is kept; a longer one is no link that somebody typed or shared.
const LONGEST: usize = 2048;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let bytes = reading.folded.as_bytes();
    let mut at = 0;
    while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_graphic)) {
        let start = at + skipped;
        at = start + bytes.iter().skip(start).take_while(|it| it.is_ascii_graphic()).count();
        // What is no ASCII ends an address: Arabic goes on behind it without a space.
        let Some(run) = reading.folded.get(start..at) else { continue };
        let Some(begins) = beginning(run) else { continue };
        let from = start + begins;
        let Some(address) = reading.plain.get(from..at).map(trimmed) else { continue };
        if address.len() > LONGEST {
            continue;
        }
        let Some((kind, certainty, value)) = read(address) else { continue };
        found.extend(reading.found(Rank::Link, kind, certainty, (from, from + address.len()), value));
    }
}

/// Where an address begins in a run without spaces: at a scheme, at `www.`, or at a host that is known.
fn beginning(run: &str) -> Option<usize> {
    let scheme = ["https://", "http://", "tg://"].iter().filter_map(|it| run.find(it)).min();
    let www = run.find("www.").filter(|at| is_boundary(run, *at));
    // Most words have no slash, and then no host either.
    let hosts: &[&str] = if run.contains('/') { &HOSTS } else { &[] };
    let host = hosts.iter().filter_map(|host| known_host(run, host)).min();
    [scheme, www, host].into_iter().flatten().min()
}

/// A host with something behind it, or with a platform's own prefix before it.
fn known_host(run: &str, host: &str) -> Option<usize> {
    let mut at = run.find(host)?;
    let behind = run.get(at + host.len()..)?;
    for prefix in ["m.", "web.", "l.", "www.", "mobile.", "ar-ar.", "old."] {
        at = run.get(..at)?.strip_suffix(prefix).map_or(at, str::len);
    }
    (behind.starts_with('/') && behind.len() > 1 && is_boundary(run, at)).then_some(at)
}

fn is_boundary(run: &str, at: usize) -> bool {
    let before = run.get(..at).and_then(|it| it.chars().next_back());
    !before.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_' | '@' | '/'))
}

/// Without the sentence's own signs at the end. A bracket that the address itself opened belongs to it.
fn trimmed(address: &str) -> &str {
    let address = address.split(['"', '<', '>', '`', '|', '\\', '{', '}']).next().unwrap_or("");
    let opens = address.contains(['(', '[']);
    let kept = address.trim_end_matches(|it: char| match it {
        '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
        ')' | ']' => !opens,
        _ => false,
    });
    // An underscore may end a name.
    let underscores = address.get(kept.len()..).unwrap_or("").chars().take_while(|it| *it == '_').count();
    address.get(..kept.len() + underscores).unwrap_or(kept)
}

fn read(address: &str) -> Option<(IdentifierKind, IdentifierCertainty, String)> {
    let lower = address.to_ascii_lowercase();
    let scheme = ["https://", "http://"].iter().find(|it| lower.starts_with(*it)).map_or(0, |it| it.len());
    if let Some(name) = lower.strip_prefix("tg://resolve?domain=") {
        let name = name.split('&').next()?;
        return Platform::Telegram.allows(name).then(|| profile(Platform::Telegram.value(name)));
    }
    let rest = address.get(scheme..)?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(host_end)?;
    let host = host.to_ascii_lowercase();
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    if !is_host(host) {
        return None;
    }
    let plain = ["m.", "web.", "mobile.", "ar-ar.", "old."].iter().find_map(|it| host.strip_prefix(it));
    // `m.me` is a host of its own.
    let account = [Some(host), plain].into_iter().flatten().find_map(Platform::by_host);
    if let Some(value) = account.and_then(|platform| account_in(platform, host, path)) {
        return Some(profile(value));
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    Some((IdentifierKind::Link, IdentifierCertainty::Form, format!("{host}{path}")))
}

fn profile(value: String) -> (IdentifierKind, IdentifierCertainty, String) {
    let certainty =
        if value.starts_with("whatsapp:") { IdentifierCertainty::Checked } else { IdentifierCertainty::Form };
    (IdentifierKind::Profile, certainty, value)
}

fn is_host(host: &str) -> bool {
    let mut labels = host.rsplit('.');
    labels
        .next()
        .is_some_and(|top| top.len() > 1 && top.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-'))
        && labels.next().is_some_and(|it| !it.is_empty())
        && host.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'.')
}

/// Pages of platforms that stand where a name would.
const PAGES: [&str; 61] = [
    "p",
    "reel",
    "reels",
    "tv",
    "explore",
    "accounts",
    "direct",
    "watch",
    "groups",
    "share",
    "story.php",
    "photo",
    "photo.php",
    "photos",
    "permalink.php",
    "events",
    "marketplace",
    "login",
    "help",
    "hashtag",
    "pages",
    "sharer",
    "sharer.php",
    "messages",
    "gaming",
    "video",
    "videos",
    "i",
    "home",
    "search",
    "intent",
    "settings",
    "notifications",
    "joinchat",
    "c",
    "proxy",
    "socks",
    "addstickers",
    "addlist",
    "qr",
    "message",
    "shorts",
    "playlist",
    "results",
    "feed",
    "t",
    "discover",
    "foryou",
    "live",
    "tag",
    "music",
    "about",
    "privacy",
    "terms",
    "legal",
    "policies",
    "download",
    "add",
    "unlock",
    "lens",
    "send",
];

/// The account to which an address of a platform leads.
fn account_in(platform: Platform, host: &str, path: &str) -> Option<String> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.split('#').next()?;
    let mut parts = path.split('/').filter(|it| !it.is_empty());
    let first = parts.next().unwrap_or("");
    let second = parts.next().unwrap_or("");
    match (platform, first) {
        (Platform::WhatsApp, _) => {
            return whatsapp(if host == "wa.me" { first } else { parameter(query, "phone")? });
        }
        (Platform::Facebook, "profile.php") => return number_of(parameter(query, "id")?),
        (Platform::Facebook, "people") => return number_of(parts.next()?),
        (Platform::Telegram, _) if first.starts_with('+') => {
            let value = whatsapp(first)?;
            return Some(value.replacen("whatsapp", "telegram", 1));
        }
        _ => {}
    }
    let name = match (platform, first) {
        (Platform::Facebook, "t") if host == "messenger.com" => second,
        (Platform::Instagram, "stories" | "_u") | (Platform::Telegram, "s") => second,
        (Platform::Instagram, "m") if host == "ig.me" => second,
        (Platform::Snapchat, "add") => second,
        (Platform::TikTok, _) | (Platform::Snapchat, _) => first.strip_prefix('@')?,
        (Platform::YouTube, "c" | "user") => second,
        // Numbers of channels tell capitals from small letters.
        (Platform::YouTube, "channel") => {
            let is_number = second.len() == 24 && second.starts_with("UC");
            return is_number.then(|| format!("{}:{second}", platform.code()));
        }
        (Platform::YouTube, _) => first.strip_prefix('@')?,
        _ => first.strip_prefix('@').unwrap_or(first),
    };
    let named = platform.allows(name) && !PAGES.contains(&name.to_ascii_lowercase().as_str());
    named.then(|| platform.value(name))
}

fn parameter<'a>(query: &'a str, key: &str) -> Option<&'a str> {
    let query = query.split('#').next()?;
    query.split('&').find_map(|it| it.strip_prefix(key)?.strip_prefix('='))
}

/// The number of a Facebook account.
fn number_of(id: &str) -> Option<String> {
    let is_number = (5..=20).contains(&id.len()) && id.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| format!("facebook:{id}"))
}

/// `wa.me` takes the digits of an international number.
fn whatsapp(number: &str) -> Option<String> {
    let number = number.strip_prefix("%2B").or_else(|| number.strip_prefix('+')).unwrap_or(number);
    let digits: String = number.chars().filter(|it| !matches!(it, ' ' | '-')).collect();
    let is_number = digits.len() <= plan::MOST_DIGITS && digits.bytes().all(|it| it.is_ascii_digit());
    let value = is_number.then(|| plan::international(&digits))??;
    Some(format!("whatsapp:{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        let found = super::super::told(text, find);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|it| (it.kind.code(), it.value.as_str(), it.raw.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn links_to_accounts_give_the_account() {
        for (raw, value) in [
            ("https://www.instagram.com/Dark.Lord_99/", "instagram:dark.lord_99"),
            ("instagram.com/dark_lord?igsh=abc", "instagram:dark_lord"),
            ("https://instagram.com/stories/dark_lord/123", "instagram:dark_lord"),
            ("https://m.facebook.com/ali.ahmed.5", "facebook:ali.ahmed.5"),
            ("https://web.facebook.com/profile.php?id=100012345678901&x=1", "facebook:100012345678901"),
            ("facebook.com/people/Ali/100012345678901", "facebook:100012345678901"),
            ("m.me/ali.ahmed", "facebook:ali.ahmed"),
            ("t.me/dark_lord", "telegram:dark_lord"),
            ("https://t.me/s/dark_lord", "telegram:dark_lord"),
            ("https://t.me/+9647700000012", "telegram:+9647700000012"),
            ("tg://resolve?domain=dark_lord", "telegram:dark_lord"),
            ("wa.me/9647700000012", "whatsapp:+9647700000012"),
            ("https://wa.me/9647700000012?text=hi", "whatsapp:+9647700000012"),
            ("https://api.whatsapp.com/send?phone=9647700000012", "whatsapp:+9647700000012"),
            ("https://www.tiktok.com/@dark.lord/video/12", "tiktok:dark.lord"),
            ("https://snapchat.com/add/dark-lord", "snapchat:dark-lord"),
            ("https://x.com/Dark_Lord/status/12", "x:dark_lord"),
            ("twitter.com/dark_lord", "x:dark_lord"),
            ("https://youtube.com/@Dark-Lord", "youtube:dark-lord"),
            ("https://instagram.com/dark_", "instagram:dark_"),
        ] {
            check(raw, &[("profile", value, raw)]);
            check(&format!("شوف هذا:{raw}، وجاوب"), &[("profile", value, raw)]);
            check(&format!("({raw})."), &[("profile", value, raw)]);
        }
    }

    #[test]
    fn other_addresses_are_links() {
        for (raw, value) in [
            ("https://bit.ly/3AbC", "bit.ly/3AbC"),
            ("bit.ly/3AbC", "bit.ly/3AbC"),
            ("https://vm.tiktok.com/ZMabc/", "vm.tiktok.com/ZMabc"),
            ("https://www.instagram.com/p/Abc123/", "instagram.com/p/Abc123"),
            ("https://t.me/+AbCdEf", "t.me/+AbCdEf"),
            ("https://chat.whatsapp.com/AbC123", "chat.whatsapp.com/AbC123"),
            ("http://example.com:8080/a(b)?c=d#e", "example.com/a(b)?c=d#e"),
            ("www.example.org", "example.org"),
            ("https://wa.me/123", "wa.me/123"),
        ] {
            check(raw, &[("link", value, raw)]);
        }
    }

    #[test]
    fn what_is_no_address_is_left() {
        for text in [
            "example.com",
            "instagram.com",
            "me@t.me/x",
            "http://",
            "https://x",
            "ax.com/abc",
            "www.",
            "3.5/7",
        ] {
            check(text, &[]);
        }
        check(&format!("https://example.com/{}", "a".repeat(3000)), &[]);
    }
}
