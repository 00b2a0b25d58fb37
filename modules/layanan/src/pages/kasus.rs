//! One case for officers.
use std::collections::BTreeMap;

use kernel::file::Stored;
use kernel::indonesia::{angka, kalimat};
use kernel::module::Unit;
use kernel::page::{
    self, Attachment, Button, ButtonKind, Choice, Control, Fact, Flash, FlashKind, FormError, Link, Text, TimelineItem,
};
use kernel::{Ctx, Result};
use maud::{Markup, html};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{alinea, hari, jam, saat, tanda};
use crate::model::{KANAL, Keadaan, Keluaran, Kunjungan, Pelaku, Peristiwa, Permohonan, Tindakan};
use crate::rules::alur::{self, Syarat};
use crate::standar::Standar;

/// What the page shows.
pub struct Kasus<'a> {
    /// The case.
    pub satu: &'a Permohonan,
    /// Its standard.
    pub standar: &'a Standar,
    /// Who processes it.
    pub unit: Option<Unit>,
    /// Where somebody helped.
    pub bantu: Option<Unit>,
    /// What the rules ask.
    pub syarat: Syarat,
    /// Working days left.
    pub sisa: Option<i64>,
    /// The answers.
    pub isian: Markup,
    /// What happened.
    pub peristiwa: &'a [Peristiwa],
    /// Visits.
    pub kunjungan: &'a [Kunjungan],
    /// Names of accounts.
    pub nama: BTreeMap<Uuid, String>,
    /// To whom the case can be given.
    pub rekan: BTreeMap<Uuid, String>,
    /// Parts of the same joint application.
    pub bagian: &'a [Permohonan],
    /// Texts for messages: for which act, name, text.
    pub templat: &'a [(String, String, String)],
    /// Text of the letter.
    pub surat: &'a str,
    /// The output.
    pub hasil: Option<Stored>,
    /// The officer decides.
    pub memutus: bool,
    /// What is wrong in a form of the page.
    pub galat: &'a [FormError],
    /// Somebody else was quicker.
    pub bentrok: bool,
}

impl Kasus<'_> {
    fn orang(&self, akun: Option<Uuid>) -> String {
        akun.and_then(|akun| self.nama.get(&akun)).cloned().unwrap_or_default()
    }
    fn boleh(&self, tindakan: Tindakan) -> bool {
        let petugas = self.syarat.petugas_memutus;
        let milik = match alur::pelaku(tindakan, petugas) {
            Pelaku::Petugas => true,
            Pelaku::Penyetuju => self.memutus,
            Pelaku::Pemohon | Pelaku::Program => false,
        };
        milik && alur::tuju(tindakan, self.satu.keadaan, &self.syarat).is_ok()
    }
    fn diketik<'b>(&self, ctx: &'b Ctx, nama: &str, asal: &'b str) -> &'b str {
        if ctx.form().has(nama) { ctx.form().get(nama) } else { asal }
    }
}

/// The page.
pub fn show(ctx: &Ctx, isi: &Kasus<'_>) -> Result<Markup> {
    let satu = isi.satu;
    Ok(html! {
        (page::error_summary(isi.galat))
        @if isi.bentrok {
            (page::banner(&Flash { kind: FlashKind::Problem, text: "Permohonan ini baru saja berubah. Periksa keadaannya di bawah, lalu ulangi bila masih perlu." }))
        }
        (page::heading(&satu.judul, satu.sebut(), html! {}))
        (tertinggal(ctx, isi))
        p { (tanda(satu.keadaan)) " " (jam(satu, isi.sisa)) }
        (tindakan(ctx, isi)?)
        (page::summary_list(&fakta(ctx, isi)))
        (page::card("Isian pemohon", &[], isi.isian.clone()))
        (kunjungan(ctx, isi))
        @if isi.bagian.len() > 1 || satu.keadaan == Keadaan::Gabungan { (bagian(isi)) }
        (komunikasi(ctx, isi)?)
        (riwayat(ctx, isi))
    })
}

