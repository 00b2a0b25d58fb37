//! The page of a version: what is asked, page by page, with what can be done about it.
use formulir::{Condition, Field, Item, Place, Step};
use kernel::indonesia::kalimat;
use kernel::page::{self, Button, ButtonKind, Form, FormError, Link, Tone};
use kernel::{Ctx, Result};
use maud::{Markup, html};

use super::versi::tanda;
use crate::susun::store::Keadaan;
use crate::susun::web::Kerja;

/// The whole page.
pub fn halaman(ctx: &Ctx, kerja: &Kerja, galat: &[FormError]) -> Result<Markup> {
    let form = &kerja.versi.form;
    let caption = format!("{} · versi {}", kerja.layanan.nama, kerja.versi.nomor);
    let langkah = html! {
        @for (nomor, langkah) in form.steps.iter().enumerate() { (self::langkah(kerja, nomor, langkah)) }
    };
    Ok(html! {
        (page::error_summary(galat))
        (page::heading(&caption, &form.title, tanda(kerja.versi.keadaan)))
        @if !form.about.is_empty() { p.govuk-body { (form.about) } }
        (tombol(ctx, kerja)?)
        @if kerja.is_draf() {
            @let action = kerja.di("tindakan");
            @let versi = kerja.versi.kunci.to_string();
            (page::form(&Form { action: &action, csrf: &ctx.csrf()?, version: &versi, ..Form::default() }, langkah))
            (page::button_link("Tambah langkah", &kerja.di("langkah/baru"), ButtonKind::Secondary))
            (page::details("Hapus draf", hapus(ctx, kerja)?))
        } @else {
            (langkah)
        }
    })
}

fn tombol(ctx: &Ctx, kerja: &Kerja) -> Result<Markup> {
    let coba = page::button_link("Coba isi", &kerja.di("coba"), ButtonKind::Secondary);
    let ekspor = page::button_link("Ekspor JSON", &kerja.di("ekspor"), ButtonKind::Secondary);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    Ok(page::buttons(match kerja.versi.keadaan {
        Keadaan::Draf => html! {
            (page::button_link("Bandingkan dan terbitkan", &kerja.di("terbit"), ButtonKind::Primary))
            (coba)
            (page::button_link("Ubah judul", &kerja.di("judul"), ButtonKind::Secondary))
            (ekspor)
        },
        Keadaan::Berlaku => html! {
            (coba) (ekspor) (page::button_link("Cabut", &kerja.di("cabut"), ButtonKind::Warning))
        },
        Keadaan::Dicabut => {
            let action = format!("/formulir/layanan/{}", kerja.layanan.id);
            let isi = html! {
                (page::hidden("asal", &kerja.versi.id.to_string()))
                (page::button(&Button { label: "Buat draf dari versi ini", kind: ButtonKind::Secondary, ..Button::default() }))
            };
            html! { (coba) (ekspor) (page::form(&Form { action: &action, csrf: &csrf, key: &key, ..Form::default() }, isi)) }
        }
    }))
}

fn hapus(ctx: &Ctx, kerja: &Kerja) -> Result<Markup> {
    let action = kerja.di("hapus");
    let isi = html! {
        p.govuk-body { "Seluruh draf ini hilang. Versi yang berlaku dan permohonan yang ada tidak berubah." }
        (page::button(&Button { label: "Hapus draf ini", kind: ButtonKind::Warning, ..Button::default() }))
    };
    Ok(page::form(&Form { action: &action, csrf: &ctx.csrf()?, ..Form::default() }, isi))
}

fn aksi(label: &str, tindakan: &str, about: &str) -> Markup {
    page::button(&Button {
        label,
        kind: ButtonKind::Text,
        name: "tindakan",
        value: tindakan,
        about,
        ..Button::default()
    })
}

