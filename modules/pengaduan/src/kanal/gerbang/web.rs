//! The address that gateways send to, and the coordinator's pages of gateways.
use http::StatusCode;
use kernel::auth::Access;
use kernel::page::{self, ButtonKind, Choice, Column, Form, Row, Table, Text, TextKind, Tone};
use kernel::web::abuse::Limit;
use kernel::web::problem;
use kernel::{Ctx, Error, FieldError, Response, Result, Routes, Subject, Val};
use maud::{Markup, html};
use serde_json::json;
use time::Duration;

use super::store::{self, Gerbang, JENIS};
use super::tanda::{self, Cara};
use super::terima::{self, Pesan};
use super::{HREF, peta};
use crate::kanal::halaman::{Isian, Terbaca, berubah, bingkai, tab};
use crate::kanal::{KANAL, http as klien, keluar, kepala};
use crate::model::Kanal;

const BARU: &str = "/pengaduan/kanal/gerbang/baru";
/// Largest message.
const TERBESAR: usize = 256 * 1024;
/// Messages of one network.
const PESAN: Limit = Limit { name: "pengaduan.gerbang", burst: 300, every: Duration::milliseconds(100) };
/// Channels that a gateway can be of.
const KANAL_GERBANG: [Kanal; 2] = [Kanal::Sms, Kanal::Pesan];
/// The reply of a gateway that was not told otherwise.
const BENTUK: &str = r#"{"to": "{ke}", "message": "{teks}", "ref": "{id}"}"#;

/// The address of gateways and their pages.
pub fn routes() -> Routes {
    const KIRIM: &str = "gerbang pesan dikenali dari rahasia atau tanda tangannya, bukan dari sesi";
    let kanal = Access::Can(KANAL);
    Routes::new()
        .raw("/pengaduan/kanal/{nama}", KIRIM, TERBESAR, masuk)
        .errors(|_, error, rujukan| problem(error, rujukan))
        .merge(
            Routes::new()
                .get(HREF, kanal, daftar)
                .get(BARU, kanal, formulir)
                .post(BARU, kanal, simpan)
                .get(format!("{HREF}/{{id}}"), kanal, formulir)
                .post(format!("{HREF}/{{id}}"), kanal, simpan),
        )
}

fn jawab(kata: &str) -> Response {
    kernel::web::json(StatusCode::OK, &json!({ "status": kata }))
}

/// POST /pengaduan/kanal/{nama}
async fn masuk(ctx: Ctx) -> Result<Response> {
    ctx.limited(&PESAN)?;
    let Some(gerbang) = store::bernama(&ctx.app, ctx.path("nama")).await? else { return Err(Error::NotFound) };
    let body = ctx.form().raw().clone();
    let nilai = match gerbang.cara {
        Cara::Bearer => ctx.header("authorization"),
        Cara::Hmac => ctx.header(gerbang.kepala.as_str()),
    };
    if !tanda::sah(gerbang.cara, &gerbang.rahasia(&ctx.app)?, nilai, &body) {
        return Err(Error::Forbidden);
    }
    let pohon = peta::pohon(ctx.header("content-type"), &body)
        .ok_or_else(|| Error::BadRequest("Isi bukan objek JSON dan bukan isian formulir.".into()))?;
    let [id, dari, teks] = gerbang.jalur()?.map(|jalur| jalur.ambil(&pohon).map(|teks| teks.trim().to_owned()));
    // News of deliveries and the like, which gateways send to the same address.
    let (Some(kunci), Some(dari), Some(teks)) = (id, dari, teks) else { return Ok(jawab("diabaikan")) };
    if kunci.is_empty() || dari.is_empty() || teks.is_empty() {
        return Ok(jawab("diabaikan"));
    }
    if dari.chars().count() > 200 {
        return Err(Error::BadRequest("Pengirim terlalu panjang.".into()));
    }
    let hasil = terima::terima(&ctx, &gerbang, Pesan { kunci, dari, teks }).await?;
    Ok(jawab(hasil.kata()))
}

