//! An answer that the server gives in place of a page: too many tries, too large, from elsewhere, broken. A person gets
//! a short page that works without the bundle, a program gets a problem document.
use crate::{
    lang,
    metrics::ErrorCode,
    problem::{self, Problem},
    shared::Shared,
};
use axum::{
    Extension,
    response::{IntoResponse, Response},
};
use domain::{text::Text, words::Lang};
use engine::Failure;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};

/// Whom an answer is for; taken before the request is used up.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    is_program: bool,
    lang: Lang,
}

impl Asker {
    /// Judged by the path and by what is accepted.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let wants_page = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"));
        let is_program = uri.path().starts_with("/api/v1/") || !wants_page;
        Self { is_program, lang: if is_program { lang::of_api(headers) } else { lang::of_page(headers) } }
    }
}

impl Asker {
    /// Whether a page is wanted.
    #[must_use]
    pub fn is_person(self) -> bool {
        !self.is_program
    }
}

/// What is said instead.
#[derive(Clone, Debug)]
pub struct Instead {
    /// Status.
    pub status: StatusCode,
    /// Stable code.
    pub code: &'static str,
    /// What happened.
    pub title: Text,
    /// What to do.
    pub advice: Text,
    /// Seconds until another try makes sense.
    pub retry_after: Option<u64>,
    /// Name of the fault in the log.
    pub incident: Option<String>,
}

impl Instead {
    /// An answer with its words, Indonesian and English.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, title: (&str, &str), advice: (&str, &str)) -> Self {
        let text = |(id, en): (&str, &str)| Text::new(id, en);
        Self { status, code, title: text(title), advice: text(advice), retry_after: None, incident: None }
    }

    /// The engine's failure as a page.
    #[must_use]
    pub fn of(failure: &Failure) -> Self {
        let title = match failure {
            Failure::NotFound => Text::new("Tidak ditemukan", "Not found"),
            Failure::SignedOut | Failure::Forbidden => Text::new("Tidak boleh dibuka", "Not allowed"),
            _ => Text::new("Permintaan tidak dapat dijalankan", "This could not be done"),
        };
        let advice = Text::new(failure.text(Lang::Id), failure.text(Lang::En));
        let incident = match failure {
            Failure::Unavailable { incident } => Some(incident.clone()),
            _ => None,
        };
        Self { status: problem::status(failure), code: failure.code(), title, advice, retry_after: None, incident }
    }

    /// The answer for this asker.
    #[must_use]
    pub fn to(&self, asker: Asker, shared: &Shared) -> Response {
        let (title, advice) = (self.title.get(asker.lang), self.advice.get(asker.lang));
        let mut response = if asker.is_program {
            let mut problem = Problem::plain(self.status, self.code, format!("{title}. {advice}"));
            problem.incident.clone_from(&self.incident);
            problem.into_response()
        } else {
            let page = self.page(asker.lang, shared.site.style_sheet().as_deref());
            (self.status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        (Extension(ErrorCode(self.code)), response).into_response()
    }

    fn page(&self, lang: Lang, style: Option<&str>) -> String {
        let (home, name) = match lang {
            Lang::Id => ("Ke halaman depan", "Kode gangguan"),
            Lang::En => ("To the first page", "Incident"),
        };
        let style = style.map(|href| format!("<link rel=\"stylesheet\" href=\"{}\">", escape(href))).unwrap_or_default();
        let incident = self.incident.as_deref().map(|i| format!("<p>{name}: <code>{}</code></p>", escape(i))).unwrap_or_default();
        format!(
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} – Terang</title>{style}</head>\
             <body><main><h1>{title}</h1><p>{}</p>{incident}<p><a href=\"/\">{home}</a></p></main></body></html>",
            lang.code(),
            escape(self.advice.get(lang)),
            title = escape(self.title.get(lang)),
        )
    }
}

/// Text as HTML text or as a quoted attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Asker, Instead};
    use domain::words::Lang;
    use http::{HeaderMap, HeaderValue, StatusCode, header};

    fn asker(path: &str, accept: &'static str) -> Asker {
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(accept))]);
        Asker::of(&path.parse().unwrap(), &headers)
    }

    #[test]
    fn a_person_gets_a_page_and_a_program_a_document() {
        assert!(!asker("/kota-contoh/lacak", "text/html,*/*;q=0.8").is_program);
        assert!(asker("/kota-contoh/lacak", "*/*").is_program);
        assert!(asker("/api/v1/kota-contoh/queue", "text/html").is_program);
    }

    #[test]
    fn the_page_is_whole_and_escaped() {
        let mut instead = Instead::new(StatusCode::BAD_GATEWAY, "x", ("<b>", "b"), ("& \"c\"", "c"));
        instead.incident = Some("<i>".to_owned());
        let page = instead.page(Lang::Id, Some("/pkg/1/terang.css"));
        assert!(page.contains("<h1>&lt;b&gt;</h1>") && page.contains("&amp; &quot;c&quot;") && page.contains("<code>&lt;i&gt;</code>"));
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"id\">") && page.contains("href=\"/pkg/1/terang.css\""));
    }
}
