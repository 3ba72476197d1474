//! What narrows the officer's list, orders it, and says what it shows; the views of it that were kept; and taking it along.
use super::{
    list_view::{KeptView, ListView, Place},
    queue::{self, COLUMN, ORDER, SERVICE, STAGE, WHOSE},
};
use crate::{
    address::and,
    lang::{lang, t},
};
use domain::{
    queue::{Filter, Order, Whose},
    words,
};
use leptos::prelude::*;

/// What a form takes along of the address that it stands on, but for what it asks itself.
pub(super) fn carried(filter: &Filter, asks: &[&str]) -> Vec<impl IntoView + use<>> {
    let rest = queue::pairs(filter).into_iter().filter(|(name, _)| !asks.contains(name));
    rest.map(|(name, word)| view! { <input type="hidden" name=name value=word/> }).collect()
}

/// One service or stage alone, and what comes first. Beside an open case it is folded: the list itself has the room.
pub(super) fn narrow(region: &str, filter: &Filter, view: &ListView, alone: bool) -> Option<impl IntoView + use<>> {
    let places: &[Place] = &view.places;
    let is_narrowed = filter.service.is_some()
        || filter.stage.is_some()
        || filter.order != Order::Due
        || filter.whose == Whose::Nobodys
        || !filter.columns.is_empty();
    // Where nothing waits there is nothing to choose.
    if places.is_empty() && !is_narrowed {
        return None;
    }
    let option = |chosen: Option<&str>, key: &str, words: String| {
        view! { <option value=key.to_owned() selected={chosen == Some(key)}>{words}</option> }
    };
    let counted = |name: &str, n: i64| format!("{name} ({})", words::number(n, lang()));
    let service = filter.service.as_deref();
    let services: Vec<_> =
        places.iter().map(|p| option(service, &p.key, counted(&p.name, p.stages.iter().map(|(_, _, n)| n).sum()))).collect();
    // A stage is named once, however many services have it, with all that wait there.
    let mut by_stage: Vec<(String, String, i64)> = vec![];
    for (key, name, n) in places.iter().filter(|p| service.is_none_or(|s| s == p.key)).flat_map(|p| &p.stages) {
        match by_stage.iter_mut().find(|(known, _, _)| known == key) {
            Some((_, _, sum)) => *sum += n,
            None => by_stage.push((key.clone(), name.clone(), *n)),
        }
    }
    let stages: Vec<_> = by_stage.iter().map(|(key, name, n)| option(filter.stage.as_deref(), key, counted(name, *n))).collect();
    let shown: Vec<_> = view
        .columns
        .iter()
        .map(|(key, label)| {
            let checked = filter.columns.iter().any(|c| c == key);
            view! { <label class="tick small"><input type="checkbox" name=COLUMN value=key.clone() checked=checked/><span>{label.clone()}</span></label> }
        })
        .collect();
    let export = |kind: &str| and(&format!("/{region}/meja/ekspor.{kind}"), &queue::query(filter));
    let longest = queue::order_word(Order::Longest).unwrap_or_default();
    let all = Filter { service: None, stage: None, order: Order::Due, whose: Whose::All, columns: vec![], ..filter.clone() };
    Some(view! {
        <details class="narrow" open={alone && is_narrowed}>
            <summary>{t("Saring dan urutkan", "Narrow and order")}</summary>
            <form method="get" action=format!("/{region}/meja")>
                {carried(filter, &[SERVICE, STAGE, ORDER, WHOSE, COLUMN])}
                <label>{t("Layanan", "Service")}<select name=SERVICE><option value="">{t("Semua layanan", "All services")}</option>{services}</select></label>
                <label>{t("Tahap", "Stage")}<select name=STAGE><option value="">{t("Semua tahap", "All stages")}</option>{stages}</select></label>
                <label>{t("Pengerjaan", "Worked on by")}
                    <select name=WHOSE>
                        <option value="">{t("Siapa saja", "Anybody")}</option>
                        {option(queue::whose_word(filter.whose), queue::whose_word(Whose::Mine).unwrap_or_default(), t("Saya", "Me").to_owned())}
                        {option(queue::whose_word(filter.whose), queue::whose_word(Whose::Nobodys).unwrap_or_default(), t("Belum diambil siapa pun", "Nobody yet").to_owned())}
                    </select>
                </label>
                <label>{t("Urutan", "Order")}
                    <select name=ORDER>
                        <option value="">{t("Tenggat terdekat", "Nearest deadline")}</option>
                        {option(queue::order_word(filter.order), longest, t("Paling lama menunggu", "Longest wait").to_owned())}
                    </select>
                </label>
                <fieldset><legend>{t("Tampilkan juga", "Show also")}</legend>{shown}</fieldset>
                <p><button class="btn quiet">{t("Terapkan", "Apply")}</button>
                {is_narrowed.then(|| view! { " "<a class="btn quiet" href=queue::list_href(region, &all)>{t("Tampilkan semua", "Show all")}</a> })}</p>
            </form>
            {alone.then(|| keep(region, filter))}
            {(!view.cut).then(|| view! { <p class="small">{t("Unduh daftar ini: ", "Download this list: ")}<a rel="external" href=export("csv")>"CSV"</a>" · "<a rel="external" href=export("xlsx")>"Excel (XLSX)"</a></p> })}
        </details>
    })
}

/// Views that were kept, each an address of the list.
pub(super) fn kept(region: &str, now: &Filter, views: &[KeptView], alone: bool) -> Option<impl IntoView + use<>> {
    if views.is_empty() {
        return None;
    }
    let here = queue::query(now);
    let links: Vec<_> = views
        .iter()
        .map(|v| {
            let current = (v.query == here).then_some("page");
            let remove = (alone && v.own && v.query == here).then(|| {
                view! {
                    <form method="post" action=format!("/{region}/meja/tampilan/hapus")>
                        <input type="hidden" name="id" value=v.id.clone()/><input type="hidden" name="tampilan" value=here.clone()/>
                        <button class="btn quiet small">{t("Hapus tampilan ini", "Remove this view")}</button>
                    </form>
                }
            });
            let mark = v.shared.then(|| view! { <span class="small">{t(" (bersama)", " (shared)")}</span> });
            view! { <li><a href=and(&format!("/{region}/meja"), &v.query) aria-current=current>{v.name.clone()}{mark}</a>{remove}</li> }
        })
        .collect();
    Some(view! { <nav class="kept small" aria-label=t("Tampilan tersimpan", "Views that were kept")><ul>{links}</ul></nav> })
}

/// Keeps what the list is narrowed to under a name.
fn keep(region: &str, filter: &Filter) -> Option<impl IntoView + use<>> {
    let query = queue::query(&Filter { find: String::new(), ..filter.clone() });
    if query.is_empty() {
        return None;
    }
    Some(view! {
        <form class="keep" method="post" action=format!("/{region}/meja/tampilan")>
            <input type="hidden" name="tampilan" value=query/>
            <label>{t("Simpan tampilan ini dengan nama", "Keep this view as")}<input name="nama" required maxlength="40" autocomplete="off"/></label>
            <label class="tick"><input type="checkbox" name="bersama" value="ya"/><span>{t("Bagikan kepada rekan dengan jabatan yang sama", "Share it with colleagues who hold the same post")}</span></label>
            <button class="btn quiet">{t("Simpan", "Keep")}</button>
        </form>
    })
}
