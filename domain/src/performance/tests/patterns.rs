//! Each pattern is seen where it was planted, and honest work is not.
use super::*;
use crate::performance::{
    cut::Presences,
    entry::Proof,
    pattern::{Approvals, Looking, PatternKind, Seen, Shingles, blanket, looks_like, seen},
};

#[derive(Default)]
struct Month {
    entries: Vec<Entry>,
    presence: Presences,
    outages: Vec<Day>,
}

impl Month {
    fn add(&mut self, staff: u128, told: Told, when: Instant) -> &mut Self {
        self.entries.push(entered(self.entries.len() as u128 + 1, who(staff), told, when));
        self
    }

    fn seen(&self) -> Vec<Seen> {
        let (rules, calendar) = (rules(), calendar());
        let looking = Looking {
            rules: &rules,
            calendar: &calendar,
            zone: Zone::Wib,
            closes: Some(day("2026-07-02")),
            presence: &self.presence,
            outages: &self.outages,
        };
        seen(&looking, &self.entries)
    }

    fn kinds(&self) -> Vec<(PatternKind, StaffId)> {
        self.seen().into_iter().map(|s| (s.pattern, s.staff)).collect()
    }
}

fn june(n: u32) -> String {
    format!("2026-06-{n:02}")
}

const HONEST: [&str; 8] = [
    "Menyusun undangan rapat koordinasi dengan kecamatan wilayah barat",
    "Membalas surat warga tentang jadwal layanan keliling bulan depan",
    "Konsep keputusan pembentukan panitia lomba kebersihan kampung",
    "Surat permohonan data jumlah pedagang kepada dinas yang membidangi",
    "Memperbaiki konsep edaran jam kerja setelah masukan bagian hukum",
    "Jawaban atas surat inspektorat mengenai tindak lanjut pemeriksaan",
    "Undangan sosialisasi formulir baru bagi ketua rukun warga",
    "Konsep nota kesepahaman magang dengan sekolah kejuruan terdekat",
];

#[test]
fn honest_work_shows_nothing() {
    let mut month = Month::default();
    for (n, text) in (1..=8).zip(HONEST) {
        month.add(1, told(&june(n), 480, 507, "A01", 1, text), at(&june(n), 17, 0));
        month.presence.entry(who(1)).or_default().insert(day(&june(n)), there(445, 965));
    }
    // The 6th and 7th are a weekend.
    month.entries.retain(|e| ![day("2026-06-06"), day("2026-06-07")].contains(&e.told.day));
    assert_eq!(month.seen(), []);
}

#[test]
fn the_same_words_are_seen_whatever_numbers_and_dates_are_in_them() {
    let one = Shingles::of("Konsep surat nomor 005/12 tanggal 2 Juni tentang undangan rapat bulanan");
    let other = Shingles::of("konsep SURAT nomor 005/13, tanggal 3 Juni tentang undangan rapat bulanan!");
    assert!(one.likeness(&other) >= 9_000);
    assert!(one.likeness(&Shingles::of(HONEST[1])) < 1_000);
    assert_eq!(Shingles::of("dua kata").likeness(&Shingles::of("dua kata")), 10_000);
    let mut month = Month::default();
    for n in [1, 2, 3, 4, 5, 8] {
        month.add(
            1,
            told(&june(n), 480, 507, "A01", 1, &format!("Menyusun konsep surat biasa nomor {n} untuk bagian umum")),
            at(&june(n), 17, 0),
        );
    }
    let seen = month.seen();
    assert_eq!(seen.iter().map(|s| (s.pattern, s.figure, s.of)).collect::<Vec<_>>(), [(PatternKind::CopiedOwn, 8_333, 6)]);
    assert_eq!(seen[0].entries.len(), 5, "the first is no copy");
}

#[test]
fn a_colleagues_words_are_seen_unless_both_were_there() {
    let mut month = Month::default();
    for (n, text) in [1, 2, 3, 4, 5].into_iter().zip(HONEST) {
        month.add(1, told(&june(n), 480, 507, "A01", 1, text), at(&june(n), 17, 0));
        month.add(2, told(&june(n), 480, 511, "A01", 1, text), at(&june(n), 18, 0));
    }
    assert_eq!(month.kinds(), [(PatternKind::CopiedOther, who(2))], "the one who wrote later");
    for entry in month.entries.iter_mut().filter(|e| e.staff == who(2)) {
        entry.told.with = vec![who(1)];
    }
    assert_eq!(month.kinds(), []);
}

#[test]
fn files_and_pictures_are_known_again() {
    let proof = |hash: &str, looks: Option<u64>, made: Option<&str>| Proof {
        hash: hash.into(),
        name: "foto.jpg".into(),
        media: "image/jpeg".into(),
        size: 9,
        looks,
        made: made.map(day),
    };
    let mut month = Month::default();
    for (n, text) in [1, 2, 3].into_iter().zip(HONEST) {
        month.add(1, told(&june(n), 480, 507, "A01", 1, text), at(&june(n), 17, 0));
    }
    month.entries[0].told.evidence = vec![proof("aa", Some(0x0f0f_0f0f_0f0f_0f0f), None)];
    month.entries[1].told.evidence = vec![proof("bb", Some(0x0f0f_0f0f_0f0f_0f0f ^ 0x8001_0000_0000_0101), None)];
    assert!(looks_like(0, 0b1111) && !looks_like(0, 0b1_1111));
    assert_eq!(
        month.seen().iter().map(|s| (s.pattern, s.figure)).collect::<Vec<_>>(),
        [(PatternKind::SameProof, 1)],
        "saved again, it looks the same"
    );
    month.entries[1].told.evidence = vec![proof("aa", None, None)];
    assert_eq!(month.seen()[0].entries, [month.entries[1].id]);
    month.entries[1].told.evidence = vec![proof("cc", Some(!0), Some("2026-05-20"))];
    assert_eq!(month.kinds(), [(PatternKind::OldProof, who(1))]);
    month.entries[1].told.evidence = vec![proof("cc", None, Some("2026-06-01"))];
    assert_eq!(month.kinds(), [], "the evening before is early enough");
}

