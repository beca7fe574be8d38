//! Tables as SeaORM sees them. Reasons and retention of each column: `docs/data-inventory.md`.

/// Declares one table: primary-key columns first, then the others.
macro_rules! table {
    ($($name:ident $table:tt { $($key:ident: $kty:ty,)+ ; $($column:ident: $ty:ty,)* })*) => {$(
        #[expect(unreachable_pub, reason = "SeaORM's derive makes its types public inside this private module")]
        pub(crate) mod $name {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)] pub $key: $kty,)+
                $(pub $column: $ty,)*
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}

            impl crate::dump::Row for Model {
                const TABLE: &'static str = $table;
                const COLUMNS: &'static [&'static str] =
                    &[$(stringify!($key),)+ $(stringify!($column),)*];

                fn put(&self, to: &mut crate::dump::Writer<'_>) -> crate::dump::Written {
                    to.array(Self::COLUMNS.len() as u64)?;
                    $(crate::dump::Cell::put(&self.$key, to)?;)+
                    $(crate::dump::Cell::put(&self.$column, to)?;)*
                    Ok(())
                }

                fn take(from: &mut minicbor::Decoder<'_>) -> Result<Self, minicbor::decode::Error> {
                    if from.array()? != Some(Self::COLUMNS.len() as u64) {
                        return Err(minicbor::decode::Error::message("another number of columns"));
                    }
                    Ok(Self {
                        $($key: crate::dump::Cell::take(from)?,)+
                        $($column: crate::dump::Cell::take(from)?,)*
                    })
                }
            }
        }
    )*

    /// Every table, as a list that the dump is held against.
    #[cfg(test)]
    pub(crate) const ALL: &[&str] = &[$($table,)*];
    };
}

table! {
    statement "statement" { team_id: Vec<u8>, n: i64, ; bytes: Vec<u8>, hash: Vec<u8>, leaf: i64, arrived: i64, }
    card "card" {
        team_id: Vec<u8>, member_id: Vec<u8>, ;
        verify_key: Vec<u8>, role: i16, triage: bool, holder: Vec<u8>, live: bool,
    }
    account "account" { team_id: Vec<u8>, member_id: Vec<u8>, ; handle: String, vault_n: i64, vault: Vec<u8>, }
    way_in "way_in" {
        team_id: Vec<u8>, unlock_id: Vec<u8>, ;
        member_id: Vec<u8>, kind: String, salt: Vec<u8>, m_kib: i32, t: i32, auth_key: Vec<u8>,
    }
    team_grant "team_grant" { team_id: Vec<u8>, name: String, generation: i32, holder: Vec<u8>, ; sealed: Vec<u8>, }
    directory "directory" { team_id: Vec<u8>, ; n: i64, sealed: Vec<u8>, }
    cases "cases" {
        team_id: Vec<u8>, case_id: Vec<u8>, ;
        lookup: Vec<u8>, kdf_salt: Vec<u8>, kdf_m_kib: i32, kdf_t: i32, auth_key: Vec<u8>, person_key: Vec<u8>,
        claimed: i16, alert: bool, minor: bool, quarantined: bool, destroyed: bool,
        arrived: i64, waiting_since: Option<i64>, last_by_person: bool,
        routing: Option<Vec<u8>>, summary_generation: Option<i32>, summary: Option<Vec<u8>>,
        person_id: Option<Vec<u8>>,
    }
    lane "lane" {
        team_id: Vec<u8>, case_id: Vec<u8>, lane: i16, ;
        n: i64, head: Vec<u8>, epoch: i32, recipient: Vec<u8>,
    }
    entry "entry" {
        team_id: Vec<u8>, entry_id: Vec<u8>, ;
        case_id: Vec<u8>, lane: i16, n: i64, header: Vec<u8>, sealed: Vec<u8>, hash: Vec<u8>, leaf: i64, arrived: i64,
    }
    case_grant "case_grant" {
        team_id: Vec<u8>, case_id: Vec<u8>, lane: i16, epoch: i32, holder: Vec<u8>, ;
        sealed: Vec<u8>,
    }
    blob "blob" {
        team_id: Vec<u8>, blob_id: Vec<u8>, ;
        case_id: Vec<u8>, sealed_len: i64, sha256: Option<Vec<u8>>, voice: bool, named: bool, doomed: bool, begun: i64,
    }
    opened "opened" { team_id: Vec<u8>, case_id: Vec<u8>, member_id: Vec<u8>, ; at: i64, }
    session "session" { token_hash: Vec<u8>, ; team_id: Vec<u8>, member: bool, subject: Vec<u8>, expires: i64, }
    challenge "challenge" { challenge_hash: Vec<u8>, ; who: Vec<u8>, expires: i64, }
    log_state "log_state" { team_id: Vec<u8>, ; size: i64, root: Vec<u8>, heads: Vec<u8>, checkpoint: String, }
    log_node "log_node" { team_id: Vec<u8>, level: i16, idx: i64, ; hash: Vec<u8>, }
    head_node "head_node" { team_id: Vec<u8>, level: i16, idx: i64, ; hash: Vec<u8>, }
    head_chain "head_chain" { team_id: Vec<u8>, bucket: i32, chain_key: Vec<u8>, ; leaf: Vec<u8>, }
}
