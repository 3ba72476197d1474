//! A page that can't show what was asked for: what happened, and where to go on.
use crate::{
    error::AppError,
    lang::{lang, t},
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The error in place of a page's content, with the status of the answer.
pub fn fault(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
    let heading = match &error {
        AppError::SignedOut => t("Silakan masuk", "Please sign in"),
        AppError::Forbidden => t("Halaman ini bukan untuk akun Anda", "This page is not for your account"),
        AppError::NotFound => t("Tidak ditemukan", "Not found"),
        AppError::Refused { .. } => t("Tidak dapat dilakukan", "This can't be done"),
        AppError::Unavailable { .. } | AppError::Transport => t("Sedang ada gangguan", "Something is out of order"),
    };
    let enter = matches!(error, AppError::SignedOut).then(|| view! { <p><a class="btn" rel="external" href=enter_from_here()>{t("Masuk", "Sign in")}</a></p> });
    view! {
        <Title text=heading/>
        <section class="face card" role="alert">
            <h1>{heading}</h1>
            <p>{error.text(lang())}</p>
            {enter}
            <p><a rel="external" href="/">{t("Ke halaman depan", "To the first page")}</a></p>
        </section>
    }
}

fn enter_from_here() -> String {
    #[cfg(feature = "ssr")]
    {
        let here = use_context::<http::request::Parts>().map(|p| p.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)).unwrap_or_default();
        // A server function's own address is no page to come back to.
        let here = if here.starts_with("/api/") { "/" } else { &here };
        format!("/masuk?kembali={}", crate::server::in_query(here))
    }
    #[cfg(not(feature = "ssr"))]
    {
        let here = window().location().pathname().unwrap_or_default();
        format!("/masuk?kembali={here}")
    }
}

/// The page for an address that leads nowhere.
pub fn missing() -> impl IntoView {
    view! { <main id="isi">{fault(AppError::NotFound)}</main> }
}
