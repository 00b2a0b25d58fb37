-- Public complaints. What tells of a reporter lies sealed in `pelapor`; texts may hold personal data and are never public:
-- everybody reads `judul_publik` and `uraian_publik` of rows that are `terbit`.
create table pengaduan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, nomor text not null unique, tanda text not null,
  kanal text not null, nomor_luar text, kunci text unique, pencatat uuid,
  keadaan text not null, aktif boolean not null, klasifikasi text, kategori text,
  judul text not null, uraian text not null,
  desa text, kecamatan text, patokan text not null, lintang double precision, bujur double precision, kejadian date,
  sifat text not null, pelapor bytea, akun text, setuju_terbit boolean not null,
  terbit boolean not null, terbit_pada timestamptz, judul_publik text, uraian_publik text,
  diterima timestamptz not null, bulan date not null, mulai date not null, batas date not null, tenggat date,
  diingatkan date, eskalasi bigint not null, putaran bigint not null,
  dijawab timestamptz, selesai timestamptz, terlambat boolean not null, hari_jawab bigint, hari_selesai bigint,
  nilai bigint, nilai_teks text, survei text, induk uuid references pengaduan(id), pengikut bigint not null
);
create unique index pengaduan_nomor_luar on pengaduan (kanal, nomor_luar) where nomor_luar is not null;
-- Queues of officers: what is due first. `batas` is 9999-12-31 when no clock runs.
create index pengaduan_batas on pengaduan (batas, id) where aktif;
create index pengaduan_batas_unit on pengaduan (unit, batas, id) where aktif;
create index pengaduan_batas_owner on pengaduan (owner, batas, id) where aktif;
create index pengaduan_batas_keadaan on pengaduan (keadaan, batas, id) where aktif;
create index pengaduan_batas_unit_keadaan on pengaduan (unit, keadaan, batas, id) where aktif;
create index pengaduan_batas_kategori on pengaduan (kategori, batas, id) where aktif;
create index pengaduan_eskalasi on pengaduan (eskalasi, batas, id) where aktif;
-- All of them, newest first.
create index pengaduan_unit on pengaduan (unit, id);
create index pengaduan_owner on pengaduan (owner, id);
create index pengaduan_keadaan on pengaduan (keadaan, id);
create index pengaduan_unit_keadaan on pengaduan (unit, keadaan, id);
create index pengaduan_kategori on pengaduan (kategori, id);
create index pengaduan_unit_kategori on pengaduan (unit, kategori, id);
create index pengaduan_akun on pengaduan (akun, id) where akun is not null;
create index pengaduan_kecamatan on pengaduan (kecamatan, id);
create index pengaduan_induk on pengaduan (induk, id) where induk is not null;
create index pengaduan_bulan on pengaduan (bulan);
create index pengaduan_updated on pengaduan (updated);
-- What everybody reads, newest first.
create index pengaduan_terbit on pengaduan (terbit_pada, id) where terbit;
create index pengaduan_terbit_kategori on pengaduan (kategori, terbit_pada, id) where terbit;
create index pengaduan_terbit_aktif on pengaduan (aktif, terbit_pada, id) where terbit;
create index pengaduan_terbit_kategori_aktif on pengaduan (kategori, aktif, terbit_pada, id) where terbit;
create index pengaduan_terbit_diterima on pengaduan (diterima, id) where terbit;
-- Secret words, sealed, until their receipt has been shown; thrown away after two hours. Nobody's record.
create table pengaduan_kata (pengaduan uuid primary key, kata bytea not null, pada timestamptz not null);
create index pengaduan_kata_pada on pengaduan_kata (pada);
-- What happened with a complaint. Only added to.
create table pengaduan_jejak (
  id uuid primary key, pengaduan uuid not null references pengaduan(id), tindakan text not null, peran text not null,
  oleh uuid, unit uuid, teks text not null, teks_publik text, terlihat text not null, dikabari boolean not null,
  pada timestamptz not null
);
create index pengaduan_jejak_pengaduan on pengaduan_jejak (pengaduan, id);
-- Files: the sealed original and the copy without metadata, both rows of `file`.
create table pengaduan_berkas (
  id uuid primary key, pengaduan uuid not null references pengaduan(id), jejak uuid, dari text not null,
  nama text not null, jenis text not null, ukuran bigint not null, asli uuid not null, bersih uuid, terbit boolean not null,
  pada timestamptz not null
);
create index pengaduan_berkas_pengaduan on pengaduan_berkas (pengaduan, id);
-- Those who have the same, or want to hear how it goes on. The address lies sealed; `tanda` makes it unique.
create table pengaduan_pengikut (
  id uuid primary key, pengaduan uuid not null references pengaduan(id), surel bytea, tanda text, kode text not null unique,
  pasti boolean not null, pada timestamptz not null
);
create unique index pengaduan_pengikut_satu on pengaduan_pengikut (pengaduan, tanda) where tanda is not null;
create index pengaduan_pengikut_pengaduan on pengaduan_pengikut (pengaduan, id) where pasti;
-- Figures by month, counted anew where something changed; nobody's record.
create table pengaduan_hitungan (
  bulan date not null, unit uuid, klasifikasi text, kategori text, kanal text not null, keadaan text not null, eskalasi bigint not null,
  banyak bigint not null, terlambat bigint not null, dijawab bigint not null, hari_jawab bigint not null, tuntas bigint not null,
  hari_selesai bigint not null, dinilai bigint not null, nilai bigint not null
);
create index pengaduan_hitungan_bulan on pengaduan_hitungan (bulan);
create table pengaduan_hitungan_saat (id bigint primary key, sampai timestamptz not null);
-- Categories, and answers that officers begin from: registers.
create table kategori_pengaduan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, extra jsonb not null,
  kode text not null, nama text not null, uraian text, kelompok text, kata_kunci text, perangkat_daerah uuid,
  urutan bigint not null, aktif boolean not null
);
create index kategori_pengaduan_unit on kategori_pengaduan (unit, urutan, id);
create index kategori_pengaduan_owner on kategori_pengaduan (owner, urutan, id);
create index kategori_pengaduan_perangkat_daerah on kategori_pengaduan (perangkat_daerah, urutan, id);
create index kategori_pengaduan_aktif on kategori_pengaduan (aktif, urutan, id);
create unique index kategori_pengaduan_kode on kategori_pengaduan (kode);
create index kategori_pengaduan_nama on kategori_pengaduan (nama, id);
create index kategori_pengaduan_kelompok on kategori_pengaduan (kelompok, id);
create index kategori_pengaduan_urutan on kategori_pengaduan (urutan, id);
create table templat_pengaduan (
  id uuid primary key, version bigint not null, created timestamptz not null, updated timestamptz not null,
  unit uuid, owner uuid, extra jsonb not null, judul text not null, untuk text not null, isi text not null, aktif boolean not null
);
create index templat_pengaduan_unit on templat_pengaduan (unit, judul, id);
create index templat_pengaduan_owner on templat_pengaduan (owner, judul, id);
create index templat_pengaduan_untuk on templat_pengaduan (untuk, judul, id);
create index templat_pengaduan_aktif on templat_pengaduan (aktif, judul, id);
create unique index templat_pengaduan_judul on templat_pengaduan (judul);
