//! What the actions of the module are called in histories.

/// Actions and their labels.
pub const TINDAKAN: &[(&str, &str)] = &[
    ("survei.jawab", "Survei diisi"),
    ("survei.moderasi", "Komentar diputuskan"),
    ("survei.pertanyaan", "Pertanyaan survei diubah"),
    ("survei.contoh", "Contoh survei dibuat"),
];
