//! What is wrong with an answer and what to do about it, in the words of a person.
use crate::{activity::Successor, money::Rupiah, text::Text, words::Lang};
use serde::{Deserialize, Serialize};

/// A fault that must be mended before the case can go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The field: `key`, or `rows.2.column` counted from 0.
    pub path: String,
    /// The field's label.
    pub label: Text,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing there.
    Missing,
    /// Too many characters.
    TooLong {
        /// Most characters.
        most: u32,
    },
    /// Control or direction characters that hide what is written.
    HiddenCharacters,
    /// Not one of the list.
    NotInList,
    /// In the list, and not to be chosen on this day.
    NotNow,
    /// Not degrees of latitude and longitude.
    Point,
    /// Degrees of a place that is far from the region.
    FarPoint,
    /// Not what the case has it as, such as the name of the head.
    NotTheSame {
        /// What it should be.
        wanted: String,
    },
    /// Not agreed to.
    NotAgreed,
    /// Not sixteen digits.
    Nik,
    /// Not a tax number.
    Npwp,
    /// Not a telephone number.
    Phone,
    /// Not an e-mail address.
    Email,
    /// Not an account number.
    BankAccount,
    /// Not an amount in whole rupiah.
    Rupiah,
    /// Not a whole number.
    Number,
    /// Below the least.
    TooSmall {
        /// The least.
        least: i64,
        /// Whether rupiah.
        rupiah: bool,
    },
    /// Above the most.
    TooBig {
        /// The most.
        most: i64,
        /// Whether rupiah.
        rupiah: bool,
    },
    /// Not a day.
    Date,
    /// A day that is over.
    PastDate,
    /// A day to come.
    FutureDate,
    /// Not a place of this region.
    Area,
    /// No activity of the classification that holds on the day.
    Activity {
        /// What became of it, where another edition knows it.
        before: Option<Successor>,
    },
    /// Too few rows.
    FewRows {
        /// The fewest.
        least: u32,
    },
    /// Too many rows.
    ManyRows {
        /// The most.
        most: u32,
    },
    /// No file.
    NoFile,
    /// Too many files.
    ManyFiles {
        /// The most.
        most: u32,
    },
    /// A rule of the pack, in its words.
    Rule {
        /// What the pack says.
        text: Text,
        /// Where the rule comes from.
        legal_base: Option<String>,
    },
}

