//! Draws what stands beside a case.
use super::{
    ANSWER, ASIDE, ASK, ASK_BY, ASK_CLOSED, ASK_WHAT, ASK_WHOM, AsideView, EXTEND, EXTEND_DAYS, EXTEND_WHY, LABEL, LABELS, NOTE, NOTE_TEXT,
    NOTE_TO, NoteView, OpinionView, REPLY, REPLY_KEY, TALK, TALK_TEXT, answer_box,
};
use crate::{
    components::{talk::talk, text_area::TextArea},
    desk::{
        beside::Beside,
        case_view::{CaseView, Refused},
        guard::FORM,
    },
    lang::t,
};
use leptos::prelude::*;

/// The section.
pub(crate) fn aside(region: &str, view: &CaseView, refused: &Refused) -> AnyView {
    let part = Beside { action: format!("/{region}/meja/{}/samping", view.head.number), button: ASIDE, refused };
    let v = &view.aside;
    view! {
        {flags(v)}
        {v.complaints.clone().map(|href| view! { <p><a rel="external" href=href>{t("Pengaduan tentang izin ini", "Complaints about this licence")}</a></p> })}
        {words(v, &part)}
        <section class="work" id="catatan-petugas" aria-labelledby="catatan-judul">
            <h3 id="catatan-judul">{t("Catatan petugas", "Notes of officers")}</h3>
            <p class="small">{t("Tidak dibaca pemohon.", "Applicants do not read them.")}</p>
            {labels(v, &part)}
            {notes(v, &part)}
            {opinions(v, &part)}
            {extension(v, &part)}
        </section>
    }
    .into_any()
}

/// What is marked for good.
fn flags(v: &AsideView) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> =
        v.flags.iter().map(|(what, when)| view! { <li><b>{what.clone()}</b>" "<span class="small">{when.clone()}</span></li> }).collect();
    (!lines.is_empty()).then(|| {
        view! { <section class="note warn" aria-label=t("Tanda untuk pengawas", "Flags for the overseer")><ul class="plain">{lines}</ul></section> }
    })
}

/// What is written between applicant and office; nothing where nobody wrote and this officer may not.
fn words(v: &AsideView, part: &Beside<'_>) -> Option<impl IntoView + use<>> {
    if v.words.is_empty() && !v.may_talk {
        return None;
    }
    let waits = v.waits.then(|| view! { " "<span class="tag now">{t("menunggu jawaban", "waits for an answer")}</span> });
    let open = v.waits || part.has(&[TALK_TEXT]);
    let say = v.may_talk.then(|| {
        view! {
            <div class="field"><label for=TALK_TEXT>{t("Tulis kepada pemohon", "Write to the applicant")}</label>
            <p class="hint" id="pesan-hint">{t("Nomor telepon, NIK, rekening, dan alamat surel dihapus.", "Telephones, identity numbers, accounts and mail addresses are taken out.")}</p>
            <TextArea id=TALK_TEXT name=TALK_TEXT value=part.typed(TALK_TEXT) rows=2 form=FORM describedby="pesan-hint"/></div>
            <p>{part.press(TALK, t("Kirim pesan", "Send the message"), "btn quiet")}</p>
        }
    });
    let title = match v.words.len() {
        0 => t("Pesan dengan pemohon", "Messages with the applicant").to_owned(),
        n => format!("{} ({n})", t("Pesan dengan pemohon", "Messages with the applicant")),
    };
    Some(view! {
        <section class="work" id="pesan">
            <details open=open><summary>{title}{waits}</summary>{talk(&v.words, false)}{say}</details>
        </section>
    })
}

fn labels(v: &AsideView, part: &Beside<'_>) -> Option<impl IntoView + use<>> {
    if v.labels.is_empty() {
        return None;
    }
    let has = v.labels.iter().filter(|(_, _, has)| *has).map(|(_, word, _)| view! { <span class="tag now">{word.clone()}</span>" " });
    let has: Vec<_> = has.collect();
    let boxes: Vec<_> = v
        .labels
        .iter()
        .map(|(key, word, has)| {
            let has = part.ticked(LABELS, key).unwrap_or(*has);
            view! { <label class="tick small"><input type="checkbox" form=FORM name=LABELS value=key.clone() checked=has/><span>{word.clone()}</span></label> }
        })
        .collect();
    Some(view! {
        {(!has.is_empty()).then(|| view! { <p>{has}</p> })}
        <details><summary>{t("Label", "Labels")}</summary>{boxes}<p>{part.press(LABEL, t("Pasang label", "Set the labels"), "btn quiet")}</p></details>
    })
}

