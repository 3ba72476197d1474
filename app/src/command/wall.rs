//! A screen that hangs in a room: a board of the pack, one screen after the other, dark, without anybody signed in. What is late
//! stands above every screen, so that no turn hides it. A plain page; a small script turns the screens, hears the stream, greys what
//! is old, and loads the page anew when there is a new build.
mod draw;
mod links;
mod load;
mod posts;

pub use draw::WallPage;
pub use links::LinksPage;
pub(crate) use posts::posts;

/// The cookie with a wall's token.
pub const WALL_COOKIE: &str = "__Host-terang-dinding";

/// The token of the wall that asks, from its headers.
#[must_use]
pub fn wall_token(headers: &http::HeaderMap) -> Option<String> {
    let cookies = headers.get_all(http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == WALL_COOKIE).map(|(_, token)| token.to_owned()).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::wall_token;
    use http::{HeaderMap, HeaderValue, header::COOKIE};

    #[test]
    fn a_walls_token_is_found_among_other_cookies() {
        let of = |text: &'static str| wall_token(&HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(text))]));
        assert_eq!(of("bahasa=id; __Host-terang-dinding=abc; x=y").as_deref(), Some("abc"));
        assert_eq!((of("__Host-terang-dinding="), of("a=b")), (None, None));
    }
}
