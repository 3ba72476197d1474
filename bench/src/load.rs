//! Clients at once, each on a connection of its own, each asking again as soon as it is answered.
use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, task::JoinSet};

pub(crate) type Body = Full<Bytes>;

/// What came of it.
pub(crate) struct Load {
    pub(crate) answers: usize,
    pub(crate) seconds: f64,
    /// Of one answer, whole, in bytes.
    pub(crate) bytes: usize,
    times: Vec<Duration>,
}

impl Load {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    pub(crate) fn per_second(&self) -> f64 {
        self.answers as f64 / self.seconds
    }

    /// The time within which so many of a hundred were answered.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        percentile(&self.times, percent)
    }

    /// The same in milliseconds.
    pub(crate) fn milliseconds(&self, percent: usize) -> f64 {
        self.percentile(percent).as_secs_f64() * 1e3
    }

    /// A row of a table: what was asked for, how often a second, and within what half and 95 of 100 were answered.
    pub(crate) fn row(&self, what: &str) -> Vec<String> {
        let within = |percent| format!("{:.1} ms", self.milliseconds(percent));
        vec![what.to_owned(), crate::report::count(self.per_second()), within(50), within(95)]
    }
}

/// The smallest of what is in order that so many of a hundred are not above.
pub(crate) fn percentile<T: Copy + Default>(ordered: &[T], percent: usize) -> T {
    let at = (ordered.len() * percent).div_ceil(100).saturating_sub(1);
    ordered.get(at).copied().unwrap_or_default()
}

/// A request for a page or of the API, with a session's token where there is one.
pub(crate) fn request(method: Method, path: &str, token: Option<&str>, json: Option<String>) -> Result<Request<Body>> {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1");
    if let Some(token) = token {
        request = if path.starts_with("/api/") {
            request.header(header::AUTHORIZATION, format!("Bearer {token}"))
        } else {
            request.header(header::COOKIE, format!("{}={token}", engine::COOKIE))
        };
    }
    if json.is_some() {
        request = request.header(header::CONTENT_TYPE, "application/json");
    }
    Ok(request.body(Full::new(Bytes::from(json.unwrap_or_default())))?)
}

/// One request on a connection of its own.
pub(crate) async fn ask(to: SocketAddr, request: Request<Body>) -> Result<(StatusCode, Bytes)> {
    let mut connection = connect(to).await?;
    answer(&mut connection, request).await
}

/// One request whose answer is too long to keep: its status, bytes and lines.
pub(crate) async fn sized(to: SocketAddr, request: Request<Body>) -> Result<(StatusCode, usize, usize)> {
    let mut connection = connect(to).await?;
    connection.ready().await?;
    let mut response = connection.send_request(request).await?;
    let (mut bytes, mut lines) = (0, 0);
    while let Some(frame) = response.frame().await {
        if let Some(data) = frame?.data_ref() {
            bytes += data.len();
            lines += data.iter().filter(|byte| **byte == b'\n').count();
        }
    }
    Ok((response.status(), bytes, lines))
}

/// `next` gives the requests until it gives none; every answer has to have this status.
pub(crate) async fn load<F>(to: SocketAddr, clients: usize, status: StatusCode, next: F) -> Result<Load>
where
    F: Fn() -> Option<Request<Body>> + Send + Sync + 'static,
{
    let next = Arc::new(next);
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(connect(to).await?);
    }
    let (begun, mut work) = (Instant::now(), JoinSet::new());
    for mut connection in connections {
        let next = next.clone();
        work.spawn(async move {
            let (mut times, mut bytes) = (Vec::new(), 0);
            while let Some(request) = next() {
                let asked = Instant::now();
                let (got, body) = answer(&mut connection, request).await?;
                times.push(asked.elapsed());
                ensure!(got == status, "answered {got} instead of {status}: {}", String::from_utf8_lossy(&body));
                bytes = body.len();
            }
            Ok((times, bytes))
        });
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    while let Some(done) = work.join_next().await {
        let (some, size) = done??;
        times.extend(some);
        bytes = bytes.max(size);
    }
    let seconds = begun.elapsed().as_secs_f64();
    times.sort_unstable();
    Ok(Load { answers: times.len(), seconds, bytes, times })
}

/// The same page again and again: a second to warm up, then for as long as is said.
pub(crate) async fn page(to: SocketAddr, clients: usize, path: &str, token: Option<&str>, lasting: Duration) -> Result<Load> {
    for lasting in [Duration::from_secs(1), lasting] {
        let (until, path, token) = (Instant::now() + lasting, path.to_owned(), token.map(ToOwned::to_owned));
        let next = move || request(Method::GET, &path, token.as_deref(), None).ok().filter(|_| Instant::now() < until);
        let done = load(to, clients, StatusCode::OK, next).await?;
        if lasting > Duration::from_secs(1) {
            return Ok(done);
        }
    }
    anyhow::bail!("a page is measured for more than a second")
}

async fn connect(to: SocketAddr) -> Result<SendRequest<Body>> {
    let stream = TcpStream::connect(to).await.with_context(|| format!("connect to {to}"))?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn answer(connection: &mut SendRequest<Body>, request: Request<Body>) -> Result<(StatusCode, Bytes)> {
    connection.ready().await?;
    let response = connection.send_request(request).await?;
    let status = response.status();
    Ok((status, response.into_body().collect().await?.to_bytes()))
}