/// What was typed into a form that the page does not show any more, because the case went on meanwhile.
fn tertinggal(ctx: &Ctx, isi: &Kasus<'_>) -> Markup {
    let tampil = Tindakan::parse(ctx.path("tindakan")).is_some_and(|tindakan| isi.boleh(tindakan));
    let surat = matches!(isi.satu.keadaan, Keadaan::Diperiksa | Keadaan::Kunjungan | Keadaan::Persetujuan);
    let ada: Vec<&str> = ["catatan", "mulai", "tempat", "pesan_kunjungan", "bukti", "jumlah", "tanggal", "surat"]
        .into_iter()
        .filter(|nama| if *nama == "surat" { !surat } else { !tampil })
        .map(|nama| ctx.form().get(nama))
        .filter(|teks| !teks.is_empty())
        .collect();
    html! {
        @if !ada.is_empty() {
            (page::inset(html! {
                p.govuk-body { strong { "Tulisan Anda belum tersimpan:" } }
                @for teks in ada { (alinea(teks)) }
            }))
        }
    }
}

fn fakta(ctx: &Ctx, isi: &Kasus<'_>) -> Vec<Fact<'static>> {
    let satu = isi.satu;
    let kanal = KANAL.iter().find(|(kode, _)| *kode == satu.kanal).map_or("", |(_, label)| *label);
    let bantu = isi.bantu.as_ref().map(|unit| unit.name.clone()).unwrap_or_default();
    let mut semua = vec![
        Fact::new("Pemohon", html! { (satu.nama) }),
        Fact::new(
            "Kontak",
            html! { (satu.surel) @if !satu.surel.is_empty() && !satu.telepon.is_empty() { ", " } (satu.telepon) },
        ),
        Fact::new("Unit", html! { (isi.unit.as_ref().map_or("", |unit| unit.name.as_str())) }),
        Fact::new("Petugas", html! { (isi.orang(satu.petugas)) }),
        Fact::new(
            "Masuk",
            html! {
                @if let Some(masuk) = satu.masuk { (page::moment(&saat(&ctx.app, masuk))) }
                " lewat " (kanal.to_lowercase())
                @if satu.dibantu.is_some() { ", dibantu " (isi.orang(satu.dibantu)) @if !bantu.is_empty() { " (" (bantu) ")" } }
            },
        ),
        Fact::new(
            "Dijanjikan selesai",
            html! {
                (hari(satu.tenggat))
                @if satu.jeda_hari > 0 { " (" (satu.jeda_hari) " hari kerja menunggu pemohon)" }
            },
        ),
        Fact::new(
            "Langkah ini",
            html! {
                "sejak " (hari(satu.langkah_sejak))
                @if satu.langkah_tenggat.is_some() { ", target " (hari(satu.langkah_tenggat)) }
            },
        ),
        Fact::new(
            "Standar",
            html! { a.govuk-link href={ "/standar_layanan/" (satu.layanan) } { "versi " (isi.standar.nomor) } },
        ),
    ];
    if let Some(bayar) = &satu.bayar {
        let teks = |nama: &str| bayar.get(nama).and_then(Json::as_str).unwrap_or_default().to_owned();
        let jumlah = bayar.get("jumlah").and_then(Json::as_i64).unwrap_or(0);
        semua.push(Fact::new(
            "Pembayaran",
            html! { (angka::rupiah_ringkas(jumlah)) ", bukti " (teks("bukti")) ", tanggal " (teks("tanggal")) },
        ));
    }
    if !satu.alasan.is_empty() {
        semua.push(Fact::new("Pesan terakhir kepada pemohon", alinea(&satu.alasan)));
    }
    if !satu.keberatan.is_empty() {
        semua.push(Fact::new("Keberatan pemohon", alinea(&satu.keberatan)));
    }
    if let Some(nomor) = &satu.nomor_keluaran {
        semua.push(Fact::new("Nomor surat", html! { (nomor) }));
    }
    if !satu.serah.is_empty() {
        semua.push(Fact::new("Penyerahan", html! { (satu.serah) }));
    }
    semua
}

/// The acts that are possible now: the one that leads on stands open, the others are folded.
fn tindakan(ctx: &Ctx, isi: &Kasus<'_>) -> Result<Markup> {
    use Tindakan as T;
    let urut = [
        T::Periksa,
        T::Setujui,
        T::Usulkan,
        T::CatatKunjungan,
        T::CatatBayar,
        T::Serahkan,
        T::TerimaKeberatan,
        T::Jadwalkan,
        T::MintaBayar,
        T::MintaPerbaikan,
        T::Kembalikan,
        T::Tolak,
        T::TolakKeberatan,
    ];
    let boleh: Vec<Tindakan> = urut.into_iter().filter(|satu| isi.boleh(*satu)).collect();
    let utama = boleh.first().copied();
    let belum = match alur::tuju(T::Usulkan, isi.satu.keadaan, &isi.syarat) {
        Err(alur::Tolakan::Belum(teks)) => Some(teks),
        Err(alur::Tolakan::Keadaan) | Ok(_) => None,
    };
    Ok(html! {
        (surat(ctx, isi)?)
        div.layar {
            @if let Some(permintaan) = isi.satu.permintaan.filter(|_| isi.satu.keadaan == Keadaan::Penandatanganan) {
                p.govuk-body { a.govuk-link href={ "/tanda_tangan/permintaan/" (permintaan) } { "Buka permintaan tanda tangan" } }
            }
            @if let Some(teks) = belum { (page::inset(html! { p.govuk-body { (teks) } })) }
            @for satu in &boleh {
                @let terbuka = Some(*satu) == utama || isi.galat.iter().any(|salah| controls(*satu).contains(&salah.field.as_str()))
                    && ctx.path("tindakan") == satu.kode();
                @if terbuka { (page::card(satu.tombol(), &[], formulir(ctx, isi, *satu)?)) }
                @else { (page::details(satu.tombol(), formulir(ctx, isi, *satu)?)) }
            }
        }
    })
}

/// Names of the controls of an act.
fn controls(tindakan: Tindakan) -> &'static [&'static str] {
    if tindakan == Tindakan::Jadwalkan {
        &["mulai", "tempat", "pesan_kunjungan"]
    } else if tindakan == Tindakan::CatatBayar {
        &["bukti", "jumlah", "tanggal"]
    } else {
        &["catatan"]
    }
}

