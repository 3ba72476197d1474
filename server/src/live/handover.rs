//! A stream that outlives its request: the reader leaves the answer's body, and a task of its own writes to the socket.
use super::Reader;
use axum::{body::Body, response::Response};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use http::HeaderMap;
use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

/// How long a peer may take to read a line; who takes longer comes back and reads what was missed.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much is written at once where much waits, in bytes.
const PIECE: usize = 16 * 1024;

/// A reader on its way from the handler to whoever writes: the connection, or the body of an answer where nobody takes it.
#[derive(Clone)]
pub(crate) struct Handover(Arc<Mutex<Option<Box<Reader>>>>);

impl Handover {
    pub(super) fn new(reader: Reader) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::new(reader)))))
    }

    fn take(&self) -> Option<Box<Reader>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The same as the body of an answer, for callers without a connection of ours. The reader is taken when somebody reads.
    pub(super) fn body(self) -> Body {
        let reader = futures::stream::iter(std::iter::once_with(move || self.take()).flatten());
        Body::from_stream(reader.flat_map(lines))
    }
}

fn lines(reader: Box<Reader>) -> impl Stream<Item = Result<Bytes, Infallible>> {
    futures::stream::unfold(Some(reader), async |reader| {
        let mut reader = reader?;
        let (line, goes_on) = reader.next().await?;
        Some((Ok(line), goes_on.then_some(reader)))
    })
}

/// The head of an answer that ends with its connection.
pub(crate) fn head(response: &Response) -> Vec<u8> {
    let mut head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n".to_vec();
    fields(&mut head, response.headers());
    head.extend_from_slice(b"\r\n");
    head
}

fn fields(head: &mut Vec<u8>, headers: &HeaderMap) {
    for (name, value) in headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
}

/// Writes what the reader hears until either side ends.
pub(crate) async fn tell(mut socket: TcpStream, head: Vec<u8>, handover: Handover) {
    let Some(mut reader) = handover.take() else { return };
    drop(handover);
    if !written(&mut socket, &head).await {
        return;
    }
    drop(head);
    loop {
        let said = tokio::select! {
            said = reader.next() => said,
            () = hung_up(&socket) => return,
        };
        let Some((line, goes_on)) = said else { break };
        if !written(&mut socket, &with_more(line, &mut reader, goes_on)).await {
            return;
        }
        if !goes_on {
            break;
        }
    }
    // What was written is on its way; that the peer is gone meanwhile changes nothing.
    _ = socket.shutdown().await;
}

/// The line, with what else waits to be said: who is behind is told in one piece what happened since.
fn with_more(line: Bytes, reader: &mut Reader, goes_on: bool) -> Bytes {
    let Some(next) = goes_on.then(|| reader.more()).flatten() else { return line };
    let mut piece = Vec::with_capacity(4 * (line.len() + next.len()));
    piece.extend_from_slice(&line);
    piece.extend_from_slice(&next);
    while piece.len() < PIECE
        && let Some(next) = reader.more()
    {
        piece.extend_from_slice(&next);
    }
    piece.into()
}

async fn written(socket: &mut TcpStream, bytes: &[u8]) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.write_all(bytes)).await, Ok(Ok(())))
}

/// Returns once the peer is gone. It has asked for one thing and gets it for as long as it listens; what else it sends is dropped.
async fn hung_up(socket: &TcpStream) {
    let mut dropped = [0; 64];
    while socket.readable().await.is_ok() {
        match socket.try_read(&mut dropped) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}
