//! Her pages and the files beside them: `send` checks cookies, keeping and policy of each.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use crate::{routes, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn no_page_leaves_a_trace() {
    let world = World::begin().await;
    let ask = async |method: &str, path: &str| {
        let form = "application/x-www-form-urlencoded";
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, form);
        world.send(request.body(Body::from("text=he+wrote")).expect("a request")).await
    };
    let mut seen = 0;
    for (method, path) in routes::of_the_pages() {
        let path = path.replace("{*path}", "person.css");
        let answer = ask(&method, &path).await;
        assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{method} {path}: {}", answer.status);
        let robots = answer.headers.get("x-robots-tag").and_then(|it| it.to_str().ok());
        assert_eq!(robots, Some("noindex"), "{method} {path}");
        if answer.headers.get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html"))
        {
            let page = String::from_utf8(answer.body).expect("text");
            for trace in ["localStorage", "sessionStorage", "document.cookie", "<script>", "onclick="] {
                assert!(!page.contains(trace), "{method} {path} has {trace}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 8, "her pages were looked at, not only {seen}");
    // A server that takes no forms without scripts stores nothing, and hands back what she wrote.
    for path in ["/tell", "/back", "/visit/say", "/visit/withdraw", "/visit/destroy"] {
        let closed = ask("POST", path).await;
        assert_eq!(closed.status, StatusCode::NOT_IMPLEMENTED, "{path}");
        assert!(String::from_utf8_lossy(&closed.body).contains("he wrote"), "{path}");
    }
    let form = ask("GET", "/tell").await;
    assert!(String::from_utf8_lossy(&form.body).contains(r#"name="form_token" value="""#), "no token then");
    let long = Request::builder().method("POST").uri("/tell");
    let long = long.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let long = world.send(long.body(Body::from("x".repeat(300 * 1024))).expect("a request")).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(String::from_utf8_lossy(&long.body).contains("text_long"), "a page that says so");
    let left = ask("POST", "/leave").await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    for (path, status) in [("/healthz", 200), ("/no/such/page", 404), ("/assets/../server.key", 404)] {
        assert_eq!(ask("GET", path).await.status.as_u16(), status, "{path}");
    }
}
