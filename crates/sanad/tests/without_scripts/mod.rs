//! A browser in which scripts are off: it gets pages and posts their forms.

use reqwest::{Client, Method, header, redirect::Policy};

const QUERY: &str = "?l=en&a=neutral";

/// A browser without scripts, cookies or a cache.
pub(crate) struct Browser {
    http: Client,
    url: String,
}

/// What it shows.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) html: String,
    pub(crate) location: Option<String>,
}

/// Percent-encoding (WHATWG URL §5.2), without exceptions.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

impl Browser {
    pub(crate) fn open(url: &str) -> Self {
        // Another test of this process may have installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().redirect(Policy::none()).no_proxy().build().expect("a client");
        Self { http, url: url.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        self.send(Method::POST, path, Some(pairs.join("&"))).await
    }

    async fn send(&self, method: Method, path: &str, form: Option<String>) -> Page {
        let mut request = self.http.request(method, format!("{}{path}{QUERY}", self.url));
        if let Some(form) = form {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        }
        let answer = request.send().await.expect("the server answers");
        let text = |name: header::HeaderName| {
            answer.headers().get(name).and_then(|it| it.to_str().ok()).map(str::to_owned)
        };
        assert_eq!(text(header::CACHE_CONTROL).as_deref(), Some("no-store"), "{path}");
        assert_eq!(text(header::SET_COOKIE), None, "{path}");
        let policy = text(header::CONTENT_SECURITY_POLICY).unwrap_or_default();
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        let (status, location) = (answer.status().as_u16(), text(header::LOCATION));
        Page { status, location, html: answer.text().await.expect("a page") }
    }

    /// Comes back with a receipt as it was typed.
    pub(crate) async fn back(&self, receipt: &str) -> Page {
        let token = self.get("/back").await.field("form_token");
        self.post("/back", &[("form_token", &token), ("receipt", receipt)]).await
    }
}

impl Page {
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.html);
        self
    }

    /// Value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        let value = self.html.split(&format!("name=\"{name}\" value=\"")).nth(1);
        let value = value.and_then(|it| it.split('"').next()).unwrap_or_default().to_owned();
        assert!(!value.is_empty(), "the page has {name}: {}", self.html);
        value
    }

    /// The 20 digits of the page that shows them.
    pub(crate) fn receipt(&self) -> String {
        let digits: String = self.html.split("data-receipt-group>").skip(1).map(|it| &it[..4]).collect();
        assert!(digits.len() == 20 && digits.bytes().all(|it| it.is_ascii_digit()), "{}", self.html);
        digits
    }

    pub(crate) fn times(&self, text: &str) -> usize {
        self.html.matches(text).count()
    }
}
