create table uji_barang (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    status text not null,
    tenggat date,
    nama text not null,
    kode text,
    uraian text,
    jumlah bigint,
    harga bigint,
    bobot bigint,
    tanggal date,
    sampai date,
    saat timestamptz,
    terbuka boolean not null,
    kondisi text,
    warna text,
    pakai jsonb,
    induk uuid,
    pemegang uuid,
    lokasi_unit uuid,
    bagian jsonb,
    dokumen uuid,
    tempat jsonb,
    catatan_pribadi text
);
create index uji_barang_unit on uji_barang (unit, id);
create index uji_barang_owner on uji_barang (owner, id);
create index uji_barang_status on uji_barang (status, id);
create index uji_barang_terbuka on uji_barang (terbuka, id);
create index uji_barang_kondisi on uji_barang (kondisi, id);
create index uji_barang_warna on uji_barang (warna, id);
create index uji_barang_induk on uji_barang (induk, id);
create index uji_barang_lokasi_unit on uji_barang (lokasi_unit, id);
create index uji_barang_nama on uji_barang (nama, id);
create unique index uji_barang_kode on uji_barang (kode);
create index uji_barang_jumlah on uji_barang (jumlah, id);
create index uji_barang_harga on uji_barang (harga, id);
create index uji_barang_tanggal on uji_barang (tanggal, id);
create index uji_barang_pemegang on uji_barang (pemegang, id);

create table uji_warna (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    kode text not null,
    nama text not null,
    nilai bigint
);
create index uji_warna_unit on uji_warna (unit, kode, id);
create index uji_warna_owner on uji_warna (owner, kode, id);
create unique index uji_warna_kode on uji_warna (kode);
create index uji_warna_nama on uji_warna (nama, id);
create index uji_warna_nilai on uji_warna (nilai, id);
