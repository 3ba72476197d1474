//! Documents that offices issued: those of a case for whoever may read them, and what everybody may check of one.
use super::{cases::CasePath, paging::Items, view::text::TextView};
use crate::{
    here::{Here, number},
    papers,
    problem::Failed,
};
use axum::{Json, extract::Path};
use engine::{PaperLine, Verified};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A document in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PaperView {
    /// Its number.
    number: String,
    /// The kind's key in the region's pack.
    kind: String,
    /// What it is called.
    title: TextView,
    /// The office that issued it.
    office: TextView,
    /// When, milliseconds since 1970 in UTC.
    issued_at: i64,
    /// Whether it holds no longer.
    ended: bool,
    /// Whether everybody may read it.
    public: bool,
    /// Where the PDF is, for whoever may read it.
    pdf: String,
}

/// What everybody may check of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerifiedView {
    /// Its number.
    number: String,
    /// What it is called.
    title: TextView,
    /// The office that issued it.
    office: TextView,
    /// The role in whose name it is signed.
    role: TextView,
    /// The organisation it is about; empty where there is none.
    organisation: String,
    /// The activity, or what else it is about.
    about: String,
    /// The case it is about.
    case: Option<String>,
    /// The amount on it, whole rupiah.
    amount: Option<i64>,
    /// When it was issued, milliseconds since 1970 in UTC.
    issued_at: i64,
    /// Since when it holds no longer, milliseconds since 1970 in UTC.
    ended_at: Option<i64>,
    /// Why it holds no longer.
    ended_because: Option<TextView>,
    /// The document that took its place.
    replaced_by: Option<String>,
    /// BLAKE3 of the PDF, 64 hex digits.
    hash: String,
    /// Whether the signature is this server's over that PDF.
    signature_holds: bool,
    /// The signature, 128 hex digits, over the BLAKE3 of `signed_text`.
    signature: String,
    /// What was signed.
    signed_text: String,
    /// The key's name; the key itself is at `/{region}/verifikasi/kunci`.
    signed_with: String,
    /// Whether the state stands for the signature.
    certified: bool,
    /// How the signature is called.
    label: TextView,
    /// Whether everybody may read the PDF.
    public: bool,
}

#[derive(Deserialize)]
pub(crate) struct PaperPath {
    document: String,
}

/// The documents that were issued to a case, as far as they are for the reader, the oldest first.
#[utoipa::path(get, path = "/{region}/cases/{case}/documents", tag = "documents",
    params(("case" = String, Path, description = "The case's number")),
    responses((status = 200, description = "All that are for the reader", body = Items<PaperView>)))]
pub(crate) async fn of_case(here: Here, Path(path): Path<CasePath>) -> Result<Json<Items<PaperView>>, Failed> {
    let lines = here.engine().papers().of_case(&here.pack, here.visitor(), &number(&path.case)?).await?;
    let slug = here.pack.region.slug.as_str();
    Ok(Json(Items::all(lines.iter().map(|line| PaperView::of(slug, line)).collect())))
}

/// What everybody may check of a document, and what is needed to check its signature without us.
#[utoipa::path(get, path = "/{region}/documents/{document}", tag = "documents",
    params(("document" = String, Path, description = "The document's number")),
    responses((status = 200, description = "The document is genuine", body = VerifiedView)))]
pub(crate) async fn verify(here: Here, Path(path): Path<PaperPath>) -> Result<Json<VerifiedView>, Failed> {
    let number = papers::number(&path.document)?;
    let papers = here.engine().papers();
    let (signed_text, signature) = papers.signed_text(&here.pack, &number).await?;
    Ok(Json(VerifiedView::of(papers.verify(&here.pack, &number).await?, signed_text, &signature)))
}

impl PaperView {
    fn of(slug: &str, line: &PaperLine) -> Self {
        Self {
            number: line.number.to_string(),
            kind: line.kind.clone(),
            title: (&line.title).into(),
            office: (&line.office).into(),
            issued_at: line.issued_at.millis(),
            ended: line.ended,
            public: line.public,
            pdf: format!("/{slug}/dokumen/{}.pdf", line.number),
        }
    }
}

impl VerifiedView {
    fn of(verified: Verified, signed_text: String, signature: &[u8]) -> Self {
        let end = verified.end;
        Self {
            number: verified.number.to_string(),
            title: (&verified.shown.title).into(),
            office: (&verified.shown.office).into(),
            role: (&verified.shown.role).into(),
            organisation: verified.shown.organisation,
            about: verified.shown.about,
            case: verified.shown.case,
            amount: verified.shown.amount.map(|a| a.rupiah()),
            issued_at: verified.issued_at.millis(),
            ended_at: end.as_ref().map(|e| e.at.millis()),
            ended_because: end.as_ref().map(|e| (&e.why).into()),
            replaced_by: end.and_then(|e| e.replaced_by).map(|n| n.to_string()),
            hash: verified.hash,
            signature_holds: verified.signature_holds,
            signature: signature.iter().map(|b| format!("{b:02x}")).collect(),
            signed_text,
            signed_with: verified.signed_with,
            certified: verified.certified,
            label: (&verified.label).into(),
            public: verified.public,
        }
    }
}
