//! The first schema.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_begin"
    }
}

/// Kind of a column.
#[derive(Clone, Copy)]
enum Kind {
    Bytes,
    MaybeBytes,
    Text,
    Big,
    MaybeBig,
    Int,
    MaybeInt,
    Small,
    Bool,
}
use Kind::{Big, Bool, Bytes, Int, MaybeBig, MaybeBytes, MaybeInt, Small, Text};

/// Table, primary key, other columns.
type Shape = (&'static str, &'static [(&'static str, Kind)], &'static [(&'static str, Kind)]);

const TEAM: (&str, Kind) = ("team_id", Bytes);
const CASE: (&str, Kind) = ("case_id", Bytes);
const MEMBER: (&str, Kind) = ("member_id", Bytes);

const TABLES: &[Shape] = &[
    ("statement", &[TEAM, ("n", Big)], &[("bytes", Bytes), ("hash", Bytes), ("leaf", Big), ("arrived", Big)]),
    (
        "card",
        &[TEAM, MEMBER],
        &[("verify_key", Bytes), ("role", Small), ("triage", Bool), ("holder", Bytes), ("live", Bool)],
    ),
    ("account", &[TEAM, MEMBER], &[("handle", Text), ("vault_n", Big), ("vault", Bytes)]),
    (
        "way_in",
        &[TEAM, ("unlock_id", Bytes)],
        &[MEMBER, ("kind", Text), ("salt", Bytes), ("m_kib", Int), ("t", Int), ("auth_key", Bytes)],
    ),
    ("team_grant", &[TEAM, ("name", Text), ("generation", Int), ("holder", Bytes)], &[("sealed", Bytes)]),
    ("directory", &[TEAM], &[("n", Big), ("sealed", Bytes)]),
    (
        "cases",
        &[TEAM, CASE],
        &[
            ("lookup", Bytes),
            ("kdf_salt", Bytes),
            ("kdf_m_kib", Int),
            ("kdf_t", Int),
            ("auth_key", Bytes),
            ("person_key", Bytes),
            ("claimed", Small),
            ("alert", Bool),
            ("minor", Bool),
            ("quarantined", Bool),
            ("destroyed", Bool),
            ("arrived", Big),
            ("waiting_since", MaybeBig),
            ("last_by_person", Bool),
            ("routing", MaybeBytes),
            ("summary_generation", MaybeInt),
            ("summary", MaybeBytes),
        ],
    ),
    (
        "lane",
        &[TEAM, CASE, ("lane", Small)],
        &[("n", Big), ("head", Bytes), ("epoch", Int), ("recipient", Bytes)],
    ),
    (
        "entry",
        &[TEAM, ("entry_id", Bytes)],
        &[
            CASE,
            ("lane", Small),
            ("n", Big),
            ("header", Bytes),
            ("sealed", Bytes),
            ("hash", Bytes),
            ("leaf", Big),
            ("arrived", Big),
        ],
    ),
    ("case_grant", &[TEAM, CASE, ("lane", Small), ("epoch", Int), ("holder", Bytes)], &[("sealed", Bytes)]),
    ("opened", &[TEAM, CASE, MEMBER], &[("at", Big)]),
    ("session", &[("token_hash", Bytes)], &[TEAM, ("member", Bool), ("subject", Bytes), ("expires", Big)]),
    ("challenge", &[("challenge_hash", Bytes)], &[("who", Bytes), ("expires", Big)]),
    ("log_state", &[TEAM], &[("size", Big), ("root", Bytes), ("heads", Bytes), ("checkpoint", Text)]),
    ("log_node", &[TEAM, ("level", Small), ("idx", Big)], &[("hash", Bytes)]),
    ("head_node", &[TEAM, ("level", Small), ("idx", Big)], &[("hash", Bytes)]),
    ("head_chain", &[TEAM, ("bucket", Int), ("chain_key", Bytes)], &[("leaf", Bytes)]),
];

/// Name, table, columns, unique.
const INDEXES: &[(&str, &str, &[&str], bool)] = &[
    ("account_handle", "account", &["team_id", "handle"], true),
    ("way_in_member", "way_in", &["team_id", "member_id"], false),
    ("cases_lookup", "cases", &["team_id", "lookup"], true),
    ("entry_place", "entry", &["team_id", "case_id", "lane", "n"], true),
    ("case_grant_holder", "case_grant", &["team_id", "holder"], false),
    ("session_expires", "session", &["expires"], false),
    ("challenge_expires", "challenge", &["expires"], false),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, key, columns) in TABLES {
            let mut table = Table::create();
            table.table(Alias::new(*name));
            for (column, kind) in key.iter().chain(*columns) {
                table.col(define(column, *kind));
            }
            let mut primary = Index::create();
            for (column, _) in *key {
                primary.col(Alias::new(*column));
            }
            table.primary_key(&mut primary);
            manager.create_table(table.to_owned()).await?;
        }
        for (name, table, columns, unique) in INDEXES {
            let mut index = Index::create();
            index.name(*name).table(Alias::new(*table));
            if *unique {
                index.unique();
            }
            for column in *columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index.to_owned()).await?;
        }
        Ok(())
    }
}

fn define(name: &str, kind: Kind) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    match kind {
        Bytes => column.binary().not_null(),
        MaybeBytes => column.binary(),
        Text => column.text().not_null(),
        Big => column.big_integer().not_null(),
        MaybeBig => column.big_integer(),
        Int => column.integer().not_null(),
        MaybeInt => column.integer(),
        Small => column.small_integer().not_null(),
        Bool => column.boolean().not_null(),
    };
    column
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Nothing is stored that the inventory does not explain, and nothing explained that is not there.
    #[test]
    fn the_data_inventory_lists_every_column() {
        let inventory = include_str!("../../../../docs/data-inventory.md");
        let listed: BTreeSet<&str> = inventory
            .lines()
            .filter_map(|it| it.strip_prefix("| ")?.split(" | ").next())
            .filter(|it| it.contains('.'))
            .collect();
        let columns: Vec<String> = TABLES
            .iter()
            .flat_map(|(table, key, columns)| {
                key.iter().chain(*columns).map(move |(column, _)| format!("{table}.{column}"))
            })
            .collect();
        let later = super::super::m0002_files::BLOB.iter().map(|it| format!("blob.{it}"));
        let more = super::super::m0002_files::CASES.iter().map(|it| format!("cases.{it}"));
        let columns: Vec<String> = columns.into_iter().chain(later).chain(more).collect();
        let stored: BTreeSet<&str> = columns.iter().map(String::as_str).collect();
        assert_eq!(listed, stored);
    }
}
