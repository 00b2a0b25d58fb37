//! Rows of texts: reads of the public take what is public, reads of staff a scope, changes a [`Write`](kernel::Write).
mod kelola;
mod publik;
mod ubah;

pub use kelola::{Baris, Saring, find, list, nama_akun, versi_bernomor, versi_semua};
pub use publik::{Dibaca, Letak, Umum, baca, baca_id, bulan_berita, isi_peta, kategori, pindah, sebelum, umum};
pub use ubah::{baru, naikkan, siput_dipakai, subject, tayangkan, tulis, turunkan};

use kernel::Rows;

/// Whose a text is.
pub const BARIS: Rows = Rows { unit: "t.unit", owner: "t.owner", public: "t.tampil" };
