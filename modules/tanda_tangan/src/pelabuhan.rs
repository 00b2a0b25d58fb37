//! The ports by which other modules ask for signatures and take requests back.
use kernel::notify::{Notice, notify};
use kernel::port::{SignRequest, Step};
use kernel::{App, Error, Result, Work, Write};
use maud::Markup;
use serde_json::json;
use uuid::Uuid;

use crate::jobs::SEGEL;
use crate::model::href;
use crate::rules::alur::Tindakan;
use crate::store;

/// Shortest code of a QR: 128 bits in base 64.
const KODE_TERPENDEK: usize = 22;
/// Longest, so that the QR stays readable on a panel.
const KODE_TERPANJANG: usize = 64;

/// Takes a request in the asker's own change. See [`kernel::port::AskSignature`].
pub fn minta(write: &mut Write, request: SignRequest) -> Step<'_> {
    Box::pin(async move { terima(write, request).await })
}

async fn terima(write: &mut Write, request: SignRequest) -> Result<()> {
    let aman = request.code.chars().all(|huruf| huruf.is_ascii_alphanumeric() || huruf == '-' || huruf == '_');
    if !aman || !(KODE_TERPENDEK..=KODE_TERPANJANG).contains(&request.code.len()) {
        return Err(Error::internal("the code of a request is no 22 to 64 letters, digits, - or _"));
    }
    if let Some(panel) = request.panel {
        let angka = [panel.x, panel.y, panel.width, panel.height];
        if panel.page == 0 || angka.iter().any(|satu| !satu.is_finite()) || panel.width < 20.0 || panel.height < 10.0 {
            return Err(Error::internal("the place of the panel is none"));
        }
    }
    store::permintaan::insert(write, &request).await?;
    let payload = json!({ "untuk": request.subject.kind, "id": request.subject.id, "permintaan": request.id });
    write.event("tanda_tangan.diminta", payload);
    if store::penanda::adalah_segel(write, request.signer).await? {
        let at = write.at();
        write.job(SEGEL, json!({ "permintaan": request.id }), at).await?;
        return Ok(());
    }
    // What is not open is not named in something that leaves by mail.
    let judul = if request.open { request.title.as_str() } else { "naskah yang tidak terbuka" };
    let notice = Notice {
        title: format!("Menunggu tanda tangan Anda: {judul}"),
        body: format!("Diminta sebagai {}.", request.capacity),
        href: href(request.id),
        event: "tanda_tangan.diminta".into(),
    };
    notify(write, &[request.signer], notice).await
}

/// Takes a request back. See [`kernel::port::WithdrawSignature`].
pub fn tarik(write: &mut Write, id: Uuid) -> Step<'_> {
    Box::pin(async move {
        let kini = store::permintaan::pegang(write, id).await?;
        let oleh = write.actor();
        store::permintaan::pindah(write, &kini, Tindakan::Tarik, vec![("diputus_oleh", oleh.into())]).await?;
        write.event("tanda_tangan.ditarik", json!({ "untuk": kini.untuk, "id": kini.untuk_id, "permintaan": id }));
        Ok(())
    })
}

/// Says what the signatures of a PDF are worth. See [`kernel::port::CheckSignatures`].
pub fn periksa(app: App, pdf: Vec<u8>) -> Work<Markup> {
    Box::pin(async move { Ok(crate::pages::hasil_periksa(&crate::periksa::periksa(&app, pdf).await?)) })
}
