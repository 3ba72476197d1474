//! Signing in; in a demonstration also by one tap as one of its people.
use super::page::{Loading, Place, page, query};
use crate::{error::AppError, lang::t};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A ready person of a demonstration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonaView {
    login: String,
    role: String,
    name: String,
    line: String,
}

/// What signing in needs to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnterView {
    pub(super) back: String,
    region: String,
    pub(super) message: Option<String>,
    pub(super) login: String,
    pub(super) name: String,
    otp: bool,
    kept: bool,
    carry: Vec<(String, String)>,
    /// Where a draft's code is shown, when a session ended over a form.
    resume: Option<String>,
    /// Field and words of what is wrong.
    pub(super) problems: Vec<(String, String)>,
    /// The regions to choose from, where none is known.
    pub(super) regions: Vec<(String, String)>,
    personas: Vec<(String, Vec<PersonaView>)>,
}

/// The page's facts.
///
/// **Needs**: nothing. **Errors**: none of its own.
pub(crate) async fn enter(back: Option<String>, said: Option<String>, carry: Vec<(String, String)>) -> Result<EnterView, AppError> {
    let engine = crate::server::engine()?;
    let lang = crate::lang::lang();
    let back = crate::server::same_site(back.as_deref().unwrap_or("/")).to_owned();
    let region = back.split('/').find(|s| !s.is_empty()).filter(|s| engine.packs().by_slug(s).is_some()).unwrap_or_default().to_owned();
    let kept: Kept =
        said.as_deref().and_then(crate::server::Flash::get).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let accounts = engine.accounts();
    let personas = engine
        .packs()
        .all()
        .iter()
        .filter(|p| region.is_empty() || p.region.slug.as_str() == region)
        .map(|pack| {
            let list = accounts
                .personas(pack)
                .into_iter()
                .map(|p| PersonaView { login: p.login, role: p.role.get(lang).to_owned(), name: p.name, line: p.line.get(lang).to_owned() })
                .collect();
            (pack.region.name.clone(), list)
        })
        .filter(|(_, list): &(String, Vec<PersonaView>)| !list.is_empty())
        .collect();
    let regions = if region.is_empty() {
        engine.packs().all().iter().map(|p| (p.region.slug.as_str().to_owned(), p.region.name.clone())).collect()
    } else {
        vec![]
    };
    let resume = back.split_once("/ajukan/").filter(|_| !carry.is_empty()).map(|(service, _)| format!("{service}/lanjut"));
    Ok(EnterView {
        kept: !carry.is_empty(),
        carry,
        resume,
        back,
        region,
        message: kept.message,
        login: kept.login,
        name: kept.name,
        otp: kept.otp,
        problems: kept.problems,
        regions,
        personas,
    })
}

/// What is shown once more after a wrong try; never the password.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) message: Option<String>,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) otp: bool,
    pub(crate) problems: Vec<(String, String)>,
}

pub(super) fn facts() -> Loading<EnterView> {
    let carry = ["isian", "berkas", "halaman"].into_iter().filter_map(|k| query(k).map(|v| (k.to_owned(), v))).collect();
    Loading::of(enter(query("kembali"), query("kata"), carry))
}

/// Signing in.
pub struct EnterPage {
    view: Loading<EnterView>,
}

#[lazy_route]
impl LazyRoute for EnterPage {
    fn data() -> Self {
        Self { view: facts() }
    }
    fn view(this: Self) -> AnyView {
        page(Place::default(), "", this.view, |v| {
            view! {
                <Title text=t("Masuk", "Sign in")/>
                <h1>{t("Masuk", "Sign in")}</h1>
                {v.kept.then(|| view! { <p class="card" role="status">{t("Anda sudah lama tidak aktif, jadi kami mengunci halaman ini. Isian Anda tersimpan. Masuk untuk melanjutkan.", "You were away for a while, so we locked this page. What you typed is kept. Sign in to go on.")}</p> })}
                {v.message.clone().map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
                <form method="post" action="/masuk">
                    <input type="hidden" name="kembali" value=v.back.clone()/>
                    {carried(&v.carry)}
                    <div class="field"><label for="login">{t("Surel atau nomor telepon", "E-mail or phone number")}</label><input id="login" name="login" value=v.login.clone() autocomplete="username" autocapitalize="none"/></div>
                    <div class="field"><label for="password">{t("Kata sandi", "Password")}</label><input id="password" name="password" type="password" autocomplete="current-password"/></div>
                    {v.otp.then(|| view! { <div class="field"><label for="otp">{t("Enam angka dari aplikasi pengaman", "Six digits from your authenticator app")}</label><input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code"/></div> })}
                    <p><button class="btn block" type="submit">{t("Masuk", "Sign in")}</button></p>
                </form>
                {v.resume.clone().map(|to| view! {
                    <form method="post" action=to class="card">
                        <h2>{t("Tanpa akun? Pakai kode lanjut", "No account? Use the resume code")}</h2>
                        {carried(&v.carry)}
                        <div class="field"><label for="kode">{t("Kode lanjut", "Resume code")}</label><p class="hint" id="kode-petunjuk">{t("Tertulis di bawah setiap halaman isian", "Written under each page of the form")}</p><input id="kode" name="kode" autocomplete="off" autocapitalize="characters" aria-describedby="kode-petunjuk"/></div>
                        <p><button class="btn second block">{t("Buka isian", "Open the draft")}</button></p>
                    </form>
                })}
                <p>{t("Belum punya akun?", "No account yet?")}" "<a rel="external" href=format!("/daftar?kembali={}", v.back)>{t("Daftar", "Sign up")}</a></p>
                {personas(&v)}
            }
        })
    }
}

/// What a form hands on unseen.
pub(crate) fn carried(pairs: &[(String, String)]) -> impl IntoView + use<> {
    pairs.iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> }).collect::<Vec<_>>()
}

fn personas(v: &EnterView) -> impl IntoView + use<> {
    let regions: Vec<_> = v
        .personas
        .iter()
        .map(|(region, list)| {
            let people: Vec<_> = list
                .iter()
                .map(|p| view! { <li><button class="card" name="peraga" value=p.login.clone() data-persona=p.login.clone()><b>{p.role.clone()}</b><span class="small">{p.name.clone()}" · "{p.line.clone()}</span></button></li> })
                .collect();
            view! { <h3>{region.clone()}</h3><ul class="plain personas">{people}</ul> }
        })
        .collect();
    (!regions.is_empty()).then(|| view! { <section aria-labelledby="peraga"><h2 id="peraga">{t("Peragaan: masuk sebagai", "Demonstration: sign in as")}</h2><p class="small">{t("Semua orang dan data di sini rekaan.", "All people and data here are made up.")}</p><form method="post" action="/masuk" class="persona"><input type="hidden" name="kembali" value=v.back.clone()/>{regions}</form></section> })
}
