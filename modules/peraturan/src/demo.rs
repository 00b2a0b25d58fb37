//! Records of the demonstration: an invented regulation, as published. The real ones are imported by the user.
use kernel::{App, Result, Write, args};

use crate::store::Pilihan;
use crate::{impor, store, terima};

const CONTOH: &str = include_str!("../tests/contoh/perbup-contoh.txt");

/// Imports the invented regulation and publishes it; does nothing when it is there.
pub async fn demo(app: &App) -> Result<()> {
    let olahan = impor::dari_teks(CONTOH.to_owned()).await?;
    let (dokumen, urutan) = terima::dari_olahan(&olahan, None, None, app.now(), &app.profile.name());
    let mut write = Write::system(app, "peraturan.contoh").await?;
    if write
        .tx()
        .optional("select 1 as satu from peraturan_dokumen where siput = $1", args![dokumen.siput.as_str()])
        .await?
        .is_some()
    {
        return Ok(());
    }
    let asli = terima::Asli::Isi("perbup-contoh.txt", CONTOH.as_bytes().to_vec());
    let dokumen = terima::dokumen_baru(&mut write, app, dokumen, urutan, olahan, asli).await?;
    if let Some(naskah) = dokumen.naskah {
        for macam in ["keraguan", "perbaikan"] {
            let semua = Pilihan::Jenis(macam.into(), String::new());
            store::putuskan(&mut write, dokumen.id, naskah, &semua, "terima", "Contoh buatan.").await?;
        }
    }
    let dokumen = terima::terbitkan(&mut write, &dokumen, None).await?;
    write.commit(&terima::subject(&dokumen)).await
}
