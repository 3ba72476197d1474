//! The words of a log: minutes as people say them, what is wrong with an entry, how it stands, what looks odd about it.
use crate::lang::pick;
use domain::{
    pack::Pack,
    performance::{
        Month,
        cut::Cost,
        enter::{At, Fault},
        entry::EntryStatus,
        judge::NoVerdict,
        run::{MonthRefusal, MonthStatus},
        window::Shut,
    },
    words::{self, Lang},
};
use engine::Doubt;

/// A time of day: `07.30`.
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}.{:02}", minute / 60, minute % 60)
}

/// A time of day as a form's box takes it: `07:30`.
pub(super) fn in_box(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The minutes after midnight of a typed time.
pub(super) fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '.'])?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour <= 24 && minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

/// A length of time: `2 jam 5 menit`.
pub(super) fn length(minutes: u32, lang: Lang) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (h, m) = (pick(lang, "jam", "h"), pick(lang, "menit", "min"));
    match (hours, rest) {
        (0, rest) => format!("{rest} {m}"),
        (hours, 0) => format!("{hours} {h}"),
        (hours, rest) => format!("{hours} {h} {rest} {m}"),
    }
}

/// A whole number with its thousands apart.
pub(super) fn number(n: impl Into<i64>, lang: Lang) -> String {
    words::number(n.into(), lang)
}

/// Rupiah, also below zero.
pub(super) fn rupiah(n: i64, lang: Lang) -> String {
    let amount = words::number(n.saturating_abs(), lang);
    if n < 0 { format!("−Rp\u{a0}{amount}") } else { format!("Rp\u{a0}{amount}") }
}

/// Basis points as percent: `90,1 %`.
pub(super) fn percent(bp: i64, lang: Lang) -> String {
    let point = if lang == Lang::Id { ',' } else { '.' };
    let (whole, part) = (bp / 100, bp.rem_euclid(100));
    match part {
        0 => format!("{whole}\u{a0}%"),
        p if p % 10 == 0 => format!("{whole}{point}{}\u{a0}%", p / 10),
        p => format!("{whole}{point}{p:02}\u{a0}%"),
    }
}

/// A month: `Juni 2026`.
pub(super) fn month(month: Month, lang: Lang) -> String {
    words::month_year(month.first(), lang)
}

/// How an entry stands, with the class of its mark.
pub(super) fn status(status: EntryStatus, lang: Lang) -> (&'static str, &'static str) {
    match status {
        EntryStatus::Entered => (pick(lang, "menunggu atasan", "waits for the superior"), "tag now"),
        EntryStatus::Returned => (pick(lang, "dikembalikan", "returned"), "tag wait"),
        EntryStatus::Approved => (pick(lang, "disetujui", "approved"), "tag ok"),
        EntryStatus::Refused => (pick(lang, "ditolak", "refused"), "tag bad"),
        EntryStatus::Withdrawn => (pick(lang, "ditarik", "taken back"), "tag"),
        EntryStatus::Lapsed => (pick(lang, "lewat waktu, tidak dinilai", "lapsed, nobody judged it"), "tag bad"),
    }
}

/// How a month stands.
pub(super) fn month_status(status: MonthStatus, lang: Lang) -> (&'static str, &'static str) {
    match status {
        MonthStatus::Open => (pick(lang, "masih berjalan", "still open"), "tag now"),
        MonthStatus::Frozen => (pick(lang, "dikunci, menunggu tanda tangan", "frozen, waits for its signature"), "tag wait"),
        MonthStatus::Signed => (pick(lang, "ditandatangani", "signed"), "tag ok"),
        MonthStatus::Paid => (pick(lang, "diserahkan ke penggajian", "handed to the payroll"), "tag ok"),
    }
}

