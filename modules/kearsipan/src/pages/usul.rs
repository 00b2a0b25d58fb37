//! Proposals to destroy or hand over.
use kernel::audit::history::Entry;
use kernel::page::{self, Button, ButtonKind, Choice, ChoiceLayout, Column, Control, Fact, Link, Row, Table};
use kernel::web::history::{self, Words};
use kernel::{Ctx, FieldError, Response, Result};
use maud::{Markup, html};
use register::Transition;
use uuid::Uuid;

use super::{Medan, Unit, bingkai, formulir, hari, nada, salah, tab, teks};
use crate::alur::USUL;
use crate::hak::{KELOLA, SUSUT};
use crate::model::{Berkas, Usul, UsulBerkas};
use crate::rules::susut::{Jenis, Nilai, Pejabat, pejabat};
use crate::store::usul::terlama;

/// The list.
pub fn daftar(ctx: &Ctx, unit: &Unit, daftar: &[Usul]) -> Result<Response> {
    let acts = html! {
        @if ctx.actor.can(KELOLA) {
            (page::button_link("Buat usul musnah", "/arsip/usul/baru?jenis=musnah", ButtonKind::Primary))
            (page::button_link("Buat usul serah", "/arsip/usul/baru?jenis=serah", ButtonKind::Secondary))
        }
    };
    let rows = daftar
        .iter()
        .map(|satu| {
            Row::new(vec![
                html! { a.govuk-link href=(satu.href()) { (satu.uraian) } br; span.pudar { (satu.jenis.teks()) } },
                html! { (unit.nama(satu.unit)) },
                html! { (satu.jumlah) },
                page::tag(USUL.label(&satu.status), nada(&satu.status)),
            ])
        })
        .collect();
    let lanjut = daftar.last().filter(|_| daftar.len() == 50).map(|satu| format!("/arsip/usul?sebelum={}", satu.id));
    let body = html! {
        (page::heading("Kearsipan", "Penyusutan arsip", acts))
        (tab(ctx, "/arsip/usul"))
        @if daftar.is_empty() {
            (page::empty("Belum ada usul", "Berkas yang masa inaktifnya berakhir diusulkan untuk dimusnahkan atau diserahkan.", None))
        } @else {
            (page::table(&Table {
                caption: "Usul musnah dan usul serah, terbaru dahulu".into(),
                columns: vec![Column::new("Usul"), Column::new("Unit"), Column::numeric("Berkas"), Column::new("Keadaan")],
                rows,
                ..Table::default()
            }))
            (page::pagination(None, lanjut.as_deref(), &format!("{} usul", daftar.len())))
        }
    };
    bingkai(ctx, 200, "Penyusutan arsip", &[Link::new("Arsip", "/arsip")], false, body)
}

/// The form.
pub fn baru(
    ctx: &Ctx,
    unit: &Unit,
    jenis: Jenis,
    terpilih: Option<Uuid>,
    berkas: &[Berkas],
    galat: &[FieldError],
) -> Result<Response> {
    let galat = salah(galat);
    let judul = format!("Buat {}", jenis.teks().to_lowercase());
    let nilai = terpilih.map(|id| id.to_string()).unwrap_or_default();
    let pilihan: Vec<Choice<'_>> = berkas
        .iter()
        .map(|satu| Choice::new(satu.id.to_string(), satu.nomor.clone()).with_hint(satu.uraian.clone()))
        .collect();
    let dipilih: Vec<&str> = ctx.form().all("berkas").collect();
    let unit_ini = unit.pilihan(ctx, &ctx.scope_of(KELOLA));
    let saring = page::search_form(
        "/arsip/usul/baru",
        html! {
            (page::hidden("jenis", jenis.kode()))
            (page::select(&Control { name: "unit", label: "Unit", id: "saring-unit", ..Control::default() }, &nilai, &unit_ini, ""))
            (page::button(&Button { label: "Tampilkan berkasnya", kind: ButtonKind::Secondary, ..Button::default() }))
        },
    );
    let isi = html! {
        (page::hidden("jenis", jenis.kode()))
        (page::hidden("unit", &nilai))
        (teks("uraian", "Uraian usul", ctx.form().get("uraian"), "Misalnya Pemusnahan arsip keuangan tahun 2015", &galat))
        (page::checkboxes(&Control { name: "berkas", label: "Berkas yang masa inaktifnya berakhir", error: page::error_of(&galat, "berkas"), ..Control::default() }, &dipilih, &pilihan, ChoiceLayout::Small))
        (page::submit(&judul))
    };
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Penyusutan arsip", &judul, html! {}))
        @if unit_ini.len() > 1 { (saring) }
        @if berkas.is_empty() {
            (page::empty("Tidak ada berkas yang dapat diusulkan", "Hanya berkas inaktif yang masanya berakhir dan tidak ditahan yang tampil di sini.", None))
        } @else { (formulir(ctx, "/arsip/usul/baru", None, false, isi)?) }
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, &judul, &[Link::new("Penyusutan arsip", "/arsip/usul")], !galat.is_empty(), body)
}

