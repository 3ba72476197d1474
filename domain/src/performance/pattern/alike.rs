//! The same words and the same files. Words are compared by the runs of five that they have in common, so that a changed date or number
//! hides nothing; pictures by how they look, so that a new size or a saved-again file hides nothing either.
use super::{Looking, PatternKind, Seen, reached, share};
use crate::performance::{
    entry::{Entry, EntryId},
    organisation::StaffId,
    rules::PatternRule,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words of a run.
const RUN: usize = 5;
/// Bits by which two pictures may differ and still look the same: as many as their search by stretches can find.
const LOOKS: u32 = 4;

/// The runs of words of a text, by hash, sorted and each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Those of a text: lower case, digits all alike, so that a letter's number or a date makes no difference.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<String> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| w.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect())
            .collect();
        let run = RUN.min(words.len().max(1));
        let mut hashes: Vec<u64> = words.windows(run).map(hash_of).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// How much two texts have in common, basis points: shared runs among all.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> u32 {
        let (mut i, mut j, mut both) = (0, 0, 0u64);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    both += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        let all = (self.0.len() + other.0.len()) as u64 - both;
        if all == 0 { 10_000 } else { share(both, all) }
    }
}

/// FNV-1a over the words of a run: small, and the same on every machine.
fn hash_of(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether two pictures look the same.
#[must_use]
pub const fn looks_like(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= LOOKS
}

/// Entries that can be compared by their words: not what is routine by its nature, and not what the log of cases wrote.
fn worded<'e>(looking: &Looking<'_>, own: &[&'e Entry]) -> Vec<(&'e Entry, Shingles)> {
    let routine = |e: &Entry| looking.rules.item_ever(&e.told.code).is_some_and(|item| item.routine);
    own.iter().filter(|e| e.told.case.is_none() && !routine(e)).map(|e| (*e, Shingles::of(&e.told.text))).collect()
}

/// One person's words again and again.
pub(super) fn own(looking: &Looking<'_>, rule: &PatternRule, staff: StaffId, own: &[&Entry]) -> Option<Seen> {
    let texts = worded(looking, own);
    let mut copies: Vec<EntryId> = Vec::new();
    for (i, (entry, text)) in texts.iter().enumerate() {
        let again = texts.iter().take(i).any(|(_, earlier)| text.likeness(earlier) >= rule.each);
        if again {
            copies.push(entry.id);
        }
    }
    let of = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    reached(rule, staff, share(copies.len() as u64, u64::from(of)), of, copies)
}

/// The words of somebody else of the unit in the same week, who did not take part in it.
pub(super) fn others(looking: &Looking<'_>, rule: &PatternRule, by: &BTreeMap<StaffId, Vec<&Entry>>) -> Vec<Seen> {
    let texts: Vec<(&Entry, Shingles)> = by.values().flat_map(|own| worded(looking, own)).collect();
    // Texts that share a run meet in its bucket: nobody compares everybody with everybody.
    let mut buckets: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, (_, text)) in texts.iter().enumerate() {
        // The smallest hash stands for the text: two that are nearly the same nearly always share it.
        for hash in text.0.iter().take(2) {
            buckets.entry(*hash).or_default().push(i);
        }
    }
    let mut copied: BTreeMap<StaffId, BTreeSet<EntryId>> = BTreeMap::new();
    for bucket in buckets.values() {
        for (n, i) in bucket.iter().enumerate() {
            for j in bucket.iter().take(n) {
                let (Some((a, one)), Some((b, other))) = (texts.get(*i), texts.get(*j)) else { continue };
                let near = a.told.day.days_until(b.told.day).abs() <= 7;
                let together = a.told.with.contains(&b.staff) || b.told.with.contains(&a.staff);
                if a.staff != b.staff && near && !together && one.likeness(other) >= rule.each {
                    // The later one copied.
                    let later = if a.entered_at >= b.entered_at { a } else { b };
                    copied.entry(later.staff).or_default().insert(later.id);
                }
            }
        }
    }
    let all = |staff: &StaffId| by.get(staff).map_or(0, Vec::len);
    let seen = |(staff, entries): (StaffId, BTreeSet<EntryId>)| {
        let of = u32::try_from(all(&staff)).unwrap_or(u32::MAX);
        reached(rule, staff, share(entries.len() as u64, u64::from(of)), of, entries)
    };
    copied.into_iter().filter_map(seen).collect()
}

/// The same file or picture for another day or another person who did not take part.
pub(super) fn proofs(rule: &PatternRule, by: &BTreeMap<StaffId, Vec<&Entry>>) -> Vec<Seen> {
    let all: Vec<(&Entry, &crate::performance::entry::Proof)> =
        by.values().flatten().flat_map(|e| e.told.evidence.iter().map(move |p| (*e, p))).collect();
    let mut again: BTreeMap<StaffId, BTreeSet<EntryId>> = BTreeMap::new();
    let mut note = |a: &Entry, b: &Entry| {
        let together = a.told.with.contains(&b.staff) || b.told.with.contains(&a.staff);
        if (a.told.day != b.told.day || a.staff != b.staff) && !together {
            let later = if a.entered_at >= b.entered_at { a } else { b };
            again.entry(later.staff).or_default().insert(later.id);
        }
    };
    let mut by_hash: HashMap<&str, Vec<&Entry>> = HashMap::new();
    for (entry, proof) in &all {
        let same = by_hash.entry(&proof.hash).or_default();
        same.iter().for_each(|earlier| note(entry, earlier));
        same.push(entry);
    }
    // Two looks that differ in at most four of 64 bits agree wholly in one of five stretches of twelve.
    let mut by_part: HashMap<(u8, u64), Vec<(&Entry, u64)>> = HashMap::new();
    for (entry, looks) in all.iter().filter_map(|(e, p)| Some((*e, p.looks?))) {
        for part in 0..5u8 {
            let bits = (looks >> (part * 12)) & 0xfff;
            let near = by_part.entry((part, bits)).or_default();
            near.iter().filter(|(_, other)| looks_like(looks, *other)).for_each(|(earlier, _)| note(entry, earlier));
            near.push((entry, looks));
        }
    }
    let seen = |(staff, entries): (StaffId, BTreeSet<EntryId>)| {
        let n = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        reached(rule, staff, n, n, entries)
    };
    debug_assert_eq!(rule.key, PatternKind::SameProof);
    again.into_iter().filter_map(seen).collect()
}
