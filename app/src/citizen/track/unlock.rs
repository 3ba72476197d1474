//! Number and secret, to open a case without an account.
use crate::{
    citizen::page::{Loading, Place, PlaceView, page, param, place_of, query},
    lang::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct UnlockPage {
    view: Loading<PlaceView>,
}

#[lazy_route]
impl LazyRoute for UnlockPage {
    fn data() -> Self {
        Self { view: Loading::of(place_of(param("region"), None, query("kata"))) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, shown)
    }
}

fn shown(v: PlaceView) -> impl IntoView {
    let (number, wrong) = (query("nomor").unwrap_or_default(), query("salah").is_some());
    view! {
        <Title text=t("Lacak pengajuan", "Track an application")/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{v.name}</a></p>
        <h1>{t("Lacak pengajuan Anda", "Track your application")}</h1>
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
        {wrong.then(|| view! { <div class="card errors" role="alert" tabindex="-1" autofocus><h2>{t("Belum cocok", "That does not fit")}</h2><p>{t("Nomor dan kode rahasia ini tidak cocok. Periksa lagi pada tanda terima Anda.", "This number and secret code don't fit together. Check them on your receipt.")}</p></div> })}
        <form method="post" action=format!("/{}/lacak", v.region)>
            <div class="field">
                <label for="nomor">{t("Nomor pengajuan", "Case number")}</label>
                <p class="hint" id="nomor-p">{t("Misalnya ", "For example ")}{v.example.clone()}</p>
                <input id="nomor" name="nomor" value=number autocomplete="off" autocapitalize="characters" aria-describedby="nomor-p"/>
            </div>
            <div class="field">
                <label for="rahasia">{t("Kode rahasia", "Secret code")}</label>
                <p class="hint" id="rahasia-p">{t("Tertulis pada tanda terima, tiga kelompok huruf dan angka", "On your receipt, three groups of letters and digits")}</p>
                <input id="rahasia" name="rahasia" autocomplete="off" autocapitalize="characters" aria-describedby="rahasia-p"/>
            </div>
            <p><button class="btn block">{t("Buka", "Open")}</button></p>
        </form>
        <p>{t("Punya akun?", "Have an account?")}" "<a rel="external" href=format!("/masuk?kembali=/{}/akun", v.region)>{t("Masuk dan lihat semua pengajuan Anda", "Sign in and see all your applications")}</a></p>
    }
}