fn notes(v: &AsideView, part: &Beside<'_>) -> impl IntoView + use<> {
    let written = v.notes.iter().map(|NoteView { by, text, to }| {
        let to = (!to.is_empty()).then(|| view! { <span class="small">{t("Untuk: ", "For: ")}{to.clone()}</span> });
        view! { <li><span class="small">{by.clone()}</span><p class="prose">{text.clone()}</p>{to}</li> }
    });
    let written: Vec<_> = written.collect();
    let people: Vec<_> = v
        .people
        .iter()
        .map(|(id, name)| {
            let named = part.ticked(NOTE_TO, id).unwrap_or(false);
            view! { <label class="tick small"><input type="checkbox" form=FORM name=NOTE_TO value=id.clone() checked=named/><span>{name.clone()}</span></label> }
        })
        .collect();
    let people =
        (!people.is_empty()).then(|| view! { <fieldset><legend class="small">{t("Beri tahu", "Tell")}</legend>{people}</fieldset> });
    let count = v.notes.len();
    let title = if count > 0 { format!("{} ({count})", t("Catatan", "Notes")) } else { t("Tulis catatan", "Write a note").to_owned() };
    view! {
        <details open={count > 0 || part.has(&[NOTE_TEXT])}>
            <summary>{title}</summary>
            {(count > 0).then(|| view! { <ul class="plain">{written}</ul> })}
            <div class="field"><label for=NOTE_TEXT>{t("Catatan baru", "A new note")}</label>
            <TextArea id=NOTE_TEXT name=NOTE_TEXT value=part.typed(NOTE_TEXT) rows=2 form=FORM/></div>
            {people}
            <p>{part.press(NOTE, t("Simpan catatan", "Keep the note"), "btn quiet")}</p>
        </details>
    }
}

fn opinions(v: &AsideView, part: &Beside<'_>) -> Option<impl IntoView + use<>> {
    if v.opinions.is_empty() && v.agencies.is_empty() {
        return None;
    }
    let asked: Vec<_> = v.opinions.iter().map(|o| opinion(o, part)).collect();
    let count = asked.len();
    let open = v.opinions.iter().any(|o| o.may_answer || o.given.is_some()) || part.has(&[ASK_WHAT]);
    let chosen = part.typed(ASK_WHOM);
    let agencies: Vec<_> =
        v.agencies.iter().map(|(key, name)| view! { <option value=key.clone() selected=*key == chosen>{name.clone()}</option> }).collect();
    let ask = (!agencies.is_empty()).then(|| {
        let by = format!("{} {}", t("Bila kosong:", "If empty:"), v.answer_by);
        view! {
            <div class="field"><label for=ASK_WHOM>{t("Minta pendapat dari", "Ask for an opinion of")}</label>
            <select id=ASK_WHOM name=ASK_WHOM form=FORM><option value="">{t("Pilih perangkat daerah…", "Choose an agency…")}</option>{agencies}</select></div>
            <div class="field"><label for=ASK_WHAT>{t("Yang ditanyakan", "What is asked")}</label>
            <TextArea id=ASK_WHAT name=ASK_WHAT value=part.typed(ASK_WHAT) rows=2 form=FORM/></div>
            <div class="field"><label for=ASK_BY>{t("Paling lambat", "By")}</label>
            <p class="hint" id="tanya-hint">{by}</p>
            <input id=ASK_BY name=ASK_BY form=FORM type="date" value=part.typed(ASK_BY) aria-describedby="tanya-hint"/></div>
            <label class="tick small"><input type="checkbox" form=FORM name=ASK_CLOSED value="ya" checked=part.has(&[ASK_CLOSED])/><span>{t("Rahasia: hanya dibaca kedua perangkat daerah dan yang memutus", "Confidential: only the two agencies and who decides read it")}</span></label>
            <p>{part.press(ASK, t("Kirim permintaan", "Ask"), "btn quiet")}</p>
        }
    });
    let title =
        if count > 0 { format!("{} ({count})", t("Pendapat", "Opinions")) } else { t("Minta pendapat", "Ask for an opinion").to_owned() };
    Some(view! { <details open=open><summary>{title}</summary>{asked}{ask}</details> })
}