async fn daftar(ctx: Ctx) -> Result<Response> {
    let mut rows = vec![];
    for satu in store::semua(&ctx.app).await? {
        let (hitungan, galat) = keluar::hitung(&ctx.app, satu.id).await?;
        let keadaan = match (satu.aktif, &galat) {
            (false, _) => page::tag("Tidak dipakai", Tone::Neutral),
            (true, Some(_)) => page::tag("Balasan tertahan", Tone::Bad),
            (true, None) => page::tag("Dipakai", Tone::Good),
        };
        rows.push(Row::new(vec![
            html! { a.govuk-link href=(satu.href()) { (satu.judul) } },
            html! { code { "/pengaduan/kanal/" (satu.nama) } },
            html! { div { (hitungan.menunggu) " menunggu, " (hitungan.ditolak) " ditolak"
            @if let Some(galat) = &galat { br; span.pudar { (galat) } } } },
            keadaan,
        ]));
    }
    let body = html! {
        (page::heading("Kanal pengaduan", "Gerbang pesan", page::button_link("Tambah gerbang", BARU, ButtonKind::Primary)))
        (tab(&ctx, HREF))
        p.govuk-body { "Layanan SMS atau aplikasi pesan mengirim pesan warga ke alamat gerbangnya. Setiap pesan menjadi pengaduan, dan kabarnya dibalas lewat gerbang yang sama." }
        @if rows.is_empty() { (page::empty("Belum ada gerbang", "Tambahkan gerbang setelah penyedia layanan memberi cara mengirim dan membalas pesan.", None)) }
        @else { (page::table(&Table {
            caption: "Gerbang pesan".into(),
            caption_hidden: true,
            columns: ["Gerbang", "Alamat", "Balasan", "Keadaan"].map(Column::new).into(),
            rows,
            ..Table::default()
        })) }
    };
    bingkai(&ctx, "Gerbang pesan", &[], body)
}

/// The gateway of the address; none on the page of a new one.
async fn gerbang(ctx: &Ctx) -> Result<Option<Gerbang>> {
    match ctx.path("id") {
        "" => Ok(None),
        _ => store::cari(&ctx.app, ctx.id("id")?).await.map(Some),
    }
}

async fn formulir(ctx: Ctx) -> Result<Response> {
    let lama = gerbang(&ctx).await?;
    halaman(&ctx, lama.as_ref(), &[])
}

fn halaman(ctx: &Ctx, lama: Option<&Gerbang>, salah: &[FieldError]) -> Result<Response> {
    let isian = Isian::new(ctx, salah);
    let (csrf, key) = (ctx.csrf()?, ctx.new_form_key());
    let (alamat, versi) = match lama {
        Some(lama) => (lama.href(), isian.versi(lama.version)),
        None => (BARU.to_owned(), String::new()),
    };
    let judul = lama.map_or("Tambah gerbang", |lama| lama.judul.as_str());
    let body = html! {
        (page::error_summary(&isian.galat))
        (page::heading("Gerbang pesan", judul, html! {}))
        (page::column(page::form(&Form { action: &alamat, csrf: &csrf, key: &key, version: &versi, ..Form::default() }, html! {
            (kendali_masuk(&isian, lama))
            (kendali_keluar(&isian, lama))
            (page::checkbox(&isian.atur("aktif", "Gerbang dipakai", ""), isian.centang("aktif", lama.is_none_or(|lama| lama.aktif))))
            (page::submit("Simpan"))
        })))
    };
    bingkai(ctx, judul, salah, body)
}

fn kendali_masuk(isian: &Isian<'_>, lama: Option<&Gerbang>) -> Markup {
    let dari = |ambil: fn(&Gerbang) -> String, biasa: &str| lama.map_or_else(|| biasa.to_owned(), ambil);
    let kanal: Vec<Choice<'_>> = KANAL_GERBANG.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let cara: Vec<Choice<'_>> = Cara::SEMUA.iter().map(|satu| Choice::new(satu.kode(), satu.label())).collect();
    let sandi = if lama.is_some() {
        "Kosongkan bila tidak berubah. Tersimpan terenkripsi"
    } else {
        "Paling sedikit 16 karakter. Tersimpan terenkripsi"
    };
    let teks = |nama: &'static str, label: &'static str, hint: &'static str, nilai: String| {
        page::text_input(&isian.atur(nama, label, hint), &isian.nilai(nama, &nilai), &Text::default())
    };
    let rahasia = Text { kind: TextKind::Password, autocomplete: "new-password", ..Text::default() };
    page::fieldset(
        "Pesan yang masuk",
        html! {
            (teks("judul", "Nama gerbang", "Misalnya SMS 1708", dari(|lama| lama.judul.clone(), "")))
            (teks("nama", "Nama di alamat", "Huruf kecil, angka, dan tanda hubung; alamatnya menjadi /pengaduan/kanal/nama", dari(|lama| lama.nama.clone(), "")))
            (page::select(&isian.atur("kanal", "Jenis", ""), &isian.nilai("kanal", &dari(|lama| lama.kanal.kode().to_owned(), "")), &kanal, "Pilih jenis"))
            (page::select(&isian.atur("cara", "Cara mengenali pengirimnya", ""), &isian.nilai("cara", &dari(|lama| lama.cara.kode().to_owned(), "")), &cara, "Pilih cara"))
            (page::text_input(&isian.atur("rahasia", "Rahasia gerbang", sandi), "", &rahasia))
            (teks("kepala", "Kepala tanda tangan", "Hanya untuk HMAC, misalnya X-Signature", dari(|lama| lama.kepala.clone(), "X-Signature")))
            (teks("jalur_id", "Letak nomor pesan", "Misalnya messages.0.id", dari(|lama| lama.jalur_id.clone(), "id")))
            (teks("jalur_dari", "Letak pengirim", "Misalnya messages.0.from", dari(|lama| lama.jalur_dari.clone(), "from")))
            (teks("jalur_teks", "Letak isi", "Misalnya messages.0.text.body", dari(|lama| lama.jalur_teks.clone(), "text")))
        },
    )
}

