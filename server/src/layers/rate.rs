//! How often somebody may try: signing in by address and by account, secrets and codes by address, the API by address.
//! A secret that can be tried a million times a day is none.
mod login;

use crate::{
    answer::{Asker, Instead},
    config::Config,
    peer::Peer,
    shared::Shared,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota,
    clock::{Clock, DefaultClock},
};
use http::{HeaderMap, HeaderName, Method, StatusCode};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

/// The header with which a program shows a case's secret.
pub const CASE_SECRET: HeaderName = HeaderName::from_static("case-secret");

/// The counters of one server. They live in memory: a restart forgives, and each server counts for itself.
#[derive(Debug)]
pub struct Limits {
    clock: DefaultClock,
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    login: DefaultKeyedRateLimiter<login::Key>,
    unlock: DefaultKeyedRateLimiter<IpAddr>,
    comment: DefaultKeyedRateLimiter<IpAddr>,
    api: DefaultKeyedRateLimiter<IpAddr>,
}

/// What a request tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    SignIn,
    Unlock,
    Verify,
    Comment,
    Api,
}

impl Limits {
    /// Counters with the limits of these settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let times = |limit: u32| NonZeroU32::new(config.effective(limit)).unwrap_or(NonZeroU32::MIN);
        let minutely = |limit: u32| DefaultKeyedRateLimiter::keyed(Quota::per_minute(times(limit)));
        let in_ten_minutes = Quota::with_period(Duration::from_secs(600) / times(config.limit_login).get())
            .map_or_else(|| Quota::per_minute(NonZeroU32::MIN), |q| q.allow_burst(times(config.limit_login)));
        Self {
            clock: DefaultClock::default(),
            sign_in: minutely(config.limit_sign_in),
            login: DefaultKeyedRateLimiter::keyed(in_ten_minutes),
            unlock: minutely(config.limit_unlock),
            comment: minutely(config.limit_comment),
            api: minutely(config.limit_api),
        }
    }

    /// Forgets whoever has not tried lately, so that the counters stay small.
    pub fn forget(&self) {
        self.sign_in.retain_recent();
        self.login.retain_recent();
        self.unlock.retain_recent();
        self.comment.retain_recent();
        self.api.retain_recent();
    }

    /// Counts a try; `Err` is the seconds until the next one is heard.
    fn count<K: Hash + Eq + Clone>(&self, counter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), u64> {
        counter.check_key(key).map_err(|until| until.wait_time_from(self.clock.now()).as_secs() + 1)
    }
}

pub(crate) async fn limit(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let asker = Asker::of(request.uri(), request.headers());
    let from = Peer::of(&shared.config, request.extensions(), request.headers()).key();
    let limits = &shared.limits;
    let purposes = purposes(request.method(), request.uri().path(), request.headers());
    for purpose in &purposes {
        let counted = match purpose {
            Purpose::SignIn => limits.count(&limits.sign_in, &from),
            Purpose::Unlock | Purpose::Verify => limits.count(&limits.unlock, &from),
            Purpose::Comment => limits.count(&limits.comment, &from),
            Purpose::Api => limits.count(&limits.api, &from),
        };
        if let Err(wait) = counted {
            return refuse(*purpose, wait).to(asker, &shared);
        }
    }
    if !purposes.contains(&Purpose::SignIn) {
        return next.run(request).await;
    }
    let (request, key) = match login::peek(request).await {
        Ok(peeked) => peeked,
        Err(response) => return *response,
    };
    if let Some(Err(wait)) = key.map(|key| limits.count(&limits.login, &key)) {
        return refuse(Purpose::SignIn, wait).to(asker, &shared);
    }
    next.run(request).await
}

