//! Icons, manifest and small scripts: few and small enough to be held in memory with their hash, so that a browser that
//! has one is told so without reading it again.
use super::{SiteError, StaticFile};
use axum::{body::Body, response::Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// A public file in the encodings that lie beside it.
#[derive(Debug)]
pub struct PublicFile {
    media: &'static str,
    etag: HeaderValue,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// All public files below `root` by their path, `/favicon.svg`; what is named in `without` is left out.
pub(super) fn read(root: &Path, without: &[&str]) -> Result<BTreeMap<String, Arc<PublicFile>>, SiteError> {
    let mut files = BTreeMap::new();
    if root.is_dir() {
        walk(root, "", without, &mut files)?;
    }
    Ok(files)
}

fn walk(dir: &Path, prefix: &str, without: &[&str], files: &mut BTreeMap<String, Arc<PublicFile>>) -> Result<(), SiteError> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |source| SiteError { path, source }
    };
    for entry in fs::read_dir(dir).map_err(fault(dir))? {
        let path = entry.map_err(fault(dir))?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else { continue };
        if without.contains(&name) || name.starts_with('.') {
            continue;
        }
        let key = format!("{prefix}/{name}");
        if path.is_dir() {
            walk(&path, &key, &[], files)?;
        } else if !path.extension().is_some_and(|e| e == "br" || e == "gz") {
            let read = |suffix: &str| fs::read(path.with_file_name(format!("{name}{suffix}"))).ok().map(Bytes::from);
            let plain = Bytes::from(fs::read(&path).map_err(fault(&path))?);
            files.insert(key, Arc::new(PublicFile::new(name, plain, read(".br"), read(".gz"))));
        }
    }
    Ok(())
}

impl PublicFile {
    fn new(name: &str, plain: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let hash = blake3::hash(&plain).to_hex();
        let etag = format!("W/\"{}\"", &hash[..16]);
        Self { media: media(name), etag: HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("W/\"0\"")), plain, brotli, gzip }
    }

    /// The file, or that the browser has it.
    #[must_use]
    pub fn answer(&self, method: &Method, headers: &HeaderMap) -> Response {
        let said = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let same = said(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim().as_bytes() == self.etag.as_bytes());
        let takes = said(header::ACCEPT_ENCODING);
        let takes = |coding: &str| takes.split(',').any(|c| c.split(';').next().is_some_and(|c| c.trim() == coding) && !c.contains("q=0"));
        let (body, coding) = match (&self.brotli, &self.gzip) {
            (Some(body), _) if takes("br") => (body, Some("br")),
            (_, Some(body)) if takes("gzip") => (body, Some("gzip")),
            _ => (&self.plain, None),
        };
        let send = !same && method != Method::HEAD;
        let mut response = Response::new(if send { Body::from(body.clone()) } else { Body::empty() });
        let out = response.headers_mut();
        out.insert(header::ETAG, self.etag.clone());
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600"));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            out.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media));
            out.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
            if let Some(coding) = coding {
                out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            }
            if self.media == "image/svg+xml" {
                // A picture opened by itself is a document: it may draw, not run.
                out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"));
            }
        }
        response.extensions_mut().insert(StaticFile);
        response
    }
}

fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

    #[test]
    fn a_file_is_sent_once() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("icons")).unwrap();
        std::fs::create_dir_all(dir.path().join("pkg")).unwrap();
        std::fs::write(dir.path().join("icons/a.svg"), "<svg/>").unwrap();
        std::fs::write(dir.path().join("icons/a.svg.br"), "packed").unwrap();
        std::fs::write(dir.path().join("pkg/b.js"), "b").unwrap();
        std::fs::write(dir.path().join("build-id"), "1").unwrap();
        let files = read(dir.path(), &["pkg", "build-id"]).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["/icons/a.svg"]);

        let mut asked = HeaderMap::new();
        let first = files["/icons/a.svg"].answer(&Method::GET, &asked);
        assert_eq!((first.status(), &first.headers()[header::CONTENT_LENGTH]), (StatusCode::OK, &HeaderValue::from_static("6")));
        asked.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
        assert_eq!(files["/icons/a.svg"].answer(&Method::GET, &asked).headers()[header::CONTENT_ENCODING], "br");
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(files["/icons/a.svg"].answer(&Method::GET, &asked).status(), StatusCode::NOT_MODIFIED);
    }
}
