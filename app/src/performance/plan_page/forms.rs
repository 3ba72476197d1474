//! The forms of a plan: its author's, aim by aim, and its superior's.
use super::{PlanPageView, level};
use crate::{
    components::{id::id_of, said::Said, text_area::TextArea},
    lang::t,
    performance::words as say,
};
use domain::{
    performance::{
        plan::{Aim, Indicator, PlanStatus},
        predicate::Level,
    },
    words::Lang,
};
use leptos::prelude::*;

/// Indicators of an aim that can be typed.
pub(super) const INDICATORS: usize = 2;

/// The value of a level in a form.
pub(super) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Below => "bawah",
        Level::As => "sesuai",
        Level::Above => "atas",
    }
}

/// The form of whoever agrees: an answer, words on the way, and the year's assessment.
pub(super) fn superior(v: &PlanPageView, said: &Said, lang: Lang) -> impl IntoView + use<> {
    let action = format!("/{}/kinerja/rencana", v.region);
    let hidden = {
        let (year, number) = (v.view.year.to_string(), v.view.person.number.clone());
        move || view! { <input type="hidden" name="tahun" value=year.clone()/><input type="hidden" name="pegawai" value=number.clone()/> }
    };
    let plan = v.view.plan.as_ref();
    let status = plan.map(|p| p.status);
    let answers = (status == Some(PlanStatus::Proposed)).then(|| {
        let why = said.typed("alasan", "");
        view! {
            <form method="post" action=action.clone() class="card">
                <h2>{t("Setujui rencana ini?", "Do you agree to this plan?")}</h2>
                {hidden()}
                <p><button class="btn" name="tindakan" value="setuju">{t("Setujui", "Agree")}</button></p>
                <div class="field"><label for=id_of("alasan")>{t("Yang perlu diperbaiki", "What has to be mended")}</label><input id=id_of("alasan") name="alasan" maxlength="500" value=why autocomplete="off"/></div>
                <p><button class="btn second" name="tindakan" value="kembalikan">{t("Kembalikan", "Return")}</button></p>
            </form>
        }
    });
    let runs = plan.is_some_and(|p| !p.agreed.is_empty() && p.status != PlanStatus::Assessed);
    let notes = runs.then(|| {
        view! {
            <form method="post" action=action.clone() class="card">
                <div class="field"><label for=id_of("umpan")>{t("Umpan balik", "Feedback")}</label>
                    <p class="hint">{t("Satu atau dua kalimat tentang jalannya pekerjaan, kapan saja dalam tahun.", "A sentence or two on how it goes, at any time of the year.")}</p>
                    <TextArea id=id_of("umpan") name="umpan" value=said.typed("umpan", "") rows=2/></div>
                {hidden()}
                <p><button class="btn second" name="tindakan" value="umpan">{t("Kirim umpan balik", "Send it")}</button></p>
            </form>
        }
    });
    let assess = (status == Some(PlanStatus::Agreed)).then(|| match &v.assess_from {
        Some(day) => view! { <p class="note">{t("Penilaian tahun ini dimulai ", "The year is assessed from ")}{day.clone()}"."</p> }.into_any(),
        None => {
            let aims: Vec<_> = plan
                .iter()
                .flat_map(|p| &p.agreed)
                .map(|aim| {
                    let name = format!("capaian-{}", aim.id.0);
                    let (chosen, done) = (said.typed(&name, ""), v.view.done.get(&aim.id).map_or(0, |(_, minutes)| *minutes));
                    view! {
                        <div class="field"><label for=name.clone()>{aim.result.clone()}</label><p class="hint">{say::length(done, lang)}" "{t("kegiatan disetujui", "of approved activities")}</p>
                            {levels(&name, &chosen, lang)}</div>
                    }
                })
                .collect();
            let behaviour = said.typed("perilaku", "");
            view! {
                <form method="post" action=action.clone() class="card">
                    <h2>{t("Nilai tahun ini", "Assess the year")}</h2>
                    {hidden()}
                    {aims}
                    <div class="field"><label for="perilaku">{t("Perilaku kerja (BerAKHLAK)", "Behaviour")}</label>{levels("perilaku", &behaviour, lang)}</div>
                    <div class="field"><label for=id_of("alasan")>{t("Alasan penilaian", "Why")}</label><TextArea id=id_of("alasan") name="alasan" value=said.typed("alasan", "") rows=3/></div>
                    <p><button class="btn" name="tindakan" value="nilai">{t("Simpan penilaian", "Save the assessment")}</button></p>
                    <p class="small">{t("Predikatnya mengikuti matriks PermenPANRB 6/2022 dan tidak dapat diubah lagi.", "The predicate follows from the matrix, for good.")}</p>
                </form>
            }
            .into_any()
        }
    });
    view! { {answers}{notes}{assess} }
}

