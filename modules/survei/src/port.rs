//! The port of surveys: other modules ask for a one-time link when a case has come to its end.
use std::pin::Pin;

use kernel::port::Finished;
use kernel::{Result, Write};

use crate::{setelan, store};

/// Makes the link, in the transaction of the change that ends the case.
pub fn undang(write: &mut Write, selesai: Finished) -> Pin<Box<dyn Future<Output = Result<String>> + Send + '_>> {
    Box::pin(async move {
        let hari = setelan::baca(write.app())?.tautan_hari;
        let Finished { subject, unit, service, service_name, title: _, on } = selesai;
        let layanan = store::layanan::untuk_urusan(write, unit, service, &service_name).await?;
        let token = store::undangan::buat(write, layanan, subject.id, on, hari).await?;
        Ok(format!("/survei/i/{token}"))
    })
}