/// Why nothing can be entered for a day.
pub(super) fn shut(shut: &Shut, lang: Lang) -> String {
    match (shut, lang) {
        (Shut::NoRule, Lang::Id) => "Untuk hari itu belum ada aturan pengisiannya".to_owned(),
        (Shut::NoRule, Lang::En) => "No rule says how this day is entered".to_owned(),
        (Shut::Future, Lang::Id) => "Hari itu belum tiba. Pilih hari ini atau hari sebelumnya".to_owned(),
        (Shut::Future, Lang::En) => "That day has not come. Choose today or an earlier day".to_owned(),
        (Shut::TooLate(last), Lang::Id) => format!("Batas mengisi untuk hari itu sudah lewat, yaitu {}", words::date_long(*last, lang)),
        (Shut::TooLate(last), Lang::En) => format!("The last day to enter it was {}", words::date_long(*last, lang)),
        (Shut::Hours(from, until), Lang::Id) => format!("Kegiatan hanya dapat diisi antara pukul {} dan {}", clock(*from), clock(*until)),
        (Shut::Hours(from, until), Lang::En) => format!("Activities are entered between {} and {} only", clock(*from), clock(*until)),
        (Shut::NotToday, Lang::Id) => "Hari ini bukan hari pengisian. Isi pada hari lain".to_owned(),
        (Shut::NotToday, Lang::En) => "Nothing is entered on this day of the week".to_owned(),
    }
}

/// The box that something is wrong in.
pub(super) const fn box_of(at: At) -> &'static str {
    match at {
        At::Day => "hari",
        At::Code => "kode",
        At::Time => "mulai",
        At::Volume => "jumlah",
        At::Text => "uraian",
        At::Evidence => "bukti",
        At::Aim => "rencana",
        At::With => "bersama",
    }
}

/// What is wrong, and what to do.
pub(super) fn fault(fault: &Fault, pack: &Pack, lang: Lang) -> String {
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    match fault {
        Fault::Shut(why) => shut(why, lang),
        Fault::Frozen => say(
            "Bulan itu sudah dikunci. Sampaikan keberatan lewat slip bila ada yang kurang",
            "That month is frozen. Object by its slip where something is missing",
        ),
        Fault::NoPosition => say(
            "Pada hari itu Anda tidak memegang jabatan yang mencatat kegiatan",
            "On that day you held no position that enters activities",
        ),
        Fault::Away(kind) => {
            let label = pack.performance.as_ref().and_then(|r| r.absence(kind)).map(|a| a.label.get(lang).to_owned()).unwrap_or_default();
            if lang == Lang::Id {
                format!("Hari itu tercatat {label}. Bila tetap bekerja atas perintah, isi nomor suratnya")
            } else {
                format!("That day is on record as {label}. Where you worked by an order, give its letter")
            }
        }
        Fault::NoWorkday => say(
            "Hari itu hari libur. Bila bekerja atas perintah, isi nomor suratnya",
            "That day is no working day. Where you worked by an order, give its letter",
        ),
        Fault::NoItem => say("Pilih kegiatan dari daftar", "Choose an activity from the list"),
        Fault::NotForKind => say("Kegiatan itu bukan untuk jenis jabatan Anda", "That activity is not for your kind of position"),
        Fault::FromCasesOnly => say(
            "Kegiatan itu tercatat sendiri dari berkas yang Anda kerjakan dan tidak dapat diketik",
            "That activity comes by itself from the cases you work on, and can't be typed",
        ),
        Fault::NotFromCase => say(
            "Kegiatan ini berasal dari berkas, jadi jenis dan jumlahnya tetap. Yang dapat diubah hanya uraiannya",
            "It comes from a case, so what it is and how many stay. Only its words can change",
        ),
        Fault::NoTime => say("Jam selesai harus sesudah jam mulai", "The end has to be after the beginning"),
        Fault::NotOver => say("Jam selesai belum lewat. Catat setelah kegiatannya selesai", "It is not over yet. Enter it when it is"),
        Fault::Overlaps(from, until) if lang == Lang::Id => {
            format!("Bertumpuk dengan kegiatan lain pukul {}–{}. Ubah jamnya", clock(*from), clock(*until))
        }
        Fault::Overlaps(from, until) => format!("It overlaps with another activity at {}–{}. Change the time", clock(*from), clock(*until)),
        Fault::NoVolume => say("Isi jumlah hasilnya, misalnya 1", "Say how many, such as 1"),
        Fault::TooMany(0) => say("Jumlah sehari untuk kegiatan ini sudah tercapai", "A day has no more of this activity"),
        Fault::TooMany(left) if lang == Lang::Id => format!("Paling banyak {left} lagi untuk hari itu"),
        Fault::TooMany(left) => format!("At most {left} more on that day"),
        Fault::TextShort => say(
            "Tulis hasilnya dalam satu kalimat, misalnya nomor surat atau apa yang selesai",
            "Say in a sentence what came of it, such as the letter's number",
        ),
        Fault::TextLong => {
            say("Terlalu panjang. Ringkas menjadi paling banyak 1.000 huruf", "Too long. Shorten it to at most 1,000 characters")
        }
        Fault::NoFile => say("Lampirkan berkas hasilnya (foto atau PDF)", "Attach the file (a picture or a PDF)"),
        Fault::NoPicture => say("Lampirkan fotonya", "Attach the picture"),
        Fault::TooManyFiles => say("Paling banyak empat berkas", "At most four files"),
        Fault::NoAim => say(
            "Pilih rencana kinerja yang didukung, atau isi nomor surat perintahnya",
            "Choose the aim of your plan that it serves, or give the order",
        ),
        Fault::Self_ => say("Jangan cantumkan diri sendiri", "Don't name yourself"),
    }
}

