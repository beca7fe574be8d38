//! Migrations, oldest first. One that has been released is never edited: add another.

mod m0001_begin;
mod m0002_files;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_begin::Migration), Box::new(m0002_files::Migration)]
    }
}

/// Names of all migrations: the schema that this version of Sanad writes.
pub fn schema() -> Vec<String> {
    Migrator::migrations().iter().map(|it| it.name().to_owned()).collect()
}
#[cfg(test)]
mod upgrade;
