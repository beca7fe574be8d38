//! The routes as the code declares them, so that one without a test is noticed.

use std::collections::BTreeSet;

const API: &str = include_str!("../../src/api/mod.rs");
const PAGES: &str = include_str!("../../src/page/mod.rs");

/// Method and path.
pub(crate) type Route = (String, String);

/// Routes below `/api/v1`.
pub(crate) fn of_the_interface() -> BTreeSet<Route> {
    declared(API)
}

/// Routes of her pages.
pub(crate) fn of_the_pages() -> BTreeSet<Route> {
    declared(PAGES)
}

fn declared(source: &str) -> BTreeSet<Route> {
    let mut routes = BTreeSet::new();
    for declaration in source.split(".route(").skip(1) {
        // Up to the next declaration of another kind.
        let end = [".fallback(", ".layer(", ".nest(", ".merge("].iter().filter_map(|it| declaration.find(it));
        let declaration = &declaration[..end.min().unwrap_or(declaration.len())];
        let mut quoted = declaration.split('"');
        let path = quoted.nth(1).expect("a route has a path in quotes");
        let methods: Vec<&str> = ["get", "post", "put", "patch", "delete", "head", "options", "any"]
            .into_iter()
            .filter(|method| {
                let handler = &declaration[declaration.find(path).unwrap_or_default() + path.len()..];
                [' ', '.', '\n'].iter().any(|before| handler.contains(&format!("{before}{method}(")))
            })
            .collect();
        assert!(!methods.is_empty(), "no method is recognised for {path}: teach this test");
        routes.extend(methods.into_iter().map(|it| (it.to_uppercase(), path.to_owned())));
    }
    assert!(source.matches(".route(").count() <= routes.len(), "every declaration gives a route");
    routes
}

#[test]
fn declarations_are_read() {
    let source = r#"Router::new()
        .route("/a", get(x::a).post(x::b))
        .route("/b/{id}", put(c))
        .route(
            "/long",
            patch(d),
        )
        .fallback(|| get(nothing))"#;
    let expected = [("GET", "/a"), ("POST", "/a"), ("PUT", "/b/{id}"), ("PATCH", "/long")];
    let expected = expected.map(|(method, path)| (method.to_owned(), path.to_owned()));
    assert_eq!(declared(source), BTreeSet::from(expected));
    assert!(of_the_interface().contains(&("POST".into(), "/cases/{case}/entries".into())));
    assert!(of_the_pages().contains(&("POST".into(), "/leave".into())));
}
