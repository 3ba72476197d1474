//! A region arrives: the file is proved and each part of it compared before anything is kept; then files, key and pack, which harm nobody
//! where it breaks off, and at last all rows in one transaction. Broken off, it is begun again with the same file.
use super::{FORM, MANIFEST, Manifest, MoveError, MovedRegion, PACK, Sealed, hash_of, is_hash, keys_of, no, salt_of};
use crate::{Engine, files::place, pack, seal::Seal};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use object_store::ObjectStoreExt;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};
use store::{StoreError, moving};

/// Rows that are written by one statement.
const ROWS: usize = 200;
/// A manifest larger than this is none.
const MOST_MANIFEST: u64 = 64 * 1024 * 1024;

impl Engine {
    /// Puts a region of a file into this installation, whole or not at all. The packs are read anew when the server starts next.
    ///
    /// # Errors
    /// [`MoveError`]: a wrong passphrase, a part that was changed or is missing, a region that is here already, a login that another region
    /// has, or tables of another version.
    pub async fn import_region(&self, from: &Path, passphrase: &str) -> Result<MovedRegion, MoveError> {
        let inner = &self.0;
        let aside = tempfile::tempdir_in(from.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))?;
        let (manifest, key) = unpacked(from, aside.path(), passphrase)?;
        let tables = moving::tables(&inner.db).await?;
        let (here, there): (BTreeSet<&str>, BTreeSet<&str>) =
            (tables.iter().map(|t| t.name.as_str()).collect(), manifest.tables.iter().map(|t| t.table.as_str()).collect());
        if here != there {
            return Err(no("it comes from another version of Terang; bring both to the same version first"));
        }
        if moving::is_known(&inner.db, &manifest.region, &tables).await? {
            return Err(no(format!("the region {} is here already; it can't be put over itself", manifest.region)));
        }
        if let Some(other) = inner.pack_of(&manifest.region).filter(|p| p.region.slug != manifest.slug) {
            return Err(no(format!("the code {} is that of {} here", manifest.region, other.region.slug)));
        }
        if !inner.keys.are_apart() {
            return Err(no("here all regions share one key, from before each had its own; take a data folder that is new"));
        }
        for hash in &manifest.files {
            let bytes = fs::read(aside.path().join("files").join(hash))?;
            inner.store.put(&place(hash), bytes.into()).await.map_err(|e| no(format!("the file {hash} can't be kept: {e}")))?;
        }
        inner.keys.bring(&manifest.region, key)?;
        inner.keep_signers(&manifest.signers)?;
        let (dir, parcel, sender) = (inner.packs_dir.clone(), aside.path().join(PACK), manifest.sender.clone());
        pack::import(&dir, &parcel, Some(&sender)).map_err(|e| no(format!("its pack does not hold here:\n{e}")))?;
        let files = manifest.files.len();
        let (region, folder, rows) = (manifest.region.clone(), aside.path().join("tables"), manifest.tables.clone());
        let of = region.clone();
        let written = inner.db.write_in(&region, move |tx| {
            Box::pin(async move {
                let mut shifts: BTreeMap<String, i64> = BTreeMap::new();
                for one in &rows {
                    if let (Some(table), Some(numbers)) = (tables.iter().find(|t| t.name == one.table), one.numbers)
                        && table.is_log()
                    {
                        shifts.insert(table.name.clone(), moving::reserve(tx, &table.name, numbers).await?);
                    }
                }
                for table in &tables {
                    write(tx, table, &folder.join(&table.name), &shifts).await?;
                }
                tracing::info!(region = %of, "a region arrived");
                Ok::<_, Failed>(())
            })
        });
        written.await.map_err(|failed| match failed {
            Failed::Store(StoreError::Duplicate { what }) => {
                no(format!("a {what} of it is here already, in another region; an account belongs to one region"))
            }
            Failed::Store(error) => error.into(),
            Failed::File(error) => error.into(),
        })?;
        // The region is here; that statistics are missing for a minute makes it slow and not wrong.
        if let Err(error) = inner.db.settle().await {
            tracing::warn!(%error, "statistics were not gathered");
        }
        Ok(MovedRegion {
            slug: manifest.slug.as_str().to_owned(),
            region: manifest.region,
            tables: manifest.tables.into_iter().map(|t| (t.table, t.rows)).collect(),
            files,
            own_key: true,
        })
    }
}

