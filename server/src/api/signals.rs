//! Where sources outside send what they say.
use crate::{here::Here, problem::Failed};
use axum::Json;
use domain::signal::Sent;
use engine::Failure;
use http::{HeaderMap, HeaderName, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The header with a source's key.
const SIGNAL_KEY: HeaderName = HeaderName::from_static("signal-key");

/// Signals, at most 500.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Signals {
    /// Each as its source sends it: `source` and `thing` with `latitude` and `longitude`, or `value`, or `picture`; `at` in UTC
    /// milliseconds where it is not now. Read one by one: a malformed one takes none of the others with it.
    #[schema(value_type = Vec<Object>)]
    items: Vec<serde_json::Value>,
}

/// What became of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct Taken {
    /// How many hold.
    kept: usize,
    /// Those that do not.
    refused: Vec<Wrong>,
}

/// One that does not hold.
#[derive(Serialize, ToSchema)]
pub(crate) struct Wrong {
    /// Its place in the list, from 0.
    place: usize,
    /// The field that is wrong; `items` for one that could not be read at all.
    field: &'static str,
}

/// Takes what a source says, with its key in `Signal-Key`. What holds is kept, whatever is wrong with the rest; where nothing holds,
/// the answer is 422.
#[utoipa::path(post, path = "/{region}/signals", tag = "live", request_body = Signals,
    params(("Signal-Key" = String, Header, description = "The source's key")),
    responses((status = 200, description = "What became of them", body = Taken), (status = 422, description = "None holds", body = Taken)))]
pub(crate) async fn take(here: Here, headers: HeaderMap, Json(body): Json<Signals>) -> Result<(StatusCode, Json<Taken>), Failed> {
    let key = headers.get(SIGNAL_KEY).and_then(|key| key.to_str().ok()).unwrap_or_default();
    let key = if key.is_empty() { return Err(Failed(Failure::SignedOut)) } else { key };
    let (mut sent, mut places, mut refused) = (vec![], vec![], vec![]);
    for (place, item) in body.items.into_iter().enumerate() {
        match serde_json::from_value::<Sent>(item) {
            Ok(item) => {
                places.push(place);
                sent.push(item);
            }
            Err(_) => refused.push(Wrong { place, field: "items" }),
        }
    }
    let taken = here.engine().signals().take(&here.pack, key, &sent).await.map_err(|failure| match failure {
        // The key opens nothing: whoever sends should ask for another one.
        Failure::NotFound => Failed(Failure::Forbidden),
        failure => Failed(failure),
    })?;
    refused.extend(taken.refused.iter().map(|(at, fault)| Wrong { place: places[*at], field: fault.field() }));
    refused.sort_by_key(|wrong| wrong.place);
    let status = if taken.kept == 0 && !refused.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Json(Taken { kept: taken.kept, refused })))
}
