//! Going on with a draft by its code, on this device or another.
use crate::{
    citizen::{
        enter::carried,
        page::{Loading, Place, PlaceView, page, param, place_of, query},
    },
    lang::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct ResumePage {
    view: Loading<PlaceView>,
}

#[lazy_route]
impl LazyRoute for ResumePage {
    fn data() -> Self {
        Self { view: Loading::of(place_of(param("region"), Some(param("service")), query("kata"))) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::here(), "", this.view, shown)
    }
}

fn shown(v: PlaceView) -> impl IntoView {
    let wrong = query("salah").is_some();
    // What was typed before the session ended goes along.
    let carry: Vec<(String, String)> =
        ["isian", "berkas", "halaman"].into_iter().filter_map(|k| query(k).map(|v| (k.to_owned(), v))).collect();
    view! {
        <Title text=t("Lanjutkan isian", "Go on with a draft")/>
        <p class="small"><a rel="external" href=format!("/{}/{}/ajukan", v.region, v.service)>{v.name}</a></p>
        <h1>{t("Lanjutkan isian Anda", "Go on with your draft")}</h1>
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
        <form method="post" action=format!("/{}/{}/lanjut", v.region, v.service)>
            {carried(&carry)}
            <div class=if wrong { "field err" } else { "field" }>
                <label for="kode">{t("Kode lanjut", "Resume code")}</label>
                <p class="hint" id="kode-petunjuk">{t("Tertulis di bawah setiap halaman isian, misalnya TRG-7K2M-9QXD", "Written under each page of the form, for example TRG-7K2M-9QXD")}</p>
                {wrong.then(|| view! { <p class="msg" id="kode-salah" role="alert">{t("Kode ini tidak membuka isian apa pun. Periksa lagi huruf dan angkanya, atau mungkin sudah dikirim.", "This code opens no draft. Check its letters and digits, or perhaps it was sent already.")}</p> })}
                <input id="kode" name="kode" autocomplete="off" autocapitalize="characters" aria-describedby=if wrong { "kode-petunjuk kode-salah" } else { "kode-petunjuk" } aria-invalid=wrong.then_some("true")/>
            </div>
            <p><button class="btn block">{t("Buka isian", "Open the draft")}</button></p>
        </form>
    }
}