/// Why rows were not written.
enum Failed {
    Store(StoreError),
    File(std::io::Error),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

async fn write(tx: &mut store::Tx<'_>, table: &moving::Table, from: &PathBuf, shifts: &BTreeMap<String, i64>) -> Result<(), Failed> {
    let mut some: Vec<String> = Vec::with_capacity(ROWS);
    for line in BufReader::new(File::open(from)?).lines() {
        some.push(table.shifted(line?, shifts)?);
        if some.len() == ROWS {
            moving::arrive(tx, table, &format!("[{}]", some.join(","))).await?;
            some.clear();
        }
    }
    if !some.is_empty() {
        moving::arrive(tx, table, &format!("[{}]", some.join(","))).await?;
    }
    Ok(())
}

/// Unpacks the file into a folder, and proves every part of it.
fn unpacked(from: &Path, to: &Path, passphrase: &str) -> Result<(Manifest, [u8; 32]), MoveError> {
    let broken = || no("the file is broken or was cut off; ask for it again");
    let mut tar = tar::Archive::new(BufReader::new(File::open(from)?));
    let mut entries = tar.entries()?;
    let mut first = entries.next().ok_or_else(broken)?.map_err(|_| no("this is no file of a region"))?;
    if first.path()?.to_str() != Some(MANIFEST) || first.size() > MOST_MANIFEST {
        return Err(no("this is no file of a region"));
    }
    let mut text = Vec::new();
    first.read_to_end(&mut text)?;
    let sealed: Sealed = serde_json::from_slice(&text).map_err(|_| no("this is no file of a region"))?;
    let (proves, seals) = keys_of(passphrase, &salt_of(&sealed.salt)?)?;
    // Compared in constant time, by the type.
    let proof = blake3::Hash::from_hex(&sealed.proof).map_err(|_| broken())?;
    if blake3::keyed_hash(&proves, sealed.manifest.as_bytes()) != proof {
        return Err(no("the passphrase is another one, or the file was changed on its way"));
    }
    let manifest: Manifest = serde_json::from_str(&sealed.manifest).map_err(|_| no("it comes from another version of Terang"))?;
    if manifest.form != FORM {
        return Err(no(format!("it has the form {}, and this program knows {FORM}", manifest.form)));
    }
    let key = Seal::new(seals).open_bare("region key", &manifest.key).and_then(|key| STANDARD.decode(key).ok());
    let key = key.and_then(|key| <[u8; 32]>::try_from(key).ok()).ok_or_else(broken)?;
    fs::create_dir_all(to.join("files"))?;
    fs::create_dir_all(to.join("tables"))?;
    let mut wanted: BTreeMap<String, &str> = BTreeMap::new();
    wanted.insert(PACK.to_owned(), &manifest.pack);
    // A name that is no hash could be a way out of the folder.
    if !manifest.files.iter().all(|hash| is_hash(hash)) {
        return Err(broken());
    }
    for hash in &manifest.files {
        wanted.insert(format!("files/{hash}"), hash);
    }
    for table in manifest.tables.iter().filter(|t| t.table.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) {
        wanted.insert(format!("tables/{}", table.table), &table.hash);
    }
    for entry in entries {
        let mut entry = entry.map_err(|_| broken())?;
        let name = entry.path()?.to_str().unwrap_or_default().to_owned();
        // Only what the manifest names is written, and only where it says.
        let hash = wanted.remove(&name).ok_or_else(broken)?;
        let path = to.join(&name);
        std::io::copy(&mut entry, &mut File::create(&path)?).map_err(|_| broken())?;
        if hash_of(&path)? != hash {
            return Err(no(format!("its part {name} was changed or cut off; ask for the file again")));
        }
    }
    match wanted.keys().next() {
        Some(missing) => Err(no(format!("its part {missing} is missing; ask for the file again"))),
        None => Ok((manifest, key)),
    }
}