fn levels(name: &str, chosen: &str, lang: Lang) -> impl IntoView + use<> {
    let options: Vec<_> = Level::ALL
        .into_iter()
        .map(|one| view! { <option value=level_name(one) selected={level_name(one) == chosen}>{level(one, lang)}</option> })
        .collect();
    view! { <select id=name.to_owned() name=name.to_owned()><option value="">{t("Pilih", "Choose")}</option>{options}</select> }
}

/// The form of its author: each aim as it stands, and an empty one behind them.
pub(super) fn writing(v: &PlanPageView, said: &Said, lang: Lang) -> impl IntoView + use<> {
    let action = format!("/{}/kinerja/rencana", v.region);
    let plan = v.view.plan.as_ref();
    let empty = Aim {
        id: domain::performance::plan::AimId(uuid::Uuid::nil()),
        result: String::new(),
        serves: None,
        order: None,
        indicators: vec![],
        codes: vec![],
    };
    let mut aims: Vec<Aim> = plan.map(|p| p.aims.clone()).unwrap_or_default();
    let blank = aims.is_empty() || plan.is_none_or(|p| p.status == PlanStatus::Draft);
    if blank {
        aims.push(empty);
    }
    let boxes: Vec<_> = aims.iter().enumerate().map(|(n, aim)| one(n, aim, v, said, lang)).collect();
    let rests = plan.is_some_and(|p| matches!(p.status, PlanStatus::Agreed | PlanStatus::Proposed)) && said.problems.is_empty();
    let items: Vec<_> = v.items.iter().map(|(code, label)| view! { <li>{code.clone()}" · "{label.clone()}</li> }).collect();
    let year = v.view.year.to_string();
    view! {
        <details class="card" open={!rests}>
            <summary>{if plan.is_some_and(|p| !p.agreed.is_empty()) { t("Ubah rencana", "Change the plan") } else { t("Susun rencana", "Write the plan") }}</summary>
            <p class="small">{t("Tulis apa yang akan dicapai, bukan daftar tugas. Perubahan berlaku setelah disetujui.", "Write what is to be achieved, not a list of tasks. A change holds once it is agreed.")}</p>
            <form method="post" action=action novalidate>
                <input type="hidden" name="tahun" value=year/>
                {boxes}
                <details><summary>{t("Daftar kode kegiatan", "Codes of activities")}</summary><ul class="plain small">{items}</ul></details>
                <p class="row">
                    <button class="btn" name="tindakan" value="ajukan">{t("Simpan dan ajukan", "Save and put to the superior")}</button>
                    <button class="btn second" name="tindakan" value="simpan">{t("Simpan saja", "Only save")}</button>
                </p>
            </form>
        </details>
    }
}