fn kendali_keluar(isian: &Isian<'_>, lama: Option<&Gerbang>) -> Markup {
    let alamat = lama.map_or("", |lama| lama.kirim_alamat.as_str());
    let bentuk = lama.map_or(BENTUK, |lama| lama.kirim_bentuk.as_str());
    let kunci = if lama.is_some_and(Gerbang::berkunci) {
        "Kosongkan bila tidak berubah. Dikirim sebagai Authorization: Bearer"
    } else {
        "Dikirim sebagai Authorization: Bearer. Tersimpan terenkripsi"
    };
    let opsional = |nama, label, hint| page::Control { optional: true, ..isian.atur(nama, label, hint) };
    let rahasia = Text { kind: TextKind::Password, autocomplete: "new-password", ..Text::default() };
    page::fieldset(
        "Balasan",
        html! {
            (page::text_input(&opsional("kirim_alamat", "Alamat balasan", "Kosongkan bila gerbang tidak dapat membalas"), &isian.nilai("kirim_alamat", alamat), &Text { kind: TextKind::Url, ..Text::default() }))
            (page::text_input(&opsional("kirim_kunci", "Kunci balasan", kunci), "", &rahasia))
            (page::textarea(&isian.atur("kirim_bentuk", "Bentuk balasan", "Objek JSON; {ke}, {teks}, dan {id} diganti penerima, isi, dan nomor balasan"), &isian.nilai("kirim_bentuk", bentuk), 4, None))
            (page::checkbox(&isian.atur("kirim_formulir", "Kirim sebagai isian formulir, bukan JSON", ""), isian.centang("kirim_formulir", lama.is_some_and(|lama| lama.kirim_formulir))))
        },
    )
}

/// Words that stand at this place of an address already.
const TERPAKAI: [&str; 5] = ["baru", "gerbang", "lapor", "open311", "surel"];

fn nama_sah(nama: &str) -> bool {
    let huruf = |huruf: char| huruf.is_ascii_lowercase() || huruf.is_ascii_digit() || huruf == '-';
    (2..=40).contains(&nama.len())
        && nama.starts_with(|huruf: char| huruf.is_ascii_lowercase())
        && nama.chars().all(huruf)
        && !TERPAKAI.contains(&nama)
}

