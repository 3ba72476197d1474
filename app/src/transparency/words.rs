//! The figures by their names, and what each means.
use crate::lang::pick;
use domain::words::Lang;

/// A public figure: a table with a place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Money by programme.
    Money,
    /// Money by the agency in charge.
    MoneyByAgency,
    /// Money by part of the region.
    MoneyByDistrict,
    /// Money by budget year.
    MoneyByYear,
    /// Organisations that were granted most.
    Recipients,
    /// Licences asked for, given and refused.
    Licences,
    /// Why requests were refused.
    Reasons,
    /// Complaints.
    Complaints,
    /// How people rated what became of their complaints.
    Satisfaction,
    /// Projects by phase.
    Projects,
    /// Months of staff.
    Performance,
    /// How long decisions take.
    Pace,
}

impl Topic {
    pub(super) const ALL: [Self; 12] = [
        Self::Money,
        Self::MoneyByAgency,
        Self::MoneyByDistrict,
        Self::MoneyByYear,
        Self::Recipients,
        Self::Projects,
        Self::Licences,
        Self::Pace,
        Self::Reasons,
        Self::Complaints,
        Self::Satisfaction,
        Self::Performance,
    ];

    /// Its word in an address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Money => "uang",
            Self::MoneyByAgency => "uang-menurut-dinas",
            Self::MoneyByDistrict => "uang-menurut-wilayah",
            Self::MoneyByYear => "uang-menurut-tahun",
            Self::Recipients => "penerima",
            Self::Licences => "izin",
            Self::Reasons => "alasan-penolakan",
            Self::Complaints => "pengaduan",
            Self::Satisfaction => "kepuasan",
            Self::Projects => "proyek",
            Self::Performance => "kinerja",
            Self::Pace => "lama-proses",
        }
    }

    /// By the word of an address.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }

    /// Whether a year can be chosen.
    pub(super) const fn by_year(self) -> bool {
        !matches!(self, Self::MoneyByYear | Self::Performance | Self::Pace)
    }

    /// What it is called.
    pub(super) const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Money => pick(lang, "Uang: dari anggaran sampai laporan", "Money: from the budget to the report"),
            Self::MoneyByAgency => pick(lang, "Uang menurut perangkat daerah", "Money by agency"),
            Self::MoneyByDistrict => pick(lang, "Uang menurut wilayah", "Money by place"),
            Self::MoneyByYear => pick(lang, "Uang menurut tahun anggaran", "Money by budget year"),
            Self::Recipients => pick(lang, "Organisasi penerima", "Organisations that received"),
            Self::Licences => pick(lang, "Izin: diminta, terbit, ditolak", "Licences: asked for, given, refused"),
            Self::Reasons => pick(lang, "Mengapa ditolak", "Why requests were refused"),
            Self::Complaints => pick(lang, "Pengaduan dan nasibnya", "Complaints and what became of them"),
            Self::Satisfaction => pick(lang, "Kepuasan pelapor", "Satisfaction"),
            Self::Projects => pick(lang, "Proyek pembangunan", "Building projects"),
            Self::Performance => pick(lang, "Kinerja pegawai, dijumlahkan", "Staff performance, added up"),
            Self::Pace => pick(lang, "Lama memutus, 90 hari terakhir", "How long decisions take, last 90 days"),
        }
    }

    /// What it counts, in a sentence or two.
    pub(super) const fn definition(self, lang: Lang) -> &'static str {
        match self {
            Self::Money | Self::MoneyByAgency | Self::MoneyByDistrict | Self::MoneyByYear => pick(
                lang,
                "Diajukan: semua yang masuk. Disetujui: yang diputuskan dan masih berlaku. Dibayar: uang yang keluar atau barang yang diserahkan. Dilaporkan: yang menurut laporan penerima sudah dipakai. Anggaran: pagu program pada tahun itu, bila satu tahun dipilih. Perangkat daerah adalah yang membidangi urusannya.",
                "Asked: everything that came in. Approved: decided and still standing. Paid: money out, or goods handed over. Reported: what recipients say they used. Budget: the programme's ceiling, where one year is chosen. The agency is the one in charge of the field.",
            ),
            Self::Recipients => pick(
                lang,
                "Organisasi dengan jumlah disetujui terbesar, paling banyak seratus per program. Penerima perorangan tidak disebut dan tidak dihitung di sini.",
                "Organisations with the largest sums approved, a hundred a programme at most. Persons are neither named nor counted here.",
            ),
            Self::Licences => pick(
                lang,
                "Permohonan izin menurut tahun masuknya: seluruhnya, yang terbit, yang ditolak, yang ditarik atau gugur, dan yang masih diproses sekarang.",
                "Requests for licences by the year in which they came: all, given, refused, withdrawn or lapsed, and those under way now.",
            ),
            Self::Reasons => pick(
                lang,
                "Alasan penolakan menurut kode yang dipilih petugas saat memutus. Dasar hukum setiap alasan ada pada aturan layanannya.",
                "Reasons by the code that the deciding officer chose. The legal base of each stands in the service's rules.",
            ),
            Self::Complaints => pick(
                lang,
                "Pengaduan menurut tahun masuknya dan cara berakhirnya. Nama pelapor tidak pernah diumumkan.",
                "Complaints by the year in which they came and how they ended. Who complained is never published.",
            ),
            Self::Satisfaction => pick(
                lang,
                "Nilai yang diberikan pelapor saat menutup laporannya. Bila yang menilai kurang dari lima orang, nilainya tidak ditampilkan.",
                "Ratings that people gave when they closed their reports. Where fewer than five rated, nothing is shown.",
            ),
            Self::Projects => pick(
                lang,
                "Proyek dalam Galeri Rencana menurut masa: banyaknya, nilai kontrak, dan yang sudah dibayar.",
                "Projects of the gallery by phase: how many, their contracts, and what was paid.",
            ),
            Self::Performance => pick(
                lang,
                "Bulan yang sudah ditandatangani: banyaknya pegawai, nilai kerja, dan yang dibayarkan. Tidak ada nama; bulan dengan kurang dari lima pegawai tidak ditampilkan.",
                "Signed months: how many people, what their work was worth, and what was paid. No names; months of fewer than five people are not shown.",
            ),
            Self::Pace => pick(
                lang,
                "Hari kerja sejak masuk sampai diputus, tanpa hari-hari pemohon memegang berkasnya: tercepat, separuh putusan, dan sembilan dari sepuluh putusan.",
                "Working days from coming in to the decision, without those on which the applicant had the papers: the fastest, half of the decisions, nine of ten.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn each_figure_is_found_by_its_word() {
        for topic in Topic::ALL {
            assert_eq!(Topic::named(topic.word()), Some(topic));
        }
        assert_eq!(Topic::named("layanan"), None, "that page is there already");
        assert_eq!(Topic::named("data"), None);
    }
}
