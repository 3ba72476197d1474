//! Where a request is: the region its path names, who asks, and in which language the answer goes.
use crate::{lang, problem::Failed, shared::Shared};
use axum::extract::{FromRequestParts, Query, RawPathParams, rejection::QueryRejection};
use domain::{number::CaseNumber, pack::Pack, pack::Service, time::Day, words::Lang};
use engine::{Engine, Failure, Visitor};
use http::request::Parts;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use uuid::Uuid;

/// Who asks, and in which language.
#[derive(Clone)]
pub struct Asking {
    /// The use cases.
    pub engine: Engine,
    /// Settings and figures.
    pub shared: Shared,
    /// Who asks.
    pub visitor: Visitor,
    /// The language of words in the answer.
    pub lang: Lang,
    /// The token of the wall that asks, if one does.
    pub wall: Option<String>,
}

/// The same at a region.
#[derive(Clone)]
pub struct Here {
    /// Who asks.
    pub asking: Asking,
    /// The region's pack.
    pub pack: Arc<Pack>,
}

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let found = |what: &str| {
            tracing::error!(what, "the session layer is missing on a route");
            Failed(Failure::Unavailable { incident: what.to_owned() })
        };
        Ok(Self {
            engine: parts.extensions.get::<Engine>().cloned().ok_or_else(|| found("engine"))?,
            shared: parts.extensions.get::<Shared>().cloned().ok_or_else(|| found("shared"))?,
            visitor: parts.extensions.get::<Visitor>().cloned().unwrap_or_default(),
            lang: lang::of_api(&parts.headers),
            wall: app::wall_token(&parts.headers),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let asking = Asking::from_request_parts(parts, state).await?;
        let slug = in_path(parts, "region").await;
        let pack = slug.and_then(|slug| asking.engine.packs().by_slug(&slug)).ok_or(Failed(Failure::NotFound))?;
        Ok(Self { asking, pack })
    }
}

/// A named part of the route's path.
pub(crate) async fn in_path(parts: &mut Parts, name: &str) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

impl Here {
    /// The use cases.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.asking.engine
    }

    /// The day in the region.
    #[must_use]
    pub fn today(&self) -> Day {
        self.engine().now().day(self.pack.zone())
    }

    /// Who asks.
    #[must_use]
    pub fn visitor(&self) -> &Visitor {
        &self.asking.visitor
    }

    /// A service of the region.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn service(&self, key: &str) -> Result<&Service, Failed> {
        self.pack.service(key).ok_or(Failed(Failure::NotFound))
    }
}

/// What the query asks for.
pub struct Wanted<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Wanted<T> {
    type Rejection = QueryRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, QueryRejection> {
        Query::from_request_parts(parts, state).await.map(|Query(wanted)| Self(wanted))
    }
}

/// A case's number from a path. One that is mistyped is the number of no case.
///
/// # Errors
/// `NotFound`.
pub fn number(text: &str) -> Result<CaseNumber, Failed> {
    text.parse().map_err(|_| Failed(Failure::NotFound))
}

/// A draft's id from a path.
///
/// # Errors
/// `NotFound`.
pub fn draft_id(text: &str) -> Result<Uuid, Failed> {
    text.parse().map_err(|_| Failed(Failure::NotFound))
}
