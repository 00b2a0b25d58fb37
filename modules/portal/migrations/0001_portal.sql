create table tulisan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    jenis text not null,
    kategori text not null,
    siput text not null,
    status text not null,
    versi uuid not null,
    versi_terbit uuid,
    terbit timestamptz,
    sampai timestamptz,
    tampil boolean not null,
    diubah timestamptz,
    alasan text not null
);
create unique index tulisan_siput_satu on tulisan (jenis, siput);
create index tulisan_publik on tulisan (jenis, terbit, id) where tampil;
create index tulisan_kategori on tulisan (jenis, kategori, terbit, id) where tampil;
create index tulisan_unit_publik on tulisan (jenis, unit, terbit, id) where tampil;
create index tulisan_jenis on tulisan (jenis, id);
create index tulisan_status on tulisan (jenis, status, id);
create index tulisan_unit on tulisan (unit, jenis, id);
create index tulisan_owner on tulisan (owner, jenis, id);
create index tulisan_unit_status on tulisan (unit, status, id);
create index tulisan_mulai on tulisan (terbit) where versi_terbit is not null and not tampil;
create index tulisan_sampai on tulisan (sampai) where tampil and sampai is not null;
create table tulisan_versi (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    tulisan uuid not null,
    nomor bigint not null,
    judul text not null,
    ringkasan text not null,
    isi text not null,
    kategori text not null,
    rincian jsonb not null,
    gambar uuid,
    gambar_lebar bigint,
    gambar_tinggi bigint,
    gambar_alt text not null,
    mulai timestamptz,
    sampai timestamptz,
    penulis jsonb not null,
    pengaju uuid,
    penyetuju uuid,
    disetujui timestamptz
);
create unique index tulisan_versi_nomor on tulisan_versi (tulisan, nomor);
create table tulisan_siput (
    id uuid primary key,
    jenis text not null,
    siput text not null,
    tulisan uuid not null
);
create unique index tulisan_siput_lama on tulisan_siput (jenis, siput);
create table portal_setelan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    sambutan text not null,
    alamat text not null,
    telepon text not null,
    surel text not null,
    jam text not null,
    darurat text not null
);
create table tautan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    judul text not null,
    alamat text not null,
    kelompok text not null,
    keterangan text,
    urutan bigint not null,
    tampil boolean not null
);
create index tautan_unit on tautan (unit, urutan, id);
create index tautan_owner on tautan (owner, urutan, id);
create index tautan_kelompok on tautan (kelompok, urutan, id);
create index tautan_tampil on tautan (tampil, urutan, id);
create index tautan_judul on tautan (judul, id);
create index tautan_urutan on tautan (urutan, id);
create table tanya_jawab (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    pertanyaan text not null,
    jawaban text not null,
    kelompok text not null,
    urutan bigint not null,
    tampil boolean not null
);
create index tanya_jawab_unit on tanya_jawab (unit, urutan, id);
create index tanya_jawab_owner on tanya_jawab (owner, urutan, id);
create index tanya_jawab_tampil on tanya_jawab (tampil, urutan, id);
create index tanya_jawab_pertanyaan on tanya_jawab (pertanyaan, id);
create index tanya_jawab_kelompok on tanya_jawab (kelompok, id);
create index tanya_jawab_urutan on tanya_jawab (urutan, id);
create table unduhan (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    judul text not null,
    keterangan text,
    tanggal date not null,
    berkas uuid not null,
    tampil boolean not null
);
create index unduhan_unit on unduhan (unit, tanggal, id);
create index unduhan_owner on unduhan (owner, tanggal, id);
create index unduhan_tampil on unduhan (tampil, tanggal, id);
create index unduhan_judul on unduhan (judul, id);
create index unduhan_tanggal on unduhan (tanggal, id);
create table kabar_penting (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    pesan text not null,
    tingkat text not null,
    alamat text,
    mulai timestamptz not null,
    selesai timestamptz not null,
    tampil boolean not null
);
create index kabar_penting_unit on kabar_penting (unit, mulai, id);
create index kabar_penting_owner on kabar_penting (owner, mulai, id);
create index kabar_penting_tingkat on kabar_penting (tingkat, mulai, id);
create index kabar_penting_tampil on kabar_penting (tampil, mulai, id);
create index kabar_penting_pesan on kabar_penting (pesan, id);
create index kabar_penting_mulai on kabar_penting (mulai, id);
create index kabar_penting_selesai on kabar_penting (selesai, id);
create table kategori_berita (
    id uuid primary key,
    version bigint not null,
    created timestamptz not null,
    updated timestamptz not null,
    unit uuid,
    owner uuid,
    extra jsonb not null,
    kode text not null,
    nama text not null,
    aktif boolean not null
);
create index kategori_berita_unit on kategori_berita (unit, nama, id);
create index kategori_berita_owner on kategori_berita (owner, nama, id);
create index kategori_berita_aktif on kategori_berita (aktif, nama, id);
create unique index kategori_berita_kode on kategori_berita (kode);
create index kategori_berita_nama on kategori_berita (nama, id);
