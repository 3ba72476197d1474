//! Slips of the hand in what stands beside requests and their ways: sums, boards, documents, what is asked about projects, and the work of
//! staff.
use super::found;

#[test]
fn sums_boards_documents_and_projects() {
    found(&[
        (
            "base/judgements.toml",
            "legal_base = \"UU 20/2008 Pasal 6 (kekayaan bersih tanpa tanah dan bangunan)\"",
            "legal_base = \"\"",
            "legal_base",
            "a judgement without a legal base",
        ),
        ("base/judgements.toml", "var = \"answers.capital\"", "var = \"anwsers.capital\"", "value", "anwsers"),
        (
            "base/formulas.toml",
            "legal_base = \"UU 1/2022 (pajak reklame paling tinggi 25 % dari nilai sewa); nilai sewa: usulan, belum diatur\"",
            "legal_base = \"\"",
            "legal_base",
            "a formula without a legal base",
        ),
        ("base/formulas.toml", "version = 1\nvalid_from = \"2011-01-01\"\n", "version = 1\n", "*", "`valid_from` is missing here"),
        ("base/formulas.toml", "{ \"*\" = [\"value\", \"0.25\"] }", "{ \"/\" = [\"value\", 0] }", "key = \"tax\"", "divides by nothing"),
        ("base/formulas.toml", "{ \"*\" = [\"area\", \"rate\"] }", "{ \"*\" = [\"area\", \"rates\"] }", "steps", "rates"),
        ("base/boards.toml", "seconds = 25", "seconds = 1", "seconds", "so fast or so slowly"),
        ("base/boards.toml", "tiles = [\"open\", \"due_today\", \"overdue\", \"age_slow\"]", "tiles = []", "tiles", "one to four figures"),
        ("base/boards.toml", "panels = [\"load\", \"pace\"]", "panels = [\"load\", \"pase\"]", "panels", "pase"),
        ("base/alerts.toml", "from = 40", "from = 0", "from", "nothing has to reach never ends"),
        ("base/alerts.toml", "level = \"warn\"", "level = \"warning\"", "level", "warning"),
        ("base/signals.toml", "range = [0, 1500]", "range = [1500, 0]", "range", "not below the highest"),
        ("base/signals.toml", "warn = 250", "warn = 400", "warn", "figures to act on lie within the range"),
        (
            "base/books.toml",
            "legal_base = \"SOP Bendahara Hibah SOP.03/01/2013\"",
            "legal_base = \"\"",
            "legal_base",
            "a book without a legal base",
        ),
        (
            "base/documents.toml",
            "signed_by = { role = \"tu\", agency",
            "signed_by = { role = \"ttu\", agency",
            "signed_by",
            "no role `ttu`",
        ),
        (
            "base/services/proyek/service.toml",
            "contracts = 5, legal_base = \"usulan, belum diatur\"",
            "contracts = 5, legal_base = \" \"",
            "share",
            "a rule without",
        ),
        ("base/services/proyek/service.toml", "share = { percent = 30", "share = { percent = 130", "share", "a hundred hundredths"),
        ("base/services/proyek/service.toml", "contracts = 5", "contracts = 1", "share", "one contract is always all"),
        ("base/documents.toml", "prefix = \"TT\"", "prefix = \"tt\"", "prefix", "can't begin a number"),
        ("base/documents.toml", "audience = \"applicant\"", "audience = \"pemohon\"", "audience", "pemohon"),
        ("base/desk.toml", "lease_minutes = 120", "lease = 120", "lease", "`lease` is not known here"),
        (
            "base/guide.toml",
            "question = { id = \"Ada gudang",
            "questions = { id = \"Ada gudang",
            "questions",
            "`questions` is not known here",
        ),
        ("base/services/hibah-uang/catatan.txt", "", "x", "*", "nothing reads this file"),
    ]);
}

#[test]
fn the_work_of_staff() {
    found(&[
        ("base/performance.toml", "signed_by = \"sekda\"", "signed_by = \"kepegawaian\"", "signed_by", "who keeps a month signs it too"),
        ("base/performance.toml", "superior = 60", "superior = 61", "superior", "don't add up to 100"),
        ("base/performance.toml", "group = 3", "group = 1", "group", "hides nobody"),
        ("base/performance.toml", "opens = 450\ncloses = 960", "opens = 960\ncloses = 450", "*", "can't be worth so many"),
        ("base/performance.toml", "judge_grace_days = 8", "judge_grace_days = 1", "judge_grace_days", "judging ends before entering does"),
        (
            "base/performance.toml",
            "{ up_to = 30, bp = 50 }, { up_to = 60",
            "{ up_to = 70, bp = 50 }, { up_to = 60",
            "bands",
            "bounds don't rise",
        ),
        ("base/performance.toml", "absent = 500", "absent = 50000", "*", "more than the whole"),
        ("base/performance.toml", "slip = \"slip-tpp\"", "slip = \"slip-tp\"", "slip", "no template `slip-tp`"),
        ("base/performance.toml", "allowance = \"tpp\"", "allowance = \"tppp\"", "allowance", "no formula `tppp`"),
        ("base/performance.toml", "most = 12\nhangs_from", "most = 0\nhangs_from", "most", "a plan has from"),
        ("base/performance.toml", "assess_from = 12", "assess_from = 13", "assess_from", "that is no month"),
        (
            "base/performance.toml",
            "kinds = [\"unit_head\", \"agency_head\"]",
            "kinds = [\"unit_had\", \"agency_head\"]",
            "kinds",
            "no kind of position `unit_had`",
        ),
    ]);
}
