//! Connections, from the socket to the router. A follower's connection is taken out of the HTTP machinery once its answer has
//! begun: what that keeps for each connection (buffers for the next request, the room of a request that is long answered) would
//! be most of what ten thousand waiting screens cost. What is left is a socket, a task and the reader's place.
use crate::{
    live::handover::{Handover, head, tell},
    shared::Shared,
};
use axum::{Router, body::Body, extract::ConnectInfo, response::Response};
use futures::future::{Either, select};
use http::{Method, Request, Version};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, io, net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// How long a connection may say nothing, or take for the head of a request. A proxy in front that keeps connections open for a
/// minute finds none closed under its hands.
const SILENCE: Duration = Duration::from_secs(75);
/// How long nobody is taken in after the system had no room for another socket.
const FULL: Duration = Duration::from_secs(1);

/// Takes connections in until the server ends; returns when the last of them is answered.
pub(crate) async fn accept(listener: TcpListener, router: Router, shared: Shared) {
    let tasks = TaskTracker::new();
    let mut stopping = pin!(shared.stop.wait());
    loop {
        let accepted = match select(stopping, pin!(listener.accept())).await {
            Either::Left(_) => break,
            Either::Right((accepted, still)) => {
                stopping = still;
                accepted
            }
        };
        match accepted {
            // Streamed pages are many small writes: without this each waits for the peer's delayed acknowledgement (40 ms).
            Ok((socket, from)) => {
                _ = socket.set_nodelay(true);
                tasks.spawn(connection(socket, from, router.clone(), shared.clone(), tasks.clone()));
            }
            Err(error) if of_the_peer(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no room for another connection");
                tokio::time::sleep(FULL).await;
            }
        }
    }
    drop(listener);
    tasks.close();
    tasks.wait().await;
}

/// Whether a peer changed its mind before it was taken in, which is nothing to wait for.
fn of_the_peer(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
}

/// One connection: requests one after the other, until either side ends it or one of them is a stream.
async fn connection(socket: TcpStream, from: SocketAddr, router: Router, shared: Shared, tasks: TaskTracker) {
    let (leaves, left) = oneshot::channel();
    let leaves = std::sync::Mutex::new(Some(leaves));
    let service = service_fn(|request| answer(request, from, router.clone(), &leaves));
    let mut conn =
        http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(SILENCE).serve_connection(TokioIo::new(socket), service);
    let mut left = pin!(left);
    let mut stopping = pin!(shared.stop.wait());
    let mut ends = false;
    let (head, handover) = loop {
        tokio::select! {
            done = Pin::new(&mut conn) => {
                if let Err(error) = done {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            Ok(over) = &mut left => break over,
            () = &mut stopping, if !ends => {
                ends = true;
                Pin::new(&mut conn).graceful_shutdown();
            }
        }
    };
    // The request is read and nothing of its answer is written: the socket is between two bytes.
    let socket = conn.into_parts().io.into_inner();
    tasks.spawn(tell(socket, head, handover));
}

type Leaves = std::sync::Mutex<Option<oneshot::Sender<(Vec<u8>, Handover)>>>;

/// Answers a request; a stream leaves with the head of its answer, and the machinery waits for nothing more.
async fn answer(request: Request<Incoming>, from: SocketAddr, router: Router, leaves: &Leaves) -> Result<Response, Infallible> {
    let may_leave = request.version() == Version::HTTP_11 && request.method() == Method::GET;
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    let mut response = router.oneshot(request).await?;
    if may_leave
        && let Some(handover) = response.extensions_mut().remove::<Handover>()
        && let Some(leaves) = leaves.lock().ok().and_then(|mut leaves| leaves.take())
    {
        // Whoever waits for it is the task that runs this; where it is gone, so is the connection.
        _ = leaves.send((head(&response), handover));
        std::future::pending::<()>().await;
    }
    Ok(response)
}
