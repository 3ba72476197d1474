//! The papers of a case and the one that is open beside them. The open one is in the address, so it can be opened
//! without scripts, linked to, and left with the back button; in the browser what is typed into the decision stays. Its
//! pages are drawn by the server in a frame of their own (`leaves`).
use super::view::DocumentView;
use crate::{address::and, lang::t};
use leptos::prelude::*;

/// The list of papers; each opens beside.
pub fn document_list(page: &str, documents: &[DocumentView], open: Signal<Option<String>>) -> impl IntoView + use<> {
    if documents.is_empty() {
        return view! { <p class="small">{t("Pengajuan ini tidak memuat dokumen.", "This request has no documents.")}</p> }.into_any();
    }
    let items: Vec<_> = documents
        .iter()
        .cloned()
        .map(|document| {
            let (key, hash) = (document.key(), document.hash.clone());
            let href = opened(page, &key);
            let current = move || open.get().is_some_and(|open| open == key || open == hash).then_some("true");
            view! {
                <li>
                    <a href=href aria-current=current>
                        <b>{document.label}</b>
                        <span class="small">{document.name}" · "{document.about}</span>
                        {lock(document.private)}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ol class="papers">{items}</ol> }.into_any()
}

/// A paper with personal data says so before it is opened.
fn lock(private: Option<bool>) -> Option<impl IntoView> {
    private.map(|may_open| {
        let words = if may_open {
            t("data pribadi: pembukaan dicatat", "personal data: opening is recorded")
        } else {
            t("data pribadi: hanya pemegang berkas", "personal data: only who holds the case")
        };
        view! { <span class="tag">{words}</span> }
    })
}

/// The case's page with this paper open.
fn opened(page: &str, key: &str) -> String {
    format!("{}#dokumen", and(page, &format!("dokumen={key}")))
}

/// The open paper. `page` is the case's page in its list.
pub fn document_viewer(
    (region, number, page): (String, String, String),
    documents: Vec<DocumentView>,
    open: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let wanted = open.get()?;
        let Some(at) = documents.iter().position(|d| d.key() == wanted).or_else(|| documents.iter().position(|d| d.hash == wanted)) else {
            return Some(view! { <p id="dokumen" class="note bad">{t("Dokumen ini tidak ada pada pengajuan.", "The request has no such document.")}</p> }.into_any());
        };
        let document = documents.get(at)?.clone();
        let source = format!("/{region}/meja/{number}/lembar?kiri={}", document.key());
        let beside = |i: Option<usize>| i.and_then(|i| documents.get(i)).map(|d| opened(&page, &d.key()));
        let (before, after) = (beside(at.checked_sub(1)), beside(at.checked_add(1)));
        let place = format!("{} {} / {}", t("Dokumen", "Document"), at + 1, documents.len());
        Some(
            view! {
                <figure id="dokumen" class="doc">
                    <figcaption>
                        <span class="small">{place}</span>
                        <span class="go">
                            {before.map(|href| view! { <a href=href>{t("Sebelumnya", "Previous")}</a> })}
                            {after.map(|href| view! { <a href=href>{t("Berikutnya", "Next")}</a> })}
                            <a href=format!("{page}#berkas")>{t("Tutup", "Close")}</a>
                        </span>
                    </figcaption>
                    <iframe src=source title=format!("{}: {}", document.label, document.name)></iframe>
                </figure>
            }
            .into_any(),
        )
    }
}