#[test]
fn nobody_works_longer_than_they_are_there_or_while_away() {
    let mut month = Month::default();
    month.add(1, told("2026-06-01", 450, 930, "B01", 1, HONEST[0]), at("2026-06-01", 17, 0));
    month.presence.entry(who(1)).or_default().insert(day("2026-06-01"), there(450, 960));
    assert_eq!(month.kinds(), [(PatternKind::BeyondPresence, who(1))], "480 minutes in 510 less a break of 60");
    month.entries[0].told.order = Some("ST/1".into());
    assert_eq!(month.kinds(), [], "by an order");
    month.entries[0].told.order = None;
    month.presence.entry(who(1)).or_default().insert(day("2026-06-01"), away("leave"));
    assert_eq!(month.kinds(), [(PatternKind::WhileAway, who(1))]);
    month.presence.clear();
    assert_eq!(month.kinds(), [], "without marks nobody is accused");
    month.entries[0].told.day = day("2026-06-06");
    assert_eq!(month.kinds(), [(PatternKind::WhileAway, who(1))], "a Saturday");
}

#[test]
fn what_is_entered_at_the_months_end_is_seen_and_an_outage_spares() {
    let mut month = Month::default();
    for (n, text) in [1, 2, 3, 4, 5, 8, 9].into_iter().zip(HONEST) {
        month.add(1, told(&june(n), 480, 719, "B01", 1, text), at("2026-06-30", 20, 0));
    }
    let seen = month.seen();
    assert_eq!(seen.iter().map(|s| (s.pattern, s.figure, s.of)).collect::<Vec<_>>(), [(PatternKind::MonthEnd, 10_000, 7 * 239)]);
    month.outages = (1..=9).map(|n| day(&june(n))).collect();
    assert_eq!(month.kinds(), []);
}

#[test]
fn round_minutes_and_long_ones_are_seen() {
    let mut month = Month::default();
    for (n, text) in (1..=5).chain(8..=12).zip(HONEST.iter().cycle()) {
        month.add(n.into(), told(&june(n), 480, 600, "D01", 1, text), at(&june(n), 17, 0));
    }
    month.entries.iter_mut().for_each(|e| e.staff = who(1));
    assert!(month.kinds().contains(&(PatternKind::RoundMinutes, who(1))), "two hours each time, where the norm is 125 minutes");
    for (n, entry) in month.entries.iter_mut().enumerate() {
        entry.told.end = 480 + 190 + u16::try_from(n).unwrap();
    }
    assert!(month.kinds().contains(&(PatternKind::FarAboveNorm, who(1))));
    assert!(!month.kinds().contains(&(PatternKind::RoundMinutes, who(1))));
}

#[test]
fn approvals_that_nobody_looked_at_are_seen() {
    let rules = rules();
    let rule = rules.patterns.iter().find(|p| p.key == PatternKind::BlanketApproval).unwrap();
    let given = |n: u32, every_ms: i64, looked: u32, opened: bool| Approvals {
        given: (0..n)
            .map(|i| {
                (EntryId(Uuid::from_u128(u128::from(i))), at("2026-06-30", 9, 0).plus_ms(i64::from(i) * every_ms), looked, opened, true)
            })
            .collect(),
    };
    assert!(blanket(rule, who(2), &given(25, 2_000, 9, true)).is_some(), "thirty a minute");
    assert!(blanket(rule, who(2), &given(25, 20_000, 2, true)).is_some(), "two seconds each");
    assert!(blanket(rule, who(2), &given(25, 20_000, 15, false)).is_some(), "evidence never opened");
    assert!(blanket(rule, who(2), &given(25, 20_000, 15, true)).is_none());
    assert!(blanket(rule, who(2), &given(19, 1_000, 1, false)).is_none(), "a few tell nothing");
}

#[test]
fn a_meeting_that_the_others_know_nothing_of_is_seen() {
    let mut month = Month::default();
    month.add(1, told("2026-06-02", 540, 660, "B01", 1, HONEST[0]), at("2026-06-02", 17, 0));
    month.entries[0].told.with = vec![who(2), who(3)];
    assert_eq!(month.kinds(), [], "those who keep no log say nothing either way");
    month.add(2, told("2026-06-02", 700, 727, "A01", 1, HONEST[1]), at("2026-06-02", 17, 0));
    month.add(3, told("2026-06-02", 700, 727, "A01", 1, HONEST[2]), at("2026-06-02", 17, 0));
    assert_eq!(month.kinds(), [(PatternKind::MeetingDisputed, who(1))]);
    month.add(2, told("2026-06-02", 540, 650, "B01", 1, HONEST[3]), at("2026-06-02", 17, 0));
    assert_eq!(month.kinds(), [], "one of two is half");
}
