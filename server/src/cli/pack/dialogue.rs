//! The interview as a dialogue: the questions of the sheet, one at a time, each with what is taken where nothing is said. What was
//! answered is kept as a sheet, so that a slip of the hand is mended there and not asked again.
use super::Stop;
use engine::pack::Settled;
use std::{
    fmt::Write as _,
    fs,
    io::{self, BufRead},
    path::PathBuf,
};

/// A question: its key in the sheet, the question, and what an empty answer means; nothing where there has to be one.
type Question = (&'static str, &'static str, Option<&'static str>);

const WHO: [Question; 12] = [
    ("code", "Kode daerah (Kemendagri), misalnya 52.07 / official code", None),
    ("slug", "Kata pertama alamatnya, misalnya kab-contoh / first word of its addresses", None),
    ("kind", "Jenis: kota, kabupaten, provinsi / kind", None),
    ("name", "Nama, misalnya Kabupaten Contoh / name", None),
    ("name_en", "Nama dalam bahasa Inggris / name in English", None),
    ("province", "Provinsi / province", None),
    ("zone", "Zona waktu: WIB, WITA, WIT / time zone", Some("WIB")),
    ("address", "Alamat dan jam loket / address and hours of the counter", Some("")),
    ("place", "Tempat di depan tanggal surat / place that letters are dated from", Some("")),
    ("accent", "Warna #rrggbb / colour", Some("")),
    ("districts", "Berkas kecamatan (code,name,latitude,longitude) / file of districts", Some("kecamatan.csv")),
    ("villages", "Berkas kelurahan atau desa (code,name) / file of villages", Some("")),
];
const PRODUCTS: [Question; 5] = [
    ("grants", "Nama aplikasi hibah / name of the grants application", Some("")),
    ("licences", "Nama aplikasi perizinan / of the licences application", Some("")),
    ("complaints", "Nama aplikasi pengaduan / of the complaints application", Some("")),
    ("performance", "Nama aplikasi kinerja / of the performance application", Some("")),
    ("command_center", "Nama pusat kendali / of the command center", Some("")),
];

/// Asks, writes the sheet into the working folder, and gives its place.
pub(super) fn sheet() -> Result<PathBuf, Stop> {
    let mut input = io::stdin().lock();
    let text = ask(&mut input, &mut io::stdout())?;
    let path = PathBuf::from("lembar-baru.toml");
    if path.exists() {
        return Err(Stop::CouldNotBegin(format!("{} is there already; use it (terang pack new {0}), or move it away", path.display())));
    }
    fs::write(&path, text).map_err(|e| Stop::CouldNotBegin(format!("can't write {}: {e}", path.display())))?;
    println!("{}: mend it and run `terang pack new {0}` where something is wrong.", path.display());
    Ok(path)
}

/// Asks which value holds.
pub(super) fn settle() -> Result<Settled, Stop> {
    loop {
        match one(&mut io::stdin().lock(), &mut io::stdout(), "  (m) milik sendiri / own, (d) dasar / base", None)?.as_str() {
            "m" => return Ok(Settled::Own),
            "d" => return Ok(Settled::Base),
            _ => {}
        }
    }
}

fn ask(input: &mut impl BufRead, output: &mut impl io::Write) -> Result<String, Stop> {
    let mut sheet = String::new();
    let mut each = |questions: &[Question], sheet: &mut String| -> Result<(), Stop> {
        for (key, question, otherwise) in questions {
            let answer = one(input, output, question, *otherwise)?;
            if !answer.is_empty() {
                _ = writeln!(sheet, "{key} = {}", quoted(&answer));
            }
        }
        Ok(())
    };
    each(&WHO, &mut sheet)?;
    sheet.push_str("\n[products]\n");
    each(&PRODUCTS, &mut sheet)?;
    Ok(sheet)
}

/// A text as TOML writes it; JSON's writing of a text is one of TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn one(input: &mut impl BufRead, output: &mut impl io::Write, question: &str, otherwise: Option<&str>) -> Result<String, Stop> {
    let gone = |e: io::Error| Stop::CouldNotBegin(format!("the dialogue broke off: {e}"));
    loop {
        match otherwise {
            Some(taken) if !taken.is_empty() => write!(output, "{question} [{taken}]: "),
            Some(_) => write!(output, "{question} (boleh kosong): "),
            None => write!(output, "{question}: "),
        }
        .and_then(|()| output.flush())
        .map_err(gone)?;
        let mut line = String::new();
        if input.read_line(&mut line).map_err(gone)? == 0 {
            return Err(Stop::CouldNotBegin("the dialogue ended before its last question; nothing was made".to_owned()));
        }
        match (line.trim(), otherwise) {
            ("", Some(taken)) => return Ok(taken.to_owned()),
            ("", None) => {}
            (answer, _) => return Ok(answer.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ask;

    #[test]
    fn what_must_be_answered_is_asked_again_and_the_rest_is_left_out() {
        let said = "91.01\n\nkab-contoh\nkabupaten\nKabupaten \"Contoh\"\nExample\nProvinsi Contoh\n\n\n\n\n\n\nBantu\n\n\n\n\n";
        let mut asked = Vec::new();
        let sheet = ask(&mut said.as_bytes(), &mut asked).unwrap_or_else(|_| panic!("it broke off"));
        assert_eq!(String::from_utf8(asked).unwrap().matches("Kata pertama").count(), 2, "an empty answer is asked again");
        assert!(
            sheet.contains("name = \"Kabupaten \\\"Contoh\\\"\"")
                && sheet.contains("zone = \"WIB\"")
                && sheet.contains("districts = \"kecamatan.csv\""),
            "{sheet}"
        );
        assert!(sheet.ends_with("[products]\ngrants = \"Bantu\"\n") && !sheet.contains("accent"), "{sheet}");
        assert!(ask(&mut "91.01\n".as_bytes(), &mut Vec::new()).is_err());
    }
}
