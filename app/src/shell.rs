//! The document around every page.
use crate::{
    App,
    lang::{lang, pick},
    tier::{Tier, is_framed},
};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, VARY};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::MetaTags;

/// The document: language, styles, and the scripts that the page's tier needs.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    // Absent while routes are listed.
    let path = with_context::<http::request::Parts, _>(|parts| parts.uri.path().to_owned());
    let tier = path.as_deref().map_or(Tier::Office, Tier::of_path);
    if tier == Tier::Plain
        && let Some(shared) = Owner::current_shared_context()
    {
        // Resources then leave their values out of the page.
        shared.set_is_hydrating(false);
    }
    if let Some(response) = use_context::<ResponseOptions>() {
        if let Some(nonce) = use_nonce()
            && let Ok(policy) = HeaderValue::from_str(&policy(&nonce, path.as_deref().is_some_and(is_framed)))
        {
            response.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // What a page loads depends on it.
        response.insert_header(VARY, HeaderValue::from_static("save-data, cookie"));
    }
    let css = format!("/{}/terang.css", options.site_pkg_dir);
    // The region's accent; style attributes are not allowed by the policy.
    let named = path.as_deref().and_then(|p| p.split('/').find(|s| !s.is_empty()));
    let pack = named.and_then(|slug| use_context::<engine::Engine>()?.packs().by_slug(slug));
    let region = named.filter(|_| pack.is_some());
    // What a search engine shows below the page's name.
    let promise = pack.map(|pack| format!("{}: {}", pack.region.name, pack.region.promise.get(lang())));
    let about = promise.unwrap_or_else(|| {
        pick(lang(), "Layanan pemerintah daerah yang setiap langkahnya terlihat.", "Regional services, with every step in sight.")
            .to_owned()
    });
    let accent = region.map(|slug| view! { <link rel="stylesheet" href=format!("/{slug}/aksen.css")/> });
    let scripts = (tier == Tier::Office).then(|| view! { <HydrationScripts options/><script type="module" src="/foto.js"></script><script type="module" src="/titik.js"></script><script type="module" src="/ketik.js"></script> });
    view! {
        <!DOCTYPE html>
        <html lang=lang().code() data-hemat=crate::saving::on().then_some("ya")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="theme-color" content="#0f5c6e"/>
                <meta name="description" content=about/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/terang.webmanifest"/>
                <link rel="stylesheet" href=css/>
                {accent}
                {scripts}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

fn policy(nonce: &str, framed: bool) -> String {
    let around = if framed { "'self'" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {around}"
    )
}