fn one(n: usize, aim: &Aim, v: &PlanPageView, said: &Said, lang: Lang) -> impl IntoView + use<> {
    let name = |what: &str| format!("{what}-{n}");
    let wrong = |what: &str| said.problem(&name(what)).map(|w| view! { <p class="msg" id=format!("{}-m", name(what))>{w}</p> });
    let class = |what: &str| if said.problem(&name(what)).is_some() { "field err" } else { "field" };
    let chosen = aim.serves.map(|id| id.0.to_string()).unwrap_or_default();
    let above: Vec<_> = v
        .view
        .above
        .iter()
        .flatten()
        .map(|one| {
            let id = one.id.0.to_string();
            view! { <option value=id.clone() selected={id == chosen}>{one.result.clone()}</option> }
        })
        .collect();
    let some_above = !above.is_empty();
    let id = if aim.id.0.is_nil() { String::new() } else { aim.id.0.to_string() };
    let indicators: Vec<_> = (0..INDICATORS).map(|i| indicator(n, i, aim.indicators.get(i), v, lang)).collect();
    let heading = if aim.id.0.is_nil() { t("Rencana baru", "A new aim").to_owned() } else { format!("{} {}", t("Rencana", "Aim"), n + 1) };
    view! {
        <fieldset class="field"><legend>{heading}</legend>
            <input type="hidden" name=name("id") value=id/>
            <div class=class("hasil")><label for=name("hasil")>{t("Apa yang akan dicapai", "What is to be achieved")}</label>
                {wrong("hasil")}
                <input id=name("hasil") name=name("hasil") value=aim.result.clone() maxlength="500" autocomplete="off"/>
                {(!aim.id.0.is_nil()).then(|| view! { <p class="hint">{t("Kosongkan untuk menghapus rencana ini.", "Leave it empty to drop this aim.")}</p> })}</div>
            {some_above.then(|| view! {
                <div class=class("mendukung")><label for=name("mendukung")>{t("Mendukung rencana atasan", "Which of the superior's aims it serves")}</label>
                    {wrong("mendukung")}
                    <select id=name("mendukung") name=name("mendukung")><option value="">{t("Tidak ada: atas surat perintah", "None: by an order")}</option>{above}</select></div>
                <div class="field"><label for=name("perintah")>{t("Nomor surat perintah, bila tidak mendukung rencana atasan", "Letter of the order, where it serves none of them")}</label>
                    <input id=name("perintah") name=name("perintah") value=aim.order.clone().unwrap_or_default() maxlength="100" autocomplete="off"/></div>
            })}
            {wrong("ukuran")}
            {indicators}
            <div class=class("kode")><label for=name("kode")>{t("Kode kegiatan yang mendukungnya", "Codes of activities that serve it")}</label>
                <p class="hint" id=format!("{}-h", name("kode"))>{t("Pisahkan dengan koma, misalnya A01, A05. Kegiatan itu lalu tercatat untuk rencana ini dengan sendirinya.", "With commas, such as A01, A05. Those activities are then entered for this aim by themselves.")}</p>
                {wrong("kode")}
                <input id=name("kode") name=name("kode") value=aim.codes.join(", ") aria-describedby=format!("{}-h", name("kode")) autocomplete="off"/></div>
        </fieldset>
    }
}

fn indicator(n: usize, i: usize, indicator: Option<&Indicator>, v: &PlanPageView, lang: Lang) -> impl IntoView + use<> {
    let name = |what: &str| format!("{what}-{n}-{i}");
    let chosen = indicator.map(|i| i.aspect.clone()).unwrap_or_default();
    let aspects: Vec<_> = v
        .aspects
        .iter()
        .map(|(key, label)| view! { <option value=key.clone() selected={*key == chosen}>{label.clone()}</option> })
        .collect();
    let (words, target, unit) =
        indicator.map(|i| (i.words.clone(), i.target.map(|n| n.to_string()).unwrap_or_default(), i.unit.clone())).unwrap_or_default();
    let label = match lang {
        Lang::Id => format!("Ukuran {}", i + 1),
        Lang::En => format!("Indicator {}", i + 1),
    };
    view! {
        <div class="measure">
            <div class="field"><label for=name("aspek")>{label}</label><select id=name("aspek") name=name("aspek")>{aspects}</select></div>
            <div class="field"><label for=name("ukuran")>{t("Apa yang diukur", "What is measured")}</label><input id=name("ukuran") name=name("ukuran") value=words maxlength="500" autocomplete="off"/></div>
            <div class="field"><label for=name("target")>{t("Target", "Target")}</label><input id=name("target") name=name("target") value=target inputmode="numeric" autocomplete="off"/></div>
            <div class="field"><label for=name("satuan")>{t("Satuan", "Unit")}</label><input id=name("satuan") name=name("satuan") value=unit maxlength="40" autocomplete="off"/></div>
        </div>
    }
}
