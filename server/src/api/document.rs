//! The OpenAPI document: what can't be said at each route is put in here once, such as the region in every path and the
//! problem document behind every error.
use crate::problem::{FieldProblem, MEDIA, Problem};
use axum::response::{IntoResponse, Response};
use http::header;
use utoipa::{
    OpenApi, ToSchema,
    openapi::{
        self, ContentBuilder, Ref, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Terang",
        description = "Hibah, izin dan kinerja pemerintah daerah. Amounts are whole rupiah, days are written 2026-11-09 and mean the region's day, moments are milliseconds since 1970 in UTC. Errors are problem documents (RFC 9457) whose `code` is stable. A write may bring an `Idempotency-Key`: the same key with the same content gives the same answer for a day.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "sessions", description = "Signing in"),
        (name = "services", description = "What can be asked for"),
        (name = "cases", description = "Drafts, cases and what happens to them"),
        (name = "documents", description = "What offices issued, and whether it is genuine"),
        (name = "desk", description = "Officers' queues and the command center"),
        (name = "lists", description = "Recipients that are approved together, and what can be spent"),
        (name = "performance", description = "Attendance of staff"),
        (name = "public", description = "What everybody may read"),
        (name = "live", description = "What changes, as it changes")
    )
)]
struct Document;

/// The document before its routes are in it.
#[must_use]
pub fn begin() -> openapi::OpenApi {
    Document::openapi()
}

/// The document after them.
#[must_use]
pub fn complete(mut document: openapi::OpenApi) -> openapi::OpenApi {
    let components = document.components.get_or_insert_default();
    components.schemas.insert("Problem".into(), <Problem as utoipa::PartialSchema>::schema());
    components.schemas.insert(FieldProblem::name().into(), <FieldProblem as utoipa::PartialSchema>::schema());
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token of `POST /api/v1/sessions`")).build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie = ApiKeyValue::with_description(engine::COOKIE, "The session of a signed-in browser");
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for (path, item) in &mut document.paths.paths {
        let operations = [("get", &mut item.get), ("post", &mut item.post), ("patch", &mut item.patch), ("delete", &mut item.delete)];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                finish(operation, method, path);
            }
        }
    }
    document
}

fn finish(operation: &mut Operation, method: &str, path: &str) {
    // Programs that are written from the document name their functions by this: method and path, such as get_cases_case.
    let names = path.split('/').map(|part| part.trim_matches(['{', '}'])).filter(|part| !["", "api", "v1", "region"].contains(part));
    operation.operation_id = Some(std::iter::once(method).chain(names).collect::<Vec<_>>().join("_"));
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let error = ResponseBuilder::new().description("What went wrong, and what to do").content(MEDIA, problem).build();
    operation.responses.responses.insert("default".to_owned(), error.into());
    if path.contains("{case}") && !path.contains("/drafts/") {
        operation.parameters.get_or_insert_default().push(secret());
    }
    if path.contains("{region}") {
        operation.parameters.get_or_insert_default().insert(0, region());
    }
    // Nothing is needed for what is public; each handler says by its answer what it needs.
    operation.security = Some(vec![
        SecurityRequirement::default(),
        SecurityRequirement::new::<_, [&str; 0], &str>("bearer", []),
        SecurityRequirement::new::<_, [&str; 0], &str>("cookie", []),
    ]);
}

fn secret() -> Parameter {
    ParameterBuilder::new()
        .name("Case-Secret")
        .parameter_in(ParameterIn::Header)
        .description(Some("The secret of the receipt, in place of a session: gives the owner's rights to this case"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

fn region() -> Parameter {
    ParameterBuilder::new()
        .name("region")
        .parameter_in(ParameterIn::Path)
        .required(openapi::Required::True)
        .description(Some("The region's slug, such as kota-bandung"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}

pub(super) fn show(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
}
