//! What Terang's stream is measured beside: the least that axum can do, and a server that was made for this alone.
use crate::served::{free, on_core};
use anyhow::{Context, Result};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Sse, sse::Event},
    routing::{get, post},
    serve::ListenerExt,
};
use clap::Args;
use futures::stream;
use std::{
    convert::Infallible,
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::broadcast;

const NCHAN: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

#[derive(Args)]
pub(crate) struct Words {
    address: SocketAddr,
}

/// This program as the bare loop.
pub(super) fn bare() -> Result<(Command, SocketAddr)> {
    let address = free()?;
    let mut command = on_core(0, &std::env::current_exe()?);
    command.arg("loop").arg(address.to_string());
    Ok((command, address))
}

#[derive(Clone)]
struct Bare {
    send: broadcast::Sender<(u64, Arc<str>)>,
    next: Arc<AtomicU64>,
}

/// Serves until it is ended.
pub(crate) async fn serve(words: Words) -> Result<()> {
    let (send, _) = broadcast::channel(1024);
    let app = Router::new()
        .route("/readyz", get(|| async { "ok" }))
        .route("/pub", post(publish))
        .route("/sub", get(subscribe))
        .with_state(Bare { send, next: Arc::default() });
    let listener = tokio::net::TcpListener::bind(words.address).await?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await.context("serve")
}

async fn publish(State(bare): State<Bare>, body: String) {
    let id = bare.next.fetch_add(1, Ordering::Relaxed) + 1;
    let _ = bare.send.send((id, body.into()));
}

async fn subscribe(State(bare): State<Bare>) -> impl IntoResponse {
    let greeting = stream::once(async { Ok::<_, Infallible>(Event::default().event("hello").data("{}")) });
    let heard = stream::unfold(bare.send.subscribe(), |mut heard| async move {
        let (id, data) = heard.recv().await.ok()?;
        Some((Ok(Event::default().id(id.to_string()).data(&*data)), heard))
    });
    Sse::new(futures::StreamExt::chain(greeting, heard))
}

/// nginx with nchan in one process, where it is installed.
pub(super) fn nchan(dir: &Path) -> Result<Option<(Command, SocketAddr)>> {
    if !Path::new(NCHAN).exists() {
        return Ok(None);
    }
    let (address, at) = (free()?, dir.display());
    let settings = format!(
        "load_module {NCHAN};\ndaemon off;\nmaster_process off;\nworker_rlimit_nofile 20000;\npid {at}/pid;\nerror_log {at}/error.log;\n\
         events {{ worker_connections 19000; }}\n\
         http {{\n access_log off;\n client_body_temp_path {at}/body;\n proxy_temp_path {at}/proxy;\n fastcgi_temp_path {at}/fastcgi;\n \
         uwsgi_temp_path {at}/uwsgi;\n scgi_temp_path {at}/scgi;\n nchan_shared_memory_size 128M;\n server {{\n listen {address} backlog=4096;\n \
         location = /readyz {{ return 200; }}\n \
         location = /pub {{ nchan_publisher; nchan_channel_id x; nchan_message_buffer_length 200; }}\n \
         location = /sub {{ nchan_subscriber eventsource; nchan_channel_id x; nchan_subscriber_first_message newest; nchan_eventsource_ping_interval 5; }}\n }}\n}}\n"
    );
    let file = dir.join("nginx.conf");
    std::fs::write(&file, settings)?;
    let mut command = on_core(0, Path::new("/usr/sbin/nginx"));
    command.arg("-c").arg(file).arg("-p").arg(dir);
    Ok(Some((command, address)))
}