/// Why something was not judged.
pub(super) fn no_verdict(no: NoVerdict, lang: Lang) -> &'static str {
    match no {
        NoVerdict::Own => pick(lang, "Kegiatan sendiri tidak dapat dinilai sendiri", "Nobody judges their own entries"),
        NoVerdict::Circular => pick(
            lang,
            "Orang ini menilai kegiatan Anda, jadi atasan berikutnya yang menilainya",
            "This person judges your work, so the next superior judges theirs",
        ),
        NoVerdict::NotSuperior => pick(lang, "Anda bukan atasan yang menilai kegiatan ini", "You are not the superior who judges this"),
        NoVerdict::NotYet => {
            pick(lang, "Masih giliran atasan langsung sampai batas waktunya lewat", "It is the direct superior's until their term is over")
        }
        NoVerdict::NotWaiting => pick(lang, "Kegiatan ini sudah dinilai atau ditarik", "It was judged or taken back already"),
        NoVerdict::Closed => pick(lang, "Bulannya sudah ditutup", "Its month is closed"),
        NoVerdict::NoReason => pick(lang, "Pilih alasannya", "Choose a reason"),
        NoVerdict::NoWhy => pick(lang, "Tulis penjelasan singkatnya", "Explain it in a few words"),
        NoVerdict::TooManyMinutes => pick(lang, "Menitnya melebihi lama kegiatan", "More minutes than it took"),
        NoVerdict::Flagged => pick(lang, "Kegiatan bertanda dinilai satu per satu", "What carries a mark is judged by itself"),
    }
}

/// What looks odd.
pub(super) fn doubt(doubt: Doubt, pack: &Pack, lang: Lang) -> String {
    match doubt {
        Doubt::Pattern(kind) => pack
            .performance
            .as_ref()
            .and_then(|r| r.patterns.iter().find(|p| p.key == kind))
            .map_or_else(|| kind.name().to_owned(), |p| p.label.get(lang).to_owned()),
        Doubt::AboveNorm => pick(lang, "lebih lama dari norma", "longer than the norm").to_owned(),
        Doubt::Late => pick(lang, "diisi beberapa hari kemudian", "entered days later").to_owned(),
    }
}

