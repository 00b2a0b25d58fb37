//! The ways of a file and of a proposal, as constants that pages draw and handlers ask.
use register::{Flow, GuardCtx, State, Transition};

use crate::hak::{KELOLA, SETUJU, SUSUT};
use crate::model::{Berkas, Usul};
use crate::rules::retensi::habis;

/// The way of a file from its opening to its end.
pub static BERKAS: Flow<Berkas> = Flow {
    states: &[
        State::open("aktif", "Aktif, terbuka"),
        State::open("ditutup", "Aktif, ditutup"),
        State::open("inaktif", "Inaktif"),
        State::open("dinilai", "Dalam usul").locked(),
        State::done("musnah", "Dimusnahkan"),
        State::done("serah", "Diserahkan"),
    ],
    initial: "aktif",
    transitions: &[
        Transition::new("tutup", "Tutup berkas", &["aktif"], "ditutup", KELOLA).guarded(tidak_ditahan),
        Transition::new("buka", "Buka kembali", &["ditutup"], "aktif", KELOLA).guarded(tidak_ditahan).with_reason(),
        Transition::new("pindah", "Pindahkan ke inaktif", &["ditutup"], "inaktif", KELOLA).guarded(aktif_berakhir),
        Transition::new("usulkan", "Masukkan dalam usul", &["inaktif"], "dinilai", KELOLA).guarded(inaktif_berakhir),
        Transition::new("kembalikan", "Pertahankan", &["dinilai"], "inaktif", SUSUT),
        Transition::new("musnahkan", "Musnahkan", &["dinilai"], "musnah", SUSUT).guarded(tidak_ditahan),
        Transition::new("serahkan", "Serahkan", &["dinilai"], "serah", SUSUT).guarded(tidak_ditahan),
    ],
};

fn tidak_ditahan(berkas: &Berkas, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if berkas.ditahan { Err("Berkas ini sedang ditahan untuk kepentingan hukum.") } else { Ok(()) }
}

fn aktif_berakhir(berkas: &Berkas, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    tidak_ditahan(berkas, ctx)?;
    if habis(berkas.aktif_sampai, ctx.today) { Ok(()) } else { Err("Masa aktif berkas ini belum berakhir.") }
}

fn inaktif_berakhir(berkas: &Berkas, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    tidak_ditahan(berkas, ctx)?;
    if habis(berkas.inaktif_sampai, ctx.today) { Ok(()) } else { Err("Masa inaktif berkas ini belum berakhir.") }
}

/// The way of a proposal to destroy or hand over.
pub static USUL: Flow<Usul> = Flow {
    states: &[
        State::open("draf", "Draf"),
        State::open("diajukan", "Dinilai panitia").locked(),
        State::open("dinilai", "Menunggu pimpinan").locked(),
        State::open("disetujui_pimpinan", "Menunggu persetujuan Bupati atau ANRI").locked(),
        State::open("disetujui", "Disetujui").locked(),
        State::open("ditandatangani", "Berita acara menunggu tanda tangan").locked(),
        State::open("siap", "Siap dilaksanakan").locked(),
        State::done("selesai", "Dilaksanakan"),
        State::dropped("ditolak", "Dibatalkan"),
    ],
    initial: "draf",
    transitions: &[
        Transition::new("ajukan", "Ajukan untuk dinilai", &["draf"], "diajukan", KELOLA).guarded(ada_berkas),
        Transition::new("nilai", "Selesai menilai", &["diajukan"], "dinilai", SUSUT).guarded(semua_dinilai),
        Transition::new("setujui", "Setujui sebagai pimpinan", &["dinilai"], "disetujui_pimpinan", SETUJU)
            .guarded(orang_lain),
        Transition::new("sahkan", "Catat persetujuan", &["disetujui_pimpinan"], "disetujui", SUSUT)
            .guarded(ada_persetujuan),
        Transition::new("acara", "Buat berita acara", &["disetujui"], "ditandatangani", SUSUT).guarded(ada_acara),
        Transition::new("tandatangan", "Catat tanda tangan basah", &["ditandatangani"], "siap", SUSUT).with_reason(),
        Transition::new("laksanakan", "Laksanakan", &["siap"], "selesai", SUSUT).guarded(tanpa_tahanan),
        Transition::new(
            "batalkan",
            "Batalkan",
            &["draf", "diajukan", "dinilai", "disetujui_pimpinan", "disetujui", "ditandatangani", "siap"],
            "ditolak",
            KELOLA,
        )
        .with_reason(),
    ],
};

fn ada_berkas(usul: &Usul, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if usul.jumlah > 0 { tanpa_tahanan_dari(usul) } else { Err("Belum ada berkas dalam usul ini.") }
}

fn semua_dinilai(usul: &Usul, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if usul.belum_dinilai > 0 { Err("Masih ada berkas yang belum dinilai.") } else { Ok(()) }
}

fn orang_lain(usul: &Usul, ctx: &GuardCtx<'_>) -> Result<(), &'static str> {
    if usul.owner.is_some() && usul.owner == ctx.actor {
        return Err("Usul yang Anda buat sendiri disetujui oleh orang lain.");
    }
    tanpa_tahanan_dari(usul)
}

fn ada_persetujuan(usul: &Usul, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if usul.nomor_persetujuan.is_none() || usul.tanggal_persetujuan.is_none() {
        return Err("Isi nomor dan tanggal surat persetujuan.");
    }
    tanpa_tahanan_dari(usul)
}

fn ada_acara(usul: &Usul, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    if usul.nomor_acara.is_none() {
        return Err("Isi nomor berita acara.");
    }
    tanpa_tahanan_dari(usul)
}

fn tanpa_tahanan(usul: &Usul, _: &GuardCtx<'_>) -> Result<(), &'static str> {
    tanpa_tahanan_dari(usul)
}

fn tanpa_tahanan_dari(usul: &Usul) -> Result<(), &'static str> {
    if usul.ditahan > 0 {
        Err("Ada berkas dalam usul ini yang sedang ditahan untuk kepentingan hukum.")
    } else {
        Ok(())
    }
}
