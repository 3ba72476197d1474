//! Going on with a draft by its code, on this device or another.
use crate::{
    citizen::page::{param, query},
    components::mast::Mast,
    lang::t,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct ResumePage {
    region: String,
    service: String,
    wrong: bool,
}

#[lazy_route]
impl LazyRoute for ResumePage {
    fn data() -> Self {
        Self { region: param("region"), service: param("service"), wrong: query("salah").is_some() }
    }
    fn view(this: Self) -> AnyView {
        let wrong = this.wrong;
        view! {
            <Title text=t("Lanjutkan isian", "Go on with a draft")/>
            <Mast region=Signal::stored(this.region.clone())/>
            <main id="isi">
                <h1>{t("Lanjutkan isian Anda", "Go on with your draft")}</h1>
                <form method="post" action=format!("/{}/{}/lanjut", this.region, this.service)>
                    <div class=if wrong { "field err" } else { "field" }>
                        <label for="kode">{t("Kode lanjut", "Resume code")}</label>
                        <p class="hint" id="kode-petunjuk">{t("Tertulis di bawah setiap halaman isian, misalnya TRG-7K2M-9QXD", "Written under each page of the form, for example TRG-7K2M-9QXD")}</p>
                        {wrong.then(|| view! { <p class="msg" role="alert">{t("Kode ini tidak membuka isian apa pun. Periksa lagi huruf dan angkanya, atau mungkin sudah dikirim.", "This code opens no draft. Check its letters and digits, or perhaps it was sent already.")}</p> })}
                        <input id="kode" name="kode" autocomplete="off" autocapitalize="characters" aria-describedby="kode-petunjuk"/>
                    </div>
                    <p><button class="btn block">{t("Buka isian", "Open the draft")}</button></p>
                </form>
            </main>
        }
        .into_any()
    }
}
