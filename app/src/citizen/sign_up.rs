//! Making an account.
use super::{
    enter::{EnterView, facts},
    page::{Loading, Place, page},
};
use crate::{components::summary::summary, lang::t};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct SignUpPage {
    view: Loading<EnterView>,
}

#[lazy_route]
impl LazyRoute for SignUpPage {
    fn data() -> Self {
        Self { view: facts() }
    }
    fn view(this: Self) -> AnyView {
        page(Place::default(), "", this.view, shown)
    }
}

/// A box of the form: what is asked and why, what stands in it, what is wrong.
struct Asked {
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    kind: &'static str,
    autocomplete: &'static str,
    value: String,
}

fn asked(a: Asked, problems: &[(String, String)]) -> impl IntoView + use<> {
    let wrong = problems
        .iter()
        .find(|(path, _)| path == a.name)
        .map(|(_, words)| words.split_once(": ").map_or(words.clone(), |(_, w)| w.to_owned()));
    let (hint, msg) = (format!("{}-petunjuk", a.name), format!("{}-salah", a.name));
    let described = [a.hint.map(|_| hint.clone()), wrong.as_ref().map(|_| msg.clone())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let class = if wrong.is_some() { "field err" } else { "field" };
    let invalid = wrong.is_some().then_some("true");
    view! {
        <div class=class>
            <label for=a.name>{a.label}</label>
            {a.hint.map(|words| view! { <p class="hint" id=hint>{words}</p> })}
            {wrong.map(|words| view! { <p class="msg" id=msg>{words}</p> })}
            <input
                id=a.name
                name=a.name
                type=a.kind
                value=a.value
                autocomplete=a.autocomplete
                autocapitalize=(a.name == "login").then_some("none")
                aria-describedby=(!described.is_empty()).then_some(described)
                aria-invalid=invalid
            />
        </div>
    }
}

fn shown(v: EnterView) -> impl IntoView {
    let options: Vec<_> = v.regions.iter().map(|(slug, name)| view! { <option value=slug.clone()>{name.clone()}</option> }).collect();
    let name = Asked { name: "name", label: t("Nama Anda", "Your name"), hint: None, kind: "text", autocomplete: "name", value: v.name };
    let login = Asked {
        name: "login",
        label: t("Surel atau nomor telepon", "E-mail or phone number"),
        hint: Some(t("Kami mengirim kode ke sini untuk memastikan ini milik Anda", "We send a code here to make sure that it is yours")),
        kind: "text",
        autocomplete: "username",
        value: v.login,
    };
    let password = Asked {
        name: "password",
        label: t("Kata sandi", "Password"),
        hint: Some(t(
            "Paling sedikit 8 huruf atau angka. Kalimat pendek mudah diingat",
            "At least 8 characters. A short sentence is easy to remember",
        )),
        kind: "password",
        autocomplete: "new-password",
        value: String::new(),
    };
    let problems = v.problems;
    view! {
        <Title text=t("Daftar", "Sign up")/>
        <h1>{t("Buat akun", "Make an account")}</h1>
        <p>{t("Dengan akun, semua pengajuan dan kabarnya ada di satu tempat. Mengajukan juga bisa tanpa akun.", "With an account all your applications and their notices are in one place. You can also apply without one.")}</p>
        {v.message.map(|m| view! { <div class="card errors" role="alert" tabindex="-1" autofocus>{m}</div> })}
        {summary(&problems)}
        <form method="post" action="/daftar">
            <input type="hidden" name="kembali" value=v.back.clone()/>
            {(!options.is_empty()).then(|| view! { <div class="field"><label for="daerah">{t("Daerah Anda", "Your region")}</label><select id="daerah" name="daerah">{options}</select></div> })}
            {asked(name, &problems)}
            {asked(login, &problems)}
            {asked(password, &problems)}
            <p><button class="btn block" type="submit">{t("Buat akun", "Make the account")}</button></p>
        </form>
        <p>{t("Sudah punya akun?", "Have an account?")}" "<a rel="external" href=format!("/masuk?kembali={}", v.back)>{t("Masuk", "Sign in")}</a></p>
    }
}
