//! Citizens' pages in a further language: the Indonesian page, phrase by phrase, in the words of a table. What the table has not stays
//! Indonesian, as does what people wrote. Whoever reads Indonesian or English pays nothing for it.
use crate::shared::Running;
use app::{cookie::cookie, tier::Tier};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use std::borrow::Cow;

/// No page is larger.
const MOST: usize = 4 * 1_048_576;
/// Attributes that people read or hear.
const SAID: [&str; 4] = ["aria-label", "placeholder", "alt", "title"];

/// Puts a page into the language that its reader chose, where it is one of a table.
pub(crate) async fn speak(State(running): State<Running>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let region = path.split('/').find(|part| !part.is_empty()).unwrap_or_default();
    let pack = running.engine.packs().by_slug(region);
    // A region has the languages that it offers; pages of none have all.
    let offered = |code: &str| {
        running.engine.languages().named(code).is_some()
            && pack.as_ref().is_none_or(|pack| pack.region.languages.iter().any(|offered| offered == code))
    };
    let chosen = cookie(request.headers(), app::lang::COOKIE).filter(|code| offered(code)).map(str::to_owned);
    let response = next.run(request).await;
    let Some(code) = chosen.filter(|_| Tier::of_path(&path) == Tier::Plain) else { return response };
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        tracing::error!(%path, "a page is too large to be put into another language");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = String::from_utf8_lossy(&bytes);
    let said = translated(&html, &code, |phrase| running.engine.languages().phrase(region, &code, phrase));
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Ok(code) = HeaderValue::from_str(&code) {
        parts.headers.insert(header::CONTENT_LANGUAGE, code);
    }
    Response::from_parts(parts, Body::from(said))
}

/// The page with every whole phrase that the table has.
fn translated<'p>(html: &str, code: &str, phrase: impl Fn(&str) -> Option<&'p str>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Between these nothing is read by people.
    let mut inside: Option<&str> = None;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(&if inside.is_some() { Cow::Borrowed(text) } else { words(text, &phrase) });
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        for name in ["script", "style"] {
            if tag.starts_with(&format!("<{name}")) {
                inside = Some(name);
            } else if tag.starts_with(&format!("</{name}")) {
                inside = None;
            }
        }
        if let Some(rest) = tag.strip_prefix("<html lang=\"id\"") {
            out.push_str(&format!("<html lang=\"{code}\"{rest}"));
        } else {
            out.push_str(&attributes(tag, &phrase));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text between tags: what stands around it stays.
fn words<'t, 'p>(text: &'t str, phrase: &impl Fn(&str) -> Option<&'p str>) -> Cow<'t, str> {
    if text.trim().is_empty() {
        return Cow::Borrowed(text);
    }
    let plain = text.replace("&amp;", "&");
    // Spaces at an end are a part of some phrases, and around others.
    if let Some(found) = phrase(&plain) {
        return Cow::Owned(found.replace('&', "&amp;"));
    }
    let core = plain.trim();
    match phrase(core) {
        Some(found) => {
            let (before, after) = (plain.len() - plain.trim_start().len(), plain.trim_end().len());
            Cow::Owned(
                format!("{}{}{}", plain.get(..before).unwrap_or_default(), found, plain.get(after..).unwrap_or_default())
                    .replace('&', "&amp;"),
            )
        }
        None => Cow::Borrowed(text),
    }
}

fn attributes<'t, 'p>(tag: &'t str, phrase: &impl Fn(&str) -> Option<&'p str>) -> Cow<'t, str> {
    let mut tag = Cow::Borrowed(tag);
    for name in SAID {
        let begin = format!(" {name}=\"");
        let Some(at) = tag.find(&begin).map(|at| at + begin.len()) else { continue };
        let Some(len) = tag.get(at..).and_then(|rest| rest.find('"')) else { continue };
        let said = tag.get(at..at + len).unwrap_or_default();
        if let Some(found) = phrase(said).map(|found| found.replace('"', "&quot;")) {
            let changed = format!("{}{found}{}", tag.get(..at).unwrap_or_default(), tag.get(at + len..).unwrap_or_default());
            tag = Cow::Owned(changed);
        }
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn whole_phrases_are_put_into_the_language_and_nothing_else() {
        let phrase = |text: &str| match text {
            "Masuk" => Some("Lebet"),
            "Pengingat: " => Some("Pangéling: "),
            "Cari & temukan" => Some("Paluruh & panggihan"),
            _ => None,
        };
        let said = translated(
            "<!DOCTYPE html><html lang=\"id\" data-x><script>Masuk</script><a aria-label=\"Masuk\" href=\"/masuk\"> Masuk </a><p>Pengingat: <!>Masuk pagi</p><b>Cari &amp; temukan</b>",
            "su",
            phrase,
        );
        assert_eq!(
            said,
            "<!DOCTYPE html><html lang=\"su\" data-x><script>Masuk</script><a aria-label=\"Lebet\" href=\"/masuk\"> Lebet </a><p>Pangéling: <!>Masuk pagi</p><b>Paluruh &amp; panggihan</b>"
        );
    }
}
