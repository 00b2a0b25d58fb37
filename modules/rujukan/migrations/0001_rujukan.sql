create table hari_libur (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    tanggal date not null,
    nama text not null,
    jenis text not null,
    perkiraan boolean not null
);
create index hari_libur_unit on hari_libur (unit, tanggal, id);
create index hari_libur_owner on hari_libur (owner, tanggal, id);
create unique index hari_libur_tanggal on hari_libur (tanggal);
create index hari_libur_nama on hari_libur (nama, id);
create index hari_libur_jenis on hari_libur (jenis, tanggal, id);

create table daftar_kode (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    kunci text not null,
    kelompok text not null,
    kode text not null,
    nama text not null,
    induk text,
    jenis text,
    sumber text,
    aktif boolean not null
);
create index daftar_kode_unit on daftar_kode (unit, kunci, id);
create index daftar_kode_owner on daftar_kode (owner, kunci, id);
create unique index daftar_kode_kunci on daftar_kode (kunci);
create index daftar_kode_kelompok on daftar_kode (kelompok, id);
create index daftar_kode_kode on daftar_kode (kode, id);
create index daftar_kode_nama on daftar_kode (nama, id);
create index daftar_kode_induk on daftar_kode (induk, id);
create index daftar_kode_jenis on daftar_kode (jenis, id);
create index daftar_kode_aktif on daftar_kode (aktif, kunci, id);