/// The page of a proposal.
pub fn satu(
    ctx: &Ctx,
    unit: &Unit,
    usul: &Usul,
    berkas: &[UsulBerkas],
    riwayat: &[Entry],
    galat: &[FieldError],
) -> Result<Response> {
    let galat = salah(galat);
    let persetujuan = html! {
        @if let (Some(pejabat), Some(nomor)) = (usul.pejabat, &usul.nomor_persetujuan) { (pejabat.teks()) ", nomor " (nomor) ", " (hari(usul.tanggal_persetujuan)) }
    };
    let acara = html! {
        @if usul.acara.is_some() { a.govuk-link href={ (usul.href()) "/acara" } download { "Nomor " (usul.nomor_acara.as_deref().unwrap_or("–")) } }
        @if let Some(id) = usul.permintaan { br; a.govuk-link href={ "/tanda_tangan/permintaan/" (id) } { "Lihat permintaan tanda tangan" } }
    };
    let paket = html! { @if usul.paket.is_some() { a.govuk-link href={ (usul.href()) "/paket" } download { "Unduh paket yang diserahkan" } } };
    // What comes later stands here only when it has come.
    let saksi = html! { @for satu in &usul.saksi { div { (satu.nama) @if !satu.jabatan.is_empty() { span.pudar { " · " (satu.jabatan) } } } } };
    let kemudian = [
        (usul.nomor_persetujuan.is_some(), "Persetujuan", persetujuan),
        (usul.acara.is_some(), "Berita acara", acara),
        (!usul.saksi.is_empty(), "Saksi", saksi),
        (usul.dilaksanakan.is_some(), "Dilaksanakan", hari(usul.dilaksanakan)),
        (usul.paket.is_some(), "Paket", paket),
        (usul.alasan.is_some(), "Catatan", html! { @if let Some(alasan) = &usul.alasan { (alasan) } }),
    ];
    let mut fakta = vec![
        Fact::new("Keadaan", page::tag(USUL.label(&usul.status), nada(&usul.status))),
        Fact::new("Jenis", html! { (usul.jenis.teks()) }),
        Fact::new("Unit", html! { (unit.nama(usul.unit)) }),
        Fact::new(
            "Berkas",
            html! { (usul.jumlah) @if usul.belum_dinilai > 0 { ", " (usul.belum_dinilai) " belum dinilai" } },
        ),
    ];
    fakta.extend(kemudian.into_iter().filter(|(ada, ..)| *ada).map(|(_, label, isi)| Fact::new(label, isi)));
    let mut daftar = html! {};
    for satu in berkas {
        let isi = satu_berkas(ctx, usul, satu, &galat)?;
        daftar = html! { (daftar) (isi) };
    }
    let body = html! {
        (page::error_summary(&galat))
        (page::heading("Penyusutan arsip", &usul.uraian, page::button_link("Unduh daftar arsip (XLSX)", &format!("{}/unduh/xlsx", usul.href()), ButtonKind::Secondary)))
        (tab(ctx, "/arsip/usul"))
        (giliran(usul))
        (page::summary_list(&fakta))
        @if usul.ditahan > 0 { (page::warning("Ada berkas yang sedang ditahan untuk kepentingan hukum. Usul ini berhenti sampai penahanannya diangkat.")) }
        (langkah(ctx, usul, berkas, &galat)?)
        h2.govuk-heading-m { "Berkas yang diusulkan" }
        @if usul.status == "diajukan" && usul.belum_dinilai > 0 && ctx.scope_of(SUSUT).holds(Some(usul.unit), usul.owner) {
            (formulir(ctx, &format!("{}/nilai", usul.href()), Some(usul.version), false, page::button(&Button { label: "Nilai semua yang belum dinilai: sesuai usul", kind: ButtonKind::Secondary, ..Button::default() }))?)
        }
        (daftar)
        (page::card("Riwayat", &[], history::view(riwayat, ctx.app.profile.zone(), &KATA)))
    };
    let status = if galat.is_empty() { 200 } else { 422 };
    bingkai(ctx, status, &usul.uraian, &[Link::new("Penyusutan arsip", "/arsip/usul")], !galat.is_empty(), body)
}