fn formulir(ctx: &Ctx, isi: &Kasus<'_>, tindakan: Tindakan) -> Result<Markup> {
    let csrf = ctx.csrf()?;
    let (key, versi) = (ctx.new_form_key(), isi.satu.version.to_string());
    let action = format!("{}/alur/{}", isi.satu.href(), tindakan.kode());
    let form = page::Form { action: &action, csrf: &csrf, key: &key, version: &versi, ..page::Form::default() };
    // Several forms of the page hold a control of the same name: only that of the act that was sent shows what was typed.
    let dikirim = ctx.path("tindakan") == tindakan.kode();
    let id = |nama: &str| if dikirim { page::control_id(nama) } else { format!("{}-{nama}", tindakan.kode()) };
    let ids: BTreeMap<&str, String> = ["catatan", "mulai", "tempat", "pesan_kunjungan", "bukti", "jumlah", "tanggal"]
        .into_iter()
        .map(|nama| (nama, id(nama)))
        .collect();
    let control = |name: &'static str, label, hint, optional| Control {
        name,
        label,
        hint,
        optional,
        error: if dikirim { page::error_of(isi.galat, name) } else { None },
        id: ids.get(name).map_or("", String::as_str),
        ..Control::default()
    };
    let nilai = |nama| if dikirim { ctx.form().get(nama) } else { "" };
    let label = match tindakan {
        Tindakan::MintaPerbaikan => "Apa yang perlu diperbaiki pemohon",
        Tindakan::MintaBayar => "Petunjuk pembayaran: ke mana, berapa, bagaimana buktinya diserahkan",
        Tindakan::CatatKunjungan => "Apa yang dilihat di lapangan",
        Tindakan::Kembalikan => "Apa yang harus diperiksa lagi",
        Tindakan::Tolak => "Alasan penolakan, dengan dasar aturannya",
        Tindakan::Serahkan => "Diserahkan kepada siapa, dengan cara apa",
        Tindakan::TerimaKeberatan | Tindakan::TolakKeberatan => "Pertimbangan putusan",
        Tindakan::Kirim
        | Tindakan::Mulai
        | Tindakan::Periksa
        | Tindakan::KirimPerbaikan
        | Tindakan::Jadwalkan
        | Tindakan::CatatBayar
        | Tindakan::Usulkan
        | Tindakan::Setujui
        | Tindakan::Tertandatangani
        | Tindakan::TandaDitolak
        | Tindakan::Ambil
        | Tindakan::AjukanKeberatan
        | Tindakan::Cabut
        | Tindakan::Rampung => "Catatan untuk rekan",
    };
    let untuk = if tindakan == Tindakan::MintaPerbaikan {
        "perbaikan"
    } else if tindakan == Tindakan::MintaBayar {
        "bayar"
    } else if tindakan == Tindakan::Tolak {
        "tolak"
    } else if tindakan == Tindakan::Serahkan {
        "siap"
    } else {
        ""
    };
    let wajib = alur::beralasan(tindakan);
    let warna = if tindakan == Tindakan::Tolak { ButtonKind::Warning } else { ButtonKind::Primary };
    Ok(html! {
        @if wajib { (templat(isi, untuk)) }
        (page::form(&form, html! {
            @if tindakan == Tindakan::Jadwalkan {
                (page::date_time(&control("mulai", "Kapan", "", false), nilai("mulai")))
                (page::text_input(&control("tempat", "Tempat bertemu", "", false), nilai("tempat"), &Text::default()))
                (page::textarea(&control("pesan_kunjungan", "Yang perlu disiapkan pemohon", "", true), nilai("pesan_kunjungan"), 2, Some(1000)))
            } @else if tindakan == Tindakan::CatatBayar {
                (page::text_input(&control("bukti", "Nomor bukti pembayaran", "", false), nilai("bukti"), &Text::default()))
                (page::money(&control("jumlah", "Jumlah", "", false), nilai("jumlah")))
                (page::date(&control("tanggal", "Tanggal pembayaran", "", false), nilai("tanggal")))
            } @else if wajib {
                (page::textarea(&control("catatan", label, if tindakan == Tindakan::Kembalikan { "" } else { "Pemohon membaca tulisan ini." }, false), nilai("catatan"), 4, Some(4000)))
            }
            (page::button(&Button { label: tindakan.tombol(), kind: warna, ..Button::default() }))
        }))
    })
}

