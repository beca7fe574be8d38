//! Migrations, oldest first. One that has been released is never edited: add another.

mod m0001_begin;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m0001_begin::Migration)]
    }
}

#[cfg(test)]
mod upgrade;
