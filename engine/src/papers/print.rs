//! Printing: from the facts and the template that were kept when a document was issued, once for all servers.
use super::{
    Former, Signer,
    press::{Sheet, Template},
};
use crate::{Failure, files::place, open::Inner};
use bytes::Bytes;
use domain::{pack::Pack, region::RegionCode};
use object_store::ObjectStoreExt;
use qrcode::{EcLevel, QrCode, render::svg::Color};
use serde_json::Value;
use std::sync::Arc;
use store::papers::{self, NewPaper, StoredPaper, StoredPrint};

/// What is signed, as a text that anybody can put together: the document's region and number, the print's hash, the time.
pub(super) fn signed_text(region: &RegionCode, paper: &NewPaper, hash: &str) -> String {
    format!("terang-dokumen:1\n{region}\n{}\n{hash}\n{}\n", paper.serial, paper.issued_at.millis())
}

/// The digest of that text.
pub(super) fn digest(region: &RegionCode, paper: &NewPaper, hash: &str) -> [u8; 32] {
    *blake3::hash(signed_text(region, paper, hash).as_bytes()).as_bytes()
}

/// The code that leads to a document's verification page.
pub(super) fn qr(address: &str) -> String {
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M);
    let svg = code.map(|c| c.render::<Color<'_>>().quiet_zone(false).dark_color(Color("#000000")).light_color(Color("#ffffff")).build());
    svg.unwrap_or_default()
}

impl Inner {
    /// The print of a document and its bytes: those of the file store, or made now.
    pub(super) async fn print(&self, pack: &Pack, stored: &StoredPaper) -> Result<(StoredPrint, Bytes), Failure> {
        if let Some(print) = &stored.print
            && let Ok(found) = self.store.get(&place(&print.hash)).await
            && let Ok(bytes) = found.bytes().await
        {
            return Ok((print.clone(), bytes));
        }
        let bytes = self.press_it(pack, &stored.paper).await?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        if let Some(print) = &stored.print {
            // The file store lost it; the same sheet gives the same bytes, or it is not the document.
            if print.hash != hash {
                return Err(Failure::unavailable("print a document again", &"its bytes are others than those that were signed"));
            }
            self.put(&hash, &bytes).await?;
            return Ok((print.clone(), bytes));
        }
        self.put(&hash, &bytes).await?;
        let print = self.sign(pack, &stored.paper, hash).await?;
        let (region, serial, new) = (pack.code().clone(), stored.paper.serial.clone(), print.clone());
        let first = self
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(papers::printed(tx, &region, &serial, &new).await?) }))
            .await?;
        if first {
            return Ok((print, bytes));
        }
        // Another server was faster: its signature counts.
        let again = papers::by_serial(&self.db, pack.code(), &stored.paper.serial).await?.and_then(|p| p.print);
        let print = again.filter(|p| p.hash == print.hash);
        Ok((print.ok_or_else(|| Failure::unavailable("print a document", &"two servers printed different bytes"))?, bytes))
    }

    async fn put(&self, hash: &str, bytes: &Bytes) -> Result<(), Failure> {
        self.store.put(&place(hash), bytes.clone().into()).await.map_err(|e| Failure::unavailable("keep a document", &e))?;
        Ok(())
    }

    /// The pictures that the facts name: a file's name begins with the hash of what is in it.
    async fn pictures(&self, facts: &Value) -> Result<Vec<(String, Bytes)>, Failure> {
        let named = facts.pointer("/visit/signatures").and_then(Value::as_array).into_iter().flatten();
        let mut pictures = vec![];
        for name in named.filter_map(|one| one["file"].as_str()) {
            let hash = name.split('.').next().unwrap_or_default();
            pictures.push((name.to_owned(), self.bytes_of(hash).await?));
        }
        Ok(pictures)
    }

    async fn press_it(&self, pack: &Pack, paper: &NewPaper) -> Result<Bytes, Failure> {
        let kept = papers::template(&self.db, pack.code(), &paper.template).await?;
        let kept = kept.ok_or_else(|| Failure::unavailable("print a document", &"its template is not kept"))?;
        let broken = |e: serde_json::Error| Failure::unavailable("read what stands on a document", &e);
        let template: Template = serde_json::from_str(&kept).map_err(broken)?;
        let facts: Value = serde_json::from_str(&paper.facts).map_err(broken)?;
        let verify = facts.pointer("/document/verify").and_then(Value::as_str).unwrap_or_default();
        let pictures = self.pictures(&facts).await?;
        let (qr, number) = (qr(verify), paper.serial.to_string());
        let sheet = Sheet { qr, pictures, template, facts, number, issued_at: paper.issued_at, zone: pack.zone() };
        self.press_sheet(sheet).await
    }

    /// Prints a sheet, when it is its turn.
    pub(crate) async fn press_sheet(&self, sheet: Sheet) -> Result<Bytes, Failure> {
        // Printing takes a processor for some milliseconds: two at a time leave room for requests.
        let _turn = self.printing.acquire().await.map_err(|e| Failure::unavailable("print a document", &e))?;
        let press = self.press.clone();
        let printed = tokio::task::spawn_blocking(move || press.print(&sheet)).await;
        let printed = printed.map_err(|e| Failure::unavailable("print a document", &e))?;
        Ok(printed.map_err(|e| Failure::unavailable("print a document", &e))?.into())
    }

    /// Who signed with a key: a document that was signed before another signer came is still checked, and called, by its own.
    pub(super) fn signer_of(&self, key: &str) -> &dyn Signer {
        if self.signer.key_name() == key {
            return &*self.signer;
        }
        if self.own_signer.key_name() == key {
            return &self.own_signer;
        }
        self.former_signers.iter().find(|former| former.key_name() == key).map_or(&*self.signer, |former| former as &dyn Signer)
    }

    /// The public keys of all signatures that are known here, by name: they go with a region whose documents they are on.
    pub(crate) fn signers(&self) -> Vec<(String, String)> {
        let own = (self.own_signer.key_name(), self.own_signer.hex());
        std::iter::once(own).chain(self.former_signers.iter().map(|f| (f.key_name(), f.hex()))).collect()
    }

    /// Keeps the public keys that came with a region; they are known from the next start on.
    pub(crate) fn keep_signers(&self, signers: &[(String, String)]) -> std::io::Result<()> {
        for (name, hex) in signers.iter().filter(|(name, hex)| Former::of(name, hex).is_some()) {
            self.keys.keep_signer(name, hex)?;
        }
        Ok(())
    }

    async fn sign(&self, pack: &Pack, paper: &NewPaper, hash: String) -> Result<StoredPrint, Failure> {
        let digest = digest(pack.code(), paper, &hash);
        let signer = Arc::clone(&self.signer);
        let signed_with = signer.key_name();
        let whom = pack.paper(&paper.kind).and_then(|p| p.signed_by.clone());
        let signed = tokio::task::spawn_blocking(move || signer.sign(&digest, whom.as_ref())).await;
        let signed = signed.map_err(|e| Failure::unavailable("sign a document", &e))?;
        let signature = signed.map_err(|e| Failure::unavailable("sign a document", &e))?;
        Ok(StoredPrint { hash, signature, signed_with })
    }
}
