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
