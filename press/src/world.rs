//! All that a template can see.
use super::fonts::FONTS;
use engine::papers::{PressFault, Sheet, Smudge};
use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The facts' file.
const FACTS: &str = "facts.json";
/// The code's file.
const CODE: &str = "qr.svg";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// One sheet, laid out for Typst.
pub(super) struct Desk {
    main: FileId,
    /// A handful, so that a list is the fastest way to find one.
    templates: Vec<Source>,
    files: Vec<(FileId, Bytes)>,
    today: Option<Datetime>,
}

impl Desk {
    /// # Errors
    /// [`PressFault`] where a template's name is no file's name.
    pub(super) fn lay(sheet: &Sheet) -> Result<Self, PressFault> {
        let main = id(&format!("{}.typ", sheet.template.main))?;
        let templates = sheet.template.sources.iter().map(|(name, text)| Ok(Source::new(id(&format!("{name}.typ"))?, text.clone())));
        let files = [(FACTS, sheet.facts.to_string()), (CODE, sheet.qr.clone())].map(|(name, text)| (name, Bytes::from_string(text)));
        let pictures = sheet.pictures.iter().map(|(name, bytes)| (name.as_str(), Bytes::new(bytes.clone())));
        let files = files.into_iter().chain(pictures);
        let day = sheet.issued_at.day(sheet.zone);
        Ok(Self {
            main,
            templates: templates.collect::<Result<_, PressFault>>()?,
            files: files.map(|(name, bytes)| Ok((id(name)?, bytes))).collect::<Result<_, PressFault>>()?,
            today: Datetime::from_ymd(day.year(), day.month(), day.day()),
        })
    }

    /// The template that a file is: its name without its ending.
    pub(super) fn name(&self, id: FileId) -> Option<String> {
        self.template(id).map(|_| id.vpath().file_stem().unwrap_or_default().to_owned())
    }

    fn template(&self, id: FileId) -> Option<&Source> {
        self.templates.iter().find(|s| s.id() == id)
    }

    /// The line of a place in a template, counted from 1.
    pub(super) fn line(&self, id: FileId, at: usize) -> usize {
        self.template(id).and_then(|s| s.lines().byte_to_line(at)).map_or(0, |line| line + 1)
    }
}

/// The same name is the same id in the whole process, and there are few names.
fn id(name: &str) -> Result<FileId, PressFault> {
    let path = VirtualPath::new(name)
        .map_err(|e| PressFault(vec![Smudge { template: name.to_owned(), line: 0, what: format!("this is no name of a file: {e}") }]))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.template(id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
