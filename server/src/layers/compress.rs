//! Pages travel compressed: on a bad line a list of 25 kilobytes is a second or a tenth of one.
//!
//! Only what is made anew for each request is compressed here; the bundle lies compressed on the disk. A stream of events
//! is never held back, and papers of citizens keep their length, so that a broken download can go on.
use http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::{CompressionLevel, compression::CompressionLayer};

/// Which answers are worth it: text of some size.
pub type Worth = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// What is shorter gets longer by compressing.
const LEAST: usize = 512;
const TEXTS: [&str; 5] = ["text/html", "text/css", "text/csv", "application/json", "application/problem+json"];

/// Brotli where the browser takes it, else gzip, at a level whose time a phone's line repays many times.
#[must_use]
pub fn layer() -> CompressionLayer<Worth> {
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth as Worth)
}

fn worth(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let long = text(header::CONTENT_LENGTH).parse::<usize>().map_or(true, |length| length >= LEAST);
    long && !headers.contains_key(header::CONTENT_ENCODING) && TEXTS.iter().any(|t| text(header::CONTENT_TYPE).starts_with(t))
}

#[cfg(test)]
mod tests {
    use super::worth;
    use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};

    fn is_worth(headers: &[(HeaderName, &'static str)]) -> bool {
        let headers = headers.iter().map(|(n, v)| (n.clone(), HeaderValue::from_static(v))).collect::<HeaderMap>();
        worth(StatusCode::OK, Version::HTTP_11, &headers, &Extensions::new())
    }

    #[test]
    fn pages_are_compressed_and_streams_and_papers_are_not() {
        assert!(is_worth(&[(header::CONTENT_TYPE, "text/html; charset=utf-8")]));
        assert!(is_worth(&[(header::CONTENT_TYPE, "application/json"), (header::CONTENT_LENGTH, "4000")]));
        assert!(!is_worth(&[(header::CONTENT_TYPE, "application/json"), (header::CONTENT_LENGTH, "40")]));
        for other in ["text/event-stream", "application/pdf", "image/jpeg", "application/wasm"] {
            assert!(!is_worth(&[(header::CONTENT_TYPE, other)]), "{other}");
        }
        assert!(!is_worth(&[(header::CONTENT_TYPE, "text/css"), (header::CONTENT_ENCODING, "br")]));
        assert!(!is_worth(&[]));
    }
}
