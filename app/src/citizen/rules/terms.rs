//! A stage's term in words, before any case has begun it.
use domain::{
    pack::Service,
    time::Day,
    words::{self, Lang},
    workflow::{ClockRule, DateRule},
};

/// The term: so many working days, or the dates of which the earliest counts.
pub(super) fn term(service: &Service, clock: &ClockRule, lang: Lang) -> String {
    if clock.dates.is_empty() {
        return match lang {
            Lang::Id => format!("Paling lama {} hari kerja", clock.days),
            Lang::En => format!("At most {} working days", clock.days),
        };
    }
    let dates: Vec<String> = clock.dates.iter().filter_map(|date| one(service, date, lang)).collect();
    match (dates.as_slice(), lang) {
        ([], _) => String::new(),
        ([date], Lang::Id) => format!("Paling lambat {date}"),
        ([date], Lang::En) => format!("By {date}"),
        (_, Lang::Id) => format!("Paling lambat {}, mana yang lebih dahulu", dates.join(" atau ")),
        (_, Lang::En) => format!("By {}, whichever comes first", dates.join(" or ")),
    }
}

fn one(service: &Service, date: &DateRule, lang: Lang) -> Option<String> {
    Some(match date {
        DateRule::Fixed { month, day, years } => {
            // Any year will do: only its day and month are said.
            let year = 2001;
            let whole = words::date(Day::new(year, *month, *day)?, lang);
            let day = whole.trim_end_matches(&year.to_string()).trim_end_matches([' ', ',']).to_owned();
            match (years, lang) {
                (0, Lang::Id) => format!("{day} pada tahun anggarannya"),
                (0, Lang::En) => format!("{day} of its budget year"),
                (1, Lang::Id) => format!("{day} tahun berikutnya"),
                (1, Lang::En) => format!("{day} of the year after"),
                (-1, Lang::Id) => format!("{day} sebelum tahun anggarannya"),
                (-1, Lang::En) => format!("{day} of the year before its budget year"),
                (n, Lang::Id) if *n < 0 => format!("{day}, {} tahun sebelum tahun anggarannya", n.unsigned_abs()),
                (n, Lang::En) if *n < 0 => format!("{day}, {} years before its budget year", n.unsigned_abs()),
                (n, Lang::Id) => format!("{day}, {n} tahun sesudah tahun anggarannya"),
                (n, Lang::En) => format!("{day}, {n} years after its budget year"),
            }
        }
        DateRule::After { field, months } => {
            let known = service.form.field(field).or_else(|| service.workflows.last()?.captured(field))?;
            let label = known.label.get(lang);
            match lang {
                Lang::Id => format!("{months} bulan sesudah \u{201c}{label}\u{201d}"),
                Lang::En => format!("{months} month(s) after \u{201c}{label}\u{201d}"),
            }
        }
    })
}
