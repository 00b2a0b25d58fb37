//! When a question, a note or a page is asked: tests over earlier answers, made one by one.
use formulir::{Condition, Field, Form, Is, Item, Kind, Place, Test};
use kernel::indonesia::angka;
use kernel::page::FormError;
use kernel::{Ctx, Error, Response, Result};

use super::{Hasil, Kerja, draf, halaman, status, ubah};
use crate::susun::isi::{Isian, nilai};
use crate::susun::pages::{self, Keadaan};

/// What a condition belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sasaran {
    /// A page, by its number.
    Langkah(usize),
    /// A question or a note, by its place.
    Isi(Place),
}

impl Sasaran {
    /// From the address: `langkah-2`, `isian-nama`, `isian-anggota.nama`, `keterangan-0-3`.
    fn baca(teks: &str, form: &Form) -> Option<Sasaran> {
        if let Some(nomor) = teks.strip_prefix("langkah-") {
            let nomor: usize = nomor.parse().ok()?;
            return form.steps.get(nomor).map(|_| Sasaran::Langkah(nomor));
        }
        if let Some(kunci) = teks.strip_prefix("isian-") {
            return form.place_of(kunci).map(Sasaran::Isi);
        }
        let tempat: Place = teks.strip_prefix("keterangan-")?.parse().ok()?;
        let is_note = matches!(form.item_at(tempat), Some(Item::Note(_))) && tempat.inner.is_none();
        is_note.then_some(Sasaran::Isi(tempat))
    }

    /// Where it stands, to know what comes before.
    fn tempat(self) -> Place {
        match self {
            Sasaran::Langkah(step) => Place { step, item: 0, inner: None },
            Sasaran::Isi(tempat) => tempat,
        }
    }

    /// What people call it.
    pub fn sebutan(self, form: &Form) -> String {
        match self {
            Sasaran::Langkah(nomor) => form.steps.get(nomor).map(|langkah| format!("langkah “{}”", langkah.title)),
            Sasaran::Isi(tempat) => match (form.field_of(tempat), form.item_at(tempat)) {
                (Some(field), _) => Some(format!("“{}”", field.label)),
                (None, Some(Item::Note(note))) if !note.title.is_empty() => {
                    Some(format!("keterangan “{}”", note.title))
                }
                (None, _) => None,
            },
        }
        .unwrap_or_else(|| "keterangan".to_owned())
    }

    /// Its condition now.
    pub fn syarat(self, form: &Form) -> Option<&Condition> {
        match self {
            Sasaran::Langkah(nomor) => form.steps.get(nomor)?.when.as_ref(),
            Sasaran::Isi(tempat) => match (form.field_of(tempat), form.item_at(tempat)) {
                (Some(field), _) => field.when.as_ref(),
                (None, Some(Item::Note(note))) => note.when.as_ref(),
                (None, _) => None,
            },
        }
    }

    /// The earlier questions that a test can look at.
    pub fn sebelumnya(self, form: &Form) -> Vec<&Field> {
        let semua = form.fields_before(self.tempat());
        semua.into_iter().filter(|field| !matches!(field.kind, Kind::Group { .. })).collect()
    }

    fn pasang(self, form: &mut Form, syarat: Option<Condition>) -> Result<(), Vec<formulir::Fault>> {
        let syarat = syarat.filter(|syarat| !syarat.tests.is_empty());
        match self {
            Sasaran::Langkah(nomor) => form.edit(|form| {
                if let Some(langkah) = form.steps.get_mut(nomor) {
                    langkah.when = syarat;
                }
                Ok(())
            }),
            Sasaran::Isi(tempat) => match (form.field_of(tempat).cloned(), form.item_at(tempat).cloned()) {
                (Some(field), _) => form.replace(tempat, Item::Field(Field { when: syarat, ..field })),
                (None, Some(Item::Note(note))) => {
                    form.replace(tempat, Item::Note(formulir::Note { when: syarat, ..note }))
                }
                (None, _) => Ok(()),
            },
        }
    }
}

fn sasaran(ctx: &Ctx, kerja: &Kerja) -> Result<Sasaran> {
    Sasaran::baca(ctx.path("sasaran"), &kerja.versi.form).ok_or(Error::NotFound)
}

/// A test as the page shows it.
fn tulis(test: &Test) -> Isian {
    let (cara, banyak, dari, sampai) = match &test.is {
        Is::OneOf(values) => ("adalah", values.as_slice(), None, None),
        Is::NoneOf(values) => ("bukan", values.as_slice(), None, None),
        Is::Contains(values) => ("memuat", values.as_slice(), None, None),
        Is::Yes => ("ya", &[][..], None, None),
        Is::No => ("tidak", &[][..], None, None),
        Is::Between { from, to } => ("antara", &[][..], *from, *to),
        Is::Filled => ("terisi", &[][..], None, None),
        Is::Empty => ("kosong", &[][..], None, None),
    };
    let mut isian: Isian = vec![("cara".into(), cara.into())];
    isian.extend(banyak.iter().map(|value| ("nilai".to_owned(), value.clone())));
    let bilangan = |bilangan: Option<i64>| bilangan.map(angka::bulat).unwrap_or_default();
    isian.push(("dari".into(), bilangan(dari)));
    isian.push(("sampai".into(), bilangan(sampai)));
    isian
}

