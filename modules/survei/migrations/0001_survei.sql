create table layanan_survei (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    layanan uuid,
    populasi bigint,
    aktif boolean not null
);
create index layanan_survei_unit on layanan_survei (unit, nama, id);
create index layanan_survei_owner on layanan_survei (owner, nama, id);
create index layanan_survei_aktif on layanan_survei (aktif, nama, id);
create index layanan_survei_nama on layanan_survei (nama, id);
create index layanan_survei_layanan on layanan_survei (layanan, id);
create index layanan_survei_populasi on layanan_survei (populasi, id);

create table titik_survei (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    nama text not null,
    layanan uuid not null,
    kode text,
    sandi_harian boolean not null,
    aktif boolean not null
);
create index titik_survei_unit on titik_survei (unit, nama, id);
create index titik_survei_owner on titik_survei (owner, nama, id);
create index titik_survei_layanan on titik_survei (layanan, nama, id);
create index titik_survei_sandi_harian on titik_survei (sandi_harian, nama, id);
create index titik_survei_aktif on titik_survei (aktif, nama, id);
create index titik_survei_nama on titik_survei (nama, id);
create unique index titik_survei_kode on titik_survei (kode);

create table periode_survei (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    status text not null,
    nama text not null,
    mulai date not null,
    selesai date not null,
    populasi bigint,
    catatan text
);
create index periode_survei_unit on periode_survei (unit, selesai, id);
create index periode_survei_owner on periode_survei (owner, selesai, id);
create index periode_survei_status on periode_survei (status, selesai, id);
create index periode_survei_nama on periode_survei (nama, id);
create index periode_survei_mulai on periode_survei (mulai, id);
create index periode_survei_selesai on periode_survei (selesai, id);

create table tindak_lanjut_survei (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    status text not null,
    judul text not null,
    periode uuid not null,
    unsur text not null,
    nilai bigint,
    layanan uuid,
    saran text,
    aksi text,
    penanggung_jawab uuid,
    target date,
    hasil text,
    bukti uuid
);
create index tindak_lanjut_survei_unit on tindak_lanjut_survei (unit, id);
create index tindak_lanjut_survei_owner on tindak_lanjut_survei (owner, id);
create index tindak_lanjut_survei_status on tindak_lanjut_survei (status, id);
create index tindak_lanjut_survei_periode on tindak_lanjut_survei (periode, id);
create index tindak_lanjut_survei_unsur on tindak_lanjut_survei (unsur, id);
create index tindak_lanjut_survei_judul on tindak_lanjut_survei (judul, id);
create index tindak_lanjut_survei_layanan on tindak_lanjut_survei (layanan, id);
create index tindak_lanjut_survei_penanggung_jawab on tindak_lanjut_survei (penanggung_jawab, id);
create index tindak_lanjut_survei_target on tindak_lanjut_survei (target, id);

-- Wordings of a service; a version never changes.
create table survei_kuesioner (
    id uuid primary key,
    layanan uuid not null references layanan_survei(id),
    ke bigint not null,
    isi jsonb not null,
    hari date not null,
    oleh uuid,
    unique (layanan, ke)
);

-- Answers as they came. Of the moment only the day is kept, and nothing leads back to a case, a link or a network.
create table survei_jawaban (
    id uuid primary key,
    periode uuid not null references periode_survei(id),
    layanan uuid not null references layanan_survei(id),
    unit uuid not null,
    kuesioner uuid references survei_kuesioner(id),
    hari date not null,
    jalan text not null,
    u1 bigint not null check (u1 between 1 and 4),
    u2 bigint not null check (u2 between 1 and 4),
    u3 bigint not null check (u3 between 1 and 4),
    u4 bigint not null check (u4 between 1 and 4),
    u5 bigint not null check (u5 between 1 and 4),
    u6 bigint not null check (u6 between 1 and 4),
    u7 bigint not null check (u7 between 1 and 4),
    u8 bigint not null check (u8 between 1 and 4),
    u9 bigint not null check (u9 between 1 and 4),
    usia text,
    kelamin text,
    pendidikan text,
    pekerjaan text
);
create index survei_jawaban_periode on survei_jawaban (periode, hari);

-- Running sums: everything that pages show comes from here. dimensi "semua" has one row per period and service.
create table survei_rekap (
    periode uuid not null,
    dimensi text not null,
    layanan uuid not null,
    nilai text not null,
    n bigint not null,
    j1 bigint not null,
    j2 bigint not null,
    j3 bigint not null,
    j4 bigint not null,
    j5 bigint not null,
    j6 bigint not null,
    j7 bigint not null,
    j8 bigint not null,
    j9 bigint not null,
    primary key (periode, dimensi, layanan, nilai)
);

-- Comments lie apart from the answers.
create table survei_komentar (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    periode uuid not null references periode_survei(id),
    layanan uuid not null references layanan_survei(id),
    unit uuid not null,
    owner uuid,
    status text not null,
    isi text not null,
    tayang text not null
);
create index survei_komentar_status on survei_komentar (status, id);
create index survei_komentar_unit on survei_komentar (unit, status, id);
create index survei_komentar_periode on survei_komentar (periode, status, id);

-- One-time links: the keyed hash of the token. A row goes when its link is used or has expired.
create table survei_undangan (
    tanda text primary key,
    layanan uuid not null references layanan_survei(id),
    subjek uuid not null,
    berakhir date not null
);
create index survei_undangan_subjek on survei_undangan (subjek);
create index survei_undangan_berakhir on survei_undangan (berakhir);