/// Texts that the unit keeps for this act, to copy from.
fn templat(isi: &Kasus<'_>, untuk: &str) -> Markup {
    let ada: Vec<&(String, String, String)> = isi.templat.iter().filter(|(satu, ..)| satu == untuk).collect();
    html! {
        @if !ada.is_empty() {
            (page::details("Templat kalimat", html! {
                @for (_, nama, teks) in ada { h3.govuk-heading-s { (nama) } (alinea(teks)) }
            }))
        }
    }
}

/// The letter or the file that the case ends with.
fn surat(ctx: &Ctx, isi: &Kasus<'_>) -> Result<Markup> {
    let satu = isi.satu;
    let csrf = ctx.csrf()?;
    let versi = satu.version.to_string();
    let (simpan, unggah) = (format!("{}/surat", satu.href()), format!("{}/hasil", satu.href()));
    let bisa = matches!(satu.keadaan, Keadaan::Diperiksa | Keadaan::Kunjungan | Keadaan::Persetujuan);
    let form =
        |action, multipart| page::Form { action, csrf: &csrf, version: &versi, multipart, ..page::Form::default() };
    let berkas = isi.hasil.as_ref().map(|hasil| {
        page::attachments(&[Attachment {
            link: Link::new(hasil.name.clone(), format!("{}/hasil", satu.href())),
            kind: "PDF".into(),
            size: kalimat::ukuran(u64::try_from(hasil.size).unwrap_or(0)).into(),
            note: if satu.bertanda { "Bertanda tangan elektronik".into() } else { "".into() },
            ..Attachment::default()
        }])
    });
    Ok(match Keluaran::parse(isi.standar.teks("keluaran")) {
        Keluaran::Tanpa => html! {},
        Keluaran::Surat if bisa => {
            let control = Control {
                name: "surat",
                label: "Isi surat",
                hint: "Alinea dipisah satu baris kosong. Surat disusun saat permohonan disetujui.",
                error: page::error_of(isi.galat, "surat"),
                ..Control::default()
            };
            let isi_surat = html! {
                (page::form(&form(simpan.as_str(), false), html! {
                    (page::textarea(&control, isi.diketik(ctx, "surat", isi.surat), 10, Some(12_000)))
                    (page::button(&Button { label: "Simpan isi surat", kind: ButtonKind::Secondary, ..Button::default() }))
                }))
            };
            if control.error.is_some() || satu.keadaan == Keadaan::Persetujuan {
                page::card("Surat yang akan diterbitkan", &[], isi_surat)
            } else {
                page::details("Surat yang akan diterbitkan", isi_surat)
            }
        }
        Keluaran::Berkas if bisa => {
            let control = Control {
                name: "berkas",
                label: "Berkas hasil",
                error: page::error_of(isi.galat, "berkas"),
                ..Control::default()
            };
            page::card(
                "Hasil permohonan",
                &[],
                html! {
                    @if let Some(berkas) = &berkas { (berkas) }
                    (page::form(&form(unggah.as_str(), true), html! {
                        (page::upload(&control, &page::Upload { accept: ".pdf", limits: "PDF.", ..page::Upload::default() }))
                        (page::button(&Button { label: "Unggah berkas hasil", kind: ButtonKind::Secondary, ..Button::default() }))
                    }))
                },
            )
        }
        Keluaran::Surat | Keluaran::Berkas => html! {
            @if let Some(berkas) = &berkas { (page::card("Hasil permohonan", &[], berkas.clone())) }
        },
    })
}

