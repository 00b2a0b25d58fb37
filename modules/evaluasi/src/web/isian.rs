//! What people typed, read field by field; every fault is kept with its field.

use kernel::indonesia::tanggal;
use kernel::{FieldError, Form};
use time::Date;

use crate::angka::{self, Pecahan};

/// Longest text of one field, in characters.
pub(super) const PANJANG: usize = 10_000;

/// A form being read.
pub(super) struct Isian<'a> {
    form: &'a Form,
    /// What is wrong so far.
    pub galat: Vec<FieldError>,
}

impl<'a> Isian<'a> {
    pub(super) fn dari(form: &'a Form) -> Self {
        Isian { form, galat: vec![] }
    }

    /// Notes what is wrong with a field. The first fault counts: what follows from it helps nobody.
    pub(super) fn salah(&mut self, medan: impl Into<String>, pesan: impl Into<String>) {
        let medan = medan.into();
        if !self.galat.iter().any(|galat| galat.field == medan) {
            self.galat.push(FieldError::new(medan, pesan.into()));
        }
    }

    /// A text without NUL and of bounded length; may be empty.
    pub(super) fn teks(&mut self, medan: &str, paling: usize) -> String {
        let teks: String = self.form.get(medan).chars().filter(|huruf| *huruf != '\0').collect();
        if teks.chars().count() > paling {
            self.salah(medan, format!("Paling banyak {paling} karakter."));
        }
        teks
    }

    /// A text that must be there.
    pub(super) fn wajib(&mut self, medan: &str, paling: usize, pesan: &'static str) -> String {
        let teks = self.teks(medan, paling);
        if teks.is_empty() {
            self.salah(medan, pesan);
        }
        teks
    }

    /// A date, or nothing when the field is empty.
    pub(super) fn tanggal(&mut self, medan: &str) -> Option<Date> {
        let teks = self.form.get(medan);
        if teks.is_empty() {
            return None;
        }
        match tanggal::urai(teks) {
            Ok(hari) => Some(hari),
            Err(sebab) => {
                self.salah(medan, sebab.to_string());
                None
            }
        }
    }

    /// One of the words of an enum; nothing chosen is a fault.
    pub(super) fn pilihan<T>(
        &mut self,
        medan: &str,
        baca: impl Fn(&str) -> Option<T>,
        pesan: &'static str,
    ) -> Option<T> {
        let hasil = baca(self.form.get(medan));
        if hasil.is_none() {
            self.salah(medan, pesan);
        }
        hasil
    }

    /// A number, or nothing when the field is empty.
    pub(super) fn angka(&mut self, medan: &str) -> Option<Pecahan> {
        let teks = self.form.get(medan);
        if teks.is_empty() {
            return None;
        }
        match angka::urai(teks) {
            Ok(nilai) => Some(nilai),
            Err(sebab) => {
                self.salah(medan, sebab.to_string());
                None
            }
        }
    }
}