/// Why something was not done to a month.
pub(super) fn no_month(no: MonthRefusal, lang: Lang) -> String {
    match (no, lang) {
        (MonthRefusal::NotOver(day), Lang::Id) => format!("Bulan ini masih dapat berubah sampai {}", words::date_long(day, lang)),
        (MonthRefusal::NotOver(day), Lang::En) => format!("This month can still change until {}", words::date_long(day, lang)),
        (MonthRefusal::NotNow, _) => {
            pick(lang, "Tidak dapat dilakukan pada keadaan bulan ini sekarang", "Not as this month stands now").to_owned()
        }
        (MonthRefusal::Earlier(earlier), Lang::Id) => format!("Kunci dahulu bulan {}", month(earlier, lang)),
        (MonthRefusal::Earlier(earlier), Lang::En) => format!("{} has to be frozen first", month(earlier, lang)),
        (MonthRefusal::Later(later), Lang::Id) => format!("Buka dahulu bulan {}, yang dihitung sesudahnya", month(later, lang)),
        (MonthRefusal::Later(later), Lang::En) => format!("Open {} first, which was reckoned after it", month(later, lang)),
        (MonthRefusal::Faults(n), Lang::Id) => format!("{n} orang belum dapat dihitung. Perbaiki datanya, lalu hitung lagi"),
        (MonthRefusal::Faults(n), Lang::En) => format!("{n} could not be reckoned. Mend their data and reckon again"),
        (MonthRefusal::SamePerson, _) => {
            pick(lang, "Yang mengunci bulan tidak boleh menandatanganinya", "Whoever froze a month does not sign it").to_owned()
        }
        (MonthRefusal::NoWords, _) => pick(lang, "Tulis alasan atau nomornya", "Write the reason or the reference").to_owned(),
    }
}

/// What was cut for.
pub(super) fn cost(cost: &Cost, pack: &Pack, lang: Lang) -> String {
    let rules = pack.performance.as_ref();
    match (cost, lang) {
        (Cost::Late { minutes }, Lang::Id) => format!("Terlambat {minutes} menit"),
        (Cost::Late { minutes }, Lang::En) => format!("{minutes} minutes late"),
        (Cost::Early { minutes }, Lang::Id) => format!("Pulang {minutes} menit lebih awal"),
        (Cost::Early { minutes }, Lang::En) => format!("Left {minutes} minutes early"),
        (Cost::NoArrival, _) => pick(lang, "Tanpa catatan datang", "No mark of coming").to_owned(),
        (Cost::NoDeparture, _) => pick(lang, "Tanpa catatan pulang", "No mark of leaving").to_owned(),
        (Cost::Absent, _) => pick(lang, "Tidak hadir", "Absent").to_owned(),
        (Cost::Untold, _) => pick(lang, "Tidak ada kegiatan yang disetujui", "Nothing approved for this day").to_owned(),
        (Cost::Away { kind }, _) => rules.and_then(|r| r.absence(kind)).map_or_else(|| kind.clone(), |a| a.label.get(lang).to_owned()),
        (Cost::Sanction { kind }, _) => rules.and_then(|r| r.sanction(kind)).map_or_else(|| kind.clone(), |s| s.label.get(lang).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_lengths_and_shares_are_said_as_people_say_them() {
        assert_eq!(
            (minute("07:30"), minute("7.05"), minute("24:00"), minute("24:01"), minute("x")),
            (Some(450), Some(425), Some(1440), None, None)
        );
        assert_eq!(
            (length(45, Lang::Id), length(60, Lang::Id), length(125, Lang::En)),
            ("45 menit".into(), "1 jam".into(), "2 h 5 min".into())
        );
        assert_eq!(
            (percent(9_010, Lang::Id), percent(10_000, Lang::Id), percent(125, Lang::En)),
            ("90,1\u{a0}%".into(), "100\u{a0}%".into(), "1.25\u{a0}%".into())
        );
        assert_eq!((rupiah(4_414_900, Lang::Id), rupiah(-5_000, Lang::Id)), ("Rp\u{a0}4.414.900".into(), "−Rp\u{a0}5.000".into()));
    }
}
