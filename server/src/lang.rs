//! In which language an answer of the server itself is written. A page follows the choice kept in the cookie, as all
//! pages do; a program says it with `Accept-Language`.
use app::cookie::cookie;
use domain::words::Lang;
use http::{HeaderMap, header};

/// The language for a page.
#[must_use]
pub fn of_page(headers: &HeaderMap) -> Lang {
    cookie(headers, app::lang::COOKIE).and_then(|code| code.parse().ok()).unwrap_or_default()
}

/// The language for a program: the most wanted one that we have, else Indonesian.
#[must_use]
pub fn of_api(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut best: Option<(u32, Lang)> = None;
    for part in wanted.split(',') {
        let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
        let quality = quality.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
        let Ok(lang) = tag.trim().parse::<Lang>() else { continue };
        // Thousandths are the finest step that the header has.
        let quality = format!("{:.0}", quality.clamp(0.0, 1.0) * 1000.0).parse().unwrap_or(0);
        if quality > best.map_or(0, |(q, _)| q) {
            best = Some((quality, lang));
        }
    }
    best.map_or_else(|| of_page(headers), |(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::{of_api, of_page};
    use domain::words::Lang;
    use http::{HeaderMap, HeaderValue, header};

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.clone(), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn a_program_gets_what_it_wants_most() {
        for (wanted, lang) in [
            ("en-GB,en;q=0.9,id;q=0.8", Lang::En),
            ("fr, id;q=0.5, en;q=0.4", Lang::Id),
            ("en;q=0, id;q=0.1", Lang::Id),
            ("fr", Lang::Id),
            ("", Lang::Id),
        ] {
            assert_eq!(of_api(&headers(&[(header::ACCEPT_LANGUAGE, wanted)])), lang, "{wanted}");
        }
    }

    #[test]
    fn a_page_follows_the_cookie_alone() {
        let both = headers(&[(header::COOKIE, "a=b; bahasa=en"), (header::ACCEPT_LANGUAGE, "id")]);
        assert_eq!((of_page(&both), of_api(&both)), (Lang::En, Lang::Id));
        assert_eq!(of_page(&headers(&[(header::ACCEPT_LANGUAGE, "en")])), Lang::Id);
    }
}
