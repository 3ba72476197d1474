//! What a browser keeps for us.
use http::{HeaderMap, header};

/// The value of a cookie; of two with the same name the first.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::cookie;
    use http::{HeaderMap, HeaderValue, header::COOKIE};

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static("a=b; bahasa=en; a=c; d="))]);
        let of = |name| cookie(&headers, name);
        assert_eq!((of("a"), of("bahasa"), of("d"), of("bah")), (Some("b"), Some("en"), Some(""), None));
    }
}
