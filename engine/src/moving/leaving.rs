//! A region leaves: rows into tables of lines, files by their names, and at last what says what all of it is.
use super::{FORM, MANIFEST, Manifest, MoveError, MovedRegion, PACK, PASSPHRASE, Rows, Sealed, hash_of, is_hash, keys_of, no};
use crate::{Engine, files::place, pack, seal::Seal};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::pack::Pack;
use object_store::ObjectStoreExt;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

/// The table that is written now, and what is known of it.
struct Writing {
    out: BufWriter<File>,
    rows: u64,
    numbers: Option<(i64, i64)>,
}

impl Engine {
    /// Writes a region into a file that only its owner may read. The database is read at one moment; the region should be suspended, so that
    /// nothing is written here afterwards that the file does not have.
    ///
    /// # Errors
    /// [`MoveError`].
    pub async fn export_region(&self, of: &Pack, to: &Path, passphrase: &str) -> Result<MovedRegion, MoveError> {
        if passphrase.chars().count() < PASSPHRASE {
            return Err(no(format!("a passphrase has at least {PASSPHRASE} letters")));
        }
        let inner = &self.0;
        let aside = tempfile::tempdir_in(to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        let tables = store::moving::tables(&inner.db).await?;
        let mut writing: BTreeMap<String, Writing> = BTreeMap::new();
        for table in &tables {
            let out = BufWriter::new(File::create(aside.path().join(&table.name))?);
            writing.insert(table.name.clone(), Writing { out, rows: 0, numbers: None });
        }
        let mut named = BTreeSet::new();
        store::moving::leave(&inner.db, of.code(), &tables, |table, row| {
            hashes(&row, &mut named);
            let Some(writing) = writing.get_mut(&table.name) else { return Ok(()) };
            writing.rows += 1;
            if table.is_log()
                && let Some(n) = table.number_of(&row)
            {
                writing.numbers = Some(writing.numbers.map_or((n, n), |(low, high)| (low.min(n), high.max(n))));
            }
            writing.out.write_all(row.as_bytes())?;
            writing.out.write_all(b"\n")?;
            Ok::<_, MoveError>(())
        })
        .await?;
        let mut rows = Vec::new();
        for table in &tables {
            let Some(mut done) = writing.remove(&table.name) else { continue };
            done.out.flush()?;
            let hash = hash_of(&aside.path().join(&table.name))?;
            rows.push(Rows { table: table.name.clone(), rows: done.rows, numbers: done.numbers, hash });
        }
        let mut files = Vec::new();
        for hash in named {
            // What looks like a name and names nothing is some other number.
            if inner.store.head(&place(&hash)).await.is_ok() {
                files.push(hash);
            }
        }
        let parcel = pack::export(&inner.packs_dir, of.region.slug.as_str(), &inner.random()).map_err(|e| no(e.to_string()))?;
        let salt: [u8; 16] = inner.random();
        let (proves, seals) = keys_of(passphrase, &salt)?;
        let key = Seal::new(seals).seal_bare("region key", &STANDARD.encode(inner.keys.key(of.code())));
        let manifest = Manifest {
            form: FORM,
            region: of.code().clone(),
            slug: of.region.slug.clone(),
            at: inner.now().millis(),
            tables: rows,
            pack: blake3::hash(&parcel).to_hex().to_string(),
            sender: pack::sender(&parcel).ok_or_else(|| no("the pack can't be read back"))?,
            signers: inner.signers(),
            key,
            salt: STANDARD.encode(salt),
            files,
        };
        let moved = MovedRegion {
            region: of.code().clone(),
            slug: of.region.slug.as_str().to_owned(),
            tables: manifest.tables.iter().map(|t| (t.table.clone(), t.rows)).collect(),
            files: manifest.files.len(),
            own_key: inner.keys.are_apart(),
        };
        let text = serde_json::to_string(&manifest).map_err(|e| no(e.to_string()))?;
        let proof = blake3::keyed_hash(&proves, text.as_bytes()).to_hex().to_string();
        let sealed = Sealed { manifest: text, proof, salt: manifest.salt.clone() };
        let sealed = serde_json::to_vec(&sealed).map_err(|e| no(e.to_string()))?;
        let new = to.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut tar = tar::Builder::new(BufWriter::new(options.open(&new)?));
        let mut add = |name: &str, bytes: &[u8]| {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o600);
            tar.append_data(&mut header, name, bytes)
        };
        add(MANIFEST, &sealed)?;
        add(PACK, &parcel)?;
        for hash in &manifest.files {
            let found = inner.store.get(&place(hash)).await.map_err(|e| no(format!("the file {hash} can't be read: {e}")))?;
            let bytes = found.bytes().await.map_err(|e| no(format!("the file {hash} can't be read: {e}")))?;
            add(&format!("files/{hash}"), &bytes)?;
        }
        for table in &manifest.tables {
            tar.append_file(format!("tables/{}", table.table), &mut File::open(aside.path().join(&table.table))?)?;
        }
        let mut out = tar.into_inner()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        fs::rename(new, to)?;
        Ok(moved)
    }
}

/// Words of 64 hex digits: by such a word a kept file is named.
fn hashes(row: &str, found: &mut BTreeSet<String>) {
    for word in row.split(|c: char| !c.is_ascii_hexdigit()) {
        if is_hash(word) {
            found.insert(word.to_owned());
        }
    }
}
