//! Other cases of the same person, account, organisation or address, side by side with this one. That they are alike is a
//! reason to look, not an accusation: forums sit at village halls, relatives share a house.
use super::case_view::AlikeView;
use crate::lang::t;
use leptos::prelude::*;

/// The list; nothing where no other case is alike.
pub fn alike(region: &str, cases: Vec<AlikeView>) -> Option<impl IntoView> {
    if cases.is_empty() {
        return None;
    }
    let count = cases.len();
    let rows: Vec<_> = cases
        .into_iter()
        .map(|case| {
            let same: Vec<_> = case.same.into_iter().map(|way| view! { <span class="tag warn">{way}</span>" " }).collect();
            view! {
                <tr>
                    <th scope="row"><a href=format!("/{region}/meja/{}", case.number) target="_blank" rel="external noopener">{case.number.clone()}</a></th>
                    <td>{same}</td>
                    <td>{case.what}<br/><span class="small">{case.programme}</span></td>
                    <td>{case.stage}<br/><span class="small rp">{case.amounts}</span></td>
                </tr>
            }
        })
        .collect();
    Some(view! {
        <section class="card" aria-labelledby="mirip">
            <h2 id="mirip">{t("Pengajuan lain yang mirip", "Other requests that are alike")}" ("{count}")"</h2>
            <p class="small">{t("Sama bukan berarti salah. Periksa, lalu tulis penjelasannya di daftar periksa.", "Being alike is no fault. Look at them, and write the explanation into the checklist.")}</p>
            <div class="scroll" tabindex="0"><table>
                <thead><tr>
                    <th scope="col">{t("Nomor", "Number")}</th><th scope="col">{t("Yang sama", "What is the same")}</th>
                    <th scope="col">{t("Pengajuan", "Request")}</th><th scope="col">{t("Keadaan", "State")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    })
}