impl Problem {
    /// What to do, as one sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let amount = |n: i64, rupiah: bool| {
            if rupiah { Rupiah::try_from(n).map_or_else(|_| n.to_string(), |r| r.to_string()) } else { crate::words::number(n, lang) }
        };
        let say = |id: &str, en: &str| match lang {
            Lang::Id => id.to_owned(),
            Lang::En => en.to_owned(),
        };
        match &self.fault {
            Fault::Missing => say("Bagian ini perlu diisi", "Fill this in"),
            Fault::TooLong { most } => say(&format!("Tulis paling banyak {most} huruf"), &format!("Write at most {most} characters")),
            Fault::HiddenCharacters => say(
                "Ada huruf tersembunyi. Ketik ulang tanpa menyalin dari tempat lain",
                "There are hidden characters. Type it again without pasting",
            ),
            Fault::NotInList => say("Pilih salah satu dari daftar", "Choose one from the list"),
            Fault::NotNow => {
                say("Pilihan ini tidak berlaku pada hari ini. Pilih yang lain", "This can't be chosen on this day. Choose another one")
            }
            Fault::Point => {
                say("Isi lintang dan bujur, misalnya -6,9147, 107,6098", "Enter latitude and longitude, for example -6.9147, 107.6098")
            }
            Fault::FarPoint => say(
                "Titik ini jauh di luar daerah. Periksa: lintang ditulis dahulu, baru bujur, misalnya -6,9147, 107,6098",
                "This point is far outside the region. Check it: latitude comes first, then longitude, for example -6.9147, 107.6098",
            ),
            Fault::NotTheSame { wanted } => {
                say(&format!("Tulis seperti dalam pengajuan: {wanted}"), &format!("Write it as in the application: {wanted}"))
            }
            Fault::NotAgreed => say("Beri tanda centang untuk melanjutkan", "Tick the box to go on"),
            Fault::Nik => say("Isi 16 angka NIK seperti di KTP", "Enter the 16 digits of the NIK as on the identity card"),
            Fault::Npwp => say("Isi 15 atau 16 angka NPWP", "Enter the 15 or 16 digits of the tax number"),
            Fault::Phone => say("Isi nomor telepon, misalnya 0812 3456 7890", "Enter a phone number, for example 0812 3456 7890"),
            Fault::Email => say("Isi alamat surel, misalnya nama@contoh.id", "Enter an e-mail address, for example name@example.com"),
            Fault::BankAccount => say("Isi nomor rekening, 6 sampai 20 angka", "Enter the account number, 6 to 20 digits"),
            Fault::Rupiah => say("Isi jumlah dalam rupiah, misalnya 1.500.000", "Enter an amount in rupiah, for example 1.500.000"),
            Fault::Number => say("Isi dengan angka bulat, misalnya 25", "Enter a whole number, for example 25"),
            Fault::TooSmall { least, rupiah } => {
                say(&format!("Isi paling sedikit {}", amount(*least, *rupiah)), &format!("Enter at least {}", amount(*least, *rupiah)))
            }
            Fault::TooBig { most, rupiah } => {
                say(&format!("Isi paling banyak {}", amount(*most, *rupiah)), &format!("Enter at most {}", amount(*most, *rupiah)))
            }
            Fault::Date => say("Isi tanggal, misalnya 9 November 2026", "Enter a date, for example 9 November 2026"),
            Fault::PastDate => say("Pilih tanggal hari ini atau sesudahnya", "Choose today or a later day"),
            Fault::FutureDate => say("Pilih tanggal hari ini atau sebelumnya", "Choose today or an earlier day"),
            Fault::Area => say("Pilih tempat dari daftar wilayah ini", "Choose a place of this region from the list"),
            Fault::Activity { before: None } => say(
                "Isi 5 angka kode KBLI, misalnya 47111. Belum tahu kodenya? Cari dengan nama usahanya di panduan izin",
                "Enter the five digits of the KBLI code, such as 47111. Look it up in the guide by what the business does",
            ),
            Fault::Activity { before: Some(Successor { edition, now }) } if now.is_empty() => say(
                &format!("Kode ini dari KBLI {edition}, yang tidak berlaku lagi. Cari kode barunya dengan nama usahanya di panduan izin"),
                &format!("This code is of KBLI {edition}, which holds no longer. Look up the new one in the guide"),
            ),
            Fault::Activity { before: Some(Successor { edition, now }) } => say(
                &format!("Kode ini dari KBLI {edition}, yang tidak berlaku lagi. Kode barunya: {}", now.join(", ")),
                &format!("This code is of KBLI {edition}, which holds no longer. It is now {}", now.join(", ")),
            ),
            Fault::FewRows { least } => say(&format!("Isi paling sedikit {least} baris"), &format!("Fill in at least {least} row(s)")),
            Fault::ManyRows { most } => say(&format!("Isi paling banyak {most} baris"), &format!("Fill in at most {most} rows")),
            Fault::NoFile => say("Lampirkan berkas ini: foto yang jelas atau PDF", "Attach this paper: a clear picture or a PDF"),
            Fault::ManyFiles { most } => say(&format!("Lampirkan paling banyak {most} berkas"), &format!("Attach at most {most} file(s)")),
            Fault::Rule { text, .. } => text.get(lang).to_owned(),
        }
    }

    /// The fault with its place, for a summary: "Jumlah, baris 2: isi …".
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let row = self.path.split('.').nth(1).and_then(|i| i.parse::<u32>().ok());
        let place = match (row, lang) {
            (Some(i), Lang::Id) => format!("{}, baris {}", self.label.get(lang), i + 1),
            (Some(i), Lang::En) => format!("{}, row {}", self.label.get(lang), i + 1),
            (None, _) => self.label.get(lang).to_owned(),
        };
        format!("{place}: {}", self.text(lang))
    }
}

/// Something to look at again that does not stop anybody: a NIK whose birth date differs, say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The field.
    pub path: String,
    /// What to look at.
    pub text: Text,
}