/// Reads the form. Wrong fields as the inner error.
fn urai(ctx: &Ctx, lama: Option<&Gerbang>) -> Result<Terbaca> {
    let form = ctx.form();
    let mut salah = vec![];
    let mut periksa = |benar: bool, field: &'static str, kata: &'static str| {
        if !benar {
            salah.push(FieldError::new(field, kata));
        }
    };
    let isi = |nama: &str| form.get(nama).to_owned();
    periksa(kepala(form.get("judul"), 100), "judul", "Isi nama gerbang, paling banyak 100 karakter");
    periksa(
        nama_sah(form.get("nama")),
        "nama",
        "Tulis nama dengan huruf kecil, angka, dan tanda hubung; bukan nama halaman yang sudah ada",
    );
    let kanal = Kanal::urai(form.get("kanal")).filter(|kanal| KANAL_GERBANG.contains(kanal));
    periksa(kanal.is_some(), "kanal", "Pilih jenis gerbang");
    let cara = Cara::urai(form.get("cara"));
    periksa(cara.is_some(), "cara", "Pilih cara mengenali pengirimnya");
    let rahasia = form.get("rahasia");
    let cukup = (rahasia.is_empty() && lama.is_some()) || (16..=500).contains(&rahasia.chars().count());
    periksa(cukup, "rahasia", "Isi rahasia gerbang, 16 sampai 500 karakter");
    let tanda = form.get("kepala");
    let kepala_sah = kepala(tanda, 60) && http::HeaderName::try_from(tanda).is_ok();
    periksa(kepala_sah, "kepala", "Tulis nama kepala HTTP, misalnya X-Signature");
    for (field, kata) in [
        ("jalur_id", "Tulis letak nomor pesan, misalnya messages.0.id"),
        ("jalur_dari", "Tulis letak pengirim, misalnya messages.0.from"),
        ("jalur_teks", "Tulis letak isi, misalnya messages.0.text.body"),
    ] {
        periksa(peta::Jalur::urai(form.get(field)).is_some(), field, kata);
    }
    let alamat = form.get("kirim_alamat");
    let galat_alamat = if alamat.is_empty() { None } else { klien::alamat(alamat).err() };
    periksa(alamat.len() <= 500, "kirim_alamat", "Alamat balasan paling panjang 500 karakter");
    if let Some(kata) = galat_alamat {
        periksa(false, "kirim_alamat", kata);
    }
    let bentuk = form.get("kirim_bentuk");
    match peta::bentuk(bentuk) {
        Ok(_) => periksa(bentuk.len() <= 4000, "kirim_bentuk", "Bentuk balasan paling panjang 4.000 karakter"),
        Err(kata) => periksa(false, "kirim_bentuk", kata),
    }
    let kunci = form.get("kirim_kunci");
    let kunci_sah = kunci.chars().count() <= 1000 && kunci.chars().all(|huruf| huruf.is_ascii_graphic());
    periksa(kunci_sah, "kirim_kunci", "Kunci balasan berisi huruf dan angka tanpa spasi, paling banyak 1.000");
    // A key goes to the address that it was given for, and to no other.
    let pindah = lama.is_some_and(|lama| lama.berkunci() && lama.kirim_alamat != alamat);
    periksa(
        !(pindah && kunci.is_empty() && !alamat.is_empty()),
        "kirim_kunci",
        "Alamat balasan berubah: isi kuncinya lagi",
    );
    let (Some(kanal), Some(cara)) = (kanal, cara) else { return Ok(Err(salah)) };
    if !salah.is_empty() {
        return Ok(Err(salah));
    }
    let mut values: Vec<(&'static str, Val)> = vec![
        ("nama", isi("nama").into()),
        ("judul", isi("judul").into()),
        ("kanal", kanal.kode().into()),
        ("cara", cara.kode().into()),
        ("kepala", tanda.into()),
        ("jalur_id", isi("jalur_id").into()),
        ("jalur_dari", isi("jalur_dari").into()),
        ("jalur_teks", isi("jalur_teks").into()),
        ("kirim_alamat", alamat.into()),
        ("kirim_formulir", (form.get("kirim_formulir") == page::YES).into()),
        ("kirim_bentuk", bentuk.into()),
        ("aktif", (form.get("aktif") == page::YES).into()),
    ];
    if !rahasia.is_empty() {
        values.push(("rahasia", store::segel(&ctx.app, rahasia)?.into()));
    }
    if !kunci.is_empty() {
        values.push(("kirim_kunci", Some(store::segel(&ctx.app, kunci)?).into()));
    }
    Ok(Ok(values))
}

async fn simpan(ctx: Ctx) -> Result<Response> {
    ctx.not_repeated().await?;
    let lama = gerbang(&ctx).await?;
    let values = match urai(&ctx, lama.as_ref())? {
        Ok(values) => values,
        Err(salah) => return halaman(&ctx, lama.as_ref(), &salah),
    };
    let versi = ctx.form().get(page::VERSION_FIELD).parse().unwrap_or(-1);
    let mut write = ctx.write("pengaduan.gerbang_diubah").await?;
    let id = match store::simpan(&mut write, lama.as_ref(), Some(versi), ctx.form().get("nama"), values).await {
        Ok(id) => id,
        Err(Error::Invalid(salah)) => return halaman(&ctx, lama.as_ref(), &salah),
        Err(Error::Conflict) => {
            drop(write);
            let kini = gerbang(&ctx).await?;
            return halaman(&ctx, kini.as_ref(), &berubah());
        }
        Err(lain) => return Err(lain),
    };
    write.commit(&Subject::new(JENIS, id, store::href(id))).await?;
    ctx.redirect_with(&store::href(id), "Gerbang disimpan.")
}

#[cfg(test)]
mod tests {
    use super::nama_sah;

    #[test]
    fn the_name_of_a_gateway_is_a_part_of_an_address() {
        for (nama, harap) in [
            ("sms-1708", true),
            ("wa", true),
            ("s", false),
            ("SMS", false),
            ("1708", false),
            ("a/b", false),
            ("open311", false),
            ("", false),
        ] {
            assert_eq!(nama_sah(nama), harap, "{nama}");
        }
    }
}
