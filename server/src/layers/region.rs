//! Whose request it is before it is anybody's: a host that is one region's leads to that region and to no other, and a region that is
//! suspended or archived is read and not written.
use crate::{
    answer::{Asker, Instead},
    shared::Running,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, StatusCode, header};

/// Seconds after which a suspended region may be tried again.
const AGAIN: u64 = 600;

/// The region's slug in a path, be it of a page or of the API.
fn slug(path: &str) -> Option<&str> {
    path.strip_prefix("/api/v1/").or_else(|| path.strip_prefix('/'))?.split('/').next().filter(|s| !s.is_empty())
}

pub(crate) async fn check(State(running): State<Running>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let packs = running.engine.packs();
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    if let Some(own) = host.and_then(|host| packs.by_host(host)) {
        if path == "/" {
            return Redirect::to(&format!("/{}", own.region.slug)).into_response();
        }
        if slug(path).and_then(|slug| packs.by_slug(slug)).is_some_and(|other| other.code() != own.code()) {
            return Instead::new(
                StatusCode::NOT_FOUND,
                "another_region",
                ("Alamat ini milik daerah lain", "This address is of another region"),
                (
                    "Situs ini hanya melayani satu daerah. Mulailah dari halaman depannya",
                    "This site serves one region. Begin at its first page",
                ),
            )
            .to(Asker::of(request.uri(), request.headers()), &running.shared);
        }
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let standing =
        if reads { None } else { slug(path).and_then(|slug| packs.by_slug(slug)).and_then(|pack| running.engine.standing(&pack)) };
    let Some(standing) = standing else { return next.run(request).await };
    let instead = if standing.archived {
        Instead::new(
            StatusCode::GONE,
            "archived",
            ("Layanan daerah ini sudah ditutup", "This region's service is closed"),
            (
                "Yang sudah ada tetap dapat dibaca. Alasannya tertulis di halaman depan daerah",
                "What there is can still be read. Why stands on the region's first page",
            ),
        )
    } else {
        let mut instead = Instead::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "suspended",
            ("Layanan daerah ini sedang dijeda", "This region's service is paused"),
            (
                "Tidak ada yang hilang. Kembali ke halaman sebelumnya dan kirim lagi nanti",
                "Nothing is lost. Go back to the page before, and send it again later",
            ),
        );
        instead.retry_after = Some(AGAIN);
        instead
    };
    instead.to(Asker::of(request.uri(), request.headers()), &running.shared)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_region_stands_first_in_every_path() {
        assert_eq!(slug("/kota-contoh/hibah"), Some("kota-contoh"));
        assert_eq!(slug("/api/v1/kota-contoh/cases"), Some("kota-contoh"));
        assert_eq!((slug("/"), slug("")), (None, None));
    }
}