fn purposes(method: &Method, path: &str, headers: &HeaderMap) -> Vec<Purpose> {
    let mut found = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    if method == Method::POST {
        match segments.as_slice() {
            ["masuk" | "daftar", ..] | ["api", "v1", "sessions"] => found.push(Purpose::SignIn),
            [_, "lacak" | "tanggapan"] | [_, _, "lanjut"] => found.push(Purpose::Unlock),
            [_, _, _, "tanggapan" | "dukung"] => found.push(Purpose::Comment),
            _ => {}
        }
    }
    // The numbers of documents follow each other: who tries them all learns what there is.
    if let [_, "verifikasi", _, ..] = segments.as_slice() {
        found.push(Purpose::Verify);
    }
    if headers.contains_key(CASE_SECRET) {
        found.push(Purpose::Unlock);
    }
    if matches!(segments.as_slice(), ["api", "v1", ..]) {
        found.push(Purpose::Api);
    }
    found
}

fn refuse(purpose: Purpose, wait: u64) -> Instead {
    let (id, en) = match purpose {
        Purpose::SignIn => ("Terlalu banyak percobaan masuk", "Too many tries to sign in"),
        Purpose::Unlock => ("Terlalu banyak percobaan membuka pengajuan", "Too many tries to open a case"),
        Purpose::Verify => ("Terlalu banyak pemeriksaan dokumen", "Too many documents checked"),
        Purpose::Comment => ("Terlalu banyak kiriman dari sambungan ini", "Too much was sent from this connection"),
        Purpose::Api => ("Terlalu banyak permintaan", "Too many requests"),
    };
    let mut instead = Instead::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_requests",
        (id, en),
        (&format!("Tunggu {wait} detik, lalu coba lagi"), &format!("Wait {wait} seconds, then try again")),
    );
    instead.retry_after = Some(wait);
    instead
}

#[cfg(test)]
mod tests {
    use super::{CASE_SECRET, Limits, Purpose, purposes};
    use crate::config::Config;
    use http::{HeaderMap, HeaderValue, Method};

    #[test]
    fn what_is_tried_is_known_by_the_address() {
        let none = HeaderMap::new();
        let secret = HeaderMap::from_iter([(CASE_SECRET, HeaderValue::from_static("x"))]);
        for (method, path, headers, want) in [
            (Method::POST, "/masuk", &none, vec![Purpose::SignIn]),
            (Method::GET, "/masuk", &none, vec![]),
            (Method::POST, "/daftar", &none, vec![Purpose::SignIn]),
            (Method::POST, "/api/v1/sessions", &none, vec![Purpose::SignIn, Purpose::Api]),
            (Method::POST, "/kota-contoh/lacak", &none, vec![Purpose::Unlock]),
            (Method::POST, "/kota-contoh/lacak/HB-1/tindakan/x", &none, vec![]),
            (Method::POST, "/kota-contoh/hibah/lanjut", &none, vec![Purpose::Unlock]),
            (Method::POST, "/kota-contoh/tanggapan", &none, vec![Purpose::Unlock]),
            (Method::POST, "/kota-contoh/hibah/HB-1/tanggapan", &none, vec![Purpose::Comment]),
            (Method::POST, "/kota-contoh/meja/tanggapan/1", &none, vec![]),
            (Method::GET, "/api/v1/kota-contoh/cases/HB-1", &secret, vec![Purpose::Unlock, Purpose::Api]),
            (Method::GET, "/kota-contoh/verifikasi", &none, vec![]),
            (Method::GET, "/kota-contoh/verifikasi/TT1", &none, vec![Purpose::Verify]),
            (Method::POST, "/kota-contoh/verifikasi/TT1/bandingkan", &none, vec![Purpose::Verify]),
            (Method::GET, "/kota-contoh", &none, vec![]),
        ] {
            assert_eq!(purposes(&method, path, headers), want, "{method} {path}");
        }
    }

    #[test]
    fn the_eleventh_try_waits_and_another_address_does_not() {
        let limits = Limits::new(&Config::defaults().unwrap());
        let (one, other) = ("203.0.113.1".parse().unwrap(), "203.0.113.2".parse().unwrap());
        for _ in 0..10 {
            assert_eq!(limits.count(&limits.sign_in, &one), Ok(()));
        }
        let wait = limits.count(&limits.sign_in, &one).unwrap_err();
        assert!((1..=7).contains(&wait), "{wait}");
        assert_eq!(limits.count(&limits.sign_in, &other), Ok(()));
    }
}
