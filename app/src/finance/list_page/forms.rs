//! What is decided on a list: its signature, its approval or return, and that it is given up.
use super::ListView;
use crate::{
    components::{id::id_of, said::Said},
    lang::t,
};
use leptos::prelude::*;

pub(super) fn sign_form(v: &ListView, base: &str, said: &Said) -> impl IntoView + use<> {
    let empty = v.total == domain::money::Rupiah::ZERO.to_string();
    (!empty).then(|| {
        view! {
            <form method="post" action=format!("{base}/tanda-tangan") class="card">
                <h2>{t("Tandatangani", "Sign")}</h2>
                <p>{t("Ditandatangani atas nama ", "Signed in the name of ")}{v.signer.clone()}{t(", lalu dikirim kepada kepala daerah. Semua pengajuan di dalamnya ikut berpindah.", ", then sent to the head of the region. All its cases move with it.")}</p>
                <input type="hidden" name="lihat" value=v.seen.clone()/>
                <div class="field"><label for=id_of("on")>{t("Tanggal daftar", "Day of the list")}</label><input type="date" id=id_of("on") name="on" value=said.typed("on", &v.today)/></div>
                <p><button class="btn">{t("Tandatangani dan kirim", "Sign and send")}</button></p>
            </form>
        }
    })
}

pub(super) fn drop_form(v: &ListView, base: &str, said: &Said) -> impl IntoView + use<> {
    let typed = said.typed("reason", "");
    let open = !typed.is_empty();
    view! {
        <details class="card" open=open><summary>{t("Batalkan daftar ini", "Give this list up")}</summary>
            <form method="post" action=format!("{base}/batal")>
                <input type="hidden" name="versi" value=v.version.to_string()/>
                <div class="field"><label for="alasan-batal">{t("Alasan", "Reason")}</label><input id="alasan-batal" name="reason" maxlength="500" value=typed/></div>
                <p><button class="btn bad">{t("Batalkan daftar", "Give it up")}</button></p>
            </form>
        </details>
    }
}

pub(super) fn approve_form(v: &ListView, base: &str, said: &Said) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("{base}/setujui") class="card">
            <h2>{t("Setujui daftar", "Approve the list")}</h2>
            <p>{t("Satu persetujuan untuk semua pengajuan di atas. Untuk menolak atau mengeluarkan satu pengajuan, buka pengajuannya lebih dulu.", "One approval for all cases above. To refuse one, or to take it off the list, open that case first.")}</p>
            <input type="hidden" name="lihat" value=v.seen.clone()/>
            <div class="field"><label for=id_of("sheet")>{t("Nomor lembar persetujuan", "Number of the approval sheet")}</label><input id=id_of("sheet") name="sheet" maxlength="60" value=said.typed("sheet", "")/></div>
            <div class="field"><label for=id_of("on")>{t("Tanggal lembar persetujuan", "Day of the approval sheet")}</label><input type="date" id=id_of("on") name="on" value=said.typed("on", &v.today)/></div>
            <p><button class="btn">{t("Setujui seluruh daftar", "Approve the whole list")}</button></p>
        </form>
        <form method="post" action=format!("{base}/kembalikan") class="card">
            <h2>{t("Minta diperbaiki", "Have it corrected")}</h2>
            <input type="hidden" name="lihat" value=v.seen.clone()/>
            <div class="field"><label for=id_of("reason")>{t("Apa yang perlu diperbaiki?", "What should be corrected?")}</label><input id=id_of("reason") name="reason" maxlength="500" value=said.typed("reason", "")/></div>
            <p><button class="btn second">{t("Kembalikan daftar", "Send the list back")}</button></p>
        </form>
    }
}