/// Reads a test of this field.
fn baca(field: &Field, isian: &Isian) -> Result<Test, FormError> {
    let values: Vec<String> =
        isian.iter().filter(|(nama, _)| nama == "nilai").map(|(_, nilai)| nilai.clone()).collect();
    let some = |is: fn(Vec<String>) -> Is| {
        if values.is_empty() {
            Err(FormError::new("nilai", "Centang paling sedikit satu pilihan."))
        } else {
            Ok(is(values.clone()))
        }
    };
    let bilangan = |nama: &str| match nilai(isian, nama) {
        "" => Ok(None),
        teks => angka::urai_bulat(teks).map(Some).map_err(|sebab| FormError::new(nama, sebab.to_string())),
    };
    let is = match nilai(isian, "cara") {
        "adalah" => some(Is::OneOf)?,
        "bukan" => some(Is::NoneOf)?,
        "memuat" => some(Is::Contains)?,
        "ya" => Is::Yes,
        "tidak" => Is::No,
        "antara" => {
            let (from, to) = (bilangan("dari")?, bilangan("sampai")?);
            if from.is_none() && to.is_none() {
                return Err(FormError::new("dari", "Isi batas bawah, batas atas, atau keduanya."));
            }
            Is::Between { from, to }
        }
        "terisi" => Is::Filled,
        "kosong" => Is::Empty,
        _ => return Err(FormError::new("cara", "Pilih cara membandingkan jawaban.")),
    };
    Ok(Test { field: field.key.clone(), is })
}

/// GET /formulir/{id}/syarat/{sasaran}: the condition; with `isian` the test of that question.
pub async fn show(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let sasaran = sasaran(&ctx, &kerja)?;
    let form = &kerja.versi.form;
    let kunci = ctx.query("isian").to_owned();
    let field = sasaran.sebelumnya(form).into_iter().find(|field| field.key == kunci);
    let lama = sasaran.syarat(form).and_then(|syarat| syarat.tests.iter().find(|test| test.field == kunci));
    let isian = lama.map(tulis).unwrap_or_default();
    tampil(&ctx, &kerja, sasaran, field, &isian, &[], false)
}

fn tampil(
    ctx: &Ctx,
    kerja: &Kerja,
    sasaran: Sasaran,
    field: Option<&Field>,
    isian: &Isian,
    galat: &[FormError],
    bentrok: bool,
) -> Result<Response> {
    let keadaan = Keadaan { galat, bentrok };
    let body = pages::syarat::halaman(
        ctx,
        kerja,
        (ctx.path("sasaran"), sasaran),
        field.map(|field| (field, isian)),
        &keadaan,
    )?;
    halaman(ctx, kerja, status(galat, bentrok), "Kapan ditanyakan", body)
}

/// What the page asks for.
enum Maksud {
    Uji(Test),
    Hapus(usize),
    Gabung(bool),
}

/// POST /formulir/{id}/syarat/{sasaran}
pub async fn simpan(ctx: Ctx) -> Result<Response> {
    let kerja = draf(&ctx).await?;
    let sasaran = sasaran(&ctx, &kerja)?;
    let form = &kerja.versi.form;
    let kirim = ctx.form();
    let isian = kirim.pairs().to_vec();
    let semua = sasaran.sebelumnya(form);
    let field = semua.iter().copied().find(|field| field.key == kirim.get("isian"));
    let maksud = match (kirim.get("hapus"), kirim.get("gabung"), field) {
        ("", "", Some(field)) => match baca(field, &isian) {
            Ok(test) => Maksud::Uji(test),
            Err(galat) => return tampil(&ctx, &kerja, sasaran, Some(field), &isian, &[galat], false),
        },
        ("", "", None) => {
            let galat = [FormError::new("", "Pilih pertanyaan yang jawabannya dilihat.")];
            return tampil(&ctx, &kerja, sasaran, None, &isian, &galat, false);
        }
        ("", gabung, _) => Maksud::Gabung(gabung != "salah_satu"),
        (nomor, _, _) => Maksud::Hapus(nomor.parse().unwrap_or(usize::MAX)),
    };
    let hasil = ubah(&ctx, &kerja, |form| {
        let mut syarat = sasaran.syarat(form).cloned().unwrap_or(Condition { all: true, tests: vec![] });
        match maksud {
            Maksud::Uji(test) => match syarat.tests.iter_mut().find(|lama| lama.field == test.field) {
                Some(lama) => *lama = test,
                None => syarat.tests.push(test),
            },
            Maksud::Hapus(nomor) if nomor < syarat.tests.len() => drop(syarat.tests.remove(nomor)),
            Maksud::Hapus(_) => {}
            Maksud::Gabung(all) => syarat.all = all,
        }
        sasaran.pasang(form, Some(syarat))
    })
    .await?;
    match hasil {
        Hasil::Jadi(()) => ctx.redirect_with(&kerja.di(&format!("syarat/{}", ctx.path("sasaran"))), "Syarat disimpan."),
        Hasil::Bentrok(kini) => {
            let sasaran = self::sasaran(&ctx, &kini)?;
            let semua = sasaran.sebelumnya(&kini.versi.form);
            let field = semua.into_iter().find(|field| field.key == ctx.form().get("isian"));
            tampil(&ctx, &kini, sasaran, field, &isian, &[], true)
        }
        Hasil::Galat(faults) => {
            let beside = match nilai(&isian, "cara") {
                "antara" => "dari",
                "adalah" | "bukan" | "memuat" => "nilai",
                _ => "",
            };
            let galat: Vec<FormError> = faults
                .first()
                .map(|fault| FormError::new(if field.is_some() { beside } else { "" }, &fault.message))
                .into_iter()
                .collect();
            tampil(&ctx, &kerja, sasaran, field, &isian, &galat, false)
        }
    }
}
