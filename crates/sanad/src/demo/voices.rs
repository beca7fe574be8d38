//! The hand-written parts, read once.

use std::collections::BTreeMap;

use rand_chacha::{ChaCha20Rng, rand_core::Rng as _};
use serde::Deserialize;

use crate::output::Failure;

/// What one language offers.
#[derive(Deserialize)]
pub(super) struct Voices {
    openings: Vec<String>,
    pub(super) situation: Vec<Situation>,
    fears: Vec<String>,
    closings: Vec<String>,
    pub(super) her_answers: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) aliases: Vec<String>,
    pub(super) names: Vec<String>,
    cities: Vec<String>,
    amounts: Vec<String>,
    deadlines: Vec<String>,
    pub(super) hours: Vec<String>,
    pub(super) never: Vec<String>,
    pub(super) code_words: Vec<String>,
    /// What who tells for somebody else says first, by code.
    for_whom: BTreeMap<String, String>,
    pub(super) replies: Replies,
}

/// What the team answers.
#[derive(Deserialize)]
pub(super) struct Replies {
    pub(super) first: Vec<String>,
    pub(super) follow: Vec<String>,
    pub(super) safety: Vec<String>,
}

/// How a case ended.
#[derive(Deserialize)]
pub(super) struct Outcome {
    pub(super) code: String,
    pub(super) line: String,
}

/// What happened to somebody.
#[derive(Deserialize)]
pub(super) struct Situation {
    pub(super) material: String,
    pub(super) threat: String,
    pub(super) relationship: String,
    pub(super) platform: String,
    /// Other places where it happens as well.
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) demand: String,
    #[serde(default)]
    pub(super) age_band: String,
    lines: Vec<String>,
}

/// Reads a language's parts.
pub(super) fn read(lang: &str) -> Result<Voices, Failure> {
    let text = match lang {
        "ckb" => include_str!("voices/ckb.toml"),
        "en" => include_str!("voices/en.toml"),
        _ => include_str!("voices/ar.toml"),
    };
    toml::from_str(text).map_err(|error| Failure::new("internal", format!("voices/{lang}.toml: {error}")))
}

/// One of a list.
pub(super) fn pick<'a, T>(rng: &mut ChaCha20Rng, list: &'a [T]) -> &'a T {
    &list[below(rng, list.len() as u64) as usize]
}

/// A number below `n`.
pub(super) fn below(rng: &mut ChaCha20Rng, n: u64) -> u64 {
    rng.next_u64() % n.max(1)
}

/// True in `percent` of a hundred times.
pub(super) fn chance(rng: &mut ChaCha20Rng, percent: u64) -> bool {
    below(rng, 100) < percent
}

impl Voices {
    /// What she tells, and the account that she names.
    pub(super) fn text(
        &self,
        situation: &Situation,
        for_whom: &str,
        rng: &mut ChaCha20Rng,
    ) -> (String, String) {
        let handle = format!("demo_{:04}", below(rng, 10_000));
        let number = format!("+964 770 000 0{:03}", below(rng, 1000));
        let line = pick(rng, &situation.lines)
            .replace("{handle}", &handle)
            .replace("{number}", &number)
            .replace("{amount}", pick(rng, &self.amounts).as_str())
            .replace("{deadline}", pick(rng, &self.deadlines).as_str())
            .replace("{city}", pick(rng, &self.cities).as_str());
        let mut opening = pick(rng, &self.openings).clone();
        if let Some(for_another) = self.for_whom.get(for_whom) {
            opening = format!("{opening} {for_another}");
        }
        let mut parts = vec![opening, line, pick(rng, &self.fears).clone()];
        if chance(rng, 50) {
            parts.push(pick(rng, &self.closings).clone());
        }
        (parts.join("\n"), format!("{handle} {number}"))
    }
}
