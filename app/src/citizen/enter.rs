//! Signing in and signing up.
use super::page::{page, query};
use crate::{
    error::AppError,
    lang::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A ready person of a demonstration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonaView {
    login: String,
    password: String,
    role: String,
    name: String,
    line: String,
    home: String,
}

/// What signing in needs to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnterView {
    back: String,
    region: String,
    message: Option<String>,
    login: String,
    name: String,
    otp: bool,
    kept: bool,
    carry: Vec<(String, String)>,
    personas: Vec<(String, Vec<PersonaView>)>,
}

/// The page's facts.
///
/// **Needs**: nothing. **Errors**: none of its own.
#[server(endpoint = "enter")]
pub async fn enter(back: Option<String>, said: Option<String>, carry: Vec<(String, String)>) -> Result<EnterView, AppError> {
    let engine = crate::server::engine()?;
    let lang = crate::lang::lang();
    let back = crate::server::same_site(back.as_deref().unwrap_or("/")).to_owned();
    let region = back.split('/').find(|s| !s.is_empty()).filter(|s| engine.packs().by_slug(s).is_some()).unwrap_or_default().to_owned();
    let kept: Kept = said.as_deref().and_then(crate::server::Flash::get).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let accounts = engine.accounts();
    let personas = engine
        .packs()
        .iter()
        .filter(|p| region.is_empty() || p.region.slug.as_str() == region)
        .map(|pack| {
            let list = accounts.personas(pack).into_iter().map(|p| PersonaView { login: p.login, password: p.password, role: p.role.get(lang).to_owned(), name: p.name, line: p.line.get(lang).to_owned(), home: p.home }).collect();
            (pack.region.name.clone(), list)
        })
        .filter(|(_, list): &(String, Vec<PersonaView>)| !list.is_empty())
        .collect();
    Ok(EnterView { kept: !carry.is_empty(), carry, back, region, message: kept.message, login: kept.login, name: kept.name, otp: kept.otp, personas })
}

/// What is shown once more after a wrong try; never the password.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) message: Option<String>,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) otp: bool,
}

fn facts() -> OnceResource<Result<EnterView, AppError>> {
    let carry = ["isian", "berkas", "halaman"].into_iter().filter_map(|k| query(k).map(|v| (k.to_owned(), v))).collect();
    OnceResource::new(enter(query("kembali"), query("kata"), carry))
}

/// Signing in.
pub struct EnterPage {
    view: OnceResource<Result<EnterView, AppError>>,
}

#[lazy_route]
impl LazyRoute for EnterPage {
    fn data() -> Self {
        Self { view: facts() }
    }
    fn view(this: Self) -> AnyView {
        page(String::new(), "", this.view, |v| {
            let hidden: Vec<_> = v.carry.iter().map(|(k, val)| view! { <input type="hidden" name=k.clone() value=val.clone()/> }).collect();
            view! {
                <Title text=t("Masuk", "Sign in")/>
                <h1>{t("Masuk", "Sign in")}</h1>
                {v.kept.then(|| view! { <p class="card" role="status">{t("Anda sudah lama tidak aktif, jadi kami mengunci halaman ini. Isian Anda tersimpan. Masuk untuk melanjutkan.", "You were away for a while, so we locked this page. What you typed is kept. Sign in to go on.")}</p> })}
                {v.message.clone().map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
                <form method="post" action="/masuk">
                    <input type="hidden" name="kembali" value=v.back.clone()/>
                    {hidden}
                    <div class="field"><label for="login">{t("Surel atau nomor telepon", "E-mail or phone number")}</label><input id="login" name="login" value=v.login.clone() autocomplete="username" autocapitalize="none"/></div>
                    <div class="field"><label for="password">{t("Kata sandi", "Password")}</label><input id="password" name="password" type="password" autocomplete="current-password"/></div>
                    {v.otp.then(|| view! { <div class="field"><label for="otp">{t("Enam angka dari aplikasi pengaman", "Six digits from your authenticator app")}</label><input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code"/></div> })}
                    <p><button class="btn block" type="submit">{t("Masuk", "Sign in")}</button></p>
                </form>
                {(!v.region.is_empty()).then(|| view! { <p>{t("Belum punya akun?", "No account yet?")}" "<a rel="external" href=format!("/daftar?kembali={}", v.back)>{t("Daftar", "Sign up")}</a></p> })}
                {personas(&v)}
            }
        })
    }
}

fn personas(v: &EnterView) -> impl IntoView + use<> {
    let regions: Vec<_> = v
        .personas
        .iter()
        .map(|(region, list)| {
            let people: Vec<_> = list
                .iter()
                .map(|p| {
                    let back = if v.back == "/" || v.back.ends_with("/akun") { p.home.clone() } else { v.back.clone() };
                    view! {
                        <li><form method="post" action="/masuk" class="persona">
                            <input type="hidden" name="login" value=p.login.clone()/><input type="hidden" name="password" value=p.password.clone()/><input type="hidden" name="kembali" value=back/>
                            <button class="card" data-persona=p.login.clone()><b>{p.role.clone()}</b><span class="small">{p.name.clone()}" · "{p.line.clone()}</span></button>
                        </form></li>
                    }
                })
                .collect();
            view! { <h3>{region.clone()}</h3><ul class="plain personas">{people}</ul> }
        })
        .collect();
    (!regions.is_empty()).then(|| view! { <section aria-labelledby="peraga"><h2 id="peraga">{t("Peragaan: masuk sebagai", "Demonstration: sign in as")}</h2><p class="small">{t("Semua orang dan data di sini rekaan.", "All people and data here are made up.")}</p>{regions}</section> })
}

/// Signing up.
pub struct SignUpPage {
    view: OnceResource<Result<EnterView, AppError>>,
}

#[lazy_route]
impl LazyRoute for SignUpPage {
    fn data() -> Self {
        Self { view: facts() }
    }
    fn view(this: Self) -> AnyView {
        page(String::new(), "", this.view, |v| {
            view! {
                <Title text=t("Daftar", "Sign up")/>
                <h1>{t("Buat akun", "Make an account")}</h1>
                {v.message.clone().map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
                <form method="post" action="/daftar">
                    <input type="hidden" name="kembali" value=v.back.clone()/>
                    <div class="field"><label for="name">{t("Nama Anda", "Your name")}</label><input id="name" name="name" value=v.name.clone() autocomplete="name"/></div>
                    <div class="field"><label for="login">{t("Surel atau nomor telepon", "E-mail or phone number")}</label><p class="hint" id="login-p">{t("Kami mengirim kode ke sini untuk memastikan ini milik Anda", "We send a code here to make sure that it is yours")}</p><input id="login" name="login" value=v.login.clone() autocomplete="username" autocapitalize="none" aria-describedby="login-p"/></div>
                    <div class="field"><label for="password">{t("Kata sandi", "Password")}</label><p class="hint" id="password-p">{t("Paling sedikit 8 huruf atau angka. Kalimat pendek mudah diingat", "At least 8 characters. A short sentence is easy to remember")}</p><input id="password" name="password" type="password" autocomplete="new-password" aria-describedby="password-p"/></div>
                    <p><button class="btn block" type="submit">{t("Buat akun", "Make the account")}</button></p>
                </form>
            }
        })
    }
}
