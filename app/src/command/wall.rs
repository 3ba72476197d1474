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
    crate::cookie::cookie(headers, WALL_COOKIE).filter(|token| !token.is_empty()).map(str::to_owned)
}
