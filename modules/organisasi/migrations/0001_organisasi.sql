create table perangkat_daerah (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    kode text not null,
    nama text not null,
    singkatan text,
    jenis text not null,
    induk uuid,
    fungsi jsonb,
    alamat text,
    telepon text,
    surel text,
    aktif boolean not null
);
create index perangkat_daerah_unit on perangkat_daerah (unit, nama, id);
create index perangkat_daerah_owner on perangkat_daerah (owner, nama, id);
create unique index perangkat_daerah_kode on perangkat_daerah (kode);
create index perangkat_daerah_nama on perangkat_daerah (nama, id);
create index perangkat_daerah_singkatan on perangkat_daerah (singkatan, id);
create index perangkat_daerah_jenis on perangkat_daerah (jenis, nama, id);
create index perangkat_daerah_aktif on perangkat_daerah (aktif, nama, id);
create index perangkat_daerah_induk on perangkat_daerah (induk, id);

create table jabatan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    perangkat_daerah uuid not null,
    peran jsonb,
    aktif boolean not null
);
create index jabatan_unit on jabatan (unit, id);
create index jabatan_owner on jabatan (owner, id);
create index jabatan_nama on jabatan (nama, id);
create index jabatan_perangkat_daerah on jabatan (perangkat_daerah, id);
create index jabatan_aktif on jabatan (aktif, id);

create table pegawai (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    nip text,
    akun text,
    surel text,
    telepon text,
    aktif boolean not null
);
create index pegawai_unit on pegawai (unit, nama, id);
create index pegawai_owner on pegawai (owner, nama, id);
create index pegawai_aktif on pegawai (aktif, nama, id);
create unique index pegawai_nip on pegawai (nip);
create unique index pegawai_akun on pegawai (akun);
create index pegawai_nama on pegawai (nama, id);

create table penugasan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    pegawai uuid not null,
    jabatan uuid not null,
    sebagai text not null,
    mulai date not null,
    selesai date,
    dasar text
);
create index penugasan_unit on penugasan (unit, id);
create index penugasan_owner on penugasan (owner, id);
create index penugasan_pegawai on penugasan (pegawai, id);
create index penugasan_jabatan on penugasan (jabatan, id);
create index penugasan_sebagai on penugasan (sebagai, id);
create index penugasan_mulai on penugasan (mulai, id);
create index penugasan_selesai on penugasan (selesai, id);
create index penugasan_dasar on penugasan (dasar, id);

create table tim (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    jenis text not null,
    keputusan text,
    tanggal_keputusan date,
    berkas uuid,
    mulai date not null,
    selesai date,
    tugas text,
    anggota jsonb
);
create index tim_unit on tim (unit, id);
create index tim_owner on tim (owner, id);
create index tim_nama on tim (nama, id);
create index tim_jenis on tim (jenis, id);
create index tim_keputusan on tim (keputusan, id);
create index tim_tanggal_keputusan on tim (tanggal_keputusan, id);
create index tim_mulai on tim (mulai, id);
create index tim_selesai on tim (selesai, id);

-- Follows from perangkat_daerah.induk: every unit with each unit above it and itself.
create table unit_leluhur (unit uuid not null, leluhur uuid not null, primary key (unit, leluhur));
create index unit_leluhur_leluhur on unit_leluhur (leluhur);

-- Follows from tim.anggota: members whose membership gives a role.
create table tim_anggota (
    id uuid primary key, tim uuid not null, pegawai uuid not null, peran text not null, mulai date not null, selesai date
);
create index tim_anggota_tim on tim_anggota (tim);
create index tim_anggota_pegawai on tim_anggota (pegawai);