fn langkah(kerja: &Kerja, nomor: usize, langkah: &Step) -> Markup {
    let judul = format!("{}. {}", nomor + 1, langkah.title);
    let tautan = if kerja.is_draf() {
        vec![
            Link::new("Ubah", kerja.di(&format!("langkah/{nomor}"))),
            Link::new("Syarat", kerja.di(&format!("syarat/langkah-{nomor}"))),
        ]
    } else {
        vec![]
    };
    let ujung = Place { step: nomor, item: langkah.items.len(), inner: None };
    page::card(
        &judul,
        &tautan,
        html! {
            @if !langkah.about.is_empty() { p.govuk-body { (langkah.about) } }
            (bila(kerja, langkah.when.as_ref(), None))
            @if langkah.items.is_empty() { p.govuk-body.pudar { "Belum ada isian." } }
            ul.lampiran {
                @for (item, isi) in langkah.items.iter().enumerate() {
                    (self::isi(kerja, Place { step: nomor, item, inner: None }, isi))
                }
            }
            @if kerja.is_draf() {
                p.govuk-body {
                    a.govuk-link href=(kerja.di(&format!("tambah/{ujung}"))) {
                        "Tambah isian" span.govuk-visually-hidden { " pada " (langkah.title) }
                    }
                    " · "
                    a.govuk-link href={ (kerja.di(&format!("keterangan/{ujung}"))) "?baru=ya" } {
                        "Tambah keterangan" span.govuk-visually-hidden { " pada " (langkah.title) }
                    }
                }
                div.govuk-button-group {
                    @if nomor > 0 { (aksi("Naikkan langkah", &format!("langkah-naik:{nomor}"), &langkah.title)) }
                    @if nomor + 1 < kerja.versi.form.steps.len() {
                        (aksi("Turunkan langkah", &format!("langkah-turun:{nomor}"), &langkah.title))
                    }
                    @if langkah.items.is_empty() && kerja.versi.form.steps.len() > 1 {
                        (aksi("Hapus langkah", &format!("langkah-hapus:{nomor}"), &langkah.title))
                    }
                }
            }
        },
    )
}

/// The condition in words.
fn bila(kerja: &Kerja, syarat: Option<&Condition>, kelompok: Option<&Field>) -> Markup {
    let form = &kerja.versi.form;
    html! {
        @if let Some(syarat) = syarat {
            @let kata = syarat.words(|key| match kelompok {
                Some(kelompok) => kelompok.inner().iter().find(|field| field.key == key),
                None => form.field(key),
            });
            div.pudar { "Hanya bila " (kata) "." }
        }
    }
}

fn isi(kerja: &Kerja, tempat: Place, item: &Item) -> Markup {
    match item {
        Item::Field(field) => html! {
            (self::field(kerja, tempat, field, None))
            @if let formulir::Kind::Group { fields, .. } = &field.kind {
                @for (nomor, dalam) in fields.iter().enumerate() {
                    (self::field(kerja, Place { inner: Some(nomor), ..tempat }, dalam, Some(field)))
                }
            }
        },
        Item::Note(note) => {
            let judul = if note.title.is_empty() { kalimat::potong(&note.text, 80) } else { note.title.clone() };
            html! {
                li {
                    div.lampiran__isi {
                        (judul) " " span.pudar { "(keterangan)" }
                        (bila(kerja, note.when.as_ref(), None))
                    }
                    @if kerja.is_draf() {
                        div.kartu__tindakan {
                            a.govuk-link href=(kerja.di(&format!("keterangan/{tempat}"))) {
                                "Ubah" span.govuk-visually-hidden { " " (judul) }
                            }
                            " "
                            a.govuk-link href=(kerja.di(&format!("syarat/keterangan-{tempat}"))) {
                                "Syarat" span.govuk-visually-hidden { " " (judul) }
                            }
                            " " (aksi("Naik", &format!("naik:{tempat}"), &judul))
                            " " (aksi("Turun", &format!("turun:{tempat}"), &judul))
                            " " (aksi("Hapus", &format!("hapus:{tempat}"), &judul))
                        }
                    }
                }
            }
        }
    }
}

fn field(kerja: &Kerja, tempat: Place, field: &Field, kelompok: Option<&Field>) -> Markup {
    let kunci = kelompok.map_or_else(|| field.key.clone(), |kelompok| format!("{}.{}", kelompok.key, field.key));
    html! {
        li {
            div.lampiran__isi {
                @if let Some(kelompok) = kelompok { span.pudar { (kelompok.label) " › " } }
                strong { (field.label) } " "
                @if field.required { (page::tag("Wajib", Tone::Attention)) }
                div.pudar { (field.kind.name()) " · " code { (kunci) } }
                (bila(kerja, field.when.as_ref(), kelompok))
                @if kerja.is_draf() {
                    @if let (formulir::Kind::Group { fields, .. }, None) = (&field.kind, kelompok) {
                        @let ujung = Place { inner: Some(fields.len()), ..tempat };
                        a.govuk-link href=(kerja.di(&format!("tambah/{ujung}"))) {
                            "Tambah isian dalam kelompok" span.govuk-visually-hidden { " " (field.label) }
                        }
                    }
                }
            }
            @if kerja.is_draf() {
                div.kartu__tindakan {
                    a.govuk-link href=(kerja.di(&format!("isian/{kunci}"))) {
                        "Ubah" span.govuk-visually-hidden { " " (field.label) }
                    }
                    " "
                    a.govuk-link href=(kerja.di(&format!("syarat/isian-{kunci}"))) {
                        "Syarat" span.govuk-visually-hidden { " " (field.label) }
                    }
                    " " (aksi("Naik", &format!("naik:{tempat}"), &field.label))
                    " " (aksi("Turun", &format!("turun:{tempat}"), &field.label))
                }
            }
        }
    }
}
