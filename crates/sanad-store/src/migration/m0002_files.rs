//! Sealed files, and the person's id where she changed her number.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_files"
    }
}

/// Columns of the table `blob`; the first two are its key.
pub(super) const BLOB: &[&str] =
    &["team_id", "blob_id", "case_id", "sealed_len", "sha256", "voice", "named", "doomed", "begun"];
/// What is added to `cases`.
pub(super) const CASES: &[&str] = &["person_id"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let name = |at: usize| Alias::new(BLOB[at]);
        let mut table = Table::create();
        table
            .table(Alias::new("blob"))
            .col(ColumnDef::new(name(0)).binary().not_null())
            .col(ColumnDef::new(name(1)).binary().not_null())
            .col(ColumnDef::new(name(2)).binary().not_null())
            .col(ColumnDef::new(name(3)).big_integer().not_null())
            .col(ColumnDef::new(name(4)).binary())
            .col(ColumnDef::new(name(5)).boolean().not_null())
            .col(ColumnDef::new(name(6)).boolean().not_null())
            .col(ColumnDef::new(name(7)).boolean().not_null())
            .col(ColumnDef::new(name(8)).big_integer().not_null())
            .primary_key(Index::create().col(name(0)).col(name(1)));
        manager.create_table(table.to_owned()).await?;
        let mut of_case = Index::create();
        of_case.name("blob_case").table(Alias::new("blob")).col(name(0)).col(name(2));
        manager.create_index(of_case.to_owned()).await?;
        let mut cases = Table::alter();
        cases.table(Alias::new("cases")).add_column(ColumnDef::new(Alias::new(CASES[0])).binary());
        manager.alter_table(cases.to_owned()).await
    }
}
