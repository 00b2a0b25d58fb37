//! One page: follows the text operators, then sorts the pieces into lines.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

use super::super::GalatBerkas;
use super::huruf::Huruf;

/// Saved graphics states at most.
const BATAS_SIMPAN: usize = 64;

/// Pieces of text on a page at most.
const BATAS_POTONG: usize = 200_000;

/// A matrix of PDF: a b c d e f.
#[derive(Debug, Clone, Copy)]
struct Matriks([f32; 6]);

impl Matriks {
    const SATUAN: Matriks = Matriks([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This, then the other.
    fn kali(self, lain: Matriks) -> Matriks {
        let [a, b, c, d, e, f] = self.0;
        let [ka, kb, kc, kd, ke, kf] = lain.0;
        Matriks([
            a * ka + b * kc,
            a * kb + b * kd,
            c * ka + d * kc,
            c * kb + d * kd,
            e * ka + f * kc + ke,
            e * kb + f * kd + kf,
        ])
    }

    fn geser(x: f32, y: f32) -> Matriks {
        Matriks([1.0, 0.0, 0.0, 1.0, x, y])
    }
}

/// A piece of text and its place.
#[derive(Debug)]
struct Potong {
    x: f32,
    y: f32,
    ujung: f32,
    besar: f32,
    teks: String,
}

/// What the text operators change.
#[derive(Clone, Copy)]
struct Keadaan<'h, 'a> {
    ctm: Matriks,
    huruf: Option<&'h Huruf<'a>>,
    besar: f32,
    sela: f32,
    sela_kata: f32,
    lebar: f32,
    turun: f32,
    naik: f32,
}

/// Appends the lines of a page to the text.
pub(super) fn baca(dokumen: &Document, id: ObjectId, sisa: &mut usize, hasil: &mut String) -> Result<(), GalatBerkas> {
    let isi = dokumen.get_page_content_with_limit(id, *sisa).map_err(|_| GalatBerkas::IsiTerlaluBesar)?;
    *sisa = sisa.saturating_sub(isi.len());
    let Ok(isi) = Content::decode(&isi) else { return Ok(()) };
    let kamus = dokumen.get_page_fonts(id).unwrap_or_default();
    let huruf: HashMap<Vec<u8>, Huruf<'_>> =
        kamus.into_iter().map(|(nama, kamus)| (nama, Huruf::baca(dokumen, kamus))).collect();
    let mut alat = Pembaca { huruf: &huruf, potong: Vec::new(), tm: Matriks::SATUAN, baris: Matriks::SATUAN };
    alat.jalan(&isi.operations);
    susun(alat.potong, hasil);
    Ok(())
}

struct Pembaca<'h, 'a> {
    huruf: &'h HashMap<Vec<u8>, Huruf<'a>>,
    potong: Vec<Potong>,
    tm: Matriks,
    baris: Matriks,
}

/// The operand at a place as a number; 0 if it is none.
fn bilangan(operasi: &Operation, urut: usize) -> f32 {
    operasi.operands.get(urut).and_then(|isi| isi.as_float().ok()).filter(|isi| isi.is_finite()).unwrap_or(0.0)
}

fn matriks(operasi: &Operation) -> Matriks {
    let mut isi = [0.0; 6];
    for (urut, satu) in isi.iter_mut().enumerate() {
        *satu = bilangan(operasi, urut);
    }
    Matriks(isi)
}

impl<'h, 'a> Pembaca<'h, 'a> {
    fn jalan(&mut self, semua: &[Operation]) {
        let awal = Keadaan {
            ctm: Matriks::SATUAN,
            huruf: None,
            besar: 1.0,
            sela: 0.0,
            sela_kata: 0.0,
            lebar: 1.0,
            turun: 0.0,
            naik: 0.0,
        };
        let mut kini: Keadaan<'h, 'a> = awal;
        let mut simpan = Vec::new();
        for operasi in semua {
            match operasi.operator.as_str() {
                "q" if simpan.len() < BATAS_SIMPAN => simpan.push(kini),
                "Q" => kini = simpan.pop().unwrap_or(kini),
                "cm" => kini.ctm = matriks(operasi).kali(kini.ctm),
                "BT" => (self.tm, self.baris) = (Matriks::SATUAN, Matriks::SATUAN),
                "Tf" => {
                    kini.huruf = operasi
                        .operands
                        .first()
                        .and_then(|isi| isi.as_name().ok())
                        .and_then(|nama| self.huruf.get(nama));
                    kini.besar = bilangan(operasi, 1);
                }
                "Tc" => kini.sela = bilangan(operasi, 0),
                "Tw" => kini.sela_kata = bilangan(operasi, 0),
                "Tz" => kini.lebar = bilangan(operasi, 0) / 100.0,
                "TL" => kini.turun = bilangan(operasi, 0),
                "Ts" => kini.naik = bilangan(operasi, 0),
                "Tm" => {
                    self.baris = matriks(operasi);
                    self.tm = self.baris;
                }
                "Td" => self.pindah(bilangan(operasi, 0), bilangan(operasi, 1)),
                "TD" => {
                    kini.turun = -bilangan(operasi, 1);
                    self.pindah(bilangan(operasi, 0), bilangan(operasi, 1));
                }
                "T*" => self.pindah(0.0, -kini.turun),
                "Tj" => self.tulis(operasi.operands.first(), &kini),
                "'" => {
                    self.pindah(0.0, -kini.turun);
                    self.tulis(operasi.operands.first(), &kini);
                }
                "\"" => {
                    kini.sela_kata = bilangan(operasi, 0);
                    kini.sela = bilangan(operasi, 1);
                    self.pindah(0.0, -kini.turun);
                    self.tulis(operasi.operands.get(2), &kini);
                }
                "TJ" => {
                    for isi in operasi.operands.first().and_then(|isi| isi.as_array().ok()).into_iter().flatten() {
                        match isi.as_float() {
                            Ok(geser) => {
                                self.tm = Matriks::geser(-geser / 1000.0 * kini.besar * kini.lebar, 0.0).kali(self.tm)
                            }
                            Err(_) => self.tulis(Some(isi), &kini),
                        }
                    }
                }
                _ => {}
            }
            if self.potong.len() > BATAS_POTONG {
                return;
            }
        }
    }

    fn pindah(&mut self, x: f32, y: f32) {
        self.baris = Matriks::geser(x, y).kali(self.baris);
        self.tm = self.baris;
    }

    fn tulis(&mut self, isi: Option<&Object>, kini: &Keadaan<'_, '_>) {
        let Some(bytes) = isi.and_then(|isi| isi.as_str().ok()) else { return };
        let Some(huruf) = kini.huruf else { return };
        let mut teks = String::new();
        huruf.teks(bytes, &mut teks);
        let (lebar, banyak, kosong) = huruf.lebar(bytes);
        let jarak =
            (lebar / 1000.0 * kini.besar + hitung(banyak) * kini.sela + hitung(kosong) * kini.sela_kata) * kini.lebar;
        let tempat = Matriks::geser(0.0, kini.naik).kali(self.tm).kali(kini.ctm);
        self.tm = Matriks::geser(jarak, 0.0).kali(self.tm);
        let ujung = Matriks::geser(0.0, kini.naik).kali(self.tm).kali(kini.ctm);
        let [_, _, c, d, x, y] = tempat.0;
        let [.., ujung, _] = ujung.0;
        let besar = (kini.besar * (c * c + d * d).sqrt()).abs().max(1.0);
        if [x, y, ujung, besar].iter().all(|isi| isi.is_finite()) && !teks.is_empty() {
            self.potong.push(Potong { x, y, ujung, besar, teks });
        }
    }
}

/// A small count as a number.
fn hitung(banyak: usize) -> f32 {
    f32::from(u16::try_from(banyak).unwrap_or(u16::MAX))
}

/// Sorts the pieces into lines from top to bottom, and puts blanks and empty lines where the page has gaps.
fn susun(mut semua: Vec<Potong>, hasil: &mut String) {
    semua.sort_by(|kiri, kanan| kanan.y.total_cmp(&kiri.y));
    let mut baris: Vec<Vec<Potong>> = Vec::new();
    for potong in semua {
        match baris.last_mut() {
            Some(akhir)
                if akhir.first().is_some_and(|awal| (awal.y - potong.y).abs() < awal.besar.min(potong.besar) * 0.4) =>
            {
                akhir.push(potong)
            }
            Some(_) | None => baris.push(vec![potong]),
        }
    }
    let mut lalu: Option<(f32, f32)> = None;
    for mut isi in baris {
        isi.sort_by(|kiri, kanan| kiri.x.total_cmp(&kanan.x));
        let (y, besar) = isi.first().map_or((0.0, 1.0), |awal| (awal.y, awal.besar));
        let mut teks = String::new();
        let mut ujung: Option<f32> = None;
        for potong in &isi {
            let jauh = ujung.is_some_and(|ujung| potong.x - ujung > potong.besar * 0.2);
            if jauh && !teks.ends_with(' ') && !potong.teks.starts_with(' ') {
                teks.push(' ');
            }
            teks.push_str(&potong.teks);
            ujung = Some(potong.ujung);
        }
        if teks.trim().is_empty() {
            continue;
        }
        if lalu.is_some_and(|(atas, tinggi)| atas - y > tinggi.max(besar) * 1.9) {
            hasil.push('\n');
        }
        hasil.push_str(teks.trim());
        hasil.push('\n');
        lalu = Some((y, besar));
    }
}
