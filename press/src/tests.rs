//! Every template of the shipped packs is printed, tagged and the same each time; a region's own takes the place of the
//! shared one.
use super::{TypstPress, world::Desk};
use domain::pack::Pack;
use engine::{
    PressFault, Sheet,
    pack::load,
    papers::{Press, Template, samples},
};
use std::{collections::BTreeSet, fs, path::Path};
use typst_layout::PagedDocument;

const REGIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions");

fn bandung() -> Pack {
    load(Path::new(REGIONS), "kota-bandung").unwrap()
}

fn print(sheet: &Sheet) -> Result<Vec<u8>, PressFault> {
    TypstPress.print(sheet)
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|w| w == text.as_bytes())
}

fn sample(pack: &Pack, template: &str) -> Sheet {
    samples(pack).into_iter().find(|s| s.template.main == template).unwrap()
}

#[test]
fn every_template_prints_with_much_and_with_little() {
    let pack = bandung();
    let sheets = samples(&pack);
    for sheet in &sheets {
        if let Err(fault) = print(sheet) {
            panic!("{} of {}: {fault}", sheet.template.main, sheet.facts["case"]["service"]);
        }
    }
    let printed: BTreeSet<&str> = sheets.iter().map(|s| s.template.main.as_str()).collect();
    let wanted = [
        "bap-peninjauan",
        "berita-acara",
        "daftar-nominatif",
        "izin",
        "kuitansi",
        "lampiran-keputusan",
        "lampiran-penetapan",
        "nphd",
        "nphd-barang",
        "nphd-barang-ditandatangani",
        "nphd-ditandatangani",
        "pakta-integritas",
        "permohonan-pencairan",
        "skrd",
        "surat-izin",
        "surat-pembatalan",
        "surat-pengantar-laporan",
        "surat-pengembalian",
        "surat-penolakan",
        "surat-tanggung-jawab",
        "tanda-terima",
        "tanda-terima-izin",
    ];
    assert_eq!(printed.into_iter().collect::<Vec<_>>(), wanted);
}

/// What the codes on a document's pages say, read off its picture as a telephone would.
fn codes(sheet: &Sheet) -> Vec<String> {
    let desk = Desk::lay(sheet).unwrap();
    let document = typst::compile::<PagedDocument>(&desk).output.unwrap();
    let read = |page| {
        let picture = typst_render::render(page, &typst_render::RenderOptions { pixel_per_pt: 2.0.into(), ..Default::default() });
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let grey = |x: usize, y: usize| picture.pixel((x).try_into().unwrap(), y.try_into().unwrap()).unwrap().green();
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
        seen.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect::<Vec<_>>()
    };
    document.pages().iter().flat_map(read).collect()
}

#[test]
fn the_code_on_every_document_leads_to_its_verification() {
    let pack = bandung();
    for sheet in samples(&pack) {
        let verify = sheet.facts["document"]["verify"].as_str().unwrap().to_owned();
        assert!(verify.starts_with("https://") && verify.ends_with(&sheet.number), "{verify}");
        assert_eq!(codes(&sheet), [verify], "{}", sheet.template.main);
    }
}

#[test]
fn a_document_is_tagged_titled_and_of_its_language() {
    let sheet = sample(&bandung(), "nphd");
    let pdf = print(&sheet).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    // What the standard asks for stands in the file's plain parts.
    for mark in ["/MarkInfo", "/StructTreeRoot", "/Lang(id-ID)", "pdfuaid:part", "Terang"] {
        assert!(has(&pdf, mark), "{mark}");
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes_and_another_others() {
    let pack = bandung();
    let sheet = sample(&pack, "tanda-terima");
    let first = print(&sheet).unwrap();
    // What else is printed between leaves no trace.
    print(&sample(&pack, "nphd")).unwrap();
    assert_eq!(print(&sheet).unwrap(), first);
    let mut other = sheet;
    other.facts["case"]["title"] = "Kegiatan lain".into();
    assert_ne!(print(&other).unwrap(), first);
}

#[test]
fn a_region_changes_a_template_without_building() {
    let dir = tempfile::tempdir().unwrap();
    copy(Path::new(REGIONS), dir.path());
    let own = dir.path().join("kota-bandung/documents");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("kuitansi.typ"), "#import \"kop.typ\": *\n#show: kop\nSurat milik kota ini sendiri.\n").unwrap();
    let pack = load(dir.path(), "kota-bandung").unwrap();
    let (shared, ours) = (sample(&bandung(), "kuitansi"), sample(&pack, "kuitansi"));
    assert!(ours.template.sources["kuitansi"].contains("milik kota ini"));
    assert_eq!(ours.template.sources["kop"], shared.template.sources["kop"], "what it shares it still shares");
    assert_ne!(ours.template.hash(), shared.template.hash());
    assert_ne!(print(&ours).unwrap(), print(&shared).unwrap());
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let mut pack = bandung();
    pack.templates.insert("kuitansi".to_owned(), "#import \"kop.typ\": *\n#show: kop\n\n#nothing-like-it\n".to_owned());
    let fault = print(&sample(&pack, "kuitansi")).unwrap_err();
    assert_eq!((fault.0[0].template.as_str(), fault.0[0].line), ("kuitansi", 4), "{fault}");
    // A picture without a text for who can't see it is refused too.
    pack.templates.insert("kuitansi".to_owned(), "#import \"kop.typ\": *\n#show: kop\n#image(\"qr.svg\")\n".to_owned());
    assert!(print(&sample(&pack, "kuitansi")).unwrap_err().to_string().contains("alt"));
}

#[test]
fn a_template_sees_nothing_but_its_sheet() {
    let mut pack = bandung();
    for outside in ["../../../../etc/passwd", "/etc/passwd", "surat-penolakan.typ"] {
        pack.templates.insert("kuitansi".to_owned(), format!("#set document(title: \"x\")\n#read(\"{outside}\")\n"));
        let mut sheet = sample(&pack, "kuitansi");
        sheet.template.sources.remove("surat-penolakan");
        assert!(print(&sheet).is_err(), "{outside}");
    }
    let main = Template { main: "../x".to_owned(), ..Template::default() };
    assert!(print(&Sheet { template: main, ..sample(&bandung(), "kuitansi") }).is_err());
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
    }
}
