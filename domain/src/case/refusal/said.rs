//! Each refusal in words: what happened and what to do.
use super::Refusal;
use crate::{
    number::CaseNumber,
    words::{self, Lang},
};

impl Refusal {
    /// What happened and what to do, in one or two sentences.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let say = |id: String, en: String| if lang == Lang::Id { id } else { en };
        match self {
            Self::Stale { .. } => say(
                "Petugas lain sudah lebih dulu memproses berkas ini. Isian Anda tidak disimpan; lihat keadaan terbaru lalu putuskan lagi"
                    .into(),
                "Another officer was faster. Nothing was changed; look at the case as it is now and decide again".into(),
            ),
            Self::NotFromHere { stage } => {
                say(format!("Tindakan ini tidak tersedia pada tahap {}", stage.id), format!("This can't be done at the stage {}", stage.en))
            }
            Self::NotYourRole { stage } => {
                say(format!("Tahap {} bukan wewenang jabatan Anda", stage.id), format!("The stage {} is not for your post", stage.en))
            }
            Self::OwnCase => say(
                "Anda tidak boleh memutus pengajuan Anda sendiri. Serahkan kepada petugas lain".into(),
                "You may not decide your own case. Hand it to another officer".into(),
            ),
            Self::ConsecutiveStage => say(
                "Anda sudah memutus tahap sebelumnya. Dua tahap berurutan harus diputus orang yang berbeda".into(),
                "You decided the stage before. Two consecutive stages need two different people".into(),
            ),
            Self::NoExtension { most: 0 } => say(
                "Waktu tahap ini tidak dapat diperpanjang lagi. Putuskan, atau beri tahu atasan Anda".into(),
                "The term of this stage can't be extended any more. Decide, or tell your superior".into(),
            ),
            Self::NoExtension { most } => say(
                format!("Perpanjangan paling sedikit 1 dan paling banyak {most} hari kerja"),
                format!("It can be extended by 1 to {most} working days"),
            ),
            Self::NotCompared { others } => say(
                format!("Jelaskan dahulu pengajuan yang mirip: {}.", numbers(others, "dan", "lainnya")),
                format!("First explain the requests that are alike: {}.", numbers(others, "and", "more")),
            ),
            Self::AskedTwice { others } => say(
                format!("Tercatat sebagai pengajuan ganda dengan {}. Tolak, atau perbaiki catatan itu.", numbers(others, "dan", "lainnya")),
                format!("Recorded as asked twice with {}. Refuse it, or correct that record.", numbers(others, "and", "more")),
            ),
            Self::TakenBy => say(
                "Rekan Anda sedang mengerjakan berkas ini. Ambil alih dengan menulis alasannya, atau kerjakan yang lain".into(),
                "A colleague works on this case. Take it over with a reason, or go on with another".into(),
            ),
            Self::CantTake => say(
                "Petugas itu tidak dapat memutus berkas ini: jabatannya lain, ia memutus tahap sebelumnya, atau ia berkepentingan. Pilih petugas lain".into(),
                "That officer may not decide this case: it is not for their post, they decided the stage before, or they have an interest. Choose another".into(),
            ),
            Self::HeldTooLong { last } => say(
                format!("Waktu tetap berjalan selama ditunda. Pilih hari paling lambat {}", words::date(*last, lang)),
                format!("The clock goes on meanwhile. Choose a day no later than {}", words::date(*last, lang)),
            ),
            Self::Recused => say(
                "Anda mengundurkan diri dari pengajuan ini karena kepentingan. Petugas lain yang memutus.".to_owned(),
                "You stood aside from this case because of an interest. Another officer decides.".to_owned(),
            ),
            Self::OwnRefusal => say(
                "Anda yang menolak pengajuan ini. Keberatannya harus diperiksa orang lain".into(),
                "You refused this case. Somebody else has to hear the objection".into(),
            ),
            Self::Guard { text, .. } => text.get(lang).to_owned(),
            Self::Invalid { problems } => {
                say(format!("Ada {} isian yang perlu diperbaiki", problems.len()), format!("{} entries need mending", problems.len()))
            }
            Self::Checklist { items, unfitting } => {
                let names = items.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join("; ");
                if *unfitting {
                    say(
                        format!("Masih ada yang tidak sesuai: {names}. Kembalikan atau tolak"),
                        format!("Some items do not fit: {names}. Return or refuse the case"),
                    )
                } else {
                    say(format!("Daftar periksa belum lengkap: {names}"), format!("The checklist is not complete: {names}"))
                }
            }
            Self::AmountRises { from, to } => say(
                format!("Nilai naik dari {from} menjadi {to}. Tulis alasannya"),
                format!("The amount rises from {from} to {to}. Write why"),
            ),
            Self::NothingToMend => {
                say("Pilih bagian yang perlu diperbaiki dan tulis sebabnya".into(), "Choose what must be mended and write why".into())
            }
            Self::NoReason => say("Pilih alasan penolakan".into(), "Choose the reason of the refusal".into()),
            Self::Disagree { items } => {
                let names = items.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join("; ");
                say(
                    format!("Belum cocok: {names}. Kembalikan berkas ini atau perbaiki dahulu"),
                    format!("These do not agree: {names}. Return the case, or have them corrected first"),
                )
            }
            Self::ObjectedBefore => say(
                "Keberatan hanya dapat diajukan satu kali, dan sudah diajukan".into(),
                "An objection can be made once, and it was made".into(),
            ),
            Self::TooLate { until } => say(
                format!("Batas waktunya sudah lewat, yaitu {}", words::date(*until, lang)),
                format!("The time for it ended on {}", words::date(*until, lang)),
            ),
            Self::RoundsUsed { most } => say(
                format!("Pengajuan ini sudah dikembalikan {most} kali, batas terbanyak. Putuskan dengan berkas yang ada"),
                format!("The case was returned {most} times, the most allowed. Decide on what there is"),
            ),
            Self::ReturnedBefore { most, .. } => say(
                format!("Tahap ini sudah mengembalikan berkas {most} kali, batas terbanyak. Hanya atasan yang dapat mengembalikannya lagi"),
                format!("This stage has sent the case back {most} time(s), the most allowed. Only a superior can do so again"),
            ),
            Self::TooLateToReturn { .. } => say(
                "Waktu tahap ini hampir habis. Putuskan dengan berkas yang ada; hanya atasan yang masih dapat mengembalikannya".into(),
                "The term of this stage is almost over. Decide on what there is; only a superior can still send it back".into(),
            ),
            Self::DecidedThere { stage } => say(
                format!("Anda sudah memutus tahap {}. Tahap ini harus diputus orang lain", stage.id),
                format!("You decided at the stage {}. Somebody else has to decide here", stage.en),
            ),
            Self::NotOfTeam => say(
                "Anda tidak termasuk tim peninjau berkas ini. Hanya petugas yang ditugaskan yang mengisi berita acaranya".into(),
                "You are not of the team that was drawn for this visit. Only they write its minutes".into(),
            ),
            Self::NoTeam { needed } => say(
                format!("Perlu {needed} petugas peninjau yang sedang bertugas dan tidak berkepentingan. Minta kepala dinas menambah petugas"),
                format!("{needed} officers on duty without an interest are needed. Ask the head of the office for more"),
            ),
            Self::OutOfOrder { ahead } => say(
                format!("Ada {ahead} berkas yang datang lebih dulu. Kerjakan yang terlama, atau tulis alasan mendahulukan berkas ini"),
                format!("{ahead} older case(s) wait. Take the oldest, or write why this one comes first"),
            ),
            Self::NoFormer { why } => why.get(lang).to_owned(),
            Self::NoSum { what } => say(
                format!("Belum dapat dihitung: {}. Lengkapi atau perbaiki dahulu", what.id),
                format!("This can't be reckoned yet: {}. Complete or correct it first", what.en),
            ),
            Self::WindowClosed { next: Some(day) } => say(
                format!("Pendaftaran sedang ditutup. Pendaftaran berikutnya dibuka {}", words::date(*day, lang)),
                format!("Applications are closed. The next window opens on {}", words::date(*day, lang)),
            ),
            Self::WindowClosed { next: None } => say("Pendaftaran sedang ditutup".into(), "Applications are closed".into()),
            Self::ReportOwed { number, due, .. } => say(
                format!(
                    "Laporan (LPJ) untuk {number} terlambat sejak {}. Serahkan dahulu; setelah diterima, Anda dapat mengajukan lagi",
                    words::date(*due, lang)
                ),
                format!(
                    "The report on {number} is late: it was due on {}. Hand it in first; once it is accepted you can apply again",
                    words::date(*due, lang)
                ),
            ),
            Self::OnlyByList => say(
                "Ini diputuskan untuk satu daftar sekaligus. Buka daftar nominatifnya".into(),
                "This is decided for a whole list at once. Open its nominative list".into(),
            ),
            Self::EmptyList => say(
                "Daftar ini belum berisi pengajuan. Pilih paling sedikit satu".into(),
                "No case is on the list yet. Choose at least one".into(),
            ),
            Self::ListChanged { what } => {
                let lines = what.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join("; ");
                say(
                    format!("Daftar ini berubah sejak Anda membukanya: {lines}. Belum ada yang diputuskan; periksa lagi"),
                    format!("The list has changed since you opened it: {lines}. Nothing was decided; look at it again"),
                )
            }
            Self::NoBudget { year } => say(
                format!("Pagu tahun anggaran {year} belum dicatat. Catat dahulu di halaman Anggaran"),
                format!("No budget is on record for {year}. Record it on the budget page first"),
            ),
            Self::OverBudget { of: Some(of), budget, short } => say(
                format!("Pagu {} sebesar {budget} kurang {short}. Kurangi daftar atau jumlahnya", of.id),
                format!("The budget of {budget} for {} falls short by {short}. Shorten the list or its amounts", of.en),
            ),
            Self::OverBudget { of: None, budget, short } => say(
                format!("Pagu program sebesar {budget} kurang {short}. Kurangi daftar atau jumlahnya"),
                format!("The programme's budget of {budget} falls short by {short}. Shorten the list or its amounts"),
            ),
            Self::AboveOtherBudget { other, most, .. } => say(
                format!("Pagu ini tidak boleh melebihi pagu {} sebesar {most}", other.id),
                format!("This budget may not exceed that of {}, {most}", other.en),
            ),
            Self::BrokenRule { .. } => say(
                "Ada aturan layanan yang keliru. Admin sudah diberi tahu".into(),
                "A rule of this service is broken. The administrators have been told".into(),
            ),
        }
    }
}

/// The first few numbers, and how many there are beside them: the page shows them all.
fn numbers(all: &[CaseNumber], and: &str, more: &str) -> String {
    const NAMED: usize = 5;
    let named = all.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        rest => format!("{named} {and} {rest} {more}"),
    }
}
