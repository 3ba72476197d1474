//! Who sent a form of an office's page, and in which region: every handler of these pages begins with it. An address is built of
//! what was understood of the path, and never of what was sent.
use super::here::Here;
use crate::lang::of_headers;
use axum::{
    Extension,
    extract::{FromRequestParts, RawPathParams},
    response::{IntoResponse, Response},
};
use domain::{region::Slug, words::Lang};
use engine::{Engine, Failure, Visitor};
use http::{StatusCode, request::Parts};

/// A request at an office's page.
pub(crate) struct Office {
    engine: Engine,
    visitor: Visitor,
    pub(crate) slug: Slug,
    pub(crate) lang: Lang,
}

impl<S: Send + Sync> FromRequestParts<S> for Office {
    /// Not found where the path names no region.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Extension(engine) = Extension::<Engine>::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let Extension(visitor) = Extension::<Visitor>::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let path = RawPathParams::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let slug = region_in(path.iter()).ok_or_else(|| StatusCode::NOT_FOUND.into_response())?;
        Ok(Self { engine, visitor, slug, lang: of_headers(&parts.headers) })
    }
}

/// The region that a path names.
fn region_in<'a>(mut path: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Slug> {
    path.find(|(name, _)| *name == "region").and_then(|(_, region)| region.parse().ok())
}

impl Office {
    /// The address of a page of this region: `meja/tim`.
    pub(crate) fn page(&self, rest: &str) -> String {
        format!("/{}/{rest}", self.slug.as_str())
    }

    /// The request as an officer's.
    ///
    /// # Errors
    /// `NotFound` for an unknown region, `SignedOut`, and `Forbidden` for who holds no post there.
    pub(crate) fn here(&self) -> Result<Here, Failure> {
        Here::new(self.engine.clone(), self.visitor.clone(), self.slug.as_str(), self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_built_of_what_was_understood() {
        assert_eq!(region_in([("region", "kota-contoh"), ("number", "x")].into_iter()), "kota-contoh".parse().ok());
        for region in ["//evil.example", "kota\r\nx", "kota/contoh", ""] {
            assert_eq!(region_in([("region", region)].into_iter()), None, "{region}");
        }
        assert_eq!(region_in([("number", "kota-contoh")].into_iter()), None);
    }
}
