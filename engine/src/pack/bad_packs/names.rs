//! Rules that name what is not there: a document, a figure, a desk or a wall is tied to stages, fields and people of its pack.
use super::{Copy, WORKFLOW};
use std::fs;

#[test]
fn a_document_hangs_on_what_is_there() {
    const DOCUMENTS: &str = "base/documents.toml";
    const SERVICE: &str = "base/services/hibah-uang/service.toml";
    let copy = Copy::new();
    let line = copy.replace(DOCUMENTS, "template = \"kuitansi\"", "template = \"kwitansi\"", "template = \"kwitansi\"");
    let error = copy.the_fault(DOCUMENTS, line);
    assert!(error.what.contains("kwitansi") && error.remedy.contains("documents/kwitansi.typ"), "{error}");

    let copy = Copy::new();
    fs::remove_file(copy.regions().join("base/documents/nphd.typ")).unwrap();
    assert!(copy.errors()[0].what.contains("no template `nphd`"));

    // The letters of a document are nobody else's: neither another document's nor a service's.
    for taken in ["TT", "HB"] {
        let copy = Copy::new();
        let line = copy.replace(DOCUMENTS, "prefix = \"KW\"", &format!("prefix = \"{taken}\""), "prefix = ");
        let error = copy.the_fault(DOCUMENTS, line);
        assert!(error.what.contains(taken), "{error}");
    }

    for (from, to, said) in [
        ("on = [{ to = \"rejected\" }]", "on = [{ to = \"rejectd\" }]", "no stage `rejectd`"),
        ("action = \"prepare\" }]", "action = \"prepair\" }]", "no action `prepair`"),
        ("on = [{ submitted = true }]", "on = [{}]", "every moment"),
        ("on = [{ submitted = true }]", "on = []", "nothing issues"),
        ("key = \"tanda-terima\"", "key = \"tanda-trima\"", "no document `tanda-trima`"),
    ] {
        let copy = Copy::new();
        copy.replace(SERVICE, from, to, to);
        let errors = copy.errors();
        assert!(errors.iter().any(|e| e.file.ends_with("service.toml") && e.what.contains(said)), "{said}: {errors:#?}");
    }

    // What is for everybody shows nothing that is not.
    let copy = Copy::new();
    copy.replace(DOCUMENTS, "prefix = \"LK\"\n", "prefix = \"LK\"\nshows = [\"leader_name\"]\n", "prefix");
    assert!(copy.errors()[0].what.contains("`leader_name` is not public"));
    let copy = Copy::new();
    copy.write("base/documents/catatan.txt", "x");
    assert!(copy.errors()[0].what.contains("nothing reads this file"));
}

#[test]
fn public_figures_are_made_of_public_amounts() {
    let copy = Copy::new();
    let line = copy.replace(WORKFLOW, "paid = \"paid_amount\"", "paid = \"sp2d_number\"", "paid = ");
    let error = copy.the_fault(WORKFLOW, line);
    assert!(error.what.contains("no amount of money"), "{error}");
    copy.replace(WORKFLOW, "paid = \"sp2d_number\"", "paid = \"spp_number\"", "paid = ");
    assert!(copy.the_fault(WORKFLOW, line).what.contains("not public"));
    copy.replace(WORKFLOW, "paid = \"spp_number\"", "paid = \"nowhere\"", "paid = ");
    assert!(copy.the_fault(WORKFLOW, line).what.contains("captured nowhere"));
}

#[test]
fn comments_are_taken_at_stages_that_there_are_and_hidden_for_reasons() {
    let copy = Copy::new();
    let file = "base/services/hibah-uang/service.toml";
    let line = copy.replace(file, "\"suspended\", ", "\"nowhere\", ", "\"nowhere\"");
    assert!(copy.the_fault(file, line).what.contains("no stage `nowhere`"));
}

