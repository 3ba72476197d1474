//! What is new, for programs that look by themselves (Atom, RFC 4287): of a service, and of a part of the region, an agency or an
//! organisation, by the same words that narrow its list.
use crate::{
    citizen::narrowed::Narrowed,
    lang::{of_headers, pick},
    server::Asked,
};
use axum::{
    Extension, Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use engine::{Engine, Visitor};
use http::{HeaderMap, StatusCode, header};
use std::fmt::Write as _;

/// Entries of a feed.
const ENTRIES: u32 = 50;

pub(super) fn gets() -> Router {
    Router::new().route("/{region}/{service}/umpan.atom", get(feed))
}

async fn feed(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, path)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    let asked = Asked { engine, visitor, pack, lang: of_headers(&headers) };
    let (pack, lang) = (&asked.pack, asked.lang);
    let Ok(service) = asked.service(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let narrowed = Narrowed::of(&pairs);
    let page = match asked.engine.register().page(pack, &service.key, &narrowed.filter(pack), None, ENTRIES).await {
        Ok(page) => page,
        Err(engine::Failure::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let site = super::opened::site(&asked.engine, &headers);
    let list = format!("{site}{}", narrowed.href(&region, &path));
    let at = |instant: domain::time::Instant| instant.iso(pack.zone());
    let updated = page.lines.iter().map(|l| l.stage_since).max().unwrap_or_else(|| asked.engine.now());
    let mut xml = String::new();
    let base = if service.project.is_some() { "galeri" } else { path.as_str() };
    // Writing into memory can't fail.
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{} – {}</title><id>{}</id><link rel=\"alternate\" href=\"{}\"/><updated>{}</updated><author><name>{}</name></author><rights>CC BY 4.0</rights>",
        lang.code(),
        text(service.name.get(lang)),
        text(&pack.region.name),
        text(&list),
        text(&list),
        at(updated),
        text(&pack.region.name)
    );
    for line in &page.lines {
        let stage = service.stage(&line.stage).map_or(line.stage.as_str(), |s| s.label.get(lang));
        let title = domain::comment::without_personal_parts(&line.title);
        let name = if service.lists.anonymous.is_some() { title.clone() } else { format!("{}: {title}", line.organisation) };
        let href = format!("{site}/{region}/{base}/{}", line.number);
        let amount = line.approved.or(line.requested).map(|n| format!(" · Rp {}", domain::words::number(n, lang))).unwrap_or_default();
        let _ = write!(
            xml,
            "<entry><title>{}</title><id>{}</id><link rel=\"alternate\" href=\"{}\"/><published>{}</published><updated>{}</updated><summary>{}: {}{}</summary></entry>",
            text(&name),
            text(&href),
            text(&href),
            at(line.submitted_at),
            at(line.stage_since),
            pick(lang, "Tahap", "Stage"),
            text(stage),
            text(&amount)
        );
    }
    xml.push_str("</feed>\n");
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
}

/// Text between tags; what no XML may hold is left out.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\t' | '\n') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_people_wrote_is_text() {
        assert_eq!(text("<a href=\"x\">&\u{8}b"), "&lt;a href=&quot;x&quot;&gt;&amp;b");
    }
}