fn opinion(o: &OpinionView, part: &Beside<'_>) -> impl IntoView + use<> {
    let closed = o.confidential.then(|| view! { " "<span class="tag">{t("rahasia", "confidential")}</span> });
    let late = o.late.then(|| view! { " "<span class="tag bad">{t("lewat waktu", "late")}</span> });
    let question = o.question.clone().map(|text| view! { <p class="prose">{text}</p> });
    let given = match (&o.given, o.may_answer) {
        (Some(text), _) => view! { <p class="prose"><b>{t("Jawaban: ", "Answer: ")}</b>{text.clone()}</p> }.into_any(),
        (None, true) => {
            let name = answer_box(o.asked);
            let value = part.typed(&name);
            view! {
                <div class="field"><label for=name.clone()>{t("Pendapat perangkat daerah Anda", "Your agency's opinion")}</label>
                <TextArea id=name.clone() name=name value=value rows=3 form=FORM/></div>
                <p>{part.press(&format!("{ANSWER}:{}", o.asked), t("Kirim pendapat", "Give the opinion"), "btn quiet")}</p>
            }
            .into_any()
        }
        (None, false) => view! { <p class="small">{t("Belum dijawab.", "Not answered yet.")}</p> }.into_any(),
    };
    view! { <div class="card"><p class="small">{o.of.clone()}{closed}{late}</p>{question}{given}</div> }
}

fn extension(v: &AsideView, part: &Beside<'_>) -> Option<impl IntoView + use<>> {
    let most = v.extension?;
    Some(view! {
        <details open=part.has(&[EXTEND_DAYS, EXTEND_WHY])>
            <summary>{t("Perpanjang waktu", "Extend the term")}</summary>
            <p class="small">{t("Pemohon diberi tahu beserta alasannya.", "The applicant is told, with the reason.")}</p>
            <div class="field"><label for=EXTEND_DAYS>{format!("{} {most}", t("Berapa hari kerja, paling banyak", "Working days, at most"))}</label>
            <input id=EXTEND_DAYS name=EXTEND_DAYS form=FORM inputmode="numeric" maxlength="3" autocomplete="off" value=part.typed(EXTEND_DAYS)/></div>
            <div class="field"><label for=EXTEND_WHY>{t("Alasan, dibaca pemohon", "Reason, which the applicant reads")}</label>
            <input id=EXTEND_WHY name=EXTEND_WHY form=FORM maxlength="500" autocomplete="off" value=part.typed(EXTEND_WHY)/></div>
            <p>{part.press(EXTEND, t("Perpanjang", "Extend"), "btn quiet")}</p>
        </details>
    })
}

/// A sentence at hand for the note to the applicant; without scripts it is put there by a round.
pub(crate) fn replies(region: &str, view: &CaseView) -> Option<impl IntoView + use<>> {
    let replies = &view.aside.replies;
    if replies.is_empty() {
        return None;
    }
    let action = format!("/{region}/meja/{}/samping", view.head.number);
    let options: Vec<_> = replies.iter().map(|(key, label)| view! { <option value=key.clone()>{label.clone()}</option> }).collect();
    Some(view! {
        <div class="field reply"><label class="unseen" for=REPLY_KEY>{t("Kalimat siap pakai", "Sentences at hand")}</label>
        <select id=REPLY_KEY name=REPLY_KEY><option value="">{t("Kalimat siap pakai…", "Sentences at hand…")}</option>{options}</select>" "
        <button class="btn quiet small" formaction=action formnovalidate name=ASIDE value=REPLY>{t("Sisipkan", "Insert")}</button></div>
    })
}
