//! A page that can't show what was asked for: what happened, and where to go on.
use super::mast::head;
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
        // Who is sent elsewhere has a status already.
        && response.0.read().is_ok_and(|so_far| so_far.status.is_none())
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
    let signed_out = matches!(error, AppError::SignedOut);
    let here = here();
    let enter = signed_out.then(|| view! { <p><a class="btn" rel="external" href=enter_from(&here)>{t("Masuk", "Sign in")}</a></p> });
    // A draft begun without an account has a code of its own.
    let resume =
        here.split_once("/ajukan/").filter(|_| signed_out || error == AppError::NotFound).map(|(service, _)| format!("{service}/lanjut"));
    let resume = resume
        .map(|to| view! { <p><a class="btn second" rel="external" href=to>{t("Lanjutkan dengan kode", "Go on with a code")}</a></p> });
    view! {
        <Title text=heading/>
        <section class="face card" role="alert">
            <h1>{heading}</h1>
            <p>{error.text(lang())}</p>
            {enter}
            {resume}
            <p><a rel="external" href="/">{t("Ke halaman depan", "To the first page")}</a></p>
        </section>
    }
}

/// The page's own address; empty within a server function's request.
fn here() -> String {
    #[cfg(feature = "ssr")]
    {
        let here =
            with_context::<http::request::Parts, _>(|p| p.uri.path_and_query().map(ToString::to_string)).flatten().unwrap_or_default();
        if here.starts_with("/api/") { String::new() } else { here }
    }
    #[cfg(not(feature = "ssr"))]
    {
        window().location().pathname().unwrap_or_default()
    }
}

fn enter_from(here: &str) -> String {
    let here = if here.is_empty() { "/" } else { here };
    #[cfg(feature = "ssr")]
    let here = crate::server::in_query(here);
    format!("/masuk?kembali={here}")
}

/// The page for an address that leads nowhere.
pub fn missing() -> impl IntoView {
    view! {
        {head(String::new(), None)}
        <main id="isi">{fault(AppError::NotFound)}</main>
    }
}