/// Whose turn it is, in one sentence.
fn giliran(usul: &Usul) -> Markup {
    let teks = match usul.status.as_str() {
        "draf" => "Usul ini belum diajukan. Periksa berkasnya, lalu ajukan untuk dinilai.",
        "diajukan" => "Pengelola kearsipan menilai setiap berkas di bawah, lalu menyelesaikan penilaian.",
        "dinilai" => "Menunggu pimpinan perangkat daerah. Yang membuat usul tidak menyetujui usulnya sendiri.",
        "disetujui_pimpinan" => {
            "Menunggu surat persetujuan Bupati atau Kepala ANRI; pengelola kearsipan mencatat nomor dan tanggalnya."
        }
        "disetujui" => "Persetujuan lengkap. Pengelola kearsipan membuat berita acara.",
        "ditandatangani" => "Berita acara menunggu tanda tangan.",
        "siap" => "Berita acara sudah ditandatangani. Tinggal dilaksanakan.",
        _ => return html! {},
    };
    page::inset(html! { (teks) })
}

fn satu_berkas(ctx: &Ctx, usul: &Usul, satu: &UsulBerkas, galat: &[page::FormError]) -> Result<Markup> {
    let boleh = usul.status == "diajukan" && ctx.scope_of(SUSUT).holds(Some(usul.unit), usul.owner);
    let form = if boleh {
        let pilihan: Vec<Choice<'_>> =
            Nilai::SEMUA.into_iter().map(|nilai| Choice::new(nilai.kode(), nilai.teks())).collect();
        let tujuan = format!("{}/nilai/{}", usul.href(), satu.id);
        let medan = Medan::untuk(ctx, &tujuan, galat);
        let isi = html! {
            (medan.pilih(ctx, "nilai", "Hasil penilaian", satu.nilai.map_or("", Nilai::kode), &pilihan))
            (medan.teks(ctx, "alasan", "Catatan", satu.catatan.as_deref().unwrap_or_default(), "Tampil pada berita acara"))
            (medan.hari(ctx, "sampai", "Dipertahankan sampai", "Hanya untuk berkas yang dipertahankan"))
            (page::button(&Button { label: "Simpan penilaian", kind: ButtonKind::Secondary, about: &satu.berkas.nomor, ..Button::default() }))
        };
        let form = formulir(ctx, &tujuan, Some(satu.version), false, isi)?;
        if satu.nilai.is_some() && medan.salah("nilai").or(medan.salah("sampai")).is_none() {
            page::details("Ubah penilaian", form)
        } else {
            form
        }
    } else {
        html! {}
    };
    let bukti = satu.bukti.as_ref().and_then(|bukti| bukti.as_array());
    Ok(page::card(
        &satu.berkas.nomor,
        &[Link::new("Lihat berkas", satu.berkas.href())],
        html! {
            p { (satu.berkas.uraian) }
            p { "Inaktif sampai " (hari(satu.berkas.inaktif_sampai)) ". "
                @if let Some(nilai) = satu.nilai { "Penilaian: " strong { (nilai.teks()) } @if let Some(sampai) = satu.sampai { " sampai " (hari(Some(sampai))) } "." }
                @else { "Belum dinilai." }
            }
            (form)
            @if let Some(bukti) = bukti { (page::details("Bukti pelaksanaan", daftar_bukti(bukti))) }
        },
    ))
}

/// What is proven: of each item its number and the hashes of its contents.
fn daftar_bukti(bukti: &[serde_json::Value]) -> Markup {
    let kata = |nilai: &serde_json::Value, nama: &str| {
        nilai.get(nama).and_then(|teks| teks.as_str()).unwrap_or("–").to_owned()
    };
    html! {
        ul.govuk-list {
            @for satu in bukti {
                li {
                    (kata(satu, "nomor")) " · " (kata(satu, "judul"))
                    @for isi in satu.get("berkas").and_then(|daftar| daftar.as_array()).into_iter().flatten() {
                        br; span.pudar { (kata(isi, "nama")) ", SHA-256 " (kata(isi, "sha256")) }
                    }
                }
            }
        }
    }
}

