//! What stands in a database, seen from outside of the store.

use std::collections::BTreeMap;

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};

/// One connection.
pub(crate) async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("a database that was just made")
}

/// Number of rows of every table, whatever tables there are.
pub async fn row_counts(url: &str) -> BTreeMap<String, i64> {
    let db = connect(url).await;
    let backend = db.get_database_backend();
    let tables = match backend {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let mut counts = BTreeMap::new();
    let rows = db.query_all_raw(Statement::from_string(backend, tables)).await.expect("a list of tables");
    for row in rows {
        let name: String = row.try_get("", "name").expect("a name");
        let sql = format!("SELECT COUNT(*) AS number FROM \"{name}\"");
        let row = db.query_one_raw(Statement::from_string(backend, sql)).await.expect("a count");
        let number: i64 = row.expect("one row").try_get("", "number").expect("a number");
        counts.insert(name, number);
    }
    db.close().await.expect("closes");
    assert!(!counts.is_empty(), "the database has tables");
    counts
}

/// Changes rows behind the store's back; gives how many.
pub async fn execute(url: &str, sql: &str) -> u64 {
    let db = connect(url).await;
    let done = db.execute_unprepared(sql).await.expect("a statement that fits the tables");
    db.close().await.expect("closes");
    done.rows_affected()
}

/// Turns one bit of a column of bytes, in the one row that `condition` names.
pub async fn flip_byte(url: &str, table: &str, column: &str, condition: &str, at: usize) {
    let db = connect(url).await;
    let backend = db.get_database_backend();
    let sql = format!("SELECT \"{column}\" AS bytes FROM \"{table}\" WHERE {condition}");
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
    assert_eq!(rows.len(), 1, "{condition} names one row of {table}");
    let mut bytes: Vec<u8> = rows[0].try_get("", "bytes").expect("bytes");
    bytes[at] ^= 1;
    let sql = format!("UPDATE \"{table}\" SET \"{column}\" = $1 WHERE {condition}");
    let update = Statement::from_sql_and_values(backend, sql, [bytes.into()]);
    let done = db.execute_raw(update).await.expect("an update");
    assert_eq!(done.rows_affected(), 1);
    db.close().await.expect("closes");
}
