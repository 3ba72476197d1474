//! A browser without scripts: forms, redirects and one cookie.
use crate::{
    answers::Answer,
    town::{Part, Town, parts},
};
use axum::body::Body;
use http::{Request, header};

/// The boxes of a form with what is typed in them.
pub(crate) fn pairs(boxes: &[(&str, &str)]) -> Vec<(String, String)> {
    boxes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// A browser at the town's pages.
pub(crate) struct Browser<'t> {
    town: &'t Town,
    pub(crate) cookie: Option<String>,
}

impl<'t> Browser<'t> {
    pub(crate) fn new(town: &'t Town) -> Self {
        Self { town, cookie: None }
    }

    /// One that somebody has signed in with.
    pub(crate) fn of(town: &'t Town, session: &str) -> Self {
        Self { town, cookie: Some(session.to_owned()) }
    }

    /// Sends a form from a page of the same site.
    pub(crate) async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields.iter().map(|(k, v)| format!("{k}={}", percent(v))).collect::<Vec<_>>().join("&");
        let mut request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::REFERER, format!("http://127.0.0.1:3000{path}"));
        if let Some(token) = &self.cookie {
            request = request.header(header::COOKIE, format!("{}={token}", engine::COOKIE));
        }
        let answer = self.town.ask(request.body(Body::from(body)).unwrap()).await;
        let set = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        if let Some(value) = set.filter_map(|v| v.strip_prefix(engine::COOKIE)?.strip_prefix('=')).next() {
            self.cookie = value.split(';').next().filter(|v| !v.is_empty()).map(str::to_owned);
        }
        answer
    }

    /// Sends a form, and opens the page that it leads to.
    pub(crate) async fn follow(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let sent = self.send(path, &fields).await;
        assert_eq!(sent.status, 303, "{path}: {}", sent.text());
        let to = sent.headers[header::LOCATION].to_str().unwrap().to_owned();
        self.open(&to).await
    }

    /// Sends a form with files, and opens the page that it leads to.
    pub(crate) async fn send_parts(&self, path: &str, texts: &[(&str, &str)], files: &[Part<'_>]) -> Answer {
        let (media, body) = parts(texts, files);
        let mut request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, media)
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "127.0.0.1:3000");
        if let Some(token) = &self.cookie {
            request = request.header(header::COOKIE, format!("{}={token}", engine::COOKIE));
        }
        let sent = self.town.ask(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(sent.status, 303, "{path}: {}", sent.text());
        self.open(sent.headers[header::LOCATION].to_str().unwrap()).await
    }

    pub(crate) async fn open(&self, path: &str) -> Answer {
        self.town.get(path, self.cookie.as_deref()).await
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
