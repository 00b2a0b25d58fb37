create table layanan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    status text not null,
    kode text not null,
    nama text not null,
    ringkas text not null,
    sektor text not null,
    pengguna text not null,
    tingkat text not null,
    kata_kunci text,
    persyaratan text not null,
    prosedur text not null,
    jangka_waktu bigint not null,
    biaya jsonb,
    biaya_dasar text,
    produk text not null,
    pengaduan text not null,
    dasar_hukum text,
    sarana text,
    kompetensi text,
    pengawasan text,
    pelaksana bigint,
    jaminan text,
    keamanan text,
    evaluasi text,
    tempat text,
    jam text,
    kontak text,
    penanggung_jawab text,
    sop text,
    maklumat text,
    daring boolean not null,
    perlu_kunjungan boolean not null,
    perlu_bayar boolean not null,
    penyetuju text not null,
    keluaran text not null,
    isi_keluaran text,
    hari_periksa bigint,
    hari_kunjungan bigint,
    hari_setuju bigint,
    hari_keberatan bigint not null,
    bagian jsonb
);
create index layanan_unit on layanan (unit, nama, id);
create index layanan_owner on layanan (owner, nama, id);
create index layanan_status on layanan (status, nama, id);
create index layanan_sektor on layanan (sektor, nama, id);
create index layanan_tingkat on layanan (tingkat, nama, id);
create index layanan_daring on layanan (daring, nama, id);
create unique index layanan_kode on layanan (kode);
create index layanan_nama on layanan (nama, id);
create index layanan_jangka_waktu on layanan (jangka_waktu, id);

create table layanan_standar (
    id uuid primary key,
    layanan uuid not null,
    unit uuid,
    nomor bigint not null,
    kode text not null,
    nama text not null,
    urut text not null,
    ringkas text not null,
    sektor text not null,
    pengguna text not null,
    tingkat text not null,
    daring boolean not null,
    jangka_waktu bigint not null,
    biaya bigint not null,
    isi jsonb not null,
    berlaku boolean not null,
    disahkan timestamptz not null,
    oleh uuid
);
create unique index layanan_standar_nomor on layanan_standar (layanan, nomor);
create index layanan_standar_urut on layanan_standar (berlaku, urut, id);
create index layanan_standar_sektor on layanan_standar (berlaku, sektor, urut, id);
create index layanan_standar_unit on layanan_standar (berlaku, unit, urut, id);

create table permohonan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    layanan uuid not null,
    standar uuid not null,
    formulir uuid,
    induk uuid,
    urut bigint not null,
    mulai text not null,
    keadaan text not null,
    nomor text,
    tanda text,
    kata text,
    kata_sampai timestamptz,
    kanal text not null,
    akun uuid,
    dibantu uuid,
    dibantu_unit uuid,
    judul text not null,
    nama text not null,
    surel text not null,
    telepon text not null,
    isian jsonb not null,
    rancangan jsonb,
    masuk timestamptz,
    tenggat date,
    langkah_sejak date,
    langkah_tenggat date,
    jeda_sejak date,
    jeda_hari bigint not null,
    selesai timestamptz,
    alasan text not null,
    dikunjungi boolean not null,
    bayar jsonb,
    keluaran text not null,
    nomor_keluaran text,
    hasil uuid,
    bertanda boolean not null,
    permintaan uuid,
    kode text,
    pengusul uuid,
    pemutus uuid,
    keberatan text not null,
    keberatan_diputus boolean not null,
    serah text not null,
    survei text,
    terlambat boolean not null,
    diingatkan date,
    kedaluwarsa timestamptz
);
create unique index permohonan_nomor on permohonan (nomor);
create index permohonan_unit on permohonan (unit, keadaan, tenggat, id);
create index permohonan_owner on permohonan (owner, keadaan, tenggat, id);
create index permohonan_unit_baru on permohonan (unit, id);
create index permohonan_owner_baru on permohonan (owner, id);
create index permohonan_akun on permohonan (akun, id);
create index permohonan_dibantu on permohonan (dibantu, id);
create index permohonan_induk on permohonan (induk, urut);
create index permohonan_keadaan on permohonan (keadaan, tenggat, id);
create index permohonan_kedaluwarsa on permohonan (keadaan, kedaluwarsa);
create index permohonan_kata on permohonan (kata_sampai);
create index permohonan_layanan on permohonan (layanan, keadaan);

create table permohonan_peristiwa (
    id uuid primary key,
    permohonan uuid not null,
    unit uuid,
    layanan uuid not null,
    tindakan text not null,
    dari text not null,
    ke text not null,
    oleh uuid,
    pada timestamptz not null,
    catatan text not null,
    umum boolean not null,
    hari bigint not null,
    lewat boolean not null
);
create index permohonan_peristiwa_permohonan on permohonan_peristiwa (permohonan, id);
create index permohonan_peristiwa_unit on permohonan_peristiwa (unit, pada, dari);

create table permohonan_kunjungan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    permohonan uuid not null,
    unit uuid,
    owner uuid,
    mulai timestamptz not null,
    tempat text not null,
    catatan text not null,
    hasil text not null,
    keadaan text not null
);
create index permohonan_kunjungan_permohonan on permohonan_kunjungan (permohonan, id);
create index permohonan_kunjungan_unit on permohonan_kunjungan (unit, mulai, id);
create index permohonan_kunjungan_owner on permohonan_kunjungan (owner, mulai, id);

create table templat_layanan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    untuk text not null,
    isi text not null
);
create index templat_layanan_unit on templat_layanan (unit, nama, id);
create index templat_layanan_owner on templat_layanan (owner, nama, id);
create index templat_layanan_untuk on templat_layanan (untuk, nama, id);
create index templat_layanan_nama on templat_layanan (nama, id);