/// The acts that the person may do now.
fn langkah(ctx: &Ctx, usul: &Usul, berkas: &[UsulBerkas], galat: &[page::FormError]) -> Result<Markup> {
    let mut semua = html! {};
    for satu in USUL.from(&usul.status) {
        let boleh = ctx.scope_of(satu.perm).holds(Some(usul.unit), usul.owner);
        // A signature on paper stands in only where none was asked for electronically.
        if !boleh || (satu.key == "tandatangan" && usul.permintaan.is_some()) {
            continue;
        }
        let tujuan = format!("{}/langkah/{}", usul.href(), satu.key);
        let medan = Medan::untuk(ctx, &tujuan, galat);
        let isi = html! {
            (isian(ctx, usul, satu, berkas, &medan))
            (page::button(&Button { label: satu.label, kind: rupa(satu), ..Button::default() }))
        };
        let form = formulir(ctx, &tujuan, Some(usul.version), false, isi)?;
        // Giving up is rare and must not stand beside the next step.
        let form = if satu.key == "batalkan" && medan.salah("alasan").is_none() {
            page::details("Batalkan usul ini", form)
        } else {
            form
        };
        semua = html! { (semua) (form) };
    }
    Ok(semua)
}

fn rupa(satu: &Transition<Usul>) -> ButtonKind {
    match satu.key {
        "batalkan" | "laksanakan" => ButtonKind::Warning,
        _ => ButtonKind::Primary,
    }
}

fn isian(ctx: &Ctx, usul: &Usul, satu: &Transition<Usul>, berkas: &[UsulBerkas], medan: &Medan<'_>) -> Markup {
    match satu.key {
        "sahkan" => {
            let perlu = pejabat(usul.jenis, terlama(berkas));
            let pilihan: Vec<Choice<'_>> =
                Pejabat::SEMUA.into_iter().map(|satu| Choice::new(satu.kode(), satu.teks())).collect();
            html! {
                (medan.pilih(ctx, "pejabat", "Yang menyetujui", perlu.kode(), &pilihan))
                (medan.teks(ctx, "nomor_persetujuan", "Nomor surat persetujuan", "", ""))
                (medan.hari(ctx, "tanggal_persetujuan", "Tanggal surat persetujuan", ""))
            }
        }
        "acara" => html! {
            (medan.teks(ctx, "nomor_acara", "Nomor berita acara", "", ""))
            (medan.hari(ctx, "tanggal_acara", "Tanggal berita acara", ""))
            (medan.teks(ctx, "tempat_acara", "Tempat", "", "Misalnya Depo arsip Dinas Perpustakaan dan Kearsipan"))
            (medan.teks(ctx, "penanda", "Yang melaksanakan (nama pengguna)", "", "Kosongkan bila Anda sendiri"))
            (medan.teks(ctx, "jabatan", "Jabatan yang melaksanakan", "", "Misalnya Kepala Dinas Perpustakaan dan Kearsipan"))
            (medan.teks(ctx, "saksi_1", "Saksi pertama (nama pengguna)", "", "Misalnya pejabat bidang hukum; kosongkan bila tanpa saksi"))
            (medan.teks(ctx, "jabatan_saksi_1", "Jabatan saksi pertama", "", ""))
            (medan.teks(ctx, "saksi_2", "Saksi kedua (nama pengguna)", "", "Misalnya pejabat bidang pengawasan"))
            (medan.teks(ctx, "jabatan_saksi_2", "Jabatan saksi kedua", "", ""))
        },
        "laksanakan" => html! {
            @if usul.jenis == Jenis::Musnah { (page::warning("Isi arsip dihapus dan tidak dapat dikembalikan. Yang tersisa hanya nomor, judul, dan sidiknya sebagai bukti.")) }
        },
        "tandatangan" => {
            html! { (medan.teks(ctx, "alasan", "Keterangan tanda tangan basah", "", "Siapa menandatangani dan kapan")) }
        }
        _ if satu.asks_reason => html! { (medan.teks(ctx, "alasan", "Alasan", "", "")) },
        _ => html! {},
    }
}

const KATA: Words<'static> = Words {
    action: &|_| None,
    column: &|nama| {
        Some(match nama {
            "status" => "Keadaan",
            "nomor_persetujuan" => "Nomor persetujuan",
            "nomor_acara" => "Nomor berita acara",
            "alasan" => "Catatan",
            _ => return None,
        })
    },
    value: &|kolom, nilai| match kolom {
        "status" => nilai.as_str().map(|satu| USUL.label(satu).to_owned()),
        _ => None,
    },
};