fn kunjungan(ctx: &Ctx, isi: &Kasus<'_>) -> Markup {
    html! {
        @for satu in isi.kunjungan.iter().filter(|satu| satu.keadaan != "batal") {
            (page::card("Kunjungan lapangan", &[], html! {
                (page::summary_list(&[
                    Fact::new("Kapan", page::moment(&saat(&ctx.app, satu.mulai))),
                    Fact::new("Tempat", html! { (satu.tempat) }),
                    Fact::new("Petugas", html! { (isi.orang(satu.petugas)) }),
                    Fact::new("Hasil", alinea(&satu.hasil)),
                ]))
            }))
        }
    }
}

fn bagian(isi: &Kasus<'_>) -> Markup {
    let tugas: Vec<page::Task<'_>> = isi
        .bagian
        .iter()
        .map(|satu| page::Task {
            link: Link::new(satu.judul.as_str(), ""),
            hint: satu.sebut().into(),
            status: tanda(satu.keadaan),
        })
        .collect();
    html! { h2.govuk-heading-m { "Bagian layanan terpadu" } (page::task_list(&tugas)) }
}

fn komunikasi(ctx: &Ctx, isi: &Kasus<'_>) -> Result<Markup> {
    let satu = isi.satu;
    let csrf = ctx.csrf()?;
    let (key, versi) = (ctx.new_form_key(), satu.version.to_string());
    let href = |akhir: &str| format!("{}/{akhir}", satu.href());
    let (tugaskan, catatan, pesan) = (href("tugaskan"), href("catatan"), href("pesan"));
    let control =
        |name, label, hint| Control { name, label, hint, error: page::error_of(isi.galat, name), ..Control::default() };
    let rekan: Vec<Choice<'_>> =
        isi.rekan.iter().map(|(id, nama)| Choice::new(id.to_string(), nama.as_str())).collect();
    let kini = satu.petugas.map(|id| id.to_string()).unwrap_or_default();
    Ok(html! {
        div.layar {
            (page::details("Pesan kepada pemohon", html! {
                (templat(isi, "pesan"))
                (page::form(&page::Form { action: &pesan, csrf: &csrf, key: &key, ..page::Form::default() }, html! {
                    (page::textarea(&control("isi_pesan", "Pesan", "Pemohon membacanya di halaman status."), isi.diketik(ctx, "isi_pesan", ""), 3, Some(4000)))
                    (page::submit("Kirim pesan"))
                }))
            }))
            (page::details("Catatan untuk rekan", html! {
                (page::form(&page::Form { action: &catatan, csrf: &csrf, key: &key, ..page::Form::default() }, html! {
                    (page::textarea(&control("isi_catatan", "Catatan", "Pemohon tidak melihatnya."), isi.diketik(ctx, "isi_catatan", ""), 3, Some(4000)))
                    (page::submit("Simpan catatan"))
                }))
            }))
            (page::details("Ganti petugas", html! {
                (page::form(&page::Form { action: &tugaskan, csrf: &csrf, version: &versi, ..page::Form::default() }, html! {
                    (page::select(&control("petugas", "Petugas", ""), isi.diketik(ctx, "petugas", &kini), &rekan, "Pilih petugas"))
                    (page::submit("Tugaskan"))
                }))
            }))
        }
    })
}

fn riwayat(ctx: &Ctx, isi: &Kasus<'_>) -> Markup {
    let butir: Vec<TimelineItem<'_>> = isi
        .peristiwa
        .iter()
        .map(|satu| TimelineItem {
            title: super::resi::kata(satu).into(),
            by: isi.orang(satu.oleh).into(),
            at: saat(&ctx.app, satu.pada),
            content: html! { (alinea(&satu.catatan)) @if !satu.umum && !satu.catatan.is_empty() { p.pudar { "Hanya untuk petugas" } } },
        })
        .collect();
    html! { h2.govuk-heading-m { "Riwayat" } (page::timeline(&butir)) }
}