#[test]
fn whoever_stands_aside_decides_nothing_and_a_name_is_somebodys() {
    for (from, to, said) in [
        ("effect = \"note\"\nrecuses = true", "recuses = true", "whoever stands aside decides nothing"),
        ("same_as = \"answers.leader_name\"", "same_as = \"answers.ledaer_name\"", "nothing is known as `answers.ledaer_name`"),
    ] {
        let copy = Copy::new();
        copy.replace(WORKFLOW, from, to, to.lines().next().unwrap());
        let errors = copy.errors();
        assert!(errors.iter().any(|e| e.file.ends_with("workflow-1.toml") && e.what.contains(said)), "{said}: {errors:#?}");
    }
}

#[test]
fn what_many_cases_take_at_once_is_an_action_that_can_be() {
    for (from, to, said) in [
        ("amount = \"decree_amount\"", "amount = \"decreed_amount\"", "captures no `decreed_amount`"),
        ("action = \"decree\"\namount", "action = \"decrees\"\namount", "no action `decrees`"),
        ("document = \"lampiran-penetapan\"", "document = \"lampiran\"", "no document `lampiran`"),
        ("document = \"lampiran-penetapan\"", "office_document = \"lampiran-penetapan\"", "it names persons"),
        (
            "stage = \"decreed\"\naction = \"decree\"\namount = \"decree_amount\"",
            "stage = \"nphd\"\naction = \"prepare\"\namount = \"agreement_amount\"",
            "can't be done for many at once",
        ),
    ] {
        let copy = Copy::new();
        copy.replace("base/services/hibah-uang/service.toml", from, to, to.lines().next().unwrap());
        let errors = copy.errors();
        assert!(errors.iter().any(|e| e.what.contains(said)), "{said}: {errors:#?}");
    }
}

#[test]
fn a_desk_and_a_wall_name_what_is_there() {
    for (file, from, to, said) in [
        ("desk.toml", "tell = [\"sekda\"]", "tell = [\"camat\"]", "no role `camat`"),
        ("desk.toml", "days_late = 3\n", "days_late = 3\nused_percent = 50\n", "before the end of the term or after it"),
        ("desk.toml", "used_percent = 80", "used_percent = 180", "1 to 100"),
        ("desk.toml", "tell = [\"worker\"]", "tell = []", "nobody is told"),
        ("desk.toml", "key = \"stamp\"", "key = \"scan\"", "stands twice"),
        ("boards.toml", "seconds = 25", "seconds = 2", "so fast or so slowly"),
        ("boards.toml", "service = \"hibah-uang\"", "service = \"hibah-lain\"", "no service `hibah-lain`"),
        ("boards.toml", "seconds = 20\n", "seconds = 20\nservice = \"hibah-uang\"\n", "counted for the whole region"),
        ("alerts.toml", "from = 40", "from = 0", "never ends"),
        (
            "alerts.toml",
            "by = \"stage\"\nadvice = { id = \"Minta",
            "service = \"hibah-lain\"\nby = \"stage\"\nadvice = { id = \"Minta",
            "no service `hibah-lain`",
        ),
        ("alerts.toml", "from = 5\nlevel = \"warn\"\nby = \"service\"", "from = 5\nlevel = \"warn\"\nby = \"stage\"", "counted by service"),
        ("alerts.toml", "from = 2\n", "from = 200\n", "no more than a hundred"),
        ("boards.toml", "panels = [\"load\", \"pace\"]", "panels = [\"load\", \"pace\", \"days\"]", "two panels at most"),
    ] {
        let copy = Copy::new();
        copy.replace(&format!("base/{file}"), from, to, to.lines().next().unwrap());
        let errors = copy.errors();
        assert!(errors.iter().any(|e| e.file.ends_with(file) && e.what.contains(said)), "{said}: {errors:#?}");
    }
}

#[test]
fn a_mark_is_a_drawing_and_nothing_else() {
    const MARK: &str = "kota-bandung/logo.svg";
    let copy = Copy::new();
    let line = copy.replace(MARK, "<circle", "<script>alert(1)</script>\n  <circle", "<script");
    let error = copy.the_fault(MARK, line);
    assert!(error.what.contains("`script` has no place in a mark"), "{error}");
}
