//! How fresh the board is, in words: while the stream lives its figures are as old as the last word from it; once it is
//! silent they turn grey and say since when.
use domain::words::Lang;

/// The words for figures that were last known to be true `seconds` ago.
#[must_use]
pub fn words(seconds: i64, live: bool, lang: Lang) -> String {
    let seconds = seconds.max(0);
    let (count, minutes) = if seconds < 60 { (seconds, false) } else { (seconds / 60, true) };
    let ago = match (lang, minutes, count) {
        (Lang::Id, false, _) => format!("data {count} detik lalu"),
        (Lang::Id, true, _) => format!("data {count} menit lalu"),
        (Lang::En, false, 1) => "data 1 second ago".to_owned(),
        (Lang::En, false, _) => format!("data {count} seconds ago"),
        (Lang::En, true, 1) => "data 1 minute ago".to_owned(),
        (Lang::En, true, _) => format!("data {count} minutes ago"),
    };
    match (lang, live) {
        (Lang::Id, true) => format!("Langsung · {ago}"),
        (Lang::Id, false) => format!("Terputus · {ago}"),
        (Lang::En, true) => format!("Live · {ago}"),
        (Lang::En, false) => format!("Cut off · {ago}"),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use domain::words::Lang;

    #[test]
    fn stale_figures_say_so() {
        assert_eq!(words(1, true, Lang::Id), "Langsung · data 1 detik lalu");
        assert_eq!(words(-3, true, Lang::Id), "Langsung · data 0 detik lalu");
        assert_eq!(words(59, false, Lang::Id), "Terputus · data 59 detik lalu");
        assert_eq!(words(420, false, Lang::Id), "Terputus · data 7 menit lalu");
        assert_eq!(words(1, true, Lang::En), "Live · data 1 second ago");
        assert_eq!(words(61, false, Lang::En), "Cut off · data 1 minute ago");
    }
}
