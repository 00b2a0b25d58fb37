//! The modules of this program, one line each.
use kernel::Module;

/// Every module, in the order in which their migrations run.
pub fn all() -> Vec<&'static Module> {
    vec![
        &register::MODULE,
        &rujukan::MODULE,
        &organisasi::MODULE,
        &peraturan::MODULE,
        &kewajiban::MODULE,
        &evaluasi::MODULE,
        &naskah_dinas::MODULE,
        &kearsipan::MODULE,
        &tanda_tangan::MODULE,
        &layanan::MODULE,
        &wbs::MODULE,
        &pengaduan::MODULE,
        &portal::MODULE,
        &survei::MODULE,
    ]
}
