//! The browser's bundle and the public files, as the build tool leaves them. A build has its own folder that never
//! changes, so it may be kept for a year; older builds stay, because an open tab asks for its own chunks.
mod public;

pub use public::PublicFile;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use leptos::config::LeptosOptions;
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// A public file or the build's name that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("can't read {}: {source}", path.display())]
pub struct SiteError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// The site folder as it was when the server began.
#[derive(Debug)]
pub struct Site {
    root: PathBuf,
    build: Option<String>,
    files: BTreeMap<String, Arc<PublicFile>>,
}

/// Folders and files beside the public ones.
const NOT_PUBLIC: [&str; 3] = ["pkg", "build-id", "bundle.stamp"];

/// Mark of an answer with a file that carries its own headers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StaticFile;

impl Site {
    /// Reads the build's name and the public files; a folder that is not there is an empty site.
    ///
    /// # Errors
    /// [`SiteError`] where something is there but can't be read.
    pub fn open(root: &Path) -> Result<Self, SiteError> {
        let name = root.join("build-id");
        let build = match std::fs::read_to_string(&name) {
            Ok(text) => Some(text.trim().to_owned()).filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(SiteError { path: name, source }),
        };
        Ok(Self { root: root.to_owned(), build, files: public::read(root, &NOT_PUBLIC)? })
    }

    /// The name of the build that pages ask for.
    #[must_use]
    pub fn build(&self) -> Option<&str> {
        self.build.as_deref()
    }

    /// The address of the pages' style sheet.
    #[must_use]
    pub fn style_sheet(&self) -> Option<String> {
        self.build.as_ref().map(|id| format!("/pkg/{id}/terang.css"))
    }

    /// What Leptos has to know about it.
    #[must_use]
    pub fn leptos(&self, listen: std::net::SocketAddr) -> LeptosOptions {
        let folder = self.build.as_ref().map_or_else(|| "pkg".to_owned(), |id| format!("pkg/{id}"));
        LeptosOptions::builder()
            .output_name("terang")
            .site_root(self.root.display().to_string())
            .site_pkg_dir(folder)
            .site_addr(listen)
            .env(leptos::config::Env::PROD)
            .build()
    }

    /// A public file by its path.
    #[must_use]
    pub fn public(&self, path: &str) -> Option<&Arc<PublicFile>> {
        self.files.get(path)
    }

    /// A file of a build, compressed where that lies beside it.
    pub async fn bundle(&self, request: axum::extract::Request) -> Response {
        let service = ServeDir::new(&self.root).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
        let Ok(response) = service.oneshot(request).await;
        let mut response = response.into_response();
        let value = match response.status() {
            StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT => "public, max-age=31536000, immutable",
            _ => "no-store",
        };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
        response.extensions_mut().insert(StaticFile);
        response
    }
}
